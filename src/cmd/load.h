/* SPDX-License-Identifier: Apache-2.0 */
/* load.h: a pact from its file, with everything that it refers to; messages about it as people read
 * them. */
#pragma once

#include "cmd/source.h"
#include "pact/pact.h"

#define LOAD_PACT_BYTES_MAX ((size_t)1 << 20)

/* Read freely; everything lives as long as the arena. */
struct loaded {
    struct span text;
    const struct equipment *equipment;
    const struct pact *pact; /* NULL where the file is not valid */
    struct pact_diags diags;
    struct source_folder folder;
};

/**
 * Read a pact and its geometry.
 *
 * in     equipment_path  a table of the user's own beside the one that is built in; NULL: none
 * fails  RC_INPUT: the pact is not valid, and out->diags says why (the note does where there are
 *        none); RC_ABSENT, RC_IO: a file cannot be read
 */
MUST_USE enum rc load_pact(const char *path, const char *equipment_path, struct arena *a,
                           struct loaded *out, struct err *err);

/** "FILE:LINE:COLUMN: error: …" for each message, with the line and a caret below it. */
void load_put_diags(struct buf *b, const char *path, const struct loaded *l);

/** A time zone by its name; "UTC" needs no file. */
MUST_USE enum rc load_zone(struct span name, struct arena *a, const struct zone **out,
                           struct err *err);
