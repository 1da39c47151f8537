/* SPDX-License-Identifier: Apache-2.0 */
/* normal.h: the normal distribution on the line and, by Owen's T, over wedges of the plane. */
#pragma once

/** Φ(x): the probability that a standard normal number is at most x. */
double normal_below(double x);
/**
 * Owen's T(h, a): the mass of the standard circular normal over { x > h, 0 < y < a x }.
 *
 * Any a, also infinite; even in h, odd in a. Absolute error below 1e-9
 * (tests/unit/geo_normal_test.c).
 * source D. B. Owen, Ann. Math. Stat. 27 (1956) 1075; M. Patefield, D. Tandy, J. Stat. Softw. 5:5
 */
double normal_owen_t(double h, double a);
