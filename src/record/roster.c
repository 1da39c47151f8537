/* SPDX-License-Identifier: Apache-2.0 */
/* Who a reader is, and how a roster may follow on another. */
#include "record/roster.h"

#include <string.h>

enum rc roster_sole(struct roster *out, struct err *err)
{
    struct roster r = {.version = 0, .emergency_ms = ROSTER_EMERGENCY_H * MS_PER_H};
    enum rc rc = label_policy_init(&r.policy, ROSTER_POLICY_SOLE, SPAN("mission"), err);

    rc = rc ? rc : label_policy_add_usual_levels(&r.policy, err);
    rc = rc ? rc : label_policy_add(&r.policy, LABEL_MEMBER, SPAN("mission"), err);
    member_set_add(&r.policy.audience, 0);
    member_set_add(&r.leave, 0);
    rc = rc ? rc : label_policy_add_everybody(&r.policy, &r.policy.audience, err);
    r.grants[0] = (struct roster_grant){.level = (uint8_t)(r.policy.n_levels - 1U),
                                        .compartments = UINT64_MAX,
                                        .from_ms = TIME_ALWAYS,
                                        .until_ms = TIME_NEVER,
                                        .rights = RIGHTS_ALL};
    if (!rc)
        *out = r;
    return rc;
}

static struct reader reader_of(const struct roster *r, unsigned member,
                               const struct roster_grant *g)
{
    return (struct reader){
        .rights = g->rights,
        .clearance = {.policy = r->policy.number,
                      .level = g->level,
                      .member = (uint8_t)member,
                      .compartments = g->compartments,
                      .from_ms = g->from_ms,
                      .until_ms = g->until_ms},
    };
}

/* "LEVEL" of "MEMBER:LEVEL". */
static enum rc lower(const struct roster *r, struct span level, struct reader *reader,
                     struct err *err)
{
    unsigned i;
    enum rc rc = label_policy_find(&r->policy, LABEL_LEVEL, level, &i, err);

    if (rc)
        return rc;
    if (i > reader->clearance.level)
        return err_set(err, RC_RANGE,
                       "%s is cleared for %s: a level can be lowered to %s, never raised",
                       label_policy_word(&r->policy, LABEL_MEMBER, reader->clearance.member),
                       label_policy_word(&r->policy, LABEL_LEVEL, reader->clearance.level),
                       label_policy_word(&r->policy, LABEL_LEVEL, reader->clearance.level));
    reader->clearance.level = (uint8_t)i;
    return RC_OK;
}

enum rc roster_reader(const struct roster *r, struct span name, struct reader *out, struct err *err)
{
    size_t n = span_find(name, ':');
    struct span member = span_trim(span_sub(name, 0, n));
    struct reader found;
    unsigned i;
    enum rc rc = label_policy_find(&r->policy, LABEL_MEMBER, member, &i, err);

    if (rc)
        return rc;
    if (r->grants[i].rights == 0)
        return err_set(err, RC_ABSENT, "the roster clears %s for nothing",
                       label_policy_word(&r->policy, LABEL_MEMBER, i));
    found = reader_of(r, i, &r->grants[i]);
    if (n < name.n)
        rc = lower(r, span_trim(span_from(name, n + 1)), &found, err);
    if (!rc)
        *out = found;
    return rc;
}

struct reader roster_person_reader(const struct roster *r, const struct roster_person *p)
{
    const struct roster_grant *m = &r->grants[p->member], *g = &p->grant;
    struct roster_grant both = {
        .level = g->level < m->level ? g->level : m->level,
        .compartments = g->compartments & m->compartments,
        .from_ms = g->from_ms > m->from_ms ? g->from_ms : m->from_ms,
        .until_ms = g->until_ms < m->until_ms ? g->until_ms : m->until_ms,
        .rights = g->rights & m->rights,
    };

    return reader_of(r, p->member, &both);
}

const struct roster_person *roster_person_find(const struct roster *r, struct span id)
{
    for (size_t i = 0; i < r->n_people; i++)
        if (span_eq(r->people[i].id, id))
            return &r->people[i];
    return NULL;
}

