/* SPDX-License-Identifier: Apache-2.0 */
/* Drawings: the map's sheet, names that keep apart, SVG that may stand in a page beside another. */
#include "report_sample.h"

#include <stdlib.h>

#include "report/labels.h"
#include "report/map.h"
#include "report/map_frame.h"
#include "report/svg.h"

static struct map_frame frame_of(double south, double west, double north, double east)
{
    struct map_extent e = {0};

    map_extent_add(&e, (struct geo_pos){south, west});
    map_extent_add(&e, (struct geo_pos){north, east});
    return map_frame_fit(&e, MAP_WIDTH);
}

static void the_extent_lies_on_the_sheet(void **state)
{
    static const double boxes[][4] = {
        {46, 70, 47, 71},       {48.0, 37.0, 48.001, 37.001},
        {-10, 179, 10, -179},   {44, 22, 53, 40},
        {-85, 0, -84, 1},       {46, 70, 46, 70},
        {32.7, 35.6, 33.4, 36},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) {
        const double *b = boxes[i];
        struct map_frame f = frame_of(b[0], b[1], b[2], b[3]);

        for (int corner = 0; corner < 4; corner++) {
            struct geo_pos p = {corner & 1 ? b[0] : b[2], corner & 2 ? b[1] : b[3]};
            struct geo_pos back;
            double x, y;

            map_project(&f, p, &x, &y);
            assert_true(map_shows(&f, x, y));
            back = map_unproject(&f, x, y);
            assert_true(fabs(back.lat_deg - p.lat_deg) < 1e-9);
            assert_true(fabs(remainder(back.lon_deg - p.lon_deg, 360)) < 1e-9);
        }
        assert_true(f.sheet.h >= 380 && f.sheet.h <= 820);
    }
}

/* North is up, east is right, and a kilometre is a kilometre both ways in the middle. */
static void the_sheet_is_true_to_scale_in_its_middle(void **state)
{
    struct map_frame f = frame_of(48, 37, 49, 39);
    struct geo_pos middle = {48.5, 38}, north = geo_move(middle, 0, 1000);
    struct geo_pos east = geo_move(middle, 90, 1000);
    double x, y, xn, yn, xe, ye;

    (void)state;
    map_project(&f, middle, &x, &y);
    map_project(&f, north, &xn, &yn);
    map_project(&f, east, &xe, &ye);
    assert_true(yn < y && xe > x);
    assert_true(fabs((y - yn) / map_units(&f, 1000) - 1) < 0.005);
    assert_true(fabs((xe - x) / map_units(&f, 1000) - 1) < 0.005);
}

static cairo_t *scratch_context(void)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 400, 400);
    cairo_t *cr = cairo_create(surface);

    cairo_surface_destroy(surface);
    return cr;
}

static bool meets(const struct ink_box *a, const struct ink_box *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static void names_keep_apart_and_on_the_sheet(void **state)
{
    const struct ink_text how = {.size = 10};
    struct labels l = {.sheet = {0, 0, 400, 400}};
    cairo_t *cr = scratch_context();
    size_t n_put = 0;

    (void)state;
    for (int i = 0; i < 400; i++) {
        struct ink_box at = {(i * 67) % 400, (i * 41) % 400, 5, 5};

        n_put += labels_put(&l, cr, &how, &at, SPAN("Avdiivka"));
    }
    assert_true(n_put > 50 && n_put < 400);
    assert_int_equal(l.n, n_put);
    for (size_t i = 0; i < l.n; i++) {
        assert_true(l.taken[i].x >= 0 && l.taken[i].x + l.taken[i].w <= 400);
        for (size_t k = i + 1; k < l.n; k++) {
            struct ink_box wide = {l.taken[i].x - 2, l.taken[i].y, l.taken[i].w + 4, l.taken[i].h};

            assert_false(meets(&wide, &l.taken[k])); /* two names do not read as one */
        }
    }
    cairo_destroy(cr);
}

static void a_reserved_box_stays_free(void **state)
{
    const struct ink_text how = {.size = 10};
    struct labels l = {.sheet = {0, 0, 400, 400}};
    struct ink_box at = {200, 200, 5, 5};
    cairo_t *cr = scratch_context();

    (void)state;
    labels_reserve(&l, (struct ink_box){0, 0, 400, 400});
    assert_false(labels_put(&l, cr, &how, &at, SPAN("x")));
    cairo_destroy(cr);
}

/* ---- the map ---- */

static cairo_surface_t *draw_map(const struct map *m)
{
    struct drawing d = map_drawing(m);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)d.width, (int)d.height);
    cairo_t *cr = cairo_create(surface);

    d.draw(cr, d.context);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

