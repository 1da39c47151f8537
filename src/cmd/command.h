/* SPDX-License-Identifier: Apache-2.0 */
/* command.h: the rows that the command line is made of: --help, messages about misspelt words, man
 * pages and shell completion all come from them.
 *
 * A subcommand is one `const struct command`, defined in its own cmd_<noun>.c and listed in
 * commands.c. Its handler may print; nothing below src/cmd does. */
#pragma once

#include "base/err.h"
#include "base/span.h"
#include "cmd/terminal.h"

#define COMMAND_OPTIONS_MAX 32

/* What the process ends with. `judge` uses the first four as its contract has them. */
enum exit_status {
    STATUS_OK = 0,
    STATUS_FOUND = 1,    /* a finding or a negative answer: violations, a file that differs */
    STATUS_USAGE = 2,    /* usage, or input that is refused as a whole: a bad pact */
    STATUS_ABSENT = 3,   /* what was named does not exist; nothing could be read */
    STATUS_DENIED = 4,   /* the system refused: permission, a full disk, a closed output */
    STATUS_CONFLICT = 5, /* it contradicts what is there already */
    STATUS_RETRY = 75,   /* try again later */
};

enum option_type {
    OPTION_FLAG,  /* takes no value */
    OPTION_TEXT,  /* any words */
    OPTION_WORD,  /* one of `words` */
    OPTION_FILE,  /* completion offers files */
    OPTION_FOLDER /* completion offers folders */
};

struct option_row {
    const char *name; /* without the two hyphens */
    enum option_type type;
    const char *value;        /* how help calls the value: FILE, TERM; NULL for flags */
    const char *const *words; /* OPTION_WORD: NULL-ended; else NULL */
    const char *help;         /* one sentence without its full stop */
};

struct exit_row {
    enum exit_status status;
    const char *means;
};

struct example_row {
    const char *line; /* what to type */
    const char *does;
};

struct command_line;

struct command {
    const char *noun;
    const char *verb;     /* NULL where the noun is the whole command */
    const char *operands; /* for the usage line: "PACT FILE…" */
    size_t min_operands, max_operands;
    const char *summary;     /* one line, for lists */
    const char *description; /* paragraphs with an empty line between them */
    const struct option_row *options;
    size_t n_options; /* at most COMMAND_OPTIONS_MAX; --help and --quiet are everybody's */
    const struct exit_row *exits;
    size_t n_exits;
    const struct example_row *examples;
    size_t n_examples;
    bool is_hidden; /* not in help, manual and completion */
    /* Returns the exit status; has printed what there was to say. */
    int (*run)(const struct command_line *line);
};

#define ROWS(array) (array), sizeof(array) / sizeof((array)[0])

/* A command line that was read: options by their index in the command's rows. */
struct command_line {
    const struct command *command;
    const char *values[COMMAND_OPTIONS_MAX]; /* NULL: not given; "" for a flag that was */
    const char *const *operands;
    size_t n_operands;
    struct terminal terminal;
};

/** All commands, in the order of help; NULL-ended. */
const struct command *const *command_table(void);
/** The command that these words name; NULL where none does. `*n_words` is how many it took (1..2).
 */
const struct command *command_find(int argc, const char *const *argv, int *n_words);

/**
 * Read the words behind a command's name: --name VALUE, --name=VALUE, operands, and `--`, behind
 * which everything is an operand.
 *
 * in     store  room for argc operands
 * out    *wants_help: --help was there; then nothing else was checked
 * fails  RC_INPUT, RC_UNKNOWN: with the note for the user
 */
MUST_USE enum rc command_read(const struct command *c, int argc, const char *const *argv,
                              const char **store, struct command_line *out, bool *wants_help,
                              struct err *err);

bool command_has(const struct command_line *line, unsigned option);
/** The value, or the empty span. */
struct span command_value(const struct command_line *line, unsigned option);

/** Print "aasc: NOTE" to standard error and hand back the exit status that stands for the code. */
int command_fail(enum rc rc, const struct err *err);
/** The same for a fault in the words of the command line; points at --help. */
int command_usage_fault(const struct command *c, const struct err *err);
/** One line to standard error: "aasc: …". */
void command_say(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* The rows, one per subcommand; commands.c has them in the order of help. */
extern const struct command command_pact_check;
extern const struct command command_pact_fmt;
extern const struct command command_pact_json;
extern const struct command command_pact_from_json;
extern const struct command command_pact_explain;
extern const struct command command_pact_adopt;
extern const struct command command_pact_schema;
extern const struct command command_log_show;
extern const struct command command_log_verify;
extern const struct command command_log_prove;
extern const struct command command_log_export;
extern const struct command command_log_keys;
extern const struct command command_log_cosign;
extern const struct command command_log_reconcile;
extern const struct command command_fsck;
extern const struct command command_backup;
extern const struct command command_rebuild;
extern const struct command command_replay;
extern const struct command command_judge;
extern const struct command command_init;
extern const struct command command_import;
extern const struct command command_observe;
extern const struct command command_verdict_list;
extern const struct command command_release_draft;
extern const struct command command_release_end;
extern const struct command command_release_list;
extern const struct command command_release_publish;
extern const struct command command_report_daily;
extern const struct command command_report_spot;
extern const struct command command_report_correct;
extern const struct command command_verdict_confirm;
extern const struct command command_verdict_contest;
extern const struct command command_verdict_withdraw;
extern const struct command command_entry_list;
extern const struct command command_entry_show;
extern const struct command command_entry_correct;
extern const struct command command_entry_withdraw;
extern const struct command command_entry_erase;
extern const struct command command_key_new;
extern const struct command command_key_make;
extern const struct command command_key_sign;
extern const struct command command_person_add;
extern const struct command command_person_seal;
extern const struct command command_person_show;
extern const struct command command_person_erase;
extern const struct command command_incident_list;
extern const struct command command_incident_open;
extern const struct command command_incident_show;
extern const struct command command_incident_grade;
extern const struct command command_incident_act;
extern const struct command command_incident_alert;
extern const struct command command_incident_respond;
extern const struct command command_measure_propose;
extern const struct command command_measure_begin;
extern const struct command command_measure_task;
extern const struct command command_measure_evidence;
extern const struct command command_measure_review;
extern const struct command command_measure_continue;
extern const struct command command_measure_stand_down;
extern const struct command command_measure_end;
extern const struct command command_council_waive;
extern const struct command command_inquiry_open;
extern const struct command command_inquiry_exhibit;
extern const struct command command_inquiry_assess;
extern const struct command command_inquiry_reply;
extern const struct command command_inquiry_find;
extern const struct command command_inquiry_show;
extern const struct command command_inquiry_list;
extern const struct command command_inquiry_origin;
extern const struct command command_inquiry_report;
extern const struct command command_member_list;
extern const struct command command_council_propose;
extern const struct command command_council_key;
extern const struct command command_council_vote;
extern const struct command command_council_take;
extern const struct command command_council_close;
extern const struct command command_council_show;
extern const struct command command_council_hear;
extern const struct command command_council_consult;
extern const struct command command_council_mandate;
extern const struct command command_council_candidate;
extern const struct command command_council_members;
extern const struct command command_council_missions;
extern const struct command command_council_register;
extern const struct command command_council_tally;
extern const struct command command_council_power;
extern const struct command command_member_adopt;
extern const struct command command_completion;
extern const struct command command_manual;
