/* SPDX-License-Identifier: Apache-2.0 */
#include "feed/mapping.h"

#include "feed/timeform.h"

/* The parts that a member of a type has in a table, and what each becomes. "" is the member itself.
 */
struct part {
    const char *name;
    enum mapping_value value;
};

static const struct part text_parts[] = {{"", MAPPING_TEXT}, {NULL, MAPPING_TEXT}};
static const struct part number_parts[] = {{"", MAPPING_NUMBER}, {NULL, MAPPING_TEXT}};
static const struct part flag_parts[] = {{"", MAPPING_FLAG}, {NULL, MAPPING_TEXT}};
static const struct part instant_parts[] = {{"", MAPPING_TIME}, {NULL, MAPPING_TEXT}};
static const struct part interval_parts[] = {
    {"", MAPPING_TIME}, {"to", MAPPING_TIME}, {NULL, MAPPING_TEXT}};
static const struct part count_parts[] = {{"", MAPPING_NUMBER},         {"min", MAPPING_NUMBER},
                                          {"max", MAPPING_NUMBER},      {"about", MAPPING_NUMBER},
                                          {"at_least", MAPPING_NUMBER}, {NULL, MAPPING_TEXT}};
static const struct part place_parts[] = {
    {"lat", MAPPING_NUMBER},          {"lon", MAPPING_NUMBER},
    {"sigma_m", MAPPING_NUMBER},      {"ce50_m", MAPPING_NUMBER},
    {"ce90_m", MAPPING_NUMBER},       {"ce95_m", MAPPING_NUMBER},
    {"hae_m", MAPPING_NUMBER},        {"centroid", MAPPING_FLAG},
    {"mgrs", MAPPING_TEXT},           {"near", MAPPING_TEXT},
    {"offset_m", MAPPING_NUMBER},     {"compass", MAPPING_TEXT},
    {"bearing_deg", MAPPING_NUMBER},  {"bearing_sigma_deg", MAPPING_NUMBER},
    {"range_m", MAPPING_NUMBER},      {"range_m.min", MAPPING_NUMBER},
    {"range_m.max", MAPPING_NUMBER},  {"area", MAPPING_TEXT},
    {"from.lat", MAPPING_NUMBER},     {"from.lon", MAPPING_NUMBER},
    {"from.sigma_m", MAPPING_NUMBER}, {"from.mgrs", MAPPING_TEXT},
    {"from.near", MAPPING_TEXT},      {NULL, MAPPING_TEXT}};
static const struct part item_parts[] = {
    {"model", MAPPING_TEXT},     {"class", MAPPING_TEXT}, {"calibre_mm", MAPPING_NUMBER},
    {"range_m", MAPPING_NUMBER}, {"n", MAPPING_NUMBER},   {"serial", MAPPING_TEXT},
    {"state", MAPPING_TEXT},     {"p", MAPPING_NUMBER},   {NULL, MAPPING_TEXT}};
static const struct part movement_parts[] = {
    {"from", MAPPING_TEXT}, {"to", MAPPING_TEXT}, {NULL, MAPPING_TEXT}};
static const struct part command_parts[] = {
    {"", MAPPING_TEXT}, {"id", MAPPING_TEXT}, {"p", MAPPING_NUMBER}, {NULL, MAPPING_TEXT}};
static const struct part change_parts[] = {
    {"", MAPPING_NUMBER}, {"category", MAPPING_TEXT}, {"by", MAPPING_NUMBER}, {NULL, MAPPING_TEXT}};

