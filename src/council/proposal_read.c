/* SPDX-License-Identifier: Apache-2.0 */
/* proposal_read.c: a proposal from its text; nothing is taken on trust, nothing unknown is passed
 * over. */
#include "council/proposal.h"

#include "base/base64.h"
#include "base/time.h"
#include "record/fields.h"

#include <assert.h>
#include <string.h>

#define DIGEST_PREFIX "sha256:"

struct reading {
    struct fields f;
    struct arena *a;
    struct proposal *p;
    struct council_joint *joint;                         /* of p->vote */
    struct council_seat *joint_seats[COUNCIL_JOINT_MAX]; /* of each of them */
};

static enum rc read_bool(const struct reading *r, const struct json *v, const char *name, bool *out)
{
    const struct json *m = json_get(v, name);

    if (m == NULL)
        return RC_OK;
    if (m->type != JSON_TRUE && m->type != JSON_FALSE)
        return fields_wrong_type(&r->f, m, name, "true or false");
    *out = m->type == JSON_TRUE;
    return RC_OK;
}

static enum rc read_share(const struct reading *r, const struct json *v, const char *name,
                          struct rational *out)
{
    struct span text;
    enum rc rc = fields_text(&r->f, v, name, &text);

    if (!rc)
        rc = rational_parse(text, out, r->f.err);
    return rc ? fields_fault(&r->f, v, rc, name) : RC_OK;
}

static enum rc read_digest(const struct reading *r, const struct json *v, const char *name,
                           struct sha256_digest *out)
{
    static const char digits[] = "0123456789abcdef";
    struct span text, hex;
    enum rc rc = fields_text(&r->f, v, name, &text);

    if (rc)
        return rc;
    hex = span_from(text, strlen(DIGEST_PREFIX));
    if (!span_starts(text, span_of(DIGEST_PREFIX)) || hex.n != 2 * sizeof(out->b))
        return err_set(r->f.err, RC_INPUT, "%s: \"sha256:\" and 64 hexadecimal digits are wanted",
                       name);
    for (size_t i = 0; i < hex.n; i++) {
        const char *at = hex.p[i] == '\0' ? NULL : strchr(digits, hex.p[i]);

        if (at == NULL)
            return err_set(r->f.err, RC_INPUT, "%s: no hexadecimal digit: %c", name, hex.p[i]);
        if (i % 2 == 0)
            out->b[i / 2] = (uint8_t)((at - digits) << 4);
        else
            out->b[i / 2] |= (uint8_t)(at - digits);
    }
    return RC_OK;
}

/* --- the rule -------------------------------------------------------------------------------- */

static enum rc read_majority(const struct reading *r, const struct json *v,
                             struct council_rule *out)
{
    static const char minus[] = "consensus_minus_";
    struct span text;
    enum rc rc = fields_text(&r->f, v, "majority", &text);

    if (rc)
        return rc;
    out->fraction = (struct rational){.num = 1, .den = 1};
    if (span_is(text, "simple"))
        out->majority = CHARTER_SIMPLE;
    else if (span_is(text, "consensus"))
        out->majority = CHARTER_CONSENSUS;
    else if (span_starts(text, span_of(minus)) && text.n == sizeof(minus) &&
             text.p[text.n - 1] >= '1' && text.p[text.n - 1] <= '9') {
        out->majority = CHARTER_CONSENSUS;
        out->minus = text.p[text.n - 1] - '0';
    } else {
        out->majority = CHARTER_FRACTION;
        rc = rational_parse(text, &out->fraction, r->f.err);
    }
    return rc ? fields_fault(&r->f, v, rc, "majority") : RC_OK;
}

static enum rc read_rule(const struct reading *r, const struct json *v, struct council_rule *out)
{
    static const char *const members[] = {"id",
                                          "majority",
                                          "quorum",
                                          "floor",
                                          "abstention_is_no",
                                          "silence_ms",
                                          "reservation_breaks",
                                          "silence_recuses",
                                          "recuses_parties",
                                          "and",
                                          NULL};
    static const int64_t bounds[2] = {1, INT64_C(1) << 40};
    enum rc rc = fields_known(&r->f, v, "rule", members);

