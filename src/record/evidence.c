/* SPDX-License-Identifier: Apache-2.0 */
#include "record/evidence.h"

#include "base/base64.h"
#include "base/json.h"

#define STATEMENT_MAX 200

static struct span bytes_of(const void *p, size_t n)
{
    return (struct span){.p = p, .n = n};
}

/* Writing: by hand, as the members are few and stand in their order already. */

static void put_member(struct buf *b, const char *name, struct span bytes)
{
    buf_printf(b, "\"%s\":\"", name);
    base64_put(b, bytes);
    buf_putc(b, '"');
}

static void put_batch(struct buf *b, const struct evidence_author *a)
{
    buf_printf(b, "\"batch\":{\"index\":%llu,\"path\":[", (unsigned long long)a->place.index);
    for (size_t i = 0; i < a->path.n; i++) {
        buf_puts(b, i == 0 ? "\"" : ",\"");
        base64_put(b, bytes_of(a->path.hashes[i].b, SHA256_BYTES));
        buf_putc(b, '"');
    }
    buf_printf(b, "],\"size\":%llu},", (unsigned long long)a->place.size);
}

static void put_released(struct buf *b, const struct evidence *e)
{
    put_member(b, "author", bytes_of(e->author.key.b, sizeof(e->author.key.b)));
    buf_putc(b, ',');
    if (e->author.is_batch)
        put_batch(b, &e->author);
    if (e->entry.p != NULL) {
        put_member(b, "entry", e->entry);
        buf_putc(b, ',');
    }
    put_member(b, "salt", bytes_of(e->salt.b, sizeof(e->salt.b)));
    buf_puts(b, ",\"schema\":\"" EVIDENCE_SCHEMA "\",");
    put_member(b, "signature", bytes_of(e->author.signature.b, sizeof(e->author.signature.b)));
}

enum rc evidence_put(struct buf *b, const struct evidence *e, struct err *err)
{
    buf_putc(b, '{');
    if (e->is_released) {
        put_released(b, e);
    } else {
        put_member(b, "commitment", bytes_of(e->commitment.b, SHA256_BYTES));
        buf_puts(b, ",\"schema\":\"" EVIDENCE_SCHEMA "\"");
    }
    buf_putc(b, '}');
    return buf_check(b, err);
}

/* Reading */

static enum rc check_members(const struct json *v, const char *const *known, struct err *err)
{
    for (size_t i = 0; i < v->u.object.n; i++) {
        struct span name = v->u.object.members[i].name;
        bool is_known = false;

        for (size_t k = 0; known[k] != NULL && !is_known; k++)
            is_known = span_is(name, known[k]);
        if (!is_known)
            return err_set(err, RC_UNKNOWN, "there is no member \"%.*s\"", SPAN_ARG(name));
    }
    return RC_OK;
}

static enum rc get_text(const struct json *v, const char *name, struct span *out, struct err *err)
{
    const struct json *m = json_get(v, name);

    if (m == NULL || m->type != JSON_STRING)
        return err_set(err, RC_INPUT, "the member \"%s\" must be a string", name);
    *out = m->u.text;
    return RC_OK;
}

static enum rc get_bytes(const struct json *v, const char *name, uint8_t *out, size_t n,
                         struct err *err)
{
    struct span text = span_none();
    enum rc rc = get_text(v, name, &text, err);

    if (rc == RC_OK)
        rc = base64_read_exact(text, out, n, err);
    return rc ? err_prefix(err, rc, "\"%s\": ", name) : RC_OK;
}

static enum rc get_count(const struct json *v, const char *name, uint64_t *out, struct err *err)
{
    const struct json *m = json_get(v, name);

    if (m == NULL || m->type != JSON_INT || m->u.i < 0)
        return err_set(err, RC_INPUT, "\"batch\": the member \"%s\" must be a count", name);
    *out = (uint64_t)m->u.i;
    return RC_OK;
}

static enum rc read_path(const struct json *v, struct merkle_proof *out, struct err *err)
{
    if (v == NULL || v->type != JSON_ARRAY || v->u.array.n > MERKLE_PROOF_MAX)
        return err_set(err, RC_INPUT, "\"batch\": \"path\" must be a list of at most %d hashes",
                       MERKLE_PROOF_MAX);
    for (out->n = 0; out->n < v->u.array.n; out->n++) {
        const struct json *item = &v->u.array.items[out->n];
        enum rc rc = RC_INPUT;

        if (item->type == JSON_STRING)
            rc = base64_read_exact(item->u.text, out->hashes[out->n].b, SHA256_BYTES, err);
        if (rc)
            return err_set(err, RC_INPUT, "\"batch\": hash %zu of \"path\" is no hash in base64",
                           out->n + 1);
    }
    return RC_OK;
}

