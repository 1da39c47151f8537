/* SPDX-License-Identifier: Apache-2.0 */
/* Rosters as their one canonical text: what the entry of a roster holds, byte for byte. */
#include "record/roster.h"

#include "base/base64.h"
#include "base/json.h"

#define KEY_TEXT_MAX 64

struct writing {
    const struct roster *roster;
    struct arena *arena;
    struct err *err;
    enum rc rc; /* the first failure; the rest is then skipped */
};

static void set(struct writing *w, struct json *object, const char *name, struct json value)
{
    if (!w->rc)
        w->rc = json_set(object, name, value, w->arena, w->err);
}

static void push(struct writing *w, struct json *array, struct json item)
{
    if (!w->rc)
        w->rc = json_push(array, item, w->arena, w->err);
}

static struct json words_json(struct writing *w, const struct label_word *words, size_t n)
{
    struct json list = json_array();

    for (size_t i = 0; i < n; i++)
        push(w, &list, json_str(words[i].text));
    return list;
}

static struct json members_json(struct writing *w, const struct member_set *s)
{
    struct json list = json_array();

    for (unsigned i = 0; i < w->roster->policy.n_members; i++)
        if (member_set_has(s, i))
            push(w, &list, json_str(w->roster->policy.members[i].text));
    return list;
}

static struct json policy_json(struct writing *w)
{
    const struct label_policy *p = &w->roster->policy;
    struct json v = json_object(), everybody = json_array();

    for (size_t i = 0; i < p->n_everybody; i++)
        push(w, &everybody, members_json(w, &p->everybody[i]));
    set(w, &v, "id", json_str(p->id.text));
    set(w, &v, "levels", words_json(w, p->levels, p->n_levels));
    set(w, &v, "compartments", words_json(w, p->compartments, p->n_compartments));
    set(w, &v, "members", words_json(w, p->members, p->n_members));
    set(w, &v, "everybody", everybody);
    if (!member_set_is_empty(&p->audience))
        set(w, &v, "audience", members_json(w, &p->audience));
    return v;
}

static void set_instant(struct writing *w, struct json *v, const char *name, int64_t at_ms)
{
    struct buf b;
    struct span text;

    if (at_ms == TIME_ALWAYS || at_ms == TIME_NEVER)
        return;
    buf_init(&b, KEY_TEXT_MAX);
    time_put_instant(&b, at_ms);
    text = arena_copy(w->arena, buf_span(&b), w->err);
    buf_release(&b);
    if (text.p == NULL)
        w->rc = w->rc ? w->rc : RC_LIMIT;
    else
        set(w, v, name, json_text(text));
}

static struct json grant_json(struct writing *w, unsigned member, const struct roster_grant *g)
{
    const struct label_policy *p = &w->roster->policy;
    struct json v = json_object(), compartments = json_array(), rights = json_array();

    for (unsigned i = 0; i < p->n_compartments; i++)
        if ((g->compartments >> i & 1) != 0)
            push(w, &compartments, json_str(p->compartments[i].text));
    for (unsigned i = 0; right_word(i) != NULL; i++)
        if ((g->rights >> i & 1) != 0)
            push(w, &rights, json_str(right_word(i)));
    set(w, &v, "member", json_str(label_policy_word(p, LABEL_MEMBER, member)));
    set(w, &v, "level", json_str(label_policy_word(p, LABEL_LEVEL, g->level)));
    set(w, &v, "compartments", compartments);
    set(w, &v, "rights", rights);
    set_instant(w, &v, "from", g->from_ms);
    set_instant(w, &v, "until", g->until_ms);
    return v;
}

static struct json person_json(struct writing *w, const struct roster_person *p)
{
    struct json v = grant_json(w, p->member, &p->grant), keys = json_array();

    for (size_t i = 0; i < p->n_keys; i++) {
        struct buf b;
        struct span text;

        buf_init(&b, KEY_TEXT_MAX);
        base64_put(&b, (struct span){(const char *)p->keys[i].b, ED25519_KEY_BYTES});
        text = arena_copy(w->arena, buf_span(&b), w->err);
        buf_release(&b);
        if (text.p == NULL)
            w->rc = w->rc ? w->rc : RC_LIMIT;
        else
            push(w, &keys, json_text(text));
    }
    set(w, &v, "id", json_text(p->id));
    set(w, &v, "keys", keys);
    return v;
}

/* A grant of nothing stands for a member that the text does not name. */
static bool is_named(const struct roster_grant *g)
{
    return g->from_ms < g->until_ms;
}

enum rc roster_put(struct buf *b, const struct roster *r, struct arena *a, struct err *err)
{
    struct writing w = {.roster = r, .arena = a, .err = err, .rc = RC_OK};
    struct json top = json_object(), clearances = json_array(), people = json_array();

    for (unsigned i = 0; i < r->policy.n_members; i++)
        if (is_named(&r->grants[i]))
            push(&w, &clearances, grant_json(&w, i, &r->grants[i]));
    for (size_t i = 0; i < r->n_people; i++)
        push(&w, &people, person_json(&w, &r->people[i]));
    set(&w, &top, "schema", json_str(ROSTER_SCHEMA));
    set(&w, &top, "version", json_int(r->version));
    set(&w, &top, "policy", policy_json(&w));
    if (!member_set_is_empty(&r->leave))
        set(&w, &top, "engine_may_derive_from", members_json(&w, &r->leave));
    set(&w, &top, "emergency_h", json_int(r->emergency_ms / MS_PER_H));
    set(&w, &top, "clearances", clearances);
    set(&w, &top, "people", people);
    if (w.rc)
        return w.rc;
    json_write(b, &top);
    return buf_check(b, err);
}
