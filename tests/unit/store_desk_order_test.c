/* SPDX-License-Identifier: Apache-2.0 */
/* Late, repeated and reordered arrival of the same rows gives the same verdicts: of rows of one
 * source and id the first in the docket's order is judged, whichever came first. */
#include "random.h"
#include "store_office.h"

#include "watch/verdict.h"

/* What the record says now: sums of the verdicts that stand. */
struct standing_now {
    struct sha256_digest senses[64];
    size_t n;
};

static enum rc take_standing(void *to, const struct store_verdict *v, struct err *err)
{
    struct standing_now *now = to;

    (void)err;
    assert_in_range(now->n, 0, 63);
    now->senses[now->n++] = v->sense;
    return RC_OK;
}

static int sense_cmp(const void *left, const void *right)
{
    return memcmp(left, right, sizeof(struct sha256_digest));
}

static void look_at_standing(struct office *o, struct standing_now *out)
{
    const struct store_verdict_query q = {
        .below_seq = UINT64_MAX, .words = 1U << VERDICT_VIOLATION | 1U << VERDICT_INDETERMINATE};
    struct err err = {0};

    memset(out, 0, sizeof(*out));
    assert_ok(store_verdicts(desk_store(o->desk), &q, take_standing, out, &err));
    qsort(out->senses, out->n, sizeof(out->senses[0]), sense_cmp);
}

static struct uuid first_row(struct office *o)
{
    struct store_entry e;
    struct arena a;
    struct err err = {0};

    arena_init(&a, MIB);
    assert_ok(store_entry_by_seq(desk_store(o->desk), 0, &a, &e, &err));
    arena_release(&a);
    return e.id;
}

/* On the record is what came first, judged what stands first. */
static void a_row_that_stands_before_is_taken(void **state)
{
    static const struct {
        const char *first, *second;
        bool is_outdone;
    } cases[] = {
        {"2026-10-15T00:00:00.001Z", "2026-10-15T00:00:00Z", true},
        {"2026-10-15T00:00:00Z", "2026-10-15T00:00:00.001Z", false},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct standing_now once, now;
        struct office o;
        struct err err = {0};
        char more[96];

        office_start(&o);
        (void)snprintf(more, sizeof(more), ",\"recorded_at\":\"%s\"", cases[i].first);
        add(&o, "a", 1, 0, more);
        assert_ok(append(&o, &err));
        look_at_standing(&o, &once);
        (void)snprintf(more, sizeof(more), ",\"recorded_at\":\"%s\"", cases[i].second);
        add(&o, "a", 2, 0, more);
        assert_ok(append(&o, &err));
        look_at_standing(&o, &now);
        assert_int_equal(o.n_outdone, cases[i].is_outdone);
        assert_int_equal(o.result.n_outdone, cases[i].is_outdone);
        assert_int_equal(o.n_refused, !cases[i].is_outdone);
        assert_int_equal(o.result.n_appended, cases[i].is_outdone);
        assert_int_equal(now.n, once.n);
        assert_true(now.n > 0);
        assert_int_equal(memcmp(&now, &once, sizeof(now)) != 0, cases[i].is_outdone);
        if (cases[i].is_outdone) {
            struct uuid was = first_row(&o);

            assert_memory_equal(&o.outdone, &was, sizeof(was));
        }
        office_end(&o);
    }
}