static enum rc read_batch(const struct json *v, struct evidence_author *out, struct err *err)
{
    static const char *const known[] = {"index", "path", "size", NULL};
    enum rc rc;

    if (v == NULL)
        return RC_OK;
    if (v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "the member \"batch\" must be an object");
    out->is_batch = true;
    rc = check_members(v, known, err);
    if (rc == RC_OK)
        rc = get_count(v, "index", &out->place.index, err);
    if (rc == RC_OK)
        rc = get_count(v, "size", &out->place.size, err);
    if (rc == RC_OK)
        rc = read_path(json_get(v, "path"), &out->path, err);
    return rc;
}

static enum rc read_entry(const struct json *v, struct arena *a, struct span *out, struct err *err)
{
    struct span text = span_none();
    uint8_t *bytes;
    size_t n;
    enum rc rc;

    if (json_get(v, "entry") == NULL)
        return RC_OK;
    rc = get_text(v, "entry", &text, err);
    if (rc)
        return rc;
    bytes = arena_alloc(a, BASE64_BYTES(text.n) + 1, err);
    if (bytes == NULL)
        return RC_LIMIT;
    rc = base64_read(text, bytes, &n, err);
    if (rc)
        return err_prefix(err, rc, "\"entry\": ");
    *out = bytes_of(bytes, n);
    return RC_OK;
}

static enum rc read_released(const struct json *v, struct arena *a, struct evidence *out,
                             struct err *err)
{
    static const char *const known[] = {"author", "batch",     "entry", "salt",
                                        "schema", "signature", NULL};
    enum rc rc = check_members(v, known, err);

    out->is_released = true;
    if (rc == RC_OK)
        rc = get_bytes(v, "author", out->author.key.b, sizeof(out->author.key.b), err);
    if (rc == RC_OK)
        rc = get_bytes(v, "salt", out->salt.b, sizeof(out->salt.b), err);
    if (rc == RC_OK)
        rc = get_bytes(v, "signature", out->author.signature.b, sizeof(out->author.signature.b),
                       err);
    if (rc == RC_OK)
        rc = read_batch(json_get(v, "batch"), &out->author, err);
    if (rc == RC_OK)
        rc = read_entry(v, a, &out->entry, err);
    return rc;
}

static enum rc read_members(const struct json *v, struct arena *a, struct evidence *out,
                            struct err *err)
{
    static const char *const unreleased[] = {"commitment", "schema", NULL};
    struct span schema = span_none();
    enum rc rc = get_text(v, "schema", &schema, err);

    if (rc)
        return rc;
    if (!span_is(schema, EVIDENCE_SCHEMA))
        return err_set(err, RC_INPUT, "the schema is \"%.*s\", not " EVIDENCE_SCHEMA,
                       SPAN_ARG(schema));
    if (json_get(v, "commitment") == NULL)
        return read_released(v, a, out, err);
    rc = check_members(v, unreleased, err);
    if (rc == RC_OK)
        rc = get_bytes(v, "commitment", out->commitment.b, SHA256_BYTES, err);
    return rc;
}

enum rc evidence_read(struct span text, struct arena *a, struct evidence *out, struct err *err)
{
    struct evidence e = {.is_released = false};
    struct json v;
    enum rc rc = json_parse(text, a, &v, err);

    if (rc == RC_OK && v.type != JSON_OBJECT)
        rc = err_set(err, RC_INPUT, "it is no object");
    if (rc == RC_OK)
        rc = read_members(&v, a, &e, err);
    if (rc)
        return err_prefix(err, rc, "\"extra\": ");
    *out = e;
    return RC_OK;
}

/* Verifying */

/* The entry must name the key that signed it, or a stranger's signature would carry its words.
 * Nothing else of the entry is judged here: what is proved is its bytes. */
static enum rc check_named(const struct ed25519_key *key, struct span entry, struct arena *a,
                           struct err *err)
{
    struct ed25519_key named;
    struct json v;
    enum rc rc = json_parse(entry, a, &v, err);

    if (rc == RC_OK)
        rc = get_bytes(&v, "author", named.b, sizeof(named.b), err);
    if (rc)
        return err_prefix(err, rc, "the entry: ");
    if (!span_eq(bytes_of(named.b, sizeof(named.b)), bytes_of(key->b, sizeof(key->b))))
        return err_set(err, RC_CONFLICT, "the entry names another author than the key in the file");
    return RC_OK;
}

