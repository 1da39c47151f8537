/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inquiry_show.c: `aasc inquiry show` and `list`: an inquiry as one reader sees it, weighed on
 * what that reader may read. What is bound and not shown yet stands nowhere: nobody can show it. */
#include <math.h>

#include "cmd/grid.h"
#include "cmd/inquiry_job.h"
#include "report/inquiry_json.h"
#include "report/writer.h"

#define TEXT_BYTES_MAX ((size_t)4 << 20)

enum option { SHOW_JSON, SHOW_AS_OF, SHOW_AS, SHOW_OPTION_COUNT };

static const struct option_row options[SHOW_OPTION_COUNT] = {
    [SHOW_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print one JSON object"},
    [SHOW_AS_OF] = READING_AS_OF_ROW,
    [SHOW_AS] = READING_AS_ROW,
};

enum list_option { LIST_AS_OF, LIST_AS, LIST_OPTION_COUNT };

static const struct option_row list_options[LIST_OPTION_COUNT] = {
    [LIST_AS_OF] = READING_AS_OF_ROW,
    [LIST_AS] = READING_AS_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, a bad mission"},
    {STATUS_ABSENT, "no such mission or inquiry"},
};

/* ---- show ---- */

static void put_text(struct buf *b, const char *name, struct span text)
{
    if (text.n == 0)
        return;
    buf_printf(b, "%-12s ", name);
    text_put_clean(b, text);
    buf_putc(b, '\n');
}

static void put_time(struct buf *b, const char *name, int64_t at_ms)
{
    buf_printf(b, "%-12s ", name);
    time_put_instant(b, at_ms);
    buf_putc(b, '\n');
}

static void put_head(struct buf *b, const struct dossier *d)
{
    put_text(b, "inquiry", d->id_text);
    put_text(b, "title", d->title);
    put_text(b, "terms", d->terms);
    put_text(b, "incident", d->incident);
    put_text(b, "label", d->label);
    put_time(b, "reply until", d->reply_until_ms);
    put_time(b, "due", d->due_ms);
    for (size_t i = 0; i < d->n_concerned; i++)
        put_text(b, "concerned", d->concerned[i]);
    for (size_t i = 0; i < d->n_panel; i++)
        buf_printf(b, "%-12s %.*s (%.*s)\n", "panel", SPAN_ARG(d->panel[i].name),
                   SPAN_ARG(d->panel[i].nationality));
}

static void put_exhibits(struct buf *b, const struct dossier *d)
{
    for (size_t i = 0; i < d->n_exhibits; i++) {
        const struct dossier_exhibit *x = &d->exhibits[i];

        buf_printf(b, "%-12s %.*s %c%c %s ", x->is_missing ? "missing" : "exhibit",
                   SPAN_ARG(x->id_text), x->reliability, x->credibility,
                   x->is_missing ? "not held" : "held");
        text_put_clean(b, x->lineage);
        buf_puts(b, ": ");
        text_put_clean(b, x->title);
        buf_putc(b, '\n');
    }
    for (size_t i = 0; i < d->n_replies; i++) {
        buf_printf(b, "%-12s %.*s: ", "reply", SPAN_ARG(d->replies[i].party));
        text_put_clean(b, d->replies[i].is_silent ? SPAN("silence, which is no evidence")
                                                  : d->replies[i].answer);
        buf_putc(b, '\n');
    }
}

/* The matrix: what each exhibit says of each hypothesis, as a ratio against other_unknown. */
static void put_matrix(struct buf *b, const struct dossier *d, const struct dossier_set *set,
                       const struct ledger_weight *w)
{
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct ledger_line *line = &w->lines[i];
        const struct dossier_exhibit *x = dossier_exhibit(d, line->exhibit->id);

        buf_puts(b, "  ");
        text_put_clean(b, x->title);
        if (line->n_analysts < LEDGER_ANALYSTS_MIN) {
            buf_puts(b, ": not assessed by two\n");
            continue;
        }
        buf_puts(b, line->is_counted ? ":" : " (of its lineage another counts):");
        for (size_t k = 0; k < set->n; k++)
            buf_printf(b, " %.*s %.2f", SPAN_ARG(set->items[k].id), exp(line->log_ratio[k]));
        buf_putc(b, '\n');
    }
}

static void put_rest(struct buf *b, const struct dossier *d, const struct dossier_set *set,
                     const struct ledger_weight *w)
{
    const struct hypothesis *lead = &set->items[w->leading];

    for (size_t i = 0; i < w->n_lineages; i++)
        buf_printf(b, "  without %.*s: %.*s %.3f\n", SPAN_ARG(w->lineages[i].id),
                   SPAN_ARG(lead->id), w->lineages[i].without[w->leading]);
    for (size_t i = 0; i < w->n_wants; i++) {
        const struct ledger_want *want = &w->wants[i];
        const struct dossier_exhibit *x = dossier_exhibit(d, want->exhibit->id);

        buf_puts(b, "  missing: ");
        text_put_clean(b, x->title);
        buf_printf(b, ": %.3f bits; %.*s %.3f if found, %.3f if not\n", want->gain_bits,
                   SPAN_ARG(lead->id), want->if_found[w->leading], want->if_absent[w->leading]);
    }
}

