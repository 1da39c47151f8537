/* SPDX-License-Identifier: Apache-2.0 */
/* mapped.c: any table with a mapping file. One row object is built when the file is opened; each
 * row of the table only sets its values, so that a million rows allocate next to nothing. */
#include "feed/mapping.h"
#include "feed/sheet.h"
#include "feed/timeform.h"

#include "base/num.h"

#include <assert.h>

#define NUMBER_BYTES_MAX 64

/* A value of the row object that cells set. */
struct slot {
    const struct mapping_field *field;
    const struct mapping_field *to; /* of an interval: where its end comes from */
    size_t at[MAPPING_COLUMNS_MAX], at_to[MAPPING_COLUMNS_MAX];
    struct json *value;
};

/* An object or array around slots. It is left out of a row in which none of them has a value. */
struct parent {
    struct json *value;
    struct json whole;        /* with all members, empty ones too */
    struct json_member *live; /* those of this row */
    bool *is_set_by_cells;    /* by member */
};

struct mapped {
    struct sheet sheet;
    struct mapping mapping;
    struct json row;
    struct json *attributes; /* NULL: none are kept */
    bool *is_no_attribute;   /* by column */
    struct slot slots[MAPPING_FIELDS_MAX];
    size_t n_slots;
    struct parent parents[MAPPING_FIELDS_MAX * MAPPING_DEPTH_MAX]; /* inner ones first */
    size_t n_parents;
};

static bool sniff(struct span head)
{
    (void)head; /* a table that is nothing else needs a mapping file */
    return false;
}

static struct json *member_of(struct json *object, struct span name)
{
    for (size_t i = 0; i < object->u.object.n; i++)
        if (span_eq(object->u.object.members[i].name, name))
            return &object->u.object.members[i].value;
    return NULL;
}

static bool is_end_of_range(const struct json *at, struct span name)
{
    return at->type == JSON_ARRAY && at->u.array.n == 2 &&
           (span_is(name, "min") || span_is(name, "max"));
}

/* What a path goes through or ends in, where the row does not have it yet: an object, null, or both
 * ends of a range. */
static enum rc add_value(struct json *at, struct span name, struct span rest, struct arena *a,
                         struct err *err)
{
    struct span kept = arena_copy(a, name, err);
    bool is_range = span_is(name, "range_m") && rest.n > 0;
    struct json value = is_range ? json_array() : rest.n > 0 ? json_object() : json_null();
    enum rc rc = kept.p == NULL ? RC_LIMIT : RC_OK;

    for (int i = 0; i < 2 && is_range && rc == RC_OK; i++)
        rc = json_push(&value, json_null(), a, err);
    return rc != RC_OK ? rc : json_set(at, kept.p, value, a, err);
}

static enum rc make_value(struct json *at, struct span path, struct arena *a, struct err *err)
{
    while (path.n > 0) {
        struct span name = span_cut(&path, '.');
        enum rc rc;

        if (is_end_of_range(at, name))
            return RC_OK;
        if (at->type != JSON_OBJECT)
            return err_set(err, RC_INPUT, "\"%.*s\" is stated as a whole and in parts",
                           SPAN_ARG(name));
        if (member_of(at, name) == NULL && (rc = add_value(at, name, path, a, err)) != RC_OK)
            return rc;
        at = member_of(at, name);
    }
    return RC_OK;
}

/* The same value once nothing moves any more. */
static struct json *find_value(struct json *at, struct span path)
{
    while (path.n > 0 && at != NULL) {
        struct span name = span_cut(&path, '.');

        if (is_end_of_range(at, name))
            return &at->u.array.items[span_is(name, "max") ? 1 : 0];
        at = member_of(at, name);
    }
    return at;
}

static enum rc find_columns(const struct mapped *m, const struct mapping_field *f, size_t *at,
                            struct err *err)
{
    for (size_t i = 0; i < f->n_columns; i++) {
        at[i] = sheet_column(&m->sheet, f->columns[i]);
        if (at[i] == SIZE_MAX)
            return err_set(err, RC_INPUT, "field \"%.*s\": the table has no column \"%.*s\"",
                           SPAN_ARG(f->path), SPAN_ARG(f->columns[i]));
        m->is_no_attribute[at[i]] = true;
    }
    return RC_OK;
}

/* "time.to" belongs to the slot of "time". */
static bool is_end(const struct mapping_field *f, struct span *base)
{
    const struct span to = SPAN(".to");

    if (f->value != MAPPING_TIME || f->path.n <= to.n ||
        !span_eq(span_from(f->path, f->path.n - to.n), to))
        return false;
    *base = span_sub(f->path, 0, f->path.n - to.n);
    return true;
}

static enum rc make_slots(struct mapped *m, struct arena *a, struct err *err)
{
    struct span base;

