/* SPDX-License-Identifier: Apache-2.0 */
/* How much each of 27 members can decide under three rules that must adopt together; beside it one
 * rule alone, and the plain way: every member of every coalition asked whether it swings. */
#include "bench.h"

#include "council/power.h"

#include <stdlib.h>

#define MEMBERS     27
#define PLAIN_SEATS 21 /* the plain way doubles with each: 27 take 64 times as long */

static char names[MEMBERS];
static struct council_seat seats[3][MEMBERS];
static struct council_joint joint[2];

/* Votes, States and people as large as those of a union of 27. */
static struct council_vote make_vote(void)
{
    struct council_vote v = {.seats = seats[0],
                             .n_seats = MEMBERS,
                             .joint = joint,
                             .n_joint = 2,
                             .opens_ms = 0,
                             .closes_ms = 1};

    for (size_t i = 0; i < MEMBERS; i++) {
        names[i] = (char)('A' + i);
        seats[0][i] = (struct council_seat){.member = {.p = &names[i], .n = 1},
                                            .votes = (int64_t)(29 - i),
                                            .has_veto = false,
                                            .is_party = false};
        seats[1][i] = seats[2][i] = seats[0][i];
        seats[1][i].votes = 1;
        seats[2][i].votes = (int64_t)(82000 / (i + 1));
    }
    v.rule = (struct council_rule){.majority = CHARTER_FRACTION,
                                   .fraction = {.num = 37, .den = 50},
                                   .quorum = {.num = 0, .den = 1},
                                   .floor = {.num = 0, .den = 1}};
    joint[0] = (struct council_joint){.rule = v.rule, .seats = seats[1]};
    joint[0].rule.fraction = (struct rational){.num = 14, .den = 27};
    joint[1] = (struct council_joint){.rule = v.rule, .seats = seats[2]};
    joint[1].rule.fraction = (struct rational){.num = 31, .den = 50};
    return v;
}

static void count(const struct council_vote *v)
{
    struct council_power p;
    struct err err = {{0}};
    struct arena a;

    arena_init(&a, (size_t)64 << 20);
    if (council_power_of(v, &a, &p, &err) != RC_OK || p.swings == 0)
        exit(1);
    arena_release(&a);
}

static int64_t sum_of(size_t rule, uint32_t coalition)
{
    int64_t sum = 0;

    for (size_t i = 0; i < PLAIN_SEATS; i++)
        if (coalition >> i & 1)
            sum += seats[rule][i].votes;
    return sum;
}

static bool plain_wins(const int64_t all[3], uint32_t coalition)
{
    return sum_of(0, coalition) * 50 >= 37 * all[0] && sum_of(1, coalition) * 27 >= 14 * all[1] &&
           sum_of(2, coalition) * 50 >= 31 * all[2];
}

static void plain(const struct council_vote *v)
{
    const uint32_t everybody = (UINT32_C(1) << PLAIN_SEATS) - 1;
    const int64_t all[3] = {sum_of(0, everybody), sum_of(1, everybody), sum_of(2, everybody)};
    uint64_t swings = 0;

    (void)v;
    for (uint32_t c = 0; c <= everybody; c++) {
        if (!plain_wins(all, c))
            continue;
        for (size_t i = 0; i < PLAIN_SEATS; i++)
            swings += (c >> i & 1) && !plain_wins(all, c & ~(UINT32_C(1) << i));
    }
    if (swings == 0)
        exit(1);
}

static void measure(const char *name, const struct council_vote *v,
                    void (*run)(const struct council_vote *v))
{
    double best = 0;

    for (int i = 0; i < BENCH_ROUNDS; i++) {
        double start = bench_cpu_s(), took;

        run(v);
        took = bench_cpu_s() - start;
        if (i == 0 || took < best)
            best = took;
    }
    (void)printf("%-48s %8.4f s\n", name, best);
}

int main(void)
{
    struct council_vote v = make_vote(), one = v;

    one.n_joint = 0;
    measure("27 members, three rules together", &v, count);
    measure("27 members, one rule", &one, count);
    measure("21 members, three rules, the plain way", &v, plain);
    return 0;
}
