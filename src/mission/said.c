/* SPDX-License-Identifier: Apache-2.0 */
/* said.c: from a verdict, which lives during a call, to a text with everything that it rests on:
 * the rows that it names, the sensors whose clock or place they have, the permit that exempts, the
 * line as it stood, the claims that it quotes. */
#include "mission/said.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"

#define BODY_MAX ((size_t)1024 * 1024)

/* Which row an id stands in, by where its text lies: texts alike are of two rows. */
struct id_slot {
    const char *p;
    uint32_t item;
};

struct said_index {
    struct id_slot *ids;
    size_t n_ids; /* a power of two */
    struct table sensors;
    bool *is_input; /* by item: taken for the verdict at hand */
    uint32_t *inputs;
    size_t n_inputs;
};

/* ---- terms ---- */

static enum rc make_receipt(const struct pact_model *model, struct span engine, struct arena *a,
                            struct json *out, struct err *err)
{
    /* of any verdict: its receipt is the same */
    const struct receipt r = {engine, model->hash, TIME_ALWAYS};
    const struct event none = {.when = {0, 0}};
    struct json event;
    const struct json *made;
    enum rc rc = event_json(&none, &r, a, &event, err);

    if (rc)
        return rc;
    made = json_get(&event, "receipt");
    *out = made == NULL ? json_null() : *made;
    return RC_OK;
}

enum rc said_terms_open(const struct fold_pact *pact, struct span engine, struct arena *a,
                        struct said_terms *out, struct err *err)
{
    const struct pact_model *model = pact->model;
    struct said_terms t = {.model = model, .is_first = pact->from_ms == TIME_ALWAYS};
    size_t n = 0;

    for (size_t i = 0; i < model->n_agreements; i++)
        n += model->agreements[i].n_terms;
    t.names = arena_array(a, n, sizeof(*t.names), err);
    t.first = arena_array(a, model->n_agreements, sizeof(*t.first), err);
    if (t.names == NULL || t.first == NULL)
        return RC_LIMIT;
    n = 0;
    for (size_t i = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        t.first[i] = n;
        for (size_t k = 0; k < g->n_terms; k++, n++) {
            t.names[n] =
                arena_printf(a, err, "%.*s/%.*s", SPAN_ARG(g->id), SPAN_ARG(g->terms[k].id));
            if (t.names[n].p == NULL)
                return RC_LIMIT;
        }
    }
    if (make_receipt(model, engine, a, &t.receipt, err) != RC_OK)
        return RC_LIMIT;
    *out = t;
    return RC_OK;
}

struct span said_term(const struct said_terms *t, const struct pact_agreement *g,
                      const struct pact_term *term)
{
    return t->names[t->first[g - t->model->agreements] + (size_t)(term - g->terms)];
}

/* ---- which rows ---- */

static const struct row_head *head_of(const struct held *h)
{
    return &h->row.u.observation.head; /* every kind begins with it */
}

static size_t id_slot(const struct said_index *x, const char *p)
{
    size_t at = ((uintptr_t)p * UINT64_C(0x9E3779B97F4A7C15) >> 24) & (x->n_ids - 1);

    while (x->ids[at].p != NULL && x->ids[at].p != p)
        at = (at + 1) & (x->n_ids - 1);
    return at;
}

static enum rc index_sensors(struct saying *s, struct err *err)
{
    const struct docket *d = &s->rows->docket;

    table_init(&s->index->sensors, s->arena);
    for (size_t i = 0; i < d->n_sensors; i++) {
        enum rc rc =
            table_add(&s->index->sensors, d->sensors[i].head.id, d->sensors[i].head.row - 1, err);

        if (rc != RC_OK && rc != RC_CONFLICT)
            return rc;
    }
    return RC_OK;
}

enum rc saying_open(struct saying *s, struct err *err)
{
    struct said_index *x = arena_alloc(s->arena, sizeof(*x), err);

    if (x == NULL)
        return RC_LIMIT;
    for (x->n_ids = 16; x->n_ids < s->rows->n * 2;)
        x->n_ids *= 2;
    x->ids = arena_array(s->arena, x->n_ids, sizeof(*x->ids), err);
    x->is_input = arena_array(s->arena, s->rows->n, sizeof(*x->is_input), err);
    x->inputs = arena_array(s->arena, s->rows->n, sizeof(*x->inputs), err);
    if (x->ids == NULL || x->is_input == NULL || x->inputs == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < s->rows->n; i++) {
        const char *p = head_of(s->rows->items[i])->id.p;
        struct id_slot *slot = &x->ids[id_slot(x, p)];

        if (slot->p == NULL)
            *slot = (struct id_slot){p, (uint32_t)i};
    }
    s->index = x;
    return index_sensors(s, err);
}

static void add_input(struct said_index *x, uint32_t item)
{
    if (x->is_input[item])
        return;
    x->is_input[item] = true;
    x->inputs[x->n_inputs++] = item;
}

static void add_by_id(struct said_index *x, struct span id)
{
    const struct id_slot *slot = id.p == NULL ? NULL : &x->ids[id_slot(x, id.p)];

    if (slot != NULL && slot->p != NULL)
        add_input(x, slot->item);
}

