/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/lex.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word_char(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == ':' || c == '-';
}

/* Bytes of UTF-8 that begin no character. */
static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static char at(const struct lexer *lx, size_t i)
{
    return i < lx->rest.n ? lx->rest.p[i] : '\0';
}

void lex_init(struct lexer *lx, struct span text, struct arena *a, struct diag_list *d)
{
    *lx = (struct lexer){.rest = text, .line = 1, .column = 1, .arena = a, .diags = d};
    if (span_starts(text, SPAN("\xEF\xBB\xBF"))) /* a byte order mark says nothing here */
        lx->rest = span_from(text, 3);
}

/* Take `n` bytes as one token and move on; only texts hold newlines. */
static struct token take(struct lexer *lx, enum token_kind kind, size_t n)
{
    struct token t = {.kind = kind, .pos = {.line = lx->line, .column = lx->column}};

    t.raw = t.text = span_sub(lx->rest, 0, n);
    for (size_t i = 0; i < n; i++) {
        if (lx->rest.p[i] == '\n') {
            lx->line++;
            lx->column = 1;
        } else if (!is_continuation(lx->rest.p[i])) {
            lx->column++;
        }
    }
    if (lx->line == t.pos.line)
        t.pos.width = lx->column - t.pos.column;
    else
        t.pos.width = 1; /* the caret points at the first line only */
    lx->rest = span_from(lx->rest, n);
    return t;
}

/* The value of a string: \" \\ \n \t are what they are elsewhere, nothing else is an escape. */
static void unescape(struct lexer *lx, struct token *t)
{
    static const char letters[] = "\"\\nt", values[] = "\"\\\n\t";
    char *out;
    size_t n = 0;

    if (span_find(t->text, '\\') == t->text.n)
        return;
    out = arena_alloc(lx->arena, t->text.n + 1, lx->diags->err);
    if (out == NULL) {
        lx->diags->trouble = RC_LIMIT;
        return;
    }
    for (size_t i = 0; i < t->text.n; i++) {
        const char *known;

        if (t->text.p[i] != '\\') {
            out[n++] = t->text.p[i];
            continue;
        }
        i++; /* the closing quote is not escaped, so there is one more */
        known = t->text.p[i] == '\0' ? NULL : strchr(letters, t->text.p[i]);
        if (known == NULL)
            diag_error(lx->diags, t->pos,
                       "the string holds an unknown escape \\%c; known are \\\" \\\\ \\n and \\t",
                       t->text.p[i] >= ' ' && t->text.p[i] < 127 ? t->text.p[i] : '?');
        else
            out[n++] = values[known - letters];
    }
    t->text = (struct span){.p = out, .n = n};
}

static struct token take_string(struct lexer *lx)
{
    struct token t;
    size_t n = 1;

    while (n < lx->rest.n && at(lx, n) != '"' && at(lx, n) != '\n')
        n += at(lx, n) == '\\' && at(lx, n + 1) != '\n' ? 2 : 1;
    if (n >= lx->rest.n || at(lx, n) != '"') {
        t = take(lx, TOK_BAD, n > lx->rest.n ? lx->rest.n : n);
        diag_error(lx->diags, t.pos,
                   "the string does not end on its line; close it with \", or write a text of "
                   "several lines between \"\"\" and \"\"\"");
        return t;
    }
    t = take(lx, TOK_STRING, n + 1);
    t.text = span_sub(t.raw, 1, n - 1);
    unescape(lx, &t);
    return t;
}

static struct token take_text(struct lexer *lx)
{
    struct span quotes = SPAN("\"\"\"");
    struct token t;
    size_t n = 3;

    while (n < lx->rest.n && !span_starts(span_from(lx->rest, n), quotes))
        n++;
    if (n >= lx->rest.n) {
        t = take(lx, TOK_BAD, lx->rest.n);
        diag_error(lx->diags, t.pos, "the text does not end; close it with \"\"\"");
        return t;
    }
    t = take(lx, TOK_TEXT, n + 3);
    t.text = span_sub(t.raw, 3, n - 3);
    return t;
}

