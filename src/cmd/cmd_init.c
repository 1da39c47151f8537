/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_init.c: `aasc init`: what may be asked of it. The making is mission_make.c's. */
#include "cmd/mission_make.h"

#include <string.h>

enum option {
    INIT_PACT,
    INIT_LABEL,
    INIT_NAME,
    INIT_ROSTER,
    INIT_GAZETTEER,
    INIT_EQUIPMENT,
    INIT_MAP,
    INIT_TRUST,
    INIT_OPTION_COUNT
};

static const struct option_row options[INIT_OPTION_COUNT] = {
    [INIT_PACT] = {"pact", OPTION_FILE, "FILE", NULL,
                   "the agreement to watch; further ones stand behind DIR"},
    [INIT_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL,
                    "the label of what comes in without one, such as PUBLIC"},
    [INIT_NAME] = {"name", OPTION_TEXT, "ORIGIN", NULL,
                   "the name of the log, such as example.org/kalmius; left out: the directory's"},
    [INIT_ROSTER] = {"roster", OPTION_FILE, "FILE", NULL,
                     "who may read what; left out: the mission is its only reader"},
    [INIT_GAZETTEER] = {"gazetteer", OPTION_FILE, "FILE", NULL,
                        "a table of names and positions for places given as \"near\""},
    [INIT_EQUIPMENT] = {"equipment", OPTION_FILE, "FILE", NULL,
                        "a table of equipment types beside the one that is built in"},
    [INIT_MAP] = {"map", OPTION_TEXT, "LAT,LON", NULL, "where maps open"},
    [INIT_TRUST] = {"trust-reported", OPTION_FLAG, NULL, NULL,
                    "judge rows of public event files like observations, and say so"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the mission is there"},
    {STATUS_USAGE, "usage, a bad pact, label or roster"},
    {STATUS_ABSENT, "a file that was named does not exist"},
    {STATUS_DENIED, "it could not be written: no permission, a full disk"},
    {STATUS_CONFLICT, "DIR is there already"},
};

static const struct example_row examples[] = {
    {"aasc init kalmius --pact examples/kalmius/kalmius.pact --label PUBLIC",
     "A mission that watches one agreement."},
};

static const char description[] =
    "Makes the directory of a mission: mission.pact (which agreements are in force, the name of "
    "the log, the default label), copies of the agreements with their geometry, the record, and "
    "the keys of this node, which nobody else may read. The first entries of the record say what "
    "was agreed and who signs.\n"
    "\n"
    "DIR must not exist: a mission that is there is never touched. What an init leaves that was "
    "cut short is called DIR.making; the next init of DIR takes it away and begins anew.";

static int run(const struct command_line *line)
{
    const struct mission_plan plan = {
        .folder = line->n_operands > 0 ? line->operands[0] : NULL,
        .first_pact = line->values[INIT_PACT],
        .pacts = line->operands + 1,
        .n_pacts = line->n_operands - 1,
        .label = command_value(line, INIT_LABEL),
        .origin = command_value(line, INIT_NAME),
        .roster = line->values[INIT_ROSTER],
        .gazetteer = line->values[INIT_GAZETTEER],
        .equipment = line->values[INIT_EQUIPMENT],
        .map = command_value(line, INIT_MAP),
        .trusts_reported = command_has(line, INIT_TRUST),
        .is_quiet = line->terminal.is_quiet,
    };
    struct err err = {0};
    enum rc rc = RC_OK;

    if (plan.first_pact == NULL)
        rc = err_set(&err, RC_INPUT, "--pact is missing: which agreement is to be watched");
    else if (plan.label.n == 0)
        rc = err_set(&err, RC_INPUT,
                     "--label is missing: who may read what comes in without a label; for "
                     "example --label PUBLIC");
    if (rc)
        return command_usage_fault(line->command, &err);
    rc = mission_make(&plan, &err);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_init = {
    .noun = "init",
    .operands = "DIR [PACT…] --pact FILE --label LABEL",
    .min_operands = 1,
    .max_operands = SETUP_PACTS_MAX,
    .summary = "make a mission: its directory, record and keys",
    .description = description,
    .options = options,
    .n_options = INIT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
