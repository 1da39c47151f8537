/* SPDX-License-Identifier: Apache-2.0 */
#include "record_rosters.h"

#include "record/release.h"

static const struct uuid source = {{1}}, copy = {{2}}, nil = {{0}};

static struct label label_of(const struct roster *r, const char *text)
{
    struct label l;
    struct err err = {0};

    assert_ok(label_parse(&r->policy, span_of(text), &l, &err));
    return l;
}

static void orcon_asks_every_originator(void **state)
{
    static const struct {
        const char *label;
        unsigned leave; /* bits: est, lva, ukr */
        const char *missing;
    } rows[] = {
        {"SECRET//REL est", 0, NULL},
        {"SECRET//REL est//BY lva", 0, NULL},
        {"SECRET//REL est//ORCON//BY lva", 2, NULL},
        {"SECRET//REL est//ORCON//BY lva", 7, NULL},
        {"SECRET//REL est//ORCON//BY lva", 5, "leave of lva"},
        {"SECRET//REL est//ORCON//BY lva,est", 2, "leave of est"},
        {"SECRET//REL est//ORCON//BY lva,est,ukr", 1, "leave of lva,ukr"},
    };
    struct arena a;
    struct roster r;
    struct label l;
    struct member_set leave = {0};
    struct err err = {0};

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        l = label_of(&r, rows[i].label);
        leave.bits[0] = rows[i].leave;
        assert_int_equal(label_may_derive(&r.policy, &l, &leave, &err),
                         rows[i].missing == NULL ? RC_OK : RC_CONFLICT);
        if (rows[i].missing != NULL)
            assert_note(rows[i].missing);
    }
    l.originators = (struct member_set){{0}}; /* what no text can state */
    assert_int_equal(label_may_derive(&r.policy, &l, &leave, &err), RC_CONFLICT);
    assert_note("names none");
    arena_release(&a);
}

/* A release that holds; each row breaks one thing of it. */
static struct release sound(const struct roster *r, struct ed25519_key room[8])
{
    return (struct release){
        .source = source,
        .copy = copy,
        .source_label = label_of(r, "CONFIDENTIAL//C intel//REL est//ORCON//BY est,lva"),
        .copy_label = label_of(r, "RESTRICTED//REL ALL//BY est"),
        .drafter = SPAN("e.drafts"),
        .approver = SPAN("e.approves"),
        .signers = sample_signers("abd", room),
        .at_ms = SAMPLE_AT_MS,
    };
}

static void every_originator_signs_a_release(void **state)
{
    static const struct {
        const char *signers;
        const char *missing; /* NULL: it holds */
    } rows[] = {
        {"abd", NULL},
        {"Abd", NULL}, /* another key of the same person */
        {"dbaxyz", NULL},
        {"ab", "missing: lva"},
        {"abe", "missing: lva"}, /* of lva, without the right to release */
        {"bd", "drafter e.drafts has not signed"},
        {"ad", "approver e.approves has not signed"},
        {"", "has not signed"},
    };
    struct ed25519_key room[8];
    struct arena a;
    struct roster r;

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct release release = sound(&r, room);
        struct err err = {0};

        release.signers = sample_signers(rows[i].signers, room);
        assert_int_equal(release_check(&r, &release, &err),
                         rows[i].missing == NULL ? RC_OK : RC_RANGE);
        if (rows[i].missing != NULL)
            assert_note(rows[i].missing);
    }
    arena_release(&a);
}

static void a_release_has_two_people_and_a_source(void **state)
{
    struct ed25519_key room[8];
    struct arena a;
    struct roster r;
    struct release release;
    struct err err = {0};

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);

#define REFUSED(rc, words)                                                                         \
    do {                                                                                           \
        assert_int_equal(release_check(&r, &release, &err), rc);                                   \
        assert_note(words);                                                                        \
        release = sound(&r, room);                                                                 \
    } while (0)

    release = sound(&r, room);
    release.source = nil;
    REFUSED(RC_INPUT, "names the entry that it copies from");
    release.copy = source;
    REFUSED(RC_INPUT, "a new entry");
    release.copy = nil;
    REFUSED(RC_INPUT, "a new entry");
    release.copy_label.policy = 0;
    REFUSED(RC_UNKNOWN, "not of the policy aasc");
    release.source_label.policy = ROSTER_POLICY_SOLE;
    REFUSED(RC_UNKNOWN, "not of the policy aasc");
    release.copy_label.releasable = (struct member_set){{0}};
    REFUSED(RC_INPUT, "nobody may read the copy");
    release.approver = release.drafter;
    REFUSED(RC_RANGE, "two people, not e.drafts alone");
    release.drafter = SPAN("nobody");
    REFUSED(RC_UNKNOWN, "\"nobody\" is not in the roster");
    release.approver = SPAN("l.releases");
    REFUSED(RC_RANGE, "approver l.releases does not have the right \"approve\"");
    release.drafter = SPAN("l.drafts");
    REFUSED(RC_RANGE, "drafter l.drafts does not have the right \"mark\"");
    release.source_label = label_of(&r, "SECRET//C medical//REL est//BY est");
    REFUSED(RC_RANGE, "may not read the source");
    release.at_ms = INT64_MAX;
    REFUSED(RC_RANGE, "at this time");
    assert_ok(release_check(&r, &release, &err));
