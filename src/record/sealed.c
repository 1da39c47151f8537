/* SPDX-License-Identifier: Apache-2.0 */
#include "record/sealed.h"

#include "base/base64.h"
#include "record/ed25519.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define TAG_BYTES    crypto_aead_xchacha20poly1305_ietf_ABYTES
#define BOX_MAX      (SEALED_TEXT_MAX + SEALED_BLOCK + TAG_BYTES)
#define BOX_TEXT_MAX (BOX_MAX * 4 / 3 + 8) /* in base64 */
#define CONTEXT_MAX  128

_Static_assert(SEALED_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "keys");
_Static_assert(SEALED_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonces");

static const char seal_words[] = "aasc/sealed/v1"; /* its NUL is part of what is bound */
static const char person_words[] = "aasc/person/v1";

_Static_assert(sizeof(seal_words) + sizeof(struct uuid) + SEALED_PERSON_MAX <= CONTEXT_MAX,
               "room for what a box is bound to");

/* ---- persons ---- */

enum rc sealed_check_person(struct span person, struct err *err)
{
    if (person.n == 0 || person.n > SEALED_PERSON_MAX)
        return err_set(err, RC_INPUT, "a pseudonym has 1 to %d letters", SEALED_PERSON_MAX);
    for (size_t i = 0; i < person.n; i++) {
        char c = person.p[i];
        bool is_first = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (!is_first && (i == 0 || (c != '-' && c != '_' && c != '.')))
            return err_set(err, RC_INPUT,
                           "\"%.*s\" is no pseudonym; write small letters, digits, -, _ and .",
                           SPAN_ARG(person));
    }
    return RC_OK;
}

struct sha256_digest sealed_person_hash(struct span person)
{
    char text[sizeof(person_words) + SEALED_PERSON_MAX];

    assert(person.n <= SEALED_PERSON_MAX);
    memcpy(text, person_words, sizeof(person_words));
    memcpy(text + sizeof(person_words), person.p, person.n);
    return sha256((struct span){.p = text, .n = sizeof(person_words) + person.n});
}

/* ---- boxes ---- */

/* What a box is bound to: without it a box could be moved to an entry about somebody else. */
static size_t put_context(uint8_t to[CONTEXT_MAX], const struct uuid *entry, struct span person)
{
    size_t n = sizeof(seal_words);

    assert(person.n <= SEALED_PERSON_MAX);
    memcpy(to, seal_words, n);
    memcpy(to + n, entry->b, sizeof(entry->b));
    n += sizeof(entry->b);
    memcpy(to + n, person.p, person.n);
    return n + person.n;
}

static enum rc encrypt(struct sealed_box *box, const struct uuid *entry,
                       const struct sealed_key *key, struct span plain, uint8_t *to)
{
    uint8_t context[CONTEXT_MAX];
    size_t n_context = put_context(context, entry, box->person);
    unsigned long long n = 0;
    int code = crypto_aead_xchacha20poly1305_ietf_encrypt(
        to, &n, (const uint8_t *)plain.p, plain.n, context, n_context, NULL, box->nonce.b, key->b);

    assert(code == 0 && n == plain.n + TAG_BYTES); /* it has no way to fail */
    box->bytes = (struct span){.p = (const char *)to, .n = (size_t)n};
    return code == 0 ? RC_OK : RC_LIMIT;
}

enum rc sealed_seal(struct sealed_box *box, const struct uuid *entry, const struct sealed_key *key,
                    struct span text, struct arena *a, struct err *err)
{
    size_t n_padded = (text.n / SEALED_BLOCK + 1) * SEALED_BLOCK;
    uint8_t *plain, *to;
    enum rc rc = sealed_check_person(box->person, err);

    if (rc)
        return rc;
    if (text.n == 0)
        return err_set(err, RC_INPUT, "there is nothing to seal: the text is empty");
    if (text.n > SEALED_TEXT_MAX)
        return err_set(err, RC_LIMIT, "a text of %zu bytes; at most %zu can be sealed", text.n,
                       SEALED_TEXT_MAX);
    plain = arena_alloc(a, n_padded, err);
    to = arena_alloc(a, n_padded + TAG_BYTES, err);
    if (plain == NULL || to == NULL)
        return RC_LIMIT;
    memcpy(plain, text.p, text.n);
    memset(plain + text.n, 0, n_padded - text.n);
    plain[text.n] = 0x80; /* ISO/IEC 7816-4: the end of the text */
    rc = encrypt(box, entry, key, (struct span){.p = (const char *)plain, .n = n_padded}, to);
    ed25519_wipe(plain, n_padded);
    return rc;
}

static enum rc refuse_box(struct err *err)
{
    return err_set(err, RC_CONFLICT,
                   "the box does not open: it was made with another key, for another entry or "
                   "person, or its bytes were changed");
}

/* fails RC_CONFLICT: not padded as sealed_seal does */
static enum rc put_unpadded(const uint8_t *plain, size_t n, struct buf *text, struct err *err)
{
    size_t end = n;

    while (end > 0 && plain[end - 1] == 0)
        end--;
    if (end == 0 || plain[end - 1] != 0x80)
        return refuse_box(err);
    buf_put(text, (struct span){.p = (const char *)plain, .n = end - 1});
    return buf_check(text, err);
}

enum rc sealed_open(const struct sealed_box *box, const struct uuid *entry,
                    const struct sealed_key *key, struct buf *text, struct err *err)
{
    uint8_t context[CONTEXT_MAX];
    uint8_t plain[BOX_MAX]; /* some 64 KiB: no arena, so that it can be wiped */
    unsigned long long n = 0;
    size_t n_context;
    enum rc rc = sealed_check_person(box->person, err);

    if (rc)
        return rc;
    if (box->bytes.n <= TAG_BYTES || box->bytes.n > BOX_MAX)
        return refuse_box(err);
    n_context = put_context(context, entry, box->person);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &n, NULL, (const uint8_t *)box->bytes.p,
                                                   box->bytes.n, context, n_context, box->nonce.b,
                                                   key->b) != 0)
        return refuse_box(err);
    rc = put_unpadded(plain, (size_t)n, text, err);
    ed25519_wipe(plain, sizeof(plain));
    return rc;
}

