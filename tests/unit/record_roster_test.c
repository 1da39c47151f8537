/* SPDX-License-Identifier: Apache-2.0 */
#include "record_rosters.h"

static void a_roster_says_who_may_what(void **state)
{
    struct arena a;
    struct roster r;

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    assert_int_equal(r.version, 1);
    assert_string_equal(r.policy.id.text, "aasc");
    assert_int_equal(r.policy.n_levels, 4);
    assert_int_equal(r.policy.n_everybody, 2);
    assert_int_equal(r.policy.number, ROSTER_POLICY);
    assert_int_equal(r.emergency_ms, 72 * MS_PER_H);
    assert_int_equal(r.grants[0].rights, RIGHTS_ALL);
    assert_int_equal(r.grants[0].compartments, 2);
    assert_true(r.grants[1].from_ms == INT64_C(1767225600000));
    assert_int_equal(r.grants[2].rights, 0);
    assert_int_equal(r.n_people, 6);
    for (size_t i = 1; i < r.n_people; i++)
        assert_true(span_cmp(r.people[i - 1].id, r.people[i].id) < 0);
    assert_int_equal(roster_person_find(&r, SPAN("e.drafts"))->n_keys, 2);
    assert_null(roster_person_find(&r, SPAN("e.draft")));
    arena_release(&a);
}

static void members_are_readers_by_name(void **state)
{
    static const struct {
        const char *name;
        enum rc rc;
        const char *words; /* of the note, or the level */
    } rows[] = {
        {"est", RC_OK, "SECRET"},
        {" EST : restricted ", RC_OK, "RESTRICTED"},
        {"est:SECRET", RC_OK, "SECRET"},
        {"est:PUBLIC", RC_OK, "PUBLIC"},
        {"lva", RC_OK, "CONFIDENTIAL"},
        {"lva:SECRET", RC_RANGE, "lva is cleared for CONFIDENTIAL: a level can be lowered"},
        {"lva:SECRETT", RC_UNKNOWN, "the nearest is SECRET"},
        {"lva:", RC_UNKNOWN, "\"\" is no level"},
        {"lwa", RC_UNKNOWN, "\"lwa\" is no member of aasc; the nearest is lva"},
        {"", RC_UNKNOWN, "is no member"},
        {"ukr", RC_ABSENT, "the roster clears ukr for nothing"},
        {"mission", RC_UNKNOWN, "is no member"},
    };
    struct arena a;
    struct roster r;

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct reader reader = {.rights = 77};
        struct err err = {0};
        enum rc rc = roster_reader(&r, span_of(rows[i].name), &reader, &err);

        if (rc != rows[i].rc)
            fail_msg("\"%s\": code %d: %s", rows[i].name, (int)rc, err.note);
        if (rc == RC_OK) {
            assert_string_equal(r.policy.levels[reader.clearance.level].text, rows[i].words);
            assert_false(reader.is_mission);
        } else {
            assert_note(rows[i].words);
            assert_int_equal(reader.rights, 77);
        }
    }
    arena_release(&a);
}

/* Whatever "MEMBER:LEVEL" or a person of it may read, "MEMBER" may. */
static void nobody_sees_more_than_their_member(void **state)
{
    struct arena a;
    struct roster r;
    uint64_t seed = 5;
    size_t n_lower = 0;
    struct err err = {0};

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    for (int i = 0; i < 20000; i++) {
        struct label l = random_label(&seed, &r.policy);
        const struct roster_person *p = &r.people[random_below(&seed, 6)];
        const char *member = label_policy_word(&r.policy, LABEL_MEMBER, p->member);
        int64_t at_ms = SAMPLE_AT_MS + random_below(&seed, 1000) * MS_PER_DAY;
        struct reader whole, lowered, person = roster_person_reader(&r, p);
        char name[40];

        assert_ok(roster_reader(&r, span_of(member), &whole, &err));
        (void)snprintf(name, sizeof(name), "%s:%s", member,
                       r.policy.levels[random_below(&seed, whole.clearance.level + 1U)].text);
        assert_ok(roster_reader(&r, span_of(name), &lowered, &err));
        if (reader_may_read(&whole, &l, at_ms)) {
            n_lower += !reader_may_read(&lowered, &l, at_ms);
            continue;
        }
        assert_false(reader_may_read(&lowered, &l, at_ms));
        assert_false(reader_may_read(&person, &l, at_ms));
    }
    assert_true(n_lower > 100);
    arena_release(&a);
}

