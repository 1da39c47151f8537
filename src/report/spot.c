/* SPDX-License-Identifier: Apache-2.0 */
#include "report/spot.h"

#include <stdlib.h>

#include "report/daily_parts.h"
#include "report/words.h"

#define ID_SHOWN   8  /* of the incident's id, in the report's */
#define TAIL_WORDS 90 /* what always stands at the end */

struct time_span spot_period(struct time_span incident)
{
    int64_t from_ms = incident.t0_ms - SPOT_AROUND_MS, to_ms = incident.t1_ms + SPOT_AROUND_MS;
    int64_t rest = ((from_ms % MS_PER_MIN) + MS_PER_MIN) % MS_PER_MIN;
    int64_t over = ((to_ms % MS_PER_MIN) + MS_PER_MIN) % MS_PER_MIN;

    return (struct time_span){from_ms - rest, over == 0 ? to_ms : to_ms - over + MS_PER_MIN};
}

/* ---- how much was said ---- */

static size_t words_in(struct span text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] != ' ' && (i == 0 || text.p[i - 1] == ' ');
    return n;
}

static size_t words_so_far(const struct document *doc)
{
    size_t n = words_in(doc->title) + words_in(doc->kicker);

    for (size_t i = 0; i < doc->n_facts; i++)
        n += words_in(doc->facts[i].label) + words_in(doc->facts[i].value);
    for (size_t i = 0; i < doc->n_blocks; i++)
        n += words_in(doc->blocks[i].text);
    return n;
}

/* ---- its verdicts ---- */

/* Those of the incident that stand, the gravest first. */
struct chosen {
    const struct daily_verdict **items;
    size_t n;
    uint64_t n_confirmed, n_others;
};

static int order_gravest(const void *left, const void *right)
{
    const struct daily_verdict *a = *(const struct daily_verdict *const *)left;
    const struct daily_verdict *b = *(const struct daily_verdict *const *)right;

    if (a->v.severity != b->v.severity)
        return a->v.severity > b->v.severity ? -1 : 1;
    if (a->v.when.t0_ms != b->v.when.t0_ms)
        return a->v.when.t0_ms < b->v.when.t0_ms ? -1 : 1;
    if (a->v.term != b->v.term)
        return a->v.term < b->v.term ? -1 : 1;
    return span_cmp(a->v.explanation, b->v.explanation);
}

static void choose(struct daily_job *j, const struct daily_incident *incident, struct chosen *out)
{
    *out = (struct chosen){
        .items = arena_array(j->arena, incident->n_verdicts + 1, sizeof(void *), j->draft.err)};
    if (out->items == NULL) {
        j->draft.rc = RC_LIMIT;
        return;
    }
    for (size_t i = 0; i < incident->n_verdicts; i++) {
        const struct daily_verdict *v = &j->in->verdicts[incident->verdicts[i]];

        if (v->v.word != VERDICT_VIOLATION || v->status == DAILY_WITHDRAWN)
            continue;
        out->items[out->n++] = v;
        out->n_confirmed += v->status == DAILY_CONFIRMED;
        out->n_others += v->status != DAILY_CONFIRMED;
    }
    if (out->n > 1)
        qsort(out->items, out->n, sizeof(void *), order_gravest);
}

static void tell(struct daily_job *j, const struct daily_verdict *v)
{
    struct span when, place, senses, what, said;

    daily_put_when(j, v->v.when);
    when = draft_keep(&j->draft);
    daily_put_verdict_place(j, &v->v);
    place = draft_keep(&j->draft);
    if (place.n == 0)
        place = draft_label(&j->draft, PHRASE_PLACE_UNKNOWN);
    daily_put_senses(j, daily_senses_of(&v->v));
    senses = draft_keep(&j->draft);
    daily_put_what(j, &v->v);
    what = draft_keep(&j->draft);
    said = daily_assessment(j, v->status, v->v.term->ref.n > 0 ? v->v.term->ref : v->v.term->id);
    WRITE(&j->draft, BLOCK_BULLET, SPOT_VERDICT, when, place, senses, what, said);
}

/* ---- the report ---- */

