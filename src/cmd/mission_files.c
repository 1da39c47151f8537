/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/mission_files.h"

#include "base/base64.h"

#include <string.h>

#define JSON_BYTES_MAX  ((size_t)16 << 20)
#define FILE_BYTES_MAX  ((size_t)512 << 20)
#define DIAGS_BYTES_MAX ((size_t)1 << 20)

enum rc mission_text(const struct json *v, struct arena *a, struct span *out, struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, JSON_BYTES_MAX);
    json_write(&b, v);
    rc = buf_check(&b, err);
    if (!rc) {
        *out = arena_copy(a, buf_span(&b), err);
        rc = out->p == NULL ? RC_LIMIT : RC_OK;
    }
    buf_release(&b);
    return rc;
}

/* ---- what a pact names ---- */

static bool has_name(const struct pact_files *f, struct span name)
{
    for (size_t i = 0; i < f->n; i++)
        if (span_eq(f->names[i], name))
            return true;
    return false;
}

static enum rc add_name(struct pact_files *f, struct span text, struct arena *a, struct err *err)
{
    struct span name = span_sub(text, 0, span_find(text, '#'));

    if (name.n == 0 || has_name(f, name))
        return RC_OK;
    if (f->n == MISSION_FILES_MAX)
        return err_set(err, RC_LIMIT, "a pact of more than %d files", MISSION_FILES_MAX);
    f->names[f->n] = arena_copy(a, name, err);
    return f->names[f->n++].p == NULL ? RC_LIMIT : RC_OK;
}

/* Every file that the language can name is a member "file" of its JSON. */
static enum rc walk(const struct json *v, struct pact_files *f, struct arena *a, struct err *err)
{
    enum rc rc = RC_OK;

    if (v->type == JSON_ARRAY)
        for (size_t i = 0; i < v->u.array.n && !rc; i++)
            rc = walk(&v->u.array.items[i], f, a, err);
    if (v->type == JSON_OBJECT)
        for (size_t i = 0; i < v->u.object.n && !rc; i++) {
            const struct json_member *m = &v->u.object.members[i];

            if (span_is(m->name, "file") && m->value.type == JSON_STRING)
                rc = add_name(f, m->value.u.text, a, err);
            else
                rc = walk(&m->value, f, a, err);
        }
    return rc;
}

static enum rc list_files(const struct pact *p, struct pact_files *out, struct arena *a,
                          struct err *err)
{
    struct json v;
    struct buf b;
    enum rc rc;

    buf_init(&b, JSON_BYTES_MAX);
    rc = pact_put_json(p, &b, err);
    if (!rc)
        rc = json_parse(buf_span(&b), a, &v, err);
    if (!rc)
        rc = walk(&v, out, a, err);
    buf_release(&b);
    return rc;
}

enum rc mission_pact_files(const char *path, const char *equipment, bool is_quiet, struct arena *a,
                           struct pact_files *out, struct err *err)
{
    struct loaded l = {0};
    struct buf messages;
    enum rc rc = load_pact(path, equipment, a, &l, err);

    buf_init(&messages, DIAGS_BYTES_MAX);
    load_put_diags(&messages, path, &l);
    if (messages.n > 0 && (rc || !is_quiet))
        (void)fputs(messages.p, stderr);
    if (rc && messages.n > 0)
        err->note[0] = '\0';
    buf_release(&messages);
    if (rc)
        return rc;
    out->n = 0;
    out->model = pact_model(l.pact);
    out->hash = out->model->hash;
    return list_files(l.pact, out, a, err);
}

/* ---- copies ---- */

struct span mission_file_name(const char *path)
{
    struct span s = span_of(path);
    size_t n;

    while (s.n > 1 && s.p[s.n - 1] == '/')
        s.n--;
    n = s.n;
    while (n > 0 && s.p[n - 1] != '/')
        n--;
    return span_from(s, n);
}

enum rc mission_check_name(struct span name, struct err *err)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == '"' || name.p[i] == '\\' || (unsigned char)name.p[i] < 0x20)
            return err_set(err, RC_INPUT,
                           "%.*s: rename the file: quotes, \\ and control "
                           "characters cannot stand in mission.pact",
                           SPAN_ARG(name));
    return RC_OK;
}

