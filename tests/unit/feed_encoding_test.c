/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "feed/encoding.h"

#include <string.h>

static void texts_become_utf8(void **state)
{
    static const struct {
        enum encoding e;
        const char *from, *to;
    } cases[] = {
        {ENCODING_UTF8, "plain ascii, long enough", "plain ascii, long enough"},
        {ENCODING_UTF8, "Авдіївка", "Авдіївка"},
        {ENCODING_LATIN1, "caf\xe9", "café"},
        {ENCODING_WINDOWS_1251, "\xc0\xe2\xe4\xb3\xbf\xe2\xea\xe0", "Авдіївка"},
        {ENCODING_WINDOWS_1251, "\xa5\xb4\xaa\xba\xb9", "ҐґЄє№"},
        {ENCODING_WINDOWS_1252, "\x80 caf\xe9 \x93x\x94", "€ café “x”"},
    };
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct span out;

        assert_ok(encoding_decode(cases[i].e, span_of(cases[i].from), &a, &out, &err));
        assert_span(out, cases[i].to);
    }
    arena_release(&a);
}

static void bytes_without_meaning_are_refused(void **state)
{
    struct arena a;
    struct err err = {0};
    struct span out;

    (void)state;
    arena_init(&a, MIB);
    assert_int_equal(encoding_decode(ENCODING_UTF8, SPAN("long enough \xc0\xe2"), &a, &out, &err),
                     RC_INPUT);
    assert_note("0xc0 is not UTF-8");
    assert_note("mapping file");
    assert_int_equal(encoding_decode(ENCODING_WINDOWS_1251, SPAN("\x98"), &a, &out, &err),
                     RC_INPUT);
    assert_note("0x98 means nothing in windows-1251");
    assert_int_equal(encoding_decode(ENCODING_WINDOWS_1252, SPAN("\x81"), &a, &out, &err),
                     RC_INPUT);
    arena_release(&a);
}

static void names_are_a_closed_list(void **state)
{
    struct err err = {0};
    enum encoding e = ENCODING_UTF8;

    (void)state;
    assert_ok(encoding_find(SPAN("Windows-1251"), &e, &err));
    assert_int_equal(e, ENCODING_WINDOWS_1251);
    assert_int_equal(encoding_find(SPAN("koi8-r"), &e, &err), RC_UNKNOWN);
    assert_note("latin-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_become_utf8),
        cmocka_unit_test(bytes_without_meaning_are_refused),
        cmocka_unit_test(names_are_a_closed_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