static const struct part *const parts[MEMBER_TYPE_COUNT] = {
    [MEMBER_TEXT] = text_parts,           [MEMBER_NAME] = text_parts,
    [MEMBER_WORD] = text_parts,           [MEMBER_LIST_WORD] = text_parts,
    [MEMBER_LETTER] = text_parts,         [MEMBER_FLAG] = flag_parts,
    [MEMBER_REAL] = number_parts,         [MEMBER_FLOAT] = number_parts,
    [MEMBER_INTERVAL] = interval_parts,   [MEMBER_WHEN] = interval_parts,
    [MEMBER_INSTANT] = instant_parts,     [MEMBER_KNOWN] = instant_parts,
    [MEMBER_UNTIL] = instant_parts,       [MEMBER_PLACE] = place_parts,
    [MEMBER_AREA] = text_parts,           [MEMBER_COUNT] = count_parts,
    [MEMBER_ACTOR] = text_parts,          [MEMBER_ITEMS] = item_parts,
    [MEMBER_LINE_ID] = text_parts,        [MEMBER_TERM_ID] = text_parts,
    [MEMBER_MOVEMENT] = movement_parts,   [MEMBER_COMMAND] = command_parts,
    [MEMBER_LIMIT_CHANGE] = change_parts,
    /* lines, lists of names and free JSON have no place in a cell */
};

/* What a path names, or a message that says what it could name. */
static enum rc check_path(enum row_kind kind, struct span path, enum mapping_value *out,
                          struct err *err)
{
    size_t dot = span_find(path, '.');
    const struct member *m = member_find(kind, span_sub(path, 0, dot));
    struct span rest = span_from(path, dot + 1);
    const char *near[32];
    const struct part *part = m == NULL ? NULL : parts[m->type];
    const char *nearest;
    size_t n = 0;

    if (m == NULL)
        return err_set(err, RC_UNKNOWN, "field \"%.*s\": %s has no member \"%.*s\"", SPAN_ARG(path),
                       vocab_word(VOCAB_KIND, (int)kind), SPAN_ARG(span_sub(path, 0, dot)));
    if (part == NULL)
        return err_set(err, RC_INPUT, "field \"%.*s\": %s does not fit into a column",
                       SPAN_ARG(path), member_type_name(m->type));
    for (; part->name != NULL; part++) {
        if (span_is(rest, part->name)) {
            *out = part->value;
            return RC_OK;
        }
        near[n++] = part->name;
    }
    near[n] = NULL;
    nearest = span_nearest(rest, near);
    return err_set(err, RC_UNKNOWN, "field \"%.*s\": %s has no such part%s%s%s", SPAN_ARG(path),
                   member_type_name(m->type), nearest == NULL ? "" : "; did you mean \".",
                   nearest == NULL ? "" : nearest, nearest == NULL ? "" : "\"?");
}

static enum rc only(const struct json *v, const char *const *names, const char *what,
                    struct err *err)
{
    for (size_t i = 0; i < v->u.object.n; i++) {
        struct span name = v->u.object.members[i].name;
        const char *near = span_nearest(name, names);
        size_t k = 0;

        while (names[k] != NULL && !span_is(name, names[k]))
            k++;
        if (names[k] == NULL)
            return err_set(err, RC_UNKNOWN, "%s has no member \"%.*s\"%s%s%s", what, SPAN_ARG(name),
                           near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                           near == NULL ? "" : "\"?");
    }
    return RC_OK;
}

static enum rc text_of(const struct json *v, const char *name, struct span *out, struct err *err)
{
    const struct json *member = json_get(v, name);

    if (member == NULL)
        return RC_OK;
    if (member->type != JSON_STRING)
        return err_set(err, RC_INPUT, "%s: must be text in quotes", name);
    *out = member->u.text;
    return RC_OK;
}

/* "column": "a" or "columns": ["a", "b"] */
static enum rc read_columns(const struct json *v, struct mapping_field *out, struct err *err)
{
    const struct json *several = json_get(v, "columns");

    if (several == NULL) {
        enum rc rc = text_of(v, "column", &out->columns[0], err);

        out->n_columns = out->columns[0].n > 0 ? 1 : 0;
        if (rc == RC_OK && out->n_columns == 0)
            rc = err_set(err, RC_INPUT, "column: missing; the name of the column");
        return rc;
    }
    if (several->type != JSON_ARRAY || several->u.array.n == 0 ||
        several->u.array.n > MAPPING_COLUMNS_MAX)
        return err_set(err, RC_INPUT, "columns: must be a list of 1 to %d names",
                       MAPPING_COLUMNS_MAX);
    for (size_t i = 0; i < several->u.array.n; i++) {
        if (several->u.array.items[i].type != JSON_STRING)
            return err_set(err, RC_INPUT, "columns: must be names in quotes");
        out->columns[out->n_columns++] = several->u.array.items[i].u.text;
    }
    return RC_OK;
}

