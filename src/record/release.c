/* SPDX-License-Identifier: Apache-2.0 */
#include "record/release.h"

#include <string.h>

enum rc label_may_derive(const struct label_policy *p, const struct label *l,
                         const struct member_set *leave, struct err *err)
{
    struct member_set silent = member_set_less(&l->originators, leave);
    struct buf names;

    /* an ORCON label that names nobody has nobody who could give leave */
    if (!l->is_orcon || (member_set_is_empty(&silent) && !member_set_is_empty(&l->originators)))
        return RC_OK;
    buf_init(&names, ERR_NOTE_MAX);
    label_put_members(&names, p, &silent);
    (void)err_set(err, RC_CONFLICT,
                  "the label is ORCON: nothing is derived, quoted or passed on without the leave "
                  "of %.*s",
                  SPAN_ARG(names.n > 0 ? buf_span(&names)
                                       : SPAN("its originators, and it names "
                                              "none")));
    buf_release(&names);
    return RC_CONFLICT;
}

struct member_set release_originators(const struct label *source, const struct member_set *authors)
{
    return member_set_is_empty(&source->originators) ? *authors : source->originators;
}

/* ---- what both kinds of release ask for ---- */

static bool is_nil(const struct uuid *id)
{
    static const struct uuid nil = {{0}};

    return uuid_cmp(id, &nil) == 0;
}

static enum rc check_entries(const struct uuid *source, const struct uuid *copy, struct err *err)
{
    if (is_nil(source))
        return err_set(err, RC_INPUT, "a release names the entry that it copies from");
    if (is_nil(copy) || uuid_cmp(source, copy) == 0)
        return err_set(err, RC_INPUT,
                       "a release is of a new entry: a label never changes, a copy has its own");
    return RC_OK;
}

static enum rc check_labels(const struct roster *r, const struct label *source,
                            const struct label *copy, struct err *err)
{
    if (source->policy != r->policy.number || copy->policy != r->policy.number)
        return err_set(err, RC_UNKNOWN, "a label of the release is not of the policy %s",
                       r->policy.id.text);
    if (member_set_is_empty(&copy->releasable))
        return err_set(err, RC_INPUT, "nobody may read the copy: name its readers behind REL");
    return RC_OK;
}

/* What one named person must be and have done. */
struct demand {
    const char *what; /* "drafter" */
    struct span id;
    uint32_t rights;
};

static enum rc check_person(const struct roster *r, const struct demand *d,
                            const struct label *source, const struct signers *s, int64_t at_ms,
                            struct err *err)
{
    const struct roster_person *p = roster_person_find(r, d->id);
    struct reader reader;

    if (p == NULL)
        return err_set(err, RC_UNKNOWN, "the %s \"%.*s\" is not in the roster", d->what,
                       SPAN_ARG(d->id));
    reader = roster_person_reader(r, p);
    for (unsigned i = 0; right_word(i) != NULL; i++)
        if ((d->rights >> i & 1) != 0 && !reader_has(&reader, 1U << i, at_ms))
            return err_set(err, RC_RANGE, "the %s %.*s does not have the right \"%s\" at this time",
                           d->what, SPAN_ARG(d->id), right_word(i));
    if (!reader_may_read(&reader, source, at_ms))
        return err_set(err, RC_RANGE,
                       "the %s %.*s may not read the source: nobody copies what they may not see",
                       d->what, SPAN_ARG(d->id));
    if (!signers_have(s, p))
        return err_set(err, RC_RANGE, "the %s %.*s has not signed", d->what, SPAN_ARG(d->id));
    return RC_OK;
}

/* Members of whom a person signed who may release for them. */
static struct member_set signed_for(const struct roster *r, const struct signers *s, int64_t at_ms)
{
    struct member_set signatories = {0};

    for (size_t i = 0; i < r->n_people; i++) {
        struct reader reader = roster_person_reader(r, &r->people[i]);

        if (reader_has(&reader, RIGHT_RELEASE, at_ms) && signers_have(s, &r->people[i]))
            member_set_add(&signatories, r->people[i].member);
    }
    return signatories;
}

static enum rc check_originators(const struct roster *r, const struct release *release,
                                 struct err *err)
{
    struct member_set needed = release_originators(&release->source_label, &release->authors);
    struct member_set signatories = signed_for(r, &release->signers, release->at_ms);
    struct member_set missing = member_set_less(&needed, &signatories);
    struct buf names;

    if (member_set_is_empty(&needed))
        return err_set(err, RC_RANGE,
                       "the source names no originator and its author is of no member: nobody can "
                       "release it");
    if (member_set_is_empty(&missing))
        return RC_OK;
    buf_init(&names, ERR_NOTE_MAX);
    label_put_members(&names, &r->policy, &missing);
    (void)err_set(err, RC_RANGE,
                  "every originator signs a release, by a person with the right \"release\"; "
                  "missing: %.*s",
                  SPAN_ARG(buf_span(&names)));
    buf_release(&names);
    return RC_RANGE;
}

enum rc release_check(const struct roster *r, const struct release *release, struct err *err)
{
    const struct demand drafter = {"drafter", release->drafter, RIGHT_DRAFT | RIGHT_MARK};
    const struct demand approver = {"approver", release->approver, RIGHT_APPROVE};
    enum rc rc = check_entries(&release->source, &release->copy, err);

    rc = rc ? rc : check_labels(r, &release->source_label, &release->copy_label, err);
    if (rc)
        return rc;
    if (span_eq(release->drafter, release->approver))
        return err_set(err, RC_RANGE, "drafter and approver are two people, not %.*s alone",
                       SPAN_ARG(release->drafter));
    rc = check_person(r, &drafter, &release->source_label, &release->signers, release->at_ms, err);
    rc = rc ? rc
            : check_person(r, &approver, &release->source_label, &release->signers, release->at_ms,
                           err);
    return rc ? rc : check_originators(r, release, err);
}

/* ---- in an emergency ---- */

static enum rc check_time(const struct roster *r, const struct emergency *e, struct err *err)
{
    if (e->until_ms <= e->at_ms)
        return err_set(err, RC_RANGE, "an emergency release ends after it begins");
    if (e->at_ms < TIME_MIN_MS || e->until_ms > TIME_MAX_MS ||
        e->until_ms - e->at_ms > r->emergency_ms)
        return err_set(err, RC_RANGE,
                       "an emergency release lasts at most %lld h: state its end, and release "
                       "again if need be",
                       (long long)(r->emergency_ms / MS_PER_H));
    return RC_OK;
}

enum rc emergency_check(const struct roster *r, const struct emergency *e,
                        struct member_set *to_tell, struct err *err)
{
    const struct demand releaser = {"releaser", e->releaser, RIGHT_EMERGENCY};
    enum rc rc = check_entries(&e->source, &e->copy, err);

    rc = rc ? rc : check_labels(r, &e->source_label, &e->copy_label, err);
    rc = rc ? rc : check_time(r, e, err);
    rc = rc ? rc : check_person(r, &releaser, &e->source_label, &e->signers, e->at_ms, err);
    if (!rc)
        *to_tell = release_originators(&e->source_label, &e->authors);
    return rc;
}

bool emergency_is_open(const struct emergency *e, int64_t at_ms)
{
    return e->at_ms <= at_ms && at_ms < e->until_ms;
}
