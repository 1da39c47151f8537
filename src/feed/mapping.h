/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.h: how the columns of a table become members of rows: the mapping file of
 * docs/formats/mapping.md, checked against the contract's tables. */
#pragma once

#include "base/table.h"
#include "feed/encoding.h"
#include "watch/observe.h"

#define MAPPING_FIELDS_MAX  64
#define MAPPING_COLUMNS_MAX 4
#define MAPPING_DEPTH_MAX   4 /* place.from.lat */

/* What a cell becomes. */
enum mapping_value { MAPPING_TEXT, MAPPING_NUMBER, MAPPING_FLAG, MAPPING_TIME };

/* One field and where its text comes from. */
struct mapping_field {
    struct span path;                         /* "place.lat" */
    struct span columns[MAPPING_COLUMNS_MAX]; /* joined by a blank */
    size_t n_columns;
    enum mapping_value value;
    struct span form;   /* of times; empty: as the contract writes them */
    struct table words; /* cell to index in translations */
    struct span *translations;
    struct span other;    /* what every other cell means; empty: the cell itself */
    struct span if_empty; /* what an empty cell means; empty: left out */
};

struct mapping {
    char separator;
    enum encoding encoding;
    bool has_decimal_comma;
    struct span zone; /* empty: the reader's */
    enum row_kind kind;
    struct json constants; /* a part of a row; an object */
    struct mapping_field *fields;
    size_t n_fields;
    struct span *attributes; /* columns that are kept without being judged */
    size_t n_attributes;
    bool keeps_all; /* "attributes": "*": every column that no field uses */
};

/**
 * Read a mapping file.
 *
 * fails  RC_INPUT, RC_UNKNOWN: not JSON, an unknown member, a field that rows of the kind do not
 *        have, a form of a time that is not read; with the nearest
 */
MUST_USE enum rc mapping_read(struct span text, struct arena *a, struct mapping *out,
                              struct err *err);
