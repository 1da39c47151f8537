/* SPDX-License-Identifier: Apache-2.0 */
/* from_json.c: the JSON of a pact to its text, driven by the same table that made the JSON. */
#include "pact/pact_json.h"
#include "pact/usage.h"

#define PATH_MAX_BYTES 300
#define INDENT         2

struct writer {
    struct buf *b;
    unsigned depth;
    char path[PATH_MAX_BYTES]; /* where in the JSON, for messages */
    size_t path_n;
};

static enum rc bad(const struct writer *w, enum rc rc, struct err *err)
{
    return err_prefix(err, rc, "%s: ", w->path_n == 0 ? "the JSON" : w->path);
}

/* Enter a member, or an item of it; `w->path_n` before is what leaving restores. */
static size_t enter(struct writer *w, const char *name, long item)
{
    size_t before = w->path_n;
    int n = name == NULL ? snprintf(w->path + before, PATH_MAX_BYTES - before, "[%ld]", item)
                         : snprintf(w->path + before, PATH_MAX_BYTES - before, "%s%s",
                                    before > 0 ? "." : "", name);

    if (n > 0 && before + (size_t)n < PATH_MAX_BYTES)
        w->path_n = before + (size_t)n;
    return before;
}

static void leave(struct writer *w, size_t before)
{
    w->path_n = before;
    w->path[before] = '\0';
}

/* A named value of an object, whose name may have the ending of a length of time. */
static const struct json *member_of(const struct json *object, struct span name,
                                    const struct type_row *type, const char **ending)
{
    char full[PATH_MAX_BYTES];
    const struct json *v = NULL;

    *ending = "";
    (void)snprintf(full, sizeof(full), "%.*s", SPAN_ARG(name));
    if (type == NULL || !type->is_time)
        return json_get(object, full);
    for (const char *const *e = type_endings(); *e != NULL && v == NULL; e++) {
        (void)snprintf(full, sizeof(full), "%.*s%s", SPAN_ARG(name), *e);
        v = json_get(object, full);
        *ending = *e;
    }
    return v;
}

/* Whether a member's name is `name`, or that with an ending where the type has one. */
static bool is_named(struct span member, struct span name, const struct type_row *type)
{
    if (type == NULL || !type->is_time)
        return span_eq(member, name);
    for (const char *const *e = type_endings(); *e != NULL; e++)
        if (span_starts(member, name) && span_is(span_from(member, name.n), *e))
            return true;
    return false;
}

/* The type of a row's only value; NULL where it has none. */
static const struct type_row *single_type(const struct schema_row *row)
{
    const char *p = row->pattern;

    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END)
            return NULL;
        if (e.form == PATTERN_VALUE && e.name.n == 0)
            return type_find(e.word);
    }
}

/* --- which form of a statement a value has --------------------------------------------------- */

static bool scope_has_member(enum schema_scope scope, struct span member)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;

    while ((row = schema_next(&w)) != NULL)
        if ((row->flags & ROW_NO_JSON) == 0 &&
            is_named(member, span_of(row->member), single_type(row)))
            return true;
    return false;
}

static bool pattern_has_member(const char *p, struct span member)
{
    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END)
            return false;
        if (e.form == PATTERN_VALUE && e.name.n > 0 && is_named(member, e.name, type_find(e.word)))
            return true;
        if ((e.form == PATTERN_FLAG || e.form == PATTERN_GROUP) && span_eq(member, e.name))
            return true;
    }
}

static bool is_true(const struct json *object, struct span name)
{
    const char *ending;
    const struct json *v = member_of(object, name, NULL, &ending);

    return v != NULL && v->type == JSON_TRUE;
}

static bool has_what_it_needs(const char *p, const struct json *object)
{
    const char *ending;

    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END)
            return true;
        if (e.form == PATTERN_OPEN)
            p = pattern_skip(p);
        if (e.form == PATTERN_FLAG && !is_true(object, e.name))
            return false;
        if (e.form == PATTERN_VALUE &&
            member_of(object, e.name, type_find(e.word), &ending) == NULL)
            return false;
    }
}

static enum schema_scope child_of(const struct schema_row *row, const struct json *v)
{
    const struct json *kind = json_get(v, "kind");

    if (row->child != SCOPE_BY_KIND)
        return row->child;
    for (int k = 0; kind != NULL && kind->type == JSON_STRING && k < PACT_KIND_COUNT; k++)
        if (span_is(kind->u.text, pact_kind_name((enum pact_kind)k)))
            return (enum schema_scope)(SCOPE_KIND + k);
    return SCOPE_NONE;
}

static bool fits(const struct schema_row *row, const struct json *v)
{
    if (row->child == SCOPE_NONE && !pattern_has_values(row->pattern))
        return v->type == JSON_TRUE;
    if (pattern_is_single(row->pattern))
        return v->type != JSON_OBJECT || json_get(v, "file") != NULL;
    if (v->type != JSON_OBJECT || !has_what_it_needs(row->pattern, v))
        return false;
    for (size_t i = 0; i < v->u.object.n && row->child == SCOPE_NONE; i++)
        if (!pattern_has_member(row->pattern, v->u.object.members[i].name))
            return false;
    return true;
}

