/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of verifier keys and signer keys: what is read has one text, which is read again. */
#include "fuzz.h"

#include "record/key.h"

static void check_key(const struct verifier_key *k, struct arena *a)
{
    struct verifier_key again;
    struct err err = {{0}};
    struct buf b;

    buf_init(&b, 2 * KEY_TEXT_MAX);
    verifier_key_put(&b, k);
    MUST(verifier_key_read(buf_span(&b), a, &again, &err) == RC_OK, "%s: %s", b.p, err.note);
    MUST(again.id == k->id && span_eq(again.public_key, k->public_key), "%s", b.p);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct verifier_key *keys;
    struct signer_key signer;
    struct err err = {{0}};
    struct arena a;
    size_t n = 0;

    arena_init(&a, FUZZ_ARENA_MAX);
    if (verifier_keys_read(fuzz_span(data, size), &a, &keys, &n, &err) != RC_OK)
        MUST(err.note[0] != '\0', "refused without a word");
    for (size_t i = 0; i < n; i++)
        check_key(&keys[i], &a);
    if (signer_key_read(fuzz_span(data, size), &signer, &err) == RC_OK) {
        struct buf b;

        buf_init(&b, KEY_TEXT_MAX);
        signer_key_put(&b, &signer);
        MUST(span_eq(buf_span(&b), span_trim(fuzz_span(data, size))), "%s", b.p);
        buf_release(&b);
    }
    arena_release(&a);
    return 0;
}
