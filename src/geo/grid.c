/* SPDX-License-Identifier: Apache-2.0 */
/* grid.c: Krüger's series for the transverse Mercator projection and the closed form of the polar
 * stereographic one. Sources: C. F. F. Karney, J. Geodesy 85 (2011) 475, eqs. 7-12, 14-21, 35, 36;
 * NGA.SIG.0012 (UTM, UPS). */
#include "geo/grid.h"

#include "geo/earth.h"

#define UTM_SCALE   0.9996
#define UPS_SCALE   0.994
#define UTM_EAST_M  500000.0
#define UTM_SOUTH_M 10000000.0
#define UPS_FALSE_M 2000000.0
/* The third flattening; its fifth power is worth less than a tenth of a micrometre. */
#define FLATTENING_3 (EARTH_F / (2.0 - EARTH_F))
#define N_TERMS      4
/* Newton's method doubles the good digits each time; from a start right to 1 % three do. */
#define NEWTON_MAX 6

static double eccentricity(void)
{
    return sqrt(EARTH_E2);
}

/* Both exact at multiples of 90°, where sin and cos of the rounded radians are not. */
static void sine_cosine(double deg, double *sine, double *cosine)
{
    double quarter = round(deg / 90.0);
    double s = sin(EARTH_RAD(deg - 90.0 * quarter)), c = cos(EARTH_RAD(deg - 90.0 * quarter));

    switch (((int)fmod(quarter, 4.0) + 4) % 4) {
    case 0:
        *sine = s;
        *cosine = c;
        break;
    case 1:
        *sine = c;
        *cosine = -s;
        break;
    case 2:
        *sine = -s;
        *cosine = -c;
        break;
    default:
        *sine = -c;
        *cosine = s;
    }
}

/* The tangent of the conformal latitude from that of the geographic one, and back. */
static double conformal(double tangent)
{
    double e = eccentricity(), secant = hypot(1.0, tangent);
    double s = sinh(e * atanh(e * tangent / secant));

    return tangent * hypot(1.0, s) - s * secant;
}

static double geographic(double conformal_tangent)
{
    double t = conformal_tangent / (1.0 - EARTH_E2);

    for (int i = 0; i < NEWTON_MAX; i++) {
        double c = conformal(t);
        double step = (conformal_tangent - c) / hypot(1.0, c) * (1.0 + (1.0 - EARTH_E2) * t * t) /
                      ((1.0 - EARTH_E2) * hypot(1.0, t));

        if (!isfinite(step))
            break;
        t += step;
    }
    return t;
}

static double tangent_of(double lat_deg)
{
    double sine, cosine;

    sine_cosine(lat_deg, &sine, &cosine);
    return sine / cosine; /* infinite at the poles, which conformal is not asked about */
}

struct series {
    double radius_m; /* of the rectifying sphere */
    double forth[N_TERMS], back[N_TERMS];
};

static struct series series_of(void)
{
    const double n = FLATTENING_3, n2 = n * n, n3 = n2 * n, n4 = n2 * n2;

    return (struct series){
        EARTH_A_M / (1.0 + n) * (1.0 + n2 / 4 + n4 / 64),
        {n / 2 - n2 * 2 / 3 + n3 * 5 / 16 + n4 * 41 / 180,
         n2 * 13 / 48 - n3 * 3 / 5 + n4 * 557 / 1440, n3 * 61 / 240 - n4 * 103 / 140,
         n4 * 49561 / 161280},
        {n / 2 - n2 * 2 / 3 + n3 * 37 / 96 - n4 / 360, n2 / 48 + n3 / 15 - n4 * 437 / 1440,
         n3 * 17 / 480 - n4 * 37 / 840, n4 * 4397 / 161280},
    };
}

/* xi + i eta plus the sum of terms[j] sin(2 (j + 1) (xi + i eta)). */
static void add_series(const double *terms, double sign, double *xi, double *eta)
{
    double x = *xi, y = *eta;

    for (int j = 0; j < N_TERMS; j++) {
        double k = 2.0 * (j + 1);

        *xi += sign * terms[j] * sin(k * x) * cosh(k * y);
        *eta += sign * terms[j] * cos(k * x) * sinh(k * y);
    }
}

static double meridian_of(int zone)
{
    return 6.0 * zone - 183.0;
}

struct grid_pos grid_utm(struct geo_pos p, int zone, bool is_north)
{
    struct series s = series_of();
    double t = conformal(tangent_of(p.lat_deg)), sine, cosine, xi, eta;

    sine_cosine(p.lon_deg - meridian_of(zone), &sine, &cosine);
    xi = atan2(t, cosine);
    eta = asinh(sine / hypot(t, cosine));
    add_series(s.forth, 1.0, &xi, &eta);
    return (struct grid_pos){UTM_SCALE * s.radius_m * eta + UTM_EAST_M,
                             UTM_SCALE * s.radius_m * xi + (is_north ? 0.0 : UTM_SOUTH_M)};
}

static double wrap_lon(double lon_deg)
{
    return lon_deg - 360.0 * round(lon_deg / 360.0);
}

struct geo_pos grid_utm_back(struct grid_pos g, int zone, bool is_north)
{
    struct series s = series_of();
    double xi = (g.north_m - (is_north ? 0.0 : UTM_SOUTH_M)) / (UTM_SCALE * s.radius_m);
    double eta = (g.east_m - UTM_EAST_M) / (UTM_SCALE * s.radius_m);
    double t;

    add_series(s.back, -1.0, &xi, &eta);
    t = geographic(sin(xi) / hypot(sinh(eta), cos(xi)));
    return (struct geo_pos){EARTH_DEG(atan(t)),
                            wrap_lon(EARTH_DEG(atan2(sinh(eta), cos(xi))) + meridian_of(zone))};
}

/* Metres from the pole for each unit of exp(-isometric latitude). */
static double polar_scale_m(void)
{
    double e = eccentricity();

    return 2.0 * UPS_SCALE * EARTH_A_M / (sqrt(1.0 - EARTH_E2) * exp(e * atanh(e)));
}

struct grid_pos grid_ups(struct geo_pos p, bool is_north)
{
    double lat_deg = is_north ? p.lat_deg : -p.lat_deg, rho_m = 0.0, sine, cosine;

    if (lat_deg < 90.0) {
        double t = conformal(tangent_of(lat_deg));

        rho_m = polar_scale_m() / (hypot(1.0, t) + t);
    }
    sine_cosine(p.lon_deg, &sine, &cosine);
    return (struct grid_pos){UPS_FALSE_M + rho_m * sine,
                             UPS_FALSE_M + (is_north ? -rho_m : rho_m) * cosine};
}

struct geo_pos grid_ups_back(struct grid_pos g, bool is_north)
{
    double x = g.east_m - UPS_FALSE_M;
    double y = is_north ? UPS_FALSE_M - g.north_m : g.north_m - UPS_FALSE_M;
    double rho = hypot(x, y) / polar_scale_m();
    double lat_deg = 90.0;

    if (rho > 0.0)
        lat_deg = EARTH_DEG(atan(geographic((1.0 / rho - rho) / 2.0)));
    return (struct geo_pos){is_north ? lat_deg : -lat_deg,
                            rho > 0.0 ? EARTH_DEG(atan2(x, y)) : 0.0};
}
