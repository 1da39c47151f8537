/* SPDX-License-Identifier: Apache-2.0 */
#include "report/tables.h"

#include "report/escape.h"

#define NOT_KNOWN      "N/K"
#define LINE_BYTES_MAX ((size_t)1 << 20)

static const struct {
    const char *file, *title, *footer;
} about[TABLE_COUNT] = {
    [TABLE_CEASEFIRE] = {"table1-ceasefire.csv", "Table 1: ceasefire",
                         "The same explosion heard by several sensors counts once at least and "
                         "once per sensor at most: No. is min\xE2\x80\x93max. N/K: not known."},
    [TABLE_WEAPONS] = {"table2-weapons.csv", "Table 2: weapons",
                       "Distances are geodesic, from the line the term names, positive on the "
                       "bound party's own side; \xC2\xB1 is one standard deviation. N/K: not "
                       "known."},
    [TABLE_MOVEMENT] = {"table3-freedom-of-movement.csv", "Table 3: freedom of movement",
                        "Personnel of: whose personnel it was, as stated; never taken from the "
                        "holder of the area. N/K: not known."},
    [TABLE_STANDING] = {"table3-freedom-of-movement.csv", "Standing restrictions",
                        "Counted on their first day and listed afterwards. N/K: not known."},
};

const char *table_title(enum table_which which)
{
    return about[which].title;
}

const char *table_file(enum table_which which)
{
    return about[which].file;
}

const char *table_footer(enum table_which which)
{
    return about[which].footer;
}

void table_put_heads(struct buf *b, enum table_which which)
{
    size_t n;
    const struct table_column *columns = table_columns(which, &n);

    for (size_t i = 0; i < n; i++) {
        if (columns[i].html != NULL)
            buf_printf(b, "<th scope=\"col\">%s</th>", columns[i].html);
    }
}

/* ---- rows ---- */

static struct span cell_of(struct tables *t, const struct table_column *c,
                           const struct table_source *from)
{
    buf_clear(&t->cell);
    c->put(&t->cell, from);
    return t->cell.n == 0 ? SPAN(NOT_KNOWN) : buf_span(&t->cell);
}

static void put_html_row(struct tables *t, enum table_which which, const struct table_source *from)
{
    size_t n;
    const struct table_column *columns = table_columns(which, &n);
    struct buf *b = &t->html[which];

    buf_puts(b, "<tr>");
    for (size_t i = 0; i < n; i++) {
        if (columns[i].html == NULL)
            continue;
        buf_puts(b, "<td>");
        escape_html(b, cell_of(t, &columns[i], from));
        buf_puts(b, "</td>");
    }
    buf_puts(b, "</tr>\n");
}

static enum rc put_row(struct tables *t, enum table_which which, const struct table_source *from,
                       struct err *err)
{
    size_t n;
    const struct table_column *columns = table_columns(which, &n);
    enum rc rc;

    buf_clear(&t->line);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(&t->line, ',');
        escape_csv(&t->line, cell_of(t, &columns[i], from));
    }
    buf_putc(&t->line, '\n');
    rc = buf_check(&t->line, err);
    if (!rc)
        rc = writer_put(t->csv[which], buf_span(&t->line), err);
    if (!rc && t->n_rows[which]++ < TABLES_HTML_ROWS)
        put_html_row(t, which, from);
    return rc;
}

/* ---- what callers use ---- */

static enum rc open_csv(struct tables *t, enum table_which which, struct folder *to,
                        struct err *err)
{
    size_t n;
    const struct table_column *columns = table_columns(which, &n);
    enum rc rc = folder_file(to, about[which].file, &t->csv[which], err);

    if (rc)
        return rc;
    buf_clear(&t->line);
    for (size_t i = 0; i < n; i++)
        buf_printf(&t->line, "%s%s", i == 0 ? "" : ",", columns[i].csv);
    buf_putc(&t->line, '\n');
    return writer_put(t->csv[which], buf_span(&t->line), err);
}

static enum rc open_grounds(struct tables *t, struct arena *a, struct err *err)
{
    const struct pact_model *model = t->source.model;
    struct ground **grounds = arena_array(a, model->n_agreements, sizeof(struct ground *), err);
    enum rc rc = grounds == NULL ? RC_LIMIT : RC_OK;

    for (size_t i = 0; i < model->n_agreements && !rc; i++)
        rc = ground_open(&model->agreements[i], t->source.docket, a, &grounds[i], err);
    t->source.grounds = grounds;
    t->source.cloud = rc ? NULL : arena_alloc(a, sizeof(*t->source.cloud), err);
    return t->source.cloud == NULL ? RC_LIMIT : RC_OK;
}

enum rc tables_open(struct tables *t, const struct pact_model *model, const struct docket *d,
                    struct folder *to, struct arena *a, struct err *err)
{
    enum rc rc;

    *t = (struct tables){.source = {.model = model, .docket = d}};
    buf_init(&t->line, LINE_BYTES_MAX);
    buf_init(&t->cell, LINE_BYTES_MAX);
    for (int i = 0; i < TABLE_COUNT; i++)
        buf_init(&t->html[i], LINE_BYTES_MAX);
    rc = open_grounds(t, a, err);
    for (int i = 0; i < TABLE_STANDING && !rc; i++)
        rc = open_csv(t, (enum table_which)i, to, err);
    t->csv[TABLE_STANDING] = t->csv[TABLE_MOVEMENT];
    return rc;
}

static bool is_about_weapons(const struct verdict *v)
{
    return v->of_item != NULL || v->term->kind == PACT_WITHDRAWAL ||
           v->term->kind == PACT_EXCLUSION_ZONE || v->term->kind == PACT_CEILING ||
           v->term->kind == PACT_STORAGE;
}

/* Of what is compliant, only weapons beyond the lines that are not where they were to be kept. */
static bool is_tabled(const struct verdict *v)
{
    return v->word == VERDICT_VIOLATION || v->word == VERDICT_INDETERMINATE ||
           v->word == VERDICT_PENDING ||
           (v->word == VERDICT_COMPLIANT && v->term->kind == PACT_WITHDRAWAL && v->state != NULL);
}

enum rc tables_verdict(struct tables *t, const struct verdict *v, struct err *err)
{
    struct table_source from = t->source;

    from.v = v;
    if (!is_tabled(v))
        return RC_OK;
    if (v->term->kind == PACT_CEASEFIRE || v->of_event != NULL)
        return put_row(t, TABLE_CEASEFIRE, &from, err);
    return is_about_weapons(v) ? put_row(t, TABLE_WEAPONS, &from, err) : RC_OK;
}

enum rc tables_impediments(struct tables *t, struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < t->source.docket->n_impediments && !rc; i++) {
        struct table_source from = t->source;

        from.impediment = &t->source.docket->impediments[i];
        rc = put_row(t, from.impediment->standing ? TABLE_STANDING : TABLE_MOVEMENT, &from, err);
    }
    return rc;
}

void tables_release(struct tables *t)
{
    buf_release(&t->line);
    buf_release(&t->cell);
    for (int i = 0; i < TABLE_COUNT; i++)
        buf_release(&t->html[i]);
}
