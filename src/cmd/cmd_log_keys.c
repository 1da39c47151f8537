/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_log_keys.c: `aasc log keys`: the public keys that the record states. */
#include "cmd/log_job.h"

#include <string.h>

#define WORDS_MAX ((size_t)4 << 20)

enum option { KEYS_ROLE, KEYS_AS, KEYS_OPTION_COUNT };

static const struct option_row options[KEYS_OPTION_COUNT] = {
    [KEYS_ROLE] = {"role", OPTION_TEXT, "ROLE", NULL,
                   "only keys of this role, such as log, and without the comments"},
    [KEYS_AS] = LOG_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the keys were printed"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission, or no key of that role"},
    {STATUS_CONFLICT, "this reader may not see the log"},
};

static const struct example_row examples[] = {
    {"aasc log keys kalmius --role log >kalmius.vkey",
     "The one key that everybody needs who verifies this log."},
};

static const char description[] =
    "Prints the verifier keys (name+id+base64) that entries of the record brought into use: of the "
    "log, the engine, the desk, the authors of this node. Each stands on a line of its own, so "
    "that "
    "the output is a file of keys for aasc-verify and for --key.\n"
    "\n"
    "A key proves something only to those who have it from elsewhere, too: hand it over by another "
    "way than the log.";

static enum rc print_keys(struct log_job *j, struct err *err)
{
    const char *role = j->line->values[KEYS_ROLE];
    struct buf b;
    size_t n = 0;

    buf_init(&b, WORDS_MAX);
    for (size_t i = 0; i < j->keys.n; i++) {
        const struct log_key *k = &j->keys.items[i];

        if (role != NULL && !span_is(k->role, role))
            continue;
        if (role == NULL)
            buf_printf(&b, "# %.*s\n", SPAN_ARG(k->role));
        verifier_key_put(&b, &k->key);
        buf_putc(&b, '\n');
        n++;
    }
    if (n > 0)
        return log_print(&b, err);
    buf_release(&b);
    return err_set(err, RC_ABSENT, "--role %.60s: the record states no key of that role",
                   role == NULL ? "" : role);
}

static int run(const struct command_line *line)
{
    static struct log_job job; /* large; there is one per process */
    struct err err = {0};
    enum rc rc = log_job_open(&job, line, line->values[KEYS_AS], &err);

    if (!rc)
        rc = print_keys(&job, &err);
    log_job_close(&job);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_log_keys = {
    .noun = "log",
    .verb = "keys",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print the public keys of a mission's log and authors",
    .description = description,
    .options = options,
    .n_options = KEYS_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
