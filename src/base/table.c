/* SPDX-License-Identifier: Apache-2.0 */
#include "base/table.h"

#include <string.h>

#define SLOTS_MIN 16

void table_init(struct table *t, struct arena *a)
{
    *t = (struct table){.arena = a};
}

static uint64_t rotate(uint64_t v, int bits)
{
    return v << bits | v >> (64 - bits);
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

/* SipHash-1-3 (Aumasson and Bernstein 2012) with a fixed key, since the core has no randomness:
 * unlike FNV it leaves no cheap way to names by the thousand that share a hash. */
static uint32_t hash_of(struct span key)
{
    uint64_t v[4] = {UINT64_C(0x736f6d6570736575), UINT64_C(0x646f72616e646f6d),
                     UINT64_C(0x6c7967656e657261), UINT64_C(0x7465646279746573)};
    uint64_t word;
    uint32_t h;
    size_t at = 0;

    for (; key.n - at >= sizeof(word); at += sizeof(word)) {
        memcpy(&word, key.p + at, sizeof(word));
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    word = 0;
    if (key.n > at)
        memcpy(&word, key.p + at, key.n - at);
    word ^= (uint64_t)key.n << 56;
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
    v[2] ^= 0xFF;
    for (int i = 0; i < 3; i++)
        sip_round(v);
    h = (uint32_t)(v[0] ^ v[1] ^ v[2] ^ v[3]);
    return h == 0 ? 1 : h;
}

/* The slot of `key`, or the empty one where it belongs; at least half of the slots are empty. */
static struct table_slot *slot_of(struct table_slot *slots, size_t n_slots, struct span key,
                                  uint32_t hash)
{
    size_t i = hash & (n_slots - 1);

    while (slots[i].hash != 0 && (slots[i].hash != hash || !span_eq(slots[i].key, key)))
        i = (i + 1) & (n_slots - 1);
    return &slots[i];
}

static enum rc grow(struct table *t, struct err *err)
{
    size_t n_slots = t->n_slots == 0 ? SLOTS_MIN : t->n_slots * 2;
    struct table_slot *slots = arena_array(t->arena, n_slots, sizeof(*slots), err);

    if (slots == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < t->n_slots; i++)
        if (t->slots[i].hash != 0)
            *slot_of(slots, n_slots, t->slots[i].key, t->slots[i].hash) = t->slots[i];
    t->slots = slots;
    t->n_slots = n_slots;
    return RC_OK;
}

enum rc table_add(struct table *t, struct span key, uint32_t value, struct err *err)
{
    uint32_t hash = hash_of(key);
    struct table_slot *slot;

    if (t->n_slots > 0 && slot_of(t->slots, t->n_slots, key, hash)->hash != 0)
        return RC_CONFLICT;
    if (t->n * 2 >= t->n_slots) {
        enum rc rc = grow(t, err);

        if (rc)
            return rc;
    }
    slot = slot_of(t->slots, t->n_slots, key, hash);
    *slot = (struct table_slot){.key = key, .value = value, .hash = hash};
    t->n++;
    return RC_OK;
}

uint32_t table_find(const struct table *t, struct span key)
{
    const struct table_slot *slot;

    if (t->n == 0)
        return TABLE_ABSENT;
    slot = slot_of(t->slots, t->n_slots, key, hash_of(key));
    return slot->hash == 0 ? TABLE_ABSENT : slot->value;
}
