/* SPDX-License-Identifier: Apache-2.0 */
/* oracle_jansson.h: another reader of JSON, to compare ours with. Its names are ours too, so they
 * are renamed here and the library is opened at run time: linked, the two would call each other. */
#pragma once

#include "base/span.h"

#define JSON_OBJECT  JANSSON_OBJECT
#define JSON_ARRAY   JANSSON_ARRAY
#define JSON_STRING  JANSSON_STRING
#define JSON_INTEGER JANSSON_INTEGER
#define JSON_REAL    JANSSON_REAL
#define JSON_TRUE    JANSSON_TRUE
#define JSON_FALSE   JANSSON_FALSE
#define JSON_NULL    JANSSON_NULL
#define json_object  jansson_object
#define json_array   jansson_array
#define json_real    jansson_real
#define json_null    jansson_null
#include <jansson.h>
#undef JSON_OBJECT
#undef JSON_ARRAY
#undef JSON_STRING
#undef JSON_INTEGER
#undef JSON_REAL
#undef JSON_TRUE
#undef JSON_FALSE
#undef JSON_NULL
#undef json_object
#undef json_array
#undef json_real
#undef json_null

#include <dlfcn.h>

struct oracle_jansson {
    json_t *(*loadb)(const char *text, size_t n, size_t flags, json_error_t *error);
    size_t (*dumpb)(const json_t *v, char *text, size_t n, size_t flags);
    void (*free)(json_t *v);
    size_t (*array_size)(const json_t *v);
    json_t *(*array_get)(const json_t *v, size_t i);
    size_t (*object_size)(const json_t *v);
    json_t *(*object_get)(const json_t *v, const char *name, size_t n);
    long long (*integer)(const json_t *v);
    double (*real)(const json_t *v);
    const char *(*text)(const json_t *v);
    size_t (*text_n)(const json_t *v);
};

/** False where the library cannot be opened. */
static inline bool oracle_jansson_open(struct oracle_jansson *out)
{
    void *library = dlopen("libjansson.so.4", RTLD_NOW | RTLD_LOCAL);
    const struct {
        const char *name;
        void *slot;
    } names[] = {
        {"json_loadb", &out->loadb},
        {"json_dumpb", &out->dumpb},
        {"json_delete", &out->free},
        {"json_array_size", &out->array_size},
        {"json_array_get", &out->array_get},
        {"json_object_size", &out->object_size},
        {"json_object_getn", &out->object_get},
        {"json_integer_value", &out->integer},
        {"json_real_value", &out->real},
        {"json_string_value", &out->text},
        {"json_string_length", &out->text_n},
    };

    if (library == NULL)
        return false;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        void *symbol = dlsym(library, names[i].name);

        if (symbol == NULL)
            return false;
        /* POSIX lets the two kinds of pointers share their form; ISO C has no cast for it */
        memcpy(names[i].slot, &symbol, sizeof(symbol));
    }
    return true;
}

/** Read by the rules that are ours too; NULL where refused, with *code. */
static inline json_t *oracle_jansson_read(const struct oracle_jansson *j, struct span s,
                                          enum json_error_code *code)
{
    json_error_t e;
    json_t *v = j->loadb(s.p, s.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &e);

    *code = v == NULL ? json_error_code(&e) : json_error_unknown;
    return v;
}
