/* SPDX-License-Identifier: Apache-2.0 */
#include "council/electorate.h"

#include "base/time.h"

/* The rule by which votes are counted. */
static const struct charter_rule *voting_rule(const struct charter *c, uint32_t rule)
{
    const struct charter_rule *r = &c->rules[rule];

    return r->majority == CHARTER_SILENT ? &c->rules[r->fallback] : r;
}

struct council_rule council_rule_of(const struct charter *c, uint32_t rule)
{
    const struct charter_rule *named = &c->rules[rule], *r = voting_rule(c, rule);

    return (struct council_rule){
        .id = named->id,
        .silence_ms = named->silence_ms,
        .reservation_breaks = named->majority == CHARTER_SILENT && named->reservation_breaks,
        .silence_recuses = named->majority == CHARTER_SILENT && named->recuses_parties,
        .majority = r->majority,
        .fraction = r->fraction,
        .minus = r->minus,
        .quorum = r->quorum,
        .floor = r->floor,
        .abstention_is_no = r->abstention_is_no,
        .recuses_parties = r->recuses_parties,
    };
}

/* The seats as another rule counts them. */
static enum rc joint_of(const struct charter *c, uint32_t rule, const struct council_vote *v,
                        struct arena *a, struct council_joint *out, struct err *err)
{
    struct council_seat *seats = arena_array(a, v->n_seats, sizeof(*seats), err);

    if (seats == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < v->n_seats; i++) {
        uint32_t member = charter_member_find(c, v->seats[i].member);

        seats[i] = v->seats[i];
        seats[i].votes = charter_rule_votes(&c->rules[rule], member);
        seats[i].has_veto = charter_rule_has_veto(&c->rules[rule], member);
    }
    *out = (struct council_joint){.rule = council_rule_of(c, rule), .seats = seats};
    return RC_OK;
}

static enum rc add_joint(const struct charter *c, const struct charter_rule *r, struct arena *a,
                         struct council_vote *v, struct err *err)
{
    struct council_joint *joint = arena_array(a, r->n_joins + 1, sizeof(*joint), err);
    enum rc rc = joint == NULL ? RC_LIMIT : RC_OK;

    v->joint = joint;
    for (size_t i = 0; i < r->n_joins && !rc; i++)
        rc = joint_of(c, r->joins[i], v, a, &joint[v->n_joint++], err);
    return rc;
}

static bool is_party(const struct council_call *call, struct span member)
{
    for (size_t i = 0; i < call->n_parties; i++)
        if (span_eq(call->parties[i], member))
            return true;
    return false;
}

enum rc council_vote_open(const struct charter *c, const struct council_call *call, struct arena *a,
                          struct council_vote *out, struct err *err)
{
    const struct charter_rule *r = voting_rule(c, call->rule);
    struct council_seat *seats = arena_array(a, c->n_members, sizeof(*seats), err);
    struct council_vote v = {.rule = council_rule_of(c, call->rule),
                             .seats = seats,
                             .n_seats = 0,
                             .n_joint = 0,
                             .opens_ms = call->opens_ms,
                             .closes_ms = call->closes_ms};
    enum rc rc;

    if (seats == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < c->n_members; i++)
        if (charter_standing_at(&c->members[i], call->opens_ms) == CHARTER_MEMBER)
            seats[v.n_seats++] = (struct council_seat){
                .member = c->members[i].id,
                .votes = charter_rule_votes(r, i),
                .has_veto = charter_rule_has_veto(r, i),
                .is_party = is_party(call, c->members[i].id),
            };
    if (v.n_seats == 0)
        return err_set(err, RC_ABSENT, "nobody is a member when the vote opens");
    rc = add_joint(c, r, a, &v, err);
    if (!rc)
        rc = council_vote_check(&v, err);
    if (!rc)
        *out = v;
    return rc;
}

enum rc council_timeless(const struct charter *c, struct arena *a, struct charter *out,
                         struct err *err)
{
    struct charter_member *members = arena_array(a, c->n_members, sizeof(*members), err);

    if (members == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < c->n_members; i++)
        members[i] = (struct charter_member){.id = c->members[i].id,
                                             .party = c->members[i].party,
                                             .is_founding = true,
                                             .from_ms = TIME_ALWAYS,
                                             .until_ms = TIME_NEVER};
    *out = *c;
    out->members = members;
    return RC_OK;
}
