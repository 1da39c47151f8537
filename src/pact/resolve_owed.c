/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_owed.c: the parameters of the kinds that judge what is owed over time. */
#include "pact/resolve.h"

struct pact_period resolve_period(const struct node_block *b, const char *member)
{
    const struct node *n = node_next(b, member, NULL);
    struct pact_period p = {.unit = PERIOD_NONE};
    struct span ending;

    if (n == NULL || n->value.type != JSON_INT)
        return p;
    ending = span_of(n->ending);
    p.n = n->value.u.i;
    p.unit = span_is(ending, "_d")        ? PERIOD_DAYS
             : span_is(ending, "_months") ? PERIOD_MONTHS
                                          : PERIOD_ELAPSED;
    return p;
}

/* The members of a class that a capture names; NULL: it names none. */
static const struct node_block *class_of(const struct resolver *r, const struct node_block *b,
                                         const struct capture *c)
{
    const struct node *n = span_is(span_of(c->type->name), "class") ? resolve_find(r, b, c) : NULL;

    return n == NULL ? NULL : n->block;
}

static size_t count_names(const struct resolver *r, const struct node_block *b, const char *member)
{
    const struct node *n = NULL;
    size_t out = 0;

    while ((n = node_next(b, member, n)) != NULL)
        for (size_t i = 0; i < n->n_captures; i++) {
            const struct node_block *members = class_of(r, b, &n->captures[i]);
            const struct node *m = NULL;

            while (members != NULL && (m = node_next(members, "members", m)) != NULL)
                out += m->n_captures;
            out += members == NULL;
        }
    return out;
}

struct pact_names resolve_names(struct resolver *r, const struct node_block *b, const char *member)
{
    struct span *out = resolve_array(r, count_names(r, b, member), sizeof(*out));
    struct pact_names names = {.items = out};
    const struct node *n = NULL;

    if (out == NULL)
        return (struct pact_names){0};
    while ((n = node_next(b, member, n)) != NULL)
        for (size_t i = 0; i < n->n_captures; i++) {
            const struct node_block *members = class_of(r, b, &n->captures[i]);
            const struct node *m = NULL;

            while (members != NULL && (m = node_next(members, "members", m)) != NULL)
                for (size_t k = 0; k < m->n_captures; k++)
                    out[names.n++] = m->captures[k].value.u.text;
            if (members == NULL && n->captures[i].value.type == JSON_STRING)
                out[names.n++] = n->captures[i].value.u.text;
        }
    return names;
}

void resolve_duty(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    const struct json *duty = resolve_value(b, "duty");

    t->u.duty = (struct pact_duty){
        .duty = duty == NULL ? span_none() : duty->u.text,
        .limit = resolve_period(b, t->kind == PACT_PERIODIC_DUTY ? "every" : "within"),
        .with = resolve_names(r, b, "with"),
        .report_to = resolve_names(r, b, "report_to"),
        .requested_by = resolve_names(r, b, "requested_by"),
    };
}
