/* SPDX-License-Identifier: Apache-2.0 */
/* report_read.c: what a report stands on: the record as of a checkpoint, as its audience sees it.
 */
#include <string.h>

#include "base/num.h"
#include "cmd/mission_rosters.h"
#include "cmd/mission_versions.h"
#include "cmd/releases.h"
#include "cmd/report_job.h"
#include "mission/view.h"

#define ARENA_BYTES_MAX   ((size_t)4 << 30)
#define SCRATCH_BYTES_MAX ((size_t)256 << 20)

/* ---- the mission as of a checkpoint ---- */

/* Without a checkpoint nobody could later say what the report stood on. */
static enum rc find_checkpoint(struct report_job *j, struct err *err)
{
    struct store *s = desk_store(j->m.desk);
    uint64_t size = j->ask.size;
    enum rc rc = RC_OK;

    if (j->ask.as_of.n > 0)
        rc = mission_as_of(&j->m, j->ask.as_of, &size, err);
    if (!rc)
        rc = store_checkpoint_below(s, size, &j->arena, &j->checkpoint, err);
    if (rc == RC_ABSENT)
        return err_set(err, RC_ABSENT,
                       "%s: no checkpoint was signed by then; a report stands on one: import rows "
                       "first, or name a later time",
                       j->m.folder);
    j->labels = mission_roster_at(&j->m, j->checkpoint.size)->labels;
    j->head = (struct merkle_head){.size = j->checkpoint.size, .root = j->checkpoint.root};
    return rc;
}

static enum rc find_agreement(struct report_job *j, struct err *err)
{
    const struct pact_model *m = &j->m.model;

    for (uint32_t i = 0; i < m->n_agreements; i++) {
        if (j->ask.agreement.n == 0 ? !m->agreements[i].is_charter
                                    : span_eq(m->agreements[i].id, j->ask.agreement)) {
            j->agreement = i;
            return RC_OK;
        }
    }
    return j->ask.agreement.n == 0
               ? err_set(err, RC_ABSENT, "%s: the mission has no agreement", j->m.folder)
               : err_set(err, RC_UNKNOWN, "%s: the mission has no agreement \"%.*s\"", j->m.folder,
                         SPAN_ARG(j->ask.agreement));
}

enum rc report_open(struct report_job *j, const char *folder, enum mission_want want,
                    struct err *err)
{
    enum rc rc;

    arena_init(&j->arena, ARENA_BYTES_MAX);
    arena_init(&j->scratch, SCRATCH_BYTES_MAX);
    rc = mission_open(&j->m, folder, want, "report", true, err);
    if (!rc)
        rc = find_agreement(j, err);
    if (!rc && want == MISSION_READ) {
        rc = store_snapshot_begin(desk_store(j->m.desk), err);
        j->has_snapshot = rc == RC_OK;
    }
    if (!rc)
        rc = report_read_phrases(j, err);
    return rc ? rc : find_checkpoint(j, err);
}

void report_close(struct report_job *j)
{
    if (j->is_made)
        daily_release(&j->daily);
    if (j->has_snapshot)
        store_snapshot_end(desk_store(j->m.desk));
    mission_close(&j->m);
    arena_release(&j->scratch);
    arena_release(&j->arena);
}

/* ---- the period ---- */

/* A date ends a millisecond before the next: periods have no such gap. */
static int64_t closed(int64_t t1_ms)
{
    return (t1_ms + 1) % MS_PER_MIN == 0 ? t1_ms + 1 : t1_ms;
}

enum rc report_period(const struct zone *z, struct span text, struct time_span *when,
                      struct time_span *before, struct err *err)
{
    bool is_ambiguous = false, is_day = span_find(text, '/') == text.n;
    struct time_span found;
    struct civil c;
    enum rc rc = zone_read_span(z, text, &found, &is_ambiguous, err);

    if (rc)
        return err_prefix(err, rc, "--period: ");
    if (is_ambiguous)
        return err_set(err, RC_INPUT,
                       "--period \"%.*s\": clocks went back, so this time was twice; write it with "
                       "its offset from UTC",
                       SPAN_ARG(text));
    found.t1_ms = closed(found.t1_ms);
    if (found.t1_ms <= found.t0_ms)
        return err_set(err, RC_INPUT,
                       "--period \"%.*s\" is an instant; write a day (2026-10-14), or where it "
                       "begins and ends (2026-10-14T12:00/2026-10-15T12:00)",
                       SPAN_ARG(text));
    *when = found;
    *before = (struct time_span){found.t0_ms - (found.t1_ms - found.t0_ms), found.t0_ms};
    if (is_day) { /* the day before has its own length */
        zone_civil(z, found.t0_ms - 1, &c);
        before->t0_ms = zone_day_start(z, c.year, c.month, c.day);
    }
    return RC_OK;
}

