/* SPDX-License-Identifier: Apache-2.0 */
/* record_check.h: what the tests of the record share: folders of shared vectors, made keys. */
#pragma once

#include "check.h"
#include "random.h"
#include "shared.h"

#include <dirent.h>
#include <string.h>

#include "base/base64.h"
#include "base/hash.h"
#include "base/json.h"
#include "record/key.h"

#define TLOG AASC_ROOT "/../shared/data/tlog/"

/* Skips the test aloud where the vectors are not there. */
static inline void need_vectors(void)
{
    DIR *d = opendir(TLOG);

    if (d == NULL) {
        print_message("skipped: there is no ../shared/data/tlog\n");
        skip();
    }
    (void)closedir(d);
}

/* A whole file of the vectors into the arena; NULL span where there is none. */
static inline struct span vector_file(const char *path, struct arena *a)
{
    struct err err = {0};
    FILE *f = fopen(path, "rb");
    char *p;
    size_t n;

    if (f == NULL)
        return span_none();
    (void)fseek(f, 0, SEEK_END);
    n = (size_t)ftell(f);
    (void)fseek(f, 0, SEEK_SET);
    p = arena_alloc(a, n + 1, &err);
    assert_non_null(p);
    assert_int_equal(fread(p, 1, n, f), n);
    (void)fclose(f);
    return (struct span){p, n};
}

static inline struct span tlog_file(const char *name, struct arena *a)
{
    char path[1024];
    struct span s;

    (void)snprintf(path, sizeof(path), TLOG "%s", name);
    s = vector_file(path, a);
    if (s.p == NULL)
        fail_msg("%s is not there", path);
    return s;
}

/* Every .json below a folder, at any depth; returns how many. */
static inline size_t for_each_json(const char *folder, void (*f)(const char *path, void *context),
                                   void *context)
{
    DIR *d = opendir(folder);
    struct dirent *e;
    size_t n = 0;

    if (d == NULL)
        return 0;
    while ((e = readdir(d)) != NULL) {
        char path[2048];
        size_t len = strlen(e->d_name);

        if (e->d_name[0] == '.')
            continue;
        if (snprintf(path, sizeof(path), "%s/%s", folder, e->d_name) >= (int)sizeof(path))
            fail_msg("%s: too long a path", folder);
        if (len > 5 && strcmp(e->d_name + len - 5, ".json") == 0) {
            f(path, context);
            n++;
        } else {
            n += for_each_json(path, f, context);
        }
    }
    (void)closedir(d);
    return n;
}

/* The leaf hashes of a made tree: leaf i is the eight bytes of i. */
static inline struct sha256_digest digest_of(uint64_t v)
{
    return sha256((struct span){(const char *)&v, sizeof(v)});
}

/* A seed that no one uses for anything else. */
static inline struct signer_key made_signer(const char *name, enum key_type type, uint8_t seed_byte)
{
    uint8_t seed[ED25519_SEED_BYTES];

    memset(seed, seed_byte, sizeof(seed));
    return signer_key_of(span_of(name), type, seed);
}
