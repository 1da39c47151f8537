/* SPDX-License-Identifier: Apache-2.0 */
/* span.h: text that somebody else owns: a pointer and a length, never assumed NUL-ended. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
    const char *p;
    size_t n;
};

/* A span over a string literal, and the two arguments that "%.*s" wants. */
#define SPAN(lit)                                                                                  \
    (struct span)                                                                                  \
    {                                                                                              \
        .p = (lit), .n = sizeof(lit) - 1                                                           \
    }
#define SPAN_ARG(s) (int)((s).n > 200 ? 200 : (s).n), (s).p

/** The empty span, with p == NULL: where there is no text at all. */
struct span span_none(void);
/** A span over a NUL-ended string; NULL gives the empty span. */
struct span span_of(const char *text);

bool span_eq(struct span a, struct span b);
bool span_is(struct span a, const char *text);
/** Byte order, shorter first when one is the other's beginning: <0, 0, >0. */
int span_cmp(struct span a, struct span b);
/** The same for qsort and bsearch over an array of spans. */
int span_order(const void *a, const void *b);
/** ASCII case folded; other bytes must be equal. */
bool span_eq_nocase(struct span a, struct span b);
bool span_starts(struct span s, struct span prefix);
/** Without ASCII blanks (space, tab, CR, LF) at both ends. */
struct span span_trim(struct span s);
/** From byte `from` to the end; past the end gives the empty span. */
struct span span_from(struct span s, size_t from);
/** At most `n` bytes from byte `from`. */
struct span span_sub(struct span s, size_t from, size_t n);
/** Index of the first `c`, or s.n where there is none. */
size_t span_find(struct span s, char c);
/**
 * Cut the part before the first `sep` off the front of `*rest`.
 *
 * out  returns that part; *rest begins behind the separator, or is empty with p == NULL at the end
 */
struct span span_cut(struct span *rest, char sep);
/** 64-bit FNV-1a, for hash tables only: never for anything that is signed or named. */
uint64_t span_hash(struct span s);

/** True when every byte belongs to well-formed UTF-8 (no surrogates, no overlong forms). */
bool span_is_utf8(struct span s, size_t *bad_at);
/**
 * Decode one code point of well-formed UTF-8.
 *
 * out  returns the bytes used (1..4), or 0 where the bytes are not well formed or none are left
 */
size_t span_code_point(struct span s, uint32_t *out);

/** What steers a terminal or turns the direction of text: controls but tab and line feed. */
bool code_point_steers(uint32_t c);

/**
 * Edit distance (insert, delete, replace, swap neighbours), for "did you mean".
 *
 * Words longer than 64 bytes are never near: SIZE_MAX.
 */
size_t span_edit_distance(struct span a, struct span b);
/**
 * The word of a NULL-ended list that is nearest to `word`, for a message.
 *
 * out  NULL where none is near enough to be meant (more than a third of the letters differ)
 */
const char *span_nearest(struct span word, const char *const *words);
