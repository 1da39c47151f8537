/* SPDX-License-Identifier: Apache-2.0 */
/* ucdp.c: the Georeferenced Event Dataset of the Uppsala Conflict Data Program.
 *
 * An event there is "an incident where armed force was used" with at least one death: it becomes a
 * reported use_of_force, never an explosion that somebody heard. Who fired is not coded: both sides
 * stay attributes, and the party is undetermined. Columns are found by name; subsets and other
 * orders occur. docs/formats/importers.md says the same in full. */
#include "feed/sheet.h"

#include "base/num.h"
#include "base/time.h"

enum column {
    ID,
    LATITUDE,
    LONGITUDE,
    WHERE_PREC,
    DATE_START,
    DATE_END,
    DATE_PREC,
    EVENT_CLARITY,
    BEST,
    HIGH,
    LOW,
    N_COLUMNS
};

static const struct {
    const char *name;
    bool is_required;
} columns[N_COLUMNS] = {
    [ID] = {"id", true},
    [LATITUDE] = {"latitude", true},
    [LONGITUDE] = {"longitude", true},
    [WHERE_PREC] = {"where_prec", true}, /* without it no point can be told from a centroid */
    [DATE_START] = {"date_start", true},
    [DATE_END] = {"date_end", false},
    [DATE_PREC] = {"date_prec", false},
    [EVENT_CLARITY] = {"event_clarity", false},
    [BEST] = {"best", false},
    [HIGH] = {"high", false},
    [LOW] = {"low", false},
};

/* What the codebook's levels mean as an error. A level gives a radius R within which the event lies
 * somewhere; uniform over that disc, one standard deviation per axis is R / 2. Levels 4 to 7 are
 * points that stand for a whole unit: centroids, with a spread that no judge may mistake for a
 * place. Source: UCDP GED Codebook 21.1, where_prec. */
static const struct {
    double sigma_m;
    bool is_centroid;
} precisions[8] = {
    [1] = {1000, false},  /* the exact place: a settlement or a part of one, R 2 km */
    [2] = {12500, false}, /* within about 25 km around a known point */
    [3] = {25000, false}, /* a second-order unit (raion): its point, R 50 km */
    [4] = {75000, true},  /* a first-order unit (oblast): its centroid */
    [5] = {75000, true},  /* a line or a region without borders: a representative point */
    [6] = {300000, true}, /* the country */
    [7] = {75000, true},  /* international waters or airspace */
};

struct ucdp {
    struct sheet sheet;
    size_t at[N_COLUMNS]; /* SIZE_MAX: not in this file */
    bool *is_used;        /* columns that are no attributes, by place in the file */
};

static bool sniff(struct span head)
{
    static const char *const names[] = {"id",       "where_prec", "date_start",
                                        "latitude", "longitude",  NULL};

    return sheet_has_columns(head, names);
}

static enum rc open(struct feed_reader *r, struct err *err)
{
    struct ucdp *u = arena_alloc(r->a, sizeof(*u), err);
    enum rc rc;

    if (u == NULL)
        return RC_LIMIT;
    r->state = u;
    rc = sheet_open(&u->sheet, r, ',', ENCODING_UTF8, err);
    if (rc)
        return rc;
    u->is_used = arena_array(r->a, u->sheet.n, sizeof(*u->is_used), err);
    if (u->is_used == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        u->at[i] = sheet_column(&u->sheet, span_of(columns[i].name));
        if (u->at[i] == SIZE_MAX && columns[i].is_required)
            return err_set(err, RC_INPUT, "there is no column \"%s\", which UCDP GED has",
                           columns[i].name);
        if (i <= DATE_END && i != WHERE_PREC && u->at[i] != SIZE_MAX)
            u->is_used[u->at[i]] = true;
    }
    if (u->at[DATE_END] == SIZE_MAX && u->at[DATE_PREC] == SIZE_MAX)
        return err_set(err, RC_INPUT,
                       "neither \"date_end\" nor \"date_prec\" is there: an event "
                       "that is known to a month would be taken for a day's");
    return RC_OK;
}

static struct span cell(const struct ucdp *u, enum column c)
{
    return u->at[c] == SIZE_MAX ? span_none() : span_trim(u->sheet.cells[u->at[c]]);
}

/* Note the column at fault. */
static enum rc fault(struct feed_row *row, enum column c, enum rc rc, struct err *err)
{
    row->column = span_of(columns[c].name);
    return err_prefix(err, rc, "%s: ", columns[c].name);
}

static enum rc read_level(const struct ucdp *u, enum column c, int64_t max, int64_t *out,
                          struct err *err)
{
    enum rc rc = num_parse_i64(cell(u, c), out, err);

    if (rc == RC_OK && (*out < 1 || *out > max))
        rc = err_set(err, RC_RANGE, "%lld is no level; 1 to %lld", (long long)*out, (long long)max);
    return rc;
}

static enum rc put_place(struct feed_reader *r, const struct ucdp *u, struct feed_row *row,
                         struct err *err)
{
    struct json place = json_object();
    double lat, lon;
    int64_t level = 0;
    enum rc rc;

    if ((rc = num_parse_f64(cell(u, LATITUDE), &lat, err)) != RC_OK)
        return fault(row, LATITUDE, rc, err);
    if ((rc = num_parse_f64(cell(u, LONGITUDE), &lon, err)) != RC_OK)
        return fault(row, LONGITUDE, rc, err);
    if ((rc = read_level(u, WHERE_PREC, 7, &level, err)) != RC_OK)
        return fault(row, WHERE_PREC, rc, err);
    if ((rc = json_set(&place, "lat", json_real(lat), r->scratch, err)) != RC_OK ||
        (rc = json_set(&place, "lon", json_real(lon), r->scratch, err)) != RC_OK ||
        (rc = json_set(&place, "sigma_m", json_real(precisions[level].sigma_m), r->scratch, err)) !=
            RC_OK)
        return rc;
    if (precisions[level].is_centroid)
        rc = json_set(&place, "centroid", json_bool(true), r->scratch, err);
    return rc != RC_OK ? rc : json_set(&row->value, "place", place, r->scratch, err);
}

