/* SPDX-License-Identifier: Apache-2.0 */
/* dossier.c: entries gathered into one inquiry, and the ledger of a link made of it. */
#include "inquiry/dossier.h"

#include "base/hash.h"

static const char seal_context[] = "aasc/assessment/v1";

struct sha256_digest dossier_seal(const struct sha256_digest *salt, struct span text)
{
    struct sha256_stream s;

    sha256_init(&s);
    sha256_add(&s, (struct span){seal_context, sizeof(seal_context)}); /* with its NUL */
    sha256_add(&s, (struct span){(const char *)salt->b, sizeof(salt->b)});
    sha256_add(&s, text);
    return sha256_finish(&s);
}

/* ---- look-ups ---- */

const struct dossier_exhibit *dossier_exhibit(const struct dossier *d, struct span id)
{
    for (size_t i = 0; i < d->n_exhibits; i++)
        if (span_eq(d->exhibits[i].id_text, id))
            return &d->exhibits[i];
    return NULL;
}

size_t dossier_member(const struct dossier *d, struct span name)
{
    size_t i = 0;

    while (i < d->n_panel && !span_eq(d->panel[i].name, name))
        i++;
    return i;
}

bool dossier_is_last(const struct dossier *d, size_t finding)
{
    for (size_t i = finding + 1; i < d->n_findings; i++)
        if (d->findings[i].link == d->findings[finding].link &&
            span_eq(d->findings[i].hypothesis, d->findings[finding].hypothesis))
            return false;
    return true;
}

static struct span id_text(const struct uuid *id, struct arena *a, struct err *err)
{
    struct span text;
    struct buf b;

    buf_init(&b, 64);
    uuid_put(&b, id);
    text = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return text;
}

/* ---- entries ---- */

enum rc dossier_begin(struct dossier *d, const struct dossier_entry *e, struct arena *a,
                      struct err *err)
{
    struct json body;
    enum rc rc = json_parse(e->entry->body, a, &body, err);

