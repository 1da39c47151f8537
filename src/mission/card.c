/* SPDX-License-Identifier: Apache-2.0 */
/* card.c: what a row can touch. Whatever is not known widens a card: too wide a card costs a look,
 * too narrow a one a verdict. */
#include "mission/card.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "watch/fusion_grid.h"
#include "watch/presence.h"

/* A degree of latitude is nowhere shorter. */
#define DEGREE_MIN_M 110574.0
/* Nearer to a pole than this a box goes all around. */
#define POLAR_DEG 89.0
/* Letters at the end of an id by which a thousand that follow one another differ. */
#define GROUP_TAIL 3
/* Rounding of times and of boxes. */
#define SLACK_MS  1
#define SLACK_DEG 1e-7

static const struct geo_box whole_earth = {-90, -180, 90, 180};

/* ---- names ---- */

uint64_t card_hash(struct span text)
{
    uint64_t h = span_hash(text);

    return h == 0 ? 1 : h;
}

/* What stands in front of a key: ids that follow one another, as numbers and times do, have it in
 * common, so that their keys lie together on the disk. It is no part of what tells keys apart. */
static uint32_t group_of(struct span source, struct span id)
{
    struct span head = {.p = id.p, .n = id.n > GROUP_TAIL ? id.n - GROUP_TAIL : 0};
    uint64_t h = (span_hash(source) ^ span_hash(head)) * UINT64_C(0x9E3779B97F4A7C15);

    return (uint32_t)(h >> 32);
}

struct card_key card_key_of(enum row_kind kind, struct span source, struct span id)
{
    uint32_t group = group_of(source, id);
    /* complaints and replies are one list in the docket: an id is one there */
    const char *word = vocab_word(VOCAB_KIND, (int)(kind == ROW_REPLY ? ROW_COMPLAINT : kind));
    struct sha256_stream s;
    struct sha256_digest d;
    struct card_key key;

    sha256_init(&s);
    sha256_add(&s, (struct span){word, strlen(word) + 1});
    sha256_add(&s, source);
    sha256_add(&s, (struct span){"", 1});
    sha256_add(&s, id);
    d = sha256_finish(&s);
    memcpy(key.b, &group, sizeof(group));
    memcpy(key.b + sizeof(group), d.b, sizeof(key.b) - sizeof(group));
    return key;
}

/* ---- boxes ---- */

/* Longitudes as an interval [west, west + width]. */
static double width_deg(const struct geo_box *b)
{
    double w = b->east_deg - b->west_deg;

    return w < 0 ? w + 360 : w;
}

static bool lon_is_in(const struct geo_box *b, double lon_deg)
{
    double d = fmod(lon_deg - b->west_deg, 360);

    return (d < 0 ? d + 360 : d) <= width_deg(b);
}

bool card_boxes_meet(const struct geo_box *a, const struct geo_box *b)
{
    if (a->south_deg > b->north_deg || b->south_deg > a->north_deg)
        return false;
    return lon_is_in(a, b->west_deg) || lon_is_in(b, a->west_deg);
}

struct geo_box card_box_join(const struct geo_box *a, const struct geo_box *b)
{
    struct geo_box out = {fmin(a->south_deg, b->south_deg), -180, fmax(a->north_deg, b->north_deg),
                          180};
    /* the shorter way around: from one's west to the other's east */
    double ab = fmod(b->west_deg - a->west_deg + 720, 360) + width_deg(b);
    double ba = fmod(a->west_deg - b->west_deg + 720, 360) + width_deg(a);

    ab = fmax(ab, width_deg(a));
    ba = fmax(ba, width_deg(b));
    if (fmin(ab, ba) >= 360)
        return out;
    out.west_deg = ab <= ba ? a->west_deg : b->west_deg;
    out.east_deg = remainder(out.west_deg + fmin(ab, ba), 360);
    return out;
}

static struct geo_box box_around(struct geo_pos p, double reach_m)
{
    double d_lat = reach_m / DEGREE_MIN_M + SLACK_DEG, d_lon;
    struct geo_box b = whole_earth;

