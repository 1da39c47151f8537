/* SPDX-License-Identifier: Apache-2.0 */
/* report_status.c: what people have said about verdicts and reports, as the record has it: whose
 * word a verdict is, and what an earlier report got wrong. */
#include "cmd/mission_files.h"
#include "cmd/report_job.h"
#include "cmd/sense.h"

/* ---- whose word a verdict is ---- */

/* Verdicts on the record, with what was said about them, by what they say. */
struct marked {
    struct report_job *j;
    struct table by_sense;
    enum daily_status *statuses;
    struct span *ids;
    size_t cap_statuses, cap_ids;
};

/* The audience's own evaluation takes over a mark only where it says the very same. */
static enum rc sense_text(const struct json *verdict, struct arena *a, struct span *out,
                          struct err *err)
{
    struct sha256_digest digest;
    enum rc rc = sense_of(verdict, a, &digest, err);

    if (rc)
        return rc;
    *out = arena_copy(a, (struct span){.p = (const char *)digest.b, .n = SHA256_BYTES}, err);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static enum daily_status status_of(const struct store_verdict *v)
{
    bool has[ENTRY_KIND_COUNT] = {false};

    for (size_t i = 0; i < v->n_marks; i++)
        has[v->marks[i].kind] = true;
    if (has[ENTRY_WITHDRAWAL])
        return DAILY_WITHDRAWN;
    if (has[ENTRY_CONTEST])
        return DAILY_CONTESTED;
    return has[ENTRY_CONFIRMATION] ? DAILY_CONFIRMED : DAILY_MACHINE;
}

static enum rc keep_mark(struct marked *m, struct span sense, const struct store_verdict *v,
                         struct err *err)
{
    struct arena *a = &m->j->arena;
    size_t n = m->by_sense.n;
    struct buf id;
    enum rc rc;

    m->statuses = arena_grow(a, m->statuses, n, &m->cap_statuses, sizeof(*m->statuses), err);
    m->ids = arena_grow(a, m->ids, n, &m->cap_ids, sizeof(*m->ids), err);
    if (m->statuses == NULL || m->ids == NULL)
        return RC_LIMIT;
    buf_init(&id, 64);
    uuid_put(&id, &v->entry.id);
    m->statuses[n] = status_of(v);
    m->ids[n] = arena_copy(a, buf_span(&id), err);
    buf_release(&id);
    rc = table_add(&m->by_sense, sense, (uint32_t)n, err);
    if (rc != RC_CONFLICT)
        return rc;
    if (v->n_marks > 0) { /* the same said twice: what people said of it holds for both */
        m->statuses[table_find(&m->by_sense, sense)] = m->statuses[n];
        m->ids[table_find(&m->by_sense, sense)] = m->ids[n];
    }
    return RC_OK;
}

static enum rc take_marked(void *to, const struct store_verdict *v, struct err *err)
{
    struct marked *m = to;
    struct entry e;
    struct json body;
    struct span sense, bytes;
    enum rc rc;

    if (v->entry.is_erased)
        return RC_OK;
    bytes = arena_copy(&m->j->arena, v->entry.bytes, err);
    if (bytes.p == NULL)
        return RC_LIMIT;
    rc = entry_read(bytes, &m->j->arena, &e, err);
    if (!rc)
        rc = json_parse(e.body, &m->j->arena, &body, err);
    if (!rc)
        rc = sense_text(&body, &m->j->arena, &sense, err);
    return rc ? rc : keep_mark(m, sense, v, err);
}

static enum rc set_status(const struct marked *m, size_t i, struct err *err)
{
    struct report_job *j = m->j;
    struct daily_verdict *v = &j->harvest.verdicts[i];
    struct json said;
    struct span sense;
    uint32_t at;
    enum rc rc = verdict_json(&v->v, NULL, &j->scratch, &said, err);

    if (!rc)
        rc = sense_text(&said, &j->scratch, &sense, err);
    if (rc)
        return rc;
    j->senses[i] = arena_copy(&j->arena, sense, err);
    if (j->senses[i].p == NULL)
        return RC_LIMIT;
    at = table_find(&m->by_sense, sense);
    if (at != TABLE_ABSENT) {
        v->status = m->statuses[at];
        v->id = m->ids[at];
    }
    arena_reset(&j->scratch);
    return RC_OK;
}

/* Also of verdicts that another has replaced: whether one was may hang on what the reader does not
 * see, and what the reader's own judging does not say again finds none of them. */
enum rc report_statuses(struct report_job *j, struct err *err)
{
    const struct store_verdict_query q = {.below_seq = j->checkpoint.size,
                                          .has_span = true,
                                          .span = j->ask.when,
                                          .with_superseded = true,
                                          .visible = j->visible};
    struct marked m = {.j = j};
    enum rc rc;

    table_init(&m.by_sense, &j->arena);
    j->senses = arena_array(&j->arena, j->harvest.n_verdicts + 1, sizeof(*j->senses), err);
    if (j->senses == NULL)
        return RC_LIMIT;
    rc = store_verdicts(desk_store(j->m.desk), &q, take_marked, &m, err);
    for (size_t i = 0; i < j->harvest.n_verdicts && !rc; i++)
        rc = set_status(&m, i, err);
    return rc;
}

/* ---- entries about reports ---- */

/* The body of an entry, kept as long as the report. */
static enum rc body_of(struct report_job *j, const struct store_entry *e, struct json *out,
                       struct span *text, struct err *err)
{
    struct entry entry;
    enum rc rc = mission_read_body(e, &j->arena, &entry, out, err);

