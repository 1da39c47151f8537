/* SPDX-License-Identifier: Apache-2.0 */
#include "record_check.h"

#include "record/tile.h"

static struct arena arena, scratch;
static struct buf text;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 256 * MIB);
    arena_init(&scratch, 32 * MIB);
    buf_init(&text, 64 * MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    arena_release(&scratch);
    buf_release(&text);
    return 0;
}

static void published_paths_are_read_and_written(void **state)
{
    size_t n_refused = 0;
    struct err err = {0};
    struct json v;

    (void)state;
    need_vectors();
    assert_ok(json_parse(tlog_file("public/tile-paths.json", &arena), &arena, &v, &err));
    assert_int_equal(v.u.array.n, 18);
    for (size_t i = 0; i < v.u.array.n; i++) {
        const struct json *row = &v.u.array.items[i];
        struct span path = json_get(row, "path")->u.text;
        struct tile t;

        if (json_get(row, "reject") != NULL) {
            if (tile_read_path(path, &t, &err) == RC_OK)
                fail_msg("%.*s was read", SPAN_ARG(path));
            n_refused++;
            continue;
        }
        assert_ok(tile_read_path(path, &t, &err));
        assert_int_equal(t.level, json_get(row, "level")->u.i);
        assert_int_equal(t.index, json_get(row, "index")->u.i);
        assert_int_equal(t.width, json_get(row, "width")->u.i);
        buf_clear(&text);
        tile_put_path(&text, &t);
        assert_true(span_eq(buf_span(&text), path));
    }
    assert_int_equal(n_refused, 11);
}

static void paths_in_another_form_are_refused(void **state)
{
    static const struct {
        const char *path, *note;
    } rows[] = {
        {"", "begin with tile/"},
        {"tile", "level"},
        {"tile/", "level"},
        {"tile/0", "ends behind the level"},
        {"tile/0/", "groups of 3 digits"},
        {"tiles/0/000", "begin with tile/"},
        {"/tile/0/000", "begin with tile/"},
        {"tile/0/000/", "groups of 3 digits"},
        {"tile/0//000", "groups of 3 digits"},
        {"tile/0/x000", "groups of 3 digits"},
        {"tile/0/x001", "groups of 3 digits"},
        {"tile/0/x001/x000", "groups of 3 digits"},
        {"tile/0/001/000", "groups of 3 digits"},
        {"tile/0/X001/000", "groups of 3 digits"},
        {"tile/0/x1/000", "groups of 3 digits"},
        {"tile/0/x001/00a", "groups of 3 digits"},
        {"tile/0/0000", "groups of 3 digits"},
        {"tile/0/-01", "groups of 3 digits"},
        {"tile/0/000.p", "groups of 3 digits"},
        {"tile/0/000.p/1/2", "decimal"},
        {"tile/0/000.p/-1", "decimal"},
        {"tile/0/000.p/256", "more than 255"},
        {"tile/0/000.p/0", "1 to 255"},
        {"tile/0/.p/1", "groups of 3 digits"},
        {"tile/x0/000", "decimal"},
        {"tile/64/000", "more than 63"},
        {"tile/Entries/000", "decimal"},
        {"tile/entries", "ends behind"},
        {"tile/0/x009/x223/x372/x036/x854/x775/808", "more than 2^63"},
        {"tile/0/x001/x000/x000/x000/x000/x000/x000/000", "more than 2^63"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct tile t = {.width = 77};
        struct err err = {0};

        if (tile_read_path(span_of(rows[i].path), &t, &err) == RC_OK)
            fail_msg("\"%s\" was read", rows[i].path);
        assert_note(rows[i].note);
        assert_note("is no name of a tile");
        assert_int_equal(t.width, 77);
    }
}

static void any_tile_has_one_path(void **state)
{
    uint64_t seed = 3;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        struct tile t = {.is_bundle = random_below(&seed, 4) == 0}, again;
        struct err err = {0};

        t.level = t.is_bundle ? 0 : random_below(&seed, 64);
        t.index = next_random(&seed) >> (1 + random_below(&seed, 63));
        t.width = 1 + random_below(&seed, 256);
        buf_clear(&text);
        tile_put_path(&text, &t);
        assert_true(text.n < TILE_PATH_MAX);
        assert_ok(tile_read_path(buf_span(&text), &again, &err));
        assert_int_equal(again.is_bundle, t.is_bundle);
        assert_int_equal(again.level, t.level);
        assert_true(again.index == t.index);
        assert_int_equal(again.width, t.width);
    }
}

