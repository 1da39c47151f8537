/* SPDX-License-Identifier: Apache-2.0 */
#include "record/visible.h"

#include <string.h>

#include "record/release.h"

void label_table_init(struct label_table *t, struct arena *a)
{
    *t = (struct label_table){.arena = a};
    table_init(&t->ids, a);
}

/* The one spelling of a label. */
static enum rc spell(const struct label_policy *p, const struct label *l, struct arena *a,
                     struct span *out, struct err *err)
{
    struct buf b;
    struct span copy;

    buf_init(&b, LABEL_TEXT_MAX);
    label_put(&b, p, l);
    copy = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    if (copy.p == NULL)
        return RC_LIMIT;
    *out = copy;
    return RC_OK;
}

static enum rc add_row(struct label_table *t, const struct label_policy *p, struct span text,
                       struct err *err)
{
    struct label_row row = {.text = arena_copy(t->arena, text, err)};
    struct label_row *rows;

    if (row.text.p == NULL)
        return RC_LIMIT;
    rows = arena_grow(t->arena, t->rows, t->n, &t->cap, sizeof(*rows), err);
    if (rows == NULL)
        return RC_LIMIT;
    t->rows = rows;
    row.is_parsed = p != NULL && label_parse(p, row.text, &row.label, NULL) == RC_OK;
    row.canonical = row.text;
    if (row.is_parsed && spell(p, &row.label, t->arena, &row.canonical, err) != RC_OK)
        return RC_LIMIT;
    if (table_add(&t->ids, row.text, (uint32_t)t->n, err) != RC_OK)
        return RC_LIMIT;
    t->rows[t->n++] = row;
    return RC_OK;
}

enum rc label_table_add(struct label_table *t, const struct label_policy *p, struct span text,
                        uint32_t *out, struct err *err)
{
    uint32_t there = table_find(&t->ids, text);
    enum rc rc = RC_OK;

    if (there == TABLE_ABSENT) {
        if (text.n > LABEL_TEXT_MAX)
            return err_set(err, RC_LIMIT, "a label of %zu bytes; %d are the most", text.n,
                           LABEL_TEXT_MAX);
        if (t->n == LABEL_TEXTS_MAX)
            return err_set(err, RC_LIMIT,
                           "the record has %d different labels, which is the most: write labels "
                           "that it has already",
                           LABEL_TEXTS_MAX);
        there = (uint32_t)t->n;
        rc = add_row(t, p, text, err);
    }
    if (!rc)
        *out = there;
    return rc;
}

enum rc label_table_canonical(struct label_table *t, const struct label_policy *p, struct span text,
                              struct span *out, struct err *err)
{
    uint32_t id = LABEL_ABSENT;
    struct label ignored;
    enum rc rc = label_table_add(t, p, text, &id, err);

    if (rc)
        return rc;
    if (!t->rows[id].is_parsed) { /* once more, for the reason */
        rc = p == NULL ? err_set(err, RC_UNKNOWN, "no policy is known: no label can be read")
                       : label_parse(p, text, &ignored, err);
        if (!rc) /* the policy has grown since the text was first seen */
            rc = err_set(err, RC_CONFLICT,
                         "the label \"%.*s\" could not be read when it was first used, and stays "
                         "closed: spell it otherwise",
                         SPAN_ARG(text));
        return rc;
    }
    *out = t->rows[id].canonical;
    return RC_OK;
}

uint32_t label_table_find(const struct label_table *t, struct span text)
{
    return table_find(&t->ids, text);
}

enum rc visible_of(const struct label_table *t, const struct reader *r, int64_t at_ms,
                   struct arena *a, struct visible *out, struct err *err)
{
    uint64_t *bits = arena_array(a, t->n / 64 + 1, sizeof(*bits), err);

    if (bits == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < t->n; i++) {
        const struct label_row *row = &t->rows[i];
        bool may = row->is_parsed ? reader_may_read(r, &row->label, at_ms) : r->is_mission;

        bits[i / 64] |= (uint64_t)may << i % 64;
    }
    *out = (struct visible){.table = t, .is_everything = r->is_mission, .bits = bits, .n = t->n};
    return RC_OK;
}

bool visible_has(const struct visible *v, uint32_t label)
{
    return v->is_everything || (label < v->n && (v->bits[label / 64] >> label % 64 & 1) != 0);
}

bool visible_has_text(const struct visible *v, struct span label)
{
    return v->is_everything || visible_has(v, label_table_find(v->table, label));
}

bool visible_eq(const struct visible *a, const struct visible *b)
{
    return a->table == b->table && a->is_everything == b->is_everything && a->n == b->n &&
           (a->n == 0 || memcmp(a->bits, b->bits, (a->n / 64 + 1) * sizeof(*a->bits)) == 0);
}

/* The label of an input that something may be derived from, and its one spelling. */
static enum rc input_label(const struct label_joiner *j, struct span text, struct label *out,
                           struct span *spelling, struct err *err)
{
    uint32_t id = LABEL_ABSENT;
    enum rc rc = label_table_add(j->table, j->policy, text, &id, err);

    if (rc)
        return rc;
    if (!j->table->rows[id].is_parsed)
        return err_set(err, RC_CONFLICT,
                       "the label \"%.*s\" of an input cannot be read: nothing is derived from it",
                       SPAN_ARG(text));
    rc = label_may_derive(j->policy, &j->table->rows[id].label, &j->leave, err);
    if (!rc) {
        *out = j->table->rows[id].label;
        *spelling = j->table->rows[id].canonical;
    }
    return rc;
}

enum rc label_join_texts(void *context, const struct span *labels, size_t n, struct arena *a,
                         struct span *out, struct err *err)
{
    const struct label_joiner *j = context;
    struct span spelling = span_none();
    struct label both = {0}, last = {0};
    enum rc rc = RC_OK;

    if (n == 0)
        return err_set(err, RC_INPUT, "no label to join");
    if (j->policy == NULL)
        return err_set(err, RC_CONFLICT, "no policy is known: nothing is derived");
    for (size_t i = 0; !rc && i < n; i++) {
        if (i > 0 && span_eq(labels[i], labels[i - 1]))
            continue; /* inputs mostly share one label */
        rc = input_label(j, labels[i], &last, &spelling, err);
        if (!rc && i > 0)
            rc = label_join(j->policy, &both, &last, &both, err);
        else if (!rc)
            both = last;
    }
    if (!rc && !label_eq(&both, &last))
        rc = spell(j->policy, &both, a, &spelling, err);
    if (!rc)
        *out = spelling;
    return rc;
}
