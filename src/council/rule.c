/* SPDX-License-Identifier: Apache-2.0 */
#include "council/rule.h"

#include "base/time.h"

#include <inttypes.h>
#include <stdlib.h>

#define NO_BALLOT UINT32_MAX
#define TEXT_MAX  8192

static const char *const choice_names[] = {"yes", "no", "abstain", "recused", "absent", NULL};

const char *council_choice_name(enum council_choice c)
{
    return choice_names[c];
}

enum rc council_choice_find(struct span word, enum council_choice *out, struct err *err)
{
    for (int i = 0; i < COUNCIL_ABSENT; i++)
        if (span_is(word, choice_names[i])) {
            *out = (enum council_choice)i;
            return RC_OK;
        }
    return err_set(err, RC_UNKNOWN, "%.*s is no choice; known are yes, no, abstain and recused",
                   SPAN_ARG(word));
}

const char *council_outcome_name(enum council_outcome o)
{
    static const char *const names[] = {"adopted", "not_adopted", "open"};

    return names[o];
}

void council_majority_put(struct buf *b, const struct council_rule *r)
{
    if (r->majority == CHARTER_FRACTION)
        rational_put(b, r->fraction);
    else if (r->majority == CHARTER_SIMPLE)
        buf_puts(b, "simple");
    else
        buf_puts(b, "consensus");
    if (r->majority == CHARTER_CONSENSUS && r->minus > 0)
        buf_printf(b, "_minus_%" PRId64, r->minus);
}

uint32_t council_seat_find(const struct council_vote *v, struct span member)
{
    for (size_t i = 0; i < v->n_seats; i++)
        if (span_eq(v->seats[i].member, member))
            return (uint32_t)i;
    return UINT32_MAX;
}

/* --- what a vote must be --------------------------------------------------------------------- */

static bool is_share(struct rational r, int64_t least_num, int64_t least_den)
{
    struct rational least = {.num = least_num, .den = least_den}, one = {.num = 1, .den = 1};

    return r.den > 0 && rational_cmp(r, least) >= 0 && rational_cmp(r, one) <= 0;
}

static enum rc check_rule(const struct council_rule *r, struct err *err)
{
    if (r->majority == CHARTER_SILENT)
        return err_set(err, RC_INPUT, "a silence procedure needs a fallback that votes");
    if (r->majority == CHARTER_FRACTION && !is_share(r->fraction, 1, 2))
        return err_set(err, RC_RANGE, "a majority is a fraction from 1/2 to 1");
    if (r->minus < 0 || r->minus > COUNCIL_SEATS_MAX)
        return err_set(err, RC_RANGE, "a consensus is less 0 to %d members", COUNCIL_SEATS_MAX);
    if (!is_share(r->quorum, 0, 1) || !is_share(r->floor, 0, 1))
        return err_set(err, RC_RANGE, "a quorum and a floor are fractions from 0 to 1");
    return RC_OK;
}

static enum rc check_votes(const struct council_seat *s, struct err *err)
{
    if (s->votes >= 0 && s->votes <= COUNCIL_VOTES_MAX)
        return RC_OK;
    return err_set(err, RC_RANGE, "%.*s has %" PRId64 " votes; 0 to %" PRId64 " are known",
                   SPAN_ARG(s->member), s->votes, COUNCIL_VOTES_MAX);
}

static enum rc check_joint(const struct council_vote *v, const struct council_joint *j,
                           struct err *err)
{
    enum rc rc = check_rule(&j->rule, err);

    if (!rc && j->rule.silence_ms != 0)
        rc = err_set(err, RC_INPUT, "a silence procedure counts no votes and cannot be joined");
    for (size_t i = 0; i < v->n_seats && !rc; i++)
        rc = check_votes(&j->seats[i], err);
    return rc ? err_prefix(err, rc, "rule %.*s: ", SPAN_ARG(j->rule.id)) : RC_OK;
}

