/* SPDX-License-Identifier: Apache-2.0 */
/* fusion_grid.c: a sweep in time over cells on the ground.
 *
 * Rows are taken in the order of when they may have begun. Each asks the cells around it, then is
 * put into its own. A cell keeps the rows that are linked to nothing by source, so that a row never
 * walks over those of its own sensor, and the linked ones by component, so that one hit settles
 * all of a component. Levels of cells grow fourfold; a row stands in the level that its reach
 * fits and in every coarser one, where coarser rows look for it. */
#include "watch/fusion_grid.h"

#include <math.h>

#define NOTHING    UINT32_MAX
#define N_LEVELS   13
#define CELL_MIN_M 16.0
#define DEGREE_M   110574.0 /* a degree of latitude is nowhere shorter */
#define POLAR_DEG  89.0     /* rows of cells that reach here are one cell all around */
#define NEAR_CELLS 9
#define N_DETAILS  4

/* A hash table from keys to numbers that is emptied by counting up its stamp. Keys are hashes
 * themselves: two things of one key share a slot, which costs comparisons and nothing else. */
struct slots {
    uint64_t *keys;
    uint32_t *values, *stamps;
    size_t n, cap;
    uint32_t stamp;
};

struct entry {
    uint32_t row, next;
};
/* Rows of one source and detail. */
struct lane {
    uint32_t source, detail, first, next;
};
/* Rows of one component; its lanes may repeat a source. */
struct group {
    uint32_t root, lanes, last_lane, next;
};
struct cell {
    uint32_t lonely; /* lanes */
    uint32_t groups;
};

struct fusion_grid {
    struct arena *arena;
    struct slots cell_slots, lane_slots;
    struct entry *entries;
    struct lane *lanes;
    struct group *groups;
    struct cell *cells;
    size_t n_entries, n_lanes, n_groups, n_cells;
    size_t cap_entries, cap_lanes, cap_groups, cap_cells;
    uint32_t levels; /* a bit for each level in use */
};

/* The row that is asking. */
struct asking {
    struct fusion_grid *g;
    struct fusion_rows *r;
    uint32_t row;
    uint32_t n_missed;
};

static uint64_t mix(uint64_t x)
{
    x ^= x >> 30;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27;
    x *= 0x94d049bb133111ebULL;
    return x ^ x >> 31;
}

static enum rc slots_grow(struct slots *s, struct arena *a, struct err *err)
{
    struct slots more = {.cap = s->cap == 0 ? 1024 : s->cap * 2, .stamp = s->stamp, .n = s->n};

    more.keys = arena_array(a, more.cap, sizeof(*more.keys), err);
    more.values = arena_array(a, more.cap, sizeof(*more.values), err);
    more.stamps = arena_array(a, more.cap, sizeof(*more.stamps), err);
    if (more.keys == NULL || more.values == NULL || more.stamps == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < s->cap; i++) {
        size_t at = s->keys[i] & (more.cap - 1);

        if (s->stamps[i] != s->stamp)
            continue;
        while (more.stamps[at] == s->stamp)
            at = (at + 1) & (more.cap - 1);
        more.keys[at] = s->keys[i];
        more.values[at] = s->values[i];
        more.stamps[at] = s->stamp;
    }
    *s = more;
    return RC_OK;
}

static void slots_empty(struct slots *s)
{
    s->stamp++; /* 2^32 crowds do not fit a docket */
    s->n = 0;
}

/* The slot of a key, or the free one where it belongs. */
static size_t slots_find(const struct slots *s, uint64_t key)
{
    size_t at = key & (s->cap - 1);

    while (s->stamps[at] == s->stamp && s->keys[at] != key)
        at = (at + 1) & (s->cap - 1);
    return at;
}

static void slots_put(struct slots *s, size_t at, uint64_t key, uint32_t value)
{
    s->keys[at] = key;
    s->values[at] = value;
    s->stamps[at] = s->stamp;
    s->n++;
}

/* NULL where there is none. */
static struct cell *find_cell(struct fusion_grid *g, uint64_t key)
{
    size_t at = slots_find(&g->cell_slots, key);

    return g->cell_slots.stamps[at] == g->cell_slots.stamp ? &g->cells[g->cell_slots.values[at]]
                                                           : NULL;
}

static struct cell *make_cell(struct fusion_grid *g, uint64_t key, struct err *err)
{
    struct cell *c = find_cell(g, key);

    if (c != NULL)
        return c;
    c = arena_grow(g->arena, g->cells, g->n_cells, &g->cap_cells, sizeof(*c), err);
    if (c == NULL)
        return NULL;
    g->cells = c;
    g->cells[g->n_cells] = (struct cell){NOTHING, NOTHING};
    slots_put(&g->cell_slots, slots_find(&g->cell_slots, key), key, (uint32_t)g->n_cells);
    return &g->cells[g->n_cells++];
}