    for (size_t i = 0; i < m->mapping.n_fields; i++) {
        const struct mapping_field *f = &m->mapping.fields[i];
        struct slot *slot = &m->slots[m->n_slots];
        enum rc rc;

        if (is_end(f, &base))
            continue;
        slot->field = f;
        m->n_slots++;
        if ((rc = find_columns(m, f, slot->at, err)) != RC_OK ||
            (rc = make_value(&m->row, f->path, a, err)) != RC_OK)
            return rc;
    }
    for (size_t i = 0; i < m->mapping.n_fields; i++) {
        const struct mapping_field *f = &m->mapping.fields[i];
        size_t k = 0;
        enum rc rc;

        if (!is_end(f, &base))
            continue;
        while (k < m->n_slots && !span_eq(m->slots[k].field->path, base))
            k++;
        if (k == m->n_slots)
            return err_set(err, RC_INPUT, "field \"%.*s\" needs a field \"%.*s\"",
                           SPAN_ARG(f->path), SPAN_ARG(base));
        m->slots[k].to = f;
        rc = find_columns(m, f, m->slots[k].at_to, err);
        if (rc)
            return rc;
    }
    return RC_OK;
}

static bool is_parent(const struct mapped *m, const struct json *v)
{
    for (size_t i = 0; i < m->n_parents; i++)
        if (m->parents[i].value == v)
            return true;
    return false;
}

static bool is_slot(const struct mapped *m, const struct json *v)
{
    for (size_t i = 0; i < m->n_slots; i++)
        if (m->slots[i].value == v)
            return true;
    return false;
}

static enum rc add_parent(struct mapped *m, struct json *v, struct arena *a, struct err *err)
{
    struct parent *p = &m->parents[m->n_parents];
    size_t n = v->type == JSON_OBJECT ? v->u.object.n : 0;

    if (v == &m->row || is_parent(m, v))
        return RC_OK;
    *p = (struct parent){.value = v, .whole = *v};
    p->live = arena_array(a, n + 1, sizeof(*p->live), err);
    p->is_set_by_cells = arena_array(a, n + 1, sizeof(*p->is_set_by_cells), err);
    if (p->live == NULL || p->is_set_by_cells == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++) {
        const struct json *member = &v->u.object.members[i].value;

        p->is_set_by_cells[i] = is_slot(m, member) || is_parent(m, member);
    }
    m->n_parents++;
    return RC_OK;
}

static int member_cmp(const void *left, const void *right)
{
    const struct json_member *a = left, *b = right;

    return span_cmp(a->name, b->name);
}

/* In the canonical order, once, so that no row needs sorting when it is hashed. */
static void sort_members(struct json *v, size_t depth)
{
    if (v->type != JSON_OBJECT || v->u.object.n == 0 || depth == MAPPING_DEPTH_MAX)
        return;
    qsort(v->u.object.members, v->u.object.n, sizeof(*v->u.object.members), member_cmp);
    for (size_t i = 0; i < v->u.object.n; i++)
        sort_members(&v->u.object.members[i].value, depth + 1);
}

/* Inner parents first: so each finds its own parts settled. */
static enum rc make_parents(struct mapped *m, struct arena *a, struct err *err)
{
    sort_members(&m->row, 0);
    for (size_t i = 0; i < m->n_slots; i++)
        m->slots[i].value = find_value(&m->row, m->slots[i].field->path);
    for (size_t depth = MAPPING_DEPTH_MAX; depth > 0; depth--)
        for (size_t i = 0; i < m->n_slots; i++) {
            struct span path = m->slots[i].field->path;
            size_t n = 0, end = 0;
            enum rc rc;

            for (size_t k = 0; k < path.n && n < depth; k++)
                if (path.p[k] == '.') {
                    n++;
                    end = k;
                }
            if (n < depth)
                continue;
            rc = add_parent(m, find_value(&m->row, span_sub(path, 0, end)), a, err);
            if (rc)
                return rc;
        }
    return RC_OK;
}

/* Which columns become attributes, and where. */
static enum rc make_attributes(struct mapped *m, struct feed_reader *r, struct err *err)
{
    const struct mapping *map = &m->mapping;

    if (!map->keeps_all && map->n_attributes == 0)
        return RC_OK;
    for (size_t i = 0; i < m->sheet.n && !map->keeps_all; i++)
        m->is_no_attribute[i] = true;
    for (size_t i = 0; i < map->n_attributes; i++) {
        size_t at = sheet_column(&m->sheet, map->attributes[i]);

        if (at == SIZE_MAX)
            return err_set(err, RC_INPUT, "attributes: the table has no column \"%.*s\"",
                           SPAN_ARG(map->attributes[i]));
        m->is_no_attribute[at] = false;
    }
    return json_set(&m->row, "attributes", json_null(), r->a, err);
}

