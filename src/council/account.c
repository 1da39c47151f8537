/* SPDX-License-Identifier: Apache-2.0 */
#include "council/account.h"

#include "base/time.h"
#include "record/fields.h"

#include <inttypes.h>

#define WORDS_BYTES_MAX ((size_t)64 * 1024)

/* --- counting -------------------------------------------------------------------------------- */

static enum rc open_ballot(const struct account_ballot *each, const struct account_opened *o,
                           const struct verifier_key *keys, size_t n_keys, struct arena *a,
                           struct council_ballot *out, struct err *err)
{
    struct ballot_opened opened;
    enum rc rc = ballot_open(each->note, &o->proposal, &o->digests, a, &opened, err);
    struct buf b;

    if (rc)
        return rc;
    *out = (struct council_ballot){.seat = opened.seat,
                                   .choice = opened.says.choice,
                                   .sequence = opened.says.sequence,
                                   .received_ms = each->received_ms};
    if (n_keys == 0)
        return RC_OK;
    buf_init(&b, BALLOT_BYTES_MAX);
    receipt_put_text(&b, &o->digests, each->note, &opened.says, each->received_ms);
    rc = receipt_check(each->receipt, buf_span(&b), keys, n_keys, a, err);
    buf_release(&b);
    return rc;
}

enum rc account_count(const struct account *v, const struct verifier_key *keys, size_t n_keys,
                      struct arena *a, struct account_opened *out, struct err *err)
{
    struct account_opened o = {.account = *v};
    struct council_ballot *ballots = arena_array(a, v->n_ballots + 1, sizeof(*ballots), err);
    enum rc rc =
        ballots == NULL ? RC_LIMIT : proposal_read(v->proposal, a, &o.proposal, &o.digests, err);

    for (size_t i = 0; i < v->n_ballots && !rc; i++) {
        rc = open_ballot(&v->ballots[i], &o, keys, n_keys, a, &ballots[i], err);
        if (rc)
            return err_prefix(err, rc, "ballot %zu: ", i + 1);
    }
    if (!rc)
        rc =
            council_tally(&o.proposal.vote, ballots, v->n_ballots, v->counted_ms, a, &o.tally, err);
    if (rc)
        return rc;
    o.is_executable = o.tally.outcome == COUNCIL_ADOPTED;
    for (size_t i = 0; i < o.proposal.n_needs; i++)
        o.is_executable = o.is_executable && v->needs != NULL && v->needs[i].is_met;
    *out = o;
    return RC_OK;
}

/* --- writing --------------------------------------------------------------------------------- */

/* The arithmetic, a string a line. */
static enum rc arithmetic(const struct account_opened *o, struct arena *a, struct json *out,
                          struct err *err)
{
    struct span rest;
    enum rc rc;
    struct buf b;

    *out = json_array();
    buf_init(&b, WORDS_BYTES_MAX);
    council_tally_put(&b, &o->proposal.vote, &o->tally);
    rest = arena_copy(a, buf_span(&b), err);
    rc = rest.p == NULL ? RC_LIMIT : buf_check(&b, err);
    buf_release(&b);
    while (!rc && rest.n > 0)
        rc = json_push(out, json_text(span_cut(&rest, '\n')), a, err);
    return rc;
}

static enum rc needs_json(const struct account_opened *o, struct arena *a, struct json *out,
                          struct err *err)
{
    enum rc rc = RC_OK;

    *out = json_array();
    for (size_t i = 0; o->account.needs != NULL && i < o->proposal.n_needs && !rc; i++) {
        const struct proposal_need *n = &o->proposal.needs[i];
        struct json item = json_object();

        rc = json_set(&item, "kind", json_str(proposal_need_name(n->kind)), a, err);
        if (!rc)
            rc = json_set(&item, "of", json_text(n->of), a, err);
        if (!rc)
            rc = json_set(&item, "met", json_bool(o->account.needs[i].is_met), a, err);
        if (!rc)
            rc = json_set(&item, "why", json_text(o->account.needs[i].why), a, err);
        if (!rc && o->account.needs[i].by.n > 0)
            rc = json_set(&item, "by", json_text(o->account.needs[i].by), a, err);
        if (!rc)
            rc = json_push(out, item, a, err);
    }
    return rc;
}

enum rc account_decision(const struct account_opened *o, struct arena *a, struct json *out,
                         struct err *err)
{
    struct json v = json_object(), lines = json_null(), needs = json_null();
    enum rc rc = arithmetic(o, a, &lines, err);

