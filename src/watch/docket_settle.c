/* SPDX-License-Identifier: Apache-2.0 */
/* docket_settle.c: which rows of a kind hold: known at `as_of`, not refused as a conflict, not
 * superseded. Works on the whole set, so that its order cannot matter. */
#include "watch/docket_index.h"

#include <assert.h>

#define NOTHING UINT32_MAX

enum fate { FATE_HOLDS, FATE_LATER, FATE_SUPERSEDED, FATE_CONFLICT };

/* A known row among the others, sorted by source, id, time of recording and content. */
struct seat {
    const struct row_head *head;
    uint32_t row;
    uint32_t winner; /* seat of the row that holds for this source and id */
    uint32_t rival;  /* seat of the row that this one contradicts, and that stays */
    uint32_t next;   /* seat of the row that this one supersedes */
    uint32_t walk;   /* number of the walk that came by last */
    uint32_t n_in;   /* how many supersede this one */
    enum fate fate;
};

struct settling {
    struct docket *d;
    enum row_kind kind;
    struct arena *scratch;
    uint8_t *fates; /* by row */
    struct seat *seats;
    size_t n;
};

static uint64_t key_hash(const struct row_head *h)
{
    uint64_t x = span_hash(h->id) * 0x9e3779b97f4a7c15ULL + span_hash(h->source);

    x ^= x >> 32;
    return x * 0xd6e8feb86659fd93ULL >> 20;
}

static bool is_same_key(const struct row_head *a, const struct row_head *b)
{
    return span_eq(a->id, b->id) && span_eq(a->source, b->source);
}

/* Whether anything needs the slow way at all: a row that supersedes, or two of one key. */
static enum rc needs_seats(const struct settling *s, bool *out, struct err *err)
{
    size_t n = *docket_count(s->d, s->kind), n_slots = 16;
    uint32_t *slots;

    *out = false;
    while (n_slots < n * 2)
        n_slots *= 2;
    slots = arena_array(s->scratch, n_slots, sizeof(*slots), err);
    if (slots == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n && !*out; i++) {
        const struct row_head *h = docket_head(s->d, s->kind, i);
        size_t at = key_hash(h) & (n_slots - 1);

        if (s->fates[i] != FATE_HOLDS)
            continue;
        *out = h->supersedes.n > 0;
        for (; slots[at] != 0 && !*out; at = (at + 1) & (n_slots - 1))
            *out = is_same_key(h, docket_head(s->d, s->kind, slots[at] - 1));
        slots[at] = (uint32_t)i + 1;
    }
    return RC_OK;
}

static void mark_later(struct settling *s)
{
    size_t n = *docket_count(s->d, s->kind);

    for (size_t i = 0; i < n; i++)
        if (docket_head(s->d, s->kind, i)->recorded_at_ms > s->d->as_of_ms) {
            s->fates[i] = FATE_LATER;
            s->d->n_later++;
        }
}

static int seat_cmp(const void *left, const void *right)
{
    const struct seat *a = left, *b = right;
    int order = span_cmp(a->head->source, b->head->source);

    if (order == 0)
        order = span_cmp(a->head->id, b->head->id);
    if (order == 0 && a->head->recorded_at_ms != b->head->recorded_at_ms)
        return a->head->recorded_at_ms < b->head->recorded_at_ms ? -1 : 1;
    if (order == 0)
        order = memcmp(a->head->hash, b->head->hash, sizeof(a->head->hash));
    return order;
}

static enum rc take_seats(struct settling *s, struct err *err)
{
    size_t n = *docket_count(s->d, s->kind);

    s->seats = arena_array(s->scratch, n, sizeof(*s->seats), err);
    if (s->seats == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        if (s->fates[i] == FATE_HOLDS)
            s->seats[s->n++] = (struct seat){
                .head = docket_head(s->d, s->kind, i), .row = (uint32_t)i, .next = NOTHING};
    qsort(s->seats, s->n, sizeof(*s->seats), seat_cmp);
    return RC_OK;
}

struct row_standing row_standing_of(const struct row_head *h)
{
    struct row_standing s = {.recorded_at_ms = h->recorded_at_ms,
                             .corrects_itself =
                                 h->supersedes.n > 0 && span_eq(h->supersedes, h->id)};

