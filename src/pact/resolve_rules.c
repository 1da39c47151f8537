/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_rules.c: how a community decides: majorities as exact fractions, vetoes and weights of
 * members, silence procedures. */
#include "pact/resolve.h"

static const char minus_word[] = "consensus_minus_";

struct rule_job {
    struct resolver *r;
    const struct charter *c;
    const struct node_block *b;
    struct charter_rule *rule;
};

static bool says(const struct rule_job *j, const char *member, const char *word)
{
    const struct json *v = resolve_value(j->b, member);

    return v != NULL && v->type == JSON_STRING && span_is(v->u.text, word);
}

static struct src_pos at_of(const struct rule_job *j, const char *member)
{
    return node_next(j->b, member, NULL)->captures[0].at;
}

/* Below one half, a proposal and its opposite would both be adopted. */
static void check_fraction(const struct rule_job *j)
{
    struct rational half = {.num = 1, .den = 2};

    if (rational_cmp(j->rule->fraction, half) < 0)
        diag_error(j->r->diags, at_of(j, "majority"),
                   "a majority below one half could adopt a proposal and its opposite; write "
                   "simple, or a fraction from 1/2 to 1 (a share of the electorate that must say "
                   "yes is a floor)");
}

static void add_majority(const struct rule_job *j)
{
    const struct json *v = resolve_value(j->b, "majority");
    struct charter_rule *rule = j->rule;

    if (v == NULL)
        return;
    if (span_is(v->u.text, "simple")) {
        rule->majority = CHARTER_SIMPLE;
    } else if (span_is(v->u.text, "consensus")) {
        rule->majority = CHARTER_CONSENSUS;
    } else if (span_starts(v->u.text, span_of(minus_word))) {
        rule->majority = CHARTER_CONSENSUS;
        rule->minus = v->u.text.p[sizeof(minus_word) - 1] - '0'; /* one digit: types_quantity.c */
    } else {
        rule->majority = CHARTER_FRACTION;
        rule->fraction = resolve_exact(v);
        check_fraction(j);
    }
}

static void add_vetoes(const struct rule_job *j)
{
    const struct node *n = node_next(j->b, "veto", NULL);
    uint32_t *out = resolve_array(j->r, j->c->n_members, sizeof(*out));

    if (out == NULL || n == NULL)
        return;
    j->rule->vetoes = out;
    for (size_t i = 0; i < n->n_captures; i++) {
        uint32_t ix = resolve_member(j->r, j->c, &n->captures[i]);

        if (ix != CHARTER_NONE && !charter_rule_has_veto(j->rule, ix))
            out[j->rule->n_vetoes++] = ix;
    }
}

static void add_weight(const struct rule_job *j, const struct node *n, struct charter_weight *out)
{
    uint32_t ix = resolve_member(j->r, j->c, node_capture(n, "member"));

    for (size_t i = 0; i < j->rule->n_weights; i++)
        if (out[i].member == ix && ix != CHARTER_NONE) {
            diag_error(j->r->diags, node_at(n), "the votes of %.*s stand twice; keep one",
                       SPAN_ARG(node_capture(n, "member")->value.u.text));
            return;
        }
    if (ix != CHARTER_NONE)
        out[j->rule->n_weights++] =
            (struct charter_weight){.member = ix, .votes = node_capture(n, "weight")->value.u.i};
}

static void add_weights(const struct rule_job *j)
{
    struct charter_weight *out = resolve_array(j->r, resolve_count(j->b, "weights"), sizeof(*out));
    const struct node *n = NULL;

    if (out == NULL)
        return;
    j->rule->weights = out;
    while ((n = node_next(j->b, "weights", n)) != NULL)
        add_weight(j, n, out);
    if (j->rule->n_weights > 0 && j->rule->majority == CHARTER_CONSENSUS)
        diag_warn(j->r->diags, node_at(node_next(j->b, "weights", NULL)),
                  "a consensus counts members, so a weight changes only what a floor counts");
}

/* What a silence procedure does not use would be read by nobody. */
static void check_silence(const struct rule_job *j)
{
    static const char *const unused[] = {"majority", "quorum",  "floor", "abstention",
                                         "veto",     "weights", "and",   NULL};

    if (j->rule->silence_ms <= 0)
        diag_error(j->r->diags, at_of(j, "silence"),
                   "a silence of no length is broken by nobody; write: silence 72 h");
    for (const char *const *m = unused; *m != NULL; m++)
        if (node_next(j->b, *m, NULL) != NULL)
            diag_error(j->r->diags, node_at(node_next(j->b, *m, NULL)),
                       "in a silence procedure nobody counts votes; its fallback does, so state it "
                       "there");
}

