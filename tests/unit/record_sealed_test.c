/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "base/base64.h"
#include "record/sealed.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const struct uuid entry = {{1, 2, 3}}, other_entry = {{1, 2, 4}};
static const struct sealed_key key = {{7}}, other_key = {{8}};

static struct sealed_box sealed(const char *person, struct span text, struct arena *a)
{
    struct sealed_box box = {.person = span_of(person), .nonce = {{9}}};
    struct err err = {0};

    assert_ok(sealed_seal(&box, &entry, &key, text, a, &err));
    return box;
}

static void opens(const struct sealed_box *box, struct span want)
{
    struct err err = {0};
    struct buf text;

    buf_init(&text, 2 * SEALED_TEXT_MAX);
    assert_ok(sealed_open(box, &entry, &key, &text, &err));
    assert_true(span_eq(buf_span(&text), want));
    buf_release(&text);
}

static void stays_shut(const struct sealed_box *box, const struct uuid *where,
                       const struct sealed_key *with)
{
    struct err err = {0};
    struct buf text;

    buf_init(&text, 2 * SEALED_TEXT_MAX);
    assert_int_equal(sealed_open(box, where, with, &text, &err), RC_CONFLICT);
    assert_note("does not open");
    assert_int_equal(text.n, 0);
    buf_release(&text);
}

/* Both sides of every block, texts that look like padding, and the longest. */
static void every_length_comes_back(void **state)
{
    static char text[SEALED_TEXT_MAX];
    static const size_t lengths[] = {
        1, 2, 254, 255, 256, 257, 511, 512, 513, SEALED_TEXT_MAX - 1, SEALED_TEXT_MAX};
    struct arena a;

    (void)state;
    arena_init(&a, 8 * MIB);
    for (int fill = 0; fill < 3; fill++) {
        memset(text, fill == 0 ? 'x' : fill == 1 ? 0 : 0x80, sizeof(text));
        for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
            struct span plain = {.p = text, .n = lengths[i]};
            struct sealed_box box = sealed("w-1", plain, &a);

            assert_int_equal((box.bytes.n - 16) % SEALED_BLOCK, 0);
            assert_true(box.bytes.n - 16 > plain.n);
            assert_true(box.bytes.n - 16 <= plain.n + SEALED_BLOCK);
            opens(&box, plain);
        }
    }
    arena_release(&a);
}

static void a_box_tells_no_length_within_a_block(void **state)
{
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    assert_int_equal(sealed("w", SPAN("a"), &a).bytes.n,
                     sealed("w", SPAN("Ivan Petrov, who saw it"), &a).bytes.n);
    arena_release(&a);
}

/* What libsodium alone makes of the same words: the format is that of the document. */
static void the_format_is_the_documented_one(void **state)
{
    uint8_t context[15 + 16 + 3], plain[256] = "name", want[256 + 16];
    struct sealed_box box;
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    plain[4] = 0x80;
    memcpy(context, "aasc/sealed/v1", 15);
    memcpy(context + 15, entry.b, 16);
    memcpy(context + 31, "w-1", 3);
    box = sealed("w-1", SPAN("name"), &a);
    assert_int_equal(crypto_aead_xchacha20poly1305_ietf_encrypt(want, NULL, plain, 256, context,
                                                                sizeof(context), NULL, box.nonce.b,
                                                                key.b),
                     0);
    assert_int_equal(box.bytes.n, sizeof(want));
    assert_memory_equal(box.bytes.p, want, sizeof(want));
    arena_release(&a);
}

static void a_box_cannot_be_moved(void **state)
{
    struct sealed_box box, changed;
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    box = sealed("w-1", SPAN("name"), &a);
    stays_shut(&box, &other_entry, &key);
    stays_shut(&box, &entry, &other_key);
    changed = box;
    changed.person = SPAN("w-2");
    stays_shut(&changed, &entry, &key);
    changed = box;
    changed.person = SPAN("w-");
    stays_shut(&changed, &entry, &key);
    changed = box;
    changed.nonce.b[23] ^= 1;
    stays_shut(&changed, &entry, &key);
    opens(&box, SPAN("name"));
    arena_release(&a);
}

static void every_changed_bit_is_seen(void **state)
{
    struct sealed_box box;
    char bytes[512];
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    box = sealed("w-1", SPAN("name"), &a);
    memcpy(bytes, box.bytes.p, box.bytes.n);
    box.bytes.p = bytes;
    for (size_t i = 0; i < box.bytes.n * 8; i++) {
        bytes[i / 8] = (char)(bytes[i / 8] ^ (1 << i % 8));
        stays_shut(&box, &entry, &key);
        bytes[i / 8] = (char)(bytes[i / 8] ^ (1 << i % 8));
    }
    for (size_t n = 0; n < box.bytes.n; n++) {
        struct sealed_box cut = box;

        cut.bytes.n = n;
        stays_shut(&cut, &entry, &key);
    }
    opens(&box, SPAN("name"));
    arena_release(&a);
}