static uint32_t pixel_at(cairo_surface_t *surface, const struct map *m, struct geo_pos p)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);
    uint32_t out;
    double x, y;

    map_project(&m->frame, p, &x, &y);
    memcpy(&out, data + (int)y * cairo_image_surface_get_stride(surface) + (int)x * 4, 4);
    return out & 0xFFFFFF;
}

/* Three kilometres east of an observer, give or take one: tinted within, not beyond. */
static void a_sector_is_drawn_as_a_wedge(void **state)
{
    const struct place_sector sector = {.from = {46.5, 70.5},
                                        .centre_deg = 90,
                                        .half_width_deg = 45,
                                        .range_min_m = 2000,
                                        .range_max_m = 4000};
    struct geo_pos middle = geo_move(sector.from, 90, 3000);
    struct geo_pos far = geo_move(sector.from, 225, 12000);
    struct spot spots[] = {
        {.n = 1, .lat_sum = far.lat_deg, .lon_sum = far.lon_deg},
        {.n = 1, .lat_sum = middle.lat_deg, .lon_sum = middle.lon_deg, .sector = &sector}};
    struct findings f = {
        .model = &sample_model, .spots = {.items = spots, .n = 2}, .parties = {.n = 1}};
    size_t n_tinted = 0;
    struct arena a;
    struct map m;
    struct err err = {0};
    cairo_surface_t *with, *without;

    (void)state;
    arena_init(&a, 4 * MIB);
    f.phrases = sample_phrases(&a);
    assert_ok(map_plan(&m, &f, &a, &err));
    assert_true(m.legend.has_sector);
    with = draw_map(&m);
    spots[1].sector = NULL;
    without = draw_map(&m);
    for (int bearing_deg = 0; bearing_deg < 360; bearing_deg += 10) {
        bool is_in = bearing_deg >= 50 && bearing_deg <= 130;

        for (int range_m = 1100; range_m < 6000; range_m += 600) {
            struct geo_pos p = geo_move(sector.from, bearing_deg, range_m);
            double x, y;
            bool is_tinted;

            map_project(&m.frame, p, &x, &y);
            if (!map_shows(&m.frame, x, y) || geo_distance_m(p, middle) < 700) /* the symbol */
                continue;
            is_tinted = pixel_at(with, &m, p) != pixel_at(without, &m, p);
            assert_int_equal(is_tinted, is_in && range_m > 2000 && range_m < 4000);
            n_tinted += is_tinted;
        }
    }
    assert_true(n_tinted > 10);
    cairo_surface_destroy(with);
    cairo_surface_destroy(without);
    arena_release(&a);
}

/* ---- SVG ---- */

static void draw_something(cairo_t *cr, const void *context)
{
    const struct ink_text how = {.size = 12, .has_halo = true};

    for (uint32_t p = 0; p < 11; p++) {
        struct ink_style style = ink_style(p, 8);

        cairo_rectangle(cr, 10 + p * 20, 10, 16, 16);
        ink_fill(cr, &style);
        cairo_rectangle(cr, 10 + p * 20, 40, 16, 16);
        ink_hollow(cr, &style);
    }
    ink_put(cr, &how, 10, 80, span_of(context));
}