static enum rc check_batch(const struct evidence_author *author, struct span entry, struct err *err)
{
    struct sha256_digest leaf = merkle_leaf(entry), root;
    struct buf statement;
    bool is_good;
    enum rc rc = merkle_path_root(&author->place, &leaf, &author->path, &root, err);

    if (rc)
        return err_prefix(err, rc, "the entry's path in its batch: ");
    buf_init(&statement, STATEMENT_MAX);
    entry_batch_statement(&statement, author->place.size, &root);
    is_good = !statement.is_full &&
              ed25519_verify(&author->key, buf_span(&statement), &author->signature);
    buf_release(&statement);
    if (!is_good)
        return err_set(err, RC_CONFLICT,
                       "the author's signature is not over a batch that holds this entry");
    return RC_OK;
}

enum rc evidence_check_author(const struct evidence_author *author, struct span entry,
                              struct arena *a, struct err *err)
{
    enum rc rc = check_named(&author->key, entry, a, err);

    if (rc)
        return rc;
    if (author->is_batch)
        return check_batch(author, entry, err);
    if (!ed25519_verify(&author->key, entry, &author->signature))
        return err_set(err, RC_CONFLICT, "the author's signature is not over this entry");
    return RC_OK;
}

/* The entry in the file, the one beside it, or both where they are the same. */
static enum rc choose_entry(const struct evidence *e, struct span beside, struct span *out,
                            struct err *err)
{
    if (e->entry.p == NULL && beside.p == NULL)
        return err_set(err, RC_INPUT,
                       "the file proves an entry that is not in it: hand over the entry's bytes");
    if (e->entry.p != NULL && beside.p != NULL && !span_eq(e->entry, beside))
        return err_set(err, RC_CONFLICT, "the entry handed over is not the one in the file");
    *out = e->entry.p != NULL ? e->entry : beside;
    return RC_OK;
}

static enum rc open_entry(struct span beside, struct arena *a, struct evidence_opened *o,
                          struct sha256_digest *leaf, struct err *err)
{
    struct sha256_digest c = o->evidence.commitment;
    enum rc rc;

    o->shows = EVIDENCE_COMMITMENT;
    if (o->evidence.is_released) {
        o->shows = EVIDENCE_ENTRY;
        rc = choose_entry(&o->evidence, beside, &o->entry, err);
        if (rc == RC_OK)
            rc = evidence_check_author(&o->evidence.author, o->entry, a, err);
        if (rc)
            return rc;
        c = entry_commitment(&o->evidence.salt, o->entry);
    } else if (beside.p != NULL) {
        return err_set(err, RC_CONFLICT,
                       "the file holds no salt: it cannot show which entry it is "
                       "of; nothing can be handed over beside it");
    }
    *leaf = merkle_leaf(bytes_of(c.b, SHA256_BYTES));
    return RC_OK;
}

/* Data of a leaf of another's log: `extra` is theirs, and not read. */
static enum rc open_data(struct span beside, struct evidence_opened *o, struct sha256_digest *leaf,
                         struct err *err)
{
    if (beside.p == NULL)
        return err_set(err, RC_INPUT,
                       "the file does not say what it proves: hand over the data of the leaf");
    o->shows = EVIDENCE_DATA;
    o->entry = beside;
    *leaf = merkle_leaf(beside);
    return RC_OK;
}

/* Ours is an object with a schema; anything else belongs to somebody else. */
static bool is_ours(const struct tlog_proof *p)
{
    return p->has_extra && p->extra.n > 0 && p->extra.p[0] == '{';
}

enum rc evidence_verify(const struct evidence_file *f, const struct log_trust *trust,
                        struct arena *a, struct evidence_opened *out, struct err *err)
{
    struct evidence_opened o = {.shows = EVIDENCE_DATA};
    struct sha256_digest leaf;
    struct tlog_proof p;
    enum rc rc = tlog_proof_read(f->proof, a, &p, err);

    if (rc == RC_OK)
        rc = checkpoint_open(p.checkpoint, trust, a, &o.head, err);
    if (rc)
        return rc;
    o.index = p.index;
    if (is_ours(&p)) {
        rc = evidence_read(p.extra, a, &o.evidence, err);
        if (rc == RC_OK)
            rc = open_entry(f->beside, a, &o, &leaf, err);
    } else {
        rc = open_data(f->beside, &o, &leaf, err);
    }
    if (rc == RC_OK)
        rc = merkle_check_inclusion(&o.head.checkpoint.head, o.index, &leaf, &p.path, err);
    if (rc == RC_OK)
        *out = o;
    return rc;
}
