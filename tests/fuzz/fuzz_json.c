/* SPDX-License-Identifier: Apache-2.0 */
/* JSON: jansson must accept and refuse the same texts, and what we write we read as written. */
#include "fuzz.h"
#include "oracle_jansson.h"

#include "base/json.h"

static struct oracle_jansson jansson;

static void check_rewriting(const struct json *v, struct arena *a)
{
    struct buf once, twice;
    struct json again;
    struct err err = {0};

    buf_init(&once, FUZZ_ARENA_MAX);
    buf_init(&twice, FUZZ_ARENA_MAX);
    json_write(&once, v);
    MUST(json_parse(buf_span(&once), a, &again, &err) == RC_OK, "%s: %s", once.p, err.note);
    json_write(&twice, &again);
    MUST(span_eq(buf_span(&once), buf_span(&twice)), "%s became %s", once.p, twice.p);
    buf_release(&once);
    buf_release(&twice);
}

static void check_oracle(struct span text, enum rc rc, const struct err *err)
{
    enum json_error_code code;
    json_t *theirs = oracle_jansson_read(&jansson, text, &code);

    if (theirs != NULL) {
        jansson.free(theirs);
        /* jansson skips a NUL behind a number, which is no blank of RFC 8259 */
        MUST(rc == RC_OK || rc == RC_LIMIT || span_find(text, '\0') < text.n, "refused: %s",
             err->note);
    } else if (code != json_error_numeric_overflow && code != json_error_null_byte_in_key) {
        MUST(rc != RC_OK, "jansson refuses with code %d", (int)code);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span text = fuzz_span(data, size);
    struct arena a;
    struct json v;
    struct err err = {0};
    enum rc rc;

    if (jansson.loadb == NULL)
        MUST(oracle_jansson_open(&jansson), "libjansson.so.4 is not there");
    arena_init(&a, FUZZ_ARENA_MAX);
    rc = json_parse(text, &a, &v, &err);
    MUST(rc == RC_OK || err.note[0] != '\0', "refused without a word");
    if (rc == RC_OK)
        check_rewriting(&v, &a);
    check_oracle(text, rc, &err);
    arena_release(&a);
    return 0;
}
