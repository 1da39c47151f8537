/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_entry_act.c: `aasc entry correct`, `withdraw` and `erase`. Nothing on the record is edited: a
 * correction or a withdrawal is an entry that stands in the place of another; an erasure drops
 * bytes and salt, and says so. */
#include "cmd/act.h"

#include <string.h>

enum option { ACT_OWN /* --json, or --keep-file */, ACT_NOTE, ACT_BY, ACT_OPTION_COUNT };

static const struct option_row correct_options[ACT_OPTION_COUNT] = {
    [ACT_OWN] = {"json", OPTION_TEXT, "TEXT", NULL,
                 "the members that are otherwise, as a JSON object; null takes one away"},
    [ACT_NOTE] = {"note", OPTION_TEXT, "TEXT", NULL,
                  "why: becomes the narrative where none is given"},
    [ACT_BY] = ACT_BY_ROW,
};

static const struct option_row note_options[ACT_OPTION_COUNT] = {
    [ACT_OWN] = {"keep-file", OPTION_FLAG, NULL, NULL,
                 "of an erasure: keep the imported file that the row came from"},
    [ACT_NOTE] = {"note", OPTION_TEXT, "TEXT", NULL, "why, in words"},
    [ACT_BY] = ACT_BY_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage, or an entry of another kind"},
    {STATUS_ABSENT, "no such mission or entry"},
    {STATUS_CONFLICT, "it was replaced or erased already; the roster does not let the author"},
};

/* ---- what all three ask ---- */

static enum rc check_entry(const struct store_entry *e, bool wants_row, struct err *err)
{
    if (e->is_erased)
        return err_set(err, RC_CONFLICT, "this entry was erased");
    if (entry_kind_is_derived(e->kind))
        return err_set(
            err, RC_INPUT,
            "the engine wrote this %s: it follows from its inputs; correct those, or say "
            "what you think of it: aasc verdict",
            entry_kind_name(e->kind));
    if (wants_row && e->kind != ENTRY_OBSERVATION)
        return err_set(err, RC_INPUT, "this entry is no row that came in: its kind is %s",
                       entry_kind_name(e->kind));
    return RC_OK;
}

static enum rc check_standing(const struct store_entry *e, struct err *err)
{
    return e->is_superseded
               ? err_set(err, RC_CONFLICT, "a later entry has replaced this one; take that one")
               : RC_OK;
}

/* Whose entry it is may take it back; others need the right to approve. */
static enum rc check_author(const struct act *a, const struct store_entry *e, const char *what,
                            struct err *err)
{
    struct arena scratch;
    struct entry read;
    struct span author;
    enum rc rc;

    arena_init(&scratch, ENTRY_BYTES_MAX * 8);
    rc = entry_read(e->bytes, &scratch, &read, err);
    if (!rc)
        rc = keys_author(a->author, &scratch, &author, err);
    if (!rc && !span_eq(author, read.author))
        rc = act_check_right(a, RIGHT_APPROVE, what, err);
    arena_release(&scratch);
    return rc;
}

static enum rc id_text(const struct uuid *id, struct arena *a, struct span *out, struct err *err)
{
    struct buf text;

    buf_init(&text, 64);
    uuid_put(&text, id);
    *out = arena_copy(a, buf_span(&text), err);
    buf_release(&text);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc put_note(const struct act *a, const struct command_line *line, struct json *body,
                        struct arena *arena, struct err *err)
{
    enum rc rc = json_set(body, "by", json_text(a->author->name), arena, err);

    if (!rc && command_has(line, ACT_NOTE))
        rc = json_set(body, "note", json_text(command_value(line, ACT_NOTE)), arena, err);
    return rc;
}

/* ---- correct ---- */

/* The old row, its members replaced; it says which one it corrects. */
static enum rc merge(struct act *a, const struct entry *old, const struct json *changes,
                     struct span *out, struct err *err)
{
    struct json row;
    struct row read;
    struct span id;
    struct buf text;
    enum rc rc = json_parse(old->body, &a->arena, &row, err);

