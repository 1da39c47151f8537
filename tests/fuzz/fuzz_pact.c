/* SPDX-License-Identifier: Apache-2.0 */
/* Pact files: every fault has its place; what is accepted goes there and back through both its
 * forms, text and JSON, and every term of it can be explained. */
#include "fuzz_world.h"

struct forms {
    struct buf text, json;
};

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

static void write_forms(const struct pact *p, struct forms *out)
{
    struct err err = {0};

    buf_init(&out->text, FUZZ_ARENA_MAX);
    buf_init(&out->json, FUZZ_ARENA_MAX);
    MUST(pact_put_text(p, true, &out->text, &err) == RC_OK, "%s", err.note);
    MUST(pact_put_json(p, &out->json, &err) == RC_OK, "%s", err.note);
}

static void release_forms(struct forms *f)
{
    buf_release(&f->text);
    buf_release(&f->json);
}

/* Loading either layout of a pact gives the same forms as the pact itself. */
static void check_reloading(struct span text, const struct forms *first, struct arena *a)
{
    const struct pact *again;
    struct forms forms;

    MUST(load(text, a, &again) == RC_OK, "does not load again: %.*s", (int)text.n, text.p);
    write_forms(again, &forms);
    MUST(span_eq(buf_span(&forms.text), buf_span(&first->text)), "%s\nbecame\n%s", first->text.p,
         forms.text.p);
    MUST(span_eq(buf_span(&forms.json), buf_span(&first->json)), "%s\nbecame\n%s", first->json.p,
         forms.json.p);
    release_forms(&forms);
}

static void check_layouts(const struct pact *p, const struct forms *first, struct arena *a)
{
    struct buf laid_out, from_json;
    struct err err = {0};

    buf_init(&laid_out, FUZZ_ARENA_MAX);
    buf_init(&from_json, FUZZ_ARENA_MAX);
    check_reloading(buf_span(&first->text), first, a);
    MUST(pact_put_text(p, false, &laid_out, &err) == RC_OK, "%s", err.note);
    check_reloading(buf_span(&laid_out), first, a);
    MUST(pact_from_json(buf_span(&first->json), a, &from_json, &err) == RC_OK, "%s: %s", err.note,
         first->json.p);
    MUST(span_eq(buf_span(&from_json), buf_span(&first->text)), "%s\nis not\n%s", from_json.p,
         first->text.p);
    buf_release(&laid_out);
    buf_release(&from_json);
}

static void check_terms(const struct pact *p)
{
    const struct pact_model *m = pact_model(p);
    struct buf words;
    struct err err = {0};

    buf_init(&words, FUZZ_ARENA_MAX);
    for (size_t i = 0; i < m->n_agreements; i++)
        for (size_t j = 0; j < m->agreements[i].n_terms; j++) {
            buf_clear(&words);
            MUST(pact_explain(p, m->agreements[i].terms[j].id, &words, &err) == RC_OK, "%s",
                 err.note);
        }
    buf_release(&words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct pact *p;
    struct arena a;
    struct forms forms;

    arena_init(&a, FUZZ_ARENA_MAX);
    if (load(fuzz_span(data, size), &a, &p) == RC_OK) {
        write_forms(p, &forms);
        check_layouts(p, &forms, &a);
        check_terms(p);
        release_forms(&forms);
    }
    arena_release(&a);
    return 0;
}