static void a_person_has_what_both_have(void **state)
{
    struct arena a;
    struct roster r;
    struct roster_person p;
    struct reader reader;

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    reader = roster_person_reader(&r, roster_person_find(&r, SPAN("l.drafts")));
    assert_true(reader.clearance.from_ms == INT64_C(1767225600000));  /* the member's */
    assert_true(reader.clearance.until_ms == INT64_C(1780272000000)); /* the person's */
    assert_true(reader_has(&reader, RIGHT_DRAFT, SAMPLE_AT_MS));
    assert_false(reader_has(&reader, RIGHT_DRAFT, reader.clearance.until_ms));
    assert_false(reader_has(&reader, RIGHT_DRAFT, reader.clearance.from_ms - 1));
    assert_false(reader_has(&reader, RIGHT_DRAFT | RIGHT_APPROVE, SAMPLE_AT_MS));

    p = *roster_person_find(&r, SPAN("e.drafts"));
    p.grant.compartments = 3; /* read in no roster: still no more than the member's */
    p.grant.rights = RIGHTS_ALL;
    r.grants[0].rights = RIGHT_SEE;
    r.grants[0].level = 1;
    reader = roster_person_reader(&r, &p);
    assert_int_equal(reader.rights, RIGHT_SEE);
    assert_int_equal(reader.clearance.level, 1);
    assert_int_equal(reader.clearance.compartments, 2);
    arena_release(&a);
}

static void keys_are_known(void **state)
{
    struct ed25519_key first = sample_key('a'), second = sample_key('A'), other = sample_key('x');
    struct ed25519_key room[8];
    struct signers s = sample_signers("xA", room);
    struct arena a;
    struct roster r;

    (void)state;
    arena_init(&a, 8 * MIB);
    r = sample_roster(&a);
    assert_span(roster_person_of_key(&r, &first)->id, "e.drafts");
    assert_span(roster_person_of_key(&r, &second)->id, "e.drafts");
    assert_null(roster_person_of_key(&r, &other));
    assert_true(signers_have(&s, roster_person_find(&r, SPAN("e.drafts"))));
    assert_false(signers_have(&s, roster_person_find(&r, SPAN("e.duty"))));
    arena_release(&a);
}

static void put(const struct roster *r, struct arena *a, struct buf *b)
{
    struct err err = {0};

    buf_clear(b);
    assert_ok(roster_put(b, r, a, &err));
}

static void the_canonical_text_reads_back(void **state)
{
    struct arena a;
    struct roster r, again;
    struct buf once, twice;
    struct err err = {0};

    (void)state;
    arena_init(&a, 8 * MIB);
    buf_init(&once, MIB);
    buf_init(&twice, MIB);
    r = sample_roster(&a);
    member_set_add(&r.leave, 1);
    member_set_add(&r.policy.audience, 0);
    r.emergency_ms = 5 * MS_PER_H;
    put(&r, &a, &once);
    assert_ok(roster_read(buf_span(&once), &a, &again, &err));
    put(&again, &a, &twice);
    assert_true(span_eq(buf_span(&once), buf_span(&twice)));
    assert_true(member_set_eq(&r.leave, &again.leave));
    assert_true(member_set_eq(&r.policy.audience, &again.policy.audience));
    assert_int_equal(again.emergency_ms, r.emergency_ms);
    assert_memory_equal(r.grants, again.grants, sizeof(r.grants));
    assert_int_equal(r.n_people, again.n_people);
    for (size_t i = 0; i < r.n_people; i++)
        assert_memory_equal(&r.people[i].grant, &again.people[i].grant,
                            sizeof(struct roster_grant));
    buf_release(&once);
    buf_release(&twice);
    arena_release(&a);
}

#define ROSTER(policy, clearances, people)                                                         \
    "{\"schema\":\"aasc/roster/1\",\"version\":1," policy clearances people "}"
#define MEMBER(rest)        ",\"clearances\":[{\"member\":\"est\",\"level\":\"PUBLIC\"" rest "}]"
#define PERSON(rest)        ",\"people\":[{\"id\":\"e\",\"member\":\"est\"" rest "}]"
#define PERSONS(one, other) ",\"people\":[{" one "},{" other "}]"

