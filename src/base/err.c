/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <stdio.h>
#include <string.h>

enum rc err_set(struct err *err, enum rc rc, const char *fmt, ...)
{
    va_list args;

    if (err == NULL)
        return rc;
    va_start(args, fmt);
    (void)vsnprintf(err->note, sizeof(err->note), fmt, args);
    va_end(args);
    return rc;
}

enum rc err_prefix(struct err *err, enum rc rc, const char *fmt, ...)
{
    char old[ERR_NOTE_MAX];
    va_list args;
    int n;

    if (err == NULL)
        return rc;
    memcpy(old, err->note, sizeof(old));
    va_start(args, fmt);
    n = vsnprintf(err->note, sizeof(err->note), fmt, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof(err->note))
        (void)snprintf(err->note + n, sizeof(err->note) - (size_t)n, "%s", old);
    return rc;
}
