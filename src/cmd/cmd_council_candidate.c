/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_candidate.c: `aasc council candidate` and `aasc council members`: how candidates
 * stand, with what members should weigh, and who belongs at an instant. */
#include "cmd/council_answer.h"
#include "cmd/council_posture.h"
#include "council/admission.h"

enum { ASK_AT, ASK_JSON, ASK_CHARTER, ASK_AS_OF, ASK_AS, ASK_OPTION_COUNT };

/* One candidate. */
struct standing {
    struct council_answer *q;
    const struct charter_candidate *k;
    struct span state;
    enum candidate_status status;
    struct json findings, considerations, consultations; /* lists, where JSON is wanted */
    struct err *err;
};

/* The last vote about its admission that was open by the instant. */
static enum rc last_vote(const struct standing *s, enum candidate_vote *out)
{
    const struct council_cases *all = &s->q->room.cases;
    enum rc rc = RC_OK;

    *out = VOTE_NONE;
    for (size_t i = 0; i < all->n && !rc; i++) {
        const struct council_case *c = &all->items[i];
        struct account_opened opened;

        if (c->proposal.effect.kind != EFFECT_ADMISSION ||
            !span_eq(c->proposal.effect.of, s->state) || c->proposal.vote.opens_ms > s->q->at_ms)
            continue;
        rc = council_case_count(c, NULL, NULL, s->q->at_ms, &s->q->r.arena, &opened, s->err);
        if (!rc)
            *out = opened.tally.outcome == COUNCIL_OPEN      ? VOTE_OPEN
                   : opened.tally.outcome == COUNCIL_ADOPTED ? VOTE_ADOPTED
                                                             : VOTE_NOT_ADOPTED;
    }
    return rc;
}

/* One line in words, or an object of a list. */
static enum rc tell(struct standing *s, struct json *list, const char *kind, struct span name,
                    const struct considered *c)
{
    struct arena *a = &s->q->r.arena;
    struct json o = json_object();
    enum rc rc = RC_OK;

    if (!s->q->wants_json) {
        buf_printf(&s->q->b, "%s %.*s: %s: %.*s", kind, SPAN_ARG(name), assessment_name(c->is),
                   SPAN_ARG(c->why));
        if (c->by.n > 0)
            buf_printf(&s->q->b, " (entry %.*s)", SPAN_ARG(c->by));
        buf_putc(&s->q->b, '\n');
        return RC_OK;
    }
    rc = json_set(&o, "name", json_text(name), a, s->err);
    if (!rc)
        rc = json_set(&o, "is", json_str(assessment_name(c->is)), a, s->err);
    if (!rc)
        rc = json_set(&o, "why", json_text(c->why), a, s->err);
    if (!rc && c->by.n > 0)
        rc = json_set(&o, "entry", json_text(c->by), a, s->err);
    return rc ? rc : json_push(list, o, a, s->err);
}

static enum rc tell_findings(struct standing *s)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < s->k->n_eligible && !rc; i++) {
        struct considered c = {.is = ASSESSED_NOT_MET};
        const struct chamber_decision *d;
        struct buf b;

        buf_init(&b, 8192);
        d = finding_at(&s->q->room.chamber, &s->k->eligible[i], s->q->at_ms, &b);
        c.why = arena_copy(&s->q->r.arena, buf_span(&b), s->err);
        buf_release(&b);
        if (c.why.p == NULL)
            return RC_LIMIT;
        c.is = d != NULL ? ASSESSED_MET : ASSESSED_NOT_MET;
        c.by = d != NULL ? d->entry : span_none();
        rc = tell(s, &s->findings, "finding", s->k->eligible[i].finding, &c);
    }
    return rc;
}

static enum rc tell_considerations(struct standing *s)
{
    const struct council_view v = council_view_as(&s->q->r);
    enum rc rc = RC_OK;

