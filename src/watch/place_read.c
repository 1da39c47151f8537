/* SPDX-License-Identifier: Apache-2.0 */
/* place_read.c: the ways in which a place is stated. Each form has its own members; what is not
 * one of them is refused. */
#include "watch/reading.h"

#include "geo/compass.h"
#include "geo/mgrs.h"

#include <assert.h>
#include <math.h>

/* Errors of position beyond this are no position: an oblast is smaller. */
#define SIGMA_MAX_M 1e6
/* A quarter of the way around the Earth: nobody observes farther, satellites included. */
#define RANGE_MAX_M 1e7
#define HAE_MIN_M   (-1000.0)
#define HAE_MAX_M   1e6
#define FIXES_MAX   1000000

/* Circular normal: the radius that holds a share p is sigma * sqrt(-2 ln(1 - p)). */
static const struct {
    const char *name;
    double sigmas;
} error_names[] = {
    {"sigma_m", 1},
    {"ce50_m", 1.1774100225154747},
    {"ce90_m", 2.1459660262893472},
    {"ce95_m", 2.4477468306808166},
};

/* One error at most; none leaves sigma at 0 with has_sigma false. */
static enum rc read_sigma(const struct json *v, struct place *out, struct err *err)
{
    const char *stated = NULL;

    for (size_t i = 0; i < sizeof(error_names) / sizeof(error_names[0]); i++) {
        const struct json *x = reading_get(v, error_names[i].name);
        enum rc rc;

        if (x == NULL)
            continue;
        if (stated != NULL)
            return err_set(err, RC_INPUT, "%s: stated beside %s; one of the two",
                           error_names[i].name, stated);
        rc = reading_number(x, 0, SIGMA_MAX_M, &out->sigma_m, err);
        if (rc)
            return err_prefix(err, rc, "%s: ", error_names[i].name);
        stated = error_names[i].name;
        out->sigma_m /= error_names[i].sigmas;
        out->has_sigma = true;
    }
    return RC_OK;
}

static enum rc read_height(const struct json *v, struct place *out, struct err *err)
{
    const struct json *x = reading_get(v, "hae_m");
    enum rc rc = RC_OK;

    if (x != NULL)
        rc = reading_number(x, HAE_MIN_M, HAE_MAX_M, &out->hae_m, err);
    return rc != RC_OK ? err_prefix(err, rc, "hae_m: ") : RC_OK;
}

static bool is_in_box(struct geo_box b, struct geo_pos p)
{
    return p.lat_deg >= b.south_deg && p.lat_deg <= b.north_deg && p.lon_deg >= b.west_deg &&
           p.lon_deg <= b.east_deg;
}

/* A position elsewhere on Earth that would lie in the agreement's ground with latitude and
 * longitude exchanged is a swapped one, not a far one. */
enum rc place_check_swap(const struct observe *o, struct geo_pos p, struct err *err)
{
    const struct geo_pos swapped = {p.lon_deg, p.lat_deg};

    if (!o->has_box || is_in_box(o->box, p) || !is_in_box(o->box, swapped))
        return RC_OK;
    return err_set(err, RC_RANGE,
                   "lat %.10g, lon %.10g lies far from the agreement's ground, but lat %.10g, lon "
                   "%.10g in it: latitude and longitude are swapped",
                   p.lat_deg, p.lon_deg, p.lon_deg, p.lat_deg);
}

static enum rc read_position(const struct observe *o, const struct json *v, struct geo_pos *out,
                             struct err *err)
{
    const struct json *lat = reading_get(v, "lat"), *lon = reading_get(v, "lon");
    struct geo_pos p;
    enum rc rc;

    if (lat == NULL || lon == NULL)
        return err_set(err, RC_INPUT, "%s: missing; a position is {\"lat\": 48.5, \"lon\": 37.9}",
                       lat == NULL ? "lat" : "lon");
    if (!json_number(lat, &p.lat_deg) || !json_number(lon, &p.lon_deg))
        return err_set(err, RC_INPUT, "%s: must be a number of degrees, not %s",
                       json_number(lat, &p.lat_deg) ? "lon" : "lat",
                       json_type_name(json_number(lat, &p.lat_deg) ? lon->type : lat->type));
    rc = geo_pos_check(p, err);
    if (rc == RC_OK)
        rc = place_check_swap(o, p, err);
    if (rc == RC_OK)
        *out = p;
    return rc;
}

static enum rc read_point(struct observe *o, const struct json *v, struct place *out,
                          struct err *err)
{
    const struct json *centroid = reading_get(v, "centroid");
    enum rc rc = read_position(o, v, &out->at, err);

