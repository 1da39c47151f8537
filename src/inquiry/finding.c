/* SPDX-License-Identifier: Apache-2.0 */
#include "inquiry/finding.h"

#include <math.h>

/* So near a standard's number a score is equal to it: sums of logarithms round. */
#define SCORE_SLACK 1e-9

/* ---- standards ---- */

bool finding_reaches(const struct finding_standard *s, double score)
{
    double need = rational_f64(s->score);

    return s->is_strict ? score > need + SCORE_SLACK : score >= need - SCORE_SLACK;
}

enum rc finding_check_standards(const struct finding_standard *s, size_t n, struct err *err)
{
    if (n == 0)
        return err_set(err, RC_INPUT, "no charter in force has standards of proof");
    if (n > FINDING_STANDARDS_MAX)
        return err_set(err, RC_LIMIT, "%zu standards of proof; at most %d", n,
                       FINDING_STANDARDS_MAX);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (s[i].rank == s[k].rank || span_eq(s[i].name, s[k].name))
                return err_set(err, RC_CONFLICT,
                               "the standards %.*s and %.*s have one name or one rank",
                               SPAN_ARG(s[k].name), SPAN_ARG(s[i].name));
    return RC_OK;
}

static size_t standard_find(const struct finding_standard *s, size_t n, struct span name)
{
    size_t i = 0;

    while (i < n && !span_eq(s[i].name, name))
        i++;
    return i;
}

/* That of the rule on lineages: by name, else the lowest. */
static size_t least_standard(const struct finding_standard *s, size_t n)
{
    size_t least = standard_find(s, n, SPAN(FINDING_LEAST));

    if (least < n)
        return least;
    least = 0;
    for (size_t i = 1; i < n; i++)
        if (s[i].rank < s[least].rank)
            least = i;
    return least;
}

static size_t lineages_for(const struct ledger_weight *w, size_t hypothesis)
{
    size_t n = 0;

    for (size_t i = 0; i < w->n_lineages; i++)
        n += w->lineages[i].without[hypothesis] < w->posterior[hypothesis] - SCORE_SLACK;
    return n;
}

size_t finding_cap(const struct ledger_weight *w, size_t hypothesis,
                   const struct finding_standard *standards, size_t n, size_t *n_lineages)
{
    size_t speaking = lineages_for(w, hypothesis), cap = FINDING_NONE;
    int64_t highest = INT64_MAX;

    if (n_lineages != NULL)
        *n_lineages = speaking;
    if (n > 0 && speaking < FINDING_LINEAGES_MIN)
        highest = standards[least_standard(standards, n)].rank;
    for (size_t i = 0; i < n; i++)
        if (standards[i].rank <= highest &&
            finding_reaches(&standards[i], w->posterior[hypothesis]) &&
            (cap == FINDING_NONE || standards[i].rank > standards[cap].rank))
            cap = i;
    return cap;
}

/* ---- the panel ---- */

static struct span member_fault(const struct finding_member *members, size_t i,
                                const struct span *concerned, size_t n_concerned, struct arena *a,
                                struct err *err)
{
    const struct finding_member *m = &members[i];

    if (m->name.n == 0 || m->nationality.n == 0)
        return SPAN("a member without a name or a nationality");
    for (size_t k = 0; k < i; k++)
        if (span_eq(members[k].name, m->name))
            return arena_printf(a, err, "%.*s is on it twice", SPAN_ARG(m->name));
    for (size_t k = 0; k < n_concerned; k++)
        if (span_eq_nocase(concerned[k], m->nationality))
            return arena_printf(a, err, "%.*s is a national of %.*s, a party concerned",
                                SPAN_ARG(m->name), SPAN_ARG(m->nationality));
    return SPAN("");
}

enum rc finding_check_panel(const struct finding_member *members, size_t n,
                            const struct span *concerned, size_t n_concerned, struct arena *a,
                            struct span *fault, struct err *err)
{
    struct span found = SPAN("");

    if (n > FINDING_MEMBERS_MAX)
        return err_set(err, RC_LIMIT, "a panel of %zu; at most %d", n, FINDING_MEMBERS_MAX);
    if (n < FINDING_MEMBERS_MIN)
        found = SPAN("it has fewer than two members");
    for (size_t i = 0; i < n && found.n == 0; i++) {
        found = member_fault(members, i, concerned, n_concerned, a, err);
        if (found.p == NULL)
            return RC_LIMIT;
    }
    *fault = found;
    return RC_OK;
}

/* ---- the conditions ---- */

