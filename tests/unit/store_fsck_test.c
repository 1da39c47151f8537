/* SPDX-License-Identifier: Apache-2.0 */
/* What the check finds: every byte of a small record changed in turn. */
#include "raw.h"
#include "store_sample.h"

#include "base/base64.h"
#include "record/ed25519.h"

#include <sqlite3.h>

#define N_ROWS 40
#define N_ALL  66

/* A small record with a row in every table, closed in order. */
static void make_record(const struct folder *f, struct sample *s)
{
    struct err err = {0};
    struct store *store;
    struct store_checkpoint c = {.size = 30, .note = SPAN("the note of a checkpoint")};
    struct ed25519_pair pair;
    uint8_t seed[ED25519_SEED_BYTES] = {5};

    sample_start(s, N_ALL);
    sample_observations(s, N_ROWS, 20);
    s->entries[7].has_supersedes = true;
    s->entries[7].supersedes = s->entries[3].id;
    sample_write(s, &s->items[7]);
    s->entries[8].has_supersedes = true;
    s->entries[8].supersedes = (struct uuid){{1}}; /* of nothing that is there */
    sample_write(s, &s->items[8]);
    sample_derive(s, 24);
    sample_add(s, ENTRY_CONFIRMATION, "PUBLIC", 10)->about = &s->entries[N_ROWS + 2].id;
    sample_write(s, &s->items[64]);
    sample_add(s, ENTRY_IMPORT, "PUBLIC", 10);
    ed25519_pair_init(&pair, seed);
    {
        struct buf author;

        buf_init(&author, 64);
        base64_put(&author, (struct span){(const char *)pair.public_key.b, 32});
        s->entries[65].author = arena_copy(&s->arena, buf_span(&author), &err);
        buf_release(&author);
    }
    sample_write(s, &s->items[65]);

    store = sample_store(f);
    assert_ok(sample_append(s, store, 0, N_ROWS, 5, &err));
    assert_ok(sample_append(s, store, N_ROWS, 25, 6, &err));
    assert_ok(store_begin(store, &err));
    {
        struct store_batch b = sample_batch(s, 65, 1, 7);
        struct ed25519_signature signature = ed25519_sign(&pair, s->items[65].bytes);
        uint64_t first;

        b.origin = BATCH_SINGLE;
        b.has_signature = true;
        memcpy(b.author, pair.public_key.b, sizeof(b.author));
        memcpy(b.signature, signature.b, sizeof(b.signature));
        assert_ok(store_append(store, &b, &s->items[65], 1, &first, &err));
    }
    c.root = sample_root(s, 30);
    assert_ok(store_checkpoint_put(store, &c, &err));
    assert_ok(store_erase(store, 20, &err));
    assert_ok(store_fold_put(store, N_ROWS, &err));
    assert_ok(store_commit(store, &err));
    store_close(store);
}

static enum rc dump_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct buf *b = to;

    (void)err;
    buf_printf(b, "%llu %d %lld %d %llu %.*s ", (unsigned long long)e->seq, (int)e->kind,
               (long long)e->recorded_at_ms, e->is_erased, (unsigned long long)e->superseded_by,
               SPAN_ARG(e->label));
    uuid_put(b, &e->id);
    buf_put(b, (struct span){(const char *)e->commitment.b, 32});
    buf_put(b, (struct span){(const char *)e->salt.b, 32});
    buf_put(b, e->bytes);
    return RC_OK;
}

static enum rc dump_row(void *to, const struct shelf_row *row, struct err *err)
{
    (void)err;
    buf_printf(to, "row %llu %d ", (unsigned long long)row->seq, row->is_alone);
    return RC_OK;
}

static enum rc dump_verdict(void *to, const struct store_verdict *v, struct err *err)
{
    (void)err;
    buf_printf(to, "verdict %llu %.*s %d %d %.*s %.17g %zu ", (unsigned long long)v->entry.seq,
               SPAN_ARG(v->term), v->word, v->severity, SPAN_ARG(v->party), v->place.lat_deg,
               v->n_marks);
    return RC_OK;
}

static enum rc dump_derived(void *to, const struct shelf_derived *d, struct err *err)
{
    (void)err;
    buf_printf(to, "derived %llu %d ", (unsigned long long)d->seq, d->is_current);
    return RC_OK;
}

static enum rc dump_checkpoint(void *to, const struct store_checkpoint *c, struct err *err)
{
    (void)err;
    buf_printf(to, "checkpoint %llu %.*s ", (unsigned long long)c->size, SPAN_ARG(c->note));
    return RC_OK;
}

static enum rc dump_batch(void *to, const struct store_batch *batch, struct err *err)
{
    (void)err;
    buf_printf(to, "batch %llu %llu %d %lld ", (unsigned long long)batch->first_seq,
               (unsigned long long)batch->n, (int)batch->origin, (long long)batch->recorded_at_ms);
    buf_put(to, (struct span){(const char *)batch->root.b, 32});
    return RC_OK;
}

