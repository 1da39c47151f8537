/* SPDX-License-Identifier: Apache-2.0 */
/* json_scan.h: where the values of a large JSON text begin and end, without reading them: so that a
 * file of any size is read feature by feature. Says nothing about whether a value is well formed:
 * json_parse does, later, value by value. */
#pragma once

#include "base/err.h"
#include "base/span.h"

/** From `at`, past blanks and record separators (RFC 8142). */
size_t json_scan_blanks(struct span text, size_t at);
/**
 * The value that begins at `at`.
 *
 * fails  RC_INPUT: brackets or a string that are not closed, or no value at all
 */
MUST_USE enum rc json_scan_value(struct span text, size_t at, struct span *out, struct err *err);

/* A walk over the members of an object or the items of an array; start with json_scan_open. */
struct json_scan {
    struct span text;
    size_t at;  /* of the next member or item */
    char close; /* '}' or ']' */
    bool is_first;
};

/** `at` is where the bracket stands. fails RC_INPUT: no such bracket there */
MUST_USE enum rc json_scan_open(struct json_scan *s, struct span text, size_t at, char bracket,
                                struct err *err);
/**
 * The next member (name with its quotes, undone of nothing) or item (name empty).
 *
 * fails  RC_END: the bracket is closed, s->at is behind it; RC_INPUT: not JSON
 */
MUST_USE enum rc json_scan_next(struct json_scan *s, struct span *name, struct span *value,
                                struct err *err);
