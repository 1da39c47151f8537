/* SPDX-License-Identifier: Apache-2.0 */
/* reference.c: the JSON schema of pacts, from the table of the language. */
#include "pact/reference.h"

#include "pact/node.h"

#define ALTERNATIVES_MAX 16

/* "a ceasefire term" names the definition ceasefire_term. */
static void put_definition_name(struct buf *b, enum schema_scope scope)
{
    struct span name = span_of(schema_scope_name(scope));

    (void)span_cut(&name, ' ');
    for (size_t i = 0; i < name.n; i++)
        buf_putc(b, name.p[i] == ' ' ? '_' : name.p[i]);
}

static void put_ref(struct buf *b, enum schema_scope scope)
{
    buf_puts(b, "\"$ref\": \"#/$defs/");
    put_definition_name(b, scope);
    buf_putc(b, '"');
}

static void put_scalar(struct buf *b, struct span type)
{
    struct span rest = type, word;
    bool is_first = true;

    if (type.p[0] != '{') {
        buf_puts(b, type_find(type)->schema);
        return;
    }
    buf_puts(b, "{\"enum\":[");
    while (type_set_next(&rest, &word)) {
        buf_puts(b, is_first ? "" : ",");
        json_write_string(b, word);
        is_first = false;
    }
    buf_puts(b, "]}");
}

static void put_object(struct buf *b, const char *p);

/* One element's value; a list of them where the pattern says so. */
static void put_value(struct buf *b, const struct pattern_element *e, const char *inside)
{
    if (e->list != '\0')
        buf_puts(b, "{\"type\":\"array\",\"minItems\":1,\"items\":");
    if (e->form == PATTERN_FLAG)
        buf_puts(b, "{\"const\":true}");
    else if (e->form == PATTERN_GROUP)
        put_object(b, inside);
    else
        put_scalar(b, e->word);
    if (e->list != '\0')
        buf_putc(b, '}');
}

static bool is_time(const struct pattern_element *e)
{
    return e->form == PATTERN_VALUE && type_find(e->word)->is_time;
}

/* Elapsed time is in milliseconds only. */
static bool has_ending(struct span type, const char *ending)
{
    return !span_is(type, "elapsed") || span_is(span_of(ending), "_ms");
}

/* The names that a value may have: one, or one for each ending. */
static void put_property(struct buf *b, struct span name, const struct pattern_element *e,
                         const char *inside, bool *is_first)
{
    for (const char *const *ending = type_endings(); *ending != NULL; ending++) {
        if (is_time(e) && !has_ending(e->word, *ending))
            continue;
        buf_printf(b, "%s\"%.*s%s\":", *is_first ? "" : ",", SPAN_ARG(name),
                   is_time(e) ? *ending : "");
        *is_first = false;
        put_value(b, e, inside);
        if (!is_time(e))
            break;
    }
}

/* The named values of a pattern, as properties. */
static void put_properties(struct buf *b, const char *p, bool *is_first)
{
    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END || e.form == PATTERN_GROUP_END)
            return;
        if ((e.form == PATTERN_VALUE || e.form == PATTERN_FLAG || e.form == PATTERN_GROUP) &&
            e.name.n > 0)
            put_property(b, e.name, &e, p, is_first);
        if (e.form == PATTERN_GROUP)
            p = pattern_skip(p);
    }
}

static void put_required(struct buf *b, const char *p)
{
    bool is_first = true;

    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END || e.form == PATTERN_GROUP_END)
            break;
        if (e.form == PATTERN_OPEN)
            p = pattern_skip(p);
        if ((e.form != PATTERN_VALUE && e.form != PATTERN_FLAG) || is_time(&e) || e.name.n == 0)
            continue;
        buf_puts(b, is_first ? ",\"required\":[" : ",");
        json_write_string(b, e.name);
        is_first = false;
    }
    buf_puts(b, is_first ? "" : "]");
}

static void put_object(struct buf *b, const char *p)
{
    bool is_first = true;

    buf_puts(b, "{\"type\":\"object\",\"properties\":{");
    put_properties(b, p, &is_first);
    buf_putc(b, '}');
    put_required(b, p);
    buf_puts(b, ",\"additionalProperties\":false}");
}

/* A statement with a block: its own values, and the block's by reference. */
static void put_with_block(struct buf *b, const struct schema_row *row)
{
    bool is_first = true;

    buf_puts(b, "{\"type\":\"object\",\"properties\":{");
    put_properties(b, row->pattern, &is_first);
    buf_putc(b, '}');
    put_required(b, row->pattern);
    buf_putc(b, ',');
    if (row->child == SCOPE_BY_KIND) {
        buf_puts(b, "\"oneOf\":[");
        for (int k = 0; k < PACT_KIND_COUNT; k++) {
            buf_printf(b, "%s\n{\"properties\":{\"kind\":{\"const\":\"%s\"}},", k > 0 ? "," : "",
                       pact_kind_name((enum pact_kind)k));
            put_ref(b, (enum schema_scope)(SCOPE_KIND + k));
            buf_putc(b, '}');
        }
        buf_putc(b, ']');
    } else {
        put_ref(b, row->child);
    }
    buf_puts(b, ",\"unevaluatedProperties\":false}");
}

