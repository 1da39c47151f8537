/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_names.c: every name in a statement must name something. */
#include "pact/resolve.h"
#include "pact/words.h"

/* Where the things that a reference may name stand, and what they are called. */
static const struct ref_row {
    const char *member;   /* of their rows */
    const char *singular; /* "party" */
    bool is_shared;       /* a charter of the same file may define it too */
} ref_rows[] = {
    [REF_PARTY] = {"parties", "party", false},
    [REF_LINE] = {"lines", "line", false},
    [REF_AREA] = {"areas", "area", false},
    [REF_TERM] = {"terms", "term", false},
    [REF_STANDARD] = {"standards", "standard", true},
    [REF_RULE] = {"rules", "rule", true},
    [REF_CLASS] = {"classes", "class", true},
    [REF_MANDATE] = {"mandates", "mandate", true},
    [REF_STEP] = {"steps", "step", false},
};

/* The block around `b` that defines such things: steps stand in the ladder, terms beside or in
 * the force, all others in the agreement or charter. */
static const struct node_block *defining_block(const struct node_block *b, enum type_ref ref)
{
    while (b != NULL && b->parent != NULL) {
        bool is_top = b->scope == SCOPE_AGREEMENT || b->scope == SCOPE_CHARTER;

        if (ref == REF_STEP ? b->scope == SCOPE_LADDER
                            : is_top || (ref == REF_TERM && b->scope == SCOPE_FORCE))
            return b;
        b = b->parent;
    }
    return NULL;
}

const struct node *resolve_find(const struct resolver *r, const struct node_block *from,
                                const struct capture *c)
{
    const struct ref_row *row = &ref_rows[c->type->ref];
    const struct node_block *b = defining_block(from, c->type->ref);
    const struct node *found = b == NULL ? NULL : node_find(b, row->member, c->value.u.text);

    for (size_t i = 0; found == NULL && row->is_shared && i < r->file->n; i++)
        if (r->file->nodes[i].block != NULL)
            found = node_find(r->file->nodes[i].block, row->member, c->value.u.text);
    return found;
}

static void complain(const struct resolver *r, const struct node_block *from,
                     const struct capture *c)
{
    const struct ref_row *row = &ref_rows[c->type->ref];
    const struct node_block *b = defining_block(from, c->type->ref);
    struct span near = b == NULL ? span_none() : node_nearest(b, row->member, c->value.u.text);

    for (size_t i = 0; near.n == 0 && row->is_shared && i < r->file->n; i++)
        if (r->file->nodes[i].block != NULL)
            near = node_nearest(r->file->nodes[i].block, row->member, c->value.u.text);
    if (near.n > 0)
        diag_error(r->diags, c->at, "%.*s names no %s here; did you mean %.*s",
                   SPAN_ARG(c->value.u.text), row->singular, SPAN_ARG(near));
    else
        diag_error(r->diags, c->at,
                   "%.*s names no %s; define it in this block, or correct the name",
                   SPAN_ARG(c->value.u.text), row->singular);
}

/* Categories, classes, fixed words, models: in this order. A fixed word that is a class too means
 * more than the class (combat_aircraft: attack helicopters as well), so it goes before it. */
bool resolve_selector(const struct resolver *r, struct span word, struct pact_selector *out)
{
    const struct equipment *e = r->from->equipment;
    uint32_t ix = table_find(&r->category_ix, word);
    struct pact_selector s = {.word = word, .form = PACT_SELECT_CATEGORY, .ix = ix};

    if (ix == TABLE_ABSENT) {
        const struct equipment_type *type = equipment_find(e, word);

        s.ix = PACT_NONE;
        if (word_find(word, &s.fixed)) {
            s.form = PACT_SELECT_WORD;
        } else if (equipment_is_class(e, word)) {
            s.form = PACT_SELECT_CLASS;
        } else if (type != NULL) {
            s.form = PACT_SELECT_MODEL;
            s.word = type->model;
        } else {
            return false;
        }
    }
    *out = s;
    return true;
}

/* A word that is near enough to be a slip of the pen: of short words one letter, of others three.
 */
static bool is_near(struct span word, struct span known)
{
    return known.n > 0 && span_edit_distance(word, known) <= (word.n < 6 ? 1 : 3);
}

