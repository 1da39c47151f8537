/* SPDX-License-Identifier: Apache-2.0 */
#include "store/erasures.h"

#include "base/json.h"
#include "base/table.h"
#include "store/blobs.h"
#include "store/persons.h"

#include <string.h>

#define LIST_BYTES_MAX    ((size_t)64 << 20)
#define ARENA_BYTES_MAX   (4 * LIST_BYTES_MAX)
#define SCRATCH_BYTES_MAX (16 * ENTRY_BYTES_MAX)
#define HEX_CHARS         64
#define LINE_CHARS        (8 + HEX_CHARS)

/* Lines of head/erased: what it is, and which. */
static const char person_word[] = "person ", entry_word[] = "entry ", file_word[] = "file ";

/* Everything that was ever named, each once. */
struct names {
    struct arena arena;
    struct table known;
    struct span *lines;
    size_t n, cap;
    size_t n_written; /* of them stand in head/erased */
};

static void names_open(struct names *l)
{
    *l = (struct names){.n = 0};
    arena_init(&l->arena, ARENA_BYTES_MAX);
    table_init(&l->known, &l->arena);
}

static bool is_hex(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((text.p[i] < '0' || text.p[i] > '9') && (text.p[i] < 'a' || text.p[i] > 'f'))
            return false;
    return text.n == HEX_CHARS;
}

/* What follows the word; RC_UNKNOWN where the line is no such line. */
static enum rc after(struct span line, const char *word, struct span *out)
{
    size_t n = strlen(word);

    if (line.n < n || memcmp(line.p, word, n) != 0)
        return RC_UNKNOWN;
    *out = span_from(line, n);
    return RC_OK;
}

static bool is_line(struct span line)
{
    struct span rest;
    struct uuid id;

    if (after(line, entry_word, &rest) == RC_OK)
        return uuid_read(rest, &id, NULL) == RC_OK;
    return (after(line, person_word, &rest) == RC_OK || after(line, file_word, &rest) == RC_OK) &&
           is_hex(rest);
}

static enum rc add_line(struct names *l, struct span line, struct err *err)
{
    struct span kept, *lines;
    enum rc rc;

    if (table_find(&l->known, line) != TABLE_ABSENT)
        return RC_OK;
    lines = arena_grow(&l->arena, l->lines, l->n, &l->cap, sizeof(*lines), err);
    if (lines == NULL)
        return RC_LIMIT;
    l->lines = lines;
    kept = arena_copy(&l->arena, line, err);
    if (kept.p == NULL)
        return RC_LIMIT;
    rc = table_add(&l->known, kept, (uint32_t)l->n, err);
    if (!rc)
        lines[l->n++] = kept;
    return rc;
}

/* ---- head/erased ---- */

static enum rc read_list(struct names *l, const char *head, struct err *err)
{
    struct disk_path path;
    struct span text, line;
    enum rc rc = disk_join(head, ERASURES_FILE, &path, err);

    if (!rc)
        rc = disk_read(path.text, LIST_BYTES_MAX, &l->arena, &text, err);
    if (rc)
        return rc == RC_ABSENT ? RC_OK : rc;
    for (size_t at = 1; text.n > 0 && !rc; at++) {
        line = span_cut(&text, '\n');
        if (!is_line(line))
            return err_set(err, RC_INPUT,
                           "%s:%zu: a line is \"person\", \"entry\" or \"file\" and what was "
                           "erased; put the file back, or take the line away",
                           path.text, at);
        rc = add_line(l, line, err);
    }
    l->n_written = l->n;
    return rc;
}

static enum rc write_list(struct names *l, const char *head, struct err *err)
{
    struct disk_path path;
    struct buf text;
    enum rc rc = disk_join(head, ERASURES_FILE, &path, err);

