/* SPDX-License-Identifier: Apache-2.0 */
/* What the record names as erased is erased, also after a backup has brought it back. */
#include "store_sample.h"

#include "store/blobs.h"
#include "store/erasures.h"
#include "store/persons.h"

#define N_ROWS 40

/* A mission directory with a record, a person's key and two imported files. */
struct home {
    struct folder f;
    struct sample s;
    struct store *store;
    struct arena arena;
    struct disk_path keys, head, blobs, record;
    struct erasures_place at;
    struct sha256_digest import, rejects, person;
};

static struct span text_of(struct home *p, struct buf *b)
{
    struct err err = {0};
    struct span text = arena_copy(&p->arena, buf_span(b), &err);

    assert_non_null(text.p);
    buf_release(b);
    return text;
}

static void append(struct home *p, enum entry_kind kind, struct span body)
{
    struct err err = {0};
    struct store_item *item = sample_add(&p->s, kind, "PUBLIC", 8);
    size_t at = p->s.n - 1;

    p->s.entries[at].body = body;
    sample_write(&p->s, item);
    assert_ok(sample_append(&p->s, p->store, at, 1, (int64_t)at, &err));
}

static void put_import(struct home *p)
{
    struct buf b;

    buf_init(&b, 4096);
    buf_puts(&b, "{\"rejects\":\"");
    sha256_put_hex(&b, &p->rejects);
    buf_puts(&b, "\",\"sha256\":\"");
    sha256_put_hex(&b, &p->import);
    buf_puts(&b, "\"}");
    append(p, ENTRY_IMPORT, text_of(p, &b));
}

/* The body of an erasure of the first two rows, the import and the person. */
static struct span erasure_body(struct home *p)
{
    struct buf b;

    buf_init(&b, 4096);
    buf_puts(&b, "{\"entries\":[\"");
    uuid_put(&b, &p->s.entries[0].id);
    buf_puts(&b, "\",\"");
    uuid_put(&b, &p->s.entries[1].id);
    buf_puts(&b, "\"],\"files\":[\"");
    sha256_put_hex(&b, &p->import);
    buf_puts(&b, "\"],\"person\":\"");
    sha256_put_hex(&b, &p->person);
    buf_puts(&b, "\"}");
    return text_of(p, &b);
}

static void start(struct home *p)
{
    struct err err = {0};

    folder_start(&p->f);
    arena_init(&p->arena, 64 * MIB);
    assert_ok(disk_join(p->f.path, "keys", &p->keys, &err));
    assert_ok(disk_join(p->f.path, "head", &p->head, &err));
    assert_ok(disk_join(p->f.path, "blobs", &p->blobs, &err));
    assert_ok(disk_join(p->f.path, "record.db", &p->record, &err));
    assert_ok(disk_make_folder(p->keys.text, DISK_SECRET, &err));
    assert_ok(disk_make_folder(p->head.text, DISK_OPEN, &err));
    assert_ok(disk_make_folder(p->blobs.text, DISK_OPEN, &err));
    p->at = (struct erasures_place){p->keys.text, p->head.text, p->blobs.text};
    p->person = sealed_person_hash(SPAN("w-1"));
    assert_ok(persons_add(p->keys.text, SPAN("w-1"), &err));
    assert_ok(persons_add(p->keys.text, SPAN("w-2"), &err));
    assert_ok(blobs_put(p->blobs.text, SPAN("what was imported"), &p->import, &err));
    assert_ok(blobs_put(p->blobs.text, SPAN("what was refused of it"), &p->rejects, &err));
    sample_start(&p->s, N_ROWS + 20);
    p->store = sample_store(&p->f);
    sample_observations(&p->s, N_ROWS, 100);
    assert_ok(sample_append(&p->s, p->store, 0, N_ROWS, 1, &err));
    put_import(p);
}

static void end(struct home *p)
{
    store_close(p->store);
    sample_end(&p->s);
    arena_release(&p->arena);
    folder_end(&p->f);
}

static void apply(struct home *p, uint64_t n_entries, uint64_t n_keys, uint64_t n_files)
{
    struct erasures_count n = {0};
    struct err err = {0};

    assert_ok(erasures_apply(p->store, &p->at, &n, &err));
    assert_int_equal(n.n_entries, n_entries);
    assert_int_equal(n.n_keys, n_keys);
    assert_int_equal(n.n_files, n_files);
}

static bool is_erased(struct home *p, size_t at)
{
    struct store_entry e;
    struct err err = {0};

    assert_ok(store_entry_by_seq(p->store, at, &p->arena, &e, &err));
    return e.is_erased;
}

static void nothing_is_named(void **state)
{
    struct home p;
    bool has = true;
    struct err err = {0};

    (void)state;
    start(&p);
    apply(&p, 0, 0, 0);
    assert_false(disk_is_there(folder_at(&p.f, "head/erased")));
    assert_ok(erasures_has_person(p.head.text, &p.person, &has, &err));
    assert_false(has);
    end(&p);
}

