/* SPDX-License-Identifier: Apache-2.0 */
/* manual.h: manual pages in scdoc's markup, made from the command table. */
#pragma once

#include "cmd/command.h"

/** The page of the whole program, aasc(1). */
void manual_put_all(struct buf *b);
/** The page of one command, aasc-judge(1), aasc-pact-check(1). */
void manual_put_command(struct buf *b, const struct command *c);
