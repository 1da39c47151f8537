/* SPDX-License-Identifier: Apache-2.0 */
#include "record/tile.h"

#include <assert.h>
#include <string.h>

#include "record/decimal.h"

#define GROUP_DIGITS     3
#define INDEX_GROUPS_MAX 7 /* 10^21 is beyond 2^63 */

void tile_put_path(struct buf *b, const struct tile *t)
{
    uint64_t groups[INDEX_GROUPS_MAX];
    size_t n = 0;
    uint64_t rest = t->index;

    do {
        groups[n++] = rest % 1000;
        rest /= 1000;
    } while (rest > 0);
    if (t->is_bundle)
        buf_puts(b, "tile/entries");
    else
        buf_printf(b, "tile/%u", t->level);
    while (n-- > 0)
        buf_printf(b, n > 0 ? "/x%03u" : "/%03u", (unsigned)groups[n]);
    if (t->width < TILE_WIDTH)
        buf_printf(b, ".p/%u", t->width);
}

/* "tile/<level>/" or "tile/entries/" off the front. */
static enum rc cut_level(struct span *rest, struct tile *t, struct err *err)
{
    struct span word;
    uint64_t level = 0;
    enum rc rc;

    if (!span_is(span_cut(rest, '/'), "tile"))
        return err_set(err, RC_INPUT, "it does not begin with tile/");
    word = span_cut(rest, '/');
    t->is_bundle = span_is(word, "entries");
    rc = t->is_bundle ? RC_OK : decimal_read(word, TILE_LEVEL_MAX, &level, err);
    t->level = (unsigned)level;
    return rc ? err_prefix(err, rc, "its level: ") : RC_OK;
}

static bool read_group(struct span digits, uint64_t *out)
{
    uint64_t v = 0;

    for (size_t i = 0; i < digits.n && digits.n == GROUP_DIGITS; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9')
            return false;
        v = v * 10 + (uint64_t)(digits.p[i] - '0');
    }
    *out = v;
    return digits.n == GROUP_DIGITS;
}

static enum rc refuse_index(struct span text, struct err *err)
{
    return err_set(err, RC_INPUT,
                   "its number \"%.*s\" is not in groups of 3 digits, all but the last with an x "
                   "before them, without needless zeros",
                   SPAN_ARG(text));
}

/* "x001/x234/067"; the first group of several is not 000. */
static enum rc read_index(struct span text, uint64_t *out, struct err *err)
{
    struct span rest = text;
    uint64_t index = 0, group;
    size_t n_groups = 0;

    while (rest.p != NULL) {
        struct span word = span_cut(&rest, '/');
        bool is_last = rest.p == NULL;

        if (!is_last && (word.n == 0 || word.p[0] != 'x'))
            return refuse_index(text, err);
        if (!read_group(is_last ? word : span_from(word, 1), &group) ||
            (n_groups == 0 && !is_last && group == 0))
            return refuse_index(text, err);
        if (index > (MERKLE_SIZE_MAX - group) / 1000)
            return err_set(err, RC_RANGE, "its number is more than 2^63 - 1");
        index = index * 1000 + group;
        n_groups++;
    }
    *out = index;
    return RC_OK;
}

static size_t find_partial(struct span s)
{
    for (size_t i = 0; i + 2 < s.n; i++)
        if (memcmp(s.p + i, ".p/", 3) == 0)
            return i;
    return s.n;
}

static enum rc read_parts(struct span path, struct tile *t, struct err *err)
{
    struct span rest = path;
    uint64_t width = TILE_WIDTH;
    size_t at;
    enum rc rc = cut_level(&rest, t, err);

    if (rc)
        return rc;
    if (rest.p == NULL)
        return err_set(err, RC_INPUT, "it ends behind the level");
    at = find_partial(rest);
    rc = read_index(span_sub(rest, 0, at), &t->index, err);
    if (rc == RC_OK && at < rest.n)
        rc = decimal_read(span_from(rest, at + 3), TILE_WIDTH - 1, &width, err);
    if (rc == RC_OK && width == 0)
        rc = err_set(err, RC_RANGE, "a partial tile has 1 to 255 entries");
    t->width = (unsigned)width;
    return rc;
}

enum rc tile_read_path(struct span path, struct tile *out, struct err *err)
{
    struct tile t = {.width = TILE_WIDTH};
    enum rc rc = read_parts(path, &t, err);

    if (rc)
        return err_prefix(err, rc, "\"%.*s\" is no name of a tile: ", SPAN_ARG(path));
    *out = t;
    return RC_OK;
}

/* Hashes at a level of tiles. */
static uint64_t count_at(uint64_t size, unsigned level)
{
    return level < TILE_LEVELS ? size >> (TILE_HEIGHT * level) : 0;
}

uint64_t tile_full_count(uint64_t size, unsigned level)
{
    return count_at(size, level) / TILE_WIDTH;
}

unsigned tile_partial_width(uint64_t size, unsigned level)
{
    return (unsigned)(count_at(size, level) % TILE_WIDTH);
}

bool tile_of_size(uint64_t size, unsigned level, uint64_t index, struct tile *out)
{
    uint64_t n_full = tile_full_count(size, level);
    struct tile t = {.level = level, .index = index, .width = TILE_WIDTH};

    if (index == n_full)
        t.width = tile_partial_width(size, level);
    if (index > n_full || t.width == 0)
        return false;
    *out = t;
    return true;
}

void tile_walk_init(struct tile_walk *w, uint64_t size)
{
    *w = (struct tile_walk){.size = size, .next = {.is_bundle = false}};
}

