/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/equipment.h"

#include <ctype.h>
#include <math.h>

#include "base/num.h"
#include "base/table.h"

#define TEXT_MAX_BYTES ((size_t)1024 * 1024)
#define TYPES_MAX      10000
#define NAMES_MAX      64
#define NAME_MAX_BYTES 120

enum column {
    MODEL,
    CLASS,
    CALIBRE,
    RANGE_MIN,
    RANGE_MAX,
    MOBILITY,
    ALIASES,
    LOOK_ALIKES,
    UNCERTAIN,
    N_COLUMNS
};

static const char *const column_names[] = {
    "model",    "class",   "calibre_mm",  "range_min_m", "range_max_m",
    "mobility", "aliases", "look_alikes", "uncertain",   NULL,
};

/* Closed, so that a category with a misspelt class cannot silently match nothing. */
static const char *const class_names[] = {
    "main_battle_tank",
    "light_tank",
    "armoured_vehicle",
    "infantry_fighting_vehicle",
    "armoured_personnel_carrier",
    "artillery",
    "mlrs",
    "mortar",
    "antitank_gun",
    "recoilless_gun",
    "antitank_missile",
    "surface_to_surface_missile",
    "coastal_missile",
    "surface_to_air_missile",
    "anti_aircraft_gun",
    "combat_aircraft",
    "attack_helicopter",
    "helicopter",
    "transport_aircraft",
    "trainer_aircraft",
    "special_mission_aircraft",
    "uav",
    "loitering_munition",
    "engineering_vehicle",
    "radar",
    "electronic_warfare",
    "truck",
    "utility_vehicle",
    "grenade_launcher",
    "machine_gun",
    "small_arm",
    "patrol_boat",
    "warship",
    NULL,
};

static const char *const mobility_names[] = {
    "tracked", "wheeled", "towed", "portable", "static", "fixed_wing", "rotary_wing", "naval", NULL,
};

struct equipment {
    struct equipment_type *types;
    size_t n;
    struct table names;  /* folded model or alias: index of the type */
    const char **models; /* NULL-ended, for suggestions */
};

/* One table while it is read; `at` says where, for messages. */
struct reader {
    struct arena *a;
    struct equipment *e;
    size_t cap;
    struct table models; /* folded model: index of the type */
    uint32_t *lines;     /* of each type, for conflicts */
    size_t lines_cap;
    size_t table_no, n_tables;
    uint32_t line_no;
    int column_at[N_COLUMNS]; /* cell that holds the column, or -1 */
    int n_cells;
};

static bool word_in(struct span word, const char *const *words)
{
    for (; *words != NULL; words++)
        if (span_is(word, *words))
            return true;
    return false;
}

/* Case, spaces and hyphens carry no meaning in the name of a type. */
static struct span fold(struct span name, char out[NAME_MAX_BYTES])
{
    size_t n = 0;

    for (size_t i = 0; i < name.n && n < NAME_MAX_BYTES; i++)
        if (name.p[i] != ' ' && name.p[i] != '-')
            out[n++] = (char)tolower((unsigned char)name.p[i]);
    return (struct span){.p = out, .n = n};
}

static enum rc place(const struct reader *r, enum rc rc, enum column c, struct err *err)
{
    (void)err_prefix(err, rc, "line %u, column %s: ", r->line_no, column_names[c]);
    return r->n_tables > 1 ? err_prefix(err, rc, "table %zu, ", r->table_no + 1) : rc;
}

static enum rc read_header(struct reader *r, struct span line, struct err *err)
{
    for (int c = 0; c < N_COLUMNS; c++)
        r->column_at[c] = -1;
    for (r->n_cells = 0; line.p != NULL; r->n_cells++) {
        struct span cell = span_trim(span_cut(&line, '\t'));
        int c = 0;

        while (c < N_COLUMNS && !span_is(cell, column_names[c]))
            c++;
        if (c == N_COLUMNS) {
            const char *near = span_nearest(cell, column_names);

            return err_set(err, RC_UNKNOWN, "line %u: \"%.*s\" is no column of this table%s%s",
                           r->line_no, SPAN_ARG(cell), near == NULL ? "" : "; did you mean ",
                           near == NULL ? "" : near);
        }
        if (r->column_at[c] >= 0)
            return err_set(err, RC_CONFLICT, "line %u: column %s stands twice", r->line_no,
                           column_names[c]);
        r->column_at[c] = r->n_cells;
    }
    for (enum column c = MODEL; c <= CLASS; c++)
        if (r->column_at[c] < 0)
            return err_set(err, RC_INPUT, "line %u: the column %s is missing", r->line_no,
                           column_names[c]);
    return RC_OK;
}

