/* SPDX-License-Identifier: Apache-2.0 */
#include "report/phrases.h"

#include <assert.h>
#include <stdio.h>

#include "report/words.h"

#define WORD_PREFIX    "word."
#define WORD_BYTES_MAX 96

static const struct {
    const char *key, *names;
} about[PHRASE_COUNT] = {
#define PHRASE_ROW(id, n, key, names) {key, names},
    PHRASES(PHRASE_ROW)
#undef PHRASE_ROW
};

extern const unsigned char phrases_en_tsv[];
extern const size_t phrases_en_tsv_n;

struct span phrases_builtin_text(void)
{
    return (struct span){.p = (const char *)phrases_en_tsv, .n = phrases_en_tsv_n};
}

const char *phrase_key(enum phrase which)
{
    return about[which].key;
}

/* ---- reading ---- */

/* A catalogue while it is read. */
struct reading {
    struct phrases *to;
    struct table keys; /* of phrases, to their enumerator */
    struct span *words;
    size_t cap_words;
    size_t line_no;
    struct arena *a;
    struct err *err;
};

/* The n-th name of a list with blanks between; the empty span behind the last. */
static struct span name_at(const char *names, size_t n)
{
    struct span rest = span_of(names), name = span_cut(&rest, ' ');

    while (n-- > 0)
        name = span_cut(&rest, ' ');
    return name;
}

/* Which of a phrase's values a name is; PHRASE_VALUES_MAX: none. */
static size_t value_of(const char *names, struct span name)
{
    for (size_t i = 0; i < PHRASE_VALUES_MAX; i++) {
        struct span one = name_at(names, i);

        if (one.n == 0)
            break;
        if (span_eq(one, name))
            return i;
    }
    return PHRASE_VALUES_MAX;
}

/* Takes one "{name}" off the front of *rest; false: there is none. Braces that do not fit leave
 * *name with p == NULL. */
static bool next_value(struct span *rest, struct span *before, struct span *name)
{
    size_t open = span_find(*rest, '{'), close = span_find(*rest, '}');

    *before = span_sub(*rest, 0, open);
    *name = span_none();
    if (open == rest->n && close == rest->n)
        return false;
    if (open < close && close < rest->n)
        *name = span_sub(*rest, open + 1, close - open - 1);
    *rest = span_from(*rest, close + 1);
    return true;
}

/* Every value of the phrase once at least, and no other. */
static enum rc check_values(const struct reading *r, enum phrase which, struct span text)
{
    struct span rest = text, before, name;
    unsigned seen = 0;

    while (next_value(&rest, &before, &name)) {
        size_t at = name.p == NULL ? PHRASE_VALUES_MAX : value_of(about[which].names, name);

        if (at == PHRASE_VALUES_MAX)
            return err_set(r->err, RC_INPUT,
                           "line %zu: \"%s\" has no value \"{%.*s}\"; its values are: %s",
                           r->line_no, about[which].key, SPAN_ARG(name), about[which].names);
        seen |= 1U << at;
    }
    for (size_t i = 0; name_at(about[which].names, i).n > 0; i++) {
        if ((seen & 1U << i) == 0)
            return err_set(r->err, RC_INPUT, "line %zu: \"%s\" lacks its value \"{%.*s}\"",
                           r->line_no, about[which].key, SPAN_ARG(name_at(about[which].names, i)));
    }
    return RC_OK;
}

static enum rc take_word(struct reading *r, struct span key, struct span text)
{
    size_t n = r->to->words.n;
    struct span *words = arena_grow(r->a, r->words, n, &r->cap_words, sizeof(*words), r->err);
    enum rc rc;

    if (words == NULL)
        return RC_LIMIT;
    r->words = words;
    words[n] = text;
    rc = table_add(&r->to->words, span_from(key, sizeof(WORD_PREFIX) - 1), (uint32_t)n, r->err);
    if (rc == RC_CONFLICT)
        return err_set(r->err, RC_INPUT, "line %zu: \"%.*s\" stands there twice", r->line_no,
                       SPAN_ARG(key));
    return rc;
}

