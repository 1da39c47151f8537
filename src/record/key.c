/* SPDX-License-Identifier: Apache-2.0 */
#include "record/key.h"

#include <assert.h>
#include <string.h>

#include "base/base64.h"
#include "base/hash.h"

#define ID_DIGITS 8

static const struct key_kind kinds[] = {
    {"Ed25519", 32, 64, KEY_ED25519, false, true},
    {"ECDSA", 0, 0, KEY_ECDSA, true, false},
    {"Ed25519 cosignature", 32, 72, KEY_COSIGNATURE, false, true},
    {"RFC 6962 tree head", 0, 0, KEY_TREE_HEAD, false, false},
    {"ML-DSA-44 cosignature", 1312, 2428, KEY_COSIGNATURE_ML_DSA, false, false},
};

const struct key_kind *key_kind_find(unsigned type)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if ((unsigned)kinds[i].type == type)
            return &kinds[i];
    return NULL;
}

/* White_Space of Unicode, but what is below U+0020, which is refused before. */
static bool is_unicode_space(uint32_t c)
{
    return c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

enum rc key_check_name(struct span name, struct err *err)
{
    if (name.n == 0)
        return err_set(err, RC_INPUT, "the key's name is empty");
    if (name.n > KEY_NAME_MAX)
        return err_set(err, RC_LIMIT, "the key's name has %zu bytes; at most %d", name.n,
                       KEY_NAME_MAX);
    for (struct span rest = name; rest.n > 0;) {
        uint32_t c;
        size_t n = span_code_point(rest, &c);

        if (n == 0)
            return err_set(err, RC_INPUT, "the key's name is not UTF-8");
        if (c < 0x20 || c == '+' || is_unicode_space(c))
            return err_set(err, RC_INPUT,
                           "the key's name \"%.*s\" holds a blank, a '+' or a control character",
                           SPAN_ARG(name));
        rest = span_from(rest, n);
    }
    return RC_OK;
}

static uint32_t first_4_bytes(const struct sha256_digest *d)
{
    return (uint32_t)d->b[0] << 24 | (uint32_t)d->b[1] << 16 | (uint32_t)d->b[2] << 8 | d->b[3];
}

uint32_t key_id(struct span name, const struct key_kind *kind, struct span public_key)
{
    const char middle[2] = {'\n', (char)kind->type};
    struct sha256_stream s;
    struct sha256_digest d;

    sha256_init(&s);
    if (!kind->is_id_of_key_only) {
        sha256_add(&s, name);
        sha256_add(&s, (struct span){.p = middle, .n = sizeof(middle)});
    }
    sha256_add(&s, public_key);
    d = sha256_finish(&s);
    return first_4_bytes(&d);
}

struct verifier_key verifier_key_of(struct span name, enum key_type type,
                                    const struct ed25519_key *key)
{
    struct verifier_key k = {
        .name = name,
        .kind = key_kind_find(type),
        .public_key = {.p = (const char *)key->b, .n = ED25519_KEY_BYTES},
    };

    assert(k.kind != NULL && k.kind->public_bytes == ED25519_KEY_BYTES);
    k.id = key_id(name, k.kind, k.public_key);
    return k;
}

/* 16 where it is no lower-case digit. */
static uint32_t digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 16;
}

/* Exactly eight lower-case digits. */
static enum rc read_id(struct span text, uint32_t *out, struct err *err)
{
    bool is_id = text.n == ID_DIGITS;
    uint32_t id = 0;

    for (size_t i = 0; i < text.n && is_id; i++) {
        is_id = digit_of(text.p[i]) < 16;
        id = id << 4 | digit_of(text.p[i]);
    }
    if (!is_id)
        return err_set(err, RC_INPUT,
                       "the key's id \"%.*s\" is not 8 lower-case hexadecimal digits",
                       SPAN_ARG(text));
    *out = id;
    return RC_OK;
}

/* What both kinds of text share: name + id + base64(type || bytes), cut at the first two '+'. */
struct key_text {
    struct span name;
    uint32_t id;
    struct span base64;
};

static enum rc cut_text(struct span text, struct key_text *out, struct err *err)
{
    struct key_text t = {.id = 0};
    struct span rest = text;
    struct span id;
    enum rc rc;

    t.name = span_cut(&rest, '+');
    id = span_cut(&rest, '+');
    t.base64 = rest;
    if (rest.p == NULL)
        return err_set(err, RC_INPUT, "a key is written name+id+base64; this is not");
    rc = key_check_name(t.name, err);
    if (rc == RC_OK)
        rc = read_id(id, &t.id, err);
    if (rc == RC_OK)
        *out = t;
    return rc;
}