static enum rc read_number(const struct reader *r, enum column c, struct span cell, double *out,
                           struct err *err)
{
    double v = NAN;
    enum rc rc = RC_OK;

    if (cell.n > 0)
        rc = num_parse_f64(cell, &v, err);
    if (!rc && (v < 0 || (v <= 0 && c == CALIBRE) || v > 1e8))
        rc = err_set(err, RC_RANGE, "%.*s is not possible here", SPAN_ARG(cell));
    if (rc)
        return place(r, rc, c, err);
    *out = v;
    return RC_OK;
}

/* A cell of names separated by ';'. */
static enum rc read_names(const struct reader *r, enum column c, struct span cell,
                          const struct span **out, size_t *n_out, struct err *err)
{
    struct span *names = NULL;
    size_t n = 0, cap = 0;

    while (cell.p != NULL && cell.n > 0) {
        struct span name = span_trim(span_cut(&cell, ';'));

        if (name.n == 0 || name.n > NAME_MAX_BYTES)
            return place(r, err_set(err, RC_INPUT, "an empty or overlong name"), c, err);
        if (n == NAMES_MAX)
            return place(r, err_set(err, RC_LIMIT, "more than %d names", NAMES_MAX), c, err);
        names = arena_grow(r->a, names, n, &cap, sizeof(*names), err);
        if (names == NULL)
            return RC_LIMIT;
        names[n++] = name;
    }
    *out = names;
    *n_out = n;
    return RC_OK;
}

static enum rc check_words(const struct reader *r, const struct equipment_type *t,
                           struct span uncertain, struct err *err)
{
    const char *near;

    if (t->model.n == 0 || t->model.n > NAME_MAX_BYTES)
        return place(r, err_set(err, RC_INPUT, "a name of 1 to %d bytes", NAME_MAX_BYTES), MODEL,
                     err);
    if (!word_in(t->class_name, class_names)) {
        near = span_nearest(t->class_name, class_names);
        return place(r,
                     err_set(err, RC_UNKNOWN, "\"%.*s\" is no class%s%s", SPAN_ARG(t->class_name),
                             near == NULL ? "" : "; did you mean ", near == NULL ? "" : near),
                     CLASS, err);
    }
    if (t->mobility.n > 0 && !word_in(t->mobility, mobility_names))
        return place(r,
                     err_set(err, RC_UNKNOWN,
                             "\"%.*s\" is none of tracked, wheeled, towed, portable, "
                             "static, fixed_wing, rotary_wing, naval",
                             SPAN_ARG(t->mobility)),
                     MOBILITY, err);
    if (t->range_min_m >= t->range_max_m)
        return place(r, err_set(err, RC_RANGE, "the least range is not below the greatest"),
                     RANGE_MIN, err);
    while (uncertain.p != NULL && uncertain.n > 0) {
        struct span name = span_trim(span_cut(&uncertain, ';'));

        if (!word_in(name, column_names))
            return place(r, err_set(err, RC_UNKNOWN, "\"%.*s\" is no column", SPAN_ARG(name)),
                         UNCERTAIN, err);
    }
    return RC_OK;
}

static enum rc read_type(const struct reader *r, const struct span *cells,
                         struct equipment_type *out, struct err *err)
{
    struct equipment_type t = {
        .model = cells[MODEL], .class_name = cells[CLASS], .mobility = cells[MOBILITY]};
    enum rc rc;

    rc = read_number(r, CALIBRE, cells[CALIBRE], &t.calibre_mm, err);
    if (!rc)
        rc = read_number(r, RANGE_MIN, cells[RANGE_MIN], &t.range_min_m, err);
    if (!rc)
        rc = read_number(r, RANGE_MAX, cells[RANGE_MAX], &t.range_max_m, err);
    if (!rc)
        rc = read_names(r, ALIASES, cells[ALIASES], &t.aliases, &t.n_aliases, err);
    if (!rc)
        rc = read_names(r, LOOK_ALIKES, cells[LOOK_ALIKES], &t.look_alikes, &t.n_look_alikes, err);
    if (!rc)
        rc = check_words(r, &t, cells[UNCERTAIN], err);
    if (!rc)
        *out = t;
    return rc;
}