static void what_cannot_be_sealed(void **state)
{
    static char long_text[SEALED_TEXT_MAX + 1];
    struct sealed_box box = {.person = SPAN("w-1")};
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    assert_int_equal(sealed_seal(&box, &entry, &key, SPAN(""), &a, &err), RC_INPUT);
    assert_note("empty");
    assert_int_equal(sealed_seal(&box, &entry, &key,
                                 (struct span){.p = long_text, .n = sizeof(long_text)}, &a, &err),
                     RC_LIMIT);
    assert_note("65536");
    box.person = SPAN("Ivan Petrov");
    assert_int_equal(sealed_seal(&box, &entry, &key, SPAN("x"), &a, &err), RC_INPUT);
    assert_note("no pseudonym");
    arena_release(&a);
}

static void pseudonyms(void **state)
{
    static const struct {
        const char *text;
        bool is_good;
    } rows[] = {
        {"w-017", true},
        {"0", true},
        {"a.b_c-d", true},
        {"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234", true},
        {"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff12345", false},
        {"", false},
        {"-a", false},
        {".a", false},
        {"W1", false},
        {"a/b", false},
        {"a b", false},
        {"\xc3\xa9", false},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if ((sealed_check_person(span_of(rows[i].text), &err) == RC_OK) != rows[i].is_good)
            fail_msg("\"%s\"", rows[i].text);
    assert_int_equal(sealed_check_person((struct span){.p = "a\0b", .n = 3}, &err), RC_INPUT);
}

/* sha256sum of the words, a NUL and the pseudonym. */
static void erasures_name_persons_by_hash(void **state)
{
    struct sha256_digest one = sealed_person_hash(SPAN("w-1"));
    struct sha256_digest want = sha256((struct span){.p = "aasc/person/v1\0w-1", .n = 18});

    (void)state;
    assert_memory_equal(&one, &want, sizeof(one));
    want = sealed_person_hash(SPAN("w-2"));
    assert_memory_not_equal(&one, &want, sizeof(one));
}

/* ---- as a member of a body ---- */

static void a_body_comes_back(void **state)
{
    struct sealed_box boxes[2];
    const struct sealed s = {boxes, 2};
    struct json body = json_object(), read;
    struct sealed back = {.n = 0};
    struct err err = {0};
    struct arena a;
    struct buf text;

    (void)state;
    arena_init(&a, MIB);
    boxes[0] = sealed("w-1", SPAN("the first"), &a);
    boxes[1] = sealed("w-2", SPAN("the second"), &a);
    assert_ok(sealed_set(&body, &s, &a, &err));
    buf_init(&text, MIB);
    json_write(&text, &body);
    assert_null(strstr(text.p, "first"));
    assert_ok(json_parse(buf_span(&text), &a, &read, &err));
    assert_ok(sealed_read(&read, &a, &back, &err));
    assert_int_equal(back.n, 2);
    assert_span(back.boxes[1].person, "w-2");
    opens(&back.boxes[0], SPAN("the first"));
    opens(&back.boxes[1], SPAN("the second"));
    buf_release(&text);
    arena_release(&a);
}

static enum rc read_text(struct span text, struct arena *a, struct sealed *out, struct err *err)
{
    struct json body;

    assert_int_equal(json_parse(text, a, &body, err), RC_OK);
    return sealed_read(&body, a, out, err);
}

static void without_boxes(void **state)
{
    struct sealed out = {.n = 7};
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    assert_ok(read_text(SPAN("{\"narrative\":\"x\"}"), &a, &out, &err));
    assert_int_equal(out.n, 0);
    assert_ok(read_text(SPAN("[1]"), &a, &out, &err));
    assert_int_equal(out.n, 0);
    assert_int_equal(sealed_set(&(struct json){.type = JSON_OBJECT}, &out, &a, &err), RC_LIMIT);
    arena_release(&a);
}

#define NONCE "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"

static void what_is_no_box(void **state)
{
    static const struct {
        const char *text, *note;
    } rows[] = {
        {"{\"sealed\":{}}", "a list of boxes"},
        {"{\"sealed\":[]}", "a list of boxes"},
        {"{\"sealed\":null}", "a list of boxes"},
        {"{\"sealed\":[\"x\"]}", "sealed[0]: an object with"},
        {"{\"sealed\":[{}]}", "an object with"},
        {"{\"sealed\":[{\"person\":\"w\",\"nonce\":\"" NONCE "\"}]}", "an object with"},
        {"{\"sealed\":[{\"person\":\"w\",\"nonce\":\"" NONCE "\",\"box\":\"\",\"x\":1}]}",
         "an object with"},
        {"{\"sealed\":[{\"person\":\"w\",\"nonce\":\"" NONCE "\",\"bax\":\"\"}]}",
         "box: a string is wanted, not nothing"},
        {"{\"sealed\":[{\"person\":7,\"nonce\":\"" NONCE "\",\"box\":\"AAAA\"}]}",
         "person: a string is wanted"},
        {"{\"sealed\":[{\"person\":\"Ann B\",\"nonce\":\"" NONCE "\",\"box\":\"AAAA\"}]}",
         "no pseudonym"},
        {"{\"sealed\":[{\"person\":\"w\",\"nonce\":\"AAAA\",\"box\":\"AAAA\"}]}",
         "nonce: 24 bytes"},
        {"{\"sealed\":[{\"person\":\"w\",\"nonce\":\"" NONCE "\",\"box\":\"AAAA\"}]}",
         "box: 3 bytes; a box has a multiple of 256 and 16 more"},
        {"{\"sealed\":[{\"person\":\"w\",\"nonce\":\"" NONCE "\",\"box\":\"\"}]}", "box: 0 bytes"},
        {"{\"sealed\":[{\"person\":\"w\",\"nonce\":\"" NONCE "\",\"box\":\"AA A\"}]}", "box: "},
    };
    struct sealed out = {.n = 7};
    struct err err = {0};
    struct arena a;

    (void)state;
    arena_init(&a, MIB);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_int_not_equal(read_text(span_of(rows[i].text), &a, &out, &err), RC_OK);
        assert_note(rows[i].note);
        assert_int_equal(out.n, 7);
    }
    arena_release(&a);
}

