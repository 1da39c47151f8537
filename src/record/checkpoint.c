/* SPDX-License-Identifier: Apache-2.0 */
#include "record/checkpoint.h"

#include <assert.h>
#include <string.h>

#include "base/base64.h"
#include "base/num.h"
#include "record/cosignature.h"
#include "record/decimal.h"

static enum rc read_head(struct span *rest, struct merkle_head *out, struct err *err)
{
    struct span size = span_cut(rest, '\n');
    struct span root = span_cut(rest, '\n');
    struct merkle_head h = {.size = 0};
    enum rc rc = decimal_read(size, MERKLE_SIZE_MAX, &h.size, err);

    if (rc)
        return err_prefix(err, rc, "the checkpoint's size (line 2): ");
    rc = base64_read_exact(root, h.root.b, SHA256_BYTES, err);
    if (rc)
        return err_prefix(err, rc, "the checkpoint's root (line 3): ");
    *out = h;
    return RC_OK;
}

static enum rc check_extensions(struct span lines, struct err *err)
{
    for (size_t i = 0; i < lines.n; i++)
        if (lines.p[i] == '\n' && (i == 0 || lines.p[i - 1] == '\n'))
            return err_set(err, RC_INPUT, "the checkpoint has an empty line");
    return RC_OK;
}

enum rc checkpoint_read(struct span text, struct checkpoint *out, struct err *err)
{
    struct checkpoint c = {.head = {.size = 0}};
    struct span rest = text;
    enum rc rc = note_check_text(text, err);

    if (rc)
        return rc;
    c.origin = span_cut(&rest, '\n');
    if (c.origin.n == 0)
        return err_set(err, RC_INPUT, "the checkpoint's origin (line 1) is empty");
    rc = read_head(&rest, &c.head, err);
    if (rc == RC_OK)
        rc = check_extensions(rest, err);
    if (rc)
        return rc;
    c.extensions = rest;
    *out = c;
    return RC_OK;
}

void checkpoint_put(struct buf *b, const struct checkpoint *c)
{
    buf_put(b, c->origin);
    buf_printf(b, "\n%llu\n", (unsigned long long)c->head.size);
    base64_put(b, (struct span){.p = (const char *)c->head.root.b, .n = SHA256_BYTES});
    buf_putc(b, '\n');
    buf_put(b, c->extensions);
}

enum rc checkpoint_sign(struct buf *b, const struct checkpoint *c, const struct signer_key *key,
                        struct err *err)
{
    struct checkpoint again;
    struct buf text;
    enum rc rc;

    if (key->kind->type != KEY_ED25519 || !span_eq(key->name, c->origin))
        return err_set(err, RC_INPUT, "the key %.*s (%s) is not the key of the log %.*s",
                       SPAN_ARG(key->name), key->kind->name, SPAN_ARG(c->origin));
    buf_init(&text, NOTE_BYTES_MAX);
    checkpoint_put(&text, c);
    rc = buf_check(&text, err);
    if (rc == RC_OK)
        rc = checkpoint_read(buf_span(&text), &again, err);
    if (rc == RC_OK) {
        note_put_text(b, buf_span(&text));
        note_put_signed(b, buf_span(&text), key);
        rc = buf_check(b, err);
    }
    buf_release(&text);
    return rc;
}

/* Logs, then cosigners: the order in which opened_from looks at them. */
static enum rc join_keys(const struct log_trust *t, struct arena *a,
                         const struct verifier_key **out, struct err *err)
{
    struct verifier_key *keys = arena_array(a, t->n_logs + t->n_cosigners, sizeof(*keys), err);

    if (keys == NULL)
        return RC_LIMIT;
    if (t->n_logs > 0)
        memcpy(keys, t->logs, t->n_logs * sizeof(*keys));
    if (t->n_cosigners > 0)
        memcpy(keys + t->n_logs, t->cosigners, t->n_cosigners * sizeof(*keys));
    *out = keys;
    return RC_OK;
}

/* A cosigner that is written under two names is one: what counts is the public key. */
static void add_cosigner(struct cosigner *list, size_t *n, const struct verifier_key *key,
                         uint64_t time_s)
{
    for (size_t i = 0; i < *n; i++) {
        if (!span_eq(list[i].key->public_key, key->public_key))
            continue;
        if (time_s > list[i].time_s)
            list[i].time_s = time_s;
        return;
    }
    list[(*n)++] = (struct cosigner){.key = key, .time_s = time_s};
}

static enum rc gather(const struct note_verdict *v, struct arena *a, struct checkpoint_opened *o,
                      struct err *err)
{
    struct cosigner *list = arena_array(a, o->note.n_signatures, sizeof(*list), err);

    if (list == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < o->note.n_signatures; i++) {
        const struct verifier_key *key = v->by[i];

        if (key == NULL)
            continue;
        if (key->kind->type == KEY_COSIGNATURE)
            add_cosigner(list, &o->n_cosigners, key,
                         cosignature_time_s(o->note.signatures[i].bytes));
        else if (o->log == NULL && span_eq(key->name, o->checkpoint.origin))
            o->log = key;
    }
    o->cosigners = list;
    return RC_OK;
}

enum rc checkpoint_open(struct span bytes, const struct log_trust *trust, struct arena *a,
                        struct checkpoint_opened *out, struct err *err)
{
    struct checkpoint_opened o = {.n_cosigners = 0};
    const struct verifier_key *keys;
    struct note_verdict v;
    enum rc rc = note_parse(bytes, a, &o.note, err);

    if (rc == RC_OK)
        rc = checkpoint_read(o.note.text, &o.checkpoint, err);
    if (rc == RC_OK)
        rc = join_keys(trust, a, &keys, err);
    if (rc == RC_OK)
        rc = note_verify(&o.note, keys, trust->n_logs + trust->n_cosigners, &v, err);
    if (rc == RC_OK)
        rc = gather(&v, a, &o, err);
    if (rc)
        return rc;
    if (o.log == NULL)
        return err_set(err, RC_CONFLICT,
                       "no trusted key whose name is the origin \"%.*s\" has signed the checkpoint",
                       SPAN_ARG(o.checkpoint.origin));
    *out = o;
    return RC_OK;
}

enum checkpoint_relation checkpoint_compare(const struct checkpoint *a, const struct checkpoint *b)
{
    if (!span_eq(a->origin, b->origin))
        return CHECKPOINT_OTHER_LOG;
    if (a->head.size != b->head.size)
        return a->head.size < b->head.size ? CHECKPOINT_BEFORE : CHECKPOINT_AFTER;
    if (merkle_digest_eq(&a->head.root, &b->head.root))
        return CHECKPOINT_EQUAL;
    return CHECKPOINT_FORK;
}
