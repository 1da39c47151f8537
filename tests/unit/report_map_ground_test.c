/* SPDX-License-Identifier: Apache-2.0 */
/* An agreement's ground: what of it is on the sheet, what covers what, and how it is named. */
#include "report_sample.h"

#include <cairo.h>

#include "report/map_ground.h"

#define SIDE 600

/* Two lines that cross in the middle and an area in the north-east corner. */
struct bench {
    struct arena a;
    struct pact_line lines[2];
    struct pact_area area;
    struct pact_agreement agreement;
    struct pact_model model;
};

static const struct geo_line *line_of(struct bench *b, const struct geo_pos *at)
{
    const struct geo_line *out = NULL;
    struct geo_run run = {at, 2};
    struct err err = {0};

    assert_ok(geo_line_make(&run, 1, &b->a, &out, &err));
    return out;
}

static void open_bench(struct bench *b, const char *area_id)
{
    static const struct geo_pos down[] = {{46.1, 70.0}, {45.9, 70.0}};
    static const struct geo_pos across[] = {{46.0, 69.85}, {46.0, 70.15}};
    static const struct geo_pos corner[] = {
        {46.05, 70.05}, {46.05, 70.1}, {46.09, 70.1}, {46.09, 70.05}, {46.05, 70.05}};
    const struct geo_run shell = {corner, 5};
    const struct geo_polygon polygon = {&shell, 1};
    struct err err = {0};

    *b = (struct bench){.area = {.id = span_of(area_id)}};
    arena_init(&b->a, MIB);
    b->lines[0] = (struct pact_line){
        .id = SPAN("down"), .left = PACT_NONE, .right = PACT_NONE, .geometry = line_of(b, down)};
    b->lines[1] = (struct pact_line){.id = SPAN("across"),
                                     .left = PACT_NONE,
                                     .right = PACT_NONE,
                                     .geometry = line_of(b, across)};
    assert_ok(geo_area_polygons(&polygon, 1, &b->a, &b->area.geometry, &err));
    b->agreement =
        (struct pact_agreement){.lines = b->lines, .n_lines = 2, .areas = &b->area, .n_areas = 1};
    b->model = (struct pact_model){.agreements = &b->agreement, .n_agreements = 1};
}

static cairo_t *sheet_of(const struct bench *b, struct map_frame *f)
{
    struct map_extent e = map_ground_extent(&b->model);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, 900);
    cairo_t *cr = cairo_create(surface);

    *f = map_frame_fit(&e, SIDE);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_surface_destroy(surface);
    return cr;
}

/* 0 black to 255 white. */
static int grey_at(cairo_t *cr, const struct map_frame *f, struct geo_pos p)
{
    cairo_surface_t *surface = cairo_get_target(cr);
    const unsigned char *data;
    double x, y;

    map_project(f, p, &x, &y);
    cairo_surface_flush(surface);
    data = cairo_image_surface_get_data(surface);
    return data[(int)y * cairo_image_surface_get_stride(surface) + (int)x * 4 + 1];
}

static void the_extent_holds_lines_and_areas(void **state)
{
    struct bench b;
    struct map_extent e;

    (void)state;
    open_bench(&b, "corner");
    e = map_ground_extent(&b.model);
    assert_true(e.has_any);
    assert_near(e.south_deg, 45.9, 1e-9);
    assert_near(e.north_deg, 46.1, 1e-9);
    assert_near(e.lon_ref_deg + e.west_deg, 69.85, 1e-9);
    assert_near(e.lon_ref_deg + e.east_deg, 70.15, 1e-9);
    b.agreement.n_lines = 0;
    e = map_ground_extent(&b.model);
    assert_near(e.south_deg, 46.05, 1e-9);
    assert_near(e.lon_ref_deg + e.east_deg, 70.1, 1e-9);
    b.agreement.n_areas = 0;
    assert_false(map_ground_extent(&b.model).has_any);
    arena_release(&b.a);
}

