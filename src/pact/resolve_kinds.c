/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_kinds.c: the parameters of the kinds that are judged. */
#include <math.h>

#include "pact/resolve.h"

#define SIMULTANEITY_DEFAULT_MS (24 * MS_PER_H)
#define COVERAGE_DEFAULT        0.9
#define TRACKED_DEFAULT_MPS     (50 / 3.6)
#define WHEELED_DEFAULT_MPS     (80 / 3.6)
#define DWELL_DEFAULT_FIXES     2
#define K_SIGMA_DEFAULT         1.645
#define AGGREGATE_DEFAULT_M     100000
#define ALERT_DEFAULT_MS        (72 * MS_PER_H)

static size_t count(const struct node_block *b, const char *member)
{
    const struct node *n = NULL;
    size_t out = 0;

    while ((n = node_next(b, member, n)) != NULL)
        out++;
    return out;
}

static double number_or(const struct json *v, double otherwise)
{
    double out = otherwise;

    return v != NULL && json_number(v, &out) ? out : otherwise;
}

static int64_t time_or(const struct node_block *b, const char *member, int64_t otherwise)
{
    const struct node *n = node_next(b, member, NULL);

    return n == NULL ? otherwise : resolve_time_ms(n);
}

static uint32_t party_or_none(const struct resolver *r, const struct json *v)
{
    return v == NULL ? PACT_NONE : resolve_party(r, v->u.text);
}

static uint32_t line_or_none(const struct resolver *r, const struct json *v)
{
    uint32_t ix = v == NULL ? TABLE_ABSENT : table_find(&r->line_ix, v->u.text);

    return ix == TABLE_ABSENT ? PACT_NONE : ix;
}

static struct span words_or_empty(struct resolver *r, const struct node *n)
{
    return n == NULL ? span_none() : resolve_words(r, n);
}

/* --- ceasefire, exclusion zone --------------------------------------------------------------- */

static void ceasefire(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_ceasefire *out = &t->u.ceasefire;
    size_t n = 0;
    const struct span *domains = resolve_spans(r, b, "domains", &n);

    out->has_domains = n > 0;
    out->land = out->sea = out->air = n == 0;
    for (size_t i = 0; i < n; i++) {
        out->land |= span_is(domains[i], "land");
        out->sea |= span_is(domains[i], "sea");
        out->air |= span_is(domains[i], "air");
    }
    for (size_t i = 0; i < t->n_prohibits; i++)
        out->exercises_count |= t->prohibits[i].says_any;
}

static void exclusion_zone(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    t->u.exclusion.transit_ms = time_or(b, "transit", 0);
    t->u.exclusion.quiet_condition = words_or_empty(r, node_next(b, "requires", NULL));
}

/* --- withdrawal ------------------------------------------------------------------------------ */

static void add_distances(struct resolver *r, const struct node_block *b,
                          struct pact_withdrawal *out)
{
    const struct json *share = resolve_value(b, "share");
    struct pact_distance *d = resolve_array(r, count(b, "limits"), sizeof(*d));
    const struct node *n = NULL;

    if (d == NULL)
        return;
    out->distances = d;
    for (; (n = node_next(b, "limits", n)) != NULL; d++) {
        const struct json *width = json_get(&n->value, "zone_width_m");

        d->what = resolve_one_selector(r, json_get(&n->value, "category"));
        d->zone_width_m = number_or(width, 0);
        d->distance_m = width == NULL   ? number_or(json_get(&n->value, "distance_m"), 0)
                        : share == NULL ? 0
                                        : d->zone_width_m * resolve_share(share);
        out->n_distances++;
    }
}

static void add_stages(struct resolver *r, const struct node_block *b, struct pact_withdrawal *out)
{
    struct pact_stage *s = resolve_array(r, count(b, "stages"), sizeof(*s));
    const struct node *n = NULL;

    if (s == NULL)
        return;
    out->stages = s;
    for (; (n = node_next(b, "stages", n)) != NULL; s++) {
        const struct capture *area = node_capture(n, "area");

        s->number = json_get(&n->value, "number")->u.i;
        s->what = resolve_selectors(r, json_get(&n->value, "categories"), &s->n_what);
        s->area = area == NULL ? PACT_NONE : resolve_area(r, json_get(&n->value, "area"), area->at);
        s->complete_ms = TIME_ALWAYS;
        (void)resolve_deadline(r, node_capture(n, "complete_by"), &s->complete_ms);
        out->n_stages++;
    }
}

