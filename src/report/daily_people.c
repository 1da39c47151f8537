/* SPDX-License-Identifier: Apache-2.0 */
/* daily_people.c: section 9, people counted so that nobody is found among them, and section
 * 11, freedom of movement. */
#include "report/daily_parts.h"
#include "report/words.h"

/* ---- 9: tables of people ---- */

/* A row of a table with its sum; what is hidden is printed as that, never as 0. */
static void put_people(struct daily_job *j, struct sheet *s, const struct suppressed *t, size_t row)
{
    for (size_t c = 0; c < t->n_columns; c++) {
        size_t cell = row * t->n_columns + c;

        if (t->is_hidden[cell])
            buf_put(j->draft.line, draft_label(&j->draft, PHRASE_HIDDEN));
        else
            words_number(j->draft.line, t->cells[cell]);
        draft_cell(&j->draft, s);
    }
}

static struct sheet *open_people(struct daily_job *j, const struct daily_aggregate *a, size_t ix)
{
    struct sheet_column *columns =
        arena_array(j->arena, a->n_columns + 2, sizeof(*columns), j->draft.err);
    struct span key;
    struct sheet *s;

    if (columns == NULL) {
        j->draft.rc = RC_LIMIT;
        return NULL;
    }
    columns[0] =
        (struct sheet_column){.key = "group", .head = draft_label(&j->draft, PHRASE_P_GROUP)};
    for (size_t c = 0; c <= a->n_columns; c++) {
        buf_printf(j->draft.line, "n%zu", c + 1);
        key = draft_keep(&j->draft);
        columns[c + 1] = (struct sheet_column){
            .key = c == a->n_columns ? "all" : key.p,
            .head = c == a->n_columns ? draft_label(&j->draft, PHRASE_P_ALL) : a->columns[c],
            .is_number = true};
    }
    buf_printf(j->draft.line, "people%zu", ix + 1);
    key = draft_keep(&j->draft);
    s = key.p == NULL ? NULL : draft_sheet(&j->draft, key.p, columns, a->n_columns + 2);
    if (s != NULL)
        s->title = a->title;
    return s;
}

static enum rc write_aggregate(struct daily_job *j, size_t ix, struct err *err)
{
    const struct daily_aggregate *a = &j->in->aggregates[ix];
    struct suppressed t;
    enum rc rc =
        suppress_small(a->cells, a->n_rows, a->n_columns, DAILY_SMALL_CELL, j->arena, &t, err);
    struct sheet *s;

    if (rc)
        return err_prefix(err, rc, "the table \"%.*s\": ", SPAN_ARG(a->title));
    s = open_people(j, a, ix);
    for (size_t r = 0; r < t.n_rows && s != NULL; r++) {
        daily_text(j, s, r < a->n_rows ? a->rows[r] : draft_label(&j->draft, PHRASE_P_ALL));
        put_people(j, s, &t, r);
    }
    if (s != NULL) {
        struct span k = draft_number(&j->draft, DAILY_SMALL_CELL);

        SAY(j->draft.phrases, j->draft.line, PEOPLE_NOTE, k);
        s->note = draft_keep(&j->draft);
        daily_put_sheet(j, s);
    }
    return RC_OK;
}

enum rc daily_write_minorities(struct daily_job *j, struct err *err)
{
    enum rc rc = RC_OK;

    daily_section(j, 9, "minorities", PHRASE_S9_TITLE);
    if (j->in->n_aggregates == 0)
        WRITE0(&j->draft, BLOCK_TEXT, MINORITIES_NOTHING);
    for (size_t i = 0; i < j->in->n_aggregates && !rc; i++)
        rc = write_aggregate(j, i, err);
    return rc;
}

/* ---- 11: freedom of movement ---- */

static const struct daily_heading by_kind[] = {
    {"kind", PHRASE_M_KIND, false},
    {"begun", PHRASE_M_BEGUN, true},
    {"standing", PHRASE_M_STANDING, true},
};

static void put_kinds(struct daily_job *j, struct sheet *s)
{
    const struct docket *d = j->in->docket;

    for (int kind = 0; kind < IMPEDE_COUNT && s != NULL; kind++) {
        uint64_t n = 0, n_standing = 0;

        for (size_t i = 0; i < d->n_impediments; i++) {
            const struct impediment *im = &d->impediments[i];

            if ((int)im->impediment != kind || !daily_in(j->in->period, im->when.t0_ms))
                continue;
            n += !im->standing;
            n_standing += im->standing;
        }
        if (n + n_standing == 0)
            continue;
        phrases_word(j->draft.phrases, vocab_word(VOCAB_IMPEDIMENT, kind), j->draft.line);
        draft_cell(&j->draft, s);
        daily_text(j, s, draft_number(&j->draft, n));
        daily_text(j, s, draft_number(&j->draft, n_standing));
    }
}

void daily_write_movement(struct daily_job *j)
{
    struct sheet *s, *standing;

    daily_section(j, 11, "movement", PHRASE_S11_TITLE);
    s = daily_sheet(j, "movement_by_kind", PHRASE_M_TITLE, by_kind, 3);
    put_kinds(j, s);
    if (s != NULL && s->n_rows > 0) {
        s->note = draft_label(&j->draft, PHRASE_M_NOTE);
        daily_put_sheet(j, s);
    } else {
        WRITE0(&j->draft, BLOCK_TEXT, MOVEMENT_NOTHING);
    }
    standing = daily_table_standing(j);
    if (standing != NULL && standing->n_rows > 0)
        daily_put_sheet(j, standing);
    else
        WRITE0(&j->draft, BLOCK_TEXT, STANDING_NOTHING);
}
