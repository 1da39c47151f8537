/* SPDX-License-Identifier: Apache-2.0 */
/* release_text.h: what people sign who release something: which entry, what the copy says, who may
 * read it, who drafted and approved it (docs/formats/release.md). Pure; whether it holds is
 * release.h's. */
#pragma once

#include "record/entry.h"

#define RELEASE_REASON_MAX 4096

/* Spans point into what was read. */
struct release_text {
    struct uuid source;
    enum entry_kind kind; /* of the source, and so of what the copy says */
    struct span time;     /* when it happened, in the drafter's words; may be empty */
    struct span zone;     /* of local times in the body; empty: the agreement's */
    struct span label;    /* the copy's, as it was written */
    struct json body;     /* the copy's: an object */
    struct span reason;
    struct span drafter, approver; /* people of the roster; both empty in an emergency */
    struct span releaser;          /* of an emergency; else empty */
    int64_t until_ms;              /* of an emergency: up to, not at; else TIME_NEVER */
};

/** Whether entries of a kind can be released: what people said, and not what the record runs by. */
bool release_kind_is_open(enum entry_kind kind);
/**
 * Read one, of which every member is known: either drafted and approved, or in an emergency.
 *
 * fails  RC_INPUT, RC_UNKNOWN, RC_RANGE, with line and column; RC_LIMIT
 */
MUST_USE enum rc release_text_read(struct span text, struct arena *a, struct release_text *out,
                                   struct err *err);
/** The body of the copy's entry, which says it again under a label of its own. */
MUST_USE enum rc release_copy_body(const struct release_text *t, struct arena *a, struct json *out,
                                   struct err *err);
