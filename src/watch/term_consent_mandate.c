/* SPDX-License-Identifier: Apache-2.0 */
/* term_consent_mandate.c: whether a presence is lawful: a mandate in force, the consent of those
 * who must give it, and no other task than these allow. Judged from instant to instant. */
#include "watch/force.h"

#include <math.h>

struct looking {
    struct term_run *run;
    const struct pact_consent *of;
    const struct force *f;
    struct span host; /* whose consent is looked at */
};

static bool is_for(const struct looking *l, struct span force)
{
    return force.n == 0 || span_eq(force, l->f->party);
}

/* ---- times ---- */

/* The last instant of a mandate: its own end, or the term's longest. */
static int64_t mandate_last_ms(const struct looking *l, const struct mandate *m)
{
    int64_t last_ms = m->until_ms == TIME_NEVER ? TIME_MAX_MS : m->until_ms - 1;
    int64_t most_ms = l->of->term.unit == PERIOD_NONE
                          ? TIME_MAX_MS
                          : period_last_ms(l->run->agreement->zone, m->from_ms, l->of->term);

    return last_ms < most_ms ? last_ms : most_ms;
}

/* The last instant of a consent: the notice runs from its withdrawal. */
static int64_t consent_last_ms(const struct looking *l, const struct consent *c)
{
    if (c->revoked_at_ms == TIME_NEVER)
        return TIME_MAX_MS;
    if (l->of->notice.unit == PERIOD_NONE)
        return c->revoked_at_ms - 1;
    return period_last_ms(l->run->agreement->zone, c->revoked_at_ms, l->of->notice);
}

static bool is_mandate(const struct looking *l, const struct mandate *m)
{
    return m->authority == l->of->authority && is_for(l, m->of);
}

static const struct mandate *mandate_at(const struct looking *l, int64_t at_ms)
{
    const struct docket *d = l->run->docket;

    for (size_t i = d->n_mandates; i-- > 0;) /* the latest to begin */
        if (is_mandate(l, &d->mandates[i]) && d->mandates[i].from_ms <= at_ms &&
            mandate_last_ms(l, &d->mandates[i]) >= at_ms)
            return &d->mandates[i];
    return NULL;
}

/* All that can change anything. */
static enum rc find_changes(const struct looking *l, struct spells *s, struct err *err)
{
    const struct docket *d = l->run->docket;
    enum rc rc =
        l->run->term->from_ms == TIME_ALWAYS ? RC_OK : spells_add(s, l->run->term->from_ms, err);

    for (size_t i = 0; i < d->n_mandates && rc == RC_OK; i++) {
        rc = spells_add(s, d->mandates[i].from_ms, err);
        if (rc == RC_OK)
            rc = spells_add(s, mandate_last_ms(l, &d->mandates[i]) + 1, err);
    }
    for (size_t i = 0; i < d->n_consents && rc == RC_OK; i++) {
        rc = spells_add(s, d->consents[i].given_at_ms, err);
        if (rc == RC_OK && d->consents[i].revoked_at_ms != TIME_NEVER)
            rc = spells_add(s, d->consents[i].revoked_at_ms, err);
        if (rc == RC_OK)
            rc = spells_add(s, consent_last_ms(l, &d->consents[i]) + 1, err);
    }
    for (size_t i = 0; i < l->f->n && rc == RC_OK; i++) {
        rc = spells_add(s, l->f->items[i]->from_ms, err);
        if (rc == RC_OK)
            rc = spells_add(s, l->f->items[i]->until_ms, err);
    }
    return rc;
}

/* Where no row tells of any deployment, the term itself says that there is a presence. */
static bool is_present(const struct looking *l, struct time_span when)
{
    bool is_there = l->f->n == 0;

    for (size_t i = 0; i < l->f->n && !is_there; i++)
        is_there = force_is_there(l->f->items[i], when);
    return is_there;
}

/* ---- what a spell rests on ---- */

static enum rc put_inputs(const struct looking *l, struct spell *out, const struct row_head *more,
                          struct err *err)
{
    enum rc rc = force_inputs(l->f, out, err);
    const struct row_head **heads;

    if (rc || more == NULL)
        return rc;
    heads = arena_array(l->run->arena, out->n_inputs + 1, sizeof(*heads), err);
    if (heads == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < out->n_inputs; i++)
        heads[i] = out->inputs[i];
    heads[out->n_inputs++] = more;
    out->inputs = heads;
    return RC_OK;
}

/* ---- the mandate ---- */

/* Whether another one of its kind began before. */
static bool is_renewal(const struct looking *l, const struct mandate *m)
{
    const struct docket *d = l->run->docket;

    for (size_t i = 0; i < d->n_mandates; i++)
        if (is_mandate(l, &d->mandates[i]) && d->mandates[i].from_ms < m->from_ms)
            return true;
    return false;
}

static enum rc look_mandate(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    const struct mandate *m = mandate_at(l, out->span.t0_ms);
    bool is_void = m != NULL && !l->of->is_renewable && is_renewal(l, m);

    if (!is_present(l, out->span))
        return RC_OK;
    if (m == NULL)
        buf_puts(out->text, "Somebody is deployed, and no mandate of the term's authority is in "
                            "force.");
    else
        buf_printf(out->text, "Mandate %.*s is in force%s.", SPAN_ARG(m->head.id),
                   is_void ? ", which renews one, and the term allows no renewal" : "");
    force_settle(out, m == NULL || is_void ? PACT_NO : PACT_YES,
                 m == NULL ? "no_mandate" : "not_renewable");
    return put_inputs(l, out, m == NULL ? NULL : &m->head, err);
}

