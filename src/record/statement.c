/* SPDX-License-Identifier: Apache-2.0 */
#include "record/statement.h"

#include "base/json.h"

#include <string.h>

#define HEAD "aasc/statement/1 "

static const struct {
    const char *word, *schema;
} kinds[STATEMENT_KIND_COUNT] = {
    [STATEMENT_ROSTER] = {"roster", ROSTER_SCHEMA},
    [STATEMENT_DECLARATION] = {"declaration", STATEMENT_DECLARATION_SCHEMA},
    [STATEMENT_RELEASE] = {"release", STATEMENT_RELEASE_SCHEMA},
};

const char *statement_kind_word(enum statement_kind kind)
{
    return kinds[kind].word;
}

/* ---- the text ---- */

static enum rc find_schema(const struct json *body, enum statement_kind *out, struct err *err)
{
    struct span schema = body->type == JSON_OBJECT ? json_get_text(body, "schema") : span_none();

    for (int k = 0; k < STATEMENT_KIND_COUNT; k++)
        if (span_is(schema, kinds[k].schema)) {
            *out = (enum statement_kind)k;
            return RC_OK;
        }
    return err_set(
        err, RC_INPUT,
        "is no roster, declaration or release: its member \"schema\" would be \"" ROSTER_SCHEMA
        "\", \"" STATEMENT_DECLARATION_SCHEMA "\" or \"" STATEMENT_RELEASE_SCHEMA "\"");
}

enum rc statement_put_text(struct buf *b, struct span origin, struct span body, struct arena *a,
                           struct err *err)
{
    enum statement_kind kind = STATEMENT_ROSTER;
    struct json v;
    enum rc rc = json_parse(body, a, &v, err);

    if (!rc)
        rc = find_schema(&v, &kind, err);
    if (!rc)
        rc = key_check_name(origin, err);
    if (rc)
        return rc;
    buf_puts(b, HEAD);
    buf_puts(b, kinds[kind].word);
    buf_putc(b, ' ');
    buf_put(b, origin);
    buf_putc(b, '\n');
    json_write(b, &v);
    buf_putc(b, '\n');
    return buf_check(b, err);
}

/* ---- reading ---- */

static enum rc refuse_form(struct err *err)
{
    return err_set(err, RC_INPUT,
                   "is no statement of two lines, \"" HEAD "KIND ORIGIN\" and canonical JSON");
}

static enum rc read_head(struct span line, struct statement *s, struct err *err)
{
    struct span rest = line, word;

    if (line.n < sizeof(HEAD) || memcmp(line.p, HEAD, sizeof(HEAD) - 1) != 0)
        return refuse_form(err);
    rest = span_from(line, sizeof(HEAD) - 1);
    word = span_cut(&rest, ' ');
    s->origin = rest;
    for (int k = 0; k < STATEMENT_KIND_COUNT; k++)
        if (span_is(word, kinds[k].word)) {
            s->kind = (enum statement_kind)k;
            return key_check_name(rest, err);
        }
    return refuse_form(err);
}

/* In its one spelling: what is signed cannot be read in two ways. */
static enum rc check_body(const struct statement *s, struct arena *a, struct err *err)
{
    enum statement_kind kind = STATEMENT_ROSTER;
    struct json v;
    struct buf text;
    enum rc rc = json_parse(s->body, a, &v, err);

    if (!rc)
        rc = find_schema(&v, &kind, err);
    if (rc)
        return rc;
    buf_init(&text, NOTE_BYTES_MAX);
    json_write(&text, &v);
    if (kind != s->kind || !span_eq(buf_span(&text), s->body))
        rc = refuse_form(err);
    buf_release(&text);
    return rc;
}

enum rc statement_read(struct span bytes, struct arena *a, struct statement *out, struct err *err)
{
    struct statement s = {.kind = STATEMENT_ROSTER};
    struct span rest;
    enum rc rc = note_parse(bytes, a, &s.note, err);

    if (rc)
        return rc;
    rest = s.note.text;
    rc = read_head(span_cut(&rest, '\n'), &s, err);
    s.body = span_cut(&rest, '\n');
    if (!rc && rest.n > 0)
        rc = refuse_form(err);
    if (!rc)
        rc = check_body(&s, a, err);
    if (!rc)
        *out = s;
    return rc;
}

/* ---- who signed ---- */

struct asking {
    struct verifier_key *keys; /* of people, under the names that signatures bear */
    const struct ed25519_key **of;
    size_t n;
};

static bool is_listed(const struct asking *q, const struct verifier_key *key)
{
    for (size_t i = 0; i < q->n; i++)
        if (q->keys[i].id == key->id && span_eq(q->keys[i].name, key->name))
            return true;
    return false;
}

/* A key has an id under each name: signatures are of whom they verify with. */
static void ask_for(struct asking *q, const struct note_signature *s, const struct roster *r)
{
    for (size_t i = 0; i < r->n_people && q->n < NOTE_SIGNATURES_MAX; i++)
        for (size_t k = 0; k < r->people[i].n_keys; k++) {
            struct verifier_key key = verifier_key_of(s->name, KEY_ED25519, &r->people[i].keys[k]);

            if (key.id != s->key_id || is_listed(q, &key))
                continue;
            q->of[q->n] = &r->people[i].keys[k];
            q->keys[q->n++] = key;
            return;
        }
}

enum rc statement_signers(const struct statement *s, const struct roster *r, struct arena *a,
                          struct signers *out, struct err *err)
{
    struct asking q = {.keys = arena_array(a, NOTE_SIGNATURES_MAX, sizeof(*q.keys), err),
                       .of = arena_array(a, NOTE_SIGNATURES_MAX, sizeof(*q.of), err)};
    struct ed25519_key *keys = arena_array(a, NOTE_SIGNATURES_MAX, sizeof(*keys), err);
    struct note_verdict verdict;
    size_t n = 0;
    enum rc rc;

    if (q.keys == NULL || q.of == NULL || keys == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < s->note.n_signatures; i++)
        ask_for(&q, &s->note.signatures[i], r);
    *out = (struct signers){.n = 0};
    if (q.n == 0)
        return RC_OK;
    rc = note_verify(&s->note, q.keys, q.n, &verdict, err);
    for (size_t i = 0; i < q.n && !rc; i++)
        if (note_is_signed_by(&s->note, &verdict, &q.keys[i]))
            keys[n++] = *q.of[i];
    if (!rc)
        *out = (struct signers){keys, n};
    return rc;
}