static uint32_t make_lane(struct fusion_grid *g, uint32_t source, uint32_t detail, struct err *err)
{
    struct lane *l = arena_grow(g->arena, g->lanes, g->n_lanes, &g->cap_lanes, sizeof(*l), err);

    if (l == NULL)
        return NOTHING;
    g->lanes = l;
    g->lanes[g->n_lanes] = (struct lane){source, detail, NOTHING, NOTHING};
    return (uint32_t)g->n_lanes++;
}

static uint32_t make_group(struct fusion_grid *g, uint32_t root, struct err *err)
{
    struct group *m = arena_grow(g->arena, g->groups, g->n_groups, &g->cap_groups, sizeof(*m), err);

    if (m == NULL)
        return NOTHING;
    g->groups = m;
    g->groups[g->n_groups] = (struct group){root, NOTHING, NOTHING, NOTHING};
    return (uint32_t)g->n_groups++;
}

/* Puts an entry at the head of a group, into its first lane where that is of the same source. */
static enum rc group_add(struct fusion_grid *g, uint32_t group, uint32_t entry,
                         const struct fusion_row *row, struct err *err)
{
    uint32_t lane = g->groups[group].lanes;

    if (lane == NOTHING || g->lanes[lane].source != row->source ||
        g->lanes[lane].detail != row->detail) {
        uint32_t fresh = make_lane(g, row->source, row->detail, err);

        if (fresh == NOTHING)
            return RC_LIMIT;
        g->lanes[fresh].next = lane;
        g->groups[group].lanes = fresh;
        if (lane == NOTHING)
            g->groups[group].last_lane = fresh;
        lane = fresh;
    }
    g->entries[entry].next = g->lanes[lane].first;
    g->lanes[lane].first = entry;
    return RC_OK;
}

/* Hands an entry of a linked row to the cell's group of its component: the first group, where it is
 * that one, else a new group, which the next walk joins to the others. */
static enum rc cell_add_linked(struct asking *q, struct cell *c, uint32_t entry, struct err *err)
{
    struct fusion_grid *g = q->g;
    uint32_t row = g->entries[entry].row, root = fusion_root(q->r, row);

    if (c->groups == NOTHING || fusion_root(q->r, g->groups[c->groups].root) != root) {
        uint32_t group = make_group(g, root, err);

        if (group == NOTHING)
            return RC_LIMIT;
        g->groups[group].next = c->groups;
        c->groups = group;
    }
    return group_add(g, c->groups, entry, &q->r->rows[row], err);
}

static bool details_agree(uint32_t a, uint32_t b)
{
    return a == b || a == DETAIL_UNDETERMINED || b == DETAIL_UNDETERMINED;
}

/* Whether anything in a lane can be the same as the asking row. */
static bool lane_matters(const struct asking *q, const struct lane *l)
{
    const struct fusion_row *me = &q->r->rows[q->row];

    return (l->source != me->source || l->source == FUSION_ANONYMOUS) &&
           details_agree(l->detail, me->detail);
}

/* The comparison, or a yes where there have been too many in vain. */
static bool is_hit(struct asking *q, uint32_t row)
{
    q->r->n_compared++;
    if (fusion_may_be_same(&q->r->rows[q->row], &q->r->rows[row]))
        return true;
    return ++q->n_missed > FUSION_MISSES_MAX;
}

static bool is_over(const struct asking *q, uint32_t row)
{
    return q->r->rows[row].to_ms < q->r->rows[q->row].from_ms;
}

/* Takes what is over out of a chain, and what is linked into the cell's groups; links the hits. */
static enum rc ask_lonely_lane(struct asking *q, struct cell *c, uint32_t lane, struct err *err)
{
    struct fusion_grid *g = q->g;
    uint32_t before = NOTHING, entry = g->lanes[lane].first;
    enum rc rc = RC_OK;

    while (entry != NOTHING && rc == RC_OK) {
        uint32_t next = g->entries[entry].next, row = g->entries[entry].row;
        bool is_done = is_over(q, row);

        if (!is_done && !q->r->rows[row].is_linked && is_hit(q, row))
            fusion_link(q->r, q->row, row);
        if (!is_done && !q->r->rows[row].is_linked)
            before = entry;
        else if (before == NOTHING)
            g->lanes[lane].first = next;
        else
            g->entries[before].next = next;
        if (!is_done && q->r->rows[row].is_linked)
            rc = cell_add_linked(q, c, entry, err);
        entry = next;
    }
    return rc;
}

