/* SPDX-License-Identifier: Apache-2.0 */
/* member.c: the contract's kinds as tables: which members each has, of which type, within which
 * limits. The reader, the documents and the schema are made from these rows. */
#include "watch/observe.h"

#include <assert.h>
#include <math.h>

/* name, type, …, help: the offset goes to the field of the kind's own struct. */
#define ROW(struct_, name_, type_, field_, ...)                                                    \
    {                                                                                              \
        .name = (name_), .type = (type_), .at = offsetof(struct struct_, field_), __VA_ARGS__      \
    }
#define TOO(struct_, field_) .at_too = offsetof(struct struct_, field_)
#define NEEDED               .is_required = true
#define MORE(name_, type_, field_, ...)                                                            \
    {                                                                                              \
        .name = (name_), .type = (type_), .at = offsetof(struct observation_more, field_),         \
        .is_in_more = true, __VA_ARGS__                                                            \
    }

/* `kind` itself is read before the table is chosen. */
static const struct member common[] = {
    ROW(row_head, "id", MEMBER_TEXT, id,
        .help = "unique within its source; left out: made from the content"),
    ROW(row_head, "source", MEMBER_NAME, source, .help = "who saw, reported or declared it"),
    ROW(row_head, "recorded_at", MEMBER_KNOWN, recorded_at_ms,
        .help = "when it became known; left out: what the kind says"),
    ROW(row_head, "label", MEMBER_NAME, label, .help = "classification; left out: the mission's"),
    ROW(row_head, "supersedes", MEMBER_TEXT, supersedes,
        .help = "id of the row of the same kind and source that this one replaces"),
};

#define ITEMS(struct_, ...)                                                                        \
    ROW(struct_, "items", MEMBER_ITEMS, items, TOO(struct_, n_items), __VA_ARGS__)

static const struct member observation[] = {
    ROW(observation, "time", MEMBER_WHEN, when, TOO(observation, is_ambiguous_time),
        .help = "when it happened; may be left out beside a track, which has its own times"),
    ROW(observation, "place", MEMBER_PLACE, place,
        .help = "where it happened; left out: the sensor's place, else nowhere stated"),
    ROW(observation, "sense", MEMBER_WORD, sense, .list = VOCAB_SENSE,
        .help = "how it came to be known; sound is corrected for `heard`"),
    ROW(observation, "phenomenon", MEMBER_WORD, phenomenon, .list = VOCAB_PHENOMENON,
        .help = "what it was; left out beside items: weapon_sighting"),
    ROW(observation, "detail", MEMBER_WORD, detail, .list = VOCAB_DETAIL,
        .help = "of explosions; left out: undetermined"),
    ROW(observation, "count", MEMBER_COUNT, count, .min = 0, .help = "how many; left out: 1"),
    ROW(observation, "party", MEMBER_ACTOR, actor, .help = "whose act; left out: undetermined"),
    ITEMS(observation, .help = "what was seen"),
    ROW(observation, "clock_sigma_s", MEMBER_FLOAT, clock_sigma_s, .min = 0, .max = 1e6,
        .help = "error of the clock; left out: the sensor's, else 0"),
    ROW(observation, "temperature_c", MEMBER_FLOAT, temperature_c, .min = -90, .max = 70,
        .help = "of the air, for the speed of sound; left out: 15"),
    ROW(observation, "reliability", MEMBER_LETTER, reliability, .letters = "ABCDEF",
        .help = "of the source (F: cannot be judged); left out: the sensor's"),
    ROW(observation, "credibility", MEMBER_LETTER, credibility, .letters = "123456",
        .help = "of the content (6: cannot be judged)"),
    ROW(observation, "reported", MEMBER_FLAG, is_reported,
        .help = "a row of a public event file: seen by nobody of the mission"),
    MORE("weapon", MEMBER_NAME, weapon, .help = "as reported, in free words"),
    MORE("movement", MEMBER_MOVEMENT, movement_from, .help = "{\"from\", \"to\"}: words"),
    MORE("lineage", MEMBER_NAME, lineage, .help = "what it was copied from"),
    MORE("narrative", MEMBER_TEXT, narrative, .help = "free text"),
    MORE("attributes", MEMBER_JSON, attributes, .help = "free, kept, not judged"),
};

static const struct member sensor[] = {
    ROW(sensor, "type", MEMBER_LIST_WORD, type, .list = VOCAB_SENSOR_TYPE, .help = "what it is"),
    ROW(sensor, "place", MEMBER_PLACE, place, .help = "where it stands"),
    ROW(sensor, "clock_sigma_s", MEMBER_FLOAT, clock_sigma_s, .min = 0, .max = 1e6,
        .help = "error of its clock"),
    ROW(sensor, "reliability", MEMBER_LETTER, reliability, .letters = "ABCDEF",
        .help = "of what it reports"),
};

