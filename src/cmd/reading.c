/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/reading.h"

#include "base/num.h"
#include "cmd/mission_versions.h"
#include "mission/survey.h"

#include <string.h>

#define ARENA_BYTES_MAX   ((size_t)4 << 30)
#define SCRATCH_BYTES_MAX ((size_t)256 << 20)

/* By a number of entries the answer would tell how many there are that the reader does not see. */
static enum rc check_as_of(const struct reading *r, struct span text, struct err *err)
{
    int64_t size;
    enum rc rc;

    if (num_parse_i64(text, &size, NULL) != RC_OK)
        return RC_OK;
    rc = labels_check_log(&r->who, err);
    return rc ? err_prefix(err, rc, "--as-of: give a time: ") : RC_OK;
}

static enum rc look(struct reading *r, unsigned as_of, unsigned as, struct err *err)
{
    struct span text = command_value(r->line, as_of);
    struct time_span when;
    enum rc rc = store_snapshot_begin(desk_store(r->m.desk), err);

    if (rc)
        return rc;
    r->has_snapshot = true;
    r->as_of_ms = TIME_NEVER;
    r->at_ms = mission_now_ms();
    rc = labels_audience(r->m.labels, command_value(r->line, as), r->at_ms, &r->who, err);
    if (!rc)
        rc = check_as_of(r, text, err);
    if (!rc)
        rc = mission_as_of(&r->m, text, &r->below_seq, err);
    if (!rc && text.n > 0 &&
        zone_read_span(pact_home_zone(&r->m.model), text, &when, NULL, NULL) == RC_OK)
        r->as_of_ms = when.t1_ms;
    if (!rc)
        rc = mission_versions_at(&r->m, r->below_seq, &r->in_force, err);
    return rc ? rc : labels_look(&r->who, desk_store(r->m.desk), &r->m.arena, err);
}

enum rc reading_open(struct reading *r, const struct command_line *line, unsigned as_of,
                     unsigned as, struct err *err)
{
    enum rc rc;

    *r = (struct reading){.line = line};
    arena_init(&r->arena, ARENA_BYTES_MAX);
    rc = mission_open(&r->m, line->operands[0], MISSION_READ, line->command->noun, true, err);
    return rc ? rc : look(r, as_of, as, err);
}

int reading_run(const struct command_line *line, unsigned as_of, unsigned as,
                enum rc (*work)(struct reading *r, struct err *err))
{
    static struct reading r; /* large; there is one per process */
    struct err err = {0};
    int status = STATUS_OK;
    enum rc rc = reading_open(&r, line, as_of, as, &err);

    if (!rc)
        rc = work(&r, &err);
    if (rc)
        status = mission_fail(rc, &err);
    reading_close(&r);
    return status;
}

void reading_close(struct reading *r)
{
    if (r->has_snapshot)
        store_snapshot_end(desk_store(r->m.desk));
    mission_close(&r->m);
    arena_release(&r->arena);
}

enum rc reading_entry(struct reading *r, const char *id, struct store_entry *out, struct err *err)
{
    struct store_entry e;
    struct uuid uuid;
    bool is_shown = false;
    enum rc rc = uuid_read(span_of(id), &uuid, err);

    if (!rc)
        rc = store_entry_by_id(desk_store(r->m.desk), &uuid, r->below_seq, r->who.visible,
                               &r->arena, &e, err);
    if (!rc && (reading_kinds(r) >> e.kind & 1) == 0)
        rc = RC_ABSENT;
    if (!rc)
        rc = reading_shows(r, &e, &is_shown, err);
    if (rc == RC_ABSENT || (!rc && !is_shown))
        return err_set(err, RC_ABSENT, "%.60s: there is no such entry", id);
    if (!rc)
        *out = e;
    return rc;
}

enum rc reading_shows(struct reading *r, const struct store_entry *e, bool *out, struct err *err)
{
    const struct releases_when when = {.below_seq = r->below_seq};
    enum rc rc = RC_OK;

    *out = true;
    if (r->who.visible == NULL || e->kind != ENTRY_RELEASE)
        return RC_OK;
    if (!r->has_releases)
        rc = releases_read(&r->m, &when, &r->m.arena, &r->releases, err);
    r->has_releases = rc == RC_OK;
    if (!rc)
        *out = releases_show(&r->releases, e, r->at_ms);
    return rc;
}

