/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_hear.c: `aasc council hear`: what a State signed, onto the record: a consent or its
 * withdrawal, words in a consultation, an application, a notice of leaving. */
#include "cmd/act.h"
#include "cmd/council_chamber.h"
#include "cmd/source.h"
#include "council/admission.h"
#include "council/mandate.h"

#include <inttypes.h>

enum { HEAR_CHARTER, HEAR_LABEL, HEAR_OPTION_COUNT };

struct hearing {
    struct act *a;
    const struct command_line *line;
    struct council_room room;
    struct charter now;
    struct span note; /* as it was handed in */
    struct word w;
};

/* --- whether it can be heard ----------------------------------------------------------------- */

/* Each State counts what it says, so that nothing old is handed in a second time. */
static enum rc check_sequence(const struct hearing *x, struct err *err)
{
    int64_t highest = 0;

    for (size_t i = 0; i < x->room.chamber.n_words; i++)
        if (span_eq(x->room.chamber.words[i].state, x->w.state) &&
            x->room.chamber.words[i].sequence > highest)
            highest = x->room.chamber.words[i].sequence;
    if (x->w.sequence <= highest)
        return err_set(err, RC_CONFLICT,
                       "%.*s has declared something with sequence %" PRId64
                       " already; what follows has a higher one",
                       SPAN_ARG(x->w.state), highest);
    return RC_OK;
}

static enum rc check_mandate(const struct hearing *x, struct err *err)
{
    const struct pact_agreement *g = x->room.g;
    uint32_t at = charter_mandate_find(g->charter, x->w.mandate);

    if (at == CHARTER_NONE)
        return err_set(err, RC_ABSENT, "the charter has no mandate %.*s", SPAN_ARG(x->w.mandate));
    for (size_t i = 0; i < g->charter->mandates[at].n_consents; i++)
        if (span_eq(g->parties[g->charter->mandates[at].consents[i].party].id, x->w.state))
            return RC_OK;
    return err_set(err, RC_CONFLICT, "mandate %.*s does not stand on the consent of %.*s",
                   SPAN_ARG(x->w.mandate), SPAN_ARG(x->w.state));
}

static enum rc check_proposal(const struct hearing *x, struct err *err)
{
    for (size_t i = 0; i < x->room.cases.n; i++) {
        const struct council_case *c = &x->room.cases.items[i];
        struct buf b;
        bool is_it;

        buf_init(&b, 128);
        buf_puts(&b, "sha256:");
        sha256_put_hex(&b, &c->digests.proposal);
        is_it = span_eq(buf_span(&b), x->w.proposal);
        buf_release(&b);
        if (is_it)
            return RC_OK;
    }
    return err_set(err, RC_ABSENT, "this mission has no proposal of the digest %.*s",
                   SPAN_ARG(x->w.proposal));
}

static enum rc check_withdrawal(const struct hearing *x, struct err *err)
{
    const struct consent_scope scope = {
        .state = x->w.state, .mandate = x->w.mandate, .proposal = x->w.proposal};
    struct consent_standing c =
        consent_at(x->room.chamber.words, x->room.chamber.n_words, &scope,
                   (struct pact_period){.unit = PERIOD_NONE}, x->room.g->zone, x->w.received_ms);

    return c.state == CONSENT_GIVEN
               ? RC_OK
               : err_set(err, RC_CONFLICT, "there is no consent of %.*s that could be withdrawn",
                         SPAN_ARG(x->w.state));
}

static enum rc check_consultation(const struct hearing *x, struct err *err)
{
    for (size_t i = 0; i < x->room.chamber.n_consultations; i++) {
        const struct chamber_consultation *c = &x->room.chamber.consultations[i];

        if (!span_eq(c->entry, x->w.consultation))
            continue;
        if (c->until_ms <= x->w.received_ms)
            return err_set(err, RC_CONFLICT,
                           "that consultation is over; what is said now is no part of it");
        for (size_t k = 0; k < c->n_members; k++)
            if (span_eq(c->members[k], x->w.state))
                return RC_OK;
        return err_set(err, RC_CONFLICT, "%.*s is not consulted there", SPAN_ARG(x->w.state));
    }
    return err_set(err, RC_ABSENT, "%.*s: there is no such consultation",
                   SPAN_ARG(x->w.consultation));
}

static enum rc check_member(const struct hearing *x, struct err *err)
{
    for (size_t i = 0; i < x->now.n_members; i++) {
        enum charter_standing s = charter_standing_at(&x->now.members[i], x->w.received_ms);

        if (span_eq(x->now.members[i].id, x->w.state) &&
            (s == CHARTER_MEMBER || s == CHARTER_SUSPENDED))
            return x->w.leaves_ms == TIME_ALWAYS || x->w.leaves_ms >= x->w.received_ms
                       ? RC_OK
                       : err_set(err, RC_CONFLICT,
                                 "a notice is not given of what is past; leave out \"at\" to leave "
                                 "now");
    }
    return err_set(err, RC_CONFLICT, "%.*s is no member", SPAN_ARG(x->w.state));
}

static enum rc check_scope(const struct hearing *x, struct err *err)
{
    enum rc rc = RC_OK;

