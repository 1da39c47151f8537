/* SPDX-License-Identifier: Apache-2.0 */
/* record_rosters.h: a roster of three members and six people, with keys that are one byte each. */
#pragma once

#include "record_labels.h"

#include <stdio.h>
#include <string.h>

#include "base/base64.h"
#include "record/roster.h"

#define SAMPLE_AT_MS INT64_C(1780000000000) /* 2026-05-28 */

/* The key whose 32 bytes are all `c`. */
static inline struct ed25519_key sample_key(char c)
{
    struct ed25519_key k;

    memset(k.b, c, sizeof(k.b));
    return k;
}

/* Replaces each "KEY(c)" by the base64 of that key. To be kept in `a`. */
static inline struct span with_keys(const char *text, struct arena *a)
{
    struct buf b;
    struct span copy;
    struct err err = {0};

    buf_init(&b, MIB);
    for (const char *p = text; *p != '\0'; p++) {
        if (strncmp(p, "KEY(", 4) == 0) {
            struct ed25519_key k = sample_key(p[4]);

            base64_put(&b, (struct span){(const char *)k.b, sizeof(k.b)});
            p += 5;
        } else {
            buf_putc(&b, *p);
        }
    }
    copy = arena_copy(a, buf_span(&b), &err);
    assert_non_null(copy.p);
    buf_release(&b);
    return copy;
}

#define SAMPLE_POLICY                                                                              \
    "\"policy\": {\"id\": \"aasc\", \"compartments\": [\"medical\", \"intel\"],"                   \
    " \"members\": [\"est\", \"lva\", \"ukr\"],"                                                   \
    " \"everybody\": [[\"est\", \"lva\"], [\"est\", \"lva\", \"ukr\"]]}"

#define SAMPLE_CLEARANCES                                                                          \
    "\"clearances\": ["                                                                            \
    "{\"member\": \"est\", \"level\": \"SECRET\", \"compartments\": [\"intel\"],"                  \
    " \"rights\": [\"see\", \"mark\", \"log\", \"draft\", \"approve\", \"confirm\", \"release\","  \
    " \"emergency\", \"roster\", \"person\",\"vote\"]},"                                           \
    "{\"member\": \"lva\", \"level\": \"CONFIDENTIAL\","                                           \
    " \"rights\": [\"see\", \"mark\", \"draft\", \"approve\", \"release\", \"roster\"],"           \
    " \"from\": \"2026-01-01T00:00:00Z\", \"until\": \"2027-01-01T00:00:00Z\"}]"

#define SAMPLE_PEOPLE                                                                              \
    "\"people\": ["                                                                                \
    "{\"id\": \"e.drafts\", \"member\": \"est\", \"level\": \"SECRET\","                           \
    " \"compartments\": [\"intel\"], \"rights\": [\"see\", \"mark\", \"draft\", \"release\"],"     \
    " \"keys\": [\"KEY(a)\", \"KEY(A)\"]},"                                                        \
    "{\"id\": \"e.approves\", \"member\": \"est\", \"level\": \"SECRET\","                         \
    " \"compartments\": [\"intel\"], \"rights\": [\"see\", \"approve\", \"roster\"],"              \
    " \"keys\": [\"KEY(b)\"]},"                                                                    \
    "{\"id\": \"e.duty\", \"member\": \"est\", \"level\": \"SECRET\","                             \
    " \"compartments\": [\"intel\"], \"rights\": [\"see\", \"emergency\"], \"keys\": "             \
    "[\"KEY(c)\"]},"                                                                               \
    "{\"id\": \"l.releases\", \"member\": \"lva\", \"level\": \"RESTRICTED\","                     \
    " \"rights\": [\"see\", \"release\", \"roster\"], \"keys\": [\"KEY(d)\"]},"                    \
    "{\"id\": \"l.drafts\", \"member\": \"lva\", \"level\": \"CONFIDENTIAL\","                     \
    " \"rights\": [\"see\", \"draft\", \"roster\"], \"keys\": [\"KEY(e)\"],"                       \
    " \"until\": \"2026-06-01T00:00:00Z\"},"                                                       \
    "{\"id\": \"l.new\", \"member\": \"lva\", \"level\": \"PUBLIC\"}]"

#define SAMPLE_ROSTER                                                                              \
    "{\"schema\": \"aasc/roster/1\", \"version\": 1, " SAMPLE_POLICY ", " SAMPLE_CLEARANCES        \
    ", " SAMPLE_PEOPLE "}"

static inline struct roster sample_roster(struct arena *a)
{
    struct roster r;
    struct err err = {0};

    assert_ok(roster_read(with_keys(SAMPLE_ROSTER, a), a, &r, &err));
    return r;
}

/* The keys whose letters these are. */
static inline struct signers sample_signers(const char *letters, struct ed25519_key room[8])
{
    size_t n = strlen(letters);

    assert_true(n <= 8);
    for (size_t i = 0; i < n; i++)
        room[i] = sample_key(letters[i]);
    return (struct signers){.keys = room, .n = n};
}
