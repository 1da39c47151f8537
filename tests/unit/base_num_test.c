/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "random.h"

#include "base/num.h"

#include <float.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define RANDOM_ROUNDS 200000

static struct buf text;

static int setup(void **state)
{
    (void)state;
    buf_init(&text, MIB);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    buf_release(&text);
    return 0;
}

static const char *shortest(double v)
{
    buf_clear(&text);
    num_put_f64(&text, v);
    return text.p;
}

static double from_bits(uint64_t bits)
{
    double v;

    memcpy(&v, &bits, sizeof(v));
    return v;
}

static uint64_t to_bits(double v)
{
    uint64_t bits;

    memcpy(&bits, &v, sizeof(bits));
    return bits;
}

static void whole_numbers_are_read(void **state)
{
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {
        {"0", 0},
        {"-0", 0},
        {"42", 42},
        {"-7", -7},
        {"007", 7},
        {"0000000000000000000000042", 42},
        {"9223372036854775807", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
        {"-9223372036854775807", -INT64_MAX},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t v = 99;

        assert_ok(num_parse_i64(span_of(rows[i].text), &v, &err));
        assert_true(v == rows[i].value);
    }
}

static void whole_numbers_are_refused(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
    } rows[] = {
        {"", RC_INPUT},
        {"-", RC_INPUT},
        {"+1", RC_INPUT},
        {" 1", RC_INPUT},
        {"1 ", RC_INPUT},
        {"1.0", RC_INPUT},
        {"1e3", RC_INPUT},
        {"0x10", RC_INPUT},
        {"--1", RC_INPUT},
        {"1_000", RC_INPUT},
        {"1,000", RC_INPUT},
        {"9223372036854775808", RC_RANGE},
        {"-9223372036854775809", RC_RANGE},
        {"18446744073709551616", RC_RANGE},
        {"18446744073709551615", RC_RANGE},
        {"92233720368547758070", RC_RANGE},
        {"100000000000000000000000000000", RC_RANGE},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t v = 99;

        assert_int_equal(num_parse_i64(span_of(rows[i].text), &v, &err), rows[i].rc);
        assert_int_equal(v, 99);
        assert_note(rows[i].rc == RC_INPUT ? "such as 42" : "too large");
    }
}

static void a_nul_byte_is_a_leftover(void **state)
{
    struct err err = {0};
    int64_t i = 99;
    double r = 99;

    (void)state;
    assert_int_equal(num_parse_i64((struct span){"1\0", 2}, &i, &err), RC_INPUT);
    assert_int_equal(num_parse_f64((struct span){"1\0", 2}, &r, &err), RC_INPUT);
    assert_ok(num_parse_i64((struct span){"123", 2}, &i, &err));
    assert_int_equal(i, 12);
}

static void reals_are_read_to_the_last_bit(void **state)
{
    /* the second column is the value in hexadecimal, which needs no rounding */
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        {"0", 0.0},
        {"1.5", 0x1.8p0},
        {"-12.25", -0x1.88p3},
        {"1e22", 0x1.0f0cf064dd592p73},
        {"1e23", 0x1.52d02c7e14af6p76},
        {"1E+2", 100},
        {"1e-2", 0x1.47ae147ae147bp-7},
        {"00.5", 0.5},
        {"9007199254740993", 0x1p53},                          /* a tie, to even */
        {"9007199254740993.0000000001", 0x1.0000000000001p53}, /* just above it */
        {"9007199254740995", 0x1.0000000000002p53},
        {"2.2250738585072011e-308", 0x0.fffffffffffffp-1022}, /* hung PHP and Java once */
        {"2.2250738585072014e-308", 0x1p-1022},
        {"4.9406564584124654e-324", 0x1p-1074},
        {"2.4703282292062327e-324", 0}, /* half of the least: a tie, to even */
        {"2.4703282292062328e-324", 0x1p-1074},
        {"1.7976931348623157e308", 0x1.fffffffffffffp1023},
        {"1.7976931348623158079372897140530e308", 0x1.fffffffffffffp1023},
        {"1e-400", 0},
        {"0e999999999999999999999", 0},
        {"1e-999999999999999999999", 0},
        {"0.000000000000000000000000000000000000000000001e45", 1},
        {"100000000000000000000000000000000000000000000e-44", 1},
        {"3.14159265358979323846264338327950288", 0x1.921fb54442d18p1},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        double v = 99;

        assert_ok(num_parse_f64(span_of(rows[i].text), &v, &err));
        if (to_bits(v) != to_bits(rows[i].value))
            fail_msg("%s was read as %a, not %a", rows[i].text, v, rows[i].value);
    }
}

