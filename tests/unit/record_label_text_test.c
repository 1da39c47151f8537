/* SPDX-License-Identifier: Apache-2.0 */
#include "record_labels.h"

#include <stdio.h>
#include <string.h>

static const char *put(const struct label_policy *p, const struct label *l)
{
    static char text[LABEL_TEXT_MAX + 1];
    struct buf b;

    buf_init(&b, LABEL_TEXT_MAX);
    label_put(&b, p, l);
    (void)snprintf(text, sizeof(text), "%s", b.p);
    buf_release(&b);
    return text;
}

static void any_spelling_becomes_the_one(void **state)
{
    static const struct {
        const char *text, *canonical;
    } rows[] = {
        {"PUBLIC//REL ALL", "aasc:PUBLIC//REL ALL@2"},
        {"PUBLIC//REL ALL@1", "aasc:PUBLIC//REL ALL@1"},
        {"PUBLIC//REL ltu,lva,est", "aasc:PUBLIC//REL ALL@1"},
        {"aasc:SECRET//REL lva,est", "aasc:SECRET//REL est,lva"},
        {"REL lva , est//SECRET", "aasc:SECRET//REL est,lva"},
        {"  AASC : secret // rel  LVA,\tEst  ", "aasc:SECRET//REL est,lva"},
        {"RESTRICTED//C routes,intel//REL usa", "aasc:RESTRICTED//C intel,routes//REL usa"},
        {"BY ukr,est//ORCON//REL usa//C medical//CONFIDENTIAL",
         "aasc:CONFIDENTIAL//C medical//REL usa//ORCON//BY est,ukr"},
        {"aasc:orcon//by est//secret//rel all@2", "aasc:SECRET//REL ALL@2//ORCON//BY est"},
        {"RESTRICTED//REL est//BY est", "aasc:RESTRICTED//REL est//BY est"},
    };
    struct label_policy p = sample_policy();
    struct err err = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct label l, again;

        assert_ok(label_parse(&p, span_of(rows[i].text), &l, &err));
        assert_string_equal(put(&p, &l), rows[i].canonical);
        assert_ok(label_parse(&p, span_of(rows[i].canonical), &again, &err));
        assert_true(label_eq(&l, &again));
    }
}

