/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/council_case.h"

#include "report/writer.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

struct gathering {
    struct council_cases *out;
    struct arena *a;
};

static struct council_case *case_of(const struct council_cases *all, const struct uuid *id)
{
    for (size_t i = 0; i < all->n; i++)
        if (uuid_cmp(&all->items[i].id, id) == 0)
            return &all->items[i];
    return NULL;
}

static enum rc add_proposal(struct gathering *g, const struct store_entry *e,
                            const struct entry *read, struct err *err)
{
    struct council_cases *all = g->out;
    struct council_case c = {.id = e->id, .n_ballots = 0};
    struct council_case *items;
    enum rc rc;

    c.text = arena_copy(g->a, read->body, err);
    c.label = arena_copy(g->a, e->label, err);
    items = arena_grow(g->a, all->items, all->n, &all->cap, sizeof(*items), err);
    if (c.text.p == NULL || c.label.p == NULL || items == NULL)
        return RC_LIMIT;
    all->items = items;
    rc = proposal_read(c.text, g->a, &c.proposal, &c.digests, err);
    if (!rc)
        all->items[all->n++] = c;
    return rc;
}

static enum rc add_ballot(struct gathering *g, struct council_case *c, const struct uuid *id,
                          const struct json *body, struct err *err)
{
    const struct json *received = json_get(body, "received");
    struct account_ballot *ballots =
        arena_grow(g->a, c->ballots, c->n_ballots, &c->cap_ballots, sizeof(*ballots), err);
    struct uuid *ids =
        arena_grow(g->a, c->ballot_ids, c->n_ballots, &c->cap_ids, sizeof(*ids), err);
    struct account_ballot b = {.note = arena_copy(g->a, json_get_text(body, "ballot"), err),
                               .receipt = arena_copy(g->a, json_get_text(body, "receipt"), err)};
    enum rc rc;

    if (ballots == NULL || ids == NULL || b.note.p == NULL || b.receipt.p == NULL)
        return RC_LIMIT;
    if (received == NULL || received->type != JSON_STRING)
        return err_set(err, RC_INPUT, "a ballot on the record has no time of receipt");
    rc = time_parse_instant(received->u.text, &b.received_ms, err);
    if (rc)
        return rc;
    c->ballots = ballots;
    c->ballot_ids = ids;
    ids[c->n_ballots] = *id;
    ballots[c->n_ballots++] = b;
    return RC_OK;
}

static enum rc add_entry(struct gathering *g, const struct store_entry *e, struct arena *scratch,
                         struct err *err)
{
    struct council_case *c;
    struct entry read;
    struct json body;
    struct uuid about;
    enum rc rc = entry_read(e->bytes, scratch, &read, err);

    if (!rc && e->kind == ENTRY_PROPOSAL)
        return add_proposal(g, e, &read, err);
    if (!rc)
        rc = json_parse(read.body, scratch, &body, err);
    if (!rc)
        rc = uuid_read(json_get_text(&body, "proposal"), &about, err);
    if (rc)
        return rc;
    c = case_of(g->out, &about);
    if (c == NULL) /* its proposal was erased, or is not for this reader */
        return RC_OK;
    if (e->kind == ENTRY_BALLOT)
        return add_ballot(g, c, &e->id, &body, err);
    c->is_decided = true;
    c->decision = e->id;
    if (!c->is_effective && json_get(&body, "executable") != NULL &&
        json_get(&body, "executable")->type == JSON_TRUE) {
        c->is_effective = true;
        c->effective_ms = read.when.t0_ms;
        c->effective = e->id;
    }
    c->decision_body = arena_copy(g->a, read.body, err);
    return c->decision_body.p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct arena scratch;
    enum rc rc;

    if (e->is_erased)
        return RC_OK;
    arena_init(&scratch, ENTRY_BYTES_MAX * 8);
    rc = add_entry(to, e, &scratch, err);
    arena_release(&scratch);
    return rc;
}

enum rc council_cases_read(struct store *s, const struct visible *visible, uint64_t below_seq,
                           struct arena *a, struct council_cases *out, struct err *err)
{
    const struct store_entry_query q = {.from_seq = 0,
                                        .below_seq = below_seq,
                                        .kinds = 1U << ENTRY_PROPOSAL | 1U << ENTRY_BALLOT |
                                                 1U << ENTRY_DECISION,
                                        .visible = visible};
    struct gathering g = {.out = out, .a = a};