    if (!(d_lat < 180))
        return b;
    b.south_deg = fmax(p.lat_deg - d_lat, -90);
    b.north_deg = fmin(p.lat_deg + d_lat, 90);
    if (b.south_deg < -POLAR_DEG || b.north_deg > POLAR_DEG)
        return b;
    d_lon = d_lat / cos(fmax(fabs(b.south_deg), fabs(b.north_deg)) * (M_PI / 180));
    if (d_lon >= 180)
        return b;
    b.west_deg = remainder(p.lon_deg - d_lon, 360);
    b.east_deg = remainder(p.lon_deg + d_lon, 360);
    return b;
}

static void put_region(struct card *c, const struct region *r)
{
    c->has_place = true;
    c->middle = r->centre;
    c->box = box_around(r->centre, r->radius_m + r->margin_m);
}

/* An area is wherever any version of the agreements has it. */
static void put_zone(struct card *c, const struct pact_model *m, const struct place *p)
{
    for (size_t i = 0; i < m->n_agreements; i++) {
        uint32_t ix = pact_area_find(&m->agreements[i], p->u.zone);
        struct geo_box so_far = c->box;
        bool had_place = c->has_place;
        struct region r;

        if (ix == PACT_NONE || !region_make(p, m->agreements[i].areas[ix].geometry, &r))
            continue;
        put_region(c, &r);
        if (had_place)
            c->box = card_box_join(&so_far, &c->box);
    }
}

static void put_place(struct card *c, const struct pact_model *m, const struct place *p)
{
    struct region r;

    if (p->form == PLACE_ZONE)
        put_zone(c, m, p);
    else if (region_make(p, NULL, &r))
        put_region(c, &r);
}

void card_widen(struct card *c, const struct card *more)
{
    c->from_ms = more->from_ms < c->from_ms ? more->from_ms : c->from_ms;
    c->to_ms = more->to_ms > c->to_ms ? more->to_ms : c->to_ms;
    if (!more->has_place)
        return;
    c->box = c->has_place ? card_box_join(&c->box, &more->box) : more->box;
    c->middle = c->has_place ? c->middle : more->middle;
    c->has_place = true;
}

/* ---- serials ---- */

static int u64_cmp(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

    return (a > b) - (a < b);
}

static enum rc put_serials(struct card *c, const struct item *items, uint32_t n, struct arena *a,
                           struct err *err)
{
    uint32_t n_named = 0, n_once = 0;
    uint64_t *list;

    for (uint32_t i = 0; i < n; i++)
        n_named += items[i].serial.n > 0;
    if (n_named == 0)
        return RC_OK;
    list = arena_array(a, n_named, sizeof(*list), err);
    if (list == NULL)
        return RC_LIMIT;
    n_named = 0;
    for (uint32_t i = 0; i < n; i++)
        if (items[i].serial.n > 0)
            list[n_named++] = card_hash(span_trim(items[i].serial));
    if (n_named > 1)
        qsort(list, n_named, sizeof(*list), u64_cmp);
    for (uint32_t i = 0; i < n_named; i++)
        if (i == 0 || list[i] != list[n_once - 1])
            list[n_once++] = list[i];
    c->serials = list;
    c->n_serials = n_once;
    return RC_OK;
}

/* ---- kinds ---- */

static int64_t whole_ms(double ms)
{
    if (ms <= (double)TIME_MIN_MS)
        return TIME_MIN_MS;
    return ms >= (double)TIME_MAX_MS ? TIME_MAX_MS : (int64_t)ms;
}

static void put_span(struct card *c, int64_t from_ms, int64_t to_ms)
{
    c->at_ms = c->from_ms = from_ms;
    c->until_ms = c->to_ms = to_ms;
}

static enum rc put_observation(struct card *c, const struct pact_model *m,
                               const struct sensor *sensor, struct observation o, struct arena *a,
                               struct err *err)
{
    struct fusion_row r;

