/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/charter.h"

#define FIND(function, array, count)                                                               \
    uint32_t function(const struct charter *c, struct span id)                                     \
    {                                                                                              \
        for (size_t i = 0; i < c->count; i++)                                                      \
            if (span_eq(c->array[i].id, id))                                                       \
                return (uint32_t)i;                                                                \
        return CHARTER_NONE;                                                                       \
    }

FIND(charter_member_find, members, n_members)
FIND(charter_class_find, classes, n_classes)
FIND(charter_standard_find, standards, n_standards)
FIND(charter_rule_find, rules, n_rules)
FIND(charter_mandate_find, mandates, n_mandates)
FIND(charter_ladder_find, ladders, n_ladders)

bool charter_class_has(const struct charter_class *k, uint32_t member)
{
    for (size_t i = 0; i < k->n_members; i++)
        if (k->members[i] == member)
            return true;
    return false;
}

enum charter_standing charter_standing_at(const struct charter_member *m, int64_t at_ms)
{
    if (at_ms < m->from_ms)
        return CHARTER_NOT_YET;
    if (at_ms >= m->until_ms)
        return CHARTER_WITHDRAWN;
    for (size_t i = 0; i < m->n_suspended; i++)
        if (at_ms >= m->suspended[i].from_ms && at_ms < m->suspended[i].until_ms)
            return CHARTER_SUSPENDED;
    return CHARTER_MEMBER;
}

bool charter_mandate_covers(const struct charter_mandate *m, struct span task)
{
    for (size_t i = 0; i < m->n_tasks; i++)
        if (span_eq(m->tasks[i], task))
            return true;
    return false;
}

int64_t charter_rule_votes(const struct charter_rule *r, uint32_t member)
{
    for (size_t i = 0; i < r->n_weights; i++)
        if (r->weights[i].member == member)
            return r->weights[i].votes;
    return 1;
}

bool charter_rule_has_veto(const struct charter_rule *r, uint32_t member)
{
    for (size_t i = 0; i < r->n_vetoes; i++)
        if (r->vetoes[i] == member)
            return true;
    return false;
}