static void put_row(struct buf *b, const struct schema_row *row)
{
    const char *p = row->pattern;
    struct pattern_element e;

    if (row->child != SCOPE_NONE) {
        put_with_block(b, row);
    } else if (!pattern_has_values(row->pattern)) {
        buf_puts(b, "{\"const\":true}");
    } else if (pattern_is_single(row->pattern)) {
        do {
            e = pattern_next(&p);
        } while ((e.form != PATTERN_VALUE && e.form != PATTERN_GROUP) || e.name.n > 0);
        put_value(b, &e, p);
    } else {
        put_object(b, row->pattern);
    }
}

static struct pattern_element single_of(const struct schema_row *row)
{
    const char *p = row->pattern;
    struct pattern_element e;

    do {
        e = pattern_next(&p);
    } while (e.form != PATTERN_END && (e.form != PATTERN_VALUE || e.name.n > 0));
    return e;
}

/* All forms of the statements that share a member. */
static void put_member(struct buf *b, enum schema_scope scope, const struct schema_row *first,
                       const char *ending)
{
    const struct schema_row *forms[ALTERNATIVES_MAX];
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;
    size_t n = 0;

    while ((row = schema_next(&w)) != NULL && n < ALTERNATIVES_MAX)
        if (span_is(span_of(row->member), first->member) && (row->flags & ROW_NO_JSON) == 0)
            forms[n++] = row;
    buf_printf(b, "\n\"%s%s\":", first->member, ending);
    if ((first->flags & ROW_MANY) != 0)
        buf_puts(b, "{\"type\":\"array\",\"minItems\":1,\"items\":");
    buf_puts(b, n > 1 ? "{\"anyOf\":[" : "");
    for (size_t i = 0; i < n; i++) {
        buf_puts(b, i > 0 ? "," : "");
        put_row(b, forms[i]);
    }
    buf_puts(b, n > 1 ? "]}" : "");
    buf_puts(b, (first->flags & ROW_MANY) != 0 ? "}" : "");
}

static bool speaks_for_member(enum schema_scope scope, const struct schema_row *row)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *r;

    if ((row->flags & ROW_NO_JSON) != 0)
        return false;
    while ((r = schema_next(&w)) != NULL && r != row)
        if (span_is(span_of(r->member), row->member) && (r->flags & ROW_NO_JSON) == 0)
            return false;
    return true;
}

static void put_scope_members(struct buf *b, enum schema_scope scope)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;
    bool is_first = true;

    while ((row = schema_next(&w)) != NULL) {
        struct pattern_element e = single_of(row);

        if (!speaks_for_member(scope, row))
            continue;
        for (const char *const *ending = type_endings(); *ending != NULL; ending++) {
            if (is_time(&e) && !has_ending(e.word, *ending))
                continue;
            buf_puts(b, is_first ? "" : ",");
            is_first = false;
            put_member(b, scope, row, is_time(&e) ? *ending : "");
            if (!is_time(&e))
                break;
        }
    }
}

static void put_scope_required(struct buf *b, enum schema_scope scope)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;
    bool is_first = true;

    while ((row = schema_next(&w)) != NULL) {
        struct pattern_element e = single_of(row);

        if ((row->flags & ROW_REQUIRED) == 0 || is_time(&e) || !speaks_for_member(scope, row))
            continue;
        buf_puts(b, is_first ? ",\n\"required\":[" : ",");
        json_write_string(b, span_of(row->member));
        is_first = false;
    }
    buf_puts(b, is_first ? "" : "]");
}

enum rc reference_put_schema(struct buf *b, struct err *err)
{
    buf_puts(b, "{\n\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                "\"title\": \"A pact in canonical JSON\",\n"
                "\"$comment\": \"made by `aasc pact schema` from the table of the language\",\n");
    put_ref(b, SCOPE_FILE);
    buf_puts(b, ",\n\"unevaluatedProperties\": false,\n\"$defs\": {");
    for (int scope = 0; scope < SCOPE_COUNT; scope++) {
        buf_puts(b, scope > 0 ? ",\n\"" : "\n\"");
        put_definition_name(b, (enum schema_scope)scope);
        buf_puts(b, "\": {\"type\":\"object\",\"properties\":{");
        put_scope_members(b, (enum schema_scope)scope);
        buf_putc(b, '}');
        put_scope_required(b, (enum schema_scope)scope);
        buf_putc(b, '}');
    }
    buf_puts(b, "\n}\n}\n");
    return buf_check(b, err);
}
