/* SPDX-License-Identifier: Apache-2.0 */
/* Derived entries and verdicts by every way of asking, against looking at each in an array. */
#include "store_sample.h"

#include "record/visible.h"

#define N_ROWS    200
#define N_DERIVED 1500
#define N_MARKS   300

struct world {
    struct folder folder;
    struct sample s;
    struct store *store;
    uint64_t seed;
    uint64_t superseded_by[4000];
    uint64_t about[4000]; /* of marks: seq of the target */
    struct arena arena;
    const struct visible *visible; /* of a reader who may read PUBLIC only */
};

static void world_start(struct world *w)
{
    struct err err = {0};
    struct label_policy policy;
    struct reader r = {.rights = RIGHT_SEE};

    w->seed = 17;
    folder_start(&w->folder);
    arena_init(&w->arena, 16 * MIB);
    sample_start(&w->s, 4000);
    sample_observations(&w->s, N_ROWS, 20);
    sample_derive(&w->s, N_DERIVED);
    for (size_t i = 0; i < 4000; i++)
        w->superseded_by[i] = UINT64_MAX;
    for (size_t i = 1; i < w->s.n; i++)
        if (w->s.entries[i].has_supersedes)
            w->superseded_by[i - 1] = i;
    for (size_t i = 0; i < N_MARKS; i++) {
        struct store_item *item = sample_add(&w->s, i % 2 == 0 ? ENTRY_CONFIRMATION : ENTRY_CONTEST,
                                             i % 5 == 0 ? "SECRET" : "PUBLIC", 10);
        uint64_t target = N_ROWS + random_below(&w->seed, N_DERIVED);

        w->about[w->s.n - 1] = target;
        item->about = &w->s.entries[target].id;
        sample_write(&w->s, item);
    }
    w->store = sample_store(&w->folder);
    assert_ok(sample_append(&w->s, w->store, 0, 700, 0, &err));
    assert_ok(sample_append(&w->s, w->store, 700, w->s.n - 700, 0, &err));
    assert_ok(label_policy_init(&policy, 1, SPAN("test"), &err));
    assert_ok(label_policy_add_usual_levels(&policy, &err));
    assert_ok(label_policy_add(&policy, LABEL_MEMBER, SPAN("est"), &err));
    member_set_add(&policy.audience, 0);
    r.clearance = (struct clearance){.policy = 1, .from_ms = 0, .until_ms = INT64_MAX};
    assert_ok(store_visible(w->store, &policy, &r, 1, &w->arena, &w->visible, &err));
}

static void world_end(struct world *w)
{
    store_close(w->store);
    arena_release(&w->arena);
    sample_end(&w->s);
    folder_end(&w->folder);
}

static bool may_see(const struct world *w, uint64_t seq, const struct visible *v)
{
    return v == NULL || span_is(w->s.entries[seq].label, "PUBLIC");
}

static bool has_input(const struct entry *e, const struct uuid *inputs, size_t n)
{
    for (size_t i = 0; i < e->n_inputs; i++)
        for (size_t k = 0; k < n; k++)
            if (uuid_cmp(&e->inputs[i], &inputs[k]) == 0)
                return true;
    return false;
}

static bool has_name(const struct derived *d, const uint64_t *names, size_t n)
{
    for (size_t i = 0; i < d->n_names; i++)
        for (size_t k = 0; k < n; k++)
            if (d->names[i] == names[k])
                return true;
    return false;
}

static bool derived_meets(const struct world *w, uint64_t seq, const struct shelf_ask *q)
{
    const struct entry *e = &w->s.entries[seq];
    const struct derived *d = &w->s.derived[seq];

    return w->s.items[seq].derived != NULL && e->kind == q->kind && seq < q->below_seq &&
           w->superseded_by[seq] >= q->below_seq && may_see(w, seq, q->visible) &&
           (q->term.n == 0 || span_eq(q->term, d->term)) &&
           (!q->has_span || (e->when.t0_ms <= q->span.t1_ms && e->when.t1_ms >= q->span.t0_ms)) &&
           (q->inputs == NULL || has_input(e, q->inputs, q->n_inputs)) &&
           (q->names == NULL || has_name(d, q->names, q->n_names));
}

struct answer {
    const struct world *w;
    size_t n;
    uint64_t seqs[4000];
};

