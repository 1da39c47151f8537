/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_log_prove.c: `aasc log prove`: an evidence file of one entry. */
#include "cmd/log_job.h"
#include "cmd/log_prove.h"
#include "store/disk.h"

enum option { PROVE_OUT, PROVE_COMMITMENT, PROVE_AS, PROVE_OPTION_COUNT };

static const struct option_row options[PROVE_OPTION_COUNT] = {
    [PROVE_OUT] = {"out", OPTION_FILE, "FILE", NULL,
                   "write the evidence there instead of to standard output"},
    [PROVE_COMMITMENT] = {"commitment", OPTION_FLAG, NULL, NULL,
                          "disclose nothing of the entry: prove that something is in the log at "
                          "its place"},
    [PROVE_AS] = LOG_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the evidence was written"},
    {STATUS_USAGE, "usage, a bad mission, no id"},
    {STATUS_ABSENT, "no such mission or entry"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "no signed head holds the entry, FILE is there, or this reader may not"},
};

static const struct example_row examples[] = {
    {"aasc log prove kalmius 019a3c54-6d80-7000-8000-0123456789ab --out shot.tlog-proof",
     "Evidence of one entry."},
    {"aasc-verify kalmius.vkey shot.tlog-proof", "What anybody does with it."},
};

static const char description[] =
    "Writes a tlog-proof file (docs/formats/evidence.md): the entry's exact bytes with their salt, "
    "its author's key and signature, its place in the batch that was signed and in the log, and "
    "the signed head. Whoever has the log's public key verifies it with aasc-verify and needs "
    "nothing else of the mission.\n"
    "\n"
    "The file hands over the entry: its label says to whom it may go. ENTRY is the entry's id.";

static enum rc find(struct log_job *j, struct store_entry *out, struct err *err)
{
    const char *id = j->line->operands[1];
    struct uuid uuid;
    enum rc rc = uuid_read(span_of(id), &uuid, err);

    if (rc)
        return err_set(err, RC_INPUT,
                       "%.60s: is no id of an entry; ids look like "
                       "019a3c54-6d80-7000-8000-0123456789ab",
                       id);
    rc = store_entry_by_id(j->store, &uuid, UINT64_MAX, j->who.visible, &j->arena, out, err);
    return rc == RC_ABSENT ? err_set(err, rc, "%.60s: there is no such entry", id) : rc;
}

/* What is handed out has been verified as its reader will: a damaged record proves nothing. */
static enum rc check(struct log_job *j, struct span proof, struct err *err)
{
    const struct evidence_file file = {.proof = proof};
    struct evidence_opened opened;
    struct log_trust trust;
    enum rc rc = log_keys_trust(&j->keys, NULL, NULL, &j->arena, &trust, err);

    if (!rc)
        rc = evidence_verify(&file, &trust, &j->arena, &opened, err);
    return rc ? err_prefix(err, rc, "nothing was written, since the evidence would not verify: ")
              : RC_OK;
}

static enum rc prove(struct log_job *j, struct err *err)
{
    const char *to = j->line->values[PROVE_OUT];
    struct store_entry e;
    struct buf b;
    enum rc rc = find(j, &e, err);

    if (rc)
        return rc;
    buf_init(&b, TLOG_PROOF_BYTES_MAX);
    rc = log_prove(&j->files, &e, command_has(j->line, PROVE_COMMITMENT), &b, err);
    if (!rc)
        rc = check(j, buf_span(&b), err);
    if (!rc && to == NULL)
        return log_print(&b, err);
    if (!rc)
        rc = disk_create(to, buf_span(&b), DISK_OPEN, err);
    buf_release(&b);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct log_job job; /* large; there is one per process */
    struct err err = {0};
    enum rc rc = log_job_open(&job, line, line->values[PROVE_AS], &err);

    if (!rc)
        rc = prove(&job, &err);
    log_job_close(&job);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_log_prove = {
    .noun = "log",
    .verb = "prove",
    .operands = "DIR ENTRY",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "write evidence of one entry, for holders of the key",
    .description = description,
    .options = options,
    .n_options = PROVE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
