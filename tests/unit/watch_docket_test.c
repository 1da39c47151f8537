/* SPDX-License-Identifier: Apache-2.0 */
#include "random.h"
#include "watch_rows.h"

#define AT "\"time\":\"2020-07-10T20:05:10Z\",\"phenomenon\":\"explosion\""

static void add_all(struct rows *r, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        rows_add(r, texts[i]);
}

static void the_same_row_again_changes_nothing(void **state)
{
    struct rows r;

    (void)state;
    rows_start(&r, NULL);
    for (int i = 0; i < 3; i++) {
        rows_add(&r, "{" AT ",\"id\":\"1\",\"source\":\"s\"}");
        rows_add(&r, "{" AT "}");
        rows_add(&r, "{\"kind\":\"sensor\",\"id\":\"1\",\"source\":\"s\"}");
    }
    rows_close(&r, TIME_NEVER);
    assert_int_equal(r.docket.n_observations, 2);
    assert_int_equal(r.docket.n_sensors, 1);
    assert_int_equal(r.docket.n_read, 3);
    assert_int_equal(r.docket.n_duplicates, 6);
    assert_int_equal(r.docket.n_conflicts, 0);
    rows_end(&r);
}

/* The earliest recorded stays, whichever came first; at the same time, the one of the least hash.
 */
static void other_content_under_one_id_is_a_conflict(void **state)
{
    static const char *const texts[] = {
        "{" AT ",\"id\":\"1\",\"source\":\"s\",\"count\":5,\"recorded_at\":\"2020-07-12T00:00Z\"}",
        "{" AT ",\"id\":\"1\",\"source\":\"s\",\"count\":6,\"recorded_at\":\"2020-07-11T00:00Z\"}",
        "{" AT ",\"id\":\"1\",\"source\":\"t\",\"count\":7}",
        "{" AT ",\"id\":\"2\",\"source\":\"s\",\"count\":8}",
        "{" AT ",\"id\":\"2\",\"source\":\"s\",\"count\":9}",
    };
    uint32_t kept = 0;

    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        struct rows r;

        rows_start(&r, NULL);
        for (size_t i = 0; i < 5; i++)
            rows_add(&r, texts[turn == 0 ? i : 4 - i]);
        rows_close(&r, TIME_NEVER);
        assert_int_equal(r.docket.n_observations, 3);
        assert_int_equal(r.docket.n_read, 3);
        assert_int_equal(r.docket.n_conflicts, 2);
        assert_int_equal(r.docket.observations[0].count.min, 6);
        assert_in_range(r.docket.observations[1].count.min, 8, 9);
        if (turn == 1)
            assert_int_equal(r.docket.observations[1].count.min, kept);
        kept = r.docket.observations[1].count.min;
        assert_non_null(strstr(r.docket.conflicts[0].note.p, "\"supersedes\""));
        assert_true(r.docket.conflicts[0].row < r.docket.conflicts[1].row);
        rows_end(&r);
    }
}

