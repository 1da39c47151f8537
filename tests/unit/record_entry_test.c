/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "random.h"

#include "record/entry.h"

#include <string.h>

#define AUTHOR "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
#define ID     "018f0000-0000-7000-8000-000000000001"
#define LEAST                                                                                      \
    "{\"author\":\"" AUTHOR "\",\"body\":{},\"id\":\"" ID                                          \
    "\",\"kind\":\"observation\",\"label\":\"PUBLIC\",\"schema\":\"aasc/entry/1\","                \
    "\"time\":\"2020-07-10T20:05:10Z\"}"

static struct uuid id_of(const char *text)
{
    struct err err = {0};
    struct uuid id;

    assert_ok(uuid_read(span_of(text), &id, &err));
    return id;
}

static void the_text_is_the_one_that_is_documented(void **state)
{
    struct uuid inputs[] = {id_of("018f0000-0000-7000-8000-000000000002"),
                            id_of("018f0000-0000-7000-8000-000000000003")};
    struct entry e = {.kind = ENTRY_VERDICT,
                      .id = id_of("018f0000-0000-8000-8000-000000000001"),
                      .author = SPAN(AUTHOR),
                      .when = {.t0_ms = 0, .t1_ms = 1500},
                      .label = SPAN("say \"so\""),
                      .zone = SPAN("Europe/Kyiv"),
                      .body = SPAN("{\"a\":[1,{}]}"),
                      .has_supersedes = true,
                      .supersedes = id_of(ID),
                      .inputs = inputs,
                      .n_inputs = 2};
    struct entry back;
    struct arena a;
    struct buf b;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    buf_init(&b, MIB);
    assert_ok(entry_write(&b, &e, &err));
    assert_string_equal(
        b.p, "{\"author\":\"" AUTHOR "\",\"body\":{\"a\":[1,{}]},"
             "\"id\":\"018f0000-0000-8000-8000-000000000001\","
             "\"inputs\":[\"018f0000-0000-7000-8000-000000000002\","
             "\"018f0000-0000-7000-8000-000000000003\"],\"kind\":\"verdict\","
             "\"label\":\"say \\\"so\\\"\",\"schema\":\"aasc/entry/1\",\"supersedes\":\"" ID
             "\",\"time\":\"1970-01-01T00:00:00Z/1970-01-01T00:00:01.500Z\","
             "\"zone\":\"Europe/Kyiv\"}");
    assert_ok(entry_read(buf_span(&b), &a, &back, &err));
    assert_int_equal(back.kind, ENTRY_VERDICT);
    assert_int_equal(uuid_cmp(&back.id, &e.id), 0);
    assert_true(span_eq(back.author, e.author) && span_eq(back.label, e.label));
    assert_true(span_eq(back.zone, e.zone) && span_eq(back.body, e.body));
    assert_int_equal(back.when.t0_ms, 0);
    assert_int_equal(back.when.t1_ms, 1500);
    assert_true(back.has_supersedes && uuid_cmp(&back.supersedes, &e.supersedes) == 0);
    assert_int_equal(back.n_inputs, 2);
    assert_memory_equal(back.inputs, inputs, sizeof(inputs));
    buf_release(&b);
    arena_release(&a);
}

static void every_time_and_kind_comes_back(void **state)
{
    static const struct time_span times[] = {
        {0, 0},          {TIME_ALWAYS, TIME_NEVER},  {TIME_ALWAYS, 0},
        {0, TIME_NEVER}, {TIME_MIN_MS, TIME_MAX_MS}, {-1, 1}};
    struct entry back,
        e = {.id = id_of(ID), .author = SPAN(AUTHOR), .label = SPAN("PUBLIC"), .body = SPAN("{}")};
    struct arena a;
    struct buf b;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    buf_init(&b, MIB);
    for (unsigned kind = 0; kind < ENTRY_KIND_COUNT; kind++)
        for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
            enum entry_kind found;

            e.kind = (enum entry_kind)kind;
            e.when = times[i];
            buf_clear(&b);
            assert_ok(entry_write(&b, &e, &err));
            assert_ok(entry_read(buf_span(&b), &a, &back, &err));
            assert_int_equal(back.kind, e.kind);
            assert_int_equal(back.when.t0_ms, times[i].t0_ms);
            assert_int_equal(back.when.t1_ms, times[i].t1_ms);
            assert_false(back.has_supersedes);
            assert_int_equal(back.zone.n + back.n_inputs, 0);
            assert_ok(entry_kind_find(span_of(entry_kind_name(e.kind)), &found, &err));
            assert_int_equal(found, e.kind);
        }
    assert_true(entry_kind_is_derived(ENTRY_VERDICT) && entry_kind_is_derived(ENTRY_EVENT));
    assert_false(entry_kind_is_derived(ENTRY_OBSERVATION));
    buf_release(&b);
    arena_release(&a);
}

