/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/gazetteer.h"

#include "base/csv.h"
#include "base/num.h"
#include "base/table.h"

#include <math.h>

#define ROW_BYTES_MAX ((size_t)64 * 1024)
#define COLUMNS_MAX   256
#define NONE          UINT32_MAX

/* What tells two places of one name apart. */
enum { COUNTRY, ADMIN1, ADMIN1_NAME, N_QUALIFIERS };

struct entry {
    struct span name; /* as the table has it, for messages */
    struct geo_pos at;
    struct span qualifiers[N_QUALIFIERS];
};

/* A name leads to its entries: a chain, since a name may stand for several. */
struct link {
    uint32_t entry;
    uint32_t next; /* link, or NONE */
};

struct gazetteer {
    struct table names; /* folded name to its first link */
    struct entry *entries;
    size_t n, cap;
    struct link *links;
    size_t n_links, links_cap;
    struct arena *arena;
};

/* The columns, by any of their names. */
enum column { NAME, LAT, LON, ALT_NAMES, QUALIFIER_0, N_COLUMNS = QUALIFIER_0 + N_QUALIFIERS };
static const char *const column_names[N_COLUMNS][4] = {
    [NAME] = {"name", NULL},
    [LAT] = {"lat", "latitude", NULL},
    [LON] = {"lon", "lng", "longitude", NULL},
    [ALT_NAMES] = {"alt_names", "alternatenames", "alt", NULL},
    [QUALIFIER_0 + COUNTRY] = {"country", "country_code", NULL},
    [QUALIFIER_0 + ADMIN1] = {"admin1", "admin1_code", NULL},
    [QUALIFIER_0 + ADMIN1_NAME] = {"admin1_name", "adm_1", NULL},
};

struct columns {
    size_t at[N_COLUMNS]; /* SIZE_MAX: the table has none */
    size_t n;
};

static bool is_named(struct span cell, const char *const *names)
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (span_eq_nocase(cell, span_of(names[i])))
            return true;
    return false;
}

static enum rc read_header(const struct csv_record *header, struct columns *out, struct err *err)
{
    out->n = header->n;
    for (size_t c = 0; c < N_COLUMNS; c++) {
        out->at[c] = SIZE_MAX;
        for (size_t i = 0; i < header->n && out->at[c] == SIZE_MAX; i++)
            if (is_named(span_trim(header->cells[i]), column_names[c]))
                out->at[c] = i;
        if (c <= LON && out->at[c] == SIZE_MAX)
            return err_set(err, RC_INPUT,
                           "no column \"%s\"; a table of places begins with a header that names "
                           "name, lat and lon",
                           column_names[c][0]);
    }
    return RC_OK;
}

static struct span cell(const struct csv_record *r, const struct columns *c, size_t which)
{
    return c->at[which] == SIZE_MAX ? span_none() : span_trim(r->cells[c->at[which]]);
}

/* ASCII letters in lower case: what names are compared by. */
static enum rc fold(struct arena *a, struct span name, struct span *out, struct err *err)
{
    char *p = arena_alloc(a, name.n + 1, err);

    if (p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < name.n; i++)
        p[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] - 'A' + 'a') : name.p[i];
    *out = (struct span){p, name.n};
    return RC_OK;
}

/* A table of the world has names that many places bear: a new one goes to the front of its chain.
 */
static enum rc add_name(struct gazetteer *g, struct span name, uint32_t entry, struct err *err)
{
    struct link *links =
        arena_grow(g->arena, g->links, g->n_links, &g->links_cap, sizeof(*links), err);
    struct span folded;
    uint32_t first;
    enum rc rc;

    if (links == NULL)
        return RC_LIMIT;
    g->links = links;
    rc = fold(g->arena, name, &folded, err);
    if (rc)
        return rc;
    first = table_find(&g->names, folded);
    if (first != TABLE_ABSENT) {
        /* behind the first link, which the table keeps pointing to */
        links[g->n_links] = (struct link){entry, links[first].next};
        links[first].next = (uint32_t)g->n_links++;
        return RC_OK;
    }
    links[g->n_links] = (struct link){entry, NONE};
    return table_add(&g->names, folded, (uint32_t)g->n_links++, err);
}

