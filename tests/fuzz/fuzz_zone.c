/* SPDX-License-Identifier: Apache-2.0 */
/* Time zones: TZif bytes, or where they do not begin so, a footer's rule. The reading of a clock at
 * an instant must lead back to that instant, whatever the file says. */
#include "fuzz.h"

#include "base/zone_data.h"

#include <string.h>

static void check_instant(const struct zone *z, int64_t at_ms)
{
    struct civil c;
    struct time_span s;
    enum zone_fit fit;
    int64_t day_ms;

    zone_civil(z, at_ms, &c);
    fit = zone_instant(z, &c, &s);
    MUST(fit != ZONE_NONEXISTENT && s.t0_ms <= at_ms && at_ms <= s.t1_ms,
         "the reading of %lld leads to %lld .. %lld", (long long)at_ms, (long long)s.t0_ms,
         (long long)s.t1_ms);
    day_ms = zone_day_start(z, c.year, c.month, c.day);
    MUST(day_ms <= at_ms && zone_date(z, day_ms) == zone_date(z, at_ms),
         "%lld has its day begin at %lld", (long long)at_ms, (long long)day_ms);
}

static void check_zone(const struct zone *z)
{
    int64_t last_ms = z->n_transitions == 0 ? 0 : z->at_ms[z->n_transitions - 1];

    for (int64_t year = 1; year <= 9999; year += 499) {
        int64_t at_ms = time_days((int)year, (int)(year % 12) + 1, 15) * MS_PER_DAY;

        check_instant(z, at_ms);
    }
    for (int64_t h = -30; h <= 30; h += 3)
        if (last_ms > TIME_MIN_MS + MS_PER_DAY * 3 && last_ms < TIME_MAX_MS - MS_PER_DAY * 3)
            check_instant(z, last_ms + h * MS_PER_H);
    (void)zone_offset_ms(z, TIME_NEVER, NULL);
    (void)zone_offset_ms(z, TIME_ALWAYS, NULL);
}

static void check_footer(struct span s)
{
    static struct zone_type local_mean = {.offset_ms = 0, .abbrev = {.p = "LMT", .n = 3}};
    struct zone z = {.name = s, .types = &local_mean, .n_types = 1};

    if (zone_footer_parse(s, &z.footer, NULL) == RC_OK)
        check_zone(&z);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = fuzz_span(data, size);
    const struct zone *z;
    struct err err = {0};
    struct arena a;

    if (!span_starts(s, SPAN("TZif"))) {
        check_footer(s);
        return 0;
    }
    arena_init(&a, FUZZ_ARENA_MAX);
    if (zone_parse(SPAN("Fuzz"), s, &a, &z, &err) == RC_OK)
        check_zone(z);
    else
        MUST(err.note[0] != '\0', "refused without a word");
    arena_release(&a);
    return 0;
}