    if (rc || l->n == l->n_written)
        return rc;
    buf_init(&text, LIST_BYTES_MAX);
    for (size_t i = 0; i < l->n; i++) {
        buf_put(&text, l->lines[i]);
        buf_putc(&text, '\n');
    }
    rc = buf_check(&text, err);
    if (!rc)
        rc = disk_replace(path.text, buf_span(&text), DISK_OPEN, err);
    buf_release(&text);
    if (!rc)
        l->n_written = l->n;
    return rc;
}

/* ---- the record ---- */

static enum rc add_name(struct names *l, const char *word, const struct json *v, struct err *err)
{
    struct span line;
    char text[LINE_CHARS + 1];

    if (v == NULL)
        return RC_OK;
    if (v->type != JSON_STRING || v->u.text.n > HEX_CHARS)
        return err_set(err, RC_INPUT, "what it names is no id and no hash");
    (void)snprintf(text, sizeof(text), "%s%.*s", word, SPAN_ARG(v->u.text));
    line = span_of(text);
    if (!is_line(line))
        return err_set(err, RC_INPUT, "what it names is no id and no hash");
    return add_line(l, line, err);
}

static enum rc add_names(struct names *l, const char *word, const struct json *v, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; v != NULL && v->type == JSON_ARRAY && i < v->u.array.n && !rc; i++)
        rc = add_name(l, word, &v->u.array.items[i], err);
    return rc;
}

/* One entry is read at a time. */
struct sweep {
    struct names *names;
    struct arena scratch;
    enum rc (*take)(struct names *l, const struct json *body, struct err *err);
};

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct sweep *w = to;
    struct entry read;
    struct json body;
    enum rc rc;

    if (e->is_erased)
        return RC_OK;
    rc = entry_read(e->bytes, &w->scratch, &read, err);
    if (!rc)
        rc = json_parse(read.body, &w->scratch, &body, err);
    if (!rc)
        rc = w->take(w->names, &body, err);
    arena_reset(&w->scratch);
    return rc ? err_prefix(err, rc, "entry of kind %s: ", entry_kind_name(e->kind)) : RC_OK;
}

static enum rc look_through(struct store *s, struct names *l, enum entry_kind kind,
                            enum rc (*take)(struct names *l, const struct json *body,
                                            struct err *err),
                            struct err *err)
{
    struct sweep w = {.names = l, .take = take};
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << kind};
    enum rc rc;

    arena_init(&w.scratch, SCRATCH_BYTES_MAX);
    rc = store_entries(s, &q, take_entry, &w, err);
    arena_release(&w.scratch);
    return rc;
}

static enum rc take_erasure(struct names *l, const struct json *body, struct err *err)
{
    enum rc rc = add_name(l, person_word, json_get(body, "person"), err);

    if (!rc)
        rc = add_name(l, entry_word, json_get(body, "entry"), err);
    if (!rc)
        rc = add_names(l, entry_word, json_get(body, "entries"), err);
    if (!rc)
        rc = add_name(l, file_word, json_get(body, "dropped_file"), err);
    return rc ? rc : add_names(l, file_word, json_get(body, "files"), err);
}

/* The rows that were refused of a file lie in a file of their own: it goes with that one. */
static enum rc take_import(struct names *l, const struct json *body, struct err *err)
{
    const struct json *hash = json_get(body, "sha256");
    char text[LINE_CHARS + 1];

    if (hash == NULL || hash->type != JSON_STRING || !is_hex(hash->u.text))
        return RC_OK;
    (void)snprintf(text, sizeof(text), "%s%.*s", file_word, SPAN_ARG(hash->u.text));
    if (table_find(&l->known, span_of(text)) == TABLE_ABSENT)
        return RC_OK;
    return add_name(l, file_word, json_get(body, "rejects"), err);
}

/* ---- what is named goes ---- */

static struct sha256_digest digest_of(struct span hex)
{
    struct sha256_digest d;

