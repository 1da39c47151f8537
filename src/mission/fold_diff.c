/* SPDX-License-Identifier: Apache-2.0 */
/* fold_diff.c: what is said now against what the record says: the same words stay, what says
 * something else supersedes what it takes the place of, and what nothing takes the place of is
 * taken back. */
#include "mission/fold_inside.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define BODY_MAX ((size_t)1024 * 1024)

/* ---- handing out ---- */

static struct span sense_key(const struct sha256_digest *d)
{
    return (struct span){(const char *)d->b, sizeof(d->b)};
}

static struct span id_key(const struct uuid *id)
{
    return (struct span){(const char *)id->b, sizeof(id->b)};
}

static enum rc note_in(struct fold *f, struct table *t, struct span key, struct err *err)
{
    struct span kept = arena_copy(&f->step, key, err);
    enum rc rc = kept.p == NULL ? RC_LIMIT : table_add(t, kept, 1, err);

    return rc == RC_CONFLICT ? RC_OK : rc;
}

enum rc fold_add_news(struct fold *f, const struct news *n, struct err *err)
{
    struct news *more = arena_grow(&f->step, f->news, f->n_news, &f->cap_news, sizeof(*more), err);
    struct news kept = *n;

    if (more == NULL)
        return RC_LIMIT;
    f->news = more;
    kept.term = arena_copy(&f->step, n->term, err);
    kept.party = arena_copy(&f->step, n->party, err);
    kept.label = arena_copy(&f->step, n->label, err);
    if (kept.term.p == NULL || kept.party.p == NULL || kept.label.p == NULL)
        return RC_LIMIT;
    f->news[f->n_news++] = kept;
    return RC_OK;
}

static enum rc add_news(struct fold *f, const struct said *what, const struct uuid *id,
                        bool is_violation, struct err *err)
{
    return fold_add_news(f,
                         &(struct news){.id = *id,
                                        .term = what->term,
                                        .when = what->when,
                                        .place = what->place,
                                        .party = what->party,
                                        .label = what->label,
                                        .severity = what->severity,
                                        .has_place = what->is_placed,
                                        .is_violation = is_violation},
                         err);
}

/* What has no time of its own is filed at the beginning of its term's, or of time; under a later
 * version not before that, so that by this time it is known under which it was said. */
static struct time_span time_of(const struct fold *f, const struct said *what)
{
    size_t i = fold_pact_of(f, what->when);
    const struct pact_model *m = f->options.pacts[i].model;
    int64_t at_ms = TIME_MIN_MS;

    if (what->when.t0_ms >= TIME_MIN_MS && what->when.t1_ms <= TIME_MAX_MS)
        return what->when;
    for (size_t k = 0; k < m->n_agreements; k++)
        for (size_t t = 0; t < m->agreements[k].n_terms; t++)
            if (span_eq(said_term(&f->terms[i], &m->agreements[k], &m->agreements[k].terms[t]),
                        what->term) &&
                m->agreements[k].terms[t].from_ms >= TIME_MIN_MS)
                at_ms = m->agreements[k].terms[t].from_ms;
    if (at_ms < f->options.pacts[i].from_ms)
        at_ms = f->options.pacts[i].from_ms;
    return (struct time_span){at_ms, at_ms};
}

/* An id is made of the bytes, and each stands once. What was said before in these very bytes, lost
 * its place to another and is so again, is said in the place of itself. */
static enum rc find_id(struct fold *f, struct entry *e, struct err *err)
{
    for (;;) { /* once for every time that it was said */
        struct shelf_row was;
        enum rc rc = entry_derive_id(e, err);

        if (rc == RC_OK)
            rc = f->shelf->entry(f->shelf->context, &e->id, &f->step, &was, err);
        if (rc == RC_ABSENT && err != NULL)
            err->note[0] = '\0';
        if (rc != RC_OK)
            return rc == RC_ABSENT ? RC_OK : rc;
        e->has_supersedes = true;
        e->supersedes = e->id;
    }
}

static enum rc hand_out(struct fold *f, const struct said *what, struct derived *d, struct err *err)
{
    struct buf b;
    enum rc rc = find_id(f, &d->entry, err);