static void texts_that_deny_say_why_and_where(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"", RC_INPUT, "missing"},
        {" \t", RC_INPUT, "missing"},
        {"RESTRICTED", RC_INPUT, "add //REL"},
        {"REL est", RC_INPUT, "no level; begin with one of aasc's, from PUBLIC to SECRET"},
        {"RESTRICED//REL est", RC_UNKNOWN,
         "column 1: \"RESTRICED\" is no level of aasc; the "
         "nearest is RESTRICTED"},
        {"COSMIC//REL est", RC_UNKNOWN, "known are PUBLIC, RESTRICTED, CONFIDENTIAL, SECRET"},
        {"SECRET//REL eest", RC_UNKNOWN,
         "column 13: \"eest\" is no member of aasc; the nearest "
         "is est"},
        {"SECRET//REL rus", RC_UNKNOWN, "\"rus\" is no member"},
        {"SECRET//REL est//C intell", RC_UNKNOWN, "the nearest is intel"},
        {"SECRET//REL est//BY lav", RC_UNKNOWN,
         "column 21: \"lav\" is no member of aasc; the "
         "nearest is lva"},
        {"nato:SECRET//REL est", RC_UNKNOWN, "policy \"nato\" is not known"},
        {":SECRET//REL est", RC_UNKNOWN, "policy \"\" is not known"},
        {"aasc:", RC_INPUT, "a part is missing"},
        {"SECRET//REL est//ORCON", RC_INPUT, "add //BY"},
        {"SECRET//REL est//ORCON lva//BY est", RC_INPUT, "nothing stands behind ORCON"},
        {"SECRET//SECRET//REL est", RC_INPUT, "column 9: \"SECRET\": the level is stated already"},
        {"SECRET//lva//REL est", RC_INPUT, "the level is stated already"},
        {"SECRET//REL est//rel lva", RC_INPUT, "column 18: \"rel\" is stated twice"},
        {"SECRET//REL est,lva,est", RC_INPUT, "column 21: est is named twice"},
        {"SECRET//REL est//C intel,INTEL", RC_INPUT, "named twice"},
        {"SECRET//REL est,", RC_INPUT, "a name is missing"},
        {"SECRET//REL ,est", RC_INPUT, "column 13: a name is missing"},
        {"SECRET//REL", RC_INPUT, "REL is followed by a blank and members, or ALL"},
        {"SECRET//C//REL est", RC_INPUT, "C is followed by a blank and compartments"},
        {"SECRET//REL est//BY", RC_INPUT, "BY is followed by"},
        {"SECRET////REL est", RC_INPUT, "column 9: a part is missing"},
        {"SECRET//REL est//", RC_INPUT, "a part is missing"},
        {"//SECRET//REL est", RC_INPUT, "a part is missing"},
        {"SECRET/REL est", RC_UNKNOWN, "is no level"},
        {"SECRET//REL est lva", RC_UNKNOWN, "\"est lva\" is no member"},
        {"SECRET//REL est:lva", RC_UNKNOWN, "\"est:lva\" is no member"},
        {"SECRET//REL ALL,est", RC_INPUT, "column 13: ALL is everybody: it stands alone"},
        {"SECRET//REL est,all@1", RC_INPUT, "it stands alone"},
        {"SECRET//REL ALL@0", RC_UNKNOWN, "the versions 1 to 2"},
        {"SECRET//REL ALL@3", RC_UNKNOWN, "the versions 1 to 2"},
        {"SECRET//REL ALL@02", RC_UNKNOWN, "the versions 1 to 2"},
        {"SECRET//REL ALL@99999999999999999999", RC_UNKNOWN, "the versions 1 to 2"},
        {"SECRET//REL ALL@", RC_UNKNOWN, "the versions 1 to 2"},
        {"SECRET//REL ALL@x", RC_UNKNOWN, "is no member"},
        {"SECRET//REL ALLY", RC_UNKNOWN, "is no member"},
        {"SECRET//BY ALL//REL est", RC_UNKNOWN, "\"ALL\" is no member"},
        {"SECRET\n//REL est", RC_UNKNOWN, "is no level"},
        {"S\xC3\x89"
         "CRET//REL est",
         RC_UNKNOWN, "is no level"},
    };
    struct label_policy p = sample_policy();

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct label l = {.level = 99};
        struct err err = {0};
        enum rc rc = label_parse(&p, span_of(rows[i].text), &l, &err);

        if (rc != rows[i].rc || strstr(err.note, rows[i].words) == NULL)
            fail_msg("\"%s\": code %d: %s", rows[i].text, (int)rc, err.note);
        assert_int_equal(l.level, 99);
    }
}

static void a_text_beyond_the_longest_is_not_read(void **state)
{
    static char text[LABEL_TEXT_MAX + 2];
    struct label_policy p = sample_policy();
    struct label l;
    struct err err = {0};

    (void)state;
    memset(text, ' ', sizeof(text));
    memcpy(text, "SECRET//REL est", 15);
    assert_ok(label_parse(&p, (struct span){text, LABEL_TEXT_MAX}, &l, &err));
    assert_int_equal(label_parse(&p, (struct span){text, LABEL_TEXT_MAX + 1}, &l, &err), RC_INPUT);
    assert_note("16384 are the most");
    assert_int_equal(label_parse(&p, span_none(), &l, &err), RC_INPUT);
}

