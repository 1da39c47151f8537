/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: aasc-verify, for somebody who trusts nothing else of this project: the words of its
 * command line, and exit codes. What verifies is src/record. */
#include <string.h>

#include "council/account.h"
#include "verify/disk.h"

#define ARENA_BYTES_MAX ((size_t)64 << 20)
#define WORDS_MAX       ((size_t)1 << 20)
#define COSIGNERS_MAX   64

enum status {
    STATUS_VERIFIED = 0,
    STATUS_NOT_VERIFIED = 1,
    STATUS_USAGE = 2,
    STATUS_ABSENT = 3,
};

static const char help[] =
    "aasc-verify KEY DIR    verify a log's directory: checkpoint, every tile and bundle\n"
    "aasc-verify KEY FILE   verify an evidence file (a proof of an entry, a fork) or a "
    "checkpoint,\n"
    "                       or count a vote again: every ballot and its receipt\n"
    "\n"
    "KEY is a log's verifier key (name+id+base64), or a file that holds such keys, one a line.\n"
    "\n"
    "  --cosigner KEY   also count this cosigner's signatures (as often as wanted)\n"
    "  --earlier FILE   also show that the directory continues this checkpoint, which was kept\n"
    "  --entry FILE     the entry's bytes, where the proof does not hold them; for a proof of\n"
    "                   another's log, the data of the leaf\n"
    "  --help           this text\n"
    "  --version        the version\n"
    "\n"
    "Exit: 0 verified, 1 not verified, 2 wrong words, 3 a file is absent or cannot be read.\n"
    "What was proved is printed. A log that nobody has cosigned is tamper-evident to holders of\n"
    "an earlier checkpoint, and nothing more.\n";

struct job {
    const char *key;
    const char *path;
    const char *entry;   /* NULL: none */
    const char *earlier; /* NULL: none */
    const char *cosigners[COSIGNERS_MAX];
    size_t n_cosigners;
    struct arena arena;
    struct log_trust trust;
};

static int usage(const char *what, const char *word)
{
    (void)fprintf(stderr, "aasc-verify: %s%s\nSee: aasc-verify --help\n", what, word);
    return STATUS_USAGE;
}

/* The value of an option that takes one: "--name value" or "--name=value"; NULL where the word is
 * another. *is_missing: it is this option, and nothing follows. */
static const char *value_of(const char *name, char **argv, int *i, bool *is_missing)
{
    size_t n = strlen(name);
    const char *word = argv[*i];

    if (strncmp(word, name, n) != 0 || (word[n] != '\0' && word[n] != '='))
        return NULL;
    if (word[n] == '=')
        return word + n + 1;
    *is_missing = argv[*i + 1] == NULL;
    return *is_missing ? NULL : argv[++*i];
}

/* An option that is given once. */
static int set_once(const char **field, const char *name, const char *value)
{
    if (*field != NULL)
        return usage("given twice: ", name);
    *field = value;
    return STATUS_VERIFIED;
}

static int add_cosigner(struct job *j, const char *value)
{
    if (j->n_cosigners == COSIGNERS_MAX)
        return usage("too many cosigners: ", "at most 64");
    j->cosigners[j->n_cosigners++] = value;
    return STATUS_VERIFIED;
}

static int read_option(struct job *j, char **argv, int *i)
{
    static const char *const names[] = {"--cosigner", "--entry", "--earlier"};

    for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++) {
        bool is_missing = false;
        const char *value = value_of(names[k], argv, i, &is_missing);

        if (is_missing)
            return usage("a value is missing behind ", names[k]);
        if (value == NULL)
            continue;
        if (k == 0)
            return add_cosigner(j, value);
        return set_once(k == 1 ? &j->entry : &j->earlier, names[k], value);
    }
    return usage("there is no option ", argv[*i]);
}

static int read_words(struct job *j, char **argv)
{
    for (int i = 1; argv[i] != NULL; i++) {
        int status = STATUS_VERIFIED;

        if (argv[i][0] == '-' && argv[i][1] != '\0')
            status = read_option(j, argv, &i);
        else if (j->key == NULL)
            j->key = argv[i];
        else if (j->path == NULL)
            j->path = argv[i];
        else
            status = usage("one word too many: ", argv[i]);
        if (status != STATUS_VERIFIED)
            return status;
    }
    if (j->path == NULL)
        return usage("a key and a directory or file are wanted: aasc-verify KEY DIR|FILE", "");
    return STATUS_VERIFIED;
}

static int fail(enum rc rc, const struct err *err)
{
    bool is_absent = rc == RC_ABSENT || rc == RC_IO;

    (void)fprintf(stderr, "aasc-verify: %s%s\n", is_absent ? "" : "not verified: ", err->note);
    return is_absent ? STATUS_ABSENT : STATUS_NOT_VERIFIED;
}

/* A text with two '+' is a key, anything else the name of a file of keys. */
static int read_keys(struct job *j, const char *word, enum key_type type,
                     const struct verifier_key **out, size_t *n)
{
    struct span text = span_of(word), rest = text;
    struct err err = {{0}};
    enum rc rc = RC_OK;

    (void)span_cut(&rest, '+');
    if (span_find(rest, '+') == rest.n)
        rc = disk_read(word, &j->arena, &text, &err);
    if (rc)
        return fail(rc, &err);
    rc = verifier_keys_read(text, &j->arena, out, n, &err);
    for (size_t i = 0; i < *n && rc == RC_OK; i++)
        if ((*out)[i].kind->type != type)
            rc = err_set(&err, RC_INPUT,
                         "the key of %.*s is of type %s; here one of type %s is "
                         "wanted",
                         SPAN_ARG((*out)[i].name), (*out)[i].kind->name, key_kind_find(type)->name);
    return rc ? usage(err.note, "") : STATUS_VERIFIED;
}

