/* SPDX-License-Identifier: Apache-2.0 */
/* types.c: words, names, texts: the types that are no quantities (those: types_quantity.c). */
#include "pact/types.h"

#include "pact/types_part.h"

const struct token *cursor_token(const struct cursor *c)
{
    return c->at < c->n ? &c->args[c->at].token : NULL;
}

bool type_refuse(const struct cursor *c, const char *wanted, struct err *why)
{
    const struct token *t = cursor_token(c);

    if (t == NULL)
        (void)err_set(why, RC_INPUT, "%s is missing", wanted);
    else if (t->kind == TOK_COMMA)
        (void)err_set(why, RC_INPUT, "%s is missing before the comma", wanted);
    else
        (void)err_set(why, RC_INPUT, "%.*s is %s, but %s belongs here", SPAN_ARG(t->raw),
                      lex_kind_name(t->kind), wanted);
    return false;
}

bool type_is_word(const struct token *t)
{
    return t != NULL && (t->kind == TOK_WORD || t->kind == TOK_NAME);
}

static bool take_text(struct cursor *c, struct span text, struct type_value *out)
{
    c->at++;
    *out = (struct type_value){.json = json_text(text), .ending = ""};
    return true;
}

static bool read_name(struct cursor *c, const char *wanted, struct type_value *out, struct err *why)
{
    const struct token *t = cursor_token(c);

    return type_is_word(t) ? take_text(c, t->text, out) : type_refuse(c, wanted, why);
}

#define READ_NAME(function, wanted)                                                                \
    static bool function(struct cursor *c, const struct type_context *x, struct type_value *out,   \
                         struct err *why)                                                          \
    {                                                                                              \
        (void)x;                                                                                   \
        return read_name(c, wanted, out, why);                                                     \
    }

READ_NAME(read_word, "a word")
READ_NAME(read_party, "a party")
READ_NAME(read_line, "a line")
READ_NAME(read_rule, "a rule")
READ_NAME(read_standard, "a standard of proof")
READ_NAME(read_class, "a class of members")
READ_NAME(read_mandate, "a mandate")

/* Names that are given may be plain numbers too: term 1, stage 2. */
static bool read_id(struct cursor *c, const struct type_context *x, struct type_value *out,
                    struct err *why)
{
    const struct token *t = cursor_token(c);

    (void)x;
    if (t != NULL && t->text.n > TYPE_NAME_MAX) {
        (void)err_set(why, RC_LIMIT, "a name of more than %d letters", TYPE_NAME_MAX);
        return false;
    }
    if (t != NULL && t->kind == TOK_NUMBER && t->raw.p[0] != '-')
        return take_text(c, t->text, out);
    return read_name(c, "a name", out, why);
}

static bool read_string(struct cursor *c, const struct type_context *x, struct type_value *out,
                        struct err *why)
{
    const struct token *t = cursor_token(c);

    (void)x;
    if (t == NULL || (t->kind != TOK_STRING && t->kind != TOK_TEXT))
        return type_refuse(c, "a text between quotes", why);
    return take_text(c, t->text, out);
}

/* A model is written between quotes; one that looks like a word may do without. */
static bool read_model(struct cursor *c, const struct type_context *x, struct type_value *out,
                       struct err *why)
{
    const struct token *t = cursor_token(c);
    struct span name;

    if (t == NULL || (t->kind != TOK_STRING && !type_is_word(t)))
        return type_refuse(c, "a model between quotes", why);
    name = t->text;
    if (x->equipment != NULL && equipment_find(x->equipment, name) == NULL) {
        const char *near = equipment_nearest(x->equipment, name);

        (void)err_set(why, RC_UNKNOWN, "\"%.*s\" is no model of the equipment table%s%s%s",
                      SPAN_ARG(name), near == NULL ? "; add it to a table of your own" : "",
                      near == NULL ? "" : "; did you mean ", near == NULL ? "" : near);
        return false;
    }
    return take_text(c, name, out);
}

static bool read_equipment_class(struct cursor *c, const struct type_context *x,
                                 struct type_value *out, struct err *why)
{
    const struct token *t = cursor_token(c);
    const char *near;

    (void)x;
    if (!type_is_word(t))
        return type_refuse(c, "an equipment class such as artillery", why);
    for (const char *const *k = equipment_classes(); *k != NULL; k++)
        if (span_is(t->text, *k))
            return take_text(c, t->text, out);
    near = span_nearest(t->text, equipment_classes());
    (void)err_set(why, RC_UNKNOWN, "%.*s is no equipment class%s%s", SPAN_ARG(t->text),
                  near == NULL ? "; the list is in docs/formats/equipment.md" : "; did you mean ",
                  near == NULL ? "" : near);
    return false;
}

