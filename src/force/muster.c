/* SPDX-License-Identifier: Apache-2.0 */
#include "force/muster.h"

void muster_init(struct muster *m, struct arena *a)
{
    *m = (struct muster){.n = 0};
    table_init(&m->table, a);
}

enum rc muster_find(struct muster *m, struct span a, struct span b, struct span c, size_t *out,
                    struct err *err)
{
    /* lengths ahead: whatever stands in a name, two lines have two keys */
    struct span key = arena_printf(m->table.arena, err, "%zu %zu %.*s%.*s%.*s", a.n, b.n,
                                   SPAN_ARG(a), SPAN_ARG(b), SPAN_ARG(c));
    uint32_t at;
    enum rc rc;

    if (key.p == NULL)
        return RC_LIMIT;
    at = table_find(&m->table, key);
    if (at == TABLE_ABSENT) {
        at = (uint32_t)m->n;
        rc = table_add(&m->table, key, at, err);
        if (rc)
            return rc;
        m->n++;
    }
    *out = at;
    return RC_OK;
}
