/* SPDX-License-Identifier: Apache-2.0 */
#include "record_labels.h"

#include <stdio.h>
#include <string.h>

#include "record/marking.h"

static struct label label_of(const struct label_policy *p, const char *text)
{
    struct label l;
    struct err err = {0};

    assert_ok(label_parse(p, span_of(text), &l, &err));
    return l;
}

static void assert_label(const struct label_policy *p, const struct label *l, const char *text)
{
    struct buf b;

    buf_init(&b, LABEL_TEXT_MAX);
    label_put(&b, p, l);
    assert_string_equal(b.p, text);
    buf_release(&b);
}

/* ---- TLP ---- */

static void tlp_words_become_labels(void **state)
{
    static const struct {
        const char *word;
        unsigned from, to; /* bits: est, lva, ltu, ukr, usa */
        const char *label; /* or of the note */
        enum rc rc;
    } rows[] = {
        {"TLP:CLEAR", 0, 0, "aasc:PUBLIC//REL ALL@2", RC_OK},
        {"TLP:WHITE", 1, 0, "aasc:PUBLIC//REL ALL@2//BY est", RC_OK},
        {" tlp:green ", 1, 2, "aasc:RESTRICTED//REL ALL@2//BY est", RC_OK},
        {"TLP:AMBER", 1, 2, "aasc:RESTRICTED//REL est,lva//BY est", RC_OK},
        {"TLP:AMBER", 0, 2, "aasc:RESTRICTED//REL lva", RC_OK},
        {"TLP:AMBER+STRICT", 1, 2, "aasc:RESTRICTED//REL est,lva//ORCON//BY est", RC_OK},
        {"TLP:AMBER+STRICT", 0, 2, "whose leave is then asked for", RC_UNSUPPORTED},
        {"TLP:AMBER", 0, 0, "not known to which members", RC_UNSUPPORTED},
        {"TLP:RED", 1, 2, "for persons who were named", RC_UNSUPPORTED},
        {"TLP:AMBER STRICT", 1, 2, "is no word of TLP; they are", RC_UNKNOWN},
        {"AMBER", 1, 2, "is no word of TLP", RC_UNKNOWN},
        {"", 1, 2, "is no word of TLP", RC_UNKNOWN},
    };
    struct label_policy p = sample_policy();

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct marking_parties parties = {.originators = {{rows[i].from}},
                                          .recipients = {{rows[i].to}}};
        struct label l = {.level = 77};
        struct err err = {0};

        assert_int_equal(marking_read_tlp(&p, span_of(rows[i].word), &parties, &l, &err),
                         rows[i].rc);
        if (rows[i].rc == RC_OK) {
            assert_label(&p, &l, rows[i].label);
        } else {
            assert_note(rows[i].label);
            assert_int_equal(l.level, 77);
        }
    }
}

static void labels_become_tlp_words_only_where_they_say_the_same(void **state)
{
    static const struct {
        const char *label, *word; /* NULL: none */
    } rows[] = {
        {"PUBLIC//REL ALL", "TLP:CLEAR"},
        {"RESTRICTED//REL ALL//BY est", "TLP:GREEN"},
        {"RESTRICTED//REL est,lva", "TLP:AMBER"},
        {"RESTRICTED//REL est,lva//ORCON//BY est", "TLP:AMBER+STRICT"},
        {"PUBLIC//REL ALL@1", NULL}, /* members of an earlier version are not all */
        {"PUBLIC//REL est", NULL},
        {"PUBLIC//REL ALL//ORCON//BY est", NULL},
        {"RESTRICTED//REL ALL//ORCON//BY est", NULL},
        {"CONFIDENTIAL//REL ALL", NULL},
        {"SECRET//REL est", NULL},
        {"RESTRICTED//C intel//REL est,lva", NULL},
    };
    struct label_policy p = sample_policy(), other;
    struct label l;
    struct buf b;
    struct err err = {0};

    (void)state;
    buf_init(&b, 100);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        l = label_of(&p, rows[i].label);
        buf_clear(&b);
        assert_int_equal(marking_put_tlp(&b, &p, &l, &err),
                         rows[i].word == NULL ? RC_UNSUPPORTED : RC_OK);
        if (rows[i].word != NULL) {
            assert_string_equal(b.p, rows[i].word);
        } else {
            assert_note("TLP has no word");
            assert_int_equal(b.n, 0);
        }
    }
    /* the lowest level of a policy need not be public */
    assert_ok(label_policy_init(&other, 1, SPAN("closed"), &err));
    assert_ok(label_policy_add(&other, LABEL_LEVEL, SPAN("INTERNAL"), &err));
    assert_ok(label_policy_add(&other, LABEL_MEMBER, SPAN("est"), &err));
    assert_ok(label_policy_add_everybody(&other, &(struct member_set){{1}}, &err));
    l = label_of(&other, "INTERNAL//REL ALL");
    assert_int_equal(marking_put_tlp(&b, &other, &l, &err), RC_UNSUPPORTED);
    assert_int_equal(
        marking_read_tlp(&other, SPAN("TLP:GREEN"), &(struct marking_parties){0}, &l, &err),
        RC_UNSUPPORTED);
    assert_note("a second level");
    buf_release(&b);
}

