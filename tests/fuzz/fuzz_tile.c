/* SPDX-License-Identifier: Apache-2.0 */
/* Names of tiles and entry bundles: the first line is a name, the rest a bundle. A name that is
 * read is the only one of its tile; entries that are read, written again, are the same bytes. */
#include "fuzz.h"

#include "record/tile.h"

static void check_path(struct span path)
{
    struct err err = {{0}};
    struct tile t;
    struct buf b;

    if (tile_read_path(path, &t, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    buf_init(&b, TILE_PATH_MAX);
    tile_put_path(&b, &t);
    MUST(span_eq(buf_span(&b), path), "%s", b.p);
    buf_release(&b);
}

static void check_bundle(struct span bundle)
{
    struct span rest = bundle, entry;
    struct err err = {{0}};
    struct buf b;
    enum rc rc;

    buf_init(&b, bundle.n);
    while ((rc = bundle_next(&rest, &entry, &err)) == RC_OK)
        MUST(bundle_put(&b, entry, &err) == RC_OK, "%s", err.note);
    MUST(rc == RC_END || rc == RC_INPUT, "%d", (int)rc);
    MUST(rc != RC_END || b.n == bundle.n, "%zu bytes of %zu", b.n, bundle.n);
    MUST(span_eq(buf_span(&b), span_sub(bundle, 0, b.n)) || b.n == 0, "other bytes");
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = fuzz_span(data, size);

    check_path(span_cut(&rest, '\n'));
    check_bundle(rest);
    return 0;
}
