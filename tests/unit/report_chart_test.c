/* SPDX-License-Identifier: Apache-2.0 */
/* The timeline as drawn: labels of its axis that can be told apart. */
#include "report_sample.h"

#include "report/chart.h"

#define WORD_GAP 6 /* columns without ink that part two labels; a space is narrower */

/* Words in a row of the drawing, right of `from_x`: runs of inked columns. */
static size_t count_words(cairo_surface_t *surface, int from_x, int y0, int y1)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    int n_blank = WORD_GAP;
    size_t n = 0;

    for (int x = from_x; x < cairo_image_surface_get_width(surface); x++) {
        bool has_ink = false;

        for (int y = y0; y < y1; y++)
            has_ink |= data[y * stride + x * 4 + 3] > 64;
        n += has_ink && n_blank >= WORD_GAP;
        n_blank = has_ink ? 0 : n_blank + 1;
    }
    return n;
}

/* The labels of an axis from one violation to another, in its first and its second row. */
static void count_labels(int64_t first_ms, int64_t last_ms, size_t *n_first, size_t *n_second)
{
    struct findings f = {.model = &sample_model};
    struct verdict v = sample_verdict(0, first_ms);
    struct docket none = {0};
    struct arena a;
    struct err err = {0};
    struct chart chart;
    struct drawing d;
    cairo_surface_t *surface;
    cairo_t *cr;

    arena_init(&a, 64 * MIB);
    f.phrases = sample_phrases(&a);
    parties_init(&f.parties, &sample_model);
    assert_ok(timeline_open(&f.timeline, &sample_model, f.parties.n, &a, &err));
    timeline_add(&f.timeline, 0, 0, &v);
    v = sample_verdict(0, last_ms);
    timeline_add(&f.timeline, 0, 0, &v);
    assert_ok(timeline_close(&f.timeline, (struct time_span){first_ms, last_ms}, &err));
    assert_true(chart_plan(&chart, &f, &none));
    d = chart_drawing(&chart);
    surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)d.width, (int)d.height);
    cr = cairo_create(surface);
    d.draw(cr, d.context);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    *n_first = count_words(surface, 176, (int)chart.axis_y + 7, (int)chart.axis_y + 17);
    *n_second = count_words(surface, 176, (int)chart.axis_y + 20, (int)chart.axis_y + 29);
    cairo_surface_destroy(surface);
    arena_release(&a);
}

static void labels_of_the_axis_keep_apart(void **state)
{
    static const struct {
        int64_t first_ms, last_ms;
        size_t n_first, n_second; /* a row of times begins with its date below */
    } cases[] = {
        {18 * MS_PER_H, 32 * MS_PER_H, 8, 1},      /* every other of 15 hours */
        {18 * MS_PER_H, 18 * MS_PER_H, 1, 1},      /* a single hour */
        {18 * MS_PER_H, 26 * MS_PER_H, 9, 1},      /* every hour */
        {0, 14 * MS_PER_H, 8, 0},                  /* a date stands in the row itself */
        {10 * MS_PER_DAY, 18 * MS_PER_DAY, 8, 0},  /* dates only; none at the very end */
        {10 * MS_PER_DAY, 28 * MS_PER_DAY, 10, 0}, /* as many dates as there may be */
        {10 * MS_PER_DAY, 360 * MS_PER_DAY, 6, 0}, /* weeks, in steps of eight */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t n_first, n_second;

        count_labels(cases[i].first_ms, cases[i].last_ms, &n_first, &n_second);
        assert_int_equal(n_first, cases[i].n_first);
        assert_int_equal(n_second, cases[i].n_second);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_of_the_axis_keep_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
