/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_log_verify.c: `aasc log verify`: a mission's record, an exported log, or one of our files. */
#include "cmd/log_audit.h"
#include "cmd/log_job.h"
#include "cmd/mission.h"
#include "store/disk.h"

#include <string.h>

#define ARENA_BYTES_MAX ((size_t)64 << 20)
#define FILE_BYTES_MAX  ((size_t)64 << 20)
#define WORDS_MAX       ((size_t)4 << 20)

enum option { VERIFY_KEY, VERIFY_COSIGNER, VERIFY_ENTRY, VERIFY_AS, VERIFY_OPTION_COUNT };

static const struct option_row options[VERIFY_OPTION_COUNT] = {
    [VERIFY_KEY] = LOG_KEY_ROW,
    [VERIFY_COSIGNER] = LOG_COSIGNER_ROW,
    [VERIFY_ENTRY] = {"entry", OPTION_FILE, "FILE", NULL,
                      "the entry's bytes, where an evidence file does not hold them"},
    [VERIFY_AS] = LOG_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "verified"},
    {STATUS_FOUND, "not verified: something contradicts"},
    {STATUS_USAGE, "usage, a bad mission or key"},
    {STATUS_ABSENT, "PATH does not exist, or cannot be read"},
    {STATUS_CONFLICT, "this reader may not see the log"},
};

static const struct example_row examples[] = {
    {"aasc log verify kalmius --key kalmius.vkey",
     "Every entry, batch, tile and head of a mission's record."},
    {"aasc log verify public --key kalmius.vkey", "A directory that aasc log export wrote."},
    {"aasc log verify shot.tlog-proof --key kalmius.vkey", "An evidence file."},
};

static const char description[] =
    "Verifies a mission's directory: that each entry's bytes and salt give its leaf, that its "
    "author signed it or the batch it is in, that entries, tiles and root agree with one another, "
    "and that every head that was ever signed is that of the first entries of this one record. Or "
    "an exported log, or a file: evidence of an entry, a fork, a checkpoint. What was proved is "
    "printed, and nothing more is claimed.\n"
    "\n"
    "Without --key a mission is verified with the key that its own record states, which shows that "
    "it is whole, not whose it is. aasc-verify does the same for exported logs and files, for "
    "somebody who trusts nothing else here.";

struct verifying {
    const struct command_line *line;
    const char *path;
    struct arena arena;
    struct log_trust trust;
    struct buf words;
};

/* ---- a mission ---- */

static void put_count(struct buf *b, uint64_t n, const char *one, const char *many)
{
    buf_printf(b, "%llu%s", (unsigned long long)n, n == 1 ? one : many);
}

static void put_authors(struct buf *b, const struct log_job *j, const struct log_audited *f)
{
    for (size_t i = 0; i < f->n_authors; i++) {
        struct span name = log_keys_name(&j->keys, &f->authors[i].key);

        if (name.n == 0)
            name = SPAN("(a key that no entry names)");
        buf_printf(b, "author   %.*s: ", SPAN_ARG(name));
        put_count(b, f->authors[i].n_entries, " entry\n", " entries\n");
    }
    if (f->n_other_authors > 0)
        buf_printf(b, "author   others: %llu entries\n", (unsigned long long)f->n_other_authors);
}

static void put_gone(struct buf *b, const struct log_audited *f)
{
    if (f->n_erased > 0)
        buf_printf(b,
                   "%llu of them were erased: their leaves are in place; the signed roots of %llu "
                   "batches that held them can no longer be computed.\n",
                   (unsigned long long)f->n_erased, (unsigned long long)f->n_open);
    if (f->n_unsealed > 0)
        buf_printf(b, "The last %llu are under no signed head yet.\n",
                   (unsigned long long)f->n_unsealed);
}

static void put_record(struct buf *b, const struct log_job *j, const struct log_audited *f,
                       bool is_own_key)
{
    buf_puts(b, "verified: a record, every entry of it\n");
    log_put_head(b, &f->tree.head);
    put_authors(b, j, f);
    put_count(b, f->n_entries, " entry gives its leaf; ", " entries give their leaves; ");
    put_count(b, f->n_batches, " batch is signed by its author; ",
              " batches are signed by their authors; ");
    put_count(b, f->tree.n_tiles, " tile gives", " tiles give");
    buf_puts(b, " the root that the log's key signed; ");
    put_count(b, f->n_checkpoints, " signed head is", " signed heads are");
    buf_puts(b, " of this one history.\n");
    put_gone(b, f);
    if (is_own_key)
        buf_puts(b,
                 "The log's key is the one that the record itself states: compare it with the one "
                 "that you hold.\n");
    log_put_limit(b, &f->tree.head);
}

static enum rc verify_mission(struct verifying *v, struct log_job *j, struct err *err)
{
    struct log_audited *found = arena_alloc(&v->arena, sizeof(*found), err);
    const char *key = v->line->values[VERIFY_KEY];
    struct progress bar;
    const struct log_audit_watch watch = {.context = &bar, .step = progress_step};
    enum rc rc = found == NULL ? RC_LIMIT : RC_OK;

    if (!rc)
        rc = log_keys_trust(&j->keys, key, v->line->values[VERIFY_COSIGNER], &v->arena, &v->trust,
                            err);
    if (rc)
        return rc;
    progress_start(&bar, &v->line->terminal, "verifying");
    rc = log_audit(j->store, &v->trust, &watch, &v->arena, found, err);
    progress_end(&bar);
    if (!rc)
        put_record(&v->words, j, found, key == NULL);
    return rc;
}

/* ---- what was handed over ---- */

