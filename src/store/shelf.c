/* SPDX-License-Identifier: Apache-2.0 */
/* shelf.c: the store as the fold and the views see it (mission/shelf.h). */
#include "store/cards.h"
#include "store/derived.h"

static enum rc find_entry(void *context, const struct uuid *id, struct arena *a,
                          struct shelf_row *out, struct err *err)
{
    struct store_entry e;
    enum rc rc = store_entry_by_id(context, id, UINT64_MAX, NULL, a, &e, err);

    if (!rc)
        *out = (struct shelf_row){
            .seq = e.seq, .id = e.id, .bytes = e.bytes, .label = e.label, .is_alone = false};
    return rc;
}

struct shelf store_shelf(struct store *s)
{
    return (struct shelf){.context = s,
                          .rows = cards_query,
                          .derived = derived_query,
                          .extent = cards_extent,
                          .entry = find_entry,
                          .refile = cards_refile};
}
