/* SPDX-License-Identifier: Apache-2.0 */
/* withdrawal.h: the parts that judging a withdrawal is made of: how far from the line something
 * stood, and where it is kept. Private to term_withdrawal. */
#pragma once

#include "base/table.h"
#include "watch/judging.h"
#include "watch/region.h"

/* Distances of a place from one version of a line: of a point one, of a sector or area many with
 * their weights, of a track one for each fix. */
struct measure {
    struct ground_line line;
    double *left_m; /* signed, positive on the line's left */
    const double *weight;
    size_t n;
    bool is_track;
    double sigma_m; /* of the position and the line, in quadrature */
};

/* Which side is the bound party's own: distances count positive there. */
enum own_side { OWN_LEFT = 1, OWN_RIGHT = -1, OWN_UNKNOWN = 0 };

struct chance {
    double min, max;
};

/* Where something that is beyond the line stands, as storage goes. */
enum kept_at {
    KEPT_UNKNOWN,    /* the agreement knows no storage, or none whose place is stated */
    KEPT_IN_STORAGE, /* inside a declared site */
    KEPT_OUTSIDE,    /* certainly in none */
    KEPT_UNVERIFIED, /* inside a site to which the last visit was denied */
};

/* Something with a serial that was certainly beyond its distance. */
struct gone {
    struct gone *next; /* of the same serial */
    const struct observation *row;
    const struct item *item;
};

/* A declared place of storage. */
struct store_site {
    const struct site *site;
    struct region region;
    bool *is_holder; /* by party: a storage term tells it to keep its things here */
};

/* One run over the term. */
struct withdrawing {
    struct term_run *run;
    const struct pact_withdrawal *w;
    double *left_m;       /* room for a measure */
    struct table serials; /* to `gone` */
    struct gone **gone;
    size_t n_gone, cap_gone;
    struct store_site *sites;
    size_t n_sites;
};

/* Everything about one item. */
struct sighting {
    struct judging j;
    const struct observation *row;
    const struct item *item;
    const struct pact_distance *governs; /* the strictest that applies or, if none, may apply */
    double strictest_m;                  /* that may apply */
    enum own_side side;
    struct measure measure; /* against the version at the middle of the time */
    struct chance inside;   /* place and category: nearer than the distance it must keep */
    struct chance near;     /* place alone, by strictest_m */
    struct chance due;      /* in force, and the deadline over */
    bool is_placed, hangs_on_words;
    enum kept_at kept_at;
    struct span site;
};

/**
 * Measure a place against a version of the term's line.
 *
 * in     left_m  CLOUD_MAX doubles to use
 * fails  RC_ABSENT: the place cannot be judged, with the reason; RC_LIMIT
 */
MUST_USE enum rc withdrawal_measure(struct term_run *run, size_t version, const struct judging *j,
                                    double *left_m, struct measure *out, struct err *err);
/**
 * Probability of standing nearer than `limit_m` to the line, or beyond it.
 *
 * Where the side is not known the distance is without sign: at most as if the line ended the
 * matter, at least as a zone that also ends on the far side. Of a track, the fix with the most.
 */
struct chance withdrawal_within(const struct measure *m, enum own_side side, double limit_m);
/** The distance to print: from the middle of the place; of a track, from its nearest fix. */
double withdrawal_distance_m(const struct measure *m, enum own_side side, const struct place *p);
/** Whether a track was certainly beyond `limit_m` at one fix and certainly inside at a later one.
 */
bool withdrawal_track_returns(const struct measure *m, enum own_side side, double limit_m,
                              double confidence);

/** A site known by a position alone reaches so far around it. */
#define SITE_REACH_M 500.0
/** Finds the sites of the agreement's storage terms, once for a term. */
MUST_USE enum rc withdrawal_open_sites(struct withdrawing *x, struct err *err);
enum kept_at withdrawal_kept_at(struct withdrawing *x, const struct judging *j, struct span *site);

/**
 * How likely the deadline was over: that of the term, or of the stages that are for this thing in
 * this place, of which the first that is over counts. What no stage's area holds waits for the
 * last stage.
 */
void withdrawal_find_due(struct withdrawing *x, struct sighting *s);
/** The sentences about one item, its line and its state. */
void withdrawal_explain(struct withdrawing *x, const struct sighting *s);