    if (rc == RC_OK)
        rc = read_sigma(v, out, err);
    if (rc == RC_OK)
        rc = read_height(v, out, err);
    if (rc)
        return rc;
    if (centroid != NULL && centroid->type != JSON_TRUE && centroid->type != JSON_FALSE)
        return err_set(err, RC_INPUT, "centroid: must be true or false");
    out->is_centroid = centroid != NULL && centroid->type == JSON_TRUE;
    out->form = PLACE_POINT;
    return RC_OK;
}

/* A cell stands for its centre with the spread of a square, L / sqrt(12) on each axis; an error
 * stated beside it adds in quadrature. */
static enum rc read_mgrs(struct observe *o, const struct json *v, struct place *out,
                         struct err *err)
{
    struct span text;
    double cell_m;
    enum rc rc = reading_text(reading_get(v, "mgrs"), &text, err);

    if (rc == RC_OK)
        rc = mgrs_parse(text, &out->at, &cell_m, err);
    if (rc)
        return err_prefix(err, rc, "mgrs: ");
    if ((rc = place_check_swap(o, out->at, err)) != RC_OK ||
        (rc = read_sigma(v, out, err)) != RC_OK || (rc = read_height(v, out, err)) != RC_OK)
        return rc;
    out->sigma_m = hypot(out->sigma_m, cell_m / sqrt(12.0));
    out->has_sigma = true;
    out->form = PLACE_POINT;
    return reading_keep(o, text, &out->text, err);
}

/* 3000 or [2000, 4000] */
static enum rc read_range(const struct json *v, struct place_sector *s, struct err *err)
{
    const struct json *low = v, *high = v;
    enum rc rc;

    if (v->type == JSON_ARRAY) {
        if (v->u.array.n != 2)
            return err_set(err, RC_INPUT, "must be metres, or [least, most]");
        low = &v->u.array.items[0];
        high = &v->u.array.items[1];
    }
    rc = reading_number(low, 0, RANGE_MAX_M, &s->range_min_m, err);
    if (rc == RC_OK)
        rc = reading_number(high, 0, RANGE_MAX_M, &s->range_max_m, err);
    if (rc == RC_OK && s->range_max_m < s->range_min_m)
        rc = err_set(err, RC_RANGE, "[%.10g, %.10g]: the second is the longer one", s->range_min_m,
                     s->range_max_m);
    return rc;
}

static enum rc read_bearing(const struct json *v, struct place_sector *s, struct err *err)
{
    const struct json *sigma = reading_get(v, "bearing_sigma_deg");
    double deg;
    enum rc rc = RC_OK;

    if (!json_number(reading_get(v, "bearing_deg"), &deg) || deg < 0 || deg > 360)
        return err_set(err, RC_RANGE,
                       "bearing_deg: must be degrees from true north, 0 to 360 (mils, magnetic and "
                       "grid bearings are to be converted: 1600 NATO mils are 90, 1600 Russian "
                       "ones 96)");
    s->centre_deg = deg;
    if (sigma != NULL)
        rc = reading_number(sigma, 0, 180, &s->bearing_sigma_deg, err);
    return rc != RC_OK ? err_prefix(err, rc, "bearing_sigma_deg: ") : RC_OK;
}

/* "ENE", or a bearing; *has_any false: neither is stated. */
static enum rc read_direction(const struct json *v, struct place_sector *s, bool *has_any,
                              struct err *err)
{
    const struct json *word = reading_get(v, "compass"), *deg = reading_get(v, "bearing_deg");
    struct span text;
    enum rc rc;

    *has_any = word != NULL || deg != NULL;
    if (word != NULL && deg != NULL)
        return err_set(err, RC_INPUT, "compass: stated beside bearing_deg; one of the two");
    if (word == NULL && reading_get(v, "bearing_sigma_deg") != NULL && deg == NULL)
        return err_set(err, RC_INPUT, "bearing_deg: missing beside bearing_sigma_deg");
    if (deg != NULL)
        return read_bearing(v, s, err);
    if (word == NULL)
        return RC_OK;
    rc = reading_text(word, &text, err);
    if (rc == RC_OK)
        rc = compass_sector(text, &s->centre_deg, &s->half_width_deg, err);
    return rc != RC_OK ? err_prefix(err, rc, "compass: ") : RC_OK;
}

/* The sector's middle, where it is drawn and sorted. */
static void put_middle(const struct place_sector *s, struct place *out)
{
    double range_m = sqrt((s->range_min_m * s->range_min_m + s->range_max_m * s->range_max_m) / 2);

    out->at = geo_move(s->from, s->centre_deg, range_m);
}

static enum rc keep_sector(struct observe *o, const struct place_sector *s, struct place *out,
                           struct err *err)
{
    struct place_sector *kept = arena_alloc(o->arena, sizeof(*kept), err);