#undef REFUSED
    arena_release(&a);
}

/* A label that names no originator is its author's member's to release, not anybody's. */
static void without_originators_the_author_is_asked(void **state)
{
    struct ed25519_key room[8];
    struct arena a;
    struct roster r;
    struct release release;
    struct err err = {0};

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    release = sound(&r, room);
    release.source_label = label_of(&r, "SECRET//REL est");
    assert_int_equal(release_check(&r, &release, &err), RC_RANGE);
    assert_note("nobody can release it");
    member_set_add(&release.authors, 2);
    assert_int_equal(release_check(&r, &release, &err), RC_RANGE);
    assert_note("missing: ukr");
    release.authors = (struct member_set){{0}};
    member_set_add(&release.authors, 0);
    assert_ok(release_check(&r, &release, &err));
    arena_release(&a);
}

static void an_emergency_is_one_persons_and_short(void **state)
{
    static const struct {
        const char *releaser, *signers;
        int64_t lasts_ms;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"e.duty", "c", 1, RC_OK, ""},
        {"e.duty", "c", 72 * MS_PER_H, RC_OK, ""},
        {"e.duty", "c", 72 * MS_PER_H + 1, RC_RANGE, "at most 72 h"},
        {"e.duty", "c", 0, RC_RANGE, "ends after it begins"},
        {"e.duty", "c", -1, RC_RANGE, "ends after it begins"},
        {"e.duty", "ab", 1, RC_RANGE, "e.duty has not signed"},
        {"e.drafts", "a", 1, RC_RANGE, "the right \"emergency\""},
        {"e.dutty", "c", 1, RC_UNKNOWN, "not in the roster"},
    };
    struct ed25519_key room[8];
    struct arena a;
    struct roster r;

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct emergency e = {
            .source = source,
            .copy = copy,
            .source_label = label_of(&r, "SECRET//C intel//REL est//ORCON//BY est,lva"),
            .copy_label = label_of(&r, "PUBLIC//REL ALL"),
            .releaser = span_of(rows[i].releaser),
            .signers = sample_signers(rows[i].signers, room),
            .at_ms = SAMPLE_AT_MS,
            .until_ms = SAMPLE_AT_MS + rows[i].lasts_ms,
        };
        struct member_set to_tell = {{64}};
        struct err err = {0};

        assert_int_equal(emergency_check(&r, &e, &to_tell, &err), rows[i].rc);
        assert_note(rows[i].words);
        assert_true(to_tell.bits[0] == (rows[i].rc ? 64U : 3U)); /* est and lva are told */
        if (rows[i].rc)
            continue;
        assert_false(emergency_is_open(&e, e.at_ms - 1));
        assert_true(emergency_is_open(&e, e.at_ms));
        assert_true(emergency_is_open(&e, e.until_ms - 1));
        assert_false(emergency_is_open(&e, e.until_ms));
        e.until_ms = INT64_MAX;
        assert_int_equal(emergency_check(&r, &e, &to_tell, &err), RC_RANGE);
        e.source_label = label_of(&r, "SECRET//C medical//REL est//BY est");
        e.until_ms = e.at_ms + 1;
        assert_int_equal(emergency_check(&r, &e, &to_tell, &err), RC_RANGE);
        assert_note("may not read the source");
    }
    assert_non_null(strstr(RELEASE_CANNOT_RECALL, "cannot recall"));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(orcon_asks_every_originator),
        cmocka_unit_test(every_originator_signs_a_release),
        cmocka_unit_test(a_release_has_two_people_and_a_source),
        cmocka_unit_test(without_originators_the_author_is_asked),
        cmocka_unit_test(an_emergency_is_one_persons_and_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