uint32_t reading_kinds(const struct reading *r)
{
    uint32_t kinds = 0;

    for (int k = 0; k < ENTRY_KIND_COUNT; k++)
        if (r->who.reader.is_mission ||
            (!entry_kind_is_derived((enum entry_kind)k) && k != ENTRY_INCIDENT))
            kinds |= 1U << k;
    return kinds;
}

bool reading_is_superseded(struct reading *r, const struct store_entry *e)
{
    struct store_entry by;
    struct arena a;
    bool is_seen;

    if (!e->is_superseded || r->who.visible == NULL)
        return e->is_superseded;
    arena_init(&a, 16 * ENTRY_BYTES_MAX);
    is_seen = store_entry_by_seq(desk_store(r->m.desk), e->superseded_by, &a, &by, NULL) == RC_OK &&
              visible_has_text(r->who.visible, by.label);
    arena_release(&a);
    return is_seen;
}

struct receipt reading_receipt(const struct reading *r, const struct pact_agreement *of)
{
    return (struct receipt){.engine = SPAN("aasc " AASC_VERSION),
                            .pact = versions_of(&r->in_force, of)->model->hash,
                            .as_of_ms = r->as_of_ms};
}

/* ---- rows ---- */

static struct gather_source source_of(struct reading *r, const struct shelf *shelf)
{
    return (struct gather_source){.shelf = shelf,
                                  .world = mission_world(&r->m),
                                  .zone = mission_zone,
                                  .zone_context = &r->m.zones,
                                  .below_seq = r->below_seq,
                                  .visible = r->who.visible};
}

static const struct row_head *head_of(const struct held *h)
{
    return &h->row.u.observation.head; /* every kind begins with it */
}

/* The first of those in hand that contradict one. NULL: there is none before it. */
static const struct held *first_before(const struct gather *g, const struct held *of)
{
    struct row_standing first = row_standing_of(head_of(of));
    const struct held *found = NULL;

    for (size_t i = 0; i < g->n; i++) {
        const struct held *h = g->items[i];
        struct row_standing s = row_standing_of(head_of(h));

        if (h == of || memcmp(&h->card.key, &of->card.key, sizeof(h->card.key)) != 0 ||
            !row_standing_conflicts(&s, &first) || !row_standing_is_before(&s, &first))
            continue;
        first = s;
        found = h;
    }
    return found;
}

static enum rc find_before(struct gather *g, const struct store_entry *e, const struct held **out,
                           struct err *err)
{
    const struct shelf_row at = {.seq = e->seq, .id = e->id, .bytes = e->bytes, .label = e->label};
    struct shelf_query q = {.n_keys = 1};
    struct held *h = NULL;
    enum rc rc = gather_add(g, &at, NULL, &h, err);

    if (rc || h == NULL)
        return rc;
    q.row_kinds = ROW_BIT(h->row.kind);
    q.keys = &h->card.key;
    rc = gather_ask(g, q, err);
    if (!rc)
        *out = first_before(g, h);
    return rc;
}

enum rc reading_outdone(struct reading *r, const struct store_entry *e, struct uuid *by,
                        bool *is_outdone, struct err *err)
{
    struct shelf shelf = store_shelf(desk_store(r->m.desk));
    const struct gather_source from = source_of(r, &shelf);
    const struct held *found = NULL;
    struct arena own, scratch;
    struct gather g;
    enum rc rc;

    *is_outdone = false;
    if (e->kind != ENTRY_OBSERVATION || e->is_erased || reading_is_superseded(r, e))
        return RC_OK;
    arena_init(&own, SCRATCH_BYTES_MAX);
    arena_init(&scratch, SCRATCH_BYTES_MAX);
    rc = gather_open(&g, &from, &own, &scratch, err);
    if (!rc) {
        rc = find_before(&g, e, &found, err);
        gather_close(&g);
    }
    *is_outdone = found != NULL;
    if (found != NULL)
        *by = found->id;
    arena_release(&scratch);
    arena_release(&own);
    return rc;
}

/* ---- judging anew ---- */

enum rc reading_judge(struct reading *r, const struct judge_options *options,
                      struct verdict_sink *sink, struct err *err)
{
    const struct releases_when when = {.below_seq = r->below_seq};
    struct shelf shelf;
    const struct survey all = {.from = source_of(r, &shelf),
                               .versions = &r->in_force,
                               .rows_max = SURVEY_ROWS_MAX,
                               .memory_max = ARENA_BYTES_MAX};
    enum rc rc = released_shelf(&r->m, r->who.visible, &when, &r->arena, &shelf, err);

    return rc ? rc : survey_judge(&all, options, sink, err);
}
