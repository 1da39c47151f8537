/* SPDX-License-Identifier: Apache-2.0 */
#include "watch/vocab.h"

#include "watch/docket.h"

#include <assert.h>

/* Where a list has an unstated value, its word is empty; the words behind it are the list. */
static const char *const kind_words[] = {
    [ROW_OBSERVATION] = "observation",
    [ROW_SENSOR] = "sensor",
    [ROW_COVERAGE] = "coverage",
    [ROW_IMPEDIMENT] = "impediment",
    [ROW_NOTIFICATION] = "notification",
    [ROW_ACTIVITY] = "activity",
    [ROW_DEROGATION] = "derogation",
    [ROW_PERMIT] = "permit",
    [ROW_SITE] = "site",
    [ROW_BASELINE] = "baseline",
    [ROW_TRANSFER] = "transfer",
    [ROW_INVENTORY] = "inventory",
    [ROW_VISIT] = "visit",
    [ROW_LINE_VERSION] = "line_version",
    [ROW_COMPLAINT] = "complaint",
    [ROW_REPLY] = "reply",
    [ROW_DUTY_DONE] = "duty_done",
    [ROW_REQUEST] = "request",
    [ROW_DEPLOYMENT] = "deployment",
    [ROW_MANDATE] = "mandate",
    [ROW_CONSENT] = "consent",
    [ROW_DECLARATION] = "declaration",
    [ROW_VERIFICATION] = "verification",
    [ROW_INSPECTION] = "inspection",
    [ROW_PROGRESS] = "progress",
    [ROW_ROUTE] = "route",
    [ROW_CHANNEL] = "channel",
    [ROW_COURSE] = "course",
    [ROW_DEMOB] = "demob",
    [ROW_PATROL] = "patrol",
    [ROW_FINDING] = "finding",
    [ROW_KIND_COUNT] = NULL,
};

static const char *const phenomenon_words[] = {
    [PHEN_EXPLOSION] = "explosion",
    [PHEN_PROJECTILE_IN_FLIGHT] = "projectile_in_flight",
    [PHEN_BURST] = "burst",
    [PHEN_SHOT] = "shot",
    [PHEN_MUZZLE_FLASH] = "muzzle_flash",
    [PHEN_ILLUMINATION_FLARE] = "illumination_flare",
    [PHEN_UNCONTROLLED_EXPLOSION] = "uncontrolled_explosion",
    [PHEN_CONTROLLED_DETONATION] = "controlled_detonation",
    [PHEN_LIVE_FIRE_EXERCISE] = "live_fire_exercise",
    [PHEN_USE_OF_FORCE] = "use_of_force",
    [PHEN_CRATER] = "crater",
    [PHEN_DAMAGE] = "damage",
    [PHEN_UXO] = "uxo",
    [PHEN_MINE_MARKING] = "mine_marking",
    [PHEN_TRENCH_OR_FORTIFICATION] = "trench_or_fortification",
    [PHEN_WEAPON_SIGHTING] = "weapon_sighting",
    [PHEN_MILITARY_PRESENCE] = "military_presence",
    [PHEN_TROOP_SIGHTING] = "troop_sighting",
    [PHEN_TROOP_MOVEMENT] = "troop_movement",
    [PHEN_CONVOY] = "convoy",
    [PHEN_AIRCRAFT] = "aircraft",
    [PHEN_UAV] = "uav",
    [PHEN_JAMMING] = "jamming",
    [PHEN_GNSS_INTERFERENCE] = "gnss_interference",
    [PHEN_CROSSING] = "crossing",
    [PHEN_CHECKPOINT] = "checkpoint",
    [PHEN_NOTIFICATION_RECEIVED] = "notification_received",
    [PHEN_CIVILIAN_CASUALTY] = "civilian_casualty",
    [PHEN_THERMAL_ANOMALY] = "thermal_anomaly",
    [PHEN_COUNT] = NULL,
};

static const char *const sense_words[] = {
    [SENSE_UNSTATED] = "",         [SENSE_SAW] = "saw",   [SENSE_HEARD] = "heard",
    [SENSE_RECORDED] = "recorded", [SENSE_TOLD] = "told", [SENSE_FOUND_TRACES] = "found_traces",
    [SENSE_COUNT] = NULL,
};

static const char *const detail_words[] = {
    [DETAIL_UNDETERMINED] = "undetermined",
    [DETAIL_OUTGOING] = "outgoing",
    [DETAIL_IMPACT] = "impact",
    [DETAIL_AIRBURST] = "airburst",
    [DETAIL_COUNT] = NULL,
};

static const char *const item_state_words[] = {
    [STATE_UNSTATED] = "",
    [STATE_MOVING] = "moving",
    [STATE_STATIONARY] = "stationary",
    [STATE_FIRING_POSITION] = "firing_position",
    [STATE_LOADED] = "loaded",
    [STATE_ABANDONED] = "abandoned",
    [STATE_DUMMY] = "dummy",
    [STATE_WRECK] = "wreck",
    [STATE_COUNT] = NULL,
};

