/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/command.h"

#include "cmd/help.h"

#include <stdarg.h>
#include <string.h>

#define SAY_BYTES_MAX 4096

/* How each code of the core ends the process. */
static const enum exit_status status_of_rc[] = {
    [RC_OK] = STATUS_OK,         [RC_INPUT] = STATUS_USAGE,   [RC_RANGE] = STATUS_USAGE,
    [RC_UNKNOWN] = STATUS_USAGE, [RC_ABSENT] = STATUS_ABSENT, [RC_CONFLICT] = STATUS_CONFLICT,
    [RC_LIMIT] = STATUS_USAGE,   [RC_IO] = STATUS_DENIED,     [RC_UNSUPPORTED] = STATUS_USAGE,
    [RC_END] = STATUS_OK,
};

void command_say(const char *fmt, ...)
{
    char text[SAY_BYTES_MAX];
    struct buf clean;
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    buf_init(&clean, 4 * SAY_BYTES_MAX);
    text_put_clean(&clean, span_of(text));
    (void)fprintf(stderr, "aasc: %s\n", clean.p == NULL ? "" : clean.p);
    buf_release(&clean);
}

int command_fail(enum rc rc, const struct err *err)
{
    if (rc != RC_IO || !terminal_reader_is_gone())
        command_say("%s", err->note);
    return (int)status_of_rc[rc];
}

int command_usage_fault(const struct command *c, const struct err *err)
{
    command_say("%s", err->note);
    (void)fprintf(stderr, "See: aasc %s%s%s --help\n", c->noun, c->verb == NULL ? "" : " ",
                  c->verb == NULL ? "" : c->verb);
    return STATUS_USAGE;
}

const struct command *command_find(int argc, const char *const *argv, int *n_words)
{
    const struct command *const *table = command_table();

    *n_words = 0;
    if (argc == 0)
        return NULL;
    for (size_t i = 0; table[i] != NULL; i++) {
        const struct command *c = table[i];

        if (strcmp(c->noun, argv[0]) != 0)
            continue;
        if (c->verb == NULL || (argc > 1 && strcmp(c->verb, argv[1]) == 0)) {
            *n_words = c->verb == NULL ? 1 : 2;
            return c;
        }
    }
    return NULL;
}

bool command_has(const struct command_line *line, unsigned option)
{
    return line->values[option] != NULL;
}

struct span command_value(const struct command_line *line, unsigned option)
{
    return span_of(line->values[option]);
}

/* ---- reading ---- */

/* Where the reading stands. */
struct reader {
    const struct command *command;
    int argc, at;
    const char *const *argv;
    const char **store;
    struct command_line *line;
};

static enum rc refuse_option(const struct command *c, struct span name, struct err *err)
{
    const char *words[COMMAND_OPTIONS_MAX + 3];
    const char *near;
    size_t n = 0;

    for (size_t i = 0; i < c->n_options; i++)
        words[n++] = c->options[i].name;
    words[n++] = "help";
    words[n++] = "quiet";
    words[n] = NULL;
    near = span_nearest(name, words);
    if (near != NULL)
        return err_set(err, RC_UNKNOWN, "there is no option --%.*s; did you mean --%s?",
                       SPAN_ARG(name), near);
    return err_set(err, RC_UNKNOWN, "there is no option --%.*s", SPAN_ARG(name));
}

static enum rc check_word(const struct option_row *o, const char *value, struct err *err)
{
    struct buf all;
    const char *near;
    enum rc rc;

    for (size_t i = 0; o->words[i] != NULL; i++) {
        if (strcmp(o->words[i], value) == 0)
            return RC_OK;
    }
    near = span_nearest(span_of(value), o->words);
    if (near != NULL)
        return err_set(err, RC_UNKNOWN, "--%s %.60s: no such %s; did you mean %s?", o->name, value,
                       o->value, near);
    buf_init(&all, ERR_NOTE_MAX);
    for (size_t i = 0; o->words[i] != NULL; i++)
        buf_printf(&all, "%s%s", i == 0 ? "" : ", ", o->words[i]);
    rc = err_set(err, RC_UNKNOWN, "--%s %.60s: no such %s; it is one of %s", o->name, value,
                 o->value, all.p == NULL ? "" : all.p);
    buf_release(&all);
    return rc;
}