static void minus_zero_keeps_its_sign(void **state)
{
    struct err err = {0};
    double v = 1;

    (void)state;
    assert_ok(num_parse_f64(SPAN("-0.0"), &v, &err));
    assert_true(v == 0 && signbit(v));
}

static void reals_are_refused(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
    } rows[] = {
        {"", RC_INPUT},
        {"-", RC_INPUT},
        {".", RC_INPUT},
        {".5", RC_INPUT},
        {"5.", RC_INPUT},
        {"+5", RC_INPUT},
        {"1e", RC_INPUT},
        {"1e+", RC_INPUT},
        {"1.e3", RC_INPUT},
        {"nan", RC_INPUT},
        {"NaN", RC_INPUT},
        {"inf", RC_INPUT},
        {"-inf", RC_INPUT},
        {"0x1p3", RC_INPUT},
        {"1,5", RC_INPUT},
        {"1.2.3", RC_INPUT},
        {" 1", RC_INPUT},
        {"1 ", RC_INPUT},
        {"1e5x", RC_INPUT},
        {"1d5", RC_INPUT},
        {"1e309", RC_RANGE},
        {"-1e309", RC_RANGE},
        {"1e99999999999999999999", RC_RANGE},
        {"1.7976931348623159e308", RC_RANGE},
    };
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        double v = 99;

        if (num_parse_f64(span_of(rows[i].text), &v, &err) != rows[i].rc)
            fail_msg("\"%s\" gave %g", rows[i].text, v);
        assert_true(v == 99);
        assert_note(rows[i].rc == RC_INPUT ? "is not a number" : "too large");
    }
}

/* Halfway cases of hundreds of digits, where only the last one decides. */
static void the_last_of_many_digits_decides(void **state)
{
    char digits[1200];
    struct err err = {0};
    size_t n;
    double v;

    (void)state;
    /* 2^-1074 * 1.5 exactly: a tie that goes to even, 2^-1073 */
    n = (size_t)snprintf(digits, sizeof(digits), "%.1074f", 0x1p-1074);
    assert_ok(num_parse_f64((struct span){digits, n}, &v, &err));
    assert_true(v == 0x1p-1074);

    n = (size_t)snprintf(digits, sizeof(digits), "9007199254740993.");
    memset(digits + n, '0', 1000);
    n += 1000;
    assert_ok(num_parse_f64((struct span){digits, n}, &v, &err));
    assert_true(v == 0x1p53);
    digits[n - 1] = '1';
    assert_ok(num_parse_f64((struct span){digits, n}, &v, &err));
    assert_true(v == 0x1.0000000000001p53);
    digits[n - 1] = '0';
    digits[n - 2] = '1';
    assert_ok(num_parse_f64((struct span){digits, n}, &v, &err));
    assert_true(v == 0x1.0000000000001p53);
}