static const struct member coverage[] = {
    ROW(coverage, "area", MEMBER_AREA, area, NEEDED, .help = "what could be seen"),
    ROW(coverage, "time", MEMBER_INTERVAL, when, NEEDED, .help = "during which interval"),
    ROW(coverage, "fraction", MEMBER_REAL, fraction, NEEDED, .min = 0, .max = 1,
        .help = "seen share of the area"),
};

static const struct member impediment[] = {
    ROW(impediment, "time", MEMBER_INTERVAL, when, NEEDED, .help = "when it began, or from/to"),
    ROW(impediment, "until", MEMBER_UNTIL, when, TOO(impediment, has_until),
        .help = "when it ended"),
    ROW(impediment, "place", MEMBER_PLACE, place, .help = "where"),
    ROW(impediment, "party", MEMBER_ACTOR, actor,
        .help = "whose personnel it was, or \"both\"; left out: undetermined"),
    ROW(impediment, "impediment", MEMBER_WORD, impediment, NEEDED, .list = VOCAB_IMPEDIMENT,
        .help = "what it was"),
    ROW(impediment, "means", MEMBER_LIST_WORD, means, .list = VOCAB_MEANS,
        .help = "what was hindered"),
    ROW(impediment, "resolved", MEMBER_FLAG, resolved, .help = "the way was opened after all"),
    ROW(impediment, "standing", MEMBER_FLAG, standing, .help = "a lasting restriction"),
    ROW(impediment, "reason", MEMBER_TEXT, reason, .help = "as it was given"),
};

static const struct member notification[] = {
    ROW(notification, "by", MEMBER_NAME, by, NEEDED, .help = "the party that notified"),
    ROW(notification, "about", MEMBER_LIST_WORD, about, NEEDED, .list = VOCAB_NOTICE_ABOUT,
        .help = "what of"),
    ROW(notification, "received_at", MEMBER_INSTANT, received_at_ms, NEEDED,
        .help = "when it arrived: what lateness is measured by"),
    ROW(notification, "sent_at", MEMBER_INSTANT, sent_at_ms, .help = "when it was sent"),
    ROW(notification, "for", MEMBER_INTERVAL, span, TOO(notification, has_span),
        .help = "when the activity is to take place"),
    ROW(notification, "area", MEMBER_AREA, area, .help = "where it is to take place"),
    ROW(notification, "command", MEMBER_COMMAND, command, .help = "under which command"),
    ROW(notification, "personnel", MEMBER_COUNT, personnel, TOO(notification, has_personnel),
        .help = "how many"),
    ITEMS(notification, .help = "what takes part, or is removed"),
    ROW(notification, "complete", MEMBER_FLAG, complete,
        .help = "has all that it must state; left out: true"),
};

static const struct member activity[] = {
    ROW(activity, "activity", MEMBER_LIST_WORD, activity, NEEDED, .list = VOCAB_ACTIVITY,
        .help = "what it was"),
    ROW(activity, "alert", MEMBER_FLAG, alert, .help = "without notice to the troops"),
    ROW(activity, "by", MEMBER_NAME, by, .help = "the party; left out: undetermined"),
    ROW(activity, "time", MEMBER_INTERVAL, when, NEEDED, .help = "from/to"),
    ROW(activity, "place", MEMBER_PLACE, place, .help = "where"),
    ROW(activity, "command", MEMBER_COMMAND, command, TOO(activity, command_p),
        .help = "{\"id\", \"p\"}: under which command, how surely"),
    ROW(activity, "personnel", MEMBER_COUNT, personnel, TOO(activity, has_personnel),
        .help = "how many"),
    ITEMS(activity, .help = "what took part"),
    ROW(activity, "observers_invited", MEMBER_FLAG, observers_invited,
        .help = "observers were invited"),
};

static const struct member derogation[] = {
    ROW(derogation, "term", MEMBER_TERM_ID, term, NEEDED, .help = "which term it loosens"),
    ROW(derogation, "agreed_by", MEMBER_NAMES, agreed_by, NEEDED, TOO(derogation, n_agreed_by),
        .help = "the parties that agreed: all of them, to have effect"),
    ROW(derogation, "for", MEMBER_INTERVAL, span, NEEDED, .help = "when it holds"),
    ROW(derogation, "limit_change", MEMBER_LIMIT_CHANGE, change, TOO(derogation, has_change),
        .help = "{\"category\", \"by\"}, or a number where the term has one limit"),
    ROW(derogation, "exempt", MEMBER_FLAG, exempt, .help = "the term does not apply"),
};