/* ---- consent ---- */

static enum rc look_consent(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    const struct docket *d = l->run->docket;
    const struct consent *held = NULL, *lost = NULL;

    if (!is_present(l, out->span))
        return RC_OK;
    for (size_t i = 0; i < d->n_consents; i++) {
        const struct consent *c = &d->consents[i];

        if (!span_eq(c->by, l->host) || !is_for(l, c->to) || c->given_at_ms > out->span.t0_ms)
            continue;
        if (consent_last_ms(l, c) >= out->span.t0_ms)
            held = c;
        else
            lost = c;
    }
    if (held == NULL)
        buf_printf(out->text, "Somebody is deployed without the consent of %.*s%s.",
                   SPAN_ARG(l->host), lost != NULL ? ", which was withdrawn" : "");
    else if (held->revoked_at_ms <= out->span.t0_ms)
        buf_printf(out->text, "%.*s withdrew its consent (row %.*s); the notice runs.",
                   SPAN_ARG(l->host), SPAN_ARG(held->head.id));
    else
        buf_printf(out->text, "%.*s consents (row %.*s).", SPAN_ARG(l->host),
                   SPAN_ARG(held->head.id));
    force_settle(out, held == NULL ? PACT_NO : PACT_YES, "no_consent");
    if (held == NULL)
        held = lost;
    return put_inputs(l, out, held == NULL ? NULL : &held->head, err);
}

/* ---- tasks ---- */

static enum rc look_tasks(void *context, struct spell *out, struct err *err)
{
    const struct looking *l = context;
    const struct mandate *m = mandate_at(l, out->span.t0_ms);
    struct pact_names of_mandate = {0};
    size_t n = 0, n_wrong = 0;

    if (m != NULL)
        of_mandate = (struct pact_names){m->tasks, m->n_tasks};
    for (size_t i = 0; i < l->f->n; i++) {
        const struct deployment *d = l->f->items[i];

        for (uint32_t k = 0; k < d->n_tasks && force_is_there(d, out->span); k++) {
            n++;
            if ((l->of->tasks.n == 0 || owed_names(&l->of->tasks, d->tasks[k])) &&
                (of_mandate.n == 0 || owed_names(&of_mandate, d->tasks[k])))
                continue;
            buf_printf(out->text, "%s%.*s (row %.*s)", n_wrong > 0 ? ", " : "",
                       SPAN_ARG(d->tasks[k]), SPAN_ARG(d->head.id));
            n_wrong++;
        }
    }
    if (n == 0 || (l->of->tasks.n == 0 && of_mandate.n == 0))
        return RC_OK; /* nothing is said of tasks */
    buf_puts(out->text, n_wrong > 0 ? ": no task of the mandate."
                                    : "All tasks of those deployed are tasks of the mandate.");
    force_settle(out, n_wrong > 0 ? PACT_NO : PACT_YES, "task_outside_mandate");
    return put_inputs(l, out, m == NULL ? NULL : &m->head, err);
}

/* ---- all of them ---- */

static enum rc judge(struct looking *l, enum rc (*look)(void *, struct spell *, struct err *),
                     struct err *err)
{
    struct spells s = {.run = l->run, .party = l->f->party};
    enum rc rc = find_changes(l, &s, err);

    return rc != RC_OK ? rc : spells_judge(&s, look, l, err);
}

static bool has_consents(const struct looking *l)
{
    const struct docket *d = l->run->docket;

    for (size_t i = 0; i < d->n_consents; i++)
        if (span_eq(d->consents[i].by, l->host) && is_for(l, d->consents[i].to))
            return true;
    return false;
}

static enum rc judge_consents(struct looking *l, struct err *err)
{
    enum rc rc = RC_OK;

    if (l->of->authority == PACT_AUTHORITY_UNSC_CHAPTER_VII)
        return RC_OK;
    for (size_t i = 0; i < l->of->consent.n && rc == RC_OK; i++) {
        struct span why;

        l->host = l->of->consent.items[i];
        if (has_consents(l)) {
            rc = judge(l, look_consent, err);
            continue;
        }
        why = arena_printf(l->run->scratch, err, "no row of kind consent by %.*s is there",
                           SPAN_ARG(l->host));
        rc = why.p == NULL ? RC_LIMIT : spells_missing(l->run, l->f->party, why.p, err);
    }
    return rc;
}

static enum rc judge_force(struct looking *l, struct err *err)
{
    const struct docket *d = l->run->docket;
    bool has_mandate = false;
    enum rc rc;

    for (size_t i = 0; i < d->n_mandates && !has_mandate; i++)
        has_mandate = is_mandate(l, &d->mandates[i]);
    if (has_mandate)
        rc = judge(l, look_mandate, err);
    else
        rc = spells_missing(l->run, l->f->party,
                            "no row of kind mandate by the term's authority is there", err);
    if (rc == RC_OK)
        rc = judge_consents(l, err);
    return rc != RC_OK ? rc : judge(l, look_tasks, err);
}

enum rc term_consent_mandate(struct term_run *run, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < run->term->n_binds && rc == RC_OK; i++) {
        struct looking l = {.run = run, .of = &run->term->u.consent};
        struct force f;

        rc = force_open(run, run->agreement->parties[run->term->binds[i]].id, &f, err);
        l.f = &f;
        if (rc == RC_OK)
            rc = judge_force(&l, err);
    }
    return rc;
}