static enum rc take_derived(void *to, const struct shelf_derived *d, struct err *err)
{
    struct answer *a = to;
    const struct entry *e = &a->w->s.entries[d->seq];
    const struct derived *want = &a->w->s.derived[d->seq];

    (void)err;
    assert_int_equal(uuid_cmp(&d->id, &e->id), 0);
    assert_true(span_eq(d->bytes, a->w->s.items[d->seq].bytes));
    assert_true(span_eq(d->term, want->term));
    assert_true(d->when.t0_ms == e->when.t0_ms && d->when.t1_ms == e->when.t1_ms);
    assert_memory_equal(d->sense.b, want->sense.b, sizeof(d->sense.b));
    assert_true(d->is_current == want->is_current);
    a->seqs[a->n++] = d->seq;
    return RC_OK;
}

static void derived_are_those_of_an_array(void **state)
{
    static struct world w;
    static const char *const terms[] = {"minsk/ceasefire", "minsk/storage", "no/such"};
    static const enum entry_kind kinds[] = {ENTRY_VERDICT, ENTRY_EVENT, ENTRY_DUTY, ENTRY_INCIDENT};
    struct shelf shelf;
    struct err err = {0};
    size_t n_found = 0;

    (void)state;
    world_start(&w);
    shelf = store_shelf(w.store);
    for (int i = 0; i < 2000; i++) {
        static struct answer got;
        uint32_t what = (uint32_t)next_random(&w.seed);
        struct shelf_ask q = {
            .kind = kinds[(what >> 28) & 3],
            .below_seq = (what & 1) != 0 ? random_below(&w.seed, 1800) : UINT64_MAX,
            .has_span = (what & 2) != 0,
            .term = (what & 12) == 0 ? span_of(terms[random_below(&w.seed, 3)]) : span_none(),
            .visible = (what & 0x10) != 0 ? w.visible : NULL};
        struct uuid inputs[40];
        uint64_t names[2] = {1 + random_below(&w.seed, 40), 1 + random_below(&w.seed, 40)};
        size_t at = 0;

        q.span.t0_ms = SAMPLE_DAY0_MS + (int64_t)random_below(&w.seed, 200) * MS_PER_H - MS_PER_DAY;
        q.span.t1_ms = q.span.t0_ms + (int64_t)random_below(&w.seed, 3) * 12 * MS_PER_H;
        for (size_t k = 0; k < 40; k++)
            inputs[k] = w.s.entries[random_below(&w.seed, N_ROWS + N_DERIVED)].id;
        if ((what & 0x60) == 0) {
            q.inputs = inputs;
            q.n_inputs = 40;
        }
        if ((what & 0x180) == 0) {
            q.names = names;
            q.n_names = 2;
        }
        got.w = &w;
        got.n = 0;
        assert_ok(shelf.derived(shelf.context, &q, take_derived, &got, &err));
        for (uint64_t seq = 0; seq < w.s.n; seq++)
            if (derived_meets(&w, seq, &q) && (at >= got.n || got.seqs[at++] != seq))
                fail_msg("derived entry %llu is left out", (unsigned long long)seq);
        assert_int_equal(at, got.n);
        n_found += got.n;
    }
    assert_true(n_found > 10000);
    world_end(&w);
}

static bool verdict_meets(const struct world *w, uint64_t seq, const struct store_verdict_query *q)
{
    const struct entry *e = &w->s.entries[seq];
    const struct derived *d = &w->s.derived[seq];

    return w->s.items[seq].derived != NULL && e->kind == ENTRY_VERDICT && d->is_current &&
           seq >= q->since_seq && seq < q->below_seq && may_see(w, seq, q->visible) &&
           (q->with_superseded || w->superseded_by[seq] >= q->below_seq) &&
           (q->words == 0 || (q->words >> d->word & 1) != 0) &&
           (q->term.n == 0 || span_eq(q->term, d->term)) &&
           (!q->has_span || (e->when.t0_ms <= q->span.t1_ms && e->when.t1_ms >= q->span.t0_ms)) &&
           (!q->has_box ||
            (d->has_place && d->place.lat_deg >= q->box.south_deg &&
             d->place.lat_deg <= q->box.north_deg && d->place.lon_deg >= q->box.west_deg &&
             d->place.lon_deg <= q->box.east_deg));
}

struct verdicts {
    const struct world *w;
    const struct store_verdict_query *q;
    size_t n, n_marks;
    uint64_t last_seq;
    int64_t last_ms;
};