/* --- one statement --------------------------------------------------------------------------- */

static enum rc put_elements(struct writer *w, const char **p, const struct json *object,
                            const struct json *single, const char *ending, struct err *err);

static enum rc put_scalar(struct writer *w, const struct pattern_element *e, const struct json *v,
                          const char *ending, struct err *err)
{
    const struct type_row *type = type_find(e->word);
    enum rc rc = (*type->put)(v, ending, w->b, err);

    if (rc)
        return bad(w, rc, err);
    if (e->word.p[0] == '{' && !type_set_has(e->word, v->u.text))
        return bad(w, err_set(err, RC_UNKNOWN, "\"%.*s\" is not known here", SPAN_ARG(v->u.text)),
                   err);
    return RC_OK;
}

static const char *separator(char list)
{
    return list == ',' ? ", " : list == '&' ? " and " : " or ";
}

/* A value or a list of them; a group where `inside` is given. */
static enum rc put_value(struct writer *w, const struct pattern_element *e, const char *inside,
                         const struct json *v, const char *ending, struct err *err)
{
    enum rc rc = RC_OK;
    size_t n = e->list == '\0' ? 1 : 0;

    if (e->list != '\0' && v->type == JSON_ARRAY)
        n = v->u.array.n;
    if (n == 0)
        return bad(w,
                   err_set(err, RC_INPUT, "%s stands where an array with something in it belongs",
                           json_type_name(v->type)),
                   err);
    for (size_t i = 0; i < n && !rc; i++) {
        const struct json *item = e->list == '\0' ? v : &v->u.array.items[i];
        size_t before = e->list == '\0' ? w->path_n : enter(w, NULL, (long)i);
        const char *p = inside;

        buf_puts(w->b, i > 0 ? separator(e->list) : "");
        rc = inside == NULL ? put_scalar(w, e, item, ending, err)
                            : put_elements(w, &p, item, NULL, "", err);
        leave(w, before);
    }
    return rc;
}

/* Whether what may be left out is there: its first value or flag is. */
static bool is_present(const char *p, const struct json *object)
{
    const char *ending;

    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_FLAG)
            return is_true(object, e.name);
        if (e.form == PATTERN_VALUE)
            return member_of(object, e.name, type_find(e.word), &ending) != NULL;
        if (e.form == PATTERN_CLOSE || e.form == PATTERN_END)
            return false;
    }
}

static enum rc put_element(struct writer *w, const struct pattern_element *e, const char **p,
                           const struct json *object, const struct json *single, const char *ending,
                           struct err *err)
{
    const struct json *v = single;
    const char *inside = NULL;
    size_t before = w->path_n;
    enum rc rc;

    if (e->form == PATTERN_WORD || e->form == PATTERN_FLAG) {
        buf_put(w->b, e->word);
        return RC_OK;
    }
    if (e->form == PATTERN_GROUP) {
        inside = *p;
        *p = pattern_skip(*p);
    }
    if (e->name.n > 0)
        v = member_of(object, e->name, inside == NULL ? type_find(e->word) : NULL, &ending);
    if (v == NULL)
        return bad(w, err_set(err, RC_ABSENT, "%.*s is missing", SPAN_ARG(e->name)), err);
    if (e->name.n > 0) {
        char name[TYPE_NAME_MAX];

        (void)snprintf(name, sizeof(name), "%.*s", SPAN_ARG(e->name));
        (void)enter(w, name, -1);
    }
    rc = put_value(w, e, inside, v, ending, err);
    leave(w, before);
    return rc;
}

/* Up to the end of the pattern or of a part of it. */
static enum rc put_elements(struct writer *w, const char **p, const struct json *object,
                            const struct json *single, const char *ending, struct err *err)
{
    enum rc rc = RC_OK;

    while (!rc) {
        struct pattern_element e = pattern_next(p);

        if (e.form == PATTERN_END || e.form == PATTERN_CLOSE || e.form == PATTERN_GROUP_END)
            break;
        if (e.form == PATTERN_OPEN) {
            if (is_present(*p, object))
                rc = put_elements(w, p, object, single, ending, err);
            else
                *p = pattern_skip(*p);
            continue;
        }
        if (w->b->n > 0 && w->b->p[w->b->n - 1] != ' ')
            buf_putc(w->b, ' ');
        rc = put_element(w, &e, p, object, single, ending, err);
    }
    return rc;
}

static enum rc put_block(struct writer *w, enum schema_scope scope, const struct schema_row *owner,
                         const struct json *v, struct err *err);

static bool has_children(enum schema_scope scope, const struct json *v)
{
    for (size_t i = 0; i < v->u.object.n; i++)
        if (scope_has_member(scope, v->u.object.members[i].name))
            return true;
    return false;
}