    for (size_t i = 0; i < sizeof(d.b); i++) {
        unsigned v = 0;

        for (size_t k = 0; k < 2; k++) {
            char c = hex.p[2 * i + k];

            v = v << 4 | (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
        }
        d.b[i] = (uint8_t)v;
    }
    return d;
}

/* Of what the engine derived, and of the log's own entries, nothing is ever erased. */
static bool can_be_erased(const struct store_entry *e)
{
    return !e->is_erased && (e->kind == ENTRY_OBSERVATION || e->kind == ENTRY_EXHIBIT);
}

static enum rc drop_entry(struct store *s, struct span id_text, struct arena *scratch,
                          uint64_t *n_dropped, struct err *err)
{
    struct store_entry e;
    struct uuid id;
    enum rc rc = uuid_read(id_text, &id, err);

    if (rc)
        return rc;
    rc = store_entry_by_id(s, &id, UINT64_MAX, NULL, scratch, &e, err);
    if (rc == RC_ABSENT) {
        if (err != NULL)
            err->note[0] = '\0';
        return RC_OK; /* of a record that was restored from before it */
    }
    if (rc || !can_be_erased(&e))
        return rc;
    (*n_dropped)++;
    return store_erase(s, e.seq, err);
}

static enum rc drop_entries(struct store *s, const struct names *l, struct erasures_count *out,
                            struct err *err)
{
    struct arena scratch;
    struct span rest;
    enum rc rc = store_begin(s, err);

    if (rc)
        return rc;
    arena_init(&scratch, SCRATCH_BYTES_MAX);
    for (size_t i = 0; i < l->n && !rc; i++) {
        if (after(l->lines[i], entry_word, &rest) == RC_OK)
            rc = drop_entry(s, rest, &scratch, &out->n_entries, err);
        arena_reset(&scratch);
    }
    arena_release(&scratch);
    if (!rc && out->n_entries > 0)
        rc = store_commit(s, err);
    if (rc || out->n_entries == 0)
        store_rollback(s);
    return rc;
}

static enum rc drop_rest(const struct names *l, const struct erasures_place *at,
                         struct erasures_count *out, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < l->n && !rc; i++) {
        struct sha256_digest hash;
        struct span rest;

        if (after(l->lines[i], person_word, &rest) == RC_OK) {
            hash = digest_of(rest);
            out->n_keys += persons_has(at->keys, &hash);
            rc = persons_drop(at->keys, &hash, err);
        } else if (after(l->lines[i], file_word, &rest) == RC_OK) {
            hash = digest_of(rest);
            if (!blobs_has(at->blobs, &hash))
                continue;
            out->n_files++;
            rc = blobs_drop(at->blobs, &hash, err);
        }
    }
    return rc;
}

enum rc erasures_apply(struct store *s, const struct erasures_place *at, struct erasures_count *out,
                       struct err *err)
{
    struct erasures_count done = {0};
    struct names l;
    enum rc rc;

    names_open(&l);
    rc = read_list(&l, at->head, err);
    if (!rc)
        rc = look_through(s, &l, ENTRY_ERASURE, take_erasure, err);
    if (!rc)
        rc = write_list(&l, at->head, err); /* first: it outlives what may be cut short */
    if (!rc && l.n > 0) /* what follows from the names is not kept: it follows again */
        rc = look_through(s, &l, ENTRY_IMPORT, take_import, err);
    if (!rc && l.n > 0)
        rc = drop_rest(&l, at, &done, err);
    if (!rc && l.n > 0)
        rc = drop_entries(s, &l, &done, err);
    arena_release(&l.arena);
    if (!rc)
        *out = done;
    return rc;
}

enum rc erasures_has_person(const char *head, const struct sha256_digest *person, bool *out,
                            struct err *err)
{
    struct names l;
    struct buf line;
    enum rc rc;

    names_open(&l);
    buf_init(&line, 2 * LINE_CHARS);
    buf_puts(&line, person_word);
    sha256_put_hex(&line, person);
    rc = read_list(&l, head, err);
    if (!rc)
        *out = table_find(&l.known, buf_span(&line)) != TABLE_ABSENT;
    buf_release(&line);
    arena_release(&l.arena);
    return rc;
}
