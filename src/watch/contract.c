/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/contract.h"

#include "watch/observe.h"

/* JSON texts here have a single quote for a double one, to be read at all: put_text turns them. */

/* JSON texts in this file have single quotes for double ones, to be readable in C; put_text turns
 * them. */

/* What each type is in a schema; lists and limits are put in by member. */
static const char *const type_schemas[MEMBER_TYPE_COUNT] = {
    [MEMBER_TEXT] = "{'type': 'string'}",
    [MEMBER_NAME] = "{'type': 'string', 'minLength': 1}",
    [MEMBER_FLAG] = "{'type': 'boolean'}",
    [MEMBER_INTERVAL] = "{'$ref': '#/$defs/time'}",
    [MEMBER_WHEN] = "{'$ref': '#/$defs/time'}",
    [MEMBER_INSTANT] = "{'$ref': '#/$defs/time'}",
    [MEMBER_KNOWN] = "{'$ref': '#/$defs/time'}",
    [MEMBER_UNTIL] = "{'$ref': '#/$defs/time'}",
    [MEMBER_PLACE] = "{'$ref': '#/$defs/place'}",
    [MEMBER_AREA] = "{'$ref': '#/$defs/area'}",
    [MEMBER_COUNT] = "{'$ref': '#/$defs/count'}",
    [MEMBER_ACTOR] = "{'type': 'string', 'minLength': 1}",
    [MEMBER_ITEMS] = "{'$ref': '#/$defs/items'}",
    [MEMBER_JSON] = "true",
    [MEMBER_LINE] = "{'$ref': '#/$defs/line'}",
    [MEMBER_LINE_ID] = "{'type': 'string', 'minLength': 1}",
    [MEMBER_TERM_ID] = "{'type': 'string', 'minLength': 1}",
    [MEMBER_NAMES] = "{'type': 'array', 'items': {'type': 'string', 'minLength': 1}}",
    [MEMBER_MOVEMENT] = "{'$ref': '#/$defs/movement'}",
    [MEMBER_COMMAND] = "{'$ref': '#/$defs/command'}",
    [MEMBER_LIMIT_CHANGE] = "{'$ref': '#/$defs/limit_change'}",
};

