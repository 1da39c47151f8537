/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hash.h"

#include <assert.h>
#include <nettle/sha2.h>
#include <string.h>

/* nettle renames its functions by macros that hit our names too */
#undef sha256_init
#undef sha256_digest

static_assert(sizeof(struct sha256_ctx) <= sizeof(((struct sha256_stream *)0)->state),
              "the stream's state must hold nettle's");

/* The header hides nettle, so its context is copied out of plain bytes and back. */
static void load(struct sha256_ctx *c, const struct sha256_stream *s)
{
    memcpy(c, s->state, sizeof(*c));
}

static void save(struct sha256_stream *s, const struct sha256_ctx *c)
{
    memcpy(s->state, c, sizeof(*c));
}

void sha256_init(struct sha256_stream *s)
{
    struct sha256_ctx c;

    nettle_sha256_init(&c);
    save(s, &c);
}

void sha256_add(struct sha256_stream *s, struct span data)
{
    struct sha256_ctx c;

    if (data.n == 0)
        return;
    load(&c, s);
    sha256_update(&c, data.n, (const uint8_t *)data.p);
    save(s, &c);
}

struct sha256_digest sha256_finish(struct sha256_stream *s)
{
    struct sha256_digest d;
    struct sha256_ctx c;

    load(&c, s);
    nettle_sha256_digest(&c, sizeof(d.b), d.b);
    return d;
}

struct sha256_digest sha256(struct span data)
{
    struct sha256_stream s;

    sha256_init(&s);
    sha256_add(&s, data);
    return sha256_finish(&s);
}

static void put_hex(struct buf *b, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    char text[2 * SHA256_BYTES];

    assert(n <= SHA256_BYTES);
    for (size_t i = 0; i < n; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 0xFU];
    }
    buf_put(b, (struct span){.p = text, .n = 2 * n});
}

void sha256_put_hex(struct buf *b, const struct sha256_digest *d)
{
    put_hex(b, d->b, sizeof(d->b));
}

/* RFC 9562, 5.8: version 8 in the high half of byte 6, variant 10 in the high bits of byte 8. */
void uuid8_put(struct buf *b, const struct sha256_digest *d)
{
    static const size_t group_bytes[] = {4, 2, 2, 2, 6};
    uint8_t id[16];
    const uint8_t *p = id;

    memcpy(id, d->b, sizeof(id));
    id[6] = (uint8_t)(0x80U | (id[6] & 0x0FU));
    id[8] = (uint8_t)(0x80U | (id[8] & 0x3FU));
    for (size_t i = 0; i < sizeof(group_bytes) / sizeof(*group_bytes); i++) {
        if (i > 0)
            buf_putc(b, '-');
        put_hex(b, p, group_bytes[i]);
        p += group_bytes[i];
    }
}
