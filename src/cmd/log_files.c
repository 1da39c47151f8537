/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/log_files.h"

#include <string.h>

enum rc log_files_open(struct log_files *f, struct store *s, struct arena *a, struct err *err)
{
    enum rc rc;

    *f = (struct log_files){.store = s};
    rc = store_checkpoint_below(s, UINT64_MAX, a, &f->head, err);
    return rc == RC_ABSENT ? err_set(err, rc,
                                     "nothing was signed yet: the log has no head; the next "
                                     "command that writes signs one")
                           : rc;
}

enum rc log_files_bundle(const struct sha256_digest *commitments, size_t n, struct arena *a,
                         struct span *out, struct err *err)
{
    const size_t each = 2 + SHA256_BYTES; /* docs/formats/log.md: a length, then the leaf's data */
    char *bytes = arena_array(a, n, each, err);

    if (bytes == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        bytes[i * each + 1] = SHA256_BYTES;
        memcpy(bytes + i * each + 2, commitments[i].b, SHA256_BYTES);
    }
    *out = (struct span){.p = bytes, .n = n * each};
    return RC_OK;
}

static enum rc read_bundle(const struct log_files *f, const struct tile *t, struct arena *a,
                           struct span *out, struct err *err)
{
    struct sha256_digest commitments[TILE_WIDTH];
    enum rc rc = store_commitments(f->store, t->index * TILE_WIDTH, t->width, commitments, err);

    return rc ? rc : log_files_bundle(commitments, t->width, a, out, err);
}

static enum rc read_hashes(const struct log_files *f, const struct tile *t, struct arena *a,
                           struct span *out, struct err *err)
{
    struct sha256_digest *hashes = arena_array(a, TILE_WIDTH, sizeof(*hashes), err);
    size_t n = 0;
    enum rc rc;

    if (hashes == NULL)
        return RC_LIMIT;
    rc = store_tile(f->store, t->level, t->index, hashes, &n, err);
    if (!rc && n < t->width)
        rc = err_set(err, RC_ABSENT, "tile %u/%llu has %zu hashes instead of %u", t->level,
                     (unsigned long long)t->index, n, t->width);
    if (!rc)
        *out = (struct span){.p = (const char *)hashes, .n = (size_t)t->width * SHA256_BYTES};
    return rc;
}

enum rc log_files_tile(const struct log_files *f, const struct tile *t, struct arena *a,
                       struct span *out, struct err *err)
{
    return t->is_bundle ? read_bundle(f, t, a, out, err) : read_hashes(f, t, a, out, err);
}

static enum rc read_name(void *context, struct span name, struct arena *a, struct span *out,
                         struct err *err)
{
    const struct log_files *f = context;
    struct tile t;
    enum rc rc;

    if (span_is(name, "checkpoint")) {
        *out = f->head.note;
        return RC_OK;
    }
    rc = tile_read_path(name, &t, err);
    return rc ? rc : log_files_tile(f, &t, a, out, err);
}

struct files log_files(struct log_files *f)
{
    return (struct files){.context = f, .read = read_name};
}