    if (kept == NULL)
        return RC_LIMIT;
    *kept = *s;
    out->form = PLACE_SECTOR;
    out->u.sector = kept;
    out->sigma_m = s->from_sigma_m;
    put_middle(s, out);
    return RC_OK;
}

static enum rc read_sector(struct observe *o, const struct json *v, struct place *out,
                           struct err *err)
{
    const struct json *from = reading_get(v, "from"), *range = reading_get(v, "range_m");
    struct place_sector s = {0};
    struct place observer = {.hae_m = NAN};
    bool has_any;
    enum rc rc = place_read(o, from, &observer, err);

    if (rc == RC_OK && observer.form != PLACE_POINT)
        rc =
            err_set(err, RC_INPUT, "must be a position: lat and lon, mgrs, or the name of a place");
    if (rc)
        return err_prefix(err, rc, "from: ");
    s.from = observer.at;
    s.from_sigma_m = observer.sigma_m;
    out->has_sigma = observer.has_sigma;
    rc = read_direction(v, &s, &has_any, err);
    if (rc)
        return rc;
    if (!has_any)
        return err_set(err, RC_INPUT, "compass: missing; a direction as \"ENE\" or bearing_deg");
    if (range == NULL)
        return err_set(err, RC_INPUT,
                       "range_m: missing; a direction alone is no place: metres, or "
                       "[least, most]");
    rc = read_range(range, &s, err);
    if (rc)
        return err_prefix(err, rc, "range_m: ");
    return keep_sector(o, &s, out, err);
}

/* "4 km SE of Avdiivka", as it would have been reported. */
static enum rc name_offset(struct observe *o, const struct json *v, const struct place_sector *s,
                           struct span name, struct place *out, struct err *err)
{
    const struct json *word = reading_get(v, "compass");
    char length[48], direction[32];

    if (s->range_min_m < s->range_max_m)
        (void)snprintf(length, sizeof(length), "%.4g to %.4g km", s->range_min_m / 1000,
                       s->range_max_m / 1000);
    else
        (void)snprintf(length, sizeof(length), "%.4g km", s->range_max_m / 1000);
    if (word != NULL)
        (void)snprintf(direction, sizeof(direction), "%.*s of", SPAN_ARG(word->u.text));
    else
        (void)snprintf(direction, sizeof(direction), "at %.4g\xC2\xB0 from", s->centre_deg);
    out->text = arena_printf(o->arena, err, "%s %s %.*s", length, direction, SPAN_ARG(name));
    return out->text.p == NULL ? RC_LIMIT : RC_OK;
}

/* "Avdiivka" or "4 km SE of Avdiivka": the offset is measured from the gazetteer's position. */
static enum rc read_near(struct observe *o, const struct json *v, struct place *out,
                         struct err *err)
{
    const struct json *offset = reading_get(v, "offset_m");
    struct place_sector s = {.is_named = true};
    struct span name;
    bool has_any;
    enum rc rc = reading_text(reading_get(v, "near"), &name, err);

    if (rc == RC_OK && o->world.gazetteer == NULL)
        rc = err_set(err, RC_ABSENT, "\"%.*s\": no table of places was given to look it up in",
                     SPAN_ARG(name));
    if (rc == RC_OK)
        rc = gazetteer_find(o->world.gazetteer, name, &out->at, err);
    if (rc)
        return err_prefix(err, rc, "near: ");
    if ((rc = read_sigma(v, out, err)) != RC_OK ||
        (rc = reading_intern(o, name, &out->text, err)) != RC_OK ||
        (rc = read_direction(v, &s, &has_any, err)) != RC_OK)
        return rc;
    out->form = PLACE_POINT;
    if (!has_any && offset == NULL)
        return RC_OK;
    if (!has_any || offset == NULL)
        return err_set(err, RC_INPUT, "%s: missing; an offset needs a length and a direction",
                       has_any ? "offset_m" : "compass");
    s.from = out->at;
    s.from_sigma_m = out->sigma_m;
    rc = read_range(offset, &s, err);
    if (rc)
        return err_prefix(err, rc, "offset_m: ");
    rc = name_offset(o, v, &s, name, out, err);
    return rc != RC_OK ? rc : keep_sector(o, &s, out, err);
}

/* ["2020-07-10T20:05:10Z", lat, lon] with a height where it is known */
static enum rc read_fix(struct observe *o, const struct json *v, struct place_fix *out,
                        struct err *err)
{
    const struct json *x = v->type == JSON_ARRAY ? v->u.array.items : NULL;
    struct time_span when;
    enum rc rc;

