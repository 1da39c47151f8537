/* SPDX-License-Identifier: Apache-2.0 */
/* err.h: how a function says that it could not do its work: one code, one note. */
#pragma once

#include <stdarg.h>

#define MUST_USE               __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* One code per reaction a caller may have, never one per cause; the cause is in the note. */
enum rc {
    RC_OK = 0,
    RC_INPUT,       /* the input is malformed: refuse it and tell its author */
    RC_RANGE,       /* well formed, but outside what is possible or allowed */
    RC_UNKNOWN,     /* a word that is in no list; the note carries a suggestion */
    RC_ABSENT,      /* the thing named does not exist */
    RC_CONFLICT,    /* contradicts something that was accepted before */
    RC_LIMIT,       /* a ceiling (memory, depth, length, count) was reached */
    RC_IO,          /* the operating system refused; the note has its words */
    RC_UNSUPPORTED, /* understood, but not built; the note says what is */
    RC_END,         /* no more rows: the normal end of a sequence */
};

#define ERR_NOTE_MAX 640

/* The note of the first fault; `note` is always NUL-ended. Start with `= {0}`. */
struct err {
    char note[ERR_NOTE_MAX];
};

/**
 * Write the note of a fault and hand back its code, so that `return err_set(...)` reads well.
 *
 * The note says what is wrong, where, and what would be right; longer text is cut.
 * in  err  may be NULL: the code alone is returned
 */
enum rc err_set(struct err *err, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/** Put a prefix (a file's name, a field's) before the note that a callee wrote; returns `rc`. */
enum rc err_prefix(struct err *err, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);
