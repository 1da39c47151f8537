/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry_tables.c: the weighing of each link as tables, and the list of exhibits. */
#include <math.h>

#include "report/inquiry_parts.h"

#define S(lit)                                                                                     \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }
/* Columns of the matrix before those of the hypotheses. */
#define MATRIX_FIRST 3

static const struct sheet_column hypothesis_columns[] = {
    {"id", S("Hypothesis"), COLUMN_BOTH, false},
    {"statement", S("It says that"), COLUMN_BOTH, false},
    {"prior", S("Before"), COLUMN_BOTH, true},
    {"reason", S("Because"), COLUMN_BOTH, false},
    {"posterior", S("After"), COLUMN_BOTH, true},
    {"low", S("Low"), COLUMN_BOTH, true},
    {"high", S("High"), COLUMN_BOTH, true},
};
static const struct sheet_column lineage_columns[] = {
    {"lineage", S("Without"), COLUMN_BOTH, false},
    {"leading", S("Likeliest then"), COLUMN_BOTH, false},
    {"posterior", S("The leading one falls or rises to"), COLUMN_BOTH, true},
};
static const struct sheet_column want_columns[] = {
    {"title", S("Missing evidence"), COLUMN_BOTH, false},
    {"gain_bits", S("Expected to tell (bits)"), COLUMN_BOTH, true},
    {"found", S("Leading one if found"), COLUMN_BOTH, true},
    {"absent", S("… if not"), COLUMN_BOTH, true},
};
static const struct sheet_column exhibit_columns[] = {
    {"title", S("Exhibit"), COLUMN_BOTH, false},  {"grade", S("Grade"), COLUMN_BOTH, false},
    {"source", S("Source"), COLUMN_BOTH, false},  {"lineage", S("Lineage"), COLUMN_BOTH, false},
    {"sha256", S("SHA-256"), COLUMN_BOTH, false}, {"custody", S("Custody"), COLUMN_BOTH, false},
    {"label", S("Label"), COLUMN_BOTH, false},
};
#define COLUMNS(c) (c), sizeof(c) / sizeof((c)[0])

static void cell(struct inquiry_draft *w, struct sheet *s, struct span text)
{
    buf_put(w->draft.line, text);
    draft_cell(&w->draft, s);
}

static void cell_number(struct inquiry_draft *w, struct sheet *s, double v)
{
    buf_printf(w->draft.line, "%.3f", v);
    draft_cell(&w->draft, s);
}

static struct sheet *sheet(struct inquiry_draft *w, const char *key,
                           const struct sheet_column *columns, size_t n, const char *title)
{
    struct sheet *s = draft_sheet(&w->draft, key, columns, n);

    if (s != NULL)
        s->title = span_of(title);
    return s;
}

static void put_hypotheses(struct inquiry_draft *w, const struct dossier_set *set,
                           const struct ledger_weight *weight)
{
    struct sheet *s = sheet(w, "hypotheses", COLUMNS(hypothesis_columns), "Hypotheses");

    for (size_t k = 0; k < set->n; k++) {
        cell(w, s, set->items[k].id);
        cell(w, s, set->items[k].statement);
        cell_number(w, s, set->items[k].prior);
        cell(w, s, set->items[k].reason);
        cell_number(w, s, weight->posterior[k]);
        cell_number(w, s, weight->low[k]);
        cell_number(w, s, weight->high[k]);
    }
    draft_put_sheet(&w->draft, s);
}

/* Three columns, and one for each hypothesis. */
static struct sheet_column *matrix_columns(struct inquiry_draft *w, const struct dossier_set *set)
{
    static const struct sheet_column first[MATRIX_FIRST] = {
        {"exhibit", S("Exhibit"), COLUMN_BOTH, false},
        {"analysts", S("Analysts"), COLUMN_BOTH, true},
        {"counted", S("Counts"), COLUMN_BOTH, false},
    };
    struct sheet_column *all =
        arena_array(w->draft.arena, MATRIX_FIRST + set->n, sizeof(*all), w->draft.err);

    if (all == NULL) {
        w->draft.rc = RC_LIMIT;
        return NULL;
    }
    for (size_t i = 0; i < MATRIX_FIRST; i++)
        all[i] = first[i];
    for (size_t k = 0; k < set->n; k++) {
        struct span key = arena_copy(w->draft.arena, set->items[k].id, w->draft.err);

        if (key.p == NULL)
            w->draft.rc = RC_LIMIT;
        all[MATRIX_FIRST + k] = (struct sheet_column){
            .key = key.p, .head = set->items[k].id, .use = COLUMN_BOTH, .is_number = true};
    }
    return all;
}

