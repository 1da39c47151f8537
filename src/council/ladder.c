/* SPDX-License-Identifier: Apache-2.0 */
#include "council/ladder_inside.h"

#define TEXT_MAX 8192 /* of names that the charter gives */

static const char *const state_names[] = {
    [STEP_CLOSED] = "closed",
    [STEP_WAITS] = "waits",
    [STEP_LACKS] = "not available",
    [STEP_AVAILABLE] = "available",
    [STEP_PROPOSED] = "proposed",
    [STEP_BLOCKED] = "blocked",
    [STEP_DECIDED] = "decided",
    [STEP_RUNS] = "runs",
    [STEP_STANDING_DOWN] = "standing down",
    [STEP_DONE] = "done",
};

const char *ladder_state_name(enum ladder_state s)
{
    return state_names[s];
}

/* --- what opens it --------------------------------------------------------------------------- */

static bool has_class(const struct ladder_trigger *t, const struct ladder_grade *g)
{
    for (size_t i = 0; i < t->n_classes; i++)
        for (size_t k = 0; k < g->n_classes; k++)
            if (span_eq(t->classes[i], g->classes[k]))
                return true;
    return t->n_classes == 0;
}

bool ladder_is_opened_by(const struct charter_ladder *l, const struct ladder_grade *g)
{
    for (size_t i = 0; i < l->n_triggers; i++) {
        const struct ladder_trigger *t = &l->triggers[i];

        if ((t->type.n == 0 || span_eq(t->type, g->type)) &&
            (t->against.n == 0 || span_eq(t->against, g->against)) && g->severity >= t->severity &&
            has_class(t, g))
            return true;
    }
    return false;
}

static bool is_same_grade(const struct ladder_grade *a, const struct ladder_grade *b)
{
    if (!span_eq(a->type, b->type) || !span_eq(a->against, b->against) ||
        a->severity != b->severity || a->n_classes != b->n_classes)
        return false;
    for (size_t i = 0; i < a->n_classes; i++)
        if (!span_eq(a->classes[i], b->classes[i]))
            return false;
    return true;
}

/* The last change of grade starts the clock anew. */
static void find_clock(const struct ladder_case *c, struct ladder_view *v)
{
    const struct ladder_grade *last = NULL;
    bool was_open = false;

    v->clock_ms = TIME_NEVER;
    for (size_t i = 0; i < c->n_grades; i++) {
        const struct ladder_grade *g = &c->grades[i];

        if (last == NULL || !is_same_grade(last, g)) {
            v->is_open = ladder_is_opened_by(v->ladder, g);
            v->clock_ms = g->from_ms;
            v->was_regraded = was_open;
        }
        was_open = was_open || v->is_open;
        last = g;
    }
}

/* --- conditions ------------------------------------------------------------------------------ */

static bool has_begun(const struct ladder_step_view *s)
{
    return s->state == STEP_RUNS || s->state == STEP_STANDING_DOWN || s->state == STEP_DONE;
}

static bool check_after(struct ladder_looking *k)
{
    const struct ladder_step *before;

    if (k->step->after == CHARTER_NONE)
        return true;
    before = &k->view->ladder->steps[k->step->after];
    if (has_begun(&k->view->steps[k->step->after]))
        return true;
    ladder_bar(k, span_none(),
               arena_printf(k->arena, k->err, "the step %.*s has not begun", SPAN_ARG(before->id)));
    return false;
}

/* The name of the highest standard of no higher rank. */
static struct span standard_name(const struct charter *c, int64_t rank)
{
    const struct charter_standard *best = NULL;

    for (size_t i = 0; i < c->n_standards; i++)
        if (c->standards[i].rank <= rank && (best == NULL || c->standards[i].rank > best->rank))
            best = &c->standards[i];
    return best == NULL ? SPAN("no standard") : best->id;
}

static bool is_of(const struct ladder_when *w, const struct ladder_finding *f)
{
    if (!w->is_responsibility)
        return span_eq(w->finding, f->hypothesis);
    if (f->link != LINK_RESPONSIBILITY || !span_eq(w->party, f->party))
        return false;
    for (size_t i = 0; i < w->n_modes; i++)
        if (span_is(w->modes[i], mode_name(f->mode)))
            return true;
    return false;
}

static bool reaches(const struct ladder_looking *k, const struct ladder_when *w, int64_t rank)
{
    int64_t wanted = k->c->charter->standards[w->standard].rank;

    return w->than == LADDER_MORE ? rank > wanted : rank >= wanted;
}

static bool recuses(const struct ladder_looking *k)
{
    const struct charter *c = k->c->charter;
    const struct charter_rule *r = k->step->rule == CHARTER_NONE ? NULL : &c->rules[k->step->rule];

    if (r != NULL && r->majority == CHARTER_SILENT && r->fallback != CHARTER_NONE)
        r = &c->rules[r->fallback];
    return r != NULL && r->recuses_parties;
}

