/* SPDX-License-Identifier: Apache-2.0 */
/* json_read.c: JSON text to values.
 *
 * One pass, no look-back: blanks, strings and numbers are scanned where they lie. Members and items
 * wait on a stack until their bracket closes and are then copied once, in their exact number. */
#include "base/json_cursor.h"
#include "base/json_order.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_OF_(x)   #x
#define TEXT_OF(x)    TEXT_OF_(x)
#define STACK_AT_HAND 64 /* members that wait without a call of malloc: nearly every row */

struct reader {
    struct json_cursor in;
    struct json_member *stack; /* `at_hand`, or memory of our own once that is full */
    size_t n, cap;
    unsigned depth;
    struct json_member at_hand[STACK_AT_HAND];
};

enum rc json_refuse(const struct json_cursor *in, const char *at, enum rc rc, const char *what)
{
    uint32_t offset = (uint32_t)(at - in->text.p);
    size_t line, column;

    json_position(in->text, offset, &line, &column);
    return err_set(in->err, rc, "byte %u (line %zu, column %zu): %s", offset, line, column, what);
}

/* The same for a message with a name or the byte that was found in it. */
static enum rc refuse_byte(struct reader *r, const char *what)
{
    char note[200];
    unsigned char c;

    if (r->in.p >= r->in.end)
        (void)snprintf(note, sizeof(note), "the text ends here; %s", what);
    else if ((c = (unsigned char)*r->in.p) > ' ' && c < 0x7F)
        (void)snprintf(note, sizeof(note), "'%c' cannot stand here; %s", c, what);
    else
        (void)snprintf(note, sizeof(note), "byte 0x%02X cannot stand here; %s", c, what);
    return json_refuse(&r->in, r->in.p, RC_INPUT, note);
}

static inline void skip_blanks(struct json_cursor *in)
{
    while (in->p < in->end && (*in->p == ' ' || *in->p == '\n' || *in->p == '\r' || *in->p == '\t'))
        in->p++;
}

/* ---- numbers and words ---- */

static enum rc read_number(struct reader *r, struct json *out)
{
    struct num_decimal d;
    size_t n = num_scan((struct span){.p = r->in.p, .n = (size_t)(r->in.end - r->in.p)}, &d);
    const char *first = r->in.p + (*r->in.p == '-' ? 1 : 0);

    if (n == 0) {
        r->in.p = first;
        return refuse_byte(r, "a digit belongs behind the minus");
    }
    if (*first == '0' && d.text.p + n - first > 1 && first[1] >= '0' && first[1] <= '9')
        return json_refuse(&r->in, r->in.p, RC_INPUT, "a number does not begin with a needless 0");
    r->in.p += n;
    if (r->in.p < r->in.end && (*r->in.p == '.' || *r->in.p == 'e' || *r->in.p == 'E'))
        return json_refuse(&r->in, r->in.p, RC_INPUT,
                           "digits belong on both sides of a point and behind an e");
    if (num_decimal_i64(&d, &out->u.i)) {
        out->type = JSON_INT;
        return RC_OK;
    }
    out->type = JSON_REAL;
    out->u.r = num_decimal_f64(&d);
    if (isinf(out->u.r))
        return json_refuse(&r->in, d.text.p, RC_RANGE,
                           "this number is too large; they go up to 1.79e308");
    return RC_OK;
}

static enum rc read_word(struct reader *r, const char *word, enum json_type type, struct json *out)
{
    size_t n = strlen(word);

    if ((size_t)(r->in.end - r->in.p) < n || memcmp(r->in.p, word, n) != 0)
        return json_refuse(&r->in, r->in.p, RC_INPUT,
                           "no JSON value; words are only true, false and null");
    r->in.p += n;
    out->type = type;
    return RC_OK;
}

/* ---- arrays and objects ---- */

static enum rc grow_stack(struct reader *r)
{
    size_t cap = r->cap * 2;
    struct json_member *more;