/* Everything that a record answers, as bytes. */
static enum rc dump(struct store *s, const struct sample *sample, struct buf *b, struct err *err)
{
    struct store_entry_query entries = {.below_seq = UINT64_MAX};
    struct store_entry_query kinds = {.below_seq = UINT64_MAX, .kinds = ~1U};
    struct store_verdict_query verdicts = {.below_seq = UINT64_MAX, .with_superseded = true};
    struct shelf_query rows = {.below_seq = UINT64_MAX, .row_kinds = UINT32_MAX};
    struct shelf_ask events = {.kind = ENTRY_EVENT, .below_seq = UINT64_MAX};
    struct shelf shelf = store_shelf(s);
    struct merkle_head head = {0};
    uint64_t serials[60], folded = 0, size = 0;
    enum rc rc = store_head(s, &head, err);

    for (uint64_t i = 0; i < 60; i++)
        serials[i] = i;
    buf_put(b, (struct span){(const char *)head.root.b, 32});
    buf_put(b, (struct span){(const char *)store_secret(s).b, 32});
    rc = rc ? rc : store_fold_get(s, &folded, err);
    rc = rc ? rc : store_size_at(s, 5, &size, err);
    buf_printf(b, "%llu %llu %llu ", (unsigned long long)head.size, (unsigned long long)folded,
               (unsigned long long)size);
    rc = rc ? rc : store_entries(s, &entries, dump_entry, b, err);
    rc = rc ? rc : store_entries(s, &kinds, dump_entry, b, err);
    rc = rc ? rc : store_batches(s, 0, UINT64_MAX, dump_batch, b, err);
    rc = rc ? rc : store_verdicts(s, &verdicts, dump_verdict, b, err);
    rc = rc ? rc : store_checkpoints(s, dump_checkpoint, b, err);
    rc = rc ? rc : shelf.rows(shelf.context, &rows, dump_row, b, err);
    rows.serials = serials;
    rows.n_serials = 60;
    rc = rc ? rc : shelf.rows(shelf.context, &rows, dump_row, b, err);
    rows.serials = NULL;
    for (size_t i = 0; !rc && i < N_ROWS; i++) {
        rows.keys = &sample->cards[i].key;
        rows.n_keys = 1;
        rc = shelf.rows(shelf.context, &rows, dump_row, b, err);
    }
    rc = rc ? rc : shelf.derived(shelf.context, &events, dump_derived, b, err);
    events.names = serials;
    events.n_names = 60;
    rc = rc ? rc : shelf.derived(shelf.context, &events, dump_derived, b, err);
    events.names = NULL;
    for (size_t i = 0; !rc && i < N_ALL; i++) {
        struct arena a;
        struct store_entry e;

        events.inputs = &sample->entries[i].id;
        events.n_inputs = 1;
        rc = shelf.derived(shelf.context, &events, dump_derived, b, err);
        arena_init(&a, MIB);
        if (!rc)
            rc = store_entry_by_id(s, &sample->entries[i].id, UINT64_MAX, NULL, &a, &e, err);
        if (!rc)
            rc = dump_entry(b, &e, err);
        arena_release(&a);
    }
    return rc ? rc : buf_check(b, err);
}

static struct span read_file(const struct folder *f)
{
    FILE *from = fopen(folder_at(f, "record.db"), "rb");
    long n;
    char *p;

    assert_non_null(from);
    (void)fseek(from, 0, SEEK_END);
    n = ftell(from);
    (void)fseek(from, 0, SEEK_SET);
    p = malloc((size_t)n);
    assert_int_equal(fread(p, 1, (size_t)n, from), (size_t)n);
    (void)fclose(from);
    return (struct span){p, (size_t)n};
}

static void write_byte(const struct folder *f, size_t at, char byte)
{
    FILE *to = fopen(folder_at(f, "record.db"), "r+b");

    assert_non_null(to);
    assert_int_equal(fseek(to, (long)at, SEEK_SET), 0);
    assert_int_not_equal(fputc((unsigned char)byte, to), EOF);
    assert_int_equal(fclose(to), 0);
}

enum outcome { REFUSED, NAMED, HARMLESS };

