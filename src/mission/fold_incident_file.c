/* SPDX-License-Identifier: Apache-2.0 */
/* fold_incident_file.c: deeds in groups, compared with the incidents on the record: one that holds
 * others than before gets a new version, one that is new is opened, what holds nothing of its own
 * any more is taken back. And the duties that grave ones open. */
#include "mission/fold_incident.h"

#include <stdlib.h>

#define BODY_MAX ((size_t)1024 * 1024)
/* Verdicts that one version names, twice each in 39 bytes: an entry must hold them. */
#define NAMES_MAX ((size_t)8192)

/* ---- incidents that there are to be ---- */

/* One group of acts, and what the record has of it. */
struct group {
    const struct deed **deeds;
    size_t n;
    struct whole *over;   /* the incident that it goes on; NULL: it is new */
    struct uuid *added;   /* sorted */
    struct uuid *dropped; /* sorted */
    size_t n_added, n_dropped;
    bool is_first; /* of a part of it: nothing stands in its place yet */
};

static int holding_cmp(const void *left, const void *right)
{
    const struct holding *a = left, *b = right;
    int order = uuid_cmp(&a->act, &b->act);

    return order != 0 ? order : (a->whole > b->whole) - (a->whole < b->whole);
}

static enum rc index_holdings(struct gathering *g, struct err *err)
{
    size_t n = 0;

    for (size_t i = 0; i < g->n_wholes; i++)
        n += g->wholes[i].n_members;
    g->holdings = arena_array(g->arena, n, sizeof(*g->holdings), err);
    if (g->holdings == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < g->n_wholes; i++)
        for (size_t k = 0; k < g->wholes[i].n_members; k++)
            g->holdings[g->n_holdings++] = (struct holding){g->wholes[i].members[k], (uint32_t)i};
    if (n > 1)
        qsort(g->holdings, n, sizeof(*g->holdings), holding_cmp);
    return RC_OK;
}

/* The first holding of an act, or where it would stand. */
static size_t first_holding(const struct gathering *g, const struct uuid *act)
{
    return uuid_lower_bound(g->holdings, g->n_holdings, sizeof(*g->holdings), act);
}

static bool is_holding(const struct gathering *g, size_t at, const struct uuid *act)
{
    return at < g->n_holdings && uuid_cmp(&g->holdings[at].act, act) == 0;
}

/* What people have put together stays as they put it. */
static void drop_pinned(struct gathering *g)
{
    size_t n = 0;

    for (size_t i = 0; i < g->n_deeds; i++) {
        const struct uuid *id = &g->deeds[i].id;
        bool is_pinned = false;

        for (size_t k = first_holding(g, id); is_holding(g, k, id) && !is_pinned; k++)
            is_pinned = g->wholes[g->holdings[k].whole].is_by_hand;
        if (!is_pinned)
            g->deeds[n++] = g->deeds[i];
    }
    g->n_deeds = n;
}

/* The oldest incident that holds any of its acts and is not gone on by an earlier group. */
static struct whole *find_over(struct gathering *g, const struct group *x)
{
    struct whole *best = NULL;

    for (size_t i = 0; i < x->n; i++) {
        const struct uuid *id = &x->deeds[i]->id;

        for (size_t k = first_holding(g, id); is_holding(g, k, id); k++) {
            struct whole *w = &g->wholes[g->holdings[k].whole];

            if (!w->is_taken && !w->is_by_hand && (best == NULL || w->seq < best->seq))
                best = w;
        }
    }
    return best;
}

static enum rc compare(struct gathering *g, struct group *x, struct err *err)
{
    size_t n_members = x->over == NULL ? 0 : x->over->n_members;
    struct uuid *ids = arena_array(g->arena, x->n, sizeof(*ids), err);

    x->added = arena_array(g->arena, x->n, sizeof(*x->added), err);
    x->dropped = arena_array(g->arena, n_members, sizeof(*x->dropped), err);
    if (ids == NULL || x->added == NULL || x->dropped == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < x->n; i++)
        ids[i] = x->deeds[i]->id;
    if (x->n > 1)
        qsort(ids, x->n, sizeof(*ids), incident_id_cmp);
    for (size_t i = 0; i < x->n; i++)
        if (x->over == NULL || !incident_has_id(x->over->members, n_members, &ids[i]))
            x->added[x->n_added++] = ids[i];
    for (size_t i = 0; i < n_members; i++)
        if (!incident_has_id(ids, x->n, &x->over->members[i]))
            x->dropped[x->n_dropped++] = x->over->members[i];
    return RC_OK;
}