static enum rc read_words(const struct json *v, struct arena *a, struct mapping_field *out,
                          struct err *err)
{
    const struct json *words = json_get(v, "words");

    table_init(&out->words, a);
    if (words == NULL)
        return RC_OK;
    if (words->type != JSON_OBJECT)
        return err_set(err, RC_INPUT,
                       "words: must be an object {\"as in the table\": \"as here\"}");
    out->translations = arena_array(a, words->u.object.n, sizeof(*out->translations), err);
    if (out->translations == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < words->u.object.n; i++) {
        const struct json_member *m = &words->u.object.members[i];
        enum rc rc;

        if (m->value.type != JSON_STRING)
            return err_set(err, RC_INPUT, "words: \"%.*s\" must become text in quotes",
                           SPAN_ARG(m->name));
        out->translations[i] = m->value.u.text;
        rc = table_add(&out->words, m->name, (uint32_t)i, err);
        if (rc)
            return rc;
    }
    return RC_OK;
}

/* A field is the name of its column, or an object. */
static enum rc read_field(const struct json *v, struct arena *a, struct mapping_field *out,
                          struct err *err)
{
    static const char *const names[] = {"column", "columns",  "format", "words",
                                        "other",  "if_empty", NULL};
    enum rc rc;

    table_init(&out->words, a);
    if (v->type == JSON_STRING) {
        out->columns[0] = v->u.text;
        out->n_columns = 1;
        return RC_OK;
    }
    if (v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "must be the name of a column or an object, not %s",
                       json_type_name(v->type));
    if ((rc = only(v, names, "a field", err)) != RC_OK ||
        (rc = read_columns(v, out, err)) != RC_OK || (rc = read_words(v, a, out, err)) != RC_OK ||
        (rc = text_of(v, "format", &out->form, err)) != RC_OK ||
        (rc = text_of(v, "other", &out->other, err)) != RC_OK)
        return rc;
    rc = text_of(v, "if_empty", &out->if_empty, err);
    if (rc == RC_OK && out->form.n > 0 && out->value != MAPPING_TIME)
        rc = err_set(err, RC_INPUT, "format: is for times only");
    if (rc == RC_OK && out->form.n > 0)
        rc = timeform_check(out->form, err);
    return rc;
}

static enum rc read_fields(const struct json *v, struct arena *a, struct mapping *out,
                           struct err *err)
{
    if (v == NULL || v->type != JSON_OBJECT || v->u.object.n == 0 ||
        v->u.object.n > MAPPING_FIELDS_MAX)
        return err_set(err, RC_INPUT,
                       "fields: must be an object of 1 to %d fields {\"time\": \"column\", …}",
                       MAPPING_FIELDS_MAX);
    out->fields = arena_array(a, v->u.object.n, sizeof(*out->fields), err);
    if (out->fields == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < v->u.object.n; i++) {
        struct mapping_field *f = &out->fields[i];
        enum rc rc;

        f->path = v->u.object.members[i].name;
        rc = check_path(out->kind, f->path, &f->value, err);
        if (rc)
            return rc;
        rc = read_field(&v->u.object.members[i].value, a, f, err);
        if (rc)
            return err_prefix(err, rc, "field \"%.*s\": ", SPAN_ARG(f->path));
        out->n_fields++;
    }
    return RC_OK;
}

