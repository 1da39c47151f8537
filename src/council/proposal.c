/* SPDX-License-Identifier: Apache-2.0 */
#include "council/proposal.h"

#include "base/base64.h"
#include "base/time.h"

#include <string.h>

static const char *const need_names[] = {
    "consent", "contributor", "consultation", "finding", "mandate", "defence", NULL};

const char *proposal_need_name(enum proposal_need_kind kind)
{
    return need_names[kind];
}

enum rc proposal_need_find(struct span word, enum proposal_need_kind *out, struct err *err)
{
    for (int i = 0; i < PROPOSAL_NEED_COUNT; i++)
        if (span_is(word, need_names[i])) {
            *out = (enum proposal_need_kind)i;
            return RC_OK;
        }
    return err_set(
        err, RC_UNKNOWN,
        "%.*s is no precondition; known are consent, contributor, consultation, finding, "
        "mandate and defence",
        SPAN_ARG(word));
}

/* --- writing --------------------------------------------------------------------------------- */

struct writing {
    struct arena *a;
    struct err *err;
    enum rc rc; /* the first failure; the rest is then skipped */
};

static void set(struct writing *w, struct json *o, const char *name, struct json v)
{
    if (!w->rc)
        w->rc = json_set(o, name, v, w->a, w->err);
}

static void push(struct writing *w, struct json *list, struct json v)
{
    if (!w->rc)
        w->rc = json_push(list, v, w->a, w->err);
}

/* The text of a buffer as a value; empties the buffer. */
static struct json text_of(struct writing *w, struct buf *b)
{
    struct span copy = arena_copy(w->a, buf_span(b), w->err);

    if (copy.p == NULL || b->is_full)
        w->rc = RC_LIMIT;
    buf_clear(b);
    return json_text(copy);
}

static struct json instant(struct writing *w, struct buf *b, int64_t at_ms)
{
    time_put_instant(b, at_ms);
    return text_of(w, b);
}

static struct json share(struct writing *w, struct buf *b, struct rational r)
{
    rational_put(b, r);
    return text_of(w, b);
}

static struct json digest(struct writing *w, struct buf *b, const struct sha256_digest *d)
{
    buf_puts(b, "sha256:");
    sha256_put_hex(b, d);
    return text_of(w, b);
}

static struct json rule_json(struct writing *w, struct buf *b, const struct council_rule *r)
{
    struct json o = json_object();

    set(w, &o, "id", json_text(r->id));
    council_majority_put(b, r);
    set(w, &o, "majority", text_of(w, b));
    set(w, &o, "quorum", share(w, b, r->quorum));
    set(w, &o, "floor", share(w, b, r->floor));
    set(w, &o, "abstention_is_no", json_bool(r->abstention_is_no));
    set(w, &o, "recuses_parties", json_bool(r->recuses_parties));
    if (r->silence_ms > 0) {
        set(w, &o, "silence_ms", json_int(r->silence_ms));
        set(w, &o, "reservation_breaks", json_bool(r->reservation_breaks));
        set(w, &o, "silence_recuses", json_bool(r->silence_recuses));
    }
    return o;
}

/* The rule of the vote with those that it joins. */
static struct json rules_json(struct writing *w, struct buf *b, const struct council_vote *v)
{
    struct json o = rule_json(w, b, &v->rule), joint = json_array();

    for (size_t i = 0; i < v->n_joint; i++)
        push(w, &joint, rule_json(w, b, &v->joint[i].rule));
    if (v->n_joint > 0)
        set(w, &o, "and", joint);
    return o;
}

/* What a seat has under each joint rule, in their order. */
static void set_joint_votes(struct writing *w, const struct council_vote *v, size_t seat,
                            struct json *o)
{
    struct json list = json_array();

    for (size_t i = 0; i < v->n_joint; i++) {
        struct json one = json_object();

        set(w, &one, "votes", json_int(v->joint[i].seats[seat].votes));
        set(w, &one, "veto", json_bool(v->joint[i].seats[seat].has_veto));
        push(w, &list, one);
    }
    if (v->n_joint > 0)
        set(w, o, "and", list);
}

static struct json seat_json(struct writing *w, struct buf *b, const struct council_vote *v,
                             size_t seat, const struct proposal_voters *voters)
{
    const struct council_seat *s = &v->seats[seat];
    struct json o = json_object(), keys = json_array();

    for (size_t i = 0; i < voters->n; i++) {
        verifier_key_put(b, &voters->keys[i]);
        push(w, &keys, text_of(w, b));
    }
    set(w, &o, "member", json_text(s->member));
    set(w, &o, "votes", json_int(s->votes));
    set(w, &o, "veto", json_bool(s->has_veto));
    set(w, &o, "party", json_bool(s->is_party));
    set(w, &o, "keys", keys);
    set_joint_votes(w, v, seat, &o);
    return o;
}

static struct json need_json(struct writing *w, struct buf *b, const struct proposal_need *n)
{
    struct json o = json_object();

    set(w, &o, "kind", json_str(need_names[n->kind]));
    set(w, &o, "of", json_text(n->of));
    if (n->has_until)
        set(w, &o, "until", instant(w, b, n->until_ms));
    return o;
}

static struct json checkpoint_json(struct writing *w, struct buf *b, const struct proposal *p)
{
    struct json o = json_object();

    set(w, &o, "origin", json_text(p->origin));
    set(w, &o, "size", json_int((int64_t)p->size));
    base64_put(b, (struct span){.p = (const char *)p->root.b, .n = sizeof(p->root.b)});
    set(w, &o, "root", text_of(w, b));
    return o;
}

static struct json proposal_json(struct writing *w, struct buf *b, const struct proposal *p)
{
    struct json o = json_object(), seats = json_array(), needs = json_array();

    for (size_t i = 0; i < p->vote.n_seats; i++)
        push(w, &seats, seat_json(w, b, &p->vote, i, &p->voters[i]));
    for (size_t i = 0; i < p->n_needs; i++)
        push(w, &needs, need_json(w, b, &p->needs[i]));
    set(w, &o, "schema", json_str(PROPOSAL_SCHEMA));
    set(w, &o, "title", json_text(p->title));
    set(w, &o, "text", json_text(p->text));
    set(w, &o, "charter", json_text(p->charter));
    set(w, &o, "pact", digest(w, b, &p->pact));
    set(w, &o, "rule", rules_json(w, b, &p->vote));
    set(w, &o, "electorate", seats);
    set(w, &o, "opens", instant(w, b, p->vote.opens_ms));
    set(w, &o, "closes", instant(w, b, p->vote.closes_ms));
    set(w, &o, "preconditions", needs);
    if (p->effect.kind != EFFECT_NOTHING) {
        struct json effect = json_null();

        if (!w->rc)
            w->rc = proposal_effect_json(&p->effect, w->a, &effect, w->err);
        set(w, &o, "effect", effect);
    }
    set(w, &o, "checkpoint", checkpoint_json(w, b, p));
    return o;
}

enum rc proposal_put(struct buf *b, const struct proposal *p, struct arena *a, struct err *err)
{
    struct writing w = {.a = a, .err = err, .rc = RC_OK};
    struct buf scratch;
    struct json o;

    buf_init(&scratch, PROPOSAL_TEXT_MAX);
    o = proposal_json(&w, &scratch, p);
    buf_release(&scratch);
    if (w.rc)
        return w.rc;
    json_write(b, &o);
    return buf_check(b, err);
}
