/* SPDX-License-Identifier: Apache-2.0 */
/* entry.c: entries as canonical JSON, and back. */
#include "record/entry.h"

#include <assert.h>
#include <nettle/hmac.h>
#include <string.h>

#include "base/base64.h"

/* nettle renames its functions by macros that hit our names too */
#undef sha256_init
#undef sha256_digest

#define UUID_CHARS   36
#define AUTHOR_BYTES 32

static const struct kind_row {
    const char *name;
    bool is_derived;
} kinds[ENTRY_KIND_COUNT] = {
    [ENTRY_OBSERVATION] = {"observation", false},
    [ENTRY_EVENT] = {"event", true},
    [ENTRY_VERDICT] = {"verdict", true},
    [ENTRY_INCIDENT] = {"incident", false},
    [ENTRY_DUTY] = {"duty", true},
    [ENTRY_REPORT] = {"report", false},
    [ENTRY_MISSION] = {"mission", false},
    [ENTRY_PACT] = {"pact", false},
    [ENTRY_KEY] = {"key", false},
    [ENTRY_ROSTER] = {"roster", false},
    [ENTRY_IMPORT] = {"import", false},
    [ENTRY_CONFIRMATION] = {"confirmation", false},
    [ENTRY_WITHDRAWAL] = {"withdrawal", false},
    [ENTRY_CONTEST] = {"contest", false},
    [ENTRY_CORRECTION] = {"correction", false},
    [ENTRY_RELEASE] = {"release", false},
    [ENTRY_ERASURE] = {"erasure", false},
    [ENTRY_EXHIBIT] = {"exhibit", false},
    [ENTRY_FINDING] = {"finding", false},
    [ENTRY_PROPOSAL] = {"proposal", false},
    [ENTRY_BALLOT] = {"ballot", false},
    [ENTRY_DECISION] = {"decision", false},
    [ENTRY_MEASURE] = {"measure", false},
    [ENTRY_DECLARATION] = {"declaration", false},
    [ENTRY_DEPLOYMENT] = {"deployment", false},
    [ENTRY_INQUIRY] = {"inquiry", false},
};

const char *entry_kind_name(enum entry_kind kind)
{
    assert(kind < ENTRY_KIND_COUNT);
    return kinds[kind].name;
}

enum rc entry_kind_find(struct span name, enum entry_kind *out, struct err *err)
{
    const char *names[ENTRY_KIND_COUNT + 1] = {NULL};
    const char *near;

    for (size_t i = 0; i < ENTRY_KIND_COUNT; i++) {
        if (span_is(name, kinds[i].name)) {
            *out = (enum entry_kind)i;
            return RC_OK;
        }
        names[i] = kinds[i].name;
    }
    near = span_nearest(name, names);
    return err_set(err, RC_UNKNOWN, "\"%.*s\" is no kind of entry%s%s%s", SPAN_ARG(name),
                   near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                   near == NULL ? "" : "\"?");
}

bool entry_kind_is_derived(enum entry_kind kind)
{
    assert(kind < ENTRY_KIND_COUNT);
    return kinds[kind].is_derived;
}

/* ---- ids ---- */

static bool is_dash(size_t i)
{
    return i == 8 || i == 13 || i == 18 || i == 23;
}

