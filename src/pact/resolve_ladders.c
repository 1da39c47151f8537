/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_ladders.c: the ladders of a charter: what opens them, and each step's condition, decider,
 * preconditions, days and end. */
#include "pact/resolve.h"

/* --- what opens it --------------------------------------------------------------------------- */

/* The values of one name in a statement. */
static const struct span *words_of(struct resolver *r, const struct node *n, const char *name,
                                   size_t *n_out)
{
    struct span *out = resolve_array(r, n->n_captures + 1, sizeof(*out));

    *n_out = 0;
    for (size_t i = 0; out != NULL && i < n->n_captures; i++)
        if (n->captures[i].name.p != NULL && span_is(n->captures[i].name, name))
            out[(*n_out)++] = n->captures[i].value.u.text;
    return out;
}

static struct span word_of(const struct node *n, const char *name)
{
    const struct capture *k = node_capture(n, name);

    return k == NULL ? span_none() : k->value.u.text;
}

static void add_triggers(struct resolver *r, const struct node_block *b, struct charter_ladder *l)
{
    struct ladder_trigger *out = resolve_array(r, resolve_count(b, "on"), sizeof(*out));
    const struct node *n = NULL;

    l->triggers = out;
    while (out != NULL && (n = node_next(b, "on", n)) != NULL) {
        struct ladder_trigger *t = &out[l->n_triggers++];

        *t = (struct ladder_trigger){.type = word_of(n, "type"),
                                     .against = word_of(n, "against"),
                                     .severity = ladder_severity(word_of(n, "severity"))};
        t->classes = words_of(r, n, "classes", &t->n_classes);
    }
}

/* --- one step -------------------------------------------------------------------------------- */

static void add_measures(struct resolver *r, const struct node_block *b, struct ladder_step *s)
{
    size_t n = 0;
    const struct span *words = resolve_spans(r, b, "measures", &n);
    enum charter_measure *out = resolve_array(r, n, sizeof(*out));

    s->measures = out;
    for (size_t i = 0; out != NULL && i < n; i++)
        if (charter_measure_find(words[i], &out[s->n_measures], NULL) == RC_OK)
            s->n_measures++;
}

static enum ladder_than than_of(struct span op)
{
    return span_is(op, ">=")  ? LADDER_AT_LEAST
           : span_is(op, ">") ? LADDER_MORE
                              : LADDER_OTHER; /* complained about */
}

static void add_whens(struct resolver *r, const struct charter *c, const struct node_block *b,
                      struct ladder_step *s)
{
    struct ladder_when *out = resolve_array(r, resolve_count(b, "when"), sizeof(*out));
    const struct node *n = NULL;

    s->whens = out;
    while (out != NULL && (n = node_next(b, "when", n)) != NULL) {
        struct ladder_when *w = &out[s->n_whens++];

        *w = (struct ladder_when){
            .is_responsibility = node_capture(n, "responsibility") != NULL,
            .finding = word_of(n, "finding"),
            .party = word_of(n, "responsibility"),
            .than = than_of(word_of(n, "op")),
            .op = word_of(n, "op"),
            .standard = charter_standard_find(c, word_of(n, "standard")),
        };
        w->modes = words_of(r, n, "modes", &w->n_modes);
        if (w->than == LADDER_OTHER)
            diag_error(r->diags, node_capture(n, "op")->at,
                       "a step opens from a standard on; write: standard >= %.*s",
                       SPAN_ARG(word_of(n, "standard")));
    }
}

static void add_decider(const struct charter *c, const struct node_block *b, struct ladder_step *s)
{
    const struct node *by = node_next(b, "by", NULL);
    const struct capture *rule = by == NULL ? NULL : node_capture(by, "rule");

    s->rule = CHARTER_NONE;
    s->decider = DECIDER_AUTOMATIC;
    if (rule != NULL) {
        s->decider = DECIDER_VOTE;
        s->rule = charter_rule_find(c, rule->value.u.text);
    } else if (by != NULL) {
        s->decider = json_get(&by->value, "each") != NULL ? DECIDER_EACH_MEMBER : DECIDER_COMMANDER;
    }
}

static void add_needs(struct resolver *r, const struct node_block *b, struct ladder_step *s)
{
    static const char *const names[] = {[LADDER_CONSENT] = "consent",
                                        [LADDER_CONTRIBUTOR] = "contributor",
                                        [LADDER_CONSULTATION] = "consultation"};
    struct ladder_need *out = resolve_array(r, resolve_count(b, "requires"), sizeof(*out));
    const struct node *n = NULL;

    s->needs = out;
    while (out != NULL && (n = node_next(b, "requires", n)) != NULL)
        for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
            if (node_capture(n, names[k]) != NULL)
                out[s->n_needs++] = (struct ladder_need){.kind = (enum ladder_need_kind)k,
                                                         .of = word_of(n, names[k])};
}

