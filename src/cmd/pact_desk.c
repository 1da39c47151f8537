/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/pact_desk.h"

#include <stdio.h>

#define ARENA_BYTES_MAX  ((size_t)512 << 20)
#define OUTPUT_BYTES_MAX ((size_t)64 << 20)

void desk_open(struct desk *d)
{
    *d = (struct desk){0};
    arena_init(&d->arena, ARENA_BYTES_MAX);
    buf_init(&d->out, OUTPUT_BYTES_MAX);
}

void desk_close(struct desk *d)
{
    buf_release(&d->out);
    arena_release(&d->arena);
}

int desk_print(struct desk *d)
{
    enum rc rc = buf_check(&d->out, &d->err);

    if (rc)
        return command_fail(rc, &d->err);
    (void)fwrite(d->out.p, 1, d->out.n, stdout);
    return STATUS_OK;
}

void desk_print_diags(const char *path, const struct loaded *l)
{
    struct buf b;

    buf_init(&b, OUTPUT_BYTES_MAX);
    load_put_diags(&b, path, l);
    if (b.n > 0)
        (void)fwrite(b.p, 1, b.n, stderr);
    buf_release(&b);
}

int desk_load(struct desk *d, const char *path, const char *equipment, struct loaded *l)
{
    enum rc rc = load_pact(path, equipment, &d->arena, l, &d->err);

    desk_print_diags(path, l);
    if (rc == RC_INPUT && l->diags.n_errors > 0)
        return STATUS_USAGE;
    return rc ? command_fail(rc, &d->err) : STATUS_OK;
}

int desk_for_each(const struct command_line *line,
                  int (*one)(struct desk *, const struct command_line *, const char *))
{
    int status = STATUS_OK;

    for (size_t i = 0; i < line->n_operands; i++) {
        struct desk d;
        int s;

        desk_open(&d);
        s = (*one)(&d, line, line->operands[i]);
        if (d.out.n > 0 && desk_print(&d) != STATUS_OK && s == STATUS_OK)
            s = STATUS_DENIED;
        status = s > status ? s : status;
        desk_close(&d);
    }
    return status;
}