    docket_inherit(&o, sensor);
    r = fusion_row_of(m, sensor, &o);
    put_span(c, o.when.t0_ms, o.when.t1_ms);
    if (r.has_region)
        put_region(c, &r.region);
    c->is_countable = phenomenon_is_countable(o.phenomenon);
    c->has_items = presence_count(&o) > 0;
    if (c->is_countable) { /* its own time as well: sound took its way off the occurrence's */
        int64_t from_ms = whole_ms(floor(r.from_ms)) - SLACK_MS;
        int64_t to_ms = whole_ms(ceil(r.to_ms)) + SLACK_MS;

        c->from_ms = from_ms < c->from_ms ? from_ms : c->from_ms;
        c->to_ms = to_ms > c->to_ms ? to_ms : c->to_ms;
    }
    return put_serials(c, o.items, o.n_items, a, err);
}

/* When a row of another kind holds or happened, and what it is about: offsets into it. 0: no such,
 * that is always, without an end, or about nothing. */
static const struct {
    size_t from, to, about;
} times[ROW_KIND_COUNT] = {
#define AT(struct_, from_, to_) offsetof(struct struct_, from_), offsetof(struct struct_, to_)
    [ROW_PERMIT] = {AT(permit, span.t0_ms, span.t1_ms), 0},
    [ROW_DEROGATION] = {AT(derogation, span.t0_ms, span.t1_ms), offsetof(struct derogation, term)},
    [ROW_LINE_VERSION] = {offsetof(struct line_version, valid_from_ms), 0,
                          offsetof(struct line_version, line)},
    [ROW_NOTIFICATION] = {AT(notification, received_at_ms, received_at_ms), 0},
    [ROW_COVERAGE] = {AT(coverage, when.t0_ms, when.t1_ms), 0},
    [ROW_IMPEDIMENT] = {AT(impediment, when.t0_ms, when.t1_ms), 0},
    [ROW_ACTIVITY] = {AT(activity, when.t0_ms, when.t1_ms), 0},
    [ROW_VISIT] = {AT(visit, when.t0_ms, when.t1_ms), offsetof(struct visit, site)},
    [ROW_TRANSFER] = {AT(transfer, when.t0_ms, when.t1_ms), 0},
    [ROW_BASELINE] = {AT(baseline, at_ms, at_ms), 0},
    [ROW_INVENTORY] = {AT(inventory, at_ms, at_ms), offsetof(struct inventory, site)},
    [ROW_COMPLAINT] = {AT(claim, received_at_ms, received_at_ms), offsetof(struct claim, about)},
    [ROW_REPLY] = {AT(claim, received_at_ms, received_at_ms), offsetof(struct claim, about)},
    [ROW_DUTY_DONE] = {AT(duty_done, when.t0_ms, when.t1_ms), 0},
    [ROW_REQUEST] = {AT(request, received.t0_ms, received.t1_ms), 0},
    [ROW_DEPLOYMENT] = {AT(deployment, from_ms, until_ms), 0},
    [ROW_MANDATE] = {AT(mandate, from_ms, until_ms), 0},
    [ROW_CONSENT] = {offsetof(struct consent, given_at_ms), 0, 0},
    [ROW_DECLARATION] = {AT(declaration, received_at_ms, received_at_ms), 0},
    [ROW_VERIFICATION] = {AT(declaration, received_at_ms, received_at_ms), 0},
    [ROW_INSPECTION] = {AT(inspection, requested_at_ms, requested_at_ms), 0},
    [ROW_ROUTE] = {AT(route, from_ms, until_ms), 0},
    [ROW_CHANNEL] = {AT(channel_state, at_ms, at_ms), offsetof(struct channel_state, channel)},
    [ROW_COURSE] = {AT(course, from_ms, until_ms), 0},
    [ROW_DEMOB] = {AT(demob_step, at_ms, at_ms), 0},
    [ROW_PATROL] = {AT(patrol_step, at_ms, at_ms), offsetof(struct patrol_step, patrol)},
    [ROW_FINDING] = {AT(finding_made, span.t0_ms, span.t1_ms), 0},
    [ROW_PROGRESS] = {AT(progress_made, at_ms, at_ms), 0},
#undef AT
};

