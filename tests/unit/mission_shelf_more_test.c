/* SPDX-License-Identifier: Apache-2.0 */
/* Rows beside a shelf's own: asked for as they would be if they lay on it, in its order. */
#include "check.h"

#include "mission/shelf_more.h"

static struct card card_at(int64_t from_ms, int64_t to_ms)
{
    return (struct card){.kind = ROW_OBSERVATION,
                         .key = {{1}},
                         .from_ms = from_ms,
                         .to_ms = to_ms,
                         .at_ms = from_ms,
                         .until_ms = to_ms,
                         .has_place = true,
                         .box = {48, 37, 49, 38},
                         .source = 5};
}

static void a_query_takes_what_it_would_find(void **state)
{
    static const uint64_t serials[] = {7}, others[] = {8};
    static const struct card_key key = {{1}}, other_key = {{2}};
    const uint64_t kind = ROW_BIT(ROW_OBSERVATION);
    struct card c = card_at(100, 200);
    const struct {
        struct shelf_query q;
        bool takes;
    } rows[] = {
        {{.row_kinds = kind}, true},
        {{.row_kinds = ROW_BIT(ROW_SENSOR)}, false},
        {{.row_kinds = kind, .has_span = true, .span = {0, 99}}, false},
        {{.row_kinds = kind, .has_span = true, .span = {0, 100}}, true},
        {{.row_kinds = kind, .has_span = true, .span = {200, 300}}, true},
        {{.row_kinds = kind, .has_span = true, .span = {201, 300}}, false},
        {{.row_kinds = kind, .has_box = true, .box = {49.5, 37, 50, 38}}, false},
        {{.row_kinds = kind, .has_box = true, .box = {48.5, 37.5, 50, 39}}, true},
        {{.row_kinds = kind, .keys = &key, .n_keys = 1}, true},
        {{.row_kinds = kind, .keys = &other_key, .n_keys = 1}, false},
        {{.row_kinds = kind, .serials = serials, .n_serials = 1}, true},
        {{.row_kinds = kind, .serials = others, .n_serials = 1}, false},
        {{.row_kinds = kind, .has_source = true, .source = 5}, true},
        {{.row_kinds = kind, .has_source = true, .source = 6}, false},
        {{.row_kinds = kind, .only_countable = true}, false},
        {{.row_kinds = kind, .only_with_items = true}, true},
    };

    (void)state;
    c.serials = serials;
    c.n_serials = 1;
    c.has_items = true;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (shelf_query_takes(&rows[i].q, &c) != rows[i].takes)
            fail_msg("row %zu: %s", i, rows[i].takes ? "not taken" : "taken");
    c.has_replaces = true;
    c.replaces = other_key;
    assert_true(shelf_query_takes(&rows[9].q, &c));
    c.has_place = false;
    assert_false(shelf_query_takes(&rows[7].q, &c));
}

/* ---- a shelf of two rows, at seq 1 and 5 ---- */

static enum rc two_rows(void *context, const struct shelf_query *q,
                        enum rc (*take)(void *to, const struct shelf_row *row, struct err *err),
                        void *to, struct err *err)
{
    static const uint64_t seqs[] = {1, 5};
    enum rc rc = RC_OK;

    (void)context;
    for (size_t i = 0; i < 2 && !rc; i++)
        if (seqs[i] < q->below_seq)
            rc = take(to, &(struct shelf_row){.seq = seqs[i]}, err);
    return rc;
}

static enum rc no_extent(void *context, const struct shelf_query *q, struct time_span *out,
                         struct err *err)
{
    (void)err;
    (void)q;
    if (context != NULL)
        *out = *(const struct time_span *)context;
    return RC_OK;
}

struct taken {
    uint64_t seqs[8];
    size_t n, stop_at;
};

static enum rc take(void *to, const struct shelf_row *row, struct err *err)
{
    struct taken *t = to;

    (void)err;
    t->seqs[t->n++] = row->seq;
    return t->n == t->stop_at ? RC_END : RC_OK;
}

static void rows_come_in_one_order(void **state)
{
    const struct shelf_extra items[] = {{{.seq = 0}, card_at(100, 200)},
                                        {{.seq = 3}, card_at(300, 400)},
                                        {{.seq = 9}, card_at(100, 200)}};
    struct shelf_more more = {{.rows = two_rows, .extent = no_extent}, items, 3};
    struct shelf s = shelf_of_more(&more);
    struct shelf_query q = {.below_seq = UINT64_MAX, .row_kinds = ROW_BIT(ROW_OBSERVATION)};
    struct taken all = {.n = 0}, early = {.n = 0}, some = {.n = 0}, first = {.stop_at = 1};
    struct err err = {0};

    (void)state;
    assert_ok(s.rows(s.context, &q, take, &all, &err));
    assert_int_equal(all.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(all.seqs[i], ((uint64_t[]){0, 1, 3, 5, 9})[i]);
    q.below_seq = 9; /* as of: the one at 9 is not there yet */
    assert_ok(s.rows(s.context, &q, take, &early, &err));
    assert_int_equal(early.n, 4);
    q.has_span = true;
    q.span = (struct time_span){300, 300};
    assert_ok(s.rows(s.context, &q, take, &some, &err));
    assert_int_equal(some.n, 3);
    assert_int_equal(some.seqs[1], 3);
    q.has_span = false;
    assert_int_equal(s.rows(s.context, &q, take, &first, &err), RC_END);
    assert_int_equal(first.n, 1);
}

static void the_extent_is_of_both(void **state)
{
    struct time_span own = {150, 250}, out = {1, 2};
    const struct shelf_extra items[] = {{{.seq = 3}, card_at(100, 200)}};
    struct shelf_more more = {{.context = &own, .rows = two_rows, .extent = no_extent}, items, 1};
    struct shelf s = shelf_of_more(&more);
    struct shelf_query q = {.below_seq = 4, .row_kinds = ROW_BIT(ROW_OBSERVATION)};
    struct err err = {0};

    (void)state;
    assert_ok(s.extent(s.context, &q, &out, &err));
    assert_int_equal(out.t0_ms, 100);
    assert_int_equal(out.t1_ms, 250);
    q.below_seq = 3;
    assert_ok(s.extent(s.context, &q, &out, &err));
    assert_int_equal(out.t0_ms, 150);
    more.inner.context = NULL;
    out = (struct time_span){1, 2};
    assert_ok(s.extent(s.context, &q, &out, &err));
    assert_int_equal(out.t1_ms, 2); /* nothing on either: untouched */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_takes_what_it_would_find),
        cmocka_unit_test(rows_come_in_one_order),
        cmocka_unit_test(the_extent_is_of_both),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
