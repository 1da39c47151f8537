/* SPDX-License-Identifier: Apache-2.0 */
/* observe_register.c: rows of the force's registers: what can be checked only when all their
 * members are there. People stand in them by pseudonyms, since rows lie in the clear. */
#include "record/sealed.h"
#include "watch/reading.h"

static enum rc check_person(struct span person, struct err *err)
{
    return person.n == 0 ? RC_OK : sealed_check_person(person, err);
}

/* Each once: somebody who stands there twice would be counted twice. */
static enum rc check_people(const struct span *people, uint32_t n, struct err *err)
{
    for (uint32_t i = 0; i < n; i++) {
        enum rc rc = sealed_check_person(people[i], err);

        if (rc)
            return rc;
        for (uint32_t k = 0; k < i; k++)
            if (span_eq(people[i], people[k]))
                return err_set(err, RC_INPUT, "\"%.*s\" stands there twice", SPAN_ARG(people[i]));
    }
    return RC_OK;
}

static enum rc check_course(const struct course *c, const char **member, struct err *err)
{
    if (c->until_ms <= c->from_ms) {
        *member = "until";
        return err_set(err, RC_RANGE,
                       "is not after the beginning; state a later time, or leave it out where the "
                       "course goes on");
    }
    if (c->has_completed && c->has_trainees && c->completed.min > c->trainees.max) {
        *member = "completed";
        return err_set(err, RC_RANGE, "is more than \"trainees\", those who attend it");
    }
    return RC_OK;
}

static enum rc check_demob(const struct demob_step *d, const char **member, struct err *err)
{
    enum rc rc = check_person(d->person, err);

    *member = "person";
    if (rc)
        return rc;
    *member = "same_as";
    if (span_eq(d->same_as, d->person))
        return err_set(err, RC_INPUT, "is the person itself; name the earlier pseudonym");
    return check_person(d->same_as, err);
}

static enum rc check_transfer(const struct transfer *t, const char **member, struct err *err)
{
    *member = "person";
    return check_person(t->person, err);
}

static enum rc check_plan(const struct patrol_step *p, const char **member, struct err *err)
{
    *member = "team";
    if (p->n_team == 0)
        return err_set(err, RC_INPUT, "missing; a plan names everybody who goes");
    *member = "leaves_at";
    if (p->leaves_at_ms == TIME_NEVER)
        return err_set(err, RC_INPUT, "missing; a plan states when the patrol goes");
    *member = "returns_at";
    if (p->returns_at_ms == TIME_NEVER)
        return err_set(err, RC_INPUT, "missing; a plan states when the patrol is expected back");
    if (p->returns_at_ms <= p->leaves_at_ms)
        return err_set(err, RC_RANGE, "is not after \"leaves_at\"");
    *member = "accounted";
    if (p->n_accounted > 0)
        return err_set(err, RC_INPUT, "stands in a plan; it belongs to a headcount or a return");
    *member = "team";
    return check_people(p->team, p->n_team, err);
}

/* What became of a patrol changes nothing of its plan. */
static enum rc check_event(const struct patrol_step *p, const char **member, struct err *err)
{
    const struct {
        const char *name;
        bool is_there;
    } of_plan[] = {
        {"team", p->n_team > 0},
        {"leaves_at", p->leaves_at_ms != TIME_NEVER},
        {"returns_at", p->returns_at_ms != TIME_NEVER},
        {"segment", p->segment.n > 0},
        {"route", p->n_route > 0},
        {"check_in_min", p->check_in_min > 0},
        {"grace_min", p->grace_min > 0},
        {"watch", p->watch.n > 0},
    };

    for (size_t i = 0; i < sizeof(of_plan) / sizeof(of_plan[0]); i++)
        if (of_plan[i].is_there) {
            *member = of_plan[i].name;
            return err_set(err, RC_INPUT,
                           "belongs to the plan: a row of the event \"planned\", which may "
                           "supersede an earlier one");
        }
    *member = "accounted";
    if (p->n_accounted > 0 && p->event != PATROL_HEADCOUNT && p->event != PATROL_RETURNED)
        return err_set(err, RC_INPUT, "belongs to a headcount or a return");
    return check_people(p->accounted, p->n_accounted, err);
}

enum rc row_check_register(const struct row *row, const char **member, struct err *err)
{
    const char *name = NULL;
    enum rc rc = RC_OK;

    if (row->kind == ROW_COURSE)
        rc = check_course(&row->u.course, &name, err);
    else if (row->kind == ROW_DEMOB)
        rc = check_demob(&row->u.demob, &name, err);
    else if (row->kind == ROW_TRANSFER)
        rc = check_transfer(&row->u.transfer, &name, err);
    else if (row->kind == ROW_PATROL)
        rc = row->u.patrol.event == PATROL_PLANNED ? check_plan(&row->u.patrol, &name, err)
                                                   : check_event(&row->u.patrol, &name, err);
    if (rc)
        *member = name;
    return rc;
}