static enum rc take_fault(void *to, struct span fault, struct err *err)
{
    (void)to;
    (void)err;
    fail_msg("%.*s", SPAN_ARG(fault));
    return RC_OK;
}

static void what_is_named_goes(void **state)
{
    struct merkle_head before, after;
    struct fsck_count count = {0};
    struct uuid ids[3];
    struct sealed_key key;
    struct home p;
    bool has = false;
    struct err err = {0};

    (void)state;
    start(&p);
    append(&p, ENTRY_ERASURE, erasure_body(&p));
    assert_ok(store_head(p.store, &before, &err));
    apply(&p, 2, 1, 2);
    assert_true(is_erased(&p, 0) && is_erased(&p, 1));
    assert_false(is_erased(&p, 2));
    assert_false(blobs_has(p.blobs.text, &p.import));
    assert_false(blobs_has(p.blobs.text, &p.rejects)); /* as its import entry names it */
    assert_false(persons_has(p.keys.text, &p.person));
    assert_ok(persons_key(p.keys.text, SPAN("w-2"), &key, &err));
    assert_ok(erasures_has_person(p.head.text, &p.person, &has, &err));
    assert_true(has);
    assert_ok(store_head(p.store, &after, &err));
    assert_memory_equal(&before.root, &after.root, sizeof(before.root));
    apply(&p, 0, 0, 0); /* once */
    assert_ok(store_fsck(p.store, take_fault, NULL, &count, &err));
    assert_int_equal(count.n_faults, 0);
    assert_ok(store_rests_on_erased(p.store, &p.s.entries[0].id, 1, &has, &err));
    assert_true(has);
    ids[0] = p.s.entries[2].id;
    ids[1] = p.s.entries[3].id;
    ids[2] = p.s.entries[1].id;
    assert_ok(store_rests_on_erased(p.store, ids, 2, &has, &err));
    assert_false(has);
    assert_ok(store_rests_on_erased(p.store, ids, 3, &has, &err));
    assert_true(has);
    assert_ok(store_rests_on_erased(p.store, ids, 0, &has, &err));
    assert_false(has);
    end(&p);
}

/* An incident that takes another's place and rests on a row of the sample; `id` NULL: any. */
static size_t add_version(struct home *p, const struct uuid *over, const struct uuid *id,
                          size_t row)
{
    struct err err = {0};
    struct store_item *item = sample_add(&p->s, ENTRY_INCIDENT, "PUBLIC", 8);
    size_t at = p->s.n - 1;
    struct entry *e = &p->s.entries[at];

    if (id != NULL)
        e->id = *id;
    e->has_supersedes = true;
    e->supersedes = *over;
    e->inputs = &p->s.entries[row].id;
    e->n_inputs = 1;
    item->derived = &p->s.derived[at];
    p->s.derived[at] = (struct derived){.entry = *e};
    sample_write(&p->s, item);
    assert_ok(sample_append(&p->s, p->store, at, 1, (int64_t)at, &err));
    return at;
}

static void expect_rests_on_erased(struct home *p, size_t at, bool is_so)
{
    struct err err = {0};
    bool has = !is_so;

    assert_ok(store_rests_on_erased(p->store, &p->s.entries[at].id, 1, &has, &err));
    assert_int_equal(has, is_so);
}

static void erase_one(struct home *p, size_t at)
{
    struct err err = {0};

    assert_ok(store_begin(p->store, &err));
    assert_ok(store_erase(p->store, at, &err));
    assert_ok(store_commit(p->store, &err));
}

/* Whoever writes by hand can have two versions stand in each other's place. */
static void a_line_is_followed_to_its_end(void **state)
{
    struct home p;
    struct uuid later;
    size_t first, second, third, fourth;

    (void)state;
    start(&p);
    later = sample_id(&p.s, 0);
    first = add_version(&p, &later, NULL, 1);
    second = add_version(&p, &p.s.entries[first].id, NULL, 2);
    third = add_version(&p, &p.s.entries[second].id, NULL, 3);
    fourth = add_version(&p, &p.s.entries[third].id, &later, 4);
    erase_one(&p, 0);
    expect_rests_on_erased(&p, fourth, false);
    expect_rests_on_erased(&p, first, false);
    erase_one(&p, 1);
    expect_rests_on_erased(&p, first, true);
    expect_rests_on_erased(&p, fourth, true);
    erase_one(&p, N_ROWS + 1 + 1);
    expect_rests_on_erased(&p, third, true);
    end(&p);
}