    buf_init(&b, ENTRY_BYTES_MAX);
    if (rc == RC_OK)
        rc = entry_write(&b, &d->entry, err);
    if (rc == RC_OK)
        rc = buf_check(&b, err);
    if (rc)
        goto out;
    d->bytes = buf_span(&b);
    d->salt = entry_derived_salt(&f->options.secret, d->bytes);
    rc = f->sink->take(f->sink->context, d, err);
    if (rc == RC_OK)
        rc = note_in(f, &f->made, sense_key(&what->sense), err);
out:
    buf_release(&b);
    return rc;
}

enum rc fold_file(struct fold *f, const struct said *what, const struct uuid *over, bool is_current,
                  struct uuid *id, struct err *err)
{
    struct derived d = {.sense = what->sense,
                        .is_current = is_current,
                        .term = what->term,
                        .word = (uint8_t)what->word,
                        .severity = what->severity,
                        .party = what->party,
                        .has_place = what->has_place,
                        .place = what->place,
                        .names = what->names,
                        .n_names = what->n_names};
    enum rc rc;

    d.entry = (struct entry){.kind = what->kind,
                             .author = f->options.author,
                             .when = time_of(f, what),
                             .label = what->label,
                             .body = what->body,
                             .inputs = what->inputs,
                             .n_inputs = what->n_inputs};
    if (over != NULL) {
        d.entry.has_supersedes = true;
        d.entry.supersedes = *over;
    }
    rc = hand_out(f, what, &d, err);
    if (rc == RC_OK && over != NULL)
        rc = note_in(f, &f->ended, id_key(over), err);
    if (rc == RC_OK)
        *id = d.entry.id;
    return rc;
}

/* An event or a verdict; verdicts make news. */
static enum rc file(struct diff *d, const struct said *what, const struct stood *over,
                    bool is_current, struct err *err)
{
    struct uuid id;
    enum rc rc = fold_file(d->f, what, over == NULL ? NULL : &over->id, is_current, &id, err);

    if (rc == RC_OK && over != NULL && what->kind == ENTRY_VERDICT)
        rc = add_news(d->f, what, &over->id, false, err);
    if (rc == RC_OK && is_current && what->kind == ENTRY_VERDICT && what->word == VERDICT_VIOLATION)
        rc = add_news(d->f, what, &id, true, err);
    return rc;
}

/* ---- what stands ---- */

/* The version that a receipt names; the number of them where none has that hash. */
static size_t pact_of_receipt(const struct fold *f, struct span bytes, struct arena *a)
{
    const struct json *body, *receipt;
    struct span hash;
    struct json entry;
    struct buf text;
    size_t i = 0;

    if (json_parse(bytes, a, &entry, NULL) != RC_OK)
        return f->options.n_pacts;
    body = json_get(&entry, "body");
    receipt = body == NULL ? NULL : json_get(body, "receipt");
    hash = receipt == NULL ? span_none() : json_get_text(receipt, "pact");
    buf_init(&text, 128);
    for (; i < f->options.n_pacts; i++) {
        buf_clear(&text);
        buf_puts(&text, "sha256:");
        sha256_put_hex(&text, &f->options.pacts[i].model->hash);
        if (span_eq(buf_span(&text), hash))
            break;
    }
    buf_release(&text);
    return i;
}

/* The kind that a verdict was said under: a name may be another kind's in another version. */
static enum pact_kind kind_of_stood(struct diff *d, const struct shelf_derived *s)
{
    struct fold *f = d->f;
    enum pact_kind kind = PACT_KIND_COUNT;
    bool is_ambiguous = false;
    size_t by;

    for (size_t i = 0; i < f->options.n_pacts; i++) {
        enum pact_kind one = fold_kind_under(f, i, s->term);

        is_ambiguous =
            is_ambiguous || (one != PACT_KIND_COUNT && kind != PACT_KIND_COUNT && one != kind);
        kind = one != PACT_KIND_COUNT ? one : kind;
    }
    if (!is_ambiguous)
        return kind;
    by = pact_of_receipt(f, s->bytes, d->arena);
    kind = by < f->options.n_pacts ? fold_kind_under(f, by, s->term) : PACT_KIND_COUNT;
    return kind != PACT_KIND_COUNT ? kind : fold_kind_of(f, s->term, s->when);
}

