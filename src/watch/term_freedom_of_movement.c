/* SPDX-License-Identifier: Apache-2.0 */
/* term_freedom_of_movement.c: each impediment to those who must see: whose personnel it was,
 * whether a wait was long enough, and what is a standing restriction that was counted before.
 *
 * Never substitutes the holder of the ground for whoever stood in the way, and makes no fire event
 * of a shot at a UAV: that is for the ceasefire term. */
#include <math.h>

#include "watch/coverage.h"
#include "watch/explain.h"

/* Two rows of one standing restriction may place it so far apart, errors aside. */
#define SAME_PLACE_M 1000.0
#define SIGMAS       3.0

/* What each kind of impediment means beside its word. */
static const struct {
    int severity;
    bool is_interference; /* the emitter is somewhere else: who it is must be known for itself */
    bool is_standing;     /* by its nature */
    const char *means;    /* affected where the row does not say; NULL: any */
} traits[IMPEDE_COUNT] = {
    [IMPEDE_DENIAL] = {3, false, false, NULL},
    [IMPEDE_DELAY] = {2, false, false, NULL},
    [IMPEDE_CONDITIONAL_ACCESS] = {2, false, false, NULL},
    [IMPEDE_THREAT_OR_VIOLENCE] = {4, false, false, NULL},
    [IMPEDE_MINES_UXO] = {2, false, false, NULL},
    [IMPEDE_REGULAR_RESTRICTION] = {2, false, true, NULL},
    [IMPEDE_PROBABLE_JAMMING] = {2, true, false, NULL},
    [IMPEDE_JAMMING] = {3, true, false, NULL},
    [IMPEDE_SMALL_ARMS_AT_UAV] = {4, false, false, "uav"},
    [IMPEDE_CAMERA_TAMPERING] = {3, false, false, "camera"},
};

/* An impediment as its own row states it, or as a visit that found a door shut implies it. */
struct hindrance {
    const struct row_head *head;
    const struct impediment *row; /* NULL: of a visit */
    struct time_span when;
    const struct place *place;
    struct actor actor;
    enum impediment_kind kind;
    struct span means, reason;
    struct span observer; /* who was hindered, or whose source says so */
    bool has_wait;        /* `when` is how long it lasted */
    bool resolved, standing;
};

/* A standing restriction that was counted, while it goes on. */
struct counted {
    const struct hindrance *first;
    struct counted *next;
};

static const struct place nowhere = {.form = PLACE_NONE};

/* ---- which there are ---- */

static struct hindrance of_row(const struct impediment *im)
{
    struct hindrance h = {.head = &im->head,
                          .row = im,
                          .when = im->when,
                          .place = &im->place,
                          .actor = im->actor,
                          .observer = im->head.source,
                          .kind = im->impediment,
                          .means = im->means,
                          .reason = im->reason,
                          .resolved = im->resolved};

    h.has_wait = im->has_until || im->when.t1_ms > im->when.t0_ms;
    h.standing = im->standing || traits[im->impediment].is_standing;
    /* a refusal that ended in passage was a wait */
    if (h.kind == IMPEDE_DENIAL && h.resolved && h.has_wait)
        h.kind = IMPEDE_DELAY;
    return h;
}

static const struct place *place_of_site(const struct docket *d, struct span site)
{
    for (size_t i = 0; i < d->n_sites; i++)
        if (span_eq(d->sites[i].head.id, site))
            return &d->sites[i].place;
    return &nowhere;
}

/* Whose personnel turned them away, a visit does not say: the owner of the store is not assumed. */
static struct hindrance of_visit(const struct docket *d, const struct visit *v)
{
    return (struct hindrance){.head = &v->head,
                              .when = v->when,
                              .observer = v->by,
                              .place = place_of_site(d, v->site),
                              .kind = v->access == ACCESS_DENIED ? IMPEDE_DENIAL
                                                                 : IMPEDE_CONDITIONAL_ACCESS};
}

/* Whether two positions are so far apart in latitude that no geodesic need be solved: a degree is
 * at least 110.5 km. */
static bool is_clearly_apart(struct geo_pos a, struct geo_pos b, double limit_m)
{
    return fabs(a.lat_deg - b.lat_deg) * 110500.0 > limit_m;
}

static bool is_near(const struct place *a, const struct place *b)
{
    double limit_m = SAME_PLACE_M + SIGMAS * hypot(a->sigma_m, b->sigma_m);

    if (a->form == PLACE_NONE || b->form == PLACE_NONE)
        return a->form == b->form;
    if (a->form == PLACE_ZONE && b->form == PLACE_ZONE)
        return span_eq(a->u.zone, b->u.zone);
    return !is_clearly_apart(a->at, b->at, limit_m) && geo_distance_m(a->at, b->at) <= limit_m;
}

