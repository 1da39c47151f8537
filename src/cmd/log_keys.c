/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/log_keys.h"

#include "base/json.h"
#include "store/disk.h"

#include <string.h>

#define KEY_FILE_MAX ((size_t)4 << 20)

/* ---- what the record states ---- */

struct collecting {
    struct arena *a;
    struct log_keys *to;
};

static enum rc read_key(struct span bytes, struct arena *a, struct log_key *out, struct err *err)
{
    struct json body;
    struct entry e;
    enum rc rc = entry_read(bytes, a, &e, err);

    if (!rc)
        rc = json_parse(e.body, a, &body, err);
    if (rc)
        return rc;
    *out = (struct log_key){.role = json_get_text(&body, "role"),
                            .text = json_get_text(&body, "verifier")};
    return verifier_key_read(out->text, a, &out->key, err);
}

static enum rc take_key(void *context, const struct store_entry *e, struct err *err)
{
    struct collecting *c = context;
    struct log_key *items;
    struct span bytes;
    enum rc rc;

    if (e->is_erased)
        return RC_OK;
    items = arena_grow(c->a, c->to->items, c->to->n, &c->to->cap, sizeof(*items), err);
    bytes = arena_copy(c->a, e->bytes, err);
    if (items == NULL || bytes.p == NULL)
        return RC_LIMIT;
    c->to->items = items;
    rc = read_key(bytes, c->a, &items[c->to->n], err);
    if (rc)
        return err_prefix(err, RC_INPUT, "the record's entry of a key: ");
    c->to->n++;
    return RC_OK;
}

enum rc log_keys_read(struct store *s, struct arena *a, struct log_keys *out, struct err *err)
{
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_KEY};
    struct collecting c = {.a = a, .to = out};

    *out = (struct log_keys){.items = NULL};
    return store_entries(s, &q, take_key, &c, err);
}

struct span log_keys_name(const struct log_keys *keys, const struct ed25519_key *key)
{
    for (size_t i = 0; i < keys->n; i++) {
        const struct verifier_key *k = &keys->items[i].key;

        if (k->public_key.n == sizeof(key->b) &&
            memcmp(k->public_key.p, key->b, sizeof(key->b)) == 0)
            return k->name;
    }
    return span_none();
}

/* ---- what a user names ---- */

/* A text with two '+' is a key, anything else the name of a file of keys. */
static bool is_key(const char *word)
{
    struct span rest = span_of(word);

    (void)span_cut(&rest, '+');
    return span_find(rest, '+') < rest.n;
}

enum rc log_keys_given(const char *word, enum key_type type, struct arena *a,
                       const struct verifier_key **out, size_t *n, struct err *err)
{
    struct span text = span_of(word);
    bool is_file = !is_key(word);
    enum rc rc = is_file ? disk_read(word, KEY_FILE_MAX, a, &text, err) : RC_OK;

    if (rc)
        return rc;
    rc = verifier_keys_read(text, a, out, n, err);
    for (size_t i = 0; !rc && i < *n; i++)
        if ((*out)[i].kind->type != type)
            rc = err_set(err, RC_INPUT,
                         "the key of %.*s is of type %s; here one of type %s is wanted",
                         SPAN_ARG((*out)[i].name), (*out)[i].kind->name, key_kind_find(type)->name);
    return rc ? err_prefix(err, rc, "%s%s", is_file ? word : "", is_file ? ": " : "") : RC_OK;
}

static enum rc trust_stated(const struct log_keys *stated, struct arena *a, struct log_trust *out,
                            struct err *err)
{
    struct verifier_key *logs = arena_array(a, stated->n + 1, sizeof(*logs), err);

    if (logs == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < stated->n; i++)
        if (span_is(stated->items[i].role, "log"))
            logs[out->n_logs++] = stated->items[i].key;
    out->logs = logs;
    return out->n_logs > 0
               ? RC_OK
               : err_set(err, RC_INPUT, "the record states no key of its log; name one with --key");
}

enum rc log_keys_trust(const struct log_keys *stated, const char *key, const char *cosigner,
                       struct arena *a, struct log_trust *out, struct err *err)
{
    struct log_trust t = {.n_logs = 0};
    enum rc rc;

    if (key != NULL)
        rc = log_keys_given(key, KEY_ED25519, a, &t.logs, &t.n_logs, err);
    else if (stated != NULL)
        rc = trust_stated(stated, a, &t, err);
    else
        rc = err_set(err, RC_INPUT,
                     "--key is missing: the log's public key, as aasc log keys prints it");
    if (rc)
        return key == NULL ? rc : err_prefix(err, rc, "--key: ");
    if (cosigner != NULL) {
        rc = log_keys_given(cosigner, KEY_COSIGNATURE, a, &t.cosigners, &t.n_cosigners, err);
        if (rc)
            return err_prefix(err, rc, "--cosigner: ");
    }
    *out = t;
    return RC_OK;
}