static void put_wanted(struct buf *b, const struct ladder_looking *k, const struct ladder_when *w)
{
    if (w->is_responsibility) {
        buf_printf(b, "a finding that %.*s answers for it (", SPAN_ARG(w->party));
        for (size_t i = 0; i < w->n_modes; i++)
            buf_printf(b, "%s%.*s", i > 0 ? ", " : "", SPAN_ARG(w->modes[i]));
        buf_puts(b, ")");
    } else {
        buf_printf(b, "the finding %.*s", SPAN_ARG(w->finding));
    }
    buf_printf(b, " to a standard %.*s %.*s", SPAN_ARG(w->op),
               SPAN_ARG(k->c->charter->standards[w->standard].id));
}

/* The finding that goes furthest for this condition; NULL: there is none of it. */
static const struct ladder_finding *best_of(const struct ladder_looking *k,
                                            const struct ladder_when *w)
{
    const struct ladder_finding *best = NULL;
    bool is_recused = recuses(k);

    for (size_t i = 0; i < k->c->n_findings; i++) {
        const struct ladder_finding *f = &k->c->findings[i];

        if (is_of(w, f) &&
            (best == NULL || f->common[is_recused].rank > best->common[is_recused].rank ||
             (f->common[is_recused].rank == best->common[is_recused].rank && f->rank > best->rank)))
            best = f;
    }
    return best;
}

static void put_short(struct buf *b, const struct ladder_looking *k, const struct ladder_finding *f,
                      const struct ladder_common *on)
{
    buf_puts(b, ": on the exhibits that every eligible voter may read it reaches ");
    buf_put(b, on->rank == LADDER_RANK_NONE ? SPAN("no standard")
                                            : standard_name(k->c->charter, on->rank));
    buf_puts(b, ", where it was declared to ");
    buf_put(b, standard_name(k->c->charter, f->rank));
    if (on->lacking.n > 0)
        buf_puts(b, "; those named may waive by a signed statement, or exhibits are released to "
                    "them");
}

/* What the best finding lacks: nothing is put where it holds. */
static bool put_lacking(struct buf *b, const struct ladder_looking *k, const struct ladder_when *w,
                        const struct ladder_finding *f)
{
    const struct ladder_common *on = f == NULL ? NULL : &f->common[recuses(k)];

    put_wanted(b, k, w);
    if (f == NULL)
        return true;
    if (!reaches(k, w, f->rank)) {
        buf_puts(b, ": it was declared to ");
        buf_put(b, standard_name(k->c->charter, f->rank));
        buf_puts(b, " only");
        return true;
    }
    if (on->rank != LADDER_RANK_NONE && reaches(k, w, on->rank))
        return false;
    put_short(b, k, f, on);
    return true;
}

static bool check_when(struct ladder_looking *k, const struct ladder_when *w)
{
    const struct ladder_finding *f = best_of(k, w);
    struct span lacking = f == NULL ? span_none() : f->common[recuses(k)].lacking;
    struct buf b;
    bool is_lacking;

    buf_init(&b, TEXT_MAX);
    is_lacking = put_lacking(&b, k, w, f);
    if (is_lacking)
        ladder_bar(
            k, f != NULL && reaches(k, w, f->rank) && lacking.n > 0 ? lacking : SPAN("the panel"),
            arena_copy(k->arena, buf_span(&b), k->err));
    buf_release(&b);
    if (is_lacking || f == NULL)
        return false;
    if (f->since_ms > k->out.since_ms)
        k->out.since_ms = f->since_ms;
    return true;
}

/* --- preconditions --------------------------------------------------------------------------- */

static const struct ladder_shown *shown_of(const struct ladder_looking *k,
                                           const struct ladder_need *n)
{
    const struct ladder_shown *found = NULL;

    for (size_t i = 0; i < k->c->n_shown; i++) {
        const struct ladder_shown *s = &k->c->shown[i];

        if (s->kind == n->kind && span_eq(s->of, n->of) && span_eq(s->step, k->step->id) &&
            span_eq(s->ladder, k->view->ladder->id))
            found = s; /* the last one */
    }
    return found;
}

static struct span need_words(struct ladder_looking *k, const struct ladder_need *n,
                              struct span why)
{
    const char *colon = why.n > 0 ? ": " : "";

    switch (n->kind) {
    case LADDER_CONSENT:
        if (why.n == 0)
            why = SPAN("a vote does not replace it");
        return arena_printf(k->arena, k->err, "the consent of %.*s is not shown: %.*s",
                            SPAN_ARG(n->of), SPAN_ARG(why));
    case LADDER_CONTRIBUTOR:
        return arena_printf(k->arena, k->err, "that %.*s takes part is not shown%s%.*s",
                            SPAN_ARG(n->of), colon, SPAN_ARG(why));
    case LADDER_CONSULTATION:
        break;
    }
    return arena_printf(k->arena, k->err, "that %.*s was consulted is not shown%s%.*s",
                        SPAN_ARG(n->of), colon, SPAN_ARG(why));
}

