/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_verdict_list.c: `aasc verdict list`: what the record says, or what one reader may make of it.
 */
#include "base/num.h"
#include "base/table.h"
#include "cmd/grid.h"
#include "cmd/reading.h"
#include "cmd/standing.h"
#include "report/rows.h"

#include <string.h>

#define LINE_BYTES_MAX ((size_t)4 << 20)
#define TABLE_ROWS_MAX 200 /* for people; more are counted */

enum option {
    LIST_JSON,
    LIST_ENTRIES,
    LIST_ALL,
    LIST_FROM,
    LIST_TO,
    LIST_BOX,
    LIST_TERM,
    LIST_SUPERSEDED,
    LIST_AS_OF,
    LIST_AS,
    LIST_OPTION_COUNT
};

static const struct option_row options[LIST_OPTION_COUNT] = {
    [LIST_JSON] = {"json", OPTION_FLAG, NULL, NULL,
                   "print verdicts as NDJSON, in the form of aasc judge --json"},
    [LIST_ENTRIES] = {"entries", OPTION_FLAG, NULL, NULL,
                      "print the verdicts' entries as NDJSON, with their ids"},
    [LIST_ALL] = {"all", OPTION_FLAG, NULL, NULL,
                  "judge all rows anew and give every verdict, also compliant and not_applicable"},
    [LIST_FROM] = {"from", OPTION_TEXT, "TIME", NULL, "only what ends at or after this time"},
    [LIST_TO] = {"to", OPTION_TEXT, "TIME", NULL,
                 "only what begins by this time; a date means its end"},
    [LIST_BOX] = {"box", OPTION_TEXT, "S,W,N,E", NULL, "only what lies in this box, in degrees"},
    [LIST_TERM] = {"term", OPTION_TEXT, "TERM", NULL,
                   "only of this term, as agreement/term or as the term alone"},
    [LIST_SUPERSEDED] = {"superseded", OPTION_FLAG, NULL, NULL,
                         "also verdicts that a later one has replaced"},
    [LIST_AS_OF] = READING_AS_OF_ROW,
    [LIST_AS] = READING_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "no violation among them"},
    {STATUS_FOUND, "violations"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission"},
};

static const struct example_row examples[] = {
    {"aasc verdict list kalmius --from 2026-10-14 --to 2026-10-15",
     "The verdicts of two days, each with its id and standing."},
    {"aasc verdict list kalmius --json --as-of 2026-10-20T12:00:00Z",
     "What the mission held on that day, for other programs."},
};

static const char description[] =
    "Prints the verdicts that stand: made by the engine, and confirmed, contested or withdrawn by "
    "people. A machine's verdict is a machine's until an officer confirms it.\n"
    "\n"
    "The record keeps what is a violation or indeterminate; --all judges all rows anew and gives "
    "exempt, pending, compliant and the others, too. --as judges anew as well, from what that "
    "reader may see: each audience has its own evaluation.";

struct listing {
    struct reading *r;
    const struct command_line *line;
    bool has_span, has_box;
    struct time_span span;
    struct geo_box box;
    struct span term;
    struct rows rows;
    struct writer out;
    struct receipt receipt;
    struct grid grid;
    uint64_t n, n_violations;
};

/* ---- what is asked for ---- */

static enum rc read_span(struct listing *l, struct err *err)
{
    const struct zone *zone = pact_home_zone(&l->r->m.model);
    struct span from = command_value(l->line, LIST_FROM), to = command_value(l->line, LIST_TO);
    struct time_span when;
    enum rc rc = RC_OK;

    l->has_span = from.n > 0 || to.n > 0;
    l->span = (struct time_span){TIME_MIN_MS, TIME_MAX_MS};
    if (from.n > 0) {
        rc = zone_read_span(zone, from, &when, NULL, err);
        if (rc)
            return err_prefix(err, rc, "--from: ");
        l->span.t0_ms = when.t0_ms;
    }
    if (to.n > 0) {
        rc = zone_read_span(zone, to, &when, NULL, err);
        if (rc)
            return err_prefix(err, rc, "--to: ");
        l->span.t1_ms = when.t1_ms;
    }
    if (l->span.t0_ms > l->span.t1_ms)
        return err_set(err, RC_INPUT, "--to lies before --from");
    return RC_OK;
}