    for (size_t i = 0; i < s->k->n_considerations && !rc; i++) {
        const struct charter_consideration *c = &s->k->considerations[i];
        struct posture p = {.trend = POSTURE_UNKNOWN};
        struct considered found = {.is = ASSESSED_UNKNOWN};

        if (c->indicator == CHARTER_FORCES_WITHIN)
            rc = council_posture(&v, &s->q->room, s->k, c, s->q->at_ms, &p, s->err);
        if (!rc)
            rc = consideration_judge(
                &s->q->room.chamber,
                &(struct consideration_ask){
                    .candidate = s->k, .of = c, .posture = &p, .at_ms = s->q->at_ms},
                &s->q->r.arena, &found, s->err);
        if (!rc)
            rc = tell(s, &s->considerations, "consideration", c->id, &found);
    }
    return rc;
}

static enum rc tell_consultations(struct standing *s)
{
    const struct chamber *h = &s->q->room.chamber;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < s->k->n_consultations && !rc; i++) {
        struct span whom = h->g->charter->classes[s->k->consultations[i].whom].id;
        const struct chamber_consultation *c = consultation_find(h, whom, s->state, s->q->at_ms);
        struct considered found = {.is = ASSESSED_NOT_MET, .why = SPAN("not opened")};
        struct buf b;

        if (s->k->consultations[i].is_at_adoption)
            continue;
        buf_init(&b, 8192);
        if (c != NULL) {
            consultation_put(&b, h, c, s->q->at_ms);
            found.why = arena_copy(&s->q->r.arena, buf_span(&b), s->err);
            found.by = c->entry;
            found.is = c->until_ms <= s->q->at_ms ? ASSESSED_MET : ASSESSED_NOT_MET;
        }
        buf_release(&b);
        rc = found.why.p == NULL ? RC_LIMIT
                                 : tell(s, &s->consultations, "consultation", whom, &found);
    }
    return rc;
}

static enum rc put_object(struct standing *s)
{
    struct arena *a = &s->q->r.arena;
    struct json o = json_object();
    enum rc rc = json_set(&o, "kind", json_str("candidate"), a, s->err);

    if (!rc)
        rc = json_set(&o, "state", json_text(s->state), a, s->err);
    if (!rc)
        rc = json_set(&o, "status", json_str(candidate_status_name(s->status)), a, s->err);
    if (!rc)
        rc = council_set_instant(&o, "at", s->q->at_ms, a, s->err);
    if (!rc)
        rc = json_set(&o, "findings", s->findings, a, s->err);
    if (!rc)
        rc = json_set(&o, "considerations", s->considerations, a, s->err);
    if (!rc)
        rc = json_set(&o, "consultations", s->consultations, a, s->err);
    return rc ? rc : council_put_json(s->q, &o, s->err);
}

static enum rc tell_candidate(struct council_answer *q, const struct charter_candidate *k,
                              struct err *err)
{
    struct standing s = {.q = q,
                         .k = k,
                         .state = q->room.g->parties[k->party].id,
                         .findings = json_array(),
                         .considerations = json_array(),
                         .consultations = json_array(),
                         .err = err};
    enum candidate_vote vote = VOTE_NONE;
    enum rc rc = last_vote(&s, &vote);

    if (!rc)
        rc = candidate_status_at(&q->room.chamber, k, vote, q->at_ms, &q->r.arena, &s.status, err);
    if (!rc && !q->wants_json)
        buf_printf(&q->b, "%.*s: %s; admitted by rule %.*s\n", SPAN_ARG(s.state),
                   candidate_status_name(s.status),
                   SPAN_ARG(q->room.g->charter->rules[k->admit_by].id));
    if (!rc)
        rc = tell_findings(&s);
    if (!rc)
        rc = tell_consultations(&s);
    if (!rc)
        rc = tell_considerations(&s);
    if (!rc && !q->wants_json && k->n_considerations > 0)
        buf_puts(&q->b, "considerations inform the vote; they gate nothing\n");
    return rc || !q->wants_json ? rc : put_object(&s);
}

static enum rc work_candidate(struct council_answer *q, struct err *err)
{
    struct span wanted = q->r.line->n_operands > 1 ? span_of(q->r.line->operands[1]) : span_none();
    const struct charter *c = q->room.g->charter;
    enum rc rc = RC_OK;

