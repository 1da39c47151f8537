/* SPDX-License-Identifier: Apache-2.0 */
/* chamber_world.h: a charter and what a record says beside it, told in a line each. */
#pragma once

#include "council/admission.h"
#include "council/precondition.h"
#include "pact_sources.h"

#define CHAMBER_LIST_MAX 16

static const char chamber_text[] =
    "pact 1\n"
    "charter c {\n"
    "  timezone \"Europe/Kyiv\"\n"
    "  obligation collective_defence none\n"
    "  member est, lva, pol, ukr, usa\n"
    "  status pol suspended from 2027-01-01 until 2027-02-01\n"
    "  host ukr\n"
    "  class east { est, lva, pol }\n"
    "  standard suspicion rank 1 score >= 0.40\n"
    "  standard grounds rank 3 score >= 0.70\n"
    "  standard convincing rank 4 score >= 0.90\n"
    "  rule ordinary { majority simple }\n"
    "  rule important { majority 2/3; quorum 1/2; party-to-dispute recused }\n"
    "  candidate rus {\n"
    "    eligible when finding leadership.departed standard grounds adopted-by important\n"
    "    eligible when finding successor.safe standard grounds adopted-by important\n"
    "    admit by important\n"
    "    consult east for 30 d before vote }\n"
    "  mandate unga { mode unga_implementation_force; term 6 months; tasks border; consent ukr }\n"
    "  mandate aasc { mode host_consent; tasks patrol, training\n"
    "    consent ukr revocable notice 90 d }\n"
    "  active mandate aasc\n"
    "  mission add by important\n"
    "}\n";

struct chamber_world {
    struct pact_bench b;
    struct word words[CHAMBER_LIST_MAX];
    struct chamber_decision decisions[CHAMBER_LIST_MAX];
    struct chamber_consultation consultations[CHAMBER_LIST_MAX];
    struct chamber_presence present[CHAMBER_LIST_MAX];
    struct chamber h;
};

static inline int64_t at_of(const char *text)
{
    int64_t ms = 0;
    struct err err = {0};

    assert_ok(time_parse_instant(span_of(text), &ms, &err));
    return ms;
}

static inline void world_open(struct chamber_world *w)
{
    memset(w, 0, sizeof(*w));
    bench_init(&w->b, "/nonexistent");
    if (bench_load(&w->b, span_of(chamber_text)) != RC_OK) {
        bench_print(&w->b);
        fail();
    }
    w->h = (struct chamber){.g = &w->b.model->agreements[0],
                            .began_ms = at_of("2027-01-01T00:00:00Z"),
                            .words = w->words,
                            .n_words = 0,
                            .consultations = w->consultations,
                            .n_consultations = 0,
                            .decisions = w->decisions,
                            .n_decisions = 0,
                            .present = w->present,
                            .n_present = 0};
}

static inline void world_close(struct chamber_world *w)
{
    arena_release(&w->b.arena);
}

static inline struct word *say(struct chamber_world *w, const char *state, enum word_says says,
                               const char *at)
{
    struct word *out = &w->words[w->h.n_words++];

    *out = (struct word){.says = says,
                         .state = span_of(state),
                         .sequence = (int64_t)w->h.n_words,
                         .leaves_ms = TIME_ALWAYS,
                         .entry = SPAN("w"),
                         .received_ms = at_of(at)};
    return out;
}

static inline struct chamber_decision *
decide(struct chamber_world *w, enum proposal_effect_kind kind, const char *of, const char *at)
{
    struct chamber_decision *out = &w->decisions[w->h.n_decisions++];

    *out = (struct chamber_decision){
        .entry = SPAN("d"),
        .rule = SPAN("important"),
        .effect = {.kind = kind, .of = span_of(of), .standard = SPAN("grounds")},
        .at_ms = at_of(at)};
    return out;
}
