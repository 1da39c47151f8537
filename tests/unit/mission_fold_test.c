/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in any order and any steps leave what one judging of them all says. */
#include <string.h>

#include "mission_rows.h"

static struct mission m;

static int load(void **state)
{
    (void)state;
    mission_load(&m, "kalmius", "kalmius.pact");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    mission_unload(&m);
    return 0;
}

/* ---- properties ---- */

static void feed(size_t step_max)
{
    for (size_t i = 0, step; i < n_texts; i += step) {
        step = 1 + roll((uint32_t)step_max);
        if (step > n_texts - i)
            step = n_texts - i;
        mission_step(&m, &order[i], step);
    }
}

static void compare(void)
{
    struct arena a;
    struct lines record = {&a, NULL, 0, 0}, batch = {&a, NULL, 0, 0};

    arena_init(&a, 1024 * MIB);
    mission_lines(&m, &record);
    batch_lines(&m, order, n_texts, &batch);
    lines_compare(&record, &batch);
    record = batch = (struct lines){&a, NULL, 0, 0};
    mission_incidents(&m, &record);
    expected_incidents(&m, &batch);
    lines_compare(&record, &batch);
    arena_release(&a);
}

static void try_orders(uint64_t seed, size_t n, uint32_t n_makers)
{
    make_rows(seed, n, n_makers);
    for (int round = 0; round < 3; round++) {
        mission_begin(&m);
        shuffle();
        feed(round == 0 ? 1 : round == 1 ? 20 : n_texts);
        compare();
        mission_end(&m);
    }
}

static void any_order_and_steps_give_what_one_judging_says(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++)
        try_orders(seed, 60 + seed * 9, N_MAKERS);
}

/* Where nothing counts under a limit, one verdict speaks of all of the time. */
static void a_limit_under_which_nothing_counts_is_judged_too(void **state)
{
    (void)state;
    for (uint64_t seed = 101; seed <= 108; seed++)
        try_orders(seed, 40, N_UNLIMITED);
}

/* Few ids: whatever is corrected was there. */
static void corrections_of_all_kinds_are_followed(void **state)
{
    (void)state;
    for (uint64_t seed = 201; seed <= 208; seed++) {
        is_correcting = true;
        try_orders(seed, 120, N_MAKERS);
        is_correcting = false;
    }
}

/* ---- the same bytes, and only what is touched ---- */

static struct span all_bytes(struct arena *a)
{
    struct err err = {0};
    struct span out;
    struct buf b;

    buf_init(&b, 64 * MIB);
    for (size_t i = 0; i < m.shelf.n; i++) {
        buf_put(&b, m.shelf.items[i].bytes);
        buf_putc(&b, '\n');
    }
    out = arena_copy(a, buf_span(&b), &err);
    buf_release(&b);
    return out;
}

static void feed_evenly(size_t step, bool reopens)
{
    struct err err = {0};

    for (size_t i = 0; i < n_texts; i += step) {
        if (reopens) {
            fold_close(m.fold);
            assert_ok(fold_open(&m.shelf.shelf, &m.options, &m.arena, &m.fold, &err));
        }
        mission_step(&m, &order[i], n_texts - i < step ? n_texts - i : step);
    }
}

static void the_same_steps_give_the_same_bytes(void **state)
{
    struct arena a;
    struct span first;

    (void)state;
    arena_init(&a, 256 * MIB);
    make_rows(42, 200, N_MAKERS);
    mission_begin(&m);
    feed_evenly(7, false);
    first = all_bytes(&a);
    mission_end(&m);
    for (int reopens = 0; reopens < 2; reopens++) {
        struct span again;

        mission_begin(&m);
        feed_evenly(7, reopens);
        again = all_bytes(&a);
        mission_end(&m);
        if (!span_eq(first, again))
            fail_msg("a rebuild (%d) differs", reopens);
    }
    arena_release(&a);
}

static void nothing_new_says_nothing(void **state)
{
    size_t n_handed;

    (void)state;
    make_rows(43, 150, N_MAKERS);
    mission_begin(&m);
    feed(30);
    n_handed = m.n_handed;
    mission_judge(&m, NULL, 0);
    assert_int_equal(m.n_handed, n_handed);
    mission_end(&m);
}

static const struct filed *last_of(enum entry_kind kind)
{
    for (size_t i = m.shelf.n; i-- > 0;)
        if (m.shelf.items[i].entry.kind == kind &&
            (kind != ENTRY_VERDICT || span_is(m.shelf.items[i].term, "kalmius/art.1")))
            return &m.shelf.items[i];
    fail_msg("there is no entry of kind %s", entry_kind_name(kind));
    return NULL;
}