/* Opened, checked and asked everything: what becomes of the change. */
static enum outcome outcome_of(const struct folder *f, const struct sample *s, struct span answers,
                               size_t at)
{
    struct faults faults = {.n = 0};
    struct fsck_count count;
    struct store *store = NULL;
    struct err err = {0};
    struct buf b;
    enum outcome o = REFUSED;
    enum rc rc = store_open(folder_at(f, "record.db"), STORE_READ, "t", &store, &err);

    if (rc)
        return o;
    buf_init(&b, 16 * MIB);
    rc = store_fsck(store, faults_take, &faults, &count, &err);
    if (!rc && faults.n > 0)
        o = NAMED;
    if (!rc && faults.n == 0) {
        rc = dump(store, s, &b, &err);
        if (rc || !span_eq(buf_span(&b), answers))
            fail_msg("a change at byte %zu is served in silence: %d %s", at, (int)rc, err.note);
        o = HARMLESS;
    }
    buf_release(&b);
    store_close(store);
    return o;
}

/* Steps that are prime to the size of a page: every place in a page is met somewhere. */
static void any_changed_byte_is_named(void **state)
{
    struct folder f;
    struct sample s;
    struct store *store;
    struct span file;
    struct buf answers;
    struct err err = {0};
    size_t n[3] = {0};

    (void)state;
    folder_start(&f);
    make_record(&f, &s);
    buf_init(&answers, 16 * MIB);
    store = sample_reader(&f);
    assert_ok(dump(store, &s, &answers, &err));
    store_close(store);
    assert_int_equal(outcome_of(&f, &s, buf_span(&answers), 0), HARMLESS);
    file = read_file(&f);
    for (size_t at = 0; at < file.n; at += 149) {
        write_byte(&f, at, (char)(file.p[at] ^ (1 << at % 8)));
        n[outcome_of(&f, &s, buf_span(&answers), at)]++;
        write_byte(&f, at, file.p[at]);
    }
    print_message("%zu changes: %zu refused, %zu named, %zu without effect\n", n[0] + n[1] + n[2],
                  n[0], n[1], n[2]);
    assert_true(n[NAMED] > 100);
    assert_int_equal(n[HARMLESS], 0);
    free((char *)(uintptr_t)file.p);
    buf_release(&answers);
    sample_end(&s);
    folder_end(&f);
}

/* What somebody with SQLite at hand might do, and what must be named then. */
static void what_is_wrong_is_named(void **state)
{
    static const struct {
        const char *sql, *words;
    } rows[] = {
        {"UPDATE entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'x', 'y') AS BLOB) WHERE seq "
         "= 5",
         "leaf 5: its bytes"},
        {"UPDATE entry SET salt = zeroblob(32) WHERE seq = 5", "leaf 5: its bytes, salt"},
        {"UPDATE entry SET commitment = zeroblob(32) WHERE seq = 6", "leaf 6"},
        {"UPDATE entry SET kind = 6 WHERE seq = 7", "its kind is not"},
        {"UPDATE entry SET label = 1 - label WHERE seq = 65", "its label is not"},
        {"UPDATE entry SET id = zeroblob(16) WHERE seq = 9", "its id is not"},
        {"UPDATE entry SET superseded_by = 9 WHERE seq = 4", "entry 9 does not supersede it"},
        {"UPDATE entry SET superseded_by = NULL WHERE seq = 3", "does not know of it"},
        {"UPDATE entry SET block = NULL WHERE seq = 0", "card of entry at leaf 0"},
        {"UPDATE entry SET bytes = NULL WHERE seq = 1", "not as by an erasure"},
        {"DELETE FROM entry WHERE seq = 2", "leaf 3: the one before it"},
        {"DELETE FROM entry WHERE seq >= 64", "its last entries are not there"},
        {"DELETE FROM entry WHERE seq = 65", "they state 66 entries; there are 65"},
        {"DELETE FROM batch WHERE first_seq = 40", "it has no batch"},
        {"UPDATE batch SET recorded_at_ms = 1 WHERE first_seq = 40", "table batch (first_seq 40)"},
        {"UPDATE batch SET root = zeroblob(32) WHERE first_seq = 40", "its root is not"},
        {"UPDATE batch SET signature = zeroblob(64) WHERE first_seq = 65", "signature"},
        {"UPDATE batch SET author = zeroblob(32) WHERE first_seq = 0", "its author is not"},
        {"UPDATE tile SET hashes = zeroblob(length(hashes))", "tile 0/0: hash 0"},
        {"DELETE FROM tile", "tile 0/0"},
        {"INSERT INTO tile VALUES (77, zeroblob(32))", "tiles: there are 2, not 1"},
        {"UPDATE head SET size = 64", "head: states 64 entries"},
        {"UPDATE head SET root = zeroblob(32)", "head: states another root"},
        {"UPDATE checkpoint SET root = zeroblob(32)", "table checkpoint"},
        {"UPDATE label SET text = 'PUBLIK' WHERE number = 0", "table label"},
        {"UPDATE derived SET severity = severity + 1 WHERE seq = 44", "table derived (seq 44)"},
        {"DELETE FROM derived WHERE seq = 44", "leaf 44: it is not filed"},
        {"UPDATE card SET from_ms = from_ms - 1 WHERE block = 1", "table card (block 1)"},
        {"UPDATE card_key SET seq = seq + 1 WHERE seq = 3", "card_key"},
        {"DELETE FROM card_key WHERE seq = 3", "card_key"},
        {"UPDATE mark SET kind = kind + 1", "table mark"},
        {"UPDATE secret SET salt = zeroblob(32)", "table secret"},
        {"PRAGMA user_version = 1", "format 1"},
    };
    struct folder f;
    struct sample s;

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct faults faults = {.n = 0};
        struct fsck_count count;
        struct store *store = NULL;
        struct err err = {0};
        sqlite3 *db = NULL;
        bool is_named = false;

        folder_start(&f);
        make_record(&f, &s);
        db = raw_open(folder_at(&f, "record.db"));
        raw_run(db, rows[i].sql);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
        if (strstr(rows[i].sql, "user_version") != NULL) {
            assert_int_equal(store_open(folder_at(&f, "record.db"), STORE_READ, "t", &store, &err),
                             RC_UNSUPPORTED);
            assert_note(rows[i].words);
        } else {
            assert_ok(store_open(folder_at(&f, "record.db"), STORE_READ, "t", &store, &err));
            assert_ok(store_fsck(store, faults_take, &faults, &count, &err));
            for (size_t k = 0; k < faults.n && k < 16; k++)
                is_named = is_named || strstr(faults.text[k], rows[i].words) != NULL;
            if (!is_named)
                fail_msg("%s: %zu faults, none says \"%s\": %s", rows[i].sql, faults.n,
                         rows[i].words, faults.n > 0 ? faults.text[0] : "");
            store_close(store);
        }
        sample_end(&s);
        folder_end(&f);
    }
}