static bool check_needs(struct ladder_looking *k)
{
    bool is_met = true;

    for (size_t i = 0; i < k->step->n_needs; i++) {
        const struct ladder_need *n = &k->step->needs[i];
        const struct ladder_shown *s = shown_of(k, n);

        if (s != NULL && s->is_met)
            continue;
        is_met = false;
        ladder_bar(k, n->of, need_words(k, n, s == NULL ? span_none() : s->why));
    }
    return is_met;
}

/* --- a step ---------------------------------------------------------------------------------- */

/* Where the kinds of a step stand differently it runs; done is it when all are. */
static enum ladder_state joined(enum ladder_state a, enum ladder_state b)
{
    if (a == b)
        return a;
    if (a == STEP_DONE || b == STEP_DONE)
        return (a == STEP_DONE ? b : a) == STEP_AVAILABLE ? STEP_RUNS : a == STEP_DONE ? b : a;
    return a > b ? a : b;
}

/* What is under way is told whether or not it could be begun today. */
static bool has_measure(const struct ladder_looking *k)
{
    for (size_t i = 0; i < k->c->n_measures; i++)
        if (ladder_is_mine(k, &k->c->measures[i]) && k->c->measures[i].life.life != LIFE_ENDED)
            return true;
    return false;
}

static enum ladder_state state_of(struct ladder_looking *k)
{
    enum ladder_state state = STEP_DONE;
    bool is_after = check_after(k), holds = true, is_free;

    for (size_t i = 0; i < k->step->n_whens; i++)
        holds = check_when(k, &k->step->whens[i]) && holds;
    is_free = check_needs(k);
    if (!(is_after && holds) && !has_measure(k)) {
        k->out.since_ms = TIME_NEVER;
        k->out.due_ms = TIME_NEVER;
        return is_after ? STEP_LACKS : STEP_WAITS;
    }
    k->out.due_ms = k->step->within.unit == PERIOD_NONE
                        ? TIME_NEVER
                        : period_last_ms(k->c->zone, k->out.since_ms, k->step->within);
    for (size_t i = 0; i < k->step->n_measures && !k->rc; i++) {
        enum ladder_state one = ladder_look_at_kind(k, k->step->measures[i]);

        state = i == 0 ? one : joined(state, one);
    }
    if ((state == STEP_DECIDED || state == STEP_RUNS) && !(is_free && is_after && holds) &&
        has_measure(k))
        state = STEP_BLOCKED;
    return state;
}

static enum rc look_at_step(const struct ladder_case *c, const struct ladder_view *view, size_t ix,
                            int64_t at_ms, struct ladder_looking *k)
{
    k->c = c;
    k->view = view;
    k->step = &view->ladder->steps[ix];
    k->at_ms = at_ms;
    k->items = NULL;
    k->cap = 0;
    k->rc = RC_OK;
    k->out = (struct ladder_step_view){
        .step = k->step, .since_ms = view->clock_ms, .due_ms = TIME_NEVER, .n_items = 0};
    k->out.state = STEP_CLOSED;
    if (view->is_open || has_measure(k))
        k->out.state = state_of(k);
    else
        k->out.since_ms = TIME_NEVER;
    return k->rc;
}

/* Whether a step waits on one that was not looked at yet; no circle can be (meaning.c). */
static bool is_ready(const struct charter_ladder *l, const bool *is_done, size_t ix)
{
    return l->steps[ix].after == CHARTER_NONE || is_done[l->steps[ix].after];
}

static enum rc look_at(const struct ladder_case *c, struct ladder_view *v, int64_t at_ms,
                       struct arena *a, struct err *err)
{
    size_t n = v->ladder->n_steps, n_left = n;
    struct ladder_step_view *steps = arena_array(a, n + 1, sizeof(*steps), err);
    bool *is_done = arena_array(a, n + 1, sizeof(*is_done), err);
    struct ladder_looking k = {.arena = a, .err = err};
    enum rc rc = steps == NULL || is_done == NULL ? RC_LIMIT : RC_OK;

    v->steps = steps;
    while (n_left > 0 && !rc)
        for (size_t i = 0; i < n && !rc; i++) {
            if (is_done[i] || !is_ready(v->ladder, is_done, i))
                continue;
            rc = look_at_step(c, v, i, at_ms, &k);
            steps[i] = k.out;
            is_done[i] = true;
            n_left--;
        }
    return rc;
}

enum rc ladder_look(const struct ladder_case *c, int64_t at_ms, struct arena *a,
                    const struct ladder_view **out, struct err *err)
{
    size_t n = c->charter->n_ladders;
    struct ladder_view *views = arena_array(a, n + 1, sizeof(*views), err);
    enum rc rc = views == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < n && !rc; i++) {
        views[i].ladder = &c->charter->ladders[i];
        find_clock(c, &views[i]);
        rc = look_at(c, &views[i], at_ms, a, err);
    }
    if (!rc)
        *out = views;
    return rc;
}
