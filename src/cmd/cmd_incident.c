/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_incident.c: `aasc incident list` and `open`: violations that belong to one happening, found
 * by time and place or put together by hand. */
#include "cmd/act.h"
#include "cmd/grid.h"
#include "cmd/own_incidents.h"
#include "cmd/reading.h"
#include "report/writer.h"

#include <stdlib.h>

#define LINE_BYTES_MAX ((size_t)4 << 20)
#define ROWS_MAX       200
#define VERDICTS_MAX   4096

/* ---- list ---- */

enum list_option { LIST_JSON, LIST_AS_OF, LIST_AS, LIST_OPTION_COUNT };

static const struct option_row list_options[LIST_OPTION_COUNT] = {
    [LIST_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print the incidents' entries as NDJSON"},
    [LIST_AS_OF] = READING_AS_OF_ROW,
    [LIST_AS] = READING_AS_ROW,
};

static const struct exit_row list_exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission"},
};

struct listing {
    struct reading *r;
    struct writer out;
    struct grid grid;
    size_t n;
};

static void put_words(struct buf *b, const struct json *list)
{
    for (size_t i = 0; list != NULL && list->type == JSON_ARRAY && i < list->u.array.n; i++) {
        if (list->u.array.items[i].type != JSON_STRING)
            continue;
        buf_puts(b, b->n > 0 ? ", " : "");
        text_put_clean(b, list->u.array.items[i].u.text);
    }
}

static void put_row(struct listing *l, const struct entry *e, const struct json *body,
                    bool is_erased)
{
    struct grid_cell *cells = grid_row(&l->grid);
    const struct json *severity = json_get(body, "severity"), *n = json_get(body, "verdicts");
    struct span type = json_get_text(body, "type"), title = json_get_text(body, "title");
    struct buf text;

    if (cells == NULL)
        return;
    buf_init(&text, LINE_BYTES_MAX);
    time_put_span(&text, e->when);
    grid_take(&l->grid, &cells[0], STYLE_PLAIN, &text);
    grid_set(&l->grid, &cells[1], STYLE_ALARM, "%.*s", SPAN_ARG(title.n > 0 ? title : type));
    if (severity != NULL && severity->type == JSON_INT)
        grid_set(&l->grid, &cells[2], STYLE_PLAIN, "severity %lld", (long long)severity->u.i);
    if (n != NULL && n->type == JSON_INT)
        grid_set(&l->grid, &cells[3], STYLE_PLAIN, "%lld verdict%s%s", (long long)n->u.i,
                 n->u.i == 1 ? "" : "s", is_erased ? ", inputs erased" : "");
    put_words(&text, json_get(body, "parties"));
    grid_take(&l->grid, &cells[4], STYLE_PLAIN, &text);
    uuid_put(&text, &e->id);
    grid_take(&l->grid, &cells[5], STYLE_FAINT, &text);
    buf_release(&text);
}

static enum rc take(void *to, const struct store_entry *e, struct err *err)
{
    struct listing *l = to;
    struct arena scratch;
    struct entry read;
    struct json body;
    bool is_erased = false;
    enum rc rc;

    if (e->is_superseded || e->is_erased)
        return RC_OK;
    arena_init(&scratch, ENTRY_BYTES_MAX * 8);
    rc = entry_read(e->bytes, &scratch, &read, err);
    if (!rc)
        rc = json_parse(read.body, &scratch, &body, err);
    if (!rc && json_get(&body, "taken_back") == NULL && l->n++ < ROWS_MAX &&
        !command_has(l->r->line, LIST_JSON)) {
        rc = store_rests_on_erased(desk_store(l->r->m.desk), &e->id, 1, &is_erased, err);
        if (!rc)
            put_row(l, &read, &body, is_erased);
    }
    if (!rc && json_get(&body, "taken_back") == NULL && command_has(l->r->line, LIST_JSON)) {
        rc = writer_put(&l->out, e->bytes, err);
        if (!rc)
            rc = writer_put(&l->out, SPAN("\n"), err);
    }
    arena_release(&scratch);
    return rc;
}

static enum rc print_table(struct listing *l, struct err *err)
{
    struct buf b;
    enum rc rc;

