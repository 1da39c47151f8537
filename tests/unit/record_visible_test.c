/* SPDX-License-Identifier: Apache-2.0 */
#include "record_labels.h"

#include <stdio.h>
#include <string.h>

#include "record/visible.h"

#define SEES_AND_MARKS (RIGHT_SEE | RIGHT_MARK)

static struct reader reader_of(const struct label_policy *p, unsigned member, uint8_t level)
{
    return (struct reader){.rights = SEES_AND_MARKS,
                           .clearance = {.policy = p->number,
                                         .level = level,
                                         .member = (uint8_t)member,
                                         .from_ms = 0,
                                         .until_ms = 1000}};
}

static uint32_t add(struct label_table *t, const struct label_policy *p, const char *text)
{
    uint32_t id = LABEL_ABSENT;
    struct err err = {0};

    assert_ok(label_table_add(t, p, span_of(text), &id, &err));
    return id;
}

static struct visible sees(const struct label_table *t, const struct reader *r, int64_t at_ms,
                           struct arena *a)
{
    struct visible v;
    struct err err = {0};

    assert_ok(visible_of(t, r, at_ms, a, &v, &err));
    return v;
}

static void each_text_has_one_number(void **state)
{
    struct label_policy p = sample_policy();
    struct arena a;
    struct label_table t;

    (void)state;
    arena_init(&a, MIB);
    label_table_init(&t, &a);
    assert_int_equal(add(&t, &p, "PUBLIC//REL ALL"), 0);
    assert_int_equal(add(&t, &p, "SECRET//REL est"), 1);
    assert_int_equal(add(&t, &p, "nonsense"), 2);
    assert_int_equal(add(&t, &p, "SECRET//REL est"), 1);
    assert_int_equal(add(&t, &p, ""), 3);
    assert_int_equal(t.n, 4);
    assert_true(t.rows[0].is_parsed && t.rows[1].is_parsed);
    assert_false(t.rows[2].is_parsed || t.rows[3].is_parsed);
    assert_int_equal(label_table_find(&t, SPAN("nonsense")), 2);
    assert_int_equal(label_table_find(&t, SPAN("SECRET//REL lva")), LABEL_ABSENT);
    arena_release(&a);
}

static void a_text_has_one_spelling(void **state)
{
    struct label_policy p = sample_policy();
    struct arena a;
    struct label_table t;
    struct span out = SPAN("untouched");
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    label_table_init(&t, &a);
    assert_ok(label_table_canonical(&t, &p, SPAN("rel lva,EST//secret"), &out, &err));
    assert_span(out, "aasc:SECRET//REL est,lva");
    out = SPAN("untouched");
    assert_int_equal(label_table_canonical(&t, &p, SPAN("SECRET//REL rus"), &out, &err),
                     RC_UNKNOWN);
    assert_note("\"rus\" is no member");
    assert_ok(label_policy_add(&p, LABEL_MEMBER, SPAN("rus"), &err));
    assert_int_equal(label_table_canonical(&t, &p, SPAN("SECRET//REL rus"), &out, &err),
                     RC_CONFLICT);
    assert_note("stays closed");
    assert_int_equal(label_table_canonical(&t, NULL, SPAN("x"), &out, &err), RC_UNKNOWN);
    assert_span(out, "untouched");
    arena_release(&a);
}

static void readers_see_what_they_may_and_the_mission_all(void **state)
{
    struct label_policy p = sample_policy();
    struct reader est = reader_of(&p, 0, 3), lva = reader_of(&p, 1, 1), nobody = {0},
                  mission = reader_mission();
    struct arena a;
    struct label_table t;
    uint32_t open, secret, broken, later;
    struct visible v;

    (void)state;
    arena_init(&a, MIB);
    label_table_init(&t, &a);
    open = add(&t, &p, "RESTRICTED//REL est,lva");
    secret = add(&t, &p, "SECRET//REL est,lva");
    broken = add(&t, &p, "SECRET//REL eest");

    v = sees(&t, &est, 10, &a);
    assert_true(visible_has(&v, open) && visible_has(&v, secret));
    assert_false(visible_has(&v, broken) || visible_has(&v, LABEL_ABSENT) || visible_has(&v, 3));
    assert_true(visible_has_text(&v, SPAN("SECRET//REL est,lva")));
    assert_false(visible_has_text(&v, SPAN("SECRET//REL eest")));
    assert_false(visible_has_text(&v, SPAN("PUBLIC//REL est"))); /* not in the table */

    v = sees(&t, &lva, 10, &a);
    assert_true(visible_has(&v, open) && !visible_has(&v, secret));
    v = sees(&t, &lva, 1000, &a); /* no longer */
    assert_false(visible_has(&v, open));
    v = sees(&t, &nobody, 10, &a);
    assert_false(visible_has(&v, open));
    est.rights = RIGHT_MARK; /* marking is not seeing */
    v = sees(&t, &est, 10, &a);
    assert_false(visible_has(&v, open));

    v = sees(&t, &mission, 10, &a);
    later = add(&t, &p, "PUBLIC//REL usa");
    assert_true(visible_has(&v, open) && visible_has(&v, secret) && visible_has(&v, broken) &&
                visible_has(&v, later));
    assert_true(visible_has_text(&v, SPAN("whatever")));
    arena_release(&a);
}

