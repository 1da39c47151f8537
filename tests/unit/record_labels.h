/* SPDX-License-Identifier: Apache-2.0 */
/* record_labels.h: a policy, and labels and clearances of it by chance. */
#pragma once

#include "check.h"
#include "random.h"

#include "base/time.h"
#include "record/label.h"

#ifndef AASC_ROOT /* tools that look at one file alone */
#define AASC_ROOT "."
#endif

/* Five members of which the charter's first version has three, its second all; three compartments.
 */
static inline struct label_policy sample_policy(void)
{
    static const char *const members[] = {"est", "lva", "ltu", "ukr", "usa"};
    static const char *const compartments[] = {"medical", "intel", "routes"};
    struct label_policy p;
    struct member_set all = {0};
    struct err err = {0};

    assert_ok(label_policy_init(&p, 1, SPAN("aasc"), &err));
    assert_ok(label_policy_add_usual_levels(&p, &err));
    for (size_t i = 0; i < 3; i++)
        assert_ok(label_policy_add(&p, LABEL_COMPARTMENT, span_of(compartments[i]), &err));
    for (unsigned i = 0; i < 5; i++) {
        assert_ok(label_policy_add(&p, LABEL_MEMBER, span_of(members[i]), &err));
        member_set_add(&all, i);
        if (i == 2)
            assert_ok(label_policy_add_everybody(&p, &all, &err));
    }
    assert_ok(label_policy_add_everybody(&p, &all, &err));
    return p;
}

/* As many of everything as a policy can have. */
static inline struct label_policy fullest_policy(void)
{
    struct label_policy p;
    struct member_set all = {0};
    struct err err = {0};
    char word[40];

    assert_ok(label_policy_init(&p, 2, SPAN("a-policy-whose-name-is-as-long.."), &err));
    for (int i = 0; i < LABEL_LEVELS_MAX; i++) {
        (void)snprintf(word, sizeof(word), "level-%0*d", LABEL_WORD_MAX - 6, i);
        assert_ok(label_policy_add(&p, LABEL_LEVEL, span_of(word), &err));
    }
    for (int i = 0; i < LABEL_COMPARTMENTS_MAX; i++) {
        (void)snprintf(word, sizeof(word), "compartment-%0*d", LABEL_WORD_MAX - 12, i);
        assert_ok(label_policy_add(&p, LABEL_COMPARTMENT, span_of(word), &err));
    }
    for (int i = 0; i < LABEL_MEMBERS_MAX; i++) {
        (void)snprintf(word, sizeof(word), "member-%0*d", LABEL_WORD_MAX - 7, i);
        assert_ok(label_policy_add(&p, LABEL_MEMBER, span_of(word), &err));
    }
    for (unsigned i = 0; i < LABEL_EVERYBODY_MAX; i++) {
        member_set_add(&all, 2 * i);
        assert_ok(label_policy_add_everybody(&p, &all, &err));
    }
    return p;
}

/* Any subset of the first n: often few, sometimes all. */
static inline struct member_set random_members(uint64_t *state, const struct label_policy *p)
{
    struct member_set s = {0};
    uint32_t odds = 1 + random_below(state, 4);

    for (unsigned i = 0; i < p->n_members; i++)
        if (random_below(state, 4) < odds)
            member_set_add(&s, i);
    return s;
}

static inline uint64_t random_compartments(uint64_t *state, const struct label_policy *p)
{
    uint64_t known = p->n_compartments == 64 ? UINT64_MAX : (UINT64_C(1) << p->n_compartments) - 1;

    return next_random(state) & next_random(state) & known;
}

/* A label that text can state: some member in REL, somebody behind ORCON. */
static inline struct label random_label(uint64_t *state, const struct label_policy *p)
{
    struct label l = {
        .policy = p->number,
        .level = (uint8_t)random_below(state, p->n_levels),
        .is_orcon = random_below(state, 3) == 0,
        .compartments = random_compartments(state, p),
        .releasable = random_members(state, p),
        .originators =
            random_below(state, 2) == 0 ? (struct member_set){{0}} : random_members(state, p),
    };

    if (member_set_is_empty(&l.releasable))
        member_set_add(&l.releasable, random_below(state, p->n_members));
    if (l.is_orcon && member_set_is_empty(&l.originators))
        member_set_add(&l.originators, random_below(state, p->n_members));
    return l;
}

static inline struct clearance random_clearance(uint64_t *state, const struct label_policy *p)
{
    return (struct clearance){
        .policy = p->number,
        .level = (uint8_t)random_below(state, p->n_levels),
        .member = (uint8_t)random_below(state, p->n_members),
        .compartments = random_compartments(state, p) | random_compartments(state, p) |
                        random_compartments(state, p),
        .from_ms = TIME_ALWAYS,
        .until_ms = TIME_NEVER,
    };
}