/* Where the type of this line goes: over an older one of the same model, or behind all. */
static enum rc slot_for(struct reader *r, struct span model, size_t first_of_table, size_t *out,
                        struct err *err)
{
    char buf[NAME_MAX_BYTES];
    struct equipment *e = r->e;
    struct span key = arena_copy(r->a, fold(model, buf), err);
    size_t i = key.p == NULL ? TABLE_ABSENT : table_find(&r->models, key);

    if (key.p == NULL)
        return RC_LIMIT;
    if (i == TABLE_ABSENT)
        i = e->n;
    if (i < e->n && i >= first_of_table)
        return place(r,
                     err_set(err, RC_CONFLICT, "%.*s stands in line %u already", SPAN_ARG(model),
                             r->lines[i]),
                     MODEL, err);
    if (i == TYPES_MAX)
        return err_set(err, RC_LIMIT, "line %u: more than %d types", r->line_no, TYPES_MAX);
    e->types = arena_grow(r->a, e->types, e->n, &r->cap, sizeof(*e->types), err);
    r->lines = arena_grow(r->a, r->lines, e->n, &r->lines_cap, sizeof(*r->lines), err);
    if (e->types == NULL || r->lines == NULL)
        return RC_LIMIT;
    *out = i;
    if (i < e->n)
        return RC_OK;
    e->n++;
    return table_add(&r->models, key, (uint32_t)i, err);
}

static enum rc read_line(struct reader *r, struct span line, size_t first, struct err *err)
{
    struct span cells[N_COLUMNS] = {0};
    struct equipment_type t;
    size_t at = 0;
    int n = 0;
    enum rc rc;

    for (; line.p != NULL; n++) {
        struct span cell = span_trim(span_cut(&line, '\t'));

        for (int c = 0; c < N_COLUMNS; c++)
            if (r->column_at[c] == n)
                cells[c] = cell;
    }
    if (n > r->n_cells)
        return err_set(err, RC_INPUT, "line %u: %d cells; the header has %d", r->line_no, n,
                       r->n_cells);
    rc = read_type(r, cells, &t, err);
    if (!rc)
        rc = slot_for(r, t.model, first, &at, err);
    if (rc)
        return rc;
    r->e->types[at] = t;
    r->lines[at] = r->line_no;
    return RC_OK;
}

static enum rc read_text(struct reader *r, struct span text, struct err *err)
{
    size_t first = r->e->n, bad = 0;
    bool has_header = false;
    enum rc rc = RC_OK;

    if (text.n > TEXT_MAX_BYTES)
        return err_set(err, RC_LIMIT, "an equipment table of more than 1 MiB");
    if (!span_is_utf8(text, &bad))
        return err_set(err, RC_INPUT, "byte %zu of the equipment table is not UTF-8", bad);
    for (r->line_no = 1; text.p != NULL && !rc; r->line_no++) {
        struct span line = span_cut(&text, '\n');

        if (line.n > 0 && line.p[line.n - 1] == '\r')
            line.n--;
        if (span_trim(line).n == 0 || line.p[0] == '#')
            continue;
        rc = has_header ? read_line(r, line, first, err) : read_header(r, line, err);
        has_header = true;
    }
    if (!rc && !has_header)
        rc = err_set(err, RC_INPUT, "an equipment table without a header line");
    return rc;
}

static enum rc add_name(struct reader *r, size_t type, struct span name, struct err *err)
{
    struct equipment *e = r->e;
    char folded[NAME_MAX_BYTES];
    struct span key = arena_copy(r->a, fold(name, folded), err);
    uint32_t other;

    if (key.p == NULL)
        return RC_LIMIT;
    other = table_find(&e->names, key);
    if (other == type)
        return RC_OK;
    if (other != TABLE_ABSENT)
        return err_set(err, RC_CONFLICT,
                       "line %u, column aliases: %.*s is a name of %.*s (line %u) too; a name must "
                       "belong to one type",
                       r->lines[type], SPAN_ARG(name), SPAN_ARG(e->types[other].model),
                       r->lines[other]);
    return table_add(&e->names, key, (uint32_t)type, err);
}

/* The type of two different names of it written together; TABLE_ABSENT for none, and for more than
 * one. */
static uint32_t find_joined(const struct equipment *e, struct span folded)
{
    uint32_t found = TABLE_ABSENT;

    for (size_t cut = 1; cut < folded.n; cut++) {
        struct span first = span_sub(folded, 0, cut), second = span_from(folded, cut);
        uint32_t a = table_find(&e->names, first);

        if (a == TABLE_ABSENT || a != table_find(&e->names, second) || a == found ||
            span_eq(first, second))
            continue;
        if (found != TABLE_ABSENT)
            return TABLE_ABSENT;
        found = a;
    }
    return found;
}

