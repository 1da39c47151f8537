/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/council_chamber.h"

#include "cmd/act.h"
#include "cmd/mission_files.h"
#include "cmd/mission_rosters.h"
#include "cmd/mission_rows.h"

#include <string.h>

#define GATHER_BYTES_MAX  ((size_t)256 << 20)
#define SCRATCH_BYTES_MAX ((size_t)16 * ENTRY_BYTES_MAX)

/* One reading of a record. */
struct hearing {
    const struct council_view *v;
    struct council_room *room;
    struct arena *a;
    struct word *words;
    size_t n_words, cap_words;
    struct chamber_consultation *consultations;
    size_t n_consultations, cap_consultations;
    struct chamber_item *items;
    size_t n_items, cap_items;
};

struct council_view council_view_of(struct act *a)
{
    return (struct council_view){.m = &a->m,
                                 .in_force = &a->m.in_force,
                                 .visible = NULL,
                                 .below_seq = UINT64_MAX,
                                 .at_ms = mission_now_ms()};
}

struct council_view council_view_as(struct reading *r)
{
    return (struct council_view){.m = &r->m,
                                 .in_force = &r->in_force,
                                 .visible = r->who.visible,
                                 .below_seq = r->below_seq,
                                 .at_ms =
                                     r->as_of_ms == TIME_NEVER ? mission_now_ms() : r->as_of_ms};
}

/* --- declarations ---------------------------------------------------------------------------- */

static bool is_signed_for(const struct council_signing *by, const struct signers *signers,
                          struct span state)
{
    const struct roster *r = by->roster;

    for (size_t i = 0; i < r->n_people; i++) {
        const struct roster_person *p = &r->people[i];
        struct reader reader = roster_person_reader(r, p);

        if (signers_have(signers, p) && reader_has(&reader, RIGHT_VOTE, by->at_ms) &&
            span_is(state, label_policy_word(&r->policy, LABEL_MEMBER, p->member)))
            return true;
    }
    return false;
}

enum rc council_word_open(const struct council_signing *by, struct span bytes, struct arena *a,
                          struct word *out, struct err *err)
{
    struct signers signers = {.n = 0};
    struct statement s;
    struct word w = {.sequence = 0};
    enum rc rc = statement_read(bytes, a, &s, err);

    if (!rc && s.kind != STATEMENT_DECLARATION)
        rc = err_set(err, RC_INPUT, "is a signed %s, and no declaration",
                     statement_kind_word(s.kind));
    if (!rc && !span_eq(s.origin, by->m->setup.origin))
        rc = err_set(err, RC_CONFLICT, "it was signed for \"%.*s\", and this mission is \"%.*s\"",
                     SPAN_ARG(s.origin), SPAN_ARG(by->m->setup.origin));
    if (!rc)
        rc = word_read(s.body, a, &w, err);
    if (!rc)
        rc = statement_signers(&s, by->roster, a, &signers, err);
    if (!rc && !is_signed_for(by, &signers, w.state))
        rc = err_set(err, RC_CONFLICT,
                     "nobody signed it whom the roster lets vote for %.*s; nobody else speaks for "
                     "that State",
                     SPAN_ARG(w.state));
    if (!rc)
        *out = w;
    return rc;
}

static enum rc add_word(struct hearing *g, const struct store_entry *e, const struct json *body,
                        struct err *err)
{
    struct council_signing by = {.m = g->v->m,
                                 .roster = &mission_roster_at(g->v->m, e->seq)->labels->roster};
    struct span id = {0}, bytes = arena_copy(g->a, json_get_text(body, "signed"), err);
    struct word *all = arena_grow(g->a, g->words, g->n_words, &g->cap_words, sizeof(*all), err);
    struct word w = {.sequence = 0};
    enum rc rc = time_parse_instant(json_get_text(body, "received"), &by.at_ms, err);

    if (bytes.p == NULL || all == NULL)
        return RC_LIMIT;
    g->words = all;
    if (!rc)
        rc = council_word_open(&by, bytes, g->a, &w, err);
    if (!rc)
        rc = council_id_text(&e->id, g->a, &id, err);
    if (rc)
        return rc;
    w.entry = id;
    w.received_ms = by.at_ms;
    g->words[g->n_words++] = w;
    return RC_OK;
}

/* --- consultations --------------------------------------------------------------------------- */

/* A list of names, copied. */
static enum rc read_names(struct hearing *g, const struct json *list, const struct span **out,
                          size_t *n_out, struct err *err)
{
    size_t n = list != NULL && list->type == JSON_ARRAY ? list->u.array.n : 0;
    struct span *all = arena_array(g->a, n + 1, sizeof(*all), err);

    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        if (list->u.array.items[i].type != JSON_STRING)
            return err_set(err, RC_INPUT, "names are wanted");
        all[i] = arena_copy(g->a, list->u.array.items[i].u.text, err);
        if (all[i].p == NULL)
            return RC_LIMIT;
    }
    *out = all;
    *n_out = n;
    return RC_OK;
}

