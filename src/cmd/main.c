/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: finds the command that the words name, runs it, and sees its output to the end. */
#include "cmd/help.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#define WORDS_MAX 65536

static int print(struct buf *b)
{
    (void)fwrite(b->p, 1, b->n, stdout);
    buf_release(b);
    return STATUS_OK;
}

static int print_all_help(void)
{
    struct buf b;

    buf_init(&b, HELP_BYTES_MAX);
    help_put_all(&b);
    return print(&b);
}

static int print_version(void)
{
    struct buf b;

    buf_init(&b, HELP_BYTES_MAX);
    help_put_version(&b);
    return print(&b);
}

static int print_command_help(const struct command *c)
{
    struct buf b;

    buf_init(&b, HELP_BYTES_MAX);
    help_put_command(&b, c);
    return print(&b);
}

static int run_command(const struct command *c, int argc, const char *const *argv)
{
    static const char *operands[WORDS_MAX];
    struct command_line line;
    bool wants_help = false;
    struct err err = {0};
    enum rc rc;

    if (argc > WORDS_MAX) {
        (void)err_set(&err, RC_LIMIT, "more than %d words", WORDS_MAX);
        return command_fail(RC_LIMIT, &err);
    }
    rc = command_read(c, argc, argv, operands, &line, &wants_help, &err);
    if (rc)
        return command_usage_fault(c, &err);
    return wants_help ? print_command_help(c) : c->run(&line);
}

static bool is_word(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static int run(int argc, const char *const *argv)
{
    struct err err = {0};
    int n_words = 0;
    const struct command *c;

    if (argc > 0 && strcmp(argv[0], "help") == 0 && argc == 1)
        return print_all_help();
    if (argc > 0 && is_word(argv[0], "--help", "-h"))
        return print_all_help();
    if (argc > 0 && is_word(argv[0], "--version", "-V"))
        return print_version();
    if (argc == 0) {
        (void)err_set(&err, RC_INPUT, "say what to do: aasc --help lists the commands");
        return command_fail(RC_INPUT, &err);
    }
    if (strcmp(argv[0], "help") == 0) {
        c = command_find(argc - 1, argv + 1, &n_words);
        if (c != NULL)
            return print_command_help(c);
        return command_fail(help_refuse_name(argc - 1, argv + 1, &err), &err);
    }
    c = command_find(argc, argv, &n_words);
    if (c == NULL)
        return command_fail(help_refuse_name(argc, argv, &err), &err);
    return run_command(c, argc - n_words, argv + n_words);
}

/* The reader went away (`| head`): the work is undone cleanly, then the process ends as any other
 * would, by the signal, without a word. */
static void end_by_pipe(void)
{
    (void)signal(SIGPIPE, SIG_DFL);
    (void)raise(SIGPIPE);
}

int main(int argc, char **argv)
{
    struct err err = {0};
    int status;

    terminal_guard_streams();
    (void)signal(SIGPIPE, SIG_IGN);
    status = run(argc > 0 ? argc - 1 : 0, (const char *const *)argv + 1);
    if (terminal_finish(&err) != RC_OK) {
        if (terminal_reader_is_gone())
            end_by_pipe();
        if (status != STATUS_DENIED)
            status = command_fail(RC_IO, &err);
    }
    return status;
}
