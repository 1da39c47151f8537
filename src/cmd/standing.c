/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/standing.h"

static bool has_mark(const struct store_verdict *v, enum entry_kind kind)
{
    for (size_t i = 0; i < v->n_marks; i++)
        if (v->marks[i].kind == kind)
            return true;
    return false;
}

enum standing standing_of(const struct store_verdict *v)
{
    if (has_mark(v, ENTRY_WITHDRAWAL))
        return STANDING_WITHDRAWN;
    if (has_mark(v, ENTRY_CONTEST))
        return STANDING_CONTESTED;
    return has_mark(v, ENTRY_CONFIRMATION) ? STANDING_CONFIRMED : STANDING_MACHINE;
}

const char *standing_word(enum standing s)
{
    static const char *const words[] = {
        [STANDING_MACHINE] = "machine",
        [STANDING_CONFIRMED] = "confirmed",
        [STANDING_CONTESTED] = "contested",
        [STANDING_WITHDRAWN] = "withdrawn",
    };

    return words[s];
}
