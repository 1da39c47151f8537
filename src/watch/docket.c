/* SPDX-License-Identifier: Apache-2.0 */
/* docket.c: taking rows in, and the order they end up in. What contradicts what is settled in
 * docket_settle.c, once everything is there: so the order of arrival cannot matter. */
#include "watch/docket_index.h"

#include "base/table.h"

#include <assert.h>
#include <math.h>

/* complaint and reply share an array. */
const struct docket_list docket_lists[ROW_KIND_COUNT] = {
#define LIST(kind_, array, struct_, time)                                                          \
    [kind_] = {offsetof(struct docket, array), offsetof(struct docket, n_##array),                 \
               sizeof(struct struct_), time}
#define AT(struct_, member) offsetof(struct struct_, member)
    LIST(ROW_OBSERVATION, observations, observation, AT(observation, when.t0_ms)),
    LIST(ROW_SENSOR, sensors, sensor, AT(sensor, head.recorded_at_ms)),
    LIST(ROW_COVERAGE, coverages, coverage, AT(coverage, when.t0_ms)),
    LIST(ROW_IMPEDIMENT, impediments, impediment, AT(impediment, when.t0_ms)),
    LIST(ROW_NOTIFICATION, notifications, notification, AT(notification, received_at_ms)),
    LIST(ROW_ACTIVITY, activities, activity, AT(activity, when.t0_ms)),
    LIST(ROW_DEROGATION, derogations, derogation, AT(derogation, span.t0_ms)),
    LIST(ROW_PERMIT, permits, permit, AT(permit, span.t0_ms)),
    LIST(ROW_SITE, sites, site, AT(site, head.recorded_at_ms)),
    LIST(ROW_BASELINE, baselines, baseline, AT(baseline, at_ms)),
    LIST(ROW_TRANSFER, transfers, transfer, AT(transfer, when.t0_ms)),
    LIST(ROW_INVENTORY, inventories, inventory, AT(inventory, at_ms)),
    LIST(ROW_VISIT, visits, visit, AT(visit, when.t0_ms)),
    LIST(ROW_LINE_VERSION, line_versions, line_version, AT(line_version, valid_from_ms)),
    LIST(ROW_COMPLAINT, claims, claim, AT(claim, received_at_ms)),
    LIST(ROW_REPLY, claims, claim, AT(claim, received_at_ms)),
    LIST(ROW_DUTY_DONE, duties_done, duty_done, AT(duty_done, when.t0_ms)),
    LIST(ROW_REQUEST, requests, request, AT(request, received.t0_ms)),
    LIST(ROW_DEPLOYMENT, deployments, deployment, AT(deployment, from_ms)),
    LIST(ROW_MANDATE, mandates, mandate, AT(mandate, from_ms)),
    LIST(ROW_CONSENT, consents, consent, AT(consent, given_at_ms)),
    LIST(ROW_DECLARATION, declarations, declaration, AT(declaration, received_at_ms)),
    LIST(ROW_VERIFICATION, verifications, declaration, AT(declaration, received_at_ms)),
    LIST(ROW_INSPECTION, inspections, inspection, AT(inspection, requested_at_ms)),
    LIST(ROW_ROUTE, routes, route, AT(route, from_ms)),
    LIST(ROW_CHANNEL, channels, channel_state, AT(channel_state, at_ms)),
    LIST(ROW_COURSE, courses, course, AT(course, from_ms)),
    LIST(ROW_DEMOB, demob_steps, demob_step, AT(demob_step, at_ms)),
    LIST(ROW_PATROL, patrol_steps, patrol_step, AT(patrol_step, at_ms)),
    LIST(ROW_FINDING, findings, finding_made, AT(finding_made, span.t0_ms)),
    LIST(ROW_PROGRESS, progress, progress_made, AT(progress_made, at_ms)),
#undef AT
#undef LIST
};

_Static_assert(ROW_KIND_COUNT < 64, "a slot of the index keeps six bits for the kind");

void **docket_rows(struct docket *d, enum row_kind kind)
{
    return (void **)(void *)((char *)d + docket_lists[kind].rows_at);
}

size_t *docket_count(struct docket *d, enum row_kind kind)
{
    return (size_t *)(void *)((char *)d + docket_lists[kind].n_at);
}

struct row_head *docket_head(struct docket *d, enum row_kind kind, size_t i)
{
    assert(i < *docket_count(d, kind));
    return (struct row_head *)(void *)((char *)*docket_rows(d, kind) +
                                       i * docket_lists[kind].bytes);
}

enum rc docket_open(struct docket *d, struct arena *a, struct err *err)
{
    *d = (struct docket){.arena = a, .as_of_ms = TIME_NEVER};
    d->index = arena_alloc(a, sizeof(*d->index), err);
    return d->index == NULL ? RC_LIMIT : RC_OK;
}

enum rc docket_add_file(struct docket *d, struct span name, struct sha256_digest hash,
                        uint32_t *out, struct err *err)
{
    struct docket_file *files =
        arena_grow(d->arena, d->files, d->n_files, &d->index->files_cap, sizeof(*files), err);
    struct span kept;

    if (files == NULL)
        return RC_LIMIT;
    d->files = files;
    kept = arena_copy(d->arena, name, err);
    if (kept.p == NULL)
        return RC_LIMIT;
    *out = (uint32_t)d->n_files;
    files[d->n_files++] = (struct docket_file){kept, hash};
    return RC_OK;
}

const struct docket_file *docket_file(const struct docket *d, uint32_t file)
{
    assert(file < d->n_files);
    return &d->files[file];
}

static uint32_t tag_of(const struct row_head *head)
{
    uint32_t tag;

    memcpy(&tag, head->hash, sizeof(tag)); /* a digest's bits are all as good */
    return tag;
}

static void put_slot(struct docket_index *x, struct docket_slot slot)
{
    size_t mask = x->n_slots - 1, at = slot.tag & mask;

    while (x->slots[at].row != 0)
        at = (at + 1) & mask;
    x->slots[at] = slot;
}

/* Double the table; a slot's tag is enough to place it anew. */
static enum rc grow_slots(struct docket *d, struct err *err)
{
    struct docket_index *x = d->index;
    struct docket_slot *old = x->slots;
    size_t n_old = x->n_slots;
    struct docket_slot *slots =
        arena_array(d->arena, n_old == 0 ? 256 : n_old * 2, sizeof(*slots), err);

    if (slots == NULL)
        return RC_LIMIT;
    x->slots = slots;
    x->n_slots = n_old == 0 ? 256 : n_old * 2;
    for (size_t i = 0; i < n_old; i++)
        if (old[i].row != 0)
            put_slot(x, old[i]);
    return RC_OK;
}

/* The row of this content, or NULL. */
static struct row_head *find_same(struct docket *d, enum row_kind kind, const struct row_head *head)
{
    struct docket_index *x = d->index;
    uint32_t tag = tag_of(head);
    size_t mask = x->n_slots - 1;

    if (x->n_slots == 0)
        return NULL;
    for (size_t at = tag & mask; x->slots[at].row != 0; at = (at + 1) & mask) {
        struct docket_slot s = x->slots[at];
        struct row_head *h;

        if (s.tag != tag || s.kind != (uint32_t)kind)
            continue;
        h = docket_head(d, kind, s.row - 1);
        if (memcmp(h->hash, head->hash, sizeof(h->hash)) == 0)
            return h;
    }
    return NULL;
}

/* Of one row read twice, the first place in the input is cited, whichever was read first. */
static void cite_first(struct row_head *kept, const struct row_head *again)
{
    if (again->file > kept->file || (again->file == kept->file && again->row >= kept->row))
        return;
    kept->file = again->file;
    kept->row = again->row;
    kept->n_bytes = again->n_bytes;
    kept->at = again->at;
}

static enum rc append(struct docket *d, enum row_kind kind, const void *content, struct err *err)
{
    const struct docket_list *list = &docket_lists[kind];
    void **rows = docket_rows(d, kind);
    size_t *n = docket_count(d, kind);
    void *bigger;

    if (*n >= DOCKET_ROWS_MAX)
        return err_set(err, RC_LIMIT, "more than %u rows of kind %s", DOCKET_ROWS_MAX,
                       vocab_word(VOCAB_KIND, (int)kind));
    bigger = arena_grow(d->arena, *rows, *n, &d->index->caps[kind], list->bytes, err);
    if (bigger == NULL)
        return RC_LIMIT;
    *rows = bigger;
    memcpy((char *)bigger + *n * list->bytes, content, list->bytes);
    (*n)++;
    return RC_OK;
}

enum rc docket_add(struct docket *d, const struct row *row, struct err *err)
{
    /* the two kinds of claims are one list */
    enum row_kind kind = row->kind == ROW_REPLY ? ROW_COMPLAINT : row->kind;
    const struct row_head *head = &row->u.observation.head; /* every kind begins with it */
    struct docket_index *x = d->index;
    struct docket_slot slot = {0};
    struct row_head *same = find_same(d, kind, head);
    enum rc rc;

    assert(!x->is_closed);
    if (same != NULL) {
        cite_first(same, head);
        d->n_duplicates++;
        return RC_OK;
    }
    if (x->n_used * 2 >= x->n_slots && (rc = grow_slots(d, err)) != RC_OK)
        return rc;
    rc = append(d, kind, &row->u, err);
    if (rc)
        return rc;
    slot.tag = tag_of(head);
    slot.kind = (uint32_t)kind & 63U;
    slot.row = (uint32_t)*docket_count(d, kind) & DOCKET_ROWS_MAX;
    put_slot(x, slot);
    x->n_used++;
    d->n_read++;
    return RC_OK;
}

struct sort_key {
    int64_t at_ms;
    const struct row_head *head;
};

int docket_head_cmp(const struct row_head *a, const struct row_head *b)
{
    int order = span_cmp(a->source, b->source);

    if (order == 0)
        order = span_cmp(a->id, b->id);
    if (order == 0)
        order = memcmp(a->hash, b->hash, sizeof(a->hash));
    return order;
}

static int key_cmp(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;

    if (a->at_ms != b->at_ms)
        return a->at_ms < b->at_ms ? -1 : 1;
    return docket_head_cmp(a->head, b->head);
}

/* Put row order[i] at place i for every i, in place: one cycle of the permutation at a time. */
static void permute(char *rows, size_t bytes, uint32_t *order, size_t n)
{
    struct row spare;

    for (size_t start = 0; start < n; start++) {
        size_t to = start;

        if (order[start] == start)
            continue;
        memcpy(&spare, rows + start * bytes, bytes);
        while (order[to] != start) {
            size_t from = order[to];

            memcpy(rows + to * bytes, rows + from * bytes, bytes);
            order[to] = (uint32_t)to;
            to = from;
        }
        memcpy(rows + to * bytes, &spare, bytes);
        order[to] = (uint32_t)to;
    }
}

/* Rows mostly come in order of time already: then there is nothing to move. */
static bool is_sorted(const struct sort_key *keys, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (key_cmp(&keys[i - 1], &keys[i]) > 0)
            return false;
    return true;
}

static enum rc sort_rows(struct docket *d, enum row_kind kind, struct arena *scratch,
                         struct err *err)
{
    const struct docket_list *list = &docket_lists[kind];
    char *rows = *docket_rows(d, kind);
    size_t n = *docket_count(d, kind);
    struct sort_key *keys = arena_array(scratch, n, sizeof(*keys), err);
    uint32_t *order = arena_array(scratch, n, sizeof(*order), err);

    if (keys == NULL || order == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        keys[i].head = docket_head(d, kind, i);
        memcpy(&keys[i].at_ms, rows + i * list->bytes + list->time_at, sizeof(keys[i].at_ms));
    }
    if (is_sorted(keys, n))
        return RC_OK;
    qsort(keys, n, sizeof(*keys), key_cmp);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)((size_t)((const char *)keys[i].head - rows) / list->bytes);
    permute(rows, list->bytes, order, n);
    return RC_OK;
}

