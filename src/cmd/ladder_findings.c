/* SPDX-License-Identifier: Apache-2.0 */
/* ladder_findings.c: what was found about an incident, and what of it stands on exhibits that every
 * eligible voter may read. */
#include "cmd/ladder_job.h"

#include "cmd/inquiry_job.h"
#include "council/releasable.h"

/* What a voter may read: as this member would be answered. */
struct voter_reading {
    const struct label_policy *policy;
    struct reader reader; /* all zeroes: nothing */
    int64_t at_ms;
};

static bool may(void *context, struct span label)
{
    const struct voter_reading *v = context;
    struct label l;

    return label_parse(v->policy, label, &l, NULL) == RC_OK &&
           reader_may_read(&v->reader, &l, v->at_ms);
}

/* One finding on its way. */
struct judging {
    struct ladder_job *j;
    const struct dossier *d;
    const struct dossier_finding *f;
    struct voter_reading *readings; /* of each member of the charter */
};

static bool has_waived(const struct judging *k, struct span member)
{
    const struct response *said = &k->j->said;

    for (size_t i = 0; i < said->n_waivers; i++)
        if (span_eq(said->waivers[i].member, member) && said->waivers[i].link == k->f->link &&
            span_eq(said->waivers[i].inquiry, k->d->id_text) &&
            span_eq(said->waivers[i].hypothesis, k->f->hypothesis))
            return true;
    return false;
}

static bool is_concerned(const struct dossier *d, struct span member)
{
    for (size_t i = 0; i < d->n_concerned; i++)
        if (span_eq(d->concerned[i], member))
            return true;
    return false;
}

static enum rc put_lacking(struct judging *k, const struct releasable_ask *ask,
                           const struct releasable *r, struct span *out, struct err *err)
{
    struct buf b;

    buf_init(&b, (size_t)1 << 16);
    for (size_t i = 0; i < ask->n_voters; i++)
        if (r->is_short[i])
            buf_printf(&b, "%s%.*s", b.n > 0 ? ", " : "", SPAN_ARG(ask->voters[i].member));
    *out = b.n == 0 ? span_none() : arena_copy(k->j->a, buf_span(&b), err);
    buf_release(&b);
    return r->n_short > 0 && out->p == NULL ? RC_LIMIT : RC_OK;
}

/* What it is worth to all who may vote. */
static enum rc weigh(struct judging *k, bool is_recusing, int64_t declared,
                     struct ladder_common *out, struct err *err)
{
    const struct charter *c = k->j->g->charter;
    struct releasable_voter *voters = arena_array(k->j->a, c->n_members + 1, sizeof(*voters), err);
    struct releasable_ask ask = {.dossier = k->d,
                                 .link = k->f->link,
                                 .hypothesis = k->f->hypothesis,
                                 .voters = voters,
                                 .standards = k->j->standards,
                                 .n_standards = k->j->n_standards};
    struct releasable r;
    enum rc rc;

    if (voters == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < c->n_members; i++)
        if (charter_standing_at(&c->members[i], k->j->ask.at_ms) == CHARTER_MEMBER &&
            !(is_recusing && is_concerned(k->d, c->members[i].id)))
            voters[ask.n_voters++] =
                (struct releasable_voter){.member = c->members[i].id,
                                          .has_waived = has_waived(k, c->members[i].id),
                                          .may = {.context = &k->readings[i], .may = may}};
    rc = releasable_cap(&ask, k->j->a, &r, err);
    if (rc)
        return rc;
    out->rank = r.cap == FINDING_NONE                    ? LADDER_RANK_NONE
                : k->j->standards[r.cap].rank < declared ? k->j->standards[r.cap].rank
                                                         : declared;
    return put_lacking(k, &ask, &r, &out->lacking, err);
}

static enum rc add(struct judging *k, struct ladder_finding *out, struct err *err)
{
    const struct charter *c = k->j->g->charter;
    uint32_t standard = charter_standard_find(c, k->f->standard);
    struct ladder_finding f = {.link = k->f->link,
                               .hypothesis = k->f->hypothesis,
                               .party = json_get_text(k->f->body, "party"),
                               .mode = MODE_NONE,
                               .since_ms = k->f->recorded_at_ms};
    struct span mode = json_get_text(k->f->body, "mode");
    enum rc rc = mode.n > 0 ? mode_find(mode, &f.mode, err) : RC_OK;

    if (rc)
        return rc;
    f.rank = standard == CHARTER_NONE ? LADDER_RANK_NONE : c->standards[standard].rank;
    rc = weigh(k, false, f.rank, &f.common[false], err);
    if (!rc)
        rc = weigh(k, true, f.rank, &f.common[true], err);
    *out = f;
    return rc;
}

static enum rc find_readings(const struct ladder_job *j, struct voter_reading **out,
                             struct err *err)
{
    const struct charter *c = j->g->charter;
    const struct roster *roster = &j->ask.m->labels->roster;
    struct voter_reading *all = arena_array(j->a, c->n_members + 1, sizeof(*all), err);

    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < c->n_members; i++) {
        all[i] = (struct voter_reading){.policy = &roster->policy, .at_ms = j->ask.at_ms};
        /* whom the roster gives nothing reads nothing */
        if (roster->version == 0 ||
            roster_reader(roster, c->members[i].id, &all[i].reader, NULL) != RC_OK)
            all[i].reader = (struct reader){.is_mission = false};
    }
    *out = all;
    return RC_OK;
}

static enum rc add_inquiry(struct ladder_job *j, const char *id, struct voter_reading *readings,
                           struct err *err)
{
    const struct inquiry_view view = {desk_store(j->ask.m->desk), j->ask.below_seq, j->ask.visible};
    struct dossier *d = arena_alloc(j->a, sizeof(*d), err);
    struct ladder_finding *all;
    enum rc rc = d == NULL ? RC_LIMIT : inquiry_load(&view, id, j->a, d, err);

    all = rc ? NULL : arena_array(j->a, j->c.n_findings + d->n_findings + 1, sizeof(*all), err);
    if (rc || all == NULL)
        return rc ? rc : RC_LIMIT;
    for (size_t i = 0; i < j->c.n_findings; i++)
        all[i] = j->c.findings[i];
    for (size_t i = 0; i < d->n_findings && !rc; i++) {
        struct judging k = {.j = j, .d = d, .f = &d->findings[i], .readings = readings};

        if (d->findings[i].recorded_at_ms < j->c.report_ms)
            j->c.report_ms = d->findings[i].recorded_at_ms;
        if (dossier_is_last(d, i))
            rc = add(&k, &all[j->c.n_findings++], err);
    }
    j->c.findings = all;
    return rc;
}

enum rc ladder_job_findings(struct ladder_job *j, struct err *err)
{
    struct voter_reading *readings = NULL;
    enum rc rc;

    if (j->n_inquiries == 0 || j->g->charter->n_standards == 0)
        return RC_OK;
    rc = inquiry_standards(j->ask.m, j->a, &j->standards, &j->n_standards, err);
    if (!rc)
        rc = find_readings(j, &readings, err);
    for (size_t i = 0; i < j->n_inquiries && !rc; i++)
        rc = add_inquiry(j, j->inquiries[i].p, readings, err);
    return rc;
}