static void texts_that_are_no_roster_say_why_and_where(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"", RC_INPUT, "roster: "},
        {"[]", RC_INPUT, "an object is wanted, not an array"},
        {"{\"version\":1}", RC_INPUT, "schema: it is missing"},
        {"{\"schema\":\"aasc/roster/2\",\"version\":1}", RC_UNSUPPORTED, "reads aasc/roster/1"},
        {"{\"schema\":\"aasc/roster/1\"}", RC_INPUT, "version: it is missing"},
        {"{\"schema\":\"aasc/roster/1\",\"version\":0}", RC_RANGE, "from 1 to"},
        {"{\"schema\":\"aasc/roster/1\",\"version\":1.5}", RC_RANGE, "a whole number"},
        {"{\"schema\":\"aasc/roster/1\",\"version\":1,\"emergency_h\":0}", RC_RANGE,
         "emergency_h: a whole number from 1 to 720"},
        {"{\"schema\":\"aasc/roster/1\",\"version\":1,\"emergency_h\":721}", RC_RANGE, "720"},
        {"{\"schema\":\"aasc/roster/1\",\"version\":1}", RC_INPUT, "policy: it is missing"},
        {"{\"schema\":\"aasc/roster/1\",\n  \"version\":1, \"poeple\":[]}", RC_UNKNOWN,
         "line 2, column 25: roster: \"poeple\" is no member of it; the nearest is people"},
        {ROSTER("\"policy\":{\"id\":\"a b\"}", "", ""), RC_INPUT, "is no name of a policy"},
        {ROSTER("\"policy\":{\"id\":\"a\",\"members\":[\"est\"]}", "", ""), RC_INPUT,
         "everybody: it is missing"},
        {ROSTER("\"policy\":{\"id\":\"a\",\"members\":[\"est\"],\"everybody\":[]}", "", ""),
         RC_INPUT, "a list of lists"},
        {ROSTER("\"policy\":{\"id\":\"a\",\"members\":[\"est\"],\"everybody\":[\"est\"]}", "", ""),
         RC_INPUT, "a list is wanted, not a string"},
        {ROSTER("\"policy\":{\"id\":\"a\",\"members\":[\"est\"],\"everybody\":[[]]}", "", ""),
         RC_INPUT, "version 1 of the charter has no member"},
        {ROSTER("\"policy\":{\"id\":\"a\",\"members\":[\"est\"],\"everybody\":[[\"esd\"]]}", "",
                ""),
         RC_UNKNOWN, "\"esd\" is no member of a; the nearest is est"},
        {ROSTER("\"policy\":{\"id\":\"a\",\"members\":[\"est\",\"EST\"],\"everybody\":[]}", "", ""),
         RC_CONFLICT, "declared twice"},
        {ROSTER("\"policy\":{\"id\":\"a\",\"levels\":[\"UP\",7]}", "", ""), RC_INPUT,
         "a string is wanted"},
        {ROSTER(SAMPLE_POLICY, ",\"clearances\":{}", ""), RC_INPUT, "a list is wanted"},
        {ROSTER(SAMPLE_POLICY, ",\"clearances\":[{}]", ""), RC_INPUT, "member: it is missing"},
        {ROSTER(SAMPLE_POLICY, ",\"clearances\":[{\"member\":\"esst\"}]", ""), RC_UNKNOWN,
         "the nearest is est"},
        {ROSTER(SAMPLE_POLICY, ",\"clearances\":[{\"member\":\"est\",\"level\":\"TOP\"}]", ""),
         RC_UNKNOWN, "level: \"TOP\" is no level"},
        {ROSTER(SAMPLE_POLICY, MEMBER(",\"compartments\":[\"intl\"]"), ""), RC_UNKNOWN,
         "the nearest is intel"},
        {ROSTER(SAMPLE_POLICY, MEMBER(",\"compartments\":[\"intel\",\"intel\"]"), ""), RC_CONFLICT,
         "named twice"},
        {ROSTER(SAMPLE_POLICY, MEMBER(",\"rights\":[\"sea\"]"), ""), RC_UNKNOWN,
         "the nearest is see"},
        {ROSTER(SAMPLE_POLICY, MEMBER(",\"rights\":[\"see\",\"see\"]"), ""), RC_CONFLICT, "twice"},
        {ROSTER(SAMPLE_POLICY, MEMBER(",\"until\":\"2026-13-01T00:00:00Z\""), ""), RC_RANGE,
         "until"},
        {ROSTER(SAMPLE_POLICY, MEMBER(",\"from\":\"2026-01-01\""), ""), RC_INPUT, "from"},
        {ROSTER(SAMPLE_POLICY,
                MEMBER(",\"from\":\"2026-01-01T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\""),
                ""),
         RC_RANGE, "later than"},
        {ROSTER(SAMPLE_POLICY,
                ",\"clearances\":[{\"member\":\"est\",\"level\":\"PUBLIC\"},"
                "{\"member\":\"EST\",\"level\":\"SECRET\"}]",
                ""),
         RC_CONFLICT, "est is named twice"},
        {ROSTER(SAMPLE_POLICY, MEMBER(""), PERSON(",\"level\":\"SECRET\"")), RC_RANGE,
         "e has a higher level than est"},
        {ROSTER(SAMPLE_POLICY, MEMBER(""),
                PERSON(",\"level\":\"PUBLIC\",\"compartments\":[\"intel\"]")),
         RC_RANGE, "a compartment more than est"},
        {ROSTER(SAMPLE_POLICY, MEMBER(""), PERSON(",\"level\":\"PUBLIC\",\"rights\":[\"see\"]")),
         RC_RANGE, "a right more than est"},
        {ROSTER(SAMPLE_POLICY, MEMBER(""), PERSON(",\"level\":\"PUBLIC\",\"keys\":[\"YQ==\"]")),
         RC_INPUT, "base64 of 32 bytes"},
        {ROSTER(SAMPLE_POLICY, MEMBER(""), PERSON(",\"level\":\"PUBLIC\",\"key\":\"YQ==\"")),
         RC_UNKNOWN, "the nearest is keys"},
        {ROSTER(SAMPLE_POLICY, MEMBER(""),
                PERSONS("\"id\":\"e\",\"member\":\"est\",\"level\":\"PUBLIC\"",
                        "\"id\":\"e\",\"member\":\"est\",\"level\":\"PUBLIC\"")),
         RC_CONFLICT, "e is named twice"},
        {ROSTER(SAMPLE_POLICY, MEMBER(""),
                PERSONS("\"id\":\"e\",\"member\":\"est\",\"level\":\"PUBLIC\","
                        "\"keys\":[\"KEY(a)\"]",
                        "\"id\":\"f\",\"member\":\"est\",\"level\":\"PUBLIC\","
                        "\"keys\":[\"KEY(a)\"]")),
         RC_CONFLICT, "a key is one person's"},
        {ROSTER(SAMPLE_POLICY, MEMBER(""),
                PERSONS("\"id\":\"\",\"member\":\"est\",\"level\":\"PUBLIC\"", "")),
         RC_INPUT, "1 to 200 bytes"},
        {ROSTER(SAMPLE_POLICY, ",\"engine_may_derive_from\":[\"usa\"]", ""), RC_UNKNOWN,
         "engine_may_derive_from: \"usa\" is no member"},
    };
    struct arena a;

    (void)state;
    arena_init(&a, 64 * MIB);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct roster r = {.version = 77};
        struct err err = {0};
        enum rc rc = roster_read(with_keys(rows[i].text, &a), &a, &r, &err);

        if (rc != rows[i].rc || strstr(err.note, rows[i].words) == NULL)
            fail_msg("row %zu %s: code %d: %s", i, rows[i].text, (int)rc, err.note);
        assert_int_equal(r.version, 77);
    }
    arena_release(&a);
}

