/* SPDX-License-Identifier: Apache-2.0 */
/* mgrs.c: references to squares and back. The letters are NGA.STND.0037's; which squares exist in
 * which band is computed from the projection, as a table of them would only repeat it. */
#include "geo/mgrs.h"

#include <assert.h>
#include <math.h>

#include "geo/grid.h"

#define SQUARE_M      100000.0
#define DIGITS_MAX    5  /* per axis: 1 m */
#define TEXT_MAX      24 /* letters and digits without blanks: far more than any reference has */
#define UTM_SOUTH_DEG (-80.0)
#define UTM_NORTH_DEG 84.0
#define N_ROWS        20
/* Rows of squares, counted from the equator in the north and from 10,000 km south of it in the
 * south. They go on for a degree where UTM and UPS overlap, as far as GeographicLib reads them. */
#define ROW_SOUTHERNMOST 10
#define ROW_NORTHERNMOST 94
#define ROW_OF_EQUATOR   100

#define N_BANDS 20
static const char bands[N_BANDS + 1] = "CDEFGHJKLMNPQRSTUVWX";
static const char utm_rows[] = "ABCDEFGHJKLMNPQRSTUV";
/* Columns 1 … 8 of zones 1, 4, 7 …; 2, 5, 8 …; 3, 6, 9 … */
static const char *const utm_columns[] = {"ABCDEFGH", "JKLMNPQR", "STUVWXYZ"};

/* The polar zones; the first column and row are in squares from the false origin. */
static const struct polar {
    char letter;
    bool is_north;
    const char *columns, *rows;
    int first_column, first_row;
} polars[] = {
    {'A', false, "JKLPQRSTUXYZ", "ABCDEFGHJKLMNPQRSTUVWXYZ", 8, 8},
    {'B', false, "ABCFGHJKLPQR", "ABCDEFGHJKLMNPQRSTUVWXYZ", 20, 8},
    {'Y', true, "RSTUXYZ", "ABCDEFGHJKLMNP", 13, 13},
    {'Z', true, "ABCFGHJ", "ABCDEFGHJKLMNP", 20, 13},
};

#define N_POLARS (sizeof(polars) / sizeof(polars[0]))

/* Position of a letter in a row of letters, or -1. */
static int index_of(const char *letters, char c)
{
    const char *at = c == '\0' ? NULL : strchr(letters, c);

    return at == NULL ? -1 : (int)(at - letters);
}

/* ---- reading ---- */

struct reference {
    int zone; /* 0: polar */
    char band, column, row;
    double east_m, north_m; /* in the square, the cell's south-west corner */
    double cell_m;
};

struct text {
    char c[TEXT_MAX + 1];
    size_t n;
};

/* Capitals without blanks; false where it is too long to be a reference. */
static bool squeeze(struct span s, struct text *out)
{
    *out = (struct text){0};
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c == ' ' || c == '\t')
            continue;
        if (out->n == TEXT_MAX)
            return false;
        out->c[out->n++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Half of the digits are the easting, half the northing. */
static bool read_digits(const char *digits, size_t n, struct reference *out)
{
    double value[2] = {0.0, 0.0};

    if (n % 2 != 0 || n / 2 > DIGITS_MAX)
        return false;
    out->cell_m = SQUARE_M;
    for (size_t i = 0; i < n / 2; i++)
        out->cell_m /= 10.0;
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(digits[i]))
            return false;
        value[i >= n / 2] = value[i >= n / 2] * 10.0 + (digits[i] - '0');
    }
    out->east_m = value[0] * out->cell_m;
    out->north_m = value[1] * out->cell_m;
    return true;
}