/* An entry from before an admission stays closed to whoever came later. */
static void all_stays_what_it_was_when_it_was_read(void **state)
{
    struct label_policy p = sample_policy();
    struct clearance newcomer = {.policy = 1, .level = 3, .from_ms = 0, .until_ms = 10};
    struct member_set all = p.everybody[1];
    struct label before, after, again;
    unsigned rus;
    struct err err = {0};

    (void)state;
    assert_ok(label_parse(&p, SPAN("PUBLIC//REL ALL"), &before, &err));
    assert_ok(label_policy_add(&p, LABEL_MEMBER, SPAN("rus"), &err));
    assert_ok(label_policy_find(&p, LABEL_MEMBER, SPAN("RUS"), &rus, &err));
    member_set_add(&all, rus);
    assert_ok(label_policy_add_everybody(&p, &all, &err));
    newcomer.member = (uint8_t)rus;
    assert_ok(label_parse(&p, SPAN("PUBLIC//REL ALL"), &after, &err));
    assert_true(label_may_read(&after, &newcomer, 0));
    assert_false(label_may_read(&before, &newcomer, 0));
    assert_string_equal(put(&p, &before), "aasc:PUBLIC//REL ALL@2");
    assert_ok(label_parse(&p, span_of(put(&p, &before)), &again, &err));
    assert_false(label_may_read(&again, &newcomer, 0));
    assert_string_equal(put(&p, &after), "aasc:PUBLIC//REL ALL@3");
}

static void a_default_audience_is_the_policys_to_state(void **state)
{
    struct label_policy p = sample_policy();
    struct label l;
    struct err err = {0};

    (void)state;
    assert_int_equal(label_parse(&p, SPAN("SECRET//BY est"), &l, &err), RC_INPUT);
    member_set_add(&p.audience, 4);
    assert_ok(label_parse(&p, SPAN("SECRET//BY est"), &l, &err));
    assert_string_equal(put(&p, &l), "aasc:SECRET//REL usa//BY est");
    assert_ok(label_parse(&p, SPAN("SECRET//REL est"), &l, &err));
    assert_string_equal(put(&p, &l), "aasc:SECRET//REL est");
}

static void without_a_version_there_is_no_all(void **state)
{
    struct label_policy p;
    struct label l;
    struct err err = {0};

    (void)state;
    assert_ok(label_policy_init(&p, 3, SPAN("bare"), &err));
    assert_ok(label_policy_add(&p, LABEL_LEVEL, SPAN("OPEN"), &err));
    assert_int_equal(label_parse(&p, SPAN("OPEN//REL ALL"), &l, &err), RC_UNKNOWN);
    assert_note("no version of bare says who ALL is");
    assert_int_equal(label_parse(&p, SPAN("OPEN//REL est"), &l, &err), RC_UNKNOWN);
    assert_note("it has no member at all");
}

static void words_of_a_policy_are_checked(void **state)
{
    static const struct {
        const char *word;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"", RC_INPUT, "1 to 32 letters"},
        {"abcdefghijklmnopqrstuvwxyz0123456", RC_INPUT, "1 to 32 letters"},
        {"all", RC_INPUT, "means something in labels"},
        {"Rel", RC_INPUT, "means something in labels"},
        {"c", RC_INPUT, "means something in labels"},
        {"a b", RC_INPUT, "is no name of a member"},
        {"a/b", RC_INPUT, "is no name of a member"},
        {"a:b", RC_INPUT, "is no name of a member"},
        {"a,b", RC_INPUT, "is no name of a member"},
        {"1a", RC_INPUT, "a letter first"},
        {"-a", RC_INPUT, "a letter first"},
        {"\xC3\xA9st", RC_INPUT, "is no name of a member"},
        {"EST", RC_CONFLICT, "est is declared twice"},
        {"abcdefghijklmnopqrstuvwxyz012345", RC_OK, ""},
        {"_a.b-c", RC_OK, ""},
    };
    struct label_policy p = sample_policy();

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err err = {0};

        assert_int_equal(label_policy_add(&p, LABEL_MEMBER, span_of(rows[i].word), &err),
                         rows[i].rc);
        assert_note(rows[i].words);
    }
}

