/* SPDX-License-Identifier: Apache-2.0 */
/* Catalogues of phrases: whole or refused; every phrase is used, and every word of a vocabulary
 * that a report counts has its two forms. */
#include "check.h"

#include <ctype.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "pact/model.h"
#include "report/phrases.h"
#include "watch/vocab.h"

static struct arena a;

static int begin(void **state)
{
    (void)state;
    arena_init(&a, 16 * MIB);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_release(&a);
    return 0;
}

/* The built-in catalogue with one line changed; `to` NULL: left out. */
static struct span changed(const char *line_begin, const char *to)
{
    struct span rest = phrases_builtin_text(), line;
    struct err err = {0};
    struct buf b;
    struct span out;

    buf_init(&b, MIB);
    while ((line = span_cut(&rest, '\n')).p != NULL) {
        bool is_it =
            line.n >= strlen(line_begin) && memcmp(line.p, line_begin, strlen(line_begin)) == 0;

        if (is_it && to == NULL)
            continue;
        buf_put(&b, is_it ? span_of(to) : line);
        buf_putc(&b, '\n');
    }
    out = arena_copy(&a, buf_span(&b), &err);
    buf_release(&b);
    return out;
}

static void the_english_catalogue_is_whole(void **state)
{
    struct phrases p;
    struct err err = {0};

    (void)state;
    assert_ok(phrases_read(phrases_builtin_text(), &a, &p, &err));
    assert_span(p.text[PHRASE_LANGUAGE], "en");
}

/* A word without a text of its own would be printed in the language of the files. */
static void every_word_of_the_vocabularies_has_a_text(void **state)
{
    static const enum vocab_list lists[] = {VOCAB_PHENOMENON, VOCAB_SENSE, VOCAB_IMPEDIMENT,
                                            VOCAB_ACCESS, VOCAB_DETAIL};
    const char *const *kinds = pact_kind_names();
    struct phrases p;
    struct err err = {0};

    (void)state;
    assert_ok(phrases_read(phrases_builtin_text(), &a, &p, &err));
    for (size_t i = 0; kinds[i] != NULL; i++)
        if (table_find(&p.words, span_of(kinds[i])) == TABLE_ABSENT)
            fail_msg("the catalogue lacks word.%s", kinds[i]);
    for (size_t k = 0; k < sizeof(lists) / sizeof(lists[0]); k++)
        for (const char *const *word = vocab_words(lists[k]); *word != NULL; word++) {
            char one[96];

            (void)snprintf(one, sizeof(one), "%s.one", *word);
            if (table_find(&p.words, span_of(*word)) == TABLE_ABSENT &&
                table_find(&p.words, span_of(one)) == TABLE_ABSENT)
                fail_msg("the catalogue lacks word.%s", *word);
        }
}

static void a_catalogue_with_a_fault_is_refused(void **state)
{
    static const struct {
        const char *line, *to;
        enum rc rc;
        const char *words;
    } cases[] = {
        {"head.title\t", NULL, RC_INPUT, "\"head.title\" is missing"},
        {"head.title\t", "head.title\tReport", RC_INPUT, "lacks its value \"{id}\""},
        {"head.title\t", "head.title\tReport {id} {nmuber}", RC_INPUT, "no value \"{nmuber}\""},
        {"head.title\t", "head.title\tReport {id} }", RC_INPUT, "no value"},
        {"head.title\t", "head.title\tReport {id", RC_INPUT, "no value"},
        {"head.title\t", "head.titel\tReport {id}", RC_UNKNOWN, "no phrase \"head.titel\""},
        {"head.title\t", "head.title\tR {id}\nhead.title\tR {id}", RC_INPUT, "twice"},
        {"head.title\t", "head.title {id}", RC_INPUT, "has no text"},
        {"head.title\t", "head.title\tReport {id} \xFF", RC_INPUT, "not UTF-8"},
        {"word.saw\t", "word.saw\tsaw\nword.saw\tsaw", RC_INPUT, "twice"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct phrases p = {.word_text = (const struct span *)&p};
        struct err err = {0};

        assert_int_equal(phrases_read(changed(cases[i].line, cases[i].to), &a, &p, &err),
                         cases[i].rc);
        assert_note(cases[i].words);
        assert_ptr_equal(p.word_text, &p); /* untouched */
    }
}

/* The order of values is the code's, their places the translator's. */
static void values_go_where_their_names_stand(void **state)
{
    struct phrases p;
    struct err err = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1000);
    assert_ok(phrases_read(changed("foot.page\t", "foot.page\t{pages} Seiten, hiervon die {page}."),
                           &a, &p, &err));
    SAY(&p, &b, PAGE, SPAN("2"), SPAN("7"));
    assert_span(buf_span(&b), "7 Seiten, hiervon die 2.");
    buf_clear(&b);
    SAY(&p, &b, PAGE, SPAN("{pages}"), SPAN("7")); /* values are not filled in again */
    assert_span(buf_span(&b), "7 Seiten, hiervon die {pages}.");
    buf_release(&b);
}

