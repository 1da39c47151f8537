/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_places.c: lines and areas: their geometry, and what is derived from lines. */
#include "pact/resolve.h"

/* What a statement says of one place: a file, perhaps with its hash. */
struct source {
    struct span file; /* file#fragment */
    struct span sha256;
    struct src_pos at;
};

static struct span fragment_of(struct span source)
{
    return span_from(source, span_find(source, '#') + 1);
}

static void check_pin(struct resolver *r, const struct source *s, const struct place_file *f)
{
    struct buf b;

    if (s->sha256.n == 0)
        return;
    buf_init(&b, (size_t)4 * SHA256_BYTES);
    sha256_put_hex(&b, &f->hash);
    if (!span_eq(buf_span(&b), s->sha256))
        diag_error(
            r->diags, s->at,
            "%.*s is not the file that was agreed: its SHA-256 is %.*s; restore the file, or "
            "adopt the new one by writing this hash",
            SPAN_ARG(f->name), (int)b.n, b.p);
    buf_release(&b);
}

/* The features that a source names: one, or without fragment every one of the file. */
static enum rc next_feature(const struct place_file *f, const struct source *s, size_t i,
                            const struct json **out, struct err *err)
{
    struct span fragment = fragment_of(s->file);
    const struct json *features = json_get(&f->root, "features");

    if (fragment.n > 0 || features == NULL || features->type != JSON_ARRAY)
        return i == 0 ? geojson_feature(&f->root, fragment, out, err) : RC_END;
    if (i == 0 && features->u.array.n == 0)
        return err_set(err, RC_ABSENT, "the file holds no feature");
    if (i == features->u.array.n)
        return RC_END;
    *out = &features->u.array.items[i];
    return RC_OK;
}

struct polygons {
    struct geo_polygon *items;
    size_t n, cap;
};

static enum rc append_polygons(struct resolver *r, const struct geojson_geometry *g,
                               struct polygons *all, struct err *err)
{
    for (size_t i = 0; i < g->n_polygons; i++) {
        struct geo_polygon *items =
            arena_grow(r->arena, all->items, all->n, &all->cap, sizeof(*items), err);

        if (items == NULL)
            return RC_LIMIT;
        all->items = items;
        all->items[all->n++] = g->polygons[i];
    }
    return RC_OK;
}

static enum rc read_area(struct resolver *r, const struct source *s, const struct place_file *f,
                         const struct geo_area **out, struct err *err)
{
    struct polygons all = {0};
    const struct json *feature = NULL;
    enum rc rc;

    for (size_t i = 0; (rc = next_feature(f, s, i, &feature, err)) == RC_OK; i++) {
        struct geojson_geometry g = {0};

        rc = geojson_read(feature, r->arena, &g, err);
        if (!rc && g.type != GEOJSON_POLYGON)
            rc = err_set(err, RC_INPUT, "an area needs a Polygon or MultiPolygon");
        if (!rc)
            rc = append_polygons(r, &g, &all, err);
        if (rc)
            return rc;
    }
    return rc == RC_END ? geo_area_polygons(all.items, all.n, r->arena, out, err) : rc;
}

static enum rc read_line(struct resolver *r, const struct source *s, const struct place_file *f,
                         const struct geo_line **out, struct err *err)
{
    struct geojson_geometry g = {0};
    const struct json *feature = NULL;
    enum rc rc = geojson_feature(&f->root, fragment_of(s->file), &feature, err);

    if (!rc)
        rc = geojson_read(feature, r->arena, &g, err);
    if (!rc && g.type != GEOJSON_LINE)
        rc = err_set(err, RC_INPUT, "a line needs a LineString or MultiLineString");
    if (!rc)
        rc = geo_line_make(g.runs, g.n_runs, r->arena, out, err);
    return rc;
}

static struct source source_of(const struct node *geometry)
{
    const struct capture *file = node_capture(geometry, "file");
    const struct capture *sha256 = node_capture(geometry, "sha256");

    return (struct source){.file = file->value.u.text,
                           .sha256 = sha256 == NULL ? span_none() : sha256->value.u.text,
                           .at = file->at};
}

