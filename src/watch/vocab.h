/* SPDX-License-Identifier: Apache-2.0 */
/* vocab.h: the closed lists of words that observations are written in. Tables; no state. */
#pragma once

#include "base/err.h"
#include "base/span.h"

/* domain.md of the field calls these phenomena; the order is the order of reports. */
enum phenomenon {
    PHEN_EXPLOSION,
    PHEN_PROJECTILE_IN_FLIGHT,
    PHEN_BURST,
    PHEN_SHOT,
    PHEN_MUZZLE_FLASH,
    PHEN_ILLUMINATION_FLARE,
    PHEN_UNCONTROLLED_EXPLOSION,
    PHEN_CONTROLLED_DETONATION,
    PHEN_LIVE_FIRE_EXERCISE,
    PHEN_USE_OF_FORCE, /* armed force was used, how is not known: what lethal-event files report */
    PHEN_CRATER,
    PHEN_DAMAGE,
    PHEN_UXO,
    PHEN_MINE_MARKING,
    PHEN_TRENCH_OR_FORTIFICATION,
    PHEN_WEAPON_SIGHTING,
    PHEN_MILITARY_PRESENCE,
    PHEN_TROOP_SIGHTING,
    PHEN_TROOP_MOVEMENT,
    PHEN_CONVOY,
    PHEN_AIRCRAFT,
    PHEN_UAV,
    PHEN_JAMMING,
    PHEN_GNSS_INTERFERENCE,
    PHEN_CROSSING,
    PHEN_CHECKPOINT,
    PHEN_NOTIFICATION_RECEIVED,
    PHEN_CIVILIAN_CASUALTY,
    PHEN_THERMAL_ANOMALY, /* heat seen by a satellite: of any cause, so never fire by itself */
    PHEN_COUNT
};

enum sense {
    SENSE_UNSTATED, /* no word of the list: left out */
    SENSE_SAW,
    SENSE_HEARD,
    SENSE_RECORDED,
    SENSE_TOLD,
    SENSE_FOUND_TRACES,
    SENSE_COUNT
};

enum detail {
    DETAIL_UNDETERMINED, /* also where left out */
    DETAIL_OUTGOING,
    DETAIL_IMPACT,
    DETAIL_AIRBURST,
    DETAIL_COUNT
};

enum item_state {
    STATE_UNSTATED, /* no word of the list: left out */
    STATE_MOVING,
    STATE_STATIONARY,
    STATE_FIRING_POSITION,
    STATE_LOADED,
    STATE_ABANDONED,
    STATE_DUMMY,
    STATE_WRECK,
    STATE_COUNT
};

enum impediment_kind {
    IMPEDE_DENIAL,
    IMPEDE_DELAY,
    IMPEDE_CONDITIONAL_ACCESS,
    IMPEDE_THREAT_OR_VIOLENCE,
    IMPEDE_MINES_UXO,
    IMPEDE_REGULAR_RESTRICTION,
    IMPEDE_PROBABLE_JAMMING,
    IMPEDE_JAMMING,
    IMPEDE_SMALL_ARMS_AT_UAV,
    IMPEDE_CAMERA_TAMPERING,
    IMPEDE_COUNT
};

enum access { ACCESS_FULL, ACCESS_PARTIAL, ACCESS_DENIED, ACCESS_COUNT };
enum site_type {
    SITE_UNSTATED, /* no word of the list: left out */
    SITE_STORAGE,
    SITE_ASSEMBLY,
    SITE_CANTONMENT,
    SITE_HEADQUARTERS,
    SITE_BORDER_SEGMENT,
    SITE_CROSSING_POINT,
    SITE_COUNT
};

/* How a number is known. */
enum basis { BASIS_DECLARED, BASIS_VERIFIED, BASIS_COUNT };

/* What a panel finds, in the order of the bits of enum pact_condition. */
enum finds {
    FINDS_OFFENSIVE,
    FINDS_ORDER_ISSUED,
    FINDS_COORDINATION_FAILED,
    FINDS_PROPORTIONATE,
    FINDS_SELF_DEFENCE,
    FINDS_COUNT
};

/* What those deployed are there for. */
enum post {
    POST_UNIT, /* also where left out */
    POST_HEADQUARTERS,
    POST_COMMANDER, /* the one who commands the force */
    POST_LIAISON,
    POST_REACTION, /* held ready to help others */
    POST_COUNT
};

/* What became of a test of a channel to others, or of the channel itself. */
enum channel_result {
    CHANNEL_OPENED,
    CHANNEL_PASSED,
    CHANNEL_FAILED,
    CHANNEL_UNANSWERED,
    CHANNEL_CLOSED,
    CHANNEL_RESULT_COUNT
};

/* The way of a person out of a force, in its order. */
enum demob_stage {
    DEMOB_REGISTERED,
    DEMOB_DISARMED,
    DEMOB_DISCHARGED,
    DEMOB_REINSERTION,
    DEMOB_REINTEGRATION,
    DEMOB_EXITED,
    DEMOB_STAGE_COUNT
};

/* What is told of a patrol. */
enum patrol_event {
    PATROL_PLANNED,
    PATROL_DEPARTED,
    PATROL_CHECK_IN,
    PATROL_INCIDENT,
    PATROL_HEADCOUNT,
    PATROL_RETURNED,
    PATROL_CALLED_OFF,
    PATROL_EVENT_COUNT
};

/* The lists by name, for reading, printing and `aasc judge --list`. */
enum vocab_list {
    VOCAB_KIND, /* enum row_kind, docket.h */
    VOCAB_PHENOMENON,
    VOCAB_SENSE,
    VOCAB_DETAIL,
    VOCAB_ITEM_STATE,
    VOCAB_IMPEDIMENT,
    VOCAB_ACCESS,
    VOCAB_SITE_TYPE,
    VOCAB_SENSOR_TYPE,
    VOCAB_NOTICE_ABOUT,
    VOCAB_ACTIVITY,
    VOCAB_MEANS,
    VOCAB_POST,
    VOCAB_AUTHORITY,
    VOCAB_BASIS,
    VOCAB_PATH,
    VOCAB_CHANNEL_RESULT,
    VOCAB_SERVICE,
    VOCAB_DEMOB_STAGE,
    VOCAB_PATROL_EVENT,
    VOCAB_FINDS,
    VOCAB_COUNT
};

/** fails RC_UNKNOWN: in no list, with the nearest word */
MUST_USE enum rc vocab_find(enum vocab_list list, struct span word, int *out, struct err *err);
/** The word of a value; "" for a value that has none (SENSE_UNSTATED …). */
const char *vocab_word(enum vocab_list list, int value);
const char *vocab_name(enum vocab_list list);
/** The words of a list, NULL-ended. */
const char *const *vocab_words(enum vocab_list list);

/** Fire in the sense of a ceasefire: explosion (not a controlled detonation), burst, shot,
 * projectile, flare, muzzle flash, reported use of force; an uncontrolled explosion is none. */
bool phenomenon_is_fire(enum phenomenon p);
/** Counted in reports as min–max: what is fire, and the other explosions. */
bool phenomenon_is_countable(enum phenomenon p);