static const char *const impediment_words[] = {
    [IMPEDE_DENIAL] = "denial",
    [IMPEDE_DELAY] = "delay",
    [IMPEDE_CONDITIONAL_ACCESS] = "conditional_access",
    [IMPEDE_THREAT_OR_VIOLENCE] = "threat_or_violence",
    [IMPEDE_MINES_UXO] = "mines_uxo",
    [IMPEDE_REGULAR_RESTRICTION] = "regular_restriction",
    [IMPEDE_PROBABLE_JAMMING] = "probable_jamming",
    [IMPEDE_JAMMING] = "jamming",
    [IMPEDE_SMALL_ARMS_AT_UAV] = "small_arms_at_uav",
    [IMPEDE_CAMERA_TAMPERING] = "camera_tampering",
    [IMPEDE_COUNT] = NULL,
};

static const char *const access_words[] = {
    [ACCESS_FULL] = "full",
    [ACCESS_PARTIAL] = "partial",
    [ACCESS_DENIED] = "denied",
    [ACCESS_COUNT] = NULL,
};

static const char *const site_words[] = {
    [SITE_UNSTATED] = "",
    [SITE_STORAGE] = "storage",
    [SITE_ASSEMBLY] = "assembly",
    [SITE_CANTONMENT] = "cantonment",
    [SITE_HEADQUARTERS] = "headquarters",
    [SITE_BORDER_SEGMENT] = "border_segment",
    [SITE_CROSSING_POINT] = "crossing_point",
    [SITE_COUNT] = NULL,
};

/* No enum stands behind these: rows keep the word. */
static const char *const sensor_words[] = {
    "camera",    "patrol",       "static_post", "uav",        "acoustic",
    "seismic",   "radar",        "satellite",   "cot_device", "iot",
    "interview", "party_report", "media",       "open_data",  NULL,
};

static const char *const notice_words[] = {
    "exercise",
    "live_fire_exercise",
    "movement",
    "troop_movement",
    "removal",
    "rotation",
    "concentration",
    "alert",
    "transfer",
    "replacement",
    "return_fire",
    "deployment",
    "reinforcement",
    "withdrawal",
    "flight",
    "overflight",
    "patrol",
    "demining",
    "training",
    "maintenance",
    "repair",
    "engineering_works",
    "destruction",
    "inspection",
    NULL,
};

static const char *const activity_words[] = {
    "exercise",          "live_fire_exercise",
    "movement",          "troop_movement",
    "removal",           "rotation",
    "concentration",     "transfer",
    "deployment",        "reinforcement",
    "withdrawal",        "flight",
    "overflight",        "patrol",
    "demining",          "training",
    "maintenance",       "repair",
    "advance",           "new_position",
    "fortification",     "mine_laying",
    "reconnaissance",    "sabotage",
    "engineering_works", NULL,
};

static const char *const means_words[] = {
    "patrol", "static_post", "uav",    "camera",   "satellite", "sensor", "acoustic",
    "radar",  "vehicle",     "vessel", "aircraft", "interview", NULL,
};

static const char *const post_words[] = {
    [POST_UNIT] = "unit",           [POST_HEADQUARTERS] = "headquarters",
    [POST_COMMANDER] = "commander", [POST_LIAISON] = "liaison",
    [POST_REACTION] = "reaction",   [POST_COUNT] = NULL,
};

static const char *const path_words[] = {"road", "rail", "air", "sea", NULL};

static const char *const basis_words[] = {"declared", "verified", NULL};

static const char *const channel_words[] = {
    [CHANNEL_OPENED] = "opened",         [CHANNEL_PASSED] = "passed", [CHANNEL_FAILED] = "failed",
    [CHANNEL_UNANSWERED] = "unanswered", [CHANNEL_CLOSED] = "closed", [CHANNEL_RESULT_COUNT] = NULL,
};

static const char *const service_words[] = {
    "army", "navy", "air_force", "police", "border_guard", "civil_defence", NULL,
};

static const char *const demob_words[] = {
    [DEMOB_REGISTERED] = "registered",
    [DEMOB_DISARMED] = "disarmed",
    [DEMOB_DISCHARGED] = "discharged",
    [DEMOB_REINSERTION] = "reinsertion",
    [DEMOB_REINTEGRATION] = "reintegration",
    [DEMOB_EXITED] = "exited",
    [DEMOB_STAGE_COUNT] = NULL,
};

static const char *const patrol_words[] = {
    [PATROL_PLANNED] = "planned",       [PATROL_DEPARTED] = "departed",
    [PATROL_CHECK_IN] = "check_in",     [PATROL_INCIDENT] = "incident",
    [PATROL_HEADCOUNT] = "headcount",   [PATROL_RETURNED] = "returned",
    [PATROL_CALLED_OFF] = "called_off", [PATROL_EVENT_COUNT] = NULL,
};

static const char *const finds_words[] = {
    [FINDS_OFFENSIVE] = "offensive",
    [FINDS_ORDER_ISSUED] = "order_issued",
    [FINDS_COORDINATION_FAILED] = "coordination_failed",
    [FINDS_PROPORTIONATE] = "proportionate",
    [FINDS_SELF_DEFENCE] = "self_defence",
    [FINDS_COUNT] = NULL,
};