static const struct member permit[] = {
    ROW(permit, "holder", MEMBER_NAME, holder, NEEDED, .help = "a party, observer or source"),
    ROW(permit, "scope", MEMBER_NAME, scope,
        .help = "a term, an activity or a phenomenon; left out: all"),
    ROW(permit, "area", MEMBER_AREA, area, .help = "where; left out: everywhere"),
    ROW(permit, "for", MEMBER_INTERVAL, span, NEEDED, .help = "when it holds"),
    ROW(permit, "revoked_at", MEMBER_INSTANT, revoked_at_ms, .help = "from when on it does not"),
};

/* `area` and `place` are the same thing said in two ways. */
static const struct member site[] = {
    ROW(site, "place", MEMBER_PLACE, place, .help = "where it is"),
    ROW(site, "area", MEMBER_AREA, place, .help = "… or its outline"),
    ROW(site, "party", MEMBER_NAME, party, .help = "whose it is"),
    ROW(site, "type", MEMBER_WORD, type, .list = VOCAB_SITE_TYPE, .help = "what it is"),
};

static const struct member baseline[] = {
    ROW(baseline, "area", MEMBER_AREA, area, NEEDED, .help = "where"),
    ROW(baseline, "at", MEMBER_INSTANT, at_ms, NEEDED, .help = "on which day"),
    ROW(baseline, "features", MEMBER_JSON, features, .help = "positions, fortifications then"),
};

static const struct member transfer[] = {
    ROW(transfer, "time", MEMBER_INTERVAL, when, NEEDED, .help = "when"),
    ROW(transfer, "place", MEMBER_PLACE, place, .help = "where it crossed"),
    ROW(transfer, "from", MEMBER_NAME, from, .help = "who gave"),
    ROW(transfer, "to", MEMBER_NAME, to, .help = "who received"),
    ROW(transfer, "port", MEMBER_NAME, port, .help = "through which port, as a term names it"),
    ITEMS(transfer, .help = "what"),
    ROW(transfer, "inspected", MEMBER_FLAG, inspected, .help = "it was looked into"),
    ROW(transfer, "site", MEMBER_NAME, site, .help = "the site that keeps it from then on"),
    ROW(transfer, "person", MEMBER_NAME, person, .help = "who handed it in: a pseudonym"),
    ROW(transfer, "serviceable", MEMBER_COUNT, serviceable, TOO(transfer, has_serviceable),
        .help = "how many of them can be used; left out: not stated"),
};

static const struct member inventory[] = {
    ROW(inventory, "site", MEMBER_NAME, site, NEEDED, .help = "the site that it declares"),
    ROW(inventory, "by", MEMBER_NAME, by, .help = "the party that declares"),
    ROW(inventory, "at", MEMBER_INSTANT, at_ms, NEEDED, .help = "as of when"),
    ITEMS(inventory, NEEDED, .help = "what is declared, with serials"),
};

static const struct member visit[] = {
    ROW(visit, "site", MEMBER_NAME, site, NEEDED, .help = "which site"),
    ROW(visit, "time", MEMBER_INTERVAL, when, NEEDED, .help = "when"),
    ROW(visit, "by", MEMBER_NAME, by, .help = "who visited"),
    ROW(visit, "access", MEMBER_WORD, access, .list = VOCAB_ACCESS,
        .help = "how far they were let; left out: full"),
    ROW(visit, "seen", MEMBER_ITEMS, seen, TOO(visit, n_seen), .help = "what, with serials"),
    ROW(visit, "unreadable", MEMBER_COUNT, unreadable,
        .help = "how many whose serial could not be read; left out: 0"),
    ROW(visit, "not_shown", MEMBER_COUNT, not_shown,
        .help = "how many were there but not shown; left out: 0"),
};

static const struct member line_version[] = {
    ROW(line_version, "line", MEMBER_LINE_ID, line, NEEDED, .help = "which line"),
    ROW(line_version, "geometry", MEMBER_LINE, geometry, NEEDED,
        .help = "GeoJSON LineString or MultiLineString, in the digitised direction"),
    ROW(line_version, "valid_from", MEMBER_INSTANT, valid_from_ms, NEEDED, .help = "from when on"),
    ROW(line_version, "accuracy_m", MEMBER_REAL, accuracy_m, .min = 0, .max = 1e6,
        .help = "one standard deviation; left out: the line's own"),
};

