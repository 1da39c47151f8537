/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_completion.c: `aasc completion SHELL`: the script that a shell reads to complete our words.
 */
#include "cmd/completion.h"
#include "cmd/help.h"

static const struct {
    const char *name;
    void (*put)(struct buf *b);
} shells[] = {
    {"bash", completion_put_bash},
    {"zsh", completion_put_zsh},
    {"fish", completion_put_fish},
};

static int run(const struct command_line *line)
{
    struct span shell = span_of(line->operands[0]);
    struct err err = {0};
    struct buf b;

    for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
        if (!span_is(shell, shells[i].name))
            continue;
        buf_init(&b, HELP_BYTES_MAX);
        shells[i].put(&b);
        (void)fputs(b.p, stdout);
        buf_release(&b);
        return STATUS_OK;
    }
    (void)err_set(&err, RC_UNKNOWN, "%.40s: no such shell; it is one of bash, zsh, fish", shell.p);
    return command_usage_fault(line->command, &err);
}

static const struct example_row examples[] = {
    {"aasc completion bash >~/.local/share/bash-completion/completions/aasc",
     "For bash, from the next shell on."},
};

const struct command command_completion = {
    .noun = "completion",
    .operands = "bash|zsh|fish",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print the completion script of a shell",
    .description = "Prints what bash, zsh or fish needs to complete commands, options and their "
                   "values.",
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
