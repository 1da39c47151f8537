/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_entry.c: `aasc entry list` and `show`: what stands on the record, as one reader sees it. */
#include "cmd/reading.h"

#include "cmd/grid.h"
#include "report/writer.h"

#include <string.h>

#define LINE_BYTES_MAX ((size_t)4 << 20)
#define LIMIT_USUAL    50

enum option {
    ENTRY_OPTION_JSON,
    ENTRY_OPTION_KIND,
    ENTRY_OPTION_AS_OF,
    ENTRY_OPTION_AS,
    ENTRY_OPTION_COUNT
};

static const struct option_row options[ENTRY_OPTION_COUNT] = {
    [ENTRY_OPTION_JSON] = {"json", OPTION_FLAG, NULL, NULL,
                           "print the entries as NDJSON, all of them"},
    [ENTRY_OPTION_KIND] = {"kind", OPTION_TEXT, "KIND", NULL,
                           "only entries of this kind, such as observation or import"},
    [ENTRY_OPTION_AS_OF] = READING_AS_OF_ROW,
    [ENTRY_OPTION_AS] = READING_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission or entry"},
};

struct listing {
    struct reading *r;
    struct writer out;
    struct grid grid;
    size_t n;
    bool is_json, has_more;
};

/* ---- list ---- */

static void put_row(struct listing *l, const struct store_entry *e, const struct entry *read,
                    bool is_outdone)
{
    struct grid_cell *cells = grid_row(&l->grid);
    struct buf text;

    if (cells == NULL)
        return;
    buf_init(&text, LINE_BYTES_MAX);
    uuid_put(&text, &e->id);
    grid_take(&l->grid, &cells[0], STYLE_PLAIN, &text);
    time_put_instant(&text, e->recorded_at_ms);
    grid_take(&l->grid, &cells[1], STYLE_FAINT, &text);
    grid_set(&l->grid, &cells[2], STYLE_PLAIN, "%s", entry_kind_name(e->kind));
    if (!e->is_erased)
        time_put_span(&text, read->when);
    else
        buf_puts(&text, "erased");
    grid_take(&l->grid, &cells[3], STYLE_PLAIN, &text);
    grid_set(&l->grid, &cells[4], STYLE_FAINT, "%s",
             reading_is_superseded(l->r, e) ? "superseded"
             : is_outdone                   ? "contradicted"
                                            : "");
    buf_release(&text);
}

static enum rc take(void *to, const struct store_entry *e, struct err *err)
{
    struct listing *l = to;
    struct entry read = {.kind = e->kind};
    bool is_outdone = false, is_shown;
    struct arena scratch;
    struct uuid by;
    enum rc rc;

    rc = reading_shows(l->r, e, &is_shown, err);
    if (rc || !is_shown)
        return rc;
    if (l->is_json) {
        rc = e->is_erased ? RC_OK : writer_put(&l->out, e->bytes, err);
        return rc || e->is_erased ? rc : writer_put(&l->out, SPAN("\n"), err);
    }
    if (l->n++ == LIMIT_USUAL) {
        l->has_more = true;
        return RC_END;
    }
    arena_init(&scratch, ENTRY_BYTES_MAX * 8);
    if (!e->is_erased)
        rc = entry_read(e->bytes, &scratch, &read, err);
    if (!rc)
        rc = reading_outdone(l->r, e, &by, &is_outdone, err);
    if (!rc)
        put_row(l, e, &read, is_outdone);
    arena_release(&scratch);
    return rc;
}

static enum rc print_table(struct listing *l, const struct terminal *t, struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, LINE_BYTES_MAX);
    grid_put_list(&l->grid, t, 0, &b);
    if (l->has_more)
        buf_puts(&b, "… and older ones: --json gives them all\n");
    if (l->n == 0)
        buf_puts(&b, "no entry\n");
    rc = writer_put(&l->out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

static enum rc list(struct reading *r, struct err *err)
{
    static const struct grid_column columns[] = {{GRID_LEFT, false},
                                                 {GRID_LEFT, false},
                                                 {GRID_LEFT, false},
                                                 {GRID_LEFT, true},
                                                 {GRID_LEFT, false}};
    struct listing l = {.r = r,
                        .out = writer_over(stdout, "standard output"),
                        .is_json = command_has(r->line, ENTRY_OPTION_JSON)};
    struct store_entry_query q = {
        .below_seq = r->below_seq, .kinds = reading_kinds(r), .visible = r->who.visible};
    struct span kind = command_value(r->line, ENTRY_OPTION_KIND);
    enum entry_kind found;
    enum rc rc = RC_OK;

    l.grid = (struct grid){
        .arena = &r->arena, .columns = columns, .n_columns = sizeof(columns) / sizeof(columns[0])};
    q.is_newest_first = !l.is_json;
    if (kind.n > 0) {
        rc = entry_kind_find(kind, &found, err);
        if (rc)
            return err_prefix(err, rc, "--kind: ");
        q.kinds &= 1U << found;
    }
    if (q.kinds == 0) /* none of them are told: the same as none */
        return l.is_json ? RC_OK : print_table(&l, &r->line->terminal, err);
    rc = store_entries(desk_store(r->m.desk), &q, take, &l, err);
    if (rc == RC_END)
        rc = RC_OK;
    return rc || l.is_json ? rc : print_table(&l, &r->line->terminal, err);
}

/* ---- show ---- */

/* One member a line, nested ones as their JSON. */
static void put_members(struct buf *b, const struct json *object, size_t indent)
{
    for (size_t i = 0; i < object->u.object.n; i++) {
        const struct json_member *m = &object->u.object.members[i];

        buf_printf(b, "%*s%.*s: ", (int)indent, "", SPAN_ARG(m->name));
        if (m->value.type == JSON_STRING)
            text_put_clean(b, m->value.u.text);
        else if (m->value.type == JSON_OBJECT && indent == 0) {
            buf_putc(b, '\n');
            put_members(b, &m->value, 4);
            continue;
        } else {
            json_write(b, &m->value);
        }
        buf_putc(b, '\n');
    }
}

static enum rc put_marks(struct reading *r, const struct store_entry *e, struct buf *b,
                         struct err *err)
{
    struct store_mark_list marks = {.n = 0};
    enum rc rc = store_marks(desk_store(r->m.desk), e->seq, r->below_seq, r->who.visible, &r->arena,
                             &marks, err);

    for (size_t i = 0; i < marks.n && !rc; i++) {
        struct store_entry mark;

        rc = store_entry_by_seq(desk_store(r->m.desk), marks.items[i].seq, &r->arena, &mark, err);
        if (rc)
            break;
        buf_printf(b, "%s: ", entry_kind_name(mark.kind));
        uuid_put(b, &mark.id);
        buf_puts(b, " recorded ");
        time_put_instant(b, mark.recorded_at_ms);
        buf_putc(b, '\n');
    }
    return rc;
}

/* Of those that the reader may see. */
static enum rc any_seen_erased(struct reading *r, const struct entry *e, bool *out, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < e->n_inputs && !rc && !*out; i++) {
        struct store_entry in;

        rc = store_entry_by_id(desk_store(r->m.desk), &e->inputs[i], r->below_seq, r->who.visible,
                               &r->arena, &in, err);
        if (rc == RC_OK)
            *out = in.is_erased;
        else if (rc == RC_ABSENT)
            rc = RC_OK;
    }
    return rc;
}

