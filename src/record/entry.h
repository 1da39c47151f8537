/* SPDX-License-Identifier: Apache-2.0 */
/* entry.h: one thing that was put on the record, as the exact bytes that its author signed.
 *
 * An entry is canonical JSON (RFC 8785) with the members of docs/formats/entry.md; it is stored and
 * hashed as it came and never written again. Pure: ids, salts and times come in as arguments. */
#pragma once

#include "base/hash.h"
#include "base/json.h"
#include "base/time.h"

#define ENTRY_SCHEMA    "aasc/entry/1"
#define ENTRY_BYTES_MAX ((size_t)1024 * 1024 + 64 * 1024)

/* Who makes them: people and sensors author, the engine derives. */
enum entry_kind {
    ENTRY_OBSERVATION,  /* any row of docs/formats/observation.md: body.kind says which */
    ENTRY_EVENT,        /* derived: observations that may be of one occurrence */
    ENTRY_VERDICT,      /* derived */
    ENTRY_INCIDENT,     /* derived by time and area, or authored by hand */
    ENTRY_DUTY,         /* derived: something is due */
    ENTRY_REPORT,       /* the hash of a report that was made */
    ENTRY_MISSION,      /* mission.pact as it was at that time */
    ENTRY_PACT,         /* a version of an agreement: hashes of its text and geometry */
    ENTRY_KEY,          /* a key comes into use or ends */
    ENTRY_ROSTER,       /* who may read what */
    ENTRY_IMPORT,       /* a file that rows came from: name, hash, counts */
    ENTRY_CONFIRMATION, /* an officer confirms a verdict */
    ENTRY_WITHDRAWAL,   /* … or takes an entry back */
    ENTRY_CONTEST,      /* a party contests a verdict */
    ENTRY_CORRECTION,   /* of a report: becomes a corrigendum */
    ENTRY_RELEASE,      /* a sanitised copy, or leave to read */
    ENTRY_ERASURE,      /* the key of a person was dropped, or bytes and salts of entries */
    ENTRY_EXHIBIT,
    ENTRY_FINDING,
    ENTRY_PROPOSAL,
    ENTRY_BALLOT,
    ENTRY_DECISION,
    ENTRY_MEASURE,
    ENTRY_DECLARATION,
    ENTRY_DEPLOYMENT,
    ENTRY_INQUIRY, /* opened; assessments of its exhibits and replies of parties: body.says */
    ENTRY_KIND_COUNT
};

struct uuid {
    uint8_t b[16];
};

struct entry {
    enum entry_kind kind;
    struct uuid id;
    struct span author; /* base64 of the 32 bytes of an Ed25519 public key */
    struct time_span when;
    struct span label; /* docs/formats/label.md; never empty */
    struct span zone;  /* of local times in the body; empty: the agreement's */
    struct span body;  /* canonical JSON text of an object */
    bool has_supersedes;
    struct uuid supersedes;
    const struct uuid *inputs; /* entries that it was derived from, sorted, each once */
    size_t n_inputs;
};

/* 32 random bytes of an entry as it comes in; of a derived one, see entry_derived_salt. */
struct salt {
    uint8_t b[32];
};

const char *entry_kind_name(enum entry_kind kind);
MUST_USE enum rc entry_kind_find(struct span name, enum entry_kind *out, struct err *err);
/** Whether the engine alone writes this kind. */
bool entry_kind_is_derived(enum entry_kind kind);

/** Append the entry's bytes. fails  RC_LIMIT: longer than ENTRY_BYTES_MAX, or `b` is full */
MUST_USE enum rc entry_write(struct buf *b, const struct entry *e, struct err *err);
/**
 * Read an entry: every member known, ids and times well formed, the text canonical.
 *
 * Spans point into `bytes`; `body` is the very text of the member.
 * fails  RC_INPUT, RC_UNKNOWN, RC_RANGE, RC_LIMIT
 */
MUST_USE enum rc entry_read(struct span bytes, struct arena *a, struct entry *out, struct err *err);

/** UUIDv8 of a derived entry: from the SHA-256 of its bytes written without the id. */
MUST_USE enum rc entry_derive_id(struct entry *e, struct err *err);
/** UUIDv7 (RFC 9562) of an instant and 10 random bytes. */
struct uuid uuid7_of(int64_t at_ms, const uint8_t random[10]);
void uuid_put(struct buf *b, const struct uuid *id);
MUST_USE enum rc uuid_read(struct span text, struct uuid *out, struct err *err);
int uuid_cmp(const struct uuid *a, const struct uuid *b);
/** Where an id stands, or would, among `n` items of `size` bytes that are sorted by the id that
 * each begins with: the first of that id, or of a later one; n: there is none. */
size_t uuid_lower_bound(const void *items, size_t n, size_t size, const struct uuid *id);

/** Leaf data: SHA-256("aasc/record/v1" ‖ 0x00 ‖ salt ‖ entry bytes). */
struct sha256_digest entry_commitment(const struct salt *salt, struct span bytes);
/** HMAC-SHA-256(the mission's secret, entry bytes): a replay gives the same leaves. */
struct salt entry_derived_salt(const struct salt *secret, struct span bytes);

/**
 * What the author of a batch signs: "aasc/batch/v1\n<n>\n<base64 of the root>\n"; the root is the
 * RFC 6962 root with the entries' exact bytes as leaf data. A single entry is signed alone, over
 * its bytes.
 */
void entry_batch_statement(struct buf *b, uint64_t n, const struct sha256_digest *root);
