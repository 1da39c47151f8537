/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_measured.c: the parameters of the kinds that judge numbers over time: proportions,
 * rates, replacements; and fire in return. */
#include "pact/resolve.h"

#include "base/num.h"

static const struct pact_selector *categories(struct resolver *r, const struct node_block *b,
                                              size_t *n_out)
{
    size_t n = 0;
    const struct span *words = resolve_spans(r, b, "categories", &n);
    struct pact_selector *out = n == 0 ? NULL : resolve_array(r, n, sizeof(*out));

    *n_out = 0;
    for (size_t i = 0; out != NULL && i < n; i++) {
        const struct json word = json_text(words[i]);

        out[(*n_out)++] = resolve_one_selector(r, &word);
    }
    return out;
}

static uint32_t verifier(const struct resolver *r, const struct node_block *b)
{
    const struct json *v = resolve_value(b, "verified_by");

    return v == NULL ? PACT_NONE : resolve_party(r, v->u.text);
}

/* ---- ratio ---- */

/* "5:2:2"; the type has let only such texts through. */
static void add_parts(struct resolver *r, const struct json *v, struct pact_ratio *out)
{
    struct span rest = v == NULL ? span_none() : v->u.text, part;
    int64_t *parts = resolve_array(r, rest.n + 1, sizeof(*parts));

    if (parts == NULL)
        return;
    while ((part = span_cut(&rest, ':')).p != NULL)
        if (num_parse_i64(part, &parts[out->n_parts], r->diags->err) == RC_OK)
            out->n_parts++;
    out->parts = parts;
}

void resolve_ratio(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_ratio *out = &t->u.ratio;
    const struct json *baseline = resolve_value(b, "baseline");
    const struct node *complete = node_next(b, "complete_by", NULL);

    out->categories = categories(r, b, &out->n_categories);
    add_parts(r, resolve_value(b, "ratio"), out);
    out->has_baseline = baseline != NULL && json_get(baseline, "declaration") != NULL;
    if (baseline != NULL && !out->has_baseline)
        out->baseline_words = resolve_words(r, node_next(b, "baseline", NULL));
    out->complete_ms = TIME_ALWAYS;
    if (complete != NULL && complete->value.type == JSON_STRING)
        (void)resolve_deadline(r, &complete->captures[0], &out->complete_ms);
    else if (complete != NULL)
        out->complete_note = resolve_words(r, complete);
    out->verified_by = verifier(r, b);
}

/* ---- rate_limit ---- */

static struct pact_rate rate_of(struct resolver *r, const struct json *v)
{
    const struct json *what = json_get(v, "what"), *activity = json_get(v, "activity");
    struct pact_rate out = {.activity = SPAN("activity"), .has_what = what != NULL};

    if (what != NULL)
        out.what = resolve_one_selector(r, what);
    else
        activity = json_get(v, "quantity");
    if (activity != NULL)
        out.activity = activity->u.text;
    out.op = resolve_op(json_get(v, "op")->u.text);
    out.n = json_get(v, "n")->u.i;
    out.per = resolve_period_in(v, "per");
    return out;
}

void resolve_rate_limit(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_rate_limit *out = &t->u.rate;
    const struct json *window = resolve_value(b, "window");
    struct pact_rate *limits = resolve_array(r, resolve_count(b, "limits"), sizeof(*limits));
    const struct node *n = NULL;

    out->is_calendar = window != NULL && span_is(window->u.text, "calendar");
    out->counts = resolve_thresholds(r, b, "counts", &out->n_counts);
    out->verified_by = verifier(r, b);
    if (limits == NULL)
        return;
    while ((n = node_next(b, "limits", n)) != NULL)
        limits[out->n_limits++] = rate_of(r, &n->value);
    out->limits = limits;
}

/* ---- replacement ---- */

void resolve_replacement(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_replacement *out = &t->u.replacement;
    size_t n = 0;
    const struct span *same = resolve_spans(r, b, "same", &n);

    out->categories = categories(r, b, &out->n_categories);
    for (size_t i = 0; i < n; i++) {
        out->same_type |= span_is(same[i], "type");
        out->same_model |= span_is(same[i], "model");
        out->same_calibre |= span_is(same[i], "calibre");
        out->same_effectiveness |= span_is(same[i], "effectiveness");
    }
    out->same_type |= !out->same_model && !out->same_calibre;
    out->ports = resolve_names(r, b, "ports");
    out->notice = resolve_period(b, "notice");
    out->verified_by = verifier(r, b);
}

/* ---- return_fire ---- */

static unsigned condition_of(struct span word)
{
    static const struct {
        const char *word;
        enum pact_condition condition;
    } words[] = {{"offensive", PACT_WHEN_OFFENSIVE},
                 {"order_issued", PACT_WHEN_ORDERED},
                 {"coordination_failed", PACT_WHEN_COORDINATION_FAILED},
                 {"proportionate", PACT_WHEN_PROPORTIONATE},
                 {"self_defence", PACT_WHEN_SELF_DEFENCE}};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (span_is(word, words[i].word))
            return words[i].condition;
    return 0;
}

void resolve_return_fire(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_return_fire *out = &t->u.return_fire;
    const struct json *permits = resolve_value(b, "permits");
    const struct json *conditions = permits == NULL ? NULL : json_get(permits, "conditions");
    const struct json *standard = resolve_value(b, "standard"), *under = resolve_value(b, "under");

    for (size_t i = 0; conditions != NULL && i < conditions->u.array.n; i++)
        out->conditions |= condition_of(conditions->u.array.items[i].u.text);
    out->notify = resolve_names(r, b, "notify");
    out->standard = standard == NULL ? span_none() : standard->u.text;
    out->under = under == NULL ? span_none() : under->u.text;
}