static const struct member claim[] = {
    ROW(claim, "by", MEMBER_NAME, by, NEEDED, .help = "the party that speaks"),
    ROW(claim, "about", MEMBER_TEXT, about, .help = "the row, event or term it speaks of"),
    ROW(claim, "claim", MEMBER_TEXT, text, NEEDED, .help = "what it says"),
    ROW(claim, "received_at", MEMBER_INSTANT, received_at_ms, NEEDED, .help = "when it arrived"),
};

static const struct member duty_done[] = {
    ROW(duty_done, "by", MEMBER_NAME, by, NEEDED, .help = "who had to do it"),
    ROW(duty_done, "duty", MEMBER_NAME, duty, NEEDED, .help = "what was done, as a term names it"),
    ROW(duty_done, "completed_at", MEMBER_INTERVAL, when, NEEDED,
        .help = "when it was completed: clocks start then; an interval where that is less known"),
    ROW(duty_done, "with", MEMBER_NAMES, with, TOO(duty_done, n_with), .help = "with whom"),
    ROW(duty_done, "request", MEMBER_TEXT, request, .help = "id of the request that it answers"),
    ROW(duty_done, "reported_to", MEMBER_NAMES, reported_to, TOO(duty_done, n_reported_to),
        .help = "who got the report; left out: not stated"),
};

static const struct member request[] = {
    ROW(request, "by", MEMBER_NAME, by, NEEDED, .help = "who asks"),
    ROW(request, "to", MEMBER_NAME, to, .help = "who is asked; left out: whom the term binds"),
    ROW(request, "duty", MEMBER_NAME, duty, NEEDED, .help = "what for, as a term names it"),
    ROW(request, "received_at", MEMBER_INTERVAL, received, NEEDED,
        .help = "when it arrived: clocks start then"),
};

static const struct member deployment[] = {
    ROW(deployment, "of", MEMBER_NAME, of, .help = "the force; left out: whichever a term binds"),
    ROW(deployment, "contributor", MEMBER_NAME, contributor, NEEDED,
        .help = "whose people they are: a member, or a State by its ISO 3166 alpha-3 code"),
    ROW(deployment, "from", MEMBER_INSTANT, from_ms, NEEDED, .help = "since when they are there"),
    ROW(deployment, "until", MEMBER_INSTANT, until_ms,
        .help = "from when on they are not; left out: nothing ends it"),
    ROW(deployment, "personnel", MEMBER_COUNT, personnel, TOO(deployment, has_personnel),
        .help = "how many; left out: at least 1, of a commander 1"),
    ROW(deployment, "place", MEMBER_PLACE, place, .help = "where they are"),
    ROW(deployment, "sectors", MEMBER_NAMES, sectors, TOO(deployment, n_sectors),
        .help = "names of sectors, or ids of features of a term's file of areas or axes"),
    ROW(deployment, "post", MEMBER_WORD, post, .list = VOCAB_POST, .help = "left out: unit"),
    ROW(deployment, "pledged", MEMBER_FLAG, pledged,
        .help = "promised, not deployed: never counts"),
    ROW(deployment, "tasks", MEMBER_NAMES, tasks, TOO(deployment, n_tasks),
        .help = "what they do there"),
    ROW(deployment, "contingent", MEMBER_NAME, contingent,
        .help = "which of the contributor's; left out: its only one"),
    ROW(deployment, "caveats", MEMBER_NAMES, caveats, TOO(deployment, n_caveats),
        .help = "tasks that their State refuses"),
    ROW(deployment, "notice_h", MEMBER_FLOAT, notice_h, .min = 0, .max = 8760,
        .help = "readiness: hours from a call to setting out; left out: not stated"),
};

static const struct member mandate[] = {
    ROW(mandate, "of", MEMBER_NAME, of, .help = "the force; left out: whichever a term binds"),
    ROW(mandate, "authority", MEMBER_WORD, authority, NEEDED, .list = VOCAB_AUTHORITY,
        .help = "who gave it"),
    ROW(mandate, "from", MEMBER_INSTANT, from_ms, NEEDED, .help = "when it begins"),
    ROW(mandate, "until", MEMBER_INSTANT, until_ms,
        .help = "from when on it does not hold; left out: as long as the term says"),
    ROW(mandate, "tasks", MEMBER_NAMES, tasks, TOO(mandate, n_tasks),
        .help = "what it is for; left out: not stated"),
};

static const struct member consent[] = {
    ROW(consent, "by", MEMBER_NAME, by, NEEDED, .help = "the host that consents"),
    ROW(consent, "to", MEMBER_NAME, to, .help = "the force; left out: whichever a term binds"),
    ROW(consent, "given_at", MEMBER_INSTANT, given_at_ms, NEEDED, .help = "since when"),
    ROW(consent, "revoked_at", MEMBER_INSTANT, revoked_at_ms,
        .help = "when it was withdrawn: a term's notice runs from then"),
};