static bool has_key(const struct roster_person *p, const struct ed25519_key *key)
{
    for (size_t i = 0; i < p->n_keys; i++)
        if (memcmp(p->keys[i].b, key->b, sizeof(key->b)) == 0)
            return true;
    return false;
}

const struct roster_person *roster_person_of_key(const struct roster *r,
                                                 const struct ed25519_key *key)
{
    for (size_t i = 0; i < r->n_people; i++)
        if (has_key(&r->people[i], key))
            return &r->people[i];
    return NULL;
}

bool signers_have(const struct signers *s, const struct roster_person *p)
{
    for (size_t i = 0; i < s->n; i++)
        if (has_key(p, &s->keys[i]))
            return true;
    return false;
}

/* ---- one roster after another ---- */

/* People, not keys, who may change the roster: one person with two keys is one. */
static size_t count_changers(const struct roster *r, const struct signers *s, int64_t at_ms)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n_people; i++) {
        const struct roster_person *p = &r->people[i];
        struct reader reader = roster_person_reader(r, p);

        if (reader_has(&reader, RIGHT_ROSTER, at_ms) && p->n_keys > 0 &&
            (s == NULL || signers_have(s, p)))
            n++;
    }
    return n;
}

static bool words_stay(const struct label_word *old, size_t n_old, const struct label_word *words,
                       size_t n)
{
    if (n < n_old)
        return false;
    for (size_t i = 0; i < n_old; i++)
        if (strcmp(old[i].text, words[i].text) != 0)
            return false;
    return true;
}

/* What was written stays what it means. Words keep their places too, so that labels and sets that
 * were read before the change mean the same after it: a level can be added on top alone. */
static enum rc check_words(const struct label_policy *old, const struct label_policy *p,
                           struct err *err)
{
    const char *what = NULL;

    if (strcmp(old->id.text, p->id.text) != 0)
        what = "the policy's id";
    else if (!words_stay(old->levels, old->n_levels, p->levels, p->n_levels))
        what = "the levels, to which others are added on top,";
    else if (!words_stay(old->compartments, old->n_compartments, p->compartments,
                         p->n_compartments))
        what = "the compartments, to which others are appended,";
    else if (!words_stay(old->members, old->n_members, p->members, p->n_members))
        what = "the members, to whom others are appended,";
    else if (p->n_everybody < old->n_everybody)
        what = "what ALL stood for";
    for (size_t i = 0; what == NULL && i < old->n_everybody; i++)
        if (!member_set_eq(&old->everybody[i], &p->everybody[i]))
            what = "what ALL stood for in an earlier version of the charter";
    if (what == NULL)
        return RC_OK;
    return err_set(err, RC_CONFLICT,
                   "roster: %s would change, and with it the meaning of labels that are written",
                   what);
}

enum rc roster_change_check(const struct roster *old, const struct roster *new_roster,
                            const struct signers *s, int64_t at_ms, struct err *err)
{
    bool is_first = old->version == 0; /* nobody is in that one: the new one's people sign */
    size_t n = count_changers(is_first ? new_roster : old, s, at_ms);
    enum rc rc = RC_OK;

    if (new_roster->version != old->version + 1)
        return err_set(err, RC_CONFLICT, "roster: version %u is in force: the next is %u, not %u",
                       old->version, old->version + 1, new_roster->version);
    if (!is_first)
        rc = check_words(&old->policy, &new_roster->policy, err);
    if (rc)
        return rc;
    if (n < 2)
        return err_set(err, RC_RANGE,
                       "roster: a change needs the signatures of two people with the right "
                       "\"roster\" in version %u; it has %s",
                       is_first ? 1 : old->version, n == 0 ? "none" : "one");
    if (count_changers(new_roster, NULL, at_ms) < 2)
        return err_set(err, RC_RANGE,
                       "roster: fewer than two people of version %u could change it: give two "
                       "people with keys the right \"roster\", now",
                       new_roster->version);
    return RC_OK;
}
