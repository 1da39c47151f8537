/* SPDX-License-Identifier: Apache-2.0 */
/* Every agreement that is shipped must load, and say what its text says. */
#include "pact_sources.h"

static void load_example(struct pact_bench *b, const char *name, const char *file)
{
    char folder[300];
    enum rc rc;

    (void)snprintf(folder, sizeof(folder), "%s/examples/%s", AASC_ROOT, name);
    bench_init(b, folder);
    (void)snprintf(folder, sizeof(folder), "examples/%s", name);
    rc = bench_load(b, bench_read(b, folder, file));
    bench_print(b);
    if (rc != RC_OK)
        fail_msg("%s: code %d: %s", file, (int)rc, b->err.note);
    assert_int_equal(b->diags.n, 0);
}

static void minsk_measures_each_party_from_its_own_line(void **state)
{
    struct pact_bench b;
    const struct pact_agreement *g;
    const struct pact_term *t;

    (void)state;
    load_example(&b, "minsk", "minsk.pact");
    g = &b.model->agreements[0];
    assert_int_equal(b.model->n_agreements, 1);
    t = &g->terms[pact_term_find(g, SPAN("pom.2.orlo"))];
    assert_int_equal(t->kind, PACT_WITHDRAWAL);
    assert_span(g->lines[t->u.withdrawal.line].id, "memorandum");
    assert_int_equal(t->u.withdrawal.n_distances, 3);
    assert_true(t->u.withdrawal.distances[0].distance_m == 25000.0);
    /* 24:00 of 2 March 2015 in Kyiv */
    assert_int_equal(t->u.withdrawal.complete_ms, INT64_C(1425333600000));
    arena_release(&b.arena);
}

static void undof_copies_the_limits_of_the_other_side(void **state)
{
    struct pact_bench b;
    const struct pact_agreement *g;
    const struct pact_term *t;

    (void)state;
    load_example(&b, "undof-1974", "undof.pact");
    g = &b.model->agreements[0];
    t = &g->terms[pact_term_find(g, SPAN("B.5.e10"))];
    assert_int_equal(t->kind, PACT_CEILING);
    assert_int_equal(t->n_binds, 1);
    assert_span(g->parties[t->binds[0]].id, "syria");
    assert_span(g->areas[t->where[0]].id, "aol-e10");
    assert_int_equal(t->u.ceiling.n_limits, 5);
    assert_span(t->u.ceiling.limits[3].what.except->word, "arty_short");
    arena_release(&b.arena);
}

static void the_community_is_bound_by_its_own_terms(void **state)
{
    struct pact_bench b;
    const struct pact_agreement *g;

    (void)state;
    load_example(&b, "aasc", "aasc.pact");
    assert_int_equal(b.model->n_agreements, 2);
    g = &b.model->agreements[0];
    assert_true(g->is_charter);
    assert_int_equal(g->n_terms, 8);
    assert_span(g->parties[g->terms[0].binds[0]].id, "aasc");
    arena_release(&b.arena);
}

static void the_fictional_night_has_every_judged_kind(void **state)
{
    struct pact_bench b;

    (void)state;
    load_example(&b, "kalmius", "kalmius.pact");
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minsk_measures_each_party_from_its_own_line),
        cmocka_unit_test(undof_copies_the_limits_of_the_other_side),
        cmocka_unit_test(the_community_is_bound_by_its_own_terms),
        cmocka_unit_test(the_fictional_night_has_every_judged_kind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
