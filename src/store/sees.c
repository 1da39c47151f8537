/* SPDX-License-Identifier: Apache-2.0 */
#include "store/sees.h"

#include "store/names.h"

bool sees(struct store *s, const struct visible *v, int64_t label)
{
    struct span text;

    if (v == NULL || v->is_everything)
        return true;
    /* a number without its text is damage: what cannot be read denies */
    return names_text(s, &s->labels, label, &text, NULL) == RC_OK && visible_has_text(v, text);
}

enum rc store_visible(struct store *s, const struct label_policy *policy, const struct reader *r,
                      int64_t at_ms, struct arena *a, const struct visible **out, struct err *err)
{
    struct label_table *table = arena_alloc(a, sizeof(*table), err);
    struct visible *v = arena_alloc(a, sizeof(*v), err);
    int64_t unused;
    enum rc rc;

    if (table == NULL || v == NULL)
        return RC_LIMIT;
    label_table_init(table, a);
    /* looking for a text that is no label takes up those that have come since */
    rc = names_find(s, &s->labels, span_none(), &unused, err);
    for (size_t i = 0; rc == RC_OK && i < s->labels.n; i++) {
        uint32_t number;

        rc = label_table_add(table, policy, s->labels.texts[i], &number, err);
    }
    if (!rc)
        rc = visible_of(table, r, at_ms, a, v, err);
    if (!rc)
        *out = v;
    return rc;
}