static enum rc add_alt_names(struct gazetteer *g, struct span names, uint32_t entry,
                             struct err *err)
{
    while (names.n > 0) {
        size_t semicolon = span_find(names, ';'), bar = span_find(names, '|');
        size_t at = semicolon < bar ? semicolon : bar;
        struct span name = span_trim(span_sub(names, 0, at));
        enum rc rc = name.n == 0 ? RC_OK : add_name(g, name, entry, err);

        if (rc)
            return rc;
        names = span_from(names, at + 1);
    }
    return RC_OK;
}

static enum rc keep(struct gazetteer *g, struct span s, struct span *out, struct err *err)
{
    *out = arena_copy(g->arena, s, err);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

static enum rc add_entry(struct gazetteer *g, const struct csv_record *r, const struct columns *c,
                         struct err *err)
{
    struct entry *entries = arena_grow(g->arena, g->entries, g->n, &g->cap, sizeof(*entries), err);
    struct span name = cell(r, c, NAME);
    struct entry *e;
    enum rc rc;

    if (entries == NULL)
        return RC_LIMIT;
    g->entries = entries;
    e = &entries[g->n];
    *e = (struct entry){0};
    if (r->n != c->n)
        return err_set(err, RC_INPUT, "has %zu columns where the header has %zu", r->n, c->n);
    if (name.n == 0)
        return err_set(err, RC_INPUT, "has no name");
    if ((rc = num_parse_f64(cell(r, c, LAT), &e->at.lat_deg, err)) != RC_OK ||
        (rc = num_parse_f64(cell(r, c, LON), &e->at.lon_deg, err)) != RC_OK ||
        (rc = geo_pos_check(e->at, err)) != RC_OK || (rc = keep(g, name, &e->name, err)) != RC_OK)
        return rc;
    for (size_t i = 0; i < N_QUALIFIERS && rc == RC_OK; i++)
        rc = keep(g, cell(r, c, QUALIFIER_0 + i), &e->qualifiers[i], err);
    if (rc == RC_OK)
        rc = add_name(g, name, (uint32_t)g->n, err);
    if (rc == RC_OK)
        rc = add_alt_names(g, cell(r, c, ALT_NAMES), (uint32_t)g->n, err);
    g->n++;
    return rc;
}

static enum rc read_rows(struct gazetteer *g, struct csv *csv, struct arena *scratch,
                         struct err *err)
{
    struct csv_record r = {0};
    struct columns columns = {0};
    enum rc rc = csv_next(csv, scratch, &r, err);

    if (rc == RC_END)
        return err_set(err, RC_INPUT, "the table of places is empty");
    if (rc == RC_OK)
        rc = read_header(&r, &columns, err);
    while (rc == RC_OK) {
        arena_reset(scratch);
        rc = csv_next(csv, scratch, &r, err);
        if (rc == RC_OK)
            rc = add_entry(g, &r, &columns, err);
    }
    return rc == RC_END ? RC_OK : err_prefix(err, rc, "row %u: ", csv->record);
}

enum rc gazetteer_read(struct span text, struct arena *a, const struct gazetteer **out,
                       struct err *err)
{
    struct gazetteer *g = arena_alloc(a, sizeof(*g), err);
    struct arena scratch;
    struct csv csv;
    size_t bad_at = 0;
    enum rc rc;

    if (g == NULL)
        return RC_LIMIT;
    if (!span_is_utf8(text, &bad_at))
        return err_set(err, RC_INPUT, "byte %zu is not UTF-8; save the table as UTF-8", bad_at);
    if (span_starts(text, SPAN("\xef\xbb\xbf")))
        text = span_from(text, 3);
    g->arena = a;
    table_init(&g->names, a);
    arena_init(&scratch, ROW_BYTES_MAX * 16);
    csv_init(&csv, text, ',', ROW_BYTES_MAX, COLUMNS_MAX, a);
    rc = read_rows(g, &csv, &scratch, err);
    arena_release(&scratch);
    if (rc == RC_OK)
        *out = g;
    return rc;
}

size_t gazetteer_count(const struct gazetteer *g)
{
    return g->n;
}

static bool is_qualified(const struct entry *e, struct span qualifier)
{
    for (size_t i = 0; i < N_QUALIFIERS; i++)
        if (qualifier.n > 0 && span_eq_nocase(e->qualifiers[i], qualifier))
            return true;
    return false;
}

/* "Name" or "Name, Qualifier", where no place has the whole text for its name. */
struct wanted {
    uint32_t first; /* link */
    struct span qualifier;
};

static enum rc look_up(const struct gazetteer *g, struct span name, struct arena *scratch,
                       struct wanted *out, struct err *err)
{
    struct span folded = {0};
    size_t comma = name.n;
    enum rc rc = fold(scratch, name, &folded, err);