static void the_sole_roster_reads_its_own(void **state)
{
    struct roster r;
    struct reader reader;
    struct label l, theirs;
    struct arena a;
    struct roster other;
    struct err err = {0};

    (void)state;
    assert_ok(roster_sole(&r, &err));
    assert_ok(roster_reader(&r, SPAN("mission"), &reader, &err));
    assert_ok(label_parse(&r.policy, SPAN("PUBLIC"), &l, &err));
    assert_true(reader_may_read(&reader, &l, 0));
    assert_ok(label_parse(&r.policy, SPAN("SECRET//REL ALL//BY mission"), &l, &err));
    assert_true(reader_may_read(&reader, &l, 0));
    /* a roster that comes later opens nothing of it: its first member is not "mission" */
    arena_init(&a, 8 * MIB);
    other = sample_roster(&a);
    assert_ok(roster_reader(&other, SPAN("est"), &reader, &err));
    assert_false(reader_may_read(&reader, &l, SAMPLE_AT_MS));
    assert_ok(label_parse(&other.policy, SPAN("SECRET//REL est"), &theirs, &err));
    assert_true(reader_may_read(&reader, &theirs, SAMPLE_AT_MS));
    arena_release(&a);
}

/* ---- changes ---- */

static void a_change_needs_two_people_of_the_old_roster(void **state)
{
    static const struct {
        const char *signers;
        enum rc rc;
    } rows[] = {
        {"bd", RC_OK},     {"dbx", RC_OK},   {"be", RC_OK},     {"", RC_RANGE}, {"b", RC_RANGE},
        {"bb", RC_RANGE},  {"ba", RC_RANGE}, {"bAa", RC_RANGE}, /* one person, two keys, no right */
        {"acx", RC_RANGE},
    };
    struct ed25519_key room[8];
    struct arena a;
    struct roster old, next;

    (void)state;
    arena_init(&a, 8 * MIB);
    old = sample_roster(&a);
    next = old;
    next.version = 2;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct signers s = sample_signers(rows[i].signers, room);
        struct err err = {0};

        assert_int_equal(roster_change_check(&old, &next, &s, SAMPLE_AT_MS, &err), rows[i].rc);
        if (rows[i].rc)
            assert_note("two people");
    }
    { /* a right that has run out signs nothing */
        struct signers s = sample_signers("be", room);
        struct err err = {0};

        assert_int_equal(roster_change_check(&old, &next, &s, INT64_C(1780272000000), &err),
                         RC_RANGE);
        assert_note("it has one");
    }
    arena_release(&a);
}

