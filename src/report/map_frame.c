/* SPDX-License-Identifier: Apache-2.0 */
#include "report/map_frame.h"

#include <math.h>
#include <stdio.h>

#include "report/words.h"

#define M_PER_DEG    111320.0
#define EXTENT_MIN_M 4000.0
#define MARGIN       0.10
#define EDGE_LEFT    54.0 /* room for degrees */
#define EDGE         10.0
#define EDGE_BOTTOM  24.0
#define HEIGHT_MIN   380.0
#define HEIGHT_MAX   820.0
#define MIN_COS      0.05
#define SCALE_BAR    150.0 /* at most, in units */

static double relative(double lon_deg, double ref_deg)
{
    double d = lon_deg - ref_deg;

    return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
}

void map_extent_add(struct map_extent *e, struct geo_pos p)
{
    double lon = e->has_any ? relative(p.lon_deg, e->lon_ref_deg) : 0;

    if (!isfinite(p.lat_deg) || !isfinite(p.lon_deg))
        return;
    if (!e->has_any) {
        *e = (struct map_extent){true, p.lon_deg, p.lat_deg, p.lat_deg, 0, 0};
        return;
    }
    e->south_deg = fmin(e->south_deg, p.lat_deg);
    e->north_deg = fmax(e->north_deg, p.lat_deg);
    e->west_deg = fmin(e->west_deg, lon);
    e->east_deg = fmax(e->east_deg, lon);
}

void map_extent_join(struct map_extent *e, const struct map_extent *other)
{
    if (!other->has_any)
        return;
    map_extent_add(e, (struct geo_pos){other->south_deg, other->lon_ref_deg + other->west_deg});
    map_extent_add(e, (struct geo_pos){other->north_deg, other->lon_ref_deg + other->east_deg});
}

static double squeeze_at(double lat_deg)
{
    return fmax(cos(lat_deg * M_PI / 180), MIN_COS);
}

double map_extent_m(const struct map_extent *e)
{
    double h = (e->north_deg - e->south_deg) * M_PER_DEG;
    double w =
        (e->east_deg - e->west_deg) * M_PER_DEG * squeeze_at((e->north_deg + e->south_deg) / 2);

    return e->has_any ? hypot(h, w) : 0;
}

struct map_frame map_frame_fit(const struct map_extent *e, double width)
{
    double lat0 = (e->south_deg + e->north_deg) / 2;
    double squeeze = squeeze_at(lat0);
    double h_deg = fmax((e->north_deg - e->south_deg) * (1 + 2 * MARGIN), EXTENT_MIN_M / M_PER_DEG);
    double w_deg =
        fmax((e->east_deg - e->west_deg) * (1 + 2 * MARGIN) * squeeze, EXTENT_MIN_M / M_PER_DEG);
    double sheet_w = width - EDGE_LEFT - EDGE;
    double sheet_h = fmin(fmax(sheet_w * h_deg / w_deg, HEIGHT_MIN), HEIGHT_MAX);
    double scale = fmin(sheet_w / w_deg, sheet_h / h_deg);
    struct map_frame f = {
        .sheet = {EDGE_LEFT, EDGE, sheet_w, sheet_h},
        .lat0_deg = lat0,
        .lon0_deg = e->lon_ref_deg + (e->west_deg + e->east_deg) / 2,
        .x_per_deg = scale * squeeze,
        .y_per_deg = scale,
    };

    f.ground = (struct geo_box){
        .south_deg = lat0 - sheet_h / 2 / scale,
        .north_deg = lat0 + sheet_h / 2 / scale,
        .west_deg = f.lon0_deg - sheet_w / 2 / f.x_per_deg,
        .east_deg = f.lon0_deg + sheet_w / 2 / f.x_per_deg,
    };
    return f;
}

void map_project(const struct map_frame *f, struct geo_pos p, double *x, double *y)
{
    *x = f->sheet.x + f->sheet.w / 2 + relative(p.lon_deg, f->lon0_deg) * f->x_per_deg;
    *y = f->sheet.y + f->sheet.h / 2 - (p.lat_deg - f->lat0_deg) * f->y_per_deg;
}