static void shortest_text_is_that_of_ecmascript(void **state)
{
    /* RFC 8785, appendix B, and the borders of the forms */
    static const struct {
        uint64_t bits;
        const char *text;
    } rows[] = {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
        {0x3d30000000000000, "5.684341886080802e-14"}, /* 2^-44: the nearest is not ours */
        {0x0010000000000000, "2.2250738585072014e-308"},
        {0x000fffffffffffff, "2.225073858507201e-308"},
        {0x3ff0000000000000, "1"},
        {0x4059000000000000, "100"},
        {0x3fb999999999999a, "0.1"},
        {0x3fd3333333333334, "0.30000000000000004"},
        {0x3ff0000000000001, "1.0000000000000002"},
        {0x430c6bf526340000, "1000000000000000"},
        {0x43010d9316ec0006, "600000000000000.8"}, /* .75: two are as near, the even one is it */
        {0x43010d9316ec0002, "600000000000000.2"}, /* .25 */
        {0x3ee4f8b588e368f1, "0.00001"},           /* both sides of what 128 bits hold */
        {0x3ee4f8b588e368f0, "0.000009999999999999999"},
        {0x3ee4f8b588e368f2, "0.000010000000000000003"},
        {0x433fffffffffffff, "9007199254740991"},
        {0x4340000000000001, "9007199254740994"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_string_equal(shortest(from_bits(rows[i].bits)), rows[i].text);
}

/* Reads back as itself, and no text of one digit less does. */
static void check_shortest(double v)
{
    struct err err = {0};
    double back = 0;
    char less[64];
    int n_digits = 0;
    const char *digits;

    assert_ok(num_parse_f64(span_of(shortest(v)), &back, &err));
    if (to_bits(back) != to_bits(v))
        fail_msg("%a is written %s", v, text.p);
    for (digits = text.p + strspn(text.p, "-0."); *digits != '\0' && *digits != 'e'; digits++)
        n_digits += *digits != '.';
    if (n_digits < 2 || strpbrk(text.p, ".e") == NULL)
        return; /* whole numbers end in zeros that are no digits */
    (void)snprintf(less, sizeof(less), "%.*e", n_digits - 2, v);
    if (strtod(less, NULL) == v)
        fail_msg("%s could be %s", text.p, less);
}

static void random_doubles_come_back(void **state)
{
    uint64_t seed = 20150215;

    (void)state;
    for (int i = 0; i < RANDOM_ROUNDS / 10; i++) {
        uint64_t bits = next_random(&seed);

        if (isfinite(from_bits(bits)))
            check_shortest(from_bits(bits));
        /* every power of two, where the neighbours stand at two distances */
        check_shortest(from_bits((bits % 2046 + 1) << 52));
        check_shortest(from_bits(bits >> 12)); /* subnormal */
    }
}

static void short_decimals_are_written_as_they_were(void **state)
{
    uint64_t seed = 7;
    char written[64];
    struct err err = {0};

    (void)state;
    for (int i = 0; i < RANDOM_ROUNDS; i++) {
        uint64_t r = next_random(&seed);
        int decimals = (int)(r % 9) + 1;
        double v = 0;
        size_t n;

        (void)snprintf(written, sizeof(written), "%" PRIu64 ".%0*" PRIu64 "7", (r >> 8 & 0xFFF) + 1,
                       decimals - 1, (r >> 20) % 10);
        n = strlen(written);
        assert_ok(num_parse_f64((struct span){written, n}, &v, &err));
        assert_true(v == strtod(written, NULL));
        assert_string_equal(shortest(v), written);
    }
}

static void random_decimals_are_read_as_strtod_does(void **state)
{
    uint64_t seed = 42;
    char written[80];
    struct err err = {0};

    (void)state;
    for (int i = 0; i < RANDOM_ROUNDS; i++) {
        uint64_t r = next_random(&seed);
        double v = 0;

        (void)snprintf(written, sizeof(written), "%s%" PRIu64 ".%" PRIu64 "e%d", r & 1 ? "-" : "",
                       next_random(&seed) >> (r >> 1 & 63), next_random(&seed) >> (r >> 7 & 63),
                       (int)(r >> 13 & 0x1FF) - 256);
        assert_ok(num_parse_f64(span_of(written), &v, &err));
        if (to_bits(v) != to_bits(strtod(written, NULL)))
            fail_msg("%s was read as %a", written, v);
    }
}

static void fixed_decimals_are_for_people(void **state)
{
    static const struct {
        double v;
        int digits;
        const char *text;
    } rows[] = {
        {0, 0, "0"},
        {1.005, 2, "1.00"},
        {-0.001, 2, "0.00"},
        {-0.0, 1, "0.0"},
        {-0.006, 2, "-0.01"},
        {2.5, 0, "2"},
        {3.5, 0, "4"},
        {-0.5, 0, "0"},
        {11820.44, 1, "11820.4"},
        {1e15, 3, "1000000000000000.000"},
        {0.123456789, 9, "0.123456789"},
        {NAN, 2, "nan"},
        {INFINITY, 2, "inf"},
        {-INFINITY, 0, "-inf"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        buf_clear(&text);
        num_put_fixed(&text, rows[i].v, rows[i].digits);
        assert_string_equal(text.p, rows[i].text);
    }
}

static void whole_numbers_are_written(void **state)
{
    (void)state;
    num_put_i64(&text, 0);
    buf_putc(&text, ' ');
    num_put_i64(&text, INT64_MIN);
    buf_putc(&text, ' ');
    num_put_i64(&text, INT64_MAX);
    assert_string_equal(text.p, "0 -9223372036854775808 9223372036854775807");
}

/* The longest prefix that is a number, and not a byte more. */
static void a_scan_takes_the_longest_number(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        bool is_integer;
    } rows[] = {
        {"12km", 2, true},       {"12.5km", 4, false}, {"12.", 2, true}, {"12.x", 2, true},
        {"1e5", 3, false},       {"1e", 1, true},      {"1e+", 1, true}, {"1em", 1, true},
        {"1.5e-", 3, false},     {"-", 0, true},       {"-x", 0, true},  {"x1", 0, true},
        {"-1.5E+07z", 8, false}, {"", 0, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct num_decimal d = {.is_integer = true};

        assert_int_equal(num_scan(span_of(rows[i].text), &d), rows[i].n);
        assert_int_equal(d.is_integer, rows[i].is_integer);
    }
}

/* A library that switches the locale must change nothing. */
static void a_locale_with_commas_changes_nothing(void **state)
{
    static const char *const names[] = {"de_DE.UTF-8", "uk_UA.UTF-8", "fr_FR.UTF-8"};
    struct err err = {0};
    double v = 0;
    bool is_set = false;

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !is_set; i++)
        is_set = setlocale(LC_ALL, names[i]) != NULL;
    if (!is_set) {
        print_message("SKIPPED: no locale with a decimal comma is installed\n");
        skip();
    }
    assert_ok(num_parse_f64(SPAN("3.14159265358979323846"), &v, &err));
    assert_true(v == 0x1.921fb54442d18p1);
    assert_string_equal(shortest(0x1.921fb54442d18p1), "3.141592653589793");
    buf_clear(&text);
    num_put_fixed(&text, -2.25, 2);
    assert_string_equal(text.p, "-2.25");
    (void)setlocale(LC_ALL, "C");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whole_numbers_are_read),
        TEST(whole_numbers_are_refused),
        TEST(a_nul_byte_is_a_leftover),
        TEST(reals_are_read_to_the_last_bit),
        TEST(minus_zero_keeps_its_sign),
        TEST(reals_are_refused),
        TEST(the_last_of_many_digits_decides),
        TEST(shortest_text_is_that_of_ecmascript),
        TEST(random_doubles_come_back),
        TEST(short_decimals_are_written_as_they_were),
        TEST(random_decimals_are_read_as_strtod_does),
        TEST(fixed_decimals_are_for_people),
        TEST(whole_numbers_are_written),
        TEST(a_scan_takes_the_longest_number),
        TEST(a_locale_with_commas_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
