/* SPDX-License-Identifier: Apache-2.0 */
/* daily_summary.c: the head of the report and its summary: what happened first, the gravest first,
 * region by region, in phrases that claim no more than was seen, heard, recorded or told. */
#include <stdlib.h>

#include "report/daily_parts.h"
#include "report/words.h"

#define INCIDENTS_TOLD 5
#define GRAVE_FROM     4 /* severity from which a violation stands in the summary by itself */

/* ---- the head ---- */

static void add_fact(struct daily_job *j, enum phrase label)
{
    struct span value = draft_keep(&j->draft);

    draft_fact(&j->draft, phrase_key(label), draft_label(&j->draft, label), value);
}

static struct span local_time(struct daily_job *j, const struct zone *z, int64_t at_ms)
{
    words_date(j->draft.line, z, at_ms);
    buf_putc(j->draft.line, ' ');
    words_time(j->draft.line, z, at_ms);
    return draft_keep(&j->draft);
}

/* Its length in hours tells the days on which clocks change. */
static void put_period(struct daily_job *j)
{
    struct time_span p = j->in->period;
    struct span from = local_time(j, j->zone, p.t0_ms), to = local_time(j, j->zone, p.t1_ms);
    struct span hours;

    SAY(j->draft.phrases, j->draft.line, PERIOD_LOCAL, from, to, zone_name(j->zone));
    add_fact(j, PHRASE_FACT_PERIOD);
    from = local_time(j, zone_utc(), p.t0_ms);
    to = local_time(j, zone_utc(), p.t1_ms);
    SAY(j->draft.phrases, j->draft.line, PERIOD_UTC, from, to);
    add_fact(j, PHRASE_FACT_UTC);
    words_number(j->draft.line, (uint64_t)((p.t1_ms - p.t0_ms) / MS_PER_H));
    if ((p.t1_ms - p.t0_ms) % MS_PER_H != 0)
        buf_printf(j->draft.line, ":%02d", (int)((p.t1_ms - p.t0_ms) % MS_PER_H / MS_PER_MIN));
    hours = draft_keep(&j->draft);
    SAY(j->draft.phrases, j->draft.line, HOURS, hours);
    add_fact(j, PHRASE_FACT_LENGTH);
}

/* One after another, with the instants between them. */
static void put_texts(struct buf *b, const struct daily_head *h)
{
    for (size_t i = 0; i < h->n_earlier; i++) {
        sha256_put_hex(b, &h->earlier[i].pact);
        buf_puts(b, " | ");
        time_put_instant(b, h->earlier[i].until_ms);
        buf_puts(b, " | ");
    }
    sha256_put_hex(b, &h->pact);
}

static void put_record(struct daily_job *j)
{
    const struct daily_head *h = &j->in->head;
    struct buf *b = j->draft.line;

    buf_put(b, j->agreement->title.n > 0 ? j->agreement->title : j->agreement->id);
    add_fact(j, PHRASE_FACT_AGREEMENT);
    buf_puts(b, "sha256:");
    put_texts(b, h);
    add_fact(j, PHRASE_FACT_PACT);
    words_number(b, h->checkpoint_size);
    add_fact(j, PHRASE_FACT_CHECKPOINT);
    sha256_put_hex(b, &h->checkpoint_root);
    add_fact(j, PHRASE_FACT_ROOT);
    buf_put(b, h->engine);
    add_fact(j, PHRASE_FACT_ENGINE);
}

static void put_foot(struct daily_job *j)
{
    const struct daily_head *h = &j->in->head;
    struct span size = draft_number(&j->draft, h->checkpoint_size), root, pact;
    struct buf *b = j->draft.line;

    sha256_put_hex(b, &h->checkpoint_root);
    root = draft_keep(&j->draft);
    put_texts(b, h);
    pact = draft_keep(&j->draft);
    SAY(j->draft.phrases, b, FOOT, j->out->doc.id, size, root, pact, h->engine);
    j->out->doc.foot = draft_keep(&j->draft);
}

