/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_release.c: `aasc release draft`, `publish` and `end`: what a label closes is opened by a copy
 * that people have drafted, approved and signed on machines of their own. */
#include "cmd/act.h"
#include "cmd/council_case.h"
#include "cmd/releases.h"
#include "cmd/source.h"

#include <string.h>

/* ---- draft ---- */

enum {
    DRAFT_LABEL,
    DRAFT_REASON,
    DRAFT_DRAFTER,
    DRAFT_APPROVER,
    DRAFT_RELEASER,
    DRAFT_UNTIL,
    DRAFT_JSON,
    DRAFT_OPTION_COUNT
};

/* The members of the source's body, otherwise where the drafter says so. */
static enum rc put_changes(const struct command_line *line, struct json *body, struct arena *a,
                           struct err *err)
{
    struct json changes = json_object();
    enum rc rc = RC_OK;

    if (command_has(line, DRAFT_JSON))
        rc = json_parse(command_value(line, DRAFT_JSON), a, &changes, err);
    if (!rc && changes.type != JSON_OBJECT)
        rc = err_set(err, RC_INPUT, "an object of members is wanted, not %s",
                     json_type_name(changes.type));
    for (size_t i = 0; i < changes.u.object.n && !rc; i++) {
        const struct json_member *m = &changes.u.object.members[i];
        struct span name = arena_printf(a, err, "%.*s", SPAN_ARG(m->name));

        rc = name.p == NULL ? RC_LIMIT : json_set(body, name.p, m->value, a, err);
    }
    return rc ? err_prefix(err, rc, "--json: ") : RC_OK;
}

/* What is null was taken away; a row's own label is not the copy's. */
static enum rc keep_members(const struct json *body, struct arena *a, struct json *out,
                            struct err *err)
{
    enum rc rc = RC_OK;

    *out = json_object();
    for (size_t i = 0; i < body->u.object.n && !rc; i++) {
        const struct json_member *m = &body->u.object.members[i];
        struct span name = arena_printf(a, err, "%.*s", SPAN_ARG(m->name));

        if (name.p == NULL)
            return RC_LIMIT;
        if (m->value.type != JSON_NULL && !span_is(m->name, "label") &&
            !span_is(m->name, "supersedes"))
            rc = json_set(out, name.p, m->value, a, err);
    }
    return rc;
}

static enum rc put_line(struct json *to, const struct command_line *line, unsigned option,
                        struct arena *a, struct err *err)
{
    static const char *const names[DRAFT_OPTION_COUNT] = {
        [DRAFT_LABEL] = "label",       [DRAFT_REASON] = "reason",     [DRAFT_DRAFTER] = "drafter",
        [DRAFT_APPROVER] = "approver", [DRAFT_RELEASER] = "releaser", [DRAFT_UNTIL] = "until"};

    return command_has(line, option)
               ? json_set(to, names[option], json_text(command_value(line, option)), a, err)
               : RC_OK;
}

static enum rc time_text(const struct entry *e, struct arena *a, struct span *out, struct err *err)
{
    struct buf b;

    buf_init(&b, 128);
    time_put_span(&b, e->when);
    *out = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc make_draft(const struct command_line *line, const struct store_entry *e,
                          struct arena *a, struct json *out, struct err *err)
{
    struct json body, kept;
    struct span id = {0}, when = {0};
    struct entry read = {.kind = e->kind};
    enum rc rc = e->is_erased ? err_set(err, RC_CONFLICT, "this entry was erased")
                              : entry_read(e->bytes, a, &read, err);

    *out = json_object();
    if (!rc)
        rc = json_parse(read.body, a, &body, err);
    if (!rc)
        rc = put_changes(line, &body, a, err);
    if (!rc)
        rc = keep_members(&body, a, &kept, err);
    if (!rc)
        rc = json_set(out, "schema", json_str(STATEMENT_RELEASE_SCHEMA), a, err);
    if (!rc)
        rc = council_id_text(&e->id, a, &id, err);
    if (!rc)
        rc = json_set(out, "source", json_text(id), a, err);
    if (!rc)
        rc = json_set(out, "kind", json_str(entry_kind_name(e->kind)), a, err);
    if (!rc)
        rc = json_set(out, "body", kept, a, err);
    if (!rc)
        rc = time_text(&read, a, &when, err);
    if (!rc && e->kind != ENTRY_OBSERVATION) /* a row has its own */
        rc = json_set(out, "time", json_text(when), a, err);
    if (!rc && read.zone.n > 0)
        rc = json_set(out, "zone", json_text(read.zone), a, err);
    for (unsigned i = 0; i < DRAFT_JSON && !rc; i++)
        rc = put_line(out, line, i, a, err);
    return rc;
}

/* What would be refused later is refused now: the draft is read as it will be. */
static enum rc print_draft(struct mission *m, const struct json *draft, struct arena *a,
                           struct err *err)
{
    struct release_text t = {.until_ms = TIME_NEVER};
    struct span label;
    struct buf b;
    enum rc rc;