static void add_line(struct resolver *r, const struct node *n, struct pact_line *line)
{
    const struct node *geometry = node_next(n->block, "geometry", NULL);
    const struct node *left = node_next(n->block, "left", NULL);
    const struct node *right = node_next(n->block, "right", NULL);
    const struct node *accuracy = node_next(n->block, "accuracy_m", NULL);
    const struct node *versioned = node_next(n->block, "versioned", NULL);
    const struct place_file *f;
    struct source s;
    struct err err = {0};
    enum rc rc;

    line->id = node_id(n);
    line->left = left == NULL ? PACT_NONE : resolve_party(r, left->value.u.text);
    line->right = right == NULL ? PACT_NONE : resolve_party(r, right->value.u.text);
    line->is_versioned = versioned != NULL && versioned->value.type == JSON_TRUE;
    if (accuracy != NULL)
        (void)json_number(&accuracy->value, &line->accuracy_m);
    if (geometry == NULL)
        return;
    s = source_of(geometry);
    line->source = s.file;
    f = resolve_file(r, s.file, s.at);
    if (f == NULL)
        return;
    check_pin(r, &s, f);
    line->file_hash = f->hash;
    rc = read_line(r, &s, f, &line->geometry, &err);
    if (rc)
        resolve_fault(r, s.at, s.file, rc, &err);
}

void resolve_lines(struct resolver *r)
{
    const struct node *n = NULL;
    size_t count = 0;

    while ((n = node_next(r->top, "lines", n)) != NULL)
        count++;
    r->lines = resolve_array(r, count, sizeof(*r->lines));
    table_init(&r->line_ix, r->arena);
    if (r->lines == NULL)
        return;
    r->g->lines = r->lines;
    while ((n = node_next(r->top, "lines", n)) != NULL && r->diags->trouble == RC_OK) {
        if (table_add(&r->line_ix, node_id(n), (uint32_t)r->g->n_lines, NULL) == RC_CONFLICT)
            continue;
        add_line(r, n, &r->lines[r->g->n_lines++]);
    }
}

/* --- areas ----------------------------------------------------------------------------------- */

static const struct pact_line *line_at(struct resolver *r, const struct node *n, const char *name,
                                       uint32_t *ix)
{
    const struct capture *c = node_capture(n, name);

    *ix = table_find(&r->line_ix, c->value.u.text);
    return *ix == TABLE_ABSENT || r->lines[*ix].geometry == NULL ? NULL : &r->lines[*ix];
}

/* "both-sides", "left-side", "right-side", or a party of the line with "-side" behind it. */
bool resolve_side(struct resolver *r, const struct capture *c, const struct pact_line *line,
                  enum geo_side *out)
{
    struct span word = c->value.u.text, who = span_sub(word, 0, word.n - 5);
    uint32_t party = resolve_party(r, who);

    if (span_is(word, "both-sides")) {
        *out = GEO_BOTH_SIDES;
    } else if (span_is(who, "left") || (party != PACT_NONE && party == line->left)) {
        *out = GEO_LEFT;
    } else if (span_is(who, "right") || (party != PACT_NONE && party == line->right)) {
        *out = GEO_RIGHT;
    } else {
        diag_error(r->diags, c->at,
                   "%.*s stands on neither side of line %.*s; name it there with left or right, or "
                   "write left-side, right-side or both-sides",
                   SPAN_ARG(who), SPAN_ARG(line->id));
        return false;
    }
    return true;
}

static void number_of(const struct node *n, const char *name, double *out)
{
    const struct capture *c = node_capture(n, name);

    if (c != NULL)
        (void)json_number(&c->value, out);
}

static enum rc make_band(struct resolver *r, const struct node *n, struct pact_area *area,
                         struct err *err)
{
    const struct pact_line *line = line_at(r, n, "line", &area->line[0]);
    const struct capture *to = node_capture(n, "to_m");

    if (line == NULL || !resolve_side(r, node_capture(n, "side"), line, &area->side))
        return RC_OK; /* complained about */
    area->form = area->side == GEO_BOTH_SIDES && node_capture(n, "from_m") == NULL
                     ? PACT_AREA_BUFFER
                     : PACT_AREA_BAND;
    number_of(n, "from_m", &area->from_m);
    number_of(n, "to_m", &area->to_m);
    if (area->to_m <= area->from_m) {
        diag_error(r->diags, to->at,
                   "the band ends where it begins or before; write the nearer "
                   "distance first");
        return RC_OK;
    }
    return geo_area_band(line->geometry, area->side, area->from_m, area->to_m, r->arena,
                         &area->geometry, err);
}