/* In the order of enum pact_authority. */
static const char *const authority_words[] = {
    "unsc", "unsc_chapter_vii", "unga", "host", "parties", NULL,
};

static const struct {
    const char *name;
    const char *what; /* for messages */
    const char *const *words;
    int first; /* 1 where value 0 is the unstated one */
} lists[VOCAB_COUNT] = {
    [VOCAB_KIND] = {"kind", "a kind of row", kind_words, 0},
    [VOCAB_PHENOMENON] = {"phenomenon", "a phenomenon", phenomenon_words, 0},
    [VOCAB_SENSE] = {"sense", "a sense", sense_words, 1},
    [VOCAB_DETAIL] = {"detail", "a detail", detail_words, 0},
    [VOCAB_ITEM_STATE] = {"state", "a state of an item", item_state_words, 1},
    [VOCAB_IMPEDIMENT] = {"impediment", "an impediment", impediment_words, 0},
    [VOCAB_ACCESS] = {"access", "a degree of access", access_words, 0},
    [VOCAB_SITE_TYPE] = {"site_type", "a type of site", site_words, 1},
    [VOCAB_SENSOR_TYPE] = {"sensor_type", "a type of sensor", sensor_words, 0},
    [VOCAB_NOTICE_ABOUT] = {"about", "something to notify", notice_words, 0},
    [VOCAB_ACTIVITY] = {"activity", "an activity", activity_words, 0},
    [VOCAB_MEANS] = {"means", "a means of observation", means_words, 0},
    [VOCAB_POST] = {"post", "a post in a force", post_words, 0},
    [VOCAB_PATH] = {"path", "a kind of way", path_words, 0},
    [VOCAB_CHANNEL_RESULT] = {"channel_result", "what became of a channel", channel_words, 0},
    [VOCAB_SERVICE] = {"service", "a service of a host", service_words, 0},
    [VOCAB_DEMOB_STAGE] = {"stage", "a stage of demobilisation", demob_words, 0},
    [VOCAB_PATROL_EVENT] = {"patrol_event", "what is told of a patrol", patrol_words, 0},
    [VOCAB_BASIS] = {"basis", "a basis of a number", basis_words, 0},
    [VOCAB_FINDS] = {"finds", "something that a panel finds", finds_words, 0},
    [VOCAB_AUTHORITY] = {"authority", "an authority for a presence", authority_words, 0},
};

const char *const *vocab_words(enum vocab_list list)
{
    assert(list < VOCAB_COUNT);
    return lists[list].words + lists[list].first;
}

const char *vocab_name(enum vocab_list list)
{
    assert(list < VOCAB_COUNT);
    return lists[list].name;
}

const char *vocab_word(enum vocab_list list, int value)
{
    assert(list < VOCAB_COUNT && value >= 0);
    return lists[list].words[value];
}

/* "saw, heard, recorded" for a message; long lists end in an ellipsis. */
static void put_words(char *out, size_t max, const char *const *words)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; words[i] != NULL; i++) {
        int more = snprintf(out + n, max - n, "%s%s", i == 0 ? "" : ", ", words[i]);

        if (more < 0 || n + (size_t)more + 4 > max) {
            (void)snprintf(out + n, max - n, " …");
            return;
        }
        n += (size_t)more;
    }
}

enum rc vocab_find(enum vocab_list list, struct span word, int *out, struct err *err)
{
    const char *const *words = vocab_words(list);
    const char *near;
    char all[320];

    for (int i = 0; words[i] != NULL && word.n > 0; i++)
        if (words[i][0] == word.p[0] && span_is(word, words[i])) {
            *out = i + lists[list].first;
            return RC_OK;
        }
    near = span_nearest(word, words);
    if (near != NULL)
        return err_set(err, RC_UNKNOWN, "\"%.*s\" is not %s; did you mean \"%s\"?", SPAN_ARG(word),
                       lists[list].what, near);
    put_words(all, sizeof(all), words);
    return err_set(err, RC_UNKNOWN, "\"%.*s\" is not %s; the words are: %s", SPAN_ARG(word),
                   lists[list].what, all);
}

/* What a phenomenon counts as. */
static const struct {
    bool is_fire;
    bool is_countable;
} classes[PHEN_COUNT] = {
    [PHEN_EXPLOSION] = {true, true},
    [PHEN_PROJECTILE_IN_FLIGHT] = {true, true},
    [PHEN_BURST] = {true, true},
    [PHEN_SHOT] = {true, true},
    [PHEN_MUZZLE_FLASH] = {true, true},
    [PHEN_ILLUMINATION_FLARE] = {true, true},
    [PHEN_USE_OF_FORCE] = {true, true},
    [PHEN_UNCONTROLLED_EXPLOSION] = {false, true},
    [PHEN_CONTROLLED_DETONATION] = {false, true},
};

bool phenomenon_is_fire(enum phenomenon p)
{
    assert(p < PHEN_COUNT);
    return classes[p].is_fire;
}

bool phenomenon_is_countable(enum phenomenon p)
{
    assert(p < PHEN_COUNT);
    return classes[p].is_countable;
}
