/* SPDX-License-Identifier: Apache-2.0 */
#include "report/escape.h"

static const char *html_entity(uint32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static bool is_bidi_control(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xFFFE ||
           c == 0xFFFF;
}

/* Code point by code point; with entities for HTML. */
static void escape(struct buf *b, struct span text, bool is_html)
{
    size_t at = 0;

    while (at < text.n) {
        uint32_t c = 0;
        size_t n = span_code_point(span_from(text, at), &c);
        const char *entity = n == 0 || !is_html ? NULL : html_entity(c);

        if (entity != NULL)
            buf_puts(b, entity);
        else if (n == 0 || is_control(c))
            buf_puts(b, "\xEF\xBF\xBD");
        else if (is_bidi_control(c))
            buf_printf(b, "[U+%04X]", (unsigned)c);
        else
            buf_put(b, span_sub(text, at, n));
        at += n == 0 ? 1 : n;
    }
}

void escape_html(struct buf *b, struct span text)
{
    escape(b, text, true);
}

void escape_print(struct buf *b, struct span text)
{
    escape(b, text, false);
}

static bool needs_quotes(struct span text)
{
    if (text.n == 0)
        return false;
    if (text.p[0] == ' ' || text.p[0] == '\t' || text.p[text.n - 1] == ' ' ||
        text.p[text.n - 1] == '\t')
        return true;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ',' || text.p[i] == '"' || text.p[i] == '\n' || text.p[i] == '\r')
            return true;
    }
    return false;
}

void escape_csv(struct buf *b, struct span text)
{
    if (!needs_quotes(text)) {
        buf_put(b, text);
        return;
    }
    buf_putc(b, '"');
    while (text.n > 0) {
        size_t quote = span_find(text, '"');

        buf_put(b, span_sub(text, 0, quote));
        if (quote < text.n)
            buf_puts(b, "\"\"");
        text = span_from(text, quote < text.n ? quote + 1 : quote);
    }
    buf_putc(b, '"');
}
