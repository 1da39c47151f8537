/* SPDX-License-Identifier: Apache-2.0 */
/* phrases_list.h: every phrase that the reports use: how code calls it, how many values it has, its
 * key in the catalogue and the names of its values, in the order in which code gives them. */
#pragma once

/* clang-format off */
#define PHRASES(X) \
    /* small words */ \
    X(LANGUAGE, 0, "language", "") \
    X(LIST_MORE, 2, "list.more", "list item") \
    X(LIST_LAST, 2, "list.last", "list item") \
    X(NOT_KNOWN, 0, "not_known", "") \
    X(HIDDEN, 0, "hidden", "") \
    X(PLACE_UNKNOWN, 0, "place.unknown", "") \
    /* numbers and times */ \
    X(OR_MORE, 1, "number.or_more", "n") \
    X(TIME_TO, 2, "time.to", "from to") \
    X(TIME_S, 1, "time.seconds", "n") \
    X(TIME_MIN, 1, "time.minutes", "n") \
    X(TIME_H_MIN, 2, "time.hours_minutes", "hours minutes") \
    X(TIME_H, 1, "time.hours", "n") \
    X(TIME_D, 1, "time.days", "n") \
    /* inside the map and the timeline; symbols and units in the order of their enums */ \
    X(PARTY_UNDETERMINED, 0, "party.undetermined", "") \
    X(PARTY_BOTH, 0, "party.both", "") \
    X(PARTY_NONE, 0, "party.none", "") \
    X(MAP_FIRE, 0, "map.fire", "") \
    X(MAP_WEAPON, 0, "map.weapon", "") \
    X(MAP_AIR, 0, "map.air", "") \
    X(MAP_CROSSING, 0, "map.crossing", "") \
    X(MAP_IMPEDIMENT, 0, "map.impediment", "") \
    X(MAP_SITE, 0, "map.site", "") \
    X(MAP_OTHER, 0, "map.other", "") \
    X(MAP_VIOLATION, 0, "map.violation", "") \
    X(MAP_UNDECIDED, 0, "map.undecided", "") \
    X(MAP_CIRCLE, 0, "map.circle", "") \
    X(MAP_WEDGE, 0, "map.wedge", "") \
    X(MAP_MANY, 0, "map.many", "") \
    X(MAP_WORDS, 2, "map.words", "violations undecided") \
    X(UNIT_HOUR, 0, "unit.hour", "") \
    X(UNIT_THREE_HOURS, 0, "unit.three_hours", "") \
    X(UNIT_DAY, 0, "unit.day", "") \
    X(UNIT_WEEK, 0, "unit.week", "") \
    X(UNIT_MONTH, 0, "unit.month", "") \
    X(UNIT_YEAR, 0, "unit.year", "") \
    X(CHART_COUNTING, 2, "chart.counting", "violations range") \
    X(CHART_UNDECIDED, 1, "chart.undecided", "n") \
    X(CHART_SEEN, 1, "chart.seen", "area") \
    X(CHART_ELSEWHERE, 0, "chart.elsewhere", "") \
    X(CHART_LOCAL, 0, "chart.local", "") \
    X(CHART_UP_TO, 0, "chart.up_to", "") \
    X(CHART_NOT_ADDED, 0, "chart.not_added", "") \
    X(CHART_WORDS, 1, "chart.words", "unit") \
    X(CHART_WORDS_TERM, 3, "chart.words_term", "term violations undecided") \
    /* head and foot */ \
    X(TITLE, 1, "head.title", "id") \
    X(KICKER, 2, "head.kicker", "issuer label") \
    X(KICKER_DRAFT, 2, "head.kicker_draft", "issuer label") \
    X(FACT_ISSUER, 0, "head.issuer", "") \
    X(FACT_PERIOD, 0, "head.period", "") \
    X(PERIOD_LOCAL, 3, "head.period_local", "from to zone") \
    X(FACT_UTC, 0, "head.period_in_utc", "") \
    X(PERIOD_UTC, 2, "head.period_utc", "from to") \
    X(FACT_LENGTH, 0, "head.length", "") \
    X(HOURS, 1, "head.hours", "hours") \
    X(FACT_ISSUED, 0, "head.issued", "") \
    X(FACT_KNOWN, 0, "head.known", "") \
    X(FACT_AUDIENCE, 0, "head.audience", "") \
    X(FACT_LABEL, 0, "head.label", "") \
    X(FACT_AGREEMENT, 0, "head.agreement", "") \
    X(FACT_PACT, 0, "head.pact", "") \
    X(FACT_CHECKPOINT, 0, "head.checkpoint", "") \
    X(FACT_ROOT, 0, "head.root", "") \
    X(FACT_ENGINE, 0, "head.engine", "") \
    X(FACT_DRAFTER, 0, "head.drafter", "") \
    X(FACT_APPROVER, 0, "head.approver", "") \
    X(FOOT, 5, "foot", "id size root pact engine") \
    X(PAGE, 2, "foot.page", "page pages") \
    /* status of a verdict */ \
    X(STATUS_MACHINE, 0, "status.machine", "") \
    X(STATUS_CONFIRMED, 0, "status.confirmed", "") \
    X(STATUS_CONTESTED, 0, "status.contested", "") \
    X(STATUS_WITHDRAWN, 0, "status.withdrawn", "") \
    X(CONTINUING, 0, "status.continuing", "") \
    X(ASSESSED_CONFIRMED, 1, "assessed.confirmed", "term") \
    X(ASSESSED_MACHINE, 1, "assessed.machine", "term") \
    X(ASSESSED_CONTESTED, 1, "assessed.contested", "term") \
    X(ASSESSED_WITHDRAWN, 1, "assessed.withdrawn", "term") \
    /* coverage */ \
    X(COVER, 2, "cover", "mean least") \
    X(COVER_NONE, 0, "cover.none", "") \
    X(COULD_BE_SEEN, 1, "cover.list", "list") \
    /* regions and comparison */ \
    X(REGION_ALL, 0, "region.all", "") \
    X(REGION_REST, 0, "region.rest", "") \
    X(REGION_SEEN, 4, "region.seen", "region senses list cover") \
    X(REGION_NOTHING, 2, "region.nothing", "region cover") \
    X(REGION_TOLD, 1, "region.told", "list") \
    X(CLASS_COMPARED, 3, "region.compared", "counted before trend") \
    X(COVER_SHORT, 2, "cover.short", "mean least") \
    X(COVER_SHORT_NONE, 0, "cover.short_none", "") \
    X(NOT_COMPARED, 1, "region.not_compared", "before") \
    X(TREND_SIMILAR, 0, "trend.similar", "") \
    X(TREND_MORE, 0, "trend.more", "") \
    X(TREND_FEWER, 0, "trend.fewer", "") \
    X(TREND_NONE, 0, "trend.none", "") \
    X(COMPARE_NOTE, 1, "summary.compare_note", "tolerance") \
    /* 1 summary */ \
    X(S1_TITLE, 0, "s1.title", "") \
    X(SUMMARY_COUNTS, 4, "summary.counts", "confirmed machine contested withdrawn") \
    X(SUMMARY_CONTINUING, 1, "summary.continuing", "n") \
    X(INCIDENT, 6, "summary.incident", "when place senses what assessment severity") \
    X(INCIDENT_MORE, 1, "summary.incident_more", "n") \
    X(INCIDENTS_MORE, 1, "summary.incidents_more", "n") \
    X(SUMMARY_WEAPONS, 2, "summary.weapons", "confirmed others") \
    X(SUMMARY_UNDECIDED, 1, "summary.undecided", "n") \
    X(RESTRICTED_NOTE, 0, "summary.restricted", "") \
    /* 2 ceasefire */ \
    X(S2_TITLE, 0, "s2.title", "") \
    X(C_TITLE, 0, "s2.sheet", "") \
    X(C_REGION, 0, "s2.region", "") \
    X(C_CLASS, 0, "s2.class", "") \
    X(C_NOTICED, 0, "s2.noticed", "") \
    X(C_PREVIOUS, 0, "s2.previous", "") \
    X(C_COMPARED, 0, "s2.compared", "") \
    X(C_CONFIRMED, 0, "s2.confirmed", "") \
    X(C_MACHINE, 0, "s2.machine", "") \
    X(C_CONTESTED, 0, "s2.contested", "") \
    X(C_UNDECIDED, 0, "s2.undecided", "") \
    X(C_TOLD, 0, "s2.told", "") \
    X(C_NOTE, 0, "s2.note", "") \
    X(LOCATIONS, 1, "s2.locations", "list") \
    X(CEASEFIRE_NOTHING, 0, "s2.nothing", "") \
    X(EXERCISES, 2, "s2.exercises", "n banned") \
    X(EXEMPT_FIRE, 1, "s2.exempt", "n") \
    X(SILENCE, 2, "s2.silence", "when term") \
    X(MAP, 0, "map.caption", "") \
    X(MAP_PUBLIC, 0, "map.caption_public", "") \
    X(CHART, 0, "chart.caption", "") \
    /* 3 special areas */ \
    X(S3_TITLE, 0, "s3.title", "") \
    X(AREAS_NONE, 0, "s3.none", "") \
    X(A_TITLE, 0, "s3.sheet", "") \
    X(A_AREA, 0, "s3.area", "") \
    X(A_SEEN, 0, "s3.seen", "") \
    X(A_MEAN, 0, "s3.mean", "") \
    X(A_LEAST, 0, "s3.least", "") \
    X(A_UNSEEN, 0, "s3.unseen", "") \
    X(A_SOURCES, 0, "s3.sources", "") \
    X(A_NOTE, 0, "s3.note", "") \
    /* 4 weapons */ \
    X(S4_TITLE, 0, "s4.title", "") \
    X(WEAPONS_NOTHING, 0, "s4.nothing", "") \
    X(WEAPONS, 4, "s4.text", "seen confirmed others undecided") \
    X(V_TITLE, 0, "s4.visits", "") \
    X(VISITS_NONE, 0, "s4.visits_none", "") \
    X(V_SITE, 0, "s4.site", "") \
    X(V_WHEN, 0, "s4.visited", "") \
    X(V_BY, 0, "s4.by", "") \
    X(V_ACCESS, 0, "s4.access", "") \
    X(V_DECLARED, 0, "s4.declared", "") \
    X(V_SEEN, 0, "s4.seen", "") \
    X(V_UNREADABLE, 0, "s4.unreadable", "") \
    X(V_NOT_SHOWN, 0, "s4.not_shown", "") \
    /* 5 to 8 */ \
    X(S5_TITLE, 0, "s5.title", "") \
    X(S5_SHEET, 0, "s5.sheet", "") \
    X(CASUALTIES_NOTHING, 0, "s5.nothing", "") \
    X(CORROBORATED, 0, "s5.corroborated", "") \
    X(NOT_CORROBORATED, 0, "s5.not_corroborated", "") \
    X(CORROBORATED_NOTE, 0, "s5.note", "") \
    X(S6_TITLE, 0, "s6.title", "") \
    X(S6_SHEET, 0, "s6.sheet", "") \
    X(MINES_NOTHING, 0, "s6.nothing", "") \
    X(MINES_WAYS, 1, "s6.ways", "n") \
    X(S7_TITLE, 0, "s7.title", "") \
    X(S7_SHEET, 0, "s7.sheet", "") \
    X(PRESENCE_NOTHING, 0, "s7.nothing", "") \
    X(PRESENCE_NOTE, 0, "s7.note", "") \
    X(S8_TITLE, 0, "s8.title", "") \
    X(S8_SHEET, 0, "s8.sheet", "") \
    X(CROSSINGS_NOTHING, 0, "s8.nothing", "") \
    X(CROSSINGS, 3, "s8.text", "confirmed others undecided") \
    X(N_WHEN, 0, "noticed.when", "") \
    X(N_PLACE, 0, "noticed.place", "") \
    X(N_MEANS, 0, "noticed.means", "") \
    X(N_WHAT, 0, "noticed.what", "") \
    X(N_NUMBER, 0, "noticed.number", "") \
    X(N_SOURCE, 0, "noticed.source", "") \
    X(N_GRADE, 0, "noticed.grade", "") \
    X(N_STANDING, 0, "noticed.standing", "") \
    /* 9 minorities, 10 demobilisation */ \
    X(S9_TITLE, 0, "s9.title", "") \
    X(MINORITIES_NOTHING, 0, "s9.nothing", "") \
    X(P_GROUP, 0, "s9.group", "") \
    X(P_ALL, 0, "s9.all", "") \
    X(PEOPLE_NOTE, 1, "s9.note", "k") \
    X(S10_TITLE, 0, "s10.title", "") \
    X(OWED, 3, "owed.since", "when state assessment") \
    X(OWED_SEVERAL, 4, "owed.several", "when state n assessment") \
    X(OWED_MISSING, 1, "owed.missing", "assessment") \
    X(OWED_NOTHING, 2, "owed.none", "term ref") \
    X(G_TITLE, 0, "s10.sheet", "") \
    X(G_AT, 0, "s10.at", "") \
    X(G_DONE, 0, "s10.done", "") \
    X(G_ALL, 0, "s10.all", "") \
    X(PROGRESS_NONE, 0, "s10.none", "") \
    X(DEMOBILISATION_NOTHING, 0, "s10.nothing", "") \
    /* 11 freedom of movement */ \
    X(S11_TITLE, 0, "s11.title", "") \
    X(M_TITLE, 0, "s11.sheet", "") \
    X(M_KIND, 0, "s11.kind", "") \
    X(M_BEGUN, 0, "s11.begun", "") \
    X(M_STANDING, 0, "s11.standing", "") \
    X(M_NOTE, 0, "s11.note", "") \
    X(MOVEMENT_NOTHING, 0, "s11.nothing", "") \
    X(STANDING_NOTHING, 0, "s11.standing_none", "") \
    /* 12 notifications */ \
    X(S12_TITLE, 0, "s12.title", "") \
    X(R_TITLE, 0, "s12.sheet", "") \
    X(NOTICES_NONE, 0, "s12.none", "") \
    X(R_RECEIVED, 0, "s12.received", "") \
    X(R_BY, 0, "s12.by", "") \
    X(R_ABOUT, 0, "s12.about", "") \
    X(R_FOR, 0, "s12.for", "") \
    X(R_COMMAND, 0, "s12.command", "") \
    X(R_PERSONNEL, 0, "s12.personnel", "") \
    X(R_COMPLETE, 0, "s12.complete", "") \
    X(NOTICE_MISSED, 3, "s12.missed", "when state assessment") \
    /* 13 the force, 14 corrigenda */ \
    X(S13_TITLE, 0, "s13.title", "") \
    X(DUTIES_NONE, 0, "s13.none", "") \
    X(DUTIES, 2, "s13.duties", "n late") \
    X(STRENGTH, 3, "s13.strength", "force n contributors") \
    X(STRENGTH_NONE, 1, "s13.strength_none", "force") \
    X(DUTY_SPOT, 1, "duty.spot", "when") \
    X(DUTY_MET, 0, "duty.met", "") \
    X(DUTY_MET_LATE, 0, "duty.met_late", "") \
    X(DUTY_LATE, 0, "duty.late", "") \
    X(DUTY_OPEN, 0, "duty.open", "") \
    X(DUTY_UNCLEAR, 0, "duty.unclear", "") \
    X(DUTY_EXEMPT, 0, "duty.exempt", "") \
    X(S14_TITLE, 0, "s14.title", "") \
    X(CORRIGENDA_NONE, 0, "s14.none", "") \
    X(CORRIGENDUM, 5, "s14.item", "report was is cause at") \
    /* annex */ \
    X(ANNEX_TITLE, 0, "annex.title", "") \
    X(T1_TITLE, 0, "t1.title", "") \
    X(T1_NOTE, 0, "t1.note", "") \
    X(T1_NONE, 0, "t1.none", "") \
    X(T1_FROM, 0, "t1.from", "") \
    X(T1_WHERE, 0, "t1.where", "") \
    X(T1_MEANS, 0, "t1.means", "") \
    X(T1_NO, 0, "t1.no", "") \
    X(T1_WHAT, 0, "t1.what", "") \
    X(T1_DETAIL, 0, "t1.detail", "") \
    X(T1_WEAPON, 0, "t1.weapon", "") \
    X(T1_WHEN, 0, "t1.when", "") \
    X(T1_CONTROL, 0, "t1.control", "") \
    X(T1_EVENT, 0, "t1.event", "") \
    X(T1_TERM, 0, "t1.term", "") \
    X(T1_GRADE, 0, "t1.grade", "") \
    X(T2_TITLE, 0, "t2.title", "") \
    X(T2_NOTE, 0, "t2.note", "") \
    X(T2_NONE, 0, "t2.none", "") \
    X(T2_DATE, 0, "t2.date", "") \
    X(T2_NO, 0, "t2.no", "") \
    X(T2_TYPE, 0, "t2.type", "") \
    X(T2_PLACE, 0, "t2.place", "") \
    X(T2_CONTROL, 0, "t2.control", "") \
    X(T2_DISTANCE, 0, "t2.distance", "") \
    X(T2_SEEN_BY, 0, "t2.seen_by", "") \
    X(T2_STATE, 0, "t2.state", "") \
    X(T2_UNDECIDED, 1, "t2.undecided", "state") \
    X(T3_TITLE, 0, "t3.title", "") \
    X(T3_NOTE, 0, "t3.note", "") \
    X(T3_NONE, 0, "t3.none", "") \
    X(T3_STANDING, 0, "t3.standing", "") \
    X(T3_STANDING_NOTE, 0, "t3.standing_note", "") \
    X(T3_WHEN, 0, "t3.when", "") \
    X(T3_PLACE, 0, "t3.place", "") \
    X(T3_PARTY, 0, "t3.party", "") \
    X(T3_KIND, 0, "t3.kind", "") \
    X(T3_REASON, 0, "t3.reason", "") \
    X(T3_MEANS, 0, "t3.means", "") \
    X(T3_RESOLVED, 0, "t3.resolved", "") \
    X(T3_REPORTED, 0, "t3.reported", "") \
    X(T4_TITLE, 0, "t4.title", "") \
    X(T4_NOTE, 0, "t4.note", "") \
    X(T4_NONE, 0, "t4.none", "") \
    X(T4_TERM, 0, "t4.term", "") \
    X(T4_DONE, 0, "t4.done", "") \
    X(T4_DUE, 0, "t4.due", "") \
    X(T4_STATE, 0, "t4.state", "") \
    X(ASSUMPTIONS_TITLE, 0, "assumptions.title", "") \
    X(ASSUMPTION_ALL, 1, "assumptions.all", "text") \
    X(ASSUMPTION, 2, "assumptions.term", "term text") \
    /* in print */ \
    X(ROWS_LEFT_OUT, 3, "rows_left_out", "shown all file") \
    /* the spot report */ \
    X(SPOT_TITLE, 1, "spot.title", "id") \
    X(SPOT_FIRST, 3, "spot.first", "when place type") \
    X(SPOT_VERDICT, 5, "spot.verdict", "when place senses what assessment") \
    X(SPOT_MORE, 1, "spot.more", "n") \
    X(SPOT_SEVERITY, 1, "spot.severity", "severity") \
    X(SPOT_COUNTS, 2, "spot.counts", "confirmed others") \
    X(SPOT_COVER, 2, "spot.cover", "region cover") \
    X(SPOT_UNKNOWN, 0, "spot.unknown", "") \
    X(SPOT_SECTION, 0, "spot.section", "") \
    X(FACT_INCIDENT, 0, "spot.incident", "")
/* clang-format on */