static void write_first(struct daily_job *j, const struct daily_incident *incident,
                        const struct chosen *chosen)
{
    struct span when, place, type, severity, confirmed, others;

    daily_put_when(j, incident->when);
    when = draft_keep(&j->draft);
    daily_put_place_at(j, incident->place, incident->has_at ? &incident->at : NULL);
    place = draft_keep(&j->draft);
    if (place.n == 0)
        place = draft_label(&j->draft, PHRASE_PLACE_UNKNOWN);
    for (size_t i = 0; i < incident->type.n; i++)
        buf_putc(j->draft.line, incident->type.p[i] == '_' ? ' ' : incident->type.p[i]);
    type = draft_keep(&j->draft);
    WRITE(&j->draft, BLOCK_TEXT, SPOT_FIRST, when, place, type);
    severity = draft_number(&j->draft, (uint64_t)incident->severity);
    WRITE(&j->draft, BLOCK_TEXT, SPOT_SEVERITY, severity);
    confirmed = draft_number(&j->draft, chosen->n_confirmed);
    others = draft_number(&j->draft, chosen->n_others);
    WRITE(&j->draft, BLOCK_TEXT, SPOT_COUNTS, confirmed, others);
}

/* As many as the words allow; the rest is counted. */
static void write_verdicts(struct daily_job *j, const struct chosen *chosen)
{
    struct document *doc = &j->out->doc;
    size_t told = 0;

    while (told < chosen->n && j->draft.rc == RC_OK) {
        tell(j, chosen->items[told]);
        if (words_so_far(doc) > SPOT_WORDS_MAX - TAIL_WORDS) {
            doc->n_blocks -= doc->n_blocks > 0; /* one too many: taken back */
            break;
        }
        told++;
    }
    if (told < chosen->n) {
        struct span n = draft_number(&j->draft, chosen->n - told);

        WRITE(&j->draft, BLOCK_TEXT, SPOT_MORE, n);
    }
}

static const struct daily_region *region_of(struct daily_job *j, const struct chosen *chosen)
{
    uint32_t at =
        chosen->n > 0 ? daily_region_of(j, &chosen->items[0]->v) : (uint32_t)j->out->n_regions - 1;

    return &j->out->regions[at];
}

static void write_all(struct daily_job *j, const struct daily_incident *incident)
{
    struct chosen chosen;
    const struct daily_region *region;
    struct span cover;

    daily_section(j, 0, "known", PHRASE_SPOT_SECTION);
    choose(j, incident, &chosen);
    if (j->draft.rc)
        return;
    write_first(j, incident, &chosen);
    write_verdicts(j, &chosen);
    region = region_of(j, &chosen);
    cover = daily_cover_short(j, &region->now);
    WRITE(&j->draft, BLOCK_NOTE, SPOT_COVER, region->name, cover);
    WRITE0(&j->draft, BLOCK_NOTE, SPOT_UNKNOWN);
}

static void write_head(struct daily_job *j, const struct daily_incident *incident)
{
    struct document *doc = &j->out->doc;
    struct civil c;

    zone_civil(j->zone, incident->when.t0_ms, &c);
    buf_puts(j->draft.line, "SR-");
    buf_put(j->draft.line, j->agreement->id);
    buf_printf(j->draft.line, "-%04d-", c.year);
    buf_put(j->draft.line, span_sub(incident->id, 0, ID_SHOWN));
    doc->id = draft_keep(&j->draft);
    SAY(j->draft.phrases, j->draft.line, SPOT_TITLE, doc->id);
    doc->title = draft_keep(&j->draft);
    draft_fact(&j->draft, phrase_key(PHRASE_FACT_INCIDENT),
               draft_label(&j->draft, PHRASE_FACT_INCIDENT), incident->id);
    daily_write_facts(j);
}

enum rc spot_make(const struct daily_input *in, const struct daily_incident *incident,
                  struct arena *a, struct daily *out, struct err *err)
{
    struct daily_job j;
    enum rc rc = daily_begin(&j, in, a, out, err);

    if (rc)
        return rc;
    write_head(&j, incident);
    write_all(&j, incident);
    if (j.draft.rc)
        daily_release(out);
    return j.draft.rc;
}
