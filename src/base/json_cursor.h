/* SPDX-License-Identifier: Apache-2.0 */
/* json_cursor.h: a place in JSON text, which json's own files share. Of no use to others. */
#pragma once

#include "base/json.h"

struct json_cursor {
    struct span text;
    const char *p, *end;
    struct arena *arena;
    struct err *err;
};

/** Write the note of a fault at a byte of the text; hands back `rc`. */
MUST_USE enum rc json_refuse(const struct json_cursor *in, const char *at, enum rc rc,
                             const char *what);
/**
 * Read the string whose opening quote the cursor stands on; it then stands behind the closing one.
 *
 * out  points into the text, or into the arena where there were escapes
 */
MUST_USE enum rc json_read_string(struct json_cursor *in, struct span *out);
