/* SPDX-License-Identifier: Apache-2.0 */
#include "record_labels.h"

#include <stdio.h>
#include <string.h>

#define N_RANDOM 1000000

/* A clearance that opens the label of the tests below, exactly. */
static const struct label closed = {
    .policy = 1, .level = 2, .compartments = 5, .releasable = {{6}}, .originators = {{1}}};
static const struct clearance opens = {
    .policy = 1, .level = 2, .member = 1, .compartments = 5, .from_ms = 1000, .until_ms = 2000};

/* Every clause of READ from both sides. */
static void read_needs_every_clause(void **state)
{
    struct label l = closed;
    struct clearance c = opens;

    (void)state;
    assert_true(label_may_read(&l, &c, 1000));

    l.policy = 2; /* another policy */
    assert_false(label_may_read(&l, &c, 1000));
    c.policy = 2;
    assert_true(label_may_read(&l, &c, 1000));
    l.policy = c.policy = 0; /* none on both sides is not the same one */
    assert_false(label_may_read(&l, &c, 1000));
    l = closed;
    c = opens;

    c.level = 1;
    assert_false(label_may_read(&l, &c, 1000));
    c.level = 3;
    assert_true(label_may_read(&l, &c, 1000));
    c = opens;

    c.compartments = 4; /* one of two */
    assert_false(label_may_read(&l, &c, 1000));
    c.compartments = 2 | 8; /* others */
    assert_false(label_may_read(&l, &c, 1000));
    c.compartments = 5 | 8;
    assert_true(label_may_read(&l, &c, 1000));
    c = opens;

    c.member = 0; /* who made it is not whom it is for */
    assert_false(label_may_read(&l, &c, 1000));
    c.member = 2;
    assert_true(label_may_read(&l, &c, 1000));
    c.member = 200; /* beyond every set */
    assert_false(label_may_read(&l, &c, 1000));
}

static void a_clearance_begins_and_ends(void **state)
{
    static const struct {
        int64_t at_ms;
        bool may;
    } rows[] = {{999, false},  {1000, true},       {1999, true},
                {2000, false}, {INT64_MIN, false}, {INT64_MAX, false}};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(label_may_read(&closed, &opens, rows[i].at_ms), rows[i].may);
}

static void what_is_all_zero_opens_nothing(void **state)
{
    struct label none = {0};
    struct clearance nobody = {0};

    (void)state;
    assert_false(label_may_read(&none, &opens, 1500));
    assert_false(label_may_read(&closed, &nobody, 1500));
    assert_false(label_may_read(&none, &nobody, 0));
    nobody = opens;
    nobody.until_ms = nobody.from_ms;
    assert_false(label_may_read(&closed, &nobody, nobody.from_ms));
}

static void sets_know_their_members(void **state)
{
    struct member_set s = {0}, t = {0}, both;

    (void)state;
    assert_true(member_set_is_empty(&s));
    member_set_add(&s, 0);
    member_set_add(&s, 64);
    member_set_add(&t, 64);
    member_set_add(&t, 127);
    assert_true(member_set_has(&s, 0) && member_set_has(&s, 64));
    assert_false(member_set_has(&s, 1) || member_set_has(&s, 127) || member_set_has(&s, 128));
    both = member_set_and(&s, &t);
    assert_true(member_set_has(&both, 64) && !member_set_has(&both, 0));
    assert_true(member_set_within(&both, &s) && member_set_within(&both, &t));
    assert_false(member_set_within(&s, &t) || member_set_within(&t, &s));
    both = member_set_or(&s, &t);
    assert_true(member_set_within(&s, &both) && member_set_within(&t, &both));
    both = member_set_less(&s, &t);
    assert_true(member_set_has(&both, 0) && !member_set_has(&both, 64));
    assert_true(member_set_eq(&s, &s) && !member_set_eq(&s, &t));
}

/* ---- a million labels ---- */

static bool may_join(const struct label_policy *p, const struct label *a, const struct label *b,
                     struct label *out)
{
    struct err err = {0};
    enum rc rc = label_join(p, a, b, out, &err);

    assert_true(rc == RC_OK || rc == RC_CONFLICT);
    if (rc)
        assert_note("release");
    return rc == RC_OK;
}