enum rc mission_copy_in(const char *folder, const char *from, const char *name, struct arena *a,
                        struct err *err)
{
    struct disk_path to;
    struct span text = {0};
    enum rc rc = disk_join(folder, name, &to, err);

    if (!rc)
        rc = source_read(from, FILE_BYTES_MAX, a, &text, err);
    for (size_t i = strlen(folder) + 1; !rc && to.text[i] != '\0'; i++) {
        if (to.text[i] != '/')
            continue;
        to.text[i] = '\0';
        if (!disk_is_folder(to.text))
            rc = disk_make_folder(to.text, DISK_OPEN, err);
        to.text[i] = '/';
    }
    return rc ? rc : disk_create(to.text, text, DISK_OPEN, err);
}

enum rc mission_copy_pact(const char *folder, const char *pact, struct span into,
                          const struct pact_files *files, struct arena *a, struct err *err)
{
    struct span base = mission_file_name(pact);
    size_t n_before = strlen(pact) - base.n; /* pacts are files: no slash ends them */
    struct span to = arena_printf(a, err, "%.*s/%.*s", SPAN_ARG(into), SPAN_ARG(base));
    enum rc rc = to.p == NULL ? RC_LIMIT : mission_copy_in(folder, pact, to.p, a, err);

    for (size_t i = 0; i < files->n && !rc; i++) {
        struct span name = files->names[i];
        struct span from = arena_printf(a, err, "%.*s%.*s", (int)n_before, pact, SPAN_ARG(name));

        to = arena_printf(a, err, "%.*s/%.*s", SPAN_ARG(into), SPAN_ARG(name));
        rc = from.p == NULL || to.p == NULL ? RC_LIMIT
                                            : mission_copy_in(folder, from.p, to.p, a, err);
    }
    return rc;
}

/* ---- bodies ---- */

enum rc mission_read_body(const struct store_entry *e, struct arena *a, struct entry *entry,
                          struct json *body, struct err *err)
{
    struct span bytes = arena_copy(a, e->bytes, err);
    enum rc rc = bytes.p == NULL ? RC_LIMIT : entry_read(bytes, a, entry, err);

    return rc ? rc : json_parse(entry->body, a, body, err);
}

static enum rc set_hash(struct json *to, const char *name, const struct sha256_digest *hash,
                        bool with_prefix, struct arena *a, struct err *err)
{
    struct span text;
    struct buf b;
    enum rc rc;

    buf_init(&b, 128);
    if (with_prefix)
        buf_puts(&b, "sha256:");
    sha256_put_hex(&b, hash);
    text = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    rc = text.p == NULL ? RC_LIMIT : RC_OK;
    return rc ? rc : json_set(to, name, json_text(text), a, err);
}

/* {"bytes":n,"name":"pacts/…","sha256":"…"} */
static enum rc push_file(struct json *list, const struct mission *m, struct span name,
                         struct arena *a, struct err *err)
{
    struct json file = json_object();
    struct span copy = arena_copy(a, name, err);
    struct sha256_digest hash;
    struct disk_path path;
    uint64_t n_bytes = 0;
    enum rc rc = copy.p == NULL ? RC_LIMIT : mission_path(m, copy.p, &path, err);

    if (!rc)
        rc = disk_hash(path.text, &hash, &n_bytes, err);
    if (!rc)
        rc = json_set(&file, "name", json_text(copy), a, err);
    if (!rc)
        rc = json_set(&file, "bytes", json_int((int64_t)n_bytes), a, err);
    if (!rc)
        rc = set_hash(&file, "sha256", &hash, false, a, err);
    return rc ? rc : json_push(list, file, a, err);
}

/* "pacts/kalmius/" of "pacts/kalmius/kalmius.pact" */
static struct span folder_of(struct span name)
{
    size_t n = name.n;

    while (n > 0 && name.p[n - 1] != '/')
        n--;
    return span_sub(name, 0, n);
}

