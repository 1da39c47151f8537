/* SPDX-License-Identifier: Apache-2.0 */
/* fsck_pins.c: the files that entries of the record pin by their hashes: mission.pact, agreements
 * with their geometry, tables. */
#include "cmd/fsck_inside.h"
#include "cmd/mission_files.h"

#include "base/json.h"
#include "cmd/mission.h"

#include <string.h>

/* A file as the newest entry that names it has it. */
struct pin {
    struct span name;
    struct span hash; /* 64 hexadecimal digits */
    struct span id;   /* of the entry, for messages */
};

struct pins {
    struct checking *c;
    struct pin *items;
    size_t n, cap;
    struct span setup; /* the text of mission.pact; p == NULL: none is pinned */
    struct span setup_id;
};

static enum rc pin_file(struct pins *p, const struct json *file, struct span id, struct err *err)
{
    struct pin pin = {
        .name = json_get_text(file, "name"), .hash = json_get_text(file, "sha256"), .id = id};
    struct pin *items;

    for (size_t i = 0; i < p->n; i++)
        if (span_eq(p->items[i].name, pin.name)) {
            p->items[i] = pin;
            return RC_OK;
        }
    items = arena_grow(&p->c->arena, p->items, p->n, &p->cap, sizeof(*items), err);
    if (items == NULL)
        return RC_LIMIT;
    p->items = items;
    p->items[p->n++] = pin;
    return RC_OK;
}

static enum rc read_pins(struct pins *p, const struct store_entry *e, struct json *body,
                         struct span *id, struct err *err)
{
    struct arena *a = &p->c->arena;
    struct entry entry;
    struct buf text;
    enum rc rc = mission_read_body(e, a, &entry, body, err);

    if (rc)
        return rc;
    buf_init(&text, 64);
    uuid_put(&text, &entry.id);
    *id = arena_copy(a, buf_span(&text), err);
    buf_release(&text);
    return id->p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct pins *p = to;
    const struct json *files;
    struct err note = {0};
    struct json body;
    struct span id;
    enum rc rc;

    if (e->is_erased)
        return RC_OK;
    rc = read_pins(p, e, &body, &id, &note);
    if (rc)
        return checking_fault(p->c, err, "entry %llu: %s", (unsigned long long)e->seq, note.note);
    if (e->kind == ENTRY_MISSION) {
        p->setup = json_get_text(&body, "text");
        p->setup_id = id;
    }
    files = json_get(&body, "files");
    for (size_t i = 0; files != NULL && files->type == JSON_ARRAY && i < files->u.array.n && !rc;
         i++)
        rc = pin_file(p, &files->u.array.items[i], id, err);
    return rc;
}

/* ---- against the disk ---- */

static enum rc check_setup(struct pins *p, struct err *err)
{
    struct err note = {0};
    struct disk_path path;
    struct span text;
    enum rc rc;

    p->c->found.n_files++;
    if (p->setup.p == NULL)
        return checking_fault(p->c, err, "%s/%s: no entry of the record holds its text",
                              p->c->folder, MISSION_SETUP);
    if (!checking_path(p->c, MISSION_SETUP, &path))
        return RC_OK;
    rc = disk_read(path.text, SETUP_BYTES_MAX, &p->c->arena, &text, &note);
    if (rc)
        return checking_note(p->c, rc, &note, err);
    return span_eq(text, p->setup)
               ? RC_OK
               : checking_fault(p->c, err, "%s: was changed: it is not the text of entry %.*s",
                                path.text, SPAN_ARG(p->setup_id));
}

static enum rc check_pin(struct pins *p, const struct pin *pin, struct err *err)
{
    struct sha256_digest hash;
    struct disk_path path;
    struct err note = {0};
    struct buf hex;
    bool is_same;
    char name[DISK_PATH_MAX];
    enum rc rc;

    (void)snprintf(name, sizeof(name), "%.*s", (int)pin->name.n, pin->name.p);
    if (!checking_path(p->c, name, &path))
        return RC_OK;
    p->c->found.n_files++;
    rc = disk_hash(path.text, &hash, NULL, &note);
    if (rc)
        return checking_note(p->c, rc, &note, err);
    buf_init(&hex, 2 * SHA256_BYTES + 1);
    sha256_put_hex(&hex, &hash);
    is_same = span_eq(buf_span(&hex), pin->hash);
    buf_release(&hex);
    return is_same
               ? RC_OK
               : checking_fault(p->c, err, "%s: was changed: its hash is not the one in entry %.*s",
                                path.text, SPAN_ARG(pin->id));
}

/* What stands in pacts/ and is pinned by nothing. */
static enum rc take_file(void *to, const struct disk_entry *e, struct err *err)
{
    const struct pins *p = to;
    char name[DISK_PATH_MAX];

    (void)snprintf(name, sizeof(name), "%s/%.3000s", MISSION_PACTS, e->name);
    for (size_t i = 0; i < p->n; i++)
        if (span_is(p->items[i].name, name))
            return RC_OK;
    return checking_fault(p->c, err, "%s: no entry of the record names it", e->path);
}

enum rc checking_pins(struct checking *c, struct err *err)
{
    const struct store_entry_query q = {.below_seq = UINT64_MAX,
                                        .kinds = 1U << ENTRY_MISSION | 1U << ENTRY_PACT};
    struct pins p = {.c = c};
    struct disk_path path;
    struct err note = {0};
    enum rc rc = store_entries(c->store, &q, take_entry, &p, err);

    if (rc)
        return rc == RC_INPUT ? checking_fault(c, err,
                                               "%s/%s: the entries that pin files cannot be "
                                               "read",
                                               c->folder, MISSION_RECORD)
                              : rc;
    rc = check_setup(&p, err);
    for (size_t i = 0; i < p.n && !rc; i++)
        rc = check_pin(&p, &p.items[i], err);
    if (rc || !checking_path(c, MISSION_PACTS, &path))
        return rc;
    if (!disk_is_folder(path.text))
        return checking_fault(c, err, "%s: is missing", path.text);
    rc = disk_walk(path.text, take_file, &p, &note);
    return checking_note(c, rc, &note, err);
}
