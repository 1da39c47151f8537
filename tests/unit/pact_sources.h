/* SPDX-License-Identifier: Apache-2.0 */
/* pact_sources.h: what the tests of pacts load from: files of the tree, zones of the system, and
 * files that a test makes up. */
#pragma once

#include "check.h"
#include "pact/pact.h"

#include <stdio.h>
#include <string.h>

#ifndef TEST_ZONEINFO
#define TEST_ZONEINFO "/usr/share/zoneinfo"
#endif

/* A file that exists in a test only. */
struct made_file {
    const char *name;
    const char *text;
};

struct file_place {
    char folder[1024];
    const struct made_file *made; /* NULL-named last; NULL: none */
};

static inline enum rc test_file_read(void *context, struct span name, struct arena *a,
                                     struct span *out, struct err *err)
{
    const struct file_place *place = context;
    char path[2048];
    char *bytes;
    long size;
    FILE *f;

    for (const struct made_file *m = place->made; m != NULL && m->name != NULL; m++)
        if (span_is(name, m->name)) {
            *out = span_of(m->text);
            return RC_OK;
        }
    (void)snprintf(path, sizeof(path), "%s/%.*s", place->folder, SPAN_ARG(name));
    f = fopen(path, "rb");
    if (f == NULL)
        return err_set(err, RC_ABSENT, "%s: there is no such file", path);
    (void)fseek(f, 0, SEEK_END);
    size = ftell(f);
    (void)fseek(f, 0, SEEK_SET);
    bytes = arena_alloc(a, (size_t)size + 1, err);
    if (bytes == NULL || fread(bytes, 1, (size_t)size, f) != (size_t)size) {
        (void)fclose(f);
        return RC_LIMIT;
    }
    (void)fclose(f);
    *out = (struct span){.p = bytes, .n = (size_t)size};
    return RC_OK;
}

/* Everything a test of pacts needs; release the arena at its end. */
struct pact_bench {
    struct arena arena;
    struct file_place files, zones;
    struct pact_sources from;
    const struct equipment *equipment;
    struct pact_diags diags;
    const struct pact *pact;
    const struct pact_model *model;
    struct err err;
};

static inline void bench_init(struct pact_bench *b, const char *folder)
{
    struct span text = equipment_builtin_text();

    *b = (struct pact_bench){0};
    arena_init(&b->arena, 512 * MIB);
    (void)snprintf(b->files.folder, sizeof(b->files.folder), "%s", folder);
    (void)snprintf(b->zones.folder, sizeof(b->zones.folder), "%s", TEST_ZONEINFO);
    if (equipment_read(&text, 1, &b->arena, &b->equipment, &b->err) != RC_OK)
        fail_msg("%s", b->err.note);
    b->from = (struct pact_sources){.files = {.context = &b->files, .read = test_file_read},
                                    .zones = {.context = &b->zones, .read = test_file_read},
                                    .equipment = b->equipment};
}

/* The code of pact_load; the model is there on RC_OK. */
static inline enum rc bench_load(struct pact_bench *b, struct span text)
{
    enum rc rc = pact_load(text, &b->from, &b->arena, &b->pact, &b->diags, &b->err);

    b->model = rc == RC_OK ? pact_model(b->pact) : NULL;
    return rc;
}

static inline void bench_print(const struct pact_bench *b)
{
    for (size_t i = 0; i < b->diags.n; i++)
        print_message("%u:%u(%u): %s%.*s\n", b->diags.items[i].line, b->diags.items[i].column,
                      b->diags.items[i].width,
                      b->diags.items[i].severity == PACT_WARNING ? "warning: " : "",
                      (int)b->diags.items[i].text.n, b->diags.items[i].text.p);
}

/* A file below the project's root. */
static inline struct span bench_read(struct pact_bench *b, const char *folder, const char *name)
{
    struct file_place place = {.made = NULL};
    struct span out = {0};

    (void)snprintf(place.folder, sizeof(place.folder), "%s/%s", AASC_ROOT, folder);
    if (test_file_read(&place, span_of(name), &b->arena, &out, &b->err) != RC_OK)
        fail_msg("%s", b->err.note);
    return out;
}