static void put_matrix(struct inquiry_draft *w, const struct dossier_set *set,
                       const struct ledger_weight *weight)
{
    struct sheet_column *columns = matrix_columns(w, set);
    struct sheet *s;

    if (w->draft.rc)
        return;
    s = sheet(w, "matrix", columns, MATRIX_FIRST + set->n,
              "What each exhibit says: ratios against other_unknown");
    for (size_t i = 0; i < weight->n_lines; i++) {
        const struct ledger_line *line = &weight->lines[i];
        const struct dossier_exhibit *x = dossier_exhibit(w->in->dossier, line->exhibit->id);

        cell(w, s, x->title);
        buf_printf(w->draft.line, "%zu", line->n_analysts);
        draft_cell(&w->draft, s);
        cell(w, s,
             line->n_analysts < LEDGER_ANALYSTS_MIN ? SPAN("not assessed by two")
             : line->is_counted                     ? SPAN("yes")
                                : SPAN("no: another of its lineage is stronger"));
        for (size_t k = 0; k < set->n; k++) {
            buf_printf(w->draft.line, "%.2f (%.2f to %.2f)", exp(line->log_ratio[k]),
                       exp(line->low[k]), exp(line->high[k]));
            draft_cell(&w->draft, s);
        }
    }
    draft_put_sheet(&w->draft, s);
}

static void put_rest(struct inquiry_draft *w, const struct dossier_set *set,
                     const struct ledger_weight *weight)
{
    struct sheet *s = sheet(w, "lineages", COLUMNS(lineage_columns), "Without one lineage");

    for (size_t i = 0; i < weight->n_lineages; i++) {
        cell(w, s, weight->lineages[i].id);
        cell(w, s, set->items[weight->lineages[i].leading].id);
        cell_number(w, s, weight->lineages[i].without[weight->leading]);
    }
    draft_put_sheet(&w->draft, s);
    s = sheet(w, "missing", COLUMNS(want_columns), "What would tell most");
    for (size_t i = 0; i < weight->n_wants; i++) {
        const struct ledger_want *want = &weight->wants[i];

        cell(w, s, dossier_exhibit(w->in->dossier, want->exhibit->id)->title);
        cell_number(w, s, want->gain_bits);
        cell_number(w, s, want->if_found[weight->leading]);
        cell_number(w, s, want->if_absent[weight->leading]);
    }
    draft_put_sheet(&w->draft, s);
}

void inquiry_put_weighing(struct inquiry_draft *w)
{
    inquiry_section(w, "weighing", "The hypotheses and what is known of them");
    for (int l = 0; l < LINK_COUNT; l++) {
        const struct dossier_set *set = &w->in->dossier->sets[l];
        const struct ledger_weight *weight = &w->in->weights[l];

        if (set->n == 0)
            continue;
        inquiry_text(w, BLOCK_HEADING, link_name((enum link)l), SPAN(""), "");
        put_hypotheses(w, set, weight);
        put_matrix(w, set, weight);
        put_rest(w, set, weight);
    }
    inquiry_text(
        w, BLOCK_NOTE,
        "Exhibits of one lineage count once, the strongest. Low and high: each prior halved "
        "and doubled, every source a grade down and up, each analyst alone.",
        SPAN(""), "");
}

static void put_custody(struct inquiry_draft *w, const struct dossier_exhibit *x)
{
    for (size_t i = 0; i < x->n_custody; i++) {
        buf_puts(w->draft.line, i > 0 ? "; " : "");
        buf_put(w->draft.line, x->custody[i].from);
        buf_puts(w->draft.line, " to ");
        buf_put(w->draft.line, x->custody[i].to);
        buf_puts(w->draft.line, ", ");
        buf_put(w->draft.line, x->custody[i].when);
        if (x->custody[i].seal.n > 0) {
            buf_puts(w->draft.line, ", seal ");
            buf_put(w->draft.line, x->custody[i].seal);
        }
    }
}

void inquiry_put_exhibits(struct inquiry_draft *w)
{
    const struct dossier *d = w->in->dossier;
    struct sheet *s;

    inquiry_section(w, "exhibits", "Exhibits");
    s = sheet(w, "exhibits", COLUMNS(exhibit_columns), "Exhibits");
    for (size_t i = 0; i < d->n_exhibits; i++) {
        const struct dossier_exhibit *x = &d->exhibits[i];

        if (x->is_missing)
            continue;
        cell(w, s, x->title);
        buf_printf(w->draft.line, "%c%c", x->reliability, x->credibility);
        draft_cell(&w->draft, s);
        cell(w, s, x->source);
        cell(w, s, x->lineage);
        cell(w, s, x->sha256);
        put_custody(w, x);
        draft_cell(&w->draft, s);
        cell(w, s, x->label);
    }
    if (s != NULL && s->n_rows == 0)
        inquiry_text(w, BLOCK_TEXT, "None.", SPAN(""), "");
    draft_put_sheet(&w->draft, s);
}
