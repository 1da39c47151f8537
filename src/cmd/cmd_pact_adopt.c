/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_pact_adopt.c: `aasc pact adopt`: a new version of an agreement that a mission watches, from a
 * time on. Its text is copied in first, under a name that nobody reads yet; then the entry that
 * pins it and all that follows from it come onto the record in one step. */
#include "cmd/act.h"
#include "cmd/mission_files.h"
#include "cmd/mission_versions.h"

#include <errno.h>
#include <string.h>

enum option { ADOPT_FROM, ADOPT_BY, ADOPT_OPTION_COUNT };

static const struct option_row options[ADOPT_OPTION_COUNT] = {
    [ADOPT_FROM] = {"from", OPTION_TEXT, "TIME", NULL,
                    "from when on it is in force; local times are the agreement's"},
    [ADOPT_BY] = ACT_BY_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "it is in force from that time on, or was so already"},
    {STATUS_USAGE, "usage, a bad pact or time"},
    {STATUS_ABSENT, "no such mission, file or agreement"},
    {STATUS_DENIED, "it could not be written: no permission, a full disk"},
    {STATUS_CONFLICT, "another time zone, a name that another agreement has, no right to it"},
};

static const struct example_row examples[] = {
    {"aasc pact adopt kalmius kalmius-2.pact --from 2026-10-15",
     "What the parties changed, from the first instant of that day on."},
};

static const char description[] =
    "Takes a new version of an agreement onto the record of the mission that watches it: checks "
    "the text and its geometry, copies them into pacts/, pins their hashes in an entry, and judges "
    "again what happened from TIME on. Old verdicts are superseded, never changed; what happened "
    "before TIME keeps the version that it was judged by, and so does a report of it that comes "
    "late. An act belongs to the version in force at the middle of its time.\n"
    "\n"
    "Which agreement it is a version of, its id says; a mission does not take up others. Terms may "
    "be changed, added and left out. A version adopted later takes over from its TIME on, also "
    "from versions whose own time would come after that. Where the mission has a roster, the one "
    "who signs needs the right \"approve\".";

/* A version on its way. */
struct adopting {
    struct act act;
    const struct command_line *line;
    struct pact_files files; /* of the text as it was given */
    uint32_t file;           /* of setup.pacts: what it is a version of */
    int64_t from_ms;
    struct span folder; /* pacts/kalmius@2 */
    bool is_in_force;   /* already */
};

/* ---- what it is a version of ---- */

static bool has_agreement(const struct pact_model *m, struct span id)
{
    for (size_t i = 0; i < m->n_agreements; i++)
        if (span_eq(m->agreements[i].id, id))
            return true;
    return false;
}

static enum rc refuse_unknown(const struct adopting *p, struct err *err)
{
    const struct pact_model *m = p->act.m.versions.items[0].model;

    return err_set(
        err, RC_UNKNOWN,
        "%s: the mission watches no agreement \"%.*s\"; it watches \"%.*s\"%s. A version "
        "keeps the agreement's id; another agreement needs a mission of its own",
        p->line->operands[1], SPAN_ARG(p->files.model->agreements[0].id),
        SPAN_ARG(m->agreements[0].id), p->act.m.setup.n_pacts > 1 ? " and others" : "");
}

static enum rc find_file(struct adopting *p, struct err *err)
{
    const struct version_list *l = &p->act.m.versions;
    const struct pact_model *is = p->files.model;

    p->file = PACT_NONE;
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < is->n_agreements; k++) {
            if (!has_agreement(l->items[i].model, is->agreements[k].id) ||
                p->file == l->items[i].file)
                continue;
            if (p->file != PACT_NONE)
                return err_set(err, RC_CONFLICT,
                               "%s: has agreements of two files of the mission, %.*s and %.*s; "
                               "adopt one at a time",
                               p->line->operands[1], SPAN_ARG(p->act.m.setup.pacts[p->file]),
                               SPAN_ARG(p->act.m.setup.pacts[l->items[i].file]));
            p->file = l->items[i].file;
        }
    return p->file == PACT_NONE ? refuse_unknown(p, err) : RC_OK;
}

/* Rows on the record state local times by it: another one would move what happened. */
static enum rc check_zone(const struct adopting *p, struct err *err)
{
    const struct pact_model *was = p->act.m.versions.items[p->file].model, *is = p->files.model;

