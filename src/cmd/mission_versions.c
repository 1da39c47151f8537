/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/mission_versions.h"

#include "cmd/mission_files.h"

#include <string.h>

/* ---- from the record ---- */

struct finding {
    struct mission *m;
    struct version *items;
    size_t n, cap;
};

static enum rc check_hash(const struct json *body, const struct sha256_digest *hash,
                          const struct mission *m, struct span file, struct err *err)
{
    struct buf text;
    bool is_same;

    buf_init(&text, 128);
    buf_puts(&text, "sha256:");
    sha256_put_hex(&text, hash);
    is_same = span_eq(json_get_text(body, "pact"), buf_span(&text));
    buf_release(&text);
    return is_same
               ? RC_OK
               : err_set(err, RC_CONFLICT,
                         "%s/%.*s: is not the text that the record says was agreed; put that one "
                         "back",
                         m->folder, SPAN_ARG(file));
}

static uint32_t file_of(const struct mission *m, struct span name)
{
    for (size_t i = 0; i < m->setup.n_pacts; i++)
        if (span_eq(m->setup.pacts[i], name))
            return (uint32_t)i;
    return PACT_NONE;
}

static enum rc add(struct finding *f, const struct version *v, struct err *err)
{
    struct version *more = arena_grow(&f->m->arena, f->items, f->n, &f->cap, sizeof(*more), err);

    if (more == NULL)
        return RC_LIMIT;
    f->items = more;
    f->items[f->n++] = *v;
    return RC_OK;
}

/* An entry without `from` tells of a first version, which mission.pact names. */
static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct finding *f = to;
    struct mission *m = f->m;
    struct version v = {.seq = e->seq};
    struct time_span from;
    struct entry entry;
    struct json body;
    struct span file;
    enum rc rc = mission_read_body(e, &m->arena, &entry, &body, err);

    if (rc || json_get(&body, "from") == NULL)
        return rc;
    v.file = file_of(m, json_get_text(&body, "of"));
    if (v.file == PACT_NONE) /* it was taken out of mission.pact since */
        return RC_OK;
    file = json_get_text(&body, "file");
    rc = zone_read_span(zone_utc(), json_get_text(&body, "from"), &from, NULL, err);
    v.from_ms = from.t0_ms;
    if (!rc)
        rc = mission_load_pact(m, file, true, &v.model, err);
    if (!rc)
        rc = check_hash(&body, &v.model->hash, m, file, err);
    return rc ? rc : add(f, &v, err);
}

enum rc mission_find_versions(void *context, struct store *s, struct version_list *out,
                              struct err *err)
{
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_PACT};
    struct mission *m = context;
    struct finding f = {.m = m};
    enum rc rc = RC_OK;

    if (m->model.n_agreements == 0) /* mission_load_settings has loaded none */
        return RC_OK;
    for (size_t i = 0; i < m->versions.n && !rc; i++)
        rc = add(&f, &m->versions.items[i], err);
    if (!rc)
        rc = store_entries(s, &q, take_entry, &f, err);
    if (rc)
        return rc;
    *out = m->versions = (struct version_list){f.items, f.n};
    return RC_OK;
}

enum rc mission_versions_at(struct mission *m, uint64_t below_seq, struct versions *out,
                            struct err *err)
{
    enum rc rc = versions_lay_out(&m->versions, below_seq, &m->arena, out, err);

    return rc ? err_prefix(err, rc, "%s/%s: ", m->folder, MISSION_SETUP) : RC_OK;
}

/* ---- on the disk ---- */

size_t mission_count_versions(const struct mission *m, uint32_t file)
{
    size_t n = 0;

    for (size_t i = 0; i < m->versions.n; i++)
        n += m->versions.items[i].file == file;
    return n;
}

/* "pacts/kalmius" of "pacts/kalmius/kalmius.pact"; a file that lies in no folder has its name. */
static struct span stem_of(struct span file)
{
    size_t n = file.n;

    while (n > 0 && file.p[n - 1] != '/')
        n--;
    return n > 1 ? span_sub(file, 0, n - 1) : file;
}

enum rc mission_version_folder(struct mission *m, uint32_t file, size_t number, struct span *out,
                               struct err *err)
{
    *out =
        arena_printf(&m->arena, err, "%.*s@%zu", SPAN_ARG(stem_of(m->setup.pacts[file])), number);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static bool is_named(const struct mission *m, struct span folder)
{
    for (size_t i = 0; i < m->setup.n_pacts; i++)
        if (span_eq(stem_of(m->setup.pacts[i]), folder))
            return true;
    return false;
}

enum rc mission_clear_version(struct mission *m, uint32_t file, bool is_quiet, struct err *err)
{
    struct span folder = {0}, making;
    enum rc rc = mission_version_folder(m, file, mission_count_versions(m, file) + 1, &folder, err);

    if (rc)
        return rc;
    making = arena_printf(&m->arena, err, "%.*s.making", SPAN_ARG(folder));
    if (making.p == NULL)
        return RC_LIMIT;
    for (int i = 0; i < 2 && !rc; i++) {
        struct span name = i == 0 ? folder : making;
        struct disk_path path;

        rc = mission_path(m, name.p, &path, err);
        if (rc || !disk_is_there(path.text) || is_named(m, name))
            continue;
        rc = disk_remove_tree(path.text, err);
        if (!rc && !is_quiet)
            command_say("%s: left by an adoption that was cut short; taken away", path.text);
    }
    return rc;
}
