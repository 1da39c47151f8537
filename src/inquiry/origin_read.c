/* SPDX-License-Identifier: Apache-2.0 */
#include "inquiry/origin_read.h"

#include <math.h>

#include "base/time.h"
#include "inquiry/bearing.h"

#define WORDS_MAX 1024
#define KM        1000.0

/* One piece being read. */
struct reading {
    const struct json *v;
    const struct equipment *equipment;
    const struct origin_ask *ask;
    struct origin_piece *out;
    struct buf *words;
};

static enum rc number(const struct json *v, const char *name, double *out, struct err *err)
{
    return json_number(json_get(v, name), out)
               ? RC_OK
               : err_set(err, RC_INPUT, "member \"%s\" is missing or no number", name);
}

/* Left out: `usual`. */
static enum rc number_or(const struct json *v, const char *name, double usual, double *out,
                         struct err *err)
{
    *out = usual;
    return json_get(v, name) == NULL ? RC_OK : number(v, name, out, err);
}

static enum rc position(const struct json *v, const char *lat, const char *lon, struct geo_pos *out,
                        struct err *err)
{
    enum rc rc = number(v, lat, &out->lat_deg, err);

    if (!rc)
        rc = number(v, lon, &out->lon_deg, err);
    return rc ? rc : geo_pos_check(*out, err);
}

static enum rc read_crater(struct reading *r, struct err *err)
{
    struct bearing_reading m = {.unit = BEARING_DEG};
    struct bearing made = {.sigma_deg = 0};
    enum rc rc = number(r->v, "bearing", &m.value, err);

    if (!rc)
        rc = bearing_unit_find(json_get_text(r->v, "unit"), &m.unit, err);
    if (!rc)
        rc = bearing_north_find(json_get_text(r->v, "north"), &m.north, err);
    if (!rc)
        rc = bearing_sense_find(json_get_text(r->v, "sense"), &m.sense, err);
    if (!rc)
        rc = bearing_quality_find(json_get_text(r->v, "quality"), &m.quality, err);
    if (!rc)
        rc = number_or(r->v, "sigma", NAN, &m.sigma, err);
    if (!rc)
        rc = number_or(r->v, m.north == BEARING_GRID ? "convergence_deg" : "declination_deg", NAN,
                       &m.correction_deg, err);
    if (!rc)
        rc = bearing_of(&m, &made, err);
    if (rc)
        return rc;
    r->out->kind = ORIGIN_BEARING;
    r->out->azimuth_deg = made.azimuth_deg;
    r->out->azimuth_sigma_deg = made.sigma_deg;
    bearing_put(r->words, &m, &made);
    return RC_OK;
}

/* The reach of a weapon of the table, or one that is stated; around the impact. */
static enum rc read_weapon(struct reading *r, struct err *err)
{
    struct span model = json_get_text(r->v, "model");
    const struct equipment_type *type;
    enum rc rc = RC_OK;

    r->out->kind = ORIGIN_RING;
    r->out->from = r->ask->impact;
    if (model.n == 0) {
        rc = number(r->v, "min_m", &r->out->min_m, err);
        if (!rc)
            rc = number(r->v, "max_m", &r->out->max_m, err);
    } else {
        type = equipment_find(r->equipment, model);
        if (type == NULL)
            return err_set(err, RC_UNKNOWN, "the table of equipment has no \"%.*s\"",
                           SPAN_ARG(model));
        if (isnan(type->range_max_m))
            return err_set(err, RC_ABSENT,
                           "the table does not have the reach of %.*s; state min_m "
                           "and max_m",
                           SPAN_ARG(type->model));
        r->out->min_m = isnan(type->range_min_m) ? 0 : type->range_min_m;
        r->out->max_m = type->range_max_m;
        buf_put(r->words, type->model);
        buf_puts(r->words, isnan(type->range_min_m) ? ", whose least reach is not known, " : " ");
    }
    if (!rc)
        buf_printf(r->words, "reaches from %.1f to %.1f km, even in distance", r->out->min_m / KM,
                   r->out->max_m / KM);
    return rc;
}

static enum rc sound(struct reading *r, const char *name, double *range_m, double *sigma_m,
                     struct err *err)
{
    double delay_s, delay_sigma_s, t_c, t_sigma_c;
    enum rc rc = number(r->v, name, &delay_s, err);

    if (!rc)
        rc = number(r->v, "sigma_s", &delay_sigma_s, err);
    if (!rc)
        rc = number(r->v, "temperature_c", &t_c, err);
    if (!rc)
        rc = number_or(r->v, "temperature_sigma_c", 2, &t_sigma_c, err);
    if (rc)
        return rc;
    /* a lag may be negative, or nothing: its length is what sound travels in that time */
    rc = origin_sound_range(fmax(fabs(delay_s), 1e-6), delay_sigma_s, t_c, t_sigma_c, range_m,
                            sigma_m, err);
    if (!rc && delay_s < 0)
        *range_m = -*range_m;
    *sigma_m = fmax(*sigma_m, 1);
    return rc;
}