static enum rc take_stood(void *to, const struct shelf_derived *s, struct err *err)
{
    struct diff *d = to;
    struct fold *f = d->f;
    struct stood *more;
    struct stood one = {.seq = s->seq,
                        .kind = s->term.n > 0 ? ENTRY_VERDICT : ENTRY_EVENT,
                        .id = s->id,
                        .when = s->when,
                        .sense = s->sense,
                        .is_current = s->is_current};
    enum pact_kind kind;

    if (table_find(&f->ended, id_key(&s->id)) != TABLE_ABSENT)
        return RC_OK;
    kind = one.kind == ENTRY_VERDICT ? kind_of_stood(d, s) : PACT_KIND_COUNT;
    if (kind != PACT_KIND_COUNT && (d->kinds >> kind & 1u) == 0)
        return RC_OK;
    more = arena_grow(d->arena, d->stood, d->n_stood, &d->cap_stood, sizeof(*more), err);
    one.bytes = arena_copy(d->arena, s->bytes, err);
    one.term = arena_copy(d->arena, s->term, err);
    if (more == NULL || one.bytes.p == NULL || one.term.p == NULL)
        return RC_LIMIT;
    d->stood = more;
    d->stood[d->n_stood++] = one;
    return RC_OK;
}

enum rc diff_ask(struct diff *d, struct shelf_ask q, struct err *err)
{
    const struct shelf *shelf = d->f->shelf;

    q.below_seq = d->f->below_seq;
    return shelf->derived(shelf->context, &q, take_stood, d, err);
}

enum rc diff_member(struct diff *d, const struct stood *s, const char *name, struct span *out,
                    struct err *err)
{
    const struct json *body, *v;
    struct json entry;
    enum rc rc = json_parse(s->bytes, d->arena, &entry, err);

    *out = (struct span){0};
    if (rc)
        return rc;
    body = json_get(&entry, "body");
    v = body == NULL ? NULL : json_get(body, name);
    if (v != NULL && v->type == JSON_STRING)
        *out = v->u.text;
    return RC_OK;
}

static enum rc open_stood(struct diff *d, struct stood *s, struct err *err)
{
    struct entry e;
    enum rc rc = s->is_open || s->bytes.n == 0 ? RC_OK : entry_read(s->bytes, d->arena, &e, err);

    if (rc || s->is_open || s->bytes.n == 0)
        return rc;
    s->is_open = true;
    s->inputs = e.inputs;
    s->n_inputs = e.n_inputs;
    return RC_OK;
}

/* ---- the same words ---- */

static void match_same(struct diff *d, struct said *said, size_t n, const struct table *by_sense)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t at = table_find(by_sense, sense_key(&said[i].sense));

        if (at != TABLE_ABSENT && d->stood[at].is_current) {
            d->stood[at].is_done = true;
            said[i].is_done = true;
        }
        if (table_find(&d->f->made, sense_key(&said[i].sense)) != TABLE_ABSENT)
            said[i].is_done = true;
    }
}

static enum rc index_stood(struct diff *d, struct table *by_sense, struct err *err)
{
    table_init(by_sense, d->arena);
    for (size_t i = 0; i < d->n_stood; i++) {
        enum rc rc = d->stood[i].is_current
                         ? table_add(by_sense, sense_key(&d->stood[i].sense), (uint32_t)i, err)
                         : RC_OK;

        if (rc != RC_OK && rc != RC_CONFLICT)
            return rc;
    }
    return RC_OK;
}

/* ---- what takes whose place ---- */

static bool overlaps(const struct said *a, const struct stood *b)
{
    size_t i = 0, k = 0;

    while (i < a->n_acts && k < b->n_inputs) {
        int order = uuid_cmp(&a->acts[i], &b->inputs[k]);

        if (order == 0)
            return true;
        if (order < 0)
            i++;
        else
            k++;
    }
    return a->n_acts == 0 && b->n_inputs == 0;
}