static enum rc refuse_type(uint8_t type, struct err *err)
{
    return err_set(err, RC_UNSUPPORTED,
                   "the key's type is 0x%02x; known are 0x01, 0x02, 0x04, 0x05, 0x06", type);
}

static enum rc refuse_id(uint32_t got, uint32_t wanted, struct err *err)
{
    return err_set(err, RC_INPUT,
                   "the key's id is written %08x, but name and key give %08x: a letter is wrong",
                   got, wanted);
}

static enum rc fill_verifier(const struct key_text *t, const uint8_t *bytes, size_t n,
                             struct verifier_key *out, struct err *err)
{
    struct verifier_key k = {.name = t->name, .id = t->id};

    if (n < 2)
        return err_set(err, RC_INPUT, "the key has no bytes behind its type");
    k.kind = key_kind_find(bytes[0]);
    if (k.kind == NULL)
        return refuse_type(bytes[0], err);
    k.public_key = (struct span){.p = (const char *)bytes + 1, .n = n - 1};
    if (k.kind->public_bytes != 0 && k.public_key.n != k.kind->public_bytes)
        return err_set(err, RC_INPUT, "a key of type %s has %zu bytes, not %zu", k.kind->name,
                       k.kind->public_bytes, k.public_key.n);
    if (key_id(k.name, k.kind, k.public_key) != k.id)
        return refuse_id(k.id, key_id(k.name, k.kind, k.public_key), err);
    *out = k;
    return RC_OK;
}

enum rc verifier_key_read(struct span text, struct arena *a, struct verifier_key *out,
                          struct err *err)
{
    struct key_text t = {.id = 0};
    uint8_t *bytes;
    size_t n;
    enum rc rc;

    text = span_trim(text);
    if (text.n > KEY_TEXT_MAX)
        return err_set(err, RC_LIMIT, "a key of %zu characters; at most %d", text.n, KEY_TEXT_MAX);
    if (span_starts(text, SPAN("PRIVATE+KEY+")))
        return err_set(err, RC_INPUT, "this is a secret key; the public one is wanted here");
    rc = cut_text(text, &t, err);
    if (rc)
        return rc;
    t.name = arena_copy(a, t.name, err);
    if (t.name.p == NULL)
        return RC_LIMIT;
    bytes = arena_alloc(a, BASE64_BYTES(t.base64.n) + 1, err);
    if (bytes == NULL)
        return RC_LIMIT;
    rc = base64_read(t.base64, bytes, &n, err);
    if (rc)
        return err_prefix(err, rc, "the key's base64: ");
    return fill_verifier(&t, bytes, n, out, err);
}

/* name + id + base64(type || bytes) */
static void put_text(struct buf *b, struct span name, uint32_t id, struct span typed)
{
    buf_put(b, name);
    buf_printf(b, "+%08x+", id);
    base64_put(b, typed);
}

void verifier_key_put(struct buf *b, const struct verifier_key *key)
{
    char typed[KEY_TEXT_MAX];

    assert(key->public_key.n < sizeof(typed));
    typed[0] = (char)key->kind->type;
    memcpy(typed + 1, key->public_key.p, key->public_key.n);
    put_text(b, key->name, key->id, (struct span){.p = typed, .n = key->public_key.n + 1});
}

static bool is_same_key(const struct verifier_key *a, const struct verifier_key *b)
{
    return a->id == b->id && span_eq(a->name, b->name);
}

/* One that is new to the list. */
static enum rc add_key(struct span line, struct arena *a, struct verifier_key *keys, size_t n,
                       struct err *err)
{
    enum rc rc = RC_OK;

    if (n == KEYS_MAX)
        return err_set(err, RC_LIMIT, "more than %d keys", KEYS_MAX);
    rc = verifier_key_read(line, a, &keys[n], err);
    for (size_t i = 0; i < n && rc == RC_OK; i++)
        if (is_same_key(&keys[i], &keys[n]))
            rc = err_set(err, RC_INPUT, "the key stands in the list already");
    return rc;
}

enum rc verifier_keys_read(struct span text, struct arena *a, const struct verifier_key **out,
                           size_t *n, struct err *err)
{
    struct verifier_key *keys = NULL;
    size_t n_keys = 0, cap = 0, line_no = 0;

    while (text.p != NULL) {
        struct span line = span_trim(span_cut(&text, '\n'));
        enum rc rc;

        line_no++;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        keys = arena_grow(a, keys, n_keys, &cap, sizeof(*keys), err);
        if (keys == NULL)
            return RC_LIMIT;
        rc = add_key(line, a, keys, n_keys, err);
        if (rc)
            return err_prefix(err, rc, "line %zu: ", line_no);
        n_keys++;
    }
    if (n_keys == 0)
        return err_set(err, RC_INPUT, "there is no key; one is written name+id+base64");
    *out = keys;
    *n = n_keys;
    return RC_OK;
}
