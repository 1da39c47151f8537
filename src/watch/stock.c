/* SPDX-License-Identifier: Apache-2.0 */
/* stock.c: matching by serial, then what is left by type. */
#include "watch/stock.h"

#include "watch/distinct.h"

/* An entry of a list while it is used up. */
struct entry {
    const struct item *item;
    uint64_t min, max; /* still to be matched, at least and at most */
    bool is_named;     /* by a serial that is to be matched */
    bool is_absent;    /* a declared serial that was not found, before notices by type */
};

struct entries {
    struct entry *items;
    size_t n;
};

struct comparison {
    struct arena *arena;
    struct entries declared, seen, removed;
    struct stock_account *out;
};

static enum rc open_list(struct stock_list list, bool by_serial, struct arena *a,
                         struct entries *out, struct err *err)
{
    out->items = arena_array(a, list.n, sizeof(*out->items), err);
    if (out->items == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < list.n; i++) {
        const struct item *item = &list.items[i];

        out->items[out->n++] = (struct entry){.item = item,
                                              .min = item->n.min,
                                              .max = item->n.max,
                                              .is_named = by_serial && item->serial.n > 0};
    }
    return RC_OK;
}

/* ---- by serial ---- */

static int named_cmp(const void *left, const void *right)
{
    const struct entry *a = *(struct entry *const *)left, *b = *(struct entry *const *)right;
    int order = span_cmp(span_trim(a->item->serial), span_trim(b->item->serial));

    return order != 0 ? order : (a > b) - (a < b);
}

static bool is_same_serial(const struct entry *a, const struct entry *b)
{
    return span_eq(span_trim(a->item->serial), span_trim(b->item->serial));
}

static void use_up(struct entry *e)
{
    e->min = e->max = 0;
}

/* The named entries of a list by serial; one written twice is one thing still. */
static struct entry **sort_named(const struct entries *list, struct arena *a, size_t *n,
                                 struct err *err)
{
    struct entry **named = arena_array(a, list->n, sizeof(struct entry *), err);
    size_t n_all = 0;

    *n = 0;
    if (named == NULL)
        return NULL;
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].is_named)
            named[n_all++] = &list->items[i];
    if (n_all > 1)
        qsort(named, n_all, sizeof(struct entry *), named_cmp);
    for (size_t i = 0; i < n_all; i++) {
        named[i]->min = named[i]->max = 1;
        if (*n > 0 && is_same_serial(named[i], named[*n - 1]))
            use_up(named[i]);
        else
            named[(*n)++] = named[i];
    }
    return named;
}

static struct entry *find_serial(struct entry **named, size_t n, const struct entry *like)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = span_cmp(span_trim(named[middle]->item->serial), span_trim(like->item->serial));

        if (order == 0)
            return named[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static enum rc match_serials(struct comparison *c, struct err *err)
{
    size_t n_declared, n_seen, n_removed;
    struct entry **declared = sort_named(&c->declared, c->arena, &n_declared, err);
    struct entry **seen = sort_named(&c->seen, c->arena, &n_seen, err);
    struct entry **removed = sort_named(&c->removed, c->arena, &n_removed, err);

    if (declared == NULL || seen == NULL || removed == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n_declared; i++) {
        struct entry *there = find_serial(seen, n_seen, declared[i]);
        struct entry *away = find_serial(removed, n_removed, declared[i]);

        if (there == NULL && away == NULL)
            continue;
        c->out->present += there != NULL;
        c->out->notified += there == NULL;
        use_up(declared[i]);
        if (there != NULL)
            use_up(there);
        if (away != NULL)
            use_up(away);
    }
    return RC_OK;
}

/* ---- by type ---- */

static struct span class_of(const struct pact_thing *t)
{
    return t->type != NULL ? t->type->class_name : t->class_name;
}

static bool is_same_calibre(double a_mm, double b_mm)
{
    return isnan(a_mm) || isnan(b_mm) || fabs(a_mm - b_mm) <= 0.5;
}

static double calibre_of(const struct pact_thing *t)
{
    return t->type != NULL && !isnan(t->type->calibre_mm) ? t->type->calibre_mm : t->calibre_mm;
}

/* Declared as a type: that type. Declared as a class: whatever is of it. */
static bool is_certainly(const struct item *declared, const struct item *seen)
{
    const struct pact_thing *d, *s;

    if (declared->n_guesses != 1 || seen->n_guesses != 1)
        return false;
    d = &declared->guesses[0].thing;
    s = &seen->guesses[0].thing;
    if (d->type != NULL)
        return s->type != NULL && span_eq(d->type->model, s->type->model);
    if (declared->guesses[0].model.n > 0)
        return span_eq(declared->guesses[0].model, seen->guesses[0].model);
    return d->class_name.n > 0 && span_eq(d->class_name, class_of(s)) &&
           is_same_calibre(d->calibre_mm, calibre_of(s)) &&
           (isnan(d->calibre_mm) || !isnan(calibre_of(s)));
}

static bool is_possibly(const struct item *declared, const struct item *seen)
{
    return is_certainly(declared, seen) ||
           distinct_kinds_agree(declared->guesses, declared->n_guesses, seen->guesses,
                                seen->n_guesses);
}

/* Upper bound of what is missing: only what certainly is of the kind, and certainly there, takes
 * anything off; nothing seen does off a serial. Types first, so that a class does not use them
 * up. */
static void match_certain(struct entries *declared, struct entries *from, bool off_serials,
                          uint64_t *matched)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < declared->n; i++) {
            struct entry *d = &declared->items[i];
            bool is_type = d->item->n_guesses == 1 && d->item->guesses[0].thing.type != NULL;

            if (is_type != (pass == 0) || (d->is_named && !off_serials))
                continue;
            for (size_t k = 0; k < from->n && d->max > 0; k++) {
                struct entry *s = &from->items[k];
                uint64_t n = s->min < d->max ? s->min : d->max;

                if (n == 0 || (d->is_named && s->is_named) || !is_certainly(d->item, s->item))
                    continue;
                s->min -= n;
                d->max -= n;
                *matched += n;
            }
        }
}

