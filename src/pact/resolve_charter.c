/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_charter.c: the community of a charter: its members over time, its classes, its standards
 * of proof. Rules: resolve_rules.c; candidates, mandates: resolve_admission.c. */
#include "pact/resolve.h"

size_t resolve_count(const struct node_block *b, const char *member)
{
    const struct node *n = NULL;
    size_t out = 0;

    while ((n = node_next(b, member, n)) != NULL)
        out++;
    return out;
}

uint32_t resolve_member(struct resolver *r, const struct charter *c, const struct capture *k)
{
    uint32_t ix = charter_member_find(c, k->value.u.text);

    if (ix == CHARTER_NONE && resolve_party(r, k->value.u.text) != PACT_NONE)
        diag_error(r->diags, k->at,
                   "%.*s is no member and has no part in decisions; name a member, or add it to "
                   "the members",
                   SPAN_ARG(k->value.u.text));
    return ix;
}

/* --- members --------------------------------------------------------------------------------- */

static void add_members(struct resolver *r, struct charter *c)
{
    const struct node *n = NULL;
    struct charter_member *out;
    size_t count = 0;

    while ((n = node_next(r->top, "members", n)) != NULL)
        count += n->n_captures;
    out = resolve_array(r, count, sizeof(*out));
    if (out == NULL)
        return;
    c->members = out;
    while ((n = node_next(r->top, "members", n)) != NULL)
        for (size_t i = 0; i < n->n_captures; i++)
            out[c->n_members++] = (struct charter_member){
                .id = n->captures[i].value.u.text,
                .party = resolve_party(r, n->captures[i].value.u.text),
                .is_founding = true,
                .from_ms = TIME_ALWAYS,
                .until_ms = TIME_NEVER,
            };
}

/* One `status` statement, once its member and its days are known. */
struct standing {
    const struct node *node;
    struct span word;
    uint32_t member;
    struct charter_interval when;
};

static bool read_standing(struct resolver *r, const struct charter *c, const struct node *n,
                          struct standing *out)
{
    const struct capture *until = node_capture(n, "until");
    struct standing s = {.node = n,
                         .word = node_capture(n, "standing")->value.u.text,
                         .member = resolve_member(r, c, node_capture(n, "member")),
                         .when = {.from_ms = TIME_ALWAYS, .until_ms = TIME_NEVER}};
    bool ok = resolve_instant(r, node_capture(n, "from"), &s.when.from_ms);

    if (until != NULL)
        ok = resolve_instant(r, until, &s.when.until_ms) && ok;
    if (s.member == CHARTER_NONE || !ok)
        return false;
    if (until != NULL && s.when.until_ms <= s.when.from_ms) {
        diag_error(r->diags, until->at, "it ends before it begins; write a later day");
        return false;
    }
    if (until != NULL && !span_is(s.word, "suspended")) {
        diag_error(r->diags, until->at,
                   "only a suspension has an end; state what follows by a status of its own");
        return false;
    }
    *out = s;
    return true;
}

static void add_suspension(struct resolver *r, struct charter_member *m,
                           struct charter_interval *all, const struct standing *s)
{
    for (size_t i = 0; i < m->n_suspended; i++)
        if (s->when.from_ms < all[i].until_ms && all[i].from_ms < s->when.until_ms) {
            diag_error(r->diags, node_at(s->node),
                       "%.*s is suspended then already; state one interval", SPAN_ARG(m->id));
            return;
        }
    all[m->n_suspended++] = s->when;
    m->suspended = all;
}

static void apply_standing(struct resolver *r, struct charter_member *m,
                           struct charter_interval *suspended, const struct standing *s)
{
    bool is_acceded = span_is(s->word, "acceded");

    if (span_is(s->word, "suspended")) {
        add_suspension(r, m, suspended, s);
        return;
    }
    if (is_acceded ? !m->is_founding : m->until_ms != TIME_NEVER) {
        diag_error(r->diags, node_at(s->node), "%.*s %s twice; keep one", SPAN_ARG(m->id),
                   is_acceded ? "acceded" : "withdrew");
        return;
    }
    m->is_founding = m->is_founding && !is_acceded;
    if (is_acceded)
        m->from_ms = s->when.from_ms;
    else
        m->until_ms = s->when.from_ms;
    if (m->until_ms <= m->from_ms)
        diag_error(r->diags, node_at(s->node), "%.*s leaves before it belongs; correct the days",
                   SPAN_ARG(m->id));
}

static void add_standings(struct resolver *r, struct charter *c)
{
    struct charter_member *members = (struct charter_member *)c->members;
    size_t count = resolve_count(r->top, "standings");
    struct standing s;

    for (size_t i = 0; i < c->n_members && count > 0 && r->diags->trouble == RC_OK; i++) {
        struct charter_interval *suspended = resolve_array(r, count, sizeof(*suspended));
        const struct node *n = NULL;

        while (suspended != NULL && (n = node_next(r->top, "standings", n)) != NULL)
            if (span_eq(node_capture(n, "member")->value.u.text, members[i].id) &&
                read_standing(r, c, n, &s))
                apply_standing(r, &members[i], suspended, &s);
    }
}

