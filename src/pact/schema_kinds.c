/* SPDX-License-Identifier: Apache-2.0 */
/* schema_kinds.c: the parameters of the kinds of terms that restrain forces: fire, places, numbers,
 * movements. */
#include "pact/schema.h"

#define K(kind)     KIND_BIT(PACT_##kind)
#define HAS_AN_END  (K(WITHDRAWAL) | K(RATIO) | K(EXCHANGE) | K(FOREIGN_FORCES) | K(CANTONMENT))
#define VERIFIED_BY (K(CEILING) | K(RATIO) | K(CANTONMENT) | K(RATE_LIMIT) | K(REPLACEMENT))

const struct schema_row schema_kinds[] = {
    /* ceasefire */
    {K(CEASEFIRE), "domains", ":{land|sea|air},", "domains", 0, SCOPE_NONE,
     "the domains in which fire must cease; all where left out"},
    {K(CEASEFIRE), "escalation", ":string", "escalation", 0, SCOPE_NONE,
     "what follows a violation, in words"},

    /* withdrawal */
    {K(WITHDRAWAL), "from", "line line:line", "from", ROW_REQUIRED, SCOPE_NONE,
     "the line that distances are measured from, to its nearest point, on the bound party's own "
     "side"},
    {K(WITHDRAWAL), "zone-width", "category:selector zone_width_m:length", "limits", ROW_MANY,
     SCOPE_NONE,
     "the width of the whole zone that must be free of it; `share` of it is the distance on each "
     "side"},
    {K(WITHDRAWAL), "distance", "category:selector distance_m:length", "limits", ROW_MANY,
     SCOPE_NONE, "how far from the line it must be"},
    {K(WITHDRAWAL), "share", ":share", "share", 0, SCOPE_NONE,
     "the part of a zone's width that lies on the bound party's side"},
    {K(WITHDRAWAL), "side", ":side", "side", 0, SCOPE_NONE,
     "the side on which distances count, in place of the bound party's own: across the line is "
     "nearer than any distance; of both-sides there is no across"},
    {K(WITHDRAWAL), "stage",
     "number:count categories:selector, [ in area area:area ] complete by complete_by:day",
     "stages", ROW_MANY, SCOPE_NONE,
     "a part of the withdrawal with its own end; moving away during it is compliant"},
    {K(WITHDRAWAL), "start", "by :day", "start_by", 0, SCOPE_NONE,
     "the day on which it must have begun"},
    {K(WITHDRAWAL), "start", "requires ceasefire ceasefire:term held held:elapsed",
     "start_requires", 0, SCOPE_NONE, "what must hold before it begins"},
    {HAS_AN_END, "complete", "by :day", "complete_by", 0, SCOPE_NONE,
     "the last day: it ends at 24:00 local of that day; presence before is pending, afterwards a "
     "violation"},
    {HAS_AN_END, "complete", "by milestone milestone:term [ + plus:duration ]", "complete_by", 0,
     SCOPE_NONE, "the end hangs on another term's completion"},

    /* exclusion_zone */
    {K(EXCLUSION_ZONE), "transit", "<= :elapsed", "transit", 0, SCOPE_NONE,
     "stays that are not longer than this are allowed"},
    {K(EXCLUSION_ZONE), "requires", "quiet quiet:duration [ verified-by verified_by:party ]",
     "requires", 0, SCOPE_NONE, "the term holds once there was quiet for so long"},

    /* ceiling */
    {K(CEILING), "limit", "unit unit:word op:at_most n:count", "limits", ROW_MANY, SCOPE_NONE,
     "at most so many formations of that size at one time"},
    {K(CEILING), "limit", "category:selector [ except except:selector ] op:at_most n:count",
     "limits", ROW_MANY, SCOPE_NONE,
     "at most so many at one time: a violation only when more are provably distinct"},
    {K(CEILING), "simultaneity", ":elapsed", "simultaneity", 0, SCOPE_NONE,
     "sightings within this time count as one moment; 24 h where left out"},
    {K(CEILING), "coverage", ">= :share", "coverage_min", 0, SCOPE_NONE,
     "compliance can be stated only where at least this share of the area was seen; 0.9 where left "
     "out"},
    {K(CEILING), "speed", "mobility:{tracked|wheeled} speed:speed", "speeds", ROW_MANY, SCOPE_NONE,
     "the greatest speed at which one item may have caused two sightings; 50 km/h tracked and 80 "
     "km/h wheeled where left out"},
    {K(CEILING), "exempt", "transit <= :duration", "exempt_transit", 0, SCOPE_NONE,
     "items in transit for no longer than this do not count"},
    {K(CEILING), "exempt",
     ":{manufacture|research|historical_collection|awaiting_disposal|awaiting_export|"
     "internal_security},",
     "exempt", ROW_JOIN, SCOPE_NONE, "items that the counting rules leave out; people assess them"},
    {VERIFIED_BY, "verified-by", ":party", "verified_by", 0, SCOPE_NONE,
     "whose observations the term is judged on; everybody's where left out"},

    /* ratio */
    {K(RATIO) | K(REPLACEMENT), "category", ":selector,", "categories", ROW_REQUIRED | ROW_JOIN,
     SCOPE_NONE, "what the term is about"},
    {K(RATIO), "ratio", ":ratio", "ratio", ROW_REQUIRED, SCOPE_NONE,
     "the proportion among the bound parties, in their order"},
    {K(RATIO), "baseline", "declaration declaration:term", "baseline", 0, SCOPE_NONE,
     "the declaration that the proportion starts from"},
    {K(RATIO), "baseline", "text:string", "baseline", 0, SCOPE_NONE,
     "what the proportion starts from, in words"},

    /* rate_limit */
    {K(RATE_LIMIT), "limit", "what:selector of activity:word op:at_most n:count per per:duration",
     "limits", ROW_MANY | ROW_REQUIRED, SCOPE_NONE,
     "at most so many of these within a window of time, in all activities of that kind"},
    {K(RATE_LIMIT), "limit", "quantity:word op:at_most n:count per per:duration", "limits",
     ROW_MANY | ROW_REQUIRED, SCOPE_NONE,
     "at most so many of a kind of activity (exercise, …; `activity`: of every kind) within a "
     "window of time; of `rotation` at most so many people"},
    {K(RATE_LIMIT), "window", ":{sliding|calendar}", "window", ROW_REQUIRED, SCOPE_NONE,
     "whether the window slides or follows the calendar"},
    {K(RATE_LIMIT), "counts", ":( category:selector op:op n:count )|", "counts", 0, SCOPE_NONE,
     "only occurrences that reach one of these count"},

    /* replacement */
    {K(REPLACEMENT), "basis", ":{piece_for_piece}", "basis", 0, SCOPE_NONE,
     "what comes in must match what went out"},
    {K(REPLACEMENT), "same", ":{type|model|calibre|effectiveness},", "same", 0, SCOPE_NONE,
     "in what the replacement must equal the replaced"},
    {K(REPLACEMENT), "ports", ":string,", "ports", ROW_JOIN, SCOPE_NONE,
     "the places through which it may come in"},
    {K(REPLACEMENT), "notice", ":duration", "notice", 0, SCOPE_NONE,
     "how long before it must be notified"},

    /* embargo */
    {K(EMBARGO), "prohibits",
     "transfer [ of of:selector, ] [ to to:party, ] [ from from:party, ] [ into area into:area ]",
     "prohibits_transfer", ROW_MANY | ROW_REQUIRED, SCOPE_NONE, "the transfers that are banned"},
    {K(EMBARGO), "evidence", ":{crossing|cargo_inspection|declaration|sighting},", "evidence", 0,
     SCOPE_NONE, "what may prove a transfer"},

    /* no_fly */
    {K(NO_FLY), "beyond", "own line first:line second:line", "beyond_own", 0, SCOPE_NONE,
     "no party may fly beyond its own line: the first bound party's, the second's"},
    {K(NO_FLY), "floor", ":altitude", "floor_m", 0, SCOPE_NONE,
     "the lower end of the volume; none where left out"},
    {K(NO_FLY), "ceiling", ":altitude", "ceiling_m", 0, SCOPE_NONE,
     "the upper end of the volume; none where left out"},
    {K(NO_FLY), "datum", ":{amsl|agl|hae}", "datum", 0, SCOPE_NONE,
     "what altitudes count from: mean sea level (where left out), the ground, the ellipsoid"},
    {K(NO_FLY), "dwell", ":count fixes", "dwell_fixes", 0, SCOPE_NONE,
     "so many consecutive positions inside make a violation; 2 where left out"},

    /* line_crossing */
    {K(LINE_CROSSING), "line", ":line", "line", ROW_REQUIRED, SCOPE_NONE,
     "the line that must not be crossed"},
    {K(LINE_CROSSING), "direction", ":{any|left_to_right|right_to_left}", "direction", 0,
     SCOPE_NONE, "the direction that is meant; any where left out"},
    {K(LINE_CROSSING), "sigmas", ":number", "k_sigma", 0, SCOPE_NONE,
     "how many standard deviations from the line a position must be to stand on its side; 1.645 "
     "where left out"},

    /* status_quo, activity_ban */
    {K(STATUS_QUO) | K(ACTIVITY_BAN), "baseline", "at:day [ source:string ]", "baseline", 0,
     SCOPE_NONE, "the day of the imagery that changes are measured against"},
    {K(STATUS_QUO) | K(ACTIVITY_BAN), "allow", ":{maintenance|demining|humanitarian_works},",
     "allow", ROW_JOIN, SCOPE_NONE, "what is allowed all the same, up to the size of the baseline"},

    /* return_fire */
    {K(RETURN_FIRE), "permits",
     "what:{fire} when conditions:{offensive|order_issued|coordination_failed|proportionate|"
     "self_defence}&",
     "permits", ROW_REQUIRED, SCOPE_NONE,
     "fire by the responder is no violation when all of these hold; each is a finding of people"},
    {K(RETURN_FIRE), "notify", ":party,", "notify", 0, SCOPE_NONE, "who must be told"},
    {K(RETURN_FIRE), "standard", ":standard", "standard", 0, SCOPE_NONE,
     "the standard of proof that the findings must reach"},
    {K(RETURN_FIRE), "under", ":term", "under", 0, SCOPE_NONE, "the ceasefire that it relaxes"},
    {0},
};