/* Entries that may be of one kind, joined: declared ones first, then seen, then removed. */
struct groups {
    uint32_t *parent;
    uint64_t *declared, *there;
    uint32_t n;
};

static uint32_t root_of(const struct groups *g, uint32_t i)
{
    while (g->parent[i] != i)
        i = g->parent[i] = g->parent[g->parent[i]];
    return i;
}

static void join_possible(const struct comparison *c, struct groups *g, const struct entries *from,
                          uint32_t first, bool off_serials)
{
    for (uint32_t i = 0; i < c->declared.n; i++) {
        const struct entry *d = &c->declared.items[i];

        if (d->max == 0 || (d->is_named && !off_serials))
            continue;
        for (uint32_t k = 0; k < from->n; k++)
            if (from->items[k].max > 0 && !(d->is_named && from->items[k].is_named) &&
                is_possibly(d->item, from->items[k].item))
                g->parent[root_of(g, first + k)] = root_of(g, i);
    }
}

static void add_up(struct groups *g, const struct entries *list, uint32_t first, bool is_declared)
{
    for (uint32_t i = 0; i < list->n; i++) {
        uint64_t *sums = is_declared ? g->declared : g->there;

        sums[root_of(g, first + i)] += is_declared ? list->items[i].min : list->items[i].max;
    }
}

/* Lower bound: of things that may be of one kind, whatever was there may be any of them. */
static enum rc missing_at_least(const struct comparison *c, bool unread_may_be_named, uint64_t *out,
                                struct err *err)
{
    uint32_t n_declared = (uint32_t)c->declared.n, n_seen = (uint32_t)c->seen.n;
    struct groups g = {.n = n_declared + n_seen + (uint32_t)c->removed.n};

    g.parent = arena_array(c->arena, g.n, sizeof(*g.parent), err);
    g.declared = arena_array(c->arena, g.n, sizeof(*g.declared), err);
    g.there = arena_array(c->arena, g.n, sizeof(*g.there), err);
    if (g.parent == NULL || g.declared == NULL || g.there == NULL)
        return RC_LIMIT;
    for (uint32_t i = 0; i < g.n; i++)
        g.parent[i] = i;
    join_possible(c, &g, &c->seen, n_declared, unread_may_be_named);
    join_possible(c, &g, &c->removed, n_declared + n_seen, true);
    add_up(&g, &c->declared, 0, true);
    add_up(&g, &c->seen, n_declared, false);
    add_up(&g, &c->removed, n_declared + n_seen, false);
    *out = 0;
    for (uint32_t i = 0; i < g.n; i++)
        if (g.declared[i] > g.there[i])
            *out += g.declared[i] - g.there[i];
    return RC_OK;
}

/* ---- both ---- */

/* A notice by type leaves open which of the absent serials it meant: all stay candidates. */
static enum rc put_gaps(struct comparison *c, struct err *err)
{
    struct stock_gap *gaps = arena_array(c->arena, c->declared.n, sizeof(*gaps), err);

    if (gaps == NULL)
        return RC_LIMIT;
    c->out->gaps = gaps;
    for (size_t i = 0; i < c->declared.n; i++) {
        const struct entry *e = &c->declared.items[i];
        uint64_t n = e->is_absent ? 1 : e->max;

        c->out->missing_max += e->max;
        if (n > 0)
            gaps[c->out->n_gaps++] = (struct stock_gap){e->item, (uint32_t)n};
    }
    return RC_OK;
}

static enum rc compare(struct comparison *c, struct err *err)
{
    enum rc rc = match_serials(c, err);

    for (size_t i = 0; i < c->declared.n; i++) {
        c->out->declared_min += c->declared.items[i].min;
        c->out->declared_max += c->declared.items[i].max;
    }
    c->out->declared_min += c->out->present + c->out->notified;
    c->out->declared_max += c->out->present + c->out->notified;
    if (rc == RC_OK)
        rc = missing_at_least(c, false, &c->out->missing_min_read, err);
    if (rc == RC_OK)
        rc = missing_at_least(c, true, &c->out->missing_min, err);
    if (rc)
        return rc;
    match_certain(&c->declared, &c->seen, false, &c->out->present);
    for (size_t i = 0; i < c->declared.n; i++)
        c->declared.items[i].is_absent =
            c->declared.items[i].is_named && c->declared.items[i].max > 0;
    match_certain(&c->declared, &c->removed, true, &c->out->notified);
    return put_gaps(c, err);
}

enum rc stock_compare(struct stock_list declared, struct stock_list seen, struct stock_list removed,
                      bool by_serial, struct arena *a, struct stock_account *out, struct err *err)
{
    struct stock_account account = {0};
    struct comparison c = {.arena = a, .out = &account};
    enum rc rc = open_list(declared, by_serial, a, &c.declared, err);

    if (rc == RC_OK)
        rc = open_list(seen, by_serial, a, &c.seen, err);
    if (rc == RC_OK)
        rc = open_list(removed, by_serial, a, &c.removed, err);
    if (rc == RC_OK)
        rc = compare(&c, err);
    if (rc == RC_OK)
        *out = account;
    return rc;
}
