/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to a witness: one that is read is written back byte for byte; every one gets one of the
 * answers of the table, and never a cosignature without the log's. */
#include "fuzz.h"

#include "record/witness.h"

static void check_request(struct span body)
{
    struct witness_request r;
    struct err err = {{0}};
    struct buf b;

    if (witness_request_read(body, &r, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    buf_init(&b, WITNESS_REQUEST_MAX);
    witness_request_put(&b, &r);
    MUST(span_eq(buf_span(&b), body), "%s", b.p);
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint8_t seeds[2][ED25519_SEED_BYTES] = {{1}, {2}};
    struct signer_key log_key = signer_key_of(SPAN("aasc.example/made"), KEY_ED25519, seeds[0]);
    struct signer_key own_key = signer_key_of(SPAN("witness"), KEY_COSIGNATURE, seeds[1]);
    struct verifier_key key = signer_key_public(&log_key);
    struct witness_log log = {.origin = SPAN("aasc.example/made"), .keys = &key, .n_keys = 1};
    struct witness w = {.logs = &log, .n_logs = 1, .key = &own_key};
    struct witness_answer answer;
    struct buf body;

    check_request(fuzz_span(data, size));
    buf_init(&body, NOTE_BYTES_MAX);
    log.latest.size = size % 3;
    witness_add_checkpoint(&w, fuzz_span(data, size), 1700000000, &body, &answer);
    MUST(answer.status == WITNESS_BAD_REQUEST || answer.status == WITNESS_UNKNOWN_LOG ||
             answer.status == WITNESS_FORBIDDEN,
         "%d to a request of nobody", (int)answer.status);
    MUST(body.n > 1 && answer.log == NULL, "an answer without words");
    buf_release(&body);
    return 0;
}