/* Two keys of one person with the right are one signature. */
static void two_keys_are_not_two_people(void **state)
{
    struct ed25519_key room[8];
    struct signers s = sample_signers("aA", room);
    struct arena a;
    struct roster old, next;
    struct roster_person people[6];
    struct err err = {0};

    (void)state;
    arena_init(&a, 8 * MIB);
    old = sample_roster(&a);
    memcpy(people, old.people, sizeof(people));
    for (size_t i = 0; i < 6; i++)
        people[i].grant.rights |= RIGHT_ROSTER;
    old.people = people;
    next = old;
    next.version = 2;
    assert_int_equal(roster_change_check(&old, &next, &s, SAMPLE_AT_MS, &err), RC_RANGE);
    assert_note("it has one");
    s = sample_signers("ac", room);
    assert_ok(roster_change_check(&old, &next, &s, SAMPLE_AT_MS, &err));
    arena_release(&a);
}

static void a_change_keeps_what_was_written(void **state)
{
    struct ed25519_key room[8];
    struct signers s = sample_signers("bd", room);
    struct arena a;
    struct roster old, next;
    struct err err = {0};
    struct member_set all;

    (void)state;
    arena_init(&a, 8 * MIB);
    old = sample_roster(&a);

#define REFUSED(words)                                                                             \
    do {                                                                                           \
        assert_int_equal(roster_change_check(&old, &next, &s, SAMPLE_AT_MS, &err), RC_CONFLICT);   \
        assert_note(words);                                                                        \
        next = old;                                                                                \
        next.version = 2;                                                                          \
    } while (0)

    next = old;
    REFUSED("the next is 2, not 1");
    next.version = 3;
    REFUSED("the next is 2, not 3");
    next.policy.id.text[0] = 'b';
    REFUSED("the policy's id");
    next.policy.n_levels--;
    REFUSED("the levels");
    next.policy.levels[1] = old.policy.levels[2]; /* another order */
    REFUSED("the levels");
    next.policy.n_compartments--;
    REFUSED("the compartments");
    next.policy.members[0] = old.policy.members[1];
    REFUSED("the members");
    next.policy.n_everybody--;
    REFUSED("what ALL stood for");
    member_set_add(&next.policy.everybody[0], 2); /* opens what est and lva alone had */
    REFUSED("an earlier version of the charter");
#undef REFUSED

    assert_ok(label_policy_add(&next.policy, LABEL_LEVEL, SPAN("COSMIC"), &err));
    assert_ok(label_policy_add(&next.policy, LABEL_COMPARTMENT, SPAN("routes"), &err));
    assert_ok(label_policy_add(&next.policy, LABEL_MEMBER, SPAN("usa"), &err));
    all = next.policy.everybody[1];
    member_set_add(&all, 3);
    assert_ok(label_policy_add_everybody(&next.policy, &all, &err));
    assert_ok(roster_change_check(&old, &next, &s, SAMPLE_AT_MS, &err));

    next.n_people = 2; /* e.approves and e.drafts: one who could change it */
    assert_int_equal(roster_change_check(&old, &next, &s, SAMPLE_AT_MS, &err), RC_RANGE);
    assert_note("fewer than two people of version 2");
    arena_release(&a);
}

