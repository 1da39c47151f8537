/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_log_show.c: `aasc log show`: the newest signed head, the newest entries without their bytes,
 * and what may be claimed about tampering. */
#include "base/json.h"
#include "base/num.h"
#include "cmd/grid.h"
#include "cmd/log_job.h"
#include "record/log_verify.h"

#define WORDS_MAX  ((size_t)4 << 20)
#define NEWEST     10
#define NEWEST_MAX 10000

enum option { SHOW_LAST, SHOW_COSIGNER, SHOW_JSON, SHOW_AS, SHOW_OPTION_COUNT };

static const struct option_row options[SHOW_OPTION_COUNT] = {
    [SHOW_LAST] = {"last", OPTION_TEXT, "N", NULL, "list the N newest entries instead of 10"},
    [SHOW_COSIGNER] = LOG_COSIGNER_ROW,
    [SHOW_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print one line of JSON"},
    [SHOW_AS] = LOG_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the head was shown"},
    {STATUS_USAGE, "usage, a bad mission or key"},
    {STATUS_ABSENT, "no such mission, or nothing was signed yet"},
    {STATUS_CONFLICT, "a signature is wrong, or this reader may not see the log"},
};

static const struct example_row examples[] = {
    {"aasc log show kalmius", "The head of the log and its newest entries."},
    {"aasc log show kalmius --cosigner witness.vkey",
     "The same, counting the cosignatures of that witness."},
};

static const char description[] =
    "Prints the newest signed head (size, root, when it was signed, who cosigned it), the newest "
    "entries by kind, time, id and label, never their bytes, and what the signatures allow to be "
    "claimed about tampering: the log is tamper-evident to holders of an earlier checkpoint, and "
    "to cosigners where there are any, and nothing more.\n"
    "\n"
    "How many entries there are and when they came is the log's own surface: a reader named with "
    "--as needs the right \"log\", and sees only those entries that they may read.";

struct show {
    struct log_job *job;
    uint64_t n_last;
    struct log_trust trust;
    struct checkpoint_opened head;
    struct grid grid;
    struct json list;
    uint64_t n_listed;
};

/* ---- entries ---- */

static enum rc push_entry(struct show *s, const struct store_entry *e, struct err *err)
{
    struct arena *a = &s->job->arena;
    struct json row = json_object();
    struct buf text;
    struct span id, at, label = arena_copy(a, e->label, err);
    enum rc rc;

    buf_init(&text, 256);
    uuid_put(&text, &e->id);
    id = arena_copy(a, buf_span(&text), err);
    buf_clear(&text);
    time_put_instant(&text, e->recorded_at_ms);
    at = arena_copy(a, buf_span(&text), err);
    buf_release(&text);
    if (id.p == NULL || at.p == NULL || label.p == NULL)
        return RC_LIMIT;
    rc = json_set(&row, "id", json_text(id), a, err);
    if (!rc)
        rc = json_set(&row, "kind", json_str(entry_kind_name(e->kind)), a, err);
    if (!rc)
        rc = json_set(&row, "label", json_text(label), a, err);
    if (!rc)
        rc = json_set(&row, "recorded_at", json_text(at), a, err);
    if (!rc && e->is_erased)
        rc = json_set(&row, "erased", json_bool(true), a, err);
    return rc ? rc : json_push(&s->list, row, a, err);
}

static void put_row(struct show *s, const struct store_entry *e)
{
    struct grid_cell *cells = grid_row(&s->grid);
    struct buf text;

    if (cells == NULL)
        return;
    buf_init(&text, 256);
    time_put_instant(&text, e->recorded_at_ms);
    grid_take(&s->grid, &cells[0], STYLE_PLAIN, &text);
    grid_set(&s->grid, &cells[1], STYLE_PLAIN, "%s", entry_kind_name(e->kind));
    uuid_put(&text, &e->id);
    grid_take(&s->grid, &cells[2], STYLE_FAINT, &text);
    text_put_clean(&text, e->label);
    grid_take(&s->grid, &cells[3], STYLE_PLAIN, &text);
    grid_set(&s->grid, &cells[4], STYLE_WARN, "%s", e->is_erased ? "erased" : "");
    buf_release(&text);
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct show *s = to;
    enum rc rc = RC_OK;

    if (command_has(s->job->line, SHOW_JSON))
        rc = push_entry(s, e, err);
    else
        put_row(s, e);
    if (rc)
        return rc;
    return ++s->n_listed >= s->n_last ? RC_END : RC_OK;
}

static enum rc list_entries(struct show *s, struct err *err)
{
    const struct store_entry_query q = {
        .below_seq = UINT64_MAX, .is_newest_first = true, .visible = s->job->who.visible};

    return s->n_last == 0 ? RC_OK : store_entries(s->job->store, &q, take_entry, s, err);
}

/* ---- the head ---- */

/* Lines of those whose key was not given are named, and not counted. */
static void put_strangers(const struct show *s, struct buf *b)
{
    const struct note *note = &s->head.note;

    for (size_t i = 0; i < note->n_signatures; i++) {
        const struct note_signature *line = &note->signatures[i];
        bool is_known = line->key_id == s->head.log->id && span_eq(line->name, s->head.log->name);

        for (size_t k = 0; k < s->head.n_cosigners; k++)
            is_known = is_known || (line->key_id == s->head.cosigners[k].key->id &&
                                    span_eq(line->name, s->head.cosigners[k].key->name));
        if (!is_known)
            buf_printf(b,
                       "a line of %.*s (key %08x) was not verified: name its key with "
                       "--cosigner\n",
                       SPAN_ARG(line->name), line->key_id);
    }
}

static enum rc print_words(struct show *s, struct err *err)
{
    struct buf b;
    struct merkle_head now;
    enum rc rc = store_head(s->job->store, &now, err);

    if (rc)
        return rc;
    buf_init(&b, WORDS_MAX);
    log_put_head(&b, &s->head);
    buf_puts(&b, "at       ");
    time_put_instant(&b, s->job->files.head.recorded_at_ms);
    buf_putc(&b, '\n');
    put_strangers(s, &b);
    if (now.size > s->head.checkpoint.head.size)
        buf_printf(&b, "behind it %llu more that no head covers yet; the next writer signs one\n",
                   (unsigned long long)(now.size - s->head.checkpoint.head.size));
    log_put_limit(&b, &s->head);
    if (s->n_listed > 0)
        buf_puts(&b, "newest entries:\n");
    grid_put_list(&s->grid, &s->job->line->terminal, 2, &b);
    return log_print(&b, err);
}

/* ---- JSON ---- */

static enum rc set_words(struct show *s, struct json *to, const char *name, struct buf *text,
                         struct err *err)
{
    struct span copy = arena_copy(&s->job->arena, span_trim(buf_span(text)), err);

    buf_clear(text);
    return copy.p == NULL ? RC_LIMIT : json_set(to, name, json_text(copy), &s->job->arena, err);
}

static enum rc push_cosigners(struct show *s, struct json *to, struct buf *text, struct err *err)
{
    struct arena *a = &s->job->arena;
    struct json list = json_array();
    enum rc rc = RC_OK;

    for (size_t i = 0; i < s->head.n_cosigners && !rc; i++) {
        const struct cosigner *c = &s->head.cosigners[i];
        struct json row = json_object();

        rc = json_set(&row, "name", json_text(c->key->name), a, err);
        if (!rc)
            rc = json_set(&row, "time_s", json_int((int64_t)c->time_s), a, err);
        verifier_key_put(text, c->key);
        if (!rc)
            rc = set_words(s, &row, "key", text, err);
        if (!rc)
            rc = json_push(&list, row, a, err);
    }
    return rc ? rc : json_set(to, "cosigners", list, a, err);
}

static enum rc build_json(struct show *s, struct json *o, struct buf *text, struct err *err)
{
    struct arena *a = &s->job->arena;
    const struct checkpoint *c = &s->head.checkpoint;
    enum rc rc = json_set(o, "log", json_text(c->origin), a, err);

    if (!rc)
        rc = json_set(o, "size", json_int((int64_t)c->head.size), a, err);
    sha256_put_hex(text, &c->head.root);
    if (!rc)
        rc = set_words(s, o, "root", text, err);
    time_put_instant(text, s->job->files.head.recorded_at_ms);
    if (!rc)
        rc = set_words(s, o, "signed_at", text, err);
    log_put_limit(text, &s->head);
    if (!rc)
        rc = set_words(s, o, "claim", text, err);
    if (!rc)
        rc = push_cosigners(s, o, text, err);
    return rc ? rc : json_set(o, "newest", s->list, a, err);
}

static enum rc print_json(struct show *s, struct err *err)
{
    struct json o = json_object();
    struct buf b;
    enum rc rc;

    buf_init(&b, WORDS_MAX);
    rc = build_json(s, &o, &b, err);
    buf_clear(&b);
    json_write(&b, &o);
    buf_putc(&b, '\n');
    if (!rc)
        return log_print(&b, err);
    buf_release(&b);
    return rc;
}

/* ---- the command ---- */

static enum rc read_last(struct show *s, struct err *err)
{
    struct span text = command_value(s->job->line, SHOW_LAST);
    int64_t n = NEWEST;

    if (text.n > 0 && (num_parse_i64(text, &n, NULL) != RC_OK || n < 0 || n > NEWEST_MAX))
        return err_set(err, RC_RANGE, "--last %.*s: write a number from 0 to %d", SPAN_ARG(text),
                       NEWEST_MAX);
    s->n_last = (uint64_t)n;
    return RC_OK;
}

static enum rc show(struct show *s, struct err *err)
{
    static const struct grid_column columns[] = {{GRID_LEFT, false},
                                                 {GRID_LEFT, false},
                                                 {GRID_LEFT, false},
                                                 {GRID_LEFT, true},
                                                 {GRID_LEFT, false}};
    struct log_job *j = s->job;
    enum rc rc =
        log_keys_trust(&j->keys, NULL, j->line->values[SHOW_COSIGNER], &j->arena, &s->trust, err);

    s->grid = (struct grid){
        .arena = &j->arena, .columns = columns, .n_columns = sizeof(columns) / sizeof(columns[0])};
    s->list = json_array();
    if (!rc)
        rc = log_job_head(j, &s->trust, &s->head, err);
    if (!rc)
        rc = list_entries(s, err);
    if (rc)
        return rc;
    return command_has(j->line, SHOW_JSON) ? print_json(s, err) : print_words(s, err);
}

static int run(const struct command_line *line)
{
    static struct log_job job; /* large; there is one per process */
    struct show s = {.job = &job};
    struct err err = {0};
    enum rc rc;

    job.line = line;
    rc = read_last(&s, &err);
    if (rc)
        return command_usage_fault(line->command, &err);
    rc = log_job_open(&job, line, line->values[SHOW_AS], &err);
    if (!rc)
        rc = show(&s, &err);
    log_job_close(&job);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

const struct command command_log_show = {
    .noun = "log",
    .verb = "show",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "show the head of a mission's log and its newest entries",
    .description = description,
    .options = options,
    .n_options = SHOW_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