    for (size_t i = 0; i < is->n_agreements; i++)
        for (size_t k = 0; k < was->n_agreements; k++)
            if (span_eq(is->agreements[i].id, was->agreements[k].id) &&
                !span_eq(zone_name(is->agreements[i].zone), zone_name(was->agreements[k].zone)))
                return err_set(err, RC_CONFLICT,
                               "%s: its time zone is %.*s, and that of the mission's \"%.*s\" is "
                               "%.*s: a version cannot move the times that stand on the record",
                               p->line->operands[1], SPAN_ARG(zone_name(is->agreements[i].zone)),
                               SPAN_ARG(was->agreements[k].id),
                               SPAN_ARG(zone_name(was->agreements[k].zone)));
    return RC_OK;
}

static enum rc read_from(struct adopting *p, struct err *err)
{
    struct span text = command_value(p->line, ADOPT_FROM);
    bool is_ambiguous = false;
    struct time_span when;
    enum rc rc = zone_read_span(pact_home_zone(p->files.model), text, &when, &is_ambiguous, err);

    if (rc)
        return err_prefix(err, rc, "--from: ");
    if (is_ambiguous)
        return err_set(err, RC_INPUT,
                       "--from %.*s: clocks went back, so this time was twice; write it with its "
                       "offset from UTC",
                       SPAN_ARG(text));
    p->from_ms = when.t0_ms;
    return RC_OK;
}

/* Whether nothing but this text is in force from that time on. */
static void look_whether_in_force(struct adopting *p)
{
    const struct version_list *l = &p->act.m.versions;
    const struct version *now = NULL;
    bool is_changed_later = false;

    for (size_t i = 0; i < l->n; i++) {
        const struct version *v = &l->items[i];

        if (v->file != p->file)
            continue;
        if (v->from_ms <= p->from_ms) {
            now = v;
            is_changed_later = false; /* it took over what was to come */
        } else {
            is_changed_later = true;
        }
    }
    p->is_in_force = now != NULL && !is_changed_later &&
                     memcmp(&now->model->hash, &p->files.hash, sizeof(p->files.hash)) == 0;
}

static enum rc examine(struct adopting *p, struct err *err)
{
    struct mission *m = &p->act.m;
    struct disk_path equipment = {{0}};
    struct span own = arena_copy(&m->arena, m->setup.equipment, err);
    enum rc rc = own.p == NULL ? RC_LIMIT : RC_OK;

    if (!rc && own.n > 0)
        rc = mission_path(m, own.p, &equipment, err);
    if (!rc)
        rc = mission_pact_files(p->line->operands[1], own.n > 0 ? equipment.text : NULL,
                                p->line->terminal.is_quiet, &m->arena, &p->files, err);
    if (!rc && p->files.model->n_agreements == 0)
        rc = err_set(err, RC_INPUT, "%s: holds no agreement", p->line->operands[1]);
    if (!rc)
        rc = find_file(p, err);
    if (!rc)
        rc = check_zone(p, err);
    if (!rc)
        rc = read_from(p, err);
    if (!rc)
        look_whether_in_force(p);
    return rc;
}

/* ---- taking it in ---- */

/* Whole under its name, or not there: beside it first, then moved. */
static enum rc copy(struct adopting *p, struct err *err)
{
    struct mission *m = &p->act.m;
    struct span making = arena_printf(&m->arena, err, "%.*s.making", SPAN_ARG(p->folder));
    struct disk_path from, to, pacts;
    enum rc rc = making.p == NULL ? RC_LIMIT : mission_path(m, making.p, &from, err);

    if (!rc)
        rc = mission_path(m, p->folder.p, &to, err);
    if (!rc)
        rc = mission_path(m, MISSION_PACTS, &pacts, err);
    if (!rc && disk_is_there(to.text))
        rc = err_set(err, RC_CONFLICT, "%s: is in the way; move it elsewhere", to.text);
    if (!rc)
        rc = mission_copy_pact(m->folder, p->line->operands[1], making, &p->files, &m->arena, err);
    if (!rc)
        rc = disk_sync_folder(from.text, err);
    if (!rc && rename(from.text, to.text) != 0)
        rc = err_set(err, RC_IO, "%s: cannot be made: %s", to.text, strerror(errno));
    return rc ? rc : disk_sync_folder(pacts.text, err);
}