static enum rc push_pact_files(struct json *list, const struct mission *m, struct span name,
                               const struct pact_files *files, struct arena *a, struct err *err)
{
    struct span folder = folder_of(name);
    enum rc rc = push_file(list, m, name, a, err);

    for (size_t i = 0; i < files->n && !rc; i++) {
        struct span each = arena_printf(a, err, "%.*s%.*s", (int)folder.n, folder.p,
                                        (int)files->names[i].n, files->names[i].p);

        rc = each.p == NULL ? RC_LIMIT : push_file(list, m, each, a, err);
    }
    return rc;
}

static enum rc set_version(struct json *body, const struct mission_version_of *of, struct arena *a,
                           struct err *err)
{
    struct span file = arena_copy(a, of->file, err), from;
    struct buf b;
    enum rc rc;

    buf_init(&b, 64);
    time_put_instant(&b, of->from_ms);
    from = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    if (file.p == NULL || from.p == NULL)
        return RC_LIMIT;
    rc = json_set(body, "from", json_text(from), a, err);
    if (!rc)
        rc = json_set(body, "of", json_text(file), a, err);
    return rc ? rc : json_set(body, "version", json_int((int64_t)of->number), a, err);
}

enum rc mission_pact_body(const struct mission *m, struct span name, struct arena *a,
                          struct span *out, struct err *err)
{
    return mission_version_body(m, name, NULL, a, out, err);
}

enum rc mission_version_body(const struct mission *m, struct span name,
                             const struct mission_version_of *of, struct arena *a, struct span *out,
                             struct err *err)
{
    struct json body = json_object(), list = json_array(), ids = json_array();
    struct disk_path path, equipment = {{0}};
    struct pact_files files = {0};
    struct span copy = arena_copy(a, name, err), own = arena_copy(a, m->setup.equipment, err);
    enum rc rc = copy.p == NULL || own.p == NULL ? RC_LIMIT : mission_path(m, copy.p, &path, err);

    if (!rc && own.n > 0)
        rc = mission_path(m, own.p, &equipment, err);
    if (!rc)
        rc = mission_pact_files(path.text, own.n > 0 ? equipment.text : NULL, true, a, &files, err);
    if (!rc)
        rc = push_pact_files(&list, m, copy, &files, a, err);
    for (size_t i = 0; !rc && i < files.model->n_agreements; i++)
        rc = json_push(&ids, json_text(files.model->agreements[i].id), a, err);
    if (!rc)
        rc = json_set(&body, "agreements", ids, a, err);
    if (!rc)
        rc = json_set(&body, "file", json_text(copy), a, err);
    if (!rc)
        rc = json_set(&body, "files", list, a, err);
    if (!rc)
        rc = set_hash(&body, "pact", &files.hash, true, a, err);
    if (!rc && of != NULL)
        rc = set_version(&body, of, a, err);
    return rc ? rc : mission_text(&body, a, out, err);
}

enum rc mission_body(const struct mission *m, struct arena *a, struct span *out, struct err *err)
{
    const struct span tables[] = {m->setup.gazetteer, m->setup.equipment, m->setup.roster};
    struct json body = json_object(), list = json_array();
    enum rc rc = RC_OK;

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) && !rc; i++)
        if (tables[i].n > 0)
            rc = push_file(&list, m, tables[i], a, err);
    if (!rc)
        rc = json_set(&body, "files", list, a, err);
    if (!rc)
        rc = json_set(&body, "origin", json_text(m->setup.origin), a, err);
    if (!rc)
        rc = json_set(&body, "text", json_text(m->setup_text), a, err);
    return rc ? rc : mission_text(&body, a, out, err);
}

enum rc mission_key_body(const struct signer_key *key, const char *role, struct arena *a,
                         struct span *out, struct err *err)
{
    struct verifier_key verifier = signer_key_public(key);
    struct json body = json_object();
    struct span text, author;
    struct buf b;
    enum rc rc = keys_author(key, a, &author, err);

    buf_init(&b, KEY_TEXT_MAX);
    verifier_key_put(&b, &verifier);
    text = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    if (text.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        rc = json_set(&body, "name", json_text(key->name), a, err);
    if (!rc)
        rc = json_set(&body, "public_key", json_text(author), a, err);
    if (!rc)
        rc = json_set(&body, "role", json_str(role), a, err);
    if (!rc)
        rc = json_set(&body, "verifier", json_text(text), a, err);
    return rc ? rc : mission_text(&body, a, out, err);
}
