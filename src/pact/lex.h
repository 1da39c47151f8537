/* SPDX-License-Identifier: Apache-2.0 */
/* lex.h: the words of a pact file, one at a time, each with its line and column. */
#pragma once

#include "pact/diag.h"

enum token_kind {
    TOK_WORD,     /* [A-Za-z_][A-Za-z0-9_.:-]* */
    TOK_NAME,     /* the same with a digit first: an identifier such as 2.west */
    TOK_STRING,   /* "…" */
    TOK_TEXT,     /* triple quotes, several lines */
    TOK_NUMBER,   /* 12, 0.5, -3 */
    TOK_FRACTION, /* 2/3 */
    TOK_DATE,     /* 2015-02-15T00:00, with zone and offset where they are written */
    TOK_DAY,      /* D+14d */
    TOK_OP,       /* >= <= > < = != + */
    TOK_COMMA,
    TOK_OPEN,
    TOK_CLOSE,
    TOK_SEMICOLON,
    TOK_NEWLINE,
    TOK_COMMENT, /* from # to the end of its line */
    TOK_BAD,     /* already complained about */
    TOK_EOF,
};

struct token {
    enum token_kind kind;
    struct src_pos pos;
    struct span raw;  /* as written */
    struct span text; /* of strings: without quotes and escapes; else the same as raw */
};

struct lexer {
    struct span rest;
    uint32_t line, column;
    struct arena *arena;
    struct diag_list *diags;
};

void lex_init(struct lexer *lx, struct span text, struct arena *a, struct diag_list *d);
/** The next token; TOK_EOF for ever at the end. The bytes must be UTF-8. */
struct token lex_next(struct lexer *lx);
/** What a token is, for messages: "a number", "a string", … */
const char *lex_kind_name(enum token_kind kind);
/** Whether `s` is one token of that kind and nothing else: for text that comes out of JSON. */
bool lex_is_one(struct span s, enum token_kind kind, struct arena *a);