/* Both sides of how many boxes an entry holds, and of how long one is. */
static void limits(void **state)
{
    static struct sealed_box boxes[SEALED_BOXES_MAX + 1];
    struct json body = json_object(), *list;
    struct sealed out, s = {boxes, SEALED_BOXES_MAX};
    struct err err = {0};
    struct arena a;
    struct buf long_box;
    static char zeros[SEALED_TEXT_MAX + 2 * SEALED_BLOCK + 16];

    (void)state;
    arena_init(&a, 8 * MIB);
    for (size_t i = 0; i <= SEALED_BOXES_MAX; i++)
        boxes[i] = sealed("w-1", SPAN("x"), &a);
    assert_ok(sealed_set(&body, &s, &a, &err));
    assert_ok(sealed_read(&body, &a, &out, &err));
    s.n++;
    assert_int_equal(sealed_set(&body, &s, &a, &err), RC_LIMIT);
    list = &body.u.object.members[0].value;
    assert_ok(json_push(list, list->u.array.items[0], &a, &err));
    assert_int_equal(sealed_read(&body, &a, &out, &err), RC_LIMIT);
    assert_note("65 boxes");
    buf_init(&long_box, MIB);
    base64_put(&long_box, (struct span){.p = zeros, .n = sizeof(zeros)});
    list->u.array.n = 1;
    assert_ok(json_set(&list->u.array.items[0], "box", json_text(buf_span(&long_box)), &a, &err));
    assert_int_equal(sealed_read(&body, &a, &out, &err), RC_LIMIT);
    buf_clear(&long_box);
    base64_put(&long_box, (struct span){.p = zeros, .n = sizeof(zeros) - SEALED_BLOCK});
    assert_ok(json_set(&list->u.array.items[0], "box", json_text(buf_span(&long_box)), &a, &err));
    assert_ok(sealed_read(&body, &a, &out, &err));
    stays_shut(&out.boxes[0], &entry, &key);
    buf_release(&long_box);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_comes_back),
        cmocka_unit_test(a_box_tells_no_length_within_a_block),
        cmocka_unit_test(the_format_is_the_documented_one),
        cmocka_unit_test(a_box_cannot_be_moved),
        cmocka_unit_test(every_changed_bit_is_seen),
        cmocka_unit_test(what_cannot_be_sealed),
        cmocka_unit_test(pseudonyms),
        cmocka_unit_test(erasures_name_persons_by_hash),
        cmocka_unit_test(a_body_comes_back),
        cmocka_unit_test(without_boxes),
        cmocka_unit_test(what_is_no_box),
        cmocka_unit_test(limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