/* Of those that are no members: complained about once. */
static void check_standings(struct resolver *r, const struct charter *c)
{
    const struct node *n = NULL;

    while ((n = node_next(r->top, "standings", n)) != NULL)
        (void)resolve_member(r, c, node_capture(n, "member"));
}

/* --- classes, standards ---------------------------------------------------------------------- */

static struct charter_class class_of(struct resolver *r, const struct charter *c,
                                     const struct node *n)
{
    struct charter_class k = {.id = node_id(n)};
    const struct node *list = NULL;
    uint32_t *out = resolve_array(r, c->n_members, sizeof(*out));

    k.members = out;
    while (out != NULL && (list = node_next(n->block, "members", list)) != NULL)
        for (size_t i = 0; i < list->n_captures; i++) {
            uint32_t ix = resolve_member(r, c, &list->captures[i]);

            if (ix != CHARTER_NONE && charter_class_has(&k, ix))
                diag_error(r->diags, list->captures[i].at, "%.*s stands in the class twice",
                           SPAN_ARG(list->captures[i].value.u.text));
            else if (ix != CHARTER_NONE)
                out[k.n_members++] = ix;
        }
    return k;
}

static void add_classes(struct resolver *r, struct charter *c)
{
    const struct node *n = NULL;
    struct charter_class *out = resolve_array(r, resolve_count(r->top, "classes"), sizeof(*out));

    if (out == NULL)
        return;
    c->classes = out;
    while ((n = node_next(r->top, "classes", n)) != NULL && r->diags->trouble == RC_OK)
        out[c->n_classes++] = class_of(r, c, n);
}

/* Rules compare ranks: a higher one that asks for less would be a slip of the pen. */
static void check_ranks(struct resolver *r, const struct charter *c, const struct node *n)
{
    const struct charter_standard *last = &c->standards[c->n_standards - 1];

    for (size_t i = 0; i + 1 < c->n_standards; i++) {
        const struct charter_standard *s = &c->standards[i];
        int by_score = rational_cmp(last->score, s->score);

        if ((last->rank > s->rank && by_score < 0) || (last->rank < s->rank && by_score > 0))
            diag_warn(r->diags, node_capture(n, "score")->at,
                      "%.*s asks for a %s score than %.*s, though its rank is %s; ranks are what "
                      "rules compare",
                      SPAN_ARG(last->id), by_score < 0 ? "lower" : "higher", SPAN_ARG(s->id),
                      last->rank > s->rank ? "higher" : "lower");
    }
}

static void add_standards(struct resolver *r, struct charter *c)
{
    const struct node *n = NULL;
    struct charter_standard *out =
        resolve_array(r, resolve_count(r->top, "standards"), sizeof(*out));

    if (out == NULL)
        return;
    c->standards = out;
    while ((n = node_next(r->top, "standards", n)) != NULL) {
        out[c->n_standards++] = (struct charter_standard){
            .id = node_id(n),
            .rank = node_capture(n, "rank")->value.u.i,
            .is_strict = span_is(node_capture(n, "op")->value.u.text, ">"),
            .score = resolve_exact(&node_capture(n, "score")->value),
        };
        check_ranks(r, c, n);
    }
}

/* --- the charter ----------------------------------------------------------------------------- */

static void add_frame(struct resolver *r, struct charter *c)
{
    const struct json *host = resolve_value(r->top, "host");
    const struct json *active = resolve_value(r->top, "active_mandate");
    const struct node *n = NULL;

    c->host = host == NULL ? CHARTER_NONE : resolve_party(r, host->u.text);
    c->active = active == NULL ? CHARTER_NONE : charter_mandate_find(c, active->u.text);
    while ((n = node_next(r->top, "missions", n)) != NULL)
        if (node_capture(n, "add_by") != NULL)
            c->add_by = charter_rule_find(c, node_capture(n, "add_by")->value.u.text);
    while ((n = node_next(r->top, "obligations", n)) != NULL)
        if (!span_is(node_capture(n, "value")->value.u.text, "none"))
            c->has_collective_defence = true;
}

void resolve_charter(struct resolver *r)
{
    struct charter *c = resolve_array(r, 1, sizeof(*c));

    if (c == NULL)
        return;
    *c = (struct charter){.id = r->g->id, .add_by = CHARTER_NONE};
    add_members(r, c);
    check_standings(r, c);
    add_standings(r, c);
    add_classes(r, c);
    add_standards(r, c);
    resolve_rules(r, c);
    resolve_candidates(r, c);
    c->consultations = resolve_consultations(r, c, r->top, &c->n_consultations);
    resolve_mandates(r, c);
    resolve_ladders(r, c);
    add_frame(r, c);
    r->g->charter = c;
}
