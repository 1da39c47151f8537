/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/map_density.h"

static const struct geo_pos crater = {48.5, 37.9};

struct drawn {
    struct arena a;
    struct origin origin;
    struct density_map map;
    cairo_surface_t *surface;
};

static void draw(struct drawn *d)
{
    const struct pact_model none = {.n_agreements = 0};
    struct origin_piece pieces[] = {
        {.kind = ORIGIN_BEARING, .from = crater, .azimuth_deg = 40, .azimuth_sigma_deg = 8},
        {.kind = ORIGIN_RING, .from = crater, .min_m = 3000, .max_m = 15000}};
    static struct pact_model model;
    struct drawing drawing;
    struct err err = {0};
    cairo_t *cr;

    model = none;
    arena_init(&d->a, 64 * MIB);
    assert_ok(origin_combine(crater, pieces, 2, &d->a, &d->origin, &err));
    density_map_plan(&d->map, &d->origin, &model);
    drawing = density_map_drawing(&d->map);
    d->surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)drawing.width, (int)drawing.height);
    cr = cairo_create(d->surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    drawing.draw(cr, drawing.context);
    cairo_destroy(cr);
    cairo_surface_flush(d->surface);
}

/* How dark the ground at a bearing and range is: 0 white to 255. */
static int darkness(const struct drawn *d, double azimuth_deg, double range_m)
{
    const unsigned char *pixels = cairo_image_surface_get_data(d->surface), *p;
    double x, y;

    map_project(&d->map.frame, geo_move(crater, azimuth_deg, range_m), &x, &y);
    assert_true(map_shows(&d->map.frame, x, y));
    p = pixels + (ptrdiff_t)y * cairo_image_surface_get_stride(d->surface) + (ptrdiff_t)x * 4;
    return 255 - p[1];
}

static void denser_ground_is_darker(void **state)
{
    struct drawn d;

    (void)state;
    draw(&d);
    /* even in distance: near the crater the same mass lies on less ground */
    assert_true(darkness(&d, 40, 3600) > darkness(&d, 40, 9100) + 20);
    assert_true(darkness(&d, 40, 9100) > darkness(&d, 40, 14100) + 10);
    /* and in the middle of the bearing more than at its edge, or than outside of everything */
    assert_true(darkness(&d, 40, 9100) > darkness(&d, 51, 9100) + 10);
    assert_true(darkness(&d, 51, 9100) > darkness(&d, 78, 9100) + 10);
    assert_true(darkness(&d, 40, 2100) + 10 < darkness(&d, 40, 3600));
    cairo_surface_destroy(d.surface);
    arena_release(&d.a);
}

static void words_say_what_the_map_shows(void **state)
{
    struct drawn d;
    struct buf b;

    (void)state;
    draw(&d);
    buf_init(&b, 4096);
    density_map_put_words(&b, &d.origin);
    buf_putc(&b, '\0');
    assert_non_null(strstr(b.p, "Half of the probability lies within"));
    buf_release(&b);
    if (getenv("AASC_SHOW") != NULL)
        assert_int_equal(cairo_surface_write_to_png(d.surface, getenv("AASC_SHOW")), 0);
    cairo_surface_destroy(d.surface);
    arena_release(&d.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(denser_ground_is_darker),
        cmocka_unit_test(words_say_what_the_map_shows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