    if (x->w.mandate.n > 0)
        rc = check_mandate(x, err);
    if (!rc && x->w.proposal.n > 0)
        rc = check_proposal(x, err);
    if (rc)
        return rc;
    switch (x->w.says) {
    case WORD_WITHDRAWS:
        return check_withdrawal(x, err);
    case WORD_SPEAKS:
        return check_consultation(x, err);
    case WORD_APPLIES:
        return candidate_find(x->room.g, x->w.state) != NULL
                   ? RC_OK
                   : err_set(err, RC_ABSENT, "the charter has no candidate %.*s",
                             SPAN_ARG(x->w.state));
    case WORD_LEAVES:
        return check_member(x, err);
    case WORD_CONSENTS:
    case WORD_SAYS_COUNT:
        break;
    }
    return RC_OK;
}

static enum rc open_word(struct hearing *x, struct err *err)
{
    const struct council_signing by = {.m = &x->a->m,
                                       .roster = &x->a->m.labels->roster,
                                       .at_ms = mission_now_ms() / MS_PER_S * MS_PER_S};
    const struct council_view v = council_view_of(x->a);
    enum rc rc = source_read(x->line->operands[1], NOTE_BYTES_MAX, &x->a->arena, &x->note, err);

    if (!rc)
        rc = council_word_open(&by, x->note, &x->a->arena, &x->w, err);
    x->w.received_ms = by.at_ms;
    if (!rc)
        rc = council_room_read(&v, command_value(x->line, HEAR_CHARTER), &x->a->arena, &x->room,
                               err);
    if (!rc)
        rc = chamber_charter(&x->room.chamber, by.at_ms, &x->a->arena, &x->now, err);
    if (!rc)
        rc = check_sequence(x, err);
    return rc ? rc : check_scope(x, err);
}

/* --- the entry ------------------------------------------------------------------------------- */

static enum rc put(struct hearing *x, struct uuid *id, struct err *err)
{
    struct act_entry e = {.kind = ENTRY_DECLARATION, .label = x->a->m.label};
    struct json body = json_object();
    struct arena *a = &x->a->arena;
    struct span received;
    struct buf at;
    enum rc rc = open_word(x, err);

    buf_init(&at, 64);
    time_put_instant(&at, x->w.received_ms);
    received = arena_copy(a, buf_span(&at), err);
    buf_release(&at);
    if (!rc && received.p == NULL)
        rc = RC_LIMIT;
    if (!rc && command_has(x->line, HEAR_LABEL))
        rc = labels_canonical(x->a->m.labels, command_value(x->line, HEAR_LABEL), &x->a->m.arena,
                              &e.label, err);
    if (!rc)
        rc = json_set(&body, "charter", json_text(x->room.g->id), a, err);
    if (!rc)
        rc = json_set(&body, "received", json_text(received), a, err);
    if (!rc)
        rc = json_set(&body, "signed", json_text(x->note), a, err);
    e.body = &body;
    e.has_time = true;
    e.when = (struct time_span){x->w.received_ms, x->w.received_ms};
    return rc ? rc : act_put(x->a, &e, id, err);
}

static void print(struct hearing *x, const struct uuid *id)
{
    struct buf b;

    act_print(x->a, id);
    buf_init(&b, 4096);
    buf_printf(&b, "%.*s %s", SPAN_ARG(x->w.state), word_says_name(x->w.says));
    if (x->w.mandate.n > 0)
        buf_printf(&b, " mandate %.*s", SPAN_ARG(x->w.mandate));
    if (x->w.proposal.n > 0)
        buf_printf(&b, " proposal %.*s", SPAN_ARG(x->w.proposal));
    if (x->w.says == WORD_LEAVES && x->w.leaves_ms != TIME_ALWAYS) {
        buf_puts(&b, " at ");
        time_put_instant(&b, x->w.leaves_ms);
    }
    (void)printf("%.*s\n", (int)b.n, b.p);
    buf_release(&b);
}

static enum rc hear(struct act *a, const struct command_line *line, struct err *err)
{
    static struct hearing x; /* large; there is one per process */
    struct uuid id;
    enum rc rc;

    x.a = a;
    x.line = line;
    rc = put(&x, &id, err);
    if (!rc)
        print(&x, &id);
    return rc;
}

static int run(const struct command_line *line)
{
    return act_run(line, "council hear", ACT_DESK, hear);
}

static const struct option_row options[HEAR_OPTION_COUNT] = {
    [HEAR_CHARTER] = {"charter", OPTION_TEXT, "NAME", NULL, "where the mission has several"},
    [HEAR_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL, "who may read it"},
};
static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, with the instant of its receipt"},
    {STATUS_USAGE, "usage, or a file that is no signed declaration"},
    {STATUS_ABSENT, "no such mission, file, mandate, proposal or consultation"},
    {STATUS_CONFLICT, "refused: not signed for that State, handed in before, or not its to say"},
};
static const struct example_row examples[] = {
    {"aasc key sign consent.json --origin example.org/aasc --key ukr.key >consent.signed",
     "A person of the host signs, where the key is."},
    {"aasc council hear mission consent.signed", "The consent that was carried here."},
};

const struct command command_council_hear = {
    .noun = "council",
    .verb = "hear",
    .operands = "DIR FILE",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "put what a State declares on the record",
    .description =
        "Takes what a State's people signed with aasc key sign (docs/formats/council.md): that it "
        "consents to a mandate or a proposal, or withdraws that consent, what it says in a "
        "consultation, that it applies for admission, that it leaves. It counts if somebody signed "
        "whom the roster lets vote for that State, from the instant of its receipt by the desk's "
        "clock on. A withdrawal starts the notice that the charter states.",
    .options = options,
    .n_options = HEAR_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
