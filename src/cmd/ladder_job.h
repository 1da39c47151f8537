/* SPDX-License-Identifier: Apache-2.0 */
/* ladder_job.h: one incident and the ladders of the charter, as one reader of a mission may know
 * them: read from the record, handed to src/council. */
#pragma once

#include "cmd/council_chamber.h"
#include "council/response.h"
#include "inquiry/finding.h"
#include "mission/gather.h"
#include "mission/incident.h"

/* The incident itself, as this reader is told of it. */
struct ladder_incident {
    struct span id;     /* which statements name: of its first version, or the reader's own */
    struct span newest; /* the last version; empty: this reader is told of no version */
    struct uuid entry;  /* the same as an id, where `newest` is not empty */
    struct span label;  /* of that */
    struct span title, type, agreement;
    int severity; /* 0: the engine has none */
    struct time_span when;
    bool has_place;
    struct geo_pos place;
    bool is_taken_back;
    const struct ladder_grade *engine; /* what the engine said over time */
    size_t n_engine;
};

/* How tense an area is, and how much of it was seen: shown, and nothing hangs on it. */
struct ladder_tension {
    struct span area; /* empty: everywhere */
    int64_t index;
    double seen; /* mean share of the seven days */
};

/* Read freely; lives as long as the arena. */
struct ladder_job {
    struct council_view ask; /* for which instant, too */
    struct arena *a;
    const struct pact_agreement *g; /* the charter and its members of then; NULL: it has none */
    const struct finding_standard *standards;
    size_t n_standards;
    struct ladder_incident incident;
    struct span *ids; /* of all its versions that this reader may know */
    size_t n_ids, cap_ids;
    struct span *inquiries; /* about it: ids of what opened them */
    int64_t *inquiry_opened_ms;
    size_t n_inquiries, cap_inquiries, cap_opened;
    struct response said;
    struct council_room room; /* what decisions about it rest on; empty where `g` is NULL */
    struct gathered rows;
    bool has_rows;
    struct deed *violations;
    size_t n_violations, cap_violations;
    struct ladder_case c;
    const struct ladder_view *views; /* of each ladder of the charter; NULL without one */
    const struct ladder_tension *tensions;
    size_t n_tensions;
};

/**
 * Load it and look.
 *
 * fails  RC_ABSENT: there is no such incident for this reader: the same words whatever is hidden
 */
MUST_USE enum rc ladder_job_load(const struct council_view *ask, const char *id, struct arena *a,
                                 struct ladder_job *out, struct err *err);
/** The measure of the record that an operand names, and the incident that it answers. */
MUST_USE enum rc ladder_job_load_measure(const struct council_view *ask, const char *id,
                                         struct arena *a, struct ladder_job *out, size_t *ix,
                                         struct err *err);
/** The step that a measure belongs to; NULL: the charter has it no more. */
const struct ladder_step *ladder_job_step(const struct ladder_job *j,
                                          const struct response_measure *m);
/** The view of its ladder; NULL the same. */
const struct ladder_view *ladder_job_view(const struct ladder_job *j,
                                          const struct response_measure *m);

/** How a vote stands. in/out  out  its id stays */
MUST_USE enum rc ladder_job_ballot(struct ladder_job *j, const struct council_case *found,
                                   struct ladder_ballot_state *out, struct err *err);

/* Parts: ladder_needs.c, ladder_findings.c, ladder_ground.c. */
/** The vote that a measure names. out: NULL: none that this reader is told of */
MUST_USE enum rc ladder_job_case(const struct ladder_job *j, const struct response_measure *m,
                                 const struct council_case **out, struct err *err);
/** What the record shows of every step's preconditions, judged at the instant asked for. */
MUST_USE enum rc ladder_job_needs(struct ladder_job *j, struct err *err);
MUST_USE enum rc ladder_job_findings(struct ladder_job *j, struct err *err);
/** Rows by which coverage and contributors are told, and the violations that stand. */
MUST_USE enum rc ladder_job_ground(struct ladder_job *j, struct err *err);
MUST_USE enum rc ladder_job_addressees(struct ladder_job *j, struct err *err);
MUST_USE enum rc ladder_job_tension(struct ladder_job *j, struct err *err);
/** What `until quiet` of a measure is judged on. */
MUST_USE enum rc ladder_job_quiet(struct ladder_job *j, const struct response_measure *m,
                                  const struct ladder_step *step, const struct quiet_case **out,
                                  struct err *err);

/* ---- in words and as JSON: ladder_words.c ---- */
void ladder_put(struct buf *b, const struct ladder_job *j);
MUST_USE enum rc ladder_json(const struct ladder_job *j, struct json *out, struct err *err);