static void a_conflict_names_the_source_where_there_is_one(void **state)
{
    static const struct {
        const char *first, *second, *words;
    } rows[] = {
        {"{" AT ",\"id\":\"1\",\"source\":\"s\"}",
         "{" AT ",\"id\":\"1\",\"source\":\"s\",\"count\":2}",
         "id \"1\" of source \"s\" stands in "},
        {"{" AT ",\"id\":\"1\"}", "{" AT ",\"id\":\"1\",\"count\":2}", "id \"1\" stands in "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct rows r;

        rows_start(&r, NULL);
        rows_add(&r, rows[i].first);
        rows_add(&r, rows[i].second);
        rows_close(&r, TIME_NEVER);
        assert_int_equal(r.docket.n_conflicts, 1);
        assert_non_null(strstr(r.docket.conflicts[0].note.p, rows[i].words));
        rows_end(&r);
    }
}

/* What was not recorded yet contradicts nothing and replaces nothing. */
static void as_of_hides_what_came_later(void **state)
{
    static const char *const texts[] = {
        "{" AT ",\"id\":\"1\",\"count\":1}",
        "{" AT ",\"id\":\"2\",\"supersedes\":\"1\",\"count\":2,\"recorded_at\":"
        "\"2020-07-12T00:00Z\"}",
        "{" AT ",\"id\":\"1\",\"count\":3,\"recorded_at\":\"2020-07-13T00:00Z\"}",
    };
    static const struct {
        const char *as_of;
        size_t n, n_later, n_superseded, n_conflicts;
        uint32_t count;
    } cases[] = {
        {"2020-07-10T20:05:09Z", 0, 3, 0, 0, 0},
        {"2020-07-10T20:05:10Z", 1, 2, 0, 0, 1}, /* recorded at the instant is known */
        {"2020-07-11T23:59:59Z", 1, 2, 0, 0, 1},
        {"2020-07-12T00:00:00Z", 1, 1, 1, 0, 2},
        {"2020-07-13T00:00:00Z", 1, 0, 1, 1, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct rows r;

        rows_start(&r, NULL);
        add_all(&r, texts, 3);
        rows_close(&r, at_ms(cases[i].as_of));
        assert_int_equal(r.docket.n_observations, cases[i].n);
        assert_int_equal(r.docket.n_later, cases[i].n_later);
        assert_int_equal(r.docket.n_superseded, cases[i].n_superseded);
        assert_int_equal(r.docket.n_conflicts, cases[i].n_conflicts);
        if (cases[i].n > 0)
            assert_int_equal(r.docket.observations[0].count.min, cases[i].count);
        rows_end(&r);
    }
}

#define ROW(id_, sup_, count_, day_)                                                               \
    "{" AT ",\"id\":\"" id_ "\"," sup_ "\"count\":" count_ ",\"recorded_at\":\"2020-08-" day_      \
    "T00:00Z\"}"
#define SUP(id_) "\"supersedes\":\"" id_ "\","

static void supersedes_replaces(void **state)
{
    static const struct {
        const char *what;
        const char *texts[6];
        size_t n_conflicts, n_superseded;
        uint32_t counts[4]; /* what holds, by id; 0 ends */
    } cases[] = {
        {"a chain",
         {ROW("a", "", "1", "01"), ROW("b", SUP("a"), "2", "02"), ROW("c", SUP("b"), "3", "03")},
         0,
         2,
         {3}},
        {"its own id", {ROW("a", "", "1", "01"), ROW("a", SUP("a"), "2", "02")}, 0, 1, {2}},
        {"its own id, twice",
         {ROW("a", "", "1", "01"), ROW("a", SUP("a"), "2", "03"), ROW("a", SUP("a"), "3", "02")},
         0,
         2,
         {2}},
        {"its own id, earlier than the first",
         {ROW("a", "", "1", "05"), ROW("a", SUP("a"), "2", "02")},
         0,
         1,
         {2}},
        {"its own id, twice at one time: the least hash",
         {ROW("a", "", "1", "01"), ROW("a", SUP("a"), "2", "02"), ROW("a", SUP("a"), "3", "02")},
         1,
         1,
         {2}},
        {"its own id, over two that contradict each other",
         {ROW("a", "", "1", "01"), ROW("a", "", "3", "02"), ROW("a", SUP("a"), "2", "03")},
         1,
         1,
         {2}},
        {"its own id, twice at one time, and again",
         {ROW("a", SUP("a"), "1", "02"), ROW("a", SUP("a"), "3", "02"),
          ROW("a", SUP("a"), "2", "03")},
         1,
         1,
         {2}},
        {"a refused row replaces nothing, corrected or not",
         {ROW("x", "", "1", "01"), ROW("b", "", "5", "02"), ROW("b", SUP("x"), "3", "03"),
          ROW("b", SUP("b"), "2", "04")},
         1,
         1,
         {2, 1}},
        {"an id that is not there", {ROW("b", SUP("a"), "2", "02")}, 0, 0, {2}},
        {"two that replace one",
         {ROW("a", "", "1", "01"), ROW("b", SUP("a"), "2", "02"), ROW("c", SUP("a"), "3", "03")},
         0,
         1,
         {2, 3}},
        {"a circle of two",
         {ROW("a", SUP("b"), "1", "01"), ROW("b", SUP("a"), "2", "02")},
         0,
         1,
         {2}},
        {"a circle of three",
         {ROW("a", SUP("c"), "1", "01"), ROW("b", SUP("a"), "2", "09"),
          ROW("c", SUP("b"), "3", "03")},
         0,
         2,
         {2}},
        {"a circle that somebody replaces",
         {ROW("a", SUP("b"), "1", "01"), ROW("b", SUP("a"), "2", "02"),
          ROW("c", SUP("b"), "3", "03")},
         0,
         2,
         {3}},
        {"a refused row replaces nothing",
         {ROW("x", "", "1", "01"), ROW("b", "", "2", "02"), ROW("b", SUP("x"), "3", "03")},
         1,
         0,
         {2, 1}},
        {"a replaced row still replaces",
         {ROW("a", "", "1", "01"), ROW("b", SUP("a"), "2", "02"), ROW("b", SUP("b"), "3", "03")},
         0,
         2,
         {3}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct rows r;
        size_t n = 0;

        rows_start(&r, NULL);
        for (size_t k = 0; cases[i].texts[k] != NULL; k++)
            rows_add(&r, cases[i].texts[k]);
        rows_close(&r, TIME_NEVER);
        while (cases[i].counts[n] != 0)
            n++;
        if (r.docket.n_observations != n || r.docket.n_conflicts != cases[i].n_conflicts ||
            r.docket.n_superseded != cases[i].n_superseded)
            fail_msg("%s: %zu hold, %zu conflicts, %zu superseded", cases[i].what,
                     r.docket.n_observations, r.docket.n_conflicts, r.docket.n_superseded);
        for (size_t k = 0; k < n; k++)
            if (r.docket.observations[k].count.min != cases[i].counts[k])
                fail_msg("%s: %u holds", cases[i].what, r.docket.observations[k].count.min);
        rows_end(&r);
    }
}

static void sources_and_kinds_keep_their_ids_apart(void **state)
{
    struct rows r;

    (void)state;
    rows_start(&r, NULL);
    rows_add(&r, "{" AT ",\"id\":\"1\",\"source\":\"s\"}");
    rows_add(&r, "{" AT ",\"id\":\"2\",\"source\":\"t\",\"supersedes\":\"1\"}"); /* t has no 1 */
    rows_add(&r, "{\"kind\":\"site\",\"id\":\"1\",\"source\":\"s\"}");
    rows_close(&r, TIME_NEVER);
    assert_int_equal(r.docket.n_observations, 2);
    assert_int_equal(r.docket.n_sites, 1);
    assert_int_equal(r.docket.n_conflicts, 0);
    rows_end(&r);
}

static void observations_inherit_from_their_sensor(void **state)
{
    struct rows r;
    const struct observation *o;

    (void)state;
    rows_start(&r, NULL);
    rows_add(&r, "{" AT ",\"id\":\"1\",\"source\":\"cam\"}");
    rows_add(&r,
             "{" AT ",\"id\":\"2\",\"source\":\"cam\",\"clock_sigma_s\":0,\"reliability\":\"C\","
             "\"place\":{\"lat\":1,\"lon\":2}}");
    rows_add(&r, "{" AT ",\"id\":\"3\",\"source\":\"other\"}");
    rows_add(&r, "{\"kind\":\"sensor\",\"id\":\"cam\",\"source\":\"mission\",\"clock_sigma_s\":2.5,"
                 "\"reliability\":\"B\",\"place\":{\"lat\":48,\"lon\":37,\"sigma_m\":10}}");
    rows_close(&r, TIME_NEVER);
    o = r.docket.observations;
    assert_true(o[0].clock_sigma_s == 2.5F && o[0].reliability == 'B');
    assert_int_equal(o[0].place.form, PLACE_POINT);
    assert_true(o[0].place.at.lat_deg == 48 && o[0].place.sigma_m == 10);
    assert_true(o[1].clock_sigma_s == 0 && o[1].reliability == 'C' && o[1].place.at.lat_deg == 1);
    assert_true(o[2].clock_sigma_s == 0 && o[2].reliability == 0);
    assert_int_equal(o[2].place.form, PLACE_NONE);
    rows_end(&r);
}

/* Shuffled, doubled, contradicting: the closed docket is the same to the byte. */
static void order_never_matters(void **state)
{
    enum { N = 300, TURNS = 6 };
    static char texts[N][256];
    static uint8_t hashes[TURNS][N][16];
    uint64_t random = 7;
    size_t n[TURNS];

    (void)state;
    for (int i = 0; i < N; i++)
        (void)snprintf(
            texts[i], sizeof(texts[i]),
            "{\"time\":\"2020-07-%02dT0%d:00:00Z\",\"phenomenon\":\"shot\",\"id\":\"%d\","
            "\"source\":\"s%d\",\"count\":%d%s,\"recorded_at\":\"2020-08-%02dT00:00Z\"}",
            i % 9 + 1, i % 5, i % 61, i % 2, i % 4 + 1,
            i % 7 == 0    ? ",\"supersedes\":\"3\""
            : i % 11 == 0 ? ",\"supersedes\":\"11\""
                          : "",
            i % 13 + 1);
    for (int turn = 0; turn < TURNS; turn++) {
        struct rows r;
        size_t order[N];

        rows_start(&r, NULL);
        for (size_t i = 0; i < N; i++)
            order[i] = i;
        for (size_t i = N - 1; i > 0 && turn > 0; i--) {
            size_t k = random_below(&random, (uint32_t)i + 1), t = order[i];

            order[i] = order[k];
            order[k] = t;
        }
        for (size_t i = 0; i < N; i++)
            rows_add(&r, texts[order[i]]);
        for (size_t i = 0; i < N / 2 && turn > 2; i++)
            rows_add(&r, texts[order[i]]);
        rows_close(&r, at_ms("2020-08-11T12:00:00Z"));
        n[turn] = r.docket.n_observations;
        assert_in_range(n[turn], 20, N - 20);
        assert_in_range(r.docket.n_conflicts, 1, N);
        for (size_t i = 0; i < n[turn]; i++)
            memcpy(hashes[turn][i], r.docket.observations[i].head.hash, 16);
        assert_int_equal(n[turn], n[0]);
        assert_memory_equal(hashes[turn], hashes[0], n[0] * 16);
        rows_end(&r);
    }
}

/* One id for every row is somebody's mistake; it must cost no more than a sort. */
static void many_rows_of_one_id_are_settled_quickly(void **state)
{
    struct rows r;
    struct row row;
    struct err err = {0};

    (void)state;
    rows_start(&r, NULL);
    row = rows_read(&r, "{" AT ",\"id\":\"x\"}");
    for (uint32_t i = 0; i < 200000; i++) {
        memcpy(row.u.observation.head.hash, &i, sizeof(i));
        row.u.observation.head.row = i;
        assert_ok(docket_add(&r.docket, &row, &err));
    }
    rows_close(&r, TIME_NEVER);
    assert_int_equal(r.docket.n_observations, 1);
    assert_int_equal(r.docket.n_conflicts, 199999);
    rows_end(&r);
}

static void rows_stand_in_order_of_time(void **state)
{
    struct rows r;

    (void)state;
    rows_start(&r, NULL);
    for (int i = 0; i < 50; i++) {
        char text[200];

        (void)snprintf(
            text, sizeof(text),
            "{\"time\":\"2020-07-10T20:%02d:00Z\",\"phenomenon\":\"shot\",\"id\":\"%d\"}",
            i * 37 % 50, i);
        rows_add(&r, text);
    }
    rows_close(&r, TIME_NEVER);
    assert_int_equal(r.docket.n_observations, 50);
    for (size_t i = 1; i < 50; i++)
        assert_int_equal(r.docket.observations[i].when.t0_ms,
                         r.docket.observations[i - 1].when.t0_ms + MS_PER_MIN);
    rows_end(&r);
}

static void files_are_kept_with_their_hash(void **state)
{
    struct rows r;
    struct err err = {0};
    uint32_t a = 9, b = 9;

    (void)state;
    rows_start(&r, NULL);
    assert_ok(docket_add_file(&r.docket, SPAN("a.csv"), sha256(SPAN("x")), &a, &err));
    assert_ok(docket_add_file(&r.docket, SPAN("b.csv"), sha256(SPAN("y")), &b, &err));
    assert_true(a == 0 && b == 1);
    assert_span(docket_file(&r.docket, 1)->name, "b.csv");
    rows_end(&r);
}

static void failing_memory_is_a_normal_failure(void **state)
{
    long n;

    (void)state;
    for (n = 1; n < 400; n++) {
        struct rows r;
        struct err err = {0};
        struct row rows[40];
        enum rc rc = RC_OK;

        rows_start(&r, NULL);
        for (int i = 0; i < 40; i++) {
            char text[200];

            (void)snprintf(text, sizeof(text), "{" AT ",\"id\":\"%d\",\"count\":%d}", i % 30, i);
            rows[i] = rows_read(&r, text);
        }
        arena_fail_at(n);
        for (int i = 0; i < 40 && rc == RC_OK; i++)
            rc = docket_add(&r.docket, &rows[i], &err);
        if (rc == RC_OK)
            rc = docket_close(&r.docket, TIME_NEVER, &err);
        arena_fail_at(0);
        rows_end(&r);
        if (rc == RC_OK)
            break;
        assert_int_equal(rc, RC_LIMIT);
    }
    assert_in_range(n, 10, 399);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_row_again_changes_nothing),
        cmocka_unit_test(other_content_under_one_id_is_a_conflict),
        cmocka_unit_test(a_conflict_names_the_source_where_there_is_one),
        cmocka_unit_test(as_of_hides_what_came_later),
        cmocka_unit_test(supersedes_replaces),
        cmocka_unit_test(sources_and_kinds_keep_their_ids_apart),
        cmocka_unit_test(observations_inherit_from_their_sensor),
        cmocka_unit_test(order_never_matters),
        cmocka_unit_test(many_rows_of_one_id_are_settled_quickly),
        cmocka_unit_test(rows_stand_in_order_of_time),
        cmocka_unit_test(files_are_kept_with_their_hash),
        cmocka_unit_test(failing_memory_is_a_normal_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
