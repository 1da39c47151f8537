/* SPDX-License-Identifier: Apache-2.0 */
/* Sealed members: what is read is written back the same, nothing opens with a key of nobody, and
 * what is sealed opens again with the same bytes. */
#include "fuzz.h"

#include "record/sealed.h"

static const struct uuid entry = {{1}}, other = {{2}};
static const struct sealed_key key = {{3}};

static void check_body(const struct json *body, struct arena *a)
{
    struct json made = json_object();
    struct sealed s, again;
    struct err err = {{0}};
    struct buf text;

    if (sealed_read(body, a, &s, &err) != RC_OK) {
        MUST(err.note[0] != '\0', "refused without a word");
        return;
    }
    if (s.n == 0)
        return;
    MUST(s.n <= SEALED_BOXES_MAX, "%zu", s.n);
    buf_init(&text, 2 * SEALED_TEXT_MAX);
    for (size_t i = 0; i < s.n; i++)
        MUST(sealed_open(&s.boxes[i], &entry, &key, &text, &err) != RC_OK, "opened by nobody");
    buf_release(&text);
    MUST(sealed_set(&made, &s, a, &err) == RC_OK, "%s", err.note);
    MUST(sealed_read(&made, a, &again, &err) == RC_OK && again.n == s.n, "%s", err.note);
    for (size_t i = 0; i < s.n; i++)
        MUST(span_eq(again.boxes[i].bytes, s.boxes[i].bytes) &&
                 span_eq(again.boxes[i].person, s.boxes[i].person),
             "box %zu", i);
}

static void check_text(struct span plain, struct arena *a)
{
    struct sealed_box box = {.person = SPAN("w-1"), .nonce = {{4}}};
    struct err err = {{0}};
    struct buf text;

    if (sealed_seal(&box, &entry, &key, plain, a, &err) != RC_OK)
        return;
    buf_init(&text, 2 * SEALED_TEXT_MAX);
    MUST(sealed_open(&box, &other, &key, &text, &err) != RC_OK, "moved to another entry");
    MUST(sealed_open(&box, &entry, &key, &text, &err) == RC_OK, "%s", err.note);
    MUST(span_eq(buf_span(&text), plain), "%zu bytes of %zu", text.n, plain.n);
    buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct json body;
    struct arena a;

    arena_init(&a, FUZZ_ARENA_MAX);
    check_text(fuzz_span(data, size), &a);
    if (json_parse(fuzz_span(data, size), &a, &body, NULL) == RC_OK)
        check_body(&body, &a);
    arena_release(&a);
    return 0;
}