static size_t unaddressed(const struct finding_ask *ask, size_t declared)
{
    for (size_t i = 0; i < ask->n_set; i++) {
        bool is_addressed = i == declared;

        for (size_t k = 0; k < ask->n_alternatives && !is_addressed; k++)
            is_addressed = span_eq(ask->alternatives[k].hypothesis, ask->set[i].id) &&
                           span_trim(ask->alternatives[k].answer).n > 0;
        if (!is_addressed)
            return i;
    }
    return FINDING_NONE;
}

static bool is_carried(const struct finding_ask *ask)
{
    size_t n_for = 0;

    for (size_t i = 0; i < ask->n_members; i++)
        n_for += ask->members[i].vote == FINDING_FOR;
    return 2 * n_for > ask->n_members;
}

static unsigned bars_of(const struct finding_ask *ask, const struct finding_check *c, size_t h,
                        size_t declared)
{
    const struct finding_standard *s = &ask->standards[declared];
    size_t least = least_standard(ask->standards, ask->n_standards);
    unsigned bars = 0;

    if (ask->set[h].role == HYPOTHESIS_OTHER)
        bars |= BAR_UNKNOWN;
    if (!finding_reaches(s, c->score))
        bars |= BAR_SCORE;
    if (c->n_lineages < FINDING_LINEAGES_MIN && s->rank > ask->standards[least].rank)
        bars |= BAR_LINEAGES;
    if (ask->at_ms < ask->reply_until_ms && !ask->is_urgent)
        bars |= BAR_REPLY;
    if (c->unaddressed != FINDING_NONE)
        bars |= BAR_ALTERNATIVES;
    if (c->panel_fault.n > 0)
        bars |= BAR_PANEL;
    if (!is_carried(ask))
        bars |= BAR_VOTES;
    if (span_trim(ask->reasons).n == 0)
        bars |= BAR_REASONS;
    return bars;
}

enum rc finding_check(const struct finding_ask *ask, struct arena *a, struct finding_check *out,
                      struct err *err)
{
    size_t h = hypothesis_find(ask->set, ask->n_set, ask->hypothesis);
    size_t declared = standard_find(ask->standards, ask->n_standards, ask->standard);
    struct finding_check c = {.cap = FINDING_NONE, .unaddressed = FINDING_NONE};
    enum rc rc = finding_check_standards(ask->standards, ask->n_standards, err);

    if (!rc && h == ask->n_set)
        rc = err_set(err, RC_UNKNOWN, "%s: there is no hypothesis \"%.*s\"", link_name(ask->link),
                     SPAN_ARG(ask->hypothesis));
    if (!rc && declared == ask->n_standards)
        rc = err_set(err, RC_UNKNOWN, "the charter has no standard \"%.*s\"",
                     SPAN_ARG(ask->standard));
    if (!rc)
        rc = finding_check_panel(ask->members, ask->n_members, ask->concerned, ask->n_concerned, a,
                                 &c.panel_fault, err);
    if (rc)
        return rc;
    c.score = ask->weight->posterior[h];
    c.cap = finding_cap(ask->weight, h, ask->standards, ask->n_standards, &c.n_lineages);
    c.unaddressed = unaddressed(ask, h);
    c.bars = bars_of(ask, &c, h, declared);
    *out = c;
    return RC_OK;
}

void finding_put_bars(struct buf *b, const struct finding_ask *ask, const struct finding_check *c)
{
    if (c->bars & BAR_UNKNOWN)
        buf_puts(b, "that it was something else is no finding: say what could not be found\n");
    if (c->bars & BAR_SCORE) {
        buf_printf(b, "the evidence gives it %.3f: at most ", c->score);
        finding_put_standard(b, c->cap == FINDING_NONE ? SPAN("no standard")
                                                       : ask->standards[c->cap].name);
        buf_putc(b, '\n');
    }
    if (c->bars & BAR_LINEAGES)
        buf_printf(b,
                   "%zu independent lineages speak for it: two are needed for more than the least "
                   "standard\n",
                   c->n_lineages);
    if (c->bars & BAR_REPLY)
        buf_puts(b, "the parties may still reply, and no urgency was voted\n");
    if (c->bars & BAR_ALTERNATIVES)
        buf_printf(b, "the alternative %.*s is not addressed\n",
                   SPAN_ARG(ask->set[c->unaddressed].id));
    if (c->bars & BAR_PANEL)
        buf_printf(b, "the panel is not valid: %.*s\n", SPAN_ARG(c->panel_fault));
    if (c->bars & BAR_VOTES)
        buf_puts(b, "not more than half of the panel are for it\n");
    if (c->bars & BAR_REASONS)
        buf_puts(b, "it gives no reasons\n");
}
