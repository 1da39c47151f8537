/* SPDX-License-Identifier: Apache-2.0 */
/* pact_json.c: the canonical JSON of a pact: what is hashed and signed. */
#include "pact/pact_json.h"

/* The value of one statement: its own values, and what its block says. */
static enum rc node_json(const struct node *n, struct arena *a, struct json *out, struct err *err)
{
    struct json block = json_object();
    enum rc rc;

    if (n->row->child == SCOPE_NONE) {
        /* of nothing but words, that they stand there is what they say */
        *out = pattern_has_values(n->row->pattern) ? n->value : json_bool(true);
        return RC_OK;
    }
    if (n->block != NULL) {
        rc = pact_json_block(n->block, a, &block, err);
        if (rc)
            return rc;
    }
    for (size_t i = 0; i < n->value.u.object.n; i++) {
        const struct json_member *m = &n->value.u.object.members[i];
        struct span name = arena_copy(a, m->name, err);

        if (name.p == NULL)
            return RC_LIMIT;
        rc = json_set(&block, name.p, m->value, a, err);
        if (rc)
            return rc;
    }
    *out = block;
    return RC_OK;
}

/* The array under a member, made when it is not there yet. */
static struct json *array_at(struct json *object, const char *name, struct arena *a,
                             struct err *err)
{
    if (json_get(object, name) == NULL && json_set(object, name, json_array(), a, err))
        return NULL;
    for (size_t i = 0; i < object->u.object.n; i++)
        if (span_is(object->u.object.members[i].name, name))
            return &object->u.object.members[i].value;
    return NULL;
}

static enum rc add_node(const struct node *n, struct arena *a, struct json *object, struct err *err)
{
    struct span name = arena_printf(a, err, "%s%s", n->row->member, n->ending);
    struct json v, *array;
    enum rc rc;

    if (name.p == NULL)
        return RC_LIMIT;
    rc = node_json(n, a, &v, err);
    if (rc)
        return rc;
    if ((n->row->flags & (ROW_MANY | ROW_JOIN)) == 0)
        return json_set(object, name.p, v, a, err);
    array = array_at(object, name.p, a, err);
    if (array == NULL)
        return RC_LIMIT;
    if ((n->row->flags & ROW_MANY) != 0)
        return json_push(array, v, a, err);
    for (size_t i = 0; i < v.u.array.n && !rc; i++)
        rc = json_push(array, v.u.array.items[i], a, err);
    return rc;
}

enum rc pact_json_block(const struct node_block *b, struct arena *a, struct json *out,
                        struct err *err)
{
    struct json object = json_object();
    enum rc rc = RC_OK;

    for (size_t i = 0; i < b->n && !rc; i++)
        if ((b->nodes[i].row->flags & ROW_NO_JSON) == 0)
            rc = add_node(&b->nodes[i], a, &object, err);
    if (!rc)
        *out = object;
    return rc;
}