#define INPUT_ONE "\"018f0000-0000-7000-8000-000000000002\""

/* The least entry with one piece replaced. */
static void what_is_wrong_is_refused_and_named(void **state)
{
    static const struct {
        const char *from, *to;
        enum rc rc;
        const char *note;
    } rows[] = {
        {"{\"author\"", "{ \"author\"", RC_INPUT, "byte 1"},
        {"\"body\":{}", "\"body\":{\"b\":1,\"a\":2}", RC_INPUT, "canonical"},
        {"\"body\":{}", "\"body\":{\"a\":1.0}", RC_INPUT, "canonical"},
        {"\"body\":{}", "\"body\":{\"a\":\"\\u0041\"}", RC_INPUT, "canonical"},
        {"\"body\":{}", "\"body\":[]", RC_INPUT, "an object belongs here, not an array"},
        {"\"body\":{},", "", RC_INPUT, "no member \"body\""},
        {"\"body\":{}", "\"bod\":{}", RC_UNKNOWN, "did you mean \"body\""},
        {"\"body\":{}", "\"body\":{},\"body\":{}", RC_INPUT, "second time"},
        {"AAEC", "AAE", RC_INPUT, "32 bytes"},
        {"Hh8=", "Hh9=", RC_INPUT, "32 bytes"}, /* spare bits set: two texts of one key */
        {"Hh8=", "Hh8A", RC_INPUT, "32 bytes"},
        {"Hh8=", "Hh-=", RC_INPUT, "32 bytes"},
        {ID, "018f0000-0000-4000-8000-000000000001", RC_INPUT, "version 7 or 8"},
        {ID, "018f0000-0000-7000-4000-000000000001", RC_INPUT, "version 7 or 8"},
        {ID, "018F0000-0000-7000-8000-000000000001", RC_INPUT, "lower-case"},
        {ID, "018f000000007000-8000-0000000000010-", RC_INPUT, "8-4-4-4-12"},
        {"\"" ID "\"", "7", RC_INPUT, "\"id\": a text"},
        {"\"observation\"", "\"observations\"", RC_UNKNOWN, "did you mean \"observation\""},
        {"PUBLIC", "", RC_INPUT, "\"label\": a text that is not empty"},
        {"aasc/entry/1", "aasc/entry/2", RC_UNKNOWN, "reads aasc/entry/1"},
        {"10Z", "10", RC_INPUT, "offset"},
        {"10Z", "10+00:00", RC_OK, ""}, /* another text of the same value: the author's own */
        {"10Z", "10Z/2020-07-10T20:05:09Z", RC_RANGE, "ends before"},
        {"10Z", "10Z/2020-07-10T20:05:10Z", RC_RANGE, "one instant"},
        {"10Z", "10Z/", RC_INPUT, "not a time"},
        {"10Z", "60Z", RC_RANGE, "leap"},
        {"10Z\"", "10Z\",\"zone\":\"\"", RC_INPUT, "\"zone\""},
        {"\"kind\"", "\"inputs\":[],\"kind\"", RC_INPUT, "no member"},
        {"\"kind\"", "\"inputs\":[" INPUT_ONE "],\"kind\"", RC_OK, ""},
        {"\"kind\"", "\"inputs\":[" INPUT_ONE "," INPUT_ONE "],\"kind\"", RC_INPUT, "in order"},
        {"\"kind\"", "\"inputs\":[" INPUT_ONE ",\"" ID "\"],\"kind\"", RC_INPUT, "in order"},
    };
    struct arena a;
    struct buf b;

    (void)state;
    arena_init(&a, MIB);
    buf_init(&b, MIB);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const char *at = strstr(LEAST, rows[i].from);
        struct entry e = {.kind = ENTRY_KIND_COUNT};
        struct err err = {0};
        enum rc rc;

        assert_non_null(at);
        buf_clear(&b);
        buf_put(&b, (struct span){LEAST, (size_t)(at - LEAST)});
        buf_puts(&b, rows[i].to);
        buf_puts(&b, at + strlen(rows[i].from));
        rc = entry_read(buf_span(&b), &a, &e, &err);
        if (rc != rows[i].rc)
            fail_msg("\"%s\": %d: %s", rows[i].to, (int)rc, err.note);
        assert_note(rows[i].note);
        if (rc)
            assert_int_equal(e.kind, ENTRY_KIND_COUNT);
    }
    buf_release(&b);
    arena_release(&a);
}