static void check_join(const struct label_policy *p, const struct label l[3],
                       const struct clearance *c)
{
    struct label ab, ba, ab_c, bc, a_bc, aa;
    bool has_ab = may_join(p, &l[0], &l[1], &ab), has_bc = may_join(p, &l[1], &l[2], &bc), left,
         right;
    bool may_both = label_may_read(&l[0], c, 0) && label_may_read(&l[1], c, 0);

    assert_true(may_join(p, &l[0], &l[0], &aa) && label_eq(&aa, &l[0]));
    assert_int_equal(has_ab, may_join(p, &l[1], &l[0], &ba));
    assert_int_equal(has_ab && label_may_read(&ab, c, 0), may_both);
    left = has_ab && may_join(p, &ab, &l[2], &ab_c);
    right = has_bc && may_join(p, &l[0], &bc, &a_bc);
    assert_int_equal(left, right);
    if (left)
        assert_true(label_eq(&ab_c, &a_bc));
    if (!has_ab)
        return;
    assert_true(label_eq(&ab, &ba));
    assert_true(label_le(&l[0], &ab) && label_dominates(&ab, &l[1]));
    /* the least: every upper bound is above it */
    if (label_le(&l[0], &l[2]) && label_le(&l[1], &l[2]))
        assert_true(label_le(&ab, &l[2]));
    if (left)
        assert_true(label_le(&ab, &ab_c));
}

static void check_order(const struct label l[3], const struct clearance *c)
{
    assert_true(label_le(&l[0], &l[0]) && label_eq(&l[0], &l[0]));
    if (label_le(&l[0], &l[1]) && label_le(&l[1], &l[0]))
        assert_true(label_eq(&l[0], &l[1]));
    if (label_le(&l[0], &l[1]) && label_le(&l[1], &l[2]))
        assert_true(label_le(&l[0], &l[2]));
    if (label_le(&l[0], &l[1]) && label_may_read(&l[1], c, 0))
        assert_true(label_may_read(&l[0], c, 0));
}

/* Raise one thing, whichever it is. */
static struct label raised(uint64_t *state, const struct label_policy *p, struct label l)
{
    unsigned i = random_below(state, p->n_members);
    struct member_set one = {{0}};

    member_set_add(&one, i);
    switch (random_below(state, 5)) {
    case 0:
        l.level = (uint8_t)(l.level + 1);
        break;
    case 1:
        l.compartments |= UINT64_C(1) << random_below(state, p->n_compartments);
        break;
    case 2:
        l.releasable = member_set_less(&l.releasable, &one);
        break;
    case 3:
        l.is_orcon = true;
        break;
    default:
        l.originators = member_set_or(&l.originators, &one);
    }
    return l;
}

static void check_raising(uint64_t *state, const struct label_policy *p, const struct label *l,
                          const struct clearance *c)
{
    struct label above = raised(state, p, *l);

    assert_true(label_le(l, &above));
    if (!label_may_read(l, c, 0))
        assert_false(label_may_read(&above, c, 0));
}

static void check_text(const struct label_policy *p, const struct label *l, struct buf *b)
{
    struct label again = {0};
    struct err err = {0};
    size_t n;

    buf_clear(b);
    label_put(b, p, l);
    assert_false(b->is_full);
    assert_ok(label_parse(p, buf_span(b), &again, &err));
    assert_true(label_eq(l, &again));
    n = b->n;
    label_put(b, p, &again);
    assert_true(span_eq(span_sub(buf_span(b), 0, n), span_from(buf_span(b), n)));
    buf_clear(b);
    label_put_brief(b, p, l);
    assert_ok(label_parse(p, buf_span(b), &again, &err));
    assert_true(label_eq(l, &again));
}

static void the_lattice_holds_for_a_million_labels(void **state)
{
    struct label_policy p = sample_policy();
    uint64_t seed = 41;
    struct label l[3];
    struct buf b;
    size_t n_ordered = 0, n_apart = 0, n_read = 0;

    (void)state;
    buf_init(&b, 2 * LABEL_TEXT_MAX);
    for (int i = 0; i < N_RANDOM; i++) {
        struct clearance c = random_clearance(&seed, &p);
        struct label ignored;

        for (int k = 0; k < 3; k++)
            l[k] = random_label(&seed, &p);
        if (i % 4 == 0) /* chains, which chance alone hardly makes */
            l[2] = raised(&seed, &p, l[1] = raised(&seed, &p, l[0]));
        for (int k = 1; k < 3; k++) {
            l[k].level = l[k].level >= p.n_levels ? 0 : l[k].level;
            if (member_set_is_empty(&l[k].releasable))
                l[k] = l[0];
        }
        check_order(l, &c);
        check_join(&p, l, &c);
        check_raising(&seed, &p, &l[0], &c);
        if (!l[0].is_orcon || !member_set_is_empty(&l[0].originators))
            check_text(&p, &l[0], &b);
        n_ordered += label_le(&l[0], &l[1]);
        n_apart += !may_join(&p, &l[0], &l[1], &ignored);
        n_read += label_may_read(&l[0], &c, 0);
    }
    buf_release(&b);
    /* the chances above do reach every branch */
    assert_true(n_ordered > 100000 && n_apart > 10000 && n_read > 10000);
    assert_true(n_ordered < 900000 && n_apart < 900000 && n_read < 900000);
}