/* Seen from the north-east, the near end of one line and the nearest point of the other. */
static void the_feet_are_the_nearest_points(void **state)
{
    struct map_extent e = {0};
    struct bench b;

    (void)state;
    open_bench(&b, "corner");
    map_extent_add(&e, (struct geo_pos){46.2, 70.1});
    map_ground_add_feet(&e, &b.model);
    assert_near(e.north_deg, 46.2, 1e-9);
    assert_near(e.south_deg, 46.0, 1e-3);
    assert_near(e.lon_ref_deg + e.west_deg, 70.0, 1e-9);
    assert_near(e.lon_ref_deg + e.east_deg, 70.1, 1e-3);
    arena_release(&b.a);
}

/* The band of the line that is drawn last must not fade the one that it crosses. */
static void the_band_of_a_line_covers_no_other_line(void **state)
{
    const struct geo_pos beside = {46.003, 70.0}, off = {46.003, 70.05};
    struct map_frame f;
    struct bench b;
    cairo_t *cr;

    (void)state;
    open_bench(&b, "corner");
    b.lines[1].accuracy_m = 600;
    cr = sheet_of(&b, &f);
    map_ground_draw(cr, &f, &b.model);
    assert_true(grey_at(cr, &f, beside) < 80);
    assert_in_range(grey_at(cr, &f, off), 150, 250); /* the band itself */
    assert_int_equal(grey_at(cr, &f, (struct geo_pos){45.95, 69.9}), 255);
    cairo_destroy(cr);
    arena_release(&b.a);
}

/* An area named in place has a path for an id: what stands behind # is its name. */
static void an_area_is_named_by_its_part_of_the_file(void **state)
{
    static const struct {
        const char *id, *like;
    } cases[] = {
        {"maps/areas.geojson#corner", "corner"},
        {"corner", "corner"},
        {"corner#", "corner#"},
    };
    struct ink_box box[2];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (int k = 0; k < 2; k++) {
            struct labels labels = {0};
            struct map_frame f;
            struct bench b;
            cairo_t *cr;

            open_bench(&b, k == 0 ? cases[i].id : cases[i].like);
            b.agreement.n_lines = 0;
            cr = sheet_of(&b, &f);
            labels.sheet = f.sheet;
            map_ground_names(cr, &f, &b.model, &labels);
            assert_int_equal(labels.n, 1);
            box[k] = labels.taken[0];
            cairo_destroy(cr);
            arena_release(&b.a);
        }
        assert_memory_equal(&box[0], &box[1], sizeof(box[0]));
    }
}

/* The name of a line stands on the sheet once, and the parties' on either side of it. */
static void a_line_and_its_sides_are_named(void **state)
{
    struct labels labels = {0};
    struct map_frame f;
    struct bench b;
    cairo_t *cr;

    (void)state;
    open_bench(&b, "corner");
    b.agreement.parties = sample_parties;
    b.agreement.n_parties = 3;
    b.agreement.n_lines = 1;
    b.agreement.n_areas = 0;
    b.lines[0].left = 0;
    b.lines[0].right = 1;
    cr = sheet_of(&b, &f);
    labels.sheet = f.sheet;
    map_ground_names(cr, &f, &b.model, &labels);
    assert_int_equal(labels.n, 3);
    /* the line runs south: its left is the east */
    assert_true(labels.taken[1].x > f.sheet.x + f.sheet.w / 2);
    assert_true(labels.taken[2].x + labels.taken[2].w < f.sheet.x + f.sheet.w / 2);
    cairo_destroy(cr);
    arena_release(&b.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_extent_holds_lines_and_areas),
        cmocka_unit_test(the_feet_are_the_nearest_points),
        cmocka_unit_test(the_band_of_a_line_covers_no_other_line),
        cmocka_unit_test(an_area_is_named_by_its_part_of_the_file),
        cmocka_unit_test(a_line_and_its_sides_are_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