/* ---- as a member of a body ---- */

static enum rc base64_text(struct span bytes, struct arena *a, struct json *out, struct err *err)
{
    struct buf b;
    struct span text;

    buf_init(&b, BOX_TEXT_MAX);
    base64_put(&b, bytes);
    text = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    if (text.p == NULL)
        return RC_LIMIT;
    *out = json_text(text);
    return RC_OK;
}

static enum rc set_box(struct json *list, const struct sealed_box *box, struct arena *a,
                       struct err *err)
{
    struct span nonce = {.p = (const char *)box->nonce.b, .n = sizeof(box->nonce.b)};
    struct json object = json_object(), text = json_null();
    enum rc rc = json_set(&object, "person", json_text(box->person), a, err);

    if (!rc)
        rc = base64_text(nonce, a, &text, err);
    if (!rc)
        rc = json_set(&object, "nonce", text, a, err);
    if (!rc)
        rc = base64_text(box->bytes, a, &text, err);
    if (!rc)
        rc = json_set(&object, "box", text, a, err);
    return rc ? rc : json_push(list, object, a, err);
}

enum rc sealed_set(struct json *body, const struct sealed *s, struct arena *a, struct err *err)
{
    struct json list = json_array();
    enum rc rc = RC_OK;

    if (s->n == 0 || s->n > SEALED_BOXES_MAX)
        return err_set(err, RC_LIMIT, "an entry holds 1 to %d boxes", SEALED_BOXES_MAX);
    for (size_t i = 0; i < s->n && !rc; i++)
        rc = set_box(&list, &s->boxes[i], a, err);
    return rc ? rc : json_set(body, "sealed", list, a, err);
}

static enum rc text_of(const struct json *box, const char *name, struct span *out, struct err *err)
{
    const struct json *v = json_get(box, name);

    if (v == NULL || v->type != JSON_STRING)
        return err_set(err, RC_INPUT, "%s: a string is wanted, not %s", name,
                       v == NULL ? "nothing" : json_type_name(v->type));
    *out = v->u.text;
    return RC_OK;
}

static enum rc read_bytes(struct span text, struct arena *a, struct span *out, struct err *err)
{
    uint8_t *bytes;
    size_t n = 0;
    enum rc rc;

    if (text.n > BOX_TEXT_MAX)
        return err_set(err, RC_LIMIT, "box: %zu letters; a box has at most %zu", text.n,
                       BOX_TEXT_MAX);
    bytes = arena_alloc(a, BASE64_BYTES(text.n) + 1, err);
    if (bytes == NULL)
        return RC_LIMIT;
    rc = base64_read(text, bytes, &n, err);
    if (!rc && (n <= TAG_BYTES || n > BOX_MAX || (n - TAG_BYTES) % SEALED_BLOCK != 0))
        rc = err_set(err, RC_INPUT, "%zu bytes; a box has a multiple of %d and %u more", n,
                     SEALED_BLOCK, TAG_BYTES);
    if (rc)
        return err_prefix(err, rc, "box: ");
    *out = (struct span){.p = (const char *)bytes, .n = n};
    return RC_OK;
}

static enum rc read_box(const struct json *v, struct arena *a, struct sealed_box *out,
                        struct err *err)
{
    struct sealed_box box = {.bytes = {.p = NULL, .n = 0}};
    struct span nonce = {0}, text = {0};
    enum rc rc = RC_OK;

    if (v->type != JSON_OBJECT || v->u.object.n != 3)
        return err_set(err, RC_INPUT,
                       "an object with \"person\", \"nonce\" and \"box\" is wanted, and nothing "
                       "else");
    rc = text_of(v, "person", &box.person, err);
    if (!rc)
        rc = sealed_check_person(box.person, err);
    if (!rc)
        rc = text_of(v, "nonce", &nonce, err);
    if (!rc && base64_read_exact(nonce, box.nonce.b, sizeof(box.nonce.b), NULL))
        rc = err_set(err, RC_INPUT, "nonce: %d bytes in base64 are wanted", SEALED_NONCE_BYTES);
    if (!rc)
        rc = text_of(v, "box", &text, err);
    if (!rc)
        rc = read_bytes(text, a, &box.bytes, err);
    if (!rc)
        *out = box;
    return rc;
}

enum rc sealed_read(const struct json *body, struct arena *a, struct sealed *out, struct err *err)
{
    const struct json *list = json_get(body, "sealed");
    struct sealed_box *boxes;
    size_t n;

    if (list == NULL) {
        *out = (struct sealed){.boxes = NULL, .n = 0};
        return RC_OK;
    }
    if (list->type != JSON_ARRAY || list->u.array.n == 0)
        return err_set(err, RC_INPUT, "sealed: a list of boxes is wanted");
    n = list->u.array.n;
    if (n > SEALED_BOXES_MAX)
        return err_set(err, RC_LIMIT, "sealed: %zu boxes; an entry holds at most %d", n,
                       SEALED_BOXES_MAX);
    boxes = arena_array(a, n, sizeof(*boxes), err);
    if (boxes == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        enum rc rc = read_box(&list->u.array.items[i], a, &boxes[i], err);

        if (rc)
            return err_prefix(err, rc, "sealed[%zu]: ", i);
    }
    *out = (struct sealed){.boxes = boxes, .n = n};
    return RC_OK;
}
