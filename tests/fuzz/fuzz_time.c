/* SPDX-License-Identifier: Apache-2.0 */
/* Times: what is an instant is written as the same instant; a span begins before it ends. */
#include "fuzz.h"

#include "base/zone_data.h"

static void check_instant(struct span s)
{
    struct buf b;
    int64_t at_ms, again_ms = 0;

    if (time_parse_instant(s, &at_ms, NULL) != RC_OK)
        return;
    MUST(at_ms >= TIME_MIN_MS && at_ms <= TIME_MAX_MS, "out of range");
    buf_init(&b, 100);
    time_put_instant(&b, at_ms);
    MUST(time_parse_instant(buf_span(&b), &again_ms, NULL) == RC_OK && again_ms == at_ms, "%s",
         b.p);
    buf_release(&b);
}

static void check_span(struct span s)
{
    static struct zone_type local_mean = {.offset_ms = 0, .abbrev = {.p = "LMT", .n = 3}};
    static struct zone kyiv = {.name = {.p = "Kyiv", .n = 4}, .types = &local_mean, .n_types = 1};
    struct time_span when = {0};
    struct err err = {0};
    bool is_ambiguous;

    if (!kyiv.footer.is_set)
        MUST(zone_footer_parse(SPAN("EET-2EEST,M3.5.0/3,M10.5.0/4"), &kyiv.footer, &err) == RC_OK,
             "%s", err.note);
    if (zone_read_span(&kyiv, s, &when, &is_ambiguous, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    MUST(when.t0_ms <= when.t1_ms && when.t0_ms >= TIME_MIN_MS && when.t1_ms <= TIME_MAX_MS,
         "%lld to %lld", (long long)when.t0_ms, (long long)when.t1_ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_instant(fuzz_span(data, size));
    check_span(fuzz_span(data, size));
    return 0;
}