/* ---- STANAG 4774 ---- */

#define NS "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
#define LABEL4774(inside)                                                                          \
    "<s:originatorConfidentialityLabel xmlns:s=\"" NS "\">" inside                                 \
    "</s:originatorConfidentialityLabel>"
#define INFO(categories)                                                                           \
    "<s:ConfidentialityInformation><s:PolicyIdentifier>aasc</s:PolicyIdentifier>"                  \
    "<s:Classification>SECRET</s:Classification>" categories "</s:ConfidentialityInformation>"
#define CATEGORY(type, tag, values)                                                                \
    "<s:Category Type=\"" type "\" TagName=\"" tag "\">" values "</s:Category>"
#define VALUE(v)    "<s:GenericValue>" v "</s:GenericValue>"
#define REL(values) CATEGORY("PERMISSIVE", "Releasable To", values)

static void what_is_written_is_read_again(void **state)
{
    struct label_policy p = sample_policy(), fullest = fullest_policy();
    uint64_t seed = 4774;
    struct buf b;
    struct err err = {0};

    (void)state;
    buf_init(&b, MARKING_BYTES_MAX);
    for (int i = 0; i < 20000; i++) {
        const struct label_policy *policy = i % 100 == 0 ? &fullest : &p;
        struct label l = random_label(&seed, policy), again;

        buf_clear(&b);
        assert_ok(marking_put_4774(&b, policy, &l, INT64_C(1780000000000), &err));
        assert_ok(marking_read_4774(policy, buf_span(&b), &again, &err));
        assert_true(label_eq(&l, &again));
    }
    buf_release(&b);
}

static void the_element_is_as_the_schema_orders_it(void **state)
{
    struct label_policy p = sample_policy();
    struct label l = label_of(&p, "SECRET//C intel//REL est,lva//ORCON//BY est");
    struct buf b;
    struct err err = {0};

    (void)state;
    buf_init(&b, MARKING_BYTES_MAX);
    assert_ok(marking_put_4774(&b, &p, &l, INT64_C(1780000000000), &err));
    assert_string_equal(
        b.p, "<slab:originatorConfidentialityLabel xmlns:slab=\"" NS "\">"
             "<slab:ConfidentialityInformation>"
             "<slab:PolicyIdentifier>aasc</slab:PolicyIdentifier>"
             "<slab:Classification>SECRET</slab:Classification>"
             "<slab:Category Type=\"RESTRICTIVE\" TagName=\"Compartment\">"
             "<slab:GenericValue>intel</slab:GenericValue></slab:Category>"
             "<slab:Category Type=\"PERMISSIVE\" TagName=\"Releasable To\">"
             "<slab:GenericValue>est</slab:GenericValue><slab:GenericValue>lva</slab:GenericValue>"
             "</slab:Category>"
             "<slab:Category Type=\"RESTRICTIVE\" TagName=\"Handling\">"
             "<slab:GenericValue>ORCON</slab:GenericValue></slab:Category>"
             "<slab:Category Type=\"INFORMATIVE\" TagName=\"Originator\">"
             "<slab:GenericValue>est</slab:GenericValue></slab:Category>"
             "</slab:ConfidentialityInformation>"
             "<slab:CreationDateTime>2026-05-28T20:26:40Z</slab:CreationDateTime>"
             "</slab:originatorConfidentialityLabel>");
    buf_release(&b);
}