    if (cap > r->in.arena->max_bytes / sizeof(*more))
        return json_refuse(&r->in, r->in.p, RC_LIMIT,
                           "more values than the memory set aside for them holds");
    more = realloc(r->stack == r->at_hand ? NULL : r->stack, cap * sizeof(*more));
    if (more == NULL)
        memory_exhausted(cap * sizeof(*more));
    if (r->stack == r->at_hand)
        memcpy(more, r->at_hand, sizeof(r->at_hand));
    r->stack = more;
    r->cap = cap;
    return RC_OK;
}

static enum rc read_value(struct reader *r, struct json *out);

/* Reads the next value and lays it on the stack under `name`. */
static enum rc push_value(struct reader *r, struct span name)
{
    struct json_member m = {.name = name};
    enum rc rc = read_value(r, &m.value);

    if (rc)
        return rc;
    if (r->n == r->cap) {
        rc = grow_stack(r);
        if (rc)
            return rc;
    }
    r->stack[r->n++] = m;
    return RC_OK;
}

/* Behind an item: past the comma (*is_last false) or the closing bracket. */
static enum rc read_separator(struct reader *r, char close, bool *is_last)
{
    skip_blanks(&r->in);
    if (r->in.p >= r->in.end || (*r->in.p != ',' && *r->in.p != close))
        return refuse_byte(r, close == ']' ? "a comma or ] belongs here"
                                           : "a comma or } belongs here");
    *is_last = *r->in.p++ == close;
    if (*is_last)
        return RC_OK;
    skip_blanks(&r->in);
    if (r->in.p < r->in.end && *r->in.p == close)
        return json_refuse(&r->in, r->in.p, RC_INPUT,
                           "no comma belongs before the closing bracket");
    return RC_OK;
}

/* Past the opening bracket; true where the closing one follows at once. */
static bool open_bracket(struct reader *r, char close)
{
    r->in.p++;
    skip_blanks(&r->in);
    if (r->in.p >= r->in.end || *r->in.p != close)
        return false;
    r->in.p++;
    return true;
}

static enum rc read_array(struct reader *r, struct json *out)
{
    size_t base = r->n, n;
    struct json *items;
    bool is_last = open_bracket(r, ']');
    enum rc rc;

    *out = (struct json){.type = JSON_ARRAY, .at = out->at};
    if (is_last)
        return RC_OK;
    while (!is_last) {
        rc = push_value(r, (struct span){0});
        if (!rc)
            rc = read_separator(r, ']', &is_last);
        if (rc)
            return rc;
    }
    n = r->n - base;
    items = arena_array(r->in.arena, n, sizeof(*items), r->in.err);
    if (items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        items[i] = r->stack[base + i].value;
    r->n = base;
    out->u.array.items = items;
    out->u.array.n = out->u.array.cap = n;
    return RC_OK;
}

static enum rc refuse_duplicate(struct reader *r, const struct json_member *m)
{
    char note[200];

    (void)snprintf(note, sizeof(note), "the name \"%.*s\" stands here for the second time",
                   m->name.n > 100 ? 100 : (int)m->name.n, m->name.p);
    /* the value's place: the name itself may have been unescaped elsewhere */
    return json_refuse(&r->in, r->in.text.p + m->value.at, RC_INPUT, note);
}

/* Sorting is safe from names that were chosen to collide, which hashing is not. */
static enum rc check_many_names(struct reader *r, const struct json_member *m, size_t n)
{
    struct json_ref *order = json_order_room(2 * n);
    const struct json_member *second = NULL;

    for (size_t i = 0; i < n; i++)
        order[i].m = &m[i];
    json_order(order, order + n, n, span_cmp);
    for (size_t i = 1; i < n; i++)
        if (span_eq(order[i].m->name, order[i - 1].m->name) &&
            (second == NULL || order[i].m < second))
            second = order[i].m;
    free(order);
    return second == NULL ? RC_OK : refuse_duplicate(r, second);
}

static enum rc check_names(struct reader *r, const struct json_member *m, size_t n)
{
    /* comparing all pairs is quicker for a few */
    if (n > JSON_ORDER_PLAIN_MAX)
        return check_many_names(r, m, n);
    for (size_t i = 1; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (m[i].name.n == m[j].name.n && memcmp(m[i].name.p, m[j].name.p, m[i].name.n) == 0)
                return refuse_duplicate(r, &m[i]);
    return RC_OK;
}

static enum rc read_member(struct reader *r)
{
    struct span name;
    enum rc rc;