/* What an observation has from its sensor rests on that. */
static void add_sensors(struct saying *s)
{
    struct said_index *x = s->index;
    size_t n = x->n_inputs;

    for (size_t i = 0; i < n && x->sensors.n > 0; i++) {
        const struct row *row = &s->rows->items[x->inputs[i]]->row;
        const struct observation *o = &row->u.observation;
        uint32_t sensor;

        if (row->kind != ROW_OBSERVATION ||
            (o->place.form != PLACE_NONE && !isnan(o->clock_sigma_s) && o->reliability != 0 &&
             o->sense != SENSE_HEARD))
            continue;
        sensor = table_find(&x->sensors, o->head.source);
        if (sensor != TABLE_ABSENT)
            add_input(x, sensor);
    }
}

/* Claims are quoted in the explanation. */
static void add_claims(struct saying *s, const struct verdict *v)
{
    const struct docket *d = &s->rows->docket;

    for (size_t i = 0; i < d->n_claims; i++) {
        const struct claim *c = &d->claims[i];
        bool is_about = v->event.n > 0 && span_eq(c->about, v->event);

        for (size_t k = 0; k < v->n_inputs && !is_about; k++)
            is_about = span_eq(c->about, v->inputs[k]);
        if (is_about)
            add_input(s->index, c->head.row - 1);
    }
}

static int uuid_order(const void *left, const void *right)
{
    return uuid_cmp(left, right);
}

/* What was taken so far is what it is about. */
static enum rc put_acts(struct saying *s, struct said *out, struct err *err)
{
    struct said_index *x = s->index;
    struct uuid *ids = arena_array(s->arena, x->n_inputs, sizeof(*ids), err);

    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < x->n_inputs; i++)
        ids[i] = s->rows->items[x->inputs[i]]->id;
    if (x->n_inputs > 1)
        qsort(ids, x->n_inputs, sizeof(*ids), uuid_order);
    out->acts = ids;
    out->n_acts = x->n_inputs;
    return RC_OK;
}

/* Their ids, and the labels of them and of the lines as they stood by then. */
static enum rc put_inputs(struct saying *s, struct said *out, struct err *err)
{
    struct said_index *x = s->index;
    const struct docket *d = &s->rows->docket;
    struct uuid *ids = arena_array(s->arena, x->n_inputs, sizeof(*ids), err);
    struct span *labels =
        arena_array(s->scratch, x->n_inputs + d->n_line_versions, sizeof(*labels), err);
    size_t n = 0;

    if (ids == NULL || labels == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < x->n_inputs; i++) {
        const struct held *h = s->rows->items[x->inputs[i]];

        ids[i] = h->id;
        labels[n++] = h->label;
        x->is_input[x->inputs[i]] = false;
    }
    for (size_t i = 0; i < d->n_line_versions; i++)
        if (out->kind == ENTRY_VERDICT && d->line_versions[i].valid_from_ms <= out->when.t1_ms)
            labels[n++] = s->rows->items[d->line_versions[i].head.row - 1]->label;
    if (x->n_inputs > 1)
        qsort(ids, x->n_inputs, sizeof(*ids), uuid_order);
    out->inputs = ids;
    out->n_inputs = x->n_inputs;
    x->n_inputs = 0;
    return join_labels(s->join, labels, n, s->arena, &out->label, err);
}

/* ---- texts ---- */

/* The same words under another text of the agreement are another verdict. */
static struct sha256_digest sense_of(const struct said_terms *t, struct span text)
{
    struct sha256_stream s;

    if (t->is_first)
        return sha256(text);
    sha256_init(&s);
    sha256_add(&s, text);
    sha256_add(&s, (struct span){(const char *)t->model->hash.b, SHA256_BYTES});
    return sha256_finish(&s);
}

static enum rc put_texts(struct saying *s, struct json *v, struct said *out, struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, BODY_MAX);
    json_write(&b, v);
    rc = buf_check(&b, err);
    out->sense = sense_of(s->terms, buf_span(&b));
    if (rc == RC_OK)
        rc = json_set(v, "receipt", s->terms->receipt, s->scratch, err);
    buf_clear(&b);
    if (rc == RC_OK)
        json_write(&b, v);
    if (rc == RC_OK)
        rc = buf_check(&b, err);
    if (rc == RC_OK) {
        out->body = arena_copy(s->arena, buf_span(&b), err);
        rc = out->body.p == NULL ? RC_LIMIT : RC_OK;
    }
    buf_release(&b);
    return rc;
}

static enum rc append(struct saying *s, const struct said *one, struct err *err)
{
    struct said *more = arena_grow(s->arena, s->items, s->n, &s->cap, sizeof(*more), err);

    if (more == NULL)
        return RC_LIMIT;
    s->items = more;
    s->items[s->n++] = *one;
    return RC_OK;
}

static bool is_within(const struct saying *s, struct time_span when)
{
    return fold_pact_counts(s->pacts, s->n_pacts, s->pact, when);
}

