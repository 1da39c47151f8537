/* SPDX-License-Identifier: Apache-2.0 */
/* fsck_releases.c: whether each release of the record holds: no copy is open that nobody signed
 * for, and no release is without its copy. */
#include "cmd/fsck_inside.h"
#include "cmd/releases.h"

static enum rc tell(struct checking *c, const struct released *r, struct err *err)
{
    struct buf id;
    enum rc rc;

    buf_init(&id, 64);
    uuid_put(&id, &r->id);
    rc = checking_fault(c, err, "%s/%s: release %.*s does not hold: %s", c->folder, MISSION_RECORD,
                        SPAN_ARG(buf_span(&id)), r->why);
    buf_release(&id);
    return rc;
}

static enum rc look(struct checking *c, struct mission *m, struct err *err)
{
    struct releases all = {.n = 0};
    struct err note = {0};
    enum rc rc = store_snapshot_begin(desk_store(m->desk), &note);

    if (!rc) {
        rc = releases_read(m, &(struct releases_when){.below_seq = UINT64_MAX}, &c->arena, &all,
                           &note);
        store_snapshot_end(desk_store(m->desk));
    }
    if (rc)
        return checking_note(c, rc, &note, err);
    for (size_t i = 0; i < all.n && !rc; i++)
        if (all.items[i].is_void)
            rc = tell(c, &all.items[i], err);
    return rc;
}

static enum rc has_any(void *to, const struct store_entry *e, struct err *err)
{
    (void)e;
    (void)err;
    *(bool *)to = true;
    return RC_END;
}

enum rc checking_releases(struct checking *c, struct err *err)
{
    static struct mission m; /* large; there is one per process */
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_RELEASE};
    struct err note = {0};
    bool is_any = false;
    enum rc rc = store_entries(c->store, &q, has_any, &is_any, &note);

    if (rc || !is_any)
        return checking_note(c, rc == RC_END ? RC_OK : rc, &note, err);
    rc = mission_open(&m, c->folder, MISSION_READ, "fsck", true, &note);
    if (!rc)
        rc = look(c, &m, err);
    else
        rc = c->found.n_faults > 0 ? RC_OK : checking_note(c, rc, &note, err);
    mission_close(&m);
    return rc;
}