bool tile_walk_next(struct tile_walk *w, struct tile *out)
{
    while (w->next.level < TILE_LEVELS) {
        bool is_bundle = w->next.is_bundle;

        if (tile_of_size(w->size, w->next.level, w->next.index, out)) {
            out->is_bundle = is_bundle;
            w->next.index++;
            return true;
        }
        /* the end of a level: the next one up; behind the top the bundles, once */
        w->next.index = 0;
        w->next.level++;
        if (!is_bundle && w->next.level == TILE_LEVELS)
            w->next = (struct tile){.is_bundle = true};
        else if (is_bundle)
            w->next.level = TILE_LEVELS;
    }
    return false;
}

struct sha256_digest tile_fold(struct span tile_bytes, unsigned first, unsigned n)
{
    struct sha256_digest nodes[TILE_WIDTH];

    assert(n >= 1 && n <= TILE_WIDTH && (n & (n - 1)) == 0);
    assert(((size_t)first + n) * SHA256_BYTES <= tile_bytes.n);
    memcpy(nodes, tile_bytes.p + (size_t)first * SHA256_BYTES, (size_t)n * SHA256_BYTES);
    for (; n > 1; n /= 2)
        for (unsigned i = 0; i < n / 2; i++)
            nodes[i] = merkle_node(&nodes[2 * i], &nodes[2 * i + 1]);
    return nodes[0];
}

enum rc bundle_put(struct buf *b, struct span data, struct err *err)
{
    if (data.n > BUNDLE_ENTRY_MAX)
        return err_set(err, RC_LIMIT, "an entry of a bundle has at most %d bytes, not %zu",
                       BUNDLE_ENTRY_MAX, data.n);
    buf_putc(b, (char)(data.n >> 8));
    buf_putc(b, (char)(data.n & 0xFF));
    buf_put(b, data);
    return buf_check(b, err);
}

enum rc bundle_next(struct span *rest, struct span *out, struct err *err)
{
    size_t n;

    if (rest->n == 0)
        return RC_END;
    if (rest->n < 2)
        return err_set(err, RC_INPUT, "the bundle ends within the length of an entry");
    n = (size_t)(unsigned char)rest->p[0] << 8 | (unsigned char)rest->p[1];
    if (rest->n - 2 < n)
        return err_set(err, RC_INPUT, "the bundle ends %zu bytes before the end of its last entry",
                       n - (rest->n - 2));
    *out = span_sub(*rest, 2, n);
    *rest = span_from(*rest, 2 + n);
    return RC_OK;
}

static enum rc read_file(const struct tile_reader *r, const struct tile *t, struct span *out,
                         struct err *err)
{
    char path[TILE_PATH_MAX];
    struct buf b;
    enum rc rc;

    buf_init(&b, sizeof(path) - 1);
    tile_put_path(&b, t);
    assert(!b.is_full);
    memcpy(path, b.p, b.n + 1);
    rc = r->files.read(r->files.context, span_of(path), r->scratch, out, err);
    if (rc == RC_OK && !t->is_bundle && out->n != (size_t)t->width * SHA256_BYTES)
        rc = err_set(err, RC_INPUT, "%s has %zu bytes; a tile of %u hashes has %u", path, out->n,
                     t->width, t->width * SHA256_BYTES);
    buf_release(&b);
    return rc;
}

/* The first `n` entries of a bundle. */
static enum rc cut_entries(struct span bundle, unsigned n, struct span *out, struct err *err)
{
    struct span rest = bundle, entry;

    for (unsigned i = 0; i < n; i++) {
        enum rc rc = bundle_next(&rest, &entry, err);

        if (rc == RC_END)
            return err_set(err, RC_INPUT, "a bundle with %u entries in place of %u", i, n);
        if (rc)
            return rc;
    }
    *out = span_sub(bundle, 0, bundle.n - rest.n);
    return RC_OK;
}

enum rc tile_read(const struct tile_reader *r, const struct tile *t, struct span *out,
                  struct err *err)
{
    struct tile full = *t;
    struct err full_err = {{0}};
    struct span bytes;
    enum rc rc;

    arena_reset(r->scratch);
    rc = read_file(r, t, &bytes, err);
    if (rc == RC_ABSENT && t->width < TILE_WIDTH) {
        full.width = TILE_WIDTH;
        if (read_file(r, &full, &bytes, &full_err) != RC_OK)
            return rc; /* what is missing is the partial one */
        rc = RC_OK;
        if (t->is_bundle)
            rc = cut_entries(bytes, t->width, &bytes, err);
        else
            bytes = span_sub(bytes, 0, (size_t)t->width * SHA256_BYTES);
    }
    if (rc == RC_OK)
        *out = bytes;
    return rc;
}

static enum rc reader_subtree(void *context, unsigned level, uint64_t index,
                              struct sha256_digest *out, struct err *err)
{
    struct tile_reader *r = context;
    unsigned inside = level % TILE_HEIGHT;
    uint64_t first = index << inside;
    struct span bytes;
    struct tile t;
    enum rc rc;

    if (!tile_of_size(r->size, level / TILE_HEIGHT, first / TILE_WIDTH, &t) ||
        first % TILE_WIDTH + (UINT64_C(1) << inside) > t.width)
        return err_set(err, RC_ABSENT, "the log of %llu leaves has no complete subtree (%u, %llu)",
                       (unsigned long long)r->size, level, (unsigned long long)index);
    rc = tile_read(r, &t, &bytes, err);
    if (rc == RC_OK)
        *out = tile_fold(bytes, (unsigned)(first % TILE_WIDTH), 1U << inside);
    return rc;
}

struct merkle_source tile_reader_source(struct tile_reader *r)
{
    return (struct merkle_source){.context = r, .subtree = reader_subtree};
}
