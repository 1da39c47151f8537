/* SPDX-License-Identifier: Apache-2.0 */
/* daily_parts.h: what the files that make a daily report share; only they include it. */
#pragma once

#include "report/daily.h"
#include "report/table_cells.h"
#include "watch/coverage.h"

#define DAILY_LINE_MAX ((size_t)1 << 20)

/* A report in the making. */
struct daily_job {
    const struct daily_input *in;
    struct daily *out;
    const struct pact_agreement *agreement;
    const struct zone *zone;
    struct ground *ground;
    struct arena *arena;
    struct draft draft;
    struct table_source cells; /* for the cells that other tables print too */
    /* the period's own, in an order of their own */
    const struct daily_verdict **verdicts; /* that begin in it or last into it */
    size_t n_verdicts;
    const struct daily_verdict **owed; /* of every agreement and day, of kinds that owe over time */
    size_t n_owed;
    const struct event **events; /* of both periods, fire or not, the countable ones */
    uint32_t *event_regions;
    size_t n_events;
    struct table event_ix;                   /* by id, into events */
    const struct daily_incident **incidents; /* that begin in it, the gravest first */
    size_t n_incidents;
    const struct daily_duty **duties; /* the input's, and those that verdicts tell of */
    size_t n_duties;
    const struct daily_corrigendum **corrigenda;
};

/* ---- daily_order.c: what belongs to the period, in an order that the input's does not change */
MUST_USE enum rc daily_gather(struct daily_job *j, struct err *err);
/** Whether an instant lies in [t0, t1). */
bool daily_in(struct time_span period, int64_t at_ms);
/** Begun before the period, lasting into it: listed, counted in the report of its first day. */
bool daily_is_continuing(const struct daily_job *j, const struct verdict *v);
/** Whether its verdict counts in this period: begun in it and not taken back. */
bool daily_counts(const struct daily_job *j, const struct daily_verdict *v);

/* ---- daily_region.c: where, how much, and how well it could be seen ---- */
MUST_USE enum rc daily_look_around(struct daily_job *j, struct err *err);
/** The region of a verdict's place: by its event, else by the row it rests on; the last one where
 * neither tells. */
uint32_t daily_region_of(struct daily_job *j, const struct verdict *v);
MUST_USE enum rc daily_cover_of(struct daily_job *j, uint32_t area, struct time_span when,
                                struct daily_cover *out, struct err *err);
void daily_add_range(struct tally_range *to, struct tally_range add);
struct tally_range daily_range(struct count n);
/** Whether a row's place lies in an area rather than not. */
bool daily_lies_in(struct daily_job *j, uint32_t area, const struct place *p,
                   struct time_span when);

/* ---- daily_words.c: numbers, places and things in the phrases of the report ---- */
void daily_put_when(struct daily_job *j, struct time_span when);
void daily_put_at(struct daily_job *j, int64_t at_ms);
/** A place: as reported, else its MGRS cell; of 1 km and nothing else in a public edition. */
void daily_put_place(struct daily_job *j, const struct place *p);
void daily_put_place_at(struct daily_job *j, struct span text, const struct geo_pos *at);
void daily_put_verdict_place(struct daily_job *j, const struct verdict *v);
/** "saw and heard", of bits 1u << enum sense. The line must be empty before. */
void daily_put_senses(struct daily_job *j, unsigned senses);
unsigned daily_senses_of(const struct verdict *v);
/** "3–5 explosions" */
void daily_put_counted(struct daily_job *j, enum phenomenon what, struct tally_range n);
/** What a verdict is about: what was counted, an item, an impediment, else its kind of term. */
void daily_put_what(struct daily_job *j, const struct verdict *v);
/** "55 % on average, at least 20 %", or that nobody said. */
struct span daily_cover_words(struct daily_job *j, const struct daily_cover *c);
/** The same for lists: "55 % on average, at the least 20 %". */
struct span daily_cover_short(struct daily_job *j, const struct daily_cover *c);
struct span daily_share(struct daily_job *j, double share);
/** Who saw it: the source, or in a public edition what kind of source it is. */
void daily_put_source(struct daily_job *j, struct span source);
/** What an item may be, each guess with its p: "2S1 (0.70) / MT-LB (0.30)". */
void daily_put_item(struct daily_job *j, const struct item *item);
void daily_put_items(struct daily_job *j, const struct item *items, size_t n);
struct span daily_status_word(const struct daily_job *j, enum daily_status status);
/** The verdict's term, word, p and status in one cell. */
void daily_put_assessment(struct daily_job *j, const struct daily_verdict *v);
/** Position for maps: the middle of its MGRS cell of 1 km in a public edition. */
struct geo_pos daily_shown_at(const struct daily_job *j, struct geo_pos at);