/* ---- the audience ---- */

static enum rc see(struct report_job *j, const struct reader *r, const struct visible **out,
                   struct err *err)
{
    return store_visible(desk_store(j->m.desk), &j->labels->roster.policy, r,
                         j->checkpoint.recorded_at_ms, &j->arena, out, err);
}

/* What every member that is cleared for a level sees of it, without compartments: an edition that
 * may lie open among them. */
static enum rc see_as_everybody(struct report_job *j, unsigned level, struct err *err)
{
    const struct label_policy *p = &j->labels->roster.policy;
    struct visible *all = arena_alloc(&j->arena, sizeof(*all), err);
    uint64_t *bits = NULL;

    if (all == NULL)
        return RC_LIMIT;
    for (unsigned i = 0; i < p->n_members; i++) {
        struct reader r = {.rights = RIGHT_SEE,
                           .clearance = {.policy = p->number,
                                         .level = (uint8_t)level,
                                         .member = (uint8_t)i,
                                         .from_ms = TIME_ALWAYS,
                                         .until_ms = TIME_NEVER}};
        const struct visible *one;
        enum rc rc = see(j, &r, &one, err);

        if (rc)
            return rc;
        if (bits == NULL) {
            *all = *one;
            bits = arena_array(&j->arena, one->n / 64 + 1, sizeof(*bits), err);
            if (bits == NULL)
                return RC_LIMIT;
            memcpy(bits, one->bits, (one->n + 63) / 64 * sizeof(*bits));
        }
        for (size_t k = 0; k < (one->n + 63) / 64; k++)
            bits[k] &= one->bits[k];
    }
    all->bits = bits;
    j->visible = all;
    return RC_OK;
}

/* One spelling of an audience, so that one edition has one name. */
static enum rc name_audience(struct report_job *j, const char *member, const char *level,
                             struct err *err)
{
    j->ask.audience = arena_printf(&j->arena, err, "%s%s%s", member,
                                   member[0] != '\0' && level[0] != '\0' ? ":" : "", level);
    return j->ask.audience.p == NULL ? RC_LIMIT : RC_OK;
}

enum rc report_audience(struct report_job *j, struct err *err)
{
    const struct label_policy *p = &j->labels->roster.policy;
    struct reader r;
    struct err ignored = {0};
    unsigned level;
    bool has_level;
    enum rc rc;

    if (label_policy_find(p, LABEL_LEVEL, j->ask.audience, &level, &ignored) == RC_OK) {
        j->is_public = level == 0;
        rc = name_audience(j, "", label_policy_word(p, LABEL_LEVEL, level), err);
        return rc ? rc : see_as_everybody(j, level, err);
    }
    rc = roster_reader(&j->labels->roster, j->ask.audience, &r, err);
    if (rc)
        return err_prefix(err, rc, "--for: ");
    has_level = span_find(j->ask.audience, ':') < j->ask.audience.n;
    rc = name_audience(j, label_policy_word(p, LABEL_MEMBER, r.clearance.member),
                       has_level ? label_policy_word(p, LABEL_LEVEL, r.clearance.level) : "", err);
    if (rc)
        return rc;
    return r.is_mission ? RC_OK : see(j, &r, &j->visible, err);
}

void report_for_mission(struct report_job *j)
{
    j->ask.audience = SPAN("mission");
    j->visible = NULL;
    j->is_public = false;
}

/* ---- rows ---- */

/* Rows of both periods and what they touch, what everything is judged by, whenever it was, and
 * restrictions that began earlier and may still stand. */
static enum rc gather_rows(struct report_job *j, struct err *err)
{
    const struct releases_when when = {j->checkpoint.size, true};
    struct shelf shelf;
    const struct time_span both = {j->ask.before.t0_ms, j->ask.when.t1_ms};
    const struct gather_source from = {.shelf = &shelf,
                                       .world = mission_world(&j->m),
                                       .zone = mission_zone,
                                       .zone_context = &j->m.zones,
                                       .below_seq = j->checkpoint.size,
                                       .visible = j->visible};
    struct view v = {.rows = {.n = 0}};
    enum rc rc = released_shelf(&j->m, j->visible, &when, &j->arena, &shelf, err);