static int read_trust(struct job *j)
{
    static struct verifier_key cosigners[KEYS_MAX];
    int status = read_keys(j, j->key, KEY_ED25519, &j->trust.logs, &j->trust.n_logs);

    for (size_t i = 0; i < j->n_cosigners && status == STATUS_VERIFIED; i++) {
        const struct verifier_key *keys = NULL;
        size_t n = 0;

        status = read_keys(j, j->cosigners[i], KEY_COSIGNATURE, &keys, &n);
        if (status == STATUS_VERIFIED && j->trust.n_cosigners + n > KEYS_MAX)
            return usage("too many cosigners", "");
        for (size_t k = 0; k < n && status == STATUS_VERIFIED; k++)
            cosigners[j->trust.n_cosigners++] = keys[k];
    }
    j->trust.cosigners = cosigners;
    return status;
}

static enum rc verify_earlier(struct job *j, const struct log_directory *d,
                              const struct log_findings *found, struct buf *words, struct err *err)
{
    struct checkpoint_opened opened;
    struct span file;
    enum rc rc = disk_read(j->earlier, &j->arena, &file, err);

    if (rc)
        return rc;
    rc = checkpoint_open(file, &j->trust, &j->arena, &opened, err);
    if (rc)
        return err_prefix(err, rc, "%s: ", j->earlier);
    rc = log_check_earlier(d, found, &opened.checkpoint, err);
    if (rc == RC_OK)
        log_put_earlier(words, &opened.checkpoint);
    return rc;
}

static enum rc verify_folder(struct job *j, struct buf *words, struct err *err)
{
    struct log_directory d = disk_directory(j->path);
    struct log_findings found;
    enum rc rc = log_verify_directory(&d, &j->trust, &j->arena, &found, err);

    if (rc)
        return rc;
    log_put_directory(words, &found);
    return j->earlier != NULL ? verify_earlier(j, &d, &found, words, err) : RC_OK;
}

static enum rc verify_proof(struct job *j, struct span file, struct buf *words, struct err *err)
{
    struct evidence_file f = {.proof = file};
    struct evidence_opened opened;
    enum rc rc = RC_OK;

    if (j->entry != NULL)
        rc = disk_read(j->entry, &j->arena, &f.beside, err);
    if (rc == RC_OK)
        rc = evidence_verify(&f, &j->trust, &j->arena, &opened, err);
    if (rc == RC_OK)
        log_put_evidence(words, &opened);
    return rc;
}

static enum rc verify_fork(struct job *j, struct span file, struct buf *words, struct err *err)
{
    struct fork_opened opened;
    struct fork f;
    enum rc rc = fork_read(file, &f, err);

    if (rc == RC_OK)
        rc = fork_verify(&f, &j->trust, &j->arena, &opened, err);
    if (rc == RC_OK)
        log_put_fork(words, &opened);
    return rc;
}

static enum rc verify_vote(struct job *j, struct span file, struct buf *words, struct err *err)
{
    struct account_opened opened;
    enum rc rc = account_open(file, j->trust.logs, j->trust.n_logs, &j->arena, &opened, err);

    if (rc == RC_OK)
        account_put_words(words, &opened);
    return rc;
}

static enum rc verify_file(struct job *j, struct buf *words, struct err *err)
{
    struct checkpoint_opened opened;
    struct span file;
    enum rc rc = disk_read(j->path, &j->arena, &file, err);

    if (rc)
        return rc;
    if (span_starts(file, SPAN("{"))) /* no other file is JSON */
        return verify_vote(j, file, words, err);
    switch (log_file_of(file)) {
    case LOG_FILE_PROOF:
        return verify_proof(j, file, words, err);
    case LOG_FILE_FORK:
        return verify_fork(j, file, words, err);
    case LOG_FILE_CHECKPOINT:
        break;
    }
    rc = checkpoint_open(file, &j->trust, &j->arena, &opened, err);
    if (rc == RC_OK)
        log_put_checkpoint(words, &opened);
    return rc;
}

static int verify(struct job *j)
{
    struct err err = {{0}};
    struct buf words;
    enum rc rc;

    if (!disk_is_folder(j->path) && j->earlier != NULL)
        return usage("--earlier is for the directory of a log", "");
    buf_init(&words, WORDS_MAX);
    rc = disk_is_folder(j->path) ? verify_folder(j, &words, &err) : verify_file(j, &words, &err);
    if (rc == RC_OK && (fwrite(words.p, 1, words.n, stdout) != words.n || fflush(stdout) != 0))
        rc = err_set(&err, RC_IO, "standard output cannot be written");
    buf_release(&words);
    return rc ? fail(rc, &err) : STATUS_VERIFIED;
}

static bool has_word(char **argv, const char *word)
{
    for (int i = 1; argv[i] != NULL; i++)
        if (strcmp(argv[i], word) == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    static struct job job;
    int status;

    if (argc > 0 && (has_word(argv, "--help") || has_word(argv, "-h")))
        return fputs(help, stdout) < 0 ? STATUS_ABSENT : STATUS_VERIFIED;
    if (argc > 0 && has_word(argv, "--version"))
        return printf("aasc-verify %s\n", AASC_VERSION) < 0 ? STATUS_ABSENT : STATUS_VERIFIED;
    arena_init(&job.arena, ARENA_BYTES_MAX);
    status = argc > 0 ? read_words(&job, argv) : STATUS_USAGE;
    if (status == STATUS_VERIFIED)
        status = read_trust(&job);
    if (status == STATUS_VERIFIED)
        status = verify(&job);
    arena_release(&job.arena);
    return status;
}
