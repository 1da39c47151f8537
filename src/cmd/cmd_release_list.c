/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_release_list.c: `aasc release list`: what was released to whom, and what asks for a second
 * look: a source that was replaced since, an emergency that is over, a release that does not hold.
 */
#include "cmd/council_case.h"
#include "cmd/grid.h"
#include "cmd/reading.h"
#include "record/fields.h"
#include "report/writer.h"

enum { LIST_JSON, LIST_REVIEW, LIST_AS_OF, LIST_AS, LIST_OPTION_COUNT };

#define LIST_BYTES_MAX ((size_t)16 << 20)

struct listing {
    struct reading *r;
    struct writer out;
    struct grid grid;
    size_t n;
};

/* Why somebody should look at it again; NULL: nothing. */
static const char *review_of(const struct released *x, enum release_state s)
{
    if (s == RELEASE_VOID)
        return x->why;
    if (s == RELEASE_OPEN && x->is_stale)
        return "its source was replaced, withdrawn or erased since";
    if (s == RELEASE_OPEN && x->text.releaser.n > 0)
        return "an emergency: its originators have not signed";
    return NULL;
}

static void put_row(struct listing *l, const struct released *x, enum release_state s)
{
    struct grid_cell *cells = grid_row(&l->grid);
    const char *why = review_of(x, s);
    struct buf text;

    if (cells == NULL)
        return;
    buf_init(&text, LIST_BYTES_MAX);
    uuid_put(&text, &x->id);
    grid_take(&l->grid, &cells[0], STYLE_PLAIN, &text);
    time_put_instant(&text, x->at_ms);
    grid_take(&l->grid, &cells[1], STYLE_FAINT, &text);
    grid_set(&l->grid, &cells[2], STYLE_PLAIN, "%s", release_state_word(s));
    if (!x->is_void) {
        buf_put(&text, x->copy_label);
        grid_take(&l->grid, &cells[3], STYLE_PLAIN, &text);
        uuid_put(&text, &x->copy);
        grid_take(&l->grid, &cells[4], STYLE_FAINT, &text);
    }
    grid_set(&l->grid, &cells[5], STYLE_PLAIN, "%s", why == NULL ? "" : why);
    buf_release(&text);
}

static enum rc set_id(struct json *o, const char *name, const struct uuid *id, struct arena *a,
                      struct err *err)
{
    struct span text = {0};
    enum rc rc = council_id_text(id, a, &text, err);

    return rc ? rc : json_set(o, name, json_text(text), a, err);
}

static enum rc set_people(struct json *o, const struct released *x, struct arena *a,
                          struct err *err)
{
    enum rc rc;

    if (x->text.releaser.n > 0) {
        rc = json_set(o, "releaser", json_text(x->text.releaser), a, err);
        return rc ? rc : fields_put_instant(o, "until", x->text.until_ms, a, err);
    }
    rc = json_set(o, "drafter", json_text(x->text.drafter), a, err);
    return rc ? rc : json_set(o, "approver", json_text(x->text.approver), a, err);
}

static enum rc put_json(struct listing *l, const struct released *x, enum release_state s,
                        struct err *err)
{
    struct arena *a = &l->r->arena;
    const char *why = review_of(x, s);
    struct json o = json_object();
    struct buf b;
    enum rc rc = set_id(&o, "id", &x->id, a, err);

    if (!rc)
        rc = json_set(&o, "state", json_str(release_state_word(s)), a, err);
    if (!rc)
        rc = fields_put_instant(&o, "recorded_at", x->at_ms, a, err);
    if (!rc && x->is_ended)
        rc = fields_put_instant(&o, "ended_at", x->ended_at_ms, a, err);
    if (!rc && why != NULL)
        rc = json_set(&o, "review", json_str(why), a, err);
    if (!rc && !x->is_void) {
        rc = set_id(&o, "source", &x->source, a, err);
        if (!rc)
            rc = set_id(&o, "copy", &x->copy, a, err);
        if (!rc)
            rc = json_set(&o, "label", json_text(x->copy_label), a, err);
        if (!rc)
            rc = json_set(&o, "reason", json_text(x->text.reason), a, err);
        if (!rc)
            rc = set_people(&o, x, a, err);
    }
    if (rc)
        return rc;
    buf_init(&b, LIST_BYTES_MAX);
    json_write(&b, &o);
    buf_putc(&b, '\n');
    rc = writer_put(&l->out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

static enum rc print_table(struct listing *l, struct err *err)
{
    struct buf b;
    enum rc rc;

    buf_init(&b, LIST_BYTES_MAX);
    grid_put_list(&l->grid, &l->r->line->terminal, 0, &b);
    if (l->n == 0)
        buf_puts(&b, "no release\n");
    rc = writer_put(&l->out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

/* A release bears its source's label: whoever has the copy alone is not told that there is more. */
static bool is_seen(const struct reading *r, const struct released *x)
{
    return r->who.visible == NULL || visible_has_text(r->who.visible, x->label);
}

static enum rc list(struct reading *r, struct err *err)
{
    static const struct grid_column columns[] = {{GRID_LEFT, false}, {GRID_LEFT, false},
                                                 {GRID_LEFT, false}, {GRID_LEFT, true},
                                                 {GRID_LEFT, false}, {GRID_LEFT, true}};
    struct listing l = {.r = r, .out = writer_over(stdout, "standard output")};
    bool is_json = command_has(r->line, LIST_JSON);
    struct releases all = {.n = 0};
    enum rc rc = releases_read(&r->m, &(struct releases_when){.below_seq = r->below_seq}, &r->arena,
                               &all, err);

    l.grid = (struct grid){
        .arena = &r->arena, .columns = columns, .n_columns = sizeof(columns) / sizeof(columns[0])};
    for (size_t i = 0; i < all.n && !rc; i++) {
        enum release_state s = release_state_at(&all.items[i], r->at_ms);

        if (!is_seen(r, &all.items[i]) ||
            (command_has(r->line, LIST_REVIEW) && review_of(&all.items[i], s) == NULL))
            continue;
        l.n++;
        if (is_json)
            rc = put_json(&l, &all.items[i], s, err);
        else
            put_row(&l, &all.items[i], s);
    }
    return rc || is_json ? rc : print_table(&l, err);
}

static int run(const struct command_line *line)
{
    return reading_run(line, LIST_AS_OF, LIST_AS, list);
}

static const struct option_row options[LIST_OPTION_COUNT] = {
    [LIST_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print them as NDJSON"},
    [LIST_REVIEW] = {"review", OPTION_FLAG, NULL, NULL, "only those that ask for a second look"},
    [LIST_AS_OF] = READING_AS_OF_ROW,
    [LIST_AS] = READING_AS_ROW,
};
static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission"},
};

const struct command command_release_list = {
    .noun = "release",
    .verb = "list",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print what was released to whom",
    .description =
        "Prints each release with its state: open, over (an emergency whose time has passed), "
        "ended, or void where it does not hold, and why; the copy's label and id; and what asks "
        "for a second look. A release bears its source's label: whoever may read the copy alone is "
        "not told of it. Every signature is checked again.",
    .options = options,
    .n_options = LIST_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