/* "2014-01-22", also with a midnight behind it as some releases have. */
static enum rc read_date(struct span text, struct civil *out, struct err *err)
{
    enum time_form form;
    struct span clock = span_from(text, 10);
    int offset_min;
    enum rc rc = time_parse(span_sub(text, 0, 10), out, &form, &offset_min, err);

    if (rc)
        return rc;
    if (form != TIME_DATE ||
        !(clock.n == 0 || span_is(clock, " 00:00:00") || span_is(clock, " 00:00:00.000")))
        return err_set(err, RC_INPUT, "\"%.*s\" is no date like 2014-01-22", SPAN_ARG(text));
    return RC_OK;
}

/* How long a date of some precision may lie behind its beginning, where the file has no end. */
static void widen(struct civil *end, int64_t precision)
{
    switch (precision) {
    case 1:
        return;
    case 2: /* two to six days */
    case 3: /* a week */
        time_from_days(time_days(end->year, end->month, end->day) + 6, end);
        return;
    case 4:
        end->day = time_days_in_month(end->year, end->month);
        return;
    default:
        end->month = 12;
        end->day = 31;
    }
}

static enum rc put_time(struct feed_reader *r, const struct ucdp *u, struct feed_row *row,
                        struct err *err)
{
    struct civil start, end;
    int64_t precision = 1;
    struct span text;
    enum rc rc = read_date(cell(u, DATE_START), &start, err);

    if (rc)
        return fault(row, DATE_START, rc, err);
    if (u->at[DATE_PREC] != SIZE_MAX &&
        (rc = read_level(u, DATE_PREC, 5, &precision, err)) != RC_OK)
        return fault(row, DATE_PREC, rc, err);
    end = start;
    if (cell(u, DATE_END).n == 0)
        widen(&end, precision);
    else if ((rc = read_date(cell(u, DATE_END), &end, err)) != RC_OK)
        return fault(row, DATE_END, rc, err);
    text = arena_printf(r->scratch, err, "%04d-%02d-%02d/%04d-%02d-%02d", start.year, start.month,
                        start.day, end.year, end.month, end.day);
    if (text.p == NULL)
        return RC_LIMIT;
    return json_set(&row->value, "time", json_text(text), r->scratch, err);
}

/* Estimates that contradict each other are kept as they are, and said to. */
static enum rc put_attributes(struct feed_reader *r, const struct ucdp *u, struct feed_row *row,
                              struct err *err)
{
    struct json attributes;
    int64_t best = 0, high = 0, low = 0;
    enum rc rc = sheet_attributes(&u->sheet, u->is_used, r->scratch, &attributes, err);

    if (rc)
        return rc;
    if (num_parse_i64(cell(u, BEST), &best, NULL) == RC_OK &&
        ((num_parse_i64(cell(u, HIGH), &high, NULL) == RC_OK && best > high) ||
         (num_parse_i64(cell(u, LOW), &low, NULL) == RC_OK && low > best)))
        rc = json_set(&attributes, "note",
                      json_str("the estimates of deaths contradict each other"), r->scratch, err);
    return rc != RC_OK ? rc : json_set(&row->value, "attributes", attributes, r->scratch, err);
}

/* A summary event (clarity 2) stands for one use of force or more. */
static enum rc put_rest(struct feed_reader *r, const struct ucdp *u, struct feed_row *row,
                        struct err *err)
{
    struct json at_least = json_object();
    enum rc rc;

    if (cell(u, ID).n == 0)
        return fault(row, ID, err_set(err, RC_INPUT, "is empty"), err);
    if ((rc = json_set(&row->value, "id", json_text(cell(u, ID)), r->scratch, err)) != RC_OK ||
        (rc = json_set(&row->value, "source", json_str("UCDP GED"), r->scratch, err)) != RC_OK ||
        (rc = json_set(&row->value, "sense", json_str("told"), r->scratch, err)) != RC_OK ||
        (rc = json_set(&row->value, "phenomenon", json_str("use_of_force"), r->scratch, err)) !=
            RC_OK ||
        (rc = json_set(&row->value, "reported", json_bool(true), r->scratch, err)) != RC_OK)
        return rc;
    if (!span_is(cell(u, EVENT_CLARITY), "2"))
        return RC_OK;
    rc = json_set(&at_least, "at_least", json_int(1), r->scratch, err);
    return rc != RC_OK ? rc : json_set(&row->value, "count", at_least, r->scratch, err);
}

static enum rc next(struct feed_reader *r, struct feed_row *out, struct err *err)
{
    struct ucdp *u = r->state;
    enum rc rc = sheet_next(&u->sheet, r, out, err);

    if (rc)
        return rc;
    out->value = json_object();
    if ((rc = put_rest(r, u, out, err)) != RC_OK || (rc = put_place(r, u, out, err)) != RC_OK ||
        (rc = put_time(r, u, out, err)) != RC_OK)
        return rc;
    return put_attributes(r, u, out, err);
}

static struct span column_of(const struct feed_reader *r, struct span member)
{
    (void)r;
    if (span_is(member, "time"))
        return span_of(columns[DATE_START].name);
    if (span_is(member, "place"))
        return span_of(columns[LATITUDE].name);
    return member;
}

const struct feed_format feed_ucdp = {
    .name = "ucdp",
    .sniff = sniff,
    .open = open,
    .next = next,
    .column = column_of,
};