static enum rc take_phrase(struct reading *r, struct span key, struct span text)
{
    uint32_t which = table_find(&r->keys, key);

    if (which == TABLE_ABSENT)
        return err_set(r->err, RC_UNKNOWN, "line %zu: there is no phrase \"%.*s\"", r->line_no,
                       SPAN_ARG(key));
    if (r->to->text[which].p != NULL)
        return err_set(r->err, RC_INPUT, "line %zu: \"%.*s\" stands there twice", r->line_no,
                       SPAN_ARG(key));
    r->to->text[which] = text;
    return check_values(r, (enum phrase)which, text);
}

static enum rc take_line(struct reading *r, struct span line)
{
    struct span key = span_cut(&line, '\t');
    struct span text = span_trim(line);

    if (text.n == 0)
        return err_set(r->err, RC_INPUT,
                       "line %zu: \"%.*s\" has no text; a line is a key, a tab and a text",
                       r->line_no, SPAN_ARG(key));
    if (!span_is_utf8(text, NULL))
        return err_set(r->err, RC_INPUT, "line %zu: the text is not UTF-8", r->line_no);
    if (key.n > sizeof(WORD_PREFIX) - 1 &&
        span_is(span_sub(key, 0, sizeof(WORD_PREFIX) - 1), WORD_PREFIX))
        return take_word(r, key, text);
    return take_phrase(r, key, text);
}

static enum rc number_keys(struct reading *r)
{
    enum rc rc = RC_OK;

    table_init(&r->keys, r->a);
    for (uint32_t i = 0; i < PHRASE_COUNT && rc == RC_OK; i++)
        rc = table_add(&r->keys, span_of(about[i].key), i, r->err);
    return rc;
}

enum rc phrases_read(struct span text, struct arena *a, struct phrases *out, struct err *err)
{
    struct phrases found = {0};
    struct reading r = {.to = &found, .a = a, .err = err};
    enum rc rc = number_keys(&r);
    struct span line;

    table_init(&found.words, a);
    while (!rc && (line = span_cut(&text, '\n')).p != NULL) {
        r.line_no++;
        line = span_trim(line);
        if (line.n > 0 && line.p[0] != '#')
            rc = take_line(&r, line);
    }
    for (size_t i = 0; i < PHRASE_COUNT && !rc; i++) {
        if (found.text[i].p == NULL)
            rc = err_set(err, RC_INPUT, "the phrase \"%s\" is missing", about[i].key);
    }
    found.word_text = r.words;
    if (!rc)
        *out = found;
    return rc;
}

/* ---- writing ---- */

void phrases_put(const struct phrases *p, enum phrase which, const struct span *values,
                 struct buf *b)
{
    struct span rest = p->text[which], before, name;

    while (next_value(&rest, &before, &name)) {
        size_t at = value_of(about[which].names, name);

        assert(at < PHRASE_VALUES_MAX); /* phrases_read has looked */
        buf_put(b, before);
        buf_put(b, values[at]);
    }
    buf_put(b, rest);
}

void phrases_word(const struct phrases *p, const char *word, struct buf *b)
{
    uint32_t at = table_find(&p->words, span_of(word));

    if (at == TABLE_ABSENT)
        words_plain(b, word);
    else
        buf_put(b, p->word_text[at]);
}

void phrases_noun(const struct phrases *p, const char *word, bool is_one, struct buf *b)
{
    char key[WORD_BYTES_MAX];
    uint32_t at;

    (void)snprintf(key, sizeof(key), "%s.%s", word, is_one ? "one" : "many");
    at = table_find(&p->words, span_of(key));
    if (at == TABLE_ABSENT)
        phrases_word(p, word, b);
    else
        buf_put(b, p->word_text[at]);
}