struct geo_pos map_unproject(const struct map_frame *f, double x, double y)
{
    struct geo_pos p = {
        .lat_deg = f->lat0_deg - (y - f->sheet.y - f->sheet.h / 2) / f->y_per_deg,
        .lon_deg = f->lon0_deg + (x - f->sheet.x - f->sheet.w / 2) / f->x_per_deg,
    };

    p.lat_deg = fmin(fmax(p.lat_deg, -90), 90);
    if (p.lon_deg > 180)
        p.lon_deg -= 360;
    if (p.lon_deg < -180)
        p.lon_deg += 360;
    return p;
}

double map_units(const struct map_frame *f, double m)
{
    return m / M_PER_DEG * f->y_per_deg;
}

bool map_shows(const struct map_frame *f, double x, double y)
{
    return x >= f->sheet.x && x <= f->sheet.x + f->sheet.w && y >= f->sheet.y &&
           y <= f->sheet.y + f->sheet.h;
}

/* ---- graticule ---- */

/* Minutes between lines that leave four to eight of them. */
static double step_deg(double range_deg)
{
    static const double minutes[] = {0.1, 0.2, 0.5, 1,   2,   5,   10,  15,
                                     20,  30,  60,  120, 300, 600, 900, 1800};
    size_t n = sizeof(minutes) / sizeof(minutes[0]);

    for (size_t i = 0; i < n; i++) {
        if (range_deg * 60 / minutes[i] <= 8)
            return minutes[i] / 60;
    }
    return minutes[n - 1] / 60;
}

/* 47° 12′ N; seconds appear with steps below one minute. */
static int degrees_text(char *out, size_t n, double deg, double step, const char *sides)
{
    double v = fabs(deg);
    long tenths = lround(v * 600); /* of a minute */
    char side = deg < 0 ? sides[1] : sides[0];

    if (step >= 1)
        return snprintf(out, n, "%ld\xC2\xB0 %c", tenths / 600, side);
    if (step >= 1.0 / 60)
        return snprintf(out, n, "%ld\xC2\xB0%02ld\xE2\x80\xB2 %c", tenths / 600, tenths / 10 % 60,
                        side);
    return snprintf(out, n, "%ld\xC2\xB0%02ld.%ld\xE2\x80\xB2 %c", tenths / 600, tenths / 10 % 60,
                    tenths % 10, side);
}

static void clip_sheet(cairo_t *cr, const struct map_frame *f)
{
    cairo_rectangle(cr, f->sheet.x, f->sheet.y, f->sheet.w, f->sheet.h);
    cairo_clip(cr);
}