static void other_spellings_of_the_same_are_read(void **state)
{
    static const char *const texts[] = {
        LABEL4774(INFO(REL(VALUE("est")))),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- made by hand -->\n" LABEL4774(
            "\n  " INFO("\n " REL(" " VALUE(" EST ") "\n"))) "\n",
        "<originatorConfidentialityLabel xmlns='" NS "' ReviewDateTime='2031-01-01T00:00:00Z'>"
        "<ConfidentialityInformation>"
        "<PolicyIdentifier URI=\"urn:oid:2.25.1\">AASC</PolicyIdentifier>"
        "<Classification>secret</Classification>"
        "<Category URI=\"urn:oid:1\" TagName = 'releasable to' Type='PERMISSIVE'>"
        "<GenericValue>EST</GenericValue></Category>"
        "</ConfidentialityInformation><OriginatorID IDType=\"rfc822Name\">a@b.c</OriginatorID>"
        "<CreationDateTime>2026-01-01T00:00:00Z</CreationDateTime>"
        "</originatorConfidentialityLabel>",
        "<OriginatorConfidentialityLabel xmlns=\"" NS "\" xmlns:x=\"urn:other\">"
        "<ConfidentialityInformation><Category Type=\"PERMISSIVE\" TagName=\"Releasable To\">"
        "<GenericValue>est</GenericValue></Category><Classification>SECRET</Classification>"
        "<PolicyIdentifier>aasc</PolicyIdentifier></ConfidentialityInformation>"
        "</OriginatorConfidentialityLabel>",
    };
    struct label_policy p = sample_policy();
    struct err err = {0};

    (void)state;
    member_set_add(&p.audience, 4); /* never stands in for what a marking does not say */
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct label l;

        assert_ok(marking_read_4774(&p, span_of(texts[i]), &l, &err));
        assert_label(&p, &l, "aasc:SECRET//REL est");
    }
}

