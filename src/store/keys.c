/* SPDX-License-Identifier: Apache-2.0 */
#include "store/keys.h"

#include "base/base64.h"
#include "store/disk.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SECRET_FILE   "secret"
#define NODE_FILE     "node.key"
#define ENGINE_NAME   "engine"
#define DESK_NAME     "desk"
#define KEY_FILE_MAX  ((size_t)8192)
#define OTHERS_BITS   077U
#define FILE_NAME_MAX (KEYS_NAME_MAX + 16)

void keys_random(void *to, size_t n)
{
    if (sodium_init() < 0)
        abort(); /* no source of randomness: nothing may go on */
    randombytes_buf(to, n);
}

enum rc keys_check_name(struct span name, struct err *err)
{
    if (name.n == 0 || name.n > KEYS_NAME_MAX)
        return err_set(err, RC_INPUT, "an author's name has 1 to %d letters", KEYS_NAME_MAX);
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool is_first = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

        if (!is_first && (i == 0 || (c != '-' && c != '_' && c != '.')))
            return err_set(err, RC_INPUT,
                           "\"%.*s\" is no author's name; write small letters, digits, -, _ and .",
                           SPAN_ARG(name));
    }
    return RC_OK;
}

enum rc keys_author(const struct signer_key *key, struct arena *a, struct span *out,
                    struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, 64);
    base64_put(&b,
               (struct span){.p = (const char *)key->pair.public_key.b, .n = ED25519_KEY_BYTES});
    *out = arena_copy(a, buf_span(&b), err);
    rc = out->p == NULL ? RC_LIMIT : RC_OK;
    buf_release(&b);
    return rc;
}

/* ---- making ---- */

/* Wipes the text. */
static enum rc write_path(const char *path, struct buf *text, struct err *err)
{
    enum rc rc = buf_check(text, err);

    buf_putc(text, '\n');
    if (!rc)
        rc = disk_create(path, buf_span(text), DISK_SECRET, err);
    ed25519_wipe(text->p, text->n);
    buf_release(text);
    return rc;
}

static enum rc write_secret(const char *folder, const char *name, struct buf *text, struct err *err)
{
    struct disk_path path = {{0}};
    enum rc rc = disk_join(folder, name, &path, err);

    if (!rc)
        return write_path(path.text, text, err);
    ed25519_wipe(text->p, text->n);
    buf_release(text);
    return rc;
}

static void put_new_key(struct buf *text, struct span name)
{
    uint8_t seed[ED25519_SEED_BYTES];
    struct signer_key key;

    keys_random(seed, sizeof(seed));
    key = signer_key_of(name, KEY_ED25519, seed);
    ed25519_wipe(seed, sizeof(seed));
    buf_init(text, KEY_FILE_MAX);
    signer_key_put(text, &key);
    signer_key_wipe(&key);
}

static enum rc make_key(const char *folder, const char *file, struct span name, struct err *err)
{
    struct buf text;

    put_new_key(&text, name);
    return write_secret(folder, file, &text, err);
}

static enum rc make_mission_secret(const char *folder, struct err *err)
{
    uint8_t secret[sizeof(struct salt)];
    struct buf text;

    keys_random(secret, sizeof(secret));
    buf_init(&text, KEY_FILE_MAX);
    base64_put(&text, (struct span){.p = (const char *)secret, .n = sizeof(secret)});
    ed25519_wipe(secret, sizeof(secret));
    return write_secret(folder, SECRET_FILE, &text, err);
}

enum rc keys_make(const char *folder, struct span origin, struct err *err)
{
    enum rc rc = key_check_name(origin, err);

    if (!rc)
        rc = disk_make_folder(folder, DISK_SECRET, err);
    if (!rc)
        rc = make_key(folder, NODE_FILE, origin, err);
    if (!rc)
        rc = make_key(folder, ENGINE_NAME ".key", SPAN(ENGINE_NAME), err);
    if (!rc)
        rc = make_key(folder, DESK_NAME ".key", SPAN(DESK_NAME), err);
    return rc ? rc : make_mission_secret(folder, err);
}

/* ---- reading ---- */

/* Whoever else can read a key can sign with it: then nothing that it signs is worth anything. */
static enum rc check_mode(const char *path, struct err *err)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return RC_OK; /* reading it will say why */
    if ((st.st_mode & OTHERS_BITS) == 0)
        return RC_OK;
    return err_set(err, RC_CONFLICT,
                   "%s: others may read or write it (mode %03o), so that it is no secret; make new "
                   "keys, or if nobody did: chmod %s %s",
                   path, (unsigned)(st.st_mode & 0777U), S_ISDIR(st.st_mode) ? "700" : "600", path);
}

static enum rc read_secret(const char *folder, const char *name, struct arena *a, struct span *out,
                           struct err *err)
{
    struct disk_path path;
    enum rc rc = check_mode(folder, err);

    if (!rc)
        rc = disk_join(folder, name, &path, err);
    if (!rc)
        rc = check_mode(path.text, err);
    return rc ? rc : disk_read(path.text, KEY_FILE_MAX, a, out, err);
}

static void wipe_text(struct span text)
{
    union {
        const char *read;
        char *written;
    } bytes = {.read = text.p}; /* ours: disk_read made it */

    ed25519_wipe(bytes.written, text.n);
}

static enum rc read_key(const char *folder, const char *file, struct span name, struct arena *a,
                        struct signer_key *out, struct err *err)
{
    struct signer_key key;
    struct span text;
    enum rc rc = read_secret(folder, file, a, &text, err);

