/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_shown.c: the parameters of the kinds that judge what must be shown: declarations,
 * inspections, progress by milestones, exchanges. */
#include "pact/resolve.h"

static size_t count(const struct node_block *b, const char *member)
{
    const struct node *n = NULL;
    size_t out = 0;

    while ((n = node_next(b, member, n)) != NULL)
        out++;
    return out;
}

static const struct pact_selector *selectors(struct resolver *r, const struct node_block *b,
                                             const char *member, size_t *n_out)
{
    size_t n = 0;
    const struct span *words = resolve_spans(r, b, member, &n);
    struct pact_selector *out = n == 0 ? NULL : resolve_array(r, n, sizeof(*out));

    *n_out = 0;
    for (size_t i = 0; out != NULL && i < n; i++) {
        const struct json word = json_text(words[i]);

        out[(*n_out)++] = resolve_one_selector(r, &word);
    }
    return out;
}

/* ---- declaration ---- */

static int due_cmp(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

    return (a > b) - (a < b);
}

static void add_due(struct resolver *r, const struct node_block *b, struct pact_declaration *out)
{
    int64_t *due = resolve_array(r, count(b, "due"), sizeof(*due));
    const struct node *n = NULL;

    if (due == NULL)
        return;
    while ((n = node_next(b, "due", n)) != NULL)
        if (resolve_deadline(r, &n->captures[0], &due[out->n_due]))
            out->n_due++;
    if (out->n_due > 1)
        qsort(due, out->n_due, sizeof(*due), due_cmp);
    out->due_ms = due;
}

void resolve_declaration(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_declaration *out = &t->u.declaration;
    const struct json *tolerance = resolve_value(b, "tolerance");

    out->subjects = selectors(r, b, "subjects", &out->n_subjects);
    add_due(r, b, out);
    out->every = resolve_period(b, "every");
    out->content = resolve_spans(r, b, "content", &out->n_content);
    out->tolerance = tolerance == NULL ? 0 : resolve_share(tolerance);
    out->reply_period = resolve_period(b, "reply_period");
}

/* ---- inspection ---- */

void resolve_inspection(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_inspection *out = &t->u.inspection;
    struct pact_quota *quotas = resolve_array(r, count(b, "quotas"), sizeof(*quotas));
    const struct node *n = NULL;

    out->by = resolve_names(r, b, "by");
    out->arrive = resolve_period(b, "arrive_within");
    out->duration = resolve_period(b, "duration");
    out->denial = resolve_names(r, b, "denial");
    out->sites = resolve_names(r, b, "sites");
    if (quotas == NULL)
        return;
    out->quotas = quotas;
    while ((n = node_next(b, "quotas", n)) != NULL)
        quotas[out->n_quotas++] = (struct pact_quota){
            .is_passive = span_is(node_capture(n, "counts")->value.u.text, "passive"),
            .n = node_capture(n, "n")->value.u.i,
            .per = resolve_period_in(&n->value, "per"),
        };
}

/* ---- milestone, demobilisation ---- */

static enum pact_basis basis_of(const struct node_block *b)
{
    static const char *const words[] = {
        [PACT_BASIS_ANY] = "",
        [PACT_BASIS_DECLARED] = "declared",
        [PACT_BASIS_VERIFIED] = "verified",
        [PACT_BASIS_DECLARED_STRENGTH] = "declared_strength",
        [PACT_BASIS_VERIFIED_STRENGTH] = "verified_strength",
    };
    const struct json *v = resolve_value(b, "basis");

    for (int i = 1; v != NULL && i <= PACT_BASIS_VERIFIED_STRENGTH; i++)
        if (span_is(v->u.text, words[i]))
            return (enum pact_basis)i;
    return PACT_BASIS_ANY;
}

void resolve_progress(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_progress *out = &t->u.progress;
    const struct json *registry = resolve_value(b, "registry");
    const struct json *quantity = resolve_value(b, "quantity");
    struct pact_milestone *list = resolve_array(r, count(b, "milestones"), sizeof(*list));
    const struct node *n = NULL;

    out->registry = registry != NULL   ? registry->u.text
                    : quantity != NULL ? quantity->u.text
                                       : span_none();
    out->basis = basis_of(b);
    out->requires = resolve_names(r, b, "requires");
    out->concurrent = resolve_names(r, b, "concurrent");
    if (list == NULL)
        return;
    out->milestones = list;
    while ((n = node_next(b, "milestones", n)) != NULL) {
        struct pact_milestone *m = &list[out->n_milestones];

        m->fraction = resolve_share(&node_capture(n, "fraction")->value);
        if (resolve_deadline(r, node_capture(n, "by"), &m->by_ms))
            out->n_milestones++;
    }
}

/* ---- exchange ---- */

void resolve_exchange(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    static const char *const principles[] = {"all_for_all", "one_for_one", "lists"};
    struct pact_exchange *out = &t->u.exchange;
    const struct json *registry = resolve_value(b, "registry"), *names = resolve_value(b, "names");
    const struct json *principle = resolve_value(b, "principle");
    const struct node *complete = node_next(b, "complete_by", NULL);

    out->registry = registry == NULL ? span_none() : registry->u.text;
    for (int i = 0; principle != NULL && i < 3; i++)
        if (span_is(principle->u.text, principles[i]))
            out->principle = (enum pact_principle)i;
    out->needs_verified = names != NULL && span_is(names->u.text, "verified");
    out->complete_ms = TIME_ALWAYS;
    if (complete != NULL && complete->value.type == JSON_STRING)
        (void)resolve_deadline(r, &complete->captures[0], &out->complete_ms);
    else if (complete != NULL)
        out->complete_note = resolve_words(r, complete);
}
