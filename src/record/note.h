/* SPDX-License-Identifier: Apache-2.0 */
/* note.h: signed notes (C2SP signed-note): a text, an empty line, lines of signatures.
 *
 * The text must be ignored until note_verify has found a signature of a trusted key. */
#pragma once

#include "record/key.h"

#define NOTE_BYTES_MAX      ((size_t)1 << 20)
#define NOTE_SIGNATURES_MAX 100  /* the standard wants 16 at least */
#define NOTE_SIGNATURE_MAX  8192 /* bytes of one that is written; post-quantum ones have 5,000 */

/* One line: U+2014, the key's name, base64(key id || bytes). */
struct note_signature {
    struct span name;
    uint32_t key_id;
    struct span bytes; /* behind the key id */
    struct span line;  /* as written, with its line end */
};

struct note {
    struct span text; /* with its last line end */
    const struct note_signature *signatures;
    size_t n_signatures; /* 1 .. NOTE_SIGNATURES_MAX */
};

/**
 * Take a note apart; nothing is believed yet.
 *
 * out    spans point into `bytes`, what was decoded lies in the arena
 * fails  RC_INPUT: no note; RC_LIMIT: longer than NOTE_BYTES_MAX, or a flood of signatures
 */
MUST_USE enum rc note_parse(struct span bytes, struct arena *a, struct note *out, struct err *err);

/** Whether a text may be signed: UTF-8, ends in a line end, no other control character. */
MUST_USE enum rc note_check_text(struct span text, struct err *err);

/* What was found out about a note. */
struct note_verdict {
    size_t n_keys; /* different keys that signed, >= 1 */
    /* for each signature the key that it verified with, NULL where it was ignored */
    const struct verifier_key *by[NOTE_SIGNATURES_MAX];
};

/**
 * Verify every signature of a known key (name and id both) and pass over all others.
 *
 * A key whose type is not built (key_kind.is_verified) counts as unknown.
 * out    *out points into `keys`
 * fails  RC_CONFLICT: a signature of a known key is wrong, or no known key signed; the note says
 *        which
 */
MUST_USE enum rc note_verify(const struct note *n, const struct verifier_key *keys, size_t n_keys,
                             struct note_verdict *out, struct err *err);

/** Whether `key` is among those who signed. */
bool note_is_signed_by(const struct note *n, const struct note_verdict *v,
                       const struct verifier_key *key);

/** Text and empty line: a note without signatures, to which lines are put. */
void note_put_text(struct buf *b, struct span text);
/** One signature's line. in: bytes without the key id, NOTE_SIGNATURE_MAX at most: asserts */
void note_put_signature(struct buf *b, struct span name, uint32_t key_id, struct span bytes);
/**
 * Sign a text and put the line, with a key of KEY_ED25519 (for cosignatures: cosignature.h).
 *
 * in  text  passes note_check_text, or every reader will refuse the note
 */
void note_put_signed(struct buf *b, struct span text, const struct signer_key *key);
