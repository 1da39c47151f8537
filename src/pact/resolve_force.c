/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_force.c: the parameters of the kinds that judge the force itself: who is in it, by whose
 * leave, where. */
#include "pact/resolve.h"

static void add_contribution(const struct node *n, struct pact_contribution *out)
{
    const struct capture *op = node_capture(n, "op"), *personnel = node_capture(n, "personnel");
    const struct capture *share = node_capture(n, "share");

    *out = (struct pact_contribution){
        .contributor = node_capture(n, "contributor")->value.u.text,
        .has_personnel = personnel != NULL,
        .share = share == NULL ? 0 : resolve_share(&share->value),
        .in_each_sector = json_get(&n->value, "each_sector") != NULL,
    };
    if (op != NULL && personnel != NULL) {
        out->op = resolve_op(op->value.u.text);
        out->personnel = personnel->value.u.i;
    }
}

static void add_contributions(struct resolver *r, const struct node_block *b,
                              struct pact_composition *out)
{
    const struct node *n = NULL;
    struct pact_contribution *list;
    size_t count = 0;

    while ((n = node_next(b, "requires", n)) != NULL)
        count++;
    list = resolve_array(r, count, sizeof(*list));
    if (list == NULL)
        return;
    out->requires = list;
    while ((n = node_next(b, "requires", n)) != NULL)
        add_contribution(n, &list[out->n_requires++]);
}

/* A word that stands for States; today's member of each seat and those who held it before. */
static const char *const permanent_members[] = {"chn", "fra", "gbr", "rus", "sun", "usa"};

static struct pact_names excluded(struct resolver *r, const struct node_block *b)
{
    const size_t n_permanent = sizeof(permanent_members) / sizeof(permanent_members[0]);
    struct pact_names named = resolve_names(r, b, "contributors");
    struct span *out = resolve_array(r, named.n * n_permanent, sizeof(*out));
    struct pact_names names = {.items = out};

    if (out == NULL)
        return named;
    for (size_t i = 0; i < named.n; i++) {
        bool is_word = span_is(named.items[i], "permanent_members_of_unsc");

        if (!is_word)
            out[names.n++] = named.items[i];
        for (size_t k = 0; is_word && k < n_permanent; k++)
            out[names.n++] = span_of(permanent_members[k]);
    }
    return names;
}

void resolve_composition(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_composition *out = &t->u.composition;
    const struct node *personnel = node_next(b, "personnel", NULL);
    const struct node *commander = node_next(b, "commander", NULL);
    const struct capture *about = personnel == NULL ? NULL : node_capture(personnel, "about");

    add_contributions(r, b, out);
    out->excluded = excluded(r, b);
    out->has_strength = personnel != NULL;
    out->is_about = about != NULL;
    if (about != NULL) {
        out->personnel = about->value.u.i;
    } else if (personnel != NULL) {
        out->op = resolve_op(node_capture(personnel, "op")->value.u.text);
        out->personnel = node_capture(personnel, "n")->value.u.i;
    }
    out->commander = resolve_names(r, b, "commander");
    out->has_commander = commander != NULL;
    out->commander_is_of = commander != NULL && node_capture(commander, "class") != NULL;
}

void resolve_consent_mandate(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    static const char *const authorities[] = {"unsc", "unsc_chapter_vii", "unga", "host",
                                              "parties"};
    struct pact_consent *out = &t->u.consent;
    const struct json *authority = resolve_value(b, "authority");

    for (int i = 0; authority != NULL && i < 5; i++)
        if (span_is(authority->u.text, authorities[i]))
            out->authority = (enum pact_authority)i;
    out->consent = resolve_names(r, b, "consent");
    out->term = resolve_period(b, "term");
    out->is_renewable = node_next(b, "renewable", NULL) == NULL ||
                        resolve_value(b, "renewable")->type != JSON_FALSE;
    out->tasks = resolve_names(r, b, "tasks");
    out->notice = resolve_period(b, "notice");
}

void resolve_dispersion(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    const struct node *n = node_next(b, "presence", NULL);

    if (n == NULL)
        return;
    t->u.dispersion.share = resolve_share(&node_capture(n, "share")->value);
    t->u.dispersion.areas = resolve_collection(r, node_capture(n, "areas"));
    t->u.dispersion.max_gap = resolve_period(b, "max_gap");
}

void resolve_tripwire(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    const struct node *each = node_next(b, "each", NULL), *who = node_next(b, "requires", NULL);
    const struct capture *least = who == NULL ? NULL : node_capture(who, "n");
    struct pact_names names = {0};
    struct span *out;

    if (each == NULL || who == NULL)
        return;
    t->u.tripwire.axes = resolve_collection(r, node_capture(each, "axes"));
    out = resolve_array(r, who->n_captures, sizeof(*out));
    if (out == NULL)
        return;
    for (size_t i = 0; i < who->n_captures; i++)
        if (who->captures[i].value.type == JSON_STRING)
            out[names.n++] = who->captures[i].value.u.text;
    names.items = out;
    t->u.tripwire.contributors = names;
    t->u.tripwire.members = least == NULL ? 0 : least->value.u.i;
    t->u.tripwire.every = resolve_period(b, "every");
}

void resolve_reach(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    const struct node *within = node_next(b, "within", NULL);

    t->u.reach.from = resolve_names(r, b, "from");
    t->u.reach.within_ms = within == NULL ? 0 : resolve_time_ms(within);
    t->u.reach.paths = resolve_names(r, b, "path");
}
