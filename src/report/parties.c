/* SPDX-License-Identifier: Apache-2.0 */
#include "report/parties.h"

static void add(struct parties *p, struct span id, struct span name)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (span_eq(p->id[i], id))
            return;
    }
    p->id[p->n] = id;
    p->name[p->n] = name.n > 0 ? name : id;
    p->n++;
}

void parties_init(struct parties *p, const struct pact_model *model)
{
    *p = (struct parties){0};
    for (size_t i = 0; i < model->n_agreements; i++) {
        const struct pact_agreement *g = &model->agreements[i];

        for (size_t k = 0; k < g->n_parties && p->n < PARTIES_MAX; k++)
            add(p, g->parties[k].id, g->parties[k].name);
    }
    p->n_named = p->n;
    add(p, SPAN("undetermined"), SPAN("undetermined"));
    add(p, SPAN("both"), SPAN("both"));
    add(p, SPAN(""), SPAN("no party meant"));
}

uint32_t parties_find(const struct parties *p, struct span id)
{
    for (uint32_t i = 0; i < p->n; i++) {
        if (span_eq(p->id[i], id))
            return i;
    }
    return p->n - 1;
}
