/* SPDX-License-Identifier: Apache-2.0 */
/* Rosters from JSON (docs/formats/roster.md). Whatever is not understood refuses the whole: half a
 * roster would be a roster that nobody signed. */
#include "record/roster.h"

#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/table.h"
#include "record/fields.h"

#define VERSION_MAX 1000000

struct reading {
    struct fields f;
    struct arena *arena;
    struct roster *roster;
    struct err *err;
};

/* What to do with each string of a list, and where to put it. */
struct taker {
    enum rc (*take)(const struct reading *r, void *to, struct span word);
    void *to;
};

static enum rc each_item(const struct reading *r, const struct json *list, const char *name,
                         struct taker t)
{
    enum rc rc = RC_OK;

    if (list->type != JSON_ARRAY)
        return fields_wrong_type(&r->f, list, name, "a list");
    for (size_t i = 0; !rc && i < list->u.array.n; i++) {
        const struct json *item = &list->u.array.items[i];

        if (item->type != JSON_STRING)
            return fields_wrong_type(&r->f, item, name, "a string");
        rc = t.take(r, t.to, item->u.text);
        if (rc)
            rc = fields_fault(&r->f, item, rc, name);
    }
    return rc;
}

/* The same of a member, which may be left out. */
static enum rc each_text(const struct reading *r, const struct json *v, const char *name,
                         struct taker t)
{
    const struct json *list = json_get(v, name);

    return list == NULL ? RC_OK : each_item(r, list, name, t);
}

/* ---- words into sets ---- */

/* A list of labels' own words; `to` says which. */
static enum rc take_word(const struct reading *r, void *to, struct span word)
{
    const enum label_list *list = to;

    return label_policy_add(&r->roster->policy, *list, word, r->err);
}

static enum rc twice(const struct reading *r, struct span word)
{
    return err_set(r->err, RC_CONFLICT, "%.*s is named twice", SPAN_ARG(word));
}

static enum rc take_into_set(const struct reading *r, void *to, struct span word)
{
    struct member_set *set = to;
    unsigned i;
    enum rc rc = label_policy_find(&r->roster->policy, LABEL_MEMBER, word, &i, r->err);

    if (rc)
        return rc;
    if (member_set_has(set, i))
        return twice(r, word);
    member_set_add(set, i);
    return RC_OK;
}

static enum rc take_into_compartments(const struct reading *r, void *to, struct span word)
{
    uint64_t *set = to;
    unsigned i;
    enum rc rc = label_policy_find(&r->roster->policy, LABEL_COMPARTMENT, word, &i, r->err);

    if (rc)
        return rc;
    if ((*set >> i & 1) != 0)
        return twice(r, word);
    *set |= UINT64_C(1) << i;
    return RC_OK;
}

static enum rc take_right(const struct reading *r, void *to, struct span word)
{
    uint32_t *set = to;
    uint32_t right = 0;
    enum rc rc = right_find(word, &right, r->err);

    if (rc)
        return rc;
    if ((*set & right) != 0)
        return twice(r, word);
    *set |= right;
    return RC_OK;
}

struct key_list {
    struct ed25519_key *keys; /* room for ROSTER_KEYS_MAX */
    size_t n;
};

static enum rc take_key(const struct reading *r, void *to, struct span word)
{
    struct key_list *list = to;
    enum rc rc;

    if (list->n == ROSTER_KEYS_MAX)
        return err_set(r->err, RC_LIMIT, "a person has at most %d keys", ROSTER_KEYS_MAX);
    rc = base64_read_exact(word, list->keys[list->n].b, ED25519_KEY_BYTES, r->err);
    if (rc)
        return err_prefix(r->err, rc, "a key is the base64 of 32 bytes: ");
    list->n++;
    return RC_OK;
}

/* ---- the policy ---- */

static enum rc read_everybody(const struct reading *r, const struct json *policy)
{
    const struct json *list = NULL;
    enum rc rc = fields_required(&r->f, policy, "everybody", &list);

