/* SPDX-License-Identifier: Apache-2.0 */
/* zone_data.h: what zone's own files share. Of no use to others. */
#pragma once

#include "base/zone.h"

enum zone_rule_kind {
    ZONE_RULE_WEEKDAY, /* Mm.w.d: the w-th weekday d of month m, 5 = the last */
    ZONE_RULE_JULIAN,  /* Jn: 1..365, 29 February is never counted */
    ZONE_RULE_DAY,     /* n: 0..365, 29 February is counted */
};

/* When clocks change every year: POSIX.1-2017, 8.3, with the wider times of RFC 8536, 3.3.1. */
struct zone_rule {
    enum zone_rule_kind kind;
    int month, week;
    int day;       /* of the week (0 = Sunday) or of the year */
    int64_t at_ms; /* wall time of that day, -167 h .. 167 h */
};

struct zone_type {
    int64_t offset_ms; /* east of UTC */
    struct span abbrev;
};

/* What holds after the last transition. */
struct zone_footer {
    bool is_set, has_dst;
    struct zone_type standard, dst;
    struct zone_rule to_dst, to_standard;
};

struct zone {
    struct span name;
    size_t n_transitions;
    const int64_t *at_ms;    /* ascending */
    const uint8_t *type;     /* what begins at each */
    struct zone_type *types; /* the first holds before the first transition */
    size_t n_types;
    struct zone_footer footer;
};

/* A stretch of one offset: [from, until). */
struct zone_stretch {
    int64_t from_ms, until_ms;
    const struct zone_type *type;
};

/**
 * Read a POSIX TZ string ("EET-2EEST,M3.5.0/3,M10.5.0/4"); abbreviations point into `s`.
 *
 * fails  RC_INPUT
 */
MUST_USE enum rc zone_footer_parse(struct span s, struct zone_footer *out, struct err *err);

/** The stretch of the yearly rules that holds `at_ms`. */
struct zone_stretch zone_footer_stretch(const struct zone_footer *f, int64_t at_ms);
