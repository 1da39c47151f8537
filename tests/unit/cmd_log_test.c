/* SPDX-License-Identifier: Apache-2.0 */
/* Exports, audits and proofs of records at every size where the tree's shape changes. */
#include "log_store.h"

#include "cmd/log_audit.h"
#include "cmd/log_export.h"
#include "cmd/log_prove.h"
#include "record/log_verify.h"

/* ---- the directory as a stranger reads it ---- */

static enum rc read_name(void *context, struct span name, struct arena *a, struct span *out,
                         struct err *err)
{
    struct disk_path path;
    char text[256];

    (void)snprintf(text, sizeof(text), "%.*s", (int)name.n, name.p);
    if (disk_join(context, text, &path, err) != RC_OK)
        return RC_LIMIT;
    return disk_read(path.text, BUNDLE_BYTES_MAX, a, out, err);
}

static enum rc tell(void *to, const struct disk_entry *e, struct err *err)
{
    const struct log_visitor *v = to;

    return v->visit(v->context, span_of(e->name), err);
}

static enum rc each(void *context, const struct log_visitor *visitor, struct err *err)
{
    struct log_visitor copy = *visitor;

    return disk_walk(context, tell, &copy, err);
}

static enum rc verify(const struct log_store *l, char *folder, struct log_findings *out,
                      struct err *err)
{
    const struct log_directory d = {.files = {.context = folder, .read = read_name}, .each = each};
    struct arena a;
    enum rc rc;

    arena_init(&a, 64 * MIB);
    rc = log_verify_directory(&d, &l->trust, &a, out, err);
    arena_release(&a);
    return rc;
}

static enum rc export_to(struct log_store *l, const char *folder, struct log_exported *done,
                         struct err *err)
{
    struct log_files files;
    struct arena a;
    enum rc rc;

    arena_init(&a, 64 * MIB);
    rc = log_files_open(&files, l->store, &a, err);
    if (!rc)
        rc = log_export(&files, &l->trust, folder, done, err);
    arena_release(&a);
    return rc;
}

static uint64_t count_tiles(uint64_t size)
{
    struct tile_walk walk;
    struct tile t;
    uint64_t n = 0;

    tile_walk_init(&walk, size);
    while (tile_walk_next(&walk, &t))
        n++;
    return n;
}

static void test_exports(void **state)
{
    static const uint64_t sizes[] = {1,   2,   255, 256,   257,   511,  512,
                                     513, 768, 769, 65535, 65536, 65537};
    struct log_findings found;
    struct log_exported done;
    struct log_store l;
    struct err err = {0};
    char grown[128], fresh[128];

    (void)state;
    log_store_start(&l);
    (void)snprintf(grown, sizeof(grown), "%s/grown", l.folder.path);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        log_grow(&l, sizes[i]);
        log_seal(&l);
        (void)snprintf(fresh, sizeof(fresh), "%s/%zu", l.folder.path, i);
        assert_ok(export_to(&l, fresh, &done, &err));
        assert_int_equal(done.n_written, count_tiles(sizes[i]));
        assert_ok(verify(&l, fresh, &found, &err));
        assert_int_equal(found.head.checkpoint.head.size, sizes[i]);
        assert_int_equal(found.n_tiles + found.n_bundles, count_tiles(sizes[i]));
        assert_int_equal(found.n_older + found.n_beyond + found.n_foreign, 0);
        assert_ok(export_to(&l, grown, &done, &err)); /* one folder that grows */
        assert_int_equal(done.n_written + done.n_kept, count_tiles(sizes[i]));
        assert_ok(verify(&l, grown, &found, &err));
        assert_int_equal(found.n_beyond + found.n_foreign, 0);
        assert_ok(export_to(&l, grown, &done, &err)); /* again: nothing is written */
        assert_int_equal(done.n_written, 0);
    }
    log_store_end(&l);
}

