/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/mission_pins.h"

#include "cmd/mission_files.h"

#include <string.h>

#define BODY_BYTES_MAX (ENTRY_BYTES_MAX * 8)

/* The newest entry of a kind that is about a file, or about nothing in particular. */
struct search {
    struct span file; /* of a pact; empty: the first that comes */
    struct arena *arena;
    struct json body;
    bool is_found;
};

static enum rc look(void *to, const struct store_entry *e, struct err *err)
{
    struct search *s = to;
    const struct json *file;
    struct entry read;
    struct span bytes;
    enum rc rc;

    if (e->is_erased)
        return RC_OK;
    bytes = arena_copy(s->arena, e->bytes, err);
    rc = bytes.p == NULL ? RC_LIMIT : entry_read(bytes, s->arena, &read, err);
    if (!rc)
        rc = json_parse(read.body, s->arena, &s->body, err);
    if (rc)
        return rc;
    file = json_get(&s->body, "file");
    if (s->file.n > 0 &&
        (file == NULL || file->type != JSON_STRING || !span_eq(file->u.text, s->file)))
        return RC_OK;
    s->is_found = true;
    return RC_END;
}

static enum rc find(struct mission *m, enum entry_kind kind, struct search *s, struct err *err)
{
    const struct store_entry_query q = {
        .below_seq = UINT64_MAX, .kinds = 1U << kind, .is_newest_first = true};
    enum rc rc = store_entries(desk_store(m->desk), &q, look, s, err);

    return rc == RC_END ? RC_OK : rc;
}

static bool has_hash(const struct json *body, const struct sha256_digest *hash)
{
    const struct json *pinned = json_get(body, "pact");
    struct buf text;
    bool same;

    buf_init(&text, 128);
    buf_puts(&text, "sha256:");
    sha256_put_hex(&text, hash);
    same =
        pinned != NULL && pinned->type == JSON_STRING && span_eq(pinned->u.text, buf_span(&text));
    buf_release(&text);
    return same;
}

static enum rc check_pact(struct mission *m, size_t i, struct arena *a, struct err *err)
{
    struct search s = {.file = m->setup.pacts[i], .arena = a};
    enum rc rc = find(m, ENTRY_PACT, &s, err);

    if (rc || (s.is_found && has_hash(&s.body, &m->pact_hashes[i])))
        return rc;
    if (!s.is_found)
        return err_set(err, RC_CONFLICT,
                       "%s/%.*s: mission.pact names it, but the record knows of no such agreement; "
                       "take the line out",
                       m->folder, SPAN_ARG(s.file));
    return err_set(err, RC_CONFLICT,
                   "%s/%.*s: is not the text that the record says was agreed; put that one back",
                   m->folder, SPAN_ARG(s.file));
}

enum rc mission_check_pacts(struct mission *m, struct err *err)
{
    struct merkle_head at;
    struct arena a;
    enum rc rc = store_head(desk_store(m->desk), &at, err);

    if (rc || at.size == 0)
        return rc;
    arena_init(&a, BODY_BYTES_MAX);
    for (size_t i = 0; i < m->setup.n_pacts && !rc; i++)
        rc = check_pact(m, i, &a, err);
    arena_release(&a);
    return rc;
}

static enum rc append(struct mission *m, struct err *err)
{
    int64_t now_ms = mission_now_ms();
    struct entry e = {.kind = ENTRY_MISSION, .when = {now_ms, now_ms}, .label = m->label};
    struct desk_result result = {0};
    struct desk_batch b;
    enum rc rc;

    desk_batch_init(&b);
    rc = desk_batch_author(&b, &desk_keys(m->desk)->desk, err);
    if (!rc)
        rc = mission_body(m, &b.arena, &e.body, err);
    if (!rc)
        rc = desk_batch_add(&b, &e, NULL, now_ms, NULL, err);
    if (!rc)
        rc = desk_append(m->desk, &b, now_ms, NULL, &result, err);
    desk_batch_release(&b);
    return rc;
}

enum rc mission_note_setup(struct mission *m, struct err *err)
{
    const struct json *text;
    struct search s = {.is_found = false};
    struct merkle_head at;
    struct arena a;
    bool is_noted;
    enum rc rc = store_head(desk_store(m->desk), &at, err);

    if (rc || at.size == 0)
        return rc;
    arena_init(&a, BODY_BYTES_MAX);
    s.arena = &a;
    rc = find(m, ENTRY_MISSION, &s, err);
    text = s.is_found ? json_get(&s.body, "text") : NULL;
    is_noted = text != NULL && text->type == JSON_STRING && span_eq(text->u.text, m->setup_text);
    arena_release(&a);
    return rc || is_noted ? rc : append(m, err);
}
