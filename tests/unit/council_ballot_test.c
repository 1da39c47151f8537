/* SPDX-License-Identifier: Apache-2.0 */
/* A proposal, its ballots and receipts as texts; a whole vote counted again, and what was changed
 * in it found. */
#include "council/account.h"
#include "council_vote.h"
#include "record_check.h"

#define TEXT_BYTES_MAX MIB
#define N_BALLOTS_MAX  8

struct world {
    struct vote_bench b;
    struct signer_key keys[3], log;
    struct verifier_key log_key;
    struct proposal_voters voters[3];
    struct verifier_key voter_keys[3];
    struct proposal_need needs[2];
    struct proposal p, read;
    struct proposal_digests d;
    struct span text;
    struct account_ballot ballots[N_BALLOTS_MAX];
    size_t n_ballots;
};

static const char *const names[] = {"p.a", "p.b", "p.c"};

static struct span kept(struct world *w, struct buf *b)
{
    struct span out = arena_copy(&w->b.arena, buf_span(b), &w->b.err);

    assert_non_null(out.p);
    buf_clear(b);
    return out;
}

static void world_init(struct world *w)
{
    struct err err = {0};
    struct buf b;

    memset(w, 0, sizeof(*w));
    vote_init(&w->b, 3);
    w->b.arena.max_bytes = 64 * MIB;
    vote_majority(&w->b, "2/3");
    w->b.vote.rule.id = SPAN("important");
    w->b.vote.rule.quorum = vote_share("1/2");
    w->b.vote.closes_ms = 100000;
    w->log = made_signer("example.org/log", KEY_ED25519, 9);
    w->log_key = signer_key_public(&w->log);
    for (unsigned i = 0; i < 3; i++) {
        w->keys[i] = made_signer(names[i], KEY_ED25519, (uint8_t)(i + 1));
        w->voter_keys[i] = signer_key_public(&w->keys[i]);
        w->voters[i] = (struct proposal_voters){.keys = &w->voter_keys[i], .n = 1};
    }
    w->needs[0] = (struct proposal_need){.kind = PROPOSAL_CONSENT, .of = SPAN("a")};
    w->needs[1] = (struct proposal_need){
        .kind = PROPOSAL_CONSULTATION, .of = SPAN("east"), .has_until = true, .until_ms = 5000};
    w->p = (struct proposal){.title = SPAN("T"),
                             .text = SPAN("words\nof it"),
                             .charter = SPAN("c"),
                             .vote = w->b.vote,
                             .voters = w->voters,
                             .needs = w->needs,
                             .n_needs = 2,
                             .origin = SPAN("example.org/log"),
                             .size = 70000};
    buf_init(&b, TEXT_BYTES_MAX);
    assert_ok(proposal_put(&b, &w->p, &w->b.arena, &err));
    w->text = kept(w, &b);
    assert_ok(proposal_read(w->text, &w->b.arena, &w->read, &w->d, &err));
    buf_release(&b);
}

/* A ballot of a seat, signed with the key of another or of its own. */
static struct span ballot_of(struct world *w, unsigned seat, const char *choice, int64_t sequence,
                             unsigned key)
{
    struct ballot says = {.member = w->b.seats[seat].member, .sequence = sequence};
    struct err err = {0};
    struct buf text, note;
    struct span out;

    assert_ok(council_choice_find(span_of(choice), &says.choice, &err));
    buf_init(&text, TEXT_BYTES_MAX);
    buf_init(&note, TEXT_BYTES_MAX);
    ballot_put_text(&text, &w->read, &w->d, &says);
    note_put_text(&note, buf_span(&text));
    note_put_signed(&note, buf_span(&text), &w->keys[key]);
    out = kept(w, &note);
    buf_release(&note);
    buf_release(&text);
    return out;
}

static void take(struct world *w, unsigned seat, const char *choice, int64_t sequence,
                 int64_t received_ms)
{
    struct account_ballot *out = &w->ballots[w->n_ballots++];
    struct ballot_opened opened;
    struct err err = {0};
    struct buf text, note;

    out->note = ballot_of(w, seat, choice, sequence, seat);
    out->received_ms = received_ms;
    assert_ok(ballot_open(out->note, &w->read, &w->d, &w->b.arena, &opened, &err));
    buf_init(&text, TEXT_BYTES_MAX);
    buf_init(&note, TEXT_BYTES_MAX);
    receipt_put_text(&text, &w->d, out->note, &opened.says, received_ms);
    note_put_text(&note, buf_span(&text));
    note_put_signed(&note, buf_span(&text), &w->log);
    out->receipt = kept(w, &note);
    buf_release(&note);
    buf_release(&text);
}

