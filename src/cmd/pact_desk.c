/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/pact_desk.h"

#include <stdio.h>

#define ARENA_BYTES_MAX  ((size_t)512 << 20)
#define OUTPUT_BYTES_MAX ((size_t)64 << 20)

void pact_desk_open(struct pact_desk *d)
{
    *d = (struct pact_desk){0};
    arena_init(&d->arena, ARENA_BYTES_MAX);
    buf_init(&d->out, OUTPUT_BYTES_MAX);
}

void pact_desk_close(struct pact_desk *d)
{
    buf_release(&d->out);
    arena_release(&d->arena);
}

int pact_desk_print(struct pact_desk *d)
{
    enum rc rc = buf_check(&d->out, &d->err);

    if (rc)
        return command_fail(rc, &d->err);
    (void)fwrite(d->out.p, 1, d->out.n, stdout);
    return STATUS_OK;
}

void pact_desk_print_diags(const char *path, const struct loaded *l)
{
    struct buf b;

    buf_init(&b, OUTPUT_BYTES_MAX);
    load_put_diags(&b, path, l);
    if (b.n > 0)
        (void)fwrite(b.p, 1, b.n, stderr);
    buf_release(&b);
}

int pact_desk_load(struct pact_desk *d, const char *path, const char *equipment, struct loaded *l)
{
    enum rc rc = load_pact(path, equipment, &d->arena, l, &d->err);

    pact_desk_print_diags(path, l);
    if (rc == RC_INPUT && l->diags.n_errors > 0)
        return STATUS_USAGE;
    return rc ? command_fail(rc, &d->err) : STATUS_OK;
}

int pact_desk_for_each(const struct command_line *line,
                       int (*one)(struct pact_desk *, const struct command_line *, const char *))
{
    int status = STATUS_OK;

    for (size_t i = 0; i < line->n_operands; i++) {
        struct pact_desk d;
        int s;

        pact_desk_open(&d);
        s = (*one)(&d, line, line->operands[i]);
        if (d.out.n > 0 && pact_desk_print(&d) != STATUS_OK && s == STATUS_OK)
            s = STATUS_DENIED;
        status = s > status ? s : status;
        pact_desk_close(&d);
    }
    return status;
}
