/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/ladders.h"

#define SEVERITY_MAX 5

enum measure_trait {
    TRAIT_MILITARY = 1,
    TRAIT_SAFETY = 2,    /* of people: never waits */
    TRAIT_IMMEDIATE = 4, /* asks for no attribution */
};

static const struct {
    const char *name;
    unsigned traits;
} measures[MEASURE_COUNT] = {
    [MEASURE_REINFORCE_POSTURE] = {"reinforce_posture", TRAIT_MILITARY},
    [MEASURE_OPEN_INVESTIGATION] = {"open_investigation", 0},
    [MEASURE_DEMARCHE] = {"demarche", 0},
    [MEASURE_ECONOMIC_MEASURES] = {"economic_measures", 0},
    [MEASURE_STATION_COMBAT_FORCES] = {"station_combat_forces", TRAIT_MILITARY},
    [MEASURE_SUSPEND_MEMBERSHIP] = {"suspend_membership", 0},
    [MEASURE_NOTIFY_CONTRIBUTORS] = {"notify_contributors", TRAIT_IMMEDIATE},
    [MEASURE_NOTIFY_LIAISON] = {"notify_liaison", TRAIT_IMMEDIATE},
    [MEASURE_EVACUATE] = {"evacuate", TRAIT_SAFETY | TRAIT_IMMEDIATE},
    [MEASURE_CALL_RAPID_REACTION] = {"call_rapid_reaction",
                                     TRAIT_MILITARY | TRAIT_SAFETY | TRAIT_IMMEDIATE},
    [MEASURE_EMERGENCY_SESSION] = {"emergency_session", TRAIT_IMMEDIATE},
    [MEASURE_RECORD_DECLARED_RESPONSE] = {"record_declared_response", TRAIT_IMMEDIATE},
};

static const char *const severities[SEVERITY_MAX] = {"administrative", "minor", "moderate",
                                                     "serious", "grave"};

const char *charter_measure_name(enum charter_measure m)
{
    return measures[m].name;
}

enum rc charter_measure_find(struct span word, enum charter_measure *out, struct err *err)
{
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (span_is(word, measures[i].name)) {
            *out = (enum charter_measure)i;
            return RC_OK;
        }
    return err_set(err, RC_UNKNOWN,
                   "%.*s is no measure; known are reinforce_posture, open_investigation, demarche, "
                   "economic_measures, station_combat_forces, suspend_membership, "
                   "notify_contributors, notify_liaison, evacuate, call_rapid_reaction, "
                   "emergency_session, record_declared_response",
                   SPAN_ARG(word));
}

bool charter_measure_is_military(enum charter_measure m)
{
    return (measures[m].traits & TRAIT_MILITARY) != 0;
}

bool charter_measure_is_safety(enum charter_measure m)
{
    return (measures[m].traits & TRAIT_SAFETY) != 0;
}

bool charter_measure_is_immediate(enum charter_measure m)
{
    return (measures[m].traits & TRAIT_IMMEDIATE) != 0;
}

int ladder_severity(struct span word)
{
    for (int i = 0; i < SEVERITY_MAX; i++)
        if (span_is(word, severities[i]))
            return i + 1;
    return 0;
}

const char *ladder_severity_word(int severity)
{
    return severity < 1 || severity > SEVERITY_MAX ? "" : severities[severity - 1];
}