enum rc council_vote_check(const struct council_vote *v, struct err *err)
{
    enum rc rc = check_rule(&v->rule, err);

    if (rc)
        return rc;
    if (v->n_joint > COUNCIL_JOINT_MAX)
        return err_set(err, RC_RANGE, "a rule joins at most %d others", COUNCIL_JOINT_MAX);
    if (v->n_seats == 0 || v->n_seats > COUNCIL_SEATS_MAX)
        return err_set(err, RC_RANGE, "an electorate of %zu members; 1 to %d can vote", v->n_seats,
                       COUNCIL_SEATS_MAX);
    if (v->closes_ms <= v->opens_ms)
        return err_set(err, RC_RANGE, "the vote closes before it opens");
    if (v->rule.silence_ms < 0 || v->rule.silence_ms > v->closes_ms - v->opens_ms)
        return err_set(err, RC_RANGE, "the vote closes before the silence ends");
    for (uint32_t i = 0; i < v->n_seats; i++) {
        const struct council_seat *s = &v->seats[i];

        rc = check_votes(s, err);
        if (rc)
            return rc;
        if (council_seat_find(v, s->member) != i)
            return err_set(err, RC_CONFLICT, "%.*s stands in the electorate twice",
                           SPAN_ARG(s->member));
    }
    for (size_t i = 0; i < v->n_joint && !rc; i++)
        rc = check_joint(v, &v->joint[i], err);
    return rc;
}

/* --- the silence ----------------------------------------------------------------------------- */

static bool breaks(const struct council_vote *v, const struct council_ballot *b)
{
    bool objects =
        b->choice == COUNCIL_NO || (b->choice == COUNCIL_ABSTAIN && v->rule.reservation_breaks);

    return objects && b->received_ms >= v->opens_ms &&
           b->received_ms < v->opens_ms + v->rule.silence_ms &&
           !(v->rule.silence_recuses && v->seats[b->seat].is_party);
}

/* Of several the first; of two of one instant the seat that stands first. */
static void find_break(const struct council_vote *v, const struct council_ballot *ballots, size_t n,
                       struct council_tally *t)
{
    for (size_t i = 0; i < n; i++) {
        const struct council_ballot *b = &ballots[i];

        if (!breaks(v, b))
            continue;
        if (t->silence != COUNCIL_BROKEN || b->received_ms < t->broken_ms ||
            (b->received_ms == t->broken_ms && b->seat < t->broken_by)) {
            t->broken_by = b->seat;
            t->broken_ms = b->received_ms;
        }
        t->silence = COUNCIL_BROKEN;
    }
}

/* --- who stands where ------------------------------------------------------------------------ */

static bool is_in_time(const struct council_vote *v, const struct council_ballot *b)
{
    return b->received_ms >= v->opens_ms && b->received_ms < v->closes_ms;
}

/* Ballots in time by seat and sequence: two of one sequence stand side by side, whichever of a
 * third came between them. */
static int ballot_order(const void *a, const void *b)
{
    const struct council_ballot *x = *(const struct council_ballot *const *)a;
    const struct council_ballot *y = *(const struct council_ballot *const *)b;

    if (x->seat != y->seat)
        return x->seat < y->seat ? -1 : 1;
    return x->sequence < y->sequence ? -1 : x->sequence > y->sequence;
}

