/* SPDX-License-Identifier: Apache-2.0 */
/* desk_batch.c: entries on their way to the record: their bytes, ids and salts. */
#include "store/desk.h"

#include <assert.h>

#define ARENA_MAX ((size_t)1 << 30)

void desk_batch_init(struct desk_batch *b)
{
    *b = (struct desk_batch){.n = 0};
    arena_init(&b->arena, ARENA_MAX);
    buf_init(&b->text, ENTRY_BYTES_MAX);
}

void desk_batch_release(struct desk_batch *b)
{
    ed25519_wipe(b->random, sizeof(b->random));
    buf_release(&b->text);
    arena_release(&b->arena);
}

void desk_batch_clear(struct desk_batch *b)
{
    arena_reset(&b->arena);
    b->items = NULL;
    b->n = b->cap_items = 0;
}

/* Entries go on pointing to the author's text where it was: it is the same in both. */
void desk_batch_swap(struct desk_batch *a, struct desk_batch *b)
{
    struct desk_batch was = *a;

    assert(a->author == b->author);
    *a = *b;
    *b = was;
    a->author_text = span_of(a->author_base64);
    b->author_text = span_of(b->author_base64);
    ed25519_wipe(was.random, sizeof(was.random));
}

bool desk_batch_is_full(const struct desk_batch *b)
{
    return b->n == DESK_BATCH_MAX || b->arena.used_bytes > DESK_BATCH_BYTES_MAX;
}

enum rc desk_batch_author(struct desk_batch *b, const struct signer_key *author, struct err *err)
{
    struct arena a;
    enum rc rc;

    arena_init(&a, 4096);
    rc = keys_author(author, &a, &b->author_text, err);
    if (!rc) {
        (void)snprintf(b->author_base64, sizeof(b->author_base64), "%.*s", (int)b->author_text.n,
                       b->author_text.p);
        b->author = author;
    }
    b->author_text = span_of(b->author_base64);
    arena_release(&a);
    return rc;
}

/* Of the system's randomness some is kept: asking for it costs more than a hash. */
static void draw(struct desk_batch *b, struct desk_item *item, int64_t now_ms)
{
    static const struct uuid nil = {{0}};
    uint8_t *random;

    if (b->n_random == 0) {
        keys_random(b->random, sizeof(b->random));
        b->n_random = DESK_RANDOM_ITEMS;
    }
    random = &b->random[--b->n_random * DESK_RANDOM_BYTES];
    if (uuid_cmp(&item->entry.id, &nil) == 0)
        item->entry.id = uuid7_of(now_ms, random);
    memcpy(item->salt.b, random + DESK_RANDOM_BYTES - sizeof(item->salt.b), sizeof(item->salt.b));
    ed25519_wipe(random, DESK_RANDOM_BYTES);
}

/* Here, where nobody waits for it, and not while the batch is appended. */
static enum rc file_row(struct desk_batch *b, struct desk_item *item, const struct row *row,
                        struct err *err)
{
    struct card *card = arena_alloc(&b->arena, sizeof(*card), err);

    assert(b->model != NULL);
    item->row = row;
    item->card = card;
    return card == NULL ? RC_LIMIT : card_of(b->model, NULL, row, &b->arena, card, err);
}

/* One after another: a batch of one entry has no room for all. */
static struct desk_item *room(struct desk_batch *b, struct err *err)
{
    struct desk_item *more;

    if (b->n == DESK_BATCH_MAX) {
        (void)err_set(err, RC_LIMIT, "a batch holds %d entries", DESK_BATCH_MAX);
        return NULL;
    }
    more = arena_grow(&b->arena, b->items, b->n, &b->cap_items, sizeof(*more), err);
    if (more == NULL)
        return NULL;
    b->items = more;
    return &more[b->n];
}

enum rc desk_batch_add(struct desk_batch *b, const struct entry *e, const struct row *row,
                       int64_t now_ms, struct desk_item **item, struct err *err)
{
    struct desk_item *to = room(b, err);
    enum rc rc;

    if (to == NULL)
        return RC_LIMIT;
    *to = (struct desk_item){.entry = *e};
    to->entry.author = b->author_text;
    draw(b, to, now_ms);
    buf_clear(&b->text);
    rc = entry_write(&b->text, &to->entry, err);
    if (rc)
        return rc;
    to->bytes = arena_copy(&b->arena, buf_span(&b->text), err);
    if (to->bytes.p == NULL)
        return RC_LIMIT;
    to->leaf = merkle_leaf(to->bytes);
    to->commitment = entry_commitment(&to->salt, to->bytes);
    if (row != NULL)
        rc = file_row(b, to, row, err);
    if (rc)
        return rc;
    b->n++;
    if (item != NULL)
        *item = to;
    return RC_OK;
}
