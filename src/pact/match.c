/* SPDX-License-Identifier: Apache-2.0 */
/* match.c: one statement against the patterns of the table. */
#include "pact/node.h"
#include "pact/usage.h"

#define SET_TEXT_MAX 600

struct matcher {
    const struct type_context *types;
    enum schema_scope scope;
    struct cursor c;
    struct capture *captures;
    size_t n, cap;
    struct json object; /* the named values */
    struct json single; /* the unnamed one */
    const char *ending; /* of the unnamed one */
    bool has_single;
    struct err why; /* the first fault */
    struct src_pos fault;
    bool is_full; /* the arena */
};

static struct src_pos here(const struct matcher *m)
{
    const struct token *t = cursor_token(&m->c);

    return t != NULL ? t->pos : m->c.end;
}

static bool fail_at(struct matcher *m, struct src_pos at)
{
    m->fault = at;
    return false;
}

static bool full(struct matcher *m)
{
    m->is_full = true;
    return fail_at(m, here(m));
}

static bool is_literal(const struct token *t, struct span word)
{
    return t != NULL && t->kind != TOK_STRING && t->kind != TOK_TEXT && span_eq(t->raw, word);
}

static bool match_word(struct matcher *m, struct span word)
{
    const struct token *t = cursor_token(&m->c);

    if (is_literal(t, word)) {
        m->c.at++;
        return true;
    }
    if (t == NULL)
        (void)err_set(&m->why, RC_INPUT, "\"%.*s\" is missing", SPAN_ARG(word));
    else
        (void)err_set(&m->why, RC_INPUT, "%.*s stands where \"%.*s\" belongs", SPAN_ARG(t->raw),
                      SPAN_ARG(word));
    return fail_at(m, here(m));
}

/* A word of a set; the message names the set. */
static bool check_set(struct matcher *m, struct span set, const struct type_value *v,
                      struct src_pos at)
{
    struct span near, rest = set, word;
    char list[SET_TEXT_MAX];
    size_t n = 0;

    if (type_set_has(set, v->json.u.text))
        return true;
    near = type_set_nearest(set, v->json.u.text);
    list[0] = '\0';
    while (type_set_next(&rest, &word) && n + word.n + 3 < sizeof(list)) {
        int wrote =
            snprintf(list + n, sizeof(list) - n, "%s%.*s", n > 0 ? ", " : "", SPAN_ARG(word));

        n += (size_t)wrote;
    }
    if (near.n > 0)
        (void)err_set(&m->why, RC_UNKNOWN, "%.*s is not known here; did you mean %.*s",
                      SPAN_ARG(v->json.u.text), SPAN_ARG(near));
    else
        (void)err_set(&m->why, RC_UNKNOWN, "%.*s is not known here; known are %s",
                      SPAN_ARG(v->json.u.text), list);
    return fail_at(m, at);
}

static bool add_capture(struct matcher *m, struct span name, const struct type_row *type,
                        struct json value, struct src_pos at)
{
    struct capture *items =
        arena_grow(m->types->arena, m->captures, m->n, &m->cap, sizeof(*items), &m->why);

    if (items == NULL)
        return full(m);
    m->captures = items;
    m->captures[m->n++] = (struct capture){.name = name, .type = type, .value = value, .at = at};
    return true;
}

static bool read_value(struct matcher *m, const struct pattern_element *e, struct type_value *out)
{
    const struct type_row *type = type_find(e->word);
    struct src_pos at = here(m), end;

    if (!type->read(&m->c, m->types, out, &m->why)) {
        m->is_full = *m->types->is_full;
        return fail_at(m, here(m));
    }
    if (e->word.p[0] == '{' && !check_set(m, e->word, out, at))
        return false;
    end = m->c.args[m->c.at - 1].token.pos; /* of a quantity, its unit */
    if (end.line == at.line && end.column > at.column)
        at.width = end.column + end.width - at.column;
    return add_capture(m, e->name, type, out->json, at);
}