/* Whether a name may be read as a file: within the pact's folder, nothing from the network. */
static bool is_local_file(struct span name)
{
    struct span path = span_sub(name, 0, span_find(name, '#')), rest = path;

    if (path.n == 0 || path.p[0] == '/' || span_find(path, '\\') < path.n ||
        span_find(path, ':') < path.n)
        return false;
    while (rest.p != NULL)
        if (span_is(span_cut(&rest, '/'), ".."))
            return false;
    return true;
}

static bool read_file(struct cursor *c, const struct type_context *x, struct type_value *out,
                      struct err *why)
{
    const struct token *t = cursor_token(c);

    (void)x;
    if (t == NULL || t->kind != TOK_STRING)
        return type_refuse(c, "a file such as \"geo/lines.geojson#name\"", why);
    if (!is_local_file(t->text)) {
        (void)err_set(why, RC_INPUT,
                      "\"%.*s\" is not a file in the pact's folder; write a path relative to it, "
                      "without ..",
                      SPAN_ARG(t->text));
        return false;
    }
    return take_text(c, t->text, out);
}

static bool is_hex(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
            return false;
    return s.n == (size_t)2 * SHA256_BYTES;
}

static bool read_sha256(struct cursor *c, const struct type_context *x, struct type_value *out,
                        struct err *why)
{
    const struct token *t = cursor_token(c);

    (void)x;
    if (t == NULL || t->kind != TOK_STRING || !is_hex(t->text))
        return type_refuse(c, "a SHA-256 of 64 small hexadecimal digits between quotes", why);
    return take_text(c, t->text, out);
}

/* A file in place of a name: {"file": …}, with its hash where one is pinned. */
static bool read_in_place(struct cursor *c, const struct type_context *x, struct type_value *out,
                          struct err *why)
{
    struct json object = json_object();
    struct type_value part;

    if (!read_file(c, x, &part, why))
        return false;
    if (json_set(&object, "file", part.json, x->arena, why))
        goto full;
    if (cursor_token(c) != NULL && span_is(cursor_token(c)->text, "sha256")) {
        c->at++;
        if (!read_sha256(c, x, &part, why))
            return false;
        if (json_set(&object, "sha256", part.json, x->arena, why))
            goto full;
    }
    *out = (struct type_value){.json = object, .ending = ""};
    return true;
full:
    *x->is_full = true;
    return false;
}

static bool read_area(struct cursor *c, const struct type_context *x, struct type_value *out,
                      struct err *why)
{
    const struct token *t = cursor_token(c);

    if (t != NULL && t->kind == TOK_STRING)
        return read_in_place(c, x, out, why);
    return read_name(c, "an area", out, why);
}

static bool read_selector(struct cursor *c, const struct type_context *x, struct type_value *out,
                          struct err *why)
{
    const struct token *t = cursor_token(c);

    (void)x;
    if (t != NULL && t->kind == TOK_STRING)
        return take_text(c, t->text, out);
    return read_name(c, "a category, a class of equipment or a word such as personnel", out, why);
}

static bool read_state(struct cursor *c, const struct type_context *x, struct type_value *out,
                       struct err *why)
{
    const struct token *t = cursor_token(c);
    bool is_code = t != NULL && t->kind == TOK_WORD && t->text.n == 3;

    (void)x;
    for (size_t i = 0; is_code && i < 3; i++)
        is_code = t->text.p[i] >= 'a' && t->text.p[i] <= 'z';
    if (!is_code)
        return type_refuse(c, "a State's code of three small letters (ISO 3166-1), such as ukr",
                           why);
    return take_text(c, t->text, out);
}

static bool read_side(struct cursor *c, const struct type_context *x, struct type_value *out,
                      struct err *why)
{
    const struct token *t = cursor_token(c);

    (void)x;
    if (t == NULL || t->kind != TOK_WORD ||
        (!span_is(t->text, "both-sides") &&
         (t->text.n < 6 || !span_is(span_from(t->text, t->text.n - 5), "-side"))))
        return type_refuse(c, "a side: both-sides, left-side, right-side or PARTY-side", why);
    return take_text(c, t->text, out);
}

static bool read_kind(struct cursor *c, const struct type_context *x, struct type_value *out,
                      struct err *why)
{
    const struct token *t = cursor_token(c);
    const char *near;