static bool overlap(struct time_span a, struct time_span b)
{
    return a.t0_ms <= b.t1_ms && b.t0_ms <= a.t1_ms;
}

/* Whether an impediment row tells of the same shut door. */
static bool has_row(const struct docket *d, const struct hindrance *of_visit)
{
    for (size_t i = 0; i < d->n_impediments; i++) {
        const struct impediment *im = &d->impediments[i];
        bool is_shut = im->impediment == IMPEDE_DENIAL || im->impediment == IMPEDE_DELAY ||
                       im->impediment == IMPEDE_CONDITIONAL_ACCESS;

        if (is_shut && overlap(im->when, of_visit->when) &&
            (of_visit->place->form == PLACE_NONE || im->place.form == PLACE_NONE ||
             is_near(&im->place, of_visit->place)))
            return true;
    }
    return false;
}

static bool is_hindered(const struct visit *v)
{
    return v->access != ACCESS_FULL || v->not_shown.max > 0;
}

static int hindrance_cmp(const void *left, const void *right)
{
    const struct hindrance *a = left, *b = right;

    if (a->when.t0_ms != b->when.t0_ms)
        return a->when.t0_ms < b->when.t0_ms ? -1 : 1;
    if ((a->row == NULL) != (b->row == NULL))
        return a->row == NULL ? 1 : -1;
    return (a->head > b->head) - (a->head < b->head); /* of one array, in the docket's order */
}

static enum rc gather(struct term_run *run, struct hindrance **out, size_t *n, struct err *err)
{
    const struct docket *d = run->docket;
    struct hindrance *all =
        arena_array(run->arena, d->n_impediments + d->n_visits, sizeof(*all), err);

    if (all == NULL)
        return RC_LIMIT;
    *n = 0;
    for (size_t i = 0; i < d->n_impediments; i++)
        all[(*n)++] = of_row(&d->impediments[i]);
    for (size_t i = 0; i < d->n_visits; i++) {
        struct hindrance h = of_visit(d, &d->visits[i]);

        if (is_hindered(&d->visits[i]) && !has_row(d, &h))
            all[(*n)++] = h;
    }
    if (*n > 1)
        qsort(all, *n, sizeof(*all), hindrance_cmp);
    *out = all;
    return RC_OK;
}

/* ---- what is judged of each ---- */

/* Interference is nobody's until its emitter is located; what is only probable never is. */
static struct actor responsible(const struct hindrance *h)
{
    if (h->kind == IMPEDE_PROBABLE_JAMMING ||
        (traits[h->kind].is_interference && h->place->form == PLACE_NONE))
        return (struct actor){.form = ACTOR_UNDETERMINED};
    return h->actor;
}

static bool is_means_protected(const struct pact_freedom *f, const struct hindrance *h)
{
    struct span means = h->means;

    if (means.n == 0 && traits[h->kind].means != NULL)
        means = span_of(traits[h->kind].means);
    if (f->n_means == 0 || means.n == 0)
        return true;
    for (size_t i = 0; i < f->n_means; i++)
        if (span_eq(f->means[i], means))
            return true;
    return false;
}

/* It hindered as long as it lasted: any part of that in force counts. */
static bool is_in_force(const struct pact_term *t, struct time_span when)
{
    return when.t1_ms >= t->from_ms && when.t0_ms < t->until_ms;
}

/* An impediment to somebody else's observers is no matter of this term's beneficiary. */
static bool is_anothers(const struct term_run *run, const struct hindrance *h)
{
    const struct pact_agreement *g = run->agreement;

    for (uint32_t i = 0; i < g->n_parties && run->term->u.freedom.beneficiary != PACT_NONE; i++)
        if (i != run->term->u.freedom.beneficiary && g->parties[i].is_observer &&
            coverage_is_own_source(g, i, h->observer))
            return true;
    return false;
}

static const char *not_about(const struct term_run *run, const struct hindrance *h)
{
    uint32_t party;

    if (!is_in_force(run->term, h->when))
        return "the term was not in force";
    if (!is_means_protected(&run->term->u.freedom, h))
        return "the term does not name these means";
    if (is_anothers(run, h))
        return "it was an impediment to another observer";
    if (term_bound(run, responsible(h), &party) == BOUND_NOT)
        return "the party is not bound by the term";
    return NULL;
}

static bool is_same_actor(struct actor a, struct actor b)
{
    return a.form == b.form && (a.form != ACTOR_PARTY || span_eq(a.party, b.party));
}