static enum rc check_sequences(const struct council_vote *v, const struct council_ballot *ballots,
                               size_t n, struct arena *a, struct err *err)
{
    const struct council_ballot **order =
        arena_array(a, n + 1, sizeof(const struct council_ballot *), err);
    size_t n_in_time = 0;

    if (order == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        if (is_in_time(v, &ballots[i]))
            order[n_in_time++] = &ballots[i];
    qsort(order, n_in_time, sizeof(const struct council_ballot *), ballot_order);
    for (size_t i = 1; i < n_in_time; i++)
        if (ballot_order(&order[i - 1], &order[i]) == 0 && order[i - 1]->choice != order[i]->choice)
            return err_set(err, RC_CONFLICT,
                           "%.*s signed two ballots of sequence %" PRId64
                           " that differ; a ballot that replaces another has a higher one",
                           SPAN_ARG(v->seats[order[i]->seat].member), order[i]->sequence);
    return RC_OK;
}

/* The ballot of each seat that counts, as an index. */
static enum rc find_standing(const struct council_vote *v, const struct council_ballot *ballots,
                             size_t n, uint32_t *standing, struct council_tally *t, struct err *err)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct council_ballot *b = &ballots[i];

        if (b->seat >= v->n_seats)
            return err_set(err, RC_RANGE, "a ballot of seat %u; there are %zu", b->seat,
                           v->n_seats);
        if (b->received_ms >= v->closes_ms)
            t->n_late++;
        if (is_in_time(v, b) &&
            (standing[b->seat] == NO_BALLOT || ballots[standing[b->seat]].sequence < b->sequence))
            standing[b->seat] = i;
    }
    return RC_OK;
}

static enum rc count(const struct council_vote *v, const struct council_ballot *ballots, size_t n,
                     struct arena *a, struct council_tally *t, struct err *err)
{
    uint32_t *standing = arena_array(a, v->n_seats, sizeof(*standing), err);
    enum council_choice *choices = arena_array(a, v->n_seats, sizeof(*choices), err);
    enum rc rc;

    if (standing == NULL || choices == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < v->n_seats; i++)
        standing[i] = NO_BALLOT;
    rc = find_standing(v, ballots, n, standing, t, err);
    if (!rc)
        rc = check_sequences(v, ballots, n, a, err);
    if (rc)
        return rc;
    for (size_t i = 0; i < v->n_seats; i++) {
        enum council_choice c =
            standing[i] == NO_BALLOT ? COUNCIL_ABSENT : ballots[standing[i]].choice;

        if (v->rule.recuses_parties && v->seats[i].is_party)
            c = COUNCIL_RECUSED;
        choices[i] = c;
        t->by[c].members++;
        t->by[c].votes += v->seats[i].votes;
        t->all.members++;
        t->all.votes += v->seats[i].votes;
    }
    t->choices = choices;
    return RC_OK;
}

/* --- the tests ------------------------------------------------------------------------------- */

/* Tests of one rule, the vote's own or a joint one. */
struct tester {
    const struct council_vote *v;
    const struct council_tally *n; /* counted by that rule */
    struct span of;
    struct council_tally *t; /* takes the tests */
    struct arena *a;
    struct err *err;
    enum rc rc;
};

static void add_test(struct tester *x, const char *name, bool is_met, struct buf *text)
{
    struct span copy = arena_copy(x->a, buf_span(text), x->err);

    buf_release(text);
    if (copy.p == NULL)
        x->rc = RC_LIMIT;
    x->t->tests[x->t->n_tests++] =
        (struct council_test){.name = name, .of = x->of, .text = copy, .is_met = is_met};
}

/* "8 of 12 = 2/3, at least 2/3 is needed" */
static bool put_share(struct buf *b, int64_t part, int64_t whole, struct rational least)
{
    struct rational share = {.num = 0, .den = 1};

    buf_printf(b, "%" PRId64 " of %" PRId64, part, whole);
    if (whole > 0 && rational_make(part, whole, &share, NULL) == RC_OK) {
        buf_puts(b, " = ");
        rational_put(b, share);
    }
    buf_puts(b, ", at least ");
    rational_put(b, least);
    buf_puts(b, " is needed");
    return rational_cmp(share, least) >= 0;
}

static void test_quorum(struct tester *x)
{
    struct buf b;
    bool ok;

    if (x->v->rule.quorum.num == 0)
        return;
    buf_init(&b, TEXT_MAX);
    buf_puts(&b, "members present, recused ones included: ");
    ok = put_share(&b, x->n->all.members - x->n->by[COUNCIL_ABSENT].members, x->n->all.members,
                   x->v->rule.quorum);
    add_test(x, "quorum", ok, &b);
}

