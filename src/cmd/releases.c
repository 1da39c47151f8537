/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/releases.h"

#include "base/base64.h"
#include "cmd/mission_files.h"
#include "cmd/mission_rosters.h"
#include "mission/gather.h"

#include <string.h>

/* Where the copy has no entry yet: it must only be another one than the source. */
static const struct uuid copy_to_come = {{0xff}};

/* ---- whether one holds ---- */

struct judging {
    struct mission *m;
    const struct mission_labels *labels; /* of the roster in force then */
    struct store_entry source;
    struct label source_label, copy_label;
    struct member_set authors;
    struct signers signers;
    struct arena *a;
};

/* The author's bytes are gone: whoever signed for a member then is taken to have been asked. */
static void take_signers_for_authors(struct judging *j, int64_t at_ms)
{
    const struct roster *r = &j->labels->roster;

    for (size_t i = 0; i < r->n_people; i++) {
        struct reader reader = roster_person_reader(r, &r->people[i]);

        if (signers_have(&j->signers, &r->people[i]) && reader_has(&reader, RIGHT_RELEASE, at_ms))
            member_set_add(&j->authors, r->people[i].member);
    }
}

/* Whose key signed the source, if it is a member's. */
static enum rc find_authors(struct judging *j, int64_t at_ms, struct err *err)
{
    const struct roster_person *p;
    struct ed25519_key key;
    struct entry e;
    enum rc rc;

    if (j->source.is_erased) {
        take_signers_for_authors(j, at_ms);
        return RC_OK;
    }
    rc = entry_read(j->source.bytes, j->a, &e, err);
    if (!rc)
        rc = base64_read_exact(e.author, key.b, sizeof(key.b), err);
    if (rc)
        return rc;
    p = roster_person_of_key(&j->labels->roster, &key);
    if (p != NULL)
        member_set_add(&j->authors, p->member);
    return RC_OK;
}

static enum rc read_labels(struct judging *j, struct released *r, struct err *err)
{
    const struct label_policy *p = &j->labels->roster.policy;
    enum rc rc = label_parse(p, j->source.label, &j->source_label, err);

    if (rc)
        return err_prefix(err, rc, "the source's label: ");
    rc = label_parse(p, r->text.label, &j->copy_label, err);
    if (!rc)
        rc = labels_canonical(j->labels, r->text.label, j->a, &r->copy_label, err);
    return rc ? err_prefix(err, rc, "label: ") : RC_OK;
}

static enum rc find_source(struct judging *j, struct released *r, uint64_t below_seq,
                           struct err *err)
{
    struct buf id;
    enum rc rc = store_entry_by_id(desk_store(j->m->desk), &r->text.source, below_seq, NULL, j->a,
                                   &j->source, err);

    if (rc == RC_ABSENT) {
        buf_init(&id, 64);
        uuid_put(&id, &r->text.source);
        rc = err_set(err, RC_ABSENT, "%.*s: there is no such entry", SPAN_ARG(buf_span(&id)));
        buf_release(&id);
    }
    if (!rc && j->source.kind != r->text.kind)
        rc = err_set(err, RC_CONFLICT, "the source is of kind %s, not %s",
                     entry_kind_name(j->source.kind), entry_kind_name(r->text.kind));
    return rc;
}

static enum rc check(struct judging *j, struct released *r, struct err *err)
{
    const struct roster *roster = &j->labels->roster;
    const struct uuid *copy = r->copy_seq == UINT64_MAX ? &copy_to_come : &r->copy;
    const struct release release = {.source = r->text.source,
                                    .copy = *copy,
                                    .source_label = j->source_label,
                                    .copy_label = j->copy_label,
                                    .authors = j->authors,
                                    .drafter = r->text.drafter,
                                    .approver = r->text.approver,
                                    .signers = j->signers,
                                    .at_ms = r->at_ms};
    const struct emergency emergency = {.source = r->text.source,
                                        .copy = *copy,
                                        .source_label = j->source_label,
                                        .copy_label = j->copy_label,
                                        .authors = j->authors,
                                        .releaser = r->text.releaser,
                                        .signers = j->signers,
                                        .at_ms = r->at_ms,
                                        .until_ms = r->text.until_ms};

