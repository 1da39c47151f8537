/* SPDX-License-Identifier: Apache-2.0 */
/* fsck_head.c: head/ against the record, keys/ against what the record states of them. */
#include "cmd/fsck_inside.h"

#include "base/base64.h"
#include "cmd/mission.h"
#include "record/fork.h"
#include "store/head.h"
#include "store/keys.h"

#include <string.h>

#define KEY_FILE_MAX ((size_t)8192)

/* ---- head/erased ---- */

#define ERASED_BYTES_MAX ((size_t)64 << 20)

/* "person HEX", "entry ID", "file HEX": whatever is behind the word must be what entries name. */
static const struct {
    const char *word;
    bool is_id;
} erased_words[] = {{"person ", false}, {"entry ", true}, {"file ", false}};

static bool is_erased_line(struct span line)
{
    struct uuid id;

    for (size_t i = 0; i < sizeof(erased_words) / sizeof(erased_words[0]); i++) {
        struct span word = span_of(erased_words[i].word), rest = span_from(line, word.n);
        bool is_hex = rest.n == (size_t)2 * SHA256_BYTES;

        if (!span_starts(line, word))
            continue;
        for (size_t k = 0; k < rest.n && is_hex; k++)
            is_hex = strchr("0123456789abcdef", rest.p[k]) != NULL && rest.p[k] != '\0';
        return erased_words[i].is_id ? uuid_read(rest, &id, NULL) == RC_OK : is_hex;
    }
    return false;
}

struct naming {
    struct span what;
    bool is_named;
};

static enum rc look_for(void *to, const struct store_entry *e, struct err *err)
{
    struct naming *n = to;

    (void)err;
    for (size_t at = 0; !n->is_named && at + n->what.n <= e->bytes.n; at++)
        n->is_named = memcmp(e->bytes.p + at, n->what.p, n->what.n) == 0;
    return n->is_named ? RC_END : RC_OK;
}

/* Each line is what some entry of the record erased; a record that was restored from before that
 * and signed on does not know it, and says so itself. */
static enum rc check_erased_line(struct checking *c, struct span line, size_t number,
                                 struct err *err)
{
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_ERASURE};
    struct naming naming = {.what = span_from(line, span_find(line, ' ') + 1)};
    enum rc rc;

    if (!is_erased_line(line))
        return checking_fault(c, err, "%s/head/erased:%zu: is no line of such a file", c->folder,
                              number);
    rc = store_entries(c->store, &q, look_for, &naming, err);
    if (rc || naming.is_named || c->is_reconciled)
        return rc;
    return checking_fault(c, err, "%s/head/erased:%zu: no entry of the record erased it", c->folder,
                          number);
}

static enum rc check_erased(struct checking *c, struct err *err)
{
    struct span rest = c->erased;
    enum rc rc = RC_OK;

    if (rest.n > 0 && rest.p[rest.n - 1] != '\n')
        return checking_fault(c, err, "%s/head/erased: its last line is cut short", c->folder);
    for (size_t number = 1; rest.n > 0 && !rc; number++)
        rc = check_erased_line(c, span_cut(&rest, '\n'), number, err);
    return rc;
}

static enum rc note_given_up(void *to, const struct disk_entry *e, struct err *err)
{
    struct checking *c = to;

    (void)err;
    c->is_reconciled = c->is_reconciled || span_starts(span_of(e->name), SPAN("given-up-"));
    return RC_OK;
}

void checking_read_erased(struct checking *c)
{
    struct disk_path path;
    struct span text;

    if (checking_path(c, MISSION_HEAD, &path) && disk_is_folder(path.text))
        (void)!disk_walk(path.text, note_given_up, c, NULL);
    if (checking_path(c, MISSION_HEAD "/erased", &path) &&
        disk_read(path.text, ERASED_BYTES_MAX, &c->arena, &text, NULL) == RC_OK)
        c->erased = text;
}

bool checking_is_erased(struct checking *c, const struct sha256_digest *blob)
{
    const struct store_entry_query q = {.below_seq = UINT64_MAX, .kinds = 1U << ENTRY_ERASURE};
    struct span rest = c->erased;
    struct naming naming = {.is_named = false};
    struct buf hex;

    buf_init(&hex, 128);
    sha256_put_hex(&hex, blob);
    naming.what = buf_span(&hex);
    if (store_entries(c->store, &q, look_for, &naming, NULL) != RC_OK)
        naming.is_named = false; /* what is wrong there was told */
    while (rest.n > 0 && !naming.is_named) {
        struct span line = span_cut(&rest, '\n');

        naming.is_named =
            span_starts(line, SPAN("file ")) && span_eq(span_from(line, 5), naming.what);
    }
    buf_release(&hex);
    return naming.is_named;
}

/* ---- head/ ---- */

