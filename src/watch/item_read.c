/* SPDX-License-Identifier: Apache-2.0 */
/* item_read.c: things that were seen, each a distribution over types of equipment. */
#include "watch/reading.h"

#include <math.h>

#define ITEMS_MAX   10000
#define GUESSES_MAX 64
/* What decimal shares like 0.333 may miss of 1. */
#define SHARE_SLACK 1e-9
/* Distinct single guesses that are kept once for all rows. */
#define SHARED_MAX 65536

static const char *const item_members[] = {"model", "class",  "calibre_mm", "range_m", "p",
                                           "n",     "serial", "state",      NULL};

/* A class of the table of equipment; people are counted as things too. */
static enum rc check_class(const struct observe *o, struct span word, struct err *err)
{
    const char *near;

    if (o->world.equipment == NULL || span_is(word, "personnel") ||
        equipment_is_class(o->world.equipment, word))
        return RC_OK;
    near = span_nearest(word, equipment_classes());
    return err_set(err, RC_UNKNOWN, "\"%.*s\" is not a class of equipment%s%s%s", SPAN_ARG(word),
                   near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                   near == NULL ? "" : "\"?");
}

/* A name is looked up in the table; an unknown one is kept, its category unknown. */
static enum rc read_thing(struct observe *o, const struct json *v, struct item_guess *out,
                          struct err *err)
{
    const struct json *model = reading_get(v, "model"), *class_name = reading_get(v, "class");
    const struct json *calibre = reading_get(v, "calibre_mm"), *range = reading_get(v, "range_m");
    struct span text;
    enum rc rc = RC_OK;

    out->thing.calibre_mm = NAN;
    out->thing.range_m = NAN;
    if (model != NULL && (rc = reading_text(model, &text, err)) == RC_OK &&
        (rc = reading_intern(o, text, &out->model, err)) == RC_OK && o->world.equipment != NULL)
        out->thing.type = equipment_find(o->world.equipment, text);
    if (rc)
        return err_prefix(err, rc, "model: ");
    if (class_name != NULL && (rc = reading_text(class_name, &text, err)) == RC_OK &&
        (rc = check_class(o, text, err)) == RC_OK)
        rc = reading_intern(o, text, &out->thing.class_name, err);
    if (rc)
        return err_prefix(err, rc, "class: ");
    if (calibre != NULL)
        rc = reading_number(calibre, 0, 2000, &out->thing.calibre_mm, err);
    if (rc)
        return err_prefix(err, rc, "calibre_mm: ");
    if (range != NULL)
        rc = reading_number(range, 0, 2e7, &out->thing.range_m, err);
    if (rc)
        return err_prefix(err, rc, "range_m: ");
    return RC_OK;
}

static enum rc read_share(const struct json *v, double *out, struct err *err)
{
    const struct json *p = reading_get(v, "p");
    enum rc rc = RC_OK;

    *out = 1;
    if (p != NULL)
        rc = reading_number(p, 0, 1, out, err);
    return rc != RC_OK ? err_prefix(err, rc, "p: ") : RC_OK;
}

/* What says how many, which one and in which state; in a distribution any guess may say it. */
static enum rc read_rest(struct observe *o, const struct json *v, struct item *out, struct err *err)
{
    const struct json *n = reading_get(v, "n"), *serial = reading_get(v, "serial");
    const struct json *state = reading_get(v, "state");
    struct span text;
    int value = 0;
    enum rc rc = RC_OK;

    if (n != NULL)
        rc = reading_count(n, &out->n, err);
    if (rc)
        return err_prefix(err, rc, "n: ");
    if (serial != NULL && (rc = reading_text(serial, &text, err)) == RC_OK)
        rc = reading_keep(o, text, &out->serial, err);
    if (rc)
        return err_prefix(err, rc, "serial: ");
    if (state != NULL && (rc = reading_text(state, &text, err)) == RC_OK &&
        (rc = vocab_find(VOCAB_ITEM_STATE, text, &value, err)) == RC_OK)
        out->state = (enum item_state)value;
    return rc != RC_OK ? err_prefix(err, rc, "state: ") : RC_OK;
}

/* What makes two single guesses the same: their names and the bits of their numbers. */
static size_t guess_key(const struct item_guess *g, char *out, size_t max)
{
    const double numbers[] = {g->thing.calibre_mm, g->thing.range_m};
    size_t n = g->model.n + g->thing.class_name.n + 1 + sizeof(numbers);

    if (n > max)
        return 0;
    memcpy(out, numbers, sizeof(numbers));
    out += sizeof(numbers);
    if (g->model.n > 0)
        memcpy(out, g->model.p, g->model.n);
    out[g->model.n] = '\0'; /* which no name holds */
    if (g->thing.class_name.n > 0)
        memcpy(out + g->model.n + 1, g->thing.class_name.p, g->thing.class_name.n);
    return n;
}

static enum rc keep_shared(struct observe *o, struct span key, const struct item_guess *g,
                           struct err *err)
{
    const struct item_guess **list =
        arena_grow(o->arena, o->guess_list, o->n_guesses, &o->guesses_cap, sizeof(g), err);
    struct span name;
    enum rc rc;