    buf_init(&b, ENTRY_BYTES_MAX);
    json_write(&b, draft);
    rc = buf_check(&b, err);
    if (!rc)
        rc = release_text_read(buf_span(&b), a, &t, err);
    if (!rc)
        rc = labels_canonical(m->labels, t.label, a, &label, err);
    if (!rc)
        (void)printf("%.*s\n", (int)b.n, b.p);
    buf_release(&b);
    return rc;
}

static enum rc draft(struct mission *m, const struct command_line *line, struct err *err)
{
    struct store_entry e;
    struct json made;
    struct uuid id;
    enum rc rc = uuid_read(span_of(line->operands[1]), &id, err);

    if (!rc)
        rc = store_entry_by_id(desk_store(m->desk), &id, UINT64_MAX, NULL, &m->arena, &e, err);
    if (rc == RC_ABSENT)
        return err_set(err, rc, "%.60s: there is no such entry", line->operands[1]);
    if (!rc)
        rc = make_draft(line, &e, &m->arena, &made, err);
    return rc ? rc : print_draft(m, &made, &m->arena, err);
}

static int run_draft(const struct command_line *line)
{
    static struct mission m; /* large; there is one per process */
    struct err err = {0};
    enum rc rc = mission_open(&m, line->operands[0], MISSION_READ, "release draft", true, &err);

    if (!rc)
        rc = draft(&m, line, &err);
    mission_close(&m);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

static const struct option_row draft_options[DRAFT_OPTION_COUNT] = {
    [DRAFT_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL, "who may read the copy"},
    [DRAFT_REASON] = {"reason", OPTION_TEXT, "TEXT", NULL, "why it is released"},
    [DRAFT_DRAFTER] = {"drafter", OPTION_TEXT, "ID", NULL, "who drafts: a person of the roster"},
    [DRAFT_APPROVER] = {"approver", OPTION_TEXT, "ID", NULL, "who approves: another one"},
    [DRAFT_RELEASER] = {"releaser", OPTION_TEXT, "ID", NULL,
                        "in an emergency, in place of the two: who releases alone"},
    [DRAFT_UNTIL] = {"until", OPTION_TEXT, "INSTANT", NULL, "… and up to when"},
    [DRAFT_JSON] = {"json", OPTION_TEXT, "TEXT", NULL,
                    "members that the copy states otherwise, as an object; null takes one away"},
};
static const struct exit_row draft_exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, an entry of a kind that is not released, a label that is none"},
    {STATUS_ABSENT, "no such mission or entry"},
    {STATUS_CONFLICT, "the entry was erased"},
};
static const struct example_row draft_examples[] = {
    {"aasc release draft mission ID --label 'RESTRICTED//REL ALL' --drafter k.tamm --approver "
     "a.ozols --reason 'asked for' --json '{\"narrative\":null}' >draft.json",
     "A copy without the narrative; read it before it is signed."},
    {"aasc key sign draft.json --origin example.org/aasc --key tamm.key >draft.signed",
     "The drafter signs, then the approver, then whoever signs for each originator."},
};
const struct command command_release_draft = {
    .noun = "release",
    .verb = "draft",
    .operands = "DIR ENTRY",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "draft a copy of an entry for others to read",
    .description =
        "Prints what is to be signed (docs/formats/release.md): the source's members with the "
        "changes of --json, the copy's label, who drafts and who approves. It may be edited before "
        "anybody signs: what is signed is what the copy will say, whole. Nothing is written.\n"
        "\n"
        "Ids, sources and places of a row say more than they seem to; whoever drafts decides.",
    .options = draft_options,
    .n_options = DRAFT_OPTION_COUNT,
    .exits = draft_exits,
    .n_exits = sizeof(draft_exits) / sizeof(draft_exits[0]),
    .examples = draft_examples,
    .n_examples = sizeof(draft_examples) / sizeof(draft_examples[0]),
    .run = run_draft,
};

/* ---- publish ---- */

/* A row must be one, as any that comes in. */
static enum rc check_row(struct act *a, const struct released *r, struct err *err)
{
    struct row row;
    enum rc rc = RC_OK;