    if (!rc)
        rc = fields_line(&r->f, v, "id", &out->id);
    if (!rc)
        rc = read_majority(r, v, out);
    if (!rc)
        rc = read_share(r, v, "quorum", &out->quorum);
    if (!rc)
        rc = read_share(r, v, "floor", &out->floor);
    if (!rc)
        rc = fields_integer(&r->f, v, "silence_ms", bounds, &out->silence_ms);
    if (!rc)
        rc = read_bool(r, v, "abstention_is_no", &out->abstention_is_no);
    if (!rc)
        rc = read_bool(r, v, "recuses_parties", &out->recuses_parties);
    if (!rc)
        rc = read_bool(r, v, "reservation_breaks", &out->reservation_breaks);
    return rc ? rc : read_bool(r, v, "silence_recuses", &out->silence_recuses);
}

static enum rc read_joint(struct reading *r, const struct json *rule)
{
    const struct json *list = NULL;
    enum rc rc = fields_list(&r->f, rule, "and", &list);

    r->joint = arena_array(r->a, COUNCIL_JOINT_MAX, sizeof(*r->joint), r->f.err);
    if (r->joint == NULL)
        return RC_LIMIT;
    r->p->vote.joint = r->joint;
    if (rc || list == NULL)
        return rc;
    if (list->u.array.n > COUNCIL_JOINT_MAX)
        return fields_fault(&r->f, list,
                            err_set(r->f.err, RC_LIMIT, "more than %d rules", COUNCIL_JOINT_MAX),
                            "and");
    for (size_t i = 0; i < list->u.array.n && !rc; i++) {
        const struct json *each = &list->u.array.items[i];

        rc = read_rule(r, each, &r->joint[r->p->vote.n_joint++].rule);
        if (!rc && json_get(each, "and") != NULL)
            rc = fields_fault(&r->f, each,
                              err_set(r->f.err, RC_INPUT, "a joint rule joins no others"), "and");
    }
    return rc;
}

/* --- the electorate -------------------------------------------------------------------------- */

static enum rc read_keys(const struct reading *r, const struct json *v, struct proposal_voters *out)
{
    const struct json *list = NULL;
    enum rc rc = fields_list(&r->f, v, "keys", &list);

    if (rc || list == NULL)
        return rc;
    if (list->u.array.n > PROPOSAL_VOTERS_MAX)
        return fields_fault(&r->f, list,
                            err_set(r->f.err, RC_LIMIT, "more than %d keys", PROPOSAL_VOTERS_MAX),
                            "keys");
    out->keys = arena_array(r->a, list->u.array.n + 1, sizeof(*out->keys), r->f.err);
    if (out->keys == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < list->u.array.n && !rc; i++) {
        const struct json *each = &list->u.array.items[i];

        if (each->type != JSON_STRING)
            return fields_wrong_type(&r->f, each, "keys", "a verifier key");
        rc = verifier_key_read(each->u.text, r->a, &out->keys[out->n++], r->f.err);
        if (!rc && out->keys[out->n - 1].kind->type != KEY_ED25519)
            rc = err_set(r->f.err, RC_INPUT, "a key of type Ed25519 is wanted");
        if (rc)
            rc = fields_fault(&r->f, each, rc, "keys");
    }
    return rc;
}

/* What a seat has under one joint rule; the rest of it is as in the vote. */
static enum rc read_joint_seat(const struct reading *r, const struct json *v,
                               struct council_seat *out)
{
    static const char *const members[] = {"votes", "veto", NULL};
    static const int64_t bounds[2] = {0, COUNCIL_VOTES_MAX};
    enum rc rc = fields_known(&r->f, v, "electorate", members);

    out->votes = 1;
    out->has_veto = false;
    if (!rc)
        rc = fields_integer(&r->f, v, "votes", bounds, &out->votes);
    return rc ? rc : read_bool(r, v, "veto", &out->has_veto);
}

/* It stands there for each joint rule or the file is refused. */
static enum rc read_joint_votes(const struct reading *r, const struct json *v,
                                const struct council_seat *seat, size_t index)
{
    const struct json *list = NULL;
    enum rc rc = fields_list(&r->f, v, "and", &list);

    if (!rc && (list == NULL ? 0 : list->u.array.n) != r->p->vote.n_joint)
        rc = fields_fault(&r->f, list == NULL ? v : list,
                          err_set(r->f.err, RC_INPUT,
                                  "votes by each of the %zu joint rules are wanted",
                                  r->p->vote.n_joint),
                          "and");
    for (size_t i = 0; list != NULL && i < r->p->vote.n_joint && !rc; i++) {
        struct council_seat one = *seat;

        rc = read_joint_seat(r, &list->u.array.items[i], &one);
        assert(r->joint_seats[i] != NULL); /* read_electorate made them */
        r->joint_seats[i][index] = one;
    }
    return rc;
}