    if (wanted.n > 0 && candidate_find(q->room.g, wanted) == NULL)
        return err_set(err, RC_ABSENT, "the charter has no candidate %.*s", SPAN_ARG(wanted));
    for (size_t i = 0; i < c->n_candidates && !rc; i++)
        if (wanted.n == 0 || span_eq(q->room.g->parties[c->candidates[i].party].id, wanted))
            rc = tell_candidate(q, &c->candidates[i], err);
    if (!rc && c->n_candidates == 0 && !q->wants_json)
        buf_puts(&q->b, "the charter has no candidate\n");
    return rc;
}

/* --- members --------------------------------------------------------------------------------- */

static enum rc work_members(struct council_answer *q, struct err *err)
{
    static const char *const words[] = {"member", "suspended", "not yet", "left"};
    struct charter now;
    enum rc rc = chamber_charter(&q->room.chamber, q->at_ms, &q->r.arena, &now, err);

    for (size_t i = 0; i < now.n_members && !rc; i++) {
        const struct charter_member *m = &now.members[i];
        const char *is = words[charter_standing_at(m, q->at_ms)];
        struct json o = json_object();

        if (!q->wants_json) {
            buf_printf(&q->b, "%.*s  %s", SPAN_ARG(m->id), is);
            buf_puts(&q->b, m->is_founding ? "  founding" : "  since ");
            if (!m->is_founding)
                time_put_instant(&q->b, m->from_ms);
            if (m->until_ms != TIME_NEVER) {
                buf_puts(&q->b, "  until ");
                time_put_instant(&q->b, m->until_ms);
            }
            buf_putc(&q->b, '\n');
            continue;
        }
        rc = json_set(&o, "kind", json_str("member"), &q->r.arena, err);
        if (!rc)
            rc = json_set(&o, "member", json_text(m->id), &q->r.arena, err);
        if (!rc)
            rc = json_set(&o, "is", json_str(is), &q->r.arena, err);
        if (!rc)
            rc = council_set_instant(&o, "from", m->from_ms, &q->r.arena, err);
        if (!rc)
            rc = council_set_instant(&o, "until", m->until_ms, &q->r.arena, err);
        if (!rc)
            rc = council_put_json(q, &o, err);
    }
    return rc;
}

/* --- both ------------------------------------------------------------------------------------ */

static int ask(const struct command_line *line,
               enum rc (*work)(struct council_answer *q, struct err *err))
{
    const struct council_question question = {.as_of = ASK_AS_OF,
                                              .as = ASK_AS,
                                              .charter = ASK_CHARTER,
                                              .at = ASK_AT,
                                              .json = ASK_JSON,
                                              .work = work};

    return council_answer(line, &question);
}

static int run_candidate(const struct command_line *line)
{
    return ask(line, work_candidate);
}

static int run_members(const struct command_line *line)
{
    return ask(line, work_members);
}

static const struct option_row options[ASK_OPTION_COUNT] = {
    [ASK_AT] = COUNCIL_AT_ROW,           [ASK_JSON] = COUNCIL_JSON_ROW,
    [ASK_CHARTER] = COUNCIL_CHARTER_ROW, [ASK_AS_OF] = READING_AS_OF_ROW,
    [ASK_AS] = READING_AS_ROW,
};
static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "usage, a bad time"},
    {STATUS_ABSENT, "no such mission, charter or candidate"},
};

const struct command command_council_candidate = {
    .noun = "council",
    .verb = "candidate",
    .operands = "DIR [STATE]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = "print how candidates for admission stand",
    .description =
        "Prints what the charter wants before a candidate is voted about: the findings that "
        "members "
        "must have adopted, and the consultations, with who has not spoken and the days left. Then "
        "what members should weigh, assessed from the record: forces near a line from what was "
        "seen, with their trend, instruments, disputes. These inform the vote and gate nothing.",
    .options = options,
    .n_options = ASK_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_candidate,
};

const struct command command_council_members = {
    .noun = "council",
    .verb = "members",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print who belongs to the community",
    .description = "Prints the charter's members and those whom decisions admitted, with what each "
                   "is at an instant: suspended and reinstated by decisions, gone by their own "
                   "signed notice.",
    .options = options,
    .n_options = ASK_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run_members,
};