void daily_write_head(struct daily_job *j)
{
    struct document *doc = &j->out->doc;

    daily_put_id(j->draft.line, j->in);
    doc->id = draft_keep(&j->draft);
    SAY(j->draft.phrases, j->draft.line, TITLE, doc->id);
    doc->title = draft_keep(&j->draft);
    daily_write_facts(j);
}

void daily_write_facts(struct daily_job *j)
{
    const struct daily_head *h = &j->in->head;
    struct document *doc = &j->out->doc;
    struct buf *b = j->draft.line;

    if (h->is_draft)
        SAY(j->draft.phrases, b, KICKER_DRAFT, h->issuer, h->label);
    else
        SAY(j->draft.phrases, b, KICKER, h->issuer, h->label);
    doc->kicker = draft_keep(&j->draft);
    buf_put(b, h->issuer);
    add_fact(j, PHRASE_FACT_ISSUER);
    put_period(j);
    buf_put(b, local_time(j, j->zone, h->issued_at_ms));
    add_fact(j, PHRASE_FACT_ISSUED);
    if (h->as_known_ms != TIME_NEVER) {
        buf_put(b, local_time(j, j->zone, h->as_known_ms));
        add_fact(j, PHRASE_FACT_KNOWN);
    }
    buf_put(b, h->audience);
    add_fact(j, PHRASE_FACT_AUDIENCE);
    buf_put(b, h->label);
    add_fact(j, PHRASE_FACT_LABEL);
    put_record(j);
    if (!h->is_draft) {
        buf_put(b, h->drafter);
        add_fact(j, PHRASE_FACT_DRAFTER);
        buf_put(b, h->approver);
        add_fact(j, PHRASE_FACT_APPROVER);
    }
    put_foot(j);
}

/* ---- bullets ---- */

/* The summary's bullets until all are known, and which is the gravest. */
struct bullet {
    int severity;
    size_t order;
    const char *key;
    struct span text;
};

struct bullets {
    struct daily_job *j;
    struct bullet *items;
    size_t n, cap;
};

/* What stands in the draft's line becomes a bullet. */
static void add_bullet(struct bullets *list, int severity, enum phrase which)
{
    struct draft *d = &list->j->draft;
    struct span text = draft_keep(d);
    struct bullet *items;

    if (d->rc != RC_OK)
        return;
    items = arena_grow(d->arena, list->items, list->n, &list->cap, sizeof(*items), d->err);
    if (items == NULL) {
        d->rc = RC_LIMIT;
        return;
    }
    list->items = items;
    items[list->n] = (struct bullet){severity, list->n, phrase_key(which), text};
    list->n++;
}