    if (!rc)
        rc = needs_json(o, a, &needs, err);
    if (!rc)
        rc = json_set(&v, "outcome", json_str(council_outcome_name(o->tally.outcome)), a, err);
    if (!rc)
        rc = json_set(&v, "arithmetic", lines, a, err);
    if (!rc)
        rc = json_set(&v, "preconditions", needs, a, err);
    if (!rc)
        rc = json_set(&v, "executable", json_bool(o->is_executable), a, err);
    if (!rc)
        *out = v;
    return rc;
}

static enum rc ballots_json(const struct account *v, struct arena *a, struct json *out,
                            struct err *err)
{
    enum rc rc = RC_OK;

    *out = json_array();
    for (size_t i = 0; i < v->n_ballots && !rc; i++) {
        struct json item = json_object();

        rc = json_set(&item, "ballot", json_text(v->ballots[i].note), a, err);
        if (!rc)
            rc = json_set(&item, "receipt", json_text(v->ballots[i].receipt), a, err);
        if (!rc)
            rc = fields_put_instant(&item, "received", v->ballots[i].received_ms, a, err);
        if (!rc)
            rc = json_push(out, item, a, err);
    }
    return rc;
}

enum rc account_put(struct buf *b, const struct account_opened *o, struct arena *a, struct err *err)
{
    struct json v = json_object(), proposal, ballots = json_null(), decision = json_null();
    enum rc rc = json_parse(o->account.proposal, a, &proposal, err);

    if (!rc)
        rc = ballots_json(&o->account, a, &ballots, err);
    if (!rc)
        rc = account_decision(o, a, &decision, err);
    if (!rc)
        rc = json_set(&v, "schema", json_str(ACCOUNT_SCHEMA), a, err);
    if (!rc)
        rc = json_set(&v, "proposal", proposal, a, err);
    if (!rc)
        rc = json_set(&v, "ballots", ballots, a, err);
    if (!rc)
        rc = fields_put_instant(&v, "counted", o->account.counted_ms, a, err);
    if (!rc)
        rc = json_set(&v, "decision", decision, a, err);
    if (rc)
        return rc;
    json_write(b, &v);
    buf_putc(b, '\n');
    return buf_check(b, err);
}

/* --- reading --------------------------------------------------------------------------------- */

static enum rc read_ballots(const struct fields *f, const struct json *o, struct arena *a,
                            struct account *out)
{
    static const char *const members[] = {"ballot", "receipt", "received", NULL};
    const struct json *list = NULL, *unused;
    struct account_ballot *ballots;
    enum rc rc = fields_list(f, o, "ballots", &list);

    if (rc || list == NULL)
        return rc;
    if (list->u.array.n > ACCOUNT_BALLOTS_MAX)
        return err_set(f->err, RC_LIMIT, "more than %d ballots", ACCOUNT_BALLOTS_MAX);
    ballots = arena_array(a, list->u.array.n + 1, sizeof(*ballots), f->err);
    if (ballots == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < list->u.array.n && !rc; i++) {
        const struct json *v = &list->u.array.items[i];

        rc = fields_known(f, v, "ballots", members);
        if (!rc)
            rc = fields_text(f, v, "ballot", &ballots[i].note);
        if (!rc)
            rc = fields_text(f, v, "receipt", &ballots[i].receipt);
        if (!rc)
            rc = fields_required(f, v, "received", &unused);
        if (!rc)
            rc = fields_instant(f, v, "received", &ballots[i].received_ms);
    }
    out->ballots = ballots;
    out->n_ballots = list->u.array.n;
    return rc;
}

static enum rc read_needs(const struct fields *f, const struct json *decision, struct arena *a,
                          struct account *out)
{
    static const char *const members[] = {"kind", "of", "met", "why", "by", NULL};
    const struct json *list = NULL;
    struct account_need *needs;
    enum rc rc = fields_list(f, decision, "preconditions", &list);

    if (rc || list == NULL || list->u.array.n == 0)
        return rc;
    needs = arena_array(a, PROPOSAL_NEEDS_MAX, sizeof(*needs), f->err);
    if (needs == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < list->u.array.n && i < PROPOSAL_NEEDS_MAX && !rc; i++) {
        const struct json *v = &list->u.array.items[i], *met = json_get(v, "met");

        rc = fields_known(f, v, "preconditions", members);
        if (!rc)
            rc = fields_line(f, v, "why", &needs[i].why);
        if (!rc && json_get(v, "by") != NULL)
            rc = fields_line(f, v, "by", &needs[i].by);
        needs[i].is_met = met != NULL && met->type == JSON_TRUE;
    }
    out->needs = needs;
    return rc;
}