    *out = (struct council_cases){.n = 0};
    return store_entries(s, &q, take_entry, &g, err);
}

enum rc council_case_find(const struct council_cases *all, const char *id,
                          struct council_case **out, struct err *err)
{
    struct uuid uuid;
    enum rc rc = uuid_read(span_of(id), &uuid, err);

    if (rc)
        return rc;
    *out = case_of(all, &uuid);
    return *out == NULL ? err_set(err, RC_ABSENT, "%.60s: there is no such proposal", id) : RC_OK;
}

enum rc council_case_count(const struct council_case *c, const struct verifier_key *log,
                           const struct account_need *needs, int64_t at_ms, struct arena *a,
                           struct account_opened *out, struct err *err)
{
    const struct account account = {.proposal = c->text,
                                    .ballots = c->ballots,
                                    .n_ballots = c->n_ballots,
                                    .counted_ms = at_ms,
                                    .needs = needs};

    return account_count(&account, log, log == NULL ? 0 : 1, a, out, err);
}

enum rc council_case_about(const struct council_case *c, struct arena *a,
                           struct precondition_case *out, struct err *err)
{
    const struct proposal *p = &c->proposal;
    struct span *tasks = arena_array(a, p->n_needs + 1, sizeof(*tasks), err);
    struct precondition_case made = {.subject = proposal_effect_subject(&p->effect),
                                     .is_measure = p->effect.kind == EFFECT_MEASURE,
                                     .opened_ms = p->vote.opens_ms,
                                     .tasks = tasks};
    struct buf b;

    if (tasks == NULL)
        return RC_LIMIT;
    if (p->effect.kind == EFFECT_MANDATE)
        made.mandate = p->effect.of;
    for (size_t i = 0; i < p->n_needs; i++)
        if (p->needs[i].kind == PROPOSAL_MANDATE)
            tasks[made.n_tasks++] = p->needs[i].of;
    buf_init(&b, 128);
    buf_puts(&b, "sha256:");
    sha256_put_hex(&b, &c->digests.proposal);
    made.proposal = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    if (made.proposal.p == NULL)
        return RC_LIMIT;
    *out = made;
    return RC_OK;
}

enum rc council_charter(const struct versions *in_force, int64_t at_ms, struct span id,
                        const struct pact_agreement **out, struct err *err)
{
    const struct pact_model *now = versions_at(in_force, at_ms)->model;
    const struct pact_agreement *found = NULL;

    for (size_t i = 0; i < now->n_agreements; i++) {
        const struct pact_agreement *g = &now->agreements[i];

        if (!g->is_charter || (id.n > 0 && !span_eq(g->id, id)))
            continue;
        if (found != NULL)
            return err_set(err, RC_INPUT, "the mission has several charters; name one: --charter");
        found = g;
    }
    if (found == NULL)
        return err_set(err, RC_ABSENT, "none of the mission's pacts holds the charter%s%.*s",
                       id.n > 0 ? " " : "", SPAN_ARG(id));
    *out = found;
    return RC_OK;
}

enum rc council_check_file(const char *path, struct err *err)
{
    struct stat st;

    if (path != NULL && stat(path, &st) == 0)
        return err_set(err, RC_CONFLICT, "%s: is there already; nothing was done", path);
    return RC_OK;
}

enum rc council_put_file(const char *path, struct span bytes, struct err *err)
{
    FILE *f = fopen(path, "wx"); /* what was handed out is never overwritten */
    struct writer w;
    enum rc rc;

    if (f == NULL)
        return err_set(err, errno == EEXIST ? RC_CONFLICT : RC_IO, "%s: %s", path, strerror(errno));
    w = writer_over(f, path);
    rc = writer_put(&w, bytes, err);
    if (fclose(f) != 0 && !rc)
        rc = err_set(err, RC_IO, "%s: %s", path, strerror(errno));
    return rc;
}

enum rc council_id_text(const struct uuid *id, struct arena *a, struct span *out, struct err *err)
{
    struct buf b;

    buf_init(&b, 64);
    uuid_put(&b, id);
    *out = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}