static void the_first_roster_is_signed_by_its_own_people(void **state)
{
    struct ed25519_key room[8];
    struct signers two = sample_signers("bd", room);
    struct signers one = {.keys = room, .n = 1};
    struct arena a;
    struct roster none, first;
    struct err err = {0};

    (void)state;
    arena_init(&a, 8 * MIB);
    assert_ok(roster_sole(&none, &err));
    first = sample_roster(&a);
    assert_ok(roster_change_check(&none, &first, &two, SAMPLE_AT_MS, &err));
    assert_int_equal(roster_change_check(&none, &first, &one, SAMPLE_AT_MS, &err), RC_RANGE);
    first.version = 2;
    assert_int_equal(roster_change_check(&none, &first, &two, SAMPLE_AT_MS, &err), RC_CONFLICT);
    arena_release(&a);
}

static void the_nth_allocation_fails(void **state)
{
    struct arena texts;
    struct span text;
    bool is_done = false;

    (void)state;
    arena_init(&texts, MIB);
    text = with_keys(SAMPLE_ROSTER, &texts);
    for (long n = 1; !is_done && n < 1000; n++) {
        struct arena a;
        struct roster r;
        struct buf b;
        struct err err = {0};
        enum rc rc;

        arena_init(&a, 8 * MIB);
        buf_init(&b, MIB);
        arena_fail_at(n);
        rc = roster_read(text, &a, &r, &err);
        rc = rc ? rc : roster_put(&b, &r, &a, &err);
        arena_fail_at(0);
        assert_true(rc == RC_OK || rc == RC_LIMIT);
        is_done = rc == RC_OK;
        buf_release(&b);
        arena_release(&a);
    }
    assert_true(is_done);
    arena_release(&texts);
}

static void the_documents_example_is_one(void **state)
{
    static char bytes[65536];
    FILE *f = fopen(AASC_ROOT "/docs/formats/roster.md", "rb");
    struct arena a;
    struct roster r;
    struct reader reader;
    const char *from, *to;
    struct err err = {0};

    (void)state;
    assert_non_null(f);
    bytes[fread(bytes, 1, sizeof(bytes) - 1, f)] = '\0';
    (void)fclose(f);
    from = strstr(bytes, "```json\n");
    assert_non_null(from);
    to = strstr(from + 8, "```");
    arena_init(&a, 8 * MIB);
    assert_ok(roster_read((struct span){from + 8, (size_t)(to - from) - 8}, &a, &r, &err));
    assert_int_equal(r.emergency_ms, 48 * MS_PER_H);
    assert_ok(roster_reader(&r, SPAN("est:RESTRICTED"), &reader, &err));
    for (unsigned i = 0; right_word(i) != NULL; i++) { /* every right is documented */
        char row[40];

        (void)snprintf(row, sizeof(row), "\n| `%s` | ", right_word(i));
        assert_non_null(strstr(bytes, row));
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_roster_says_who_may_what),
        cmocka_unit_test(members_are_readers_by_name),
        cmocka_unit_test(nobody_sees_more_than_their_member),
        cmocka_unit_test(a_person_has_what_both_have),
        cmocka_unit_test(keys_are_known),
        cmocka_unit_test(the_canonical_text_reads_back),
        cmocka_unit_test(texts_that_are_no_roster_say_why_and_where),
        cmocka_unit_test(the_sole_roster_reads_its_own),
        cmocka_unit_test(a_change_needs_two_people_of_the_old_roster),
        cmocka_unit_test(two_keys_are_not_two_people),
        cmocka_unit_test(a_change_keeps_what_was_written),
        cmocka_unit_test(the_first_roster_is_signed_by_its_own_people),
        cmocka_unit_test(the_nth_allocation_fails),
        cmocka_unit_test(the_documents_example_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
