/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_values.c: values of statements in the types of the model. */
#include "base/rational.h"
#include "pact/resolve.h"

#define WORDS_MAX 400

enum pact_op resolve_op(struct span s)
{
    static const char *const ops[] = {
        [PACT_GE] = ">=", [PACT_LE] = "<=", [PACT_GT] = ">",
        [PACT_LT] = "<",  [PACT_EQ] = "=",  [PACT_NE] = "!=",
    };
    int i = 0;

    while (i < PACT_NE && !span_is(s, ops[i]))
        i++;
    return (enum pact_op)i;
}

struct rational resolve_exact(const struct json *v)
{
    struct rational share = {.num = 0, .den = 1}, read;

    if (v != NULL && v->type == JSON_STRING && rational_parse(v->u.text, &read, NULL) == RC_OK)
        share = read;
    return share;
}

double resolve_share(const struct json *v)
{
    return rational_f64(resolve_exact(v));
}

const struct json *resolve_value(const struct node_block *b, const char *member)
{
    const struct node *n = node_next(b, member, NULL);

    return n == NULL ? NULL : &n->value;
}

int64_t resolve_time_ms(const struct node *n)
{
    int64_t v = n->value.type == JSON_INT ? n->value.u.i : 0;
    struct span ending = span_of(n->ending);

    if (span_is(ending, "_d"))
        return v * MS_PER_DAY;
    if (span_is(ending, "_months"))
        return v * 30 * MS_PER_DAY;
    return v;
}

const struct span *resolve_spans(struct resolver *r, const struct node_block *b, const char *member,
                                 size_t *n_out)
{
    const struct node *node = NULL;
    struct span *out;
    size_t n = 0;

    *n_out = 0;
    while ((node = node_next(b, member, node)) != NULL)
        n += node->n_captures;
    if (n == 0)
        return NULL;
    out = resolve_array(r, n, sizeof(*out));
    if (out == NULL)
        return NULL;
    n = 0;
    while ((node = node_next(b, member, node)) != NULL)
        for (size_t i = 0; i < node->n_captures; i++)
            if (node->captures[i].value.type == JSON_STRING)
                out[n++] = node->captures[i].value.u.text;
    *n_out = n;
    return out;
}

struct pact_selector resolve_one_selector(struct resolver *r, const struct json *v)
{
    struct pact_selector s = {.form = PACT_SELECT_UNIT, .ix = PACT_NONE};

    if (v != NULL && v->type == JSON_STRING && !resolve_selector(r, v->u.text, &s))
        s.word = v->u.text; /* complained about */
    return s;
}

const struct pact_selector *resolve_selectors(struct resolver *r, const struct json *list,
                                              size_t *n_out)
{
    struct pact_selector *out;
    size_t n = list == NULL || list->type != JSON_ARRAY ? 0 : list->u.array.n;

    *n_out = 0;
    out = n == 0 ? NULL : resolve_array(r, n, sizeof(*out));
    if (out == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        out[i] = resolve_one_selector(r, &list->u.array.items[i]);
    *n_out = n;
    return out;
}

struct span resolve_words(struct resolver *r, const struct node *n)
{
    struct buf b;
    struct span out;

    buf_init(&b, WORDS_MAX);
    node_put_words(n, &b);
    out = arena_copy(r->arena, buf_span(&b), r->diags->err);
    buf_release(&b);
    if (out.p == NULL)
        r->diags->trouble = RC_LIMIT;
    return out;
}

const struct pact_threshold *resolve_thresholds(struct resolver *r, const struct node_block *b,
                                                const char *member, size_t *n_out)
{
    const struct node *node = NULL;
    struct pact_threshold *out;
    size_t n = 0;

    while ((node = node_next(b, member, node)) != NULL)
        n += node->value.u.array.n;
    out = n == 0 ? NULL : resolve_array(r, n, sizeof(*out));
    *n_out = 0;
    if (out == NULL)
        return NULL;
    while ((node = node_next(b, member, node)) != NULL)
        for (size_t i = 0; i < node->value.u.array.n; i++) {
            const struct json *item = &node->value.u.array.items[i];

            out[*n_out].what = resolve_one_selector(r, json_get(item, "category"));
            out[*n_out].op = resolve_op(json_get(item, "op")->u.text);
            out[(*n_out)++].n = json_get(item, "n")->u.i;
        }
    return out;
}

struct pact_period resolve_period_in(const struct json *group, const char *name)
{
    static const struct {
        const char *ending;
        enum pact_period_unit unit;
    } units[] = {{"_ms", PERIOD_ELAPSED}, {"_d", PERIOD_DAYS}, {"_months", PERIOD_MONTHS}};
    struct pact_period p = {.unit = PERIOD_NONE};

    for (size_t i = 0; i < 3; i++) {
        char member[32];
        const struct json *v;

        (void)snprintf(member, sizeof(member), "%s%s", name, units[i].ending);
        v = json_get(group, member);
        if (v != NULL && v->type == JSON_INT)
            p = (struct pact_period){units[i].unit, v->u.i};
    }
    return p;
}