/* The values that several members share, one definition each. */
static const char *const definitions[] = {
    ("'time': {'type': 'string', 'pattern': '^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt "
     "][0-9:.]+([Zz]|[+-][0-9]{2}:[0-9]{2})?)?(/[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt "
     "][0-9:.]+([Zz]|[+-][0-9]{2}:[0-9]{2})?)?)?$'}"),
    "'whole': {'type': 'integer', 'minimum': 0, 'maximum': 1000000000}",
    ("'count': {'oneOf': [{'$ref': '#/$defs/whole'},\n"
     "      {'type': 'object', 'required': ['min', 'max'], 'additionalProperties': false, "
     "'properties': {'min': {'$ref': '#/$defs/whole'}, 'max': {'oneOf': [{'$ref': "
     "'#/$defs/whole'}, {'type': 'null'}]}}},\n"
     "      {'type': 'object', 'required': ['about'], 'additionalProperties': false, "
     "'properties': {'about': {'$ref': '#/$defs/whole'}}},\n"
     "      {'type': 'object', 'required': ['at_least'], 'additionalProperties': false, "
     "'properties': {'at_least': {'$ref': '#/$defs/whole'}}},\n"
     "      {'type': 'object', 'required': ['unknown'], 'additionalProperties': false, "
     "'properties': {'unknown': {'const': true}}}]}"),
    "'lat': {'type': 'number', 'minimum': -90, 'maximum': 90}",
    "'lon': {'type': 'number', 'minimum': -180, 'maximum': 180}",
    "'error_m': {'type': 'number', 'minimum': 0, 'maximum': 1000000}",
    ("'range': {'oneOf': [{'type': 'number', 'minimum': 0}, {'type': 'array', 'items': "
     "{'type': 'number', 'minimum': 0}, 'minItems': 2, 'maxItems': 2}]}"),
    "'geometry': {'type': 'object', 'required': ['type']}",
    ("'line': {'type': 'object', 'required': ['type', 'coordinates'], 'properties': {'type': "
     "{'enum': ['LineString', 'MultiLineString']}}}"),
    "'area': {'oneOf': [{'type': 'string', 'minLength': 1}, {'$ref': '#/$defs/geometry'}]}",
    ("'fix': {'type': 'array', 'minItems': 3, 'maxItems': 4, 'prefixItems': [{'$ref': "
     "'#/$defs/time'}, {'$ref': '#/$defs/lat'}, {'$ref': '#/$defs/lon'}, {'type': ['number', "
     "'null']}]}"),
    ("'place': {'oneOf': [\n"
     "      {'type': 'object', 'required': ['lat', 'lon'], 'additionalProperties': false, "
     "'properties': {'lat': {'$ref': '#/$defs/lat'}, 'lon': {'$ref': '#/$defs/lon'}, "
     "'sigma_m': {'$ref': '#/$defs/error_m'}, 'ce50_m': {'$ref': '#/$defs/error_m'}, "
     "'ce90_m': {'$ref': '#/$defs/error_m'}, 'ce95_m': {'$ref': '#/$defs/error_m'}, 'hae_m': "
     "{'type': 'number'}, 'centroid': {'type': 'boolean'}}},\n"
     "      {'type': 'object', 'required': ['mgrs'], 'additionalProperties': false, "
     "'properties': {'mgrs': {'type': 'string'}, 'sigma_m': {'$ref': '#/$defs/error_m'}, "
     "'ce50_m': {'$ref': '#/$defs/error_m'}, 'ce90_m': {'$ref': '#/$defs/error_m'}, 'ce95_m': "
     "{'$ref': '#/$defs/error_m'}, 'hae_m': {'type': 'number'}}},\n"
     "      {'type': 'object', 'required': ['from', 'range_m'], 'additionalProperties': "
     "false, 'properties': {'from': {'$ref': '#/$defs/place'}, 'compass': {'type': 'string'}, "
     "'bearing_deg': {'type': 'number', 'minimum': 0, 'maximum': 360}, 'bearing_sigma_deg': "
     "{'type': 'number', 'minimum': 0, 'maximum': 180}, 'range_m': {'$ref': "
     "'#/$defs/range'}}},\n"
     "      {'type': 'object', 'required': ['near'], 'additionalProperties': false, "
     "'properties': {'near': {'type': 'string'}, 'offset_m': {'$ref': '#/$defs/range'}, "
     "'compass': {'type': 'string'}, 'bearing_deg': {'type': 'number', 'minimum': 0, "
     "'maximum': 360}, 'bearing_sigma_deg': {'type': 'number', 'minimum': 0, 'maximum': 180}, "
     "'sigma_m': {'$ref': '#/$defs/error_m'}, 'ce50_m': {'$ref': '#/$defs/error_m'}, "
     "'ce90_m': {'$ref': '#/$defs/error_m'}, 'ce95_m': {'$ref': '#/$defs/error_m'}}},\n"
     "      {'type': 'object', 'required': ['area'], 'additionalProperties': false, "
     "'properties': {'area': {'$ref': '#/$defs/area'}}},\n"
     "      {'type': 'object', 'required': ['track'], 'additionalProperties': false, "
     "'properties': {'track': {'type': 'array', 'minItems': 1, 'items': {'$ref': "
     "'#/$defs/fix'}}, 'sigma_m': {'$ref': '#/$defs/error_m'}, 'ce50_m': {'$ref': "
     "'#/$defs/error_m'}, 'ce90_m': {'$ref': '#/$defs/error_m'}, 'ce95_m': {'$ref': "
     "'#/$defs/error_m'}}}]}"),
    ("'item': {'type': 'object', 'additionalProperties': false, 'properties': {'model': "
     "{'type': 'string'}, 'class': {'type': 'string'}, 'calibre_mm': {'type': 'number', "
     "'minimum': 0, 'maximum': 2000}, 'range_m': {'type': 'number', 'minimum': 0}, 'p': "
     "{'type': 'number', 'minimum': 0, 'maximum': 1}, 'n': {'$ref': '#/$defs/count'}, "
     "'serial': {'type': 'string'}, 'state': {'$ref': '#/$defs/state'}}}"),
    ("'items': {'oneOf': [{'$ref': '#/$defs/item'}, {'type': 'array', 'items': {'oneOf': "
     "[{'$ref': '#/$defs/item'}, {'type': 'array', 'minItems': 1, 'items': {'$ref': "
     "'#/$defs/item'}}]}}]}"),
    ("'movement': {'type': 'object', 'additionalProperties': false, 'properties': {'from': "
     "{'type': 'string'}, 'to': {'type': 'string'}}}"),
    ("'command': {'oneOf': [{'type': 'string', 'minLength': 1}, {'type': 'object', "
     "'required': ['id'], 'additionalProperties': false, 'properties': {'id': {'type': "
     "'string', 'minLength': 1}, 'p': {'type': 'number', 'minimum': 0, 'maximum': 1}}}]}"),
    ("'limit_change': {'oneOf': [{'type': 'integer'}, {'type': 'object', 'required': ['by'], "
     "'additionalProperties': false, 'properties': {'category': {'type': 'string'}, 'by': "
     "{'type': 'integer'}}}]}"),
    NULL,
};