static void seventy_thousand_leaves_have_the_tiles_of_the_standard(void **state)
{
    static const unsigned full[] = {273, 1, 0, 0}, partial[] = {112, 17, 1, 0};
    struct tile t;

    (void)state;
    for (unsigned level = 0; level < 4; level++) {
        assert_int_equal(tile_full_count(70000, level), full[level]);
        assert_int_equal(tile_partial_width(70000, level), partial[level]);
    }
    assert_true(tile_of_size(70000, 0, 272, &t) && t.width == 256);
    assert_true(tile_of_size(70000, 0, 273, &t) && t.width == 112);
    assert_false(tile_of_size(70000, 0, 274, &t));
    assert_true(tile_of_size(70000, 2, 0, &t) && t.width == 1);
    assert_false(tile_of_size(70000, 3, 0, &t));
    assert_false(tile_of_size(70000, 63, 0, &t));
    assert_false(tile_of_size(0, 0, 0, &t));
    assert_int_equal(tile_partial_width(MERKLE_SIZE_MAX, 7), 127);
    assert_int_equal(tile_partial_width(MERKLE_SIZE_MAX, 8), 0);
}

/* Counted in another way: leaf by leaf. */
static void a_walk_names_every_tile_once(void **state)
{
    static const uint64_t sizes[] = {0, 1, 2, 255, 256, 257, 511, 512, 65535, 65536, 65537, 70000};

    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        uint64_t n_tiles = 0, n_bundles = 0, n_entries = 0, n_hashes[4] = {0};
        struct tile_walk w;
        struct tile t;

        tile_walk_init(&w, sizes[i]);
        while (tile_walk_next(&w, &t)) {
            n_bundles += t.is_bundle;
            n_tiles += !t.is_bundle;
            if (t.is_bundle)
                n_entries += t.width;
            else
                n_hashes[t.level] += t.width;
        }
        assert_int_equal(n_entries, sizes[i]);
        assert_int_equal(n_hashes[0], sizes[i]);
        assert_int_equal(n_hashes[1], sizes[i] / 256);
        assert_int_equal(n_hashes[2], sizes[i] / 65536);
        assert_int_equal(n_bundles, (sizes[i] + 255) / 256);
        if (sizes[i] == 70000)
            assert_int_equal(n_tiles, 274 + 2 + 1);
        assert_false(tile_walk_next(&w, &t));
    }
}

static void a_fold_is_the_root_of_its_part(void **state)
{
    static struct sha256_digest hashes[256];
    struct span bytes = {(const char *)hashes, sizeof(hashes)};

    (void)state;
    for (size_t i = 0; i < 256; i++)
        hashes[i] = digest_of(i);
    for (unsigned n = 1; n <= 256; n *= 2) {
        for (unsigned first = 0; first + n <= 256; first += n) {
            struct sha256_digest got = tile_fold(bytes, first, n);
            struct sha256_digest want = merkle_root(hashes + first, n);

            assert_true(merkle_digest_eq(&got, &want));
        }
    }
}

