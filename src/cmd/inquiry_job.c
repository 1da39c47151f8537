/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/inquiry_job.h"

/* ---- one inquiry ---- */

struct loading {
    const struct inquiry_view *view;
    struct arena *arena;
    struct dossier *dossier;
    const char *id;
};

/* Kept as long as the arena: what the store hands out lives during the call. */
static enum rc read_entry(struct arena *a, const struct store_entry *e, struct entry *out,
                          struct err *err)
{
    struct span bytes = arena_copy(a, e->bytes, err);

    return bytes.p == NULL ? RC_LIMIT : entry_read(bytes, a, out, err);
}

bool inquiry_is_gone(const struct inquiry_view *v, const struct store_entry *e)
{
    struct store_entry by;
    struct arena a;
    bool is_seen = true;

    if (e->is_erased || !e->is_superseded)
        return e->is_erased;
    if (v->visible == NULL)
        return true;
    arena_init(&a, 16 * ENTRY_BYTES_MAX);
    is_seen = store_entry_by_seq(v->store, e->superseded_by, &a, &by, NULL) == RC_OK &&
              visible_has_text(v->visible, by.label);
    arena_release(&a);
    return is_seen;
}

static enum rc take(void *to, const struct store_entry *e, struct err *err)
{
    struct loading *l = to;
    struct dossier_entry one = {.recorded_at_ms = e->recorded_at_ms, .order = e->seq};
    struct entry entry;
    enum rc rc;

    if (inquiry_is_gone(l->view, e))
        return RC_OK;
    rc = read_entry(l->arena, e, &entry, err);
    one.entry = &entry;
    return rc ? rc : dossier_take(l->dossier, &one, err);
}

static enum rc begin(struct loading *l, struct err *err)
{
    struct dossier_entry one = {.entry = NULL};
    struct store_entry e;
    struct entry entry;
    struct uuid uuid;
    enum rc rc = uuid_read(span_of(l->id), &uuid, err);

    if (!rc)
        rc = store_entry_by_id(l->view->store, &uuid, l->view->below_seq, l->view->visible,
                               l->arena, &e, err);
    if (rc == RC_ABSENT || (!rc && (e.kind != ENTRY_INQUIRY || e.is_erased)))
        return err_set(err, RC_ABSENT, "%.60s: there is no such inquiry", l->id);
    if (!rc)
        rc = read_entry(l->arena, &e, &entry, err);
    if (rc)
        return rc;
    one.entry = &entry;
    one.recorded_at_ms = e.recorded_at_ms;
    one.order = e.seq;
    /* an assessment or a reply is of the same kind, and opens nothing */
    return dossier_begin(l->dossier, &one, l->arena, NULL) == RC_OK
               ? RC_OK
               : err_set(err, RC_ABSENT, "%.60s: there is no such inquiry", l->id);
}

enum rc inquiry_load(const struct inquiry_view *v, const char *id, struct arena *a,
                     struct dossier *out, struct err *err)
{
    struct loading l = {.view = v, .arena = a, .dossier = out, .id = id};
    const struct store_entry_query q = {
        .below_seq = v->below_seq,
        .kinds = 1U << ENTRY_INQUIRY | 1U << ENTRY_EXHIBIT | 1U << ENTRY_FINDING,
        .visible = v->visible,
    };
    enum rc rc = begin(&l, err);

    if (!rc)
        rc = store_entries(v->store, &q, take, &l, err);
    if (!rc)
        dossier_settle(out);
    return rc;
}

struct inquiry_view inquiry_view_of(struct act *a)
{
    return (struct inquiry_view){
        .store = desk_store(a->m.desk), .below_seq = UINT64_MAX, .visible = NULL};
}

struct inquiry_view inquiry_view_as(struct reading *r)
{
    return (struct inquiry_view){
        .store = desk_store(r->m.desk), .below_seq = r->below_seq, .visible = r->who.visible};
}

enum rc inquiry_weigh(const struct dossier *d, struct arena *a, struct ledger_weight w[LINK_COUNT],
                      struct err *err)
{
    enum rc rc = RC_OK;