/* The decision that the file states must be the one that is found, letter by letter. */
static enum rc compare(const struct account_opened *o, const struct json *stated, struct arena *a,
                       struct err *err)
{
    struct json found;
    struct buf x, y;
    enum rc rc = account_decision(o, a, &found, err);

    if (rc)
        return rc;
    buf_init(&x, ACCOUNT_BYTES_MAX);
    buf_init(&y, ACCOUNT_BYTES_MAX);
    json_write(&x, stated);
    json_write(&y, &found);
    if (!span_eq(buf_span(&x), buf_span(&y)))
        rc = err_set(err, RC_CONFLICT,
                     "the ballots give another decision than the file states; counted again: %s%s",
                     council_outcome_name(o->tally.outcome),
                     o->is_executable ? ", executable" : ", not executable");
    buf_release(&x);
    buf_release(&y);
    return rc;
}

static enum rc canonical(const struct json *v, struct arena *a, struct span *out, struct err *err)
{
    enum rc rc;
    struct buf b;

    buf_init(&b, PROPOSAL_BYTES_MAX * 2);
    json_write(&b, v);
    *out = arena_copy(a, buf_span(&b), err);
    rc = out->p == NULL ? RC_LIMIT : buf_check(&b, err);
    buf_release(&b);
    return rc;
}

enum rc account_open(struct span text, const struct verifier_key *keys, size_t n_keys,
                     struct arena *a, struct account_opened *out, struct err *err)
{
    static const char *const members[] = {"schema",  "proposal", "ballots",
                                          "counted", "decision", NULL};
    const struct fields f = {.text = text, .what = "vote", .err = err};
    const struct json *proposal = NULL, *decision = NULL, *unused;
    struct account v = {.n_ballots = 0};
    struct span schema = {0};
    struct json o;
    enum rc rc = json_parse(text, a, &o, err);

    if (!rc)
        rc = fields_known(&f, &o, "vote", members);
    if (!rc)
        rc = fields_text(&f, &o, "schema", &schema);
    if (!rc && !span_is(schema, ACCOUNT_SCHEMA))
        rc = err_set(err, RC_UNKNOWN, "schema: %.*s is not " ACCOUNT_SCHEMA, SPAN_ARG(schema));
    if (!rc)
        rc = fields_required(&f, &o, "proposal", &proposal);
    if (!rc)
        rc = canonical(proposal, a, &v.proposal, err);
    if (!rc)
        rc = read_ballots(&f, &o, a, &v);
    if (!rc)
        rc = fields_required(&f, &o, "counted", &unused);
    if (!rc)
        rc = fields_instant(&f, &o, "counted", &v.counted_ms);
    if (!rc)
        rc = fields_required(&f, &o, "decision", &decision);
    if (!rc)
        rc = read_needs(&f, decision, a, &v);
    if (!rc)
        rc = account_count(&v, keys, n_keys, a, out, err);
    return rc ? rc : compare(out, decision, a, err);
}

/* --- words ----------------------------------------------------------------------------------- */

static void put_need(struct buf *b, const struct proposal_need *n, const struct account_need *found)
{
    buf_printf(b, "%s %.*s: %s: %.*s", proposal_need_name(n->kind), SPAN_ARG(n->of),
               found->is_met ? "met" : "unmet", SPAN_ARG(found->why));
    if (found->by.n > 0)
        buf_printf(b, " (entry %.*s)", SPAN_ARG(found->by));
    buf_putc(b, '\n');
}

void account_put_words(struct buf *b, const struct account_opened *o)
{
    const struct proposal *p = &o->proposal;

    buf_printf(b, "proposal: %.*s\ndigest: sha256:", SPAN_ARG(p->title));
    sha256_put_hex(b, &o->digests.proposal);
    buf_printf(b, "\nrule: %.*s\nopen: ", SPAN_ARG(p->vote.rule.id));
    time_put_instant(b, p->vote.opens_ms);
    buf_puts(b, " to ");
    time_put_instant(b, p->vote.closes_ms);
    if (p->effect.kind != EFFECT_NOTHING)
        buf_printf(b, "\neffect: %s %.*s", proposal_effect_name(p->effect.kind),
                   SPAN_ARG(p->effect.of));
    buf_printf(b, "\nballots: %zu\n", o->account.n_ballots);
    council_tally_put(b, &p->vote, &o->tally);
    for (size_t i = 0; o->account.needs != NULL && i < p->n_needs; i++)
        put_need(b, &p->needs[i], &o->account.needs[i]);
    if (o->tally.outcome != COUNCIL_OPEN)
        buf_printf(b, "executable: %s\n", o->is_executable ? "yes" : "no");
}
