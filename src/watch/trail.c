/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/trail.h"

#include "watch/distinct.h"

void trails_init(struct trails *t, const struct term_run *run)
{
    *t = (struct trails){.arena = run->arena, .trusts_reported = run->options->trusts_reported};
    table_init(&t->by_serial, run->arena);
}

static enum rc add_row(struct trails *t, struct trail *to, const struct observation *o,
                       struct err *err)
{
    const struct observation **more = arena_grow(t->arena, to->rows, to->n_rows, &to->cap_rows,
                                                 sizeof(struct observation *), err);

    if (more == NULL)
        return RC_LIMIT;
    to->rows = more;
    to->rows[to->n_rows++] = o;
    return RC_OK;
}

static enum rc begin(struct trails *t, const struct observation *o, size_t shown,
                     struct trail **out, struct err *err)
{
    struct trail *made = arena_alloc(t->arena, sizeof(*made), err);
    struct trail **more =
        arena_grow(t->arena, t->items, t->n, &t->cap, sizeof(struct trail *), err);

    if (made == NULL || more == NULL)
        return RC_LIMIT;
    t->items = more;
    t->items[t->n++] = made;
    made->shown = shown;
    *out = made;
    return add_row(t, made, o, err);
}

static bool is_same_actor(struct actor a, struct actor b)
{
    return a.form == b.form && (a.form != ACTOR_PARTY || span_eq(a.party, b.party));
}

static bool goes_on(const struct trails *of, const struct trail *t, const struct observation *o,
                    const struct presence *p)
{
    struct presence first = presence_at(t->rows[0], t->shown);
    uint32_t n_first, n;
    const struct item_guess *g_first = presence_guesses(&first, &n_first);
    const struct item_guess *g = presence_guesses(p, &n);

    return is_same_actor(t->rows[0]->actor, o->actor) &&
           (of->trusts_reported || t->rows[0]->is_reported == o->is_reported) &&
           distinct_kinds_agree(g_first, n_first, g, n);
}

enum rc trails_add(struct trails *t, const struct observation *o, size_t shown,
                   const struct presence *p, struct err *err)
{
    bool is_named = p->item != NULL && p->item->serial.n > 0 && o->place.form == PLACE_POINT;
    uint32_t first = is_named ? table_find(&t->by_serial, p->item->serial) : TABLE_ABSENT;
    struct trail *known = first == TABLE_ABSENT ? NULL : t->items[first];
    struct trail *made = NULL;
    enum rc rc;

    while (known != NULL && !goes_on(t, known, o, p))
        known = known->next;
    if (known != NULL)
        return add_row(t, known, o, err);
    rc = begin(t, o, shown, &made, err);
    if (rc || !is_named)
        return rc;
    if (first == TABLE_ABSENT)
        return table_add(&t->by_serial, p->item->serial, (uint32_t)(t->n - 1), err);
    made->next = t->items[first]->next;
    t->items[first]->next = made;
    return RC_OK;
}

size_t trail_fixes(const struct trail *t)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n_rows; i++)
        n += fixes_count(t->rows[i]);
    return n;
}

bool trail_next(const struct trail *t, struct trail_step *s)
{
    if (s->has_begun) {
        s->fix++;
        s->number++;
    }
    s->has_begun = true;
    while (s->row < t->n_rows && s->fix >= fixes_count(t->rows[s->row])) {
        s->row++;
        s->fix = 0;
    }
    if (s->row == t->n_rows)
        return false;
    fixes_at(t->rows[s->row], s->fix, &s->at, &s->when);
    s->clock_sigma_s = (double)t->rows[s->row]->clock_sigma_s;
    return true;
}

bool trail_is_in_force(const struct term_run *run, const struct trail *t)
{
    struct trail_step s = {0};

    while (trail_next(t, &s))
        if (term_p_time(run, s.when, s.clock_sigma_s) > 0)
            return true;
    return false;
}

bool trail_is_reported(const struct trail *t)
{
    return t->rows[0]->is_reported; /* one is as all are, or reports are trusted */
}

enum rc trail_put_inputs(struct term_run *run, const struct trail *t, struct judging *j,
                         struct err *err)
{
    struct span *ids = arena_array(run->scratch, t->n_rows, sizeof(*ids), err);

    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < t->n_rows; i++)
        ids[i] = t->rows[i]->head.id;
    if (t->n_rows > 1)
        qsort(ids, t->n_rows, sizeof(*ids), span_order);
    j->v.inputs = ids;
    j->v.n_inputs = t->n_rows;
    if (t->rows[t->n_rows - 1]->when.t1_ms > j->v.when.t1_ms)
        j->v.when.t1_ms = t->rows[t->n_rows - 1]->when.t1_ms;
    return RC_OK;
}
