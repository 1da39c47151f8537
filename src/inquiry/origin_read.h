/* SPDX-License-Identifier: Apache-2.0 */
/* origin_read.h: pieces of evidence about an origin from JSON (docs/formats/inquiry.md), each with
 * what was made of it in words. Pure. */
#pragma once

#include "base/json.h"
#include "inquiry/origin.h"
#include "pact/equipment.h"

struct origin_ask {
    struct geo_pos impact;
    int64_t at_ms;
    struct span line; /* the agreement's; empty: not stated */
    struct origin_piece pieces[ORIGIN_PIECES_MAX];
    struct span words[ORIGIN_PIECES_MAX]; /* of each: measured, converted, assumed */
    size_t n;
};

/**
 * fails  RC_INPUT, RC_RANGE, RC_UNKNOWN, RC_LIMIT: with the piece, counted from 1; RC_ABSENT: a
 *        weapon whose reach the table does not have
 */
MUST_USE enum rc origin_read(const struct json *v, const struct equipment *equipment,
                             struct arena *a, struct origin_ask *out, struct err *err);
