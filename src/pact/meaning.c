/* SPDX-License-Identifier: Apache-2.0 */
/* meaning.c: what the table of statements cannot say: which ones need or exclude one another. */
#include "pact/resolve.h"

#define CIRCLES_MAX 1000 /* steps or rules that are followed */

struct scene {
    struct resolver *r;
    const struct node_block *b;
    struct src_pos at; /* of the statement that opens the block */
};

static bool has(const struct scene *s, const char *member)
{
    return node_next(s->b, member, NULL) != NULL;
}

static size_t count_values(const struct node_block *b, const char *member)
{
    const struct node *n = NULL;
    size_t out = 0;

    while ((n = node_next(b, member, n)) != NULL)
        out += n->n_captures;
    return out;
}

/* A statement that was left out for a fault of its own is not missing. */
static void lacks(const struct scene *s, const char *what)
{
    if (s->b->has_faults)
        return;
    diag_error(s->r->diags, s->at, "%s lacks %s", schema_scope_name(s->b->scope), what);
}

/* --- frame ----------------------------------------------------------------------------------- */

static void check_area(const struct scene *s)
{
    static const char *const forms[] = {"geometry", "buffer", "band", "between", "side"};
    size_t n = 0;

    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        n += has(s, forms[i]);
    if (n > 1 || (n == 0 && !s->b->has_faults))
        diag_error(s->r->diags, s->at,
                   "an area is one of geometry, buffer, band, between and side; this one has %s",
                   n == 0 ? "none" : "several");
}

static void check_category(const struct scene *s)
{
    if (!has(s, "classes") && !has(s, "models") && !has(s, "calibre") && !has(s, "range"))
        lacks(s, "what belongs to it; write: class artillery; calibre >= 100 mm");
}

static void check_line(const struct scene *s)
{
    const struct json *left = resolve_value(s->b, "left"), *right = resolve_value(s->b, "right");

    if (left != NULL && right != NULL && span_eq(left->u.text, right->u.text))
        diag_error(s->r->diags, node_at(node_next(s->b, "right", NULL)),
                   "%.*s cannot stand on both sides of a line", SPAN_ARG(left->u.text));
}

/* --- terms ----------------------------------------------------------------------------------- */

static void check_term(const struct scene *s)
{
    bool is_community = s->b->parent != NULL && s->b->parent->scope == SCOPE_FORCE;
    const struct json *confidence = resolve_value(s->b, "confidence");

    if (!is_community && !has(s, "binds"))
        lacks(s, "binds (whose obligation it is); write: binds PARTY, …");
    if (confidence != NULL && resolve_share(confidence) < 0.5)
        diag_warn(s->r->diags, node_next(s->b, "confidence", NULL)->captures[0].at,
                  "below 1/2 a term that was more likely kept than broken counts as broken, and "
                  "nothing is indeterminate; a share from 0.5 to 1 is usual");
}

static void check_prohibits(const struct scene *s)
{
    if (has(s, "prohibits") && has(s, "prohibits_all"))
        diag_error(s->r->diags, node_at(node_next(s->b, "prohibits_all", NULL)),
                   "prohibits all leaves nothing to add; keep one of the two");
    if (!has(s, "prohibits") && !has(s, "prohibits_all"))
        lacks(s, "prohibits (what is prohibited); write: prohibits WHAT, …");
}

static void check_where(const struct scene *s)
{
    if (!has(s, "where"))
        lacks(s, "where (the areas in which it holds); write: where area AREA");
}

static void check_exclusion(const struct scene *s)
{
    check_where(s);
    check_prohibits(s);
}

static void check_withdrawal(const struct scene *s)
{
    const struct node *n = NULL, *width = NULL;

    while ((n = node_next(s->b, "limits", n)) != NULL)
        if (node_capture(n, "zone_width_m") != NULL)
            width = n;
    if (!has(s, "limits"))
        lacks(s, "how far; write: distance CATEGORY 15 km, or zone-width CATEGORY 50 km with share "
                 "1/2");
    if (width != NULL && !has(s, "share") && !s->b->has_faults)
        diag_error(s->r->diags, node_at(width),
                   "a zone's width says not how much of it lies on one side; write: share 1/2");
    if (width == NULL && has(s, "share") && !s->b->has_faults)
        diag_error(s->r->diags, node_at(node_next(s->b, "share", NULL)),
                   "share divides a zone's width, and none is stated; remove it, or write "
                   "zone-width in place of distance");
}