static void put_text(struct buf *b, const char *text)
{
    for (; *text != '\0'; text++)
        buf_putc(b, (char)(*text == '\'' ? '"' : *text));
}

static void put_words(struct buf *b, enum vocab_list list)
{
    const char *const *words = vocab_words(list);

    buf_puts(b, "{\"enum\": [");
    for (size_t i = 0; words[i] != NULL; i++)
        buf_printf(b, "%s\"%s\"", i == 0 ? "" : ", ", words[i]);
    buf_puts(b, "]}");
}

/* Digits may be numbers too. */
static void put_letters(struct buf *b, const char *letters)
{
    buf_puts(b, "{\"enum\": [");
    for (size_t i = 0; letters[i] != '\0'; i++)
        buf_printf(b, "%s\"%c\"", i == 0 ? "" : ", ", letters[i]);
    for (size_t i = 0; letters[i] >= '0' && letters[i] <= '9'; i++)
        buf_printf(b, ", %c", letters[i]);
    buf_puts(b, "]}");
}

static void put_member_schema(struct buf *b, const struct member *m)
{
    buf_printf(b, "        \"%s\": {\"description\": \"", m->name);
    for (const char *p = m->help; *p != '\0'; p++) {
        if (*p == '"')
            buf_putc(b, '\\');
        buf_putc(b, *p);
    }
    buf_puts(b, "\", \"anyOf\": [{\"type\": \"null\"}, ");
    if (m->type == MEMBER_WORD || m->type == MEMBER_LIST_WORD)
        put_words(b, (enum vocab_list)m->list);
    else if (m->type == MEMBER_LETTER)
        put_letters(b, m->letters);
    else if (m->type == MEMBER_REAL || m->type == MEMBER_FLOAT)
        buf_printf(b, "{\"type\": \"number\", \"minimum\": %.10g, \"maximum\": %.10g}", m->min,
                   m->max);
    else
        put_text(b, type_schemas[m->type]);
    buf_puts(b, "]}");
}

static void put_required(struct buf *b, const struct member_kind *k, bool needs_kind)
{
    const char *separator = "";

    buf_puts(b, "      \"required\": [");
    if (needs_kind) {
        buf_puts(b, "\"kind\"");
        separator = ", ";
    }
    for (size_t i = 0; i < k->n_members; i++)
        if (k->members[i].is_required) {
            buf_printf(b, "%s\"%s\"", separator, k->members[i].name);
            separator = ", ";
        }
    for (size_t i = 0; i < 2 && k->required[i] != NULL; i++) {
        buf_printf(b, "%s\"%s\"", separator, k->required[i]);
        separator = ", ";
    }
    buf_puts(b, "],\n");
}