static void a_proposal_reads_back_as_it_was(void **state)
{
    struct err err = {0};
    struct world w;
    struct buf b;

    (void)state;
    world_init(&w);
    assert_span(w.read.title, "T");
    assert_span(w.read.text, "words\nof it");
    assert_int_equal(w.read.vote.rule.majority, CHARTER_FRACTION);
    assert_int_equal(w.read.vote.rule.quorum.den, 2);
    assert_int_equal(w.read.vote.n_seats, 3);
    assert_span(w.read.voters[1].keys[0].name, "p.b");
    assert_int_equal(w.read.needs[1].until_ms, 5000);
    assert_false(w.read.needs[0].has_until);
    assert_int_equal(w.read.size, 70000);
    buf_init(&b, TEXT_BYTES_MAX);
    assert_ok(proposal_put(&b, &w.read, &w.b.arena, &err));
    assert_true(span_eq(buf_span(&b), w.text));
    buf_release(&b);
    arena_release(&w.b.arena);
}

/* The first `from` in a text becomes `to`. */
static struct span changed(struct world *w, struct span text, const char *from, const char *to)
{
    const char *at = strstr(text.p, from);
    struct span out;
    struct buf b;

    if (at == NULL)
        fail_msg("no %s in %s", from, text.p);
    buf_init(&b, 4 * TEXT_BYTES_MAX);
    buf_put(&b, (struct span){.p = text.p, .n = (size_t)(at - text.p)});
    buf_puts(&b, to);
    buf_puts(&b, at + strlen(from));
    out = kept(w, &b);
    buf_release(&b);
    return out;
}

static void proposals_that_are_none_are_refused(void **state)
{
    static const struct {
        const char *from, *to;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"\"schema\":\"aasc/proposal/1\"", "\"schema\":\"aasc/proposal/2\"", RC_UNKNOWN, "schema"},
        {"\"majority\":\"2/3\"", "\"majority\":\"1/3\"", RC_RANGE, "from 1/2 to 1"},
        {"\"majority\":\"2/3\"", "\"majority\":\"most\"", RC_INPUT, "majority"},
        {"\"quorum\":\"1/2\"", "\"quorum\":\"3/2\"", RC_RANGE, "a quorum and a floor"},
        {"\"quorum\":\"1/2\",", "", RC_INPUT, "quorum"},
        {"\"votes\":1", "\"votes\":-1", RC_RANGE, "votes"},
        {"\"votes\":1", "\"votse\":1", RC_UNKNOWN, "votes"},
        {"\"member\":\"b\"", "\"member\":\"a\"", RC_CONFLICT, "a stands in the electorate twice"},
        {"\"keys\":[\"p.a+", "\"keys\":[\"p.x+", RC_INPUT, "keys"},
        {"\"kind\":\"consent\"", "\"kind\":\"consnet\"", RC_UNKNOWN, "kind"},
        {"\"pact\":\"sha256:0", "\"pact\":\"sha256:g", RC_INPUT, "no hexadecimal digit"},
        {"\"opens\":\"", "\"opens\":\"x", RC_INPUT, "opens"},
        {"\"title\":\"T\"", "\"title\":7", RC_INPUT, "title"},
        {"\"title\":\"T\"", "\"title\":\"T\\noutcome: adopted\"", RC_INPUT, "title: one line"},
        {"\"title\":\"T\"", "\"title\":\"T\\u001b[2J\"", RC_INPUT, "title: one line"},
        {"\"member\":\"b\"", "\"member\":\"b\\u202e\"", RC_INPUT, "member: one line"},
        {"\"veto\":false", "\"veto\":0", RC_INPUT, "true or false"},
    };
    struct world w;

    (void)state;
    world_init(&w);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct proposal_digests d;
        struct proposal p;
        struct err err = {0};
        enum rc rc =
            proposal_read(changed(&w, w.text, rows[i].from, rows[i].to), &w.b.arena, &p, &d, &err);

        if (rc != rows[i].rc || strstr(err.note, rows[i].words) == NULL)
            fail_msg("%s: code %d: %s", rows[i].to, (int)rc, err.note);
    }
    arena_release(&w.b.arena);
}