static const struct member declaration[] = {
    ROW(declaration, "by", MEMBER_NAME, by, NEEDED, .help = "the party that declares"),
    ROW(declaration, "at", MEMBER_INSTANT, at_ms, NEEDED, .help = "as of when"),
    ROW(declaration, "received_at", MEMBER_INSTANT, received_at_ms, NEEDED,
        .help = "when it arrived: what lateness is measured by"),
    ROW(declaration, "personnel", MEMBER_COUNT, personnel, TOO(declaration, has_personnel),
        .help = "how many people"),
    ITEMS(declaration, .help = "what it holds"),
    ROW(declaration, "complete", MEMBER_FLAG, complete,
        .help = "has all that it must state; left out: true"),
};

static const struct member verification[] = {
    ROW(declaration, "of", MEMBER_NAME, by, NEEDED, .help = "the party whose holdings they are"),
    ROW(declaration, "by", MEMBER_NAME, found, .help = "who verified"),
    ROW(declaration, "at", MEMBER_INSTANT, received_at_ms, NEEDED, .help = "when it was found"),
    ROW(declaration, "personnel", MEMBER_COUNT, personnel, TOO(declaration, has_personnel),
        .help = "how many people"),
    ITEMS(declaration, .help = "what was found"),
};

static const struct member inspection[] = {
    ROW(inspection, "by", MEMBER_NAME, by, NEEDED, .help = "who inspects"),
    ROW(inspection, "of", MEMBER_NAME, of, NEEDED, .help = "the party that is inspected"),
    ROW(inspection, "requested_at", MEMBER_INSTANT, requested_at_ms, NEEDED,
        .help = "when the request was received"),
    ROW(inspection, "site", MEMBER_NAME, site, .help = "where"),
    ROW(inspection, "arrived_at", MEMBER_INSTANT, arrived_at_ms, .help = "left out: not yet"),
    ROW(inspection, "left_at", MEMBER_INSTANT, left_at_ms, .help = "left out: not yet"),
    ROW(inspection, "access", MEMBER_WORD, access, .list = VOCAB_ACCESS,
        .help = "how far they were let; left out: full"),
    ROW(inspection, "ground", MEMBER_NAME, ground, .help = "on which it was refused"),
};

static const struct member progress[] = {
    ROW(progress_made, "by", MEMBER_NAME, by, NEEDED, .help = "the party whose progress it is"),
    ROW(progress_made, "registry", MEMBER_NAME, registry, .help = "of what, as a term names it"),
    ROW(progress_made, "term", MEMBER_TERM_ID, term, .help = "… or the term that it is about"),
    ROW(progress_made, "at", MEMBER_INSTANT, at_ms, NEEDED, .help = "as of when"),
    ROW(progress_made, "done", MEMBER_COUNT, done, NEEDED, .help = "how many so far"),
    ROW(progress_made, "of", MEMBER_COUNT, total, TOO(progress_made, has_total),
        .help = "of how many; left out: the strength that was declared or verified"),
    ROW(progress_made, "basis", MEMBER_WORD, basis, .list = VOCAB_BASIS,
        .help = "how it is known; left out: declared"),
};

static const struct member route[] = {
    ROW(route, "from", MEMBER_NAME, a, NEEDED,
        .help = "a member, a sector or deployment, or any other name of a place"),
    ROW(route, "to", MEMBER_NAME, b, NEEDED, .help = "the same"),
    ROW(route, "path", MEMBER_LIST_WORD, path, NEEDED, .list = VOCAB_PATH, .help = "the way"),
    ROW(route, "hours", MEMBER_REAL, hours, NEEDED, .min = 0, .max = 100000,
        .help = "how long it takes, at the least"),
    ROW(route, "hours_most", MEMBER_REAL, hours_most, .min = 0, .max = 100000,
        .help = "… and at the most; left out: no longer"),
    ROW(route, "one_way", MEMBER_FLAG, one_way, .help = "not back"),
    ROW(route, "since", MEMBER_INSTANT, from_ms, .help = "when it opened; left out: always open"),
    ROW(route, "until", MEMBER_INSTANT, until_ms, .help = "from when on it is closed"),
};

