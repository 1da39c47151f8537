/* SPDX-License-Identifier: Apache-2.0 */
/* tally_json.c: the summary object of the contract (docs/formats/observation.md). */
#include "watch/tally.h"

#include <math.h>

struct filling {
    struct arena *arena;
    struct err *err;
    enum rc rc;
};

static void set(struct filling *f, struct json *to, const char *name, struct json value)
{
    if (f->rc == RC_OK)
        f->rc = json_set(to, name, value, f->arena, f->err);
}

static struct json number(uint64_t n)
{
    return json_int(n > INT64_MAX ? INT64_MAX : (int64_t)n);
}

static struct json range(struct filling *f, struct tally_range r)
{
    struct json out = json_object();

    set(f, &out, "min", number(r.min));
    set(f, &out, "max", r.max == UINT64_MAX ? json_null() : number(r.max));
    return out;
}

/* A name in the arena, NUL-ended as json_set wants it. */
static const char *name_of(struct filling *f, struct span s)
{
    struct span kept = arena_copy(f->arena, s, f->err);

    if (kept.p == NULL) {
        f->rc = RC_LIMIT;
        return "";
    }
    return kept.p;
}

/* Every word that occurred; violation and indeterminate always, so that 0 is said aloud. */
static struct json verdicts(struct filling *f, const struct tally_verdicts *v)
{
    struct json out = json_object();

    for (int i = 0; i < VERDICT_WORD_COUNT; i++)
        if (v->n[i] > 0 || i == VERDICT_VIOLATION || i == VERDICT_INDETERMINATE)
            set(f, &out, verdict_name((enum verdict_word)i), number(v->n[i]));
    if (v->reported > 0)
        set(f, &out, "reported", number(v->reported));
    return out;
}

static struct json verdicts_and_count(struct filling *f, const struct tally_verdicts *v)
{
    struct json out = verdicts(f, v);

    if (v->n[VERDICT_VIOLATION] > 0)
        set(f, &out, "count", range(f, v->count));
    return out;
}

static bool has_any(const struct tally_verdicts *v)
{
    for (int i = 0; i < VERDICT_WORD_COUNT; i++)
        if (v->n[i] > 0)
            return true;
    return false;
}

/* Whether an id stands in several agreements, and needs its agreement's before it. */
static bool is_shared(const struct tally *t, const struct tally_term *term)
{
    for (size_t i = 0; i < t->n_terms; i++)
        if (&t->terms[i] != term && span_eq(t->terms[i].term->id, term->term->id))
            return true;
    return false;
}

static struct json by_term(struct filling *f, const struct tally *t)
{
    struct json out = json_object();

    for (size_t i = 0; i < t->n_terms && f->rc == RC_OK; i++) {
        const struct tally_term *term = &t->terms[i];
        struct span name = term->term->id;

        if (!has_any(&term->verdicts))
            continue;
        if (is_shared(t, term))
            name = arena_printf(f->arena, f->err, "%.*s/%.*s", SPAN_ARG(term->agreement->id),
                                SPAN_ARG(name));
        set(f, &out, name_of(f, name), verdicts_and_count(f, &term->verdicts));
    }
    return out;
}

static struct json by_party(struct filling *f, const struct tally *t)
{
    struct json out = json_object();

    for (size_t i = 0; i < t->n_parties && f->rc == RC_OK; i++)
        set(f, &out, name_of(f, t->parties[i].party),
            verdicts_and_count(f, &t->parties[i].verdicts));
    return out;
}

static struct json by_day(struct filling *f, const struct tally *t)
{
    struct json out = json_object();

    for (size_t i = 0; i < t->n_days && f->rc == RC_OK; i++) {
        struct civil c;
        struct span name;

        time_from_days(t->days[i].date, &c);
        name = arena_printf(f->arena, f->err, "%04d-%02d-%02d", c.year, c.month, c.day);
        set(f, &out, name_of(f, name), verdicts_and_count(f, &t->days[i].verdicts));
    }
    return out;
}

static struct json classes(struct filling *f, const struct tally *t)
{
    struct json out = json_object();

    for (int i = 0; i < PHEN_COUNT; i++)
        if (t->classes[i].max > 0)
            set(f, &out, vocab_word(VOCAB_PHENOMENON, i), range(f, t->classes[i]));
    return out;
}

static struct json impediments(struct filling *f, const struct tally *t)
{
    struct json out = json_object();

    for (int i = 0; i < IMPEDE_COUNT; i++)
        if (t->impediments[i] > 0)
            set(f, &out, vocab_word(VOCAB_IMPEDIMENT, i), number(t->impediments[i]));
    if (t->standing_impediments > 0)
        set(f, &out, "standing", number(t->standing_impediments));
    return out;
}

static struct json coverage(struct filling *f, const struct tally *t)
{
    struct json out = json_object();

    for (size_t i = 0; i < t->n_areas && f->rc == RC_OK; i++)
        set(f, &out, name_of(f, t->areas[i].area),
            json_real(round(t->areas[i].coverage * 1e4) / 1e4));
    return out;
}

enum rc tally_json(const struct tally *t, uint64_t n_read, uint64_t n_rejected, struct arena *a,
                   struct json *out, struct err *err)
{
    struct filling f = {a, err, RC_OK};
    struct json s = json_object();

    set(&f, &s, "kind", json_str("summary"));
    set(&f, &s, "read", number(n_read));
    set(&f, &s, "rejected", number(n_rejected));
    set(&f, &s, "events", number(t->n_events));
    set(&f, &s, "counts", classes(&f, t));
    set(&f, &s, "as_recorded", number(t->as_recorded));
    set(&f, &s, "verdicts", verdicts(&f, &t->all));
    set(&f, &s, "by_term", by_term(&f, t));
    set(&f, &s, "by_party", by_party(&f, t));
    set(&f, &s, "by_day", by_day(&f, t));
    set(&f, &s, "impediments", impediments(&f, t));
    set(&f, &s, "coverage", coverage(&f, t));
    if (f.rc == RC_OK)
        *out = s;
    return f.rc;
}