    if (roster->version == 0)
        return err_set(err, RC_RANGE, "the mission has no roster: nobody is there who may release");
    if (r->text.releaser.n > 0)
        return emergency_check(roster, &emergency, &r->to_tell, err);
    return release_check(roster, &release, err);
}

/* in: seq  of the release's entry; UINT64_MAX: it is to be made */
static enum rc judge(struct mission *m, struct span bytes, uint64_t seq, struct arena *a,
                     struct released *r, struct err *err)
{
    struct judging j = {.m = m, .labels = mission_roster_at(m, seq)->labels, .a = a};
    struct statement s = {.body = {0}};
    enum rc rc = statement_read(bytes, a, &s, err);

    if (!rc && s.kind != STATEMENT_RELEASE)
        rc = err_set(err, RC_INPUT, "is a signed %s, and no release", statement_kind_word(s.kind));
    if (!rc && !span_eq(s.origin, m->setup.origin))
        rc = err_set(err, RC_CONFLICT, "it was signed for \"%.*s\", and this mission is \"%.*s\"",
                     SPAN_ARG(s.origin), SPAN_ARG(m->setup.origin));
    if (!rc)
        rc = release_text_read(s.body, a, &r->text, err);
    r->said = s.body;
    if (!rc)
        rc = find_source(&j, r, seq, err);
    if (rc)
        return rc;
    r->source = r->text.source;
    r->source_label = j.source.label;
    r->is_stale = j.source.superseded_by != 0 || j.source.is_erased;
    rc = read_labels(&j, r, err);
    if (!rc)
        rc = statement_signers(&s, &j.labels->roster, a, &j.signers, err);
    if (!rc)
        rc = find_authors(&j, r->at_ms, err);
    return rc ? rc : check(&j, r, err);
}

enum rc release_open(struct mission *m, struct span signed_text, int64_t at_ms, struct arena *a,
                     struct released *out, struct err *err)
{
    struct released r = {.at_ms = at_ms, .seq = UINT64_MAX, .copy_seq = UINT64_MAX};
    enum rc rc = judge(m, signed_text, UINT64_MAX, a, &r, err);

    if (!rc)
        *out = r;
    return rc;
}

/* ---- all of them ---- */

struct collecting {
    struct mission *m;
    struct releases *all;
    struct arena *a;
    const struct releases_when *when;
};

static enum rc read_id(const struct json *body, const char *name, struct uuid *out, struct err *err)
{
    enum rc rc = uuid_read(json_get_text(body, name), out, err);

    return rc ? err_prefix(err, rc, "%s: ", name) : RC_OK;
}

/* The copy says what was signed, under the label that was signed, and came before. */
static enum rc check_copy(struct collecting *c, struct released *r, struct err *err)
{
    struct store_entry copy;
    struct entry e;
    struct json body = json_object();
    struct buf text;
    enum rc rc =
        store_entry_by_id(desk_store(c->m->desk), &r->copy, r->seq, NULL, c->a, &copy, err);

    if (!rc)
        rc = entry_read(copy.bytes, c->a, &e, err);
    if (!rc)
        rc = release_copy_body(&r->text, c->a, &body, err);
    if (rc)
        return err_prefix(err, rc, "its copy: ");
    buf_init(&text, ENTRY_BYTES_MAX);
    json_write(&text, &body);
    if (copy.kind != ENTRY_RELEASE || !span_eq(buf_span(&text), e.body) ||
        !span_eq(copy.label, r->copy_label))
        rc = err_set(err, RC_CONFLICT, "its copy says something else than what was signed");
    buf_release(&text);
    r->copy_seq = copy.seq;
    return rc;
}

/* What does not hold is kept, and opens nothing. */
static enum rc add_release(struct collecting *c, const struct store_entry *e,
                           const struct json *body, struct err *err)
{
    struct released *more =
        arena_grow(c->a, c->all->items, c->all->n, &c->all->cap, sizeof(*more), err);
    struct released r = {.id = e->id, .seq = e->seq, .at_ms = e->recorded_at_ms};
    struct err note = {0};
    enum rc rc;

    if (more == NULL)
        return RC_LIMIT;
    c->all->items = more;
    r.label = arena_copy(c->a, e->label, err);
    if (r.label.p == NULL)
        return RC_LIMIT;
    rc = read_id(body, "copy", &r.copy, &note);
    if (!rc)
        rc = judge(c->m, json_get_text(body, "signed"), e->seq, c->a, &r, &note);
    if (!rc)
        rc = check_copy(c, &r, &note);
    if (rc == RC_LIMIT || rc == RC_IO) {
        *err = note;
        return rc;
    }
    r.is_void = rc != RC_OK;
    r.why = r.is_void ? arena_printf(c->a, err, "%s", note.note).p : NULL;
    c->all->items[c->all->n++] = r;
    return RC_OK;
}