static enum rc add_consultation(struct hearing *g, const struct store_entry *e,
                                const struct json *body, struct err *err)
{
    struct chamber_consultation c = {.whom = arena_copy(g->a, json_get_text(body, "with"), err),
                                     .about = arena_copy(g->a, json_get_text(body, "about"), err)};
    struct chamber_consultation *all = arena_grow(g->a, g->consultations, g->n_consultations,
                                                  &g->cap_consultations, sizeof(*all), err);
    enum rc rc = read_names(g, json_get(body, "members"), &c.members, &c.n_members, err);

    if (c.whom.p == NULL || c.about.p == NULL || all == NULL)
        return RC_LIMIT;
    g->consultations = all;
    if (!rc)
        rc = time_parse_instant(json_get_text(body, "opened"), &c.opened_ms, err);
    if (!rc)
        rc = time_parse_instant(json_get_text(body, "until"), &c.until_ms, err);
    if (!rc)
        rc = council_id_text(&e->id, g->a, &c.entry, err);
    if (!rc)
        all[g->n_consultations++] = c;
    return rc;
}

/* --- registers ------------------------------------------------------------------------------- */

static enum rc add_item(struct hearing *g, const struct store_entry *e, const struct json *body,
                        struct err *err)
{
    struct chamber_item x = {.is_instrument = span_is(json_get_text(body, "says"), "instrument"),
                             .title = arena_copy(g->a, json_get_text(body, "title"), err),
                             .until_ms = TIME_NEVER};
    struct chamber_item *all =
        arena_grow(g->a, g->items, g->n_items, &g->cap_items, sizeof(*all), err);
    enum rc rc = read_names(g, json_get(body, "states"), &x.states, &x.n_states, err);

    if (x.title.p == NULL || all == NULL)
        return RC_LIMIT;
    g->items = all;
    if (!rc)
        rc = time_parse_instant(json_get_text(body, "at"), &x.from_ms, err);
    if (!rc)
        rc = council_id_text(&e->id, g->a, &x.entry, err);
    if (!rc)
        all[g->n_items++] = x;
    return rc;
}

/* The first end stands; one of an item that this reader does not see is passed over. */
static enum rc end_item(struct hearing *g, const struct json *body, struct err *err)
{
    for (size_t i = 0; i < g->n_items; i++)
        if (span_eq(g->items[i].entry, json_get_text(body, "ends")) &&
            g->items[i].until_ms == TIME_NEVER)
            return time_parse_instant(json_get_text(body, "at"), &g->items[i].until_ms, err);
    return RC_OK;
}

/* Entries of this kind that others wrote (aasc log reconcile) have no charter. */
static enum rc add_entry(struct hearing *g, const struct store_entry *e, struct arena *scratch,
                         struct err *err)
{
    struct entry entry;
    struct json body;
    enum rc rc = mission_read_body(e, scratch, &entry, &body, err);

    if (rc || !span_eq(json_get_text(&body, "charter"), g->room->g->id))
        return rc;
    if (json_get(&body, "signed") != NULL)
        return add_word(g, e, &body, err);
    if (span_is(json_get_text(&body, "says"), "consultation"))
        return add_consultation(g, e, &body, err);
    if (span_is(json_get_text(&body, "says"), "instrument") ||
        span_is(json_get_text(&body, "says"), "dispute"))
        return add_item(g, e, &body, err);
    return span_is(json_get_text(&body, "says"), "ended") ? end_item(g, &body, err) : RC_OK;
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct hearing *g = to;
    struct arena scratch;
    struct span id = {0};
    enum rc rc;

    if (e->is_erased || e->is_superseded)
        return RC_OK;
    arena_init(&scratch, SCRATCH_BYTES_MAX);
    rc = add_entry(g, e, &scratch, err);
    arena_release(&scratch);
    if (rc && council_id_text(&e->id, g->a, &id, NULL) == RC_OK)
        return err_prefix(err, rc, "entry %.*s: ", SPAN_ARG(id));
    return rc;
}

/* --- decisions ------------------------------------------------------------------------------- */

/* Adopted by the ballots, whatever the entry says. */
static enum rc was_adopted(const struct council_case *c, bool *out, struct err *err)
{
    struct account_opened opened;
    struct arena scratch;
    enum rc rc;

    arena_init(&scratch, GATHER_BYTES_MAX);
    rc = council_case_count(c, NULL, NULL, c->effective_ms, &scratch, &opened, err);
    *out = !rc && opened.tally.outcome == COUNCIL_ADOPTED;
    arena_release(&scratch);
    return rc;
}

