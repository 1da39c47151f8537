/* SPDX-License-Identifier: Apache-2.0 */
/* firms.c: active fires of NASA FIRMS (VIIRS and MODIS).
 *
 * A satellite saw heat: a burning field, a flare stack or a burning house. That is a reported
 * thermal_anomaly, which is no fire in the sense of a ceasefire and never a violation by itself.
 * The pixel's footprint is the error. Columns are found by name. */
#include "feed/sheet.h"

#include "base/num.h"
#include "base/time.h"

#include <math.h>

enum column {
    LATITUDE,
    LONGITUDE,
    SCAN,
    TRACK,
    ACQ_DATE,
    ACQ_TIME,
    SATELLITE,
    INSTRUMENT,
    N_COLUMNS
};

static const struct {
    const char *name;
    bool is_required;
} columns[N_COLUMNS] = {
    [LATITUDE] = {"latitude", true},
    [LONGITUDE] = {"longitude", true},
    [SCAN] = {"scan", true},
    [TRACK] = {"track", true},
    [ACQ_DATE] = {"acq_date", true},
    [ACQ_TIME] = {"acq_time", true},
    [SATELLITE] = {"satellite", false},
    [INSTRUMENT] = {"instrument", false},
};

/* Footprints are below 5 km for MODIS at the edge of its swath. */
#define FOOTPRINT_MAX_KM 20.0

struct firms {
    struct sheet sheet;
    size_t at[N_COLUMNS];
    bool *is_used;
};

static bool sniff(struct span head)
{
    static const char *const names[] = {"latitude", "longitude", "acq_date", "acq_time", NULL};

    return sheet_has_columns(head, names);
}

static enum rc open(struct feed_reader *r, struct err *err)
{
    struct firms *f = arena_alloc(r->a, sizeof(*f), err);
    enum rc rc;

    if (f == NULL)
        return RC_LIMIT;
    r->state = f;
    rc = sheet_open(&f->sheet, r, ',', ENCODING_UTF8, err);
    if (rc)
        return rc;
    f->is_used = arena_array(r->a, f->sheet.n, sizeof(*f->is_used), err);
    if (f->is_used == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        f->at[i] = sheet_column(&f->sheet, span_of(columns[i].name));
        if (f->at[i] == SIZE_MAX && columns[i].is_required)
            return err_set(err, RC_INPUT, "there is no column \"%s\", which FIRMS has",
                           columns[i].name);
        if (f->at[i] != SIZE_MAX && i != SCAN && i != TRACK)
            f->is_used[f->at[i]] = true;
    }
    return RC_OK;
}

static struct span cell(const struct firms *f, enum column c)
{
    return f->at[c] == SIZE_MAX ? span_none() : span_trim(f->sheet.cells[f->at[c]]);
}

static enum rc read_number(const struct firms *f, enum column c, double *out, struct feed_row *row,
                           struct err *err)
{
    enum rc rc = num_parse_f64(cell(f, c), out, err);

    if (rc == RC_OK)
        return RC_OK;
    row->column = span_of(columns[c].name);
    return err_prefix(err, rc, "%s: ", columns[c].name);
}

/* Anywhere in the pixel alike: the larger side over sqrt(12) on each axis. */
static enum rc put_place(struct feed_reader *r, const struct firms *f, struct feed_row *row,
                         struct err *err)
{
    struct json place = json_object();
    double lat, lon, scan_km, track_km;
    enum rc rc;

    if ((rc = read_number(f, LATITUDE, &lat, row, err)) != RC_OK ||
        (rc = read_number(f, LONGITUDE, &lon, row, err)) != RC_OK ||
        (rc = read_number(f, SCAN, &scan_km, row, err)) != RC_OK ||
        (rc = read_number(f, TRACK, &track_km, row, err)) != RC_OK)
        return rc;
    if (!(scan_km > 0 && scan_km < FOOTPRINT_MAX_KM && track_km > 0 &&
          track_km < FOOTPRINT_MAX_KM)) {
        row->column = span_of(columns[SCAN].name);
        return err_set(err, RC_RANGE, "scan %.6g, track %.6g: a footprint is 0 to %.0f km", scan_km,
                       track_km, FOOTPRINT_MAX_KM);
    }
    if ((rc = json_set(&place, "lat", json_real(lat), r->scratch, err)) != RC_OK ||
        (rc = json_set(&place, "lon", json_real(lon), r->scratch, err)) != RC_OK ||
        (rc = json_set(&place, "sigma_m", json_real(fmax(scan_km, track_km) * 1000 / sqrt(12.0)),
                       r->scratch, err)) != RC_OK)
        return rc;
    return json_set(&row->value, "place", place, r->scratch, err);
}