static enum rc find_zone(struct feed_reader *r, struct span name, struct err *err)
{
    struct span tzif;
    enum rc rc;

    if (name.n == 0)
        return RC_OK;
    if (r->settings->zones == NULL)
        return err_set(err, RC_INPUT, "zone: no time zones are at hand");
    rc = r->settings->zones->read(r->settings->zones->context, name, r->a, &tzif, err);
    if (rc == RC_OK)
        rc = zone_parse(name, tzif, r->a, &r->zone, err);
    return rc != RC_OK ? err_prefix(err, rc, "zone: ") : RC_OK;
}

static enum rc read_map(struct feed_reader *r, struct mapped *m, struct err *err)
{
    struct span map = r->settings->map;
    enum rc rc;

    if (map.p == NULL)
        return err_set(err, RC_INPUT,
                       "a table of any form needs a mapping file that says which column is what");
    rc = mapping_read(map, r->a, &m->mapping, err);
    if (rc == RC_OK)
        rc = find_zone(r, m->mapping.zone, err);
    return rc != RC_OK ? err_prefix(err, rc, "%.*s: ", SPAN_ARG(r->settings->map_name)) : RC_OK;
}

static enum rc open(struct feed_reader *r, struct err *err)
{
    struct mapped *m = arena_alloc(r->a, sizeof(*m), err);
    enum rc rc;

    if (m == NULL)
        return RC_LIMIT;
    r->state = m;
    if ((rc = read_map(r, m, err)) != RC_OK ||
        (rc = sheet_open(&m->sheet, r, m->mapping.separator, m->mapping.encoding, err)) != RC_OK)
        return rc;
    m->is_no_attribute = arena_array(r->a, m->sheet.n, sizeof(*m->is_no_attribute), err);
    if (m->is_no_attribute == NULL)
        return RC_LIMIT;
    m->row = m->mapping.constants;
    if ((rc = make_slots(m, r->a, err)) != RC_OK || (rc = make_attributes(m, r, err)) != RC_OK ||
        (rc = make_parents(m, r->a, err)) != RC_OK)
        return rc;
    m->attributes = find_value(&m->row, SPAN("attributes"));
    return RC_OK;
}

/* The cells of a field as one text. */
static enum rc join(const struct mapped *m, const struct mapping_field *f, const size_t *at,
                    struct arena *scratch, struct span *out, struct err *err)
{
    char *p;
    size_t n = 0, room = f->n_columns;

    *out = span_trim(m->sheet.cells[at[0]]);
    if (f->n_columns == 1)
        return RC_OK;
    for (size_t i = 0; i < f->n_columns; i++)
        room += m->sheet.cells[at[i]].n;
    p = arena_alloc(scratch, room, err);
    if (p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < f->n_columns; i++) {
        struct span cell = span_trim(m->sheet.cells[at[i]]);

        if (cell.n == 0)
            continue;
        if (n > 0)
            p[n++] = ' ';
        memcpy(p + n, cell.p, cell.n);
        n += cell.n;
    }
    *out = (struct span){p, n};
    return RC_OK;
}

/* What a text means, by the field's words. */
static struct span translate(const struct mapping_field *f, struct span text)
{
    uint32_t at;

    if (text.n == 0)
        return f->if_empty;
    if (f->translations == NULL)
        return text;
    at = table_find(&f->words, text);
    if (at != TABLE_ABSENT)
        return f->translations[at];
    return f->other.n > 0 ? f->other : text;
}

static enum rc put_number(const struct mapped *m, struct span text, struct json *out,
                          struct err *err)
{
    char digits[NUMBER_BYTES_MAX];
    double real;
    int64_t whole;
    enum rc rc;

    if (m->mapping.has_decimal_comma && text.n < sizeof(digits)) {
        size_t comma = span_find(text, ',');

        memcpy(digits, text.p, text.n);
        if (comma < text.n)
            digits[comma] = '.';
        text.p = digits;
    }
    if (num_parse_i64(text, &whole, NULL) == RC_OK) {
        *out = json_int(whole);
        return RC_OK;
    }
    rc = num_parse_f64(text, &real, err);
    if (rc == RC_OK)
        *out = json_real(real);
    return rc;
}

static enum rc put_flag(struct span text, struct json *out, struct err *err)
{
    static const char *const yes[] = {"true", "yes", "1", NULL};
    static const char *const no[] = {"false", "no", "0", NULL};

    for (size_t i = 0; yes[i] != NULL; i++)
        if (span_eq_nocase(text, span_of(yes[i])) || span_eq_nocase(text, span_of(no[i]))) {
            *out = json_bool(span_eq_nocase(text, span_of(yes[i])));
            return RC_OK;
        }
    return err_set(err, RC_INPUT, "\"%.*s\" is neither true nor false (yes, no, 1, 0)",
                   SPAN_ARG(text));
}