    for (int l = 0; l < LINK_COUNT && !rc; l++) {
        struct ledger ledger;

        w[l] = (struct ledger_weight){.posterior = NULL};
        if (d->sets[l].n == 0)
            continue;
        rc = dossier_ledger(d, (enum link)l, NULL, a, &ledger, err);
        if (!rc)
            rc = ledger_weigh(&ledger, a, &w[l], err);
    }
    return rc;
}

/* ---- what it stands on ---- */

enum rc inquiry_standards(const struct mission *m, struct arena *a,
                          const struct finding_standard **out, size_t *n, struct err *err)
{
    struct finding_standard *all = arena_array(a, FINDING_STANDARDS_MAX, sizeof(*all), err);
    size_t n_all = 0;
    enum rc rc;

    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < m->model.n_agreements; i++) {
        const struct charter *c = m->model.agreements[i].charter;

        for (size_t k = 0; c != NULL && k < c->n_standards; k++) {
            const struct charter_standard *s = &c->standards[k];

            if (n_all == FINDING_STANDARDS_MAX)
                return err_set(err, RC_LIMIT, "more than %d standards of proof",
                               FINDING_STANDARDS_MAX);
            all[n_all++] = (struct finding_standard){
                .name = s->id, .rank = s->rank, .is_strict = s->is_strict, .score = s->score};
        }
    }
    if (n_all == 0)
        return err_set(err, RC_ABSENT,
                       "no charter in force has standards of proof; one must be among the pacts of "
                       "the mission");
    rc = finding_check_standards(all, n_all, err);
    if (rc)
        return rc;
    *out = all;
    *n = n_all;
    return RC_OK;
}

enum rc inquiry_file(const char *path, struct arena *a, struct json *out, struct err *err)
{
    struct source_map map = {.mapped = NULL};
    struct span text;
    enum rc rc = source_map(path, &map, err);

    if (rc)
        return rc;
    if (map.bytes.n > INQUIRY_FILE_MAX) {
        rc = err_set(err, RC_LIMIT, "%.200s: more than %zu bytes", path, INQUIRY_FILE_MAX);
    } else {
        text = arena_copy(a, map.bytes, err);
        rc = text.p == NULL ? RC_LIMIT : json_parse(text, a, out, err);
        if (!rc && out->type != JSON_OBJECT)
            rc = err_set(err, RC_INPUT, "must be a JSON object");
        if (rc)
            rc = err_prefix(err, rc, "%.200s: ", path);
    }
    source_unmap(&map);
    return rc;
}

static enum rc check_covers(const struct act *a, struct span label, struct span about,
                            struct err *err)
{
    const struct label_policy *p = &a->m.labels->roster.policy;
    struct label of_text, of_thing;
    enum rc rc = label_parse(p, label, &of_text, err);

    if (!rc)
        rc = label_parse(p, about, &of_thing, err);
    return rc ? rc : label_write_check(p, &of_text, &of_thing, err);
}

enum rc inquiry_label(struct act *a, struct span asked, struct span about, struct span *out,
                      struct err *err)
{
    enum rc rc;

    if (asked.n == 0) {
        *out = about;
        return RC_OK;
    }
    rc = labels_canonical(a->m.labels, asked, &a->arena, out, err);
    if (!rc)
        rc = check_covers(a, *out, about, err);
    return rc ? err_prefix(err, rc, "--label: ") : RC_OK;
}

enum rc inquiry_sign(struct act *a, const struct dossier *d, const char *says, struct json *body,
                     struct err *err)
{
    enum rc rc = json_set(body, "by", json_text(a->author->name), &a->arena, err);

    if (!rc)
        rc = json_set(body, "inquiry", json_text(d->id_text), &a->arena, err);
    if (!rc && says != NULL)
        rc = json_set(body, "says", json_str(says), &a->arena, err);
    return rc;
}

void inquiry_print(const char *word, const struct uuid *id)
{
    struct buf b;

    buf_init(&b, 128);
    buf_printf(&b, "%s ", word);
    uuid_put(&b, id);
    buf_putc(&b, '\n');
    (void)fwrite(b.p, 1, b.n, stdout);
    buf_release(&b);
}