    memcpy(s.hash, h->hash, sizeof(s.hash));
    return s;
}

bool row_standing_conflicts(const struct row_standing *a, const struct row_standing *b)
{
    if (a->corrects_itself && b->corrects_itself)
        return a->recorded_at_ms == b->recorded_at_ms;
    return !a->corrects_itself && !b->corrects_itself;
}

bool row_standing_is_before(const struct row_standing *a, const struct row_standing *b)
{
    if (a->recorded_at_ms != b->recorded_at_ms)
        return a->recorded_at_ms < b->recorded_at_ms;
    return memcmp(a->hash, b->hash, sizeof(a->hash)) < 0;
}

static bool corrects_itself(const struct seat *s)
{
    return s->head->supersedes.n > 0 && span_eq(s->head->supersedes, s->head->id);
}

/* Refused is what contradicts a row before it, whichever of them holds in the end: so it is all one
 * whether the refused row came at all. Seats stand in order: what contradicts the row before it
 * contradicts the first of these, of rows that correct nothing as of those that do at one time. */
static void refuse_rivals(struct settling *s, size_t from, size_t to)
{
    size_t plain = to, correcting = to;

    for (size_t i = from; i < to; i++) {
        size_t *first = corrects_itself(&s->seats[i]) ? &correcting : &plain;
        struct row_standing own = row_standing_of(s->seats[i].head), other;

        if (*first < to) {
            other = row_standing_of(s->seats[*first].head);
            if (row_standing_conflicts(&own, &other)) {
                s->seats[i].fate = FATE_CONFLICT;
                s->seats[i].rival = (uint32_t)*first;
                continue;
            }
        }
        *first = i;
    }
}

/* The row that holds for one key: the latest that says it corrects the others, else the first. */
static size_t winner_of(const struct seat *seats, size_t from, size_t to)
{
    size_t best = to;

    for (size_t i = from; i < to; i++)
        if (corrects_itself(&seats[i]) && seats[i].fate == FATE_HOLDS)
            best = i;
    return best == to ? from : best;
}

static void settle_keys(struct settling *s)
{
    size_t to;

    for (size_t from = 0; from < s->n; from = to) {
        size_t winner;

        for (to = from + 1; to < s->n && is_same_key(s->seats[from].head, s->seats[to].head);)
            to++;
        refuse_rivals(s, from, to);
        winner = winner_of(s->seats, from, to);
        for (size_t i = from; i < to; i++) {
            s->seats[i].winner = (uint32_t)winner;
            if (i != winner && s->seats[i].fate == FATE_HOLDS)
                s->seats[i].fate = FATE_SUPERSEDED;
        }
    }
}

/* The seat that holds for (source, id), by bisection. */
static uint32_t find_seat(const struct settling *s, struct span source, struct span id)
{
    size_t low = 0, high = s->n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = span_cmp(s->seats[middle].head->source, source);

        if (order == 0)
            order = span_cmp(s->seats[middle].head->id, id);
        if (order == 0)
            return s->seats[middle].winner;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NOTHING;
}

/* A row that was replaced itself still replaces: else a correction of a correction would bring the
 * first row back. */
static void link_seats(struct settling *s)
{
    for (size_t i = 0; i < s->n; i++) {
        struct seat *seat = &s->seats[i];

        if (seat->fate == FATE_CONFLICT || seat->head->supersedes.n == 0 || corrects_itself(seat))
            continue;
        seat->next = find_seat(s, seat->head->source, seat->head->supersedes);
        if (seat->next != NOTHING)
            s->seats[seat->next].n_in++;
    }
}

/* Of rows that supersede one another in a circle the latest recorded is let go free; where a row
 * outside the circle supersedes it, that one holds. */
static void break_circle(struct settling *s, uint32_t start)
{
    uint32_t best = start;

    for (uint32_t i = s->seats[start].next; i != start; i = s->seats[i].next) {
        const struct row_head *a = s->seats[i].head, *b = s->seats[best].head;

        if (a->recorded_at_ms > b->recorded_at_ms ||
            (a->recorded_at_ms == b->recorded_at_ms && docket_head_cmp(a, b) < 0))
            best = i;
    }
    s->seats[best].n_in--;
}

/* Every seat is walked over once: a walk ends where an earlier one passed, or in a circle. */
static void break_circles(struct settling *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t at = i;

        while (at != NOTHING && s->seats[at].walk == 0) {
            s->seats[at].walk = i + 1;
            at = s->seats[at].next;
        }
        if (at != NOTHING && s->seats[at].walk == i + 1)
            break_circle(s, at);
    }
}