static const struct member channel[] = {
    ROW(channel_state, "channel", MEMBER_NAME, channel, NEEDED, .help = "its name"),
    ROW(channel_state, "at", MEMBER_INSTANT, at_ms, NEEDED, .help = "when"),
    ROW(channel_state, "result", MEMBER_WORD, result, NEEDED, .list = VOCAB_CHANNEL_RESULT,
        .help = "it was set up, a test of it passed or not, it was closed"),
    ROW(channel_state, "with", MEMBER_NAME, with,
        .help = "who is at its other end; left out: as stated before"),
    ROW(channel_state, "by", MEMBER_NAME, by, .help = "who set it up or tested it"),
    ROW(channel_state, "every_h", MEMBER_REAL, every_h, .min = 0.01, .max = 100000,
        .help = "hours from a test that passed until the next is due; left out: as stated before"),
    ROW(channel_state, "means", MEMBER_NAME, means, .help = "radio, telephone, …"),
    ROW(channel_state, "reason", MEMBER_TEXT, reason, .help = "why it failed or was closed"),
};

static const struct member course[] = {
    ROW(course, "by", MEMBER_NAME, by, NEEDED, .help = "the contributor that gives it"),
    ROW(course, "to", MEMBER_NAME, to, NEEDED, .help = "the host"),
    ROW(course, "service", MEMBER_LIST_WORD, service, NEEDED, .list = VOCAB_SERVICE,
        .help = "whose people attend it"),
    ROW(course, "subject", MEMBER_NAME, subject, NEEDED, .help = "what it teaches"),
    ROW(course, "from", MEMBER_INSTANT, from_ms, NEEDED, .help = "when it begins"),
    ROW(course, "until", MEMBER_INSTANT, until_ms, .help = "when it is over; left out: not yet"),
    ROW(course, "place", MEMBER_PLACE, place, .help = "where"),
    ROW(course, "trainees", MEMBER_COUNT, trainees, TOO(course, has_trainees),
        .help = "how many attend it"),
    ROW(course, "completed", MEMBER_COUNT, completed, TOO(course, has_completed),
        .help = "how many of them completed it"),
};

static const struct member demob[] = {
    ROW(demob_step, "person", MEMBER_NAME, person, NEEDED,
        .help = "a pseudonym that says nothing of the person"),
    ROW(demob_step, "stage", MEMBER_WORD, stage, NEEDED, .list = VOCAB_DEMOB_STAGE,
        .help = "which was reached"),
    ROW(demob_step, "at", MEMBER_INSTANT, at_ms, NEEDED, .help = "when"),
    ROW(demob_step, "by", MEMBER_NAME, by,
        .help = "the party whose force it was; left out: as stated before"),
    ROW(demob_step, "site", MEMBER_NAME, site, .help = "where: the id of a site"),
    ROW(demob_step, "child", MEMBER_FLAG, is_child, .help = "under 18: counted apart"),
    ROW(demob_step, "same_as", MEMBER_NAME, same_as,
        .help = "the pseudonym under which the same person was registered before: counts once"),
};

static const struct member patrol[] = {
    ROW(patrol_step, "patrol", MEMBER_NAME, patrol, NEEDED, .help = "its name"),
    ROW(patrol_step, "event", MEMBER_WORD, event, NEEDED, .list = VOCAB_PATROL_EVENT,
        .help = "that it was planned, or what became of it"),
    ROW(patrol_step, "at", MEMBER_INSTANT, at_ms, NEEDED, .help = "when"),
    ROW(patrol_step, "team", MEMBER_NAMES, team, TOO(patrol_step, n_team),
        .help = "of a plan: everybody who goes, by pseudonyms"),
    ROW(patrol_step, "leaves_at", MEMBER_INSTANT, leaves_at_ms, .help = "of a plan: when it goes"),
    ROW(patrol_step, "returns_at", MEMBER_INSTANT, returns_at_ms,
        .help = "of a plan: when it is expected back"),
    ROW(patrol_step, "segment", MEMBER_NAME, segment, .help = "of a plan: the id of a site"),
    ROW(patrol_step, "route", MEMBER_NAMES, route, TOO(patrol_step, n_route),
        .help = "of a plan: the places that it passes, in order"),
    ROW(patrol_step, "check_in_min", MEMBER_FLOAT, check_in_min, .min = 1, .max = 100000,
        .help = "of a plan: minutes from one sign of it to the next; left out: none are asked for"),
    ROW(patrol_step, "grace_min", MEMBER_FLOAT, grace_min, .min = 0, .max = 100000,
        .help = "of a plan: minutes after which it is overdue; left out: 0"),
    ROW(patrol_step, "watch", MEMBER_NAME, watch,
        .help = "of a plan: who must act when it is overdue or somebody is missing"),
    ROW(patrol_step, "accounted", MEMBER_NAMES, accounted, TOO(patrol_step, n_accounted),
        .help = "of a headcount or return: whose whereabouts are known, by pseudonyms; a return "
                "without it says nothing of people"),
    ROW(patrol_step, "place", MEMBER_PLACE, place, .help = "where that was"),
};