static void words_have_one_and_many(void **state)
{
    struct phrases p;
    struct err err = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1000);
    assert_ok(phrases_read(phrases_builtin_text(), &a, &p, &err));
    for (int i = 0; i < PHEN_COUNT; i++) {
        char key[96];

        (void)snprintf(key, sizeof(key), "%s.one", vocab_word(VOCAB_PHENOMENON, i));
        assert_true(table_find(&p.words, span_of(key)) != TABLE_ABSENT);
        (void)snprintf(key, sizeof(key), "%s.many", vocab_word(VOCAB_PHENOMENON, i));
        assert_true(table_find(&p.words, span_of(key)) != TABLE_ABSENT);
    }
    for (int i = 0; i < IMPEDE_COUNT; i++)
        assert_true(table_find(&p.words, span_of(vocab_word(VOCAB_IMPEDIMENT, i))) != TABLE_ABSENT);
    for (int i = SENSE_SAW; i < SENSE_COUNT; i++)
        assert_true(table_find(&p.words, span_of(vocab_word(VOCAB_SENSE, i))) != TABLE_ABSENT);
    phrases_noun(&p, "explosion", true, &b);
    phrases_noun(&p, "explosion", false, &b);
    phrases_word(&p, "no_such_word", &b);
    assert_span(buf_span(&b), "explosionexplosionsno such word");
    buf_release(&b);
}

/* All sources that may use a phrase, in one text. */
static void read_sources(struct buf *b)
{
    static const char *const patterns[] = {AASC_ROOT "/src/report/*.c", AASC_ROOT "/src/cmd/*.c"};

    for (size_t i = 0; i < 2; i++) {
        glob_t found;

        assert_int_equal(glob(patterns[i], 0, NULL, &found), 0);
        for (size_t k = 0; k < found.gl_pathc; k++) {
            FILE *f = fopen(found.gl_pathv[k], "r");
            char chunk[4096];
            size_t n;

            assert_non_null(f);
            while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
                buf_put(b, (struct span){chunk, n});
            (void)fclose(f);
        }
        globfree(&found);
    }
}

/* Whether a name stands somewhere as a word of its own, with or without PHRASE_ before it. */
static bool is_used(const struct buf *b, const char *id)
{
    size_t n = strlen(id);

    for (const char *at = b->p; (at = strstr(at, id)) != NULL; at += n) {
        bool is_begin = !isalnum((unsigned char)at[-1]) && at[-1] != '_';
        bool has_prefix = at - b->p >= 7 && memcmp(at - 7, "PHRASE_", 7) == 0;

        if ((is_begin || has_prefix) && !isalnum((unsigned char)at[n]) && at[n] != '_')
            return true;
    }
    return false;
}

static void every_phrase_is_used(void **state)
{
#define PHRASE_ID(id, n, key, names) #id,
    static const char *const ids[] = {PHRASES(PHRASE_ID)};
    struct buf b;

    (void)state;
    buf_init(&b, 64 * MIB);
    read_sources(&b);
    for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        if (!is_used(&b, ids[i]))
            fail_msg("no report says \"%s\" (%s): take it out of the catalogue",
                     phrase_key((enum phrase)i), ids[i]);
    }
    assert_false(is_used(&b, "NO_SUCH_PHRASE"));
    buf_release(&b);
}

/* The number of a phrase's values, which SAY checks, and the names, which readers check, agree. */
static void numbers_and_names_of_values_agree(void **state)
{
#define PHRASE_N(id, n, key, names) {n, names},
    static const struct {
        int n;
        const char *names;
    } rows[] = {PHRASES(PHRASE_N)};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int n = rows[i].names[0] != '\0';

        for (const char *c = rows[i].names; *c != '\0'; c++)
            n += *c == ' ';
        assert_int_equal(n, rows[i].n);
        assert_true(n <= PHRASE_VALUES_MAX);
    }
}

/* Nothing that the mission cannot know: no motive, and no author but where people stood in its way.
 */
static void no_phrase_names_a_motive(void **state)
{
    static const char *const never[] = {
        "because of revenge", "deliberate", "intent", "in order to", "provo",
        "retaliat",           "terror",     "enemy",  "aggress",     "guilty",
        "perpetrat"};
    struct span text = phrases_builtin_text();
    struct buf b;

    (void)state;
    buf_init(&b, MIB);
    buf_put(&b, text);
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++)
        assert_null(strstr(b.p, never[i]));
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_english_catalogue_is_whole, begin, end),
        cmocka_unit_test_setup_teardown(every_word_of_the_vocabularies_has_a_text, begin, end),
        cmocka_unit_test_setup_teardown(a_catalogue_with_a_fault_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(values_go_where_their_names_stand, begin, end),
        cmocka_unit_test_setup_teardown(words_have_one_and_many, begin, end),
        cmocka_unit_test(every_phrase_is_used),
        cmocka_unit_test(numbers_and_names_of_values_agree),
        cmocka_unit_test(no_phrase_names_a_motive),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
