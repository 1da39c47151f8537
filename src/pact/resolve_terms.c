/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_terms.c: what terms of every kind have in common. */
#include "pact/resolve.h"

#define CONFIDENCE_DEFAULT 0.95

static struct span text_of(const struct node_block *b, const char *member)
{
    const struct json *v = resolve_value(b, member);

    return v == NULL ? span_none() : v->u.text;
}

/* --- binds, where ---------------------------------------------------------------------------- */

static void add_binds(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    size_t n = 0;
    const struct span *ids = resolve_spans(r, b, "binds", &n);
    uint32_t *out = resolve_array(r, n + 1, sizeof(*out));

    if (out == NULL)
        return;
    t->binds = out;
    for (size_t i = 0; i < n; i++) {
        uint32_t ix = resolve_party(r, ids[i]);

        if (ix != PACT_NONE && !pact_term_binds(t, ix))
            out[t->n_binds++] = ix;
    }
    if (n == 0 && r->g->is_charter)
        out[t->n_binds++] = resolve_party(r, r->g->id);
}

static void add_where(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    const struct node *node = NULL;
    uint32_t *out;
    size_t n = 0;

    while ((node = node_next(b, "where", node)) != NULL)
        n += node->n_captures;
    out = resolve_array(r, n, sizeof(*out));
    if (out == NULL)
        return;
    while ((node = node_next(b, "where", node)) != NULL)
        for (size_t i = 0; i < node->n_captures; i++)
            out[t->n_where++] = resolve_area(r, &node->captures[i].value, node->captures[i].at);
    t->where = out;
}

/* --- prohibits ------------------------------------------------------------------------------- */

/* Statements with a list of groups {what, any}, and lists of plain words. */
static void add_prohibits(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    static const char *const members[] = {"prohibits", "prohibits_activities", NULL};
    struct pact_selector *out;
    const struct node *node;
    size_t n = 0;

    for (const char *const *m = members; *m != NULL; m++)
        for (node = NULL; (node = node_next(b, *m, node)) != NULL;)
            n += node->value.u.array.n;
    out = resolve_array(r, n, sizeof(*out));
    if (out == NULL)
        return;
    for (const char *const *m = members; *m != NULL; m++)
        for (node = NULL; (node = node_next(b, *m, node)) != NULL;)
            for (size_t i = 0; i < node->value.u.array.n; i++) {
                const struct json *item = &node->value.u.array.items[i];
                const struct json *what = json_get(item, "what");

                out[t->n_prohibits] = resolve_one_selector(r, what == NULL ? item : what);
                out[t->n_prohibits++].says_any = json_get(item, "any") != NULL;
            }
    t->prohibits = out;
    t->prohibits_all = node_next(b, "prohibits_all", NULL) != NULL;
}

/* --- except, unless -------------------------------------------------------------------------- */

struct exceptions {
    struct pact_exception *items;
    size_t n, cap;
};

static void add_exception(struct resolver *r, struct exceptions *e, struct pact_exception x)
{
    struct pact_exception *items =
        arena_grow(r->arena, e->items, e->n, &e->cap, sizeof(*items), r->diags->err);

    if (items == NULL) {
        r->diags->trouble = RC_LIMIT;
        return;
    }
    e->items = items;
    e->items[e->n++] = x;
}

static void add_observers(struct resolver *r, const struct node *n, const struct pact_term *t,
                          struct exceptions *e)
{
    for (size_t i = 0; i < n->n_captures; i++) {
        uint32_t ix = resolve_party(r, n->captures[i].value.u.text);

        if (ix != PACT_NONE && !r->g->parties[ix].is_observer && pact_term_binds(t, ix))
            diag_error(r->diags, n->captures[i].at,
                       "the term binds %.*s, which is no observer and would be exempt from what it "
                       "promised; name an observer, or write: except permit",
                       SPAN_ARG(r->g->parties[ix].id));
        add_exception(r, e,
                      (struct pact_exception){
                          .form = PACT_EXCEPT_OBSERVER, .ix = ix, .text = resolve_words(r, n)});
    }
}

static void add_except(struct resolver *r, const struct node *n, const struct pact_term *t,
                       struct exceptions *e)
{
    struct pact_exception x = {.ix = PACT_NONE, .text = resolve_words(r, n)};
    const struct json *area = json_get(&n->value, "area"), *what = json_get(&n->value, "what");
    const struct json *text = json_get(&n->value, "text");