/* Put a value where it belongs: under its name, or as the only one. */
static bool place(struct matcher *m, struct json *object, struct span name,
                  const struct type_value *v)
{
    struct span full_name;

    if (name.n == 0) {
        m->single = v->json;
        m->ending = v->ending;
        m->has_single = true;
        return true;
    }
    full_name = arena_printf(m->types->arena, &m->why, "%.*s%s", SPAN_ARG(name), v->ending);
    if (full_name.p == NULL || json_set(object, full_name.p, v->json, m->types->arena, &m->why))
        return full(m);
    return true;
}

/* Whether another item follows: "," "and" "or". */
static bool more_items(struct matcher *m, char list)
{
    const struct token *t = cursor_token(&m->c);
    bool more = t != NULL && (list == ','   ? t->kind == TOK_COMMA
                              : list == '&' ? is_literal(t, SPAN("and"))
                                            : is_literal(t, SPAN("or")));

    if (more)
        m->c.at++;
    return more;
}

static bool match_elements(struct matcher *m, const char **p, struct json *object);

static bool match_value(struct matcher *m, const struct pattern_element *e, struct json *object)
{
    struct type_value item, out = {.json = json_array(), .ending = ""};

    do {
        if (!read_value(m, e, &item))
            return false;
        if (e->list == '\0')
            return place(m, object, e->name, &item);
        if (json_push(&out.json, item.json, m->types->arena, &m->why))
            return full(m);
    } while (more_items(m, e->list));
    return place(m, object, e->name, &out);
}

static bool match_group(struct matcher *m, const struct pattern_element *e, const char **p,
                        struct json *object)
{
    struct type_value out = {.json = json_array(), .ending = ""};
    const char *inside = *p;

    do {
        struct json group = json_object();

        *p = inside;
        if (!match_elements(m, p, &group))
            return false;
        if (e->list == '\0')
            out.json = group;
        else if (json_push(&out.json, group, m->types->arena, &m->why))
            return full(m);
    } while (e->list != '\0' && more_items(m, e->list));
    return place(m, object, e->name, &out);
}

/* Whether what may be left out is there: its first word is, or anything at all where it begins
 * with a value. */
static bool is_begun(const struct matcher *m, const char *p)
{
    struct pattern_element e = pattern_next(&p);
    const struct token *t = cursor_token(&m->c);

    if (e.form == PATTERN_WORD || e.form == PATTERN_FLAG)
        return is_literal(t, e.word);
    return t != NULL;
}

static bool match_element(struct matcher *m, const struct pattern_element *e, const char **p,
                          struct json *object)
{
    struct type_value yes = {.json = json_bool(true), .ending = ""};

    switch (e->form) {
    case PATTERN_WORD:
        return match_word(m, e->word);
    case PATTERN_FLAG:
        return match_word(m, e->word) && place(m, object, e->name, &yes);
    case PATTERN_VALUE:
        return match_value(m, e, object);
    case PATTERN_GROUP:
        return match_group(m, e, p, object);
    case PATTERN_OPEN:
        if (!is_begun(m, *p)) {
            *p = pattern_skip(*p);
            return true;
        }
        return match_elements(m, p, object);
    case PATTERN_GROUP_END:
    case PATTERN_CLOSE:
    case PATTERN_END:
        break;
    }
    return true;
}

/* Up to the end of the pattern, of the group, or of what may be left out. */
static bool match_elements(struct matcher *m, const char **p, struct json *object)
{
    for (;;) {
        struct pattern_element e = pattern_next(p);

        if (e.form == PATTERN_END || e.form == PATTERN_CLOSE || e.form == PATTERN_GROUP_END)
            return true;
        if (!match_element(m, &e, p, object))
            return false;
    }
}