/* An input and the one that stands on it, for looking up. */
struct standing_on {
    struct uuid input;
    uint32_t stood;
};

static int standing_cmp(const void *left, const void *right)
{
    const struct standing_on *a = left, *b = right;
    int order = uuid_cmp(&a->input, &b->input);

    return order != 0 ? order : (a->stood > b->stood) - (a->stood < b->stood);
}

struct places {
    struct standing_on *items;
    size_t n;
};

static enum rc index_places(struct diff *d, struct places *out, struct err *err)
{
    size_t n = 0;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->n_stood && rc == RC_OK; i++)
        if (!d->stood[i].is_done) {
            rc = open_stood(d, &d->stood[i], err);
            n += d->stood[i].n_inputs;
        }
    if (rc)
        return rc;
    out->items = arena_array(d->arena, n, sizeof(*out->items), err);
    if (out->items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_stood; i++)
        for (size_t k = 0; !d->stood[i].is_done && k < d->stood[i].n_inputs; k++)
            out->items[out->n++] = (struct standing_on){d->stood[i].inputs[k], (uint32_t)i};
    if (out->n > 1)
        qsort(out->items, out->n, sizeof(*out->items), standing_cmp);
    return RC_OK;
}

/* The one whose place is taken: of the same term, resting on a row in common; what is current
 * before what was taken back, and the older first. */
static struct stood *place_for(struct diff *d, const struct places *p, const struct said *said)
{
    struct stood *best = NULL;

    for (size_t i = 0; i < said->n_acts; i++)
        for (size_t k = uuid_lower_bound(p->items, p->n, sizeof(*p->items), &said->acts[i]);
             k < p->n && uuid_cmp(&p->items[k].input, &said->acts[i]) == 0; k++) {
            struct stood *s = &d->stood[p->items[k].stood];

            if (s->is_done || s->kind != said->kind || !span_eq(s->term, said->term))
                continue;
            if (best == NULL || (s->is_current && !best->is_current) ||
                (s->is_current == best->is_current && s->seq < best->seq))
                best = s;
        }
    /* what rests on nothing takes the place of its like */
    for (size_t i = 0; said->n_acts == 0 && i < d->n_stood && best == NULL; i++)
        if (!d->stood[i].is_done && d->stood[i].n_inputs == 0 &&
            span_eq(d->stood[i].term, said->term) && overlaps(said, &d->stood[i]))
            best = &d->stood[i];
    return best;
}

static enum rc file_said(struct diff *d, const struct places *p, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->n_said && rc == RC_OK; i++) {
        struct said *s = &d->said[i];
        struct stood *over;

        if (s->is_done || table_find(&d->f->made, sense_key(&s->sense)) != TABLE_ABSENT)
            continue; /* said twice in the same words: one entry */
        over = place_for(d, p, s);
        if (over != NULL)
            over->is_done = true;
        s->is_done = true;
        rc = file(d, s, over, true, err);
    }
    return rc;
}

/* ---- what stands no longer ---- */

/* Of what rests on bytes that were erased nobody can say more than was said. */
static enum rc rests_on_erased(struct diff *d, const struct stood *s, bool *out, struct err *err)
{
    const struct shelf *shelf = d->f->shelf;
    enum rc rc = RC_OK;

    *out = false;
    for (size_t i = 0; i < s->n_inputs && rc == RC_OK && !*out; i++) {
        struct shelf_row row;

        rc = shelf->entry(shelf->context, &s->inputs[i], d->arena, &row, err);
        *out = rc == RC_OK && row.bytes.n == 0;
    }
    return rc == RC_ABSENT ? RC_OK : rc;
}

static enum rc write_taken_back(struct diff *d, const struct entry *e, struct said *out,
                                struct err *err)
{
    struct fold *f = d->f;
    struct json body;
    struct buf b;
    enum rc rc = json_parse(e->body, d->arena, &body, err);