/* Files of a static directory by name. */
static enum rc read_name(void *context, struct span name, struct arena *a, struct span *out,
                         struct err *err)
{
    const struct verifying *v = context;
    struct disk_path path;
    char text[TILE_PATH_MAX + 1];
    enum rc rc;

    if (name.n > TILE_PATH_MAX)
        return err_set(err, RC_LIMIT, "a file name of %zu bytes", name.n);
    memcpy(text, name.p, name.n);
    text[name.n] = '\0';
    rc = disk_join(v->path, text, &path, err);
    return rc ? rc : disk_read(path.text, BUNDLE_BYTES_MAX, a, out, err);
}

static enum rc tell_file(void *to, const struct disk_entry *e, struct err *err)
{
    const struct log_visitor *visitor = to;

    return visitor->visit(visitor->context, span_of(e->name), err);
}

static enum rc each(void *context, const struct log_visitor *visitor, struct err *err)
{
    const struct verifying *v = context;
    struct log_visitor copy = *visitor;

    return disk_walk(v->path, tell_file, &copy, err);
}

static enum rc verify_directory(struct verifying *v, struct err *err)
{
    const struct log_directory d = {.files = {.context = v, .read = read_name}, .each = each};
    struct log_findings found;
    enum rc rc = log_verify_directory(&d, &v->trust, &v->arena, &found, err);

    if (!rc)
        log_put_directory(&v->words, &found);
    return rc;
}

static enum rc verify_proof(struct verifying *v, struct span file, struct err *err)
{
    struct evidence_file f = {.proof = file};
    struct evidence_opened opened;
    const char *entry = v->line->values[VERIFY_ENTRY];
    enum rc rc = RC_OK;

    if (entry != NULL)
        rc = disk_read(entry, FILE_BYTES_MAX, &v->arena, &f.beside, err);
    if (!rc)
        rc = evidence_verify(&f, &v->trust, &v->arena, &opened, err);
    if (!rc)
        log_put_evidence(&v->words, &opened);
    return rc;
}

static enum rc verify_fork(struct verifying *v, struct span file, struct err *err)
{
    struct fork_opened opened;
    struct fork f;
    enum rc rc = fork_read(file, &f, err);

    if (!rc)
        rc = fork_verify(&f, &v->trust, &v->arena, &opened, err);
    if (!rc)
        log_put_fork(&v->words, &opened);
    return rc;
}

static enum rc verify_file(struct verifying *v, struct err *err)
{
    struct checkpoint_opened opened;
    struct span file;
    enum rc rc = disk_read(v->path, FILE_BYTES_MAX, &v->arena, &file, err);

    if (rc)
        return rc;
    switch (log_file_of(file)) {
    case LOG_FILE_PROOF:
        return verify_proof(v, file, err);
    case LOG_FILE_FORK:
        return verify_fork(v, file, err);
    case LOG_FILE_CHECKPOINT:
        break;
    }
    rc = checkpoint_open(file, &v->trust, &v->arena, &opened, err);
    if (!rc)
        log_put_checkpoint(&v->words, &opened);
    return rc;
}

/* ---- the command ---- */

static int fail(enum rc rc, const struct err *err)
{
    if (rc == RC_CONFLICT || rc == RC_INPUT || rc == RC_RANGE || rc == RC_UNKNOWN) {
        command_say("not verified: %s", err->note);
        return STATUS_FOUND;
    }
    return rc == RC_IO ? (command_say("%s", err->note), STATUS_ABSENT) : command_fail(rc, err);
}

static int verify_given(struct verifying *v, struct err *err)
{
    enum rc rc = log_keys_trust(NULL, v->line->values[VERIFY_KEY], v->line->values[VERIFY_COSIGNER],
                                &v->arena, &v->trust, err);

    if (rc)
        return command_usage_fault(v->line->command, err);
    rc = disk_is_folder(v->path) ? verify_directory(v, err) : verify_file(v, err);
    if (!rc)
        rc = log_print(&v->words, err);
    return rc ? fail(rc, err) : STATUS_OK;
}

static int verify_record(struct verifying *v, struct err *err)
{
    static struct log_job job; /* large; there is one per process */
    enum rc rc = log_job_open(&job, v->line, v->line->values[VERIFY_AS], err);
    int status = rc ? mission_fail(rc, err) : STATUS_OK;

    if (!rc) {
        rc = verify_mission(v, &job, err);
        if (!rc)
            rc = log_print(&v->words, err);
        status = rc ? fail(rc, err) : STATUS_OK;
    }
    log_job_close(&job);
    return status;
}

static bool is_mission(const char *path)
{
    struct disk_path setup;

    return disk_join(path, MISSION_SETUP, &setup, NULL) == RC_OK && disk_is_there(setup.text);
}

static int run(const struct command_line *line)
{
    struct verifying v = {.line = line, .path = line->operands[0]};
    struct err err = {0};
    int status;

    arena_init(&v.arena, ARENA_BYTES_MAX);
    buf_init(&v.words, WORDS_MAX);
    if (!disk_is_there(v.path))
        status = command_fail(
            err_set(&err, RC_ABSENT, "%s: there is no such file or directory", v.path), &err);
    else
        status = is_mission(v.path) ? verify_record(&v, &err) : verify_given(&v, &err);
    buf_release(&v.words);
    arena_release(&v.arena);
    return status;
}

const struct command command_log_verify = {
    .noun = "log",
    .verb = "verify",
    .operands = "PATH",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "verify a record, an exported log or an evidence file",
    .description = description,
    .options = options,
    .n_options = VERIFY_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
