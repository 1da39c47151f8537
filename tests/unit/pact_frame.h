/* SPDX-License-Identifier: Apache-2.0 */
/* pact_frame.h: an agreement around the few statements that a test is about. */
#pragma once

#include "pact_sources.h"

#define FRAME_MAX 65536

/* Two lines that run north, one polygon between them, and what can be wrong with files. */
static const struct made_file frame_files[] = {
    {"l.geojson", "{\"type\":\"LineString\",\"coordinates\":[[37,48],[37,49]]}"},
    {"m.geojson", "{\"type\":\"LineString\",\"coordinates\":[[38,48],[38,49]]}"},
    {"p.geojson",
     "{\"type\":\"Polygon\",\"coordinates\":[[[37,48],[38,48],[38,49],[37,49],[37,48]]]}"},
    {"two.geojson",
     "{\"type\":\"FeatureCollection\",\"features\":["
     "{\"type\":\"Feature\",\"id\":\"w\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\","
     "\"coordinates\":[[[37,48],[37.2,48],[37.2,48.2],[37,48.2],[37,48]]]}},"
     "{\"type\":\"Feature\",\"properties\":{\"name\":\"e\"},\"geometry\":{\"type\":\"Polygon\","
     "\"coordinates\":[[[38,48],[38.2,48],[38.2,48.2],[38,48.2],[38,48]]]}}]}"},
    {"twins.geojson",
     "{\"type\":\"FeatureCollection\",\"features\":["
     "{\"type\":\"Feature\",\"id\":\"w\",\"properties\":{},\"geometry\":{\"type\":\"Point\","
     "\"coordinates\":[37,48]}},"
     "{\"type\":\"Feature\",\"id\":\"w\",\"properties\":{},\"geometry\":{\"type\":\"Point\","
     "\"coordinates\":[38,48]}}]}"},
    {"knot.geojson",
     "{\"type\":\"Polygon\",\"coordinates\":[[[37,48],[38,49],[38,48],[37,49],[37,48]]]}"},
    {"axes.geojson",
     "{\"type\":\"FeatureCollection\",\"features\":["
     "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"LineString\","
     "\"coordinates\":[[37,48],[37.2,48]]}}]}"},
    {"broken.geojson", "{\"type\":\"Polygon\",\"coordinates\":["},
    {"far.geojson", "{\"type\":\"LineString\",\"coordinates\":[[37,480],[37,49]]}"},
    {NULL, NULL},
};

/* What stands before the statements of a test; they begin in line FRAME_LINE + 1. */
#define FRAME_LINE 13
static const char frame_head[] =
    "pact 1\n"
    "agreement test {\n"
    "  timezone \"Europe/Kyiv\"\n"
    "  day D 2015-02-15T00:00\n"
    "  party a { name \"A\" }\n"
    "  party b { name \"B\" }\n"
    "  observer o { name \"O\" }\n"
    "  line l { geometry \"l.geojson\"; left a; right b; accuracy 100 m }\n"
    "  line m { geometry \"m.geojson\"; left b; right a }\n"
    "  area z { geometry \"p.geojson\" }\n"
    "  category heavy { class artillery; calibre >= 100 mm }\n"
    "  category tank { class main_battle_tank }\n"
    "  term base ceasefire { ref \"0\"; binds a; prohibits fire }\n";

static inline void frame_init(struct pact_bench *b)
{
    bench_init(b, "/nonexistent");
    b->files.made = frame_files;
}

/* The statements within the agreement. */
static inline enum rc frame_load(struct pact_bench *b, const char *statements)
{
    char text[FRAME_MAX];
    int n = snprintf(text, sizeof(text), "%s%s\n}\n", frame_head, statements);
    struct span copy = arena_copy(&b->arena, (struct span){.p = text, .n = (size_t)n}, &b->err);

    return bench_load(b, copy);
}

/* The term of the frame that a test wrote, by its id. */
static inline const struct pact_term *frame_term(const struct pact_bench *b, const char *id)
{
    const struct pact_agreement *g = &b->model->agreements[0];
    uint32_t ix = pact_term_find(g, span_of(id));

    if (ix == PACT_NONE)
        fail_msg("no term %s", id);
    return &g->terms[ix];
}

/* Load what must be valid. */
static inline void frame_good(struct pact_bench *b, const char *statements)
{
    if (frame_load(b, statements) != RC_OK) {
        bench_print(b);
        fail_msg("refused: %s (%s)", statements, b->err.note);
    }
}

/* The statements without their mark, and where in the framed file it stood; 0:0 without one. */
static inline void frame_unmark(const char *marked, char text[FRAME_MAX], uint32_t *line,
                                uint32_t *column)
{
    uint32_t at_line = FRAME_LINE + 1, at_column = 1;
    size_t n = 0;

    for (; *marked != '\0' && n + 1 < FRAME_MAX; marked++) {
        if (*marked == '`') {
            *line = at_line;
            *column = at_column;
            continue;
        }
        text[n++] = *marked;
        at_column += ((unsigned char)*marked & 0xC0) != 0x80;
        if (*marked == '\n') {
            at_line++;
            at_column = 1;
        }
    }
    text[n] = '\0';
}

/* Whether a load was refused with a message that stands at line:column (column 0: anywhere) and
 * holds the words; prints what was said instead. */
static inline bool bench_says(const struct pact_bench *b, enum rc rc, const char *what,
                              uint32_t line, uint32_t column, const char *words)
{
    for (size_t i = 0; rc == RC_INPUT && i < b->diags.n; i++) {
        const struct pact_diag *d = &b->diags.items[i];

        if ((column == 0 || (d->line == line && d->column == column)) &&
            strstr(d->text.p, words) != NULL) /* the texts are NUL-ended */
            return true;
    }
    print_message("code %d, no message \"%s\" at %u:%u of: %s\n", (int)rc, words, line, column,
                  what);
    bench_print(b);
    return false;
}
