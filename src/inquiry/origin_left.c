/* SPDX-License-Identifier: Apache-2.0 */
/* origin_left.c: how much of the mass lies left of a line: whole blocks of cells where the line is
 * far or runs straight by, single cells elsewhere. */
#include <assert.h>
#include <math.h>

#include "geo/normal.h"
#include "inquiry/origin.h"

#define BLOCK   4
#define CORNERS ((ORIGIN_SIDE + BLOCK - 1) / BLOCK + 1)
/* Beyond so many sigma all of the mass is on one side but for 4e-6. */
#define SIDE_SIGMAS 4.5
/* A line runs straight by if the distance of a block's middle agrees with its corners so well. */
#define STRAIGHT_SIGMAS 0.025
/* All lighter blocks hold less than 2e-5 together, all lighter cells less than 2e-5. */
#define BLOCK_MASS_MIN 2e-9
#define CELL_MASS_MIN  1e-10
#define RAD_PER_DEG    0.017453292519943295

struct asked {
    const struct origin *o;
    const struct geo_line *line;
    double line_sigma_m;
};

/* Cells [az0, az1) by [r0, r1), and the distances of the cells at the corners: those at az0 and az1
 * (the last cell where there is no such), each at r0 and r1. */
struct block {
    size_t az0, az1, r0, r1;
    double left_m[2][2];
};

static size_t at_most(size_t i, size_t n)
{
    return i < n ? i : n;
}

static const struct origin_cell *cell_at(const struct origin *o, size_t az, size_t r)
{
    return &o->cells[at_most(az, o->n_azimuths - 1) * o->n_ranges + at_most(r, o->n_ranges - 1)];
}

static double left_m(const struct asked *q, const struct origin_cell *c)
{
    return geo_line_nearest(q->line, c->at).signed_left_m;
}

static double sigma_m(const struct asked *q, const struct origin_cell *c)
{
    return sqrt(q->line_sigma_m * q->line_sigma_m + c->radius_m * c->radius_m);
}

/* ---- one block ---- */

static double mass_of(const struct origin *o, const struct block *b)
{
    double sum = 0;

    for (size_t i = b->az0; i < b->az1; i++)
        for (size_t k = b->r0; k < b->r1; k++)
            sum += cell_at(o, i, k)->mass;
    return sum;
}

/* Where in the block a cell lies, from 0 to 1 between the cells at its corners. */
static double share(size_t i, size_t from, size_t to, size_t n)
{
    size_t end = at_most(to, n - 1);

    return end == from ? 0 : (double)(i - from) / (double)(end - from);
}

static double between(const struct block *b, double s, double t)
{
    double low = b->left_m[0][0] + (b->left_m[0][1] - b->left_m[0][0]) * t;
    double high = b->left_m[1][0] + (b->left_m[1][1] - b->left_m[1][0]) * t;

    return low + (high - low) * s;
}

/* No cell is farther from a corner than this. */
static double reach_m(const struct origin *o, const struct block *b)
{
    double outer_m = o->range0_m + o->range_step_m * (double)b->r1;

    return BLOCK / 2.0 * hypot(o->range_step_m, o->azimuth_step_deg * RAD_PER_DEG * outer_m);
}

/* The side that all corners are on and the line is far from: 1 left, -1 right, 0 neither. */
static int side_of(const struct asked *q, const struct block *b)
{
    double far_m = SIDE_SIGMAS * sigma_m(q, cell_at(q->o, b->az0, b->r1)) + reach_m(q->o, b);
    int n_left = 0, n_right = 0;

    for (int i = 0; i < 4; i++) {
        n_left += b->left_m[i / 2][i % 2] > far_m;
        n_right += b->left_m[i / 2][i % 2] < -far_m;
    }
    return n_left == 4 ? 1 : n_right == 4 ? -1 : 0;
}

static bool runs_straight(const struct asked *q, const struct block *b)
{
    const struct origin *o = q->o;
    size_t az = (b->az0 + b->az1) / 2, r = (b->r0 + b->r1) / 2;
    const struct origin_cell *middle = cell_at(o, az, r);
    double s = share(az, b->az0, b->az1, o->n_azimuths), t = share(r, b->r0, b->r1, o->n_ranges);

    return fabs(left_m(q, middle) - between(b, s, t)) < STRAIGHT_SIGMAS * sigma_m(q, middle);
}

static double left_in_block(const struct asked *q, const struct block *b)
{
    const struct origin *o = q->o;
    double sum = 0;
    bool is_straight;
    int side;

    if (mass_of(o, b) < BLOCK_MASS_MIN)
        return 0;
    side = side_of(q, b);
    if (side != 0)
        return side > 0 ? mass_of(o, b) : 0;
    is_straight = runs_straight(q, b);
    for (size_t i = b->az0; i < b->az1; i++)
        for (size_t k = b->r0; k < b->r1; k++) {
            const struct origin_cell *c = cell_at(o, i, k);
            double s = share(i, b->az0, b->az1, o->n_azimuths);
            double t = share(k, b->r0, b->r1, o->n_ranges);

            if (c->mass > CELL_MASS_MIN)
                sum += c->mass * normal_below((is_straight ? between(b, s, t) : left_m(q, c)) /
                                              sigma_m(q, c));
        }
    return sum;
}

/* ---- all of them ---- */

static void corners(const struct asked *q, size_t az, double *out_m)
{
    for (size_t k = 0; k < q->o->n_ranges + BLOCK; k += BLOCK)
        out_m[k / BLOCK] = left_m(q, cell_at(q->o, az, k));
}

static double left_in_row(const struct asked *q, size_t az, const double *low_m,
                          const double *high_m)
{
    double sum = 0;

    for (size_t r = 0; r < q->o->n_ranges; r += BLOCK) {
        size_t k = r / BLOCK;
        struct block b = {.az0 = az,
                          .az1 = at_most(az + BLOCK, q->o->n_azimuths),
                          .r0 = r,
                          .r1 = at_most(r + BLOCK, q->o->n_ranges),
                          .left_m = {{low_m[k], low_m[k + 1]}, {high_m[k], high_m[k + 1]}}};

        sum += left_in_block(q, &b);
    }
    return sum;
}

double origin_left_of(const struct origin *o, const struct geo_line *line, double line_sigma_m)
{
    struct asked q = {o, line, line_sigma_m};
    double rows_m[2][CORNERS] = {{0}}, sum = 0;

    assert(o->n_ranges <= ORIGIN_SIDE);
    corners(&q, 0, rows_m[0]);
    for (size_t az = 0; az < o->n_azimuths; az += BLOCK) {
        size_t row = az / BLOCK % 2;

        corners(&q, az + BLOCK, rows_m[1 - row]);
        sum += left_in_row(&q, az, rows_m[row], rows_m[1 - row]);
    }
    return fmin(fmax(sum, 0), 1);
}