static enum rc make_between(struct resolver *r, const struct node *n, struct pact_area *area,
                            struct err *err)
{
    const struct pact_line *a = line_at(r, n, "a", &area->line[0]);
    const struct pact_line *b = line_at(r, n, "b", &area->line[1]);

    area->form = PACT_AREA_BETWEEN;
    if (a == NULL || b == NULL)
        return RC_OK;
    if (a == b) {
        diag_error(r->diags, node_capture(n, "b")->at, "between needs two different lines");
        return RC_OK;
    }
    return geo_area_between(a->geometry, b->geometry, r->arena, &area->geometry, err);
}

static enum rc make_side(struct resolver *r, const struct node *n, struct pact_area *area,
                         struct err *err)
{
    const struct pact_line *line = line_at(r, n, "line", &area->line[0]);
    const struct capture *side = node_capture(n, "side");

    area->form = PACT_AREA_SIDE;
    if (line == NULL || !resolve_side(r, side, line, &area->side))
        return RC_OK;
    if (area->side == GEO_BOTH_SIDES) {
        diag_error(r->diags, side->at, "both sides of a line are everywhere; name one side");
        return RC_OK;
    }
    return geo_area_side(line->geometry, area->side, r->arena, &area->geometry, err);
}

static void make_from_file(struct resolver *r, const struct source *s, struct pact_area *area)
{
    const struct place_file *f = resolve_file(r, s->file, s->at);
    struct err err = {0};
    enum rc rc;

    area->form = PACT_AREA_GEOMETRY;
    area->source = s->file;
    if (f == NULL)
        return;
    check_pin(r, s, f);
    area->file_hash = f->hash;
    rc = read_area(r, s, f, &area->geometry, &err);
    if (rc)
        resolve_fault(r, s->at, s->file, rc, &err);
}

static void add_area(struct resolver *r, const struct node *n, struct pact_area *area)
{
    static const struct {
        const char *member;
        enum rc (*make)(struct resolver *, const struct node *, struct pact_area *, struct err *);
    } forms[] = {
        {"buffer", make_band}, {"band", make_band}, {"between", make_between}, {"side", make_side}};
    const struct node *geometry = node_next(n->block, "geometry", NULL);
    struct source s;

    *area = (struct pact_area){.id = node_id(n), .line = {PACT_NONE, PACT_NONE}};
    if (geometry != NULL) {
        s = source_of(geometry);
        make_from_file(r, &s, area);
    }
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        const struct node *form = node_next(n->block, forms[i].member, NULL);
        struct err err = {0};
        enum rc rc = form == NULL ? RC_OK : (*forms[i].make)(r, form, area, &err);

        if (rc) {
            resolve_fault(r, node_at(form), area->id, rc, &err);
        }
    }
}

static struct pact_area *new_area(struct resolver *r)
{
    struct pact_area *areas =
        arena_grow(r->arena, r->areas, r->g->n_areas, &r->areas_cap, sizeof(*areas), r->diags->err);

    if (areas == NULL) {
        r->diags->trouble = RC_LIMIT;
        return NULL;
    }
    r->areas = areas;
    r->g->areas = areas;
    return &r->areas[r->g->n_areas++];
}

void resolve_areas(struct resolver *r)
{
    const struct node *n = NULL;
    struct pact_area *area;

    table_init(&r->area_ix, r->arena);
    table_init(&r->source_ix, r->arena);
    while ((n = node_next(r->top, "areas", n)) != NULL && r->diags->trouble == RC_OK) {
        if (table_add(&r->area_ix, node_id(n), (uint32_t)r->g->n_areas, NULL) == RC_CONFLICT)
            continue;
        area = new_area(r);
        if (area != NULL)
            add_area(r, n, area);
    }
}