    if (rc)
        return rc;
    if (list->type != JSON_ARRAY || list->u.array.n == 0)
        return fields_wrong_type(&r->f, list, "everybody",
                                 "a list of lists of members, one a version,");
    for (size_t i = 0; !rc && i < list->u.array.n; i++) {
        const struct json *one = &list->u.array.items[i];
        struct member_set all = {0};

        rc = each_item(r, one, "everybody", (struct taker){take_into_set, &all});
        if (rc)
            return rc;
        rc = label_policy_add_everybody(&r->roster->policy, &all, r->err);
        if (rc)
            return fields_fault(&r->f, one, rc, "everybody");
    }
    return rc;
}

static enum rc read_policy(const struct reading *r, const struct json *top)
{
    static const char *const members[] = {
        "id", "levels", "compartments", "members", "everybody", "audience", NULL};
    enum label_list levels = LABEL_LEVEL, compartments = LABEL_COMPARTMENT;
    enum label_list policy_members = LABEL_MEMBER;
    struct label_policy *p = &r->roster->policy;
    const struct json *v = NULL;
    struct span id = span_none();
    enum rc rc = fields_required(&r->f, top, "policy", &v);

    rc = rc ? rc : fields_known(&r->f, v, "policy", members);
    rc = rc ? rc : fields_text(&r->f, v, "id", &id);
    if (rc)
        return rc;
    rc = label_policy_init(p, ROSTER_POLICY, id, r->err);
    if (rc)
        return fields_fault(&r->f, v, rc, "policy");
    rc = each_text(r, v, "levels", (struct taker){take_word, &levels});
    if (!rc && p->n_levels == 0)
        rc = label_policy_add_usual_levels(p, r->err);
    rc = rc ? rc : each_text(r, v, "compartments", (struct taker){take_word, &compartments});
    rc = rc ? rc : each_text(r, v, "members", (struct taker){take_word, &policy_members});
    rc = rc ? rc : read_everybody(r, v);
    return rc ? rc : each_text(r, v, "audience", (struct taker){take_into_set, &p->audience});
}

/* ---- who may what ---- */

static enum rc read_grant(const struct reading *r, const struct json *v, struct roster_grant *out)
{
    struct roster_grant g = {.from_ms = TIME_ALWAYS, .until_ms = TIME_NEVER};
    struct span word = span_none();
    unsigned level = 0;
    enum rc rc = fields_text(&r->f, v, "level", &word);

    if (rc)
        return rc;
    rc = label_policy_find(&r->roster->policy, LABEL_LEVEL, word, &level, r->err);
    if (rc)
        return fields_fault(&r->f, json_get(v, "level"), rc, "level");
    g.level = (uint8_t)level;
    rc = each_text(r, v, "compartments", (struct taker){take_into_compartments, &g.compartments});
    rc = rc ? rc : fields_instant(&r->f, v, "from", &g.from_ms);
    rc = rc ? rc : fields_instant(&r->f, v, "until", &g.until_ms);
    rc = rc ? rc : each_text(r, v, "rights", (struct taker){take_right, &g.rights});
    if (rc)
        return rc;
    if (g.from_ms >= g.until_ms) {
        rc = err_set(r->err, RC_RANGE, "it must be later than \"from\"");
        return fields_fault(&r->f, v, rc, "until");
    }
    *out = g;
    return RC_OK;
}

static enum rc member_of(const struct reading *r, const struct json *v, unsigned *out)
{
    struct span word = span_none();
    enum rc rc = fields_text(&r->f, v, "member", &word);

    if (rc)
        return rc;
    rc = label_policy_find(&r->roster->policy, LABEL_MEMBER, word, out, r->err);
    return rc ? fields_fault(&r->f, json_get(v, "member"), rc, "member") : RC_OK;
}

static enum rc read_clearance(const struct reading *r, const struct json *v,
                              struct member_set *seen)
{
    static const char *const members[] = {"member", "level", "compartments", "from", "until",
                                          "rights", NULL};
    unsigned member = 0;
    enum rc rc = fields_known(&r->f, v, "clearances", members);