static void put_link(struct buf *b, const struct dossier *d, enum link l,
                     const struct ledger_weight *w)
{
    const struct dossier_set *set = &d->sets[l];

    buf_printf(b, "\n%s\n", link_name(l));
    for (size_t k = 0; k < set->n; k++) {
        buf_printf(b, "  %-20.*s %.3f (%.3f to %.3f), before %.3f: ", SPAN_ARG(set->items[k].id),
                   w->posterior[k], w->low[k], w->high[k], set->items[k].prior);
        text_put_clean(b, set->items[k].statement);
        buf_putc(b, '\n');
    }
    put_matrix(b, d, set, w);
    put_rest(b, d, set, w);
}

static void put_findings(struct buf *b, const struct dossier *d)
{
    for (size_t i = 0; i < d->n_findings; i++) {
        const struct dossier_finding *f = &d->findings[i];

        if (!dossier_is_last(d, i))
            continue;
        buf_printf(b, "\nfinding      %s: %.*s\n", link_name(f->link), SPAN_ARG(f->standard));
        put_text(b, "", f->likelihood);
        put_text(b, "", f->confidence);
        put_text(b, "reasons", f->reasons);
    }
}

static enum rc show(struct reading *r, struct err *err)
{
    const struct inquiry_view view = inquiry_view_as(r);
    struct writer out = writer_over(stdout, "standard output");
    struct ledger_weight w[LINK_COUNT];
    struct dossier d;
    struct json made;
    struct buf b;
    enum rc rc = inquiry_load(&view, r->line->operands[1], &r->arena, &d, err);

    if (!rc)
        rc = inquiry_weigh(&d, &r->arena, w, err);
    if (rc)
        return rc;
    buf_init(&b, TEXT_BYTES_MAX);
    if (command_has(r->line, SHOW_JSON)) {
        rc = inquiry_json(&d, w, &r->arena, &made, err);
        if (!rc)
            json_write(&b, &made);
        buf_putc(&b, '\n');
    } else {
        put_head(&b, &d);
        put_exhibits(&b, &d);
        for (int l = 0; l < LINK_COUNT; l++)
            if (d.sets[l].n > 0)
                put_link(&b, &d, (enum link)l, &w[l]);
        put_findings(&b, &d);
    }
    if (!rc)
        rc = buf_check(&b, err);
    if (!rc)
        rc = writer_put(&out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

/* ---- list ---- */

struct listing {
    struct reading *r;
    struct writer out;
    size_t n;
};

static enum rc take(void *to, const struct store_entry *e, struct err *err)
{
    struct listing *l = to;
    struct arena a;
    struct entry entry;
    struct dossier d;
    struct dossier_entry one = {
        .entry = &entry, .recorded_at_ms = e->recorded_at_ms, .order = e->seq};
    struct buf b;
    enum rc rc;

    if (e->is_erased || reading_is_superseded(l->r, e))
        return RC_OK;
    arena_init(&a, ENTRY_BYTES_MAX * 8);
    buf_init(&b, TEXT_BYTES_MAX);
    rc = entry_read(e->bytes, &a, &entry, err);
    if (!rc && dossier_begin(&d, &one, &a, NULL) == RC_OK) {
        buf_puts(&b, "due ");
        time_put_instant(&b, d.due_ms);
        buf_printf(&b, " %.*s ", SPAN_ARG(d.id_text));
        text_put_clean(&b, d.title);
        buf_putc(&b, '\n');
        l->n++;
        rc = writer_put(&l->out, buf_span(&b), err);
    }
    buf_release(&b);
    arena_release(&a);
    return rc;
}

static enum rc list(struct reading *r, struct err *err)
{
    struct listing l = {.r = r, .out = writer_over(stdout, "standard output"), .n = 0};
    const struct store_entry_query q = {
        .below_seq = r->below_seq, .kinds = 1U << ENTRY_INQUIRY, .visible = r->who.visible};
    enum rc rc = store_entries(desk_store(r->m.desk), &q, take, &l, err);

    return rc || l.n > 0 ? rc : writer_put(&l.out, SPAN("no inquiry\n"), err);
}

/* ---- the commands ---- */

static int run_with(const struct command_line *line, unsigned as_of, unsigned as,
                    enum rc (*work)(struct reading *r, struct err *err))
{
    static struct reading r; /* large; there is one per process */
    struct err err = {0};
    enum rc rc = reading_open(&r, line, as_of, as, &err);

    if (!rc)
        rc = work(&r, &err);
    reading_close(&r);
    return rc ? mission_fail(rc, &err) : STATUS_OK;
}

static int run_show(const struct command_line *line)
{
    return run_with(line, SHOW_AS_OF, SHOW_AS, show);
}

static int run_list(const struct command_line *line)
{
    return run_with(line, LIST_AS_OF, LIST_AS, list);
}

const struct command command_inquiry_show = {
    .noun = "inquiry",
    .verb = "show",
    .operands = "DIR INQUIRY",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "show an inquiry: exhibits, the weighing of each link, findings",
    .description =
        "For each link: how likely each hypothesis is on the exhibits that may be read, with its "
        "range, the matrix of exhibits and hypotheses as ratios against other_unknown, what the "
        "leading one falls to without each lineage, and which missing evidence would tell most. "
        "Exhibits count when two of the panel have bound themselves before either could be read.",
    .options = options,
    .n_options = SHOW_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_show,
};

const struct command command_inquiry_list = {
    .noun = "inquiry",
    .verb = "list",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "list the inquiries that were opened",
    .description = "One line each: when it is due, its id, its title.",
    .options = list_options,
    .n_options = LIST_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_list,
};