    if (!rc)
        rc = observation_read(a->in.observe, &row, (struct observe_where){0}, &read, err);
    if (rc)
        return rc;
    id = arena_copy(&a->arena, read.u.observation.head.id, err); /* every kind begins with it */
    if (id.p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < changes->u.object.n && !rc; i++) {
        const struct json_member *m = &changes->u.object.members[i];
        struct span name = arena_copy(&a->arena, m->name, err);

        rc = name.p == NULL ? RC_LIMIT : json_set(&row, name.p, m->value, &a->arena, err);
    }
    if (!rc)
        rc = json_set(&row, "supersedes", json_text(id), &a->arena, err);
    if (rc)
        return rc;
    buf_init(&text, ENTRY_BYTES_MAX);
    json_write(&text, &row);
    *out = arena_copy(&a->arena, buf_span(&text), err);
    buf_release(&text);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc read_changes(const struct command_line *line, struct arena *a, struct json *out,
                            struct err *err)
{
    enum rc rc = RC_OK;

    *out = json_object();
    if (command_has(line, ACT_OWN))
        rc = json_parse(command_value(line, ACT_OWN), a, out, err);
    if (!rc && out->type != JSON_OBJECT)
        rc = err_set(err, RC_INPUT, "an object of members is wanted, not %s",
                     json_type_name(out->type));
    if (rc)
        return err_prefix(err, rc, "--json: ");
    if (command_has(line, ACT_NOTE) && json_get(out, "narrative") == NULL)
        rc = json_set(out, "narrative", json_text(command_value(line, ACT_NOTE)), a, err);
    return rc;
}

static enum rc correct(struct act *a, const struct command_line *line, struct uuid *id,
                       struct err *err)
{
    struct store_entry e;
    struct json changes;
    struct entry old;
    struct span text;
    bool is_new = false;
    enum rc rc = act_find(a, line->operands[1], &e, err);

    if (!rc)
        rc = check_entry(&e, true, err);
    if (!rc)
        rc = check_standing(&e, err);
    if (!rc)
        rc = check_author(a, &e, "correct what others wrote", err);
    if (!rc)
        rc = read_changes(line, &a->arena, &changes, err);
    if (!rc)
        rc = entry_read(e.bytes, &a->arena, &old, err);
    if (!rc)
        rc = merge(a, &old, &changes, &text, err);
    if (rc)
        return rc;
    a->in.supersedes = &e.id;
    rc = act_row(a, text, &is_new, id, err);
    return rc || is_new ? rc : err_set(err, RC_CONFLICT, "nothing would be otherwise");
}

/* ---- withdraw ---- */

static enum rc withdraw(struct act *a, const struct command_line *line, struct uuid *id,
                        struct err *err)
{
    struct json body = json_object();
    struct store_entry e;
    struct span about = {0};
    enum rc rc = act_find(a, line->operands[1], &e, err);

    if (!rc)
        rc = check_entry(&e, false, err);
    if (!rc)
        rc = check_standing(&e, err);
    if (!rc)
        rc = check_author(a, &e, "withdraw what others wrote", err);
    if (!rc)
        rc = put_note(a, line, &body, &a->arena, err);
    if (!rc)
        rc = id_text(&e.id, &a->arena, &about, err);
    if (!rc)
        rc = json_set(&body, "entry", json_text(about), &a->arena, err);
    return rc ? rc
              : act_put(a,
                        &(struct act_entry){.kind = ENTRY_WITHDRAWAL,
                                            .body = &body,
                                            .label = e.label,
                                            .about = &e.id,
                                            .supersedes = &e.id},
                        id, err);
}

/* ---- erase ---- */

/* The file that the row was read from holds its bytes, too. */
static enum rc find_blob(struct act *a, const struct store_entry *e, struct json *body,
                         struct err *err)
{
    struct store_batch batch;
    struct span text;
    struct buf hex;
    enum rc rc = store_batch_of(desk_store(a->m.desk), e->seq, &batch, err);