static void check_ceiling(const struct scene *s)
{
    const struct node *n = NULL;

    check_where(s);
    if (!has(s, "limits"))
        lacks(s, "limit (how many are allowed); write: limit WHAT <= N");
    while ((n = node_next(s->b, "limits", n)) != NULL)
        if (json_get(&n->value, "n")->u.i == 0 && span_is(json_get(&n->value, "op")->u.text, "<"))
            diag_error(s->r->diags, node_capture(n, "op")->at,
                       "nothing is fewer than 0; write <= 0 where none is allowed");
}

static void check_no_fly(const struct scene *s)
{
    const struct json *low = resolve_value(s->b, "floor_m"),
                      *high = resolve_value(s->b, "ceiling_m");
    double low_m = 0, high_m = 0;

    const struct json *dwell = resolve_value(s->b, "dwell_fixes");

    check_prohibits(s);
    if (dwell != NULL && dwell->u.i == 0)
        diag_error(s->r->diags, node_next(s->b, "dwell_fixes", NULL)->captures[0].at,
                   "a flight shows at one position at least; write: dwell 1 fixes");
    if (!has(s, "where") && !has(s, "beyond_own"))
        lacks(s, "where; write: where area AREA, or: beyond own line LINE LINE");
    if (has(s, "beyond_own") && !s->b->has_faults && count_values(s->b, "binds") != 2)
        diag_error(s->r->diags, node_at(node_next(s->b, "beyond_own", NULL)),
                   "beyond own line names the line of the first and of the second bound party, so "
                   "binds must name two");
    if (low != NULL && high != NULL && json_number(low, &low_m) && json_number(high, &high_m) &&
        high_m <= low_m)
        diag_error(s->r->diags, node_at(node_next(s->b, "ceiling_m", NULL)),
                   "the ceiling is not above the floor");
}

static void check_ratio(const struct scene *s)
{
    const struct node *n = node_next(s->b, "ratio", NULL);
    size_t parts = 1;

    if (n == NULL || s->b->has_faults)
        return;
    for (size_t i = 0; i < n->value.u.text.n; i++)
        parts += n->value.u.text.p[i] == ':';
    if (parts != count_values(s->b, "binds"))
        diag_error(s->r->diags, n->captures[0].at,
                   "the proportion has %zu parts and binds names %zu; one part belongs to each "
                   "bound party",
                   parts, count_values(s->b, "binds"));
}

/* A window of the calendar begins with a day, a week, a month or a year; any other length, from
 * when on the term is in force. */
static bool has_calendar(const struct json *limit)
{
    const struct json *d = json_get(limit, "per_d"), *months = json_get(limit, "per_months");

    if (d != NULL)
        return d->u.i == 1 || d->u.i == 7;
    return months != NULL && months->u.i > 0 && 12 % months->u.i == 0;
}

static void check_rate(const struct scene *s)
{
    const struct json *window = resolve_value(s->b, "window");
    const struct node *n = NULL;

    while ((n = node_next(s->b, "limits", n)) != NULL) {
        const struct capture *per = node_capture(n, "per");

        if (per->value.u.i == 0)
            diag_error(s->r->diags, per->at,
                       "a window has a length; write: per 1 d, or per 1 months");
        else if (window == NULL || !span_is(window->u.text, "calendar") || has_calendar(&n->value))
            continue;
        else if (json_get(&n->value, "per_ms") != NULL)
            diag_error(s->r->diags, per->at,
                       "hours follow no calendar; write: window sliding, or per 1 d");
        else if (!has(s, "in_force_from"))
            diag_error(s->r->diags, per->at,
                       "the calendar has days, weeks, months and years, and none that begins "
                       "every so long; write: window sliding, or from DAY for the first to begin "
                       "with");
    }
}

static void check_notification(const struct scene *s)
{
    const struct node *n = node_next(s->b, "notice", NULL);

    if (n != NULL && span_is(span_of(n->ending), "_months"))
        diag_error(s->r->diags, n->captures[0].at,
                   "a notice is counted in calendar days or in hours; write: notice 42 "
                   "calendar_days");
}

static void check_storage(const struct scene *s)
{
    if (has(s, "sites") && has(s, "sites_declared"))
        diag_warn(s->r->diags, node_at(node_next(s->b, "sites", NULL)),
                  "sites declared means every site already, so the names add nothing");
}

static void check_protection(const struct scene *s)
{
    if (!has(s, "protects") && !has(s, "indicators"))
        lacks(s, "who is protected or what is watched; write: protects civilians, or indicators "
                 "education, language");
}

static void check_declaration(const struct scene *s)
{
    if (!has(s, "due") && !has(s, "every"))
        lacks(s, "when it is due; write: due DAY, or every 12 months");
}

static void check_duty(const struct scene *s)
{
    if (!has(s, "every"))
        lacks(s, "every (how often it must be done); write: every 15 d");
}

/* --- charter --------------------------------------------------------------------------------- */

