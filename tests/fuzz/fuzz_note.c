/* SPDX-License-Identifier: Apache-2.0 */
/* Signed notes: what is read is written back byte for byte, the text of a checkpoint too, and a
 * note is believed only with a signature of the key. */
#include "fuzz.h"

#include "record/checkpoint.h"

static void check_checkpoint(struct span text)
{
    struct checkpoint c;
    struct err err = {{0}};
    struct buf b;

    if (checkpoint_read(text, &c, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    buf_init(&b, NOTE_BYTES_MAX);
    checkpoint_put(&b, &c);
    MUST(span_eq(buf_span(&b), text), "%s", b.p);
    buf_release(&b);
}

static void check_again(const struct note *n, struct span bytes)
{
    struct buf b;

    buf_init(&b, 2 * NOTE_BYTES_MAX);
    note_put_text(&b, n->text);
    for (size_t i = 0; i < n->n_signatures; i++)
        note_put_signature(&b, n->signatures[i].name, n->signatures[i].key_id,
                           n->signatures[i].bytes);
    MUST(span_eq(buf_span(&b), bytes), "%s", b.p);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[ED25519_SEED_BYTES] = {1};
    struct signer_key signer = signer_key_of(SPAN("aasc.example/made"), KEY_ED25519, seed);
    struct verifier_key key = signer_key_public(&signer);
    struct note_verdict v;
    struct err err = {{0}};
    struct arena a;
    struct note n;

    check_checkpoint(fuzz_span(data, size));
    arena_init(&a, FUZZ_ARENA_MAX);
    if (note_parse(fuzz_span(data, size), &a, &n, &err) == RC_OK) {
        bool is_small = true;

        for (size_t i = 0; i < n.n_signatures; i++)
            is_small = is_small && n.signatures[i].bytes.n <= NOTE_SIGNATURE_MAX;
        if (is_small)
            check_again(&n, fuzz_span(data, size));
        check_checkpoint(n.text);
        MUST(note_verify(&n, &key, 1, &v, &err) != RC_OK, "a note of nobody was believed");
    } else {
        MUST(err.note[0] != '\0', "refused without a word");
    }
    arena_release(&a);
    return 0;
}