static void a_bundle_is_written_and_read(void **state)
{
    static char big[BUNDLE_ENTRY_MAX + 1];
    struct span rest, entry;
    struct err err = {0};

    (void)state;
    assert_ok(bundle_put(&text, SPAN("one"), &err));
    assert_ok(bundle_put(&text, SPAN(""), &err));
    assert_ok(bundle_put(&text, (struct span){big, BUNDLE_ENTRY_MAX}, &err));
    assert_memory_equal(text.p, "\0\3one\0\0\xFF\xFF", 9);
    assert_int_equal(bundle_put(&text, (struct span){big, sizeof(big)}, &err), RC_LIMIT);
    assert_note("at most 65535 bytes");
    rest = buf_span(&text);
    assert_ok(bundle_next(&rest, &entry, &err));
    assert_span(entry, "one");
    assert_ok(bundle_next(&rest, &entry, &err));
    assert_int_equal(entry.n, 0);
    assert_ok(bundle_next(&rest, &entry, &err));
    assert_int_equal(entry.n, BUNDLE_ENTRY_MAX);
    assert_int_equal(bundle_next(&rest, &entry, &err), RC_END);
}

static void a_torn_bundle_is_refused(void **state)
{
    struct span entry;
    struct err err = {0};

    (void)state;
    for (size_t n = 1; n < 5; n++) {
        struct span rest = {"\0\3one", n};

        assert_int_equal(bundle_next(&rest, &entry, &err), RC_INPUT);
        assert_note(n == 1 ? "within the length" : "before the end of its last entry");
    }
}

/* Files in memory: those that a writer of tiles makes for one size. */

#define FILES_MAX 600

struct memory_files {
    struct span names[FILES_MAX], bytes[FILES_MAX];
    size_t n;
};

static enum rc read_memory(void *context, struct span name, struct arena *a, struct span *out,
                           struct err *err)
{
    const struct memory_files *m = context;

    for (size_t i = 0; i < m->n; i++) {
        if (!span_eq(m->names[i], name))
            continue;
        *out = arena_copy(a, m->bytes[i], err);
        return out->p == NULL ? RC_LIMIT : RC_OK;
    }
    return err_set(err, RC_ABSENT, "%.*s is not there", SPAN_ARG(name));
}

static void write_tiles(const struct merkle_tree *tree, uint64_t size, struct memory_files *m)
{
    struct err err = {0};
    struct tile_walk w;
    struct tile t;

    tile_walk_init(&w, size);
    while (tile_walk_next(&w, &t)) {
        buf_clear(&text);
        tile_put_path(&text, &t);
        m->names[m->n] = arena_copy(&arena, buf_span(&text), &err);
        buf_clear(&text);
        for (unsigned i = 0; i < t.width; i++) {
            uint64_t at = t.index * 256 + i;

            if (t.is_bundle)
                assert_ok(bundle_put(&text, (struct span){(const char *)&at, sizeof(at)}, &err));
            else
                buf_put(&text, (struct span){(const char *)tree->level[8 * t.level][at].b, 32});
        }
        m->bytes[m->n++] = arena_copy(&arena, buf_span(&text), &err);
        assert_true(m->n < FILES_MAX);
    }
}

static struct merkle_tree made_tree(size_t n)
{
    struct sha256_digest *leaves = arena_array(&arena, n, sizeof(*leaves), NULL);
    struct merkle_tree t;
    struct err err = {0};

    for (size_t i = 0; i < n; i++) {
        uint64_t v = i;

        leaves[i] = merkle_leaf((struct span){(const char *)&v, sizeof(v)});
    }
    assert_ok(merkle_tree_build(leaves, n, &arena, &t, &err));
    return t;
}