void map_draw_graticule(cairo_t *cr, const struct map_frame *f)
{
    double lat_step = step_deg(f->sheet.h / f->y_per_deg);
    double lon_step = step_deg(f->sheet.w / f->x_per_deg);
    const struct geo_box *g = &f->ground;

    ink_set(cr, INK_GROUND, 1);
    cairo_rectangle(cr, f->sheet.x, f->sheet.y, f->sheet.w, f->sheet.h);
    cairo_fill(cr);
    cairo_save(cr);
    clip_sheet(cr, f);
    for (double lat = ceil(g->south_deg / lat_step) * lat_step; lat <= g->north_deg;
         lat += lat_step) {
        double y = f->sheet.y + f->sheet.h / 2 - (lat - f->lat0_deg) * f->y_per_deg;

        cairo_move_to(cr, f->sheet.x, y);
        cairo_line_to(cr, f->sheet.x + f->sheet.w, y);
    }
    for (double lon = ceil(g->west_deg / lon_step) * lon_step; lon <= g->east_deg;
         lon += lon_step) {
        double x = f->sheet.x + f->sheet.w / 2 + (lon - f->lon0_deg) * f->x_per_deg;

        cairo_move_to(cr, x, f->sheet.y);
        cairo_line_to(cr, x, f->sheet.y + f->sheet.h);
    }
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_set_line_width(cr, 1);
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void draw_degrees(cairo_t *cr, const struct map_frame *f)
{
    struct ink_text how = {.size = 9.5, .anchor = INK_RIGHT, .colour = INK_GREY};
    double lat_step = step_deg(f->sheet.h / f->y_per_deg);
    double lon_step = step_deg(f->sheet.w / f->x_per_deg);
    const struct geo_box *g = &f->ground;
    char text[32];

    for (double lat = ceil(g->south_deg / lat_step) * lat_step; lat <= g->north_deg;
         lat += lat_step) {
        double y = f->sheet.y + f->sheet.h / 2 - (lat - f->lat0_deg) * f->y_per_deg;

        (void)degrees_text(text, sizeof(text), lat, lat_step, "NS");
        ink_put(cr, &how, f->sheet.x - 4, y, span_of(text));
    }
    how.anchor = INK_MIDDLE;
    for (double lon = ceil(g->west_deg / lon_step) * lon_step; lon <= g->east_deg;
         lon += lon_step) {
        double x = f->sheet.x + f->sheet.w / 2 + (lon - f->lon0_deg) * f->x_per_deg;

        (void)degrees_text(text, sizeof(text), relative(lon, 0), lon_step, "EW");
        if (x > f->sheet.x + 20 && x < f->sheet.x + f->sheet.w - 20)
            ink_put(cr, &how, x, f->sheet.y + f->sheet.h + 11, span_of(text));
    }
}

/* ---- scale and north ---- */

/* The largest of 1, 2, 5 × 10^k metres that fits. */
static double bar_m(double most_m)
{
    double power = pow(10, floor(log10(most_m)));

    return most_m >= 5 * power ? 5 * power : most_m >= 2 * power ? 2 * power : power;
}

static void draw_scale(cairo_t *cr, const struct map_frame *f)
{
    struct ink_text how = {.size = 10, .anchor = INK_LEFT, .colour = INK_BLACK, .has_halo = true};
    double m = bar_m(SCALE_BAR / map_units(f, 1));
    double w = map_units(f, m), x = f->sheet.x + 14, y = f->sheet.y + f->sheet.h - 16;
    struct buf text;

    cairo_rectangle(cr, x, y, w, 5);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_fill_preserve(cr);
    ink_set(cr, INK_BLACK, 1);
    cairo_set_line_width(cr, 1);
    cairo_stroke(cr);
    cairo_rectangle(cr, x, y, w / 2, 5);
    cairo_fill(cr);
    buf_init(&text, 64);
    if (m >= 1000)
        buf_printf(&text, "%.0f km", m / 1000);
    else
        buf_printf(&text, "%.0f m", m);
    ink_put(cr, &how, x + w + 6, y + 2.5, buf_span(&text));
    buf_release(&text);
}

static void draw_north(cairo_t *cr, const struct map_frame *f)
{
    struct ink_text how = {
        .size = 11, .anchor = INK_MIDDLE, .is_strong = true, .colour = INK_BLACK, .has_halo = true};
    double x = f->sheet.x + f->sheet.w - 20, y = f->sheet.y + 26;

    cairo_move_to(cr, x, y - 4);
    cairo_line_to(cr, x + 6, y + 16);
    cairo_line_to(cr, x, y + 12);
    cairo_line_to(cr, x - 6, y + 16);
    cairo_close_path(cr);
    ink_set(cr, INK_BLACK, 1);
    cairo_fill(cr);
    ink_put(cr, &how, x, y - 12, SPAN("N"));
}

void map_draw_border(cairo_t *cr, const struct map_frame *f)
{
    draw_degrees(cr, f);
    draw_scale(cr, f);
    draw_north(cr, f);
    cairo_rectangle(cr, f->sheet.x, f->sheet.y, f->sheet.w, f->sheet.h);
    ink_set(cr, INK_GREY, 1);
    cairo_set_line_width(cr, 1);
    cairo_stroke(cr);
}
