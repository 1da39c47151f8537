/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/mission_rosters.h"

#include "cmd/mission_files.h"

#include <string.h>

enum rc mission_check_statement(const struct statement *s, struct span origin, struct err *err)
{
    if (s->kind != STATEMENT_ROSTER)
        return err_set(err, RC_INPUT, "is a signed %s, and no roster",
                       statement_kind_word(s->kind));
    if (!span_eq(s->origin, origin))
        return err_set(err, RC_CONFLICT,
                       "the roster was signed for \"%.*s\", and this mission is \"%.*s\"",
                       SPAN_ARG(s->origin), SPAN_ARG(origin));
    return RC_OK;
}

enum rc mission_check_roster(struct mission *m, const struct mission_labels *old,
                             const struct statement *s, int64_t at_ms,
                             struct mission_labels **labels, struct err *err)
{
    struct mission_labels *made = arena_alloc(&m->arena, sizeof(*made), err);
    struct signers signers;
    enum rc rc = made == NULL ? RC_LIMIT : RC_OK;

    if (!rc)
        rc = mission_check_statement(s, m->setup.origin, err);
    if (!rc)
        rc = labels_open(made, s->body, &m->arena, err);
    if (!rc) /* a first one is signed by its own people */
        rc = statement_signers(s, old->roster.version == 0 ? &made->roster : &old->roster,
                               &m->arena, &signers, err);
    if (!rc)
        rc = roster_change_check(&old->roster, &made->roster, &signers, at_ms, err);
    if (!rc)
        *labels = made;
    return rc;
}

bool mission_is_signed(struct span text)
{
    static const char head[] = "aasc/statement/";

    return text.n >= sizeof(head) && memcmp(text.p, head, sizeof(head) - 1) == 0;
}

/* ---- from the record ---- */

struct finding {
    struct mission *m;
    struct mission_roster *items;
    size_t n, cap;
};

static enum rc add(struct finding *f, const struct mission_roster *r, struct err *err)
{
    struct mission_roster *more =
        arena_grow(&f->m->arena, f->items, f->n, &f->cap, sizeof(*more), err);

    if (more == NULL)
        return RC_LIMIT;
    f->items = more;
    f->items[f->n++] = *r;
    return RC_OK;
}

/* The first entry holds a roster as it is, which mission.pact names. */
static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct finding *f = to;
    struct mission *m = f->m;
    struct mission_roster r = {.seq = e->seq};
    struct statement s;
    struct entry entry;
    struct json body;
    enum rc rc = mission_read_body(e, &m->arena, &entry, &body, err);

    if (rc || json_get(&body, "signed") == NULL)
        return rc;
    rc = statement_read(json_get_text(&body, "signed"), &m->arena, &s, err);
    if (!rc)
        rc = mission_check_roster(m, f->items[f->n - 1].labels, &s, e->recorded_at_ms, &r.labels,
                                  err);
    if (!rc)
        rc = labels_canonical(r.labels, m->setup.label, &m->arena, &r.label, err);
    if (rc)
        return err_set(err, RC_CONFLICT, "%s: entry %llu is no roster that may be followed: %s",
                       m->folder, (unsigned long long)e->seq, err->note);
    return add(f, &r, err);
}

enum rc mission_find_rosters(struct mission *m, struct store *s, struct err *err)
{
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_ROSTER};
    const struct mission_roster first = {.labels = m->labels, .label = m->label};
    struct finding f = {.m = m};
    enum rc rc = add(&f, &first, err);

    if (!rc)
        rc = store_entries(s, &q, take_entry, &f, err);
    if (rc)
        return rc;
    m->rosters = f.items;
    m->n_rosters = f.n;
    m->labels = f.items[f.n - 1].labels;
    m->label = f.items[f.n - 1].label;
    return RC_OK;
}

const struct mission_roster *mission_roster_at(const struct mission *m, uint64_t below_seq)
{
    size_t i = m->n_rosters - 1;

    while (i > 0 && m->rosters[i].seq >= below_seq)
        i--;
    return &m->rosters[i];
}

bool mission_adapt(void *context, uint64_t below_seq, struct fold_options *o)
{
    struct mission *m = context;
    const struct mission_roster *r;

    if (m->n_rosters == 0)
        return false;
    r = mission_roster_at(m, below_seq);
    if (o->join_context == &r->labels->joiner)
        return false;
    o->join_context = &r->labels->joiner;
    o->base_label = r->label;
    return true;
}
