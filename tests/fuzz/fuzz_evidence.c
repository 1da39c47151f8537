/* SPDX-License-Identifier: Apache-2.0 */
/* Evidence files, proofs and forks: what is read is written back byte for byte, and nothing is
 * believed without a signature. */
#include "fuzz.h"

#include "record/log_verify.h"

static void check_extra(struct span extra, struct arena *a)
{
    struct evidence e, again;
    struct err err = {{0}};
    struct buf one, two;

    if (evidence_read(extra, a, &e, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    buf_init(&one, TLOG_PROOF_BYTES_MAX);
    buf_init(&two, TLOG_PROOF_BYTES_MAX);
    MUST(evidence_put(&one, &e, &err) == RC_OK, "%s", err.note);
    MUST(evidence_read(buf_span(&one), a, &again, &err) == RC_OK, "%s: %s", one.p, err.note);
    MUST(evidence_put(&two, &again, &err) == RC_OK, "%s", err.note);
    MUST(span_eq(buf_span(&one), buf_span(&two)), "%s, %s", one.p, two.p);
    buf_release(&one);
    buf_release(&two);
}

static void check_proof(struct span file, const struct log_trust *trust, struct arena *a)
{
    struct evidence_file f = {.proof = file, .beside = SPAN("data")};
    struct evidence_opened opened;
    struct tlog_proof p;
    struct err err = {{0}};
    struct buf b;

    MUST(evidence_verify(&f, trust, a, &opened, &err) != RC_OK, "a proof of nobody was believed");
    if (tlog_proof_read(file, a, &p, &err) != RC_OK)
        return;
    buf_init(&b, TLOG_PROOF_BYTES_MAX);
    tlog_proof_put(&b, &p);
    MUST(span_eq(buf_span(&b), file), "%s", b.p);
    buf_release(&b);
    check_extra(p.extra, a);
}

static void check_fork(struct span file, const struct log_trust *trust, struct arena *a)
{
    struct fork_opened opened;
    struct fork f, again;
    struct err err = {{0}};
    struct buf b;

    if (fork_read(file, &f, &err) != RC_OK)
        return;
    MUST(fork_verify(&f, trust, a, &opened, &err) != RC_OK, "a fork of nobody was believed");
    buf_init(&b, 3 * NOTE_BYTES_MAX);
    fork_put(&b, &f);
    MUST(b.n == file.n && fork_read(buf_span(&b), &again, &err) == RC_OK, "%s", b.p);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seed[ED25519_SEED_BYTES] = {1};
    struct signer_key signer = signer_key_of(SPAN("aasc.example/made"), KEY_ED25519, seed);
    struct verifier_key key = signer_key_public(&signer);
    struct log_trust trust = {.logs = &key, .n_logs = 1};
    struct arena a;

    arena_init(&a, FUZZ_ARENA_MAX);
    check_extra(fuzz_span(data, size), &a);
    check_proof(fuzz_span(data, size), &trust, &a);
    check_fork(fuzz_span(data, size), &trust, &a);
    arena_release(&a);
    return 0;
}