/* The value behind the name, from "=…" or from the next word. */
static enum rc take_value(struct reader *r, size_t ix, const char *inline_value, struct err *err)
{
    const struct option_row *o = &r->command->options[ix];
    const char *value = inline_value;

    if (r->line->values[ix] != NULL)
        return err_set(err, RC_INPUT, "--%s is given twice", o->name);
    if (o->type == OPTION_FLAG) {
        if (value != NULL)
            return err_set(err, RC_INPUT, "--%s takes no value", o->name);
        value = "";
    } else if (value == NULL) {
        if (r->at + 1 >= r->argc)
            return err_set(err, RC_INPUT, "--%s needs a value: --%s %s", o->name, o->name,
                           o->value);
        value = r->argv[++r->at];
    }
    if (o->type != OPTION_FLAG && value[0] == '\0')
        return err_set(err, RC_INPUT, "--%s needs a value that is not empty: --%s %s", o->name,
                       o->name, o->value);
    r->line->values[ix] = value;
    return o->type == OPTION_WORD ? check_word(o, value, err) : RC_OK;
}

static enum rc take_option(struct reader *r, const char *word, struct err *err)
{
    const char *equals = strchr(word, '=');
    struct span name = {.p = word + 2,
                        .n = equals == NULL ? strlen(word + 2) : (size_t)(equals - word - 2)};

    if (span_is(name, "quiet") && equals == NULL) {
        r->line->terminal.is_quiet = true;
        return RC_OK;
    }
    for (size_t i = 0; i < r->command->n_options; i++) {
        if (span_is(name, r->command->options[i].name))
            return take_value(r, i, equals == NULL ? NULL : equals + 1, err);
    }
    return refuse_option(r->command, name, err);
}

static bool is_operand(const char *word)
{
    return word[0] != '-' || word[1] == '\0';
}

static enum rc take_word(struct reader *r, const char *word, struct err *err)
{
    if (is_operand(word)) {
        r->store[r->line->n_operands++] = word;
        return RC_OK;
    }
    if (strncmp(word, "--", 2) == 0)
        return take_option(r, word, err);
    if (strcmp(word, "-q") == 0) {
        r->line->terminal.is_quiet = true;
        return RC_OK;
    }
    return err_set(err, RC_UNKNOWN, "there is no option %.20s; options are written --like-this",
                   word);
}

static enum rc check_operands(const struct command *c, size_t n, struct err *err)
{
    if (n < c->min_operands)
        return err_set(err, RC_INPUT, "%s is missing: aasc %s%s%s %s",
                       n == 0 ? "what to work on" : "a file", c->noun, c->verb == NULL ? "" : " ",
                       c->verb == NULL ? "" : c->verb, c->operands);
    if (n > c->max_operands)
        return err_set(err, RC_INPUT, "too many words: aasc %s%s%s %s", c->noun,
                       c->verb == NULL ? "" : " ", c->verb == NULL ? "" : c->verb, c->operands);
    return RC_OK;
}

static bool asks_help(int argc, const char *const *argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    }
    return false;
}

enum rc command_read(const struct command *c, int argc, const char *const *argv, const char **store,
                     struct command_line *out, bool *wants_help, struct err *err)
{
    struct reader r = {.command = c, .argc = argc, .argv = argv, .store = store, .line = out};
    bool is_plain = false; /* behind "--" */

    *out = (struct command_line){.command = c, .operands = store};
    *wants_help = asks_help(argc, argv);
    if (*wants_help)
        return RC_OK;
    for (r.at = 0; r.at < argc; r.at++) {
        enum rc rc = RC_OK;

        if (is_plain)
            store[out->n_operands++] = argv[r.at];
        else if (strcmp(argv[r.at], "--") == 0)
            is_plain = true;
        else
            rc = take_word(&r, argv[r.at], err);
        if (rc)
            return rc;
    }
    out->terminal = terminal_look(out->terminal.is_quiet);
    return check_operands(c, out->n_operands, err);
}
