/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_key.c: `aasc council key`: a delegate's key, on the delegate's own machine. */
#include "cmd/command.h"
#include "store/keys.h"

#include <stdio.h>

#define ARENA_BYTES_MAX ((size_t)1 << 20)

static int run(const struct command_line *line)
{
    struct signer_key made = {.id = 0};
    struct verifier_key key;
    struct span author = {0};
    struct err err = {0};
    struct arena a;
    struct buf b;
    enum rc rc;

    arena_init(&a, ARENA_BYTES_MAX);
    buf_init(&b, KEY_TEXT_MAX);
    rc = keys_make_author(line->operands[0], span_of(line->operands[1]), &a, &made, &err);
    if (!rc)
        rc = keys_author(&made, &a, &author, &err);
    if (!rc) {
        key = signer_key_public(&made);
        verifier_key_put(&b, &key);
        (void)printf("public key %.*s\nverifier key %.*s\n", SPAN_ARG(author),
                     SPAN_ARG(buf_span(&b)));
    }
    signer_key_wipe(&made);
    buf_release(&b);
    arena_release(&a);
    return rc ? command_fail(rc, &err) : STATUS_OK;
}

static const struct exit_row exits[] = {
    {STATUS_OK, "the key is there"},
    {STATUS_USAGE, "usage, a name that cannot be one"},
    {STATUS_ABSENT, "no such folder"},
    {STATUS_DENIED, "it could not be written"},
    {STATUS_CONFLICT, "there is a key of that name"},
};
static const struct example_row examples[] = {
    {"aasc council key ~/keys k.tamm", "A delegate's key; its public key goes into the roster."},
};

const struct command command_council_key = {
    .noun = "council",
    .verb = "key",
    .operands = "FOLDER NAME",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "make a delegate's key on the delegate's own machine",
    .description = "Makes the key by-NAME.key in a folder, readable by nobody else, and prints its "
                   "public part. No mission is needed. NAME is that of the person in the roster, "
                   "who votes for their member when the roster gives them the right to vote.",
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