static enum rc put(struct adopting *p, struct span name, struct uuid *id, struct err *err)
{
    struct mission *m = &p->act.m;
    const struct mission_version_of of = {m->setup.pacts[p->file],
                                          mission_count_versions(m, p->file) + 1, p->from_ms};
    struct act_entry entry = {
        .kind = ENTRY_PACT, .label = m->label, .has_time = true, .when = {p->from_ms, p->from_ms}};
    struct version v = {.file = p->file, .from_ms = p->from_ms};
    struct json body = json_null();
    struct span text = span_none();
    enum rc rc = mission_load_pact(m, name, true, &v.model, err);

    if (!rc && memcmp(&v.model->hash, &p->files.hash, sizeof(p->files.hash)) != 0)
        rc = err_set(err, RC_CONFLICT, "%s: was changed while it was copied", p->line->operands[1]);
    if (!rc)
        rc = mission_version_body(m, name, &of, &m->arena, &text, err);
    if (!rc)
        rc = json_parse(text, &m->arena, &body, err);
    if (!rc)
        rc = desk_bring_version(m->desk, &v, err);
    entry.body = &body;
    return rc ? rc : act_put(&p->act, &entry, id, err);
}

static void print_adopted(const struct adopting *p, const struct uuid *id)
{
    const struct mission *m = &p->act.m;
    struct buf b, of;

    buf_init(&of, 64 * 1024);
    intake_put_count(&of, &p->act.in.count);
    buf_init(&b, 64 * 1024);
    buf_put(&b, p->files.model->agreements[0].id);
    buf_printf(&b, ": version %zu is in force from ", mission_count_versions(m, p->file) + 1);
    time_put_instant(&b, p->from_ms);
    buf_puts(&b, " on\nentry ");
    uuid_put(&b, id);
    buf_printf(&b, "\njudged: %llu entries in place of others or new",
               (unsigned long long)p->act.in.result.n_derived);
    if (of.n > 0)
        buf_puts(&b, ": ");
    buf_put(&b, buf_span(&of));
    buf_putc(&b, '\n');
    (void)fwrite(b.p, 1, b.n, stdout);
    buf_release(&b);
    buf_release(&of);
}

static enum rc adopt(struct adopting *p, struct err *err)
{
    struct mission *m = &p->act.m;
    struct span base = mission_file_name(p->line->operands[1]), name;
    struct err ignored = {0};
    struct uuid id;
    enum rc rc = mission_check_name(base, err);

    if (!rc)
        rc = mission_version_folder(m, p->file, mission_count_versions(m, p->file) + 1, &p->folder,
                                    err);
    if (rc)
        return rc;
    name = arena_printf(&m->arena, err, "%.*s/%.*s", SPAN_ARG(p->folder), SPAN_ARG(base));
    rc = name.p == NULL ? RC_LIMIT : copy(p, err);
    if (rc) { /* later than that only the next opening knows whether the record names it */
        (void)!mission_clear_version(m, p->file, true, &ignored);
        return rc;
    }
    rc = put(p, name, &id, err);
    if (!rc && !p->line->terminal.is_quiet)
        print_adopted(p, &id);
    return rc;
}

static enum rc work(struct adopting *p, struct err *err)
{
    enum rc rc = act_check_right(&p->act, RIGHT_APPROVE, "adopt versions of agreements", err);

    if (!rc)
        rc = examine(p, err);
    if (rc || !p->is_in_force)
        return rc ? rc : adopt(p, err);
    rc = desk_seal(p->act.m.desk, mission_now_ms(),
                   err); /* it may have been cut short before that */
    if (rc)
        return rc;
    if (!p->line->terminal.is_quiet)
        (void)printf("%.*s: this text is in force from then on already; nothing was done\n",
                     SPAN_ARG(p->files.model->agreements[0].id));
    return RC_OK;
}

static int run(const struct command_line *line)
{
    static struct adopting p; /* large; there is one per process */
    struct err err = {0};
    enum rc rc = RC_OK;

    p.line = line;
    if (command_value(line, ADOPT_FROM).n == 0)
        rc = err_set(&err, RC_INPUT, "--from is missing: from when on the version is in force");
    if (rc)
        return command_usage_fault(line->command, &err);
    rc = act_open(&p.act, line->operands[0], "pact adopt", command_value(line, ADOPT_BY),
                  line->terminal.is_quiet, &err);
    if (!rc)
        rc = work(&p, &err);
    act_close(&p.act);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_pact_adopt = {
    .noun = "pact",
    .verb = "adopt",
    .operands = "DIR FILE --from TIME",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "take a new version of an agreement into a mission",
    .description = description,
    .options = options,
    .n_options = ADOPT_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
