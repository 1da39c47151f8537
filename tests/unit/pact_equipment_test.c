/* SPDX-License-Identifier: Apache-2.0 */
/* Reading equipment tables: names in all their forms, tables over tables, and every refusal. */
#include "check.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "pact/equipment.h"

#define HEAD "model\tclass\tcalibre_mm\trange_min_m\trange_max_m\tmobility\taliases\tlook_alikes\n"

static enum rc read_two(const char *first, const char *second, struct arena *a,
                        const struct equipment **out, struct err *err)
{
    struct span texts[] = {span_of(first), span_of(second)};

    arena_init(a, 64 * MIB);
    return equipment_read(texts, second == NULL ? 1 : 2, a, out, err);
}

static void names_are_found_in_all_their_forms(void **state)
{
    static const char *const same[] = {"9K57",        "Uragan",      "BM-27",       "bm 27",
                                       "BM27",        "9K57 Uragan", "uragan 9k57", "BM-27 Uragan",
                                       "9K57-Uragan", NULL};
    static const char *const other[] = {"", " ", "9K5", "Uragan Uragan", "9K57 Grad", "-", NULL};
    const struct equipment *e = NULL;
    struct arena a;
    struct err err = {0};

    (void)state;
    assert_ok(
        read_two(HEAD "9K57\tmlrs\t220\t\t\twheeled\tUragan; BM-27\t\nBM-21\tmlrs\t122\t\t\t\tGrad",
                 NULL, &a, &e, &err));
    for (size_t i = 0; same[i] != NULL; i++) {
        const struct equipment_type *t = equipment_find(e, span_of(same[i]));

        if (t == NULL || !span_is(t->model, "9K57"))
            fail_msg("%s is not found", same[i]);
    }
    for (size_t i = 0; other[i] != NULL; i++)
        if (equipment_find(e, span_of(other[i])) != NULL)
            fail_msg("%s is found", other[i]);
    assert_true(isnan(equipment_find(e, SPAN("9K57"))->range_max_m));
    assert_true(equipment_find(e, SPAN("9K57"))->calibre_mm == 220);
    assert_string_equal(equipment_nearest(e, SPAN("BM-22")), "BM-21");
    assert_string_equal(equipment_nearest(e, SPAN("artilery")), "artillery");
    assert_true(equipment_is_class(e, SPAN("mlrs")));
    assert_false(equipment_is_class(e, SPAN("MLRS")));
    arena_release(&a);
}

static void a_later_table_replaces_and_adds(void **state)
{
    const struct equipment *e = NULL;
    const struct equipment_type *t;
    struct arena a;
    struct err err = {0};
    size_t n = 0;

    (void)state;
    assert_ok(read_two(
        HEAD "D-30\tartillery\t122\t\t15300\t\tM1963\t\nD-20\tartillery\t152\t\t\t\t\tD-30",
        "# mine\n\nclass\tmodel\tcalibre_mm\nartillery\td 30\t121.92\nmortar\tMy Own\t", &a, &e,
        &err));
    (void)equipment_types(e, &n);
    assert_int_equal(n, 3);
    t = equipment_find(e, SPAN("D-30"));
    assert_span(t->model, "d 30");
    assert_true(t->calibre_mm == 121.92);
    assert_null(equipment_find(e, SPAN("M1963"))); /* the old line is gone with all it said */
    assert_non_null(equipment_find(e, SPAN("my-own")));
    arena_release(&a);
}

static void faults_are_told_with_line_and_column(void **state)
{
    static const struct {
        const char *first, *second;
        const char *words;
    } rows[] = {
        {"", NULL, "without a header"},
        {"# only\n", NULL, "without a header"},
        {"model\n", NULL, "the column class is missing"},
        {"modell\tclass\n", NULL, "did you mean model"},
        {"model\tclass\tmodel\n", NULL, "column model stands twice"},
        {HEAD "X\tmlrs\ta\n", NULL, "line 2, column calibre_mm: "},
        {HEAD "X\tmlrs\t-5\n", NULL, "not possible here"},
        {HEAD "X\tmlrs\t0\n", NULL, "not possible here"},
        {HEAD "X\tmlrs\tnan\n", NULL, "column calibre_mm"},
        {HEAD "X\tmlrs\t1e400\n", NULL, "column calibre_mm"},
        {HEAD "X\tmlrs\t5\t900\t800\n", NULL, "least range is not below"},
        {HEAD "X\tmlsr\n", NULL, "line 2, column class: \"mlsr\" is no class; did you mean mlrs"},
        {HEAD "\tmlrs\n", NULL, "column model"},
        {HEAD "X\tmlrs\t5\t\t\tflying\n", NULL, "column mobility"},
        {HEAD "X\tmlrs\t5\t\t\t\tA;;B\n", NULL, "empty or overlong name"},
        {HEAD "X\tmlrs\t5\t\t\t\tA\nY\tmlrs\t5\t\t\t\ta\n", NULL, "a is a name of X (line 2) too"},
        {HEAD "X\tmlrs\nx\tmortar\n", NULL, "x stands in line 2 already"},
        {HEAD "A\tmlrs\t\t\t\t\tB\nAB\tmortar\n", NULL, "AB reads as two names of A (line 2)"},
        {HEAD "X\tmlrs\t\t\t\t\t\tBM-21\n", NULL, "column look_alikes: \"BM-21\" is no model"},
        {HEAD "X\tmlrs\t\t\t\t\t\t\textra\n", NULL, "9 cells; the header has 8"},
        {"\xFF", NULL, "not UTF-8"},
        {HEAD "X\tmlrs\n", HEAD "Y\tmlsr\n", "table 2, line 2, column class"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct equipment *e = NULL;
        struct arena a;
        struct err err = {0};

        if (read_two(rows[i].first, rows[i].second, &a, &e, &err) == RC_OK ||
            strstr(err.note, rows[i].words) == NULL)
            fail_msg("row %zu: \"%s\" is not in: %s", i, rows[i].words, err.note);
        assert_null(e);
        arena_release(&a);
    }
}

static void windows_line_ends_and_short_lines_are_read(void **state)
{
    const struct equipment *e = NULL;
    struct arena a;
    struct err err = {0};

    (void)state;
    assert_ok(read_two("model\tclass\taliases\r\nX\tmlrs\r\nY\tmortar\tZ\r\n", NULL, &a, &e, &err));
    assert_non_null(equipment_find(e, SPAN("z")));
    assert_int_equal(equipment_find(e, SPAN("X"))->n_aliases, 0);
    arena_release(&a);
}

static void more_types_than_allowed_are_refused(void **state)
{
    const struct equipment *e = NULL;
    struct arena a;
    struct buf text;
    struct err err = {0};

    (void)state;
    buf_init(&text, 2 * MIB);
    buf_puts(&text, "model\tclass\n");
    for (int i = 0; i <= 10000; i++)
        buf_printf(&text, "X%d\tmlrs\n", i);
    assert_int_equal(read_two(text.p, NULL, &a, &e, &err), RC_LIMIT);
    assert_note("10000 types");
    buf_release(&text);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_in_all_their_forms),
        cmocka_unit_test(a_later_table_replaces_and_adds),
        cmocka_unit_test(faults_are_told_with_line_and_column),
        cmocka_unit_test(windows_line_ends_and_short_lines_are_read),
        cmocka_unit_test(more_types_than_allowed_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