static int by_time(const void *a, const void *b)
{
    const struct chamber_decision *x = a, *y = b;

    return x->at_ms != y->at_ms ? (x->at_ms < y->at_ms ? -1 : 1) : span_order(&x->entry, &y->entry);
}

static enum rc add_decisions(struct hearing *g, struct err *err)
{
    const struct council_cases *all = &g->room->cases;
    struct chamber_decision *out = arena_array(g->a, all->n + 1, sizeof(*out), err);
    struct chamber *h = &g->room->chamber;
    enum rc rc = RC_OK;

    if (out == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < all->n && !rc; i++) {
        const struct council_case *c = &all->items[i];
        bool is_adopted = false;

        if (!c->is_effective || !span_eq(c->proposal.charter, g->room->g->id))
            continue;
        rc = was_adopted(c, &is_adopted, err);
        if (rc || !is_adopted)
            continue;
        out[h->n_decisions] = (struct chamber_decision){.rule = c->proposal.vote.rule.id,
                                                        .effect = c->proposal.effect,
                                                        .at_ms = c->effective_ms};
        rc = council_id_text(&c->effective, g->a, &out[h->n_decisions].entry, err);
        h->n_decisions++;
    }
    qsort(out, h->n_decisions, sizeof(*out), by_time);
    h->decisions = out;
    return rc;
}

/* --- who is deployed ------------------------------------------------------------------------- */

static enum rc add_presence(struct hearing *g, const struct gathered *rows, struct err *err)
{
    const struct docket *d = &rows->docket;
    struct chamber *h = &g->room->chamber;
    struct chamber_presence *all = arena_array(g->a, d->n_deployments + 1, sizeof(*all), err);
    enum rc rc = RC_OK;

    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < d->n_deployments && !rc; i++) {
        const struct deployment *row = &d->deployments[i];
        struct chamber_presence p = {.from_ms = row->from_ms, .until_ms = row->until_ms};

        if (row->pledged || (row->has_personnel && row->personnel.min == 0))
            continue;
        p.contributor = arena_copy(g->a, row->contributor, err);
        rc = council_id_text(&rows->items[row->head.row - 1]->id, g->a, &p.entry, err);
        if (!rc && p.contributor.p == NULL)
            rc = RC_LIMIT;
        all[h->n_present++] = p;
    }
    h->present = all;
    return rc;
}

static enum rc find_presence(struct hearing *g, struct err *err)
{
    const struct mission_rows_ask ask = {.m = g->v->m,
                                         .visible = g->v->visible,
                                         .below_seq = g->v->below_seq,
                                         .rows = {.row_kinds = 1U << ROW_DEPLOYMENT},
                                         .kinds = 1U << ROW_DEPLOYMENT};
    struct gathered rows;
    struct arena own;
    enum rc rc;

    arena_init(&own, GATHER_BYTES_MAX);
    rc = mission_rows(&ask, &own, &rows, err);
    if (!rc)
        rc = add_presence(g, &rows, err);
    arena_release(&own);
    return rc;
}

/* --- all of it ------------------------------------------------------------------------------- */

/* The first entry of the record is the mission's own: its charter is in force from there on. */
static enum rc take_first(void *to, const struct store_entry *e, struct err *err)
{
    (void)err;
    *(int64_t *)to = e->recorded_at_ms;
    return RC_OK;
}

enum rc council_room_read(const struct council_view *v, struct span charter, struct arena *a,
                          struct council_room *out, struct err *err)
{
    const struct store_entry_query q = {
        .below_seq = v->below_seq, .kinds = 1U << ENTRY_DECLARATION, .visible = v->visible};
    const struct store_entry_query first = {.below_seq = 1, .kinds = 0};
    struct store *s = desk_store(v->m->desk);
    struct hearing g = {.v = v, .room = out, .a = a};
    enum rc rc;

    *out = (struct council_room){.g = NULL};
    rc = council_charter(v->in_force, v->at_ms, charter, &out->g, err);
    out->chamber.g = out->g;
    if (!rc)
        rc = store_entries(s, &first, take_first, &out->chamber.began_ms, err);
    if (!rc)
        rc = store_entries(s, &q, take_entry, &g, err);
    out->chamber.words = g.words;
    out->chamber.n_words = g.n_words;
    out->chamber.consultations = g.consultations;
    out->chamber.n_consultations = g.n_consultations;
    out->chamber.items = g.items;
    out->chamber.n_items = g.n_items;
    if (!rc)
        rc = council_cases_read(s, v->visible, v->below_seq, a, &out->cases, err);
    if (!rc)
        rc = add_decisions(&g, err);
    return rc ? rc : find_presence(&g, err);
}