void docket_inherit(struct observation *o, const struct sensor *s)
{
    if (isnan(o->clock_sigma_s))
        o->clock_sigma_s = s == NULL || isnan(s->clock_sigma_s) ? 0 : s->clock_sigma_s;
    if (s == NULL)
        return;
    if (o->place.form == PLACE_NONE)
        o->place = s->place;
    if (o->reliability == 0)
        o->reliability = s->reliability;
}

static enum rc inherit_all(struct docket *d, struct arena *scratch, struct err *err)
{
    struct table sensors;
    const struct sensor *last = NULL;
    const struct span *last_source = NULL;

    table_init(&sensors, scratch);
    for (size_t i = 0; i < d->n_sensors; i++) {
        enum rc rc = table_add(&sensors, d->sensors[i].head.id, (uint32_t)i, err);

        /* two sources may each declare a sensor of one name: the first in order holds */
        if (rc != RC_OK && rc != RC_CONFLICT)
            return rc;
    }
    for (size_t i = 0; i < d->n_observations; i++) {
        struct observation *o = &d->observations[i];

        if (last_source == NULL || !span_eq(o->head.source, *last_source)) {
            uint32_t at = table_find(&sensors, o->head.source);

            last = at == TABLE_ABSENT ? NULL : &d->sensors[at];
            last_source = &o->head.source;
        }
        docket_inherit(o, last);
    }
    return RC_OK;
}

enum rc docket_close(struct docket *d, int64_t as_of_ms, struct err *err)
{
    struct arena scratch;
    enum rc rc = RC_OK;

    assert(!d->index->is_closed);
    d->index->is_closed = true;
    d->as_of_ms = as_of_ms;
    arena_init(&scratch, d->arena->max_bytes);
    for (int kind = 0; kind < ROW_KIND_COUNT && rc == RC_OK; kind++) {
        if (kind == ROW_REPLY)
            continue; /* with the complaints */
        rc = docket_settle(d, (enum row_kind)kind, &scratch, err);
        if (rc == RC_OK)
            rc = sort_rows(d, (enum row_kind)kind, &scratch, err);
        arena_reset(&scratch);
    }
    if (rc == RC_OK)
        rc = inherit_all(d, &scratch, err);
    docket_sort_conflicts(d);
    arena_release(&scratch);
    return rc;
}