static bool all(struct span s, bool (*is)(char))
{
    for (size_t i = 0; i < s.n; i++)
        if (!is(s.p[i]))
            return false;
    return s.n > 0;
}

static bool is_number(struct span s)
{
    size_t dot;

    if (s.n > 0 && s.p[0] == '-')
        s = span_from(s, 1);
    dot = span_find(s, '.');
    if (dot == s.n)
        return all(s, is_digit);
    return all(span_sub(s, 0, dot), is_digit) && all(span_from(s, dot + 1), is_digit);
}

static bool is_fraction(struct span s)
{
    size_t slash = span_find(s, '/');

    return slash < s.n && all(span_sub(s, 0, slash), is_digit) &&
           all(span_from(s, slash + 1), is_digit);
}

/* Only the beginning decides: whether the rest is a date is said where one is wanted. */
static bool is_date(struct span s)
{
    static const char shape[] = "dddd-dd-dd";

    if (s.n < sizeof(shape) - 1)
        return false;
    for (size_t i = 0; i < sizeof(shape) - 1; i++)
        if (shape[i] == 'd' ? !is_digit(s.p[i]) : s.p[i] != '-')
            return false;
    return s.n == sizeof(shape) - 1 || s.p[10] == 'T' || s.p[10] == '+';
}

/* "50km": number and unit, which want a blank between them. */
static size_t glued_unit_at(struct span s)
{
    static const char *const units[] = {"m",      "km",    "mm",  "min",           "h", "d",
                                        "months", "years", "deg", "calendar_days", NULL};

    for (size_t i = 1; i < s.n; i++)
        if (is_letter(s.p[i])) {
            for (const char *const *u = units; *u != NULL; u++)
                if (span_is(span_from(s, i), *u) && is_number(span_sub(s, 0, i)))
                    return i;
            return 0;
        }
    return 0;
}

static struct token take_digits(struct lexer *lx)
{
    size_t n = 1, unit;
    struct token t;

    while (is_word_char(at(lx, n)) || at(lx, n) == '/' || at(lx, n) == '+')
        n++;
    t = take(lx, TOK_NAME, n);
    unit = glued_unit_at(t.raw);
    if (is_number(t.raw)) {
        t.kind = TOK_NUMBER;
    } else if (is_fraction(t.raw)) {
        t.kind = TOK_FRACTION;
    } else if (is_date(t.raw)) {
        t.kind = TOK_DATE;
    } else if (unit > 0) {
        t.kind = TOK_BAD;
        diag_error(lx->diags, t.pos, "%.*s lacks a blank; write %.*s %.*s", SPAN_ARG(t.raw),
                   (int)unit, t.raw.p, (int)(t.raw.n - unit), t.raw.p + unit);
    } else if (!all(t.raw, is_word_char)) {
        t.kind = TOK_BAD;
        diag_error(lx->diags, t.pos,
                   "%.*s is neither a number, a fraction, a date nor a name; write 12, 0.5, 2/3, "
                   "2015-02-15 or 2015-02-15T00:00+03:00",
                   SPAN_ARG(t.raw));
    }
    return t;
}

static struct token take_word(struct lexer *lx)
{
    size_t n = 1;

    while (is_word_char(at(lx, n)))
        n++;
    if (n == 1 && at(lx, 0) == 'm' && at(lx, 1) == '/' && at(lx, 2) == 's' &&
        !is_word_char(at(lx, 3)))
        return take(lx, TOK_WORD, 3);
    if (at(lx, n) == '+' && is_digit(at(lx, n + 1)) && all(span_sub(lx->rest, 0, n), is_letter)) {
        for (n += 2; is_word_char(at(lx, n)); n++)
            ;
        return take(lx, TOK_DAY, n);
    }
    return take(lx, TOK_WORD, n);
}

/* One complaint for a whole run of what belongs nowhere. */
static struct token take_bad(struct lexer *lx)
{
    static const char known[] = " \t\r\n,;{}\"#<>=!+";
    size_t n = 1;
    struct token t;
    bool has_letters = (unsigned char)at(lx, 0) >= 0x80;