/* "*", or the names of columns. */
static enum rc read_attributes(const struct json *v, struct arena *a, struct mapping *out,
                               struct err *err)
{
    if (v == NULL)
        return RC_OK;
    if (member_find(out->kind, SPAN("attributes")) == NULL)
        return err_set(err, RC_INPUT, "attributes: only observations keep them");
    out->keeps_all = v->type == JSON_STRING && span_is(v->u.text, "*");
    if (out->keeps_all)
        return RC_OK;
    if (v->type != JSON_ARRAY)
        return err_set(err, RC_INPUT, "attributes: must be a list of columns, or \"*\"");
    out->attributes = arena_array(a, v->u.array.n, sizeof(*out->attributes), err);
    if (out->attributes == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < v->u.array.n; i++) {
        if (v->u.array.items[i].type != JSON_STRING)
            return err_set(err, RC_INPUT, "attributes: must be names of columns");
        out->attributes[out->n_attributes++] = v->u.array.items[i].u.text;
    }
    return RC_OK;
}

static enum rc read_constants(const struct json *v, struct mapping *out, struct err *err)
{
    const struct json *kind;
    int value = ROW_OBSERVATION;
    enum rc rc = RC_OK;

    out->constants = json_object();
    if (v == NULL)
        return RC_OK;
    if (v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "constants: must be an object: a part of a row");
    kind = json_get(v, "kind");
    if (kind != NULL && kind->type == JSON_STRING)
        rc = vocab_find(VOCAB_KIND, kind->u.text, &value, err);
    if (rc)
        return err_prefix(err, rc, "constants: kind: ");
    out->kind = (enum row_kind)value;
    out->constants = *v;
    for (size_t i = 0; i < v->u.object.n; i++) {
        struct span name = v->u.object.members[i].name;

        if (!span_is(name, "kind") && member_find(out->kind, name) == NULL)
            return err_set(err, RC_UNKNOWN, "constants: %s has no member \"%.*s\"",
                           vocab_word(VOCAB_KIND, value), SPAN_ARG(name));
    }
    return RC_OK;
}

static enum rc read_separator(const struct json *v, char *out, struct err *err)
{
    struct span text = SPAN(",");
    enum rc rc = text_of(v, "separator", &text, err);

    if (rc)
        return rc;
    if (text.n != 1 || text.p[0] == '"' || text.p[0] == '\n' || text.p[0] == '\r')
        return err_set(err, RC_INPUT,
                       "separator: must be one character: \",\" \";\" \"|\" \"\\t\"");
    *out = text.p[0];
    return RC_OK;
}

static enum rc read_form(const struct json *v, struct mapping *out, struct err *err)
{
    struct span encoding = SPAN("utf-8"), decimal = SPAN(".");
    enum rc rc;

    if ((rc = read_separator(v, &out->separator, err)) != RC_OK ||
        (rc = text_of(v, "encoding", &encoding, err)) != RC_OK ||
        (rc = text_of(v, "zone", &out->zone, err)) != RC_OK ||
        (rc = text_of(v, "decimal", &decimal, err)) != RC_OK)
        return rc;
    out->has_decimal_comma = span_is(decimal, ",");
    if (!out->has_decimal_comma && !span_is(decimal, "."))
        return err_set(err, RC_INPUT, "decimal: must be \".\" or \",\"");
    rc = encoding_find(encoding, &out->encoding, err);
    return rc != RC_OK ? err_prefix(err, rc, "encoding: ") : RC_OK;
}

enum rc mapping_read(struct span text, struct arena *a, struct mapping *out, struct err *err)
{
    static const char *const names[] = {"separator", "encoding", "zone",       "decimal",
                                        "constants", "fields",   "attributes", NULL};
    struct mapping found = {0};
    struct json v;
    enum rc rc = json_parse(text, a, &v, err);

    if (rc == RC_OK && v.type != JSON_OBJECT)
        rc = err_set(err, RC_INPUT, "must be an object {\"fields\": …}");
    if (rc != RC_OK || (rc = only(&v, names, "a mapping", err)) != RC_OK ||
        (rc = read_form(&v, &found, err)) != RC_OK ||
        (rc = read_constants(json_get(&v, "constants"), &found, err)) != RC_OK ||
        (rc = read_fields(json_get(&v, "fields"), a, &found, err)) != RC_OK ||
        (rc = read_attributes(json_get(&v, "attributes"), a, &found, err)) != RC_OK)
        return rc;
    *out = found;
    return RC_OK;
}
