/* SPDX-License-Identifier: Apache-2.0 */
/* json.c: values in memory: looking into them and building them. */
#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void json_position(struct span text, uint32_t at, size_t *line, size_t *column)
{
    size_t l = 1, c = 1;

    for (size_t i = 0; i < at && i < text.n; i++) {
        unsigned char byte = (unsigned char)text.p[i];

        if (byte == '\n') {
            l++;
            c = 1;
        } else if ((byte & 0xC0U) != 0x80U) {
            c++;
        }
    }
    *line = l;
    *column = c;
}

static const struct json *find(const struct json *object, struct span name)
{
    const struct json_member *m = object->u.object.members;

    for (size_t i = 0; i < object->u.object.n; i++)
        if (m[i].name.n == name.n && (name.n == 0 || memcmp(m[i].name.p, name.p, name.n) == 0))
            return &m[i].value;
    return NULL;
}

const struct json *json_get(const struct json *v, const char *name)
{
    return v != NULL && v->type == JSON_OBJECT ? find(v, span_of(name)) : NULL;
}

struct span json_get_text(const struct json *v, const char *name)
{
    const struct json *found = json_get(v, name);

    return found != NULL && found->type == JSON_STRING ? found->u.text : span_none();
}

bool json_number(const struct json *v, double *out)
{
    if (v == NULL)
        return false;
    if (v->type == JSON_INT)
        *out = (double)v->u.i;
    else if (v->type == JSON_REAL)
        *out = v->u.r;
    else
        return false;
    return true;
}

const char *json_type_name(enum json_type type)
{
    static const char *const names[] = {
        [JSON_NULL] = "null",          [JSON_FALSE] = "false",      [JSON_TRUE] = "true",
        [JSON_INT] = "a whole number", [JSON_REAL] = "a number",    [JSON_STRING] = "a string",
        [JSON_ARRAY] = "an array",     [JSON_OBJECT] = "an object",
    };

    return names[type];
}

struct json json_null(void)
{
    return (struct json){.type = JSON_NULL};
}

struct json json_bool(bool v)
{
    return (struct json){.type = v ? JSON_TRUE : JSON_FALSE};
}

struct json json_int(int64_t v)
{
    return (struct json){.type = JSON_INT, .u.i = v};
}

struct json json_real(double v)
{
    assert(isfinite(v));
    return (struct json){.type = JSON_REAL, .u.r = v};
}

struct json json_text(struct span v)
{
    return (struct json){.type = JSON_STRING, .u.text = v};
}

struct json json_str(const char *v)
{
    return json_text(span_of(v));
}

struct json json_array(void)
{
    return (struct json){.type = JSON_ARRAY};
}

struct json json_object(void)
{
    return (struct json){.type = JSON_OBJECT};
}

enum rc json_push(struct json *array, struct json item, struct arena *a, struct err *err)
{
    struct json *items;

    assert(array->type == JSON_ARRAY);
    items = arena_grow(a, array->u.array.items, array->u.array.n, &array->u.array.cap,
                       sizeof(*items), err);
    if (items == NULL)
        return RC_LIMIT;
    items[array->u.array.n++] = item;
    array->u.array.items = items;
    return RC_OK;
}

enum rc json_set(struct json *object, const char *name, struct json value, struct arena *a,
                 struct err *err)
{
    struct json *old;
    struct json_member *members;

    assert(object->type == JSON_OBJECT);
    old = (struct json *)find(object, span_of(name));
    if (old != NULL) {
        *old = value;
        return RC_OK;
    }
    members = arena_grow(a, object->u.object.members, object->u.object.n, &object->u.object.cap,
                         sizeof(*members), err);
    if (members == NULL)
        return RC_LIMIT;
    members[object->u.object.n++] = (struct json_member){.name = span_of(name), .value = value};
    object->u.object.members = members;
    return RC_OK;
}
