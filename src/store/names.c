/* SPDX-License-Identifier: Apache-2.0 */
#include "store/names.h"

#define NAMES_BYTES_MAX ((size_t)64 * 1024 * 1024)

static bool are_labels(const struct store *s, const struct names *names)
{
    return names == &s->labels;
}

static enum rc add(struct names *names, struct span text, struct err *err)
{
    struct span copy = arena_copy(&names->arena, text, err);
    struct span *texts;
    enum rc rc;

    if (copy.p == NULL)
        return RC_LIMIT;
    texts = arena_grow(&names->arena, names->texts, names->n, &names->cap, sizeof(*texts), err);
    if (texts == NULL)
        return RC_LIMIT;
    names->texts = texts;
    rc = table_add(&names->numbers, copy, (uint32_t)names->n, err);
    if (rc)
        return rc == RC_CONFLICT ? err_set(err, RC_INPUT,
                                           "the record is damaged: a text that "
                                           "rows name by number stands there twice")
                                 : rc;
    texts[names->n++] = copy;
    return RC_OK;
}

/* What other programs have added since. */
static enum rc load_more(struct store *s, struct names *names, struct err *err)
{
    sqlite3_stmt *q = NULL;
    enum rc rc = db_take(s,
                         are_labels(s, names)
                             ? "SELECT number, text FROM label WHERE number >= ? ORDER BY number"
                             : "SELECT number, text FROM term WHERE number >= ? ORDER BY number",
                         &q, err);

    if (rc)
        return rc;
    (void)sqlite3_bind_int64(q, 1, (int64_t)names->n);
    while ((rc = db_step(s, q, err)) == RC_OK) {
        if (sqlite3_column_int64(q, 0) != (int64_t)names->n)
            rc = err_set(err, RC_INPUT, "the record is damaged: no %s has the number %zu",
                         are_labels(s, names) ? "label" : "term", names->n);
        if (!rc)
            rc = add(names, db_span(q, 1), err);
        if (rc)
            break;
    }
    db_give(s, q);
    return rc == RC_END ? RC_OK : rc;
}

static void init(struct names *names)
{
    if (names->arena.max_bytes == 0)
        arena_init(&names->arena, NAMES_BYTES_MAX);
    arena_release(&names->arena);
    names->texts = NULL;
    names->n = names->cap = 0;
    table_init(&names->numbers, &names->arena);
}

enum rc names_load(struct store *s, struct err *err)
{
    enum rc rc;

    init(&s->labels);
    init(&s->terms);
    rc = load_more(s, &s->labels, err);
    return rc ? rc : load_more(s, &s->terms, err);
}

void names_release(struct store *s)
{
    arena_release(&s->labels.arena);
    arena_release(&s->terms.arena);
}

static enum rc insert(struct store *s, struct names *names, struct span text, struct err *err)
{
    sqlite3_stmt *q = NULL;
    struct db_row row;
    enum rc rc =
        db_take(s,
                are_labels(s, names) ? "INSERT INTO label (number, text, sum) VALUES (?, ?, ?)"
                                     : "INSERT INTO term (number, text, sum) VALUES (?, ?, ?)",
                &q, err);

    if (rc)
        return rc;
    row = db_row(q);
    row_int(&row, (int64_t)names->n);
    row_text(&row, text);
    row_sum(&row);
    rc = db_run(s, q, err);
    db_give(s, q);
    return rc;
}

enum rc names_number(struct store *s, struct names *names, struct span text, uint32_t *out,
                     struct err *err)
{
    uint32_t number = table_find(&names->numbers, text);
    enum rc rc;

    if (number == TABLE_ABSENT) {
        number = (uint32_t)names->n;
        rc = insert(s, names, text, err);
        if (!rc)
            rc = add(names, text, err);
        if (rc)
            return rc;
    }
    *out = number;
    return RC_OK;
}

enum rc names_find(struct store *s, struct names *names, struct span text, int64_t *out,
                   struct err *err)
{
    uint32_t number = table_find(&names->numbers, text);

    if (number == TABLE_ABSENT) {
        enum rc rc = load_more(s, names, err);

        if (rc)
            return rc;
        number = table_find(&names->numbers, text);
    }
    *out = number == TABLE_ABSENT ? -1 : (int64_t)number;
    return RC_OK;
}

enum rc names_text(struct store *s, struct names *names, int64_t number, struct span *out,
                   struct err *err)
{
    if (number >= (int64_t)names->n) {
        enum rc rc = load_more(s, names, err);

        if (rc)
            return rc;
    }
    if (number < 0 || number >= (int64_t)names->n)
        return err_set(err, RC_INPUT,
                       "the record is damaged: there is no %s %lld; aasc fsck says "
                       "more",
                       are_labels(s, names) ? "label" : "term", (long long)number);
    *out = names->texts[number];
    return RC_OK;
}