static void the_fullest_policy_fits_its_text(void **state)
{
    struct label_policy p = fullest_policy();
    struct label all = {.policy = 2, .level = 15, .is_orcon = true, .compartments = UINT64_MAX};
    uint64_t seed = 7;
    struct buf b;

    (void)state;
    for (unsigned i = 0; i < LABEL_MEMBERS_MAX; i++) {
        member_set_add(&all.releasable, i);
        member_set_add(&all.originators, i);
    }
    buf_init(&b, 2 * LABEL_TEXT_MAX);
    check_text(&p, &all, &b);
    buf_clear(&b);
    label_put(&b, &p, &all);
    assert_true(b.n <= LABEL_TEXT_MAX && b.n > LABEL_TEXT_MAX / 2);
    for (int i = 0; i < 300; i++) {
        struct label l = random_label(&seed, &p);

        check_text(&p, &l, &b);
    }
    buf_release(&b);
}

/* ---- refusals ---- */

static void an_empty_audience_is_refused_with_a_way_out(void **state)
{
    struct label_policy p = sample_policy();
    struct label a, b, out = {.level = 77};
    struct err err = {0};

    (void)state;
    assert_ok(label_parse(&p, SPAN("SECRET//REL est,lva//BY est"), &a, &err));
    assert_ok(label_parse(&p, SPAN("PUBLIC//REL ukr//BY ukr"), &b, &err));
    assert_int_equal(label_join(&p, &a, &b, &out, &err), RC_CONFLICT);
    assert_note("nobody could read");
    assert_note("REL est,lva and REL ukr");
    assert_note("release");
    assert_int_equal(out.level, 77);

    a.policy = 9;
    assert_int_equal(label_join(&p, &a, &a, &out, &err), RC_UNKNOWN);
    assert_note("aasc");
    a.policy = 0;
    assert_int_equal(label_join(&p, &a, &a, &out, &err), RC_UNKNOWN);
    assert_false(label_le(&a, &b) || label_eq(&a, &b));
}

static void a_writer_writes_no_lower_than_was_read(void **state)
{
    static const struct {
        const char *written;
        const char *lacking; /* NULL: may be written */
    } rows[] = {
        {"CONFIDENTIAL//C intel//REL est,lva//ORCON//BY est", NULL},
        {"SECRET//C intel,routes//REL lva//ORCON//BY est,usa", NULL},
        {"RESTRICTED//C intel//REL est,lva//ORCON//BY est", "must be at least CONFIDENTIAL"},
        {"CONFIDENTIAL//REL est,lva//ORCON//BY est", "C must hold intel"},
        {"CONFIDENTIAL//C intel//REL est,usa,ukr//ORCON//BY est", "REL must not hold ukr,usa"},
        {"CONFIDENTIAL//C intel//REL est,lva//BY est", "ORCON must stay"},
        {"CONFIDENTIAL//C intel//REL est,lva//ORCON//BY lva", "BY must hold est"},
    };
    struct label_policy p = sample_policy();
    struct label has_read;
    struct err err = {0};

    (void)state;
    assert_ok(label_parse(&p, span_of(rows[0].written), &has_read, &err));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct label written;
        enum rc rc;

        assert_ok(label_parse(&p, span_of(rows[i].written), &written, &err));
        rc = label_write_check(&p, &written, &has_read, &err);
        assert_int_equal(rc, rows[i].lacking == NULL ? RC_OK : RC_CONFLICT);
        if (rows[i].lacking != NULL) {
            assert_note(rows[i].lacking);
            assert_note("release");
        }
    }
    has_read.policy = 0;
    assert_int_equal(label_write_check(&p, &has_read, &has_read, &err), RC_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_needs_every_clause),
        cmocka_unit_test(a_clearance_begins_and_ends),
        cmocka_unit_test(what_is_all_zero_opens_nothing),
        cmocka_unit_test(sets_know_their_members),
        cmocka_unit_test(the_lattice_holds_for_a_million_labels),
        cmocka_unit_test(the_fullest_policy_fits_its_text),
        cmocka_unit_test(an_empty_audience_is_refused_with_a_way_out),
        cmocka_unit_test(a_writer_writes_no_lower_than_was_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
