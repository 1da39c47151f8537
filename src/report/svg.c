/* SPDX-License-Identifier: Apache-2.0 */
#include "report/svg.h"

#include <cairo-svg.h>
#include <string.h>

#include "base/table.h"
#include "report/escape.h"

#define IDS_BYTES_MAX ((size_t)8 << 20)

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned int n)
{
    struct buf *b = closure;

    buf_put(b, (struct span){.p = (const char *)data, .n = n});
    return b->is_full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static enum rc refuse_cairo(cairo_status_t status, struct err *err)
{
    return err_set(err, RC_IO, "a picture could not be drawn: %s", cairo_status_to_string(status));
}

/* ---- ids: cairo numbers its surfaces over the life of the process, and two drawings on one page
 * would share names; so all are counted anew ---- */

struct renamer {
    struct table ids;
    const char *prefix;
    struct buf *out;
    struct err *err;
};

static enum rc put_id(struct renamer *r, struct span id)
{
    uint32_t n = table_find(&r->ids, id);

    if (n == TABLE_ABSENT) {
        enum rc rc;

        n = (uint32_t)r->ids.n;
        rc = table_add(&r->ids, id, n, r->err);
        if (rc)
            return rc;
    }
    buf_printf(r->out, "%s%u", r->prefix, n);
    return RC_OK;
}

static bool ends_with(struct span text, size_t at, struct span tail)
{
    return at >= tail.n && memcmp(text.p + at - tail.n, tail.p, tail.n) == 0;
}

/* Whether an id begins behind byte `at`: the three ways in which cairo writes one. */
static bool begins_id(struct span text, size_t at, char *end)
{
    *end = '"';
    if (text.p[at] == '"')
        return ends_with(text, at, SPAN(" id="));
    if (text.p[at] != '#')
        return false;
    if (ends_with(text, at, SPAN("href=\"")))
        return true;
    *end = ')';
    return ends_with(text, at, SPAN("url("));
}

static enum rc put_renamed(struct renamer *r, struct span text)
{
    size_t from = 0;

    for (size_t at = 0; at < text.n; at++) {
        char end;
        size_t n;
        enum rc rc;

        if (!begins_id(text, at, &end))
            continue;
        n = span_find(span_from(text, at + 1), end);
        buf_put(r->out, span_sub(text, from, at + 1 - from));
        rc = put_id(r, span_sub(text, at + 1, n));
        if (rc)
            return rc;
        from = at + 1 + n;
        at = from;
    }
    buf_put(r->out, span_from(text, from));
    return RC_OK;
}

/* ---- the element ---- */

/* Behind cairo's own <svg …> tag, whose fixed size would not fit every screen. */
static struct span body_of(struct span text)
{
    const char *tag = strstr(text.p, "<svg");
    size_t at = tag == NULL ? 0 : (size_t)(tag - text.p);

    at += span_find(span_from(text, at), '>') + 1;
    return span_from(text, at);
}

static enum rc put_element(struct buf *b, const struct drawing *d, const char *prefix,
                           struct span title, struct span text, struct err *err)
{
    struct renamer r = {.prefix = prefix, .out = b, .err = err};
    struct arena a;
    enum rc rc;

    arena_init(&a, IDS_BYTES_MAX);
    table_init(&r.ids, &a);
    buf_printf(b,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" "
               "xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 %g %g\" "
               "role=\"img\" aria-labelledby=\"%stitle\"><title id=\"%stitle\">",
               d->width, d->height, prefix, prefix);
    escape_html(b, title);
    buf_puts(b, "</title>\n");
    rc = put_renamed(&r, body_of(text));
    arena_release(&a);
    return rc ? rc : buf_check(b, err);
}

enum rc svg_put(struct buf *b, const struct drawing *d, const char *prefix, struct span title,
                struct err *err)
{
    struct buf raw;
    cairo_surface_t *surface;
    cairo_t *cr;
    cairo_status_t status;
    enum rc rc;

    buf_init(&raw, SVG_BYTES_MAX);
    surface = cairo_svg_surface_create_for_stream(collect, &raw, d->width, d->height);
    cairo_svg_surface_restrict_to_version(surface, CAIRO_SVG_VERSION_1_1);
    cr = cairo_create(surface);
    d->draw(cr, d->context);
    status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    rc = buf_check(&raw, err);
    if (!rc && (status != CAIRO_STATUS_SUCCESS || raw.n == 0))
        rc = refuse_cairo(status, err);
    if (!rc)
        rc = put_element(b, d, prefix, title, buf_span(&raw), err);
    buf_release(&raw);
    return rc;
}