static void check_rule(const struct scene *s)
{
    if (!has(s, "majority") && !has(s, "silence"))
        lacks(s, "majority or silence; write: majority 2/3, or silence 72 h");
    if (has(s, "silence") && !has(s, "fallback"))
        lacks(s, "fallback (what decides when the silence is broken); write: fallback RULE");
}

static void check_consider(const struct scene *s)
{
    if (!has(s, "indicators"))
        lacks(s, "an indicator; write: indicator instrument \"…\"");
}

/* The measure of a capture; the words themselves were checked. */
static enum charter_measure measure_of(const struct capture *c)
{
    enum charter_measure out = MEASURE_COUNT;

    return charter_measure_find(c->value.u.text, &out, NULL) == RC_OK ? out : MEASURE_COUNT;
}

static bool has_collective_defence(const struct scene *s)
{
    const struct node *n = NULL;
    const struct node_block *charter = s->b->parent == NULL ? NULL : s->b->parent->parent;

    while (charter != NULL && (n = node_next(charter, "obligations", n)) != NULL)
        if (!span_is(json_get(&n->value, "value")->u.text, "none"))
            return true;
    return false;
}

/* Obliged to nothing, members decide each time: with force and with money. */
static void check_automatic(const struct scene *s, const struct capture *c, enum charter_measure m)
{
    bool is_military = charter_measure_is_military(m);

    if (!has(s, "automatic") || has_collective_defence(s) ||
        (!is_military && m != MEASURE_ECONOMIC_MEASURES))
        return;
    diag_error(s->r->diags, c->at,
               "%.*s is %s measure and cannot be automatic: the charter obliges nobody to "
               "collective defence; write by RULE%s or by each member",
               SPAN_ARG(c->value.u.text), is_military ? "a military" : "an economic",
               is_military ? ", by commander" : "");
}

/* Safety waits on nothing; telling, meeting and declaring wait on no finding. */
static void check_waiting(const struct scene *s, const struct capture *c, enum charter_measure m)
{
    static const char *const waits[] = {"after", "requires", "when"};

    for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
        bool is_refused = charter_measure_is_safety(m) ||
                          (charter_measure_is_immediate(m) && span_is(span_of(waits[i]), "when"));

        if (is_refused && has(s, waits[i]))
            diag_error(s->r->diags, node_at(node_next(s->b, waits[i], NULL)),
                       "%.*s waits on %s; remove %s, or give it a step of its own",
                       SPAN_ARG(c->value.u.text),
                       charter_measure_is_safety(m) ? "nothing: it is for the safety of people"
                                                    : "no attribution",
                       waits[i]);
    }
    if (m == MEASURE_RECORD_DECLARED_RESPONSE && !s->b->has_faults &&
        (!has(s, "by") || json_get(resolve_value(s->b, "by"), "each") == NULL))
        diag_error(s->r->diags, c->at,
                   "a State's response is its own to declare; write: by each member");
}

static void check_step(const struct scene *s)
{
    const struct node *n = NULL;

    if (has(s, "by") == has(s, "automatic") && !s->b->has_faults)
        diag_error(s->r->diags, s->at,
                   "a step says once who decides: by commander, by RULE, by each member, or "
                   "automatic");
    while ((n = node_next(s->b, "measures", n)) != NULL)
        for (size_t i = 0; i < n->n_captures; i++) {
            enum charter_measure m = measure_of(&n->captures[i]);

            if (m == MEASURE_COUNT)
                continue;
            check_automatic(s, &n->captures[i], m);
            check_waiting(s, &n->captures[i], m);
        }
}

/* An area of any agreement of the file; `sector` is the area that the measure names. */
static bool is_place(const struct scene *s, struct span where)
{
    if (span_is(where, "sector") || span_is(where, "anywhere"))
        return true;
    for (size_t i = 0; i < s->r->file->n; i++) {
        const struct node_block *b = s->r->file->nodes[i].block;

        if (b != NULL && node_find(b, "areas", where) != NULL)
            return true;
    }
    return false;
}

static void check_quiet(const struct scene *s)
{
    const struct node *n = NULL;

    if (!has(s, "no_violation") && !has(s, "withdrawal_verified"))
        lacks(s, "what quiet means; write: no_violation severity >= serious in sector for 60 d");
    if (!has(s, "then"))
        lacks(s, "who ends it; nothing stands down by itself, so write: then vote stand_down by "
                 "RULE");
    while ((n = node_next(s->b, "no_violation", n)) != NULL) {
        const struct capture *op = node_capture(n, "op"), *where = node_capture(n, "where");

        if (!span_is(op->value.u.text, ">=") && !span_is(op->value.u.text, ">"))
            diag_error(s->r->diags, op->at,
                       "quiet is the absence of what is grave; write: severity >= serious");
        if (!is_place(s, where->value.u.text))
            diag_warn(s->r->diags, where->at,
                      "%.*s is no area of this file, so that it must be one of another agreement "
                      "of the mission; sector is the area that the measure names, anywhere is "
                      "everywhere",
                      SPAN_ARG(where->value.u.text));
    }
}