static struct span nearest_selector(const struct resolver *r, const struct node_block *top,
                                    struct span word)
{
    struct span known[] = {
        node_nearest(top, "categories", word),
        span_of(word_nearest(word)),
        span_of(equipment_nearest(r->from->equipment, word)),
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (is_near(word, known[i]))
            return known[i];
    return (struct span){0};
}

static void check_selector(struct resolver *r, const struct node_block *top,
                           const struct capture *c)
{
    struct span word = c->value.u.text, near;
    const struct equipment *e = r->from->equipment;
    enum pact_word fixed;

    if (node_find(top, "categories", word) != NULL || word_find(word, &fixed) ||
        equipment_is_class(e, word) || equipment_find(e, word) != NULL)
        return;
    near = nearest_selector(r, top, word);
    if (near.n > 0)
        diag_error(
            r->diags, c->at,
            "%.*s names no category, class or model, and is no fixed word; did you mean %.*s",
            SPAN_ARG(word), SPAN_ARG(near));
    else
        diag_error(r->diags, c->at,
                   "%.*s names no category, class or model, and is no fixed word; define it with: "
                   "category NAME { class … }",
                   SPAN_ARG(word));
}

/* The statements that count things, or measure how far away they are. */
static bool is_of_things(const struct node *n)
{
    static const char *const members[] = {"limits", "stages", "thresholds", "observers"};

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
        if (span_is(span_of(n->row->member), members[i]))
            return true;
    return false;
}

/* A word that no judge would ever find met: a term that cannot be broken is a slip of the pen. */
static void check_fit(struct resolver *r, const struct node_block *b, const struct node *n,
                      const struct capture *c)
{
    bool is_prohibited = span_is(span_of(n->row->member), "prohibits");
    struct span word = c->value.u.text;
    enum pact_word fixed = PACT_WORD_COUNT;
    bool is_fixed = node_find(defining_block(b, REF_PARTY), "categories", word) == NULL &&
                    word_find(word, &fixed);
    bool is_fire = is_fixed && (fixed == PACT_WORD_FIRE || fixed == PACT_WORD_MILITARY_ACTION);
    bool is_activity = is_fixed && fixed == PACT_WORD_ACTIVITY;

    if ((is_fire || is_activity) && is_of_things(n))
        diag_error(r->diags, c->at,
                   "%.*s is no thing that can be counted or measured; write personnel, equipment, "
                   "a category, a class or a model",
                   SPAN_ARG(word));
    else if (is_prohibited && b->scope == SCOPE_KIND + PACT_CEASEFIRE && !is_fire)
        diag_warn(r->diags, c->at,
                  "a ceasefire is judged by fire alone, so %.*s adds nothing; presence belongs in "
                  "an exclusion_zone term, activities in an activity_ban term",
                  SPAN_ARG(word));
    else if (is_prohibited && is_activity)
        diag_warn(r->diags, c->at,
                  "nothing that is seen counts as %.*s here; activities belong in an activity_ban "
                  "term",
                  SPAN_ARG(word));
}

static void check_capture(struct resolver *r, const struct node_block *b, const struct node *n,
                          const struct capture *c)
{
    const struct node_block *top = defining_block(b, REF_PARTY);

    if (c->type->ref == REF_NONE || c->type->ref == REF_NEW || c->value.type != JSON_STRING)
        return;
    if (c->type->ref == REF_SELECTOR) {
        if (top != NULL) {
            check_selector(r, top, c);
            check_fit(r, b, n, c);
        }
    } else if (resolve_find(r, b, c) == NULL) {
        complain(r, b, c);
    }
}

static void check_block(struct resolver *r, const struct node_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct node *n = &b->nodes[i];

        for (size_t k = 0; k < n->n_captures && !diag_is_full(r->diags); k++)
            check_capture(r, b, n, &n->captures[k]);
        if (n->block != NULL)
            check_block(r, n->block);
    }
}

void resolve_check_names(struct resolver *r)
{
    check_block(r, r->file);
}

void resolve_fault(struct resolver *r, struct src_pos at, struct span what, enum rc rc,
                   const struct err *err)
{
    const char *colon = what.n > 0 ? ": " : "";

    if (rc == RC_LIMIT) {
        r->diags->trouble = RC_LIMIT;
        (void)err_set(r->diags->err, RC_LIMIT, "%.*s%s%s", SPAN_ARG(what), colon, err->note);
        return;
    }
    diag_error(r->diags, at, "%.*s%s%s", SPAN_ARG(what), colon, err->note);
}

void *resolve_array(struct resolver *r, size_t n, size_t size)
{
    void *out = arena_array(r->arena, n == 0 ? 1 : n, size, r->diags->err);

    if (out == NULL)
        r->diags->trouble = RC_LIMIT;
    return out;
}