static enum rc read_box(struct listing *l, struct err *err)
{
    struct span rest = command_value(l->line, LIST_BOX);
    double deg[4];

    if (rest.n == 0)
        return RC_OK;
    for (size_t i = 0; i < 4; i++)
        if (rest.p == NULL ||
            num_parse_f64(span_trim(span_cut(&rest, ',')), &deg[i], NULL) != RC_OK)
            return err_set(err, RC_INPUT,
                           "--box: write south, west, north and east in degrees, as in "
                           "48.0,37.5,48.5,38.2");
    if (rest.n > 0 || deg[0] > deg[2] || deg[0] < -90 || deg[2] > 90 || deg[1] < -180 ||
        deg[1] > 180 || deg[3] < -180 || deg[3] > 180)
        return err_set(err, RC_INPUT,
                       "--box: south, west, north, east: latitudes from -90 to 90, "
                       "longitudes from -180 to 180");
    l->has_box = true;
    l->box = (struct geo_box){
        .south_deg = deg[0], .west_deg = deg[1], .north_deg = deg[2], .east_deg = deg[3]};
    return RC_OK;
}

/* "art.1" or "kalmius/art.1". */
static enum rc read_term(struct listing *l, struct err *err)
{
    const struct pact_model *m = &l->r->in_force.known;
    struct span text = command_value(l->line, LIST_TERM);

    for (size_t i = 0; text.n > 0 && i < m->n_agreements; i++)
        for (size_t k = 0; k < m->agreements[i].n_terms; k++) {
            const struct pact_agreement *g = &m->agreements[i];
            struct span name = arena_printf(&l->r->arena, err, "%.*s/%.*s", (int)g->id.n, g->id.p,
                                            (int)g->terms[k].id.n, g->terms[k].id.p);

            if (name.p == NULL)
                return RC_LIMIT;
            if (span_eq(text, name) || span_eq(text, g->terms[k].id)) {
                l->term = name;
                return RC_OK;
            }
        }
    return text.n == 0 ? RC_OK
                       : err_set(err, RC_UNKNOWN, "--term %.*s: the mission has no such term",
                                 SPAN_ARG(text));
}

/* ---- from the record ---- */

static enum rc print_line(struct listing *l, struct span text, struct err *err)
{
    enum rc rc = writer_put(&l->out, text, err);

    return rc ? rc : writer_put(&l->out, SPAN("\n"), err);
}

static void put_row(struct listing *l, const struct store_verdict *v, bool is_erased)
{
    const enum style style = v->word == VERDICT_VIOLATION ? STYLE_ALARM : STYLE_WARN;
    struct grid_cell *cells;
    struct buf text;

    if (l->n > TABLE_ROWS_MAX)
        return;
    cells = grid_row(&l->grid);
    if (cells == NULL)
        return;
    buf_init(&text, LINE_BYTES_MAX);
    time_put_instant(&text, v->when.t0_ms);
    grid_take(&l->grid, &cells[0], STYLE_PLAIN, &text);
    grid_set(&l->grid, &cells[1], style, "%s", verdict_name((enum verdict_word)v->word));
    grid_set(&l->grid, &cells[2], STYLE_PLAIN, "%.*s", SPAN_ARG(v->term));
    grid_set(&l->grid, &cells[3], STYLE_PLAIN, "%.*s", SPAN_ARG(v->party));
    grid_set(&l->grid, &cells[4], STYLE_PLAIN, "%s%s", standing_word(standing_of(v)),
             is_erased ? ", inputs erased" : "");
    uuid_put(&text, &v->entry.id);
    grid_take(&l->grid, &cells[5], STYLE_FAINT, &text);
    buf_release(&text);
}

/* It stands on what nobody can read again: the view says so, the entry never changes. */
static enum rc print_erased(struct listing *l, struct span body, struct arena *a, struct err *err)
{
    struct json v;
    struct buf text;
    enum rc rc = json_parse(body, a, &v, err);

    if (!rc)
        rc = json_set(&v, "inputs_erased", json_bool(true), a, err);
    if (rc)
        return rc;
    buf_init(&text, LINE_BYTES_MAX);
    json_write(&text, &v);
    rc = buf_check(&text, err);
    if (!rc)
        rc = print_line(l, buf_span(&text), err);
    buf_release(&text);
    return rc;
}