static void what_has_no_counterpart_is_refused(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"", RC_INPUT, "an element with content is wanted"},
        {"SECRET", RC_INPUT, "an element with content is wanted"},
        {"<a/>", RC_INPUT, "an element with content"},
        {"<!DOCTYPE x><a>", RC_INPUT, "an element with content"},
        {"<a xmlns=\"" NS "\"></a>", RC_INPUT, "originatorConfidentialityLabel is wanted"},
        {"<s:originatorConfidentialityLabel xmlns:s=\"urn:other\">"
         "</s:originatorConfidentialityLabel>",
         RC_INPUT, "not of the namespace"},
        {"<s:originatorConfidentialityLabel xmlns:t=\"" NS "\">", RC_INPUT, "not of the namespace"},
        {"<s:originatorConfidentialityLabel xmlns:s=\"" NS "\" x=\"1\">", RC_UNSUPPORTED,
         "an attribute without counterpart: \"x\""},
        {"<s:originatorConfidentialityLabel xmlns:s=" NS ">", RC_INPUT, "name=\"value\""},
        {"<s:originatorConfidentialityLabel xmlns:s=\"" NS ">", RC_INPUT, "does not end"},
        {LABEL4774(""), RC_INPUT, "is missing"},
        {LABEL4774(INFO("")), RC_INPUT, "Releasable To is missing"},
        {LABEL4774(INFO(REL(""))), RC_INPUT, "a category without a value"},
        {LABEL4774(INFO(REL(VALUE("")))), RC_UNKNOWN, "no word of labels"},
        {LABEL4774(INFO(REL(VALUE("ALL")))), RC_UNKNOWN, "no word of labels"},
        {LABEL4774(INFO(REL(VALUE("est,lva")))), RC_UNKNOWN, "no word of labels"},
        {LABEL4774(INFO(REL(VALUE("est//REL lva")))), RC_UNKNOWN, "no word of labels"},
        {LABEL4774(INFO(REL(VALUE("&#101;st")))), RC_UNKNOWN, "no word of labels"},
        {LABEL4774(INFO(REL(VALUE("e<!-- x -->st")))), RC_INPUT, "an element with content"},
        {LABEL4774(INFO(REL(VALUE("<![CDATA[est]]>")))), RC_INPUT, "an element with content"},
        {LABEL4774(INFO(REL(VALUE("rus")))), RC_UNKNOWN, "\"rus\" is no member of aasc"},
        {LABEL4774(INFO(REL(VALUE("est") VALUE("est")))), RC_INPUT, "named twice"},
        {LABEL4774(INFO(REL(VALUE("est")) REL(VALUE("lva")))), RC_INPUT, "stated twice"},
        {LABEL4774(INFO(CATEGORY("RESTRICTIVE", "Releasable To", VALUE("est")))), RC_UNSUPPORTED,
         "a category without counterpart"},
        {LABEL4774(INFO(CATEGORY("PERMISSIVE", "Compartment", VALUE("intel")))), RC_UNSUPPORTED,
         "a category without counterpart"},
        {LABEL4774(INFO(REL(VALUE("est")) CATEGORY("INFORMATIVE", "Context", VALUE("NATO")))),
         RC_UNSUPPORTED, "a category without counterpart"},
        {LABEL4774(INFO(REL(VALUE("est")) CATEGORY("RESTRICTIVE", "Handling", VALUE("EYES")))),
         RC_UNSUPPORTED, "a handling without counterpart: \"EYES\""},
        {LABEL4774(INFO(REL(VALUE("est")) CATEGORY("RESTRICTIVE", "Handling", VALUE("ORCON")))),
         RC_INPUT, "ORCON needs those"},
        {LABEL4774(
             INFO(REL(VALUE("est")) "<s:Category Type=\"PERMISSIVE\" Type=\"RESTRICTIVE\" "
                                    "TagName=\"Compartment\">" VALUE("intel") "</s:Category>")),
         RC_UNSUPPORTED, "an attribute without counterpart: \"Type\""},
        {LABEL4774(INFO("<s:Category Type=\"PERMISSIVE\" TagName=\"Compartment\" "
                        "TagName=\"Releasable To\">" VALUE("est") "</s:Category>")),
         RC_UNSUPPORTED, "an attribute without counterpart: \"TagName\""},
        {LABEL4774(INFO(REL(VALUE("est"))) INFO(REL(VALUE("lva")))), RC_INPUT, "stated twice"},
        {LABEL4774(INFO(REL(VALUE("est")) "<s:PrivacyMark>x</s:PrivacyMark>")), RC_UNSUPPORTED,
         "an element without counterpart in labels: \"PrivacyMark\""},
        {LABEL4774(INFO(REL(VALUE("est")) "<x:Category>")), RC_UNSUPPORTED, "another namespace"},
        {LABEL4774(INFO(REL("<s:GenericValue xmlns:s=\"urn:o\">est</s:GenericValue>"))),
         RC_UNSUPPORTED, "an attribute without counterpart"},
        {LABEL4774(INFO(REL("<s:GenericValue>est</s:Value>"))), RC_INPUT, "in its order"},
        {LABEL4774(INFO(REL(VALUE("est")))) "x", RC_INPUT, "text behind the label"},
        {LABEL4774("<s:ConfidentialityInformation>"
                   "<s:PolicyIdentifier>NATO</s:PolicyIdentifier>"
                   "<s:Classification>SECRET</s:Classification>" REL(
                       VALUE("est")) "</s:ConfidentialityInformation>"),
         RC_UNKNOWN, "the policy \"NATO\" is not known here"},
        {LABEL4774("<s:ConfidentialityInformation>"
                   "<s:PolicyIdentifier>aasc</s:PolicyIdentifier>"
                   "<s:Classification>NATO SECRET</s:Classification>" REL(
                       VALUE("est")) "</s:ConfidentialityInformation>"),
         RC_UNKNOWN, "no word of labels here: \"NATO SECRET\""},
        {"<?xml version=\"1.0\"", RC_INPUT, "an element with content"},
        {"<!-- ", RC_INPUT, "an element with content"},
        {"\xFF", RC_INPUT, "not UTF-8"},
    };
    struct label_policy p = sample_policy();

    (void)state;
    member_set_add(&p.audience, 4);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct label l = {.level = 77};
        struct err err = {0};
        enum rc rc = marking_read_4774(&p, span_of(rows[i].text), &l, &err);

        if (rc != rows[i].rc || strstr(err.note, rows[i].words) == NULL)
            fail_msg("row %zu %s: code %d: %s", i, rows[i].text, (int)rc, err.note);
        assert_int_equal(l.level, 77);
    }
}

/* Every beginning of a good one is refused, and so is every one with a byte changed to '<'. */
static void broken_elements_never_read(void **state)
{
    static const char good[] = LABEL4774(INFO(REL(VALUE("est") VALUE("lva"))));
    struct label_policy p = sample_policy();

    (void)state;
    for (size_t n = 0; n < sizeof(good) - 1; n++) {
        char broken[sizeof(good)];
        struct label l;
        struct err err = {0};

        assert_true(marking_read_4774(&p, (struct span){good, n}, &l, &err) != RC_OK);
        assert_true(err.note[0] != '\0');
        memcpy(broken, good, sizeof(good));
        if (broken[n] != '<') {
            broken[n] = '<';
            assert_true(marking_read_4774(&p, (struct span){broken, sizeof(good) - 1}, &l, &err) !=
                        RC_OK);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tlp_words_become_labels),
        cmocka_unit_test(labels_become_tlp_words_only_where_they_say_the_same),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(the_element_is_as_the_schema_orders_it),
        cmocka_unit_test(other_spellings_of_the_same_are_read),
        cmocka_unit_test(what_has_no_counterpart_is_refused),
        cmocka_unit_test(broken_elements_never_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
