/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "pact/text_check.h"

static size_t faults(const char *text, size_t n, struct pact_diag *first)
{
    struct arena a;
    struct err err = {0};
    struct diag_list d;
    size_t out;

    arena_init(&a, MIB);
    diag_init(&d, &a, &err);
    (void)text_check((struct span){.p = text, .n = n}, &d);
    out = d.n_errors;
    if (out > 0)
        *first = d.items[0];
    arena_release(&a);
    return out;
}

static void honest_text_is_accepted(void **state)
{
    static const char *const texts[] = {
        "pact 1\n\ttitle \"x\"\r\n",
        "Україна, Донецьк, Щастя, Ґ ї є",
        "Ελλάδα, Ὀλυμπία",
        "Größe, Ångström, Łódź, Việt Nam",
        "العربية עברית 中文 ひらがな が 한국어",
        "стре\xCC\x81лка: Cyrillic e with a stress has no form of its own: но\xCC\x81",
        "\xEF\xBB\xBFpact 1",
        "≥ … – — “ ” № § ° ² ½ €",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct pact_diag first = {0};

        if (faults(texts[i], strlen(texts[i]), &first) != 0)
            fail_msg("%s: refused at %u:%u", texts[i], first.line, first.column);
    }
}

static void disguises_are_refused(void **state)
{
    static const struct {
        const char *text;
        uint32_t line, column;
    } rows[] = {
        {"ab\xE2\x80\xAE"
         "c",
         1, 3}, /* U+202E right-to-left override */
        {"ab\n\xE2\x81\xA6"
         "c",
         2, 1},                  /* U+2066 isolate */
        {"Ж\xE2\x80\x8B", 1, 2}, /* U+200B zero width space */
        {"\xE2\x80\x8D", 1, 1},  /* U+200D joiner */
        {"a\xC2\xAD", 1, 2},     /* soft hyphen */
        {"a\xEF\xBB\xBF", 1, 2}, /* byte order mark within */
        {"a\xE2\x80\xA8"
         "b",
         1, 2},             /* line separator */
        {"a\rb", 1, 2},     /* return without feed */
        {"a\x1B[2J", 1, 2}, /* escape sequences of terminals */
        {"a\x7F", 1, 2},
        {"a\xC2\x85", 1, 2},      /* C1 control */
        {"e\xCC\x81", 1, 2},      /* e and acute: é is one character in NFC */
        {"u\xCC\x88", 1, 2},      /* u and diaeresis */
        {"и\xCC\x86", 1, 2},      /* Cyrillic i and breve: й */
        {"і\xCC\x88", 1, 2},      /* Ukrainian i and diaeresis: ї */
        {"\xE2\x84\xA6", 1, 1},   /* ohm sign */
        {"\xE2\x84\xAB", 1, 1},   /* angstrom sign */
        {"か\xE3\x82\x99", 1, 2}, /* ka and voicing: が */
        {"\xEF\xA4\x80", 1, 1},   /* a compatibility ideograph */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pact_diag first = {0};

        if (faults(rows[i].text, strlen(rows[i].text), &first) != 1 || first.line != rows[i].line ||
            first.column != rows[i].column)
            fail_msg("row %zu: %u:%u", i, first.line, first.column);
    }
}

static void what_is_not_utf8_is_refused_at_its_byte(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        uint32_t line, column;
    } rows[] = {
        {"a\nb\xFF", 4, 2, 2},
        {"\xC3", 1, 1, 1},          /* cut short */
        {"x\xC0\xAF", 3, 1, 2},     /* overlong */
        {"x\xED\xA0\x80", 4, 1, 2}, /* surrogate */
        {"x\xF4\x90\x80\x80", 5, 1, 2} /* beyond U+10FFFF */,
        {"\xCF\xEE", 2, 1, 1}, /* Windows-1251 */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct pact_diag first = {0};

        if (faults(rows[i].text, rows[i].n, &first) != 1 || first.line != rows[i].line ||
            first.column != rows[i].column)
            fail_msg("row %zu: %u:%u", i, first.line, first.column);
    }
}

static void a_nul_byte_is_a_control_character(void **state)
{
    struct pact_diag first = {0};

    (void)state;
    assert_int_equal(faults("pact\0 1", 7, &first), 1);
    assert_int_equal(first.column, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(honest_text_is_accepted),
        cmocka_unit_test(disguises_are_refused),
        cmocka_unit_test(what_is_not_utf8_is_refused_at_its_byte),
        cmocka_unit_test(a_nul_byte_is_a_control_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
