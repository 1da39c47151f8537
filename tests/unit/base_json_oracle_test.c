/* SPDX-License-Identifier: Apache-2.0 */
/* Our reader against jansson, on texts that are generated and then spoilt. Where the two have the
 * same rules they must accept the same texts and see the same values in them. */
#include "check.h"
#include "oracle_jansson.h"
#include "random.h"

#include "base/json.h"

#include <string.h>

#define N_TEXTS        60000
#define DEPTH_MADE_MAX 6
#define TEXT_MAX       ((size_t)64 * 1024)

static struct arena arena;
static struct buf text;
static uint64_t seed;
static struct oracle_jansson jansson;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 64 * MIB);
    buf_init(&text, TEXT_MAX);
    seed = 20201110;
    return oracle_jansson_open(&jansson) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    arena_release(&arena);
    buf_release(&text);
    return 0;
}

/* ---- making texts ---- */

static void put_one_of(const char *const *words, uint32_t n)
{
    buf_puts(&text, words[random_below(&seed, n)]);
}

#define PUT_ONE_OF(...)                                                                            \
    do {                                                                                           \
        static const char *const words_[] = {__VA_ARGS__};                                         \
        put_one_of(words_, sizeof(words_) / sizeof(*words_));                                      \
    } while (0)

static void put_blank(void)
{
    if (random_below(&seed, 4) == 0)
        PUT_ONE_OF(" ", "\n", "\r\n", "\t", "   ", "\n\n");
}

static void put_text(void)
{
    buf_putc(&text, '"');
    for (uint32_t n = random_below(&seed, 6); n > 0; n--)
        PUT_ONE_OF("a", "zone", "id", "0", " ", "/", "{}", ",", "\x7f", "\xD0\x96", "\xC2\x80",
                   "\xE2\x82\xAC", "\xEF\xBF\xBF", "\xEE\x80\x80", "\xF0\x9F\x98\x80",
                   "\xF4\x8F\xBF\xBF", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t",
                   "\\u0001", "\\u0041", "\\u0416", "\\u20aC", "\\ud83d\\ude00", "\\uDBFF\\uDFFF",
                   "a long run of plain ASCII that spans words");
    buf_putc(&text, '"');
}

static void put_number(void)
{
    switch (random_below(&seed, 4)) {
    case 0:
        buf_printf(&text, "%lld", (long long)next_random(&seed) >> random_below(&seed, 64));
        break;
    case 1:
        buf_printf(&text, "%.*f", (int)random_below(&seed, 18),
                   (double)(int64_t)next_random(&seed) / 1e17);
        break;
    case 2:
        buf_printf(&text, "%.*e", (int)random_below(&seed, 20),
                   (double)(int64_t)next_random(&seed) * 1e-9);
        break;
    default:
        PUT_ONE_OF("0", "-0", "-0.0", "1E5", "1e+5", "1e-5", "9223372036854775807",
                   "-9223372036854775808", "1.7976931348623157e308", "4.9e-324", "1e-999",
                   "123456789012345678901234567890.5", "0.1", "100");
    }
}

static void put_value(int depth);

static void put_list(int depth, bool is_object)
{
    uint32_t n = random_below(&seed, random_below(&seed, 20) == 0 ? 40 : 5);

    buf_putc(&text, is_object ? '{' : '[');
    put_blank();
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(&text, ',');
        put_blank();
        if (is_object) {
            if (random_below(&seed, 3) == 0)
                put_text(); /* may come twice, which both refuse */
            else
                buf_printf(&text, "\"%u\"", i);
            put_blank();
            buf_putc(&text, ':');
        }
        put_value(depth + 1);
        put_blank();
    }
    buf_putc(&text, is_object ? '}' : ']');
}

static void put_value(int depth)
{
    uint32_t pick = random_below(&seed, depth < DEPTH_MADE_MAX ? 8 : 5);

    put_blank();
    if (pick < 2)
        put_number();
    else if (pick < 4)
        put_text();
    else if (pick == 4)
        PUT_ONE_OF("true", "false", "null");
    else
        put_list(depth, pick != 5);
    put_blank();
}

/* Change, drop, double or insert a byte that matters somewhere. */
static void spoil(void)
{
    static const char bytes[] =
        "{}[]\",:\\/eE+-.0123456789tfnu \n\t\x01\x1f\x7f\x80\xBF\xC0\xC2\xE0"
        "\xED\xF0\xF4\xF5\xFFNI'";
    size_t at = random_below(&seed, (uint32_t)text.n);
    char c = bytes[random_below(&seed, sizeof(bytes) - 1)];

    switch (random_below(&seed, 5)) {
    case 0:
        text.p[at] = c;
        break;
    case 1:
        memmove(text.p + at, text.p + at + 1, text.n - at);
        text.n--;
        break;
    case 2:
        text.n = at;
        break;
    case 3:
        buf_putc(&text, c);
        break;
    default:
        buf_putc(&text, ' ');
        memmove(text.p + at + 1, text.p + at, text.n - 1 - at);
        text.p[at] = c;
    }
}

/* ---- comparing ---- */

static bool same(const struct json *ours, const json_t *theirs);