static void a_policy_has_ceilings(void **state)
{
    struct label_policy p = fullest_policy(), none;
    struct member_set beyond = {0}, nobody = {0};
    struct err err = {0};

    (void)state;
    assert_int_equal(label_policy_add(&p, LABEL_LEVEL, SPAN("more"), &err), RC_LIMIT);
    assert_int_equal(label_policy_add(&p, LABEL_COMPARTMENT, SPAN("more"), &err), RC_LIMIT);
    assert_int_equal(label_policy_add(&p, LABEL_MEMBER, SPAN("more"), &err), RC_LIMIT);
    assert_note("at most 128 members");
    assert_int_equal(label_policy_add_everybody(&p, &p.everybody[0], &err), RC_LIMIT);
    p = sample_policy();
    member_set_add(&beyond, 5);
    assert_int_equal(label_policy_add_everybody(&p, &beyond, &err), RC_INPUT);
    assert_note("has no name");
    assert_int_equal(label_policy_add_everybody(&p, &nobody, &err), RC_INPUT);
    assert_note("no member");
    assert_int_equal(label_policy_init(&none, 0, SPAN("x"), &err), RC_INPUT);
    assert_int_equal(label_policy_init(&none, 1, SPAN("a:b"), &err), RC_INPUT);
    assert_string_equal(label_policy_word(&p, LABEL_LEVEL, 4), "?");
}

/* What stands between the next two backquotes. */
static struct span quoted(struct span *rest)
{
    (void)span_cut(rest, '`');
    return span_cut(rest, '`');
}

/* "| `text` | `canonical` |" or "| `text` | refused: words |" */
static void check_documented(const struct label_policy *p, struct span line)
{
    struct span text = quoted(&line), result = span_cut(&line, '|');
    struct label l;
    struct err err = {0};
    enum rc rc = label_parse(p, text, &l, &err);
    char words[ERR_NOTE_MAX];

    result = span_trim(span_cut(&line, '|'));
    (void)snprintf(words, sizeof(words), "%.*s", SPAN_ARG(result));
    if (words[0] == '`') {
        words[strlen(words) - 1] = '\0';
        assert_ok(rc);
        assert_string_equal(put(p, &l), words + 1);
    } else {
        assert_true(rc != RC_OK && span_starts(result, SPAN("refused: ")));
        assert_note(words + 9);
    }
}

static void the_documents_examples_are_so(void **state)
{
    static char bytes[65536];
    FILE *f = fopen(AASC_ROOT "/docs/formats/label.md", "rb");
    struct label_policy p = sample_policy();
    struct span rest = {bytes, 0};
    bool is_example = false;
    size_t n = 0;

    (void)state;
    assert_non_null(f);
    rest.n = fread(bytes, 1, sizeof(bytes), f);
    (void)fclose(f);
    while (rest.p != NULL) {
        struct span line = span_cut(&rest, '\n');

        is_example =
            span_starts(line, SPAN("| written")) || (is_example && span_starts(line, SPAN("|")));
        if (is_example && span_starts(line, SPAN("| `"))) {
            check_documented(&p, line);
            n++;
        }
    }
    assert_true(n >= 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_spelling_becomes_the_one),
        cmocka_unit_test(texts_that_deny_say_why_and_where),
        cmocka_unit_test(a_text_beyond_the_longest_is_not_read),
        cmocka_unit_test(all_stays_what_it_was_when_it_was_read),
        cmocka_unit_test(a_default_audience_is_the_policys_to_state),
        cmocka_unit_test(without_a_version_there_is_no_all),
        cmocka_unit_test(words_of_a_policy_are_checked),
        cmocka_unit_test(a_policy_has_ceilings),
        cmocka_unit_test(the_documents_examples_are_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
