/* SPDX-License-Identifier: Apache-2.0 */
/* pact_desk.h: what the subcommands of `aasc pact` share: memory, output, messages about a file. */
#pragma once

#include "cmd/command.h"
#include "cmd/load.h"

/* One for each file. */
struct pact_desk {
    struct arena arena;
    struct buf out; /* for standard output */
    struct err err;
};

void pact_desk_open(struct pact_desk *d);
void pact_desk_close(struct pact_desk *d);
/** Print what was gathered; an exit status. */
int pact_desk_print(struct pact_desk *d);
/** The messages about a file, on standard error as people read them. */
void pact_desk_print_diags(const char *path, const struct loaded *l);
/** Load a pact and print its messages; an exit status, STATUS_OK where l->pact is there. */
int pact_desk_load(struct pact_desk *d, const char *path, const char *equipment, struct loaded *l);
/** Do the same with every operand, each with a desk of its own; the worst status. */
int pact_desk_for_each(const struct command_line *line,
                       int (*one)(struct pact_desk *, const struct command_line *, const char *));
