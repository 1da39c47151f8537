/* SPDX-License-Identifier: Apache-2.0 */
/* stock.h: what a store should hold against what was seen in it: how many are missing, between what
 * is certain and what is possible. Pure; knows no term. */
#pragma once

#include "watch/observation.h"

/* Items of one list. */
struct stock_list {
    const struct item *items;
    uint32_t n;
};

/* One thing, or kind of thing, that may be missing. */
struct stock_gap {
    const struct item *item; /* as declared */
    uint32_t n;              /* how many of it at most */
};

struct stock_account {
    uint64_t declared_min, declared_max;
    uint64_t present;  /* certainly there */
    uint64_t notified; /* not there, and certainly what a notice names */
    /* Neither there nor notified, at most … */
    uint64_t missing_max;
    /* … and at least: if nothing that was seen without a serial is one of the declared serials, and
     * if it may be one. */
    uint64_t missing_min_read, missing_min;
    const struct stock_gap *gaps; /* candidates, in the order of the inventory */
    size_t n_gaps;
};

/**
 * Compare an inventory with what was seen and what was notified as removed.
 *
 * By serial: a declared serial is there when the same one was seen; a thing without a serial is
 * never taken for it, but may be it. What was declared without a serial, or everything where
 * `by_serial` is false, is compared by type: certainly the same where the types are equal or the
 * declared class (and calibre) is the thing's; possibly where a distribution or a look-alike leaves
 * it open.
 * out    missing_min never overstates and missing_max never understates
 * fails  RC_LIMIT: the arena is full
 */
MUST_USE enum rc stock_compare(struct stock_list declared, struct stock_list seen,
                               struct stock_list removed, bool by_serial, struct arena *a,
                               struct stock_account *out, struct err *err);