static int64_t time_at(const struct row *row, size_t at, int64_t otherwise)
{
    int64_t out = otherwise;

    if (at != 0)
        memcpy(&out, (const char *)&row->u + at, sizeof(out));
    return out;
}

static void put_kind(struct card *c, const struct row *row)
{
    struct span about;

    if (row->kind == ROW_OBSERVATION)
        return;
    put_span(c, time_at(row, times[row->kind].from, TIME_ALWAYS),
             time_at(row, times[row->kind].to, TIME_NEVER));
    if (times[row->kind].about != 0) {
        memcpy(&about, (const char *)&row->u + times[row->kind].about, sizeof(about));
        c->subject = card_hash(about);
    }
    if (row->kind == ROW_SENSOR || row->kind == ROW_SITE) /* named by their own id */
        c->subject = card_hash(row->u.sensor.head.id);
    if (row->kind == ROW_SENSOR)
        c->source = c->subject;
    if (row->kind == ROW_NOTIFICATION && row->u.notification.has_span) {
        c->from_ms = row->u.notification.span.t0_ms;
        c->to_ms = row->u.notification.span.t1_ms;
    }
    /* without a time of its own it tells of all fire after it (watch/licence.c) */
    if (row->kind == ROW_NOTIFICATION && !row->u.notification.has_span &&
        span_is(row->u.notification.about, "return_fire"))
        c->to_ms = TIME_NEVER;
}

/* Where a row of another kind says that it is; NULL: it says nothing of the sort. */
static const struct place *place_of(const struct row *row)
{
    static const size_t at[ROW_KIND_COUNT] = {
        [ROW_SENSOR] = offsetof(struct sensor, place),
        [ROW_COVERAGE] = offsetof(struct coverage, area),
        [ROW_IMPEDIMENT] = offsetof(struct impediment, place),
        [ROW_NOTIFICATION] = offsetof(struct notification, area),
        [ROW_ACTIVITY] = offsetof(struct activity, place),
        [ROW_PERMIT] = offsetof(struct permit, area),
        [ROW_SITE] = offsetof(struct site, place),
        [ROW_BASELINE] = offsetof(struct baseline, area),
        [ROW_TRANSFER] = offsetof(struct transfer, place),
        [ROW_DEPLOYMENT] = offsetof(struct deployment, place),
        [ROW_COURSE] = offsetof(struct course, place),
        [ROW_PATROL] = offsetof(struct patrol_step, place),
        [ROW_FINDING] = offsetof(struct finding_made, area),
    };

    if (at[row->kind] == 0)
        return NULL;
    return (const struct place *)(const void *)((const char *)&row->u + at[row->kind]);
}

enum rc card_of(const struct pact_model *model, const struct sensor *sensor, const struct row *row,
                struct arena *a, struct card *out, struct err *err)
{
    const struct row_head *head = &row->u.observation.head; /* every kind begins with it */
    struct card c = {.kind = row->kind, .key = card_key_of(row->kind, head->source, head->id)};
    const struct place *place = place_of(row);
    enum rc rc = RC_OK;

    memcpy(c.content, head->hash, sizeof(c.content));
    c.source = head->source.n > 0 ? card_hash(head->source) : 0;
    if (head->supersedes.n > 0) {
        c.has_replaces = true;
        c.replaces = card_key_of(row->kind, head->source, head->supersedes);
    }
    if (row->kind == ROW_OBSERVATION)
        rc = put_observation(&c, model, sensor, row->u.observation, a, err);
    put_kind(&c, row);
    if (place != NULL && place->form != PLACE_NONE)
        put_place(&c, model, place);
    if (rc == RC_OK)
        *out = c;
    return rc;
}
