/* SPDX-License-Identifier: Apache-2.0 */
/* json.h: strict JSON in (RFC 8259, UTF-8, no duplicate names, exact integers), canonical out (RFC
 * 8785).
 *
 * What is hashed and signed goes through here. Values live in the caller's arena and are plain
 * structs, so that callers build them by value. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"

#define JSON_DEPTH_MAX 64

enum json_type {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_INT,  /* written without point or exponent and fits int64_t */
    JSON_REAL, /* every other number; finite */
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};

struct json {
    enum json_type type;
    uint32_t at; /* byte offset in the text it was read from, for messages */
    union {
        int64_t i;
        double r;
        struct span text; /* unescaped UTF-8; may hold NUL bytes */
        struct {
            struct json *items;
            size_t n, cap;
        } array;
        struct {
            struct json_member *members;
            size_t n, cap;
        } object;
    } u;
};

struct json_member {
    struct span name;
    struct json value;
};

/**
 * Where a byte of a text stands, for messages of those who read further: line and column from 1.
 */
void json_position(struct span text, uint32_t at, size_t *line, size_t *column);

/**
 * Read one JSON text; blanks around it are allowed, anything else behind it is refused.
 *
 * Strings without escapes point into `text`, which must therefore outlive the value.
 * fails  RC_INPUT: not JSON, a name given twice, or a lone surrogate, with "byte N (line L, column
 *        C): what is wrong; what would be right" (bytes from 0, lines and columns from 1, columns
 * in characters); RC_RANGE: a number beyond the doubles; RC_LIMIT: deeper than JSON_DEPTH_MAX, 4
 * GiB or more, or the arena is full
 */
MUST_USE enum rc json_parse(struct span text, struct arena *a, struct json *out, struct err *err);

/** The member's value, or NULL where `v` is no object or has none of that name.
 * in  v  may be NULL: so a look-up in what a look-up found needs no check between */
const struct json *json_get(const struct json *v, const char *name);
/** The text of a member; the empty span where there is none of that name, or it is no text.
 * in  v  may be NULL */
struct span json_get_text(const struct json *v, const char *name);
/** An int or a real as a double; false, and *out untouched, for what is neither.
 * in  v  may be NULL */
bool json_number(const struct json *v, double *out);
/** What a value is, for messages: "a string", "an object", … */
const char *json_type_name(enum json_type type);

/* Building. The setters copy nothing but the struct: names and texts must outlive the value.
 * json_set replaces a member of the same name. */
struct json json_null(void);
struct json json_bool(bool v);
struct json json_int(int64_t v);
struct json json_real(double v); /* must be finite: asserts */
struct json json_text(struct span v);
struct json json_str(const char *v);
struct json json_array(void);
struct json json_object(void);
MUST_USE enum rc json_push(struct json *array, struct json item, struct arena *a, struct err *err);
MUST_USE enum rc json_set(struct json *object, const char *name, struct json value, struct arena *a,
                          struct err *err);

/**
 * Append the canonical text (RFC 8785: no blanks, members ordered by UTF-16 code units, ECMAScript
 * numbers, least escapes). Integers beyond 2^53 keep all their digits.
 */
void json_write(struct buf *b, const struct json *v);
/** One JSON string with its quotes and escapes. */
void json_write_string(struct buf *b, struct span s);