static bool read_parts(struct span s, struct reference *out)
{
    struct text t;
    size_t i = 0;

    if (!squeeze(s, &t))
        return false;
    out->zone = 0;
    for (; i < 2 && is_digit(t.c[i]); i++)
        out->zone = out->zone * 10 + (t.c[i] - '0');
    if (t.n < i + 3)
        return false;
    out->band = t.c[i];
    out->column = t.c[i + 1];
    out->row = t.c[i + 2];
    if (i > 0 && (out->zone < 1 || out->zone > 60 || index_of(bands, out->band) < 0))
        return false;
    if (i == 0 && index_of("ABYZ", out->band) < 0)
        return false;
    /* I and O are in no row of letters, so that they are never taken for digits */
    if (index_of("ABCDEFGHJKLMNPQRSTUVWXYZ", out->column) < 0 ||
        index_of("ABCDEFGHJKLMNPQRSTUVWXYZ", out->row) < 0)
        return false;
    return read_digits(t.c + i + 3, t.n - i - 3, out);
}

struct corner {
    struct grid_pos at;
    bool is_north;
    bool is_there;
};

/* Does the square, 100 km from this corner, reach into the band? On a line of equal northing the
 * latitude falls from the middle meridian outwards, and that is an edge of squares: so the corners
 * have the extremes. */
static bool is_in_band(struct grid_pos corner, int zone, int band)
{
    bool is_north = band >= 10;
    double south_deg = band == 0 ? -90.0 : UTM_SOUTH_DEG + 8.0 * band;
    double north_deg = band == N_BANDS - 1 ? 90.0 : UTM_SOUTH_DEG + 8.0 * (band + 1);
    double low_deg = 90.0, high_deg = -90.0;

    for (int i = 0; i < 4; i++) {
        struct grid_pos g = {corner.east_m + (i & 1 ? SQUARE_M : 0.0),
                             corner.north_m + (i & 2 ? SQUARE_M : 0.0)};
        double lat_deg = grid_utm_back(g, zone, is_north).lat_deg;

        low_deg = fmin(low_deg, lat_deg);
        high_deg = fmax(high_deg, lat_deg);
    }
    return low_deg < north_deg && high_deg > south_deg;
}

static struct corner utm_corner(const struct reference *r)
{
    int column = index_of(utm_columns[(r->zone - 1) % 3], r->column);
    int row = index_of(utm_rows, r->row), band = index_of(bands, r->band);
    struct corner c = {.is_north = band >= 10};

    if (column < 0 || row < 0)
        return c;
    if (r->zone % 2 == 0)
        row = (row + N_ROWS - 5) % N_ROWS; /* the letters of even zones begin at F */
    for (; row < ROW_OF_EQUATOR && !c.is_there; row += N_ROWS) {
        if (c.is_north ? row > ROW_NORTHERNMOST : row < ROW_SOUTHERNMOST)
            continue;
        c.at = (struct grid_pos){(column + 1) * SQUARE_M, row * SQUARE_M};
        c.is_there = is_in_band(c.at, r->zone, band);
    }
    return c;
}

static struct corner polar_corner(const struct reference *r)
{
    for (size_t i = 0; i < N_POLARS; i++) {
        const struct polar *p = &polars[i];
        int column = index_of(p->columns, r->column), row = index_of(p->rows, r->row);

        if (p->letter == r->band && column >= 0 && row >= 0)
            return (struct corner){
                {(p->first_column + column) * SQUARE_M, (p->first_row + row) * SQUARE_M},
                p->is_north,
                true};
    }
    return (struct corner){.is_there = false};
}

enum rc mgrs_parse(struct span s, struct geo_pos *centre, double *cell_m, struct err *err)
{
    struct reference r;
    struct corner c;
    struct grid_pos g;

    if (!read_parts(s, &r))
        return err_set(err, RC_INPUT,
                       "\"%.*s\" is no MGRS reference; one looks like 37U DQ 123 456: zone, band, "
                       "two letters of the square (never I or O), an even number of digits up to "
                       "10",
                       SPAN_ARG(s));
    c = r.zone == 0 ? polar_corner(&r) : utm_corner(&r);
    if (!c.is_there && r.zone == 0)
        return err_set(err, RC_RANGE, "there is no square %c%c in the polar zone %c", r.column,
                       r.row, r.band);
    if (!c.is_there)
        return err_set(err, RC_RANGE, "there is no square %c%c in zone %d, band %c", r.column,
                       r.row, r.zone, r.band);
    g = (struct grid_pos){c.at.east_m + r.east_m + r.cell_m / 2.0,
                          c.at.north_m + r.north_m + r.cell_m / 2.0};
    *centre = r.zone == 0 ? grid_ups_back(g, c.is_north) : grid_utm_back(g, r.zone, c.is_north);
    *cell_m = r.cell_m;
    return RC_OK;
}

