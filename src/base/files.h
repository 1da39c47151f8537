/* SPDX-License-Identifier: Apache-2.0 */
/* files.h: how pure code asks for the bytes of a named file: the caller supplies the reading. */
#pragma once

#include "base/arena.h"

/* `read` returns the whole file named by `name` (relative names are relative to what the caller
 * chose, usually the folder of the pact file); the bytes live as long as `a`. */
struct files {
    void *context;
    enum rc (*read)(void *context, struct span name, struct arena *a, struct span *out,
                    struct err *err);
};