    buf_init(&b, BODY_MAX);
    if (rc == RC_OK && e->kind == ENTRY_VERDICT)
        rc = json_set(&body, "verdict", json_str(verdict_name(VERDICT_NOT_APPLICABLE)), d->arena,
                      err);
    if (rc == RC_OK)
        rc = json_set(&body, "explanation",
                      json_str("Taken back: what it rested on no longer stands as it did."),
                      d->arena, err);
    if (rc == RC_OK)
        rc = json_set(&body, "taken_back", json_bool(true), d->arena, err);
    if (rc == RC_OK)
        rc = json_set(&body, "receipt", *fold_receipt(f, e->when), d->arena, err);
    if (rc == RC_OK) {
        json_write(&b, &body);
        rc = buf_check(&b, err);
    }
    if (rc == RC_OK) {
        out->body = arena_copy(d->arena, buf_span(&b), err);
        rc = out->body.p == NULL ? RC_LIMIT : RC_OK;
    }
    buf_release(&b);
    return rc;
}

/* Whoever may read that it stood, and what took it away, may read that it stands no longer. */
static enum rc label_taken_back(struct diff *d, struct span was, struct said *out, struct err *err)
{
    struct span *labels = arena_array(d->arena, d->n_causes + 1, sizeof(*labels), err);

    if (labels == NULL)
        return RC_LIMIT;
    labels[0] = was;
    for (size_t i = 0; i < d->n_causes; i++)
        labels[i + 1] = d->causes[i];
    return join_labels(&d->f->join, labels, d->n_causes + 1, d->arena, &out->label, err);
}

static enum rc take_back(struct diff *d, const struct stood *s, struct err *err)
{
    struct said out = {.kind = s->kind,
                       .word = VERDICT_NOT_APPLICABLE,
                       .term = s->term,
                       .when = s->when,
                       .inputs = s->inputs,
                       .n_inputs = s->n_inputs};
    struct entry e;
    enum rc rc = entry_read(s->bytes, d->arena, &e, err);

    if (rc == RC_OK)
        rc = write_taken_back(d, &e, &out, err);
    if (rc == RC_OK)
        rc = label_taken_back(d, e.label, &out, err);
    if (rc)
        return rc;
    out.sense = sha256(out.body);
    return file(d, &out, s, false, err);
}

/* The first of what is said now, in other words, about the same. */
static struct said *find_instead(const struct stood *s, struct said *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!all[i].is_done && all[i].kind == ENTRY_VERDICT && span_eq(all[i].term, s->term) &&
            all[i].word != VERDICT_VIOLATION && all[i].word != VERDICT_INDETERMINATE &&
            overlaps(&all[i], s))
            return &all[i];
    return NULL;
}

static bool is_left(const struct stood *s)
{
    return s->is_current && !s->is_done;
}

static enum rc settle_rest(struct diff *d, const struct table *by_sense, struct err *err)
{
    struct said *all = NULL;
    size_t n = 0, n_left = 0;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < d->n_stood; i++)
        n_left += is_left(&d->stood[i]) && d->stood[i].kind == ENTRY_VERDICT;
    if (n_left > 0)
        rc = d->again(d->context, &all, &n, err);
    if (rc)
        return rc;
    match_same(d, all, n, by_sense);
    for (size_t i = 0; i < d->n_stood && rc == RC_OK; i++) {
        struct stood *s = &d->stood[i];
        struct said *instead = is_left(s) ? find_instead(s, all, n) : NULL;
        bool is_erased = false;

        if (!is_left(s))
            continue;
        rc = rests_on_erased(d, s, &is_erased, err);
        if (rc || is_erased)
            continue;
        s->is_done = true;
        if (instead == NULL) {
            rc = take_back(d, s, err);
        } else {
            instead->is_done = true;
            rc = file(d, instead, s, true, err);
        }
    }
    return rc;
}

enum rc diff_settle(struct diff *d, struct err *err)
{
    struct table by_sense;
    struct places places = {0};
    enum rc rc = index_stood(d, &by_sense, err);

    if (rc)
        return rc;
    match_same(d, d->said, d->n_said, &by_sense);
    rc = index_places(d, &places, err);
    if (rc == RC_OK)
        rc = file_said(d, &places, err);
    return rc != RC_OK ? rc : settle_rest(d, &by_sense, err);
}