static enum rc add_copy(struct collecting *c, uint64_t seq, struct err *err)
{
    struct releases *all = c->all;
    uint64_t *more =
        arena_grow(c->a, all->copies, all->n_copies, &all->cap_copies, sizeof(*more), err);

    if (more == NULL)
        return RC_LIMIT;
    all->copies = more;
    all->copies[all->n_copies++] = seq;
    return RC_OK;
}

static void end_release(struct collecting *c, const struct store_entry *e, const struct entry *read)
{
    for (size_t i = 0; i < c->all->n; i++) {
        struct released *r = &c->all->items[i];

        if (read->n_inputs != 1 || r->is_ended || uuid_cmp(&r->id, &read->inputs[0]) != 0)
            continue;
        r->is_ended = true;
        r->ended_at_ms = e->recorded_at_ms;
    }
}

static enum rc take_entry(void *to, const struct store_entry *e, struct err *err)
{
    struct collecting *c = to;
    struct entry read;
    struct json body;
    struct span says;
    enum rc rc;

    if (e->is_erased)
        return RC_OK;
    rc = mission_read_body(e, c->a, &read, &body, err);
    if (rc)
        return rc;
    says = json_get_text(&body, "says");
    if (span_is(says, "copy"))
        return e->seq < c->when->below_seq ? add_copy(c, e->seq, err) : RC_OK;
    if (span_is(says, "release"))
        return e->seq < c->when->below_seq ? add_release(c, e, &body, err) : RC_OK;
    if (span_is(says, "end"))
        end_release(c, e, &read);
    return RC_OK;
}

enum rc releases_read(struct mission *m, const struct releases_when *when, struct arena *a,
                      struct releases *out, struct err *err)
{
    const struct store_entry_query q = {.below_seq = when->is_then ? when->below_seq : UINT64_MAX,
                                        .kinds = 1U << ENTRY_RELEASE};
    struct releases all = {.n = 0};
    struct collecting c = {.m = m, .all = &all, .a = a, .when = when};
    enum rc rc = store_entries(desk_store(m->desk), &q, take_entry, &c, err);

    if (!rc)
        *out = all;
    return rc;
}

/* ---- what is shown ---- */

enum release_state release_state_at(const struct released *r, int64_t at_ms)
{
    if (r->is_void)
        return RELEASE_VOID;
    if (r->is_ended)
        return RELEASE_ENDED;
    return r->text.releaser.n > 0 && at_ms >= r->text.until_ms ? RELEASE_OVER : RELEASE_OPEN;
}

const char *release_state_word(enum release_state s)
{
    switch (s) {
    case RELEASE_OPEN:
        return "open";
    case RELEASE_OVER:
        return "over";
    case RELEASE_ENDED:
        return "ended";
    case RELEASE_VOID:
        break;
    }
    return "void";
}

bool releases_show(const struct releases *all, const struct store_entry *e, int64_t at_ms)
{
    bool is_copy = false;

    for (size_t i = 0; i < all->n_copies && !is_copy; i++)
        is_copy = all->copies[i] == e->seq;
    if (!is_copy)
        return true;
    for (size_t i = 0; i < all->n; i++)
        if (!all->items[i].is_void && all->items[i].copy_seq == e->seq &&
            release_state_at(&all->items[i], at_ms) == RELEASE_OPEN)
            return true;
    return false;
}

/* ---- as rows ---- */

/* What gather reads of an entry: the row, and the zone of its times. */
static enum rc row_bytes(const struct released *r, struct arena *a, struct span *out,
                         struct err *err)
{
    struct json entry = json_object();
    struct buf text;
    enum rc rc = json_set(&entry, "kind", json_str("observation"), a, err);