static enum rc set_ids(struct json *to, const char *name, const struct uuid *ids, size_t n,
                       struct arena *a, struct err *err)
{
    struct json list = json_array();
    enum rc rc = RC_OK;

    for (size_t i = 0; i < n && rc == RC_OK; i++) {
        struct buf b;
        struct span text;

        buf_init(&b, 64);
        uuid_put(&b, &ids[i]);
        text = arena_copy(a, buf_span(&b), err);
        buf_release(&b);
        rc = text.p == NULL ? RC_LIMIT : json_push(&list, json_text(text), a, err);
    }
    return n == 0 || rc != RC_OK ? rc : json_set(to, name, list, a, err);
}

static enum rc set_time(struct json *to, const char *name, struct time_span when, struct arena *a,
                        struct err *err)
{
    struct span text;
    struct buf b;

    buf_init(&b, 128);
    time_put_span(&b, when);
    text = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return text.p == NULL ? RC_LIMIT : json_set(to, name, json_text(text), a, err);
}

/* The words of a list, each once, in byte order. */
static enum rc set_words(struct json *to, const char *name, struct span *words, size_t n,
                         struct arena *a, struct err *err)
{
    struct json list = json_array();
    enum rc rc = RC_OK;

    if (n > 1)
        qsort(words, n, sizeof(*words), span_order);
    for (size_t i = 0; i < n && rc == RC_OK; i++)
        if (words[i].n > 0 && (i == 0 || !span_eq(words[i], words[i - 1])))
            rc = json_push(&list, json_text(words[i]), a, err);
    return rc != RC_OK ? rc : json_set(to, name, list, a, err);
}

static enum rc set_lists(struct json *body, const struct group *x, struct arena *a, struct err *err)
{
    struct span *words = arena_array(a, x->n, sizeof(*words), err);
    enum rc rc = RC_OK;

    if (words == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < x->n; i++)
        words[i] = x->deeds[i]->party;
    rc = set_words(body, "parties", words, x->n, a, err);
    for (size_t i = 0; i < x->n; i++)
        words[i] = span_from(x->deeds[i]->term, span_find(x->deeds[i]->term, '/') + 1);
    if (rc == RC_OK)
        rc = set_words(body, "terms", words, x->n, a, err);
    if (rc == RC_OK)
        rc = set_ids(body, "added", x->added, x->n_added, a, err);
    return rc != RC_OK ? rc : set_ids(body, "dropped", x->dropped, x->n_dropped, a, err);
}

static enum rc set_place(struct json *body, const struct deed *at, struct arena *a, struct err *err)
{
    struct json place = json_object();
    enum rc rc = RC_OK;

    if (!at->has_place)
        return RC_OK;
    rc = json_set(&place, "lat", json_real(at->place.lat_deg), a, err);
    if (rc == RC_OK)
        rc = json_set(&place, "lon", json_real(at->place.lon_deg), a, err);
    return rc != RC_OK ? rc : json_set(body, "place", place, a, err);
}

static enum rc write_body(struct gathering *g, const struct json *body, struct said *out,
                          struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, BODY_MAX);
    json_write(&b, body);
    rc = buf_check(&b, err);
    if (rc == RC_OK) {
        out->body = arena_copy(g->arena, buf_span(&b), err);
        rc = out->body.p == NULL ? RC_LIMIT : RC_OK;
    }
    out->sense = sha256(buf_span(&b));
    buf_release(&b);
    return rc;
}

static enum rc make_body(struct gathering *g, const struct group *x, const struct incident *in,
                         struct said *out, struct err *err)
{
    struct arena *a = g->arena;
    struct json body = json_object();
    enum rc rc = json_set(&body, "kind", json_str("incident"), a, err);