    if (rc)
        return rc;
    *out = (struct wanted){.first = table_find(&g->names, folded)};
    while (comma > 0 && name.p[comma - 1] != ',')
        comma--;
    if (out->first != TABLE_ABSENT || comma == 0)
        return RC_OK;
    out->qualifier = span_trim(span_from(name, comma));
    out->first = table_find(&g->names, span_trim(span_sub(folded, 0, comma - 1)));
    return RC_OK;
}

/* Only names of the same first byte and about the same length are compared: a table of the world is
 * looked through for every row that is refused. */
static struct span nearest(const struct gazetteer *g, struct span name)
{
    struct span best = {0};
    size_t least = name.n / 3 + 1, n = g->entries == NULL || name.n == 0 ? 0 : g->n;

    for (size_t i = 0; i < n; i++) {
        struct span other = g->entries[i].name;
        size_t d;

        if (((other.p[0] ^ name.p[0]) & ~0x20) != 0 || other.n + least <= name.n ||
            name.n + least <= other.n)
            continue;
        d = span_edit_distance(name, other);
        if (d < least) {
            least = d;
            best = other;
        }
    }
    return best;
}

static enum rc refuse_absent(const struct gazetteer *g, struct span name, struct err *err)
{
    struct span best = nearest(g, name);

    return err_set(err, RC_ABSENT, "the table of places has no \"%.*s\"%s%.*s%s", SPAN_ARG(name),
                   best.n == 0 ? "" : "; did you mean \"", SPAN_ARG(best),
                   best.n == 0 ? "" : "\"?");
}

/* Two rows at one position are one place that stands in the table twice. */
static bool is_same_place(const struct entry *a, const struct entry *b)
{
    return fabs(a->at.lat_deg - b->at.lat_deg) < 1e-9 && fabs(a->at.lon_deg - b->at.lon_deg) < 1e-9;
}

static void put_qualifiers(char *out, size_t max, const struct entry *e)
{
    (void)snprintf(out, max, "\"%.*s, %.*s\" (%.4f, %.4f)", SPAN_ARG(e->name),
                   SPAN_ARG(e->qualifiers[ADMIN1_NAME].n > 0 ? e->qualifiers[ADMIN1_NAME]
                                                             : e->qualifiers[COUNTRY]),
                   e->at.lat_deg, e->at.lon_deg);
}

static enum rc refuse_several(const struct entry *a, const struct entry *b, struct span name,
                              struct err *err)
{
    char first[160], second[160];

    put_qualifiers(first, sizeof(first), a);
    put_qualifiers(second, sizeof(second), b);
    return err_set(err, RC_CONFLICT,
                   "\"%.*s\" is the name of several places: %s and %s; say which, or give lat and "
                   "lon",
                   SPAN_ARG(name), first, second);
}

enum rc gazetteer_find(const struct gazetteer *g, struct span name, struct geo_pos *out,
                       struct err *err)
{
    const struct entry *found = NULL;
    struct arena scratch;
    struct wanted w;
    enum rc rc;

    name = span_trim(name);
    arena_init(&scratch, name.n + 1024);
    rc = look_up(g, name, &scratch, &w, err);
    arena_release(&scratch);
    if (rc)
        return rc;
    for (uint32_t i = w.first; i != NONE; i = g->links[i].next) {
        const struct entry *e = &g->entries[g->links[i].entry];

        if (w.qualifier.n > 0 && !is_qualified(e, w.qualifier))
            continue;
        if (found != NULL && !is_same_place(found, e))
            return refuse_several(found, e, name, err);
        found = e;
    }
    if (found == NULL)
        return refuse_absent(g, name, err);
    *out = found->at;
    return RC_OK;
}
