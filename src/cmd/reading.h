/* SPDX-License-Identifier: Apache-2.0 */
/* reading.h: a mission as one reader sees it at one size of its record: --as and --as-of. */
#pragma once

#include "cmd/releases.h"
#include "watch/judge.h"

/* The option rows that every command that reads has. */
#define READING_AS_OF_ROW                                                                          \
    {                                                                                              \
        "as-of", OPTION_TEXT, "TIME", NULL,                                                        \
            "what was on the record by this time (a date means its end), or its first N entries"   \
    }
#define READING_AS_ROW                                                                             \
    {                                                                                              \
        "as", OPTION_TEXT, "MEMBER[:LEVEL]", NULL,                                                 \
            "answer as this member would be answered; a level can be lowered, never raised"        \
    }

/* Read freely. */
struct reading {
    const struct command_line *line;
    struct mission m;
    struct audience who;
    uint64_t below_seq;       /* UINT64_MAX: all */
    struct versions in_force; /* what was agreed, as the record then knew */
    int64_t as_of_ms;         /* TIME_NEVER: all, or a size was given */
    struct arena arena;       /* of the answer */
    int64_t at_ms;            /* of the question */
    struct releases releases; /* read once one is met that a reader may be shown */
    bool has_releases;
    bool has_snapshot;
};

/**
 * Open the mission that the first operand names for reading, in one snapshot.
 *
 * in     as_of, as  the options' indexes
 * fails  as mission_open; RC_UNKNOWN, RC_ABSENT: --as names nobody
 */
MUST_USE enum rc reading_open(struct reading *r, const struct command_line *line, unsigned as_of,
                              unsigned as, struct err *err);
void reading_close(struct reading *r);
/**
 * Open, let one piece of work read and print, close.
 *
 * returns  the exit status; has printed why it failed
 */
int reading_run(const struct command_line *line, unsigned as_of, unsigned as,
                enum rc (*work)(struct reading *r, struct err *err));

/** The entry that an operand names; what may not be read is not there. */
MUST_USE enum rc reading_entry(struct reading *r, const char *id, struct store_entry *out,
                               struct err *err);

/** Whether an entry that the reader's labels open is shown: of released copies those that are open.
 */
MUST_USE enum rc reading_shows(struct reading *r, const struct store_entry *e, bool *out,
                               struct err *err);

/**
 * The kinds of entries that this reader is told of, as bits.
 *
 * What the engine made for the mission rests on what others may not see, and when it was replaced
 * tells of it: other readers have an evaluation of their own.
 */
uint32_t reading_kinds(const struct reading *r);
/** Whether another entry has replaced it that this reader may read. */
bool reading_is_superseded(struct reading *r, const struct store_entry *e);

/**
 * The entry that contradicts a row and stands before it in the docket's order, of those that the
 * reader may read: then that one is judged, and this one is not.
 *
 * out    *by  untouched where there is none, or the entry holds no row that stands
 */
MUST_USE enum rc reading_outdone(struct reading *r, const struct store_entry *e, struct uuid *by,
                                 bool *is_outdone, struct err *err);

/**
 * Judge anew all rows that the reader sees, as `aasc judge` does, each time by what was agreed for
 * it: each audience has its own evaluation. The sink gets verdicts alone (mission/survey.h).
 */
MUST_USE enum rc reading_judge(struct reading *r, const struct judge_options *options,
                               struct verdict_sink *sink, struct err *err);
/** What a verdict of reading_judge states: the version of its agreement. */
struct receipt reading_receipt(const struct reading *r, const struct pact_agreement *of);
