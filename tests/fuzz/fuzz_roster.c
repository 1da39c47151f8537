/* SPDX-License-Identifier: Apache-2.0 */
/* Rosters: what is read is written in one text that reads back as the same; nobody has more than
 * their member. */
#include "fuzz.h"

#include "record/roster.h"

static void check_people(const struct roster *r)
{
    for (size_t i = 0; i < r->n_people; i++) {
        const struct roster_person *p = &r->people[i];
        struct reader reader = roster_person_reader(r, p);

        MUST(p->member < r->policy.n_members, "member %u", p->member);
        MUST((reader.rights & ~r->grants[p->member].rights) == 0, "rights %x", reader.rights);
        MUST(reader.clearance.level <= r->grants[p->member].level, "level");
        MUST(reader.rights == p->grant.rights, "a right more was not refused");
        MUST(roster_person_find(r, p->id) == p, "two of one id");
        if (p->n_keys > 0)
            MUST(roster_person_of_key(r, &p->keys[0]) == p, "two of one key");
    }
}

static void check_rewriting(const struct roster *r, struct arena *a)
{
    struct buf once, twice;
    struct roster again;
    struct err err = {0};

    buf_init(&once, FUZZ_ARENA_MAX);
    buf_init(&twice, FUZZ_ARENA_MAX);
    MUST(roster_put(&once, r, a, &err) == RC_OK, "%s", err.note);
    MUST(roster_read(buf_span(&once), a, &again, &err) == RC_OK, "%s: %s", once.p, err.note);
    MUST(roster_put(&twice, &again, a, &err) == RC_OK, "%s", err.note);
    MUST(span_eq(buf_span(&once), buf_span(&twice)), "%s became %s", once.p, twice.p);
    buf_release(&once);
    buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct roster r;
    struct err err = {0};

    arena_init(&a, FUZZ_ARENA_MAX);
    if (roster_read(fuzz_span(data, size), &a, &r, &err) == RC_OK) {
        check_people(&r);
        check_rewriting(&r, &a);
    } else {
        MUST(err.note[0] != '\0', "refused without a word");
    }
    arena_release(&a);
    return 0;
}
