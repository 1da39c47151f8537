/* SPDX-License-Identifier: Apache-2.0 */
/* mission.pact: every fault has its place; what is accepted and written out reads back the same. */
#include "fuzz.h"

#include "pact/setup.h"

/* What setup_put cannot say between quotes is never put there: init refuses such names. */
static bool is_plain(struct span s)
{
    return memchr(s.p == NULL ? "" : s.p, '"', s.n) == NULL &&
           memchr(s.p == NULL ? "" : s.p, '\\', s.n) == NULL &&
           memchr(s.p == NULL ? "" : s.p, '\n', s.n) == NULL;
}

static bool is_all_plain(const struct setup *s)
{
    bool plain = is_plain(s->origin) && is_plain(s->label) && is_plain(s->roster) &&
                 is_plain(s->gazetteer) && is_plain(s->equipment);

    for (size_t i = 0; i < s->n_pacts; i++)
        plain = plain && is_plain(s->pacts[i]);
    for (size_t i = 0; i < s->n_listens; i++)
        plain = plain && is_plain(s->listens[i]);
    return plain && s->incident_gap_ms % MS_PER_MIN == 0;
}

static void check_again(const struct setup *s, struct arena *a)
{
    struct buf first, second;
    struct setup back;
    struct pact_diags diags;
    struct err err = {0};

    buf_init(&first, 2 * SETUP_BYTES_MAX);
    buf_init(&second, 2 * SETUP_BYTES_MAX);
    setup_put(&first, s);
    if (first.n <= SETUP_BYTES_MAX &&
        setup_read(buf_span(&first), a, &back, &diags, &err) == RC_OK) {
        setup_put(&second, &back);
        MUST(span_eq(buf_span(&first), buf_span(&second)), "%s\nbecame\n%s", first.p, second.p);
    }
    buf_release(&first);
    buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct setup s;
    struct pact_diags diags;
    struct err err = {0};
    enum rc rc;

    arena_init(&a, FUZZ_ARENA_MAX);
    rc = setup_read(fuzz_span(data, size), &a, &s, &diags, &err);
    MUST(rc != RC_INPUT || diags.n_errors > 0, "refused without a word: %s", err.note);
    if (rc == RC_OK && is_all_plain(&s))
        check_again(&s, &a);
    arena_release(&a);
    return 0;
}
