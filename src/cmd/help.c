/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/help.h"

#include "cmd/source.h"

#include <string.h>

#define HELP_COLUMNS 80
#define NAME_INDENT  4
#define TEXT_INDENT  24

void help_put_name(struct buf *b, const struct command *c, char between)
{
    buf_puts(b, c->noun);
    if (c->verb != NULL) {
        buf_putc(b, between);
        buf_puts(b, c->verb);
    }
}

static void put_blanks(struct buf *b, size_t n)
{
    while (n-- > 0)
        buf_putc(b, ' ');
}

void help_put_wrapped(struct buf *b, struct span text, size_t indent, size_t columns)
{
    size_t room = columns > indent ? columns - indent : 1, used = 0;

    while (text.n > 0) {
        struct span word = span_cut(&text, ' ');
        size_t w = text_columns(word);

        if (used > 0 && used + 1 + w > room) {
            buf_putc(b, '\n');
            put_blanks(b, indent);
            used = 0;
        }
        if (used > 0) {
            buf_putc(b, ' ');
            used++;
        }
        buf_put(b, word);
        used += w;
    }
    buf_putc(b, '\n');
}

/* "    --name VALUE        what it does", wrapped under itself. */
static void put_row(struct buf *b, struct span left, const char *text)
{
    size_t w = NAME_INDENT + text_columns(left);

    put_blanks(b, NAME_INDENT);
    buf_put(b, left);
    if (w + 2 > TEXT_INDENT) {
        buf_putc(b, '\n');
        w = 0;
    }
    put_blanks(b, TEXT_INDENT - w);
    help_put_wrapped(b, span_of(text), TEXT_INDENT, HELP_COLUMNS);
}

static void put_paragraphs(struct buf *b, const char *text)
{
    struct span rest = span_of(text);

    while (rest.n > 0) {
        struct span paragraph = span_cut(&rest, '\n');

        if (paragraph.n == 0)
            buf_putc(b, '\n');
        else
            help_put_wrapped(b, paragraph, 0, HELP_COLUMNS);
    }
}

static void put_option(struct buf *b, const struct option_row *o)
{
    struct buf left;

    buf_init(&left, 256);
    buf_printf(&left, "--%s", o->name);
    if (o->value != NULL)
        buf_printf(&left, " %s", o->value);
    put_row(b, buf_span(&left), o->help);
    buf_release(&left);
}

static const struct option_row common_options[] = {
    {.name = "quiet", .help = "print results and faults only"},
    {.name = "help", .help = "print this"},
};

static void put_options(struct buf *b, const struct command *c)
{
    buf_puts(b, "\nOptions\n");
    for (size_t i = 0; i < c->n_options; i++)
        put_option(b, &c->options[i]);
    for (size_t i = 0; i < sizeof(common_options) / sizeof(common_options[0]); i++)
        put_option(b, &common_options[i]);
}

static void put_exits(struct buf *b, const struct command *c)
{
    if (c->n_exits == 0)
        return;
    buf_puts(b, "\nExit status\n");
    for (size_t i = 0; i < c->n_exits; i++)
        buf_printf(b, "    %-3d %s\n", (int)c->exits[i].status, c->exits[i].means);
}

static void put_examples(struct buf *b, const struct command *c)
{
    if (c->n_examples == 0)
        return;
    buf_puts(b, "\nExamples\n");
    for (size_t i = 0; i < c->n_examples; i++)
        buf_printf(b, "    %s\n        %s\n", c->examples[i].line, c->examples[i].does);
}

void help_put_command(struct buf *b, const struct command *c)
{
    buf_puts(b, "Usage: aasc ");
    help_put_name(b, c, ' ');
    buf_printf(b, "%s%s [OPTIONS]\n\n", c->operands[0] == '\0' ? "" : " ", c->operands);
    put_paragraphs(b, c->description);
    put_options(b, c);
    put_exits(b, c);
    put_examples(b, c);
}

void help_put_all(struct buf *b)
{
    const struct command *const *table = command_table();

    buf_puts(b, "Usage: aasc COMMAND …\n\nWatches an agreement that keeps a peace.\n\nCommands\n");
    for (size_t i = 0; table[i] != NULL; i++) {
        struct buf left;

        if (table[i]->is_hidden)
            continue;
        buf_init(&left, 256);
        help_put_name(&left, table[i], ' ');
        put_row(b, buf_span(&left), table[i]->summary);
        buf_release(&left);
    }
    buf_puts(b, "\n    aasc COMMAND --help explains one; aasc --version prints the formats.\n");
}

/* What each format's own document calls its version. */
static const char *const formats[] = {
    "pact 1", "observation 1", "verdict 1", "equipment 1", "gazetteer 1", "mapping 1",
};

void help_put_version(struct buf *b)
{
    buf_puts(b, "aasc " AASC_VERSION "\nformats:");
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        buf_printf(b, "%s %s", i == 0 ? "" : ",", formats[i]);
    buf_puts(b, "\ntime zones: tzdata ");
    source_zones_version(b);
    buf_putc(b, '\n');
}

/* ---- names that are none ---- */

#define NAMES_MAX 64

/* Every noun, or every verb of one noun, each once; NULL-ended. */
static void list_words(const char *noun, const char *words[NAMES_MAX + 1])
{
    const struct command *const *table = command_table();
    size_t n = 0;

    for (size_t i = 0; table[i] != NULL && n < NAMES_MAX; i++) {
        const struct command *c = table[i];
        const char *word = noun == NULL ? c->noun : c->verb;
        bool is_wanted = noun == NULL || strcmp(c->noun, noun) == 0;

        if (c->is_hidden || !is_wanted || word == NULL)
            continue;
        if (n == 0 || strcmp(words[n - 1], word) != 0)
            words[n++] = word;
    }
    words[n] = NULL;
}

static void put_words(struct buf *b, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++)
        buf_printf(b, "%s%s", i == 0 ? "" : ", ", words[i]);
}

static enum rc refuse_verb(const char *noun, const char *verb, const char *const *verbs,
                           struct err *err)
{
    struct buf all;
    const char *near = verb == NULL ? NULL : span_nearest(span_of(verb), verbs);
    enum rc rc;

    buf_init(&all, ERR_NOTE_MAX);
    put_words(&all, verbs);
    if (near != NULL)
        rc = err_set(err, RC_UNKNOWN, "aasc %s %.40s: no such command; did you mean aasc %s %s?",
                     noun, verb, noun, near);
    else if (verb != NULL)
        rc = err_set(err, RC_UNKNOWN, "aasc %s %.40s: no such command; there are %s", noun, verb,
                     all.p);
    else
        rc = err_set(err, RC_UNKNOWN, "aasc %s needs one of %s behind it", noun, all.p);
    buf_release(&all);
    return rc;
}

enum rc help_refuse_name(int argc, const char *const *argv, struct err *err)
{
    const char *words[NAMES_MAX + 1];
    const char *near;
    const char *verb = argc > 1 && argv[1][0] != '-' ? argv[1] : NULL;

    list_words(argv[0], words);
    if (words[0] != NULL)
        return refuse_verb(argv[0], verb, words, err);
    list_words(NULL, words);
    near = span_nearest(span_of(argv[0]), words);
    if (near != NULL)
        return err_set(err, RC_UNKNOWN, "aasc %.40s: no such command; did you mean aasc %s?",
                       argv[0], near);
    return err_set(err, RC_UNKNOWN, "aasc %.40s: no such command; aasc --help lists them", argv[0]);
}
