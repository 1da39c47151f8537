/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_pact_fmt.c: `aasc pact fmt`: the layout of pacts. */
#include "cmd/pact_desk.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FMT_WRITE, FMT_CHECK, FMT_CANONICAL };

/* The whole new text or the old one, never a part: a file beside it takes its name. */
static enum rc write_beside(const char *path, const char *beside, const struct buf *b)
{
    struct stat old;
    FILE *f = stat(path, &old) == 0 ? fopen(beside, "wbx") : NULL;
    bool is_whole;

    if (f == NULL)
        return RC_IO;
    is_whole = fwrite(b->p, 1, b->n, f) == b->n && fchmod(fileno(f), old.st_mode & 07777) == 0 &&
               fflush(f) == 0 && fsync(fileno(f)) == 0;
    if (fclose(f) != 0)
        is_whole = false;
    if (is_whole && rename(beside, path) == 0)
        return RC_OK;
    (void)remove(beside);
    return RC_IO;
}

static int write_file(const char *path, const struct buf *b, struct err *err)
{
    char real[PATH_MAX], beside[PATH_MAX + sizeof(".new")];
    enum rc rc = RC_IO;

    if (realpath(path, real) != NULL) { /* through a link to the file itself */
        (void)snprintf(beside, sizeof(beside), "%s.new", real);
        rc = write_beside(real, beside, b);
    }
    if (rc)
        (void)err_set(err, rc, "%s: cannot be written: %s", path, strerror(errno));
    return rc ? command_fail(rc, err) : STATUS_OK;
}

/* The text of one file in the layout that was asked for. */
static int lay_out(struct pact_desk *d, bool is_canonical, const char *path, struct span *text)
{
    struct loaded l = {0};
    enum rc rc;
    int status;

    if (is_canonical) {
        status = pact_desk_load(d, path, NULL, &l);
        *text = l.text;
        rc = status == STATUS_OK ? pact_put_text(l.pact, true, &d->out, &d->err) : RC_OK;
        return rc ? command_fail(rc, &d->err) : status;
    }
    rc = source_read(path, LOAD_PACT_BYTES_MAX, &d->arena, &l.text, &d->err);
    if (!rc)
        rc = pact_format(l.text, &d->arena, &d->out, &l.diags, &d->err);
    *text = l.text;
    if (rc && l.diags.n_errors > 0) {
        pact_desk_print_diags(path, &l);
        return STATUS_USAGE;
    }
    return rc ? command_fail(rc, &d->err) : STATUS_OK;
}

static int fmt_one(struct pact_desk *d, const struct command_line *line, const char *path)
{
    struct span text = {0};
    int status = lay_out(d, command_has(line, FMT_CANONICAL), path, &text);
    bool is_same = status == STATUS_OK && span_eq(text, buf_span(&d->out));

    if (status != STATUS_OK || (!command_has(line, FMT_CHECK) && !command_has(line, FMT_WRITE)))
        return status;
    if (!is_same && command_has(line, FMT_WRITE))
        status = write_file(path, &d->out, &d->err);
    else if (!is_same)
        status = STATUS_FOUND;
    buf_clear(&d->out);
    if (!is_same && command_has(line, FMT_CHECK))
        buf_printf(&d->out, "%s\n", path);
    return status;
}

static int run_fmt(const struct command_line *line)
{
    return pact_desk_for_each(line, fmt_one);
}

static const struct option_row fmt_options[] = {
    [FMT_WRITE] = {"write", OPTION_FLAG, NULL, NULL, "put the layout into the file itself"},
    [FMT_CHECK] = {"check", OPTION_FLAG, NULL, NULL,
                   "only name the files whose layout differs; exit status 1 where there are any"},
    [FMT_CANONICAL] = {"canonical", OPTION_FLAG, NULL, NULL,
                       "the one form of its JSON: no comments, `like` expanded, units and "
                       "fractions in one form, geometry with its hashes"},
};
static const struct exit_row fmt_exits[] = {
    {STATUS_OK, "done"},
    {STATUS_FOUND, "with --check: a file's layout differs"},
    {STATUS_USAGE, "a file cannot be read as a pact, or the command line is wrong"},
};

const struct command command_pact_fmt = {
    .noun = "pact",
    .verb = "fmt",
    .operands = "FILE…",
    .min_operands = 1,
    .max_operands = 10000,
    .summary = "print a pact in its normal layout",
    .description = "Prints the file in its normal layout: one statement a line, two blanks a "
                   "level. Comments stay. What the pact says does not change.",
    .options = fmt_options,
    .n_options = sizeof(fmt_options) / sizeof(fmt_options[0]),
    .exits = fmt_exits,
    .n_exits = sizeof(fmt_exits) / sizeof(fmt_exits[0]),
    .run = run_fmt,
};