static const struct member finding[] = {
    ROW(finding_made, "finds", MEMBER_WORD, finds, NEEDED, .list = VOCAB_FINDS,
        .help = "what the panel found"),
    ROW(finding_made, "party", MEMBER_NAME, by, NEEDED, .help = "whose act it is about"),
    ROW(finding_made, "for", MEMBER_INTERVAL, span, NEEDED, .help = "when it was so"),
    ROW(finding_made, "area", MEMBER_AREA, area, .help = "where; left out: everywhere"),
    ROW(finding_made, "standard", MEMBER_NAME, standard,
        .help = "the standard of proof that it reached, as the charter names it"),
    ROW(finding_made, "inquiry", MEMBER_TEXT, inquiry,
        .help = "id of the finding on the record that it is taken from"),
    ROW(finding_made, "adopted_at", MEMBER_INSTANT, adopted_at_ms, NEEDED,
        .help = "when it was adopted"),
};

#define KIND(members_, known_at_, known_, ...)                                                     \
    {                                                                                              \
        .members = (members_), .n_members = sizeof(members_) / sizeof((members_)[0]),              \
        .known_at = (known_at_), .known = (known_), __VA_ARGS__                                    \
    }
#define KNOWN(struct_, field_) offsetof(struct struct_, field_)

static const struct member_kind kinds[ROW_KIND_COUNT] = {
    [ROW_OBSERVATION] = KIND(observation, KNOWN(observation, when.t1_ms), "the end of `time`",
                             .help = "what somebody saw, heard, recorded, was told or found"),
    [ROW_SENSOR] = KIND(sensor, MEMBER_ALWAYS_KNOWN, "always known", .required = {"id"},
                        .help = "what observations of this source inherit"),
    [ROW_COVERAGE] = KIND(coverage, KNOWN(coverage, when.t1_ms), "the end of `time`",
                          .help = "what could have been seen"),
    [ROW_IMPEDIMENT] = KIND(impediment, KNOWN(impediment, when.t1_ms), "the end of `time`",
                            .help = "somebody was kept from observing"),
    [ROW_NOTIFICATION] = KIND(notification, KNOWN(notification, received_at_ms), "`received_at`",
                              .help = "a party gave notice"),
    [ROW_ACTIVITY] = KIND(activity, KNOWN(activity, when.t1_ms), "the end of `time`",
                          .help = "an exercise, a movement, works: seen, not notified"),
    [ROW_DEROGATION] = KIND(derogation, KNOWN(derogation, span.t0_ms), "the beginning of `for`",
                            .help = "the parties agreed to depart from a term"),
    [ROW_PERMIT] = KIND(permit, KNOWN(permit, span.t0_ms), "the beginning of `for`",
                        .help = "leave given by the body in charge"),
    [ROW_SITE] = KIND(site, MEMBER_ALWAYS_KNOWN, "always known", .required = {"id"},
                      .help = "a place of storage, assembly or command"),
    [ROW_BASELINE] =
        KIND(baseline, KNOWN(baseline, at_ms), "`at`", .help = "what stood there on a day"),
    [ROW_TRANSFER] = KIND(transfer, KNOWN(transfer, when.t1_ms), "the end of `time`",
                          .help = "things changed hands"),
    [ROW_INVENTORY] = KIND(inventory, KNOWN(inventory, at_ms), "`at`",
                           .help = "a party declares what a site holds"),
    [ROW_VISIT] = KIND(visit, KNOWN(visit, when.t1_ms), "the end of `time`",
                       .help = "observers went to a site"),
    [ROW_LINE_VERSION] = KIND(line_version, KNOWN(line_version, valid_from_ms), "`valid_from`",
                              .help = "where a line runs from a time on"),
    [ROW_COMPLAINT] =
        KIND(claim, KNOWN(claim, received_at_ms), "`received_at`", .help = "a party alleges"),
    [ROW_REPLY] =
        KIND(claim, KNOWN(claim, received_at_ms), "`received_at`", .help = "a party answers"),
    [ROW_DUTY_DONE] = KIND(duty_done, KNOWN(duty_done, when.t1_ms), "the end of `completed_at`",
                           .help = "somebody did what a term asks of them"),
    [ROW_REQUEST] = KIND(request, KNOWN(request, received.t1_ms), "the end of `received_at`",
                         .help = "somebody asked for what a term promises them"),
    [ROW_DEPLOYMENT] =
        KIND(deployment, KNOWN(deployment, from_ms), "`from`", .help = "who is where with a force"),
    [ROW_MANDATE] = KIND(mandate, KNOWN(mandate, from_ms), "`from`",
                         .help = "the authority for a presence, for a time"),
    [ROW_CONSENT] = KIND(consent, KNOWN(consent, given_at_ms), "`given_at`",
                         .help = "a host consents to a presence"),
    [ROW_DECLARATION] = KIND(declaration, KNOWN(declaration, received_at_ms), "`received_at`",
                             .help = "a party declares what it holds"),
    [ROW_VERIFICATION] = KIND(verification, KNOWN(declaration, received_at_ms), "`at`",
                              .help = "what a party was found to hold"),
    [ROW_INSPECTION] = KIND(inspection, KNOWN(inspection, requested_at_ms), "`requested_at`",
                            .help = "an inspection that was asked for"),
    [ROW_ROUTE] = KIND(route, MEMBER_ALWAYS_KNOWN, "always known",
                       .help = "a way between two places, and how long it takes"),
    [ROW_CHANNEL] = KIND(channel, KNOWN(channel_state, at_ms), "`at`",
                         .help = "a channel to others: set up, tested, closed"),
    [ROW_COURSE] = KIND(course, KNOWN(course, from_ms), "`from`",
                        .help = "training that is given to a host's services"),
    [ROW_DEMOB] = KIND(demob, KNOWN(demob_step, at_ms), "`at`",
                       .help = "a person has come to a stage of demobilisation"),
    [ROW_PATROL] = KIND(patrol, KNOWN(patrol_step, at_ms), "`at`",
                        .help = "the plan of a patrol, or what became of it"),
    [ROW_FINDING] = KIND(finding, KNOWN(finding_made, adopted_at_ms), "`adopted_at`",
                         .help = "what a panel has adopted, for terms that hang on it"),
    [ROW_PROGRESS] =
        KIND(progress, KNOWN(progress_made, at_ms), "`at`", .help = "how far something has come"),
};

