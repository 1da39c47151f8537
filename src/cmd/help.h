/* SPDX-License-Identifier: Apache-2.0 */
/* help.h: the words about commands, made from the command table: help, versions, manual pages,
 * shell completion. Writes into buffers; prints nothing. */
#pragma once

#include "cmd/command.h"

#define HELP_BYTES_MAX ((size_t)256 << 10)

/** `aasc --help`: every command with its summary. */
void help_put_all(struct buf *b);
/** `aasc NOUN VERB --help`. */
void help_put_command(struct buf *b, const struct command *c);
/** `aasc --version`: the program, the formats it reads and writes, the time zone database. */
void help_put_version(struct buf *b);
/** "judge", "pact check": the words that name a command. */
void help_put_name(struct buf *b, const struct command *c, char between);
/** What is wrong with words that name no command, with the nearest one. */
enum rc help_refuse_name(int argc, const char *const *argv, struct err *err);
/** Append text, wrapped at `columns`, every line behind `indent` blanks but the first. */
void help_put_wrapped(struct buf *b, struct span text, size_t indent, size_t columns);