static enum rc compare_head(struct checking *c, const char *path,
                            const struct checkpoint_opened *opened, struct err *err)
{
    struct merkle_source tree = store_tree(c->store);
    const struct head head = {.is_there = true, .at = opened->checkpoint.head};
    enum head_fit fit = HEAD_FITS;
    struct merkle_head have = {0};
    struct err note = {0};
    enum rc rc = store_head(c->store, &have, &note);

    if (!rc)
        rc = head_compare(&head, &have, &tree, &fit, &note);
    if (rc)
        return checking_note(c, rc, &note, err);
    if (fit == HEAD_BEHIND)
        return checking_fault(c, err,
                              "%s: a head of %llu entries was signed, and the record holds %llu: "
                              "some were taken away, or it was restored from a backup",
                              path, (unsigned long long)head.at.size,
                              (unsigned long long)have.size);
    return fit == HEAD_FITS
               ? RC_OK
               : checking_fault(c, err,
                                "%s: the record's first %llu entries are not those whose head was "
                                "signed",
                                path, (unsigned long long)head.at.size);
}

/* Every byte: the record keeps the same note, or one with more cosignatures. */
static enum rc compare_note(struct checking *c, const char *path,
                            const struct checkpoint_opened *opened, struct err *err)
{
    struct store_checkpoint kept;
    struct note note;
    enum rc rc =
        store_checkpoint_at(c->store, opened->checkpoint.head.size, &c->arena, &kept, NULL);
    bool is_same = true;

    if (rc == RC_ABSENT)
        return RC_OK; /* a crash before it was kept: the next writer goes on */
    if (!rc)
        rc = note_parse(kept.note, &c->arena, &note, NULL);
    if (rc)
        return RC_OK; /* the record's fault, which was told */
    for (size_t i = 0; i < opened->note.n_signatures; i++) {
        bool is_there = false;

        for (size_t k = 0; k < note.n_signatures; k++)
            is_there =
                is_there || span_eq(opened->note.signatures[i].line, note.signatures[k].line);
        is_same = is_same && is_there;
    }
    return is_same && span_eq(note.text, opened->note.text)
               ? RC_OK
               : checking_fault(c, err, "%s: is not the checkpoint that the record keeps", path);
}

static enum rc check_checkpoint(struct checking *c, const char *path, bool is_given_up,
                                struct err *err)
{
    struct checkpoint_opened opened;
    struct err note = {0};
    struct span text;
    enum rc rc = disk_read(path, NOTE_BYTES_MAX, &c->arena, &text, &note);

    if (!rc) {
        rc = checkpoint_open(text, &c->trust, &c->arena, &opened, &note);
        if (rc)
            (void)err_prefix(&note, rc, "%s: is no checkpoint of this node: ", path);
    }
    if (rc)
        return checking_note(c, rc, &note, err);
    if (is_given_up)
        return RC_OK;
    rc = compare_head(c, path, &opened, err);
    return rc ? rc : compare_note(c, path, &opened, err);
}

static enum rc check_fork(struct checking *c, const char *path, struct err *err)
{
    struct fork_opened opened;
    struct err note = {0};
    struct span text;
    struct fork f;
    enum rc rc = disk_read(path, 2 * NOTE_BYTES_MAX, &c->arena, &text, &note);

    if (!rc) {
        rc = fork_read(text, &f, &note);
        if (!rc)
            rc = fork_verify(&f, &c->trust, &c->arena, &opened, &note);
        if (rc)
            (void)err_prefix(&note, rc, "%s: ", path);
    }
    return checking_note(c, rc, &note, err);
}

static enum rc take_head(void *to, const struct disk_entry *e, struct err *err)
{
    struct checking *c = to;
    struct span name = span_of(e->name);

    c->found.n_files++;
    if (span_is(name, "erased"))
        return check_erased(c, err);
    if (span_starts(name, SPAN("fork-")))
        return check_fork(c, e->path, err);
    if (span_is(name, "checkpoint") || span_starts(name, SPAN("given-up-")))
        return check_checkpoint(c, e->path, !span_is(name, "checkpoint"), err);
    return checking_fault(c, err, "%s: does not belong here", e->path);
}

enum rc checking_head(struct checking *c, struct err *err)
{
    struct disk_path path, file;

    if (!checking_path(c, MISSION_HEAD, &path) ||
        !checking_path(c, MISSION_HEAD "/checkpoint", &file))
        return RC_OK;
    if (!disk_is_folder(path.text))
        return checking_fault(c, err, "%s: is missing: what was signed last is not known",
                              path.text);
    if (c->store == NULL || c->trust.n_logs == 0)
        return RC_OK; /* nothing to compare it with, as was told */
    if (!disk_is_there(file.text) && c->found.n_entries > 0) {
        enum rc rc =
            checking_fault(c, err, "%s: is missing: what was signed last is not known", file.text);
        if (rc)
            return rc;
    }
    return disk_walk(path.text, take_head, c, err);
}

/* ---- keys/ ---- */

static const struct {
    const char *file, *role;
} own_keys[] = {{"node.key", "log"}, {"engine.key", "engine"}, {"desk.key", "desk"}};