uint32_t resolve_area(struct resolver *r, const struct json *v, struct src_pos at)
{
    const struct json *file = json_get(v, "file"), *sha256 = json_get(v, "sha256");
    struct source s = {.at = at};
    struct pact_area *area;
    uint32_t ix;

    if (file == NULL) {
        ix = v->type == JSON_STRING ? table_find(&r->area_ix, v->u.text) : TABLE_ABSENT;
        return ix == TABLE_ABSENT ? PACT_NONE : ix;
    }
    s.file = file->u.text;
    s.sha256 = sha256 == NULL ? span_none() : sha256->u.text;
    ix = table_find(&r->source_ix, s.file);
    if (ix != TABLE_ABSENT)
        return ix;
    ix = (uint32_t)r->g->n_areas;
    area = new_area(r);
    if (area == NULL || table_add(&r->source_ix, s.file, ix, r->diags->err))
        return PACT_NONE;
    *area = (struct pact_area){.id = s.file, .line = {PACT_NONE, PACT_NONE}};
    make_from_file(r, &s, area);
    return ix;
}

void resolve_loose_areas(struct resolver *r, const struct node_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct node *n = &b->nodes[i];

        for (size_t k = 0; k < n->n_captures; k++)
            if (n->captures[k].type->ref == REF_AREA)
                (void)resolve_area(r, &n->captures[k].value, n->captures[k].at);
        if (n->block != NULL && !schema_scope_is_kind(n->block->scope))
            resolve_loose_areas(r, n->block);
    }
}

/* What a feature is called, as `#fragment` would name it; else its number. */
static struct span name_of(struct resolver *r, const struct json *feature, size_t i)
{
    const struct json *properties = json_get(feature, "properties");
    const struct json *names[] = {json_get(feature, "id"), NULL, NULL};
    struct span out;

    if (properties != NULL && properties->type == JSON_OBJECT) {
        names[1] = json_get(properties, "id");
        names[2] = json_get(properties, "name");
    }
    for (size_t k = 0; k < 3; k++)
        if (names[k] != NULL && names[k]->type == JSON_STRING && names[k]->u.text.n > 0)
            return names[k]->u.text;
    out = arena_printf(r->arena, r->diags->err, "%zu", i + 1);
    if (out.p == NULL)
        r->diags->trouble = RC_LIMIT;
    return out;
}

/* One feature as an area; of a line the ground along it. */
static enum rc read_part(struct resolver *r, const struct json *feature, bool may_be_line,
                         const struct geo_area **out, struct err *err)
{
    struct geojson_geometry g = {0};
    const struct geo_line *line = NULL;
    enum rc rc = geojson_read(feature, r->arena, &g, err);

    if (rc)
        return rc;
    if (g.type == GEOJSON_POLYGON)
        return geo_area_polygons(g.polygons, g.n_polygons, r->arena, out, err);
    if (g.type != GEOJSON_LINE || !may_be_line)
        return err_set(err, RC_INPUT, "a feature is no %s",
                       may_be_line ? "line and no area" : "area");
    rc = geo_line_make(g.runs, g.n_runs, r->arena, &line, err);
    return rc != RC_OK
               ? rc
               : geo_area_band(line, GEO_BOTH_SIDES, 0, PACT_AXIS_REACH_M, r->arena, out, err);
}

struct pact_parts resolve_collection(struct resolver *r, const struct capture *c)
{
    const struct json *file = json_get(&c->value, "file"), *sha256 = json_get(&c->value, "sha256");
    bool may_be_lines = span_is(span_of(c->type->name), "axes");
    const struct place_file *f = file == NULL ? NULL : resolve_file(r, file->u.text, c->at);
    struct source s = {.at = c->at};
    struct pact_part *parts = NULL;
    size_t n = 0, cap = 0;
    const struct json *feature = NULL;
    struct err err = {0};
    enum rc rc;

    if (f == NULL)
        return (struct pact_parts){0};
    s.file = file->u.text;
    s.sha256 = sha256 == NULL ? span_none() : sha256->u.text;
    check_pin(r, &s, f);
    while ((rc = next_feature(f, &s, n, &feature, &err)) == RC_OK) {
        struct pact_part *more = arena_grow(r->arena, parts, n, &cap, sizeof(*more), &err);

        if (more == NULL) {
            rc = RC_LIMIT;
            break;
        }
        parts = more;
        parts[n] = (struct pact_part){.id = name_of(r, feature, n)};
        rc = read_part(r, feature, may_be_lines, &parts[n++].area, &err);
        if (rc)
            break;
    }
    if (rc != RC_END)
        resolve_fault(r, s.at, s.file, rc, &err);
    return (struct pact_parts){parts, n};
}
