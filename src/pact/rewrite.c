/* SPDX-License-Identifier: Apache-2.0 */
/* rewrite.c: JSON in, canonical text out: written, read as any pact is, and compared with the JSON
 * that came in, so that nothing of it is dropped or altered in silence. */
#include "pact/pact_inside.h"
#include "pact/pact_json.h"

#define PATH_BYTES_MAX 300
#define JSON_BYTES_MAX ((size_t)64 * 1024 * 1024)

/* The words of the first fault, with the line of the text that the JSON stands for. */
static enum rc first_fault(const struct diag_list *d, struct span text, struct err *err)
{
    struct span line = {0};

    if (d->trouble != RC_OK)
        return d->trouble;
    for (uint32_t i = 0; i < d->items[0].line; i++)
        line = span_cut(&text, '\n');
    return err_set(err, RC_INPUT, "the JSON says \"%.*s\": %.*s", SPAN_ARG(span_trim(line)),
                   (int)d->items[0].text.n, d->items[0].text.p);
}

static enum rc json_of(struct span text, struct arena *a, struct json *out, struct err *err)
{
    struct diag_list d;
    struct node_maker m = {.types = {.arena = a, .is_full = &m.is_full}, .diags = &d};
    const struct tree_block *tree = NULL;
    struct node_block *file;

    diag_init(&d, a, err);
    file = pact_read_nodes(text, &m, &tree);
    if (file == NULL || d.n_errors > 0 || d.trouble != RC_OK) {
        diag_sort(&d);
        return first_fault(&d, text, err);
    }
    return pact_json_block(file, a, out, err);
}

/* --- what differs ---------------------------------------------------------------------------- */

static bool is_same(const struct json *a, const struct json *b)
{
    struct buf ba, bb;
    bool same;

    buf_init(&ba, JSON_BYTES_MAX);
    buf_init(&bb, JSON_BYTES_MAX);
    json_write(&ba, a);
    json_write(&bb, b);
    same = span_eq(buf_span(&ba), buf_span(&bb));
    buf_release(&ba);
    buf_release(&bb);
    return same;
}

static const struct json *member(const struct json *object, struct span name)
{
    for (size_t i = 0; i < object->u.object.n; i++)
        if (span_eq(object->u.object.members[i].name, name))
            return &object->u.object.members[i].value;
    return NULL;
}

/* One step towards the first difference: the values below, and the step's name into the path. */
static bool step(const struct json **given, const struct json **canonical, struct buf *path)
{
    const struct json *g = *given, *c = *canonical;

    if (g->type == JSON_ARRAY && c->type == JSON_ARRAY && g->u.array.n == c->u.array.n) {
        for (size_t i = 0; i < g->u.array.n; i++)
            if (!is_same(&g->u.array.items[i], &c->u.array.items[i])) {
                *given = &g->u.array.items[i];
                *canonical = &c->u.array.items[i];
                buf_printf(path, "[%zu]", i);
                return true;
            }
    }
    if (g->type != JSON_OBJECT || c->type != JSON_OBJECT)
        return false;
    for (size_t i = 0; i < g->u.object.n; i++) {
        struct span name = g->u.object.members[i].name;
        const struct json *other = member(c, name);

        if (other != NULL && is_same(&g->u.object.members[i].value, other))
            continue;
        *given = &g->u.object.members[i].value;
        *canonical = other;
        buf_printf(path, "%s%.*s", path->n > 0 ? "." : "", SPAN_ARG(name));
        return other != NULL;
    }
    return false;
}

static enum rc refuse(const struct json *given, const struct json *canonical, struct err *err)
{
    struct buf path, is, should;
    enum rc rc;

    buf_init(&path, PATH_BYTES_MAX);
    buf_init(&is, PATH_BYTES_MAX);
    buf_init(&should, PATH_BYTES_MAX);
    while (step(&given, &canonical, &path))
        ;
    json_write(&is, given);
    if (canonical == NULL)
        rc = err_set(err, RC_INPUT, "%.*s: this member belongs nowhere here; remove it",
                     (int)path.n, path.p);
    else {
        json_write(&should, canonical);
        rc = err_set(err, RC_INPUT, "%.*s: %.*s is not in canonical form; write %.*s", (int)path.n,
                     path.n == 0 ? "" : path.p, SPAN_ARG(buf_span(&is)),
                     SPAN_ARG(buf_span(&should)));
    }
    buf_release(&path);
    buf_release(&is);
    buf_release(&should);
    return rc;
}

enum rc pact_from_json(struct span json, struct arena *a, struct buf *b, struct err *err)
{
    struct json given, canonical;
    struct buf text;
    enum rc rc = json_parse(json, a, &given, err);

    if (rc)
        return rc;
    buf_init(&text, TREE_FILE_MAX_BYTES);
    rc = pact_json_text(&given, &text, err);
    if (!rc)
        rc = json_of(buf_span(&text), a, &canonical, err);
    if (!rc && !is_same(&given, &canonical))
        rc = refuse(&given, &canonical, err);
    if (!rc)
        buf_put(b, buf_span(&text));
    buf_release(&text);
    return rc ? rc : buf_check(b, err);
}