static enum rc take_stored(void *to, const struct store_verdict *v, struct err *err)
{
    struct listing *l = to;
    struct entry e;
    struct arena a;
    bool is_erased = false;
    enum rc rc = RC_OK;

    l->n++;
    l->n_violations += v->word == VERDICT_VIOLATION && standing_of(v) != STANDING_WITHDRAWN;
    if (command_has(l->line, LIST_ENTRIES))
        return print_line(l, v->entry.bytes, err);
    arena_init(&a, LINE_BYTES_MAX);
    rc = entry_read(v->entry.bytes, &a, &e, err);
    if (!rc)
        rc = store_rests_on_erased(desk_store(l->r->m.desk), e.inputs, e.n_inputs, &is_erased, err);
    if (!rc && command_has(l->line, LIST_JSON))
        rc = is_erased ? print_erased(l, e.body, &a, err) : print_line(l, e.body, err);
    else if (!rc)
        put_row(l, v, is_erased);
    arena_release(&a);
    return rc;
}

static enum rc ask_term(struct listing *l, struct span term, struct err *err)
{
    const struct store_verdict_query q = {.below_seq = l->r->below_seq,
                                          .has_span = l->has_span,
                                          .span = l->span,
                                          .has_box = l->has_box,
                                          .box = l->box,
                                          .term = term,
                                          .with_superseded = command_has(l->line, LIST_SUPERSEDED)};

    return store_verdicts(desk_store(l->r->m.desk), &q, take_stored, l, err);
}

/* Term by term, as `aasc judge` has them; terms that only earlier versions have come last. */
static enum rc list_stored(struct listing *l, struct err *err)
{
    const struct pact_model *m = &l->r->in_force.known;
    struct table asked;
    enum rc rc = RC_OK;

    if (l->term.n > 0)
        return ask_term(l, l->term, err);
    table_init(&asked, &l->r->arena);
    for (size_t i = 0; i < m->n_agreements && !rc; i++)
        for (size_t k = 0; k < m->agreements[i].n_terms && !rc; k++) {
            const struct pact_agreement *g = &m->agreements[i];
            struct span name = arena_printf(&l->r->arena, err, "%.*s/%.*s", (int)g->id.n, g->id.p,
                                            (int)g->terms[k].id.n, g->terms[k].id.p);

            rc = name.p == NULL ? RC_LIMIT : table_add(&asked, name, 1, err);
            if (!rc)
                rc = ask_term(l, name, err);
            else if (rc == RC_CONFLICT)
                rc = RC_OK;
        }
    return rc;
}

/* ---- judged anew ---- */

static bool is_asked(const struct listing *l, const struct verdict *v)
{
    bool is_hidden = !command_has(l->line, LIST_ALL) &&
                     (v->word == VERDICT_COMPLIANT || v->word == VERDICT_NOT_APPLICABLE);
    struct span term = span_from(l->term, span_find(l->term, '/') + 1);

    if (is_hidden || (l->term.n > 0 && !span_eq(term, v->term->id)))
        return false;
    if (l->has_span && (v->when.t0_ms == TIME_ALWAYS || v->when.t0_ms > l->span.t1_ms ||
                        v->when.t1_ms < l->span.t0_ms))
        return false;
    if (l->has_box && (!v->has_place || v->place.lat_deg < l->box.south_deg ||
                       v->place.lat_deg > l->box.north_deg))
        return false;
    if (!l->has_box)
        return true;
    return l->box.west_deg <= l->box.east_deg
               ? v->place.lon_deg >= l->box.west_deg && v->place.lon_deg <= l->box.east_deg
               : v->place.lon_deg >= l->box.west_deg || v->place.lon_deg <= l->box.east_deg;
}

static void put_anew(struct listing *l, const struct verdict *v)
{
    struct grid_cell *cells;
    struct buf text;

    if (l->n > TABLE_ROWS_MAX || (cells = grid_row(&l->grid)) == NULL)
        return;
    buf_init(&text, LINE_BYTES_MAX);
    if (v->when.t0_ms != TIME_ALWAYS)
        time_put_instant(&text, v->when.t0_ms);
    grid_take(&l->grid, &cells[0], STYLE_PLAIN, &text);
    grid_set(&l->grid, &cells[1], v->word == VERDICT_VIOLATION ? STYLE_ALARM : STYLE_PLAIN, "%s",
             verdict_name(v->word));
    grid_set(&l->grid, &cells[2], STYLE_PLAIN, "%.*s/%.*s", SPAN_ARG(v->agreement->id),
             SPAN_ARG(v->term->id));
    grid_set(&l->grid, &cells[3], STYLE_PLAIN, "%.*s", SPAN_ARG(v->party));
    buf_release(&text);
}

