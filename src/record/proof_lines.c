/* SPDX-License-Identifier: Apache-2.0 */
#include "record/proof_lines.h"

#include <assert.h>

#include "base/base64.h"

enum rc proof_lines_cut(struct span *rest, size_t max, struct merkle_proof *out, struct err *err)
{
    struct merkle_proof p = {.n = 0};

    assert(max <= MERKLE_PROOF_MAX);
    while (rest->p != NULL && span_find(*rest, '\n') < rest->n) {
        struct span line = span_cut(rest, '\n');
        enum rc rc;

        if (line.n == 0) {
            *out = p;
            return RC_OK;
        }
        if (p.n == max)
            return err_set(err, RC_LIMIT, "the proof has more than %zu hashes", max);
        rc = base64_read_exact(line, p.hashes[p.n].b, SHA256_BYTES, err);
        if (rc)
            return err_prefix(err, rc, "hash %zu of the proof: ", p.n + 1);
        p.n++;
    }
    return err_set(err, RC_INPUT, "there is no empty line behind the hashes of the proof");
}

void proof_lines_put(struct buf *b, const struct merkle_proof *p)
{
    for (size_t i = 0; i < p->n; i++) {
        base64_put(b, (struct span){.p = (const char *)p->hashes[i].b, .n = SHA256_BYTES});
        buf_putc(b, '\n');
    }
    buf_putc(b, '\n');
}
