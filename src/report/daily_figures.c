/* SPDX-License-Identifier: Apache-2.0 */
/* daily_figures.c: the map and the timeline of a period, drawn as for `aasc judge`, but nobody is
 * accused in them: every act is drawn as one whose author is not determined. */
#include "report/chart.h"
#include "report/daily_parts.h"
#include "report/findings.h"
#include "report/map.h"

#define ALTERNATIVE_MAX ((size_t)64 << 10)

/* A verdict as it may be drawn: where its place may be told only roughly, it is drawn roughly. */
static enum rc add_verdict(struct daily_job *j, struct findings *f, const struct verdict *v,
                           struct err *err)
{
    struct verdict shown = *v;

    shown.party = SPAN("undetermined");
    if (shown.has_place)
        shown.place = daily_shown_at(j, shown.place);
    daily_put_verdict_place(j, v);
    shown.place_text = draft_keep(&j->draft);
    return findings_add(f, &shown, err);
}

static enum rc gather(struct daily_job *j, struct findings *f, struct err *err)
{
    enum rc rc = findings_open(f, j->in->model, j->in->docket, j->arena, err);

    if (rc)
        return rc;
    f->input = j->in->period;
    f->phrases = j->in->phrases;
    for (size_t i = 0; i < j->n_verdicts && !rc; i++) {
        const struct daily_verdict *v = j->verdicts[i];

        if (daily_counts(j, v) &&
            (v->v.word == VERDICT_VIOLATION || v->v.word == VERDICT_INDETERMINATE))
            rc = add_verdict(j, f, &v->v, err);
    }
    if (!rc)
        rc = findings_close(f, err);
    return rc;
}

static struct span words_of(struct daily_job *j, struct buf *words)
{
    struct span out = arena_copy(j->arena, buf_span(words), j->draft.err);

    if (out.p == NULL && words->n > 0)
        j->draft.rc = RC_LIMIT;
    buf_clear(words);
    return out;
}

static enum rc put_map(struct daily_job *j, const struct findings *f, struct buf *words,
                       struct err *err)
{
    struct map *m = arena_alloc(j->arena, sizeof(*m), err);
    struct span caption;
    enum rc rc = m == NULL ? RC_LIMIT : map_plan(m, f, j->arena, err);

    if (rc == RC_ABSENT)
        return RC_OK; /* neither a line nor a place: there is nothing to draw */
    if (rc)
        return rc;
    map_put_words(words, m);
    caption = draft_label(&j->draft, j->in->head.is_public ? PHRASE_MAP_PUBLIC : PHRASE_MAP);
    draft_figure(&j->draft, map_drawing(m), caption, words_of(j, words));
    return RC_OK;
}

static enum rc put_chart(struct daily_job *j, const struct findings *f, struct buf *words,
                         struct err *err)
{
    struct chart *c = arena_alloc(j->arena, sizeof(*c), err);

    if (c == NULL)
        return RC_LIMIT;
    if (!chart_plan(c, f, j->in->docket))
        return RC_OK;
    chart_put_words(words, c);
    draft_figure(&j->draft, chart_drawing(c), draft_label(&j->draft, PHRASE_CHART),
                 words_of(j, words));
    return RC_OK;
}

enum rc daily_write_figures(struct daily_job *j, struct err *err)
{
    struct findings *f = arena_alloc(j->arena, sizeof(*f), err);
    struct buf words;
    enum rc rc = RC_OK;

    if (f == NULL)
        return RC_LIMIT;
    buf_init(&words, ALTERNATIVE_MAX);
    rc = gather(j, f, err);
    if (rc == RC_OK)
        rc = put_map(j, f, &words, err);
    if (rc == RC_OK)
        rc = put_chart(j, f, &words, err);
    findings_release(f); /* drawings need neither texts nor explanations */
    buf_release(&words);
    return rc;
}
