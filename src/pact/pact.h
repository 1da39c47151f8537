/* SPDX-License-Identifier: Apache-2.0 */
/* pact.h: a pact file from its text to what was agreed: check it, print it, hash it, explain it. */
#pragma once

#include "base/files.h"
#include "pact/model.h"

enum pact_severity { PACT_ERROR, PACT_WARNING };

/* One message; several are given at once. */
struct pact_diag {
    enum pact_severity severity;
    uint32_t line, column; /* from 1; columns in code points */
    uint32_t width;        /* how many columns the caret underlines */
    struct span text;      /* "what is wrong; what would be right" */
};

struct pact_diags {
    const struct pact_diag *items;
    size_t n;
    size_t n_errors;
};

/* What loading needs from outside. */
struct pact_sources {
    struct files files; /* geometry, relative to the pact file's folder */
    struct files zones; /* TZif bytes by IANA name */
    const struct equipment *equipment;
};

struct pact;

/**
 * Parse and check a pact file.
 *
 * out    *out on RC_OK (warnings may stand in *diags); on RC_INPUT *diags says why, at most 50
 * fails  RC_INPUT: the file is not a valid pact; RC_LIMIT: over 1 MiB, or the arena is full
 */
MUST_USE enum rc pact_load(struct span text, const struct pact_sources *from, struct arena *a,
                           const struct pact **out, struct pact_diags *diags, struct err *err);
const struct pact_model *pact_model(const struct pact *p);
/** Canonical JSON (RFC 8785): what is hashed and signed. */
MUST_USE enum rc pact_put_json(const struct pact *p, struct buf *b, struct err *err);
/** The file in its normal layout; `is_canonical` drops comments and expands `like`. */
MUST_USE enum rc pact_put_text(const struct pact *p, bool is_canonical, struct buf *b,
                               struct err *err);
/**
 * The file in its normal layout, whatever it means: only its syntax must be right.
 *
 * fails  RC_INPUT with the messages in *diags; RC_LIMIT
 */
MUST_USE enum rc pact_format(struct span text, struct arena *a, struct buf *b,
                             struct pact_diags *diags, struct err *err);
/**
 * The canonical text of a canonical JSON: pact_from_json(json(x)) == fmt --canonical(x).
 *
 * The order of members and blanks do not matter; every value must be in its canonical form.
 * fails  RC_INPUT, RC_UNKNOWN: not the JSON of a pact, with the path of what is wrong
 */
MUST_USE enum rc pact_from_json(struct span json, struct arena *a, struct buf *b, struct err *err);
/** How a term is judged, in words, with what is assumed. fails RC_ABSENT: no such term */
MUST_USE enum rc pact_explain(const struct pact *p, struct span term, struct buf *b,
                              struct err *err);