/* `5` is 00:05, `113` is 01:13, `0830` and `08:30` are half past eight. */
static enum rc read_clock(struct span text, int *hour, int *minute, struct err *err)
{
    size_t colon = span_find(text, ':');
    int64_t n = 0, h = 0;
    enum rc rc;

    if (colon < text.n) {
        rc = num_parse_i64(span_sub(text, 0, colon), &h, err);
        if (rc == RC_OK)
            rc = num_parse_i64(span_from(text, colon + 1), &n, err);
    } else {
        rc = num_parse_i64(text, &n, err);
        h = n / 100;
        n %= 100;
    }
    if (rc)
        return rc;
    if (h < 0 || h > 23 || n < 0 || n > 59 || text.n > 5)
        return err_set(err, RC_RANGE, "\"%.*s\" is no time of day like 5, 113, 0830 or 08:30",
                       SPAN_ARG(text));
    *hour = (int)h;
    *minute = (int)n;
    return RC_OK;
}

/* The time is known to the minute. */
static enum rc put_time(struct feed_reader *r, const struct firms *f, struct feed_row *row,
                        struct err *err)
{
    struct civil day;
    enum time_form form;
    int offset_min, hour = 0, minute = 0;
    struct span text;
    enum rc rc = time_parse(cell(f, ACQ_DATE), &day, &form, &offset_min, err);

    if (rc == RC_OK && form != TIME_DATE)
        rc = err_set(err, RC_INPUT, "\"%.*s\" is no date like 2026-06-24",
                     SPAN_ARG(cell(f, ACQ_DATE)));
    if (rc) {
        row->column = span_of(columns[ACQ_DATE].name);
        return err_prefix(err, rc, "acq_date: ");
    }
    rc = read_clock(cell(f, ACQ_TIME), &hour, &minute, err);
    if (rc) {
        row->column = span_of(columns[ACQ_TIME].name);
        return err_prefix(err, rc, "acq_time: ");
    }
    text = arena_printf(
        r->scratch, err, "%04d-%02d-%02dT%02d:%02d:00Z/%04d-%02d-%02dT%02d:%02d:59.999Z", day.year,
        day.month, day.day, hour, minute, day.year, day.month, day.day, hour, minute);
    if (text.p == NULL)
        return RC_LIMIT;
    return json_set(&row->value, "time", json_text(text), r->scratch, err);
}

/* Each satellite is a source of its own: three that saw one fire are three sensors. */
static enum rc put_rest(struct feed_reader *r, const struct firms *f, struct feed_row *row,
                        struct err *err)
{
    struct json attributes;
    struct span instrument = cell(f, INSTRUMENT), satellite = cell(f, SATELLITE);
    struct span source =
        arena_printf(r->scratch, err, "FIRMS%s%.*s%s%.*s", instrument.n == 0 ? "" : " ",
                     SPAN_ARG(instrument), satellite.n == 0 ? "" : " ", SPAN_ARG(satellite));
    enum rc rc;

    if (source.p == NULL)
        return RC_LIMIT;
    rc = sheet_attributes(&f->sheet, f->is_used, r->scratch, &attributes, err);
    if (rc != RC_OK ||
        (rc = json_set(&row->value, "source", json_text(source), r->scratch, err)) != RC_OK ||
        (rc = json_set(&row->value, "sense", json_str("recorded"), r->scratch, err)) != RC_OK ||
        (rc = json_set(&row->value, "phenomenon", json_str("thermal_anomaly"), r->scratch, err)) !=
            RC_OK ||
        (rc = json_set(&row->value, "reported", json_bool(true), r->scratch, err)) != RC_OK)
        return rc;
    return json_set(&row->value, "attributes", attributes, r->scratch, err);
}

static enum rc next(struct feed_reader *r, struct feed_row *out, struct err *err)
{
    struct firms *f = r->state;
    enum rc rc = sheet_next(&f->sheet, r, out, err);

    if (rc)
        return rc;
    out->value = json_object();
    if ((rc = put_place(r, f, out, err)) != RC_OK || (rc = put_time(r, f, out, err)) != RC_OK)
        return rc;
    return put_rest(r, f, out, err);
}

static struct span column_of(const struct feed_reader *r, struct span member)
{
    (void)r;
    if (span_is(member, "place"))
        return span_of(columns[LATITUDE].name);
    return member;
}

const struct feed_format feed_firms = {
    .name = "firms",
    .sniff = sniff,
    .open = open,
    .next = next,
    .column = column_of,
};
