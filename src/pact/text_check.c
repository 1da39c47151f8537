/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/text_check.h"

#include "pact/nfc.h"

/* Characters that are refused wherever they stand, with what they are. */
static const struct range {
    uint32_t first, last;
    const char *what;
} refused[] = {
    {0x00, 0x08, "a control character"},
    {0x0B, 0x0C, "a control character"},
    {0x0E, 0x1F, "a control character"},
    {0x7F, 0x9F, "a control character"},
    {0xAD, 0xAD, "a soft hyphen, which cannot be seen"},
    {0x61C, 0x61C, "a mark that turns the direction of reading"},
    {0x180E, 0x180E, "a character that cannot be seen"},
    {0x200B, 0x200D, "a character without width"},
    {0x200E, 0x200F, "a mark that turns the direction of reading"},
    {0x2028, 0x2029, "a line break of another kind"},
    {0x202A, 0x202E, "a mark that turns the direction of reading"},
    {0x2060, 0x2064, "a character without width"},
    {0x2066, 0x2069, "a mark that turns the direction of reading"},
    {0xFEFF, 0xFEFF, "a byte order mark within the text"},
    {0xFFF9, 0xFFFB, "a mark of annotation"},
    {0xE0000, 0xE0FFF, "a tag that cannot be seen"},
};

static const char *refused_because(uint32_t c)
{
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
        if (c >= refused[i].first && c <= refused[i].last)
            return refused[i].what;
    return NULL;
}

static struct src_pos position_of(struct span text, size_t offset)
{
    struct src_pos at = {.line = 1, .column = 1, .width = 1};

    for (size_t i = 0; i < offset; i++) {
        if (text.p[i] == '\n') {
            at.line++;
            at.column = 1;
        } else if (((unsigned char)text.p[i] & 0xC0) != 0x80) {
            at.column++;
        }
    }
    return at;
}

bool text_check(struct span text, struct diag_list *d)
{
    uint32_t c = 0, before = 0;
    size_t bad = 0, i;

    if (!span_is_utf8(text, &bad)) {
        diag_error(d, position_of(text, bad),
                   "byte %zu is not UTF-8; save the file with that encoding", bad);
        return false;
    }
    i = span_starts(text, SPAN("\xEF\xBB\xBF")) ? 3 : 0;
    while (i < text.n && d->n_errors < DIAG_ERRORS_MAX) {
        size_t n = span_code_point(span_from(text, i), &c);
        const char *what = refused_because(c);

        if (c == '\r' && (i + 1 == text.n || text.p[i + 1] != '\n'))
            what = "a carriage return without a line feed";
        if (what != NULL)
            diag_error(d, position_of(text, i), "%s (U+%04X) stands here; remove it", what, c);
        else if (c >= 0x80 && (nfc_is_replaced(c) || nfc_melts(before, c)))
            diag_error(d, position_of(text, i),
                       "U+%04X is not in Unicode's normal form C here; save the text in that form",
                       c);
        before = c;
        i += n == 0 ? 1 : n;
    }
    return true;
}