static void sizes_have_a_maximum(void **state)
{
    struct entry e = {.id = id_of(ID), .author = SPAN(AUTHOR), .label = SPAN("PUBLIC")};
    struct buf body, b;
    struct arena a;
    struct err err = {0};
    size_t rest = strlen(LEAST) - 2; /* all but the body */

    (void)state;
    arena_init(&a, 16 * MIB);
    buf_init(&body, 4 * MIB);
    buf_init(&b, 4 * MIB);
    e.when = (struct time_span){1594411510000, 1594411510000};
    buf_puts(&body, "{\"a\":\"");
    while (body.n + rest + 2 < ENTRY_BYTES_MAX)
        buf_putc(&body, 'x');
    buf_puts(&body, "\"}");
    e.body = buf_span(&body);
    assert_ok(entry_write(&b, &e, &err));
    assert_int_equal(b.n, ENTRY_BYTES_MAX);
    assert_ok(entry_read(buf_span(&b), &a, &e, &err));
    body.n -= 2;
    buf_puts(&body, "x\"}");
    e.body = buf_span(&body);
    buf_putc(&b, '}');
    assert_int_equal(entry_read(buf_span(&b), &a, &e, &err), RC_LIMIT);
    buf_clear(&b);
    assert_int_equal(entry_write(&b, &e, &err), RC_LIMIT);
    assert_note("at most");
    b.max = 100;
    buf_clear(&b);
    e.body = SPAN("{}");
    assert_int_equal(entry_write(&b, &e, &err), RC_LIMIT);
    buf_release(&b);
    buf_release(&body);
    arena_release(&a);
}

/* RFC 9562, A.6: 2022-02-22 19:22:22 UTC with its random bytes. */
static void ids_of_instants_are_those_of_the_standard(void **state)
{
    static const uint8_t random[10] = {0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F};
    struct uuid id = uuid7_of(1645557742000, random);
    struct buf b;

    (void)state;
    buf_init(&b, 64);
    uuid_put(&b, &id);
    assert_string_equal(b.p, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    buf_release(&b);
}

static void a_derived_id_depends_on_every_byte_but_itself(void **state)
{
    struct entry e = {.kind = ENTRY_EVENT,
                      .author = SPAN(AUTHOR),
                      .label = SPAN("PUBLIC"),
                      .body = SPAN("{\"n\":1}")};
    struct err err = {0};
    struct uuid first, again;
    struct buf b;

    (void)state;
    assert_ok(entry_derive_id(&e, &err));
    first = e.id;
    assert_int_equal(first.b[6] >> 4, 8);
    assert_int_equal(first.b[8] >> 6, 2);
    e.id = id_of(ID);
    assert_ok(entry_derive_id(&e, &err));
    assert_int_equal(uuid_cmp(&first, &e.id), 0);
    /* the same as hash.h makes of the text without the member */
    buf_init(&b, MIB);
    buf_puts(&b, "{\"author\":\"" AUTHOR "\",\"body\":{\"n\":1},\"kind\":\"event\",\"label\":"
                 "\"PUBLIC\",\"schema\":\"aasc/entry/1\",\"time\":\"1970-01-01T00:00:00Z\"}");
    {
        struct sha256_digest d = sha256(buf_span(&b));

        buf_clear(&b);
        uuid8_put(&b, &d);
        assert_ok(uuid_read(buf_span(&b), &again, &err));
        assert_int_equal(uuid_cmp(&first, &again), 0);
    }
    e.body = SPAN("{\"n\":2}");
    assert_ok(entry_derive_id(&e, &err));
    assert_int_not_equal(uuid_cmp(&first, &e.id), 0);
    buf_release(&b);
}

static void ids_go_to_text_and_back(void **state)
{
    uint64_t seed = 7;
    struct err err = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 64);
    for (int i = 0; i < 10000; i++) {
        struct uuid id, back;

        for (size_t k = 0; k < 16; k++)
            id.b[k] = (uint8_t)next_random(&seed);
        buf_clear(&b);
        uuid_put(&b, &id);
        assert_ok(uuid_read(buf_span(&b), &back, &err));
        assert_memory_equal(&id, &back, sizeof(id));
        b.p[random_below(&seed, 36)] = 'g';
        assert_int_equal(uuid_read(buf_span(&b), &back, &err), RC_INPUT);
    }
    assert_int_equal(uuid_read(span_none(), &(struct uuid){{0}}, &err), RC_INPUT);
    buf_release(&b);
}