/* The record of before the erasure comes back, with the files and the key. */
static void a_restored_backup_is_erased_again(void **state)
{
    struct home p;
    struct err err = {0};

    (void)state;
    start(&p);
    assert_ok(store_backup(p.store, folder_at(&p.f, "old.db"), &err));
    append(&p, ENTRY_ERASURE, erasure_body(&p));
    apply(&p, 2, 1, 2);
    store_close(p.store);
    assert_int_equal(rename(folder_at(&p.f, "old.db"), p.record.text), 0);
    assert_ok(blobs_put(p.blobs.text, SPAN("what was imported"), &p.import, &err));
    assert_ok(blobs_put(p.blobs.text, SPAN("what was refused of it"), &p.rejects, &err));
    assert_ok(persons_add(p.keys.text, SPAN("w-1"), &err));
    assert_ok(store_open(p.record.text, STORE_WRITE, "test", &p.store, &err));
    assert_false(is_erased(&p, 0));
    apply(&p, 2, 1, 2);
    assert_true(is_erased(&p, 0) && is_erased(&p, 1));
    assert_false(persons_has(p.keys.text, &p.person));
    end(&p);
}

/* head/ is lost, the record is there: it names all of it. */
static void the_record_alone_is_enough(void **state)
{
    struct home p;
    bool has = false;
    struct err err = {0};

    (void)state;
    start(&p);
    append(&p, ENTRY_ERASURE, erasure_body(&p));
    apply(&p, 2, 1, 2);
    assert_int_equal(unlink(folder_at(&p.f, "head/erased")), 0);
    assert_ok(persons_add(p.keys.text, SPAN("w-1"), &err));
    apply(&p, 0, 1, 0);
    assert_ok(erasures_has_person(p.head.text, &p.person, &has, &err));
    assert_true(has);
    end(&p);
}

/* The form of `aasc entry erase`, and ids that this record does not have. */
static void single_entries_and_strangers(void **state)
{
    struct home p;
    struct buf b;

    (void)state;
    start(&p);
    buf_init(&b, 4096);
    buf_puts(&b, "{\"dropped_file\":\"");
    sha256_put_hex(&b, &p.import);
    buf_puts(&b, "\",\"entry\":\"");
    uuid_put(&b, &p.s.entries[5].id);
    buf_puts(&b, "\"}");
    append(&p, ENTRY_ERASURE, text_of(&p, &b));
    append(&p, ENTRY_ERASURE, SPAN("{\"entry\":\"018f0000-0000-7000-8000-000000000001\"}"));
    apply(&p, 1, 0, 2);
    assert_true(is_erased(&p, 5));
    end(&p);
}

/* Whatever an erasure names, the log's own entries and what was derived stay. */
static void only_what_people_put_in(void **state)
{
    static const enum entry_kind kinds[] = {ENTRY_KEY, ENTRY_PACT, ENTRY_VERDICT, ENTRY_ERASURE};
    struct home p;
    struct buf b;

    (void)state;
    start(&p);
    append(&p, ENTRY_EXHIBIT, SPAN("{\"sealed\":1}"));
    for (size_t i = 0; i < 4; i++)
        append(&p, kinds[i], SPAN("{\"a\":1}"));
    buf_init(&b, 4096);
    buf_puts(&b, "{\"entries\":[\"");
    for (size_t i = 0; i < 5; i++) {
        uuid_put(&b, &p.s.entries[N_ROWS + 1 + i].id);
        buf_puts(&b, i == 4 ? "\"]}" : "\",\"");
    }
    append(&p, ENTRY_ERASURE, text_of(&p, &b));
    apply(&p, 1, 0, 0);
    assert_true(is_erased(&p, N_ROWS + 1));
    for (size_t i = 1; i < 5; i++)
        assert_false(is_erased(&p, N_ROWS + 1 + i));
    end(&p);
}

static void damaged_lists_are_refused(void **state)
{
    static const char *const rows[] = {
        "person x\n",
        "entry 018f\n",
        "what\n",
        "\n",
        "file 000000000000000000000000000000000000000000000000000000000000000\n",
        "person 00000000000000000000000000000000000000000000000000000000000000A0\n"};
    struct erasures_count n = {0};
    struct home p;
    bool has;
    struct err err = {0};

    (void)state;
    start(&p);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_ok(disk_replace(folder_at(&p.f, "head/erased"), span_of(rows[i]), DISK_OPEN, &err));
        assert_int_equal(erasures_apply(p.store, &p.at, &n, &err), RC_INPUT);
        assert_note("erased:1:");
        assert_int_equal(erasures_has_person(p.head.text, &p.person, &has, &err), RC_INPUT);
    }
    assert_int_equal(unlink(folder_at(&p.f, "head/erased")), 0);
    append(&p, ENTRY_ERASURE, SPAN("{\"entry\":\"../../etc/passwd\"}"));
    assert_int_equal(erasures_apply(p.store, &p.at, &n, &err), RC_INPUT);
    assert_note("no id");
    end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_named),
        cmocka_unit_test(what_is_named_goes),
        cmocka_unit_test(a_line_is_followed_to_its_end),
        cmocka_unit_test(a_restored_backup_is_erased_again),
        cmocka_unit_test(the_record_alone_is_enough),
        cmocka_unit_test(single_entries_and_strangers),
        cmocka_unit_test(only_what_people_put_in),
        cmocka_unit_test(damaged_lists_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