    if (rc == RC_OK)
        rc = json_set(&body, "agreement", json_text(in->agreement), a, err);
    if (rc == RC_OK && in->type != NULL)
        rc = json_set(&body, "type", json_str(in->type), a, err);
    if (rc == RC_OK)
        rc = json_set(&body, "severity", json_int(in->severity), a, err);
    if (rc == RC_OK && in->is_aggravated)
        rc = json_set(&body, "aggravated", json_str("fire_and_crossing"), a, err);
    if (rc == RC_OK)
        rc = json_set(&body, "verdicts", json_int((int64_t)x->n), a, err);
    if (rc == RC_OK)
        rc = set_time(&body, "time", in->when, a, err);
    if (rc == RC_OK)
        rc = set_place(&body, in->gravest, a, err);
    if (rc == RC_OK)
        rc = set_lists(&body, x, a, err);
    if (rc == RC_OK)
        rc = json_set(&body, "receipt", *fold_receipt(g->f, in->when), a, err);
    return rc != RC_OK ? rc : write_body(g, &body, out, err);
}

static enum rc label_of(struct gathering *g, const struct group *x, struct said *out,
                        struct err *err)
{
    struct span *labels = arena_array(g->arena, x->n, sizeof(*labels), err);

    if (labels == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < x->n; i++)
        labels[i] = x->deeds[i]->label;
    return join_labels(&g->f->join, labels, x->n, g->arena, &out->label, err);
}

/* ---- duties ---- */

struct finding_duty {
    bool is_there;
};

static enum rc take_duty(void *to, const struct shelf_derived *d, struct err *err)
{
    struct finding_duty *q = to;

    (void)d;
    (void)err;
    q->is_there = true;
    return RC_OK;
}

/* One for each incident, when it first becomes so grave. */
static enum rc open_duty(struct gathering *g, const struct group *x, const struct incident *in,
                         const struct uuid *id, struct span label, struct err *err)
{
    const struct shelf *shelf = g->f->shelf;
    struct shelf_ask q = {.kind = ENTRY_DUTY, .below_seq = g->f->below_seq};
    struct finding_duty found = {false};
    struct said out = {.kind = ENTRY_DUTY, .label = label, .inputs = id, .n_inputs = 1};
    struct json body = json_object();
    struct arena *a = g->arena;
    struct uuid made;
    enum rc rc = RC_OK;

    if (in->severity < INCIDENT_SPOT_SEVERITY)
        return RC_OK;
    if (x->over != NULL) {
        q.inputs = x->over->line;
        q.n_inputs = x->over->n_line;
        rc = shelf->derived(shelf->context, &q, take_duty, &found, err);
    }
    if (rc || found.is_there)
        return rc;
    out.when.t0_ms = out.when.t1_ms = in->when.t1_ms + INCIDENT_SPOT_MS;
    out.severity = in->severity;
    rc = json_set(&body, "kind", json_str("duty"), a, err);
    if (rc == RC_OK)
        rc = json_set(&body, "duty", json_str("spot_report"), a, err);
    if (rc == RC_OK)
        rc = json_set(&body, "agreement", json_text(in->agreement), a, err);
    if (rc == RC_OK)
        rc = set_ids(&body, "incident", id, 1, a, err);
    if (rc == RC_OK)
        rc = set_time(&body, "due", out.when, a, err);
    if (rc == RC_OK)
        rc = json_set(&body, "receipt", *fold_receipt(g->f, in->when), a, err);
    if (rc == RC_OK)
        rc = write_body(g, &body, &out, err);
    return rc != RC_OK ? rc : fold_file(g->f, &out, NULL, true, &made, err);
}

/* ---- handing out ---- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One version that names a part of what is added and dropped; *last, the version before, becomes
 * this one. */
static enum rc file_version(struct gathering *g, const struct group *part, struct said *out,
                            struct uuid *last, struct err *err)
{
    const struct incident in = incident_of(part->deeds, part->n);
    struct uuid id;
    enum rc rc = make_body(g, part, &in, out, err);

    out->inputs = part->added;
    out->n_inputs = part->n_added;
    if (rc == RC_OK)
        rc = fold_file(g->f, out, part->is_first ? NULL : last, true, &id, err);
    if (rc == RC_OK)
        *last = id;
    return rc;
}

/* What is too much for one entry goes into several versions, one over the other. */
static enum rc file_group(struct gathering *g, struct group *x, struct err *err)
{
    const struct incident in = incident_of(x->deeds, x->n);
    struct said out = {.kind = ENTRY_INCIDENT,
                       .when = in.when,
                       .severity = in.severity,
                       .has_place = in.gravest->has_place,
                       .place = in.gravest->place};
    struct uuid last = {{0}};
    size_t added = 0, dropped = 0;
    enum rc rc = label_of(g, x, &out, err);

