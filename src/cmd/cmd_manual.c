/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_manual.c: `aasc manual`, hidden: the sources of docs/man, made from the command table. */
#include "cmd/help.h"
#include "cmd/manual.h"

static void print_names(void)
{
    const struct command *const *table = command_table();
    struct buf b;

    buf_init(&b, HELP_BYTES_MAX);
    buf_puts(&b, "aasc\n");
    for (size_t i = 0; table[i] != NULL; i++) {
        if (table[i]->is_hidden)
            continue;
        buf_puts(&b, "aasc-");
        help_put_name(&b, table[i], '-');
        buf_putc(&b, '\n');
    }
    (void)fputs(b.p, stdout);
    buf_release(&b);
}

static bool is_page(const struct command *c, struct span page)
{
    struct buf name;
    bool is_same;

    buf_init(&name, HELP_BYTES_MAX);
    buf_puts(&name, "aasc-");
    help_put_name(&name, c, '-');
    is_same = span_eq(buf_span(&name), page);
    buf_release(&name);
    return is_same && !c->is_hidden;
}

static bool put_page(struct buf *b, struct span page)
{
    const struct command *const *table = command_table();

    if (span_is(page, "aasc")) {
        manual_put_all(b);
        return true;
    }
    for (size_t i = 0; table[i] != NULL; i++) {
        if (is_page(table[i], page)) {
            manual_put_command(b, table[i]);
            return true;
        }
    }
    return false;
}

static int run(const struct command_line *line)
{
    struct err err = {0};
    struct buf b;

    if (line->n_operands == 0) {
        print_names();
        return STATUS_OK;
    }
    buf_init(&b, HELP_BYTES_MAX);
    if (!put_page(&b, span_of(line->operands[0]))) {
        (void)err_set(&err, RC_ABSENT, "there is no page %.60s; aasc manual lists them",
                      line->operands[0]);
        return command_fail(RC_ABSENT, &err);
    }
    (void)fputs(b.p, stdout);
    buf_release(&b);
    return STATUS_OK;
}

const struct command command_manual = {
    .noun = "manual",
    .operands = "[PAGE]",
    .max_operands = 1,
    .summary = "print the source of a manual page",
    .description = "Prints a manual page in scdoc's markup, or lists the pages.",
    .is_hidden = true,
    .run = run,
};