    (void)x;
    if (!type_is_word(t))
        return type_refuse(c, "a kind of term such as ceasefire", why);
    for (int k = 0; k < PACT_KIND_COUNT; k++)
        if (span_is(t->text, pact_kind_name((enum pact_kind)k)))
            return take_text(c, t->text, out);
    near = span_nearest(t->text, pact_kind_names());
    (void)err_set(why, RC_UNKNOWN, "%.*s is no kind of term%s%s", SPAN_ARG(t->text),
                  near == NULL ? "; the kinds are in docs/formats/pact.md" : "; did you mean ",
                  near == NULL ? "" : near);
    return false;
}

static bool read_yes(struct cursor *c, const struct type_context *x, struct type_value *out,
                     struct err *why)
{
    const struct token *t = cursor_token(c);

    (void)x;
    if (!type_is_word(t) || (!span_is(t->text, "yes") && !span_is(t->text, "no")))
        return type_refuse(c, "yes or no", why);
    c->at++;
    *out = (struct type_value){.json = json_bool(span_is(t->text, "yes")), .ending = ""};
    return true;
}

/* What is put between quotes; read_string takes it back. */
static void put_quoted(struct buf *b, struct span s)
{
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"' || s.p[i] == '\\')
            buf_putc(b, '\\');
        if (s.p[i] == '\n')
            buf_puts(b, "\\n");
        else if (s.p[i] == '\t')
            buf_puts(b, "\\t");
        else
            buf_putc(b, s.p[i]);
    }
    buf_putc(b, '"');
}

static enum rc put_string(const struct json *v, const char *ending, struct buf *b, struct err *err)
{
    (void)ending;
    if (v->type != JSON_STRING)
        return err_set(err, RC_INPUT, "%s stands where a string belongs", json_type_name(v->type));
    put_quoted(b, v->u.text);
    return RC_OK;
}