    if (x->over != NULL)
        last = x->over->id;
    while (rc == RC_OK && added + dropped < x->n_added + x->n_dropped) {
        struct group part = *x;

        part.is_first = x->over == NULL && added == 0;
        part.added += added;
        part.n_added = least(x->n_added - added, NAMES_MAX);
        part.dropped += dropped;
        part.n_dropped = least(x->n_dropped - dropped, NAMES_MAX - part.n_added);
        added += part.n_added;
        dropped += part.n_dropped;
        rc = file_version(g, &part, &out, &last, err);
    }
    return rc != RC_OK ? rc : open_duty(g, x, &in, &last, out.label, err);
}

static enum rc settle_group(struct gathering *g, struct group *x, struct err *err)
{
    enum rc rc;

    x->over = find_over(g, x);
    if (x->over != NULL)
        x->over->is_taken = true;
    rc = compare(g, x, err);
    if (rc || (x->over != NULL && x->n_added + x->n_dropped == 0))
        return rc;
    return file_group(g, x, err);
}

/* An incident whose acts are another's now, or are gone. */
static enum rc take_back(struct gathering *g, const struct whole *w, struct err *err)
{
    struct said out = {.kind = ENTRY_INCIDENT};
    struct json body;
    struct entry e;
    struct uuid id;
    enum rc rc = entry_read(w->bytes, g->arena, &e, err);

    if (rc == RC_OK)
        rc = json_parse(e.body, g->arena, &body, err);
    if (rc == RC_OK)
        rc = json_set(&body, "taken_back", json_bool(true), g->arena, err);
    if (rc == RC_OK)
        rc = write_body(g, &body, &out, err);
    if (rc)
        return rc;
    out.when = e.when;
    out.label = e.label;
    out.inputs = e.inputs;
    out.n_inputs = e.n_inputs;
    return fold_file(g->f, &out, &w->id, false, &id, err);
}

/* Acts of one root side by side, the roots in the order of their first act: counted, then placed.
 */
static const struct deed **list_by_root(struct gathering *g, const uint32_t *root, size_t *ends,
                                        struct err *err)
{
    const struct deed **list = arena_array(g->arena, g->n_deeds, sizeof(struct deed *), err);

    if (list == NULL)
        return NULL;
    for (size_t i = 0; i < g->n_deeds; i++)
        ends[root[i]]++;
    for (size_t i = 0, n = 0; i < g->n_deeds; i++) {
        size_t n_here = ends[i];

        ends[i] = n; /* where its acts begin; it moves as they are placed */
        n += n_here;
    }
    for (size_t i = 0; i < g->n_deeds; i++)
        list[ends[root[i]]++] = &g->deeds[i];
    return list;
}

/* Acts stand in order of time; those of one root are a group, in the order of their first act. */
static enum rc settle_groups(struct gathering *g, struct err *err)
{
    uint32_t *root = arena_array(g->arena, g->n_deeds, sizeof(*root), err);
    size_t *ends = arena_array(g->arena, g->n_deeds, sizeof(*ends), err);
    const struct deed **list;
    size_t from = 0;
    enum rc rc = root == NULL || ends == NULL
                     ? RC_LIMIT
                     : incident_group(&g->rule, g->deeds, g->n_deeds, g->arena, root, err);

    if (rc)
        return rc;
    list = list_by_root(g, root, ends, err);
    if (list == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < g->n_deeds && rc == RC_OK; i++) {
        struct group x = {.deeds = list + from};

        if (root[i] != i)
            continue;
        x.n = ends[i] - from;
        from = ends[i];
        rc = settle_group(g, &x, err);
    }
    return rc;
}

enum rc incidents_settle(struct gathering *g, struct err *err)
{
    enum rc rc = index_holdings(g, err);

    if (rc)
        return rc;
    drop_pinned(g);
    rc = settle_groups(g, err);
    for (size_t i = 0; i < g->n_wholes && rc == RC_OK; i++)
        if (!g->wholes[i].is_taken && !g->wholes[i].is_by_hand)
            rc = take_back(g, &g->wholes[i], err);
    return rc;
}
