/* SPDX-License-Identifier: Apache-2.0 */
/* reader.h: what the formats share; nobody outside src/feed includes it. */
#pragma once

#include "feed/feed.h"

/* A file being read. `text` is what stands behind a byte order mark. */
struct feed_reader {
    struct span text;
    size_t pos;            /* of the next row in `text` */
    uint32_t row;          /* number of the row last returned */
    struct arena *a;       /* of the file: column names, templates */
    struct arena *scratch; /* of the row */
    const struct observe *observe;
    const struct feed_settings *settings;
    struct span name;
    const struct zone *zone; /* of the file's local times; NULL: as the reader of rows has it */
    void *state;             /* of the format */
};

/* Where the row stands that `next` returned or refused. */
struct feed_row {
    struct json value; /* an object of the contract */
    size_t at;         /* byte in `text` */
    size_t n_bytes;
    struct span column; /* what `next` found at fault */
};

struct feed_format {
    const char *name;
    const char *endings[6]; /* lower case with the dot, NULL-ended */
    /* Whether a file that begins so is of this format. */
    bool (*sniff)(struct span head);
    MUST_USE enum rc (*open)(struct feed_reader *r, struct err *err);
    /* The next row. RC_END: there is none. Any other failure refuses this row only: the position
     * has moved behind it. */
    MUST_USE enum rc (*next)(struct feed_reader *r, struct feed_row *out, struct err *err);
    /* The column that a member came from; NULL: members are the columns. */
    struct span (*column)(const struct feed_reader *r, struct span member);
};

extern const struct feed_format feed_ndjson, feed_ucdp, feed_firms, feed_geojson, feed_csv;

/* How much of a file is looked at to tell its format. */
#define FEED_HEAD_BYTES ((size_t)64 * 1024)