static void withdrawal(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_withdrawal *out = &t->u.withdrawal;
    const struct node *from = node_next(b, "from", NULL);
    const struct node *start = node_next(b, "start_by", NULL);
    const struct node *complete = node_next(b, "complete_by", NULL);
    const struct node *side = node_next(b, "side", NULL);

    out->line = PACT_NONE;
    out->start_ms = out->complete_ms = TIME_ALWAYS;
    if (from != NULL)
        out->line = line_or_none(r, &node_capture(from, "line")->value);
    if (side != NULL && out->line != PACT_NONE)
        out->has_side = resolve_side(r, &side->captures[0], &r->lines[out->line], &out->side);
    add_distances(r, b, out);
    add_stages(r, b, out);
    if (start != NULL)
        (void)resolve_deadline(r, &start->captures[0], &out->start_ms);
    if (complete != NULL && complete->value.type == JSON_STRING)
        (void)resolve_deadline(r, &complete->captures[0], &out->complete_ms);
    else if (complete != NULL)
        out->complete_note = resolve_words(r, complete);
    out->start_condition = words_or_empty(r, node_next(b, "start_requires", NULL));
}

/* --- ceiling --------------------------------------------------------------------------------- */

static void add_limits(struct resolver *r, const struct node_block *b, struct pact_ceiling *out)
{
    struct pact_limit *l = resolve_array(r, count(b, "limits"), sizeof(*l));
    const struct node *n = NULL;

    if (l == NULL)
        return;
    out->limits = l;
    for (; (n = node_next(b, "limits", n)) != NULL; l++) {
        const struct json *unit = json_get(&n->value, "unit");
        const struct json *except = json_get(&n->value, "except");

        if (unit != NULL)
            l->what = (struct pact_selector){
                .form = PACT_SELECT_UNIT, .ix = PACT_NONE, .word = unit->u.text};
        else
            l->what = resolve_one_selector(r, json_get(&n->value, "category"));
        if (except != NULL) {
            struct pact_selector *x = resolve_array(r, 1, sizeof(*x));

            if (x == NULL)
                return;
            *x = resolve_one_selector(r, except);
            l->what.except = x;
        }
        l->op = resolve_op(json_get(&n->value, "op")->u.text);
        l->n = json_get(&n->value, "n")->u.i;
        out->n_limits++;
    }
}

static void ceiling(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_ceiling *out = &t->u.ceiling;
    const struct json *coverage = resolve_value(b, "coverage_min");
    const struct node *n = NULL;

    add_limits(r, b, out);
    out->simultaneity_ms = time_or(b, "simultaneity", SIMULTANEITY_DEFAULT_MS);
    out->coverage_min = coverage == NULL ? COVERAGE_DEFAULT : resolve_share(coverage);
    out->v_tracked_mps = TRACKED_DEFAULT_MPS;
    out->v_wheeled_mps = WHEELED_DEFAULT_MPS;
    while ((n = node_next(b, "speeds", n)) != NULL) {
        bool is_tracked = span_is(json_get(&n->value, "mobility")->u.text, "tracked");

        *(is_tracked ? &out->v_tracked_mps : &out->v_wheeled_mps) =
            number_or(json_get(&n->value, "speed"), 0);
    }
    out->verified_by = party_or_none(r, resolve_value(b, "verified_by"));
    out->transit_ms = time_or(b, "exempt_transit", 0);
}

/* --- no fly, line crossing, storage ---------------------------------------------------------- */

static void no_fly(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_no_fly *out = &t->u.no_fly;
    const struct json *beyond = resolve_value(b, "beyond_own"), *datum = resolve_value(b, "datum");
    const struct json *dwell = resolve_value(b, "dwell_fixes");

    out->beyond_own[0] = line_or_none(r, beyond == NULL ? NULL : json_get(beyond, "first"));
    out->beyond_own[1] = line_or_none(r, beyond == NULL ? NULL : json_get(beyond, "second"));
    out->floor_m = number_or(resolve_value(b, "floor_m"), -INFINITY);
    out->ceiling_m = number_or(resolve_value(b, "ceiling_m"), INFINITY);
    out->datum = PACT_DATUM_AMSL;
    if (datum != NULL && span_is(datum->u.text, "agl"))
        out->datum = PACT_DATUM_AGL;
    if (datum != NULL && span_is(datum->u.text, "hae"))
        out->datum = PACT_DATUM_HAE;
    out->dwell_fixes = dwell == NULL ? DWELL_DEFAULT_FIXES : dwell->u.i;
}

static void line_crossing(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_line_crossing *out = &t->u.crossing;
    const struct json *direction = resolve_value(b, "direction");

    out->line = line_or_none(r, resolve_value(b, "line"));
    out->k_sigma = number_or(resolve_value(b, "k_sigma"), K_SIGMA_DEFAULT);
    out->direction = PACT_ANY_DIRECTION;
    if (direction != NULL && span_is(direction->u.text, "left_to_right"))
        out->direction = PACT_LEFT_TO_RIGHT;
    if (direction != NULL && span_is(direction->u.text, "right_to_left"))
        out->direction = PACT_RIGHT_TO_LEFT;
}

