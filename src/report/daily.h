/* SPDX-License-Identifier: Apache-2.0 */
/* daily.h: the daily report of a mission: what was seen in a period, what could be seen, what the
 * agreement says of it and who has confirmed that. A pure function: the same input gives the same
 * bytes in every form, in whatever order its lists come.
 *
 * It names no party but where somebody stated whose personnel stood in the way: who did a thing is
 * a finding, and this report knows of none. */
#pragma once

#include "report/document.h"
#include "report/suppress.h"
#include "watch/judge.h"

/* What has been said of a verdict since the engine gave it. */
enum daily_status { DAILY_MACHINE, DAILY_CONFIRMED, DAILY_CONTESTED, DAILY_WITHDRAWN };
#define DAILY_STATUS_COUNT 4

struct daily_verdict {
    struct verdict v; /* its texts and rows live as long as the report is being made */
    enum daily_status status;
    struct span id; /* of its entry, empty where it has none */
};

/* Events and verdicts of a run, copied as they pass; a sink of judge_run. */
struct daily_harvest {
    struct arena *arena;
    struct event *events;
    size_t n_events, cap_events;
    struct daily_verdict *verdicts;
    size_t n_verdicts, cap_verdicts;
};
void daily_harvest_init(struct daily_harvest *h, struct arena *a);
MUST_USE enum rc daily_harvest_verdict(void *context, const struct verdict *v, struct err *err);
MUST_USE enum rc daily_harvest_event(void *context, const struct event *e, struct err *err);

/* Events and violations that belong to one happening. */
struct daily_incident {
    struct span id, type;
    struct time_span when;
    struct span place; /* as reported; never printed in a public edition */
    bool has_at;
    struct geo_pos at;
    int severity;
    const uint32_t *verdicts; /* of the input's list */
    size_t n_verdicts;
};

/* A duty of the mission (table 4). */
struct daily_duty {
    struct span term, state;
    int64_t last_done_ms; /* TIME_ALWAYS: never */
    int64_t due_ms;       /* TIME_NEVER: no day is set */
    bool is_late;
};

/* What an earlier report said and what is right. */
struct daily_corrigendum {
    struct span report, was, is, cause;
    int64_t at_ms;
};

/* A table of people counted, before small numbers are taken out. */
struct daily_aggregate {
    struct span title;
    const struct span *rows, *columns; /* heads */
    size_t n_rows, n_columns;
    const uint32_t *cells; /* row by row */
};

/* A version of what was agreed that was in force until another one was. */
struct daily_text {
    struct sha256_digest pact;
    int64_t until_ms;
};

/* What stands at its head and foot. */
struct daily_head {
    struct span issuer;
    uint32_t number; /* in its year: the nnn of the report's id */
    struct span audience, label;
    bool is_public; /* places as MGRS cells of 1 km, sources by what they are */
    int64_t issued_at_ms;
    int64_t as_known_ms; /* what was recorded later is not in it; TIME_NEVER: everything is */
    uint64_t checkpoint_size;
    struct sha256_digest checkpoint_root;
    struct sha256_digest pact;        /* in force at the period's end */
    const struct daily_text *earlier; /* in force before it in these periods, the oldest first */
    size_t n_earlier;
    struct span engine;
    bool is_draft;                 /* nobody answers for it yet: it says so on every page */
    struct span drafter, approver; /* two people; of a draft, none */
};

struct daily_input {
    const struct pact_model *model;
    uint32_t agreement;          /* that the report is about */
    const struct docket *docket; /* closed: what the audience may see, both periods */
    struct time_span period;     /* [t0, t1) */
    struct time_span before;     /* the previous one; t0 == t1: there is none */
    const struct event *events;
    size_t n_events;
    const struct daily_verdict *verdicts;
    size_t n_verdicts;
    const struct daily_incident *incidents;
    size_t n_incidents;
    const struct daily_duty *duties;
    size_t n_duties;
    const struct daily_corrigendum *corrigenda;
    size_t n_corrigenda;
    const struct daily_aggregate *aggregates;
    size_t n_aggregates;
    struct daily_head head;
    const struct phrases *phrases;
};