static void put_svg(struct buf *b, const char *prefix, const char *title)
{
    const struct drawing d = {
        .context = "Text \xD0\x96 <&>", .width = 240, .height = 100, .draw = draw_something};
    struct err err = {0};

    assert_ok(svg_put(b, &d, prefix, span_of(title), &err));
}

/* All `id="…"` of a text begin with the prefix, and every reference has its id. */
static void check_ids(const struct buf *b, const char *prefix)
{
    size_t n_ids = 0;
    const char *at = b->p;

    while ((at = strstr(at, " id=\"")) != NULL) {
        at += 5;
        assert_memory_equal(at, prefix, strlen(prefix));
        n_ids++;
    }
    assert_true(n_ids > 5);
    for (at = b->p; (at = strstr(at, "#")) != NULL; at++) {
        char id[64];
        size_t n = strcspn(at + 1, "\")");

        if (at[-1] != '(' && at[-1] != '"')
            continue;
        (void)snprintf(id, sizeof(id), " id=\"%.*s\"", (int)n, at + 1);
        assert_non_null(strstr(b->p, id));
    }
}

static void two_drawings_on_a_page_share_no_id(void **state)
{
    struct buf one, two;

    (void)state;
    buf_init(&one, SVG_BYTES_MAX);
    buf_init(&two, SVG_BYTES_MAX);
    put_svg(&one, "m", "a map");
    put_svg(&two, "t", "a chart");
    check_ids(&one, "m");
    check_ids(&two, "t");
    buf_release(&one);
    buf_release(&two);
}

static void the_same_drawing_gives_the_same_bytes(void **state)
{
    struct buf one, two;

    (void)state;
    buf_init(&one, SVG_BYTES_MAX);
    buf_init(&two, SVG_BYTES_MAX);
    put_svg(&one, "m", "a map");
    put_svg(&two, "m", "a map"); /* cairo's own numbers have moved on */
    assert_true(span_eq(buf_span(&one), buf_span(&two)));
    buf_release(&one);
    buf_release(&two);
}

static void the_text_alternative_is_escaped(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, SVG_BYTES_MAX);
    put_svg(&b, "m", "</title><script>");
    assert_null(strstr(b.p, "<script>"));
    assert_non_null(strstr(b.p, "&lt;script&gt;"));
    assert_non_null(strstr(b.p, "role=\"img\""));
    assert_null(strstr(b.p, "<?xml"));
    buf_release(&b);
}

static void a_drawing_that_is_too_large_is_a_limit(void **state)
{
    const struct drawing d = {.context = "x", .width = 240, .height = 100, .draw = draw_something};
    struct buf b;
    struct err err = {0};

    (void)state;
    buf_init(&b, 100);
    assert_int_equal(svg_put(&b, &d, "m", SPAN("t"), &err), RC_LIMIT);
    buf_release(&b);
}

static void parties_differ_in_colour_and_in_pattern(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < INK_STYLES; i++) {
        struct ink_style a = ink_style(i, INK_STYLES);

        assert_false(a.colour.r > 0.7 && a.colour.g < 0.35 && a.colour.b < 0.35); /* red */
        assert_false(a.colour.b > 0.7 && a.colour.r < 0.4 && a.colour.g < 0.5);   /* blue */
        for (uint32_t k = i + 1; k < INK_STYLES; k++)
            assert_int_not_equal(a.pattern, ink_style(k, INK_STYLES).pattern);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_extent_lies_on_the_sheet),
        cmocka_unit_test(the_sheet_is_true_to_scale_in_its_middle),
        cmocka_unit_test(names_keep_apart_and_on_the_sheet),
        cmocka_unit_test(a_reserved_box_stays_free),
        cmocka_unit_test(a_sector_is_drawn_as_a_wedge),
        cmocka_unit_test(two_drawings_on_a_page_share_no_id),
        cmocka_unit_test(the_same_drawing_gives_the_same_bytes),
        cmocka_unit_test(the_text_alternative_is_escaped),
        cmocka_unit_test(a_drawing_that_is_too_large_is_a_limit),
        cmocka_unit_test(parties_differ_in_colour_and_in_pattern),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