    if (r->in.p >= r->in.end || *r->in.p != '"')
        return refuse_byte(r, "a member's name in double quotes belongs here");
    rc = json_read_string(&r->in, &name);
    if (rc)
        return rc;
    skip_blanks(&r->in);
    if (r->in.p >= r->in.end || *r->in.p != ':')
        return refuse_byte(r, "a colon belongs between name and value");
    r->in.p++;
    return push_value(r, name);
}

static enum rc read_object(struct reader *r, struct json *out)
{
    size_t base = r->n, n;
    struct json_member *members;
    bool is_last = open_bracket(r, '}');
    enum rc rc;

    *out = (struct json){.type = JSON_OBJECT, .at = out->at};
    if (is_last)
        return RC_OK;
    while (!is_last) {
        rc = read_member(r);
        if (!rc)
            rc = read_separator(r, '}', &is_last);
        if (rc)
            return rc;
    }
    n = r->n - base;
    rc = check_names(r, r->stack + base, n);
    if (rc)
        return rc;
    members = arena_array(r->in.arena, n, sizeof(*members), r->in.err);
    if (members == NULL)
        return RC_LIMIT;
    memcpy(members, r->stack + base, n * sizeof(*members));
    r->n = base;
    out->u.object.members = members;
    out->u.object.n = out->u.object.cap = n;
    return RC_OK;
}

static enum rc read_nested(struct reader *r, struct json *out)
{
    enum rc rc;

    if (r->depth == JSON_DEPTH_MAX)
        return json_refuse(&r->in, r->in.p, RC_LIMIT,
                           "deeper than " TEXT_OF(JSON_DEPTH_MAX) " brackets; flatten the text");
    r->depth++;
    rc = *r->in.p == '[' ? read_array(r, out) : read_object(r, out);
    r->depth--;
    return rc;
}

/* Recursive over brackets only, and those have a limit. */
static enum rc read_value(struct reader *r, struct json *out)
{
    skip_blanks(&r->in);
    out->at = (uint32_t)(r->in.p - r->in.text.p);
    if (r->in.p >= r->in.end)
        return refuse_byte(r, "a value belongs here");
    switch (*r->in.p) {
    case '"':
        out->type = JSON_STRING;
        return json_read_string(&r->in, &out->u.text);
    case '{':
    case '[':
        return read_nested(r, out);
    case 't':
        return read_word(r, "true", JSON_TRUE, out);
    case 'f':
        return read_word(r, "false", JSON_FALSE, out);
    case 'n':
        return read_word(r, "null", JSON_NULL, out);
    default:
        if (*r->in.p == '-' || (*r->in.p >= '0' && *r->in.p <= '9'))
            return read_number(r, out);
        return refuse_byte(r, "a JSON value belongs here");
    }
}

enum rc json_parse(struct span text, struct arena *a, struct json *out, struct err *err)
{
    struct reader r;
    struct json found = {0};
    enum rc rc;

    if (text.n >= UINT32_MAX)
        return err_set(err, RC_LIMIT, "a JSON text of %zu bytes; they are read up to 4 GiB",
                       text.n);
    /* field by field: an initializer would clear the stack at hand for every row */
    if (text.n == 0)
        text = SPAN(""); /* an empty span may have no pointer to count from */
    r.in = (struct json_cursor){text, text.p, text.p + text.n, a, err};
    r.stack = r.at_hand;
    r.n = 0;
    r.cap = STACK_AT_HAND;
    r.depth = 0;
    if (text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0)
        return json_refuse(&r.in, r.in.p, RC_INPUT, "a byte order mark; JSON begins without one");
    rc = read_value(&r, &found);
    if (rc)
        goto out;
    skip_blanks(&r.in);
    if (r.in.p < r.in.end) {
        rc = refuse_byte(&r, "nothing belongs behind the value");
        goto out;
    }
    *out = found;
out:
    if (r.stack != r.at_hand)
        free(r.stack);
    return rc;
}
