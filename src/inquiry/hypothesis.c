/* SPDX-License-Identifier: Apache-2.0 */
#include "inquiry/hypothesis.h"

#include <math.h>

/* How far priors that were typed with few decimals may be from 1 together. */
#define PRIOR_SLACK 1e-6

static const char *const links[LINK_COUNT + 1] = {"origin", "perpetrator", "party",
                                                  "responsibility", NULL};
static const char *const modes[MODE_COUNT + 1] = {"direct_organ",
                                                  "governmental_authority",
                                                  "placed_at_disposal",
                                                  "directed_or_controlled",
                                                  "acknowledged",
                                                  "aided",
                                                  "failed_to_prevent",
                                                  "none",
                                                  NULL};
static const char *const roles[] = {"plain", "other_unknown", "false_flag", "rogue", NULL};

static enum rc find_word(const char *const *words, const char *what, struct span name,
                         unsigned *out, struct err *err)
{
    const char *near;

    for (unsigned i = 0; words[i] != NULL; i++)
        if (span_is(name, words[i])) {
            *out = i;
            return RC_OK;
        }
    near = span_nearest(name, words);
    return err_set(err, RC_UNKNOWN, "\"%.*s\" is no %s%s%s%s", SPAN_ARG(name), what,
                   near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                   near != NULL ? "\"?" : "");
}

const char *link_name(enum link l)
{
    return links[l];
}

enum rc link_find(struct span name, enum link *out, struct err *err)
{
    unsigned i = 0;
    enum rc rc = find_word(links, "link of an attribution", name, &i, err);

    if (!rc)
        *out = (enum link)i;
    return rc;
}

const char *mode_name(enum mode m)
{
    return modes[m];
}

enum rc mode_find(struct span name, enum mode *out, struct err *err)
{
    unsigned i = 0;
    enum rc rc = find_word(modes, "mode of responsibility", name, &i, err);

    if (!rc)
        *out = (enum mode)i;
    return rc;
}

const char *hypothesis_role_name(enum hypothesis_role r)
{
    return roles[r];
}

enum rc hypothesis_role_find(struct span name, enum hypothesis_role *out, struct err *err)
{
    unsigned i = 0;
    enum rc rc = find_word(roles, "role of a hypothesis", name, &i, err);

    if (!rc)
        *out = (enum hypothesis_role)i;
    return rc;
}

size_t hypothesis_find(const struct hypothesis *set, size_t n, struct span id)
{
    size_t i = 0;

    while (i < n && !span_eq(set[i].id, id))
        i++;
    return i;
}

static bool is_word(struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

        if (!is_letter && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-')
            return false;
    }
    return s.n > 0 && s.n <= HYPOTHESIS_ID_MAX;
}

static enum rc check_one(const struct hypothesis *h, struct err *err)
{
    if (!is_word(h->id))
        return err_set(err, RC_INPUT,
                       "hypothesis \"%.*s\": its id must be 1 to %d letters, digits, '_', '.', '-'",
                       SPAN_ARG(h->id), HYPOTHESIS_ID_MAX);
    if (h->statement.n == 0)
        return err_set(err, RC_INPUT, "hypothesis %.*s: says nothing; state it as one clause",
                       SPAN_ARG(h->id));
    if (!(h->prior > 0 && h->prior < 1))
        return err_set(err, RC_RANGE,
                       "hypothesis %.*s: its prior must lie between 0 and 1, both left out: what "
                       "is impossible beforehand no evidence could ever show",
                       SPAN_ARG(h->id));
    if (h->reason.n == 0)
        return err_set(err, RC_INPUT, "hypothesis %.*s: the reason for its prior is missing",
                       SPAN_ARG(h->id));
    return RC_OK;
}

static enum rc check_roles(enum link l, const size_t count[4], struct err *err)
{
    bool needs_rogue = l == LINK_PARTY || l == LINK_RESPONSIBILITY;

    if (count[HYPOTHESIS_OTHER] != 1)
        return err_set(err, RC_INPUT,
                       "%s: %zu hypotheses have the role other_unknown; a set is exhaustive with "
                       "exactly one",
                       link_name(l), count[HYPOTHESIS_OTHER]);
    if (count[HYPOTHESIS_FALSE_FLAG] == 0)
        return err_set(err, RC_INPUT,
                       "%s: no hypothesis has the role false_flag: that it was done so that "
                       "another is blamed must be weighed",
                       link_name(l));
    if (needs_rogue && count[HYPOTHESIS_ROGUE] == 0)
        return err_set(err, RC_INPUT,
                       "%s: no hypothesis has the role rogue: that a unit did it without orders "
                       "must be weighed",
                       link_name(l));
    return RC_OK;
}

enum rc hypothesis_check_set(enum link l, const struct hypothesis *set, size_t n, struct err *err)
{
    size_t count[4] = {0};
    double sum = 0;
    enum rc rc = RC_OK;

    if (n < HYPOTHESES_MIN)
        return err_set(err, RC_INPUT, "%s: %zu hypotheses; a set has %d or more", link_name(l), n,
                       HYPOTHESES_MIN);
    if (n > HYPOTHESES_MAX)
        return err_set(err, RC_LIMIT, "%s: %zu hypotheses; at most %d", link_name(l), n,
                       HYPOTHESES_MAX);
    for (size_t i = 0; i < n && !rc; i++) {
        rc = check_one(&set[i], err);
        if (!rc && hypothesis_find(set, i, set[i].id) < i)
            rc = err_set(err, RC_CONFLICT, "hypothesis %.*s is given twice", SPAN_ARG(set[i].id));
        count[set[i].role]++;
        sum += set[i].prior;
    }
    if (!rc && !(fabs(sum - 1) <= PRIOR_SLACK))
        rc = err_set(err, RC_RANGE, "%s: the priors sum to %.6f; they must sum to 1", link_name(l),
                     sum);
    return rc ? rc : check_roles(l, count, err);
}