static void check_hex(const uint8_t bytes[32], const char *hex)
{
    struct sha256_digest d;
    struct buf b;

    memcpy(d.b, bytes, 32);
    buf_init(&b, 64);
    sha256_put_hex(&b, &d);
    assert_string_equal(b.p, hex);
    buf_release(&b);
}

/* Made with Python's hashlib and hmac. */
static void commitments_and_salts_are_those_of_other_programs(void **state)
{
    struct salt s;
    struct sha256_digest c;

    (void)state;
    for (size_t i = 0; i < sizeof(s.b); i++)
        s.b[i] = (uint8_t)i;
    c = entry_commitment(&s, SPAN("abc"));
    check_hex(c.b, "9f44c3ea2fd096d03f656816ea2751020f003baa1e636264baa6865de72ed067");
    c = entry_commitment(&s, span_none());
    check_hex(c.b, "aba4fdb8d46ff67af6ffe3d45d7cd19de7437ba164b15578b3d87cf51c867924");
    check_hex(entry_derived_salt(&s, SPAN("abc")).b,
              "f0133729c4163dede81e21cd47839256da58171238c8a0d874397c73b14e1e47");
    check_hex(entry_derived_salt(&s, span_none()).b,
              "d38b42096d80f45f826b44a9d5607de72496a415d3f4a1a8c88e3bb9da8dc1cb");
}

static void a_batch_is_signed_over_its_count_and_root(void **state)
{
    struct sha256_digest root;
    struct buf b;

    (void)state;
    for (size_t i = 0; i < sizeof(root.b); i++)
        root.b[i] = (uint8_t)i;
    buf_init(&b, 256);
    entry_batch_statement(&b, 10000, &root);
    assert_string_equal(b.p, "aasc/batch/v1\n10000\n" AUTHOR "\n");
    buf_release(&b);
}

/* Items are longer than their ids, which come twice; each is looked for, and what lies between. */
static void an_id_is_found_where_it_would_stand(void **state)
{
    static const uint8_t first[] = {2, 4, 4, 4, 6, 9, 9};
    static const size_t at[] = {0, 0, 0, 1, 1, 4, 4, 5, 5, 5, 7};
    const size_t n_all = sizeof(first) / sizeof(first[0]);
    struct {
        struct uuid id;
        uint32_t more;
    } items[sizeof(first) / sizeof(first[0])];

    (void)state;
    for (size_t i = 0; i < n_all; i++) {
        items[i].id = (struct uuid){{0}};
        items[i].id.b[15] = first[i]; /* the last byte alone tells them apart */
        items[i].more = UINT32_MAX;
    }
    for (size_t n = 0; n <= n_all; n++)
        for (uint8_t wanted = 0; wanted < sizeof(at) / sizeof(at[0]); wanted++) {
            struct uuid id = {{0}};

            id.b[15] = wanted;
            assert_int_equal(uuid_lower_bound(items, n, sizeof(items[0]), &id),
                             at[wanted] < n ? at[wanted] : n);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_the_one_that_is_documented),
        cmocka_unit_test(every_time_and_kind_comes_back),
        cmocka_unit_test(what_is_wrong_is_refused_and_named),
        cmocka_unit_test(sizes_have_a_maximum),
        cmocka_unit_test(ids_of_instants_are_those_of_the_standard),
        cmocka_unit_test(a_derived_id_depends_on_every_byte_but_itself),
        cmocka_unit_test(ids_go_to_text_and_back),
        cmocka_unit_test(an_id_is_found_where_it_would_stand),
        cmocka_unit_test(commitments_and_salts_are_those_of_other_programs),
        cmocka_unit_test(a_batch_is_signed_over_its_count_and_root),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
