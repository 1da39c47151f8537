/* SPDX-License-Identifier: Apache-2.0 */
/* phrases.h: the fixed phrases of a language, from one file (docs/formats/report.md), with named
 * places to fill in. Pure.
 *
 * Code names a phrase by an enumerator and gives its values in the order of phrases_list.h; SAY and
 * SAY0 refuse to compile with another number of them. A catalogue that lacks a phrase, a value or
 * has one too many is refused as a whole: no report can come out half translated. */
#pragma once

#include "base/buf.h"
#include "base/table.h"
#include "base/zone.h"
#include "report/parties.h"
#include "report/phrases_list.h"
#include "watch/tally.h"

#define PHRASE_ENUM(id, n, key, names) PHRASE_##id,
enum phrase { PHRASES(PHRASE_ENUM) PHRASE_COUNT };
#define PHRASE_VALUES(id, n, key, names) PHRASE_N_##id = (n),
enum phrase_values { PHRASES(PHRASE_VALUES) PHRASE_N_END };

#define PHRASE_VALUES_MAX 8

struct phrases {
    struct span text[PHRASE_COUNT];
    struct table words; /* "word.<word>", as the vocabularies have it, to a row of word_text */
    const struct span *word_text;
};

/** The English catalogue, which is built in (data/phrases.en.tsv). */
struct span phrases_builtin_text(void);
/**
 * Read a catalogue: lines of key, tab, text; "#" begins a comment.
 *
 * fails  RC_INPUT: not of that form, a key twice, a phrase missing, "{name}" missing or one that
 *        the phrase does not have; RC_UNKNOWN: a key that no phrase has; with the line
 */
MUST_USE enum rc phrases_read(struct span text, struct arena *a, struct phrases *out,
                              struct err *err);
/** Append a phrase with its values filled in; prefer SAY and SAY0. */
void phrases_put(const struct phrases *p, enum phrase which, const struct span *values,
                 struct buf *b);
/** A word of a vocabulary for people; its underscores as blanks where the catalogue has none. */
void phrases_word(const struct phrases *p, const char *word, struct buf *b);
/** "explosion" or "explosions". */
void phrases_noun(const struct phrases *p, const char *word, bool is_one, struct buf *b);
/** "3 violations". */
void phrases_number_of(const struct phrases *p, uint64_t n, const char *word, struct buf *b);
/** "3–5", "8 or more". */
void phrases_range(const struct phrases *p, struct tally_range r, struct buf *b);
/** The same; nothing where both are 0. */
void phrases_count(const struct phrases *p, struct count n, struct buf *b);
/** "2020-07-10 23:05 to 23:10", as words_span. */
void phrases_span(const struct phrases *p, const struct zone *z, struct time_span when,
                  struct buf *b);
/** "3 h 20 min", as words_duration. */
void phrases_duration(const struct phrases *p, int64_t ms, struct buf *b);
/** What a row of the parties is called: a party by its name, those behind them by the catalogue. */
struct span phrases_party(const struct phrases *p, const struct parties *parties, uint32_t row);
const char *phrase_key(enum phrase which);

/* Stops the build where a phrase is given another number of values than it has. */
#define PHRASE_CHECK(id, count) (sizeof(char[(count) == PHRASE_N_##id ? 1 : -1]))
#define PHRASE_LIST(...)        ((const struct span[]){__VA_ARGS__})
#define SAY(p, b, id, ...)                                                                         \
    ((void)PHRASE_CHECK(id, sizeof(PHRASE_LIST(__VA_ARGS__)) / sizeof(struct span)),               \
     phrases_put((p), PHRASE_##id, PHRASE_LIST(__VA_ARGS__), (b)))
#define SAY0(p, b, id) ((void)PHRASE_CHECK(id, 0), phrases_put((p), PHRASE_##id, NULL, (b)))