static bool same_list(const struct json *ours, const json_t *theirs)
{
    if (jansson.array_size(theirs) != ours->u.array.n)
        return false;
    for (size_t i = 0; i < ours->u.array.n; i++)
        if (!same(&ours->u.array.items[i], jansson.array_get(theirs, i)))
            return false;
    return true;
}

static bool same_object(const struct json *ours, const json_t *theirs)
{
    if (jansson.object_size(theirs) != ours->u.object.n)
        return false;
    for (size_t i = 0; i < ours->u.object.n; i++) {
        const struct json_member *m = &ours->u.object.members[i];

        if (!same(&m->value, jansson.object_get(theirs, m->name.p, m->name.n)))
            return false;
    }
    return true;
}

static bool same(const struct json *ours, const json_t *theirs)
{
    double r;

    if (theirs == NULL)
        return false;
    switch (ours->type) {
    case JSON_NULL:
        return theirs->type == JANSSON_NULL;
    case JSON_FALSE:
        return theirs->type == JANSSON_FALSE;
    case JSON_TRUE:
        return theirs->type == JANSSON_TRUE;
    case JSON_INT:
        return theirs->type == JANSSON_INTEGER && jansson.integer(theirs) == ours->u.i;
    case JSON_REAL:
        r = jansson.real(theirs);
        return theirs->type == JANSSON_REAL && memcmp(&r, &ours->u.r, sizeof(r)) == 0;
    case JSON_STRING:
        return theirs->type == JANSSON_STRING &&
               span_eq(ours->u.text, (struct span){jansson.text(theirs), jansson.text_n(theirs)});
    case JSON_ARRAY:
        return theirs->type == JANSSON_ARRAY && same_list(ours, theirs);
    case JSON_OBJECT:
        return theirs->type == JANSSON_OBJECT && same_object(ours, theirs);
    }
    return false;
}

/* What we write, jansson must read as the same value, and we as the same bytes. */
static void check_rewriting(const struct json *v)
{
    struct err err = {0};
    struct buf once, twice;
    struct json again = {0};
    enum json_error_code code;
    json_t *back;

    buf_init(&once, 16 * TEXT_MAX);
    buf_init(&twice, 16 * TEXT_MAX);
    json_write(&once, v);
    assert_ok(buf_check(&once, &err));
    assert_ok(json_parse(buf_span(&once), &arena, &again, &err));
    json_write(&twice, &again);
    if (!span_eq(buf_span(&once), buf_span(&twice)))
        fail_msg("rewriting changed %s to %s", once.p, twice.p);
    back = oracle_jansson_read(&jansson, buf_span(&once), &code);
    if (back != NULL)
        jansson.free(back);
    else if (code != json_error_numeric_overflow && code != json_error_null_byte_in_key)
        fail_msg("jansson cannot read %s", once.p);
    buf_release(&once);
    buf_release(&twice);
}

/* True where the text was accepted. */
static bool check_text(struct span s)
{
    struct err err = {0};
    struct json ours = {0};
    enum json_error_code code;
    json_t *theirs = oracle_jansson_read(&jansson, s, &code);
    enum rc rc = json_parse(s, &arena, &ours, &err);
    bool is_taken = rc == RC_OK;

    if (rc == RC_OK && theirs != NULL) {
        if (!same(&ours, theirs))
            fail_msg("other values in %.*s", (int)s.n, s.p);
        check_rewriting(&ours);
    } else if (rc == RC_OK) {
        /* jansson has no integers beyond 64 bits and no NUL in names */
        if (code != json_error_numeric_overflow && code != json_error_null_byte_in_key)
            fail_msg("jansson refuses (%d) %.*s", (int)code, (int)s.n, s.p);
    } else if (theirs != NULL && rc != RC_LIMIT) {
        fail_msg("we refuse (%s) %.*s", err.note, (int)s.n, s.p);
    }
    if (theirs != NULL)
        jansson.free(theirs);
    arena_reset(&arena);
    return is_taken;
}

static void generated_texts_are_read_alike(void **state)
{
    uint32_t n_taken = 0;

    (void)state;
    for (uint32_t i = 0; i < N_TEXTS; i++) {
        buf_clear(&text);
        put_value(0);
        if (text.is_full)
            continue;
        n_taken += check_text(buf_span(&text));
    }
    /* the generator must not be so wild that nothing is compared */
    assert_true(n_taken > N_TEXTS / 2);
}

static void spoilt_texts_are_read_alike(void **state)
{
    uint32_t n_taken = 0, n_refused = 0;

    (void)state;
    for (uint32_t i = 0; i < N_TEXTS; i++) {
        buf_clear(&text);
        put_value(DEPTH_MADE_MAX - 3);
        for (uint32_t n = random_below(&seed, 3) + 1; n > 0 && text.n > 0; n--)
            spoil();
        if (check_text(buf_span(&text)))
            n_taken++;
        else
            n_refused++;
    }
    assert_true(n_taken > N_TEXTS / 20 && n_refused > N_TEXTS / 20);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(generated_texts_are_read_alike),
        TEST(spoilt_texts_are_read_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