    if (!rc && text != NULL)
        *text = entry.body;
    return rc;
}

/* Looking through the reports on record, the newest first. */
struct looking {
    struct report_job *j;
    struct span id; /* empty: the last daily one of this audience */
    bool has_any;
    struct span body, label;
    uint64_t size; /* of its checkpoint */
};

static enum rc take_report(void *to, const struct store_entry *e, struct err *err)
{
    struct looking *l = to;
    struct json body;
    struct span text;
    const struct json *checkpoint, *size;
    enum rc rc = e->is_erased ? RC_ABSENT : body_of(l->j, e, &body, &text, err);

    if (rc)
        return rc == RC_ABSENT ? RC_OK : rc;
    if (!span_eq(json_get_text(&body, "audience"), l->j->ask.audience) ||
        (l->id.n == 0 && !span_is(json_get_text(&body, "report"), "daily")) ||
        (l->id.n > 0 && !span_eq(json_get_text(&body, "id"), l->id)))
        return RC_OK;
    checkpoint = json_get(&body, "checkpoint");
    size = checkpoint == NULL ? NULL : json_get(checkpoint, "size");
    if (size == NULL || size->type != JSON_INT || size->u.i < 0)
        return RC_OK;
    l->has_any = true;
    l->body = text;
    l->label = arena_copy(&l->j->arena, e->label, err);
    if (l->label.p == NULL)
        return RC_LIMIT;
    l->size = (uint64_t)size->u.i;
    return RC_END;
}

static enum rc look(struct looking *l, uint64_t below_seq, struct err *err)
{
    const struct store_entry_query q = {.below_seq = below_seq,
                                        .kinds = 1U << ENTRY_REPORT,
                                        .is_newest_first = true,
                                        .visible = l->j->visible};
    enum rc rc = store_entries(desk_store(l->j->m.desk), &q, take_report, l, err);

    return rc == RC_END ? RC_OK : rc;
}

enum rc report_find(struct report_job *j, struct span id, struct span *body, struct span *label,
                    struct err *err)
{
    struct looking l = {.j = j, .id = id};
    enum rc rc = look(&l, UINT64_MAX, err);

    if (rc)
        return rc;
    if (!l.has_any)
        return err_set(err, RC_ABSENT, "there is no published report \"%.*s\" for %.*s",
                       SPAN_ARG(id), SPAN_ARG(j->ask.audience));
    *body = l.body;
    if (label != NULL)
        *label = l.label;
    return RC_OK;
}

/* ---- spot reports ---- */

struct spots {
    struct report_job *j;
    void (*take)(void *to, const struct entry *e, int64_t issued_at_ms);
    void *to;
};

static enum rc take_spot(void *to, const struct store_entry *stored, struct err *err)
{
    struct spots *s = to;
    struct span bytes = arena_copy(&s->j->arena, stored->bytes, err);
    struct time_span issued;
    struct json body;
    struct entry e;
    enum rc rc = bytes.p == NULL && stored->bytes.n > 0 ? RC_LIMIT : RC_OK;

    if (rc || stored->is_erased)
        return rc;
    rc = entry_read(bytes, &s->j->arena, &e, err);
    if (!rc)
        rc = json_parse(e.body, &s->j->arena, &body, err);
    if (!rc && span_is(json_get_text(&body, "report"), "spot") &&
        zone_read_span(zone_utc(), json_get_text(&body, "issued_at"), &issued, NULL, NULL) == RC_OK)
        s->take(s->to, &e, issued.t0_ms);
    return rc;
}

enum rc report_spots(struct report_job *j,
                     void (*take)(void *to, const struct entry *e, int64_t issued_at_ms), void *to,
                     struct err *err)
{
    const struct store_entry_query q = {
        .below_seq = j->checkpoint.size, .kinds = 1U << ENTRY_REPORT, .visible = j->visible};
    struct spots s = {.j = j, .take = take, .to = to};

    return store_entries(desk_store(j->m.desk), &q, take_spot, &s, err);
}

/* ---- corrigenda ---- */

struct correcting {
    struct report_job *j;
    struct daily_corrigendum *items;
    size_t n, cap;
};

static enum rc take_correction(void *to, const struct store_entry *e, struct err *err)
{
    struct correcting *c = to;
    struct daily_corrigendum *items;
    struct json body;
    enum rc rc = e->is_erased ? RC_ABSENT : body_of(c->j, e, &body, NULL, err);

    if (rc)
        return rc == RC_ABSENT ? RC_OK : rc;
    items = arena_grow(&c->j->arena, c->items, c->n, &c->cap, sizeof(*items), err);
    if (items == NULL)
        return RC_LIMIT;
    c->items = items;
    items[c->n++] = (struct daily_corrigendum){.report = json_get_text(&body, "report"),
                                               .was = json_get_text(&body, "was"),
                                               .is = json_get_text(&body, "is"),
                                               .cause = json_get_text(&body, "cause"),
                                               .at_ms = e->recorded_at_ms};
    return RC_OK;
}

enum rc report_corrigenda(struct report_job *j, struct err *err)
{
    struct looking last = {.j = j};
    struct correcting c = {.j = j};
    enum rc rc = look(&last, j->checkpoint.size, err);
    const struct store_entry_query q = {.from_seq = last.has_any ? last.size : 0,
                                        .below_seq = j->checkpoint.size,
                                        .kinds = 1U << ENTRY_CORRECTION,
                                        .visible = j->visible};

    if (!rc)
        rc = store_entries(desk_store(j->m.desk), &q, take_correction, &c, err);
    j->in.corrigenda = c.items;
    j->in.n_corrigenda = c.n;
    return rc;
}