static void tiles_prove_what_the_tree_proves(void **state)
{
    static const size_t sizes[] = {1, 2, 255, 256, 257, 700, 65536, 70000};
    uint64_t seed = 1;

    (void)state;
    for (size_t k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
        struct merkle_tree tree = made_tree(sizes[k]);
        struct memory_files *m = arena_alloc(&arena, sizeof(*m), NULL);
        struct tile_reader r = {{m, read_memory}, sizes[k], &scratch};
        struct merkle_source ours = tile_reader_source(&r), theirs = merkle_tree_source(&tree);
        struct merkle_frontier f, g;
        struct err err = {0};

        m->n = 0;
        write_tiles(&tree, sizes[k], m);
        assert_ok(merkle_frontier_load(&ours, sizes[k], &f, &err));
        assert_ok(merkle_frontier_load(&theirs, sizes[k], &g, &err));
        assert_memory_equal(&f, &g, sizeof(f));
        for (int round = 0; round < 60; round++) {
            uint64_t i = random_below(&seed, (uint32_t)sizes[k]);
            struct merkle_proof p, q;

            assert_ok(merkle_prove_inclusion(&ours, sizes[k], i, &p, &err));
            assert_ok(merkle_prove_inclusion(&theirs, sizes[k], i, &q, &err));
            assert_int_equal(p.n, q.n);
            assert_memory_equal(p.hashes, q.hashes, p.n * 32);
            assert_ok(merkle_prove_consistency(&ours, i + 1, sizes[k], &p, &err));
            assert_ok(merkle_prove_consistency(&theirs, i + 1, sizes[k], &q, &err));
            assert_int_equal(p.n, q.n);
            assert_memory_equal(p.hashes, q.hashes, p.n * 32);
        }
    }
}

/* The log grew from 300 to 600: tile 1 is full now and its partial one of 44 is gone. */
static void a_partial_tile_that_is_gone_is_read_from_the_full_one(void **state)
{
    struct merkle_tree tree = made_tree(600), small = made_tree(300);
    struct merkle_head head = {300, merkle_root(small.level[0], 300)};
    struct memory_files m = {.n = 0};
    struct tile_reader r = {{&m, read_memory}, 300, &scratch};
    struct tile bundle = {.is_bundle = true, .index = 1, .width = 44};
    struct merkle_source s = tile_reader_source(&r);
    struct merkle_proof p;
    struct err err = {0};
    struct span bytes;

    (void)state;
    write_tiles(&tree, 600, &m);
    write_tiles(&small, 300, &m);
    for (size_t i = 0; i < m.n; i++)
        if (span_is(m.names[i], "tile/0/001.p/44") || span_is(m.names[i], "tile/entries/001.p/44"))
            m.names[i] = SPAN("gone");
    assert_ok(merkle_prove_inclusion(&s, 300, 299, &p, &err));
    assert_ok(merkle_check_inclusion(&head, 299, &small.level[0][299], &p, &err));
    assert_ok(tile_read(&r, &bundle, &bytes, &err));
    assert_int_equal(bytes.n, 44 * 10);
}

static void a_missing_or_short_tile_is_named(void **state)
{
    struct merkle_tree tree = made_tree(300);
    struct memory_files m = {.n = 0};
    struct tile_reader r = {{&m, read_memory}, 300, &scratch};
    struct merkle_source s = tile_reader_source(&r);
    struct merkle_proof p;
    struct err err = {0};

    (void)state;
    write_tiles(&tree, 300, &m);
    for (size_t i = 0; i < m.n; i++) {
        if (!span_is(m.names[i], "tile/0/001.p/44"))
            continue;
        m.bytes[i].n--;
        assert_int_equal(merkle_prove_inclusion(&s, 300, 299, &p, &err), RC_INPUT);
        assert_note("tile/0/001.p/44 has 1407 bytes; a tile of 44 hashes has 1408");
        m.names[i] = SPAN("gone");
        assert_int_equal(merkle_prove_inclusion(&s, 300, 299, &p, &err), RC_ABSENT);
        assert_note("tile/0/001.p/44 is not there");
        return;
    }
    fail_msg("no such tile was written");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(published_paths_are_read_and_written),
        TEST(paths_in_another_form_are_refused),
        TEST(any_tile_has_one_path),
        TEST(seventy_thousand_leaves_have_the_tiles_of_the_standard),
        TEST(a_walk_names_every_tile_once),
        TEST(a_fold_is_the_root_of_its_part),
        TEST(a_bundle_is_written_and_read),
        TEST(a_torn_bundle_is_refused),
        TEST(tiles_prove_what_the_tree_proves),
        TEST(a_partial_tile_that_is_gone_is_read_from_the_full_one),
        TEST(a_missing_or_short_tile_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
