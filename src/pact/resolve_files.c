/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_files.c: the geometry files that a pact names, each read and hashed once. */
#include "pact/resolve.h"

static struct place_file *find_file(struct resolver *r, struct span name)
{
    for (size_t i = 0; i < r->n_files; i++)
        if (span_eq(r->files[i].name, name))
            return &r->files[i];
    return NULL;
}

static enum rc read_file(struct resolver *r, struct place_file *f, struct err *err)
{
    struct span bytes;
    enum rc rc = (*r->from->files.read)(r->from->files.context, f->name, r->arena, &bytes, err);

    if (!rc) {
        f->hash = sha256(bytes);
        rc = json_parse(bytes, r->arena, &f->root, err);
    }
    if (!rc)
        rc = geojson_check_crs(&f->root, err);
    return rc;
}

const struct place_file *resolve_file(struct resolver *r, struct span source, struct src_pos at)
{
    struct span name = span_sub(source, 0, span_find(source, '#'));
    struct place_file *files, *f = find_file(r, name);
    struct err err = {0};
    enum rc rc;

    if (f != NULL)
        return f->is_bad ? NULL : f;
    files =
        arena_grow(r->arena, r->files, r->n_files, &r->files_cap, sizeof(*files), r->diags->err);
    if (files == NULL) {
        r->diags->trouble = RC_LIMIT;
        return NULL;
    }
    r->files = files;
    f = &r->files[r->n_files++];
    *f = (struct place_file){.name = name};
    rc = read_file(r, f, &err);
    if (rc == RC_OK)
        return f;
    f->is_bad = true;
    resolve_fault(r, at, name, rc, &err);
    return NULL;
}

/* --- hashes into the JSON -------------------------------------------------------------------- */

static struct span hex_of(struct resolver *r, const struct sha256_digest *d)
{
    struct buf b;
    struct span out;

    buf_init(&b, (size_t)4 * SHA256_BYTES);
    sha256_put_hex(&b, d);
    out = arena_copy(r->arena, buf_span(&b), r->diags->err);
    buf_release(&b);
    return out;
}

static void pin_object(struct resolver *r, struct json *v)
{
    const struct json *file = json_get(v, "file");
    struct place_file *f;
    struct span hex;

    if (file == NULL || file->type != JSON_STRING)
        return;
    f = find_file(r, span_sub(file->u.text, 0, span_find(file->u.text, '#')));
    if (f == NULL || f->is_bad)
        return;
    hex = hex_of(r, &f->hash);
    if (hex.p == NULL || json_set(v, "sha256", json_text(hex), r->arena, r->diags->err))
        r->diags->trouble = RC_LIMIT;
}

/* Values of statements are three levels deep at most: a list of groups with a file in them. */
static void pin_value(struct resolver *r, struct json *v)
{
    if (v->type == JSON_ARRAY)
        for (size_t i = 0; i < v->u.array.n; i++)
            pin_value(r, &v->u.array.items[i]);
    if (v->type != JSON_OBJECT)
        return;
    pin_object(r, v);
    for (size_t i = 0; i < v->u.object.n; i++)
        pin_value(r, &v->u.object.members[i].value);
}

void resolve_pin(struct resolver *r, struct node_block *b)
{
    for (size_t i = 0; i < b->n && r->diags->trouble == RC_OK; i++) {
        pin_value(r, &b->nodes[i].value);
        if (b->nodes[i].block != NULL)
            resolve_pin(r, b->nodes[i].block);
    }
}