static void put_kind_schema(struct buf *b, enum row_kind kind)
{
    const struct member_kind *k = member_kind(kind);
    size_t n_common;
    const struct member *common = member_common(&n_common);
    const char *word = vocab_word(VOCAB_KIND, (int)kind);

    buf_printf(b, "    {\n      \"title\": \"%s\",\n      \"description\": \"%s\",\n", word,
               k->help);
    buf_puts(b, "      \"type\": \"object\",\n      \"additionalProperties\": false,\n");
    put_required(b, k, kind != ROW_OBSERVATION);
    buf_printf(b, "      \"properties\": {\n        \"kind\": {\"const\": \"%s\"},\n", word);
    for (size_t i = 0; i < n_common; i++) {
        put_member_schema(b, &common[i]);
        buf_puts(b, ",\n");
    }
    for (size_t i = 0; i < k->n_members; i++) {
        put_member_schema(b, &k->members[i]);
        buf_puts(b, i + 1 < k->n_members ? ",\n" : "\n");
    }
    buf_puts(b, "      }\n    }");
}

void contract_put_schema(struct buf *b)
{
    buf_puts(b, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                "  \"title\": \"One row of observations for aasc judge\",\n"
                "  \"oneOf\": [\n");
    for (int kind = 0; kind < ROW_KIND_COUNT; kind++) {
        put_kind_schema(b, (enum row_kind)kind);
        buf_puts(b, kind + 1 < ROW_KIND_COUNT ? ",\n" : "\n");
    }
    buf_puts(b, "  ],\n  \"$defs\": {\n    \"state\": ");
    put_words(b, VOCAB_ITEM_STATE);
    for (size_t i = 0; definitions[i] != NULL; i++) {
        buf_puts(b, ",\n    ");
        put_text(b, definitions[i]);
    }
    buf_puts(b, "\n  }\n}\n");
}

static void put_member_row(struct buf *b, const struct member *m)
{
    buf_printf(b, "| `%s` | %s", m->name, member_type_name(m->type));
    if (m->type == MEMBER_WORD || m->type == MEMBER_LIST_WORD)
        buf_printf(b, ": [%s](#%s)", vocab_name((enum vocab_list)m->list),
                   vocab_name((enum vocab_list)m->list));
    if (m->type == MEMBER_LETTER)
        buf_printf(b, " of `%s`", m->letters);
    if (m->type == MEMBER_REAL || m->type == MEMBER_FLOAT)
        buf_printf(b, " from %.10g to %.10g", m->min, m->max);
    buf_printf(b, " | %s | %s |\n", m->is_required ? "yes" : "", m->help);
}

static void put_kind_table(struct buf *b, enum row_kind kind)
{
    const struct member_kind *k = member_kind(kind);

    buf_printf(b, "### %s\n\n%s. `recorded_at` left out: %s.", vocab_word(VOCAB_KIND, (int)kind),
               k->help, k->known);
    if (k->required[0] != NULL)
        buf_printf(b, " `%s` is required.", k->required[0]);
    buf_puts(b, "\n\n");
    buf_puts(b, "| member | value | required | meaning |\n|---|---|---|---|\n");
    for (size_t i = 0; i < k->n_members; i++)
        put_member_row(b, &k->members[i]);
    buf_putc(b, '\n');
}

void contract_put_markdown(struct buf *b)
{
    size_t n;
    const struct member *common = member_common(&n);

    buf_puts(b, "### Members of every kind\n\n| member | value | required | meaning |\n"
                "|---|---|---|---|\n| `kind` | a word of a list: [kind](#kind) |  | left out: "
                "observation |\n");
    for (size_t i = 0; i < n; i++)
        put_member_row(b, &common[i]);
    buf_putc(b, '\n');
    for (int kind = 0; kind < ROW_KIND_COUNT; kind++)
        put_kind_table(b, (enum row_kind)kind);
    for (int list = 0; list < VOCAB_COUNT; list++) {
        const char *const *words = vocab_words((enum vocab_list)list);

        buf_printf(b, "### %s\n\n", vocab_name((enum vocab_list)list));
        for (size_t i = 0; words[i] != NULL; i++)
            buf_printf(b, "%s`%s`", i == 0 ? "" : " ", words[i]);
        buf_puts(b, "\n\n");
    }
}