void uuid_put(struct buf *b, const struct uuid *id)
{
    static const char digits[] = "0123456789abcdef";
    char text[UUID_CHARS];

    for (size_t i = 0, half = 0; i < UUID_CHARS; i++) {
        if (is_dash(i)) {
            text[i] = '-';
            continue;
        }
        text[i] = digits[(half % 2 == 0 ? id->b[half / 2] >> 4 : id->b[half / 2]) & 0xF];
        half++;
    }
    buf_put(b, (struct span){.p = text, .n = sizeof(text)});
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

enum rc uuid_read(struct span text, struct uuid *out, struct err *err)
{
    struct uuid id = {{0}};
    bool is_good = text.n == UUID_CHARS;

    for (size_t i = 0, half = 0; is_good && i < UUID_CHARS; i++) {
        int v = is_dash(i) ? 0 : hex_value(text.p[i]);

        is_good = v >= 0 && (!is_dash(i) || text.p[i] == '-');
        if (is_dash(i) || !is_good)
            continue;
        id.b[half / 2] = (uint8_t)(id.b[half / 2] << 4 | v);
        half++;
    }
    if (!is_good)
        return err_set(err, RC_INPUT,
                       "\"%.*s\" is no id; ids are 8-4-4-4-12 lower-case hexadecimal digits",
                       SPAN_ARG(text));
    *out = id;
    return RC_OK;
}

int uuid_cmp(const struct uuid *a, const struct uuid *b)
{
    return memcmp(a->b, b->b, sizeof(a->b));
}

size_t uuid_lower_bound(const void *items, size_t n, size_t size, const struct uuid *id)
{
    size_t low = 0, high = n;

    assert(size >= sizeof(*id));
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (memcmp((const char *)items + middle * size, id->b, sizeof(id->b)) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* RFC 9562: the version in the high half of byte 6, variant 10 in the high bits of byte 8. */
static void mark_version(struct uuid *id, unsigned version)
{
    id->b[6] = (uint8_t)(version << 4 | (id->b[6] & 0x0FU));
    id->b[8] = (uint8_t)(0x80U | (id->b[8] & 0x3FU));
}

struct uuid uuid7_of(int64_t at_ms, const uint8_t random[10])
{
    struct uuid id;

    for (unsigned i = 0; i < 6; i++)
        id.b[i] = (uint8_t)((uint64_t)at_ms >> (40 - 8 * i));
    memcpy(id.b + 6, random, 10);
    mark_version(&id, 7);
    return id;
}

/* ---- writing ---- */

static void put_text(struct buf *b, const char *prefix, struct span text)
{
    buf_puts(b, prefix);
    json_write_string(b, text);
}

static void put_id(struct buf *b, const char *prefix, const struct uuid *id)
{
    buf_puts(b, prefix);
    uuid_put(b, id);
    buf_putc(b, '"');
}

static void put_inputs(struct buf *b, const struct entry *e)
{
    if (e->n_inputs == 0)
        return;
    buf_puts(b, ",\"inputs\":[");
    for (size_t i = 0; i < e->n_inputs; i++)
        put_id(b, i == 0 ? "\"" : ",\"", &e->inputs[i]);
    buf_putc(b, ']');
}

/* Members in the order of RFC 8785, so that nothing is sorted: what is put here is put often. */
static enum rc write_members(struct buf *b, const struct entry *e, bool has_id, struct err *err)
{
    size_t start = b->n;

    put_text(b, "{\"author\":", e->author);
    buf_puts(b, ",\"body\":");
    buf_put(b, e->body);
    if (has_id)
        put_id(b, ",\"id\":\"", &e->id);
    put_inputs(b, e);
    buf_puts(b, ",\"kind\":\"");
    buf_puts(b, entry_kind_name(e->kind));
    put_text(b, "\",\"label\":", e->label);
    buf_puts(b, ",\"schema\":\"" ENTRY_SCHEMA "\"");
    if (e->has_supersedes)
        put_id(b, ",\"supersedes\":\"", &e->supersedes);
    buf_puts(b, ",\"time\":\"");
    time_put_span(b, e->when);
    buf_putc(b, '"');
    if (e->zone.n > 0)
        put_text(b, ",\"zone\":", e->zone);
    buf_putc(b, '}');
    if (b->n - start > ENTRY_BYTES_MAX)
        return err_set(err, RC_LIMIT, "an entry of %zu bytes; they have at most %zu", b->n - start,
                       ENTRY_BYTES_MAX);
    return buf_check(b, err);
}

enum rc entry_write(struct buf *b, const struct entry *e, struct err *err)
{
    return write_members(b, e, true, err);
}

enum rc entry_derive_id(struct entry *e, struct err *err)
{
    struct sha256_digest d;
    struct uuid id;
    struct buf b;
    enum rc rc;

    buf_init(&b, 2 * ENTRY_BYTES_MAX);
    rc = write_members(&b, e, false, err);
    if (rc)
        goto out;
    d = sha256(buf_span(&b));
    memcpy(id.b, d.b, sizeof(id.b));
    mark_version(&id, 8);
    e->id = id;
out:
    buf_release(&b);
    return rc;
}

/* ---- reading ---- */

/* Where members go while an entry is read. */
struct reading {
    struct span text;
    struct arena *arena;
    struct entry entry;
    uint32_t body_at, id_at;
};

static enum rc read_text(const struct json *v, struct span *out, struct err *err)
{
    if (v->type != JSON_STRING || v->u.text.n == 0)
        return err_set(err, RC_INPUT, "a text that is not empty belongs here, not %s",
                       v->type == JSON_STRING ? "an empty one" : json_type_name(v->type));
    *out = v->u.text;
    return RC_OK;
}

static enum rc read_author(struct reading *r, const struct json *v, struct err *err)
{
    uint8_t key[AUTHOR_BYTES];
    struct span text = {0};
    enum rc rc = read_text(v, &text, err);

    if (rc)
        return rc;
    if (base64_read_exact(text, key, sizeof(key), NULL) != RC_OK)
        return err_set(err, RC_INPUT, "\"%.*s\" is not the base64 of a key of 32 bytes",
                       SPAN_ARG(text));
    r->entry.author = text;
    return RC_OK;
}

static enum rc read_body(struct reading *r, const struct json *v, struct err *err)
{
    if (v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "an object belongs here, not %s", json_type_name(v->type));
    r->body_at = v->at;
    return RC_OK;
}

static enum rc read_uuid(const struct json *v, struct uuid *out, struct err *err)
{
    struct span text = {0};
    enum rc rc = read_text(v, &text, err);

    return rc ? rc : uuid_read(text, out, err);
}

static enum rc read_id(struct reading *r, const struct json *v, struct err *err)
{
    enum rc rc = read_uuid(v, &r->entry.id, err);
    unsigned version = r->entry.id.b[6] >> 4;

    if (rc)
        return rc;
    if ((version != 7 && version != 8) || r->entry.id.b[8] >> 6 != 2)
        return err_set(err, RC_INPUT, "\"%.*s\" is no UUID of version 7 or 8 (RFC 9562)",
                       SPAN_ARG(v->u.text));
    r->id_at = v->at;
    return RC_OK;
}

static enum rc read_inputs(struct reading *r, const struct json *v, struct err *err)
{
    struct uuid *ids;
    enum rc rc = RC_OK;

    if (v->type != JSON_ARRAY || v->u.array.n == 0)
        return err_set(err, RC_INPUT, "a list of ids belongs here; where there is none, no member");
    ids = arena_array(r->arena, v->u.array.n, sizeof(*ids), err);
    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; rc == RC_OK && i < v->u.array.n; i++) {
        rc = read_uuid(&v->u.array.items[i], &ids[i], err);
        if (!rc && i > 0 && uuid_cmp(&ids[i - 1], &ids[i]) >= 0)
            rc =
                err_set(err, RC_INPUT, "ids stand in order, each once; number %zu does not", i + 1);
    }
    r->entry.inputs = ids;
    r->entry.n_inputs = v->u.array.n;
    return rc;
}

static enum rc read_kind(struct reading *r, const struct json *v, struct err *err)
{
    struct span name = {0};
    enum rc rc = read_text(v, &name, err);

    return rc ? rc : entry_kind_find(name, &r->entry.kind, err);
}

static enum rc read_label(struct reading *r, const struct json *v, struct err *err)
{
    return read_text(v, &r->entry.label, err);
}

static enum rc read_schema(struct reading *r, const struct json *v, struct err *err)
{
    struct span name = {0};
    enum rc rc = read_text(v, &name, err);

    (void)r;
    if (!rc && !span_is(name, ENTRY_SCHEMA))
        rc =
            err_set(err, RC_UNKNOWN, "\"%.*s\" is not known here; this program reads " ENTRY_SCHEMA,
                    SPAN_ARG(name));
    return rc;
}

static enum rc read_supersedes(struct reading *r, const struct json *v, struct err *err)
{
    r->entry.has_supersedes = true;
    return read_uuid(v, &r->entry.supersedes, err);
}

static enum rc read_end(struct span text, int64_t open_ms, int64_t *out_ms, struct err *err)
{
    if (span_is(text, "..")) {
        *out_ms = open_ms;
        return RC_OK;
    }
    return time_parse_instant(text, out_ms, err);
}

static enum rc read_time(struct reading *r, const struct json *v, struct err *err)
{
    struct span text = {0}, first;
    struct time_span *when = &r->entry.when;
    enum rc rc = read_text(v, &text, err);

    if (rc)
        return rc;
    if (span_find(text, '/') == text.n) {
        rc = time_parse_instant(text, &when->t0_ms, err);
        when->t1_ms = when->t0_ms;
        return rc;
    }
    first = span_cut(&text, '/');
    rc = read_end(first, TIME_ALWAYS, &when->t0_ms, err);
    if (!rc)
        rc = read_end(text, TIME_NEVER, &when->t1_ms, err);
    if (!rc && when->t0_ms >= when->t1_ms)
        rc = err_set(err, RC_RANGE, "\"%.*s\" ends before it begins; one instant is written once",
                     SPAN_ARG(v->u.text));
    return rc;
}

static enum rc read_zone(struct reading *r, const struct json *v, struct err *err)
{
    return read_text(v, &r->entry.zone, err);
}

static const struct member_row {
    const char *name;
    bool is_needed;
    enum rc (*read)(struct reading *r, const struct json *v, struct err *err);
} member_rows[] = {
    {"author", true, read_author}, {"body", true, read_body},
    {"id", true, read_id},         {"inputs", false, read_inputs},
    {"kind", true, read_kind},     {"label", true, read_label},
    {"schema", true, read_schema}, {"supersedes", false, read_supersedes},
    {"time", true, read_time},     {"zone", false, read_zone},
};
#define N_MEMBERS (sizeof(member_rows) / sizeof(*member_rows))

static enum rc refuse_member(struct span name, struct err *err)
{
    const char *names[N_MEMBERS + 1] = {NULL};
    const char *near;

    for (size_t i = 0; i < N_MEMBERS; i++)
        names[i] = member_rows[i].name;
    near = span_nearest(name, names);
    return err_set(err, RC_UNKNOWN, "\"%.*s\" is no member of an entry%s%s%s", SPAN_ARG(name),
                   near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                   near == NULL ? "" : "\"?");
}

static enum rc read_member(struct reading *r, const struct json_member *m, uint32_t *seen,
                           struct err *err)
{
    for (size_t i = 0; i < N_MEMBERS; i++) {
        enum rc rc;

        if (!span_is(m->name, member_rows[i].name))
            continue;
        *seen |= 1U << i;
        rc = member_rows[i].read(r, &m->value, err);
        return rc ? err_prefix(err, rc, "entry member \"%s\": ", member_rows[i].name) : RC_OK;
    }
    return refuse_member(m->name, err);
}

/* The one text that this value has: what is not it could be hashed in two ways. */
static enum rc check_canonical(struct span text, const struct json *v, struct err *err)
{
    struct buf b;
    size_t at = 0;
    enum rc rc = RC_OK;

    buf_init(&b, text.n);
    json_write(&b, v);
    while (at < b.n && b.p[at] == text.p[at])
        at++;
    if (b.is_full || at < text.n)
        rc = err_set(err, RC_INPUT,
                     "the entry is not in canonical form (RFC 8785) from byte %zu on: no blanks, "
                     "members in order, shortest numbers, least escapes",
                     at);
    buf_release(&b);
    return rc;
}

static enum rc read_members(struct reading *r, const struct json *v, struct err *err)
{
    uint32_t seen = 0;
    enum rc rc = RC_OK;

    if (v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "an entry is a JSON object, not %s", json_type_name(v->type));
    for (size_t i = 0; rc == RC_OK && i < v->u.object.n; i++)
        rc = read_member(r, &v->u.object.members[i], &seen, err);
    for (size_t i = 0; rc == RC_OK && i < N_MEMBERS; i++)
        if (member_rows[i].is_needed && (seen >> i & 1) == 0)
            rc = err_set(err, RC_INPUT, "the entry has no member \"%s\"", member_rows[i].name);
    return rc;
}

enum rc entry_read(struct span bytes, struct arena *a, struct entry *out, struct err *err)
{
    struct reading r = {.text = bytes, .arena = a};
    struct json v = {.type = JSON_NULL};
    enum rc rc;

    if (bytes.n > ENTRY_BYTES_MAX)
        return err_set(err, RC_LIMIT, "an entry of %zu bytes; they have at most %zu", bytes.n,
                       ENTRY_BYTES_MAX);
    rc = json_parse(bytes, a, &v, err);
    if (!rc)
        rc = read_members(&r, &v, err);
    if (!rc)
        rc = check_canonical(bytes, &v, err);
    if (rc)
        return rc;
    /* in canonical text the member "id" follows the body at once */
    r.entry.body = span_sub(bytes, r.body_at, r.id_at - r.body_at - strlen(",\"id\":"));
    *out = r.entry;
    return RC_OK;
}

/* ---- what is hashed and signed ---- */

struct sha256_digest entry_commitment(const struct salt *salt, struct span bytes)
{
    static const char prefix[] = "aasc/record/v1"; /* its ending NUL is hashed too */
    struct sha256_ctx c;
    struct sha256_digest d;

    nettle_sha256_init(&c);
    nettle_sha256_update(&c, sizeof(prefix), (const uint8_t *)prefix);
    nettle_sha256_update(&c, sizeof(salt->b), salt->b);
    if (bytes.n > 0)
        nettle_sha256_update(&c, bytes.n, (const uint8_t *)bytes.p);
    nettle_sha256_digest(&c, sizeof(d.b), d.b);
    return d;
}

struct salt entry_derived_salt(const struct salt *secret, struct span bytes)
{
    struct hmac_sha256_ctx c;
    struct salt salt;

    nettle_hmac_sha256_set_key(&c, sizeof(secret->b), secret->b);
    if (bytes.n > 0)
        nettle_hmac_sha256_update(&c, bytes.n, (const uint8_t *)bytes.p);
    nettle_hmac_sha256_digest(&c, sizeof(salt.b), salt.b);
    return salt;
}

void entry_batch_statement(struct buf *b, uint64_t n, const struct sha256_digest *root)
{
    buf_printf(b, "aasc/batch/v1\n%llu\n", (unsigned long long)n);
    base64_put(b, (struct span){.p = (const char *)root->b, .n = sizeof(root->b)});
    buf_putc(b, '\n');
}
