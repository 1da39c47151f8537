/* SPDX-License-Identifier: Apache-2.0 */
/* Equipment tables of users, read after the built-in one: every type is found by each of its
 * names. */
#include "fuzz.h"

#include "pact/equipment.h"

static void check_names(const struct equipment *e)
{
    size_t n;
    const struct equipment_type *types = equipment_types(e, &n);

    for (size_t i = 0; i < n; i++) {
        MUST(equipment_find(e, types[i].model) == &types[i], "%.*s is not found",
             SPAN_ARG(types[i].model));
        for (size_t j = 0; j < types[i].n_aliases; j++)
            MUST(equipment_find(e, types[i].aliases[j]) == &types[i], "%.*s is not found",
                 SPAN_ARG(types[i].aliases[j]));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span texts[2] = {SPAN("model\tclass\tcalibre_mm\trange_min_m\trange_max_m\tmobility\t"
                                 "aliases\tlook_alikes\tuncertain\n"
                                 "2S1\tartillery\t122\t\t15300\ttracked\tGvozdika; M-1974\t\t\n"),
                            fuzz_span(data, size)};
    const struct equipment *e;
    struct err err = {0};
    struct arena a;

    arena_init(&a, FUZZ_ARENA_MAX);
    if (equipment_read(texts, 2, &a, &e, &err) == RC_OK)
        check_names(e);
    else
        MUST(err.note[0] != '\0', "refused without a word");
    arena_release(&a);
    return 0;
}