/* --- until quiet ----------------------------------------------------------------------------- */

/* `for 60 d`: one of several values, so that its unit stands behind its name. */
static struct pact_period length_of(const struct node *n)
{
    static const struct {
        const char *name;
        enum pact_period_unit unit;
    } units[] = {{"for_d", PERIOD_DAYS}, {"for_months", PERIOD_MONTHS}, {"for_ms", PERIOD_ELAPSED}};

    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        const struct json *v = json_get(&n->value, units[i].name);

        if (v != NULL)
            return (struct pact_period){.unit = units[i].unit, .n = v->u.i};
    }
    return (struct pact_period){.unit = PERIOD_NONE};
}

static void add_calms(struct resolver *r, const struct node_block *b, struct ladder_quiet *q)
{
    struct ladder_calm *out = resolve_array(r, resolve_count(b, "no_violation"), sizeof(*out));
    const struct node *n = NULL;

    q->calms = out;
    while (out != NULL && (n = node_next(b, "no_violation", n)) != NULL)
        out[q->n_calms++] = (struct ladder_calm){
            .op = word_of(n, "op"),
            .severity = ladder_severity(word_of(n, "severity")),
            .where = word_of(n, "where"),
            .length = length_of(n),
            .is_any_party = json_get(&n->value, "any_party") != NULL,
        };
}

static void add_quiet(struct resolver *r, const struct charter *c, const struct node_block *b,
                      struct ladder_step *s)
{
    const struct node *until = node_next(b, "until_quiet", NULL), *then;
    const struct json *least;
    struct ladder_quiet *q;

    if (until == NULL || until->block == NULL)
        return;
    q = resolve_array(r, 1, sizeof(*q));
    if (q == NULL)
        return;
    then = node_next(until->block, "then", NULL);
    least = resolve_value(until->block, "coverage_min");
    *q = (struct ladder_quiet){
        .needs_withdrawal = node_next(until->block, "withdrawal_verified", NULL) != NULL,
        .has_coverage_min = least != NULL,
        .coverage_min = resolve_exact(least),
        .vote = then == NULL ? span_none() : word_of(then, "vote"),
        .rule = then == NULL ? CHARTER_NONE : charter_rule_find(c, word_of(then, "by")),
    };
    add_calms(r, until->block, q);
    s->quiet = q;
}

/* --- the ladders ----------------------------------------------------------------------------- */

static void add_step(struct resolver *r, const struct charter *c, const struct node *n,
                     struct ladder_step *out)
{
    *out = (struct ladder_step){
        .id = node_id(n),
        .number = node_capture(n, "number")->value.u.i,
        .within = resolve_period(n->block, "within"),
        .report_within = resolve_period(n->block, "report_within"),
        .reply_period = resolve_period(n->block, "reply_period"),
        .review = resolve_period(n->block, "review"),
        .after = CHARTER_NONE,
    };
    add_measures(r, n->block, out);
    add_whens(r, c, n->block, out);
    add_decider(c, n->block, out);
    add_needs(r, n->block, out);
    add_quiet(r, c, n->block, out);
}

static void add_after(const struct node_block *b, struct charter_ladder *l,
                      struct ladder_step *steps)
{
    const struct node *n = NULL;

    for (size_t i = 0; (n = node_next(b, "steps", n)) != NULL && i < l->n_steps; i++) {
        const struct node *after = node_next(n->block, "after", NULL);

        for (size_t k = 0; after != NULL && k < l->n_steps; k++)
            if (span_eq(steps[k].id, after->value.u.text))
                steps[i].after = (uint32_t)k;
    }
}

static void add_steps(struct resolver *r, const struct charter *c, const struct node_block *b,
                      struct charter_ladder *l)
{
    struct ladder_step *steps = resolve_array(r, resolve_count(b, "steps"), sizeof(*steps));
    const struct node *n = NULL;

    l->steps = steps;
    while (steps != NULL && (n = node_next(b, "steps", n)) != NULL)
        add_step(r, c, n, &steps[l->n_steps++]);
    if (steps != NULL)
        add_after(b, l, steps);
}

void resolve_ladders(struct resolver *r, struct charter *c)
{
    struct charter_ladder *out = resolve_array(r, resolve_count(r->top, "ladders"), sizeof(*out));
    const struct node *n = NULL;

    if (out == NULL)
        return;
    c->ladders = out;
    while ((n = node_next(r->top, "ladders", n)) != NULL && r->diags->trouble == RC_OK) {
        struct charter_ladder *l = &out[c->n_ladders++];
        const struct json *ref = resolve_value(n->block, "ref");

        *l = (struct charter_ladder){.id = node_id(n),
                                     .ref = ref == NULL ? span_none() : ref->u.text};
        add_triggers(r, n->block, l);
        add_steps(r, c, n->block, l);
    }
}