/* The counted restriction that this row lists again; one that ended is taken off. */
static const struct hindrance *counted_before(struct counted **list, const struct hindrance *h)
{
    for (struct counted **link = list; *link != NULL; link = &(*link)->next) {
        const struct hindrance *first = (*link)->first;

        if (!is_same_actor(first->actor, h->actor) || first->kind != h->kind ||
            !is_near(first->place, h->place))
            continue;
        if (h->resolved)
            *link = (*link)->next;
        return first;
    }
    return NULL;
}

static enum rc remember(struct term_run *run, struct counted **list, const struct hindrance *h,
                        struct err *err)
{
    struct counted *made;

    if (h->resolved)
        return RC_OK;
    made = arena_alloc(run->arena, sizeof(*made), err);
    if (made == NULL)
        return RC_LIMIT;
    *made = (struct counted){.first = h, .next = *list};
    *list = made;
    return RC_OK;
}

/* What is settled about one impediment. */
struct outcome {
    struct verdict v;
    struct explain_parts parts;
    enum exemption exemption;
    struct span exemption_name;
    const char *note; /* a sentence about why it is what it is; NULL: nothing to say */
    struct err place_note;
};

static void settle_place(struct term_run *run, const struct hindrance *h, struct outcome *o)
{
    struct explain_parts *p = &o->parts;
    enum rc rc = ground_where(run->ground, run->term, h->place, h->when, &p->p_place_min,
                              &p->p_place_max, &o->place_note);

    if (rc != RC_OK) {
        p->p_place_min = 0;
        p->p_place_max = 1;
        p->is_unplaced = true;
        o->note = o->place_note.note;
    }
    p->p_min = p->p_place_min;
    p->p_max = p->p_place_max;
    o->v.p = explain_p_of(p);
    o->v.word = verdict_of_bounds(p->p_min, p->p_max, run->term->confidence);
}

/* A wait shorter than the threshold is recorded; how long it was must be known. */
static void settle_wait(const struct term_run *run, const struct hindrance *h, struct outcome *o)
{
    int64_t limit_ms = run->term->u.freedom.delay_ms;

    if (h->kind != IMPEDE_DELAY || limit_ms <= 0 || o->v.word == VERDICT_COMPLIANT)
        return;
    if (!h->has_wait) {
        o->v.word = VERDICT_INDETERMINATE;
        o->parts.p_min = 0;
        o->v.p = explain_p_of(&o->parts);
        o->note = "how long the wait was is not stated (`until`)";
    } else if (h->when.t1_ms - h->when.t0_ms < limit_ms) {
        o->v.word = VERDICT_COMPLIANT;
        o->v.p = o->parts.p_min = o->parts.p_max = 0;
        o->v.state = "recorded";
        o->note = "a wait shorter than the term's threshold is recorded, not a violation";
    }
}

static void settle_exemption(struct term_run *run, const struct hindrance *h, struct outcome *o)
{
    const struct act act = {.actor = responsible(h),
                            .source = h->head->source,
                            .when = h->when,
                            .place = h->place,
                            .phenomenon =
                                traits[h->kind].is_interference ? PHEN_JAMMING : PHEN_CHECKPOINT};
    static const enum verdict_word word_of[] = {
        [EXEMPT_YES] = VERDICT_EXEMPT,
        [EXEMPT_MAYBE] = VERDICT_INDETERMINATE,
        [EXEMPT_JUDGEMENT] = VERDICT_NEEDS_ASSESSMENT,
    };

    if (o->v.word == VERDICT_COMPLIANT)
        return;
    o->exemption = term_exempt(run, &act, &o->exemption_name);
    if (o->exemption == EXEMPT_NOT)
        return;
    o->v.word = word_of[o->exemption];
    o->v.exemption = o->exemption_name;
}

/* ---- in words ---- */

static void put_length(struct buf *b, int64_t ms)
{
    if (ms < MS_PER_H)
        buf_printf(b, "%.4g min", (double)ms / (double)MS_PER_MIN);
    else
        buf_printf(b, "%.4g h", (double)ms / (double)MS_PER_H);
}

static void explain_what(struct term_run *run, const struct hindrance *h)
{
    struct buf *b = run->text;

    buf_printf(b, "%s%s", h->row == NULL ? "Visit: " : "",
               vocab_word(VOCAB_IMPEDIMENT, (int)(h->row != NULL ? h->row->impediment : h->kind)));
    if (h->means.n > 0)
        buf_printf(b, " to %.*s", SPAN_ARG(h->means));
    buf_puts(b, " at ");
    explain_place(b, h->place);
    if (h->when.t1_ms > h->when.t0_ms) {
        buf_puts(b, " for ");
        put_length(b, h->when.t1_ms - h->when.t0_ms);
    }
    if (h->kind == IMPEDE_DELAY && run->term->u.freedom.delay_ms > 0) {
        buf_puts(b, ", threshold ");
        put_length(b, run->term->u.freedom.delay_ms);
    }
    if (h->row != NULL)
        buf_puts(b, h->resolved ? "; resolved." : "; not resolved.");
    else
        buf_puts(b, ".");
    if (h->reason.n > 0)
        buf_printf(b, " Reason given: \"%.*s\".", SPAN_ARG(h->reason));
}

