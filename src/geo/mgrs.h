/* SPDX-License-Identifier: Apache-2.0 */
/* mgrs.h: Military Grid Reference System cells on WGS 84: in as their centre, out truncated. */
#pragma once

#include "base/buf.h"
#include "geo/pos.h"

/**
 * Read a reference ("37U DQ 123 456", blanks anywhere, any case, UPS zones too).
 *
 * out    the cell's centre and side (100 km for a bare square, 10 km for 2 digits … 1 m for 10)
 * fails  RC_INPUT: not MGRS; RC_RANGE: no such square in that zone and band
 * source NGA.STND.0037; compared with GeographicLib's GeoConvert (tests/unit/geo_mgrs_test.c)
 */
MUST_USE enum rc mgrs_parse(struct span s, struct geo_pos *centre, double *cell_m, struct err *err);
/** Write with 1..5 digits per axis (3 = 100 m); truncates, as the system demands. */
void mgrs_put(struct buf *b, struct geo_pos p, int digits);