static void storage(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_storage *out = &t->u.storage;
    const struct json *match = resolve_value(b, "match"), *criteria = resolve_value(b, "criteria");

    out->sites = resolve_spans(r, b, "sites", &out->n_sites);
    out->by_serial = match == NULL || span_is(match->u.text, "serial");
    out->removal_notice_ms = time_or(b, "removal_notice", 0);
    out->criteria = criteria == NULL ? span_none() : criteria->u.text;
    out->access = party_or_none(r, resolve_value(b, "access"));
}

/* --- notification, freedom of movement ------------------------------------------------------- */

static void notification(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    struct pact_notification *out = &t->u.notification;
    const struct json *activity = resolve_value(b, "activity");
    const struct json *aggregate = resolve_value(b, "aggregate");
    const struct node *notice = node_next(b, "notice", NULL);

    out->activity = activity == NULL ? span_none() : activity->u.text;
    out->thresholds = resolve_thresholds(r, b, "thresholds", &out->n_thresholds);
    out->observers = resolve_thresholds(r, b, "observers", &out->n_observers);
    out->content = resolve_spans(r, b, "content", &out->n_content);
    out->notice_days = -1;
    if (notice != NULL && span_is(span_of(notice->ending), "_d"))
        out->notice_days = notice->value.u.i;
    else if (notice != NULL)
        out->notice_ms = resolve_time_ms(notice);
    out->aggregates_command = aggregate != NULL;
    out->aggregate_m =
        number_or(aggregate == NULL ? NULL : json_get(aggregate, "within_m"), AGGREGATE_DEFAULT_M);
    out->alert_ms = time_or(b, "alert", ALERT_DEFAULT_MS);
}

static void freedom(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    t->u.freedom.beneficiary = party_or_none(r, resolve_value(b, "beneficiary"));
    t->u.freedom.means = resolve_spans(r, b, "means", &t->u.freedom.n_means);
    t->u.freedom.delay_ms = time_or(b, "delay_threshold", 0);
}

/* Files of kinds that are not judged are read all the same, so that a bad one is found now. */
static void other_kind(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    (void)t;
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->nodes[i].n_captures; k++) {
            const struct capture *c = &b->nodes[i].captures[k];
            struct span type = span_of(c->type->name);

            if (span_is(type, "areas") || span_is(type, "axes"))
                (void)resolve_collection(r, c);
            else if (span_is(type, "area") && json_get(&c->value, "file") != NULL)
                (void)resolve_area(r, &c->value, c->at);
        }
}

static void (*const kinds[PACT_KIND_COUNT])(struct resolver *, const struct node_block *,
                                            struct pact_term *) = {
    [PACT_CEASEFIRE] = ceasefire,
    [PACT_WITHDRAWAL] = withdrawal,
    [PACT_EXCLUSION_ZONE] = exclusion_zone,
    [PACT_CEILING] = ceiling,
    [PACT_RATIO] = resolve_ratio,
    [PACT_RATE_LIMIT] = resolve_rate_limit,
    [PACT_REPLACEMENT] = resolve_replacement,
    [PACT_RETURN_FIRE] = resolve_return_fire,
    [PACT_NO_FLY] = no_fly,
    [PACT_LINE_CROSSING] = line_crossing,
    [PACT_STORAGE] = storage,
    [PACT_NOTIFICATION] = notification,
    [PACT_FREEDOM_OF_MOVEMENT] = freedom,
    [PACT_DECLARATION] = resolve_declaration,
    [PACT_INSPECTION] = resolve_inspection,
    [PACT_MILESTONE] = resolve_progress,
    [PACT_DEMOBILISATION] = resolve_progress,
    [PACT_EXCHANGE] = resolve_exchange,
    [PACT_PERIODIC_DUTY] = resolve_duty,
    [PACT_ON_REQUEST_DUTY] = resolve_duty,
    [PACT_COMPOSITION] = resolve_composition,
    [PACT_CONSENT_MANDATE] = resolve_consent_mandate,
    [PACT_DISPERSION] = resolve_dispersion,
    [PACT_TRIPWIRE] = resolve_tripwire,
    [PACT_REACH] = resolve_reach,
};

void resolve_kind(struct resolver *r, const struct node_block *b, struct pact_term *t)
{
    if (kinds[t->kind] != NULL)
        (*kinds[t->kind])(r, b, t);
    else
        other_kind(r, b, t);
}

bool pact_kind_is_judged(enum pact_kind kind)
{
    return kinds[kind] != NULL;
}
