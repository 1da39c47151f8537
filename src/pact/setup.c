/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/setup.h"

#include "base/num.h"
#include "pact/pact_inside.h"
#include "pact/pact_json.h"
#include "pact/text_check.h"

#include <string.h>

#define ORIGIN_BYTES_MAX 200
#define NAME_BYTES_MAX   1000
#define MAP_ZOOM_MAX     22

enum rc setup_check_origin(struct span origin, struct err *err)
{
    if (origin.n == 0 || origin.n > ORIGIN_BYTES_MAX)
        return err_set(err, RC_INPUT, "the name of a log has 1 to %d bytes", ORIGIN_BYTES_MAX);
    for (size_t i = 0; i < origin.n;) {
        uint32_t c = 0;
        size_t n = span_code_point(span_from(origin, i), &c);

        if (n == 0)
            return err_set(err, RC_INPUT, "the name of a log is UTF-8");
        if (c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
            c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000)
            return err_set(err, RC_INPUT,
                           "\"%.*s\": the name of a log holds no blank and no control character; "
                           "write it like example.org/kalmius",
                           SPAN_ARG(origin));
        if (c == '+' || c == '"' || c == '\\')
            return err_set(err, RC_INPUT, "\"%.*s\": the name of a log holds no %c",
                           SPAN_ARG(origin), (int)c);
        i += n;
    }
    return RC_OK;
}

/* ---- what each statement may say ---- */

/* Names of files stay inside the mission's directory. */
static enum rc check_inside(struct span name, struct err *err)
{
    struct span rest = name;

    if (name.n == 0 || name.n > NAME_BYTES_MAX || name.p[0] == '/')
        return err_set(
            err, RC_INPUT,
            "\"%.*s\" is no file in the mission's directory; write a path relative to it",
            SPAN_ARG(name));
    while (rest.n > 0)
        if (span_is(span_cut(&rest, '/'), ".."))
            return err_set(err, RC_INPUT,
                           "\"%.*s\" leaves the mission's directory; write a path without ..",
                           SPAN_ARG(name));
    return RC_OK;
}

/* Text, as the numbers of the language are never below zero. */
static enum rc read_position(struct span text, struct geo_pos *out, struct err *err)
{
    struct span rest = text, lat = span_trim(span_cut(&rest, ',')), lon = span_trim(rest);
    struct geo_pos at = {0};
    enum rc rc = num_parse_f64(lat, &at.lat_deg, NULL);

    if (!rc)
        rc = num_parse_f64(lon, &at.lon_deg, NULL);
    if (rc)
        return err_set(err, RC_INPUT,
                       "\"%.*s\" is no position; write latitude and longitude, as in "
                       "\"48.5, 37.9\"",
                       SPAN_ARG(text));
    rc = geo_pos_check(at, err);
    if (!rc)
        *out = at;
    return rc;
}

static enum rc check_value(const struct node *n, struct err *err)
{
    const char *key = n->row->keyword;
    const struct json *zoom;
    struct geo_pos at;

    if (strcmp(key, "origin") == 0)
        return setup_check_origin(n->value.u.text, err);
    if (strcmp(key, "label") == 0 && span_trim(n->value.u.text).n == 0)
        return err_set(err, RC_INPUT, "the default label is empty; write for example \"PUBLIC\"");
    if (strcmp(key, "pact") == 0 || strcmp(key, "roster") == 0 || strcmp(key, "gazetteer") == 0 ||
        strcmp(key, "equipment") == 0)
        return check_inside(n->value.u.text, err);
    if (strcmp(key, "map") != 0)
        return RC_OK;
    zoom = json_get(&n->value, "zoom");
    if (zoom != NULL && zoom->u.i > MAP_ZOOM_MAX)
        return err_set(err, RC_RANGE, "zoom goes from 0 to %d", MAP_ZOOM_MAX);
    return read_position(json_get(&n->value, "at")->u.text, &at, err);
}

static void check_values(const struct node_block *file, struct diag_list *d)
{
    struct err why;

    for (size_t i = 0; i < file->n; i++) {
        const struct node *n = &file->nodes[i];

        why.note[0] = '\0';
        if (check_value(n, &why))
            diag_error(d, n->n_captures > 0 ? n->captures[0].at : node_at(n), "%s", why.note);
    }
}

/* ---- to the struct ---- */

static enum rc texts_of(const struct json *v, const char *name, struct arena *a,
                        const struct span **out, size_t *n_out, struct err *err)
{
    const struct json *list = json_get(v, name);
    struct span *items;

    if (list == NULL || list->u.array.n == 0)
        return RC_OK;
    items = arena_array(a, list->u.array.n, sizeof(*items), err);
    if (items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < list->u.array.n; i++)
        items[i] = list->u.array.items[i].u.text;
    *out = items;
    *n_out = list->u.array.n;
    return RC_OK;
}