/* What an export left that was cut short is written again; what was published is never changed. */
static void test_export_resumed(void **state)
{
    struct log_findings found;
    struct log_exported done;
    struct log_store l;
    struct err err = {0};
    char out[128];

    (void)state;
    log_store_start(&l);
    (void)snprintf(out, sizeof(out), "%s/out", l.folder.path);
    log_grow(&l, 600);
    log_seal(&l);
    assert_ok(export_to(&l, out, &done, &err));
    assert_int_equal(unlink(folder_at(&l.folder, "out/checkpoint")), 0);
    folder_put(&l.folder, "out/tile/0/001", "torn");
    assert_ok(export_to(&l, out, &done, &err));
    assert_ok(verify(&l, out, &found, &err));
    folder_put(&l.folder, "out/tile/0/001", "changed");
    assert_int_equal(export_to(&l, out, &done, &err), RC_CONFLICT);
    assert_note("out/tile/0/001: was changed");
    assert_int_equal(unlink(folder_at(&l.folder, "out/tile/0/001")), 0); /* gone: written again */
    assert_ok(export_to(&l, out, &done, &err));
    assert_int_equal(done.n_written, 1);
    log_store_end(&l);
}

/* Two records of one log's key: neither goes over the other's export, nor back in time. */
static void test_export_of_another(void **state)
{
    struct log_exported done;
    struct log_store a, b;
    struct err err = {0};
    char out[128];

    (void)state;
    log_store_start(&a);
    log_store_start(&b);
    (void)snprintf(out, sizeof(out), "%s/out", a.folder.path);
    log_grow(&a, 300);
    log_seal(&a);
    assert_ok(export_to(&a, out, &done, &err));
    log_grow(&b, 200);
    log_seal(&b);
    assert_int_equal(export_to(&b, out, &done, &err), RC_CONFLICT);
    assert_note("it is behind what was published");
    log_append(&b, 1); /* other batches, the same entries: the same tree */
    log_grow(&b, 299);
    b.shift = 1000; /* another entry at 299 */
    log_append(&b, 1);
    log_seal(&b);
    assert_int_equal(export_to(&b, out, &done, &err), RC_CONFLICT);
    assert_note("another history");
    log_store_end(&a);
    log_store_end(&b);
}

/* ---- audits ---- */

static enum rc audit(struct log_store *l, struct log_audited *out, struct err *err)
{
    struct arena a;
    enum rc rc;

    arena_init(&a, 64 * MIB);
    rc = log_audit(l->store, &l->trust, NULL, &a, out, err);
    arena_release(&a);
    return rc;
}

static void test_audits(void **state)
{
    static struct log_audited found;
    static const size_t batches[] = {1, 1, 254, 1, 300, 2, 1000, 1, 40000};
    struct log_store l;
    struct err err = {0};

    (void)state;
    log_store_start(&l);
    assert_int_equal(audit(&l, &found, &err), RC_ABSENT);
    assert_note("nothing was signed yet");
    for (size_t i = 0; i < sizeof(batches) / sizeof(batches[0]); i++) {
        log_append(&l, batches[i]);
        log_seal(&l);
        assert_ok(audit(&l, &found, &err));
        assert_int_equal(found.n_entries, l.n);
        assert_int_equal(found.n_batches, i + 1);
        assert_int_equal(found.n_checkpoints, i + 1);
        assert_int_equal(found.n_authors, 1);
        assert_int_equal(found.authors[0].n_entries, l.n);
        assert_int_equal(found.n_unsealed + found.n_erased + found.n_open, 0);
    }
    log_append(&l, 700);
    log_append(&l, 1);
    assert_ok(audit(&l, &found, &err));
    assert_int_equal(found.n_unsealed, 701);
    assert_int_equal(found.n_entries, l.n);
    log_store_end(&l);
}

