/* SPDX-License-Identifier: Apache-2.0 */
#include "record/note.h"

#include <assert.h>
#include <string.h>

#include "base/base64.h"
#include "record/cosignature.h"

#define DASH     "\xE2\x80\x94 " /* U+2014 and a blank: how each signature's line begins */
#define ID_BYTES 4

static enum rc check_characters(struct span bytes, struct err *err)
{
    size_t bad_at = 0;

    for (size_t i = 0; i < bytes.n; i++)
        if ((unsigned char)bytes.p[i] < 0x20 && bytes.p[i] != '\n')
            return err_set(err, RC_INPUT,
                           "byte %zu of the note is the control character 0x%02x; only line ends "
                           "may stand in a note",
                           i, (unsigned char)bytes.p[i]);
    if (!span_is_utf8(bytes, &bad_at))
        return err_set(err, RC_INPUT, "byte %zu of the note is not UTF-8", bad_at);
    return RC_OK;
}

enum rc note_check_text(struct span text, struct err *err)
{
    if (text.n == 0 || text.p[text.n - 1] != '\n')
        return err_set(err, RC_INPUT, "the text of a note must end in a line end");
    return check_characters(text, err);
}

static enum rc read_signature(struct span line, struct arena *a, struct note_signature *out,
                              struct err *err)
{
    struct note_signature s = {.line = line};
    struct span rest = span_from(line, sizeof(DASH) - 1);
    uint8_t *bytes;
    size_t n;
    enum rc rc;

    if (!span_starts(line, SPAN(DASH)))
        return err_set(err, RC_INPUT, "it does not begin with an em dash and a blank");
    rest.n--; /* the line end */
    s.name = span_cut(&rest, ' ');
    rc = key_check_name(s.name, err);
    if (rc)
        return rc;
    bytes = arena_alloc(a, BASE64_BYTES(rest.n) + 1, err);
    if (bytes == NULL)
        return RC_LIMIT;
    rc = base64_read(rest, bytes, &n, err);
    if (rc)
        return rc;
    if (n <= ID_BYTES)
        return err_set(err, RC_INPUT, "%zu bytes are no key id and signature", n);
    s.key_id =
        (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
    s.bytes = (struct span){.p = (const char *)bytes + ID_BYTES, .n = n - ID_BYTES};
    *out = s;
    return RC_OK;
}

/* Where the text ends: in front of the last empty line. */
static enum rc find_text(struct span bytes, struct span *text, struct span *lines, struct err *err)
{
    if (bytes.n == 0 || bytes.p[bytes.n - 1] != '\n')
        return err_set(err, RC_INPUT, "the note does not end in a line end");
    for (size_t i = bytes.n - 1; i > 0; i--) {
        if (bytes.p[i] != '\n' || bytes.p[i - 1] != '\n')
            continue;
        *text = span_sub(bytes, 0, i);
        *lines = span_from(bytes, i + 1);
        if (lines->n == 0)
            return err_set(err, RC_INPUT, "the note has no signature behind its empty line");
        return RC_OK;
    }
    return err_set(err, RC_INPUT, "the note has no empty line between its text and signatures");
}

static size_t count_lines(struct span lines)
{
    size_t n = 0;

    for (size_t i = 0; i < lines.n; i++)
        n += lines.p[i] == '\n';
    return n;
}

enum rc note_parse(struct span bytes, struct arena *a, struct note *out, struct err *err)
{
    struct note n = {.n_signatures = 0};
    struct note_signature *signatures;
    struct span lines = {0};
    enum rc rc;