/* Whether the record states this key for a role, or any key of it. */
static bool is_stated(const struct log_keys *keys, const char *role, const struct signer_key *key)
{
    struct verifier_key own = signer_key_public(key);

    for (size_t i = 0; i < keys->n; i++)
        if (span_is(keys->items[i].role, role) &&
            span_eq(keys->items[i].key.public_key, own.public_key) &&
            span_eq(keys->items[i].key.name, own.name))
            return true;
    return false;
}

/* A key has one text: every byte of the file is accounted for. */
static bool is_text_of(const struct signer_key *key, struct span text)
{
    struct buf b;
    bool is_same;

    buf_init(&b, KEY_FILE_MAX);
    signer_key_put(&b, key);
    buf_putc(&b, '\n');
    is_same = span_eq(buf_span(&b), text);
    ed25519_wipe(b.p, b.n);
    buf_release(&b);
    return is_same;
}

static enum rc check_key(struct checking *c, const char *path, struct span text, const char *role,
                         struct err *err)
{
    struct signer_key key;
    struct err note = {0};
    enum rc rc = signer_key_read(text, &key, &note);

    if (rc)
        return checking_fault(c, err, "%s: %s", path, note.note);
    if (!is_text_of(&key, text))
        rc = checking_fault(c, err, "%s: was changed: it is not written as keys are", path);
    else if (role != NULL && c->store != NULL && !is_stated(&c->keys, role, &key))
        rc = checking_fault(c, err, "%s: is not the key of the %s that the record states", path,
                            role);
    signer_key_wipe(&key);
    return rc;
}

static enum rc check_secret(struct checking *c, const char *path, struct span text, struct err *err)
{
    struct salt kept;
    struct buf b;
    bool is_same = true;

    if (c->store == NULL)
        return RC_OK;
    kept = store_secret(c->store);
    buf_init(&b, 256);
    base64_put(&b, (struct span){.p = (const char *)kept.b, .n = sizeof(kept.b)});
    buf_putc(&b, '\n');
    is_same = span_eq(buf_span(&b), text);
    ed25519_wipe(b.p, b.n);
    ed25519_wipe(&kept, sizeof(kept));
    buf_release(&b);
    return is_same ? RC_OK
                   : checking_fault(c, err, "%s: is not the secret that the record keeps", path);
}

/* The key of a person: that it is one. Whether it is the right one, what is sealed with it knows.
 */
static enum rc check_person(struct checking *c, const char *path, struct span text, struct err *err)
{
    uint8_t key[32];
    bool is_key = text.n == 45 && text.p[44] == '\n' &&
                  base64_read_exact(span_sub(text, 0, 44), key, sizeof(key), NULL) == RC_OK;

    ed25519_wipe(key, sizeof(key));
    return is_key ? RC_OK
                  : checking_fault(c, err,
                                   "%s: was changed: it is not written as keys of persons "
                                   "are",
                                   path);
}

static enum rc check_file(struct checking *c, const struct disk_entry *e, struct span text,
                          struct err *err)
{
    struct span name = span_of(e->name);

    if (span_is(name, "secret"))
        return check_secret(c, e->path, text, err);
    for (size_t i = 0; i < sizeof(own_keys) / sizeof(own_keys[0]); i++)
        if (span_is(name, own_keys[i].file))
            return check_key(c, e->path, text, own_keys[i].role, err);
    if (span_starts(name, SPAN("persons/")))
        return check_person(c, e->path, text, err);
    if (span_starts(name, SPAN("by-")))
        return check_key(c, e->path, text, NULL, err);
    return checking_fault(c, err, "%s: does not belong here", e->path);
}

/* disk_read made it for us: what is const to its readers is ours to overwrite. */
static void wipe(struct span secret)
{
    union {
        const char *given;
        char *ours;
    } p = {.given = secret.p};

    ed25519_wipe(p.ours, secret.n);
}

static enum rc take_key(void *to, const struct disk_entry *e, struct err *err)
{
    struct checking *c = to;
    struct err note = {0};
    struct span text;
    enum rc rc;

    c->found.n_files++;
    if (e->is_odd)
        return RC_OK; /* keys_check_modes tells of it */
    arena_reset(&c->scratch);
    rc = disk_read(e->path, KEY_FILE_MAX, &c->scratch, &text, &note);
    if (rc)
        return checking_note(c, rc, &note, err);
    rc = check_file(c, e, text, err);
    wipe(text);
    return rc;
}

enum rc checking_keys(struct checking *c, struct err *err)
{
    static const char *const needed[] = {"keys/node.key", "keys/engine.key", "keys/desk.key",
                                         "keys/secret"};
    struct disk_path path, file;
    enum rc rc = RC_OK;

    if (!checking_path(c, MISSION_KEYS, &path))
        return RC_OK;
    if (!disk_is_folder(path.text))
        return checking_fault(c, err, "%s: is missing: nothing can be signed", path.text);
    rc = keys_check_modes(path.text, checking_hear, c, err);
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]) && !rc; i++)
        if (checking_path(c, needed[i], &file) && !disk_is_there(file.text))
            rc = checking_fault(c, err, "%s: is missing", file.text);
    return rc ? rc : disk_walk(path.text, take_key, c, err);
}
