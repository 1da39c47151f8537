/* SPDX-License-Identifier: Apache-2.0 */
/* report_job.h: one report of a mission, from its record as of a checkpoint to its files; shared by
 * the files that do its parts. */
#pragma once

#include "cmd/mission.h"
#include "mission/gather.h"
#include "report/daily.h"
#include "report/writer.h"

/* What was asked for, or what a published report says of itself. */
struct report_ask {
    struct span period, audience, as_of; /* as typed */
    struct span drafter, approver;       /* both or none: then it is a draft */
    struct time_span when, before;
    struct span agreement; /* empty: the first */
    int64_t issued_at_ms;  /* TIME_NEVER: when the checkpoint was signed */
    uint64_t size;         /* of the checkpoint; UINT64_MAX: the newest */
};

/* Read freely; large: there is one per process. */
struct report_job {
    struct mission m;
    struct arena arena; /* of the report */
    struct arena scratch;
    bool has_snapshot;
    struct report_ask ask;
    uint32_t agreement;
    struct store_checkpoint checkpoint; /* that the report stands on */
    struct merkle_head head;            /* the same */
    const struct visible *visible;      /* of the audience; NULL: the mission itself */
    bool is_public;
    struct gathered rows;
    struct span label; /* the join of theirs */
    struct daily_harvest harvest;
    struct phrases phrases;
    struct daily_input in;
    struct daily daily;
    bool is_made;
};

/* A file of the report, before it is written. */
#define REPORT_FILES_MAX 20
struct report_file {
    char name[WRITER_NAME_MAX];
    struct buf text;
};
struct report_files {
    struct report_file items[REPORT_FILES_MAX];
    size_t n;
    struct buf sums; /* SHA256SUMS: a line for each, as sha256sum writes and checks them */
};

/* ---- report_read.c ---- */

/** Open the mission and the reader's view of it as of the checkpoint that was asked for. */
MUST_USE enum rc report_open(struct report_job *j, const char *folder, enum mission_want want,
                             struct err *err);
void report_close(struct report_job *j);
/** [start, end) of "DAY" or "FROM/TO", and the period before it, as long or the day before. */
MUST_USE enum rc report_period(const struct zone *z, struct span text, struct time_span *when,
                               struct time_span *before, struct err *err);
/** Whom an edition is for: MEMBER[:LEVEL], or a level: everybody who is cleared for it. */
MUST_USE enum rc report_audience(struct report_job *j, struct err *err);
/** Judge what the audience sees, and say whose word each verdict is. */
MUST_USE enum rc report_read(struct report_job *j, struct err *err);
/** A published report by its id, among those that the audience may see. fails RC_ABSENT */
MUST_USE enum rc report_find(struct report_job *j, struct span id, struct span *body,
                             struct err *err);

/* ---- report_status.c ---- */

/** Give every verdict of the harvest the status that the record has for it. */
MUST_USE enum rc report_statuses(struct report_job *j, struct err *err);
/** Corrections that were recorded since the last report of this audience. */
MUST_USE enum rc report_corrigenda(struct report_job *j, struct err *err);

/* ---- report_write.c ---- */

/** All forms of a made report, and their sums. */
MUST_USE enum rc report_print(struct report_job *j, struct report_files *out, struct err *err);
void report_files_release(struct report_files *f);
/** Into a folder, whole or not at all. */
MUST_USE enum rc report_write(const struct report_files *f, const char *folder, struct err *err);
/** Append the report's entry: what it stands on, who answers for it, the hash of its sums. */
MUST_USE enum rc report_publish(struct report_job *j, const struct report_files *f,
                                struct err *err);
