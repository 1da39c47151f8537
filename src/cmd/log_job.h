/* SPDX-License-Identifier: Apache-2.0 */
/* log_job.h: a mission's log opened for a question: the record in one snapshot, the reader who
 * asks, the keys that the record states. */
#pragma once

#include "cmd/log_files.h"
#include "cmd/log_keys.h"
#include "cmd/mission.h"

/* The option rows that questions about the log share. */
#define LOG_AS_ROW                                                                                 \
    {                                                                                              \
        "as", OPTION_TEXT, "MEMBER[:LEVEL]", NULL,                                                 \
            "answer as this member would be answered; they need the right to see the log"          \
    }
#define LOG_KEY_ROW                                                                                \
    {                                                                                              \
        "key", OPTION_TEXT, "KEY", NULL, "believe this key of the log, or the keys of this file"   \
    }
#define LOG_COSIGNER_ROW                                                                           \
    {                                                                                              \
        "cosigner", OPTION_TEXT, "KEY", NULL,                                                      \
            "also count the cosignatures of this key, or of the keys of this file"                 \
    }

/* Read freely. */
struct log_job {
    const struct command_line *line;
    struct mission m;
    struct store *store;
    struct audience who;
    struct log_keys keys;
    struct log_files files;
    struct arena arena; /* of the answer */
    bool has_snapshot;
};

/**
 * Open the record of the mission that the first operand names; refuse who may not see the log.
 *
 * in     as  the value of --as, or NULL: the mission itself
 * fails  as mission_open; RC_CONFLICT: this reader may not see the log; RC_ABSENT: nothing signed
 */
MUST_USE enum rc log_job_open(struct log_job *j, const struct command_line *line, const char *as,
                              struct err *err);
void log_job_close(struct log_job *j);

/** Open the newest signed head with the keys that are believed. */
MUST_USE enum rc log_job_head(struct log_job *j, const struct log_trust *trust,
                              struct checkpoint_opened *out, struct err *err);
/** The text that was built, to standard output; releases it. */
MUST_USE enum rc log_print(struct buf *words, struct err *err);