    rc = rc ? rc : member_of(r, v, &member);
    if (rc)
        return rc;
    if (member_set_has(seen, member)) {
        rc = twice(r, span_of(label_policy_word(&r->roster->policy, LABEL_MEMBER, member)));
        return fields_fault(&r->f, v, rc, "clearances");
    }
    member_set_add(seen, member);
    return read_grant(r, v, &r->roster->grants[member]);
}

static enum rc check_within(const struct reading *r, const struct json *v,
                            const struct roster_person *p)
{
    const struct roster_grant *m = &r->roster->grants[p->member];
    const char *what = NULL;

    if (p->grant.level > m->level)
        what = "a higher level";
    else if ((p->grant.compartments & ~m->compartments) != 0)
        what = "a compartment more";
    else if ((p->grant.rights & ~m->rights) != 0)
        what = "a right more";
    if (what == NULL)
        return RC_OK;
    (void)err_set(r->err, RC_RANGE, "%.*s has %s than %s, for whom they stand", SPAN_ARG(p->id),
                  what, label_policy_word(&r->roster->policy, LABEL_MEMBER, p->member));
    return fields_fault(&r->f, v, RC_RANGE, "people");
}

static enum rc read_person(const struct reading *r, const struct json *v, struct roster_person *out)
{
    static const char *const members[] = {
        "id", "member", "level", "compartments", "from", "until", "rights", "keys", NULL};
    struct roster_person p = {.id = span_none()};
    struct key_list keys = {0};
    unsigned member = 0;
    enum rc rc = fields_known(&r->f, v, "people", members);

    rc = rc ? rc : fields_text(&r->f, v, "id", &p.id);
    rc = rc ? rc : member_of(r, v, &member);
    p.member = (uint8_t)member;
    rc = rc ? rc : read_grant(r, v, &p.grant);
    rc = rc ? rc : check_within(r, v, &p);
    if (rc)
        return rc;
    if (p.id.n == 0 || p.id.n > 200 || span_find(p.id, '\0') < p.id.n) {
        rc = err_set(r->err, RC_INPUT, "an id has 1 to 200 bytes, none of them NUL");
        return fields_fault(&r->f, v, rc, "id");
    }
    p.id = arena_copy(r->arena, p.id, r->err);
    keys.keys = arena_array(r->arena, ROSTER_KEYS_MAX, sizeof(*keys.keys), r->err);
    if (p.id.p == NULL || keys.keys == NULL)
        return RC_LIMIT;
    rc = each_text(r, v, "keys", (struct taker){take_key, &keys});
    if (rc)
        return rc;
    p.keys = keys.keys;
    p.n_keys = keys.n;
    *out = p;
    return RC_OK;
}

static int by_id(const void *a, const void *b)
{
    return span_cmp(((const struct roster_person *)a)->id, ((const struct roster_person *)b)->id);
}

/* No two of one id, no key of two people or twice: a signature is one person's. */
static enum rc check_distinct(const struct reading *r, const struct json *v)
{
    const struct roster *roster = r->roster;
    struct table keys;

    table_init(&keys, r->arena);
    for (size_t i = 0; i < roster->n_people; i++) {
        const struct roster_person *p = &roster->people[i];

        if (i > 0 && span_eq(p->id, roster->people[i - 1].id))
            return fields_fault(&r->f, v, twice(r, p->id), "people");
        for (size_t k = 0; k < p->n_keys; k++) {
            struct span bytes = {(const char *)p->keys[k].b, ED25519_KEY_BYTES};
            enum rc rc = table_add(&keys, bytes, (uint32_t)i, r->err);

            if (rc == RC_CONFLICT)
                rc = err_set(r->err, rc, "a key of %.*s is there already: a key is one person's",
                             SPAN_ARG(p->id));
            if (rc)
                return fields_fault(&r->f, v, rc, "people");
        }
    }
    return RC_OK;
}