static enum rc put_statement(struct writer *w, const struct schema_row *row, const struct json *v,
                             const char *ending, struct err *err)
{
    bool is_single = pattern_is_single(row->pattern);
    enum schema_scope child = child_of(row, v);
    const char *p = row->pattern;
    enum rc rc;

    for (unsigned i = 0; i < w->depth * INDENT; i++)
        buf_putc(w->b, ' ');
    if ((row->flags & ROW_BARE) == 0)
        buf_puts(w->b, row->keyword);
    rc = put_elements(w, &p, v, is_single ? v : NULL, ending, err);
    if (rc)
        return rc;
    if (row->child != SCOPE_NONE && child == SCOPE_NONE)
        return bad(w, err_set(err, RC_UNKNOWN, "kind is none that is known"), err);
    if (child == SCOPE_NONE || ((row->flags & ROW_MAY_BLOCK) != 0 && !has_children(child, v))) {
        buf_putc(w->b, '\n');
        return RC_OK;
    }
    buf_puts(w->b, " {\n");
    w->depth++;
    rc = put_block(w, child, row, v, err);
    w->depth--;
    for (unsigned i = 0; i < w->depth * INDENT; i++)
        buf_putc(w->b, ' ');
    buf_puts(w->b, "}\n");
    return rc;
}

/* The row with that member whose form the value has. */
static enum rc put_as_it_fits(struct writer *w, enum schema_scope scope, const char *member,
                              const struct json *v, const char *ending, struct err *err)
{
    struct schema_walk walk = schema_rows(scope);
    const struct schema_row *row;
    struct buf usage;
    enum rc rc;

    while ((row = schema_next(&walk)) != NULL)
        if (span_is(span_of(member), row->member) && (row->flags & ROW_NO_JSON) == 0 &&
            fits(row, v))
            return put_statement(w, row, v, ending, err);
    buf_init(&usage, PATH_MAX_BYTES);
    walk = schema_rows(scope);
    while ((row = schema_next(&walk)) != NULL)
        if (span_is(span_of(member), row->member)) {
            buf_puts(&usage, usage.n > 0 ? " or " : "");
            usage_put(row, &usage);
        }
    rc = err_set(err, RC_INPUT, "%s has not the form of: %.*s", json_type_name(v->type),
                 (int)usage.n, usage.p);
    buf_release(&usage);
    return bad(w, rc, err);
}

static enum rc put_member(struct writer *w, enum schema_scope scope, const struct schema_row *row,
                          const struct json *v, const char *ending, struct err *err)
{
    size_t before = enter(w, row->member, -1);
    enum rc rc = RC_OK;

    if ((row->flags & ROW_MANY) == 0) {
        rc = put_as_it_fits(w, scope, row->member, v, ending, err);
    } else if (v->type != JSON_ARRAY) {
        rc = bad(
            w, err_set(err, RC_INPUT, "%s stands where an array belongs", json_type_name(v->type)),
            err);
    } else {
        for (size_t i = 0; i < v->u.array.n && !rc; i++) {
            size_t item = enter(w, NULL, (long)i);

            rc = put_as_it_fits(w, scope, row->member, &v->u.array.items[i], ending, err);
            leave(w, item);
        }
    }
    leave(w, before);
    return rc;
}

/* Forms of one statement share a member: the first of them speaks for all. */
static bool is_first_with_member(enum schema_scope scope, const struct schema_row *row)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *r;

    while ((r = schema_next(&w)) != NULL && r != row)
        if (span_is(span_of(r->member), row->member) && (r->flags & ROW_NO_JSON) == 0)
            return false;
    return true;
}

static enum rc refuse_unknown(struct writer *w, enum schema_scope scope,
                              const struct schema_row *owner, const struct json *v, struct err *err)
{
    for (size_t i = 0; i < v->u.object.n; i++) {
        struct span name = v->u.object.members[i].name;

        if (!scope_has_member(scope, name) &&
            (owner == NULL || !pattern_has_member(owner->pattern, name)))
            return bad(w,
                       err_set(err, RC_UNKNOWN, "%.*s is no member of %s", SPAN_ARG(name),
                               schema_scope_name(scope)),
                       err);
    }
    return RC_OK;
}

static enum rc put_block(struct writer *w, enum schema_scope scope, const struct schema_row *owner,
                         const struct json *v, struct err *err)
{
    struct schema_walk walk = schema_rows(scope);
    const struct schema_row *row;
    enum rc rc;

    if (v->type != JSON_OBJECT)
        return bad(
            w, err_set(err, RC_INPUT, "%s stands where an object belongs", json_type_name(v->type)),
            err);
    rc = refuse_unknown(w, scope, owner, v, err);
    while (!rc && (row = schema_next(&walk)) != NULL) {
        const char *ending;
        const struct json *value;

        if ((row->flags & ROW_NO_JSON) != 0 || !is_first_with_member(scope, row))
            continue;
        value = member_of(v, span_of(row->member), single_type(row), &ending);
        if (value != NULL)
            rc = put_member(w, scope, row, value, ending, err);
    }
    return rc;
}

enum rc pact_json_text(const struct json *v, struct buf *b, struct err *err)
{
    struct writer w = {.b = b};
    enum rc rc = put_block(&w, SCOPE_FILE, NULL, v, err);

    return rc ? rc : buf_check(b, err);
}
