/* SPDX-License-Identifier: Apache-2.0 */
/* act.h: one thing that somebody puts on a mission's record: signed alone, judged, acknowledged. */
#pragma once

#include "cmd/intake.h"

#define ACT_BY_ROW                                                                                 \
    {                                                                                              \
        "by", OPTION_TEXT, "NAME", NULL,                                                           \
            "sign with the key of this author; left out: with that of the node's desk"             \
    }

/* Read freely. */
struct act {
    struct mission m;
    struct intake in;
    struct signer_key own;
    const struct signer_key *author;
    bool has_intake;
    struct arena arena; /* of the entry and what is looked up for it */
    struct buf said;    /* a line for each verdict that came of it */
    struct err refused; /* why the row was refused; empty: it was not */
};

/** Open the mission for writing. in: by  whose key signs; empty: the node's desk */
MUST_USE enum rc act_open(struct act *a, const char *folder, const char *what, struct span by,
                          bool is_quiet, struct err *err);
void act_close(struct act *a);

/* Of commands without --by: the node's desk signs. */
#define ACT_DESK COMMAND_OPTIONS_MAX
/**
 * Open the mission that the first operand names, let one piece of work append and print, close.
 *
 * in       by  the option that names the author, or ACT_DESK
 * returns  the exit status; has printed why it failed
 */
int act_run(const struct command_line *line, const char *what, unsigned by,
            enum rc (*work)(struct act *a, const struct command_line *line, struct err *err));

/**
 * Refuse an author to whom the roster does not give a right.
 *
 * Where the mission has no roster, whoever holds its keys may do everything.
 */
MUST_USE enum rc act_check_right(const struct act *a, enum right right, const char *what,
                                 struct err *err);

/**
 * Take a row of the contract as JSON text.
 *
 * fails  RC_INPUT, …: as observation_read; RC_CONFLICT: it contradicts a row on the record
 * out    *is_new  false: it was there already, then *id is untouched
 */
MUST_USE enum rc act_row(struct act *a, struct span json, bool *is_new, struct uuid *id,
                         struct err *err);
/** Drop what was kept of one row, before the next. Counts stay. */
void act_forget(struct act *a);
/* An entry that is no row. */
struct act_entry {
    enum entry_kind kind;
    const struct json *body;
    struct span label;
    const struct uuid *about;      /* NULL: nothing */
    const struct uuid *supersedes; /* the same */
    bool has_time;                 /* else it happens now */
    struct time_span when;
    const struct uuid *inputs; /* sorted, each once */
    size_t n_inputs;
};
/** Append and acknowledge it. */
MUST_USE enum rc act_put(struct act *a, const struct act_entry *what, struct uuid *id,
                         struct err *err);
/** The entry that an operand names. fails  RC_INPUT, RC_ABSENT */
MUST_USE enum rc act_find(struct act *a, const char *id, struct store_entry *out, struct err *err);
/** Print "entry ID" and what was judged. */
void act_print(const struct act *a, const struct uuid *id);
