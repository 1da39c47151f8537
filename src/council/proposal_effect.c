/* SPDX-License-Identifier: Apache-2.0 */
/* proposal_effect.c: what is otherwise once a decision is executable, as a member of a proposal. */
#include "council/proposal.h"

/* Which members each kind has beside `of`. */
enum { HAS_STANDARD = 1, HAS_AGREEMENT = 2, HAS_TASKS = 4, HAS_BASIS = 8, IS_OF_STATE = 16 };
static const struct {
    const char *name;
    unsigned has;
} rows[EFFECT_KIND_COUNT] = {
    [EFFECT_NOTHING] = {"", 0},
    [EFFECT_ADMISSION] = {"admission", IS_OF_STATE},
    [EFFECT_SUSPENSION] = {"suspension", IS_OF_STATE},
    [EFFECT_REINSTATEMENT] = {"reinstatement", IS_OF_STATE},
    [EFFECT_FOUND] = {"finding", HAS_STANDARD | HAS_BASIS},
    [EFFECT_RETRACTION] = {"retraction", HAS_BASIS},
    [EFFECT_MANDATE] = {"mandate", 0},
    [EFFECT_MISSION] = {"mission", HAS_AGREEMENT | HAS_TASKS},
    [EFFECT_MEASURE] = {"measure", 0},
    [EFFECT_STAND_DOWN] = {"stand-down", 0},
};

const char *proposal_effect_name(enum proposal_effect_kind kind)
{
    return rows[kind].name;
}

struct span proposal_effect_subject(const struct proposal_effect *e)
{
    return (rows[e->kind].has & IS_OF_STATE) != 0 ? e->of : span_none();
}

/* --- writing --------------------------------------------------------------------------------- */

static enum rc set_list(struct json *o, const char *name, const struct span *items, size_t n,
                        struct arena *a, struct err *err)
{
    struct json list = json_array();
    enum rc rc = RC_OK;

    for (size_t i = 0; i < n && !rc; i++)
        rc = json_push(&list, json_text(items[i]), a, err);
    return rc || n == 0 ? rc : json_set(o, name, list, a, err);
}

enum rc proposal_effect_json(const struct proposal_effect *e, struct arena *a, struct json *out,
                             struct err *err)
{
    struct json o = json_object();
    enum rc rc = json_set(&o, "kind", json_str(rows[e->kind].name), a, err);

    if (!rc)
        rc = json_set(&o, "of", json_text(e->of), a, err);
    if (!rc && e->standard.n > 0)
        rc = json_set(&o, "standard", json_text(e->standard), a, err);
    if (!rc && e->agreement.n > 0)
        rc = json_set(&o, "agreement", json_text(e->agreement), a, err);
    if (!rc)
        rc = set_list(&o, "tasks", e->tasks, e->n_tasks, a, err);
    if (!rc)
        rc = set_list(&o, "basis", e->basis, e->n_basis, a, err);
    if (!rc)
        *out = o;
    return rc;
}

/* --- reading --------------------------------------------------------------------------------- */

/* Names on one line each: they are printed among lines that are the program's own. */
static enum rc read_names(const struct fields *f, const struct json *o, const char *name,
                          struct arena *a, struct proposal_effect *e)
{
    const struct json *list = NULL;
    struct span *out;
    enum rc rc = fields_list(f, o, name, &list);

    if (rc || list == NULL)
        return rc;
    if (list->u.array.n > PROPOSAL_NAMES_MAX)
        return err_set(f->err, RC_LIMIT, "%s: more than %d", name, PROPOSAL_NAMES_MAX);
    out = arena_array(a, list->u.array.n + 1, sizeof(*out), f->err);
    if (out == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < list->u.array.n && !rc; i++) {
        struct json one = json_object();

        rc = json_set(&one, name, list->u.array.items[i], a, f->err);
        if (!rc)
            rc = fields_line(f, &one, name, &out[i]);
    }
    if (span_is(span_of(name), "tasks")) {
        e->tasks = out;
        e->n_tasks = list->u.array.n;
    } else {
        e->basis = out;
        e->n_basis = list->u.array.n;
    }
    return rc;
}

static enum rc read_kind(const struct fields *f, const struct json *v,
                         enum proposal_effect_kind *out)
{
    struct span kind = {0};
    enum rc rc = fields_line(f, v, "kind", &kind);

    for (int i = EFFECT_NOTHING + 1; i < EFFECT_KIND_COUNT && !rc; i++)
        if (span_is(kind, rows[i].name)) {
            *out = (enum proposal_effect_kind)i;
            return RC_OK;
        }
    return rc ? rc
              : err_set(f->err, RC_UNKNOWN,
                        "effect: \"%.*s\" is none; known are admission, suspension, reinstatement, "
                        "finding, retraction, mandate, mission and measure",
                        SPAN_ARG(kind));
}

/* What the kind has no use for would be voted about and lost. */
static enum rc check_members(const struct fields *f, const struct json *v,
                             const struct proposal_effect *e)
{
    static const struct {
        const char *name;
        unsigned has;
        bool is_needed;
    } members[] = {{"standard", HAS_STANDARD, true},
                   {"agreement", HAS_AGREEMENT, false},
                   {"tasks", HAS_TASKS, true},
                   {"basis", HAS_BASIS, true}};

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        bool is_there = json_get(v, members[i].name) != NULL;
        bool is_had = (rows[e->kind].has & members[i].has) != 0;

        if (is_there != is_had && (is_there || members[i].is_needed))
            return err_set(f->err, RC_INPUT, "effect: %s %s \"%s\"", rows[e->kind].name,
                           is_there ? "has no" : "needs", members[i].name);
    }
    return RC_OK;
}

enum rc proposal_effect_read(const struct fields *f, const struct json *v, struct arena *a,
                             struct proposal_effect *out)
{
    static const char *const members[] = {"kind",  "of",    "standard", "agreement",
                                          "tasks", "basis", NULL};
    struct proposal_effect e = {.kind = EFFECT_NOTHING};
    enum rc rc = fields_known(f, v, "effect", members);

    if (!rc)
        rc = read_kind(f, v, &e.kind);
    if (!rc)
        rc = fields_line(f, v, "of", &e.of);
    if (!rc && json_get(v, "standard") != NULL)
        rc = fields_line(f, v, "standard", &e.standard);
    if (!rc && json_get(v, "agreement") != NULL)
        rc = fields_line(f, v, "agreement", &e.agreement);
    if (!rc)
        rc = read_names(f, v, "tasks", a, &e);
    if (!rc)
        rc = read_names(f, v, "basis", a, &e);
    if (!rc)
        rc = check_members(f, v, &e);
    if (!rc)
        *out = e;
    return rc;
}