static void check_marks(struct verdicts *a, const struct store_verdict *v)
{
    size_t at = 0;

    for (uint64_t seq = N_ROWS + N_DERIVED; seq < a->w->s.n; seq++) {
        if (a->w->about[seq] != v->entry.seq || seq >= a->q->below_seq ||
            !may_see(a->w, seq, a->q->visible))
            continue;
        assert_true(at < v->n_marks);
        assert_int_equal(v->marks[at].seq, seq);
        assert_int_equal(v->marks[at++].kind, a->w->s.entries[seq].kind);
    }
    assert_int_equal(at, v->n_marks);
    a->n_marks += at;
}

static enum rc take_verdict(void *to, const struct store_verdict *v, struct err *err)
{
    struct verdicts *a = to;
    const struct derived *d = &a->w->s.derived[v->entry.seq];

    (void)err;
    if (!verdict_meets(a->w, v->entry.seq, a->q))
        fail_msg("verdict %llu was not asked for", (unsigned long long)v->entry.seq);
    assert_true(a->n == 0 || v->when.t0_ms > a->last_ms ||
                (v->when.t0_ms == a->last_ms && v->entry.seq > a->last_seq));
    assert_true(span_eq(v->term, d->term) && span_eq(v->party, d->party));
    assert_int_equal(v->word, d->word);
    assert_int_equal(v->severity, d->severity);
    assert_true(v->has_place == d->has_place);
    assert_true(!d->has_place || geo_pos_is_same(v->place, d->place));
    assert_true(v->entry.is_superseded == (a->w->superseded_by[v->entry.seq] < a->q->below_seq));
    check_marks(a, v);
    a->last_ms = v->when.t0_ms;
    a->last_seq = v->entry.seq;
    a->n++;
    return RC_OK;
}

static void verdicts_are_those_of_an_array(void **state)
{
    static struct world w;
    struct err err = {0};
    size_t n_found = 0, n_marks = 0;

    (void)state;
    memset(&w, 0, sizeof(w));
    world_start(&w);
    for (int i = 0; i < 1000; i++) {
        uint32_t what = (uint32_t)next_random(&w.seed);
        struct store_verdict_query q = {
            .below_seq = (what & 1) != 0 ? random_below(&w.seed, 2100) : UINT64_MAX,
            .since_seq = (what & 0x70) == 0 ? 900 : 0,
            .has_span = (what & 2) != 0,
            .has_box = (what & 4) != 0,
            .words = (what & 8) != 0 ? (uint32_t)next_random(&w.seed) & 0x7F : 0,
            .term = (what & 0x180) == 0 ? SPAN("minsk/storage") : span_none(),
            .with_superseded = (what & 0x600) == 0,
            .visible = (what & 0x800) != 0 ? w.visible : NULL};
        struct verdicts got = {.w = &w, .q = &q};
        size_t n = 0;

        q.span.t0_ms = SAMPLE_DAY0_MS + (int64_t)random_below(&w.seed, 96) * MS_PER_H;
        q.span.t1_ms = q.span.t0_ms + MS_PER_DAY - 1;
        q.box.south_deg = sample_degrees(&w.s, 47, 49);
        q.box.north_deg = q.box.south_deg + 0.5;
        q.box.west_deg = sample_degrees(&w.s, 36, 39);
        q.box.east_deg = q.box.west_deg + 0.75;
        assert_ok(store_verdicts(w.store, &q, take_verdict, &got, &err));
        for (uint64_t seq = 0; seq < w.s.n; seq++)
            n += verdict_meets(&w, seq, &q);
        assert_int_equal(got.n, n);
        n_found += n;
        n_marks += got.n_marks;
    }
    assert_true(n_found > 1000 && n_marks > 100);
    world_end(&w);
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct answer *a = to;

    (void)err;
    assert_true(span_eq(e->bytes, a->w->s.items[e->seq].bytes));
    assert_int_equal(e->kind, a->w->s.entries[e->seq].kind);
    a->seqs[a->n++] = e->seq;
    return RC_OK;
}