/* ---- writing ---- */

static int band_of(double lat_deg)
{
    int band = (int)floor((lat_deg - UTM_SOUTH_DEG) / 8.0);

    return band < N_BANDS ? band : N_BANDS - 1; /* X is 12° high */
}

/* Zones are 6° wide but for south-western Norway and Svalbard. */
static int zone_of(struct geo_pos p)
{
    double lon_deg = p.lon_deg >= 180.0 ? p.lon_deg - 360.0 : p.lon_deg;
    int zone = (int)floor((lon_deg + 180.0) / 6.0) + 1;

    if (bands[band_of(p.lat_deg)] == 'V' && zone == 31 && lon_deg >= 3.0)
        return 32;
    if (bands[band_of(p.lat_deg)] == 'X' && lon_deg >= 0.0 && lon_deg < 42.0)
        return lon_deg < 9.0 ? 31 : lon_deg < 21.0 ? 33 : lon_deg < 33.0 ? 35 : 37;
    return zone;
}

/* Cut off, never rounded: the reference names the cell in which the position is. */
static void put_digits(struct buf *b, struct grid_pos g, int digits)
{
    double cell_m = SQUARE_M * pow(10.0, -digits);
    long east = (long)floor(fmod(g.east_m, SQUARE_M) / cell_m);
    long north = (long)floor(fmod(g.north_m, SQUARE_M) / cell_m);

    buf_printf(b, " %0*ld %0*ld", digits, east, digits, north);
}

static void put_utm(struct buf *b, struct geo_pos p, int digits)
{
    int zone = zone_of(p), band = band_of(p.lat_deg), column, row;
    struct grid_pos g = grid_utm(p, zone, p.lat_deg >= 0.0);

    /* a position just south of the equator may round to its northing */
    if (p.lat_deg < 0.0 && g.north_m >= ROW_OF_EQUATOR * SQUARE_M)
        g.north_m = nextafter(ROW_OF_EQUATOR * SQUARE_M, 0.0);
    column = (int)floor(g.east_m / SQUARE_M) - 1;
    row = (int)floor(g.north_m / SQUARE_M) + (zone % 2 == 0 ? 5 : 0);
    assert(column >= 0 && column < 8 && row >= 0);
    buf_printf(b, "%d%c %c%c", zone, bands[band], utm_columns[(zone - 1) % 3][column],
               utm_rows[row % N_ROWS]);
    put_digits(b, g, digits);
}

static void put_polar(struct buf *b, struct geo_pos p, int digits)
{
    struct grid_pos g = grid_ups(p, p.lat_deg > 0.0);
    int column = (int)floor(g.east_m / SQUARE_M), row = (int)floor(g.north_m / SQUARE_M);
    const struct polar *z = &polars[(p.lat_deg > 0.0 ? 2 : 0) + (column >= 20 ? 1 : 0)];

    assert(column >= z->first_column && row >= z->first_row);
    buf_printf(b, "%c %c%c", z->letter, z->columns[column - z->first_column],
               z->rows[row - z->first_row]);
    put_digits(b, g, digits);
}

void mgrs_put(struct buf *b, struct geo_pos p, int digits)
{
    if (geo_pos_check(p, NULL) != RC_OK)
        return;
    digits = digits < 1 ? 1 : digits > DIGITS_MAX ? DIGITS_MAX : digits;
    if (p.lat_deg >= UTM_SOUTH_DEG && p.lat_deg < UTM_NORTH_DEG)
        put_utm(b, p, digits);
    else
        put_polar(b, p, digits);
}