/* Whether what stands against the proposal is not too much, in a consensus. */
static bool test_consensus(struct tester *x, struct buf *b)
{
    int64_t objecting = x->n->by[COUNCIL_NO].members;

    if (x->v->rule.abstention_is_no)
        objecting += x->n->by[COUNCIL_ABSTAIN].members;
    buf_printf(b, "; %" PRId64 " members object, at most %" PRId64 " may", objecting,
               x->v->rule.minus);
    return objecting <= x->v->rule.minus;
}

static void test_majority(struct tester *x)
{
    const struct council_rule *r = &x->v->rule;
    int64_t yes = x->n->by[COUNCIL_YES].votes, against = x->n->by[COUNCIL_NO].votes;
    struct buf b;
    bool ok;

    if (r->abstention_is_no)
        against += x->n->by[COUNCIL_ABSTAIN].votes;
    buf_init(&b, TEXT_MAX);
    buf_printf(&b, "%" PRId64 " yes against %" PRId64 " no%s", yes, against,
               r->abstention_is_no ? ", abstentions counted" : "");
    ok = r->majority == CHARTER_FRACTION || yes > against;
    if (r->majority == CHARTER_CONSENSUS)
        ok = test_consensus(x, &b) && ok;
    if (r->majority == CHARTER_FRACTION) {
        buf_puts(&b, ": ");
        ok = put_share(&b, yes, yes + against, r->fraction);
    }
    if (yes == against) { /* whatever the fraction */
        buf_puts(&b, "; a tie is not adopted");
        ok = false;
    }
    add_test(x, "majority", ok, &b);
}

static void test_floor(struct tester *x)
{
    struct buf b;
    bool ok;

    if (x->v->rule.floor.num == 0)
        return;
    buf_init(&b, TEXT_MAX);
    buf_puts(&b, "yes votes of the whole electorate: ");
    ok = put_share(&b, x->n->by[COUNCIL_YES].votes, x->n->all.votes, x->v->rule.floor);
    add_test(x, "floor", ok, &b);
}

static void test_veto(struct tester *x)
{
    size_t n_holders = 0, n_used = 0;
    struct buf b;

    buf_init(&b, TEXT_MAX);
    for (size_t i = 0; i < x->v->n_seats; i++) {
        n_holders += x->v->seats[i].has_veto;
        if (!x->v->seats[i].has_veto || x->n->choices[i] != COUNCIL_NO)
            continue;
        buf_printf(&b, "%s%.*s", n_used == 0 ? "no of " : ", ", SPAN_ARG(x->v->seats[i].member));
        n_used++;
    }
    if (n_used == 0)
        buf_printf(&b, "none of the %zu who could", n_holders);
    if (n_holders > 0)
        add_test(x, "veto", n_used == 0, &b);
    else
        buf_release(&b);
}

static void test_silence(struct tester *x)
{
    struct buf b;

    buf_init(&b, TEXT_MAX);
    buf_puts(&b, "nobody objected before ");
    time_put_instant(&b, x->v->opens_ms + x->v->rule.silence_ms);
    add_test(x, "silence", true, &b);
}

static void test_rule(struct tester *x)
{
    test_quorum(x);
    test_majority(x);
    test_floor(x);
    test_veto(x);
}

/* The same ballots by another rule: who is recused and how many votes each has is that rule's. */
static void test_joint(struct tester *whole, const struct council_joint *j,
                       const struct council_ballot *ballots, size_t n)
{
    struct council_vote part = {.rule = j->rule,
                                .seats = j->seats,
                                .n_seats = whole->v->n_seats,
                                .opens_ms = whole->v->opens_ms,
                                .closes_ms = whole->v->closes_ms};
    struct council_tally counted = {.outcome = COUNCIL_OPEN};
    struct tester x = *whole;

    x.v = &part;
    x.n = &counted;
    x.of = j->rule.id;
    x.rc = count(&part, ballots, n, x.a, &counted, x.err);
    if (!x.rc)
        test_rule(&x);
    whole->rc = x.rc;
}

