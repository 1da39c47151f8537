/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_replay.c: `aasc replay`: the record in the order in which it came. */
#include "base/json.h"
#include "cmd/reading.h"

#define LINE_BYTES_MAX ((size_t)4 << 20)
#define ENTRY_ARENA    ((size_t)64 << 20)

enum option { REPLAY_AS_OF, REPLAY_AS, REPLAY_JSON, REPLAY_OPTION_COUNT };

static const struct option_row options[REPLAY_OPTION_COUNT] = {
    [REPLAY_AS_OF] = READING_AS_OF_ROW,
    [REPLAY_AS] = READING_AS_ROW,
    [REPLAY_JSON] = {"json", OPTION_FLAG, NULL, NULL,
                     "print each entry's exact bytes on a line of its own"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "the record was gone through"},
    {STATUS_USAGE, "usage, a bad mission or time"},
    {STATUS_ABSENT, "no such mission"},
};

static const struct example_row examples[] = {
    {"aasc replay kalmius --as-of 2026-10-15T12:00:00Z", "What had come by noon, as it came."},
};

static const char description[] =
    "Prints the entries of a record in their order: when each was recorded, what kind it is, and "
    "what a row or verdict says in a line. Verdicts stand where they arose, behind the batch that "
    "gave rise to them; one that stands in the place of another says so. So it can be seen what "
    "the "
    "mission knew and held at any time.\n"
    "\n"
    "With --as only those entries are there that the reader may read.";

struct replay {
    struct reading *r;
    struct arena scratch;
    struct buf line;
};

static void put_word(struct buf *b, struct span word)
{
    if (word.n > 0) {
        buf_puts(b, "  ");
        text_put_clean(b, word);
    }
}

/* "violation  kalmius/art.1  blue", "explosion  2026-10-14T13:10:30Z" */
static enum rc put_content(struct replay *p, const struct store_entry *e, struct err *err)
{
    struct entry entry;
    struct json body;
    enum rc rc = entry_read(e->bytes, &p->scratch, &entry, err);

    if (!rc)
        rc = json_parse(entry.body, &p->scratch, &body, err);
    if (rc)
        return rc;
    if (e->kind == ENTRY_VERDICT) {
        put_word(&p->line, json_get_text(&body, "verdict"));
        put_word(&p->line, json_get_text(&body, "agreement"));
        buf_putc(&p->line, '/');
        text_put_clean(&p->line, json_get_text(&body, "term"));
        put_word(&p->line, json_get_text(&body, "party"));
    } else {
        put_word(&p->line, json_get_text(&body, "phenomenon"));
        put_word(&p->line, json_get_text(&body, "name"));
        put_word(&p->line, json_get_text(&body, "file"));
    }
    put_word(&p->line, json_get_text(&body, "time"));
    if (entry.has_supersedes) {
        buf_puts(&p->line, "  in place of ");
        uuid_put(&p->line, &entry.supersedes);
    }
    return RC_OK;
}

static enum rc put_line(struct replay *p, const struct store_entry *e, struct err *err)
{
    enum rc rc = RC_OK;

    time_put_instant(&p->line, e->recorded_at_ms);
    buf_printf(&p->line, "  %-12s  ", entry_kind_name(e->kind));
    uuid_put(&p->line, &e->id);
    if (e->is_erased)
        buf_puts(&p->line, "  erased");
    else
        rc = put_content(p, e, err);
    return rc;
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct replay *p = to;
    bool is_json = command_has(p->r->line, REPLAY_JSON), is_shown;
    enum rc rc;

    if (is_json && e->is_erased)
        return RC_OK; /* there are no bytes */
    rc = reading_shows(p->r, e, &is_shown, err);
    if (rc || !is_shown)
        return rc;
    arena_reset(&p->scratch);
    buf_clear(&p->line);
    if (is_json)
        buf_put(&p->line, e->bytes);
    else
        rc = put_line(p, e, err);
    buf_putc(&p->line, '\n');
    if (!rc)
        rc = buf_check(&p->line, err);
    if (!rc && fwrite(p->line.p, 1, p->line.n, stdout) != p->line.n)
        rc = err_set(err, RC_IO, "standard output cannot be written");
    return rc;
}

static enum rc replay(struct reading *r, struct err *err)
{
    const struct store_entry_query q = {
        .below_seq = r->below_seq, .kinds = reading_kinds(r), .visible = r->who.visible};
    struct replay p = {.r = r};
    enum rc rc;

    arena_init(&p.scratch, ENTRY_ARENA);
    buf_init(&p.line, LINE_BYTES_MAX);
    rc = store_entries(desk_store(r->m.desk), &q, take_entry, &p, err);
    buf_release(&p.line);
    arena_release(&p.scratch);
    return rc;
}

static int run(const struct command_line *line)
{
    return reading_run(line, REPLAY_AS_OF, REPLAY_AS, replay);
}

const struct command command_replay = {
    .noun = "replay",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print a record in the order in which it came",
    .description = description,
    .options = options,
    .n_options = REPLAY_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