    if (list == NULL)
        return RC_LIMIT;
    o->guess_list = list;
    rc = reading_keep(o, key, &name, err);
    if (rc == RC_OK)
        rc = table_add(&o->guesses, name, (uint32_t)o->n_guesses, err);
    if (rc == RC_OK)
        list[o->n_guesses++] = g;
    return rc;
}

/* The same single guess of many rows is kept once. */
static enum rc share_guess(struct observe *o, const struct item_guess *g,
                           const struct item_guess **out, struct err *err)
{
    char key[256];
    size_t n = g->p == 1 && o->n_guesses < SHARED_MAX ? guess_key(g, key, sizeof(key)) : 0;
    uint32_t at = n == 0 ? TABLE_ABSENT : table_find(&o->guesses, (struct span){key, n});
    struct item_guess *kept;

    if (at != TABLE_ABSENT) {
        *out = o->guess_list[at];
        return RC_OK;
    }
    kept = arena_alloc(o->arena, sizeof(*kept), err);
    if (kept == NULL)
        return RC_LIMIT;
    *kept = *g;
    *out = kept;
    return n == 0 ? RC_OK : keep_shared(o, (struct span){key, n}, kept, err);
}

/* Shares that sum to less than 1 leave the rest to something unknown. */
static enum rc put_guesses(struct observe *o, struct item_guess *guesses, uint32_t n,
                           struct item *out, struct err *err)
{
    struct item_guess *kept;
    double sum = 0;

    for (uint32_t i = 0; i < n; i++)
        sum += guesses[i].p;
    if (sum > 1 + SHARE_SLACK)
        return err_set(
            err, RC_RANGE,
            "p: the shares sum to %.10g, which is more than 1 (each uncertain item is a list of "
            "its own)",
            sum);
    if (sum < 1 - SHARE_SLACK)
        guesses[n++] =
            (struct item_guess){.thing = {.calibre_mm = NAN, .range_m = NAN}, .p = 1 - sum};
    out->n_guesses = n;
    if (n == 1)
        return share_guess(o, &guesses[0], &out->guesses, err);
    kept = arena_array(o->arena, n, sizeof(*kept), err);
    if (kept == NULL)
        return RC_LIMIT;
    memcpy(kept, guesses, n * sizeof(*kept));
    out->guesses = kept;
    return RC_OK;
}

/* One item: an object, or a list of objects with shares. */
static enum rc read_item(struct observe *o, const struct json *guesses, size_t n, struct item *out,
                         struct err *err)
{
    struct item_guess found[GUESSES_MAX + 1]; /* the last one for the unknown rest */

    if (n == 0 || n > GUESSES_MAX)
        return err_set(err, RC_INPUT, "a distribution has 1 to %d types", GUESSES_MAX);
    out->n = (struct count){1, 1, 1};
    for (size_t i = 0; i < n; i++) {
        const struct json *v = &guesses[i];
        enum rc rc;

        found[i] = (struct item_guess){0};
        rc = reading_only(v, item_members, "an item", err);

        if (rc == RC_OK && n > 1 && reading_get(v, "p") == NULL)
            rc = err_set(err, RC_INPUT, "p: missing; each type of a distribution has its share");
        if (rc != RC_OK || (rc = read_thing(o, v, &found[i], err)) != RC_OK ||
            (rc = read_share(v, &found[i].p, err)) != RC_OK ||
            (rc = read_rest(o, v, out, err)) != RC_OK)
            return rc;
    }
    return put_guesses(o, found, (uint32_t)n, out, err);
}

/* Objects that all have a share are the types of one item, not several items. */
static bool is_distribution(const struct json *v)
{
    for (size_t i = 0; i < v->u.array.n; i++)
        if (reading_get(&v->u.array.items[i], "p") == NULL)
            return false;
    return v->u.array.n > 1;
}

static enum rc read_list(struct observe *o, const struct json *v, struct item *items,
                         struct err *err)
{
    for (size_t i = 0; i < v->u.array.n; i++) {
        const struct json *one = &v->u.array.items[i];
        bool is_list = one->type == JSON_ARRAY;
        enum rc rc = read_item(o, is_list ? one->u.array.items : one, is_list ? one->u.array.n : 1,
                               &items[i], err);

        if (rc)
            return err_prefix(err, rc, "item %zu: ", i + 1);
    }
    return RC_OK;
}

enum rc items_read(struct observe *o, const struct json *v, const struct item **out, uint32_t *n,
                   struct err *err)
{
    bool is_list = v->type == JSON_ARRAY;
    bool is_one = !is_list || is_distribution(v);
    size_t n_items = is_one ? 1 : v->u.array.n;
    struct item *items;
    enum rc rc;

    if (!is_list && v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT,
                       "must be a list like [{\"model\": \"2S1\", \"n\": 2}], not %s",
                       json_type_name(v->type));
    if (n_items > ITEMS_MAX)
        return err_set(err, RC_RANGE, "more than %d items in one row", ITEMS_MAX);
    items = arena_array(o->arena, n_items, sizeof(*items), err);
    if (items == NULL)
        return RC_LIMIT;
    if (is_one)
        rc = read_item(o, is_list ? v->u.array.items : v, is_list ? v->u.array.n : 1, items, err);
    else
        rc = read_list(o, v, items, err);
    if (rc)
        return rc;
    *out = items;
    *n = (uint32_t)n_items;
    return RC_OK;
}
