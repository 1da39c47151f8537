/* SPDX-License-Identifier: Apache-2.0 */
#include "store/desk_retell.h"

#include "base/json.h"

#include <string.h>

#define DOUBTFUL_MAX ((size_t)1 << 30)

void retelling_open(struct retelling *r, struct store *real, const struct salt *secret)
{
    *r = (struct retelling){.real = real, .secret = secret};
    arena_init(&r->arena, DOUBTFUL_MAX);
    table_init(&r->doubtful, &r->arena);
}

void retelling_close(struct retelling *r)
{
    arena_release(&r->arena);
}

/* ---- what is doubtful ---- */

static struct span id_key(const struct uuid *id)
{
    return (struct span){(const char *)id->b, sizeof(id->b)};
}

static enum rc doubt(struct retelling *r, struct span key, struct err *err)
{
    struct span kept;
    enum rc rc;

    if (table_find(&r->doubtful, key) != TABLE_ABSENT)
        return RC_OK;
    kept = arena_copy(&r->arena, key, err);
    rc = kept.p == NULL ? RC_LIMIT : table_add(&r->doubtful, kept, 1, err);
    return rc;
}

enum rc retelling_note_erased(struct retelling *r, const struct uuid *id, struct err *err)
{
    r->n_erased++;
    return doubt(r, id_key(id), err);
}

/* What is kept, or not said any more, casts doubt on what it rests on. */
static enum rc doubt_all(struct retelling *r, const struct entry *e, struct span term,
                         struct err *err)
{
    enum rc rc = doubt(r, id_key(&e->id), err);

    if (rc == RC_OK && e->has_supersedes)
        rc = doubt(r, id_key(&e->supersedes), err);
    for (size_t i = 0; i < e->n_inputs && rc == RC_OK; i++)
        rc = doubt(r, id_key(&e->inputs[i]), err);
    return rc == RC_OK && e->n_inputs == 0 && term.n > 0 ? doubt(r, term, err) : rc;
}

static bool is_doubtful(const struct retelling *r, const struct entry *e, struct span term)
{
    if (e->has_supersedes && table_find(&r->doubtful, id_key(&e->supersedes)) != TABLE_ABSENT)
        return true;
    for (size_t i = 0; i < e->n_inputs; i++)
        if (table_find(&r->doubtful, id_key(&e->inputs[i])) != TABLE_ABSENT)
            return true;
    return e->n_inputs == 0 && term.n > 0 && table_find(&r->doubtful, term) != TABLE_ABSENT;
}

/* A row that was erased may have taken another away, which its step then said; or have been the
 * first that a limit knew of. */
static bool is_of_coming(const struct retold *s, const struct entry *e)
{
    return s->has_erased && (e->has_supersedes || e->n_inputs == 0);
}

/* "It had been seen beyond the line before": by a row that is no input, and may have been erased.
 */
static bool is_return(const struct retold *s, const struct told *t)
{
    struct json body;

    return t->entry.body.n > 0 && json_parse(t->entry.body, s->arena, &body, NULL) == RC_OK &&
           span_is(json_get_text(&body, "state"), "return");
}

static bool rests_on(const struct entry *e, const struct uuid *id)
{
    for (size_t i = 0; i < e->n_inputs; i++)
        if (uuid_cmp(&e->inputs[i], id) == 0)
            return true;
    return false;
}

static bool is_brought(const struct retold *s, const struct uuid *id)
{
    for (size_t i = 0; i < s->n_brought; i++)
        if (uuid_cmp(&s->brought[i].at.id, id) == 0)
            return true;
    return false;
}

/* Of a row that came in this step nothing of the kind was said: an erased one may have replaced it,
 * or a permit that was erased exempted it. */
static bool was_silent(const struct retold *s, const struct derived *d)
{
    for (size_t i = 0; i < d->entry.n_inputs; i++) {
        bool is_silent = is_brought(s, &d->entry.inputs[i]);

        for (size_t k = 0; k < s->n_was && is_silent; k++)
            is_silent = s->was[k].entry.kind != d->entry.kind ||
                        (s->was[k].again != NULL && !span_eq(s->was[k].again->term, d->term)) ||
                        (s->was[k].again == NULL && !span_eq(s->was[k].filed.term, d->term)) ||
                        !rests_on(&s->was[k].entry, &d->entry.inputs[i]);
        if (is_silent)
            return true;
    }
    return false;
}

/* ---- one and the same ---- */

static bool is_same(const struct told *t, const struct derived *d)
{
    struct sha256_digest commitment;

    if (!t->at.is_erased)
        return span_eq(t->at.bytes, d->bytes) &&
               memcmp(t->at.salt.b, d->salt.b, sizeof(d->salt.b)) == 0;
    commitment = entry_commitment(&d->salt, d->bytes);
    return memcmp(commitment.b, t->at.commitment.b, sizeof(commitment.b)) == 0;
}

/* Ids are of bytes: whatever changed there has another one, or lies about it. */
static enum rc match(struct retold *s, struct err *err)
{
    struct table by_id;
    enum rc rc = RC_OK;