    if (!rc)
        rc = view_open(&from, &(struct view_ask){.span = both, .input = &both}, &j->arena, &v, err);
    if (!rc)
        j->rows = v.rows;
    return rc;
}

/* The label of a report: that of everything it was made from. */
static enum rc join_label(struct report_job *j, struct err *err)
{
    struct span *labels = arena_array(&j->arena, j->rows.n + 1, sizeof(*labels), err);
    size_t n = 0;
    enum rc rc;

    if (labels == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < j->rows.n; i++) {
        struct span label = j->rows.items[i]->label;
        size_t k = n;

        while (k > 0 && !span_eq(labels[k - 1], label)) /* few are distinct */
            k--;
        if (k == 0)
            labels[n++] = label;
    }
    if (n == 0) {
        j->label = j->m.label;
        return RC_OK;
    }
    rc = label_join_texts(&j->labels->joiner, labels, n, &j->arena, &j->label, err);
    return rc ? err_prefix(err, rc,
                           "what this report is made from cannot stand in one document; a "
                           "sanitised copy must be released first: ")
              : RC_OK;
}

/* For pages: the label without the policy, which the mission's name says. */
static enum rc put_brief(struct report_job *j, struct span *out, struct err *err)
{
    const struct label_policy *p = &j->labels->roster.policy;
    struct label label;
    struct buf text;
    enum rc rc = label_parse(p, j->label, &label, err);

    if (rc)
        return rc;
    buf_init(&text, LABEL_TEXT_MAX);
    label_put_brief(&text, p, &label);
    *out = arena_copy(&j->arena, buf_span(&text), err);
    buf_release(&text);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

/* ---- what was agreed ---- */

/* The oldest version that the report has to do with: one that is in force in its periods, or by
 * which something is judged that reaches into them. */
static size_t first_text(const struct report_job *j, const struct versions *v)
{
    size_t first = (size_t)(versions_at(v, j->ask.before.t0_ms) - v->pacts);

    for (size_t i = 0; i < j->harvest.n_verdicts; i++) {
        const struct verdict *said = &j->harvest.verdicts[i].v;
        size_t by = (size_t)(versions_of(v, said->agreement) - v->pacts);

        if (said->when.t1_ms >= j->ask.before.t0_ms && by < first)
            first = by;
    }
    return first;
}

static enum rc list_texts(struct report_job *j, const struct versions *v, struct err *err)
{
    size_t n = (size_t)(&v->pacts[v->n_pacts - 1] - versions_at(v, j->ask.before.t0_ms));
    struct daily_text *earlier = arena_array(&j->arena, n + 1, sizeof(*earlier), err);

    if (earlier == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        earlier[i] = (struct daily_text){.pact = v->pacts[v->n_pacts - 1 - n + i].model->hash,
                                         .until_ms = v->pacts[v->n_pacts - n + i].from_ms};
    j->in.head.earlier = earlier;
    j->in.head.n_earlier = n;
    return RC_OK;
}

/* The report is about the text in force at its end; of earlier ones it has what they judged. */
static enum rc take_texts(struct report_job *j, const struct versions *v, struct err *err)
{
    struct span id = j->m.model.agreements[j->agreement].id;
    struct pact_model whole = *v->pacts[v->n_pacts - 1].model;

    for (size_t i = first_text(j, v); i + 1 < v->n_pacts; i++)
        whole.n_agreements += v->pacts[i].model->n_agreements;
    for (uint32_t i = 0; i < whole.n_agreements; i++)
        if (span_eq(whole.agreements[i].id, id)) {
            j->agreement = i;
            j->m.model = whole;
            return list_texts(j, v, err);
        }
    return err_set(err, RC_ABSENT, "%s: there was no agreement \"%.*s\" in that period",
                   j->m.folder, SPAN_ARG(id));
}

/* ---- judging ---- */

/* Kinds of terms whose verdicts hang on which observations are in hand. */
#define SPAN_KINDS                                                                                 \
    (1U << PACT_CEASEFIRE | 1U << PACT_WITHDRAWAL | 1U << PACT_EXCLUSION_ZONE |                    \
     1U << PACT_NO_FLY | 1U << PACT_LINE_CROSSING | 1U << PACT_CEILING)

static bool is_of_periods(const struct report_job *j, struct time_span when)
{
    return when.t0_ms < j->ask.when.t1_ms && when.t1_ms >= j->ask.before.t0_ms;
}

/* What else is in hand may hang on rows that the audience does not see: a sensor's widens the time
 * in which its observations are looked for. */
static enum rc hear_verdict(void *context, const struct verdict *v, struct err *err)
{
    struct report_job *j = context;