/* A second rule stands in the text with the votes that each seat has by it. */
static void joint_rules_travel_with_the_proposal(void **state)
{
    static const struct {
        const char *from, *to, *words;
    } cases[] = {
        {"\"and\":[{\"veto\":false,\"votes\":60}]", "\"and\":[]", "each of the 1 joint rules"},
        {"\"and\":[{\"veto\":false,\"votes\":60}],", "", "each of the 1 joint rules"},
        {"\"veto\":false,\"votes\":60", "\"veto\":false,\"votes\":-6", "votes"},
        {"\"majority\":\"3/5\"", "\"majority\":\"1/5\"", "rule people: a majority is a fraction"},
        {"\"id\":\"people\"", "\"and\":[],\"id\":\"people\"", "a joint rule joins no others"},
        {"\"recuses_parties\":false}]", "\"recuses_parties\":false,\"silence_ms\":5}]",
         "cannot be joined"},
    };
    static const int64_t people[3] = {60, 20, 20};
    struct council_seat seats[3];
    struct council_joint joint;
    struct err err = {0};
    struct world w;
    struct buf b;

    (void)state;
    world_init(&w);
    vote_join(&w.b, &joint, seats, people);
    joint.rule.fraction = vote_share("3/5");
    seats[1].has_veto = true;
    w.p.vote = w.b.vote;
    buf_init(&b, TEXT_BYTES_MAX);
    assert_ok(proposal_put(&b, &w.p, &w.b.arena, &err));
    w.text = kept(&w, &b);
    assert_ok(proposal_read(w.text, &w.b.arena, &w.read, &w.d, &err));
    assert_int_equal(w.read.vote.n_joint, 1);
    assert_span(w.read.vote.joint[0].rule.id, "people");
    assert_int_equal(w.read.vote.joint[0].rule.fraction.num, 3);
    assert_int_equal(w.read.vote.joint[0].seats[0].votes, 60);
    assert_int_equal(w.read.vote.joint[0].seats[2].votes, 20);
    assert_true(w.read.vote.joint[0].seats[1].has_veto);
    assert_span(w.read.vote.joint[0].seats[1].member, "b");
    assert_ok(proposal_put(&b, &w.read, &w.b.arena, &err));
    assert_true(span_eq(buf_span(&b), w.text));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (proposal_read(changed(&w, w.text, cases[i].from, cases[i].to), &w.b.arena, &w.read,
                          &w.d, &err) == RC_OK)
            fail_msg("taken: %s", cases[i].to);
        assert_note(cases[i].words);
    }
    buf_release(&b);
    arena_release(&w.b.arena);
}

static void a_ballot_is_its_members_and_of_this_vote(void **state)
{
    static const struct {
        const char *from, *to;
        const char *words;
    } rows[] = {
        {"choice yes", "choice no", "is wrong"},
        {"sequence 1", "sequence 2", "is wrong"},
        {"member a", "member b", "none of the keys"},
        {"member a", "member d", "not in the electorate"},
        {"rule sha256:", "rule sha256:0", "not for this vote"},
        {"electorate sha256:", "electorate sha256:0", "not for this vote"},
        {"checkpoint 70000", "checkpoint 70001", "not for this vote"},
        {"choice yes", "choice maybe", "known are yes"},
        {"sequence 1", "sequence 0", "a sequence is 1 to"},
        {"aasc/ballot/1", "aasc/ballot/2", "no ballot"},
        {"choice yes\n", "choice yes\nand more\n", "not for this vote"},
    };
    struct ballot_opened opened;
    struct err err = {0};
    struct world w;

    (void)state;
    world_init(&w);
    assert_ok(ballot_open(ballot_of(&w, 0, "yes", 1, 0), &w.read, &w.d, &w.b.arena, &opened, &err));
    assert_int_equal(opened.seat, 0);
    assert_int_equal(opened.says.choice, COUNCIL_YES);
    assert_span(opened.by->name, "p.a");
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct span bad = changed(&w, ballot_of(&w, 0, "yes", 1, 0), rows[i].from, rows[i].to);

        if (ballot_open(bad, &w.read, &w.d, &w.b.arena, &opened, &err) == RC_OK)
            fail_msg("accepted: %s", rows[i].to);
        assert_note(rows[i].words);
    }
    assert_int_equal(
        ballot_open(ballot_of(&w, 0, "yes", 1, 1), &w.read, &w.d, &w.b.arena, &opened, &err),
        RC_CONFLICT);
    arena_release(&w.b.arena);
}

