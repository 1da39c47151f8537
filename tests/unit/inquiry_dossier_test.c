/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "inquiry/dossier.h"

#define INQUIRY "01900000-0000-7000-8000-000000000001"
#define EXHIBIT "01900000-0000-7000-8000-000000000002"
#define SALT    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static const char opened[] =
    "{\"title\":\"t\",\"terms\":\"w\",\"concerned\":[\"south\"],"
    "\"panel\":[{\"name\":\"ann\",\"nationality\":\"fin\"},{\"name\":\"bo\",\"nationality\":"
    "\"ind\"}],"
    "\"reply_until\":\"2026-01-01T00:00:00Z\",\"due\":\"2026-02-01T00:00:00Z\",\"links\":{"
    "\"origin\":["
    "{\"id\":\"h\",\"statement\":\"x\",\"prior\":0.5,\"reason\":\"y\"},"
    "{\"id\":\"f\",\"role\":\"false_flag\",\"statement\":\"x\",\"prior\":0.25,\"reason\":\"y\"},"
    "{\"id\":\"o\",\"role\":\"other_unknown\",\"statement\":\"x\",\"prior\":0.25,\"reason\":\"y\"}]"
    "}}";

static const char exhibit[] =
    "{\"inquiry\":\"" INQUIRY "\",\"title\":\"photo\",\"source\":\"patrol\",\"lineage\":\"l\","
    "\"reliability\":\"A\",\"credibility\":\"1\",\"sha256\":\"" SALT "\"}";

struct desk {
    struct arena a;
    struct dossier d;
    uint64_t order;
};

static void take_as(struct desk *k, enum entry_kind kind, const char *author, const char *id,
                    struct span body)
{
    struct entry e = {
        .kind = kind, .author = span_of(author), .label = SPAN("PUBLIC"), .body = body};
    struct dossier_entry one = {.entry = &e, .recorded_at_ms = 1, .order = k->order++};
    struct err err = {0};

    assert_ok(uuid_read(span_of(id), &e.id, &err));
    if (kind == ENTRY_INQUIRY && k->order == 1)
        assert_ok(dossier_begin(&k->d, &one, &k->a, &err));
    else
        assert_ok(dossier_take(&k->d, &one, &err));
}

static void begin(struct desk *k)
{
    memset(k, 0, sizeof(*k));
    arena_init(&k->a, 16 * MIB);
    take_as(k, ENTRY_INQUIRY, "desk", INQUIRY, SPAN(opened));
    take_as(k, ENTRY_EXHIBIT, "desk", EXHIBIT, SPAN(exhibit));
}

/* The text of an assessment, canonical: h is `ratio` times as likely as the others. */
static struct span text_of(struct desk *k, int ratio)
{
    return arena_printf(&k->a, NULL,
                        "{\"exhibit\":\"" EXHIBIT "\",\"inquiry\":\"" INQUIRY
                        "\",\"link\":\"origin\",\"ratios\":{\"f\":1,\"h\":%d,\"o\":1}}",
                        ratio);
}

static struct span seal_of(struct desk *k, int ratio)
{
    struct sha256_digest salt, made;
    struct span out;
    struct buf b;

    for (size_t i = 0; i < 32; i++)
        salt.b[i] = (uint8_t)(i % 16 * 0x11);
    made = dossier_seal(&salt, text_of(k, ratio));
    buf_init(&b, 128);
    sha256_put_hex(&b, &made);
    out = arena_copy(&k->a, buf_span(&b), NULL);
    buf_release(&b);
    return out;
}

static void bind(struct desk *k, const char *by, const char *author, int ratio)
{
    struct span seal = seal_of(k, ratio);

    take_as(k, ENTRY_INQUIRY, author, "01900000-0000-7000-8000-000000000009",
            arena_printf(&k->a, NULL,
                         "{\"by\":\"%s\",\"exhibit\":\"" EXHIBIT "\",\"inquiry\":\"" INQUIRY
                         "\",\"link\":\"origin\",\"says\":\"commitment\",\"sha256\":\"%.*s\"}",
                         by, (int)seal.n, seal.p));
}

static void show(struct desk *k, const char *by, const char *author, int ratio)
{
    struct span text = text_of(k, ratio);

    take_as(k, ENTRY_INQUIRY, author, "01900000-0000-7000-8000-000000000008",
            arena_printf(&k->a, NULL,
                         "{\"by\":\"%s\",\"inquiry\":\"" INQUIRY "\",\"salt\":\"" SALT
                         "\",\"says\":\"assessment\",\"text\":%.*s}",
                         by, (int)text.n, text.p));
}

