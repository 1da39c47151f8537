/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/completion.h"

#include "cmd/command.h"
#include "cmd/help.h"

#include <string.h>

/* Calls `put` for every command that is shown. */
static void each_command(struct buf *b, void (*put)(struct buf *b, const struct command *c))
{
    const struct command *const *table = command_table();

    for (size_t i = 0; table[i] != NULL; i++) {
        if (!table[i]->is_hidden)
            put(b, table[i]);
    }
}

static bool is_first_of_noun(const struct command *c)
{
    const struct command *const *table = command_table();

    for (size_t i = 0; table[i] != c; i++) {
        if (!table[i]->is_hidden && strcmp(table[i]->noun, c->noun) == 0)
            return false;
    }
    return true;
}

/* Text inside single quotes of a shell. */
static void put_quoted(struct buf *b, const char *text, const char *quote)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            buf_puts(b, quote);
        else
            buf_putc(b, *text);
    }
}

static void put_noun(struct buf *b, const struct command *c)
{
    if (is_first_of_noun(c))
        buf_printf(b, " %s", c->noun);
}

/* ---- bash ---- */

static void put_bash_options(struct buf *b, const struct command *c)
{
    buf_printf(b, "    '%s", c->noun);
    if (c->verb != NULL)
        buf_printf(b, " %s", c->verb);
    buf_puts(b, "') options='");
    for (size_t i = 0; i < c->n_options; i++)
        buf_printf(b, "--%s ", c->options[i].name);
    buf_puts(b, "--quiet --help' ;;\n");
}

static void put_bash_values(struct buf *b, const struct command *c)
{
    for (size_t i = 0; i < c->n_options; i++) {
        const struct option_row *o = &c->options[i];

        if (o->type == OPTION_FLAG)
            continue;
        buf_printf(b, "    '%s", c->noun);
        if (c->verb != NULL)
            buf_printf(b, " %s", c->verb);
        buf_printf(b, " --%s') ", o->name);
        if (o->type == OPTION_WORD) {
            buf_puts(b, "words='");
            for (size_t k = 0; o->words[k] != NULL; k++)
                buf_printf(b, "%s%s", k == 0 ? "" : " ", o->words[k]);
            buf_puts(b, "' ;;\n");
        } else if (o->type == OPTION_FOLDER) {
            buf_puts(b, "action=-d ;;\n");
        } else {
            buf_printf(b, "action=%s ;;\n", o->type == OPTION_FILE ? "-f" : "none");
        }
    }
}

static void put_bash_verb(struct buf *b, const struct command *c)
{
    if (c->verb == NULL)
        return;
    if (is_first_of_noun(c))
        buf_printf(b, "    verbs[%s]=''\n", c->noun);
    buf_printf(b, "    verbs[%s]+=' %s'\n", c->noun, c->verb);
}

