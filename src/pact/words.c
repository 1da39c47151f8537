/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/words.h"

static const char *const names[] = {
    "personnel",
    "equipment",
    "fire",
    "military_action",
    "military_forces",
    "military_aircraft",
    "combat_aircraft",
    "aircraft",
    "uav",
    "foreign_uav",
    "mines",
    /* activities */
    "advance",
    "new_position",
    "fortification",
    "mine_laying",
    "reconnaissance",
    "sabotage",
    "live_fire_exercise",
    "engineering_works",
    "exercise",
    "patrol",
    "overflight",
    "troop_movement",
    "reinforcement",
    NULL,
};

static const enum pact_word meanings[] = {
    PACT_WORD_PERSONNEL,       PACT_WORD_EQUIPMENT,       PACT_WORD_FIRE,
    PACT_WORD_MILITARY_ACTION, PACT_WORD_MILITARY_FORCES, PACT_WORD_MILITARY_AIRCRAFT,
    PACT_WORD_COMBAT_AIRCRAFT, PACT_WORD_AIRCRAFT,        PACT_WORD_UAV,
    PACT_WORD_FOREIGN_UAV,     PACT_WORD_MINES,
};

bool word_find(struct span word, enum pact_word *out)
{
    for (size_t i = 0; names[i] != NULL; i++)
        if (span_is(word, names[i])) {
            *out = i < sizeof(meanings) / sizeof(meanings[0]) ? meanings[i] : PACT_WORD_ACTIVITY;
            return true;
        }
    return false;
}

const char *const *word_names(void)
{
    return names;
}

const char *word_nearest(struct span word)
{
    return span_nearest(word, names);
}