static enum rc decide(struct tester *x, const struct council_ballot *ballots, size_t n)
{
    struct council_tally *t = x->t;

    if (t->silence == COUNCIL_KEPT) {
        test_silence(x);
    } else {
        test_rule(x);
        for (size_t i = 0; i < x->v->n_joint && !x->rc; i++)
            test_joint(x, &x->v->joint[i], ballots, n);
    }
    t->outcome = COUNCIL_ADOPTED;
    for (size_t i = 0; i < t->n_tests; i++)
        if (!t->tests[i].is_met)
            t->outcome = COUNCIL_NOT_ADOPTED;
    return x->rc;
}

enum rc council_tally(const struct council_vote *v, const struct council_ballot *ballots, size_t n,
                      int64_t at_ms, struct arena *a, struct council_tally *out, struct err *err)
{
    struct council_tally t = {.outcome = COUNCIL_OPEN, .silence = COUNCIL_NO_SILENCE};
    struct tester x = {.v = v, .n = &t, .of = SPAN(""), .t = &t, .a = a, .err = err, .rc = RC_OK};
    enum rc rc = count(v, ballots, n, a, &t, err);

    if (rc)
        return rc;
    t.decided_ms = v->closes_ms;
    if (v->rule.silence_ms > 0) {
        bool is_over = at_ms >= v->opens_ms + v->rule.silence_ms;

        t.silence = is_over ? COUNCIL_KEPT : COUNCIL_SILENCE_RUNS;
        find_break(v, ballots, n, &t);
        if (t.silence != COUNCIL_BROKEN)
            t.decided_ms = v->opens_ms + v->rule.silence_ms;
    }
    if (at_ms >= t.decided_ms)
        rc = decide(&x, ballots, n);
    if (!rc)
        *out = t;
    return rc;
}

/* --- words ----------------------------------------------------------------------------------- */

static void put_silence(struct buf *b, const struct council_vote *v, const struct council_tally *t)
{
    if (t->silence == COUNCIL_BROKEN) {
        buf_printf(b, "silence: broken by %.*s at ", SPAN_ARG(v->seats[t->broken_by].member));
        time_put_instant(b, t->broken_ms);
        buf_puts(b, "; the fallback votes\n");
    } else if (t->silence == COUNCIL_SILENCE_RUNS) {
        buf_puts(b, "silence: unbroken, until ");
        time_put_instant(b, t->decided_ms);
        buf_putc(b, '\n');
    }
}

void council_tally_put(struct buf *b, const struct council_vote *v, const struct council_tally *t)
{
    buf_printf(b, "electorate: %" PRId64 " members with %" PRId64 " votes:", t->all.members,
               t->all.votes);
    for (int c = COUNCIL_YES; c <= COUNCIL_ABSENT; c++)
        buf_printf(b, "%s %" PRId64 " %s", c == COUNCIL_YES ? "" : ",", t->by[c].members,
                   choice_names[c]);
    buf_putc(b, '\n');
    put_silence(b, v, t);
    for (size_t i = 0; i < t->n_tests; i++)
        buf_printf(b, "%s%s%.*s: %.*s: %s\n", t->tests[i].name, t->tests[i].of.n > 0 ? " by " : "",
                   SPAN_ARG(t->tests[i].of), SPAN_ARG(t->tests[i].text),
                   t->tests[i].is_met ? "met" : "not met");
    if (t->n_late > 0)
        buf_printf(b, "late: %zu ballot%s came at the close or after it\n", t->n_late,
                   t->n_late == 1 ? "" : "s");
    buf_printf(b, "outcome: %s\n", council_outcome_name(t->outcome));
}