static enum rc put_names(struct saying *s, const struct span *ids, size_t n, struct span event,
                         struct said *out, struct err *err)
{
    uint64_t *names = arena_array(s->arena, n + 1, sizeof(*names), err);

    if (names == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        names[i] = card_hash(ids[i]);
    out->names = names;
    out->n_names = n;
    if (event.n > 0)
        names[out->n_names++] = card_hash(event);
    return RC_OK;
}

/* What is said of all of the input's time is found by the term's name, turned over. */
static enum rc put_input_name(struct saying *s, struct said *out, struct err *err)
{
    uint64_t *name = arena_alloc(s->arena, sizeof(*name), err);

    if (name == NULL)
        return RC_LIMIT;
    *name = ~card_hash(out->term);
    out->names = name;
    out->n_names = 1;
    return RC_OK;
}

/* Whether a verdict is one that this pass is for, whatever its word. */
static bool is_meant(struct saying *s, const struct verdict *v)
{
    bool has_time = v->when.t0_ms != TIME_ALWAYS;

    if (s->only != NULL && (v->term != s->only->term || v->agreement != s->only->agreement))
        return false;
    if (s->heads != NULL && v->of_limit > 0 && !v->is_of_input)
        s->heads[v->of_limit - 1] = SAID_SEEN;
    if (v->of_limit > 0 && v->is_of_input != s->is_of_input)
        return false;
    if (v->is_of_input && s->heads != NULL && s->heads[v->of_limit - 1] != SAID_UNSEEN)
        return false;
    return !has_time || (v->when.t0_ms <= s->hull.t1_ms && v->when.t1_ms >= s->hull.t0_ms);
}

/* The place as the body has it, rounded: so that whoever reads it again finds the same. */
static void put_place(const struct json *body, struct said *out)
{
    const struct json *place = json_get(body, "place");
    struct geo_pos at;

    out->is_placed = place != NULL && json_number(json_get(place, "lat"), &at.lat_deg) &&
                     json_number(json_get(place, "lon"), &at.lon_deg);
    if (out->is_placed)
        out->place = at;
}

static enum rc hear_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct saying *s = context;
    struct said out = {.kind = ENTRY_VERDICT,
                       .word = v->word,
                       .when = v->when,
                       .severity = (uint8_t)v->severity,
                       .has_place = v->has_place,
                       .place = v->place,
                       .is_of_input = v->is_of_input,
                       .may_mention = v->may_mention,
                       .mentions = v->may_mention || v->n_mentions > 0};
    struct json j;
    enum rc rc;

    s->n_heard++;
    if (!is_meant(s, v) || !is_within(s, v->when) ||
        (s->words == SAID_STANDING && v->word != VERDICT_VIOLATION &&
         v->word != VERDICT_INDETERMINATE))
        return RC_OK;
    arena_reset(s->scratch);
    out.term = said_term(s->terms, v->agreement, v->term);
    for (size_t i = 0; i < v->n_inputs; i++)
        add_by_id(s->index, v->inputs[i]);
    rc = put_acts(s, &out, err);
    add_by_id(s->index, v->exemption);
    add_by_id(s->index, v->line_version);
    for (size_t i = 0; i < v->n_mentions; i++)
        add_by_id(s->index, v->mentions[i]);
    add_sensors(s);
    add_claims(s, v);
    if (rc == RC_OK)
        rc = put_inputs(s, &out, err);
    if (rc == RC_OK && v->is_of_input)
        rc = put_input_name(s, &out, err);
    else if (rc == RC_OK)
        rc = put_names(s, v->inputs, v->n_inputs, v->event, &out, err);
    if (rc == RC_OK)
        rc = verdict_json(v, NULL, s->scratch, &j, err);
    if (rc == RC_OK)
        put_place(&j, &out);
    if (rc == RC_OK)
        rc = put_texts(s, &j, &out, err);
    if (rc == RC_OK) {
        out.party = arena_copy(s->arena, v->party, err);
        rc = out.party.p == NULL ? RC_LIMIT : append(s, &out, err);
    }
    return rc;
}

static enum rc hear_event(void *context, const struct event *e, struct err *err)
{
    struct saying *s = context;
    struct said out = {.kind = ENTRY_EVENT, .when = e->when};
    struct json j;
    enum rc rc;

    s->n_heard++;
    if (e->n_members < 2 || !is_within(s, e->when))
        return RC_OK;
    arena_reset(s->scratch);
    for (size_t i = 0; i < e->n_members; i++)
        add_input(s->index, e->members[i]->head.row - 1);
    rc = put_acts(s, &out, err);
    add_sensors(s);
    if (rc == RC_OK)
        rc = put_inputs(s, &out, err);
    if (rc == RC_OK)
        rc = put_names(s, NULL, 0, e->id, &out, err);
    if (rc == RC_OK)
        rc = event_json(e, NULL, s->scratch, &j, err);
    if (rc == RC_OK)
        rc = put_texts(s, &j, &out, err);
    return rc != RC_OK ? rc : append(s, &out, err);
}

struct verdict_sink saying_sink(struct saying *s)
{
    return (struct verdict_sink){s, hear_verdict, hear_event};
}