bool type_is_bare(struct span s)
{
    bool is_bare = s.n > 0;

    for (size_t i = 0; i < s.n && is_bare; i++)
        is_bare = (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
                  (s.p[i] >= '0' && s.p[i] <= '9') || strchr("_.:-", s.p[i]) != NULL;
    return is_bare && s.p[0] != '.' && s.p[0] != ':' && s.p[0] != '-';
}

enum rc type_put_word(const struct json *v, const char *ending, struct buf *b, struct err *err)
{
    (void)ending;
    if (v->type != JSON_STRING)
        return err_set(err, RC_INPUT, "%s stands where a string belongs", json_type_name(v->type));
    if (!type_is_bare(v->u.text))
        return err_set(err, RC_INPUT, "\"%.*s\" is no word of a pact", SPAN_ARG(v->u.text));
    buf_put(b, v->u.text);
    return RC_OK;
}

static enum rc put_selector(const struct json *v, const char *ending, struct buf *b,
                            struct err *err)
{
    bool is_word = v->type == JSON_STRING && type_is_bare(v->u.text) &&
                   !(v->u.text.p[0] >= '0' && v->u.text.p[0] <= '9');

    return is_word ? type_put_word(v, ending, b, err) : put_string(v, ending, b, err);
}

static enum rc put_area(const struct json *v, const char *ending, struct buf *b, struct err *err)
{
    const struct json *file = json_get(v, "file"), *sha256 = json_get(v, "sha256");
    enum rc rc;

    if (file == NULL)
        return type_put_word(v, ending, b, err);
    rc = put_string(file, ending, b, err);
    if (rc || sha256 == NULL)
        return rc;
    buf_puts(b, " sha256 ");
    return put_string(sha256, ending, b, err);
}

static enum rc put_yes(const struct json *v, const char *ending, struct buf *b, struct err *err)
{
    (void)ending;
    if (v->type != JSON_TRUE && v->type != JSON_FALSE)
        return err_set(err, RC_INPUT, "%s stands where true or false belongs",
                       json_type_name(v->type));
    buf_puts(b, v->type == JSON_TRUE ? "yes" : "no");
    return RC_OK;
}

#define WORD_SCHEMA   "{\"type\":\"string\",\"pattern\":\"^[A-Za-z0-9_][A-Za-z0-9_.:-]*$\"}"
#define STRING_SCHEMA "{\"type\":\"string\"}"
#define SHA256_SCHEMA "{\"type\":\"string\",\"pattern\":\"^[0-9a-f]{64}$\"}"
#define FILE_SCHEMA                                                                                \
    "{\"type\":\"object\",\"properties\":{\"file\":" STRING_SCHEMA ",\"sha256\":" SHA256_SCHEMA    \
    "},\"required\":[\"file\"],\"additionalProperties\":false}"
#define AREA_SCHEMA "{\"oneOf\":[" WORD_SCHEMA "," FILE_SCHEMA "]}"

#define NAMED(name, placeholder, what, ref, read)                                                  \
    {                                                                                              \
        name, placeholder, what, ref, false, read, type_put_word, WORD_SCHEMA                      \
    }

static const struct type_row words[] = {
    NAMED("id", "NAME", "a name", REF_NEW, read_id),
    NAMED("word", "WORD", "a word", REF_NONE, read_word),
    NAMED("party", "PARTY", "a party or observer; in a charter a member or candidate", REF_PARTY,
          read_party),
    NAMED("line", "LINE", "a line of the block", REF_LINE, read_line),
    NAMED("term", "TERM", "a term of the block", REF_TERM, read_id),
    NAMED("rule", "RULE", "a rule of the charter", REF_RULE, read_rule),
    NAMED("standard", "STANDARD", "a standard of proof of the charter", REF_STANDARD,
          read_standard),
    NAMED("class", "CLASS", "a class of members of the charter", REF_CLASS, read_class),
    NAMED("mandate", "MANDATE", "a mandate of the charter", REF_MANDATE, read_mandate),
    NAMED("step", "STEP", "a step of the ladder", REF_STEP, read_word),
    NAMED("equipment_class", "CLASS", "a class of docs/formats/equipment.md", REF_NONE,
          read_equipment_class),
    NAMED("state", "STATE", "a code of ISO 3166-1 alpha-3 in small letters", REF_NEW, read_state),
    NAMED("side", "SIDE", "both-sides, left-side, right-side, or a party of the line with -side",
          REF_NONE, read_side),
    NAMED("kind", "KIND", "a kind of term", REF_NONE, read_kind),
    {"string", "\"…\"", "a text between quotes", REF_NONE, false, read_string, put_string,
     STRING_SCHEMA},
    {"zone", "\"ZONE\"", "a time zone of the IANA database between quotes", REF_NONE, false,
     read_string, put_string, STRING_SCHEMA},
    {"file", "\"FILE#NAME\"", "a GeoJSON file in the pact's folder", REF_NONE, false, read_file,
     put_string, STRING_SCHEMA},
    {"sha256", "\"SHA256\"", "64 hexadecimal digits between quotes", REF_NONE, false, read_sha256,
     put_string, SHA256_SCHEMA},
    {"area", "AREA", "an area of the block, or a file", REF_AREA, false, read_area, put_area,
     AREA_SCHEMA},
    {"areas", "\"FILE\"", "a GeoJSON file whose features are areas", REF_NONE, false, read_in_place,
     put_area, FILE_SCHEMA},
    {"axes", "\"FILE\"", "a GeoJSON file whose features are lines or areas", REF_NONE, false,
     read_in_place, put_area, FILE_SCHEMA},
    {"selector", "WHAT", "a category, a class of equipment, a fixed word, or a model in quotes",
     REF_SELECTOR, false, read_selector, put_selector, STRING_SCHEMA},
    {"model", "\"MODEL\"", "a model of the equipment table", REF_NONE, false, read_model,
     put_string, STRING_SCHEMA},
    {"yes", "yes|no", "yes or no", REF_NONE, false, read_yes, put_yes, "{\"type\":\"boolean\"}"},
    {0},
};

/* The words of "{a|b}": the caller holds the set and checks it. */
static const struct type_row set_row = NAMED("{}", "WORD", "one of the words", REF_NONE, read_word);

const struct type_row *type_rows(size_t part)
{
    return part == 0 ? words : part == 1 ? type_quantities : NULL;
}

const struct type_row *type_find(struct span name)
{
    const struct type_row *row;

    for (size_t part = 0; (row = type_rows(part)) != NULL; part++)
        for (; row->name != NULL; row++)
            if (span_is(name, row->name))
                return row;
    return &set_row;
}

bool type_set_next(struct span *rest, struct span *word)
{
    if (rest->n > 0 && rest->p[0] == '{')
        *rest = span_sub(*rest, 1, rest->n - 2);
    if (rest->p == NULL || rest->n == 0)
        return false;
    *word = span_cut(rest, '|');
    return true;
}

bool type_set_has(struct span set, struct span word)
{
    struct span each;

    while (type_set_next(&set, &each))
        if (span_eq(each, word))
            return true;
    return false;
}

struct span type_set_nearest(struct span set, struct span word)
{
    struct span each, best = {0};
    size_t best_distance = SIZE_MAX;

    while (type_set_next(&set, &each)) {
        size_t distance = span_edit_distance(word, each);

        if (distance < best_distance) {
            best = each;
            best_distance = distance;
        }
    }
    /* the measure of span_nearest */
    return best_distance <= (best.n > word.n ? best.n : word.n) / 3 + 1 && best_distance < best.n
               ? best
               : span_none();
}