    if (rc)
        return rc;
    rc = signer_key_read(text, &key, err);
    if (rc) {
        rc = err_prefix(err, rc, "%s/%s: ", folder, file);
    } else if (!span_eq(key.name, name) || key.kind->type != KEY_ED25519) {
        rc = err_set(err, RC_CONFLICT, "%s/%s: is the key of \"%.*s\", not of \"%.*s\"", folder,
                     file, SPAN_ARG(key.name), SPAN_ARG(name));
        signer_key_wipe(&key);
    } else {
        key.name = arena_copy(a, name, err);
        if (key.name.p == NULL) {
            signer_key_wipe(&key);
            rc = RC_LIMIT;
        }
    }
    wipe_text(text);
    if (!rc)
        *out = key;
    return rc;
}

static enum rc read_mission_secret(const char *folder, struct arena *a, struct salt *out,
                                   struct err *err)
{
    struct span text;
    enum rc rc = read_secret(folder, SECRET_FILE, a, &text, err);

    if (rc)
        return rc;
    rc = base64_read_exact(span_trim(text), out->b, sizeof(out->b), NULL);
    wipe_text(text);
    return rc ? err_set(err, RC_INPUT, "%s/%s: does not hold 32 bytes in base64", folder,
                        SECRET_FILE)
              : RC_OK;
}

enum rc keys_open(const char *folder, struct span origin, struct arena *a, struct keys *out,
                  struct err *err)
{
    struct keys k = {0};
    enum rc rc = read_key(folder, NODE_FILE, origin, a, &k.node, err);

    if (!rc)
        rc = read_key(folder, ENGINE_NAME ".key", SPAN(ENGINE_NAME), a, &k.engine, err);
    if (!rc)
        rc = read_key(folder, DESK_NAME ".key", SPAN(DESK_NAME), a, &k.desk, err);
    if (!rc)
        rc = read_mission_secret(folder, a, &k.secret, err);
    if (!rc)
        *out = k;
    keys_wipe(&k);
    return rc;
}

void keys_wipe(struct keys *k)
{
    ed25519_wipe(k, sizeof(*k));
}

/* ---- authors ---- */

static enum rc author_file(struct span name, char out[FILE_NAME_MAX], struct err *err)
{
    enum rc rc = keys_check_name(name, err);

    if (!rc)
        (void)snprintf(out, FILE_NAME_MAX, "by-%.*s.key", (int)name.n, name.p);
    return rc;
}

enum rc keys_open_author(const char *folder, struct span name, struct arena *a,
                         struct signer_key *out, struct err *err)
{
    char file[FILE_NAME_MAX];
    enum rc rc = author_file(name, file, err);

    if (rc)
        return rc;
    rc = read_key(folder, file, name, a, out, err);
    if (rc == RC_ABSENT)
        return err_set(err, rc, "there is no key of \"%.*s\" on this node; make one: aasc key new",
                       SPAN_ARG(name));
    return rc;
}

enum rc keys_make_author(const char *folder, struct span name, struct arena *a,
                         struct signer_key *out, struct err *err)
{
    char file[FILE_NAME_MAX];
    enum rc rc = author_file(name, file, err);

    if (!rc)
        rc = make_key(folder, file, name, err);
    if (rc == RC_CONFLICT)
        return err_set(err, rc, "\"%.*s\" has a key on this node already", SPAN_ARG(name));
    return rc ? rc : read_key(folder, file, name, a, out, err);
}

/* ---- keys on machines of their own ---- */

enum rc keys_open_file(const char *path, struct arena *a, struct signer_key *out, struct err *err)
{
    struct signer_key key;
    struct span text;
    enum rc rc = check_mode(path, err);

    if (!rc)
        rc = disk_read(path, KEY_FILE_MAX, a, &text, err);
    if (rc)
        return rc;
    rc = signer_key_read(text, &key, err);
    if (!rc) {
        key.name = arena_copy(a, key.name, err);
        rc = key.name.p == NULL ? RC_LIMIT : RC_OK;
        if (!rc && key.kind->type != KEY_ED25519)
            rc = err_set(err, RC_CONFLICT,
                         "is a key of another kind: such statements are signed "
                         "with one that aasc key make has made");
        if (rc)
            signer_key_wipe(&key);
    }
    wipe_text(text);
    if (rc)
        return err_prefix(err, rc, "%s: ", path);
    *out = key;
    return RC_OK;
}

enum rc keys_make_file(const char *path, struct span name, struct arena *a, struct signer_key *out,
                       struct err *err)
{
    struct buf text;
    enum rc rc = keys_check_name(name, err);

    if (rc)
        return rc;
    put_new_key(&text, name);
    rc = write_path(path, &text, err);
    return rc ? rc : keys_open_file(path, a, out, err);
}

/* ---- care ---- */

struct modes {
    enum rc (*take)(void *to, struct span fault, struct err *err);
    void *to;
};

static enum rc check_entry(void *context, const struct disk_entry *e, struct err *err)
{
    const struct modes *m = context;
    struct err why = {0};

    if (e->is_odd)
        (void)err_set(&why, RC_CONFLICT, "%s: is no regular file", e->path);
    else if (check_mode(e->path, &why) == RC_OK)
        return RC_OK;
    return m->take(m->to, span_of(why.note), err);
}

enum rc keys_check_modes(const char *folder,
                         enum rc (*take)(void *to, struct span fault, struct err *err), void *to,
                         struct err *err)
{
    struct modes m = {take, to};
    struct err why = {0};
    enum rc rc = RC_OK;

    if (check_mode(folder, &why))
        rc = take(to, span_of(why.note), err);
    return rc ? rc : disk_walk(folder, check_entry, &m, err);
}
