/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_log_cosign.c: `aasc log cosign`: keep another party's word on a head of this log; keep the
 * evidence where it saw another one. */
#include "cmd/log_keys.h"
#include "cmd/mission.h"
#include "record/fork.h"

#include <string.h>

#define ARENA_BYTES_MAX ((size_t)256 << 20)
#define HEADS_TRIED_MAX 1000 /* newest first: which of them a lone line is over */
#define DASH            "\xe2\x80\x94 "

enum option { COSIGN_COSIGNER, COSIGN_OUT, COSIGN_OPTION_COUNT };

static const struct option_row options[COSIGN_OPTION_COUNT] = {
    [COSIGN_COSIGNER] = {"cosigner", OPTION_TEXT, "KEY", NULL,
                         "the cosigner's key, or a file of such keys"},
    [COSIGN_OUT] = {"out", OPTION_FILE, "FILE", NULL,
                    "where the evidence goes if FILE shows a fork; left out: into head/"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the cosignature is kept, or was there already"},
    {STATUS_USAGE, "usage, a bad mission or key, no checkpoint"},
    {STATUS_ABSENT, "no such mission or file"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "a signature is wrong, or the log's key signed another history"},
};

static const struct example_row examples[] = {
    {"aasc log cosign kalmius answer.txt --cosigner witness.vkey",
     "Keep the line with which a witness answered."},
};

static const char description[] =
    "Takes a checkpoint of this log that others have cosigned, or the lines alone with which a "
    "witness answers, verifies them with the keys of --cosigner, and keeps them with the head that "
    "they are over. From then on aasc log show and exports carry them, and the log is "
    "tamper-evident to that cosigner too.\n"
    "\n"
    "A checkpoint of the same size with another root, signed by the log's key, shows two histories "
    "of one log: the two are written to an evidence file (aasc-verify reads it), and the exit "
    "status is 5. One head cosigned twice accuses nobody.";

struct cosigning {
    const struct command_line *line;
    struct mission m;
    struct store *store;
    struct log_keys keys;
    struct log_trust trust;
    struct arena arena;
};

/* ---- keeping ---- */

static bool is_cosigner(const struct cosigning *c, const struct note_signature *s)
{
    for (size_t i = 0; i < c->trust.n_cosigners; i++)
        if (c->trust.cosigners[i].id == s->key_id && span_eq(c->trust.cosigners[i].name, s->name))
            return true;
    return false;
}

static bool has_line(const struct note *n, struct span line)
{
    for (size_t i = 0; i < n->n_signatures; i++)
        if (span_eq(n->signatures[i].line, line))
            return true;
    return false;
}

/* The note that is kept, and behind it the verified lines that it has not. */
static enum rc merge(struct cosigning *c, struct span kept, const struct note *given,
                     struct buf *out, size_t *n_new, struct err *err)
{
    struct note ours;
    enum rc rc = note_parse(kept, &c->arena, &ours, err);

    if (rc)
        return rc;
    buf_put(out, kept);
    for (size_t i = 0; i < given->n_signatures; i++)
        if (is_cosigner(c, &given->signatures[i]) && !has_line(&ours, given->signatures[i].line)) {
            buf_put(out, given->signatures[i].line);
            ++*n_new;
        }
    return buf_check(out, err);
}

static enum rc put(struct cosigning *c, const struct store_checkpoint *head, struct err *err)
{
    enum rc rc = store_begin(c->store, err);

    if (rc)
        return rc;
    rc = store_checkpoint_put(c->store, head, err);
    if (!rc)
        rc = store_commit(c->store, err);
    if (rc)
        store_rollback(c->store);
    return rc;
}

static void say(const struct cosigning *c, const struct checkpoint_opened *o, size_t n_new)
{
    struct buf b;

    if (c->line->terminal.is_quiet)
        return;
    buf_init(&b, NOTE_BYTES_MAX);
    for (size_t i = 0; i < o->n_cosigners; i++) {
        buf_printf(&b, "%s: the head of %llu entries is cosigned by %.*s at ", c->m.folder,
                   (unsigned long long)o->checkpoint.head.size,
                   SPAN_ARG(o->cosigners[i].key->name));
        time_put_instant(&b, o->cosigners[i].time_s > (uint64_t)TIME_MAX_MS / MS_PER_S
                                 ? TIME_NEVER
                                 : (int64_t)o->cosigners[i].time_s * MS_PER_S);
        buf_puts(&b, n_new == 0 ? ", which is kept already\n" : "\n");
    }
    (void)fwrite(b.p, 1, b.n, stdout);
    buf_release(&b);
}

static enum rc keep(struct cosigning *c, const struct store_checkpoint *kept,
                    const struct checkpoint_opened *given, struct err *err)
{
    struct store_checkpoint head = *kept;
    struct checkpoint_opened opened;
    size_t n_new = 0;
    struct buf note;
    enum rc rc;

    if (given->n_cosigners == 0)
        return err_set(err, RC_INPUT,
                       "it carries no line of a cosigner whose key was named with --cosigner");
    buf_init(&note, NOTE_BYTES_MAX);
    rc = merge(c, kept->note, &given->note, &note, &n_new, err);
    head.note = buf_span(&note);
    if (!rc) /* as its readers will */
        rc = checkpoint_open(head.note, &c->trust, &c->arena, &opened, err);
    if (!rc && n_new > 0)
        rc = put(c, &head, err);
    if (!rc)
        say(c, &opened, n_new);
    buf_release(&note);
    return rc;
}

/* ---- a fork ---- */

static enum rc put_fork(struct cosigning *c, const struct fork *f, const char *path,
                        struct err *err)
{
    struct fork_opened opened;
    struct buf b;
    enum rc rc = fork_verify(f, &c->trust, &c->arena, &opened, err);

    if (rc)
        return rc;
    buf_init(&b, 3 * NOTE_BYTES_MAX);
    fork_put(&b, f);
    rc = buf_check(&b, err);
    if (!rc)
        rc = disk_replace(path, buf_span(&b), DISK_OPEN, err); /* the same two: the same bytes */
    buf_release(&b);
    return rc;
}

static enum rc accuse(struct cosigning *c, const struct store_checkpoint *kept, struct span given,
                      const struct checkpoint_opened *opened, struct err *err)
{
    const struct fork f = {.notes = {kept->note, given}};
    const struct sha256_digest *root = &opened->checkpoint.head.root;
    const char *out = c->line->values[COSIGN_OUT];
    struct disk_path path;
    char name[64];
    enum rc rc = RC_OK;

    (void)snprintf(name, sizeof(name), MISSION_HEAD "/fork-%llu-%02x%02x%02x%02x",
                   (unsigned long long)kept->size, root->b[0], root->b[1], root->b[2], root->b[3]);
    if (out == NULL) {
        rc = mission_path(&c->m, name, &path, err);
        out = path.text;
    }
    if (!rc)
        rc = put_fork(c, &f, out, err);
    return rc ? rc
              : err_set(err, RC_CONFLICT,
                        "a fork: the log's key signed two histories of %llu entries; the evidence "
                        "is in %s",
                        (unsigned long long)kept->size, out);
}

/* ---- what was handed over ---- */

/* Our head of that size, or what our tree says of it where none was kept. */
static enum rc find_head(struct cosigning *c, struct span given,
                         const struct checkpoint_opened *opened, struct store_checkpoint *out,
                         struct err *err)
{
    const struct merkle_head *theirs = &opened->checkpoint.head;
    struct merkle_head have;
    enum rc rc = store_checkpoint_at(c->store, theirs->size, &c->arena, out, err);

    if (rc != RC_ABSENT)
        return rc;
    rc = store_head(c->store, &have, err);
    if (!rc && theirs->size > have.size)
        return err_set(err, RC_CONFLICT,
                       "the log's key signed %llu entries, and the record holds %llu: the record "
                       "is behind what was published; keep the file",
                       (unsigned long long)theirs->size, (unsigned long long)have.size);
    /* no head of that size is kept; the store refuses one with another root */
    *out = (struct store_checkpoint){.size = theirs->size,
                                     .root = theirs->root,
                                     .recorded_at_ms = mission_now_ms(),
                                     .note = given};
    return rc;
}

static enum rc take_note(struct cosigning *c, struct span given, struct err *err)
{
    struct checkpoint_opened opened;
    struct store_checkpoint kept;
    enum rc rc = checkpoint_open(given, &c->trust, &c->arena, &opened, err);

    if (!rc)
        rc = find_head(c, given, &opened, &kept, err);
    if (rc)
        return rc;
    if (!merkle_digest_eq(&kept.root, &opened.checkpoint.head.root))
        return accuse(c, &kept, given, &opened, err);
    if (kept.note.p == given.p && opened.n_cosigners > 0) {
        rc = put(c, &kept, err);
        if (rc)
            return rc;
    }
    return keep(c, &kept, &opened, err);
}

/* Whether a cosigner's line stands in the part that was handed over. */
static bool is_cosigned_behind(const struct cosigning *c, const struct note *n, const char *from)
{
    for (size_t i = 0; i < n->n_signatures; i++)
        if (n->signatures[i].line.p >= from && is_cosigner(c, &n->signatures[i]))
            return true;
    return false;
}

/* Lines alone say what they are over only by being right. */
static enum rc take_lines(struct cosigning *c, struct span lines, struct err *err)
{
    struct store_checkpoint kept = {.size = MERKLE_SIZE_MAX};
    struct err ignored;

    for (size_t i = 0; i < HEADS_TRIED_MAX && kept.size > 0; i++) {
        struct checkpoint_opened opened;
        struct span both;
        enum rc rc = store_checkpoint_below(c->store, kept.size - 1, &c->arena, &kept, &ignored);

        if (rc == RC_ABSENT)
            break;
        if (rc)
            return err_set(err, rc, "%s", ignored.note);
        both = arena_printf(&c->arena, err, "%.*s%.*s", (int)kept.note.n, kept.note.p, (int)lines.n,
                            lines.p);
        if (both.p == NULL)
            return RC_LIMIT;
        if (checkpoint_open(both, &c->trust, &c->arena, &opened, &ignored) == RC_OK &&
            is_cosigned_behind(c, &opened.note, both.p + kept.note.n))
            return keep(c, &kept, &opened, err);
    }
    return err_set(
        err, RC_CONFLICT,
        "the line is no cosignature of a key given with --cosigner over a head that this "
        "log signed");
}

static enum rc cosign(struct cosigning *c, struct err *err)
{
    const char *path = c->line->operands[1];
    struct span given;
    enum rc rc = disk_read(path, NOTE_BYTES_MAX, &c->arena, &given, err);

    c->store = desk_store(c->m.desk);
    if (!rc)
        rc = log_keys_read(c->store, &c->arena, &c->keys, err);
    if (!rc)
        rc = log_keys_trust(&c->keys, NULL, c->line->values[COSIGN_COSIGNER], &c->arena, &c->trust,
                            err);
    if (rc)
        return rc;
    rc = span_starts(given, SPAN(DASH)) ? take_lines(c, given, err) : take_note(c, given, err);
    return rc ? err_prefix(err, rc, "%s: ", path) : RC_OK;
}

static int run(const struct command_line *line)
{
    static struct cosigning c; /* large; there is one per process */
    struct err err = {0};
    enum rc rc;

    c.line = line;
    arena_init(&c.arena, ARENA_BYTES_MAX);
    rc = mission_open(&c.m, line->operands[0], MISSION_CARE, "log cosign", line->terminal.is_quiet,
                      &err);
    if (!rc)
        rc = cosign(&c, &err);
    mission_close(&c.m);
    arena_release(&c.arena);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_log_cosign = {
    .noun = "log",
    .verb = "cosign",
    .operands = "DIR FILE",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "keep another party's signature on a head of the log",
    .description = description,
    .options = options,
    .n_options = COSIGN_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