static enum rc read_sound(struct reading *r, struct err *err)
{
    double delay_s = 0;
    enum rc rc = number(r->v, "delay_s", &delay_s, err);

    if (!rc && !(delay_s > 0))
        rc = err_set(err, RC_RANGE, "delay_s: the bang follows the flash");
    if (!rc)
        rc = sound(r, "delay_s", &r->out->range_m, &r->out->range_sigma_m, err);
    r->out->kind = ORIGIN_SOUND;
    if (!rc)
        buf_printf(r->words, "flash to bang: %.0f ± %.0f m from the sensor", r->out->range_m,
                   r->out->range_sigma_m);
    return rc;
}

static enum rc read_lag(struct reading *r, struct err *err)
{
    enum rc rc = position(r->v, "other_lat", "other_lon", &r->out->other, err);

    if (!rc)
        rc = sound(r, "lag_s", &r->out->range_m, &r->out->range_sigma_m, err);
    r->out->kind = ORIGIN_LAG;
    if (!rc)
        buf_printf(r->words, "heard apart: %.0f ± %.0f m farther from the first sensor",
                   r->out->range_m, r->out->range_sigma_m);
    return rc;
}

static enum rc read_place(struct reading *r, struct err *err)
{
    r->out->kind = ORIGIN_POINT;
    if (!(r->out->from_sigma_m > 0))
        return err_set(err, RC_INPUT, "position_sigma_m: a place that was seen has an error");
    buf_printf(r->words, "seen at a place, ± %.0f m", r->out->from_sigma_m);
    return RC_OK;
}

static const struct kind_row {
    const char *name;
    bool has_position;
    enum rc (*read)(struct reading *r, struct err *err);
} kinds[] = {
    {"crater", true, read_crater}, {"weapon", false, read_weapon}, {"sound", true, read_sound},
    {"lag", true, read_lag},       {"place", true, read_place},
};

static enum rc read_piece(struct reading *r, struct err *err)
{
    struct span kind = json_get_text(r->v, "kind");
    size_t i = 0;
    enum rc rc = RC_OK;

    while (i < sizeof(kinds) / sizeof(kinds[0]) && !span_is(kind, kinds[i].name))
        i++;
    if (i == sizeof(kinds) / sizeof(kinds[0]))
        return err_set(err, RC_UNKNOWN,
                       "kind \"%.*s\": a piece is a crater, weapon, sound, lag or place",
                       SPAN_ARG(kind));
    r->out->exhibit = json_get_text(r->v, "name");
    if (r->out->exhibit.n == 0)
        r->out->exhibit = kind;
    if (kinds[i].has_position)
        rc = position(r->v, "lat", "lon", &r->out->from, err);
    if (!rc)
        rc = number_or(r->v, "position_sigma_m", 0, &r->out->from_sigma_m, err);
    return rc ? rc : kinds[i].read(r, err);
}

static enum rc read_pieces(const struct json *list, const struct equipment *equipment,
                           struct arena *a, struct origin_ask *out, struct err *err)
{
    enum rc rc = RC_OK;
    struct buf words;

    buf_init(&words, WORDS_MAX);
    for (size_t i = 0; i < list->u.array.n && !rc; i++) {
        struct reading r = {.v = &list->u.array.items[i],
                            .equipment = equipment,
                            .ask = out,
                            .out = &out->pieces[i],
                            .words = &words};

        rc = read_piece(&r, err);
        if (rc) {
            rc = err_prefix(err, rc, "piece %zu: ", i + 1);
            break;
        }
        out->words[i] = arena_copy(a, buf_span(&words), err);
        buf_clear(&words);
        rc = out->words[i].p == NULL ? RC_LIMIT : RC_OK;
    }
    buf_release(&words);
    return rc;
}

enum rc origin_read(const struct json *v, const struct equipment *equipment, struct arena *a,
                    struct origin_ask *out, struct err *err)
{
    const struct json *list = json_get(v, "pieces"), *impact = json_get(v, "impact");
    enum rc rc;

    *out = (struct origin_ask){.line = json_get_text(v, "line")};
    if (list == NULL || list->type != JSON_ARRAY || list->u.array.n == 0)
        return err_set(err, RC_INPUT, "member \"pieces\" is missing or empty");
    if (list->u.array.n > ORIGIN_PIECES_MAX)
        return err_set(err, RC_LIMIT, "%zu pieces; at most %d", list->u.array.n, ORIGIN_PIECES_MAX);
    rc = position(impact, "lat", "lon", &out->impact, err);
    if (rc)
        return err_prefix(err, rc, "impact: ");
    rc = time_parse_instant(json_get_text(v, "at"), &out->at_ms, err);
    if (rc)
        return err_prefix(err, rc, "at: ");
    out->n = list->u.array.n;
    return read_pieces(list, equipment, a, out, err);
}