static enum rc read_people(const struct reading *r, const struct json *top)
{
    const struct json *list = NULL;
    struct roster_person *people;
    enum rc rc = fields_list(&r->f, top, "people", &list);

    if (rc || list == NULL)
        return rc;
    if (list->u.array.n > ROSTER_PEOPLE_MAX) {
        rc = err_set(r->err, RC_LIMIT, "%zu people; %d are the most", list->u.array.n,
                     ROSTER_PEOPLE_MAX);
        return fields_fault(&r->f, list, rc, "people");
    }
    people = arena_array(r->arena, list->u.array.n + 1, sizeof(*people), r->err);
    if (people == NULL)
        return RC_LIMIT;
    for (size_t i = 0; !rc && i < list->u.array.n; i++)
        rc = read_person(r, &list->u.array.items[i], &people[i]);
    if (rc)
        return rc;
    qsort(people, list->u.array.n, sizeof(*people), by_id);
    r->roster->people = people;
    r->roster->n_people = list->u.array.n;
    return check_distinct(r, list);
}

static enum rc read_clearances(const struct reading *r, const struct json *top)
{
    const struct json *list = NULL;
    struct member_set seen = {0};
    enum rc rc = fields_list(&r->f, top, "clearances", &list);

    for (size_t i = 0; !rc && list != NULL && i < list->u.array.n; i++)
        rc = read_clearance(r, &list->u.array.items[i], &seen);
    return rc;
}

static enum rc read_head(const struct reading *r, const struct json *top)
{
    static const char *const members[] = {
        "schema",      "version",    "policy", "engine_may_derive_from",
        "emergency_h", "clearances", "people", NULL};
    int64_t version = 0, emergency_h = ROSTER_EMERGENCY_H;
    const struct json *ignored = NULL;
    struct span schema = span_none();
    enum rc rc = fields_known(&r->f, top, "roster", members);

    rc = rc ? rc : fields_text(&r->f, top, "schema", &schema);
    if (!rc && !span_is(schema, ROSTER_SCHEMA)) {
        rc = err_set(r->err, RC_UNSUPPORTED, "\"%.*s\" is not known; this reads " ROSTER_SCHEMA,
                     SPAN_ARG(schema));
        return fields_fault(&r->f, json_get(top, "schema"), rc, "schema");
    }
    rc = rc ? rc : fields_required(&r->f, top, "version", &ignored);
    rc = rc ? rc
            : fields_integer(&r->f, top, "version", (const int64_t[]){1, VERSION_MAX}, &version);
    rc = rc ? rc
            : fields_integer(&r->f, top, "emergency_h",
                             (const int64_t[]){1, ROSTER_EMERGENCY_H_MAX}, &emergency_h);
    r->roster->version = (uint32_t)version;
    r->roster->emergency_ms = emergency_h * MS_PER_H;
    return rc;
}

enum rc roster_read(struct span text, struct arena *a, struct roster *out, struct err *err)
{
    struct roster found = {.version = 0};
    struct reading r = {.f = {.text = text, .what = "roster", .err = err},
                        .arena = a,
                        .roster = &found,
                        .err = err};
    struct json top;
    enum rc rc;

    if (text.n > ROSTER_BYTES_MAX)
        return err_set(err, RC_LIMIT, "roster: %zu bytes; %zu are the most", text.n,
                       ROSTER_BYTES_MAX);
    rc = json_parse(text, a, &top, err);
    if (rc)
        return err_prefix(err, rc, "roster: ");
    rc = read_head(&r, &top);
    rc = rc ? rc : read_policy(&r, &top);
    rc = rc ? rc
            : each_text(&r, &top, "engine_may_derive_from",
                        (struct taker){take_into_set, &found.leave});
    rc = rc ? rc : read_clearances(&r, &top);
    rc = rc ? rc : read_people(&r, &top);
    if (!rc)
        *out = found;
    return rc;
}