/* What is left when the pattern has come to its end. */
static bool refuse_surplus(struct matcher *m)
{
    const struct token *t = cursor_token(&m->c);

    /* behind a block that is closed, what follows on the line belongs to this statement */
    if (t->kind == TOK_OPEN && m->c.at + 1 < m->c.n &&
        schema_has_keyword(m->scope, m->c.args[m->c.at + 1].token.raw))
        t = &m->c.args[m->c.at + 1].token;
    if (t->kind == TOK_OPEN)
        (void)err_set(&m->why, RC_INPUT, "a block does not belong here");
    else if (t->kind == TOK_WORD && schema_has_keyword(m->scope, t->raw))
        (void)err_set(&m->why, RC_INPUT,
                      "%.*s begins a statement of its own; write ; or a new line before it",
                      SPAN_ARG(t->raw));
    else
        (void)err_set(&m->why, RC_INPUT, "%.*s is too much here", SPAN_ARG(t->raw));
    return fail_at(m, t->pos);
}

static bool match_row(struct matcher *m, const struct schema_row *row)
{
    const char *p = row->pattern;

    m->object = json_object();
    m->ending = "";
    if (!match_elements(m, &p, &m->object))
        return false;
    return m->c.at == m->c.n || refuse_surplus(m);
}

/* The arguments before the block; a bare statement's keyword is its first argument. */
static struct cursor cursor_of(const struct tree_stmt *s, bool is_bare, struct node_maker *nm)
{
    const struct token *last = s->n_args > 0 ? &s->args[s->n_args - 1].token : &s->keyword;
    struct cursor c = {.args = s->args, .n = s->n_args};
    struct tree_arg *with_keyword;

    if (c.n > 0 && last->kind == TOK_OPEN) {
        c.n--;
        c.end = last->pos;
    } else {
        c.end = (struct src_pos){
            .line = last->pos.line, .column = last->pos.column + last->pos.width, .width = 1};
    }
    if (!is_bare)
        return c;
    with_keyword = arena_array(nm->types.arena, c.n + 1, sizeof(*with_keyword), nm->diags->err);
    if (with_keyword == NULL) {
        nm->diags->trouble = RC_LIMIT;
        return (struct cursor){0};
    }
    with_keyword[0] = (struct tree_arg){.token = s->keyword};
    if (c.n > 0)
        memcpy(with_keyword + 1, c.args, c.n * sizeof(*with_keyword));
    c.args = with_keyword;
    c.n++;
    return c;
}

static const struct schema_row *bare_row(enum schema_scope scope)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;

    while ((row = schema_next(&w)) != NULL)
        if ((row->flags & ROW_BARE) != 0)
            return row;
    return NULL;
}

bool node_match(const struct tree_stmt *s, enum schema_scope scope, struct node_maker *nm,
                struct node *out)
{
    bool is_bare = !schema_has_keyword(scope, s->keyword.text) && bare_row(scope) != NULL;
    struct cursor c = cursor_of(s, is_bare, nm);
    struct schema_walk w = schema_rows(scope);
    struct matcher best = {0};
    bool has_best = false;
    const struct schema_row *row;

    while ((row = schema_next(&w)) != NULL) {
        struct matcher m = {.types = &nm->types, .scope = scope, .c = c};

        if (is_bare ? (row->flags & ROW_BARE) == 0 : !span_is(s->keyword.text, row->keyword))
            continue;
        if (match_row(&m, row)) {
            *out = (struct node){.row = row,
                                 .stmt = s,
                                 .value = m.has_single ? m.single : m.object,
                                 .ending = m.ending,
                                 .captures = m.captures,
                                 .n_captures = m.n};
            return true;
        }
        /* the form that came farthest is most likely the one that was meant */
        if (!has_best || m.c.at > best.c.at || m.is_full)
            best = m;
        has_best = true;
    }
    if (best.is_full) {
        nm->diags->trouble = RC_LIMIT;
        (void)err_set(nm->diags->err, RC_LIMIT, "%s", best.why.note);
    } else if (has_best) {
        usage_complain(s, scope, nm->diags, best.fault, best.why.note);
    } else {
        usage_complain_keyword(s, scope, nm->diags);
    }
    return false;
}