static bool holds(struct span file, const void *p, size_t n)
{
    for (size_t i = 0; i + n <= file.n; i++)
        if (memcmp(file.p + i, p, n) == 0)
            return true;
    return false;
}

static void erased_bytes_leave_the_file(void **state)
{
    struct folder f;
    struct sample s;
    struct span file;
    struct store *store;
    struct arena a;
    struct store_entry e;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    arena_init(&a, MIB);
    make_record(&f, &s); /* has erased 20 */
    file = read_file(&f);
    assert_true(holds(file, s.items[21].salt.b, 32));
    assert_false(holds(file, s.items[20].salt.b, 32));
    assert_false(holds(file, s.items[20].bytes.p, s.items[20].bytes.n));
    free((char *)(uintptr_t)file.p);
    store = sample_reader(&f);
    assert_ok(store_entry_by_seq(store, 20, &a, &e, &err));
    assert_true(e.is_erased);
    assert_int_equal(e.bytes.n, 0);
    {
        struct sha256_digest c = entry_commitment(&s.items[20].salt, s.items[20].bytes);

        assert_memory_equal(e.commitment.b, c.b, 32); /* that it was there stays proven */
    }
    store_close(store);
    arena_release(&a);
    sample_end(&s);
    folder_end(&f);
}

static void a_backup_is_whole_while_others_write(void **state)
{
    struct folder f;
    struct sample s, more;
    struct store *store, *copy = NULL;
    struct faults faults = {.n = 0};
    struct fsck_count count;
    struct err err = {0};

    (void)state;
    folder_start(&f);
    make_record(&f, &s);
    assert_ok(store_open(folder_at(&f, "record.db"), STORE_WRITE, "t", &store, &err));
    sample_start(&more, 200);
    more.seed = 999;
    sample_observations(&more, 200, 20);
    assert_ok(store_begin(store, &err));
    {
        struct store_batch b = sample_batch(&more, 0, 200, 9);
        struct store *reader = sample_reader(&f);
        uint64_t first;

        assert_ok(store_append(store, &b, more.items, 200, &first, &err));
        assert_ok(store_backup(reader, folder_at(&f, "copy.db"), &err));
        store_close(reader);
    }
    assert_ok(store_commit(store, &err));
    assert_int_equal(store_backup(store, folder_at(&f, "copy.db"), &err), RC_CONFLICT);
    assert_int_equal(store_backup(store, folder_at(&f, "no/copy.db"), &err), RC_IO);
    store_close(store);
    assert_ok(store_open(folder_at(&f, "copy.db"), STORE_WRITE, "t", &copy, &err));
    assert_ok(store_fsck(copy, faults_take, &faults, &count, &err));
    assert_int_equal(faults.n, 0);
    assert_int_equal(count.n_entries, N_ALL);
    store_close(copy);
    sample_end(&more);
    sample_end(&s);
    folder_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_changed_byte_is_named),
        cmocka_unit_test(what_is_wrong_is_named),
        cmocka_unit_test(erased_bytes_leave_the_file),
        cmocka_unit_test(a_backup_is_whole_while_others_write),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