    if (command_has(l->r->line, LIST_JSON))
        return RC_OK;
    buf_init(&b, LINE_BYTES_MAX);
    grid_put_list(&l->grid, &l->r->line->terminal, 0, &b);
    if (l->n > ROWS_MAX)
        buf_printf(&b, "… and %zu more: --json gives them all\n", l->n - ROWS_MAX);
    if (l->n == 0)
        buf_puts(&b, "no incident\n");
    rc = writer_put(&l->out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

/* ---- another reader's own ---- */

static enum rc put_own_json(struct listing *l, const struct own_incident *i, struct err *err)
{
    struct arena *a = &l->r->arena;
    struct json row = json_object(), parties = json_array();
    struct buf b;
    enum rc rc = RC_OK;

    buf_init(&b, LINE_BYTES_MAX);
    for (size_t k = 0; k < i->n_parties && !rc; k++)
        rc = json_push(&parties, json_text(i->parties[k]), a, err);
    if (!rc)
        rc = json_set(&row, "agreement", json_text(i->of.agreement), a, err);
    uuid_put(&b, &i->id);
    if (!rc)
        rc = json_set(&row, "id", json_text(arena_copy(a, buf_span(&b), err)), a, err);
    if (!rc)
        rc = json_set(&row, "parties", parties, a, err);
    if (!rc)
        rc = json_set(&row, "severity", json_int(i->of.severity), a, err);
    buf_clear(&b);
    time_put_span(&b, i->of.when);
    if (!rc)
        rc = json_set(&row, "time", json_text(arena_copy(a, buf_span(&b), err)), a, err);
    if (!rc && i->of.type != NULL)
        rc = json_set(&row, "type", json_str(i->of.type), a, err);
    if (!rc)
        rc = json_set(&row, "verdicts", json_int((int64_t)i->n_verdicts), a, err);
    buf_clear(&b);
    json_write(&b, &row);
    buf_putc(&b, '\n');
    if (!rc)
        rc = buf_check(&b, err);
    if (!rc)
        rc = writer_put(&l->out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

static void put_own_row(struct listing *l, const struct own_incident *i)
{
    struct grid_cell *cells = grid_row(&l->grid);
    struct buf text;

    if (cells == NULL)
        return;
    buf_init(&text, LINE_BYTES_MAX);
    time_put_span(&text, i->of.when);
    grid_take(&l->grid, &cells[0], STYLE_PLAIN, &text);
    grid_set(&l->grid, &cells[1], STYLE_ALARM, "%s", i->of.type == NULL ? "" : i->of.type);
    grid_set(&l->grid, &cells[2], STYLE_PLAIN, "severity %u", (unsigned)i->of.severity);
    grid_set(&l->grid, &cells[3], STYLE_PLAIN, "%zu verdict%s", i->n_verdicts,
             i->n_verdicts == 1 ? "" : "s");
    for (size_t k = 0; k < i->n_parties; k++) {
        buf_puts(&text, k > 0 ? ", " : "");
        text_put_clean(&text, i->parties[k]);
    }
    grid_take(&l->grid, &cells[4], STYLE_PLAIN, &text);
    uuid_put(&text, &i->id);
    grid_take(&l->grid, &cells[5], STYLE_FAINT, &text);
    buf_release(&text);
}

static enum rc list_own(struct listing *l, struct err *err)
{
    const struct own_view view = {&l->r->m, l->r->who.visible, l->r->below_seq, false};
    struct own_incident *all = NULL;
    size_t n = 0;
    enum rc rc = own_incidents(&view, &l->r->arena, &all, &n, err);

    for (size_t i = 0; i < n && !rc; i++) {
        l->n++;
        if (command_has(l->r->line, LIST_JSON))
            rc = put_own_json(l, &all[i], err);
        else if (i < ROWS_MAX)
            put_own_row(l, &all[i]);
    }
    return rc;
}

static enum rc list(struct reading *r, struct err *err)
{
    static const struct grid_column columns[] = {{GRID_LEFT, false}, {GRID_LEFT, true},
                                                 {GRID_LEFT, false}, {GRID_RIGHT, false},
                                                 {GRID_LEFT, true},  {GRID_LEFT, false}};
    struct listing l = {.r = r, .out = writer_over(stdout, "standard output")};
    const struct store_entry_query q = {.below_seq = r->below_seq,
                                        .kinds = reading_kinds(r) & (1U << ENTRY_INCIDENT),
                                        .visible = r->who.visible};
    enum rc rc;

    l.grid = (struct grid){
        .arena = &r->arena, .columns = columns, .n_columns = sizeof(columns) / sizeof(columns[0])};
    rc = q.kinds != 0 ? store_entries(desk_store(r->m.desk), &q, take, &l, err) : list_own(&l, err);
    return rc ? rc : print_table(&l, err);
}

static int run_list(const struct command_line *line)
{
    return reading_run(line, LIST_AS_OF, LIST_AS, list);
}

const struct command command_incident_list = {
    .noun = "incident",
    .verb = "list",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print the incidents of a mission",
    .description = "Prints the incidents that stand: violations near in time and in place (as "
                   "mission.pact says), and those that people put together. They rest on the "
                   "mission's own verdicts, and are told to no other reader: --as groups anew "
                   "what that reader sees, under ids of its own, which report spot --for takes.",
    .options = list_options,
    .n_options = LIST_OPTION_COUNT,
    .exits = list_exits,
    .n_exits = sizeof(list_exits) / sizeof(list_exits[0]),
    .run = run_list,
};

/* ---- open ---- */

enum open_option { OPEN_TITLE, OPEN_BY, OPEN_OPTION_COUNT };

static const struct option_row open_options[OPEN_OPTION_COUNT] = {
    [OPEN_TITLE] = {"title", OPTION_TEXT, "TEXT", NULL, "what it is called"},
    [OPEN_BY] = ACT_BY_ROW,
};

static const struct exit_row open_exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage, or an entry that is no violation"},
    {STATUS_ABSENT, "no such mission or entry"},
    {STATUS_CONFLICT, "a verdict was replaced; the roster does not let the author"},
};

/* What an incident by hand holds. */
struct holding {
    struct uuid ids[VERDICTS_MAX];
    struct span labels[VERDICTS_MAX];
    size_t n;
    struct time_span when;
};

static int id_order(const void *a, const void *b)
{
    return uuid_cmp(a, b);
}

static enum rc add_verdict(struct act *a, struct holding *h, const char *id, struct err *err)
{
    const struct json *word;
    struct store_entry e;
    struct entry read;
    struct json body;
    enum rc rc = act_find(a, id, &e, err);

    if (rc)
        return rc;
    if (e.kind != ENTRY_VERDICT)
        return err_set(err, RC_INPUT, "%.60s: is no verdict: its kind is %s", id,
                       entry_kind_name(e.kind));
    if (e.is_superseded)
        return err_set(err, RC_CONFLICT, "%.60s: a later verdict has replaced it", id);
    rc = entry_read(e.bytes, &a->arena, &read, err);
    if (!rc)
        rc = json_parse(read.body, &a->arena, &body, err);
    if (rc)
        return rc;
    word = json_get(&body, "verdict");
    if (word == NULL || word->type != JSON_STRING || !span_is(word->u.text, "violation"))
        return err_set(err, RC_INPUT, "%.60s: is no violation; an incident is made of these", id);
    h->ids[h->n] = e.id;
    h->labels[h->n] = read.label;
    if (h->n == 0 || read.when.t0_ms < h->when.t0_ms)
        h->when.t0_ms = read.when.t0_ms;
    if (h->n == 0 || read.when.t1_ms > h->when.t1_ms)
        h->when.t1_ms = read.when.t1_ms;
    h->n++;
    return RC_OK;
}

static enum rc gather(struct act *a, struct holding *h, const struct command_line *line,
                      struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 1; i < line->n_operands && !rc; i++)
        rc = add_verdict(a, h, line->operands[i], err);
    if (rc)
        return rc;
    qsort(h->ids, h->n, sizeof(h->ids[0]), id_order);
    for (size_t i = 1; i < h->n; i++)
        if (uuid_cmp(&h->ids[i - 1], &h->ids[i]) == 0)
            return err_set(err, RC_INPUT, "a verdict is named twice");
    return RC_OK;
}

static enum rc open_incident(struct act *a, const struct command_line *line, struct uuid *id,
                             struct err *err)
{
    static struct holding h; /* large */
    struct json body = json_object();
    struct span label = {0};
    enum rc rc = act_check_right(a, RIGHT_CONFIRM, "open incidents", err);

    h.n = 0;
    if (!rc)
        rc = gather(a, &h, line, err);
    if (!rc)
        rc = label_join_texts(&a->m.labels->joiner, h.labels, h.n, &a->arena, &label, err);
    if (!rc)
        rc = json_set(&body, "kind", json_str("incident"), &a->arena, err);
    if (!rc)
        rc = json_set(&body, "by", json_text(a->author->name), &a->arena, err);
    if (!rc)
        rc = json_set(&body, "title", json_text(command_value(line, OPEN_TITLE)), &a->arena, err);
    if (!rc)
        rc = json_set(&body, "verdicts", json_int((int64_t)h.n), &a->arena, err);
    return rc ? rc
              : act_put(a,
                        &(struct act_entry){.kind = ENTRY_INCIDENT,
                                            .body = &body,
                                            .label = label,
                                            .has_time = true,
                                            .when = h.when,
                                            .inputs = h.ids,
                                            .n_inputs = h.n},
                        id, err);
}

static int run_open(const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    struct err err = {0};
    struct uuid id;
    int status = STATUS_OK;
    enum rc rc = RC_OK;

    if (!command_has(line, OPEN_TITLE))
        rc = err_set(&err, RC_INPUT, "--title is missing: what it is called");
    if (rc)
        return command_usage_fault(line->command, &err);
    rc = act_open(&a, line->operands[0], "incident open", command_value(line, OPEN_BY),
                  line->terminal.is_quiet, &err);
    if (!rc)
        rc = open_incident(&a, line, &id, &err);
    if (rc)
        status = mission_fail(rc, &err);
    else
        act_print(&a, &id);
    act_close(&a);
    return status;
}

const struct command command_incident_open = {
    .noun = "incident",
    .verb = "open",
    .operands = "DIR VERDICT…",
    .min_operands = 2,
    .max_operands = VERDICTS_MAX,
    .summary = "put violations together as one incident",
    .description = "Says that these violations belong to one happening, whatever their time and "
                   "place. They leave the incidents that were found by time and place.",
    .options = open_options,
    .n_options = OPEN_OPTION_COUNT,
    .exits = open_exits,
    .n_exits = sizeof(open_exits) / sizeof(open_exits[0]),
    .run = run_open,
};
