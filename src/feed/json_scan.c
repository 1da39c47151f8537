/* SPDX-License-Identifier: Apache-2.0 */
#include "feed/json_scan.h"

#include <string.h>

#define RECORD_SEPARATOR '\x1e'

size_t json_scan_blanks(struct span text, size_t at)
{
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t' || text.p[at] == '\n' ||
                           text.p[at] == '\r' || text.p[at] == RECORD_SEPARATOR))
        at++;
    return at;
}

/* Behind the string that begins at `at`; text.n + 1: it is not closed. */
static size_t skip_string(struct span text, size_t at)
{
    for (at++; at < text.n; at++) {
        at += span_find(span_from(text, at), '"');
        if (at < text.n) {
            size_t n_slashes = 0;

            while (text.p[at - 1 - n_slashes] == '\\')
                n_slashes++; /* ends at the opening quote at the latest */
            if (n_slashes % 2 == 0)
                return at + 1;
        }
    }
    return text.n + 1;
}

/* Behind the brackets that begin at `at`; which kind closes which is json_parse's to say. */
static size_t skip_brackets(struct span text, size_t at)
{
    size_t depth = 0;

    while (at < text.n) {
        char c = text.p[at];

        if (c == '"') {
            at = skip_string(text, at);
            continue;
        }
        if (c == '{' || c == '[')
            depth++;
        if (c == '}' || c == ']')
            depth--;
        at++;
        if (depth == 0)
            return at;
    }
    return text.n + 1;
}

static bool ends_word(char c)
{
    return strchr(" \t\n\r,:{}[]\"\x1e", c) != NULL; /* NUL too */
}

enum rc json_scan_value(struct span text, size_t at, struct span *out, struct err *err)
{
    size_t end = at;

    if (at < text.n && (text.p[at] == '{' || text.p[at] == '['))
        end = skip_brackets(text, at);
    else if (at < text.n && text.p[at] == '"')
        end = skip_string(text, at);
    else
        while (end < text.n && !ends_word(text.p[end]))
            end++;
    if (end > text.n)
        return err_set(err, RC_INPUT,
                       "byte %zu: what begins here is never closed; is the file cut "
                       "short?",
                       at);
    if (end == at)
        return err_set(err, RC_INPUT, "byte %zu: a JSON value was expected", at);
    *out = span_sub(text, at, end - at);
    return RC_OK;
}

enum rc json_scan_open(struct json_scan *s, struct span text, size_t at, char bracket,
                       struct err *err)
{
    if (at >= text.n || text.p[at] != bracket)
        return err_set(err, RC_INPUT, "byte %zu: '%c' was expected", at, bracket);
    *s = (struct json_scan){
        .text = text, .at = at + 1, .close = bracket == '{' ? '}' : ']', .is_first = true};
    return RC_OK;
}

/* The comma ahead of every member but the first. */
static enum rc step(struct json_scan *s, struct err *err)
{
    s->at = json_scan_blanks(s->text, s->at);
    if (s->at < s->text.n && s->text.p[s->at] == s->close) {
        s->at++;
        return RC_END;
    }
    if (s->is_first) {
        s->is_first = false;
        return RC_OK;
    }
    if (s->at >= s->text.n || s->text.p[s->at] != ',')
        return err_set(err, RC_INPUT, "byte %zu: ',' or '%c' was expected", s->at, s->close);
    s->at = json_scan_blanks(s->text, s->at + 1);
    return RC_OK;
}

enum rc json_scan_next(struct json_scan *s, struct span *name, struct span *value, struct err *err)
{
    enum rc rc = step(s, err);

    *name = (struct span){0};
    if (rc)
        return rc;
    if (s->close == '}') {
        rc = json_scan_value(s->text, s->at, name, err);
        if (rc)
            return rc;
        s->at = json_scan_blanks(s->text, s->at + name->n);
        if (s->at >= s->text.n || s->text.p[s->at] != ':')
            return err_set(err, RC_INPUT, "byte %zu: ':' was expected", s->at);
        s->at = json_scan_blanks(s->text, s->at + 1);
    }
    rc = json_scan_value(s->text, s->at, value, err);
    if (rc == RC_OK)
        s->at += value->n;
    return rc;
}