/* ---- the rules of comparison ---- */

#define DAILY_COVERAGE_TOLERANCE 0.05 /* of the area, absolute */
#define DAILY_SMALL_CELL         5    /* smaller numbers of people are not printed */
#define DAILY_ROWS_SHOWN         400  /* of one table in print */
#define DAILY_PERIOD_MAX_MS      (400 * MS_PER_DAY)

enum daily_trend { DAILY_SIMILAR, DAILY_MORE, DAILY_FEWER };
/** More or fewer only where the intervals of the rates per hour do not even touch. */
enum daily_trend daily_trend_of(struct tally_range now, int64_t now_ms, struct tally_range before,
                                int64_t before_ms);
/* How much of an area could be seen in a period. */
struct daily_cover {
    bool is_declared;   /* somebody said so at all */
    double mean, least; /* shares of the area */
    double unseen_h;    /* hours in which nothing of it was covered */
};
/** Both declared, and their means no further apart than the tolerance. */
bool daily_is_equal_cover(const struct daily_cover *a, const struct daily_cover *b);

/* ---- the model ---- */

/* Of one status: how many verdicts, and what they count. */
struct daily_sum {
    uint64_t n;
    struct tally_range count;
};

/* One phenomenon in one region. */
struct daily_class {
    struct tally_range now, before; /* of what the mission's own people and sensors noticed */
    struct tally_range told;        /* of what it was only told */
    unsigned senses;                /* bits 1u << enum sense */
    struct daily_sum violations[DAILY_STATUS_COUNT];
    uint64_t n_undecided;
};

/* An area that ceasefire terms are about; the last one is everything else. */
struct daily_region {
    uint32_t area; /* PACT_NONE: elsewhere */
    struct span name;
    struct daily_cover now, before;
    bool is_compared;
    int severity; /* of its gravest violation */
    struct daily_class classes[PHEN_COUNT];
};

/* Another area that terms are about. */
struct daily_area {
    uint32_t area;
    struct span name;
    struct daily_cover now;
    uint64_t n_observations;
    uint64_t n_verdicts[DAILY_STATUS_COUNT]; /* violations */
    uint64_t n_undecided;
};

enum daily_table { DAILY_CEASEFIRE, DAILY_WEAPONS, DAILY_MOVEMENT, DAILY_DUTIES };
#define DAILY_TABLES     4
#define DAILY_SHEETS_MAX 32

struct daily {
    const struct daily_input *in;
    const struct pact_agreement *agreement;
    struct arena *arena;
    struct ground **grounds; /* of every agreement, for the cells of tables */
    struct daily_region *regions;
    size_t n_regions;
    struct daily_area *areas;
    size_t n_areas;
    struct daily_sum violations[DAILY_STATUS_COUNT]; /* that begin in the period */
    uint64_t n_undecided, n_continuing, n_told;
    struct document doc;
    const struct sheet *sheets[DAILY_SHEETS_MAX]; /* every table that has rows, in their order */
    size_t n_sheets;
    struct buf line;
};

/**
 * Make the report of a period.
 *
 * in     a  everything of it lives there; release the report before the arena
 * fails  RC_RANGE: a period that is empty, longer than DAILY_PERIOD_MAX_MS or not of whole
 *        minutes, or drafter and approver are not two people; RC_LIMIT
 */
MUST_USE enum rc daily_make(const struct daily_input *in, struct arena *a, struct daily *out,
                            struct err *err);
void daily_release(struct daily *d);
/** "DR-kalmius-2026-014" */
void daily_put_id(struct buf *b, const struct daily_input *in);

/* The forms; HTML and PDF are document_put_html and document_put_pdf of `doc`. */
MUST_USE enum rc daily_put_json(struct buf *b, const struct daily *d, struct err *err);
MUST_USE enum rc daily_put_geojson(struct buf *b, const struct daily *d, struct err *err);
