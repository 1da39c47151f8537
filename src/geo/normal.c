/* SPDX-License-Identifier: Apache-2.0 */
/* normal.c: the normal distribution; pure. */
#include "geo/normal.h"

#include <math.h>

#define SQRT_HALF 0.70710678118654752440
#define TWO_PI    6.28318530717958647693
/* Beyond this T is below 1e-17. */
#define OWEN_H_MAX 8.5

double normal_below(double x)
{
    return 0.5 * erfc(-x * SQRT_HALF);
}

/* Gauss-Legendre, 10 points: abscissas on [-1, 1] come in pairs (DLMF 3.5). */
static const struct {
    double x, weight;
} legendre[] = {
    {0.1488743389816312, 0.2955242247147529}, {0.4333953941292472, 0.2692667193099963},
    {0.6794095682990244, 0.2190863625159820}, {0.8650633666889845, 0.1494513491505806},
    {0.9739065285171717, 0.0666713443086881},
};

static double integrand(double h2, double u2)
{
    return exp(-0.5 * h2 * (1.0 + u2)) / (1.0 + u2);
}

/* T(h, a) is the integral of exp(-h²(1 + u²)/2) / (1 + u²) over u in [0, a], divided by 2π;
 * smooth enough for few points while a <= 1. */
static double quadrature(double h, double a)
{
    double sum = 0.0;

    for (unsigned i = 0; i < sizeof(legendre) / sizeof(legendre[0]); i++) {
        double low = 0.5 * a * (1.0 - legendre[i].x), high = 0.5 * a * (1.0 + legendre[i].x);

        sum += legendre[i].weight * (integrand(h * h, low * low) + integrand(h * h, high * high));
    }
    return 0.5 * a * sum / TWO_PI;
}

double normal_owen_t(double h, double a)
{
    double beyond_h, beyond_ah;

    h = fabs(h);
    if (a < 0.0)
        return -normal_owen_t(h, -a); /* one level deep */
    if (h > OWEN_H_MAX)
        return 0.0;
    if (a <= 1.0)
        return quadrature(h, a);
    if (h == 0.0)
        return atan(a) / TWO_PI;
    /* Owen's (2.3), written with upper tails so that nothing cancels. */
    beyond_h = normal_below(-h);
    beyond_ah = normal_below(-a * h);
    return 0.5 * (beyond_h + beyond_ah) - beyond_h * beyond_ah -
           (a * h > OWEN_H_MAX ? 0.0 : quadrature(a * h, 1.0 / a));
}