static void a_vote_is_counted_again_from_its_file(void **state)
{
    static const struct {
        const char *from, *to;
        const char *words; /* NULL: it is accepted */
    } rows[] = {
        {"\"counted\"", "\"counted\"", NULL},
        {"\"outcome\":\"adopted\"", "\"outcome\":\"not_adopted\"", "another decision"},
        {"2 of 3 = 2/3", "3 of 3 = 1", "another decision"},
        {"\"executable\":false", "\"executable\":true", "another decision"},
        {"\"met\":false", "\"met\":true", "another decision"}, /* it would be executable */
        {"\"kind\":\"consent\",\"met\"", "\"kind\":\"contributor\",\"met\"", "another decision"},
        {"choice no", "choice yes", "ballot "},
        {"\"received\":\"1970-01-01T00:00:10Z\"", "\"received\":\"1970-01-01T00:00:11Z\"",
         "of another time"},
        {"\"quorum\":\"1/2\"", "\"quorum\":\"1/3\"", "not for this vote"},
        {"\"votes\":1", "\"votes\":2", "not for this vote"},
    };
    struct account_need needs[2] = {{.is_met = false, .why = SPAN("nobody said so")},
                                    {.is_met = true, .why = SPAN("over")}};
    struct account_opened opened;
    struct account v;
    struct err err = {0};
    struct world w;
    struct span file;
    struct buf b;

    (void)state;
    world_init(&w);
    take(&w, 0, "yes", 1, 10000);
    take(&w, 1, "no", 1, 20000);
    take(&w, 2, "no", 1, 30000);
    take(&w, 2, "yes", 2, 40000);
    v = (struct account){.proposal = w.text,
                         .ballots = w.ballots,
                         .n_ballots = w.n_ballots,
                         .counted_ms = 100000,
                         .needs = needs};
    assert_ok(account_count(&v, &w.log_key, 1, &w.b.arena, &opened, &err));
    assert_int_equal(opened.tally.outcome, COUNCIL_ADOPTED); /* exactly two thirds */
    assert_false(opened.is_executable);
    needs[0].is_met = true;
    assert_ok(account_count(&v, &w.log_key, 1, &w.b.arena, &opened, &err));
    assert_true(opened.is_executable);
    needs[0].is_met = false;
    assert_ok(account_count(&v, &w.log_key, 1, &w.b.arena, &opened, &err));
    buf_init(&b, 4 * TEXT_BYTES_MAX);
    assert_ok(account_put(&b, &opened, &w.b.arena, &err));
    file = kept(&w, &b);
    buf_release(&b);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct span text = changed(&w, file, rows[i].from, rows[i].to);
        enum rc rc;

        err.note[0] = '\0';
        rc = account_open(text, &w.log_key, 1, &w.b.arena, &opened, &err);
        if (rows[i].words == NULL ? rc != RC_OK
                                  : rc == RC_OK || strstr(err.note, rows[i].words) == NULL)
            fail_msg("%s: code %d: %s", rows[i].to, (int)rc, err.note);
    }
    assert_int_equal(account_open(file, &w.voter_keys[0], 1, &w.b.arena, &opened, &err),
                     RC_CONFLICT); /* not the log's key */
    arena_release(&w.b.arena);
}

static void an_open_vote_is_not_decided(void **state)
{
    struct account_opened opened;
    struct err err = {0};
    struct account v;
    struct world w;

    (void)state;
    world_init(&w);
    take(&w, 0, "yes", 1, 10000);
    v = (struct account){.proposal = w.text,
                         .ballots = w.ballots,
                         .n_ballots = w.n_ballots,
                         .counted_ms = 99999,
                         .needs = NULL};
    assert_ok(account_count(&v, &w.log_key, 1, &w.b.arena, &opened, &err));
    assert_int_equal(opened.tally.outcome, COUNCIL_OPEN);
    assert_false(opened.is_executable);
    arena_release(&w.b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proposal_reads_back_as_it_was),
        cmocka_unit_test(joint_rules_travel_with_the_proposal),
        cmocka_unit_test(proposals_that_are_none_are_refused),
        cmocka_unit_test(a_ballot_is_its_members_and_of_this_vote),
        cmocka_unit_test(a_vote_is_counted_again_from_its_file),
        cmocka_unit_test(an_open_vote_is_not_decided),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
