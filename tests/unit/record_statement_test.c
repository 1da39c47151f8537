/* SPDX-License-Identifier: Apache-2.0 */
/* Statements that several people sign: one text, one spelling, and only people's keys count. */
#include "record_rosters.h"

#include "record/statement.h"

#define BODY "{\"schema\":\"aasc/roster/1\",\"x\":1}"

static struct arena arena;

static int open_arena(void **state)
{
    (void)state;
    arena_init(&arena, 64 * MIB);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct signer_key key_of(const char *name, uint8_t c)
{
    uint8_t seed[ED25519_SEED_BYTES];

    memset(seed, c, sizeof(seed));
    return signer_key_of(span_of(name), KEY_ED25519, seed);
}

/* A roster of one member with people of one key each. */
static struct roster roster_of(struct roster_person *people, struct ed25519_key *keys, size_t n)
{
    struct roster r;
    struct err err = {0};

    assert_ok(roster_sole(&r, &err));
    for (size_t i = 0; i < n; i++)
        people[i] = (struct roster_person){
            .id = SPAN("p"), .grant = r.grants[0], .keys = &keys[i], .n_keys = 1};
    r.people = people;
    r.n_people = n;
    return r;
}

static struct span signed_by(const char *text, const struct signer_key *keys, size_t n)
{
    struct buf b;
    struct span out;
    struct err err = {0};

    buf_init(&b, MIB);
    note_put_text(&b, span_of(text));
    for (size_t i = 0; i < n; i++)
        note_put_signed(&b, span_of(text), &keys[i]);
    out = arena_copy(&arena, buf_span(&b), &err);
    buf_release(&b);
    return out;
}

static void the_text_is_the_same_however_it_was_written(void **state)
{
    static const char *const forms[] = {BODY, " {\n \"x\" : 1, \"schema\": \"aasc/roster/1\" }\n"};
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct buf b;

        buf_init(&b, MIB);
        assert_ok(statement_put_text(&b, SPAN("log.example"), span_of(forms[i]), &arena, &err));
        assert_span(buf_span(&b), "aasc/statement/1 roster log.example\n" BODY "\n");
        buf_release(&b);
    }
}

static void what_is_no_statement_is_refused(void **state)
{
    static const char *const texts[] = {
        "aasc/statement/1 roster log.example\n" BODY "\nmore\n", /* a third line */
        "aasc/statement/1 roster log.example\n",                 /* no JSON */
        "aasc/statement/1 finding log.example\n" BODY "\n",      /* another kind */
        "aasc/statement/2 roster log.example\n" BODY "\n",       /* another version */
        "aasc/statement/1 roster \n" BODY "\n",                  /* for no log */
        "aasc/statement/1 roster a b\n" BODY "\n",               /* no name of one */
        "aasc/statement/1 roster log.example\n {\"schema\":\"aasc/roster/1\"}\n", /* a blank */
        "aasc/statement/1 roster log.example\n{\"schema\":\"aasc/other/1\"}\n",
        "aasc/statement/1 roster log.example\n[]\n",
    };
    const struct signer_key key = key_of("a", 1);

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct err err = {0};
        struct statement s;

        if (statement_read(signed_by(texts[i], &key, 1), &arena, &s, &err) != RC_INPUT)
            fail_msg("taken: %s", texts[i]);
    }
}

static void only_signatures_of_people_count_and_each_key_once(void **state)
{
    const struct signer_key all[] = {key_of("a", 1), key_of("b", 2), key_of("other-name", 1),
                                     key_of("c", 3)};
    static const struct {
        size_t from, n, n_signers;
    } cases[] = {{0, 1, 1}, {0, 2, 2}, {3, 1, 0}, {0, 4, 3}, {2, 1, 1}};
    struct ed25519_key keys[] = {all[0].pair.public_key, all[1].pair.public_key};
    struct roster_person people[2];
    struct roster r = roster_of(people, keys, 2);

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct span bytes = signed_by("aasc/statement/1 roster log.example\n" BODY "\n",
                                            &all[cases[i].from], cases[i].n);
        struct err err = {0};
        struct signers signers;
        struct statement s;

        assert_ok(statement_read(bytes, &arena, &s, &err));
        assert_int_equal(s.kind, STATEMENT_ROSTER);
        assert_span(s.origin, "log.example");
        assert_span(s.body, BODY);
        assert_ok(statement_signers(&s, &r, &arena, &signers, &err));
        assert_int_equal(signers.n, cases[i].n_signers);
        assert_int_equal(signers_have(&signers, &people[0]), cases[i].from != 3);
        assert_int_equal(signers_have(&signers, &people[1]), cases[i].n > 1);
    }
}

static void a_wrong_signature_of_a_person_refuses_the_whole(void **state)
{
    const struct signer_key key = key_of("a", 1);
    struct ed25519_key keys[] = {key.pair.public_key};
    struct roster_person people[1];
    struct roster r = roster_of(people, keys, 1);
    struct span bytes = signed_by("aasc/statement/1 roster log.example\n" BODY "\n", &key, 1);
    char *text = arena_alloc(&arena, bytes.n, NULL);
    struct signers signers;
    struct statement s;
    struct err err = {0};

    (void)state;
    memcpy(text, bytes.p, bytes.n);
    *strstr(text, "log") = 'd';
    assert_ok(statement_read((struct span){text, bytes.n}, &arena, &s, &err));
    assert_int_equal(statement_signers(&s, &r, &arena, &signers, &err), RC_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_the_same_however_it_was_written),
        cmocka_unit_test(what_is_no_statement_is_refused),
        cmocka_unit_test(only_signatures_of_people_count_and_each_key_once),
        cmocka_unit_test(a_wrong_signature_of_a_person_refuses_the_whole),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
