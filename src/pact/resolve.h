/* SPDX-License-Identifier: Apache-2.0 */
/* resolve.h: from nodes to the model: names to indices, days to instants, files to geometry. What
 * the parts of that work share. */
#pragma once

#include "base/table.h"
#include "geo/geojson.h"
#include "pact/day.h"
#include "pact/node.h"

/* A geometry file that was read once. */
struct place_file {
    struct span name;
    struct json root;
    struct sha256_digest hash;
    bool is_bad; /* complained about; not read again */
};

/* A day of the block: an instant, and the local date that calendar days count from. */
struct moment {
    int64_t at_ms;
    int64_t date;  /* days since 1970-01-01 in the agreement's zone */
    bool is_exact; /* hours or minutes were meant, not a day */
};

enum day_state { DAY_UNKNOWN, DAY_IN_WORK, DAY_KNOWN, DAY_BAD };

struct named_day {
    const struct node *node;
    struct moment moment;
    enum day_state state;
};

struct resolver {
    struct arena *arena;
    struct diag_list *diags;
    const struct pact_sources *from;
    const struct node_block *file; /* all blocks */
    const struct node_block *top;  /* the one at work: an agreement or a charter */
    struct pact_agreement *g;

    struct place_file *files; /* of all blocks */
    size_t n_files, files_cap;

    /* of the block at work */
    struct named_day *days;
    size_t n_days;
    struct pact_party *parties;
    size_t parties_cap;
    struct pact_line *lines;
    struct pact_area *areas;
    size_t areas_cap;
    struct table party_ix, line_ix, area_ix, source_ix, category_ix;
};

/* resolve_names.c */
/** Complain of every name in the file that names nothing. */
void resolve_check_names(struct resolver *r);
/** The block in which a kind of name is looked up from `top`; NULL where there is none. */
const struct node *resolve_find(const struct resolver *r, const struct node_block *from,
                                const struct capture *c);
/** False where the word names nothing. */
bool resolve_selector(const struct resolver *r, struct span word, struct pact_selector *out);

/* resolve_days.c */
void resolve_zone(struct resolver *r);
void resolve_days(struct resolver *r);
/** The instant of `from DAY`. False: complained about. */
bool resolve_instant(struct resolver *r, const struct capture *c, int64_t *out_ms);
/** The exclusive end of `by DAY`: 24:00 local of that day. */
bool resolve_deadline(struct resolver *r, const struct capture *c, int64_t *out_ms);

/* resolve_places.c */
void resolve_lines(struct resolver *r);
void resolve_areas(struct resolver *r);
/** The index of an area that is named, or given in place; PACT_NONE: complained about. */
uint32_t resolve_area(struct resolver *r, const struct json *v, struct src_pos at);
/** The side of a line that a word names. False: complained about. */
bool resolve_side(struct resolver *r, const struct capture *c, const struct pact_line *line,
                  enum geo_side *out);
/** Read the files that blocks other than terms name in place (the area of a mandate). */
void resolve_loose_areas(struct resolver *r, const struct node_block *b);
/** The features of a file of `areas` or `axes`. */
struct pact_parts resolve_collection(struct resolver *r, const struct capture *c);
/** Put the hash of each file beside its name in the JSON of every node. */
void resolve_pin(struct resolver *r, struct node_block *b);

/* resolve_files.c */
/** The file of "file#fragment"; NULL: complained about at `at`. */
const struct place_file *resolve_file(struct resolver *r, struct span source, struct src_pos at);

/* resolve_parties.c */
void resolve_parties(struct resolver *r);
uint32_t resolve_party(const struct resolver *r, struct span id);
void resolve_categories(struct resolver *r);

/* resolve_values.c: what statements say, as the model has it */
enum pact_op resolve_op(struct span s);
/** Of a share, exact; 0/1 where `v` is none. */
struct rational resolve_exact(const struct json *v);
/** Of a share: exact until the last step. */
double resolve_share(const struct json *v);
/** The value of the only statement with that member; NULL where there is none. */
const struct json *resolve_value(const struct node_block *b, const char *member);
/** A length of time in ms: calendar days as 24 h each, months as 30 days. */
int64_t resolve_time_ms(const struct node *n);
/** The strings of every statement with that member, lists joined. */
const struct span *resolve_spans(struct resolver *r, const struct node_block *b, const char *member,
                                 size_t *n_out);
const struct pact_selector *resolve_selectors(struct resolver *r, const struct json *list,
                                              size_t *n_out);
struct pact_selector resolve_one_selector(struct resolver *r, const struct json *v);
/** The statement's words, for messages to people. */
struct span resolve_words(struct resolver *r, const struct node *n);
/** A length of time in its own unit; PERIOD_NONE where the statement is missing. */
struct pact_period resolve_period(const struct node_block *b, const char *member);
/** The same where it is a part of a statement. */
struct pact_period resolve_period_in(const struct json *group, const char *name);
/** The comparisons of every statement with that member, joined. */
const struct pact_threshold *resolve_thresholds(struct resolver *r, const struct node_block *b,
                                                const char *member, size_t *n_out);
/** The names of every statement with that member; of `class NAME` the members of the class. */
struct pact_names resolve_names(struct resolver *r, const struct node_block *b, const char *member);

/* resolve_terms.c, resolve_kinds.c */
void resolve_terms(struct resolver *r);
void resolve_kind(struct resolver *r, const struct node_block *b, struct pact_term *t);

/* resolve_charter.c, resolve_rules.c, resolve_admission.c, resolve_ladders.c: what a charter says
 * of its community */
void resolve_charter(struct resolver *r);
void resolve_rules(struct resolver *r, struct charter *c);
void resolve_candidates(struct resolver *r, struct charter *c);
void resolve_mandates(struct resolver *r, struct charter *c);
void resolve_ladders(struct resolver *r, struct charter *c);
/** The consultations of a block. */
const struct charter_consultation *resolve_consultations(struct resolver *r,
                                                         const struct charter *c,
                                                         const struct node_block *b, size_t *n_out);
/** The member that a capture names; CHARTER_NONE: complained about, a candidate is no member. */
uint32_t resolve_member(struct resolver *r, const struct charter *c, const struct capture *k);
/** How many statements of a block have that member. */
size_t resolve_count(const struct node_block *b, const char *member);

/* resolve_owed.c, resolve_shown.c: the kinds that judge what is owed over time */
void resolve_duty(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_declaration(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_inspection(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_progress(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_exchange(struct resolver *r, const struct node_block *b, struct pact_term *t);

/* resolve_measured.c: the kinds that judge numbers over time */
void resolve_ratio(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_return_fire(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_replacement(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_rate_limit(struct resolver *r, const struct node_block *b, struct pact_term *t);

/* resolve_force.c: the kinds that judge the force itself */
void resolve_composition(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_consent_mandate(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_dispersion(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_tripwire(struct resolver *r, const struct node_block *b, struct pact_term *t);
void resolve_reach(struct resolver *r, const struct node_block *b, struct pact_term *t);

/* meaning.c */
/** What the table cannot say: statements that need or exclude one another. */
void meaning_check(struct resolver *r);

/** Complain of what a callee said, or note that the arena was full. */
void resolve_fault(struct resolver *r, struct src_pos at, struct span what, enum rc rc,
                   const struct err *err);
/** `n` zeroed elements; NULL past the arena's ceiling, which is noted in the diagnostics. */
void *resolve_array(struct resolver *r, size_t n, size_t size);
