/* SPDX-License-Identifier: Apache-2.0 */
/* category.c: whether a thing that was seen belongs to what an agreement means: yes, no, maybe. */
#include <math.h>

#include "pact/model.h"

/* Figures of one bore are rounded (76.2, 122.4): half a millimetre tells no two calibres apart. */
#define CALIBRE_SAME_MM 0.5

static enum pact_tri tri_and(enum pact_tri a, enum pact_tri b)
{
    if (a == PACT_NO || b == PACT_NO)
        return PACT_NO;
    return a == PACT_YES && b == PACT_YES ? PACT_YES : PACT_MAYBE;
}

static enum pact_tri tri_not(enum pact_tri a)
{
    if (a == PACT_MAYBE)
        return PACT_MAYBE;
    return a == PACT_YES ? PACT_NO : PACT_YES;
}

static struct span class_of(const struct pact_thing *t)
{
    return t->type != NULL ? t->type->class_name : t->class_name;
}

/* The table's figure where it has one, else what the observer noted. */
static double known(const struct pact_thing *t, double of_type, double noted)
{
    return t->type != NULL && !isnan(of_type) ? of_type : noted;
}

static double calibre_of(const struct pact_thing *t)
{
    return known(t, t->type != NULL ? t->type->calibre_mm : NAN, t->calibre_mm);
}

static double range_of(const struct pact_thing *t)
{
    return known(t, t->type != NULL ? t->type->range_max_m : NAN, t->range_m);
}

static bool bound_holds(enum pact_op op, double v, double limit)
{
    const bool holds[] = {
        [PACT_GE] = v >= limit,
        [PACT_LE] = v <= limit,
        [PACT_GT] = v > limit,
        [PACT_LT] = v < limit,
        [PACT_EQ] = v >= limit && v <= limit,
        [PACT_NE] = v < limit || v > limit,
    };

    return holds[op];
}

static enum pact_tri bounds_match(const struct pact_bound *bounds, size_t n, double v)
{
    if (n > 0 && isnan(v))
        return PACT_MAYBE;
    for (size_t i = 0; i < n; i++)
        if (!bound_holds(bounds[i].op, v, bounds[i].value))
            return PACT_NO;
    return PACT_YES;
}

static enum pact_tri class_match(struct span class_name, const struct span *classes, size_t n)
{
    if (class_name.n == 0)
        return PACT_MAYBE;
    for (size_t i = 0; i < n; i++)
        if (span_eq(class_name, classes[i]))
            return PACT_YES;
    return PACT_NO;
}

/* Whether a thing is one of some types: of unknown model it may be, where nothing noted differs. */
static enum pact_tri types_match(const struct equipment_type *const *types, size_t n,
                                 const struct pact_thing *t)
{
    enum pact_tri out = PACT_NO;

    for (size_t i = 0; i < n && out != PACT_YES; i++) {
        const struct equipment_type *type = types[i];

        if (t->type != NULL) {
            if (span_eq(t->type->model, type->model))
                out = PACT_YES;
            continue;
        }
        if (t->class_name.n > 0 && !span_eq(t->class_name, type->class_name))
            continue;
        if (fabs(t->calibre_mm - type->calibre_mm) > CALIBRE_SAME_MM) /* false for NAN */
            continue;
        out = PACT_MAYBE;
    }
    return out;
}

/* The class, calibre and range lines of a category, all and-ed. */
static enum pact_tri rule_match(const struct pact_category *c, const struct pact_thing *t)
{
    enum pact_tri out = PACT_YES;

    if (c->n_classes == 0 && c->n_models > 0)
        return PACT_NO; /* a list of models means those */
    if (c->n_classes > 0)
        out = class_match(class_of(t), c->classes, c->n_classes);
    else if (class_of(t).n == 0)
        out = PACT_MAYBE;
    out = tri_and(out, bounds_match(c->calibre_mm, c->n_calibre, calibre_of(t)));
    return tri_and(out, bounds_match(c->range_m, c->n_range, range_of(t)));
}

enum pact_tri pact_category_match(const struct pact_category *c, const struct pact_thing *thing)
{
    enum pact_tri excepted = types_match(c->except_types, c->n_except_models, thing);
    enum pact_tri listed = types_match(c->model_types, c->n_models, thing);
    enum pact_tri rule;

    if (excepted == PACT_YES)
        return PACT_NO;
    if (listed == PACT_YES)
        return PACT_YES;
    rule = rule_match(c, thing);
    if (listed == PACT_MAYBE && rule == PACT_NO)
        rule = PACT_MAYBE;
    return tri_and(rule, tri_not(excepted));
}

const char *const pact_aircraft_classes[] = {
    "combat_aircraft",
    "attack_helicopter",
    "helicopter",
    "transport_aircraft",
    "trainer_aircraft",
    "special_mission_aircraft",
    "uav",
    "loitering_munition",
    NULL,
};
static const char *const combat_classes[] = {"combat_aircraft", "attack_helicopter", NULL};
static const char *const uav_classes[] = {"uav", "loitering_munition", NULL};

/* What each fixed word says of a thing: a list of classes, everything, or (neither) nothing. */
static const struct word_row {
    const char *const *classes;
    bool is_everything;
} word_rows[PACT_WORD_COUNT] = {
    [PACT_WORD_EQUIPMENT] = {.is_everything = true},
    [PACT_WORD_MILITARY_FORCES] = {.is_everything = true},
    [PACT_WORD_MILITARY_AIRCRAFT] = {.classes = pact_aircraft_classes},
    [PACT_WORD_COMBAT_AIRCRAFT] = {.classes = combat_classes},
    [PACT_WORD_AIRCRAFT] = {.classes = pact_aircraft_classes},
    [PACT_WORD_UAV] = {.classes = uav_classes},
    [PACT_WORD_FOREIGN_UAV] = {.classes = uav_classes},
};

static enum pact_tri word_match(enum pact_word word, const struct pact_thing *t)
{
    const struct word_row *row = &word_rows[word];
    struct span class_name = class_of(t);

    if (row->classes == NULL && !row->is_everything)
        return PACT_NO;
    if (class_name.n == 0)
        return PACT_MAYBE;
    if (row->is_everything)
        return PACT_YES;
    for (const char *const *c = row->classes; *c != NULL; c++)
        if (span_is(class_name, *c))
            return PACT_YES;
    return PACT_NO;
}

static enum pact_tri model_match(struct span model, const struct pact_thing *t)
{
    if (t->type != NULL)
        return span_eq(t->type->model, model) ? PACT_YES : PACT_NO;
    return PACT_MAYBE;
}

static enum pact_tri base_match(const struct pact_agreement *g, const struct pact_selector *s,
                                const struct pact_thing *t)
{
    switch (s->form) {
    case PACT_SELECT_CATEGORY:
        return pact_category_match(&g->categories[s->ix], t);
    case PACT_SELECT_CLASS:
        return class_match(class_of(t), &s->word, 1);
    case PACT_SELECT_WORD:
        return word_match(s->fixed, t);
    case PACT_SELECT_MODEL:
        return model_match(s->word, t);
    case PACT_SELECT_UNIT:
        break;
    }
    return PACT_NO;
}

enum pact_tri pact_selector_match(const struct pact_agreement *g, const struct pact_selector *s,
                                  const struct pact_thing *thing)
{
    enum pact_tri out = base_match(g, s, thing);

    if (s->except != NULL)
        out = tri_and(out, tri_not(pact_selector_match(g, s->except, thing)));
    return out;
}