static enum rc ask_lonely(struct asking *q, struct cell *c, struct err *err)
{
    enum rc rc = RC_OK;

    for (uint32_t l = c->lonely; l != NOTHING && rc == RC_OK; l = q->g->lanes[l].next)
        if (lane_matters(q, &q->g->lanes[l]))
            rc = ask_lonely_lane(q, c, l, err);
    return rc;
}

/* Whether any row of a group may be the same; drops what is over on the way. */
static bool group_hits(struct asking *q, struct group *group)
{
    struct fusion_grid *g = q->g;

    for (uint32_t l = group->lanes; l != NOTHING; l = g->lanes[l].next) {
        uint32_t *at = &g->lanes[l].first;

        if (!lane_matters(q, &g->lanes[l]))
            continue;
        while (*at != NOTHING) {
            uint32_t row = g->entries[*at].row;

            if (is_over(q, row))
                *at = g->entries[*at].next;
            else if (is_hit(q, row)) {
                fusion_link(q->r, q->row, row);
                return true;
            } else
                at = &g->entries[*at].next;
        }
    }
    return false;
}

/* Joins group `more` to `to`: their components have become one. */
static void join_groups(struct fusion_grid *g, struct group *to, const struct group *more)
{
    if (more->lanes == NOTHING)
        return;
    if (to->lanes == NOTHING)
        to->lanes = more->lanes;
    else
        g->lanes[to->last_lane].next = more->lanes;
    to->last_lane = more->last_lane;
}

static void ask_groups(struct asking *q, struct cell *c)
{
    struct fusion_grid *g = q->g;
    uint32_t *at = &c->groups, mine = NOTHING;

    while (*at != NOTHING) {
        struct group *group = &g->groups[*at];
        bool is_mine = fusion_root(q->r, group->root) == fusion_root(q->r, q->row);

        if (!is_mine && !group_hits(q, group)) {
            at = &group->next;
            continue;
        }
        if (mine == NOTHING) {
            mine = *at;
            at = &group->next;
        } else {
            join_groups(g, &g->groups[mine], group);
            *at = group->next;
        }
    }
}

/* Keys of the cells around a position at one level: own cell first. */
struct near {
    uint64_t keys[NEAR_CELLS];
    size_t n;
};

static double side_deg(int level)
{
    return ldexp(CELL_MIN_M, 2 * level) / DEGREE_M;
}

/* How many cells a row of cells has around the globe; 1 where they would be too few to have three
 * neighbours, or too near a pole. */
static double cells_around(double row, double side)
{
    double top = fabs((row + 1) * side - 90), bottom = fabs(row * side - 90);
    double poleward = fmax(top, bottom) + side, n;

    if (poleward > POLAR_DEG)
        return 1;
    n = floor(360 * cos(poleward * (M_PI / 180)) / side);
    return n < 3 ? 1 : n;
}

static void near_of(const struct fusion_row *row, int level, bool is_finer, int reach,
                    struct near *out)
{
    double side = side_deg(level), y = floor((row->region.centre.lat_deg + 90) / side);
    uint64_t kind = (uint64_t)level << 9 | (uint64_t)row->phenomenon << 1 | (is_finer ? 1 : 0);

    out->n = 0;
    for (int dy = -reach; dy <= reach; dy++) {
        double around = cells_around(y + dy, side);
        double x = floor((row->region.centre.lon_deg + 180) / 360 * around);
        int dx_max = around < 3 ? 0 : reach;

        for (int dx = -dx_max; dx <= dx_max; dx++) {
            double wrapped = fmod(x + dx + around, around);

            out->keys[out->n++] =
                mix(mix(mix(kind) + (uint64_t)(int64_t)(y + dy)) + (uint64_t)(int64_t)wrapped);
        }
    }
}

static int level_of(const struct fusion_row *row)
{
    double reach_m = row->region.radius_m + row->region.margin_m;
    int level = 0;

    /* two rows of a level meet only where their middles are at most one side apart */
    while (level < N_LEVELS - 1 && ldexp(CELL_MIN_M, 2 * level) < 2 * reach_m)
        level++;
    return level;
}

static enum rc ask_level(struct asking *q, int level, bool is_finer, struct err *err)
{
    struct near near;
    enum rc rc = RC_OK;

    near_of(&q->r->rows[q->row], level, is_finer, 1, &near);
    for (size_t i = 0; i < near.n && rc == RC_OK; i++) {
        struct cell *c = find_cell(q->g, near.keys[i]);

        if (c == NULL)
            continue;
        rc = ask_lonely(q, c, err);
        if (rc == RC_OK)
            ask_groups(q, c);
    }
    return rc;
}