    if ((SPAN_KINDS >> v->term->kind & 1U) != 0 && v->when.t0_ms != TIME_ALWAYS &&
        !is_of_periods(j, v->when))
        return RC_OK;
    return daily_harvest_verdict(&j->harvest, v, err);
}

static enum rc hear_event(void *context, const struct event *e, struct err *err)
{
    struct report_job *j = context;

    return is_of_periods(j, e->when) ? daily_harvest_event(&j->harvest, e, err) : RC_OK;
}

static enum rc judge(struct report_job *j, struct err *err)
{
    const struct judge_options how = {
        .trusts_reported = j->m.setup.trusts_reported,
        .wants_events = true,
        .wants_states = true,
        .no_suggestions = true,
        .is_partial = true,
        .input = {j->ask.before.t0_ms, j->ask.when.t1_ms},
    };
    struct verdict_sink sink = {j, hear_verdict, hear_event};
    struct versions v;
    enum rc rc = mission_versions_at(&j->m, j->checkpoint.size, &v, err);

    if (rc)
        return rc;
    v.n_pacts = (size_t)(versions_at(&v, j->ask.when.t1_ms - 1) - v.pacts) + 1;
    daily_harvest_init(&j->harvest, &j->arena);
    rc = versions_judge(&v, &j->rows.docket, &how, &sink, &j->arena, err);
    return rc ? rc : take_texts(j, &v, err);
}

/* The day of the year: the same for all editions, and it tells nothing of other reports. */
static uint32_t number_of(const struct report_job *j)
{
    struct civil c;

    zone_civil(j->m.model.agreements[j->agreement].zone, j->ask.when.t0_ms, &c);
    return (uint32_t)(time_days(c.year, c.month, c.day) - time_days(c.year, 1, 1) + 1);
}

static void fill_in(struct report_job *j, struct span brief)
{
    bool is_draft = j->ask.drafter.n == 0;

    j->in.model = &j->m.model;
    j->in.agreement = j->agreement;
    j->in.docket = &j->rows.docket;
    j->in.period = j->ask.when;
    j->in.before = j->ask.before;
    j->in.events = j->harvest.events;
    j->in.n_events = j->harvest.n_events;
    j->in.verdicts = j->harvest.verdicts;
    j->in.n_verdicts = j->harvest.n_verdicts;
    j->in.phrases = &j->phrases;
    j->in.head = (struct daily_head){
        .issuer = j->m.setup.origin,
        .number = number_of(j),
        .audience = j->ask.audience,
        .label = brief,
        .is_public = j->is_public,
        .is_draft = is_draft,
        .issued_at_ms =
            j->ask.issued_at_ms == TIME_NEVER ? j->checkpoint.recorded_at_ms : j->ask.issued_at_ms,
        .as_known_ms = j->checkpoint.recorded_at_ms,
        .checkpoint_size = j->checkpoint.size,
        .checkpoint_root = j->checkpoint.root,
        .pact = j->m.model.hash,
        .earlier = j->in.head.earlier,
        .n_earlier = j->in.head.n_earlier,
        .engine = SPAN("aasc " AASC_VERSION),
        .drafter = j->ask.drafter,
        .approver = j->ask.approver,
    };
}

enum rc report_read(struct report_job *j, struct err *err)
{
    struct span brief = {0};
    enum rc rc = gather_rows(j, err);

    if (!rc)
        rc = join_label(j, err);
    if (!rc)
        rc = put_brief(j, &brief, err);
    if (!rc)
        rc = judge(j, err);
    if (!rc)
        rc = report_statuses(j, err);
    if (!rc)
        rc = report_corrigenda(j, err);
    if (!rc)
        rc = report_incidents(j, err);
    if (!rc)
        fill_in(j, brief);
    return rc;
}