/* What the engine derived stays when what it rests on is erased. */
static enum rc put_erased(struct reading *r, const struct store_entry *e, struct buf *b,
                          struct err *err)
{
    struct entry read;
    bool is_erased = false;
    enum rc rc = entry_read(e->bytes, &r->arena, &read, err);

    if (!rc && r->who.visible != NULL)
        rc = any_seen_erased(r, &read, &is_erased, err);
    else if (!rc) /* itself last: of an incident its earlier versions count as well */
        rc = store_rests_on_erased(desk_store(r->m.desk), &e->id, 1, &is_erased, err);
    if (!rc && is_erased)
        buf_puts(b, "inputs erased: what it rests on cannot be read again\n");
    return rc;
}

/* Of rows of one source and id the first in the docket's order is judged, whichever came first. */
static enum rc put_outdone(struct reading *r, const struct store_entry *e, struct buf *b,
                           struct err *err)
{
    bool is_outdone;
    struct uuid by;
    enum rc rc = reading_outdone(r, e, &by, &is_outdone, err);

    if (rc || !is_outdone)
        return rc;
    buf_puts(b, "contradicted by entry ");
    uuid_put(b, &by);
    buf_puts(b, ", which stands before it under the same id: this row is not judged\n");
    return RC_OK;
}

static enum rc put_entry(struct reading *r, const struct store_entry *e, struct buf *b,
                         struct err *err)
{
    struct json v;
    enum rc rc;

    buf_puts(b, "recorded: ");
    time_put_instant(b, e->recorded_at_ms);
    buf_putc(b, '\n');
    if (reading_is_superseded(r, e))
        buf_puts(b, "superseded by a later entry\n");
    if (e->is_erased) {
        buf_puts(b, "erased: its bytes and salt are gone; its leaf stands in the log\n");
        return RC_OK;
    }
    rc = json_parse(e->bytes, &r->arena, &v, err);
    if (rc)
        return rc;
    rc = put_outdone(r, e, b, err);
    if (rc)
        return rc;
    put_members(b, &v, 0);
    rc = put_erased(r, e, b, err);
    return rc ? rc : put_marks(r, e, b, err);
}

static enum rc show(struct reading *r, struct err *err)
{
    struct writer out = writer_over(stdout, "standard output");
    struct store_entry e;
    struct buf b;
    enum rc rc = reading_entry(r, r->line->operands[1], &e, err);

    if (rc)
        return rc;
    buf_init(&b, LINE_BYTES_MAX);
    if (command_has(r->line, ENTRY_OPTION_JSON)) {
        buf_put(&b, e.bytes);
        buf_putc(&b, '\n');
    } else {
        rc = put_entry(r, &e, &b, err);
    }
    if (!rc)
        rc = buf_check(&b, err);
    if (!rc)
        rc = writer_put(&out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

/* ---- the commands ---- */

static int run_list(const struct command_line *line)
{
    return reading_run(line, ENTRY_OPTION_AS_OF, ENTRY_OPTION_AS, list);
}

static int run_show(const struct command_line *line)
{
    return reading_run(line, ENTRY_OPTION_AS_OF, ENTRY_OPTION_AS, show);
}

const struct command command_entry_list = {
    .noun = "entry",
    .verb = "list",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print what stands on a mission's record",
    .description = "Prints the newest entries that the reader may see, with the time at which they "
                   "were recorded and what they are about; with --json all of them, oldest first, "
                   "each as the bytes that its author signed.",
    .options = options,
    .n_options = ENTRY_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_list,
};

const struct command command_entry_show = {
    .noun = "entry",
    .verb = "show",
    .operands = "DIR ID",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "print one entry of a mission's record",
    .description = "Prints one entry with everything that it states, when it was recorded, and the "
                   "confirmations, contests and withdrawals that are about it. What the reader may "
                   "not see and what is not there give the same answer.",
    .options = options,
    .n_options = ENTRY_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_show,
};