static void entries_come_in_order_and_by_kind(void **state)
{
    static struct world w;
    static struct answer got;
    struct err err = {0};

    (void)state;
    memset(&w, 0, sizeof(w));
    world_start(&w);
    for (int i = 0; i < 200; i++) {
        uint32_t what = (uint32_t)next_random(&w.seed);
        struct store_entry_query q = {.from_seq = random_below(&w.seed, 2000),
                                      .below_seq = random_below(&w.seed, 2100),
                                      .kinds = (what & 1) != 0 ? (uint32_t)next_random(&w.seed) : 0,
                                      .is_newest_first = (what & 2) != 0,
                                      .visible = (what & 4) != 0 ? w.visible : NULL};
        size_t at = 0;

        if ((what & 8) != 0)
            q.kinds &= ~1U;
        got.w = &w;
        got.n = 0;
        assert_ok(store_entries(w.store, &q, take_entry, &got, &err));
        for (uint64_t k = 0; k < w.s.n; k++) {
            uint64_t seq = q.is_newest_first ? w.s.n - 1 - k : k;

            if (seq < q.from_seq || seq >= q.below_seq || !may_see(&w, seq, q.visible) ||
                (q.kinds != 0 && (q.kinds >> w.s.entries[seq].kind & 1) == 0))
                continue;
            assert_true(at < got.n);
            assert_int_equal(got.seqs[at++], seq);
        }
        assert_int_equal(at, got.n);
    }
    world_end(&w);
}

/* Absent, not yet there, and not for this reader: the same code, the same words. */
static void what_may_not_be_seen_is_not_there(void **state)
{
    static struct world w;
    struct store_entry e;
    struct store_mark_list marks;
    struct uuid none = {{9}};
    struct err absent = {0}, err = {0};
    size_t n_hidden = 0;

    (void)state;
    memset(&w, 0, sizeof(w));
    world_start(&w);
    assert_int_equal(
        store_entry_by_id(w.store, &none, UINT64_MAX, w.visible, &w.arena, &e, &absent), RC_ABSENT);
    for (uint64_t seq = 0; seq < w.s.n; seq++) {
        const struct uuid *id = &w.s.entries[seq].id;

        memset(&err, 0, sizeof(err));
        assert_int_equal(store_entry_by_id(w.store, id, seq, NULL, &w.arena, &e, &err), RC_ABSENT);
        assert_string_equal(err.note, absent.note);
        if (may_see(&w, seq, w.visible)) {
            assert_ok(store_entry_by_id(w.store, id, seq + 1, w.visible, &w.arena, &e, &err));
            continue;
        }
        n_hidden++;
        assert_int_equal(store_entry_by_id(w.store, id, UINT64_MAX, w.visible, &w.arena, &e, &err),
                         RC_ABSENT);
        assert_string_equal(err.note, absent.note);
        assert_int_equal(store_marks(w.store, seq, UINT64_MAX, w.visible, &w.arena, &marks, &err),
                         RC_ABSENT);
        assert_string_equal(err.note, absent.note);
    }
    assert_true(n_hidden > 100);
    world_end(&w);
}

/* What is filed again is found as it was. */
static void indexes_are_made_again(void **state)
{
    static struct world w;
    struct err err = {0};
    struct faults faults = {.n = 0};
    struct fsck_count count;
    struct store_verdict_query q = {.below_seq = UINT64_MAX};
    struct verdicts got = {.w = &w, .q = &q}, again = {.w = &w, .q = &q};

    (void)state;
    memset(&w, 0, sizeof(w));
    world_start(&w);
    assert_ok(store_verdicts(w.store, &q, take_verdict, &got, &err));
    assert_ok(store_begin(w.store, &err));
    assert_ok(store_unfile(w.store, &err));
    assert_ok(store_verdicts(w.store, &q, take_verdict, &again, &err));
    assert_int_equal(again.n, 0);
    for (uint64_t seq = 0; seq < w.s.n; seq++)
        assert_ok(store_file(w.store, seq, &w.s.items[seq], &err));
    assert_ok(store_commit(w.store, &err));
    assert_ok(store_verdicts(w.store, &q, take_verdict, &again, &err));
    assert_int_equal(again.n, got.n);
    assert_int_equal(again.n_marks, got.n_marks);
    assert_ok(store_fsck(w.store, faults_take, &faults, &count, &err));
    if (faults.n > 0)
        fail_msg("%s", faults.text[0]);
    assert_int_equal(count.n_entries, w.s.n);
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(derived_are_those_of_an_array),
        cmocka_unit_test(verdicts_are_those_of_an_array),
        cmocka_unit_test(entries_come_in_order_and_by_kind),
        cmocka_unit_test(what_may_not_be_seen_is_not_there),
        cmocka_unit_test(indexes_are_made_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