    if (!rc)
        rc = json_set(&entry, "body", r->text.body, a, err);
    if (!rc && r->text.zone.n > 0)
        rc = json_set(&entry, "zone", json_text(r->text.zone), a, err);
    if (rc)
        return rc;
    buf_init(&text, ENTRY_BYTES_MAX);
    json_write(&text, &entry);
    *out = arena_copy(a, buf_span(&text), err);
    buf_release(&text);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

/* Who may read the source has no use for a copy: it would be the same thing twice. */
static bool is_for(const struct released *r, const struct visible *visible, int64_t at_ms)
{
    return release_state_at(r, at_ms) == RELEASE_OPEN && r->text.kind == ENTRY_OBSERVATION &&
           visible_has_text(visible, r->copy_label) && !visible_has_text(visible, r->source_label);
}

/* Of several copies of one source the newest stands for it. */
static bool is_newest_for(const struct releases *all, size_t ix, const struct visible *visible,
                          int64_t at_ms)
{
    for (size_t i = ix + 1; i < all->n; i++)
        if (uuid_cmp(&all->items[i].source, &all->items[ix].source) == 0 &&
            is_for(&all->items[i], visible, at_ms))
            return false;
    return true;
}

struct shelving {
    struct gather g;
    struct shelf_extra *items;
    size_t n;
    struct arena *a;
};

/* A copy that is no row of this agreement any more (an area was renamed) is shown, and not judged.
 */
static enum rc add_row(struct shelving *x, const struct released *r, struct err *err)
{
    struct shelf_extra made = {
        .row = {.seq = r->copy_seq, .id = r->copy, .label = r->copy_label, .is_alone = false}};
    struct held *h = NULL;
    enum rc rc = row_bytes(r, x->a, &made.row.bytes, err);

    if (!rc)
        rc = gather_peek(&x->g, &made.row, &h, err);
    if (rc == RC_LIMIT)
        return rc;
    if (rc || h == NULL)
        return RC_OK;
    made.card = h->card;
    x->items[x->n++] = made;
    return RC_OK;
}

static enum rc add_rows(struct shelving *x, const struct releases *all,
                        const struct visible *visible, int64_t at_ms, struct err *err)
{
    enum rc rc = RC_OK;

    x->items = arena_array(x->a, all->n + 1, sizeof(*x->items), err);
    if (x->items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < all->n && !rc; i++)
        if (is_for(&all->items[i], visible, at_ms) && is_newest_for(all, i, visible, at_ms))
            rc = add_row(x, &all->items[i], err);
    return rc;
}

/* By the desk's clock, or the last instant at which anything was recorded. */
static enum rc instant_of(struct mission *m, const struct releases_when *when, int64_t *out,
                          struct err *err)
{
    struct store_batch last;
    enum rc rc;

    *out = mission_now_ms();
    if (!when->is_then || when->below_seq == 0)
        return RC_OK;
    rc = store_batch_of(desk_store(m->desk), when->below_seq - 1, &last, err);
    if (!rc)
        *out = last.recorded_at_ms;
    return rc;
}

#define SCRATCH_BYTES_MAX ((size_t)64 << 20)

enum rc released_shelf(struct mission *m, const struct visible *visible,
                       const struct releases_when *when, struct arena *a, struct shelf *out,
                       struct err *err)
{
    const struct shelf plain = store_shelf(desk_store(m->desk));
    const struct gather_source from = {.shelf = &plain,
                                       .world = mission_world(m),
                                       .zone = mission_zone,
                                       .zone_context = &m->zones,
                                       .below_seq = when->below_seq};
    struct shelf_more *more = arena_alloc(a, sizeof(*more), err);
    struct shelving x = {.a = a};
    struct releases all = {.n = 0};
    struct arena scratch;
    int64_t at_ms = 0;
    enum rc rc = more == NULL ? RC_LIMIT : RC_OK;

    if (!rc && visible != NULL)
        rc = releases_read(m, when, a, &all, err);
    if (rc || all.n == 0) {
        *out = plain;
        return rc;
    }
    arena_init(&scratch, SCRATCH_BYTES_MAX);
    rc = instant_of(m, when, &at_ms, err);
    if (!rc)
        rc = gather_open(&x.g, &from, a, &scratch, err);
    if (!rc) {
        rc = add_rows(&x, &all, visible, at_ms, err);
        gather_close(&x.g);
    }
    arena_release(&scratch);
    *more = (struct shelf_more){plain, x.items, x.n};
    if (!rc)
        *out = shelf_of_more(more);
    return rc;
}
