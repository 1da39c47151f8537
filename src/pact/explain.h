/* SPDX-License-Identifier: Apache-2.0 */
/* explain.h: the words in which a term is explained; what the parts of that work share. */
#pragma once

#include "pact/pact_inside.h"

struct explainer {
    struct buf *b;
    const struct pact_model *model;
    const struct pact_agreement *g;
    const struct pact_term *t;
    const struct node_block *block; /* the term's statements */
};

/* explain_words.c */
/** Append the text with its lines broken at 100 columns. */
void explain_wrap(struct buf *out, struct span text);
/** "15 km", "500 m". */
void explain_length(struct buf *b, double v_m);
/** "48 h", "15 min". */
void explain_duration(struct buf *b, int64_t ms);
/** "2015-03-02T22:00:00Z (2015-03-03 00:00 EET)". */
void explain_instant(const struct explainer *e, int64_t at_ms);
/** The same for an exclusive end: "(24:00 of 2015-03-02 EET)". */
void explain_end(const struct explainer *e, int64_t at_ms);
void explain_party(const struct explainer *e, uint32_t party);
void explain_line(const struct explainer *e, uint32_t line);
void explain_area(const struct explainer *e, uint32_t area);
void explain_selector(const struct explainer *e, const struct pact_selector *s);
/** Which types of the equipment table a selector means: "  tank: T-54, … ; perhaps …". */
void explain_types(const struct explainer *e, const struct pact_selector *s);
const char *explain_op(enum pact_op op);

/* explain_owed.c */
void explain_periodic_duty(const struct explainer *e);
void explain_on_request_duty(const struct explainer *e);
void explain_names(const struct explainer *e, const struct pact_names *names);

/* explain_shown.c */
void explain_declaration(const struct explainer *e);
void explain_inspection(const struct explainer *e);
void explain_progress(const struct explainer *e);
void explain_exchange(const struct explainer *e);

/* explain_measured.c */
void explain_ratio(const struct explainer *e);
void explain_replacement(const struct explainer *e);
void explain_return_fire(const struct explainer *e);
void explain_rate_limit(const struct explainer *e);
/** "at least 9000 personnel, or at least 250 tank". */
void explain_thresholds(const struct explainer *e, const struct pact_threshold *list, size_t n);

/* explain_force.c */
void explain_composition(const struct explainer *e);
void explain_consent_mandate(const struct explainer *e);
void explain_dispersion(const struct explainer *e);
void explain_tripwire(const struct explainer *e);
void explain_reach(const struct explainer *e);

/* explain_kinds.c */
/** The thresholds of the term's kind. */
void explain_kind(const struct explainer *e);