static enum rc read_seat(const struct reading *r, const struct json *v, struct council_seat *seat,
                         struct proposal_voters *voters)
{
    static const char *const members[] = {"member", "votes", "veto", "party", "keys", "and", NULL};
    static const int64_t bounds[2] = {0, COUNCIL_VOTES_MAX};
    enum rc rc = fields_known(&r->f, v, "electorate", members);

    seat->votes = 1;
    if (!rc)
        rc = fields_line(&r->f, v, "member", &seat->member);
    if (!rc)
        rc = fields_integer(&r->f, v, "votes", bounds, &seat->votes);
    if (!rc)
        rc = read_bool(r, v, "veto", &seat->has_veto);
    if (!rc)
        rc = read_bool(r, v, "party", &seat->is_party);
    return rc ? rc : read_keys(r, v, voters);
}

static enum rc read_electorate(struct reading *r, const struct json *list)
{
    size_t n = list->u.array.n;
    struct council_seat *seats = arena_array(r->a, n + 1, sizeof(*seats), r->f.err);
    struct proposal_voters *voters = arena_array(r->a, n + 1, sizeof(*voters), r->f.err);
    enum rc rc = RC_OK;

    if (seats == NULL || voters == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < r->p->vote.n_joint; i++) {
        r->joint_seats[i] = arena_array(r->a, n + 1, sizeof(*seats), r->f.err);
        if (r->joint_seats[i] == NULL)
            return RC_LIMIT;
        r->joint[i].seats = r->joint_seats[i];
    }
    for (size_t i = 0; i < n && !rc; i++) {
        rc = read_seat(r, &list->u.array.items[i], &seats[i], &voters[i]);
        if (!rc)
            rc = read_joint_votes(r, &list->u.array.items[i], &seats[i], i);
    }
    r->p->vote.seats = seats;
    r->p->vote.n_seats = n;
    r->p->voters = voters;
    return rc;
}

/* --- preconditions, checkpoint --------------------------------------------------------------- */

static enum rc read_need(const struct reading *r, const struct json *v, struct proposal_need *out)
{
    static const char *const members[] = {"kind", "of", "until", NULL};
    struct span kind = {0};
    enum rc rc = fields_known(&r->f, v, "preconditions", members);

    if (!rc)
        rc = fields_text(&r->f, v, "kind", &kind);
    if (!rc && proposal_need_find(kind, &out->kind, r->f.err))
        rc = fields_fault(&r->f, v, RC_UNKNOWN, "kind");
    if (!rc)
        rc = fields_line(&r->f, v, "of", &out->of);
    out->has_until = json_get(v, "until") != NULL;
    return rc ? rc : fields_instant(&r->f, v, "until", &out->until_ms);
}

static enum rc read_needs(const struct reading *r, const struct json *o)
{
    const struct json *list = NULL;
    enum rc rc = fields_list(&r->f, o, "preconditions", &list);

    if (rc || list == NULL)
        return rc;
    if (list->u.array.n > PROPOSAL_NEEDS_MAX)
        return err_set(r->f.err, RC_LIMIT, "more than %d preconditions", PROPOSAL_NEEDS_MAX);
    r->p->needs = arena_array(r->a, list->u.array.n + 1, sizeof(*r->p->needs), r->f.err);
    if (r->p->needs == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < list->u.array.n && !rc; i++)
        rc = read_need(r, &list->u.array.items[i], &r->p->needs[r->p->n_needs++]);
    return rc;
}

static enum rc read_checkpoint(const struct reading *r, const struct json *v)
{
    static const char *const members[] = {"origin", "size", "root", NULL};
    static const int64_t bounds[2] = {0, INT64_MAX};
    struct span root = {0};
    int64_t size = 0;
    enum rc rc = fields_known(&r->f, v, "checkpoint", members);

