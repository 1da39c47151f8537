/* SPDX-License-Identifier: Apache-2.0 */
/* verdict_json.c: verdicts and events as the objects of the contract (docs/formats/observation.md).
 */
#include "watch/verdict.h"

#include <math.h>

/* Numbers are rounded so that no last bit of a library's sine reaches the output. */
#define P_DIGITS      6
#define METRE_DIGITS  1
#define DEGREE_DIGITS 7

/* An object being filled: the first failure sticks, so that one check at the end is enough. */
struct filling {
    struct json object;
    struct arena *arena;
    struct err *err;
    enum rc rc;
};

static void set(struct filling *f, const char *name, struct json value)
{
    if (f->rc == RC_OK)
        f->rc = json_set(&f->object, name, value, f->arena, f->err);
}

static void set_text(struct filling *f, const char *name, struct span s)
{
    if (s.n > 0)
        set(f, name, json_text(s));
}

static void set_real(struct filling *f, const char *name, double v, int digits)
{
    double unit = pow(10, digits);

    if (!isfinite(v))
        return;
    v = round(v * unit) / unit;
    set(f, name, json_real(v == 0 ? 0 : v)); /* never -0 */
}

/* Text of a buffer, kept in the arena. */
static struct json kept(struct filling *f, struct buf *b)
{
    struct span s = arena_copy(f->arena, buf_span(b), f->err);

    buf_release(b);
    if (s.p == NULL)
        f->rc = RC_LIMIT;
    return json_text(s);
}

static void set_time(struct filling *f, const char *name, struct time_span when)
{
    struct buf b;

    buf_init(&b, 128);
    time_put_span(&b, when);
    set(f, name, kept(f, &b));
}

static void set_count(struct filling *f, const char *name, struct count c)
{
    struct filling in = {json_object(), f->arena, f->err, f->rc};

    set(&in, "min", json_int(c.min));
    set(&in, "max", c.max == COUNT_INFINITE ? json_null() : json_int(c.max));
    f->rc = in.rc;
    set(f, name, in.object);
}

static void set_receipt(struct filling *f, const struct receipt *r)
{
    struct filling in = {json_object(), f->arena, f->err, f->rc};
    struct buf b;

    if (r == NULL)
        return;
    set_text(&in, "engine", r->engine);
    buf_init(&b, 128);
    buf_puts(&b, "sha256:");
    sha256_put_hex(&b, &r->pact);
    set(&in, "pact", kept(&in, &b));
    if (r->as_of_ms == TIME_NEVER)
        set(&in, "as_of", json_str("all"));
    else if (r->as_of_ms != TIME_ALWAYS)
        set_time(&in, "as_of", (struct time_span){r->as_of_ms, r->as_of_ms});
    f->rc = in.rc;
    set(f, "receipt", in.object);
}

static void set_ids(struct filling *f, const char *name, const struct span *ids, size_t n)
{
    struct json list = json_array();

    for (size_t i = 0; i < n && f->rc == RC_OK; i++)
        f->rc = json_push(&list, json_text(ids[i]), f->arena, f->err);
    set(f, name, list);
}

/* A position stands for points and sectors; an area's middle would be taken for a place. */
static void set_place(struct filling *f, const struct verdict *v)
{
    const struct observation *o = v->of_event != NULL ? v->of_event->best : v->of_observation;
    struct filling in = {json_object(), f->arena, f->err, f->rc};

    if (!v->has_place)
        return;
    if (o != NULL && (o->place.form == PLACE_ZONE || o->place.form == PLACE_GEOMETRY))
        return;
    set_real(&in, "lat", v->place.lat_deg, DEGREE_DIGITS);
    set_real(&in, "lon", v->place.lon_deg, DEGREE_DIGITS);
    f->rc = in.rc;
    set(f, "place", in.object);
}

static void set_measures(struct filling *f, const struct verdict *v)
{
    set_real(f, "p", v->p, P_DIGITS);
    set_real(f, "distance_m", v->distance_m, METRE_DIGITS);
    set_real(f, "threshold_m", v->threshold_m, METRE_DIGITS);
    set_real(f, "sigma_m", v->sigma_m, METRE_DIGITS);
    set_real(f, "p_category", v->p_category, P_DIGITS);
}

enum rc verdict_json(const struct verdict *v, const struct receipt *r, struct arena *a,
                     struct json *out, struct err *err)
{
    struct filling f = {json_object(), a, err, RC_OK};

    set(&f, "kind", json_str("verdict"));
    set_text(&f, "agreement", v->agreement->id);
    set_text(&f, "term", v->term->id);
    set_text(&f, "ref", v->term->ref);
    set(&f, "verdict", json_str(verdict_name(v->word)));
    set_measures(&f, v);
    set_text(&f, "party", v->party);
    set_ids(&f, "inputs", v->inputs, v->n_inputs);
    set_text(&f, "event", v->event);
    if (v->when.t0_ms != TIME_ALWAYS)
        set_time(&f, "time", v->when);
    if (v->has_count)
        set_count(&f, "count", v->count);
    set_place(&f, v);
    set_text(&f, "place_text", v->place_text);
    set_text(&f, "line", v->line);
    set_text(&f, "line_version", v->line_version);
    set_text(&f, "category", v->category);
    set_text(&f, "state", span_of(v->state));
    set_text(&f, "exemption", v->exemption);
    if (v->severity > 0)
        set(&f, "severity", json_int(v->severity));
    set_text(&f, "grade", span_of(v->reliability_note));
    set_text(&f, "explanation", v->explanation);
    set_receipt(&f, r);
    if (f.rc == RC_OK)
        *out = f.object;
    return f.rc;
}

enum rc event_json(const struct event *e, const struct receipt *r, struct arena *a,
                   struct json *out, struct err *err)
{
    struct filling f = {json_object(), a, err, RC_OK};
    struct json members = json_array();

    set(&f, "kind", json_str("event"));
    set_text(&f, "id", e->id);
    set(&f, "phenomenon", json_str(vocab_word(VOCAB_PHENOMENON, (int)e->phenomenon)));
    for (size_t i = 0; i < e->n_members && f.rc == RC_OK; i++)
        f.rc = json_push(&members, json_text(e->members[i]->head.id), a, err);
    set(&f, "members", members);
    set_count(&f, "count", e->count);
    set(&f, "as_recorded", json_int(e->count.recorded));
    set_time(&f, "time", e->when);
    if (e->is_reported)
        set(&f, "reported", json_bool(true));
    set_receipt(&f, r);
    if (f.rc == RC_OK)
        *out = f.object;
    return f.rc;
}