/* One explosion in ten minutes and two kilometres each, none of which touch. */
static const char *a_lone_explosion(size_t i, const char *source)
{
    static char room[TEXT_MAX];

    (void)snprintf(room, sizeof(room),
                   "{\"source\":\"%s\",\"time\":\"%s\",\"phenomenon\":\"explosion\",\"count\":1,"
                   "\"clock_sigma_s\":1,\"reliability\":\"B\","
                   "\"place\":{\"lat\":%.4f,\"lon\":%.4f,\"sigma_m\":20}}",
                   source, at(DAY0_MS + (int64_t)(i % 700) * 10 * MS_PER_MIN),
                   46.0 + 0.05 * (double)(i / 700), 70.0);
    return room;
}

static void a_step_judges_only_its_neighbours(void **state)
{
    const char *one[1];
    const size_t n = 5000;

    (void)state;
    mission_begin(&m);
    for (size_t i = 0; i < n; i += 500) {
        struct fold_entry entries[500];

        for (size_t k = 0; k < 500; k++)
            entries[k] = mission_file(&m, a_lone_explosion(i + k, "patrol-1"), SPAN("PUBLIC"));
        mission_judge(&m, entries, 500);
        assert_int_equal(m.cost.n_read, 0); /* nothing of what was there is read again */
    }
    one[0] = a_lone_explosion(1234, "patrol-2");
    mission_step(&m, one, 1);
    assert_int_equal(m.cost.n_rows, 2);
    assert_in_range(m.cost.n_read, 1, 20); /* of the same minute, along the valley */
    assert_in_range(m.cost.n_compared, 1, 2);
    assert_non_null(last_of(ENTRY_EVENT));
    mission_end(&m);
}

/* ---- what is taken back ---- */

static const char explosion[] =
    "{\"id\":\"e-1\",\"source\":\"patrol-1\",\"time\":\"2026-10-01T10:00:00Z\",\"phenomenon\":"
    "\"explosion\",\"count\":1,\"place\":{\"lat\":46.2,\"lon\":70.0,\"sigma_m\":20}}";

static void step_over(const struct filed *over, enum entry_kind kind, const char *text)
{
    struct entry e = {.kind = kind,
                      .id = mission_id(&m),
                      .author = SPAN(SHELF_NOBODY),
                      .label = SPAN("PUBLIC"),
                      .body = span_of(text),
                      .has_supersedes = true,
                      .supersedes = over->entry.id};
    struct fold_entry step = {.has_supersedes = true, .supersedes = e.supersedes};

    step.at = shelf_row_of(&m.shelf, shelf_file(&m.shelf, &e, NULL, NULL));
    mission_judge(&m, &step, 1);
}

static void a_withdrawn_row_takes_its_verdict_along(void **state)
{
    const char *const one[] = {explosion};
    const struct filed *v;
    struct lines lines = {&m.arena, NULL, 0, 0};

    (void)state;
    mission_begin(&m);
    mission_step(&m, one, 1);
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_VIOLATION);
    step_over(&m.shelf.items[0], ENTRY_WITHDRAWAL, "{}");
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_NOT_APPLICABLE);
    assert_false(v->is_current);
    assert_non_null(strstr(v->entry.body.p, "\"taken_back\":true"));
    /* and again: the line of supersession goes on */
    mission_step(&m, one, 1);
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_VIOLATION);
    mission_lines(&m, &lines);
    assert_in_range(lines.n, 1, 20);
    mission_end(&m);
}

static const char *a_burst(const char *source, int second, int recorded_h)
{
    static char ring[4][TEXT_MAX];
    static unsigned next;
    char *room = ring[next++ % 4];

    (void)snprintf(room, TEXT_MAX,
                   "{\"id\":\"e\",\"source\":\"%s\",\"time\":\"2026-10-01T10:00:%02dZ\","
                   "\"phenomenon\":\"explosion\",\"count\":1,\"clock_sigma_s\":4,"
                   "\"recorded_at\":\"2026-10-01T%02d:00:00Z\","
                   "\"place\":{\"lat\":46.2,\"lon\":70.0,\"sigma_m\":20}}",
                   source, second, recorded_h);
    return room;
}

/* The last row is by itself, then one with the others, then by itself again, when the row between
 * them turns out to be of another time, and the verdict on all is now that of the others: its bytes
 * are those of the first time, and bytes stand on the record once. */
static void what_was_said_before_is_said_again(void **state)
{
    const char *const rows[] = {a_burst("patrol-1", 52, 12), a_burst("patrol-2", 36, 12),
                                a_burst("patrol-3", 20, 12), a_burst("patrol-2", 20, 11)};
    size_t n_alone = 0;

    (void)state;
    mission_begin(&m);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        mission_step(&m, &rows[i], 1); /* fails where an id stands twice */
    for (size_t i = 0; i < m.shelf.n; i++) {
        const struct filed *x = &m.shelf.items[i];

        n_alone += x->entry.kind == ENTRY_VERDICT && span_is(x->term, "kalmius/art.1") &&
                   x->entry.n_inputs == 1 &&
                   uuid_cmp(&x->entry.inputs[0], &m.shelf.items[0].entry.id) == 0;
    }
    assert_int_equal(n_alone, 2);
    mission_end(&m);
}

