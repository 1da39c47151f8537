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
    struct span phrases;   /* file of a catalogue; empty: English */
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
    struct mission_labels *labels;      /* of the roster then: who its audience was */
    struct merkle_head head;            /* the same */
    const struct visible *visible;      /* of the audience; NULL: the mission itself */
    bool is_public;
    struct gathered rows;
    struct span label; /* the join of theirs */
    struct daily_harvest harvest;
    struct span *senses; /* of each verdict of the harvest: SHA-256 of what it says */
    struct phrases phrases;
    struct span phrases_hash; /* of the catalogue, hexadecimal; empty: the one that is built in */
    const struct daily_incident *incident; /* of a spot report */
    struct uuid incident_id;               /* the entry that it was asked by */
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
/** The mission's own edition: all of the record. */
void report_for_mission(struct report_job *j);
/** Judge what the audience sees, and say whose word each verdict is: j->in is complete. */
MUST_USE enum rc report_read(struct report_job *j, struct err *err);
/** A published report by its id, among those that the audience may see; `label` may be NULL.
 * fails  RC_ABSENT */
MUST_USE enum rc report_find(struct report_job *j, struct span id, struct span *body,
                             struct span *label, struct err *err);

/* ---- report_status.c ---- */

/** Give every verdict of the harvest the status that the record has for it. */
MUST_USE enum rc report_statuses(struct report_job *j, struct err *err);
/** Spot reports that the audience may read: `take` gets their entries, whose inputs are the
 * verdicts that they tell, and when they were issued. */
MUST_USE enum rc report_spots(struct report_job *j,
                              void (*take)(void *to, const struct entry *e, int64_t issued_at_ms),
                              void *to, struct err *err);
/** Corrections that were recorded since the last report of this audience. */
MUST_USE enum rc report_corrigenda(struct report_job *j, struct err *err);

/* ---- report_incidents.c ---- */

/**
 * Incidents of the period, grouped anew from the violations that the audience sees, and whether a
 * spot report of each grave one came in time.
 *
 * The incidents on the record rest on what the audience may not see: none of them is used.
 */
MUST_USE enum rc report_incidents(struct report_job *j, struct err *err);
/**
 * The incident, or the one verdict, of the mission that an operand names.
 *
 * fails  RC_ABSENT: not there; RC_INPUT: another kind of entry
 */
MUST_USE enum rc report_incident_find(struct report_job *j, const char *id, struct store_entry *out,
                                      struct entry *entry, struct err *err);
/**
 * What the entry of a spot report rests on: the verdicts that it tells, and the duties that it
 * does.
 *
 * out    sorted, each once
 */
MUST_USE enum rc report_incident_inputs(struct report_job *j, const struct uuid **out, size_t *n,
                                        struct err *err);
/** When the incident was that an operand names among those of an audience (cmd/own_incidents.h),
 * and after report_read the incident. fails  RC_ABSENT */
MUST_USE enum rc report_own_incident(struct report_job *j, const char *id, struct time_span *when,
                                     struct err *err);
MUST_USE enum rc report_own_incident_of(struct report_job *j, struct daily_incident *out,
                                        struct err *err);
/** What the mission sees of it, after report_read. fails  RC_ABSENT: nothing */
MUST_USE enum rc report_incident_of(struct report_job *j, const struct entry *e,
                                    struct daily_incident *out, struct err *err);

/* ---- report_phrases.c ---- */

/* The option row that every command that prints a report has. */
#define REPORT_PHRASES_ROW                                                                         \
    {                                                                                              \
        "phrases", OPTION_FILE, "FILE", NULL,                                                      \
            "the catalogue of another language (docs/formats/report.md); left out: English"        \
    }
/** Read the catalogue that was asked for. fails  RC_INPUT: it is not whole, with the line */
MUST_USE enum rc report_read_phrases(struct report_job *j, struct err *err);
/** in: hash: of a published report's catalogue. fails RC_CONFLICT: it is another one */
MUST_USE enum rc report_check_phrases(const struct report_job *j, struct span hash,
                                      struct err *err);

/* ---- report_write.c ---- */

/** All forms of a made report, and their sums. */
MUST_USE enum rc report_print(struct report_job *j, struct report_files *out, struct err *err);
void report_files_release(struct report_files *f);
/** Into a folder, whole or not at all. */
MUST_USE enum rc report_write(const struct report_files *f, const char *folder, struct err *err);
/** Append the report's entry: what it stands on, who answers for it, the hash of its sums. */
MUST_USE enum rc report_publish(struct report_job *j, const char *kind,
                                const struct report_files *f, struct err *err);
/** One entry of the desk's own, signed, sealed and acknowledged. */
MUST_USE enum rc report_append(struct report_job *j, const struct entry *e, struct err *err);

/* ---- report_publish.c ---- */

/** Drafter and approver: two different names, or none. */
MUST_USE enum rc report_check_pair(const struct report_ask *ask, struct err *err);
/** Where the roster names people, both are among them, with the rights to draft and to approve. */
MUST_USE enum rc report_check_people(const struct report_job *j, struct err *err);
/** The folder that was asked for, else one called like the report. */
struct span report_folder(const struct report_job *j, struct span out);
/** Print, publish unless it is a draft, write, and say so. fails  RC_CONFLICT: published already */
MUST_USE enum rc report_finish(struct report_job *j, const char *kind, struct span out,
                               struct err *err);
void report_say(const struct report_job *j, struct span folder, const char *what);