/* One that was taken and has to give way to another of its batch outdoes nothing. */
static void only_the_first_of_a_batch_outdoes(void **state)
{
    struct office o;
    struct uuid was;
    struct err err = {0};

    (void)state;
    office_start(&o);
    add(&o, "a", 1, 0, ",\"recorded_at\":\"2026-10-17T00:00:00Z\"");
    assert_ok(append(&o, &err));
    add(&o, "a", 2, 0, ",\"recorded_at\":\"2026-10-16T00:00:00Z\"");
    add(&o, "a", 3, 0, ",\"recorded_at\":\"2026-10-15T00:00:00Z\"");
    assert_ok(append(&o, &err));
    assert_int_equal(o.result.n_appended, 1);
    assert_int_equal(o.n_refused, 1);
    assert_int_equal(o.n_outdone, 1);
    assert_non_null(strstr(o.refused, "stands in the input"));
    was = o.outdone;
    /* … and of two on the record the one that stood is outdone, not the one that did no longer */
    add(&o, "a", 4, 0, ",\"recorded_at\":\"2026-10-16T12:00:00Z\"");
    assert_ok(append(&o, &err));
    assert_int_equal(o.n_refused, 1);
    add(&o, "a", 4, 0, ",\"recorded_at\":\"2026-10-14T22:00:00Z\"");
    assert_ok(append(&o, &err));
    assert_int_equal(o.n_outdone, 1);
    assert_int_not_equal(uuid_cmp(&o.outdone, &was), 0);
    office_end(&o);
}

#define N_ARRIVALS 36

struct arrival {
    char id[4];
    int n, minute;
    char more[96];
};

/* Few ids: most contradict, correct or repeat one another. */
static void make_arrivals(struct arrival *rows, uint64_t *dice)
{
    static const char *const days[] = {"15", "16", "17"};

    for (size_t i = 0; i < N_ARRIVALS; i++) {
        struct arrival *r = &rows[i];
        uint32_t says = random_below(dice, 6);
        char over = says == 0 ? 0 : (char)('a' + random_below(dice, 6));

        r->id[0] = (char)('a' + random_below(dice, 6));
        r->id[1] = '\0';
        r->n = 1 + (int)random_below(dice, 3);
        r->minute = (r->id[0] - 'a') * 9 + (int)random_below(dice, 2) * 4;
        (void)snprintf(r->more, sizeof(r->more), ",\"recorded_at\":\"2026-10-%sT00:00:00Z\"",
                       days[random_below(dice, 3)]);
        if (says > 3)
            (void)snprintf(r->more + strlen(r->more), sizeof(r->more) - strlen(r->more),
                           ",\"supersedes\":\"%c\"", says == 4 ? r->id[0] : over);
    }
}

static void arrive(struct office *o, const struct arrival *rows, uint64_t *dice, size_t cut,
                   struct standing_now *out)
{
    size_t order[N_ARRIVALS];
    struct err err = {0};

    for (size_t i = 0; i < N_ARRIVALS; i++) {
        size_t at = random_below(dice, (uint32_t)i + 1);

        order[i] = order[at];
        order[at] = i;
    }
    office_start(o);
    for (size_t i = 0; i < N_ARRIVALS; i++) {
        const struct arrival *r = &rows[order[i]];

        add(o, r->id, r->n, r->minute, r->more);
        if ((i + 1) % cut == 0 || i + 1 == N_ARRIVALS)
            assert_ok(append(o, &err));
    }
    look_at_standing(o, out);
    office_end(o);
}

static void any_arrival_gives_the_same_verdicts(void **state)
{
    static const size_t cuts[] = {N_ARRIVALS, 1, 1, 5, 11};

    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct arrival rows[N_ARRIVALS];
        struct standing_now first, now;
        uint64_t dice = seed;
        struct office o;

        make_arrivals(rows, &dice);
        arrive(&o, rows, &dice, cuts[0], &first);
        assert_in_range(first.n, 1, 12); /* a shot breaks two terms at most */
        for (size_t i = 1; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
            arrive(&o, rows, &dice, cuts[i], &now);
            if (memcmp(&now, &first, sizeof(now)) != 0)
                fail_msg("seed %d, in steps of %zu: other verdicts", (int)seed, cuts[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_that_stands_before_is_taken),
        cmocka_unit_test(only_the_first_of_a_batch_outdoes),
        cmocka_unit_test(any_arrival_gives_the_same_verdicts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