/* What is added while a query runs is not in its set. */
static void a_set_is_of_its_moment(void **state)
{
    struct label_policy p = sample_policy();
    struct reader est = reader_of(&p, 0, 3);
    struct arena a;
    struct label_table t;
    struct visible before, after, again;

    (void)state;
    arena_init(&a, MIB);
    label_table_init(&t, &a);
    before = sees(&t, &est, 10, &a);
    assert_false(visible_has(&before, 0));
    for (int i = 0; i < 200; i++) {
        char text[256];

        (void)snprintf(text, sizeof(text), "%*sPUBLIC//REL est", i, "");
        (void)add(&t, &p, text);
        if (i == 69)
            before = sees(&t, &est, 10, &a);
    }
    after = sees(&t, &est, 10, &a);
    again = sees(&t, &est, 999, &a);
    assert_true(visible_has(&before, 69) && !visible_has(&before, 70));
    assert_true(visible_has(&after, 70) && visible_has(&after, 199) && !visible_has(&after, 200));
    assert_true(visible_eq(&after, &again) && !visible_eq(&after, &before));
    again = sees(&t, &est, 1000, &a);
    assert_false(visible_eq(&after, &again));
    arena_release(&a);
}

/* A reader's set is READ of every label, for readers and labels by chance. */
static void a_set_is_read_label_by_label(void **state)
{
    struct label_policy p = sample_policy();
    uint64_t seed = 99;
    struct arena a;
    struct label_table t;
    struct buf b;
    size_t n_seen = 0;

    (void)state;
    arena_init(&a, 64 * MIB);
    label_table_init(&t, &a);
    buf_init(&b, LABEL_TEXT_MAX);
    for (int i = 0; i < 1000; i++) {
        struct label l = random_label(&seed, &p);

        buf_clear(&b);
        label_put(&b, &p, &l);
        (void)add(&t, &p, b.p);
    }
    for (int i = 0; i < 300; i++) {
        struct reader r = {.rights = random_below(&seed, 4) == 0 ? RIGHT_MARK : SEES_AND_MARKS,
                           .clearance = random_clearance(&seed, &p)};
        struct visible v = sees(&t, &r, 0, &a);

        for (uint32_t k = 0; k < t.n; k++) {
            bool may =
                (r.rights & RIGHT_SEE) != 0 && label_may_read(&t.rows[k].label, &r.clearance, 0);

            assert_int_equal(visible_has(&v, k), may);
            n_seen += may;
        }
    }
    assert_true(n_seen > 1000 && n_seen < 290000);
    buf_release(&b);
    arena_release(&a);
}

static void a_table_has_ceilings(void **state)
{
    static char text[LABEL_TEXT_MAX + 1];
    struct label_policy p = sample_policy();
    struct arena a;
    struct label_table t;
    uint32_t id = 77;
    struct err err = {0};

    (void)state;
    arena_init(&a, 64 * MIB);
    label_table_init(&t, &a);
    memset(text, 'x', sizeof(text));
    assert_int_equal(label_table_add(&t, &p, (struct span){text, sizeof(text)}, &id, &err),
                     RC_LIMIT);
    for (int i = 0; i < LABEL_TEXTS_MAX; i++) {
        (void)snprintf(text, sizeof(text), "label %d", i);
        (void)add(&t, NULL, text);
    }
    assert_int_equal(label_table_add(&t, &p, SPAN("one more"), &id, &err), RC_LIMIT);
    assert_note("65536 different labels");
    assert_int_equal(id, 77);
    assert_ok(label_table_add(&t, &p, SPAN("label 5"), &id, &err));
    assert_int_equal(id, 5);
    arena_release(&a);
}

static void the_nth_allocation_fails(void **state)
{
    struct label_policy p = sample_policy();
    struct reader est = reader_of(&p, 0, 3);
    bool is_done = false;

    (void)state;
    for (long n = 1; !is_done && n < 100; n++) {
        struct arena a;
        struct label_table t;
        struct visible v;
        uint32_t id;
        struct err err = {0};
        enum rc rc;

        arena_init(&a, MIB);
        label_table_init(&t, &a);
        arena_fail_at(n);
        rc = label_table_add(&t, &p, SPAN("PUBLIC//REL est"), &id, &err);
        rc = rc ? rc : visible_of(&t, &est, 10, &a, &v, &err);
        arena_fail_at(0);
        is_done = rc == RC_OK;
        if (!is_done) {
            assert_int_equal(rc, RC_LIMIT);
            /* what failed can be tried again */
            assert_ok(label_table_add(&t, &p, SPAN("PUBLIC//REL est"), &id, &err));
            assert_int_equal(id, 0);
        }
        arena_release(&a);
    }
    assert_true(is_done);
}