/** Who says that it breaks the agreement: a sentence. Only what was confirmed is the mission's. */
struct span daily_assessment(struct daily_job *j, enum daily_status status, struct span term);

/* ---- daily.c ---- */
/** Check the input, gather what belongs to the period and look around: all but the text. */
MUST_USE enum rc daily_begin(struct daily_job *j, const struct daily_input *in, struct arena *a,
                             struct daily *out, struct err *err);

/* ---- the sections, in their order ---- */
void daily_write_head(struct daily_job *j);
/** The facts, running head and foot that every report has; doc.id is set already. */
void daily_write_facts(struct daily_job *j);
void daily_write_summary(struct daily_job *j);
MUST_USE enum rc daily_write_ceasefire(struct daily_job *j, struct err *err);
void daily_write_areas(struct daily_job *j);
void daily_write_weapons(struct daily_job *j);
void daily_write_casualties(struct daily_job *j);
void daily_write_mines(struct daily_job *j);
void daily_write_presence(struct daily_job *j);
void daily_write_crossings(struct daily_job *j);
MUST_USE enum rc daily_write_minorities(struct daily_job *j, struct err *err);
void daily_write_demobilisation(struct daily_job *j);
void daily_write_movement(struct daily_job *j);
void daily_write_notifications(struct daily_job *j);
void daily_write_force(struct daily_job *j);
void daily_write_corrigenda(struct daily_job *j);
void daily_write_annex(struct daily_job *j);
void daily_write_assumptions(struct daily_job *j);

/* A column of a table that one section alone prints. */
struct daily_heading {
    const char *key;
    enum phrase head;
    bool is_number;
};
struct sheet *daily_sheet(struct daily_job *j, const char *key, enum phrase title,
                          const struct daily_heading *heads, size_t n);
/** The next cell of a table. */
void daily_text(struct daily_job *j, struct sheet *s, struct span text);

/** Begin section `number` of that title. */
void daily_section(struct daily_job *j, uint32_t number, const char *key, enum phrase title);
/** A table into the document and the list of the report's tables. */
void daily_put_sheet(struct daily_job *j, struct sheet *s);
/** Into the list alone: a table without rows still has its CSV, which says so. */
void daily_list_sheet(struct daily_job *j, struct sheet *s);
/** The share of the whole ground that could be seen: what stands beside every nought. */
void daily_write_seen(struct daily_job *j);

/* ---- daily_owed.c: what is owed over time ---- */
/** Milestones, duties and terms of a force: sections 10 and 13. */
bool daily_is_owed(enum pact_kind kind);
/** The input's duties and those of verdicts, in an order of their own. */
MUST_USE enum rc daily_gather_duties(struct daily_job *j, struct err *err);

/* ---- daily_tables.c: tables 1 to 4 ---- */
struct sheet *daily_table(struct daily_job *j, enum daily_table which);
/** Standing restrictions, apart from table 3. */
struct sheet *daily_table_standing(struct daily_job *j);

/* ---- daily_figures.c ---- */
MUST_USE enum rc daily_write_figures(struct daily_job *j, struct err *err);
