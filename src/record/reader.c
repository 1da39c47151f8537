/* SPDX-License-Identifier: Apache-2.0 */
#include "record/reader.h"

#include "base/time.h"

/* In the order of the bits of enum right. */
static const char *const words[] = {"see",     "mark",    "log",     "draft",
                                    "approve", "confirm", "release", "emergency",
                                    "roster",  "person",  "vote",    NULL};

_Static_assert(RIGHTS_ALL == (1U << (sizeof(words) / sizeof(words[0]) - 1)) - 1,
               "a word for every right");

struct reader reader_mission(void)
{
    return (struct reader){
        .is_mission = true,
        .rights = RIGHTS_ALL,
        .clearance = {.from_ms = TIME_ALWAYS, .until_ms = TIME_NEVER},
    };
}

bool reader_has(const struct reader *r, uint32_t rights, int64_t at_ms)
{
    return (r->rights & rights) == rights &&
           (r->is_mission || (r->clearance.policy != 0 && r->clearance.from_ms <= at_ms &&
                              at_ms < r->clearance.until_ms));
}

bool reader_may_read(const struct reader *r, const struct label *l, int64_t at_ms)
{
    return r->is_mission ||
           ((r->rights & RIGHT_SEE) != 0 && label_may_read(l, &r->clearance, at_ms));
}

enum rc reader_may_write(const struct reader *r, const struct label_policy *p,
                         const struct label *written, const struct label *has_read, int64_t at_ms,
                         struct err *err)
{
    if (!reader_has(r, RIGHT_MARK, at_ms))
        return err_set(
            err, RC_RANGE,
            "this reader may not state labels (the right \"mark\"), or not at this time");
    if (written->policy != p->number)
        return err_set(err, RC_UNKNOWN, "the label is not of the policy %s", p->id.text);
    return has_read == NULL ? RC_OK : label_write_check(p, written, has_read, err);
}

const char *right_word(unsigned i)
{
    return i < sizeof(words) / sizeof(words[0]) ? words[i] : NULL;
}

enum rc right_find(struct span word, uint32_t *out, struct err *err)
{
    const char *nearest = span_nearest(word, words);

    for (unsigned i = 0; words[i] != NULL; i++)
        if (span_is(word, words[i])) {
            *out = 1U << i;
            return RC_OK;
        }
    return err_set(err, RC_UNKNOWN, "\"%.*s\" is no right; %s%s", SPAN_ARG(word),
                   nearest != NULL ? "the nearest is " : "known are ",
                   nearest != NULL ? nearest
                                   : "see, mark, log, draft, approve, confirm, release, emergency, "
                                     "roster, person");
}