/* Steps as "who: what", each with the key of its name unless another stands behind it. */
static void only_what_was_bound_in_time_counts(void **state)
{
    enum act { BIND, SHOW };
    static const struct {
        const char *why;
        struct {
            enum act act;
            const char *by, *key;
            int ratio;
        } steps[6];
        size_t n, n_counted;
    } rows[] = {
        {"both bound, both shown",
         {{BIND, "ann", "A", 4}, {BIND, "bo", "B", 5}, {SHOW, "ann", "A", 4}, {SHOW, "bo", "B", 5}},
         4,
         2},
        {"shown by one alone",
         {{BIND, "ann", "A", 4}, {BIND, "bo", "B", 5}, {SHOW, "ann", "A", 4}},
         3,
         1},
        {"never bound", {{BIND, "ann", "A", 4}, {SHOW, "ann", "A", 4}, {SHOW, "bo", "B", 5}}, 3, 1},
        {"bound after the other could be read",
         {{BIND, "ann", "A", 4}, {SHOW, "ann", "A", 4}, {BIND, "bo", "B", 5}, {SHOW, "bo", "B", 5}},
         4,
         1},
        {"another text than the bound one",
         {{BIND, "ann", "A", 4}, {BIND, "bo", "B", 5}, {SHOW, "ann", "A", 4}, {SHOW, "bo", "B", 6}},
         4,
         1},
        {"bound with another key",
         {{BIND, "ann", "A", 4}, {BIND, "bo", "A", 5}, {SHOW, "ann", "A", 4}, {SHOW, "bo", "B", 5}},
         4,
         1},
        {"not of the panel",
         {{BIND, "ann", "A", 4}, {BIND, "cy", "C", 5}, {SHOW, "ann", "A", 4}, {SHOW, "cy", "C", 5}},
         4,
         1},
        {"the second of one analyst",
         {{BIND, "ann", "A", 4},
          {BIND, "ann", "A", 5},
          {SHOW, "ann", "A", 4},
          {SHOW, "ann", "A", 5}},
         4,
         1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct ledger l = {.n_entries = 0};
        struct err err = {0};
        struct desk k;

        begin(&k);
        for (size_t s = 0; s < rows[i].n; s++)
            (rows[i].steps[s].act == BIND ? bind : show)(
                &k, rows[i].steps[s].by, rows[i].steps[s].key, rows[i].steps[s].ratio);
        dossier_settle(&k.d);
        assert_ok(dossier_ledger(&k.d, LINK_ORIGIN, NULL, &k.a, &l, &err));
        if (l.n_entries != rows[i].n_counted)
            fail_msg("%s: %zu counted", rows[i].why, l.n_entries);
        arena_release(&k.a);
    }
}

static bool nothing_may(void *context, struct span label)
{
    (void)context;
    (void)label;
    return false;
}

static void a_filter_takes_exhibits_and_assessments_away(void **state)
{
    const struct dossier_filter none = {.context = NULL, .may = nothing_may};
    struct ledger l = {.n_entries = 9};
    struct err err = {0};
    struct desk k;

    (void)state;
    begin(&k);
    bind(&k, "ann", "A", 4);
    bind(&k, "bo", "B", 5);
    show(&k, "ann", "A", 4);
    show(&k, "bo", "B", 5);
    dossier_settle(&k.d);
    assert_ok(dossier_ledger(&k.d, LINK_ORIGIN, &none, &k.a, &l, &err));
    assert_int_equal(l.n_entries, 0);
    assert_int_equal(l.n_exhibits, 0);
    assert_int_equal(l.n_hypotheses, 3);
    arena_release(&k.a);
}

static void what_belongs_elsewhere_is_passed_over(void **state)
{
    struct desk k;

    (void)state;
    begin(&k);
    take_as(&k, ENTRY_EXHIBIT, "desk", INQUIRY, SPAN("{\"sealed\":1}"));
    take_as(&k, ENTRY_EXHIBIT, "desk", INQUIRY, SPAN("{\"inquiry\":\"another\",\"title\":3}"));
    take_as(&k, ENTRY_INQUIRY, "desk", INQUIRY, SPAN("{\"title\":\"another one\"}"));
    /* of an exhibit that this reader does not have */
    take_as(&k, ENTRY_INQUIRY, "A", INQUIRY,
            SPAN("{\"by\":\"ann\",\"exhibit\":\"" INQUIRY "\",\"inquiry\":\"" INQUIRY
                 "\",\"link\":\"origin\",\"says\":\"commitment\",\"sha256\":\"" SALT "\"}"));
    assert_int_equal(k.d.n_exhibits, 1);
    assert_int_equal(k.d.n_commitments, 0);
    assert_null(dossier_exhibit(&k.d, SPAN(INQUIRY)));
    assert_non_null(dossier_exhibit(&k.d, SPAN(EXHIBIT)));
    arena_release(&k.a);
}

/* Each row puts `with` in the place of `what` in a body that is otherwise good. */
static void bad_bodies_are_refused(void **state)
{
    static const struct {
        const char *what, *with;
        enum rc rc;
        const char *note;
    } rows[] = {
        {"\"title\":\"t\"", "\"title\":\"t\"", RC_OK, ""},
        {"\"title\":\"t\"", "\"title\":3", RC_INPUT, "\"title\" is missing or no text"},
        {"\"terms\":\"w\",", "", RC_INPUT, "terms"},
        {"2026-02-01", "2025-12-31", RC_INPUT, "due: before"},
        {"2026-02-01T00:00:00Z", "soon", RC_INPUT, "due: "},
        {"[\"south\"]", "[]", RC_INPUT, "concerned"},
        {"\"ind\"", "\"SOUTH\"", RC_CONFLICT, "bo is a national of SOUTH"},
        {"\"bo\"", "\"ann\"", RC_CONFLICT, "ann is on it twice"},
        {"\"origin\":[", "\"orgin\":[", RC_UNKNOWN, "origin"},
        {"\"false_flag\"", "\"plain\"", RC_INPUT, "false_flag"},
        {"\"role\":\"false_flag\"", "\"mode\":\"aided\"", RC_INPUT, "responsibility alone"},
        {"\"prior\":0.5", "\"prior\":\"half\"", RC_INPUT, "prior"},
        {"\"prior\":0.5", "\"prior\":0.6", RC_RANGE, "sum to 1.1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *at = strstr(opened, rows[i].what);
        struct json body;
        struct dossier d;
        struct err err = {0};
        struct arena a;

        arena_init(&a, MIB);
        assert_non_null(at);
        assert_ok(json_parse(arena_printf(&a, NULL, "%.*s%s%s", (int)(at - opened), opened,
                                          rows[i].with, at + strlen(rows[i].what)),
                             &a, &body, &err));
        if (dossier_open(&d, &body, &a, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        assert_note(rows[i].note);
        arena_release(&a);
    }
}

static void bad_exhibits_are_refused(void **state)
{
    static const struct {
        const char *what, *with;
        enum rc rc;
        const char *note;
    } rows[] = {
        {"\"A\"", "\"A\"", RC_OK, ""},
        {"\"A\"", "\"G\"", RC_INPUT, "A to F"},
        {"\"A\"", "\"A1\"", RC_INPUT, "A to F"},
        {"\"1\"", "\"0\"", RC_INPUT, "1 to 6"},
        {"\"1\"", "\"6\"", RC_OK, ""},
        {"\"0011", "\"001g", RC_INPUT, "64 lower-case"},
        {"\"lineage\":\"l\"", "\"lineage\":\"\"", RC_INPUT, "lineage"},
        {"\"title\"", "\"missing\":true,\"title\"", RC_INPUT, "has no file"},
        {"\"title\"", "\"custody\":[{\"from\":\"a\",\"to\":\"b\",\"when\":\"x\"}],\"title\"",
         RC_INPUT, "custody: when"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const char *at = strstr(exhibit, rows[i].what);
        struct dossier_exhibit x;
        struct json body;
        struct err err = {0};
        struct arena a;

        arena_init(&a, MIB);
        assert_non_null(at);
        assert_ok(json_parse(arena_printf(&a, NULL, "%.*s%s%s", (int)(at - exhibit), exhibit,
                                          rows[i].with, at + strlen(rows[i].what)),
                             &a, &body, &err));
        if (dossier_read_exhibit(&body, &a, &x, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        assert_note(rows[i].note);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_was_bound_in_time_counts),
        cmocka_unit_test(a_filter_takes_exhibits_and_assessments_away),
        cmocka_unit_test(what_belongs_elsewhere_is_passed_over),
        cmocka_unit_test(bad_bodies_are_refused),
        cmocka_unit_test(bad_exhibits_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
