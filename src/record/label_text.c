/* SPDX-License-Identifier: Apache-2.0 */
/* Labels as text: any order in, one spelling out (docs/formats/label.md). */
#include "record/label.h"

#include <string.h>

enum part_kind {
    PART_LEVEL,
    PART_COMPARTMENTS,
    PART_RELEASABLE,
    PART_ORCON,
    PART_ORIGINATORS,
};

/* The first word of each part but the level's, which has none. */
static const struct {
    enum part_kind kind;
    const char *word, *meaning;
} parts[] = {
    {PART_COMPARTMENTS, "C", "compartments"},
    {PART_RELEASABLE, "REL", "members, or ALL"},
    {PART_ORCON, "ORCON", NULL},
    {PART_ORIGINATORS, "BY", "members"},
};

#define N_PARTS (sizeof(parts) / sizeof(parts[0]))

struct reading {
    const struct label_policy *policy;
    struct span text;
    struct label label;
    unsigned seen; /* a bit per enum part_kind */
    struct err *err;
};

/* Fill in the place: spans handed round point into the text. */
static enum rc fault(const struct reading *r, struct span at, enum rc rc)
{
    size_t column = at.p == NULL ? r->text.n + 1 : (size_t)(at.p - r->text.p) + 1;

    return err_prefix(r->err, rc, "label, column %zu: ", column);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static struct span trim(struct span s)
{
    while (s.n > 0 && is_blank(s.p[0]))
        s = (struct span){s.p + 1, s.n - 1};
    while (s.n > 0 && is_blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

static enum rc read_everybody(struct reading *r, struct span word)
{
    const struct label_policy *p = r->policy;
    size_t version = p->n_everybody;

    if (version == 0) {
        (void)err_set(r->err, RC_UNKNOWN, "no version of %s says who ALL is; write the members",
                      p->id.text);
        return fault(r, word, RC_UNKNOWN);
    }
    if (word.n > 3) { /* behind "ALL" */
        struct span digits = span_from(word, 4);

        version = 0;
        for (size_t i = 0; i < digits.n && i < 3; i++)
            version = version * 10 + (size_t)(digits.p[i] - '0');
        if (digits.n == 0 || digits.n > 3 || version == 0 || digits.p[0] == '0')
            version = SIZE_MAX;
    }
    if (version > p->n_everybody) {
        (void)err_set(r->err, RC_UNKNOWN,
                      "\"%.*s\": the charter of %s has the versions 1 to %u: write ALL, ALL@1 to "
                      "ALL@%u, or the members",
                      SPAN_ARG(word), p->id.text, p->n_everybody, p->n_everybody);
        return fault(r, word, RC_UNKNOWN);
    }
    r->label.releasable = p->everybody[version - 1];
    return RC_OK;
}

/* ALL or ALL@digits */
static bool is_everybody(struct span word)
{
    if (!span_eq_nocase(span_sub(word, 0, 3), SPAN("ALL")))
        return false;
    if (word.n == 3)
        return true;
    for (size_t i = 4; i < word.n; i++)
        if (word.p[i] < '0' || word.p[i] > '9')
            return false;
    return word.p[3] == '@';
}

/* One word of a list into its set. */
static enum rc read_item(struct reading *r, enum part_kind kind, struct span word)
{
    bool is_member = kind != PART_COMPARTMENTS;
    struct member_set *set = kind == PART_RELEASABLE ? &r->label.releasable : &r->label.originators;
    unsigned i;
    enum rc rc = label_policy_find(r->policy, is_member ? LABEL_MEMBER : LABEL_COMPARTMENT, word,
                                   &i, r->err);

    if (rc)
        return fault(r, word, rc);
    if (is_member ? member_set_has(set, i) : (r->label.compartments >> i & 1) != 0) {
        rc = err_set(r->err, RC_INPUT, "%.*s is named twice", SPAN_ARG(word));
        return fault(r, word, rc);
    }
    if (is_member)
        member_set_add(set, i);
    else
        r->label.compartments |= UINT64_C(1) << i;
    return RC_OK;
}

static enum rc read_list(struct reading *r, enum part_kind kind, struct span list)
{
    struct span rest = list;
    enum rc rc = RC_OK;

    if (kind == PART_RELEASABLE && is_everybody(list))
        return read_everybody(r, list);
    while (!rc && rest.p != NULL) {
        struct span raw = span_cut(&rest, ',');
        struct span word = trim(raw);

        if (word.n == 0) {
            rc = err_set(r->err, RC_INPUT, "a name is missing: lists are written a,b,c");
            rc = fault(r, raw, rc);
        } else if (kind == PART_RELEASABLE && is_everybody(word)) {
            rc = err_set(r->err, RC_INPUT, "ALL is everybody: it stands alone");
            rc = fault(r, word, rc);
        } else {
            rc = read_item(r, kind, word);
        }
    }
    return rc;
}

static enum rc read_level(struct reading *r, struct span word)
{
    unsigned level;
    enum rc rc = label_policy_find(r->policy, LABEL_LEVEL, word, &level, r->err);

    if (rc)
        return fault(r, word, rc);
    r->label.level = (uint8_t)level;
    return RC_OK;
}

/* Each part at most once. */
static enum rc note_part(struct reading *r, enum part_kind kind, struct span part)
{
    enum rc rc;

    if ((r->seen >> kind & 1) != 0) {
        rc = err_set(r->err, RC_INPUT,
                     kind == PART_LEVEL ? "\"%.*s\": the level is stated already; a list begins "
                                          "with C, REL or BY"
                                        : "\"%.*s\" is stated twice",
                     SPAN_ARG(part));
        return fault(r, part, rc);
    }
    r->seen |= 1U << kind;
    return RC_OK;
}

static enum rc read_part(struct reading *r, struct span part)
{
    size_t n = 0;
    struct span head, list;
    enum rc rc;

    while (n < part.n && !is_blank(part.p[n]))
        n++;
    head = span_sub(part, 0, n);
    list = trim((struct span){part.p + n, part.n - n});
    for (size_t i = 0; i < N_PARTS; i++) {
        if (!span_eq_nocase(head, span_of(parts[i].word)))
            continue;
        rc = note_part(r, parts[i].kind, head);
        if (!rc && (parts[i].meaning == NULL) != (list.n == 0)) {
            rc = parts[i].meaning == NULL
                     ? err_set(r->err, RC_INPUT, "nothing stands behind ORCON but // or the end")
                     : err_set(r->err, RC_INPUT, "%s is followed by a blank and %s", parts[i].word,
                               parts[i].meaning);
            rc = fault(r, head, rc);
        }
        if (!rc && parts[i].kind == PART_ORCON)
            r->label.is_orcon = true;
        else if (!rc)
            rc = read_list(r, parts[i].kind, list);
        return rc;
    }
    rc = note_part(r, PART_LEVEL, part);
    return rc ? rc : read_level(r, part);
}

/* The part before the next "//". */
static struct span cut_part(struct span *rest)
{
    for (size_t i = 0; i + 1 < rest->n; i++)
        if (rest->p[i] == '/' && rest->p[i + 1] == '/') {
            struct span part = {rest->p, i};

            *rest = (struct span){rest->p + i + 2, rest->n - i - 2};
            return part;
        }
    {
        struct span part = *rest;

        *rest = span_none();
        return part;
    }
}

/* "aasc:" off the front. */
static enum rc read_policy(struct reading *r, struct span *rest)
{
    size_t n = span_find(*rest, ':');
    struct span id;
    enum rc rc;

    if (n == rest->n || span_find(*rest, '/') < n)
        return RC_OK;
    id = trim(span_sub(*rest, 0, n));
    if (!span_eq_nocase(id, span_of(r->policy->id.text))) {
        rc = err_set(r->err, RC_UNKNOWN, "the policy \"%.*s\" is not known here; labels are of %s",
                     SPAN_ARG(id), r->policy->id.text);
        return fault(r, *rest, rc);
    }
    *rest = (struct span){rest->p + n + 1, rest->n - n - 1};
    return RC_OK;
}

static enum rc read_parts(struct reading *r, struct span rest)
{
    enum rc rc = read_policy(r, &rest);

    while (!rc && rest.p != NULL) {
        struct span raw = cut_part(&rest);
        struct span part = trim(raw);

        if (part.n == 0) {
            rc = err_set(r->err, RC_INPUT, "a part is missing: parts stand between //");
            rc = fault(r, raw, rc);
        } else {
            rc = read_part(r, part);
        }
    }
    return rc;
}

/* What the parts say together. */
static enum rc settle(struct reading *r)
{
    const struct label_policy *p = r->policy;

    if ((r->seen >> PART_LEVEL & 1) == 0)
        return err_set(r->err, RC_INPUT,
                       "label: it states no level; begin with one of %s's, from %s to %s",
                       p->id.text, label_policy_word(p, LABEL_LEVEL, 0),
                       label_policy_word(p, LABEL_LEVEL, p->n_levels - 1U));
    if ((r->seen >> PART_RELEASABLE & 1) == 0) {
        if (member_set_is_empty(&p->audience))
            return err_set(r->err, RC_INPUT,
                           "label: it does not say who may read it; add //REL and members, or "
                           "//REL ALL");
        r->label.releasable = p->audience;
    }
    if (r->label.is_orcon && member_set_is_empty(&r->label.originators))
        return err_set(r->err, RC_INPUT,
                       "label: ORCON needs those whose leave it asks for; add //BY and members");
    return RC_OK;
}

enum rc label_parse(const struct label_policy *p, struct span text, struct label *out,
                    struct err *err)
{
    struct reading r = {.policy = p, .text = text, .label = {.policy = p->number}, .err = err};
    enum rc rc;

    if (trim(text).n == 0)
        return err_set(err, RC_INPUT, "the label is missing; write LEVEL//REL members");
    if (text.n > LABEL_TEXT_MAX)
        return err_set(err, RC_INPUT, "the label has %zu bytes; %d are the most", text.n,
                       LABEL_TEXT_MAX);
    rc = read_parts(&r, text);
    if (!rc)
        rc = settle(&r);
    if (!rc)
        *out = r.label;
    return rc;
}

/* The names of a set of bits in byte order: names are unique, so each is the least above the last.
 */
static void put_sorted(struct buf *b, const struct label_word *words, size_t n,
                       const uint64_t *bits)
{
    const char *last = NULL;

    for (;;) {
        const char *next = NULL;

        for (size_t i = 0; i < n; i++) {
            const char *word = words[i].text;

            if ((bits[i / 64] >> i % 64 & 1) != 0 && (last == NULL || strcmp(word, last) > 0) &&
                (next == NULL || strcmp(word, next) < 0))
                next = word;
        }
        if (next == NULL)
            return;
        if (last != NULL)
            buf_putc(b, ',');
        buf_puts(b, next);
        last = next;
    }
}

void label_put_members(struct buf *b, const struct label_policy *p, const struct member_set *s)
{
    put_sorted(b, p->members, p->n_members, s->bits);
}

/* The first version of the charter whose members these are, or the members. */
static void put_releasable(struct buf *b, const struct label_policy *p, const struct member_set *s)
{
    for (unsigned i = 0; i < p->n_everybody; i++)
        if (member_set_eq(&p->everybody[i], s)) {
            buf_printf(b, "ALL@%u", i + 1);
            return;
        }
    label_put_members(b, p, s);
}

void label_put_brief(struct buf *b, const struct label_policy *p, const struct label *l)
{
    buf_puts(b, label_policy_word(p, LABEL_LEVEL, l->level));
    if (l->compartments != 0) {
        buf_puts(b, "//C ");
        put_sorted(b, p->compartments, p->n_compartments, &l->compartments);
    }
    buf_puts(b, "//REL ");
    put_releasable(b, p, &l->releasable);
    if (l->is_orcon)
        buf_puts(b, "//ORCON");
    if (!member_set_is_empty(&l->originators)) {
        buf_puts(b, "//BY ");
        label_put_members(b, p, &l->originators);
    }
}

void label_put(struct buf *b, const struct label_policy *p, const struct label *l)
{
    buf_printf(b, "%s:", p->id.text);
    label_put_brief(b, p, l);
}