    if (!rc)
        rc = fields_line(&r->f, v, "origin", &r->p->origin);
    if (!rc)
        rc = fields_integer(&r->f, v, "size", bounds, &size);
    if (!rc)
        rc = fields_text(&r->f, v, "root", &root);
    r->p->size = (uint64_t)size;
    if (!rc)
        rc = base64_read_exact(root, r->p->root.b, sizeof(r->p->root.b), r->f.err);
    return rc ? fields_fault(&r->f, v, rc, "root") : RC_OK;
}

/* --- the whole ------------------------------------------------------------------------------- */

static enum rc read_frame(const struct reading *r, const struct json *o)
{
    static const char *const members[] = {
        "schema", "title",      "text",          "charter",    "pact",   "rule", "opens",
        "closes", "electorate", "preconditions", "checkpoint", "effect", NULL};
    const struct json *unused;
    struct span schema;
    enum rc rc = fields_known(&r->f, o, "proposal", members);

    if (!rc)
        rc = fields_text(&r->f, o, "schema", &schema);
    if (!rc && !span_is(schema, PROPOSAL_SCHEMA))
        return err_set(r->f.err, RC_UNKNOWN, "schema: %.*s is not " PROPOSAL_SCHEMA,
                       SPAN_ARG(schema));
    if (!rc)
        rc = fields_line(&r->f, o, "title", &r->p->title);
    if (!rc)
        rc = fields_text(&r->f, o, "text", &r->p->text);
    if (!rc)
        rc = fields_line(&r->f, o, "charter", &r->p->charter);
    if (!rc)
        rc = read_digest(r, o, "pact", &r->p->pact);
    if (!rc)
        rc = fields_required(&r->f, o, "opens", &unused);
    if (!rc)
        rc = fields_required(&r->f, o, "closes", &unused);
    if (!rc)
        rc = fields_instant(&r->f, o, "opens", &r->p->vote.opens_ms);
    return rc ? rc : fields_instant(&r->f, o, "closes", &r->p->vote.closes_ms);
}

static enum rc read_parts(struct reading *r, const struct json *o)
{
    const struct json *rule = NULL, *seats = NULL, *checkpoint = NULL;
    enum rc rc = fields_required(&r->f, o, "rule", &rule);

    if (!rc)
        rc = read_rule(r, rule, &r->p->vote.rule);
    if (!rc)
        rc = read_joint(r, rule);
    if (!rc)
        rc = fields_required(&r->f, o, "electorate", &seats);
    if (!rc && seats->type != JSON_ARRAY)
        rc = fields_wrong_type(&r->f, seats, "electorate", "a list");
    if (!rc)
        rc = read_electorate(r, seats);
    if (!rc)
        rc = read_needs(r, o);
    if (!rc && json_get(o, "effect") != NULL)
        rc = proposal_effect_read(&r->f, json_get(o, "effect"), r->a, &r->p->effect);
    if (!rc)
        rc = fields_required(&r->f, o, "checkpoint", &checkpoint);
    if (!rc)
        rc = read_checkpoint(r, checkpoint);
    return rc ? rc : council_vote_check(&r->p->vote, r->f.err);
}

static enum rc hash(const struct json *v, struct sha256_digest *out, struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, PROPOSAL_BYTES_MAX * 2);
    json_write(&b, v);
    rc = buf_check(&b, err);
    if (!rc)
        *out = sha256(buf_span(&b));
    buf_release(&b);
    return rc;
}

enum rc proposal_read(struct span text, struct arena *a, struct proposal *out,
                      struct proposal_digests *digests, struct err *err)
{
    struct proposal p = {.n_needs = 0};
    struct reading r = {
        .f = {.text = text, .what = "proposal", .err = err}, .a = a, .p = &p, .joint = NULL};
    struct proposal_digests d;
    struct json o;
    enum rc rc;

    if (text.n > PROPOSAL_BYTES_MAX)
        return err_set(err, RC_LIMIT, "a proposal of more than %zu bytes", PROPOSAL_BYTES_MAX);
    rc = json_parse(text, a, &o, err);
    if (!rc)
        rc = read_frame(&r, &o);
    if (!rc)
        rc = read_parts(&r, &o);
    if (!rc)
        rc = hash(&o, &d.proposal, err);
    if (!rc)
        rc = hash(json_get(&o, "rule"), &d.rule, err);
    if (!rc)
        rc = hash(json_get(&o, "electorate"), &d.electorate, err);
    if (rc)
        return rc;
    *out = p;
    *digests = d;
    return RC_OK;
}
