/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/manual.h"

#include "cmd/help.h"

#include <string.h>

/* Characters that scdoc would read as its own; behind a backslash they stand for themselves. */
static void put_plain(struct buf *b, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("_*\\#<>.-[]|", *text) != NULL)
            buf_putc(b, '\\');
        buf_putc(b, *text);
    }
}

static void put_head(struct buf *b, const struct command *c)
{
    buf_puts(b, "aasc");
    if (c != NULL) {
        buf_putc(b, '-');
        help_put_name(b, c, '-');
    }
    buf_puts(b, "(1)\n\n# NAME\n\naasc");
    if (c != NULL) {
        buf_putc(b, '-');
        help_put_name(b, c, '-');
    }
    buf_puts(b, " - ");
}

static void put_option(struct buf *b, const char *name, const char *value, const char *help)
{
    buf_puts(b, "*\\-\\-");
    put_plain(b, name);
    buf_putc(b, '*');
    if (value != NULL) {
        buf_puts(b, " _");
        put_plain(b, value);
        buf_putc(b, '_');
    }
    buf_puts(b, "\n\t");
    put_plain(b, help);
    buf_puts(b, ".\n\n");
}

static void put_options(struct buf *b, const struct command *c)
{
    buf_puts(b, "# OPTIONS\n\n");
    for (size_t i = 0; i < c->n_options; i++)
        put_option(b, c->options[i].name, c->options[i].value, c->options[i].help);
    put_option(b, "quiet", NULL, "print results and faults only");
    put_option(b, "help", NULL, "print a short form of this page");
}

static void put_exits(struct buf *b, const struct command *c)
{
    if (c->n_exits > 0)
        buf_puts(b, "# EXIT STATUS\n\n");
    for (size_t i = 0; i < c->n_exits; i++) {
        buf_printf(b, "*%d*\n\t", (int)c->exits[i].status);
        put_plain(b, c->exits[i].means);
        buf_puts(b, "\n\n");
    }
}

static void put_examples(struct buf *b, const struct command *c)
{
    if (c->n_examples > 0)
        buf_puts(b, "# EXAMPLES\n\n");
    for (size_t i = 0; i < c->n_examples; i++) {
        put_plain(b, c->examples[i].does);
        buf_puts(b, "\n\n```\n");
        buf_puts(b, c->examples[i].line);
        buf_puts(b, "\n```\n\n");
    }
}

void manual_put_command(struct buf *b, const struct command *c)
{
    put_head(b, c);
    put_plain(b, c->summary);
    buf_puts(b, "\n\n# SYNOPSIS\n\n*aasc ");
    help_put_name(b, c, ' ');
    buf_puts(b, "* ");
    put_plain(b, c->operands);
    buf_puts(b, " \\[OPTIONS\\]\n\n# DESCRIPTION\n\n");
    put_plain(b, c->description);
    buf_puts(b, "\n\n");
    put_options(b, c);
    put_exits(b, c);
    put_examples(b, c);
}

static const char environment[] =
    "# ENVIRONMENT\n\n"
    "*NO_COLOR*\n\tWhere it is set and not empty, nothing is coloured.\n\n"
    "*TZDIR*\n\tThe folder of the time zone database; /usr/share/zoneinfo where it is not set.\n";

void manual_put_all(struct buf *b)
{
    const struct command *const *table = command_table();

    put_head(b, NULL);
    buf_puts(b, "watches an agreement that keeps a peace\n\n# SYNOPSIS\n\n*aasc* COMMAND …\n\n"
                "# COMMANDS\n\n");
    for (size_t i = 0; table[i] != NULL; i++) {
        if (table[i]->is_hidden)
            continue;
        buf_puts(b, "*aasc\\-");
        help_put_name(b, table[i], '-');
        buf_puts(b, "*(1)\n\t");
        put_plain(b, table[i]->summary);
        buf_puts(b, ".\n\n");
    }
    buf_puts(b, environment);
}