    if (x == NULL || v->u.array.n < 3 || v->u.array.n > 4)
        return err_set(err, RC_INPUT, "must be [time, lat, lon] or [time, lat, lon, hae_m]");
    rc = reading_time(o, &x[0], &when, NULL, err);
    if (rc)
        return rc;
    out->at_ms = when.t0_ms;
    out->hae_m = NAN;
    if (!json_number(&x[1], &out->at.lat_deg) || !json_number(&x[2], &out->at.lon_deg))
        return err_set(err, RC_INPUT, "latitude and longitude must be numbers");
    if ((rc = geo_pos_check(out->at, err)) != RC_OK ||
        (rc = place_check_swap(o, out->at, err)) != RC_OK)
        return rc;
    if (v->u.array.n == 4 && x[3].type != JSON_NULL)
        rc = reading_number(&x[3], HAE_MIN_M, HAE_MAX_M, &out->hae_m, err);
    return rc;
}

static enum rc read_track(struct observe *o, const struct json *v, struct place *out,
                          struct err *err)
{
    const struct json *track = reading_get(v, "track");
    struct place_fix *fixes;
    size_t n = track->type == JSON_ARRAY ? track->u.array.n : 0;
    enum rc rc = read_sigma(v, out, err);

    if (rc)
        return rc;
    if (n == 0 || n > FIXES_MAX)
        return err_set(err, RC_INPUT, "track: must be a list of 1 to %d fixes [time, lat, lon]",
                       FIXES_MAX);
    fixes = arena_array(o->arena, n, sizeof(*fixes), err);
    if (fixes == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        rc = read_fix(o, &track->u.array.items[i], &fixes[i], err);
        if (rc == RC_OK && i > 0 && fixes[i].at_ms < fixes[i - 1].at_ms)
            rc = err_set(err, RC_INPUT, "lies before the fix ahead of it; put fixes in order");
        if (rc)
            return err_prefix(err, rc, "track: fix %zu: ", i + 1);
    }
    out->form = PLACE_TRACK;
    out->at = fixes[0].at;
    out->hae_m = fixes[0].hae_m;
    out->u.track.fixes = fixes;
    out->u.track.n = n;
    return RC_OK;
}

static enum rc read_area_form(struct observe *o, const struct json *v, struct place *out,
                              struct err *err)
{
    enum rc rc = place_read_area(o, reading_get(v, "area"), out, err);

    return rc != RC_OK ? err_prefix(err, rc, "area: ") : RC_OK;
}

/* One form each, told by its first member. */
static const struct {
    enum rc (*read)(struct observe *, const struct json *, struct place *, struct err *);
    const char *members[12];
} forms[] = {
    {read_point, {"lat", "lon", "sigma_m", "ce50_m", "ce90_m", "ce95_m", "hae_m", "centroid"}},
    {read_mgrs, {"mgrs", "sigma_m", "ce50_m", "ce90_m", "ce95_m", "hae_m"}},
    {read_sector, {"from", "compass", "bearing_deg", "bearing_sigma_deg", "range_m"}},
    {read_near,
     {"near", "offset_m", "compass", "bearing_deg", "bearing_sigma_deg", "sigma_m", "ce50_m",
      "ce90_m", "ce95_m"}},
    {read_area_form, {"area"}},
    {read_track, {"track", "sigma_m", "ce50_m", "ce90_m", "ce95_m"}},
};
#define N_FORMS (sizeof(forms) / sizeof(forms[0]))

enum rc place_read(struct observe *o, const struct json *v, struct place *out, struct err *err)
{
    struct place found = {.hae_m = NAN};
    size_t chosen = N_FORMS;
    enum rc rc;

    if (v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT,
                       "must be an object like {\"lat\": 48.5, \"lon\": 37.9}, not %s",
                       json_type_name(v->type));
    for (size_t i = 0; i < N_FORMS; i++) {
        if (reading_get(v, forms[i].members[0]) == NULL && !(i == 0 && reading_get(v, "lon")))
            continue;
        if (chosen != N_FORMS)
            return err_set(err, RC_INPUT, "states both \"%s\" and \"%s\"; one of the two",
                           forms[chosen].members[0], forms[i].members[0]);
        chosen = i;
    }
    if (chosen == N_FORMS) {
        static const char *const words[] = {"lat",  "lon",   "mgrs", "from",
                                            "near", "track", "area", NULL};

        rc = reading_only(v, words, "a place", err);
        return rc != RC_OK ? rc
                           : err_set(err, RC_INPUT,
                                     "states no place: lat and lon, mgrs, from, "
                                     "near, area or track");
    }
    rc = reading_only(v, forms[chosen].members, "a place of this form", err);
    if (rc == RC_OK)
        rc = forms[chosen].read(o, v, &found, err);
    if (rc == RC_OK)
        *out = found;
    return rc;
}
