/* SPDX-License-Identifier: Apache-2.0 */
/* council_vote.h: votes in a few words: "a+ b- c0 d/" is a yes, b no, c abstains, d recuses itself;
 * who is not named is absent. */
#pragma once

#include "check.h"
#include "council/rule.h"

#include <stdio.h>
#include <string.h>

#define SEATS_TEST 26

/* Seats "a", "b", …; each has one vote. */
struct vote_bench {
    struct arena arena;
    struct council_seat seats[SEATS_TEST];
    struct council_vote vote;
    struct council_ballot ballots[256];
    size_t n_ballots;
    struct council_tally tally;
    struct err err;
};

static inline void vote_init(struct vote_bench *b, size_t n_seats)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

    memset(b, 0, sizeof(*b));
    arena_init(&b->arena, MIB);
    for (size_t i = 0; i < n_seats; i++)
        b->seats[i] = (struct council_seat){
            .member = {.p = &letters[i], .n = 1}, .votes = 1, .has_veto = false, .is_party = false};
    b->vote = (struct council_vote){.rule = {.majority = CHARTER_SIMPLE,
                                             .fraction = {.num = 1, .den = 1},
                                             .quorum = {.num = 0, .den = 1},
                                             .floor = {.num = 0, .den = 1}},
                                    .seats = b->seats,
                                    .n_seats = n_seats,
                                    .opens_ms = 1000,
                                    .closes_ms = 2000};
}

/* Let another rule, "people", have to adopt too: as the vote's own, but by these votes. */
static inline void vote_join(struct vote_bench *b, struct council_joint *joint,
                             struct council_seat *seats, const int64_t *votes)
{
    *joint = (struct council_joint){.rule = b->vote.rule, .seats = seats};
    joint->rule.id = SPAN("people");
    for (size_t i = 0; i < b->vote.n_seats; i++) {
        seats[i] = b->vote.seats[i];
        seats[i].votes = votes[i];
    }
    b->vote.joint = joint;
    b->vote.n_joint = 1;
}

static inline enum council_choice vote_choice(char c)
{
    return c == '+'   ? COUNCIL_YES
           : c == '-' ? COUNCIL_NO
           : c == '0' ? COUNCIL_ABSTAIN
                      : COUNCIL_RECUSED;
}

/* Ballots of sequence 1, received while the vote is open. */
static inline void vote_cast(struct vote_bench *b, const char *words)
{
    b->n_ballots = 0;
    for (const char *p = words; *p != '\0'; p++)
        if (*p != ' ') {
            b->ballots[b->n_ballots++] = (struct council_ballot){.seat = (uint32_t)(*p - 'a'),
                                                                 .choice = vote_choice(p[1]),
                                                                 .sequence = 1,
                                                                 .received_ms = 1500};
            p++;
        }
}

static inline enum council_outcome vote_count(struct vote_bench *b, int64_t at_ms)
{
    struct err err = {0};

    assert_ok(council_vote_check(&b->vote, &err));
    assert_ok(council_tally(&b->vote, b->ballots, b->n_ballots, at_ms, &b->arena, &b->tally, &err));
    return b->tally.outcome;
}

/* "2/3", or "" for none: 0. */
static inline struct rational vote_share(const char *text)
{
    struct rational r = {.num = 0, .den = 1};
    struct err err = {0};

    if (text != NULL && text[0] != '\0')
        assert_ok(rational_parse(span_of(text), &r, &err));
    return r;
}

/* "simple", "consensus", "minus 2" or a fraction. */
static inline void vote_majority(struct vote_bench *b, const char *majority)
{
    b->vote.rule.minus = 0;
    if (strcmp(majority, "simple") == 0) {
        b->vote.rule.majority = CHARTER_SIMPLE;
    } else if (strcmp(majority, "consensus") == 0) {
        b->vote.rule.majority = CHARTER_CONSENSUS;
    } else if (strncmp(majority, "minus ", 6) == 0) {
        b->vote.rule.majority = CHARTER_CONSENSUS;
        b->vote.rule.minus = majority[6] - '0';
    } else {
        b->vote.rule.majority = CHARTER_FRACTION;
        b->vote.rule.fraction = vote_share(majority);
    }
}
