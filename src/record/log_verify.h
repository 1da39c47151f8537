/* SPDX-License-Identifier: Apache-2.0 */
/* log_verify.h: whether what somebody hands over is what a log's key has signed: a directory of
 * tiles, a proof, a fork. Works on files read by name, so that aasc-verify and aasc log verify are
 * one piece of code. */
#pragma once

#include "record/evidence.h"
#include "record/fork.h"
#include "record/tile.h"

/* Who is told the names of a directory's files. */
struct log_visitor {
    void *context;
    enum rc (*visit)(void *context, struct span name, struct err *err);
};

/* A static directory of tiles. Names are relative to it, with '/' between their parts. */
struct log_directory {
    struct files files; /* RC_ABSENT where there is no such file */
    /* tells every file below it, in any order, and ends with what a visit fails with; NULL: only
     * the files that the checkpoint's size asks for are looked at. Context: that of `files` */
    enum rc (*each)(void *context, const struct log_visitor *visitor, struct err *err);
};

/* What was found out about a directory. */
struct log_findings {
    struct checkpoint_opened head;
    uint64_t n_tiles;   /* tiles of the checkpoint's size, full and partial: all are right */
    uint64_t n_bundles; /* … bundles */
    uint64_t n_older;   /* partial ones of smaller sizes: they are the beginning of those */
    uint64_t n_beyond;  /* of larger sizes: they go on where those end; the rest is not judged */
    uint64_t n_foreign; /* files that are no part of a log's directory: not looked at */
};

/**
 * Verify all of a directory: the checkpoint's signatures, every bundle against every tile, every
 * tile against the root, and that no other tile says anything else.
 *
 * Needs two bundles' memory (34 MB at most), whatever the size of the log.
 * out    lives in the arena and in `trust`
 * fails  RC_CONFLICT: something is missing or contradicts; the note names the file and ends the
 *        search; RC_ABSENT: there is no checkpoint; RC_INPUT, RC_RANGE, RC_LIMIT; RC_IO
 */
MUST_USE enum rc log_verify_directory(const struct log_directory *d, const struct log_trust *trust,
                                      struct arena *a, struct log_findings *out, struct err *err);

/**
 * For a holder of an earlier checkpoint: that a directory, verified before, begins with the very
 * tree that was signed then.
 *
 * in     earlier  opened, so that its signature was verified
 * fails  RC_CONFLICT: it does not, so that the log's key has signed two histories; what the files
 *        say, or another log's checkpoint
 */
MUST_USE enum rc log_check_earlier(const struct log_directory *d, const struct log_findings *f,
                                   const struct checkpoint *earlier, struct err *err);

/* Which of our files it is. */
enum log_file {
    LOG_FILE_PROOF,      /* evidence.h */
    LOG_FILE_FORK,       /* fork.h */
    LOG_FILE_CHECKPOINT, /* a signed checkpoint alone */
};

enum log_file log_file_of(struct span file);

/* What was proved, in plain words, and nothing more: lines of text for people. */
/** Log, size, root, who signed and who cosigned. */
void log_put_head(struct buf *b, const struct checkpoint_opened *c);
/** The limit of what these signatures show about tampering. */
void log_put_limit(struct buf *b, const struct checkpoint_opened *c);
void log_put_directory(struct buf *b, const struct log_findings *f);
void log_put_earlier(struct buf *b, const struct checkpoint *earlier);
void log_put_evidence(struct buf *b, const struct evidence_opened *e);
void log_put_fork(struct buf *b, const struct fork_opened *f);
void log_put_checkpoint(struct buf *b, const struct checkpoint_opened *c);