    if (bytes.n > NOTE_BYTES_MAX)
        return err_set(err, RC_LIMIT, "a note of %zu bytes; at most %zu", bytes.n, NOTE_BYTES_MAX);
    rc = check_characters(bytes, err);
    if (rc == RC_OK)
        rc = find_text(bytes, &n.text, &lines, err);
    if (rc)
        return rc;
    n.n_signatures = count_lines(lines);
    if (n.n_signatures > NOTE_SIGNATURES_MAX)
        return err_set(err, RC_LIMIT, "a note with %zu signatures; at most %d", n.n_signatures,
                       NOTE_SIGNATURES_MAX);
    signatures = arena_array(a, n.n_signatures, sizeof(*signatures), err);
    if (signatures == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n.n_signatures; i++) {
        size_t end = span_find(lines, '\n') + 1;

        rc = read_signature(span_sub(lines, 0, end), a, &signatures[i], err);
        if (rc)
            return err_prefix(err, rc, "signature %zu of the note: ", i + 1);
        lines = span_from(lines, end);
    }
    n.signatures = signatures;
    *out = n;
    return RC_OK;
}

static const struct verifier_key *find_key(const struct note_signature *s,
                                           const struct verifier_key *keys, size_t n_keys)
{
    for (size_t i = 0; i < n_keys; i++)
        if (keys[i].id == s->key_id && keys[i].kind->is_verified && span_eq(keys[i].name, s->name))
            return &keys[i];
    return NULL;
}

static bool is_good(struct span text, const struct note_signature *s,
                    const struct verifier_key *key)
{
    if (s->bytes.n != key->kind->signature_bytes)
        return false;
    if (key->kind->type == KEY_COSIGNATURE)
        return cosignature_verify(key, text, s->bytes);
    assert(key->kind->type == KEY_ED25519);
    return ed25519_verify((const struct ed25519_key *)key->public_key.p, text,
                          (const struct ed25519_signature *)s->bytes.p);
}

static bool is_among(const struct verifier_key *key, const struct note_verdict *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (v->by[i] == key)
            return true;
    return false;
}

enum rc note_verify(const struct note *n, const struct verifier_key *keys, size_t n_keys,
                    struct note_verdict *out, struct err *err)
{
    struct note_verdict v = {.n_keys = 0};

    assert(n->n_signatures <= NOTE_SIGNATURES_MAX);
    for (size_t i = 0; i < n->n_signatures; i++) {
        const struct note_signature *s = &n->signatures[i];
        const struct verifier_key *key = find_key(s, keys, n_keys);

        if (key == NULL)
            continue;
        if (!is_good(n->text, s, key))
            return err_set(err, RC_CONFLICT,
                           "the signature of %.*s (key %08x) is wrong: the text was changed, or "
                           "that key did not sign it",
                           SPAN_ARG(s->name), s->key_id);
        v.n_keys += !is_among(key, &v, i);
        v.by[i] = key;
    }
    if (v.n_keys == 0)
        return err_set(err, RC_CONFLICT,
                       "none of the keys that are trusted has signed; the first "
                       "signature is of %.*s (key %08x)",
                       SPAN_ARG(n->signatures[0].name), n->signatures[0].key_id);
    *out = v;
    return RC_OK;
}

bool note_is_signed_by(const struct note *n, const struct note_verdict *v,
                       const struct verifier_key *key)
{
    for (size_t i = 0; i < n->n_signatures; i++)
        if (v->by[i] != NULL && v->by[i]->id == key->id && span_eq(v->by[i]->name, key->name))
            return true;
    return false;
}

void note_put_text(struct buf *b, struct span text)
{
    buf_put(b, text);
    buf_putc(b, '\n');
}

void note_put_signature(struct buf *b, struct span name, uint32_t key_id, struct span bytes)
{
    char raw[ID_BYTES + NOTE_SIGNATURE_MAX];

    assert(bytes.n <= NOTE_SIGNATURE_MAX);
    for (unsigned i = 0; i < ID_BYTES; i++)
        raw[i] = (char)(key_id >> (24 - 8 * i));
    memcpy(raw + ID_BYTES, bytes.p, bytes.n);
    buf_puts(b, DASH);
    buf_put(b, name);
    buf_putc(b, ' ');
    base64_put(b, (struct span){.p = raw, .n = ID_BYTES + bytes.n});
    buf_putc(b, '\n');
}

void note_put_signed(struct buf *b, struct span text, const struct signer_key *key)
{
    struct ed25519_signature s;

    assert(key->kind->type == KEY_ED25519);
    s = ed25519_sign(&key->pair, text);
    note_put_signature(b, key->name, key->id,
                       (struct span){.p = (const char *)s.b, .n = sizeof(s.b)});
}