    if (r->text.kind == ENTRY_OBSERVATION)
        rc = observation_read(a->in.observe, &r->text.body, (struct observe_where){0}, &row, err);
    return rc ? err_prefix(err, rc, "the copy is no row: ") : RC_OK;
}

/* Signatures are good for one release: who has the file could undo an end with it. */
static enum rc check_new(struct act *a, const struct released *r, struct err *err)
{
    struct releases all = {.n = 0};
    enum rc rc = releases_read(&a->m, &(struct releases_when){.below_seq = UINT64_MAX}, &a->arena,
                               &all, err);

    for (size_t i = 0; i < all.n && !rc; i++)
        if (!all.items[i].is_void && span_eq(all.items[i].said, r->said))
            rc = err_set(err, RC_CONFLICT,
                         "what was signed there was published already, and is good for one "
                         "release; another is signed anew, with a reason of its own");
    return rc;
}

static enum rc put_copy(struct act *a, const struct released *r, struct uuid *id, struct err *err)
{
    struct json body = json_object();
    enum rc rc = release_copy_body(&r->text, &a->arena, &body, err);

    return rc ? rc
              : act_put(a,
                        &(struct act_entry){
                            .kind = ENTRY_RELEASE, .body = &body, .label = r->copy_label},
                        id, err);
}

static enum rc put_release(struct act *a, const struct released *r, struct span bytes,
                           struct uuid *id, struct err *err)
{
    struct uuid inputs[2] = {r->source, r->copy};
    struct json body = json_object();
    struct span copy = {0};
    enum rc rc = council_id_text(&r->copy, &a->arena, &copy, err);

    if (uuid_cmp(&inputs[0], &inputs[1]) > 0) {
        inputs[0] = r->copy;
        inputs[1] = r->source;
    }
    if (!rc)
        rc = json_set(&body, "says", json_str("release"), &a->arena, err);
    if (!rc)
        rc = json_set(&body, "copy", json_text(copy), &a->arena, err);
    if (!rc)
        rc = json_set(&body, "signed", json_text(bytes), &a->arena, err);
    return rc ? rc
              : act_put(a,
                        &(struct act_entry){.kind = ENTRY_RELEASE,
                                            .body = &body,
                                            .label = r->source_label,
                                            .inputs = inputs,
                                            .n_inputs = 2},
                        id, err);
}

/* The members who are to be told, as a line for whoever released. */
static void print_told(const struct act *a, const struct released *r)
{
    struct buf names;

    if (r->text.releaser.n == 0)
        return;
    buf_init(&names, ERR_NOTE_MAX);
    label_put_members(&names, &a->m.labels->roster.policy, &r->to_tell);
    (void)printf("an emergency: tell %.*s\n",
                 SPAN_ARG(names.n > 0 ? buf_span(&names) : SPAN("nobody: the source names none")));
    buf_release(&names);
}

/* The copy first: until the release stands behind it, it is shown to nobody. */
static enum rc publish(struct act *a, const struct command_line *line, struct err *err)
{
    struct span bytes = {0};
    struct released r = {.is_ended = false};
    struct uuid id;
    enum rc rc = source_read(line->operands[1], NOTE_BYTES_MAX, &a->arena, &bytes, err);

