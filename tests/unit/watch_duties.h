/* SPDX-License-Identifier: Apache-2.0 */
/* watch_duties.h: rows of the contract's JSON into a test's world. Include after watch_world.h. */
#pragma once

#include "watch/observe.h"

/* Where the world's line crosses its middle, in JSON: world_at(east_m, north_m). */
#define AT_MIDDLE "{\"lat\":48.5,\"lon\":38}"

/* One object a line, single quotes for double ones; a refused row fails the test. */
static inline void world_rows(struct world *w, const char *lines)
{
    const struct observe_world from = {
        .zone = w->agreement.zone, .equipment = w->model.equipment, .model = &w->model};
    struct err err = {0};
    struct span text = arena_copy(&w->arena, span_of(lines), &err), line;
    struct arena scratch;
    struct observe o;

    assert_non_null(text.p);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\'')
            ((char *)(uintptr_t)text.p)[i] = '"';
    arena_init(&scratch, 64 * MIB);
    observe_init(&o, &from, &w->arena, &scratch);
    for (uint32_t row = 1; (line = span_cut(&text, '\n')).p != NULL; row++) {
        struct json v;
        struct row made;

        if (span_trim(line).n == 0)
            continue;
        memset(&made, 0, sizeof(made));
        if (json_parse(line, &w->arena, &v, &err) != RC_OK ||
            observation_read(&o, &v, (struct observe_where){.row = row}, &made, &err) != RC_OK)
            fail_msg("%s\nin %.*s", err.note, (int)line.n, line.p);
        assert_ok(docket_add(&w->docket, &made, &err));
        arena_reset(&scratch);
    }
    observe_release(&o);
    arena_release(&scratch);
}

/* printf for rows; the text lives as long as the world. */
#define world_row(w, ...)                                                                          \
    do {                                                                                           \
        struct err row_err_ = {0};                                                                 \
        struct span row_ = arena_printf(&(w)->arena, &row_err_, __VA_ARGS__);                      \
        assert_non_null(row_.p);                                                                   \
        world_rows(w, row_.p);                                                                     \
    } while (0)

static inline struct pact_selector world_category(struct world *w, const char *id)
{
    for (uint32_t i = 0; i < w->agreement.n_categories; i++)
        if (span_is(w->categories[i].id, id))
            return (struct pact_selector){
                .form = PACT_SELECT_CATEGORY, .ix = i, .word = w->categories[i].id};
    fail_msg("no category %s", id);
    return (struct pact_selector){0};
}

/* A category of one class. */
static inline void world_add_category(struct world *w, const char *id, const char *class_name)
{
    struct err err = {0};
    struct span *classes = arena_alloc(&w->arena, sizeof(*classes), &err);

    assert_non_null(classes);
    *classes = span_of(class_name);
    w->categories[w->agreement.n_categories++] =
        (struct pact_category){.id = span_of(id), .classes = classes, .n_classes = 1};
}

static inline struct pact_selector world_word(enum pact_word word, const char *text)
{
    return (struct pact_selector){.form = PACT_SELECT_WORD, .fixed = word, .word = span_of(text)};
}

/* The verdicts of one word, and the only one of them where the test expects one. */
static inline size_t world_count(const struct world *w, enum verdict_word word)
{
    size_t n = 0;

    for (size_t i = 0; i < w->n_verdicts; i++)
        n += w->verdicts[i].word == word;
    return n;
}

static inline const struct verdict *world_only(const struct world *w)
{
    if (w->n_verdicts != 1)
        fail_msg("%zu verdicts instead of one:\n%.*s", w->n_verdicts, (int)w->printed.n,
                 w->printed.p == NULL ? "" : w->printed.p);
    return &w->verdicts[0];
}

static inline void assert_word(const struct verdict *v, enum verdict_word word, const char *name)
{
    if (v->word != word)
        fail_msg("%s: %s instead of %s: %.*s", name, verdict_name(v->word), verdict_name(word),
                 (int)v->explanation.n, v->explanation.p);
}

/* The explanation (a copy with a NUL behind it) must say this. */
static inline void assert_says(const struct verdict *v, const char *words)
{
    const char *text = v->explanation.p == NULL ? "" : v->explanation.p;

    if (strstr(text, words) == NULL)
        fail_msg("the explanation lacks \"%s\": %s", words, text);
}