static void mark_superseded(struct settling *s)
{
    link_seats(s);
    break_circles(s);
    for (size_t i = 0; i < s->n; i++)
        if (s->seats[i].fate == FATE_HOLDS && s->seats[i].n_in > 0)
            s->seats[i].fate = FATE_SUPERSEDED;
}

static const char *file_name(const struct docket *d, uint32_t file)
{
    return file < d->n_files ? docket_file(d, file)->name.p : "the input";
}

static enum rc add_conflict(struct settling *s, const struct row_head *refused,
                            const struct row_head *kept, struct err *err)
{
    struct docket *d = s->d;
    struct docket_conflict *items = arena_grow(d->arena, d->conflicts, d->n_conflicts,
                                               &d->index->conflicts_cap, sizeof(*items), err);
    bool has_source = refused->source.n > 0;
    struct span note;

    if (items == NULL)
        return RC_LIMIT;
    d->conflicts = items;
    note = arena_printf(d->arena, err,
                        "id \"%.*s\"%s%.*s%s stands in %s, row %u, with other content; give it an "
                        "id of its own, or "
                        "\"supersedes\": \"%.*s\" where it corrects that row",
                        SPAN_ARG(refused->id), has_source ? " of source \"" : "",
                        SPAN_ARG(refused->source), has_source ? "\"" : "", file_name(d, kept->file),
                        kept->row, SPAN_ARG(refused->id));
    if (note.p == NULL)
        return RC_LIMIT;
    items[d->n_conflicts++] = (struct docket_conflict){
        refused->file, refused->row, refused->n_bytes, refused->at, kept->file, kept->row, note};
    d->n_read--;
    return RC_OK;
}

static enum rc settle_seats(struct settling *s, struct err *err)
{
    enum rc rc = take_seats(s, err);

    if (rc)
        return rc;
    settle_keys(s);
    mark_superseded(s);
    for (size_t i = 0; i < s->n && rc == RC_OK; i++) {
        const struct seat *seat = &s->seats[i];

        s->fates[seat->row] = (uint8_t)seat->fate;
        if (seat->fate == FATE_SUPERSEDED)
            s->d->n_superseded++;
        if (seat->fate == FATE_CONFLICT)
            rc = add_conflict(s, seat->head, s->seats[seat->rival].head, err);
    }
    return rc;
}

static void keep_what_holds(struct settling *s)
{
    size_t *n = docket_count(s->d, s->kind), bytes = docket_lists[s->kind].bytes, to = 0;
    char *rows = *docket_rows(s->d, s->kind);

    for (size_t i = 0; i < *n; i++) {
        if (s->fates[i] != FATE_HOLDS)
            continue;
        if (to != i)
            memcpy(rows + to * bytes, rows + i * bytes, bytes);
        to++;
    }
    *n = to;
}

enum rc docket_settle(struct docket *d, enum row_kind kind, struct arena *scratch, struct err *err)
{
    struct settling s = {.d = d, .kind = kind, .scratch = scratch};
    bool is_needed = false;
    enum rc rc;

    s.fates = arena_alloc(scratch, *docket_count(d, kind), err);
    if (s.fates == NULL)
        return RC_LIMIT;
    mark_later(&s);
    rc = needs_seats(&s, &is_needed, err);
    if (rc == RC_OK && is_needed)
        rc = settle_seats(&s, err);
    if (rc == RC_OK)
        keep_what_holds(&s);
    return rc;
}

static int conflict_cmp(const void *left, const void *right)
{
    const struct docket_conflict *a = left, *b = right;

    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

void docket_sort_conflicts(struct docket *d)
{
    if (d->n_conflicts > 1)
        qsort(d->conflicts, d->n_conflicts, sizeof(*d->conflicts), conflict_cmp);
}
