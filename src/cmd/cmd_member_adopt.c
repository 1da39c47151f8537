/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_member_adopt.c: `aasc member adopt`: a new version of a mission's roster, signed by two of
 * the people who may change it. */
#include "cmd/act.h"
#include "cmd/mission_rosters.h"

enum option { ADOPT_BY, ADOPT_OPTION_COUNT };

static const struct option_row options[ADOPT_OPTION_COUNT] = {
    [ADOPT_BY] = ACT_BY_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "it is in force, or was so already"},
    {STATUS_USAGE, "usage; FILE is no signed roster; two people who may did not sign it"},
    {STATUS_ABSENT, "no such mission or file"},
    {STATUS_CONFLICT, "not the next version, for another mission, or a label would change its "
                      "meaning"},
};

static const struct example_row examples[] = {
    {"aasc member adopt kalmius roster-2.both",
     "The roster that two people signed with aasc key sign."},
};

static const char description[] =
    "Takes a new version of the roster: the next one, signed (aasc key sign) by two different "
    "people who have the right \"roster\" in the version that is in force. The first roster of a "
    "mission without one is signed by two of its own. No word of a label may change its meaning.\n"
    "\n"
    "From then on it decides who may read what, also with --as-of: that asks what was known, not "
    "who was cleared. Labels on the record stay as they are. Reports are for those who were their "
    "audience at their checkpoint.";

static bool is_same(const struct mission *m, const struct statement *s, struct err *err)
{
    struct arena a;
    struct buf now, is;
    struct roster r;
    bool same;

    arena_init(&a, 8 * ROSTER_BYTES_MAX);
    buf_init(&now, ROSTER_BYTES_MAX);
    buf_init(&is, ROSTER_BYTES_MAX);
    same = s->kind == STATEMENT_ROSTER && roster_read(s->body, &a, &r, err) == RC_OK &&
           roster_put(&is, &r, &a, err) == RC_OK &&
           roster_put(&now, &m->labels->roster, &a, err) == RC_OK &&
           span_eq(buf_span(&is), buf_span(&now));
    buf_release(&is);
    buf_release(&now);
    arena_release(&a);
    return same;
}

static enum rc put(struct act *a, struct span bytes, const struct roster *r, struct uuid *id,
                   struct err *err)
{
    struct json body = json_object();
    enum rc rc = json_set(&body, "signed", json_text(bytes), &a->arena, err);

    if (!rc)
        rc = json_set(&body, "version", json_int(r->version), &a->arena, err);
    return rc ? rc
              : act_put(
                    a,
                    &(struct act_entry){.kind = ENTRY_ROSTER, .body = &body, .label = a->m.label},
                    id, err);
}

/* What comes in without a label must have one under the new roster, too. */
static enum rc check_default(struct act *a, const struct mission_labels *labels, struct err *err)
{
    struct span label;
    enum rc rc = labels_canonical(labels, a->m.setup.label, &a->arena, &label, err);

    return rc ? err_prefix(err, rc,
                           "the mission's default label \"%.*s\": ", SPAN_ARG(a->m.setup.label))
              : RC_OK;
}

static enum rc adopt(struct act *a, const struct command_line *line, struct err *err)
{
    const char *path = line->operands[1];
    struct mission_labels *labels = NULL;
    struct err ignored = {0};
    struct span bytes = {0};
    struct statement s;
    struct uuid id;
    enum rc rc = source_read(path, NOTE_BYTES_MAX, &a->arena, &bytes, err);

    if (rc)
        return rc;
    rc = statement_read(bytes, &a->arena, &s, err);
    if (!rc && is_same(&a->m, &s, &ignored)) {
        rc = desk_seal(a->m.desk, mission_now_ms(), err); /* it may have been cut short before */
        if (!rc && !line->terminal.is_quiet)
            (void)printf("version %u of the roster is in force already; nothing was done\n",
                         a->m.labels->roster.version);
        return rc;
    }
    if (!rc)
        rc = mission_check_roster(&a->m, a->m.labels, &s, mission_now_ms(), &labels, err);
    if (!rc)
        rc = check_default(a, labels, err);
    if (rc)
        return err_prefix(err, rc, "%s: ", path);
    rc = put(a, bytes, &labels->roster, &id, err);
    if (!rc && !line->terminal.is_quiet) {
        (void)printf("version %u of the roster is in force\n", labels->roster.version);
        act_print(a, &id);
    }
    return rc;
}

static int run(const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    struct err err = {0};
    enum rc rc = act_open(&a, line->operands[0], "member adopt", command_value(line, ADOPT_BY),
                          line->terminal.is_quiet, &err);

    if (!rc)
        rc = adopt(&a, line, &err);
    act_close(&a);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_member_adopt = {
    .noun = "member",
    .verb = "adopt",
    .operands = "DIR FILE",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "take a new version of the roster, signed by two people",
    .description = description,
    .options = options,
    .n_options = ADOPT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