/* A head that the key signed over something else is found, at whatever size it states. */
static void test_audit_of_false_heads(void **state)
{
    static struct log_audited found;
    struct log_trust stranger;
    struct verifier_key other;
    struct signer_key key = log_signer("log.example/other", 9);
    struct log_store l;
    struct err err = {0};

    (void)state;
    log_store_start(&l);
    log_grow(&l, 10);
    log_seal(&l);
    other = signer_key_public(&key);
    stranger = (struct log_trust){.logs = &other, .n_logs = 1};
    l.trust = stranger;
    assert_int_equal(audit(&l, &found, &err), RC_CONFLICT);
    log_store_end(&l);
}

/* ---- proofs ---- */

static void check_proof(struct log_store *l, struct span proof, uint64_t seq, bool is_withheld)
{
    const struct evidence_file file = {.proof = proof};
    struct evidence_opened opened;
    struct err err = {0};
    struct arena a;

    arena_init(&a, 64 * MIB);
    assert_ok(evidence_verify(&file, &l->trust, &a, &opened, &err));
    assert_int_equal(opened.index, seq);
    assert_int_equal(opened.shows, is_withheld ? EVIDENCE_COMMITMENT : EVIDENCE_ENTRY);
    arena_release(&a);
}

static enum rc prove(struct log_store *l, uint64_t seq, bool is_withheld, struct err *err)
{
    struct store_entry e = {.seq = 0};
    struct log_files files;
    struct arena a;
    struct buf b;
    enum rc rc;

    arena_init(&a, 64 * MIB);
    buf_init(&b, TLOG_PROOF_BYTES_MAX);
    rc = log_files_open(&files, l->store, &a, err);
    if (!rc)
        rc = store_entry_by_seq(l->store, seq, &a, &e, err);
    if (!rc)
        rc = log_prove(&files, &e, is_withheld, &b, err);
    if (!rc)
        check_proof(l, buf_span(&b), seq, is_withheld);
    buf_release(&b);
    arena_release(&a);
    return rc;
}

static void test_proofs(void **state)
{
    static const uint64_t sizes[] = {1, 2, 255, 256, 257, 1500};
    struct log_store l;
    struct err err = {0};

    (void)state;
    log_store_start(&l);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        log_grow(&l, sizes[i]);
        log_seal(&l);
        for (uint64_t seq = 0; seq < l.n; seq += l.n < 300 ? 1 : 37) {
            assert_ok(prove(&l, seq, false, &err));
            assert_ok(prove(&l, seq, true, &err));
        }
        assert_ok(prove(&l, l.n - 1, false, &err));
    }
    log_append(&l, 3);
    assert_int_equal(prove(&l, l.n - 1, false, &err), RC_CONFLICT);
    assert_note("no signed head holds this entry yet");
    log_store_end(&l);
}

/* An erased entry keeps its leaf; the author of the others in its batch can be shown no more. */
static void test_erased(void **state)
{
    static struct log_audited found;
    struct log_store l;
    struct err err = {0};

    (void)state;
    log_store_start(&l);
    log_append(&l, 5);
    log_append(&l, 5);
    log_seal(&l);
    assert_ok(store_begin(l.store, &err));
    assert_ok(store_erase(l.store, 2, &err));
    assert_ok(store_commit(l.store, &err));
    assert_ok(audit(&l, &found, &err));
    assert_int_equal(found.n_erased, 1);
    assert_int_equal(found.n_open, 1);
    assert_int_equal(found.n_entries, 10);
    assert_int_equal(prove(&l, 2, false, &err), RC_ABSENT);
    assert_note("--commitment");
    assert_int_equal(prove(&l, 3, false, &err), RC_CONFLICT);
    assert_note("--commitment");
    assert_ok(prove(&l, 2, true, &err));
    assert_ok(prove(&l, 3, true, &err));
    assert_ok(prove(&l, 7, false, &err));
    log_store_end(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exports),
        cmocka_unit_test(test_export_resumed),
        cmocka_unit_test(test_export_of_another),
        cmocka_unit_test(test_audits),
        cmocka_unit_test(test_audit_of_false_heads),
        cmocka_unit_test(test_proofs),
        cmocka_unit_test(test_erased),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
