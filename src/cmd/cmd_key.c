/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_key.c: `aasc key new`: a key for a person or device that writes into a mission. */
#include "cmd/act.h"
#include "cmd/mission_files.h"

enum option { KEY_BY, KEY_OPTION_COUNT };

static const struct option_row options[KEY_OPTION_COUNT] = {
    [KEY_BY] = ACT_BY_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the key is there, and the record says so"},
    {STATUS_USAGE, "usage, a name that cannot be one"},
    {STATUS_ABSENT, "no such mission"},
    {STATUS_CONFLICT, "there is a key of that name; the roster does not let the author"},
};

static const struct example_row examples[] = {
    {"aasc key new kalmius k.tamm", "A key to sign with: aasc observe kalmius … --by k.tamm"},
};

static enum rc make(struct act *a, const struct command_line *line, struct uuid *id,
                    struct span *public_key, struct err *err)
{
    struct signer_key made = {.id = 0};
    struct disk_path folder;
    struct json body;
    struct span text;
    enum rc rc = act_check_right(a, RIGHT_ROSTER, "bring keys into use", err);

    if (!rc)
        rc = mission_path(&a->m, MISSION_KEYS, &folder, err);
    if (!rc)
        rc = keys_make_author(folder.text, span_of(line->operands[1]), &a->arena, &made, err);
    if (rc)
        return rc;
    rc = mission_key_body(&made, "author", &a->arena, &text, err);
    if (!rc)
        rc = keys_author(&made, &a->arena, public_key, err);
    signer_key_wipe(&made);
    if (!rc)
        rc = json_parse(text, &a->arena, &body, err);
    return rc ? rc
              : act_put(a,
                        &(struct act_entry){.kind = ENTRY_KEY, .body = &body, .label = a->m.label},
                        id, err);
}

static int run(const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    struct span public_key = {0};
    struct err err = {0};
    struct uuid id;
    int status = STATUS_OK;
    enum rc rc = act_open(&a, line->operands[0], "key new", command_value(line, KEY_BY),
                          line->terminal.is_quiet, &err);

    if (!rc)
        rc = make(&a, line, &id, &public_key, &err);
    if (rc) {
        status = mission_fail(rc, &err);
    } else {
        act_print(&a, &id);
        (void)printf("public key %.*s\n", SPAN_ARG(public_key));
    }
    act_close(&a);
    return status;
}

const struct command command_key_new = {
    .noun = "key",
    .verb = "new",
    .operands = "DIR NAME",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "make a key for somebody who writes into a mission",
    .description = "Makes a key of that name on this node, readable by nobody else, and puts its "
                   "public part on the record. Whoever writes with --by NAME signs with it. What "
                   "its holder may do stands in the roster, beside the public key that is printed.",
    .options = options,
    .n_options = KEY_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