    if (json_get(&n->value, "observers") != NULL) {
        add_observers(r, n, t, e);
        return;
    }
    if (json_get(&n->value, "permit") != NULL) {
        x.form = PACT_EXCEPT_PERMIT;
    } else if (area != NULL) {
        x.form = PACT_EXCEPT_AREA;
        x.ix = resolve_area(r, area, node_capture(n, "area")->at);
    } else if (what != NULL) {
        x.form = PACT_EXCEPT_SELECTOR;
        x.selector = resolve_one_selector(r, what);
    } else if (json_get(&n->value, "police") != NULL) {
        x.form = PACT_EXCEPT_POLICE;
    } else {
        x.form = PACT_EXCEPT_TEXT;
        if (text != NULL)
            x.text = text->u.text;
    }
    add_exception(r, e, x);
}

static void add_exceptions(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    const struct node *node = NULL;
    struct exceptions e = {0};

    while ((node = node_next(b, "except", node)) != NULL)
        add_except(r, node, t, &e);
    while ((node = node_next(b, "unless", node)) != NULL)
        add_exception(r, &e,
                      (struct pact_exception){
                          .form = PACT_EXCEPT_CLAIM, .ix = PACT_NONE, .text = node->value.u.text});
    t->exceptions = e.items;
    t->n_exceptions = e.n;
}

/* What of a term only people can apply: exceptions in words, counting rules. Conditions (`requires
 * quiet`, `start requires`, `criteria`) stand with their kind. */
static void add_judgements(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    const struct node *node = NULL;
    struct span *out;
    size_t n = t->n_exceptions;

    while ((node = node_next(b, "exempt", node)) != NULL)
        n++;
    out = resolve_array(r, n, sizeof(*out));
    if (out == NULL)
        return;
    for (size_t i = 0; i < t->n_exceptions; i++)
        if (t->exceptions[i].form == PACT_EXCEPT_POLICE ||
            t->exceptions[i].form == PACT_EXCEPT_TEXT)
            out[t->n_judgements++] = t->exceptions[i].text;
    while ((node = node_next(b, "exempt", node)) != NULL)
        out[t->n_judgements++] = resolve_words(r, node);
    t->judgements = out;
}

/* --- the term -------------------------------------------------------------------------------- */

static int severity_of(const struct node_block *b)
{
    static const char *const names[] = {"administrative", "minor", "moderate", "serious", "grave"};
    struct span s = text_of(b, "severity");

    for (int i = 0; i < 5; i++)
        if (span_is(s, names[i]))
            return i + 1;
    return 0;
}

static void add_times(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    const struct node *from = node_next(b, "in_force_from", NULL);
    const struct node *until = node_next(b, "in_force_until", NULL);

    t->from_ms = TIME_ALWAYS;
    t->until_ms = TIME_NEVER;
    if (from != NULL)
        (void)resolve_instant(r, &from->captures[0], &t->from_ms);
    if (until != NULL && resolve_instant(r, &until->captures[0], &t->until_ms) &&
        t->until_ms <= t->from_ms)
        diag_error(r->diags, until->captures[0].at,
                   "the term ends before it begins; write a later day");
}

static void add_term(struct resolver *r, const struct node *n, struct pact_term *t)
{
    const struct node_block *b = n->block;
    const struct json *confidence = resolve_value(b, "confidence");

    *t = (struct pact_term){.id = node_id(n),
                            .ref = text_of(b, "ref"),
                            .quote = text_of(b, "quote"),
                            .kind = (enum pact_kind)(b->scope - SCOPE_KIND),
                            .severity = severity_of(b),
                            .line_no = node_at(n).line};
    t->confidence = confidence == NULL ? CONFIDENCE_DEFAULT : resolve_share(confidence);
    add_binds(r, b, t);
    add_where(r, b, t);
    add_times(r, b, t);
    add_prohibits(r, b, t);
    add_exceptions(r, b, t);
    add_judgements(r, b, t);
    t->assumptions = resolve_spans(r, b, "assumptions", &t->n_assumptions);
    resolve_kind(r, b, t);
}

void resolve_terms(struct resolver *r)
{
    const struct node *force = node_next(r->top, "force", NULL), *n = NULL;
    const struct node_block *b = r->top;
    struct pact_term *out;
    size_t count = 0;

    if (r->g->is_charter && (force == NULL || force->block == NULL))
        return;
    if (r->g->is_charter)
        b = force->block;
    while ((n = node_next(b, "terms", n)) != NULL)
        count++;
    out = resolve_array(r, count, sizeof(*out));
    if (out == NULL)
        return;
    r->g->terms = out;
    while ((n = node_next(b, "terms", n)) != NULL && r->diags->trouble == RC_OK)
        if (n->block != NULL)
            add_term(r, n, &out[r->g->n_terms++]);
}
