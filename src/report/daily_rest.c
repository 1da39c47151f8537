/* SPDX-License-Identifier: Apache-2.0 */
/* daily_rest.c: section 12, notifications, 14, corrigenda, and the annex with the tables and what
 * the agreement's text was taken to mean. */
#include <string.h>

#include "report/daily_parts.h"
#include "report/words.h"

/* ---- 12: notifications ---- */

static const struct daily_heading notices[] = {
    {"received", PHRASE_R_RECEIVED, false}, {"by", PHRASE_R_BY, false},
    {"about", PHRASE_R_ABOUT, false},       {"for", PHRASE_R_FOR, false},
    {"command", PHRASE_R_COMMAND, false},   {"personnel", PHRASE_R_PERSONNEL, true},
    {"complete", PHRASE_R_COMPLETE, false},
};

static void put_notice(struct daily_job *j, struct sheet *s, const struct notification *n)
{
    daily_put_at(j, n->received_at_ms);
    draft_cell(&j->draft, s);
    daily_text(j, s, n->by);
    for (size_t i = 0; i < n->about.n; i++)
        buf_putc(j->draft.line, n->about.p[i] == '_' ? ' ' : n->about.p[i]);
    draft_cell(&j->draft, s);
    if (n->has_span)
        daily_put_when(j, n->span);
    draft_cell(&j->draft, s);
    daily_text(j, s, n->command);
    if (n->has_personnel)
        phrases_range(j->draft.phrases, daily_range(n->personnel), j->draft.line);
    draft_cell(&j->draft, s);
    phrases_word(j->draft.phrases, n->complete ? "yes" : "no", j->draft.line);
    draft_cell(&j->draft, s);
}

static void tell_missed(struct daily_job *j)
{
    for (size_t i = 0; i < j->n_verdicts; i++) {
        const struct daily_verdict *v = j->verdicts[i];
        struct span when, said, state;

        if (v->v.term->kind != PACT_NOTIFICATION || !daily_counts(j, v) ||
            (v->v.word != VERDICT_VIOLATION && v->v.word != VERDICT_INDETERMINATE))
            continue;
        daily_put_when(j, v->v.when);
        when = draft_keep(&j->draft);
        phrases_word(j->draft.phrases, v->v.state == NULL ? "notice_wanting" : v->v.state,
                     j->draft.line);
        state = draft_keep(&j->draft);
        daily_put_assessment(j, v);
        said = draft_keep(&j->draft);
        WRITE(&j->draft, BLOCK_BULLET, NOTICE_MISSED, when, state, said);
    }
}

void daily_write_notifications(struct daily_job *j)
{
    const struct docket *d = j->in->docket;
    struct sheet *s;

    daily_section(j, 12, "notifications", PHRASE_S12_TITLE);
    s = daily_sheet(j, "notifications", PHRASE_R_TITLE, notices,
                    sizeof(notices) / sizeof(notices[0]));
    for (size_t i = 0; i < d->n_notifications && s != NULL; i++) {
        if (daily_in(j->in->period, d->notifications[i].received_at_ms))
            put_notice(j, s, &d->notifications[i]);
    }
    if (s != NULL && s->n_rows > 0)
        daily_put_sheet(j, s);
    else
        WRITE0(&j->draft, BLOCK_TEXT, NOTICES_NONE);
    tell_missed(j);
}

/* ---- 14: corrigenda ---- */

void daily_write_corrigenda(struct daily_job *j)
{
    daily_section(j, 14, "corrigenda", PHRASE_S14_TITLE);
    if (j->in->n_corrigenda == 0)
        WRITE0(&j->draft, BLOCK_TEXT, CORRIGENDA_NONE);
    for (size_t i = 0; i < j->in->n_corrigenda; i++) {
        const struct daily_corrigendum *c = j->corrigenda[i];
        struct span at;

        daily_put_at(j, c->at_ms);
        at = draft_keep(&j->draft);
        WRITE(&j->draft, BLOCK_BULLET, CORRIGENDUM, c->report, c->was, c->is, c->cause, at);
    }
}

/* ---- the annex ---- */

void daily_write_annex(struct daily_job *j)
{
    static const enum phrase none[DAILY_TABLES] = {PHRASE_T1_NONE, PHRASE_T2_NONE, PHRASE_T3_NONE,
                                                   PHRASE_T4_NONE};
    bool has_seen = false;

    SAY0(j->draft.phrases, j->draft.line, ANNEX_TITLE);
    draft_block(&j->draft, BLOCK_ANNEX, "annex", 0);
    for (int i = 0; i < DAILY_TABLES; i++) {
        struct sheet *s = daily_table(j, (enum daily_table)i);

        if (s == NULL)
            return;
        if (s->n_rows > 0) {
            daily_put_sheet(j, s);
            continue;
        }
        buf_put(j->draft.line, draft_label(&j->draft, none[i]));
        draft_block(&j->draft, BLOCK_TEXT, phrase_key(none[i]), 0);
        if (i < DAILY_MOVEMENT && !has_seen)
            daily_write_seen(j);
        has_seen |= i < DAILY_MOVEMENT;
        daily_list_sheet(j, s);
    }
    daily_write_assumptions(j);
}

void daily_write_assumptions(struct daily_job *j)
{
    const struct pact_agreement *g = j->agreement;
    bool has_any = g->n_assumptions > 0;

    for (size_t i = 0; i < g->n_terms; i++)
        has_any |= g->terms[i].n_assumptions > 0;
    if (!has_any)
        return;
    WRITE0(&j->draft, BLOCK_HEADING, ASSUMPTIONS_TITLE);
    for (size_t i = 0; i < g->n_assumptions; i++)
        WRITE(&j->draft, BLOCK_BULLET, ASSUMPTION_ALL, g->assumptions[i]);
    for (size_t i = 0; i < g->n_terms; i++) {
        for (size_t k = 0; k < g->terms[i].n_assumptions; k++)
            WRITE(&j->draft, BLOCK_BULLET, ASSUMPTION, g->terms[i].id, g->terms[i].assumptions[k]);
    }
}