    if (!rc)
        rc = dossier_open(d, &body, a, err);
    if (rc)
        return rc;
    d->id = e->entry->id;
    d->id_text = id_text(&d->id, a, err);
    d->label = e->entry->label;
    d->opened_at_ms = e->recorded_at_ms;
    return d->id_text.p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc take_exhibit(struct dossier *d, const struct dossier_entry *e,
                            const struct json *body, struct err *err)
{
    struct dossier_exhibit x;
    enum rc rc = dossier_read_exhibit(body, d->arena, &x, err);

    if (rc)
        return rc;
    x.id = e->entry->id;
    x.id_text = id_text(&x.id, d->arena, err);
    x.label = e->entry->label;
    x.recorded_at_ms = e->recorded_at_ms;
    d->exhibits = arena_grow(d->arena, d->exhibits, d->n_exhibits, &d->cap_exhibits,
                             sizeof(*d->exhibits), err);
    if (d->exhibits == NULL || x.id_text.p == NULL)
        return RC_LIMIT;
    d->exhibits[d->n_exhibits++] = x;
    return RC_OK;
}

static enum rc take_commitment(struct dossier *d, const struct dossier_entry *e,
                               const struct json *body, struct err *err)
{
    struct dossier_commitment c = {.exhibit = json_get_text(body, "exhibit"),
                                   .by = json_get_text(body, "by"),
                                   .author = e->entry->author,
                                   .sha256 = json_get_text(body, "sha256"),
                                   .order = e->order};
    enum rc rc = link_find(json_get_text(body, "link"), &c.link, err);

    if (rc || dossier_exhibit(d, c.exhibit) == NULL)
        return rc;
    d->commitments = arena_grow(d->arena, d->commitments, d->n_commitments, &d->cap_commitments,
                                sizeof(*d->commitments), err);
    if (d->commitments == NULL)
        return RC_LIMIT;
    d->commitments[d->n_commitments++] = c;
    return RC_OK;
}

static int hex_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hex(struct span text, struct sha256_digest *out)
{
    if (text.n != 2 * sizeof(out->b))
        return false;
    for (size_t i = 0; i < sizeof(out->b); i++) {
        int high = hex_of(text.p[2 * i]), low = hex_of(text.p[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        out->b[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

/* What was committed to: the text that the salt and the assessment give again. */
static enum rc hash_of(struct dossier *d, const struct json *body, struct span *out,
                       struct err *err)
{
    const struct json *text = json_get(body, "text");
    struct span salt = json_get_text(body, "salt");
    struct sha256_digest key = {{0}}, hash;
    struct buf b;

    if (text == NULL || !read_hex(salt, &key))
        return err_set(err, RC_INPUT, "an assessment without its text or its salt");
    buf_init(&b, ENTRY_BYTES_MAX);
    json_write(&b, text);
    hash = dossier_seal(&key, buf_span(&b));
    buf_clear(&b);
    sha256_put_hex(&b, &hash);
    *out = arena_copy(d->arena, buf_span(&b), err);
    buf_release(&b);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc take_assessment(struct dossier *d, const struct dossier_entry *e,
                               const struct json *body, struct err *err)
{
    const struct json *text = json_get(body, "text");
    struct dossier_assessment s;
    enum rc rc = RC_OK;

    if (dossier_exhibit(d, json_get_text(text, "exhibit")) == NULL)
        return RC_OK;
    rc = dossier_read_assessment(d, text, &s, err);
    if (rc)
        return rc;
    s.by = json_get_text(body, "by");
    s.author = e->entry->author;
    s.label = e->entry->label;
    s.order = e->order;
    s.is_independent = false;
    rc = hash_of(d, body, &s.sha256, err);
    if (rc)
        return rc;
    d->assessments = arena_grow(d->arena, d->assessments, d->n_assessments, &d->cap_assessments,
                                sizeof(*d->assessments), err);
    if (d->assessments == NULL)
        return RC_LIMIT;
    d->assessments[d->n_assessments++] = s;
    return RC_OK;
}

static enum rc take_reply(struct dossier *d, const struct dossier_entry *e, const struct json *body,
                          struct err *err)
{
    struct dossier_reply r = {.party = json_get_text(body, "party"),
                              .question = json_get_text(body, "question"),
                              .answer = json_get_text(body, "answer"),
                              .recorded_at_ms = e->recorded_at_ms};

    r.is_silent = r.answer.n == 0;
    d->replies =
        arena_grow(d->arena, d->replies, d->n_replies, &d->cap_replies, sizeof(*d->replies), err);
    if (d->replies == NULL)
        return RC_LIMIT;
    d->replies[d->n_replies++] = r;
    return RC_OK;
}

static enum rc take_finding(struct dossier *d, const struct dossier_entry *e,
                            const struct json *body, struct err *err)
{
    struct dossier_finding f = {.id = e->entry->id,
                                .hypothesis = json_get_text(body, "hypothesis"),
                                .statement = json_get_text(body, "statement"),
                                .standard = json_get_text(body, "standard"),
                                .label = e->entry->label,
                                .likelihood = json_get_text(body, "likelihood"),
                                .confidence = json_get_text(body, "confidence"),
                                .reasons = json_get_text(body, "reasons"),
                                .recorded_at_ms = e->recorded_at_ms};
    struct json *kept = arena_alloc(d->arena, sizeof(*kept), err);
    enum rc rc = link_find(json_get_text(body, "link"), &f.link, err);

    if (kept == NULL)
        return RC_LIMIT;
    *kept = *body;
    f.body = kept;
    d->findings = arena_grow(d->arena, d->findings, d->n_findings, &d->cap_findings,
                             sizeof(*d->findings), err);
    if (d->findings == NULL)
        return RC_LIMIT;
    d->findings[d->n_findings++] = f;
    return rc;
}

enum rc dossier_take(struct dossier *d, const struct dossier_entry *e, struct err *err)
{
    struct json body;
    struct span says;
    enum rc rc = json_parse(e->entry->body, d->arena, &body, err);

    if (rc || !span_eq(json_get_text(&body, "inquiry"), d->id_text))
        return rc;
    if (e->entry->kind == ENTRY_EXHIBIT)
        return take_exhibit(d, e, &body, err);
    if (e->entry->kind == ENTRY_FINDING)
        return take_finding(d, e, &body, err);
    says = json_get_text(&body, "says");
    if (span_is(says, "commitment"))
        return take_commitment(d, e, &body, err);
    if (span_is(says, "assessment"))
        return take_assessment(d, e, &body, err);
    if (span_is(says, "reply"))
        return take_reply(d, e, &body, err);
    return RC_OK;
}

/* ---- independence ---- */

/* When anybody's assessment of an exhibit at a link first became readable. */
static uint64_t first_shown(const struct dossier *d, enum link l, struct span exhibit)
{
    uint64_t first = UINT64_MAX;

    for (size_t i = 0; i < d->n_assessments; i++)
        if (d->assessments[i].link == l && span_eq(d->assessments[i].exhibit, exhibit) &&
            d->assessments[i].order < first)
            first = d->assessments[i].order;
    return first;
}

/* Its author had committed to this very text by then; an analyst's first assessment alone counts.
 */
static bool is_independent(const struct dossier *d, size_t at)
{
    const struct dossier_assessment *s = &d->assessments[at];
    uint64_t shown = first_shown(d, s->link, s->exhibit);

    for (size_t i = 0; i < at; i++)
        if (d->assessments[i].link == s->link && span_eq(d->assessments[i].exhibit, s->exhibit) &&
            span_eq(d->assessments[i].by, s->by))
            return false;
    if (dossier_member(d, s->by) == d->n_panel)
        return false;
    for (size_t i = 0; i < d->n_commitments; i++) {
        const struct dossier_commitment *c = &d->commitments[i];

        if (c->link == s->link && span_eq(c->exhibit, s->exhibit) &&
            span_eq(c->author, s->author) && span_eq(c->by, s->by) &&
            span_eq(c->sha256, s->sha256) && c->order < shown)
            return true;
    }
    return false;
}

void dossier_settle(struct dossier *d)
{
    for (size_t i = 0; i < d->n_assessments; i++)
        d->assessments[i].is_independent = is_independent(d, i);
}

/* ---- the ledger ---- */

static bool passes(const struct dossier_filter *f, struct span label)
{
    return f == NULL || f->may(f->context, label);
}

enum rc dossier_ledger(const struct dossier *d, enum link l, const struct dossier_filter *filter,
                       struct arena *a, struct ledger *out, struct err *err)
{
    struct ledger_exhibit *exhibits = arena_array(a, d->n_exhibits + 1, sizeof(*exhibits), err);
    struct ledger_entry *entries = arena_array(a, d->n_assessments + 1, sizeof(*entries), err);
    size_t n_exhibits = 0, n_entries = 0;

    if (exhibits == NULL || entries == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_exhibits; i++)
        if (passes(filter, d->exhibits[i].label))
            exhibits[n_exhibits++] =
                (struct ledger_exhibit){.id = d->exhibits[i].id_text,
                                        .lineage = d->exhibits[i].lineage,
                                        .reliability = d->exhibits[i].reliability,
                                        .is_missing = d->exhibits[i].is_missing};
    for (size_t i = 0; i < d->n_assessments; i++) {
        const struct dossier_assessment *s = &d->assessments[i];
        const struct dossier_exhibit *x = dossier_exhibit(d, s->exhibit);

        if (s->link == l && s->is_independent && passes(filter, s->label) && x != NULL &&
            passes(filter, x->label))
            entries[n_entries++] = (struct ledger_entry){.exhibit = s->exhibit,
                                                         .analyst = s->by,
                                                         .form = s->form,
                                                         .values = s->values,
                                                         .anyway = s->anyway};
    }
    *out = (struct ledger){.hypotheses = d->sets[l].items,
                           .n_hypotheses = d->sets[l].n,
                           .exhibits = exhibits,
                           .n_exhibits = n_exhibits,
                           .entries = entries,
                           .n_entries = n_entries};
    return RC_OK;
}