static int order_bullets(const void *left, const void *right)
{
    const struct bullet *a = left, *b = right;

    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static void put_bullets(struct bullets *list)
{
    if (list->n > 0)
        qsort(list->items, list->n, sizeof(*list->items), order_bullets);
    for (size_t i = 0; i < list->n; i++) {
        buf_put(list->j->draft.line, list->items[i].text);
        draft_block(&list->j->draft, BLOCK_BULLET, list->items[i].key, 0);
    }
}

/* ---- incidents ---- */

struct span daily_assessment(struct daily_job *j, enum daily_status status, struct span term)
{
    const struct phrases *p = j->draft.phrases;
    struct buf *b = j->draft.line;

    switch (status) {
    case DAILY_CONFIRMED:
        SAY(p, b, ASSESSED_CONFIRMED, term);
        break;
    case DAILY_CONTESTED:
        SAY(p, b, ASSESSED_CONTESTED, term);
        break;
    case DAILY_WITHDRAWN:
        SAY(p, b, ASSESSED_WITHDRAWN, term);
        break;
    case DAILY_MACHINE:
        SAY(p, b, ASSESSED_MACHINE, term);
        break;
    }
    return draft_keep(&j->draft);
}

static struct span severity_words(struct daily_job *j, int severity)
{
    buf_printf(j->draft.line, "%d", severity);
    return draft_keep(&j->draft);
}

static struct span or_unknown(struct daily_job *j, struct span text)
{
    return text.n > 0 ? text : draft_label(&j->draft, PHRASE_PLACE_UNKNOWN);
}

static void tell_violation(struct bullets *list, const struct daily_verdict *v)
{
    struct daily_job *j = list->j;
    struct span when, place, senses, what, said, severity = severity_words(j, v->v.severity);

    daily_put_when(j, v->v.when);
    when = draft_keep(&j->draft);
    daily_put_verdict_place(j, &v->v);
    place = or_unknown(j, draft_keep(&j->draft));
    daily_put_senses(j, daily_senses_of(&v->v));
    senses = draft_keep(&j->draft);
    daily_put_what(j, &v->v);
    what = draft_keep(&j->draft);
    said = daily_assessment(j, v->status, v->v.term->ref.n > 0 ? v->v.term->ref : v->v.term->id);
    SAY(j->draft.phrases, j->draft.line, INCIDENT, when, place, senses, what, said, severity);
    add_bullet(list, v->v.severity, PHRASE_INCIDENT);
}

/* Keep the gravest few, in their order; of equal ones the earlier, as they come. */
static void keep_gravest(const struct daily_verdict **top, size_t *n, const struct daily_verdict *v)
{
    size_t at = *n;

    while (at > 0 && top[at - 1]->v.severity < v->v.severity)
        at--;
    if (at == INCIDENTS_TOLD)
        return;
    if (*n < INCIDENTS_TOLD)
        (*n)++;
    for (size_t i = *n - 1; i > at; i--)
        top[i] = top[i - 1];
    top[at] = v;
}

/* Where nobody grouped them, each grave violation is told by itself. */
static void tell_gravest(struct bullets *list)
{
    struct daily_job *j = list->j;
    const struct daily_verdict *top[INCIDENTS_TOLD];
    size_t n = 0, n_grave = 0;

    for (size_t i = 0; i < j->n_verdicts; i++) {
        const struct daily_verdict *v = j->verdicts[i];

        if (v->v.word != VERDICT_VIOLATION || v->v.severity < GRAVE_FROM || !daily_counts(j, v))
            continue;
        n_grave++;
        keep_gravest(top, &n, v);
    }
    for (size_t i = 0; i < n; i++)
        tell_violation(list, top[i]);
    if (n_grave > n) {
        struct span rest = draft_number(&j->draft, n_grave - n);

        SAY(j->draft.phrases, j->draft.line, INCIDENTS_MORE, rest);
        add_bullet(list, GRAVE_FROM, PHRASE_INCIDENTS_MORE);
    }
}

/* The gravest violation of an incident speaks for it; the others are counted. */
static void tell_incident(struct bullets *list, const struct daily_incident *in)
{
    struct daily_job *j = list->j;
    const struct daily_verdict *first = NULL;
    uint64_t n = 0;

    for (size_t i = 0; i < in->n_verdicts; i++) {
        const struct daily_verdict *v = &j->in->verdicts[in->verdicts[i]];

        if (v->v.word != VERDICT_VIOLATION || v->status == DAILY_WITHDRAWN)
            continue;
        n++;
        if (first == NULL || v->v.severity > first->v.severity)
            first = v;
    }
    if (first == NULL)
        return;
    tell_violation(list, first);
    if (n > 1) {
        struct bullet *last = list->n > 0 ? &list->items[list->n - 1] : NULL;
        struct span more = draft_number(&j->draft, n - 1);

        if (last == NULL)
            return;
        buf_put(j->draft.line, last->text);
        buf_putc(j->draft.line, ' ');
        SAY(j->draft.phrases, j->draft.line, INCIDENT_MORE, more);
        last->text = draft_keep(&j->draft);
    }
}

static void tell_incidents(struct bullets *list)
{
    struct daily_job *j = list->j;

    if (j->n_incidents == 0) {
        tell_gravest(list);
        return;
    }
    for (size_t i = 0; i < j->n_incidents && i < INCIDENTS_TOLD; i++)
        tell_incident(list, j->incidents[i]);
    if (j->n_incidents > INCIDENTS_TOLD) {
        struct span rest = draft_number(&j->draft, j->n_incidents - INCIDENTS_TOLD);

        SAY(j->draft.phrases, j->draft.line, INCIDENTS_MORE, rest);
        add_bullet(list, j->incidents[INCIDENTS_TOLD]->severity, PHRASE_INCIDENTS_MORE);
    }
}

/* ---- regions ---- */

static struct span trend_word(struct daily_job *j, enum daily_trend trend)
{
    static const enum phrase words[] = {[DAILY_SIMILAR] = PHRASE_TREND_SIMILAR,
                                        [DAILY_MORE] = PHRASE_TREND_MORE,
                                        [DAILY_FEWER] = PHRASE_TREND_FEWER};

    return draft_label(&j->draft, words[trend]);
}

static int64_t length_ms(struct time_span s)
{
    return s.t1_ms - s.t0_ms;
}

/* "12–15 explosions (previous period: 3–5; more)" */
static struct span class_words(struct daily_job *j, const struct daily_region *r, int which)
{
    const struct daily_class *c = &r->classes[which];
    struct span counted, before;
    enum daily_trend trend;

    daily_put_counted(j, (enum phenomenon)which, c->now);
    counted = draft_keep(&j->draft);
    if (!r->is_compared)
        return counted;
    trend = daily_trend_of(c->now, length_ms(j->in->period), c->before, length_ms(j->in->before));
    before = draft_range(&j->draft, c->before.min, c->before.max);
    SAY(j->draft.phrases, j->draft.line, CLASS_COMPARED, counted, before, trend_word(j, trend));
    return draft_keep(&j->draft);
}

/* All classes of a region in one list; the empty span where there was nothing in either period. */
static struct span classes_words(struct daily_job *j, const struct daily_region *r, bool told)
{
    struct span list = span_none();

    for (int i = 0; i < PHEN_COUNT; i++) {
        const struct daily_class *c = &r->classes[i];
        struct span one;

        if (told ? c->told.max == 0 : c->now.max == 0 && (c->before.max == 0 || !r->is_compared))
            continue;
        if (told)
            daily_put_counted(j, (enum phenomenon)i, c->told);
        one = told ? draft_keep(&j->draft) : class_words(j, r, i);
        if (list.n > 0)
            SAY(j->draft.phrases, j->draft.line, LIST_MORE, list, one);
        else
            buf_put(j->draft.line, one);
        list = draft_keep(&j->draft);
    }
    return list;
}

static unsigned senses_of_region(const struct daily_region *r)
{
    unsigned senses = 0;

    for (int i = 0; i < PHEN_COUNT; i++)
        senses |= r->classes[i].senses;
    return senses & ~(1U << SENSE_TOLD);
}

/* Why two periods are not compared is said wherever one would look for it. */
static void put_uncompared(struct daily_job *j, const struct daily_region *r)
{
    struct span before;

    if (r->is_compared || length_ms(j->in->before) == 0)
        return;
    before = daily_cover_short(j, &r->before);
    buf_putc(j->draft.line, ' ');
    SAY(j->draft.phrases, j->draft.line, NOT_COMPARED, before);
}

static void keep_so_far(struct daily_job *j, struct span *text)
{
    *text = draft_keep(&j->draft);
}

static bool is_restricted(const struct daily_job *j)
{
    const struct docket *d = j->in->docket;

    for (size_t i = 0; i < d->n_impediments; i++) {
        const struct impediment *im = &d->impediments[i];

        if (im->when.t0_ms < j->in->period.t1_ms && im->when.t1_ms >= j->in->period.t0_ms)
            return true;
    }
    return false;
}

static void tell_region(struct bullets *list, const struct daily_region *r)
{
    struct daily_job *j = list->j;
    const struct phrases *p = j->draft.phrases;
    struct buf *b = j->draft.line;
    struct span seen = classes_words(j, r, false), told = classes_words(j, r, true);
    struct span cover = daily_cover_words(j, &r->now), senses, text;

    /* everything else: only where there is something to say */
    if (r->area == PACT_NONE && j->out->n_regions > 1 && seen.n == 0 && told.n == 0)
        return;
    daily_put_senses(j, senses_of_region(r));
    senses = draft_keep(&j->draft);
    if (seen.n > 0)
        SAY(p, b, REGION_SEEN, r->name, senses, seen, cover);
    else
        SAY(p, b, REGION_NOTHING, r->name, cover);
    keep_so_far(j, &text);
    if (told.n > 0) {
        SAY(p, b, REGION_TOLD, told);
        told = draft_keep(&j->draft);
    }
    buf_put(b, text);
    if (told.n > 0) {
        buf_putc(b, ' ');
        buf_put(b, told);
    }
    keep_so_far(j, &text);
    put_uncompared(j, r);
    {
        struct span uncompared = draft_keep(&j->draft);

        buf_put(b, text);
        buf_put(b, uncompared);
    }
    if (is_restricted(j))
        buf_puts(b, " *");
    add_bullet(list, r->severity, seen.n > 0 ? PHRASE_REGION_SEEN : PHRASE_REGION_NOTHING);
}

/* ---- the rest of the summary ---- */

static void tell_weapons(struct bullets *list)
{
    struct daily_job *j = list->j;
    uint64_t n[DAILY_STATUS_COUNT] = {0};
    int severity = 0;
    struct span confirmed, others;

    for (size_t i = 0; i < j->n_verdicts; i++) {
        const struct daily_verdict *v = j->verdicts[i];
        enum pact_kind kind = v->v.term->kind;

        if (v->v.word != VERDICT_VIOLATION || !daily_counts(j, v) ||
            (kind != PACT_WITHDRAWAL && kind != PACT_CEILING && kind != PACT_STORAGE &&
             kind != PACT_EXCLUSION_ZONE))
            continue;
        n[v->status]++;
        if (v->v.severity > severity)
            severity = v->v.severity;
    }
    if (n[DAILY_MACHINE] + n[DAILY_CONFIRMED] + n[DAILY_CONTESTED] == 0)
        return;
    confirmed = draft_number(&j->draft, n[DAILY_CONFIRMED]);
    others = draft_number(&j->draft, n[DAILY_MACHINE] + n[DAILY_CONTESTED]);
    SAY(j->draft.phrases, j->draft.line, SUMMARY_WEAPONS, confirmed, others);
    add_bullet(list, severity, PHRASE_SUMMARY_WEAPONS);
}

static void tell_undecided(struct bullets *list)
{
    struct daily_job *j = list->j;
    struct span n;

    if (j->out->n_undecided == 0)
        return;
    n = draft_number(&j->draft, j->out->n_undecided);
    SAY(j->draft.phrases, j->draft.line, SUMMARY_UNDECIDED, n);
    add_bullet(list, 0, PHRASE_SUMMARY_UNDECIDED);
}

/* How many the mission stands behind, apart from what is the machine's alone. */
static void put_counts(struct daily_job *j)
{
    const struct daily_sum *sums = j->out->violations;
    struct span confirmed = draft_number(&j->draft, sums[DAILY_CONFIRMED].n);
    struct span machine = draft_number(&j->draft, sums[DAILY_MACHINE].n);
    struct span contested = draft_number(&j->draft, sums[DAILY_CONTESTED].n);
    struct span withdrawn = draft_number(&j->draft, sums[DAILY_WITHDRAWN].n);

    WRITE(&j->draft, BLOCK_TEXT, SUMMARY_COUNTS, confirmed, machine, contested, withdrawn);
    if (j->out->n_continuing > 0) {
        struct span n = draft_number(&j->draft, j->out->n_continuing);

        WRITE(&j->draft, BLOCK_TEXT, SUMMARY_CONTINUING, n);
    }
}

void daily_write_summary(struct daily_job *j)
{
    struct bullets list = {.j = j};

    daily_section(j, 1, "summary", PHRASE_S1_TITLE);
    put_counts(j);
    tell_incidents(&list);
    for (size_t i = 0; i < j->out->n_regions; i++)
        tell_region(&list, &j->out->regions[i]);
    tell_weapons(&list);
    tell_undecided(&list);
    put_bullets(&list);
    if (is_restricted(j))
        WRITE0(&j->draft, BLOCK_NOTE, RESTRICTED_NOTE);
    {
        struct span tolerance = daily_share(j, DAILY_COVERAGE_TOLERANCE);

        WRITE(&j->draft, BLOCK_NOTE, COMPARE_NOTE, tolerance);
    }
}