static void take_map(const struct json *v, struct setup *out)
{
    const struct json *map = json_get(v, "map"), *zoom;

    if (map == NULL)
        return;
    out->has_map = read_position(json_get(map, "at")->u.text, &out->map_at, NULL) == RC_OK;
    zoom = json_get(map, "zoom");
    out->map_zoom = zoom == NULL ? 0 : zoom->u.i;
}

static void take_incident(const struct json *v, struct setup *out)
{
    const struct json *incident = json_get(v, "incident");
    const struct json *gap = incident == NULL ? NULL : json_get(incident, "gap_ms");

    out->incident_gap_ms = gap == NULL ? SETUP_INCIDENT_GAP_MS : gap->u.i;
    out->incident_reach_m = SETUP_INCIDENT_REACH_M;
    if (incident != NULL)
        (void)json_number(json_get(incident, "reach_m"), &out->incident_reach_m);
}

static enum rc take_all(const struct json *v, struct arena *a, struct setup *out, struct err *err)
{
    const struct json *trust = json_get(v, "trust_reported");
    struct setup s = {.origin = json_get_text(v, "origin"),
                      .label = json_get_text(v, "label"),
                      .roster = json_get_text(v, "roster"),
                      .gazetteer = json_get_text(v, "gazetteer"),
                      .equipment = json_get_text(v, "equipment"),
                      .is_nautical = span_is(json_get_text(v, "units"), "nautical"),
                      .trusts_reported = trust != NULL && trust->type == JSON_TRUE};
    enum rc rc = texts_of(v, "pacts", a, &s.pacts, &s.n_pacts, err);

    if (!rc)
        rc = texts_of(v, "listen", a, &s.listens, &s.n_listens, err);
    if (rc)
        return rc;
    take_map(v, &s);
    take_incident(v, &s);
    *out = s;
    return RC_OK;
}

static struct node_block *read_nodes(struct span text, struct node_maker *m)
{
    const struct tree_block *tree;
    struct node_block *file = NULL;

    if (!text_check(text, m->diags))
        return NULL;
    tree = tree_parse(text, m->types.arena, m->diags);
    if (tree != NULL && m->diags->trouble == RC_OK)
        file = node_make_of(tree, SCOPE_SETUP, m);
    if (file == NULL)
        return NULL;
    node_check(file, m);
    check_values(file, m->diags);
    return file;
}

enum rc setup_read(struct span text, struct arena *a, struct setup *out, struct pact_diags *diags,
                   struct err *err)
{
    struct diag_list d;
    struct node_maker m = {.types = {.arena = a, .is_full = &m.is_full}, .diags = &d};
    const struct node_block *file;
    struct json v;
    enum rc rc;

    *diags = (struct pact_diags){0};
    if (text.n > SETUP_BYTES_MAX)
        return err_set(err, RC_LIMIT, "more than %zu bytes", SETUP_BYTES_MAX);
    diag_init(&d, a, err);
    file = read_nodes(text, &m);
    diag_sort(&d);
    *diags = (struct pact_diags){.items = d.items, .n = d.n, .n_errors = d.n_errors};
    if (d.trouble != RC_OK)
        return d.trouble;
    if (d.n_errors > 0 || file == NULL)
        return err_set(err, RC_INPUT, "%zu fault%s", d.n_errors, d.n_errors == 1 ? "" : "s");
    rc = pact_json_block(file, a, &v, err);
    return rc ? rc : take_all(&v, a, out, err);
}

/* ---- and back ---- */

static void put_text(struct buf *b, const char *keyword, struct span text)
{
    if (text.n == 0)
        return;
    buf_printf(b, "%-14s \"", keyword);
    buf_put(b, text);
    buf_puts(b, "\"\n");
}

void setup_put(struct buf *b, const struct setup *s)
{
    buf_puts(b, "mission        1\n");
    put_text(b, "origin", s->origin);
    for (size_t i = 0; i < s->n_pacts; i++)
        put_text(b, "pact", s->pacts[i]);
    put_text(b, "label", s->label);
    put_text(b, "roster", s->roster);
    put_text(b, "gazetteer", s->gazetteer);
    put_text(b, "equipment", s->equipment);
    for (size_t i = 0; i < s->n_listens; i++)
        put_text(b, "listen", s->listens[i]);
    if (s->has_map) {
        buf_puts(b, "map            \"");
        num_put_fixed(b, s->map_at.lat_deg, 5);
        buf_puts(b, ", ");
        num_put_fixed(b, s->map_at.lon_deg, 5);
        buf_putc(b, '"');
        if (s->map_zoom > 0)
            buf_printf(b, " zoom %lld", (long long)s->map_zoom);
        buf_putc(b, '\n');
    }
    buf_printf(b, "units          %s\n", s->is_nautical ? "nautical" : "metric");
    buf_printf(b, "incident       gap %lld min reach ",
               (long long)(s->incident_gap_ms / MS_PER_MIN));
    num_put_f64(b, s->incident_reach_m);
    buf_puts(b, " m\n");
    if (s->trusts_reported)
        buf_puts(b, "trust-reported yes\n");
}