static void check_numbers(const struct scene *s, const char *member, const char *name,
                          const char *what)
{
    const struct node *a = NULL, *b;

    while ((a = node_next(s->b, member, a)) != NULL)
        for (b = NULL; (b = node_next(s->b, member, b)) != a && b != NULL;) {
            const struct capture *ca = node_capture(a, name), *cb = node_capture(b, name);

            if (ca->value.u.i != cb->value.u.i)
                continue;
            diag_error(s->r->diags, ca->at, "%s %lld stands in line %u already", what,
                       (long long)ca->value.u.i, node_at(b).line);
            break;
        }
}

/* Nodes that name one another: following the names must come to an end. */
static void check_circle(const struct scene *s, const struct node_block *names, const char *member,
                         const char *link, const struct node *start)
{
    const struct node *n = start, *next;

    for (size_t i = 0; n != NULL && n->block != NULL; i++) {
        next = node_next(n->block, link, NULL);
        if (next == NULL)
            return;
        n = node_find(names, member, next->value.u.text);
        if (n == start) {
            diag_error(s->r->diags, node_next(start->block, link, NULL)->captures[0].at,
                       "these name one another in a circle, so none can ever begin");
            return;
        }
        if (i > names->n)
            return; /* a circle that `start` only leads into */
    }
}

static void check_circles(const struct scene *s, const char *member, const char *link)
{
    const struct node *n = NULL;

    for (size_t i = 0; i < CIRCLES_MAX && (n = node_next(s->b, member, n)) != NULL; i++)
        check_circle(s, s->b, member, link, n);
}

static void check_ladder(const struct scene *s)
{
    check_circles(s, "steps", "after");
    check_numbers(s, "steps", "number", "step");
}

static void check_charter(const struct scene *s)
{
    const struct node *force = node_next(s->b, "force", NULL);

    check_numbers(s, "standards", "rank", "rank");
    check_circles(s, "rules", "fallback");
    if (force != NULL && has(s, "mandates") && !has(s, "active_mandate") && !s->b->has_faults)
        diag_error(s->r->diags, node_at(force),
                   "the force needs to know which mandate is in force; write: active mandate NAME");
}

static const struct meaning_row {
    enum schema_scope scope;
    void (*check)(const struct scene *s);
} rows[] = {
    {SCOPE_AREA, check_area},
    {SCOPE_CATEGORY, check_category},
    {SCOPE_LINE, check_line},
    {SCOPE_KIND + PACT_CEASEFIRE, check_prohibits},
    {SCOPE_KIND + PACT_EXCLUSION_ZONE, check_exclusion},
    {SCOPE_KIND + PACT_LINE_CROSSING, check_prohibits},
    {SCOPE_KIND + PACT_WITHDRAWAL, check_withdrawal},
    {SCOPE_KIND + PACT_CEILING, check_ceiling},
    {SCOPE_KIND + PACT_NO_FLY, check_no_fly},
    {SCOPE_KIND + PACT_RATIO, check_ratio},
    {SCOPE_KIND + PACT_RATE_LIMIT, check_rate},
    {SCOPE_KIND + PACT_STORAGE, check_storage},
    {SCOPE_KIND + PACT_NOTIFICATION, check_notification},
    {SCOPE_KIND + PACT_PROTECTION, check_protection},
    {SCOPE_KIND + PACT_DECLARATION, check_declaration},
    {SCOPE_KIND + PACT_PERIODIC_DUTY, check_duty},
    {SCOPE_RULE, check_rule},
    {SCOPE_CONSIDER, check_consider},
    {SCOPE_STEP, check_step},
    {SCOPE_QUIET, check_quiet},
    {SCOPE_LADDER, check_ladder},
    {SCOPE_CHARTER, check_charter},
};

static void check_block(struct resolver *r, const struct node_block *b, struct src_pos at)
{
    struct scene s = {.r = r, .b = b, .at = at};

    if (schema_scope_is_kind(b->scope))
        check_term(&s);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].scope == b->scope)
            (*rows[i].check)(&s);
    for (size_t i = 0; i < b->n; i++)
        if (b->nodes[i].block != NULL)
            check_block(r, b->nodes[i].block, node_id_at(&b->nodes[i]));
}

void meaning_check(struct resolver *r)
{
    check_block(r, r->file, (struct src_pos){.line = 1, .column = 1, .width = 1});
}
