/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/sense.h"

#include <string.h>

#define BODY_BYTES_MAX ((size_t)2 << 20)

enum rc sense_of(const struct json *verdict, struct arena *a, struct sha256_digest *out,
                 struct err *err)
{
    struct json what = json_object();
    struct buf text;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < verdict->u.object.n && !rc; i++) {
        const struct json_member *m = &verdict->u.object.members[i];
        struct span name;

        if (span_is(m->name, "receipt") || span_is(m->name, "explanation"))
            continue;
        name = arena_copy(a, m->name, err);
        rc = name.p == NULL ? RC_LIMIT : json_set(&what, name.p, m->value, a, err);
    }
    if (rc)
        return rc;
    buf_init(&text, BODY_BYTES_MAX);
    json_write(&text, &what);
    rc = buf_check(&text, err);
    if (!rc)
        *out = sha256(buf_span(&text));
    buf_release(&text);
    return rc;
}

struct uuid sense_id(const struct sha256_digest *sense)
{
    struct uuid id;

    memcpy(id.b, sense->b, sizeof(id.b));
    id.b[6] = (uint8_t)((id.b[6] & 0x0f) | 0x80); /* RFC 9562, version 8 */
    id.b[8] = (uint8_t)((id.b[8] & 0x3f) | 0x80);
    return id;
}