    if (rc)
        return rc;
    rc = release_open(&a->m, bytes, mission_now_ms(), &a->arena, &r, err);
    if (!rc)
        rc = check_row(a, &r, err);
    if (!rc)
        rc = check_new(a, &r, err);
    if (rc)
        return err_prefix(err, rc, "%s: ", line->operands[1]);
    rc = put_copy(a, &r, &r.copy, err);
    if (!rc)
        rc = put_release(a, &r, bytes, &id, err);
    if (rc)
        return rc;
    act_print(a, &r.copy);
    (void)printf("readable by %.*s\n", SPAN_ARG(r.copy_label));
    print_told(a, &r);
    return RC_OK;
}

static int run_publish(const struct command_line *line)
{
    return act_run(line, "release publish", ACT_DESK, publish);
}

static const struct exit_row publish_exits[] = {
    {STATUS_OK, "the copy is on the record, and the release behind it"},
    {STATUS_USAGE, "usage, no signed release, somebody may not or has not signed: all are named"},
    {STATUS_ABSENT, "no such mission, file or entry"},
    {STATUS_CONFLICT, "for another mission, released already, or a wrong signature"},
};
static const struct example_row publish_examples[] = {
    {"aasc release publish mission draft.signed", "What was signed elsewhere, carried here."},
};
const struct command command_release_publish = {
    .noun = "release",
    .verb = "publish",
    .operands = "DIR FILE",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "put a signed release and its copy on the record",
    .description =
        "Takes what was signed with aasc key sign by drafter, approver and a person of each "
        "originator, and puts two entries on the record: the copy, under its own label, and the "
        "release, under the source's. Whoever may read the copy and not the source has it judged "
        "like any other row; who may read both sees one row, the source.\n"
        "\n"
        "In an emergency one person's signature is enough, for a time; the originators are to be "
        "told, and it says whom.",
    .exits = publish_exits,
    .n_exits = sizeof(publish_exits) / sizeof(publish_exits[0]),
    .examples = publish_examples,
    .n_examples = sizeof(publish_examples) / sizeof(publish_examples[0]),
    .run = run_publish,
};

/* ---- end ---- */

enum { END_NOTE, END_BY, END_OPTION_COUNT };

static enum rc find_release(struct act *a, const char *text, struct released *out, struct err *err)
{
    struct releases all = {.n = 0};
    struct uuid id;
    enum rc rc = uuid_read(span_of(text), &id, err);

    if (!rc)
        rc = releases_read(&a->m, &(struct releases_when){.below_seq = UINT64_MAX}, &a->arena, &all,
                           err);
    if (rc)
        return rc;
    for (size_t i = 0; i < all.n; i++)
        if (uuid_cmp(&all.items[i].id, &id) == 0 || uuid_cmp(&all.items[i].copy, &id) == 0) {
            *out = all.items[i];
            return RC_OK;
        }
    return err_set(err, RC_ABSENT, "%.60s: there is no such release, and no such copy", text);
}

static enum rc end(struct act *a, const struct command_line *line, struct err *err)
{
    struct json body = json_object();
    struct released r = {.is_ended = false};
    struct uuid id;
    enum rc rc = find_release(a, line->operands[1], &r, err);

    if (!rc && r.is_ended)
        rc = err_set(err, RC_CONFLICT, "that release has ended already");
    if (!rc)
        rc = act_check_right(a, RIGHT_RELEASE, "end a release", err);
    if (!rc)
        rc = json_set(&body, "says", json_str("end"), &a->arena, err);
    if (!rc)
        rc = json_set(&body, "by", json_text(a->author->name), &a->arena, err);
    if (!rc && command_has(line, END_NOTE))
        rc = json_set(&body, "note", json_text(command_value(line, END_NOTE)), &a->arena, err);
    if (!rc)
        rc = act_put(a,
                     &(struct act_entry){.kind = ENTRY_RELEASE,
                                         .body = &body,
                                         .label = r.label,
                                         .inputs = &r.id,
                                         .n_inputs = 1},
                     &id, err);
    if (rc)
        return rc;
    act_print(a, &id);
    (void)printf(RELEASE_CANNOT_RECALL "\n");
    return RC_OK;
}

static int run_end(const struct command_line *line)
{
    return act_run(line, "release end", END_BY, end);
}

static const struct option_row end_options[END_OPTION_COUNT] = {
    [END_NOTE] = {"note", OPTION_TEXT, "TEXT", NULL, "why, in words"},
    [END_BY] = ACT_BY_ROW,
};
static const struct exit_row end_exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage"},
    {STATUS_ABSENT, "no such mission or release"},
    {STATUS_CONFLICT, "it has ended already; the roster does not let the author"},
};
const struct command command_release_end = {
    .noun = "release",
    .verb = "end",
    .operands = "DIR RELEASE",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "hide a released copy from now on",
    .description = "Ends a release, by the id of its entry or of its copy. " RELEASE_CANNOT_RECALL
                   ". Reports that were published from it stay as they are, and are made again as "
                   "they were. The author needs the right \"release\".",
    .options = end_options,
    .n_options = END_OPTION_COUNT,
    .exits = end_exits,
    .n_exits = sizeof(end_exits) / sizeof(end_exits[0]),
    .run = run_end,
};