/* A lane of a cell for lonely rows: one for each source and detail, found by a table. */
static uint32_t lonely_lane(struct fusion_grid *g, struct cell *c, const struct fusion_row *row,
                            struct err *err)
{
    uint64_t cell = (uint64_t)(c - g->cells);
    uint64_t key = mix(mix(cell * N_DETAILS + row->detail) + row->source);
    size_t at = slots_find(&g->lane_slots, key);
    uint32_t lane;

    if (g->lane_slots.stamps[at] == g->lane_slots.stamp) {
        lane = g->lane_slots.values[at];
        /* two lanes of one key: the walk by source must not be misled */
        if (g->lanes[lane].source == row->source && g->lanes[lane].detail == row->detail)
            return lane;
    }
    lane = make_lane(g, row->source, row->detail, err);
    if (lane == NOTHING)
        return NOTHING;
    g->lanes[lane].next = c->lonely;
    c->lonely = lane;
    if (g->lane_slots.stamps[at] != g->lane_slots.stamp)
        slots_put(&g->lane_slots, at, key, lane);
    return lane;
}

static enum rc put_into(struct asking *q, int level, bool is_finer, struct err *err)
{
    struct fusion_grid *g = q->g;
    const struct fusion_row *row = &q->r->rows[q->row];
    struct near here;
    struct cell *c;
    struct entry *e;
    uint32_t entry, lane;

    near_of(row, level, is_finer, 0, &here);
    c = make_cell(g, here.keys[0], err);
    e = arena_grow(g->arena, g->entries, g->n_entries, &g->cap_entries, sizeof(*e), err);
    if (c == NULL || e == NULL)
        return RC_LIMIT;
    g->entries = e;
    entry = (uint32_t)g->n_entries++;
    g->entries[entry] = (struct entry){q->row, NOTHING};
    if (row->is_linked)
        return cell_add_linked(q, c, entry, err);
    lane = lonely_lane(g, c, row, err);
    if (lane == NOTHING)
        return RC_LIMIT;
    g->entries[entry].next = g->lanes[lane].first;
    g->lanes[lane].first = entry;
    return RC_OK;
}

static enum rc make_room(struct fusion_grid *g, struct err *err)
{
    /* one row makes at most a cell and a lane for each level */
    while (g->cell_slots.cap < 2 * (g->cell_slots.n + N_LEVELS + 1)) {
        if (slots_grow(&g->cell_slots, g->arena, err) != RC_OK)
            return RC_LIMIT;
    }
    while (g->lane_slots.cap < 2 * (g->lane_slots.n + N_LEVELS + 1)) {
        if (slots_grow(&g->lane_slots, g->arena, err) != RC_OK)
            return RC_LIMIT;
    }
    return RC_OK;
}

static enum rc take_row(struct asking *q, struct err *err)
{
    struct fusion_grid *g = q->g;
    int own = level_of(&q->r->rows[q->row]);
    enum rc rc = make_room(g, err);

    if (rc == RC_OK && (g->levels & ((1u << own) - 1)) != 0)
        rc = ask_level(q, own, true, err);
    for (int level = own; level < N_LEVELS && rc == RC_OK; level++)
        if (g->levels & 1u << level)
            rc = ask_level(q, level, false, err);
    for (int level = own; level < N_LEVELS && rc == RC_OK; level++)
        if (g->levels & 1u << level)
            rc = put_into(q, level, level != own, err);
    return rc;
}

enum rc fusion_grid_open(struct arena *a, struct fusion_grid **out, struct err *err)
{
    struct fusion_grid *g = arena_alloc(a, sizeof(*g), err);

    if (g == NULL)
        return RC_LIMIT;
    g->arena = a;
    g->cell_slots.stamp = 1; /* fresh memory has stamp 0 */
    g->lane_slots.stamp = 1;
    *out = g;
    return RC_OK;
}

enum rc fusion_grid_link(struct fusion_grid *g, struct fusion_rows *r, uint32_t from, uint32_t to,
                         struct err *err)
{
    enum rc rc = RC_OK;

    slots_empty(&g->cell_slots);
    slots_empty(&g->lane_slots);
    g->n_entries = g->n_lanes = g->n_groups = g->n_cells = 0;
    g->levels = 0;
    for (uint32_t i = from; i < to; i++)
        if (r->rows[i].has_region)
            g->levels |= 1u << level_of(&r->rows[i]);
    for (uint32_t i = from; i < to && rc == RC_OK; i++) {
        struct asking q = {.g = g, .r = r, .row = i};

        if (r->rows[i].has_region)
            rc = take_row(&q, err);
    }
    return rc;
}