/* Why the verdict names nobody where the row names somebody, or nobody does. */
static void explain_who(struct term_run *run, const struct hindrance *h)
{
    struct actor actor = responsible(h);
    struct buf *b = run->text;

    if (actor.form == ACTOR_PARTY)
        buf_printf(b, " Personnel of %.*s.", SPAN_ARG(actor.party));
    else if (actor.form == ACTOR_BOTH)
        buf_puts(b, " Both parties answer for it.");
    else if (traits[h->kind].is_interference)
        buf_puts(b, " No emitter is located: whose interference it was is undetermined.");
    else
        buf_puts(b, " Whose personnel it was is not stated: undetermined; whoever holds the "
                    "ground is not assumed.");
}

static void explain(struct term_run *run, const struct hindrance *h, const struct outcome *o)
{
    explain_what(run, h);
    explain_who(run, h);
    if (o->note != NULL)
        buf_printf(run->text, " Note: %s.", o->note);
    explain_outcome(run->text, &o->parts, run->term->confidence);
    if (o->v.word != VERDICT_COMPLIANT)
        explain_exemption(run->text, o->exemption, o->exemption_name);
    explain_claims(run->text, run->docket, h->head->id);
}

/* ---- one after the other ---- */

static struct verdict verdict_on(const struct term_run *run, const struct hindrance *h)
{
    struct verdict v = term_verdict(run);

    v.party = term_party(run, responsible(h));
    v.when = h->when;
    v.has_count = true;
    v.count = (struct count){1, 1, 1};
    v.state = vocab_word(VOCAB_IMPEDIMENT, (int)(h->row != NULL ? h->row->impediment : h->kind));
    v.severity = traits[h->kind].severity;
    v.has_place = h->place->form != PLACE_NONE;
    v.place = h->place->at;
    v.place_text = h->place->text;
    v.of_impediment = h->row;
    return v;
}

/* A verdict of a row that is not judged for itself, with the reason. */
static enum rc set_aside(struct term_run *run, const struct hindrance *h, const char *state,
                         struct span why, struct err *err)
{
    struct verdict v = verdict_on(run, h);
    enum rc rc = term_input(run, &v, h->head->id, err);

    v.word = VERDICT_NOT_APPLICABLE;
    v.state = state;
    if (rc == RC_OK && term_wants(run, v.word))
        buf_printf(run->text, "Not applicable: %.*s.", SPAN_ARG(why));
    return rc != RC_OK ? rc : term_emit(run, &v, false, err);
}

static enum rc judge(struct term_run *run, const struct hindrance *h, struct err *err)
{
    struct outcome o = {.v = verdict_on(run, h), .parts = EXPLAIN_CERTAIN};
    enum rc rc;

    settle_place(run, h, &o);
    settle_wait(run, h, &o);
    settle_exemption(run, h, &o);
    if (term_wants(run, o.v.word))
        explain(run, h, &o);
    rc = term_input(run, &o.v, h->head->id, err);
    return rc != RC_OK ? rc : term_emit(run, &o.v, false, err);
}

enum rc term_freedom_of_movement(struct term_run *run, struct err *err)
{
    struct hindrance *all = NULL;
    struct counted *standing = NULL;
    size_t n = 0;
    enum rc rc = gather(run, &all, &n, err);

    for (size_t i = 0; i < n && rc == RC_OK; i++) {
        const struct hindrance *h = &all[i];
        const char *why = not_about(run, h);
        const struct hindrance *first = NULL;

        if (why == NULL && h->standing)
            first = counted_before(&standing, h);
        if (why != NULL) {
            rc = set_aside(run, h, NULL, span_of(why), err);
        } else if (first != NULL) {
            struct span text =
                arena_printf(run->scratch, err,
                             "a standing restriction that was counted on its first day (%.*s)",
                             SPAN_ARG(first->head->id));

            rc = text.p == NULL ? RC_LIMIT : set_aside(run, h, "listed", text, err);
        } else {
            rc = h->standing ? remember(run, &standing, h, err) : RC_OK;
            if (rc == RC_OK)
                rc = judge(run, h, err);
        }
    }
    return rc;
}
