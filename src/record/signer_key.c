/* SPDX-License-Identifier: Apache-2.0 */
/* signer_key.c: the secret half of key.h. */
#include "record/key.h"

#include <assert.h>
#include <string.h>

#include "base/base64.h"

#define TYPED_BYTES (1 + ED25519_SEED_BYTES)
#define TYPED_CHARS ((TYPED_BYTES + 2) / 3 * 4)

static const char prefix[] = "PRIVATE+KEY+";

struct signer_key signer_key_of(struct span name, enum key_type type, const uint8_t *seed)
{
    struct signer_key k = {.name = name, .kind = key_kind_find(type)};

    assert(type == KEY_ED25519 || type == KEY_COSIGNATURE);
    ed25519_pair_init(&k.pair, seed);
    k.id = signer_key_public(&k).id;
    return k;
}

struct verifier_key signer_key_public(const struct signer_key *key)
{
    return verifier_key_of(key->name, key->kind->type, &key->pair.public_key);
}

void signer_key_wipe(struct signer_key *key)
{
    ed25519_wipe(key, sizeof(*key));
}

/* The digits must be those of the id; they are written again rather than read. */
static bool is_id(struct span digits, uint32_t id)
{
    char text[9];

    (void)snprintf(text, sizeof(text), "%08x", id);
    return span_is(digits, text);
}

static enum rc read_typed(struct span name, struct span id, const uint8_t *typed,
                          struct signer_key *out, struct err *err)
{
    struct signer_key k;

    if (typed[0] != KEY_ED25519 && typed[0] != KEY_COSIGNATURE)
        return err_set(err, RC_UNSUPPORTED,
                       "the secret key's type is 0x%02x; 0x01 and 0x04 can sign", typed[0]);
    k = signer_key_of(name, (enum key_type)typed[0], typed + 1);
    if (!is_id(id, k.id)) {
        signer_key_wipe(&k);
        return err_set(err, RC_INPUT, "the secret key's id is not that of its name and key");
    }
    *out = k;
    signer_key_wipe(&k);
    return RC_OK;
}

/* No note of these quotes the text: it is a secret. */
enum rc signer_key_read(struct span text, struct signer_key *out, struct err *err)
{
    uint8_t typed[BASE64_BYTES(TYPED_CHARS)];
    struct span rest = span_trim(text);
    struct span name, id;
    enum rc rc;

    if (!span_starts(rest, span_of(prefix)))
        return err_set(err, RC_INPUT, "a secret key begins with %s; this does not", prefix);
    rest = span_from(rest, sizeof(prefix) - 1);
    name = span_cut(&rest, '+');
    id = span_cut(&rest, '+');
    rc = key_check_name(name, err);
    if (rc)
        return rc;
    if (rest.n != TYPED_CHARS)
        return err_set(err, RC_INPUT, "the secret key has not the length of a type and a seed");
    rc = base64_read_exact(rest, typed, TYPED_BYTES, err);
    if (rc == RC_OK)
        rc = read_typed(name, id, typed, out, err);
    ed25519_wipe(typed, sizeof(typed));
    return rc;
}

void signer_key_put(struct buf *b, const struct signer_key *key)
{
    uint8_t typed[TYPED_BYTES];

    typed[0] = (uint8_t)key->kind->type;
    memcpy(typed + 1, key->pair.secret, ED25519_SEED_BYTES);
    buf_puts(b, prefix);
    buf_put(b, key->name);
    buf_printf(b, "+%08x+", key->id);
    base64_put(b, (struct span){.p = (const char *)typed, .n = sizeof(typed)});
    ed25519_wipe(typed, sizeof(typed));
}