    if (rc || !batch.has_blob)
        return rc;
    buf_init(&hex, 128);
    sha256_put_hex(&hex, &batch.blob);
    text = arena_copy(&a->arena, buf_span(&hex), err);
    buf_release(&hex);
    return text.p == NULL ? RC_LIMIT
                          : json_set(body, "dropped_file", json_text(text), &a->arena, err);
}

/* The entry that says so comes first: what is cut short is finished when the mission is opened. */
static enum rc erase(struct act *a, const struct command_line *line, struct uuid *id,
                     struct err *err)
{
    struct erasures_count n = {0};
    struct json body = json_object();
    struct store_entry e;
    struct span about = {0};
    enum rc rc = act_find(a, line->operands[1], &e, err);

    if (!rc)
        rc = check_entry(&e, true, err);
    if (!rc)
        rc = act_check_right(a, RIGHT_APPROVE, "erase entries", err);
    if (!rc)
        rc = put_note(a, line, &body, &a->arena, err);
    if (!rc)
        rc = id_text(&e.id, &a->arena, &about, err);
    if (!rc)
        rc = json_set(&body, "entry", json_text(about), &a->arena, err);
    if (!rc && !command_has(line, ACT_OWN))
        rc = find_blob(a, &e, &body, err);
    if (!rc)
        rc = act_put(a,
                     &(struct act_entry){
                         .kind = ENTRY_ERASURE, .body = &body, .label = e.label, .about = &e.id},
                     id, err);
    return rc ? rc : desk_erase(a->m.desk, &n, err);
}

/* ---- the commands ---- */

static int run_act(const struct command_line *line, bool needs_note,
                   enum rc (*work)(struct act *a, const struct command_line *line, struct uuid *id,
                                   struct err *err))
{
    static struct act a; /* large; there is one per process */
    struct err err = {0};
    struct uuid id = {{0}};
    int status = STATUS_OK;
    enum rc rc = RC_OK;

    if (needs_note && !command_has(line, ACT_NOTE))
        rc = err_set(&err, RC_INPUT, "--note is missing: why it is to be done");
    if (!needs_note && !command_has(line, ACT_NOTE) && !command_has(line, ACT_OWN))
        rc = err_set(&err, RC_INPUT, "--json is missing: what is otherwise");
    if (rc)
        return command_usage_fault(line->command, &err);
    rc = act_open(&a, line->operands[0], line->command->verb, command_value(line, ACT_BY),
                  line->terminal.is_quiet, &err);
    if (!rc)
        rc = work(&a, line, &id, &err);
    if (rc)
        status = mission_fail(rc, &err);
    else
        act_print(&a, &id);
    act_close(&a);
    return status;
}

static int run_correct(const struct command_line *line)
{
    return run_act(line, false, correct);
}

static int run_withdraw(const struct command_line *line)
{
    return run_act(line, true, withdraw);
}

static int run_erase(const struct command_line *line)
{
    return run_act(line, true, erase);
}

#define VERB(v, o, s, d, f)                                                                        \
    {                                                                                              \
        .noun = "entry", .verb = (v), .operands = "DIR ID", .min_operands = 2, .max_operands = 2,  \
        .summary = (s), .description = (d), .options = (o), .n_options = ACT_OPTION_COUNT,         \
        .exits = exits, .n_exits = sizeof(exits) / sizeof(exits[0]), .run = (f)                    \
    }

const struct command command_entry_correct = VERB(
    "correct", correct_options, "put a corrected row in the place of one",
    "Writes a new row with the members of the old one, but those that --json states otherwise. "
    "The old entry stays on the record; what was judged on it is judged anew.",
    run_correct);
const struct command command_entry_withdraw =
    VERB("withdraw", note_options, "take an entry back",
         "Says that the entry no longer holds, and why. It stays on the record; what was judged on "
         "it is taken back.",
         run_withdraw);
const struct command command_entry_erase = VERB(
    "erase", note_options, "drop the bytes and the salt of a row",
    "Drops the bytes and the salt of an entry for good, and the imported file that it was read "
    "from; an entry says that this was done, and why. The leaf in the log stays, so that the "
    "log still verifies; verdicts that rest on the row stay as they are. Copies that others "
    "hold cannot be called back.",
    run_erase);