static enum rc take_anew(void *context, const struct verdict *v, struct err *err)
{
    struct listing *l = context;

    if (!is_asked(l, v))
        return RC_OK;
    l->n++;
    l->n_violations += v->word == VERDICT_VIOLATION;
    l->receipt = reading_receipt(l->r, v->agreement);
    if (command_has(l->line, LIST_JSON))
        return rows_verdict(&l->rows, v, err);
    put_anew(l, v);
    return RC_OK;
}

static enum rc pass_event(void *context, const struct event *e, struct err *err)
{
    (void)context;
    (void)e;
    (void)err;
    return RC_OK;
}

static enum rc list_anew(struct listing *l, struct err *err)
{
    struct verdict_sink sink = {.context = l, .verdict = take_anew, .event = pass_event};
    const struct judge_options how = {.trusts_reported = l->r->m.setup.trusts_reported,
                                      .wants_all = command_has(l->line, LIST_ALL)};
    enum rc rc;

    l->rows = (struct rows){
        .form = ROWS_NDJSON, .noun = ROWS_VERDICTS, .to = &l->out, .receipt = &l->receipt};
    rc = rows_open(&l->rows, err);
    if (!rc)
        rc = reading_judge(l->r, &how, &sink, err);
    if (!rc)
        rc = rows_close(&l->rows, err);
    rows_release(&l->rows);
    return rc;
}

/* ---- the command ---- */

static enum rc print_table(struct listing *l, struct err *err)
{
    struct buf b;
    enum rc rc;

    if (command_has(l->line, LIST_JSON) || command_has(l->line, LIST_ENTRIES))
        return RC_OK;
    buf_init(&b, LINE_BYTES_MAX);
    grid_put_list(&l->grid, &l->line->terminal, 0, &b);
    if (l->n > TABLE_ROWS_MAX)
        buf_printf(&b, "… and %llu more: --json gives them all\n",
                   (unsigned long long)(l->n - TABLE_ROWS_MAX));
    if (l->n == 0)
        buf_puts(&b, "no verdict\n");
    rc = buf_check(&b, err);
    if (!rc)
        rc = writer_put(&l->out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

static enum rc list(struct listing *l, struct err *err)
{
    static const struct grid_column columns[] = {{GRID_LEFT, false}, {GRID_LEFT, false},
                                                 {GRID_LEFT, false}, {GRID_LEFT, true},
                                                 {GRID_LEFT, false}, {GRID_LEFT, false}};
    bool is_anew = command_has(l->line, LIST_ALL) || !l->r->who.reader.is_mission;
    enum rc rc = read_span(l, err);

    l->grid = (struct grid){.arena = &l->r->arena,
                            .columns = columns,
                            .n_columns = sizeof(columns) / sizeof(columns[0])};
    l->out = writer_over(stdout, "standard output");
    if (!rc)
        rc = read_box(l, err);
    if (!rc)
        rc = read_term(l, err);
    if (!rc && is_anew &&
        (command_has(l->line, LIST_ENTRIES) || command_has(l->line, LIST_SUPERSEDED)))
        rc = err_set(err, RC_INPUT,
                     "--entries and --superseded are about the mission's own verdicts: not with "
                     "--all or --as, which judge anew");
    if (!rc)
        rc = is_anew ? list_anew(l, err) : list_stored(l, err);
    return rc ? rc : print_table(l, err);
}

static int run(const struct command_line *line)
{
    static struct reading r; /* large; there is one per process */
    struct listing l = {.r = &r, .line = line};
    struct err err = {0};
    int status;
    enum rc rc = reading_open(&r, line, LIST_AS_OF, LIST_AS, &err);

    if (!rc)
        rc = list(&l, &err);
    status = rc ? mission_fail(rc, &err) : l.n_violations > 0 ? STATUS_FOUND : STATUS_OK;
    reading_close(&r);
    return status;
}

const struct command command_verdict_list = {
    .noun = "verdict",
    .verb = "list",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print the verdicts of a mission",
    .description = description,
    .options = options,
    .n_options = LIST_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
