/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/load.h"

#include "cmd/terminal.h"

#define EQUIPMENT_BYTES_MAX ((size_t)16 << 20)
#define LINE_COLUMNS_MAX    160

static enum rc load_equipment(const char *path, struct arena *a, const struct equipment **out,
                              struct err *err)
{
    struct span texts[2] = {equipment_builtin_text()};
    size_t n = 1;
    enum rc rc = RC_OK;

    if (path != NULL) {
        rc = source_read(path, EQUIPMENT_BYTES_MAX, a, &texts[1], err);
        n = 2;
    }
    if (rc)
        return rc;
    rc = equipment_read(texts, n, a, out, err);
    return rc && path != NULL ? err_prefix(err, rc, "%s: ", path) : rc;
}

enum rc load_pact(const char *path, const char *equipment_path, struct arena *a, struct loaded *out,
                  struct err *err)
{
    struct loaded l = {0};
    struct pact_sources from;
    enum rc rc = source_folder_of(path, &l.folder, err);

    if (!rc)
        rc = source_read(path, LOAD_PACT_BYTES_MAX, a, &l.text, err);
    if (!rc)
        rc = load_equipment(equipment_path, a, &l.equipment, err);
    if (rc)
        return rc;
    from = (struct pact_sources){
        .files = source_files(&l.folder),
        .zones = source_zones(),
        .equipment = l.equipment,
    };
    rc = pact_load(l.text, &from, a, &l.pact, &l.diags, err);
    if (rc)
        l.pact = NULL;
    if (rc && l.diags.n == 0)
        rc = err_prefix(err, rc, "%s: ", path);
    *out = l;
    return rc;
}

/* ---- messages ---- */

static struct span line_of(struct span text, uint32_t number)
{
    struct span rest = text, line = {0};

    for (uint32_t i = 0; i < number && rest.p != NULL; i++)
        line = span_cut(&rest, '\n');
    return line.n > 0 && line.p[line.n - 1] == '\r' ? span_sub(line, 0, line.n - 1) : line;
}

/* Blanks up to a column of code points, tabs kept, so that the caret stands below its word. */
static void put_indent(struct buf *b, struct span line, uint32_t column)
{
    for (uint32_t i = 1; i < column && line.n > 0; i++) {
        uint32_t c = 0;
        size_t n = span_code_point(line, &c);
        size_t w = text_columns(span_sub(line, 0, n == 0 ? 1 : n));

        if (c == '\t')
            buf_putc(b, '\t');
        else
            while (w-- > 0)
                buf_putc(b, ' ');
        line = span_from(line, n == 0 ? 1 : n);
    }
}

static void put_caret(struct buf *b, struct span line, const struct pact_diag *d)
{
    if (line.n == 0 || d->column > LINE_COLUMNS_MAX)
        return;
    buf_puts(b, "    ");
    text_put_clean(b, span_sub(line, 0, text_fit(line, LINE_COLUMNS_MAX)));
    buf_puts(b, "\n    ");
    put_indent(b, line, d->column);
    buf_putc(b, '^');
    for (uint32_t i = 1; i < d->width && d->column + i < LINE_COLUMNS_MAX; i++)
        buf_putc(b, '~');
    buf_putc(b, '\n');
}

void load_put_diags(struct buf *b, const char *path, const struct loaded *l)
{
    for (size_t i = 0; i < l->diags.n; i++) {
        const struct pact_diag *d = &l->diags.items[i];

        buf_printf(b, "%s:%u:%u: %s", path, d->line, d->column,
                   d->severity == PACT_WARNING ? "warning: " : "");
        text_put_clean(b, d->text);
        buf_putc(b, '\n');
        put_caret(b, line_of(l->text, d->line), d);
    }
}

enum rc load_zone(struct span name, struct arena *a, const struct zone **out, struct err *err)
{
    struct files zones = source_zones();
    struct span bytes;
    enum rc rc;

    if (span_is(name, "UTC")) {
        *out = zone_utc();
        return RC_OK;
    }
    rc = zones.read(zones.context, name, a, &bytes, err);
    return rc ? rc : zone_parse(name, bytes, a, out, err);
}
