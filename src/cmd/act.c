/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/act.h"

#include <string.h>

#define ARENA_BYTES_MAX ((size_t)64 << 20)
#define SAID_BYTES_MAX  ((size_t)4 << 20)

static void take_refused(void *context, const struct desk_item *item, struct span why)
{
    struct act *a = context;

    (void)item;
    (void)err_set(&a->refused, RC_CONFLICT, "%.*s", (int)why.n, why.p);
}

/* The one on the record no longer counts. */
static void take_outdone(void *context, const struct desk_item *item, const struct uuid *was)
{
    struct act *a = context;

    (void)item;
    buf_puts(&a->said, "stands before entry ");
    uuid_put(&a->said, was);
    buf_puts(&a->said, ", which says otherwise under this id: this one is judged\n");
}

/* "violation kalmius/art.1 south: 1 x burst …", one line for each. */
static void take_derived(void *context, const struct derived *d)
{
    struct act *a = context;
    const struct json *text;
    struct json body;
    struct arena scratch;

    if (d->term.n == 0)
        return;
    arena_init(&scratch, ENTRY_BYTES_MAX * 8);
    buf_puts(&a->said, d->is_current ? verdict_name((enum verdict_word)d->word) : "taken back");
    buf_putc(&a->said, ' ');
    buf_put(&a->said, d->term);
    if (d->party.n > 0) {
        buf_putc(&a->said, ' ');
        buf_put(&a->said, d->party);
    }
    if (json_parse(d->entry.body, &scratch, &body, NULL) == RC_OK) {
        text = json_get(&body, "explanation");
        if (text != NULL && text->type == JSON_STRING) {
            buf_puts(&a->said, ": ");
            text_put_clean(&a->said, text->u.text);
        }
    }
    buf_putc(&a->said, '\n');
    arena_release(&scratch);
}

enum rc act_open(struct act *a, const char *folder, const char *what, struct span by, bool is_quiet,
                 struct err *err)
{
    enum rc rc;

    *a = (struct act){.has_intake = false};
    arena_init(&a->arena, ARENA_BYTES_MAX);
    buf_init(&a->said, SAID_BYTES_MAX);
    rc = mission_open(&a->m, folder, MISSION_WRITE, what, is_quiet, err);
    if (!rc)
        rc = mission_author(&a->m, by, &a->own, &a->author, err);
    if (rc)
        return rc;
    rc = intake_open(&a->in, &a->m, a->author, err);
    a->has_intake = true;
    a->in.context = a;
    a->in.refused = take_refused;
    a->in.outdid = take_outdone;
    a->in.derived = take_derived;
    return rc;
}

void act_close(struct act *a)
{
    if (a->has_intake)
        intake_close(&a->in);
    signer_key_wipe(&a->own);
    buf_release(&a->said);
    mission_close(&a->m);
    arena_release(&a->arena);
}

int act_run(const struct command_line *line, const char *what, unsigned by,
            enum rc (*work)(struct act *a, const struct command_line *line, struct err *err))
{
    static struct act a; /* large; there is one per process */
    struct span author = by == ACT_DESK ? span_none() : command_value(line, by);
    struct err err = {0};
    enum rc rc = act_open(&a, line->operands[0], what, author, line->terminal.is_quiet, &err);

    if (!rc)
        rc = work(&a, line, &err);
    act_close(&a);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

enum rc act_check_right(const struct act *a, enum right right, const char *what, struct err *err)
{
    const struct roster *roster = &a->m.labels->roster;
    const struct roster_person *person;
    struct reader reader;

    if (roster->version == 0)
        return RC_OK;
    person = roster_person_of_key(roster, &a->author->pair.public_key);
    if (person == NULL)
        return err_set(err, RC_CONFLICT,
                       "the roster knows nobody by the key of \"%.*s\"; who may %s stands there",
                       SPAN_ARG(a->author->name), what);
    reader = roster_person_reader(roster, person);
    if (reader_has(&reader, right, mission_now_ms()))
        return RC_OK;
    return err_set(err, RC_CONFLICT, "the roster does not let \"%.*s\" %s", SPAN_ARG(person->id),
                   what);
}

enum rc act_find(struct act *a, const char *id, struct store_entry *out, struct err *err)
{
    struct uuid uuid;
    enum rc rc = uuid_read(span_of(id), &uuid, err);

    if (!rc)
        rc = store_entry_by_id(desk_store(a->m.desk), &uuid, UINT64_MAX, NULL, &a->arena, out, err);
    return rc == RC_ABSENT ? err_set(err, rc, "%.60s: there is no such entry", id) : rc;
}

/* Appended, judged and acknowledged. */
static enum rc finish(struct act *a, struct err *err)
{
    enum rc rc = intake_flush(&a->in, err);

    return rc ? rc : desk_seal(a->m.desk, mission_now_ms(), err);
}

enum rc act_row(struct act *a, struct span json, bool *is_new, struct uuid *id, struct err *err)
{
    struct feed_taken from = {.zone = a->in.observe->world.zone, .number = 1, .raw = json};
    uint64_t n_before = a->in.result.n_appended;
    struct uuid made;
    bool is_refused = false;
    struct json value;
    struct row row;
    enum rc rc = json_parse(json, &a->arena, &value, err);

    if (!rc)
        rc = observation_read(a->in.observe, &value, (struct observe_where){0}, &row, err);
    if (rc)
        return rc;
    from.row = &row;
    from.value = &value;
    rc = intake_row(&a->in, &from, &is_refused, err);
    if (rc)
        return is_refused ? err_prefix(err, rc, "label: ") : rc;
    made = a->in.batch.items[0].entry.id;
    rc = finish(a, err);
    if (!rc && a->refused.note[0] != '\0')
        return err_set(err, RC_CONFLICT, "%s", a->refused.note);
    if (rc)
        return rc;
    *is_new = a->in.result.n_appended > n_before;
    if (*is_new)
        *id = made;
    return RC_OK;
}

void act_forget(struct act *a)
{
    arena_reset(&a->arena);
    buf_clear(&a->said);
    a->refused.note[0] = '\0';
}

enum rc act_put(struct act *a, const struct act_entry *what, struct uuid *id, struct err *err)
{
    int64_t now_ms = mission_now_ms();
    struct entry e = {.kind = what->kind, .when = {now_ms, now_ms}, .label = what->label};
    struct buf text;
    enum rc rc;

    if (what->has_time)
        e.when = what->when;
    e.inputs = what->inputs;
    e.n_inputs = what->n_inputs;
    e.has_supersedes = what->supersedes != NULL;
    if (e.has_supersedes)
        e.supersedes = *what->supersedes;
    buf_init(&text, ENTRY_BYTES_MAX);
    json_write(&text, what->body);
    rc = buf_check(&text, err);
    e.body = arena_copy(&a->arena, buf_span(&text), err);
    buf_release(&text);
    if (!rc && e.body.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        rc = intake_entry(&a->in, &e, what->about, id, err);
    return rc ? rc : finish(a, err);
}

void act_print(const struct act *a, const struct uuid *id)
{
    struct buf b;

    buf_init(&b, SAID_BYTES_MAX);
    buf_puts(&b, "entry ");
    uuid_put(&b, id);
    buf_putc(&b, '\n');
    buf_put(&b, buf_span(&a->said));
    (void)fwrite(b.p, 1, b.n, stdout);
    buf_release(&b);
}
