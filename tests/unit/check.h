/* SPDX-License-Identifier: Apache-2.0 */
/* check.h: cmocka with what every unit test of this project needs around it. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#define MIB ((size_t)1024 * 1024)

/* The call must succeed; its note is printed when it does not. */
#define assert_ok(call)                                                                            \
    do {                                                                                           \
        enum rc rc_ = (call);                                                                      \
        if (rc_ != RC_OK)                                                                          \
            fail_msg("%s: code %d: %s", #call, (int)rc_, err.note);                                \
    } while (0)

/* The note must hold the words that help its reader. */
#define assert_note(words)                                                                         \
    do {                                                                                           \
        if (strstr(err.note, (words)) == NULL)                                                     \
            fail_msg("the note lacks \"%s\": %s", (words), err.note);                              \
    } while (0)

#define assert_span(s, text)                                                                       \
    do {                                                                                           \
        struct span s_ = (s);                                                                      \
        if (!span_is(s_, (text)))                                                                  \
            fail_msg("\"%.*s\" is not \"%s\"", SPAN_ARG(s_), (text));                              \
    } while (0)

/* For doubles: cmocka's own assert_float_equal rounds to float first. */
#define assert_near(got, want, tolerance)                                                          \
    do {                                                                                           \
        double got_ = (got), want_ = (want);                                                       \
        if (!(got_ - want_ <= (tolerance) && want_ - got_ <= (tolerance)))                         \
            fail_msg("%s is %.12g, not %.12g", #got, got_, want_);                                 \
    } while (0)