static void what_becomes_exempt_is_superseded_by_that_word(void **state)
{
    const char *const one[] = {
        "{\"id\":\"e-1\",\"source\":\"patrol-1\",\"time\":\"2026-10-01T10:00:00Z\",\"phenomenon\":"
        "\"explosion\",\"party\":\"north\",\"place\":{\"lat\":46.2,\"lon\":70.0,\"sigma_m\":20}}"};
    const char *const permit[] = {
        "{\"kind\":\"permit\",\"id\":\"p-1\",\"source\":\"desk\",\"holder\":\"north\",\"scope\":"
        "\"art.1\",\"for\":\"2026-10-01T00:00:00Z/2026-10-02T00:00:00Z\"}"};
    const struct filed *v, *was;

    (void)state;
    mission_begin(&m);
    mission_step(&m, one, 1);
    was = last_of(ENTRY_VERDICT);
    mission_step(&m, permit, 1);
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_EXEMPT);
    assert_true(v->is_current && v->entry.has_supersedes);
    assert_int_equal(v->entry.n_inputs, 2); /* the row and the permit */
    assert_true(was->over != UINT64_MAX || v > was);
    /* the permit is withdrawn: the violation stands again, in the same line */
    for (size_t i = 0; i < m.shelf.n; i++)
        if (m.shelf.items[i].is_row && m.shelf.items[i].card.kind == ROW_PERMIT) {
            step_over(&m.shelf.items[i], ENTRY_WITHDRAWAL, "{}");
            break;
        }
    v = last_of(ENTRY_VERDICT);
    assert_int_equal(v->word, VERDICT_VIOLATION);
    assert_true(v->entry.has_supersedes);
    mission_end(&m);
}

/* ---- labels ---- */

static enum rc join_words(void *context, const struct span *labels, size_t n, struct arena *a,
                          struct span *out, struct err *err)
{
    (void)context;
    *out = arena_copy(a, labels[0], err);
    for (size_t i = 0; i < n; i++)
        if (span_is(labels[i], "ORCON"))
            return err_set(err, RC_CONFLICT, "its originator must be asked");
    for (size_t i = 1; i < n; i++)
        *out = arena_printf(a, err, "%.*s+%.*s", SPAN_ARG(*out), SPAN_ARG(labels[i]));
    return RC_OK;
}

/* Two sensors hear one explosion; the labels of both rows and of the sensor's own are joined. */
static void check_label(const char *first, const char *second, const char *joined)
{
    struct fold_entry e;

    m.options.join = join_words;
    mission_begin(&m);
    e = mission_file(&m, explosion, span_of(first));
    mission_judge(&m, &e, 1);
    e = mission_file(
        &m,
        "{\"id\":\"e-2\",\"source\":\"patrol-2\",\"time\":\"2026-10-01T10:00:00Z\","
        "\"phenomenon\":\"explosion\",\"count\":1,\"place\":{\"lat\":46.2,\"lon\":70.0,"
        "\"sigma_m\":20}}",
        span_of(second));
    mission_judge(&m, &e, 1);
    assert_span(last_of(ENTRY_EVENT)->entry.label, joined);
    assert_span(last_of(ENTRY_VERDICT)->entry.label, joined);
    mission_end(&m);
    m.options.join = NULL;
}

static void a_verdict_bears_the_join_of_its_inputs(void **state)
{
    (void)state;
    check_label("PUBLIC", "PUBLIC", "PUBLIC");
    check_label("PUBLIC", "SECRET", "PUBLIC+SECRET");
    check_label("SECRET", "PUBLIC", "PUBLIC+SECRET");
    check_label("PUBLIC", "ORCON", "SEALED");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_and_steps_give_what_one_judging_says),
        cmocka_unit_test(a_limit_under_which_nothing_counts_is_judged_too),
        cmocka_unit_test(corrections_of_all_kinds_are_followed),
        cmocka_unit_test(the_same_steps_give_the_same_bytes),
        cmocka_unit_test(nothing_new_says_nothing),
        cmocka_unit_test(a_step_judges_only_its_neighbours),
        cmocka_unit_test(a_withdrawn_row_takes_its_verdict_along),
        cmocka_unit_test(what_was_said_before_is_said_again),
        cmocka_unit_test(what_becomes_exempt_is_superseded_by_that_word),
        cmocka_unit_test(a_verdict_bears_the_join_of_its_inputs),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
