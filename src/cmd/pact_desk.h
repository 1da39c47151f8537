/* SPDX-License-Identifier: Apache-2.0 */
/* pact_desk.h: what the subcommands of `aasc pact` share: memory, output, messages about a file. */
#pragma once

#include "cmd/command.h"
#include "cmd/load.h"

/* One for each file. */
struct desk {
    struct arena arena;
    struct buf out; /* for standard output */
    struct err err;
};

void desk_open(struct desk *d);
void desk_close(struct desk *d);
/** Print what was gathered; an exit status. */
int desk_print(struct desk *d);
/** The messages about a file, on standard error as people read them. */
void desk_print_diags(const char *path, const struct loaded *l);
/** Load a pact and print its messages; an exit status, STATUS_OK where l->pact is there. */
int desk_load(struct desk *d, const char *path, const char *equipment, struct loaded *l);
/** Do the same with every operand, each with a desk of its own; the worst status. */
int desk_for_each(const struct command_line *line,
                  int (*one)(struct desk *, const struct command_line *, const char *));