    while (n < lx->rest.n && !is_word_char(at(lx, n)) &&
           (at(lx, n) == '\0' || strchr(known, at(lx, n)) == NULL))
        n++;
    for (; has_letters && n < lx->rest.n &&
           (is_word_char(at(lx, n)) || (unsigned char)at(lx, n) >= 0x80);)
        n++;
    t = take(lx, TOK_BAD, n);
    if (has_letters)
        diag_error(lx->diags, t.pos,
                   "%.*s: words are written with A-Z, a-z, 0-9, _ . : and -; put other letters "
                   "between quotes",
                   SPAN_ARG(t.raw));
    else if ((unsigned char)t.raw.p[0] < ' ' || t.raw.p[0] == 127)
        diag_error(lx->diags, t.pos, "a control character (0x%02x) stands here; remove it",
                   (unsigned)(unsigned char)t.raw.p[0]);
    else
        diag_error(lx->diags, t.pos, "%.*s belongs to no statement; remove it", SPAN_ARG(t.raw));
    return t;
}

static struct token take_mark(struct lexer *lx)
{
    switch (at(lx, 0)) {
    case ',':
        return take(lx, TOK_COMMA, 1);
    case ';':
        return take(lx, TOK_SEMICOLON, 1);
    case '{':
        return take(lx, TOK_OPEN, 1);
    case '}':
        return take(lx, TOK_CLOSE, 1);
    case '+':
    case '=':
        return take(lx, TOK_OP, 1);
    case '<':
    case '>':
        return take(lx, TOK_OP, at(lx, 1) == '=' ? 2 : 1);
    case '!':
        if (at(lx, 1) == '=')
            return take(lx, TOK_OP, 2);
        break;
    default:
        break;
    }
    return take_bad(lx);
}

static size_t line_end(const struct lexer *lx)
{
    size_t n = span_find(lx->rest, '\n');

    return n > 0 && at(lx, n - 1) == '\r' ? n - 1 : n;
}

struct token lex_next(struct lexer *lx)
{
    char c;

    while (at(lx, 0) == ' ' || at(lx, 0) == '\t')
        (void)take(lx, TOK_BAD, 1);
    if (lx->rest.n == 0)
        return take(lx, TOK_EOF, 0);
    c = at(lx, 0);
    if (c == '\n')
        return take(lx, TOK_NEWLINE, 1);
    if (c == '\r' && at(lx, 1) == '\n')
        return take(lx, TOK_NEWLINE, 2);
    if (c == '#')
        return take(lx, TOK_COMMENT, line_end(lx));
    if (c == '"')
        return span_starts(lx->rest, SPAN("\"\"\"")) ? take_text(lx) : take_string(lx);
    if (is_digit(c) || (c == '-' && is_digit(at(lx, 1))))
        return take_digits(lx);
    if (is_letter(c) || c == '_')
        return take_word(lx);
    return take_mark(lx);
}

const char *lex_kind_name(enum token_kind kind)
{
    static const char *const names[] = {
        [TOK_WORD] = "a word",
        [TOK_NAME] = "a name",
        [TOK_STRING] = "a string",
        [TOK_TEXT] = "a text",
        [TOK_NUMBER] = "a number",
        [TOK_FRACTION] = "a fraction",
        [TOK_DATE] = "a date",
        [TOK_DAY] = "a day",
        [TOK_OP] = "a comparison",
        [TOK_COMMA] = "a comma",
        [TOK_OPEN] = "a block",
        [TOK_CLOSE] = "the end of a block",
        [TOK_SEMICOLON] = "the end",
        [TOK_NEWLINE] = "the end of the line",
        [TOK_COMMENT] = "a comment",
        [TOK_BAD] = "nothing known",
        [TOK_EOF] = "the end of the file",
    };

    return names[kind];
}

bool lex_is_one(struct span s, enum token_kind kind, struct arena *a)
{
    struct diag_list diags;
    struct err err = {0};
    struct lexer lx;
    struct token t;

    diag_init(&diags, a, &err);
    lex_init(&lx, s, a, &diags);
    t = lex_next(&lx);
    return t.kind == kind && t.raw.n == s.n && s.n > 0;
}