static enum rc check_type(const struct reader *r, size_t at, struct err *err)
{
    const struct equipment *e = r->e;
    const struct equipment_type *t = &e->types[at];

    for (size_t i = 0; i <= t->n_aliases; i++) {
        char buf[NAME_MAX_BYTES];
        struct span name = i == 0 ? t->model : t->aliases[i - 1];
        uint32_t joined = find_joined(e, fold(name, buf));

        if (joined != TABLE_ABSENT && joined != at)
            return err_set(err, RC_CONFLICT,
                           "line %u, column aliases: %.*s reads as two names of %.*s (line %u)",
                           r->lines[at], SPAN_ARG(name), SPAN_ARG(e->types[joined].model),
                           r->lines[joined]);
    }
    for (size_t i = 0; i < t->n_look_alikes; i++)
        if (equipment_find(e, t->look_alikes[i]) == NULL) {
            const char *near = equipment_nearest(e, t->look_alikes[i]);

            return err_set(err, RC_UNKNOWN,
                           "line %u, column look_alikes: \"%.*s\" is no model of this table%s%s",
                           r->lines[at], SPAN_ARG(t->look_alikes[i]),
                           near == NULL ? "" : "; did you mean ", near == NULL ? "" : near);
        }
    return RC_OK;
}

/* Names are entered after all tables are read: a later table may have replaced their owner. */
static enum rc index_names(struct reader *r, struct err *err)
{
    struct equipment *e = r->e;
    enum rc rc = RC_OK;

    table_init(&e->names, r->a);
    e->models = arena_array(r->a, e->n + 1, sizeof(*e->models), err);
    if (e->models == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < e->n && !rc; i++) {
        struct span model = arena_copy(r->a, e->types[i].model, err);

        if (model.p == NULL)
            return RC_LIMIT;
        e->models[i] = model.p;
        rc = add_name(r, i, e->types[i].model, err);
        for (size_t k = 0; k < e->types[i].n_aliases && !rc; k++)
            rc = add_name(r, i, e->types[i].aliases[k], err);
    }
    for (size_t i = 0; i < e->n && !rc; i++)
        rc = check_type(r, i, err);
    return rc;
}

enum rc equipment_read(const struct span *texts, size_t n, struct arena *a,
                       const struct equipment **out, struct err *err)
{
    struct reader r = {.a = a, .n_tables = n};
    enum rc rc = RC_OK;

    table_init(&r.models, a);
    r.e = arena_alloc(a, sizeof(*r.e), err);
    if (r.e == NULL)
        return RC_LIMIT;
    for (r.table_no = 0; r.table_no < n && !rc; r.table_no++)
        rc = read_text(&r, texts[r.table_no], err);
    if (!rc)
        rc = index_names(&r, err);
    if (!rc)
        *out = r.e;
    return rc;
}

const struct equipment_type *equipment_find(const struct equipment *e, struct span name)
{
    char buf[NAME_MAX_BYTES];
    struct span folded;
    uint32_t at;

    if (name.n == 0 || name.n > NAME_MAX_BYTES)
        return NULL;
    folded = fold(name, buf);
    at = table_find(&e->names, folded);
    if (at == TABLE_ABSENT)
        at = find_joined(e, folded);
    return at == TABLE_ABSENT ? NULL : &e->types[at];
}

bool equipment_is_class(const struct equipment *e, struct span word)
{
    (void)e;
    return word_in(word, class_names);
}

const char *const *equipment_classes(void)
{
    return class_names;
}

const struct equipment_type *equipment_types(const struct equipment *e, size_t *n)
{
    *n = e->n;
    return e->types;
}

const char *equipment_nearest(const struct equipment *e, struct span word)
{
    const char *model = span_nearest(word, e->models);
    const char *class_name = span_nearest(word, class_names);

    if (model == NULL || class_name == NULL)
        return model == NULL ? class_name : model;
    return span_edit_distance(word, span_of(class_name)) <= span_edit_distance(word, span_of(model))
               ? class_name
               : model;
}

/* made from data/equipment.tsv by the build */
extern const unsigned char equipment_tsv[];
extern const size_t equipment_tsv_n;

struct span equipment_builtin_text(void)
{
    return (struct span){.p = (const char *)equipment_tsv, .n = equipment_tsv_n};
}
