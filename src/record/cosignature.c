/* SPDX-License-Identifier: Apache-2.0 */
#include "record/cosignature.h"

#include <assert.h>
#include <string.h>

#include "record/note.h"

#define TIME_BYTES 8

uint64_t cosignature_time_s(struct span signature)
{
    uint64_t time_s = 0;

    if (signature.n != COSIGNATURE_BYTES)
        return 0;
    for (size_t i = 0; i < TIME_BYTES; i++)
        time_s = time_s << 8 | (unsigned char)signature.p[i];
    return time_s;
}

/* What is signed: the time in words, then the note's text. */
static void put_message(struct buf *b, struct span text, uint64_t time_s)
{
    buf_printf(b, "cosignature/v1\ntime %llu\n", (unsigned long long)time_s);
    buf_put(b, text);
}

bool cosignature_verify(const struct verifier_key *key, struct span text, struct span signature)
{
    struct ed25519_signature s;
    struct ed25519_key k;
    struct buf message;
    bool is_good;

    assert(key->kind->type == KEY_COSIGNATURE && key->public_key.n == sizeof(k.b));
    if (signature.n != COSIGNATURE_BYTES)
        return false;
    memcpy(s.b, signature.p + TIME_BYTES, sizeof(s.b));
    memcpy(k.b, key->public_key.p, sizeof(k.b));
    buf_init(&message, NOTE_BYTES_MAX + 100);
    put_message(&message, text, cosignature_time_s(signature));
    is_good = !message.is_full && ed25519_verify(&k, buf_span(&message), &s);
    buf_release(&message);
    return is_good;
}

void cosignature_put(struct buf *b, struct span text, uint64_t time_s, const struct signer_key *key)
{
    uint8_t bytes[COSIGNATURE_BYTES];
    struct ed25519_signature s;
    struct buf message;

    assert(key->kind->type == KEY_COSIGNATURE && text.n <= NOTE_BYTES_MAX);
    buf_init(&message, NOTE_BYTES_MAX + 100);
    put_message(&message, text, time_s);
    s = ed25519_sign(&key->pair, buf_span(&message));
    buf_release(&message);
    for (unsigned i = 0; i < TIME_BYTES; i++)
        bytes[i] = (uint8_t)(time_s >> (56 - 8 * i));
    memcpy(bytes + TIME_BYTES, s.b, sizeof(s.b));
    note_put_signature(b, key->name, key->id,
                       (struct span){.p = (const char *)bytes, .n = sizeof(bytes)});
}