    table_init(&by_id, s->arena);
    for (size_t i = 0; i < s->n_is && rc == RC_OK; i++)
        rc = table_add(&by_id, id_key(&s->is[i].entry.id), (uint32_t)i, err);
    for (size_t i = 0; i < s->n_was && rc == RC_OK; i++) {
        uint32_t at = table_find(&by_id, id_key(&s->was[i].at.id));

        if (at == TABLE_ABSENT || !is_same(&s->was[i], &s->is[at]))
            continue;
        s->was[i].again = &s->is[at];
        s->is_answered[at] = true;
    }
    return rc;
}

/* Whether the engine wrote these bytes, as far as that can be seen from them. */
static enum rc is_written(const struct retelling *r, const struct told *t, bool *out,
                          struct err *err)
{
    struct sha256_digest commitment;
    struct entry copy = t->entry;
    struct salt salt;
    enum rc rc;

    *out = false;
    if (t->at.is_erased)
        return RC_OK;
    commitment = entry_commitment(&t->at.salt, t->at.bytes);
    salt = entry_derived_salt(r->secret, t->at.bytes);
    rc = entry_derive_id(&copy, err);
    *out = rc == RC_OK && uuid_cmp(&copy.id, &t->at.id) == 0 &&
           memcmp(salt.b, t->at.salt.b, sizeof(salt.b)) == 0 &&
           memcmp(commitment.b, t->at.commitment.b, sizeof(commitment.b)) == 0;
    return rc;
}

/* ---- a step ---- */

static bool is_open(const struct told *t)
{
    return t->again == NULL && !t->is_explained;
}

/* One round: what is explained casts doubt in turn. out  *is_more  something was */
static enum rc explain(struct retelling *r, struct retold *s, bool *is_more, struct err *err)
{
    enum rc rc = RC_OK;

    *is_more = false;
    for (size_t i = 0; i < s->n_is && rc == RC_OK; i++) {
        const struct derived *d = &s->is[i];

        if (s->is_answered[i] || (!is_doubtful(r, &d->entry, d->term) &&
                                  !is_of_coming(s, &d->entry) && !was_silent(s, d)))
            continue;
        s->is_answered[i] = *is_more = true;
        rc = doubt_all(r, &d->entry, d->term, err);
    }
    for (size_t i = 0; i < s->n_was && rc == RC_OK; i++) {
        struct told *t = &s->was[i];

        if (!is_open(t) || (!is_doubtful(r, &t->entry, t->filed.term) &&
                            !is_of_coming(s, &t->entry) && !is_return(s, t)))
            continue;
        t->is_explained = *is_more = true;
        rc = doubt_all(r, &t->entry, t->filed.term, err);
    }
    return rc;
}

/* What is not said again must be what the engine wrote; then it is looked up what it was filed
 * under. out  *was  the first that is not */
static enum rc check_open(struct retelling *r, struct retold *s, const struct told **was,
                          struct err *err)
{
    enum rc rc = RC_OK;

    for (size_t i = 0; i < s->n_was && rc == RC_OK && *was == NULL; i++) {
        struct told *t = &s->was[i];
        bool is_own = false;

        if (t->again != NULL)
            continue;
        rc = is_written(r, t, &is_own, err);
        if (rc == RC_OK && !is_own)
            *was = t;
        else if (rc == RC_OK)
            rc = store_derived_row(r->real, t->at.seq, s->arena, &t->filed, err);
        t->filed.entry = t->entry;
        t->filed.bytes = t->at.bytes;
        t->filed.salt = t->at.salt;
    }
    return rc;
}

static void find_unexplained(const struct retold *s, const struct told **was,
                             const struct derived **is)
{
    for (size_t i = 0; i < s->n_was && *was == NULL; i++)
        if (is_open(&s->was[i]))
            *was = &s->was[i];
    for (size_t i = 0; i < s->n_is && *is == NULL; i++)
        if (!s->is_answered[i])
            *is = &s->is[i];
}

/* Nothing was erased so far: place by place. */
static void compare_all(struct retold *s, const struct told **was, const struct derived **is)
{
    size_t n = s->n_was > s->n_is ? s->n_was : s->n_is;

    for (size_t i = 0; i < n && *was == NULL && *is == NULL; i++) {
        if (i < s->n_was && i < s->n_is && is_same(&s->was[i], &s->is[i])) {
            s->was[i].again = &s->is[i];
            continue;
        }
        *was = i < s->n_was ? &s->was[i] : NULL;
        *is = i < s->n_is ? &s->is[i] : NULL;
    }
}

enum rc retelling_compare(struct retelling *r, struct retold *s, const struct told **was,
                          const struct derived **is, struct err *err)
{
    bool is_more = true;
    enum rc rc;

    *was = NULL;
    *is = NULL;
    if (r->n_erased == 0) {
        compare_all(s, was, is);
        return RC_OK;
    }
    s->is_answered = arena_array(s->arena, s->n_is + 1, sizeof(bool), err);
    if (s->is_answered == NULL)
        return RC_LIMIT;
    rc = match(s, err);
    if (rc == RC_OK)
        rc = check_open(r, s, was, err);
    while (rc == RC_OK && *was == NULL && is_more)
        rc = explain(r, s, &is_more, err);
    if (rc == RC_OK && *was == NULL)
        find_unexplained(s, was, is);
    return rc;
}
