/* SPDX-License-Identifier: Apache-2.0 */
/* feed.h: files of every format into the docket: rows taken, rows refused with their reason.
 *
 * Parses bytes that the caller read or mapped. A bad row never costs the good one beside it. */
#pragma once

#include "base/files.h"
#include "watch/observe.h"

/* A row that was not taken. Spans live only during the call. */
struct feed_reject {
    struct span file;
    uint32_t row;       /* from 1, as in the file: its line, its record, its feature */
    struct span column; /* the column or member at fault; empty: the row as a whole */
    const char *reason; /* what is wrong; what would be right */
    struct span raw;    /* the row's text, cut at OBSERVE_ROW_BYTES_MAX */
};

/* A row that was read, for those who keep it elsewhere than in a docket. Lives during the call. */
struct feed_taken {
    const struct row *row;    /* in the arena of `observe` */
    const struct json *value; /* the object of the contract that it was read from */
    const struct zone *zone;  /* of its local times; NULL: it has none */
    struct span file;
    uint32_t number; /* as feed_reject.row */
    struct span raw; /* as it stands in the file */
};

struct feed_sink {
    void *context;
    /* NULL: rows go into the docket. May empty the arena of `observe` and begin it anew, so that
     * memory stays bounded whatever the file; what it returns but RC_OK ends the reading. */
    enum rc (*row)(void *context, const struct feed_taken *row, struct err *err);
    void (*reject)(void *context, const struct feed_reject *r); /* NULL: only counted */
    void (*progress)(void *context, double share);              /* NULL; of this file, 0..1 */
};

/* One file. The bytes must stay until the docket is closed and its conflicts are reported. */
struct feed_input {
    struct span name;
    struct span bytes;
};

struct feed_format;

struct feed_settings {
    const struct feed_format *format; /* NULL: by the name's ending, then by the content */
    struct span map;                  /* text of the mapping file for csv; p == NULL: none */
    struct span map_name;
    const struct files *zones; /* TZif bytes by IANA name, for mapping files; NULL: none */
};

/* Added to by every call. */
struct feed_total {
    uint64_t n_rows; /* seen: taken, refused and repeated */
    uint64_t n_rejected;
};

/**
 * A format by its name.
 *
 * fails  RC_UNKNOWN: none of that name, with the nearest; RC_UNSUPPORTED: one that comes later
 */
MUST_USE enum rc feed_format_find(struct span name, const struct feed_format **out,
                                  struct err *err);
/** The names that feed_format_find takes, NULL-ended. */
const char *const *feed_format_names(void);
const char *feed_format_name(const struct feed_format *f);

/**
 * What a file is: by the ending of its name, then by how it begins.
 *
 * fails  RC_INPUT: neither tells, or a table whose columns need a mapping file
 */
MUST_USE enum rc feed_detect(const struct feed_input *in, const struct feed_settings *settings,
                             const struct feed_format **out, struct err *err);

/**
 * Read a whole file into the docket, or to sink->row.
 *
 * in     d  may be NULL where sink->row takes the rows
 * fails  RC_INPUT, RC_UNKNOWN, RC_UNSUPPORTED: the file as a whole cannot be read (its format, its
 *        header, its encoding, its mapping); RC_LIMIT: the docket's memory is full; what sink->row
 *        returned. Rows that were refused are no failure.
 */
MUST_USE enum rc feed_read(const struct feed_input *in, const struct feed_settings *settings,
                           struct observe *o, struct docket *d, const struct feed_sink *sink,
                           struct feed_total *total, struct err *err);

/**
 * After docket_close: report as rejects the rows that contradict others.
 *
 * in  inputs  in the order in which feed_read was given them: docket file i is inputs[i]
 */
void feed_report_conflicts(const struct docket *d, const struct feed_input *inputs, size_t n,
                           const struct feed_sink *sink, struct feed_total *total);