static void add_silence(const struct rule_job *j)
{
    const struct node *silence = node_next(j->b, "silence", NULL);

    j->rule->reservation_breaks = says(j, "break_on", "reservation");
    if (silence == NULL) {
        const struct node *idle = node_next(j->b, "fallback", NULL);

        if (idle == NULL)
            idle = node_next(j->b, "break_on", NULL);
        if (idle != NULL)
            diag_error(j->r->diags, node_at(idle),
                       "only a silence procedure can be broken; write: silence 72 h, or remove it");
        return;
    }
    j->rule->majority = CHARTER_SILENT;
    j->rule->silence_ms = resolve_time_ms(silence);
    check_silence(j);
}

static void add_rule(const struct rule_job *j)
{
    j->rule->fraction = (struct rational){.num = 1, .den = 1};
    j->rule->quorum = resolve_exact(resolve_value(j->b, "quorum"));
    j->rule->floor = resolve_exact(resolve_value(j->b, "floor"));
    j->rule->abstention_is_no = says(j, "abstention", "counts_as_no");
    j->rule->recuses_parties = says(j, "party_to_dispute", "recused");
    j->rule->fallback = CHARTER_NONE;
    add_majority(j);
    add_silence(j);
    add_vetoes(j);
    add_weights(j);
}

static void add_fallback(struct resolver *r, const struct charter *c, const struct node *n,
                         struct charter_rule *rule)
{
    const struct node *fallback = node_next(n->block, "fallback", NULL);

    if (rule->majority != CHARTER_SILENT || fallback == NULL)
        return;
    rule->fallback = charter_rule_find(c, fallback->value.u.text);
    if (rule->fallback != CHARTER_NONE && c->rules[rule->fallback].majority == CHARTER_SILENT)
        diag_error(r->diags, fallback->captures[0].at,
                   "a broken silence is decided by votes, and %.*s is a silence procedure too; "
                   "name a rule with a majority",
                   SPAN_ARG(fallback->value.u.text));
}

/* What makes a rule one that cannot be joined; NULL: nothing does. */
static const char *no_joint(const struct charter *c, const struct charter_rule *rule,
                            uint32_t other)
{
    if (&c->rules[other] == rule)
        return "is this rule itself";
    if (c->rules[other].majority == CHARTER_SILENT)
        return "is a silence procedure, which counts no votes";
    for (size_t i = 0; i < rule->n_joins; i++)
        if (rule->joins[i] == other)
            return "stands here twice";
    return NULL;
}

static void add_joins(struct resolver *r, const struct charter *c, const struct node *n,
                      struct charter_rule *rule)
{
    const struct node *and = node_next(n->block, "and", NULL);
    uint32_t *out = resolve_array(r, CHARTER_JOINS_MAX, sizeof(*out));

    if (and == NULL || out == NULL || rule->majority == CHARTER_SILENT)
        return;
    rule->joins = out;
    for (size_t i = 0; i < and->n_captures; i++) {
        struct span name = and->captures[i].value.u.text;
        uint32_t ix = charter_rule_find(c, name);
        const char *fault = ix == CHARTER_NONE ? NULL : no_joint(c, rule, ix);

        if (fault != NULL)
            diag_error(r->diags, and->captures[i].at, "%.*s %s; name other rules with a majority",
                       SPAN_ARG(name), fault);
        else if (rule->n_joins == CHARTER_JOINS_MAX)
            diag_error(r->diags, and->captures[i].at, "a rule joins at most %d others",
                       CHARTER_JOINS_MAX);
        else if (ix != CHARTER_NONE)
            out[rule->n_joins++] = ix;
    }
}

/* All that must hold stands in one place: a reader of the rule need not follow names. */
static void check_joins(struct resolver *r, const struct charter *c, const struct node *n,
                        const struct charter_rule *rule)
{
    for (size_t i = 0; i < rule->n_joins; i++)
        if (c->rules[rule->joins[i]].n_joins > 0)
            diag_error(r->diags, node_at(node_next(n->block, "and", NULL)),
                       "%.*s joins other rules itself; name here all that must adopt",
                       SPAN_ARG(c->rules[rule->joins[i]].id));
}

void resolve_rules(struct resolver *r, struct charter *c)
{
    struct charter_rule *out = resolve_array(r, resolve_count(r->top, "rules"), sizeof(*out));
    const struct node *n = NULL;

    if (out == NULL)
        return;
    c->rules = out;
    while ((n = node_next(r->top, "rules", n)) != NULL && r->diags->trouble == RC_OK) {
        struct rule_job j = {.r = r, .c = c, .b = n->block, .rule = &out[c->n_rules++]};

        *j.rule = (struct charter_rule){
            .id = node_id(n), .line_no = node_id_at(n).line, .column_no = node_id_at(n).column};
        add_rule(&j);
    }
    for (size_t i = 0; (n = node_next(r->top, "rules", n)) != NULL && i < c->n_rules; i++) {
        add_fallback(r, c, n, &out[i]);
        add_joins(r, c, n, &out[i]);
    }
    n = NULL;
    for (size_t i = 0; (n = node_next(r->top, "rules", n)) != NULL && i < c->n_rules; i++)
        check_joins(r, c, n, &out[i]);
}