static void derived_labels_are_joined_as_texts(void **state)
{
    static const struct {
        const char *labels[3];
        enum rc rc;
        const char *words; /* the label, or of the note */
    } rows[] = {
        {{"PUBLIC//REL ALL", NULL}, RC_OK, "aasc:PUBLIC//REL ALL@2"},
        {{"PUBLIC//REL ALL", "SECRET//C intel//REL lva,est//BY est", NULL},
         RC_OK,
         "aasc:SECRET//C intel//REL est,lva//BY est"},
        {{"SECRET//REL est,lva,usa//BY lva", "PUBLIC//C medical//REL usa,lva//BY est",
          "PUBLIC//C routes//REL lva//BY est"},
         RC_OK,
         "aasc:SECRET//C medical,routes//REL lva//BY est,lva"},
        {{"SECRET//REL est", "SECRET//REL lva", NULL}, RC_CONFLICT, "nobody could read"},
        {{"SECRET//REL est", "gibberish", NULL}, RC_CONFLICT, "\"gibberish\" of an input cannot"},
        {{"SECRET//REL est//ORCON//BY est,usa", NULL}, RC_CONFLICT, "leave of est"},
        {{"PUBLIC//REL est,usa//ORCON//BY usa", "PUBLIC//REL est", NULL},
         RC_OK,
         "aasc:PUBLIC//REL est//ORCON//BY usa"},
        {{NULL}, RC_INPUT, "no label"},
    };
    struct label_policy p = sample_policy();
    struct arena a;
    struct label_table t;
    struct label_joiner j = {.table = &t, .policy = &p};

    (void)state;
    member_set_add(&j.leave, 4); /* usa lets the engine derive */
    arena_init(&a, MIB);
    label_table_init(&t, &a);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct span labels[3], out = SPAN("untouched");
        size_t n = 0;
        struct err err = {0};
        enum rc rc;

        while (n < 3 && rows[i].labels[n] != NULL) {
            labels[n] = span_of(rows[i].labels[n]);
            n++;
        }
        rc = label_join_texts(&j, labels, n, &a, &out, &err);
        if (rc != rows[i].rc)
            fail_msg("row %zu: code %d: %s", i, (int)rc, err.note);
        if (rc == RC_OK) {
            assert_span(out, rows[i].words);
        } else {
            assert_note(rows[i].words);
            assert_span(out, "untouched");
        }
    }
    j.policy = NULL;
    {
        struct span label = SPAN("PUBLIC//REL ALL"), out;
        struct err err = {0};

        assert_int_equal(label_join_texts(&j, &label, 1, &a, &out, &err), RC_CONFLICT);
        assert_note("no policy");
    }
    arena_release(&a);
}

static void writing_needs_the_right_to_mark(void **state)
{
    struct label_policy p = sample_policy();
    struct reader r = reader_of(&p, 0, 1);
    struct label low, high, foreign;
    struct err err = {0};

    (void)state;
    assert_ok(label_parse(&p, SPAN("PUBLIC//REL est"), &low, &err));
    assert_ok(label_parse(&p, SPAN("SECRET//REL est"), &high, &err));
    foreign = low;
    foreign.policy = 9;
    assert_ok(reader_may_write(&r, &p, &low, NULL, 10, &err));
    assert_ok(reader_may_write(&r, &p, &high, &low, 10, &err)); /* blind, upwards */
    assert_int_equal(reader_may_write(&r, &p, &low, &high, 10, &err), RC_CONFLICT);
    assert_int_equal(reader_may_write(&r, &p, &foreign, NULL, 10, &err), RC_UNKNOWN);
    assert_int_equal(reader_may_write(&r, &p, &low, NULL, 1000, &err), RC_RANGE);
    r.rights = RIGHT_SEE; /* seeing is not marking */
    assert_int_equal(reader_may_write(&r, &p, &low, NULL, 10, &err), RC_RANGE);
    assert_note("mark");
    r = reader_mission();
    assert_ok(reader_may_write(&r, &p, &low, NULL, 10, &err));
}

static void rights_have_words(void **state)
{
    uint32_t all = 0, right;
    struct err err = {0};

    (void)state;
    for (unsigned i = 0; right_word(i) != NULL; i++) {
        assert_ok(right_find(span_of(right_word(i)), &right, &err));
        assert_int_equal(right, 1U << i);
        all |= right;
    }
    assert_int_equal(all, RIGHTS_ALL);
    assert_null(right_word(100));
    assert_int_equal(right_find(SPAN("aprove"), &right, &err), RC_UNKNOWN);
    assert_note("the nearest is approve");
    assert_int_equal(right_find(SPAN("zzzzz"), &right, &err), RC_UNKNOWN);
    assert_note("known are see, mark");
    assert_int_equal(right_find(SPAN(""), &right, &err), RC_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_has_one_number),
        cmocka_unit_test(a_text_has_one_spelling),
        cmocka_unit_test(readers_see_what_they_may_and_the_mission_all),
        cmocka_unit_test(a_set_is_of_its_moment),
        cmocka_unit_test(a_set_is_read_label_by_label),
        cmocka_unit_test(a_table_has_ceilings),
        cmocka_unit_test(the_nth_allocation_fails),
        cmocka_unit_test(derived_labels_are_joined_as_texts),
        cmocka_unit_test(writing_needs_the_right_to_mark),
        cmocka_unit_test(rights_have_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
