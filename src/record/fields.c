/* SPDX-License-Identifier: Apache-2.0 */
#include "record/fields.h"

#include "base/time.h"

enum rc fields_fault(const struct fields *f, const struct json *v, enum rc rc, const char *name)
{
    size_t line, column;

    json_position(f->text, v->at, &line, &column);
    (void)err_prefix(f->err, rc, "%s: line %zu, column %zu: %s: ", f->what, line, column, name);
    return rc;
}

enum rc fields_wrong_type(const struct fields *f, const struct json *v, const char *name,
                          const char *wanted)
{
    (void)err_set(f->err, RC_INPUT, "%s is wanted, not %s", wanted, json_type_name(v->type));
    (void)fields_fault(f, v, RC_INPUT, name);
    return RC_INPUT;
}

static bool is_one_of(struct span name, const char *const *members)
{
    for (size_t i = 0; members[i] != NULL; i++)
        if (span_is(name, members[i]))
            return true;
    return false;
}

enum rc fields_known(const struct fields *f, const struct json *v, const char *name,
                     const char *const *members)
{
    if (v->type != JSON_OBJECT)
        return fields_wrong_type(f, v, name, "an object");
    for (size_t i = 0; i < v->u.object.n; i++) {
        const struct json_member *m = &v->u.object.members[i];
        const char *nearest;

        if (is_one_of(m->name, members))
            continue;
        nearest = span_nearest(m->name, members);
        (void)err_set(f->err, RC_UNKNOWN, "\"%.*s\" is no member of it%s%s", SPAN_ARG(m->name),
                      nearest != NULL ? "; the nearest is " : "", nearest != NULL ? nearest : "");
        return fields_fault(f, &m->value, RC_UNKNOWN, name);
    }
    return RC_OK;
}

enum rc fields_required(const struct fields *f, const struct json *v, const char *name,
                        const struct json **out)
{
    const struct json *found = json_get(v, name);

    if (found == NULL) {
        (void)err_set(f->err, RC_INPUT, "it is missing");
        (void)fields_fault(f, v, RC_INPUT, name);
        return RC_INPUT;
    }
    *out = found;
    return RC_OK;
}

enum rc fields_text(const struct fields *f, const struct json *v, const char *name,
                    struct span *out)
{
    const struct json *found = NULL;
    enum rc rc = fields_required(f, v, name, &found);

    if (rc)
        return rc;
    if (found->type != JSON_STRING)
        return fields_wrong_type(f, found, name, "a string");
    *out = found->u.text;
    return RC_OK;
}

enum rc fields_line(const struct fields *f, const struct json *v, const char *name,
                    struct span *out)
{
    struct span text = {0};
    enum rc rc = fields_text(f, v, name, &text);

    if (rc)
        return rc;
    for (size_t at = 0, n = 0; at < text.n; at += n) {
        uint32_t c = 0;

        n = span_code_point(span_from(text, at), &c);
        if (n == 0 || c == '\t' || c == '\n' || code_point_steers(c)) {
            (void)err_set(f->err, RC_INPUT, "one line without control characters is wanted");
            return fields_fault(f, json_get(v, name), RC_INPUT, name);
        }
    }
    *out = text;
    return RC_OK;
}

enum rc fields_list(const struct fields *f, const struct json *v, const char *name,
                    const struct json **out)
{
    const struct json *found = json_get(v, name);

    if (found == NULL)
        return RC_OK;
    if (found->type != JSON_ARRAY)
        return fields_wrong_type(f, found, name, "a list");
    *out = found;
    return RC_OK;
}

enum rc fields_integer(const struct fields *f, const struct json *v, const char *name,
                       const int64_t bounds[2], int64_t *out)
{
    const struct json *found = json_get(v, name);

    if (found == NULL)
        return RC_OK;
    if (found->type != JSON_INT || found->u.i < bounds[0] || found->u.i > bounds[1]) {
        (void)err_set(f->err, RC_RANGE, "a whole number from %lld to %lld is wanted",
                      (long long)bounds[0], (long long)bounds[1]);
        return fields_fault(f, found, RC_RANGE, name);
    }
    *out = found->u.i;
    return RC_OK;
}

enum rc fields_instant(const struct fields *f, const struct json *v, const char *name,
                       int64_t *out_ms)
{
    const struct json *found = json_get(v, name);
    enum rc rc;

    if (found == NULL)
        return RC_OK;
    if (found->type != JSON_STRING)
        return fields_wrong_type(f, found, name, "an instant like \"2026-07-01T00:00:00Z\"");
    rc = time_parse_instant(found->u.text, out_ms, f->err);
    return rc ? fields_fault(f, found, rc, name) : RC_OK;
}

enum rc fields_put_instant(struct json *to, const char *name, int64_t at_ms, struct arena *a,
                           struct err *err)
{
    struct span text;
    struct buf b;

    buf_init(&b, 64);
    time_put_instant(&b, at_ms);
    text = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return text.p == NULL ? RC_LIMIT : json_set(to, name, json_text(text), a, err);
}
