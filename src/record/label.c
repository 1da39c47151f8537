/* SPDX-License-Identifier: Apache-2.0 */
/* The lattice: READ, the order, the join. A few instructions each: they stand in front of every
 * row of every answer. */
#include "record/label.h"

#include <assert.h>

#define SET_WORDS (LABEL_MEMBERS_MAX / 64)

bool member_set_has(const struct member_set *s, unsigned member)
{
    return member < LABEL_MEMBERS_MAX && (s->bits[member / 64] >> member % 64 & 1) != 0;
}

void member_set_add(struct member_set *s, unsigned member)
{
    assert(member < LABEL_MEMBERS_MAX);
    s->bits[member / 64] |= UINT64_C(1) << member % 64;
}

bool member_set_is_empty(const struct member_set *s)
{
    uint64_t any = 0;

    for (size_t i = 0; i < SET_WORDS; i++)
        any |= s->bits[i];
    return any == 0;
}

bool member_set_within(const struct member_set *a, const struct member_set *b)
{
    uint64_t beyond = 0;

    for (size_t i = 0; i < SET_WORDS; i++)
        beyond |= a->bits[i] & ~b->bits[i];
    return beyond == 0;
}

bool member_set_eq(const struct member_set *a, const struct member_set *b)
{
    return member_set_within(a, b) && member_set_within(b, a);
}

struct member_set member_set_and(const struct member_set *a, const struct member_set *b)
{
    struct member_set s = {0};

    for (size_t i = 0; i < SET_WORDS; i++)
        s.bits[i] = a->bits[i] & b->bits[i];
    return s;
}

struct member_set member_set_or(const struct member_set *a, const struct member_set *b)
{
    struct member_set s = {0};

    for (size_t i = 0; i < SET_WORDS; i++)
        s.bits[i] = a->bits[i] | b->bits[i];
    return s;
}

struct member_set member_set_less(const struct member_set *a, const struct member_set *b)
{
    struct member_set s = {0};

    for (size_t i = 0; i < SET_WORDS; i++)
        s.bits[i] = a->bits[i] & ~b->bits[i];
    return s;
}

bool label_may_read(const struct label *l, const struct clearance *c, int64_t at_ms)
{
    return l->policy != 0 && l->policy == c->policy && l->level <= c->level &&
           (l->compartments & ~c->compartments) == 0 && member_set_has(&l->releasable, c->member) &&
           c->from_ms <= at_ms && at_ms < c->until_ms;
}

bool label_eq(const struct label *a, const struct label *b)
{
    return a->policy == b->policy && a->level == b->level && a->is_orcon == b->is_orcon &&
           a->compartments == b->compartments && member_set_eq(&a->releasable, &b->releasable) &&
           member_set_eq(&a->originators, &b->originators);
}

bool label_le(const struct label *a, const struct label *b)
{
    return a->policy == b->policy && a->level <= b->level &&
           (a->compartments & ~b->compartments) == 0 &&
           member_set_within(&b->releasable, &a->releasable) && (!a->is_orcon || b->is_orcon) &&
           member_set_within(&a->originators, &b->originators);
}

bool label_dominates(const struct label *a, const struct label *b)
{
    return label_le(b, a);
}

/* Both are of the policy that the caller works by. */
static enum rc check_policy(const struct label_policy *p, const struct label *a,
                            const struct label *b, struct err *err)
{
    if (p->number == 0 || a->policy != p->number || b->policy != p->number)
        return err_set(err, RC_UNKNOWN,
                       "a label is not of the policy %s: labels of two policies have no order; "
                       "map the foreign one first",
                       p->id.text);
    return RC_OK;
}

static enum rc refuse_join(const struct label_policy *p, const struct label *a,
                           const struct label *b, struct err *err)
{
    struct buf names;

    buf_init(&names, ERR_NOTE_MAX);
    buf_puts(&names, "REL ");
    label_put_members(&names, p, &a->releasable);
    buf_puts(&names, " and REL ");
    label_put_members(&names, p, &b->releasable);
    (void)err_set(
        err, RC_CONFLICT,
        "nobody could read what is derived from both: no member stands in both audiences; "
        "the originators may release a copy of one of them to more members "
        "(a release entry); the audiences are %.*s",
        SPAN_ARG(buf_span(&names)));
    buf_release(&names);
    return RC_CONFLICT;
}

enum rc label_join(const struct label_policy *p, const struct label *a, const struct label *b,
                   struct label *out, struct err *err)
{
    struct label both = {
        .policy = a->policy,
        .level = a->level > b->level ? a->level : b->level,
        .is_orcon = a->is_orcon || b->is_orcon,
        .compartments = a->compartments | b->compartments,
        .releasable = member_set_and(&a->releasable, &b->releasable),
        .originators = member_set_or(&a->originators, &b->originators),
    };
    enum rc rc = check_policy(p, a, b, err);

    if (rc)
        return rc;
    if (member_set_is_empty(&both.releasable))
        return refuse_join(p, a, b, err);
    *out = both;
    return RC_OK;
}

/* ", REL must lose x,y": one line per thing that `written` would let slip. */
static void put_lacking(struct buf *b, const struct label_policy *p, const struct label *written,
                        const struct label *has_read)
{
    uint64_t compartments = has_read->compartments & ~written->compartments;
    struct member_set beyond = member_set_less(&written->releasable, &has_read->releasable);
    struct member_set unnamed = member_set_less(&has_read->originators, &written->originators);

    if (written->level < has_read->level)
        buf_printf(b, "; the level must be at least %s",
                   label_policy_word(p, LABEL_LEVEL, has_read->level));
    for (unsigned i = 0; i < LABEL_COMPARTMENTS_MAX; i++)
        if ((compartments >> i & 1) != 0)
            buf_printf(b, "; C must hold %s", label_policy_word(p, LABEL_COMPARTMENT, i));
    if (!member_set_is_empty(&beyond)) {
        buf_puts(b, "; REL must not hold ");
        label_put_members(b, p, &beyond);
    }
    if (has_read->is_orcon && !written->is_orcon)
        buf_puts(b, "; ORCON must stay");
    if (!member_set_is_empty(&unnamed)) {
        buf_puts(b, "; BY must hold ");
        label_put_members(b, p, &unnamed);
    }
}

enum rc label_write_check(const struct label_policy *p, const struct label *written,
                          const struct label *has_read, struct err *err)
{
    struct buf lacking;
    enum rc rc = check_policy(p, written, has_read, err);

    if (rc || label_dominates(written, has_read))
        return rc;
    buf_init(&lacking, ERR_NOTE_MAX);
    put_lacking(&lacking, p, written, has_read);
    rc = err_set(err, RC_CONFLICT,
                 "the label would open what this session has read%s; or write a release, which "
                 "every originator signs",
                 lacking.p);
    buf_release(&lacking);
    return rc;
}