const struct member_kind *member_kind(enum row_kind kind)
{
    assert(kind < ROW_KIND_COUNT);
    return &kinds[kind];
}

const struct member *member_common(size_t *n)
{
    *n = sizeof(common) / sizeof(common[0]);
    return common;
}

/* The first letter tells most names apart: this runs for every member of every row. */
static const struct member *find_in(const struct member *members, size_t n, struct span name)
{
    for (size_t i = 0; i < n; i++)
        if (members[i].name[0] == name.p[0] && span_is(name, members[i].name))
            return &members[i];
    return NULL;
}

const struct member *member_find(enum row_kind kind, struct span name)
{
    const struct member_kind *k = member_kind(kind);
    const struct member *found;

    if (name.n == 0)
        return NULL;
    found = find_in(k->members, k->n_members, name);
    return found != NULL ? found : find_in(common, sizeof(common) / sizeof(common[0]), name);
}

const char *member_type_name(enum member_type type)
{
    static const char *const names[MEMBER_TYPE_COUNT] = {
        [MEMBER_TEXT] = "text",
        [MEMBER_NAME] = "a name",
        [MEMBER_WORD] = "a word of a list",
        [MEMBER_LIST_WORD] = "a word of a list",
        [MEMBER_LETTER] = "a letter or digit",
        [MEMBER_FLAG] = "true or false",
        [MEMBER_REAL] = "a number",
        [MEMBER_FLOAT] = "a number",
        [MEMBER_INTERVAL] = "a time or interval",
        [MEMBER_WHEN] = "a time or interval",
        [MEMBER_INSTANT] = "a time",
        [MEMBER_KNOWN] = "a time",
        [MEMBER_UNTIL] = "a time",
        [MEMBER_PLACE] = "a place",
        [MEMBER_AREA] = "an area",
        [MEMBER_COUNT] = "a count",
        [MEMBER_ACTOR] = "a party",
        [MEMBER_ITEMS] = "items",
        [MEMBER_JSON] = "any JSON",
        [MEMBER_LINE] = "a GeoJSON line",
        [MEMBER_LINE_ID] = "a line's id",
        [MEMBER_TERM_ID] = "a term's id",
        [MEMBER_NAMES] = "a list of names",
        [MEMBER_MOVEMENT] = "a movement",
        [MEMBER_COMMAND] = "a command",
        [MEMBER_LIMIT_CHANGE] = "a change of a limit",
    };

    assert(type < MEMBER_TYPE_COUNT);
    return names[type];
}