static enum rc put_time(const struct mapping_field *f, struct span text, struct buf *out,
                        struct err *err)
{
    if (f->form.n > 0)
        return timeform_read(f->form, text, out, err);
    buf_put(out, text);
    return RC_OK;
}

/* A time, or both ends of an interval; an empty end is the beginning. */
static enum rc put_times(const struct mapped *m, const struct slot *slot, struct span text,
                         struct arena *scratch, struct err *err)
{
    struct span end = {0}, kept;
    struct buf b;
    enum rc rc = RC_OK;

    if (slot->to == NULL && slot->field->form.n == 0) {
        *slot->value = json_text(text);
        return RC_OK;
    }
    buf_init(&b, 2 * OBSERVE_ROW_BYTES_MAX);
    rc = put_time(slot->field, text, &b, err);
    if (rc == RC_OK && slot->to != NULL)
        rc = join(m, slot->to, slot->at_to, scratch, &end, err);
    end = slot->to == NULL ? end : translate(slot->to, end);
    if (rc == RC_OK && end.n > 0) {
        buf_putc(&b, '/');
        rc = put_time(slot->to, end, &b, err);
    }
    if (rc == RC_OK)
        rc = buf_check(&b, err);
    kept = rc != RC_OK ? span_none() : arena_copy(scratch, buf_span(&b), err);
    buf_release(&b);
    if (rc == RC_OK && kept.p == NULL)
        rc = RC_LIMIT;
    if (rc == RC_OK)
        *slot->value = json_text(kept);
    return rc;
}

static enum rc put_slot(const struct mapped *m, const struct slot *slot, struct arena *scratch,
                        struct err *err)
{
    struct span text;
    enum rc rc = join(m, slot->field, slot->at, scratch, &text, err);

    if (rc)
        return rc;
    text = translate(slot->field, text);
    *slot->value = json_null();
    if (text.n == 0)
        return RC_OK;
    switch (slot->field->value) {
    case MAPPING_TEXT:
        *slot->value = json_text(text);
        return RC_OK;
    case MAPPING_NUMBER:
        return put_number(m, text, slot->value, err);
    case MAPPING_FLAG:
        return put_flag(text, slot->value, err);
    case MAPPING_TIME:
        return put_times(m, slot, text, scratch, err);
    }
    return RC_OK;
}

/* What is empty in this row is not there: the object has the same content as one written by hand.
 */
static void settle_parent(struct parent *p)
{
    bool has_any = false;

    if (p->whole.type == JSON_ARRAY) {
        for (size_t i = 0; i < p->whole.u.array.n; i++)
            has_any = has_any || p->whole.u.array.items[i].type != JSON_NULL;
        *p->value = has_any ? p->whole : json_null();
        return;
    }
    *p->value = p->whole;
    p->value->u.object.members = p->live;
    p->value->u.object.n = 0;
    for (size_t i = 0; i < p->whole.u.object.n; i++) {
        const struct json_member *member = &p->whole.u.object.members[i];

        if (member->value.type == JSON_NULL)
            continue;
        p->live[p->value->u.object.n++] = *member;
        has_any = has_any || p->is_set_by_cells[i];
    }
    if (!has_any)
        *p->value = json_null();
}

static enum rc next(struct feed_reader *r, struct feed_row *out, struct err *err)
{
    struct mapped *m = r->state;
    enum rc rc = sheet_next(&m->sheet, r, out, err);

    if (rc)
        return rc;
    for (size_t i = 0; i < m->n_slots; i++) {
        rc = put_slot(m, &m->slots[i], r->scratch, err);
        if (rc) {
            out->column = m->sheet.names[m->slots[i].at[0]];
            return err_prefix(err, rc, "%.*s: ", SPAN_ARG(m->slots[i].field->path));
        }
    }
    for (size_t i = 0; i < m->n_parents; i++)
        settle_parent(&m->parents[i]);
    if (m->mapping.keeps_all || m->mapping.n_attributes > 0) {
        rc = sheet_attributes(&m->sheet, m->is_no_attribute, r->scratch, m->attributes, err);
        if (rc == RC_OK && m->attributes->u.object.n == 0)
            *m->attributes = json_null();
    }
    out->value = m->row;
    return rc;
}

/* The first column that a member is made of. */
static struct span column_of(const struct feed_reader *r, struct span member)
{
    const struct mapped *m = r->state;

    for (size_t i = 0; i < m->n_slots && member.n > 0; i++) {
        struct span path = m->slots[i].field->path;

        if (span_eq(span_sub(path, 0, span_find(path, '.')), member))
            return m->sheet.names[m->slots[i].at[0]];
    }
    return member;
}

const struct feed_format feed_csv = {
    .name = "csv",
    .endings = {".csv", ".tsv"},
    .sniff = sniff,
    .open = open,
    .next = next,
    .column = column_of,
};