void completion_put_bash(struct buf *b)
{
    buf_puts(b, "# bash completion of aasc, made by `aasc completion bash`\n"
                "_aasc()\n{\n"
                "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                "    local noun=${COMP_WORDS[1]} name=${COMP_WORDS[1]} options='' words='' "
                "action=''\n"
                "    local -A verbs\n");
    each_command(b, put_bash_verb);
    buf_puts(b, "    COMPREPLY=()\n"
                "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                "        COMPREPLY=($(compgen -W 'help --help --version");
    each_command(b, put_noun);
    buf_puts(b, "' -- \"$current\"))\n        return\n    fi\n"
                "    if [ -n \"${verbs[$noun]-}\" ]; then\n"
                "        if [ \"$COMP_CWORD\" -eq 2 ]; then\n"
                "            COMPREPLY=($(compgen -W \"${verbs[$noun]}\" -- \"$current\"))\n"
                "            return\n        fi\n"
                "        name=\"$noun ${COMP_WORDS[2]}\"\n    fi\n"
                "    case \"$name $before\" in\n");
    each_command(b, put_bash_values);
    buf_puts(b, "    esac\n    case \"$name\" in\n");
    each_command(b, put_bash_options);
    buf_puts(b, "    esac\n"
                "    if [ -n \"$words\" ]; then\n"
                "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
                "    elif [ \"$action\" = none ]; then\n        return\n"
                "    elif [ -n \"$action\" ]; then\n"
                "        COMPREPLY=($(compgen \"$action\" -- \"$current\"))\n"
                "    elif [[ $current == -* ]]; then\n"
                "        COMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
                "    else\n        COMPREPLY=($(compgen -f -- \"$current\"))\n    fi\n"
                "}\ncomplete -o filenames -F _aasc aasc\n");
}

/* ---- zsh ---- */

static void put_zsh_noun(struct buf *b, const struct command *c)
{
    if (!is_first_of_noun(c))
        return;
    buf_printf(b, "        '%s:", c->noun);
    put_quoted(b, c->verb == NULL ? c->summary : "…", "'\\''");
    buf_puts(b, "'\n");
}

static void put_zsh_verb(struct buf *b, const struct command *c)
{
    if (c->verb != NULL)
        buf_printf(b, "    verbs[%s]+=' %s'\n", c->noun, c->verb);
}

/* Colons and brackets end the parts of a specification of _arguments. */
static void put_zsh_words(struct buf *b, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            buf_puts(b, "'\\''");
        else if (strchr(":[]\\", *text) != NULL)
            buf_printf(b, "\\%c", *text);
        else
            buf_putc(b, *text);
    }
}

static void put_zsh_value(struct buf *b, const struct option_row *o)
{
    if (o->type == OPTION_FLAG)
        return;
    buf_printf(b, ":%s:", o->value);
    if (o->type == OPTION_WORD) {
        buf_putc(b, '(');
        for (size_t k = 0; o->words[k] != NULL; k++)
            buf_printf(b, "%s%s", k == 0 ? "" : " ", o->words[k]);
        buf_putc(b, ')');
    } else if (o->type == OPTION_FILE) {
        buf_puts(b, "_files");
    } else if (o->type == OPTION_FOLDER) {
        buf_puts(b, "_files -/");
    }
}

static void put_zsh_command(struct buf *b, const struct command *c)
{
    buf_printf(b, "    '%s", c->noun);
    if (c->verb != NULL)
        buf_printf(b, " %s", c->verb);
    buf_puts(b, "') _arguments");
    for (size_t i = 0; i < c->n_options; i++) {
        buf_printf(b, " \\\n        '--%s[", c->options[i].name);
        put_zsh_words(b, c->options[i].help);
        buf_putc(b, ']');
        put_zsh_value(b, &c->options[i]);
        buf_putc(b, '\'');
    }
    buf_puts(b, " \\\n        '--quiet[print results and faults only]' \\\n"
                "        '--help[print help]' '*:file:_files' ;;\n");
}

void completion_put_zsh(struct buf *b)
{
    buf_puts(b, "#compdef aasc\n# zsh completion of aasc, made by `aasc completion zsh`\n"
                "_aasc()\n{\n    local name=$words[2]\n    local -a nouns\n    local -A verbs\n"
                "    nouns=(\n");
    each_command(b, put_zsh_noun);
    buf_puts(b, "    )\n");
    each_command(b, put_zsh_verb);
    buf_puts(b, "    if (( CURRENT == 2 )); then\n        _describe command nouns\n"
                "        return\n    fi\n"
                "    if [[ -n $verbs[$name] ]]; then\n        if (( CURRENT == 3 )); then\n"
                "            compadd -- ${=verbs[$name]}\n            return\n        fi\n"
                "        name=\"$name $words[3]\"\n        shift words\n        (( CURRENT-- ))\n"
                "    fi\n    shift words\n    (( CURRENT-- ))\n    case $name in\n");
    each_command(b, put_zsh_command);
    buf_puts(b, "    esac\n}\n_aasc \"$@\"\n");
}

/* ---- fish ---- */

static void put_fish_condition(struct buf *b, const struct command *c)
{
    buf_printf(b, "complete -c aasc -n '__fish_seen_subcommand_from %s", c->noun);
    if (c->verb != NULL)
        buf_printf(b, "; and __fish_seen_subcommand_from %s", c->verb);
    buf_puts(b, "'");
}

static void put_fish_command(struct buf *b, const struct command *c)
{
    if (is_first_of_noun(c)) {
        buf_printf(b, "complete -c aasc -n __fish_use_subcommand -f -a %s", c->noun);
        if (c->verb == NULL) {
            buf_puts(b, " -d '");
            put_quoted(b, c->summary, "\\'");
            buf_putc(b, '\'');
        }
        buf_putc(b, '\n');
    }
    if (c->verb != NULL) {
        buf_printf(b, "complete -c aasc -n '__fish_seen_subcommand_from %s' -a %s -d '", c->noun,
                   c->verb);
        put_quoted(b, c->summary, "\\'");
        buf_puts(b, "'\n");
    }
    for (size_t i = 0; i < c->n_options; i++) {
        const struct option_row *o = &c->options[i];

        put_fish_condition(b, c);
        buf_printf(b, " -l %s", o->name);
        if (o->type == OPTION_WORD) {
            buf_puts(b, " -x -a '");
            for (size_t k = 0; o->words[k] != NULL; k++)
                buf_printf(b, "%s%s", k == 0 ? "" : " ", o->words[k]);
            buf_puts(b, "'");
        } else if (o->type == OPTION_TEXT) {
            buf_puts(b, " -x");
        } else if (o->type != OPTION_FLAG) {
            buf_puts(b, " -r");
        }
        buf_puts(b, " -d '");
        put_quoted(b, o->help, "\\'");
        buf_puts(b, "'\n");
    }
}

void completion_put_fish(struct buf *b)
{
    buf_puts(b, "# fish completion of aasc, made by `aasc completion fish`\n");
    each_command(b, put_fish_command);
}
