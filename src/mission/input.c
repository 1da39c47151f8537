/* SPDX-License-Identifier: Apache-2.0 */
#include "mission/input.h"

/* One end of the input being looked for, in a window at that end of the record. */
struct seeking {
    struct gather g; /* rows of the window that have to do with others */
    struct time_span all, window;
    bool is_end;
    bool is_found;
    int64_t found_ms; /* of the rows that hold, the first beginning, or the last end */
};

static void note(struct seeking *s, const struct held *h)
{
    int64_t at_ms = s->is_end ? h->card.until_ms : h->card.at_ms;

    if (at_ms < s->window.t0_ms || at_ms > s->window.t1_ms)
        return; /* it reaches in from beyond the window */
    if (!s->is_found || (s->is_end ? at_ms > s->found_ms : at_ms < s->found_ms))
        s->found_ms = at_ms;
    s->is_found = true;
}

static bool is_at_end(const struct seeking *s)
{
    return s->is_found && s->found_ms == (s->is_end ? s->all.t1_ms : s->all.t0_ms);
}

/* A row that is alone holds; of others the docket says whether they do. */
static enum rc take_row(void *to, const struct shelf_row *at, struct err *err)
{
    struct seeking *s = to;
    struct held *h = NULL;
    enum rc rc;

    if (!at->is_alone)
        return gather_add(&s->g, at, NULL, &h, err);
    rc = gather_peek(&s->g, at, &h, err);
    if (rc == RC_OK && h != NULL)
        note(s, h);
    return rc != RC_OK ? rc : is_at_end(s) ? RC_END : RC_OK;
}

#define NOTE_ALL(list_)                                                                            \
    for (size_t i = 0; i < rows.docket.n_##list_; i++)                                             \
    note(s, rows.items[rows.docket.list_[i].head.row - 1])

static enum rc note_docket(struct seeking *s, struct arena *a, struct err *err)
{
    struct gathered rows;
    enum rc rc = gather_twins(&s->g, GATHER_INPUT, err);

    if (rc == RC_OK)
        rc = gather_docket(&s->g, GATHER_INPUT, a, &rows, err);
    if (rc)
        return rc;
    NOTE_ALL(observations);
    NOTE_ALL(activities);
    NOTE_ALL(visits);
    NOTE_ALL(impediments);
    NOTE_ALL(duties_done);
    NOTE_ALL(requests);
    NOTE_ALL(declarations);
    NOTE_ALL(verifications);
    NOTE_ALL(inspections);
    NOTE_ALL(progress);
    return RC_OK;
}

static enum rc look(struct seeking *s, const struct gather_source *from, struct arena *a,
                    struct arena *scratch, struct err *err)
{
    const struct shelf_query q = {.below_seq = from->below_seq,
                                  .row_kinds = GATHER_INPUT,
                                  .has_span = true,
                                  .span = s->window,
                                  .visible = from->visible};
    enum rc rc;

    arena_reset(a);
    rc = gather_open(&s->g, from, a, scratch, err);
    if (rc)
        return rc;
    rc = from->shelf->rows(from->shelf->context, &q, take_row, s, err);
    if (rc == RC_OK && s->g.n > 0)
        rc = note_docket(s, a, err);
    gather_close(&s->g);
    return rc == RC_END ? RC_OK : rc;
}

/* Where nothing at the end of the record holds, in windows that are twice as long each time. */
static enum rc seek(struct seeking *s, const struct gather_source *from, struct arena *a,
                    struct arena *scratch, struct err *err)
{
    int64_t length_ms = s->all.t1_ms - s->all.t0_ms, reach_ms = 0;

    for (;;) {
        enum rc rc;

        s->window = s->all;
        if (s->is_end)
            s->window.t0_ms = s->all.t1_ms - reach_ms;
        else
            s->window.t1_ms = s->all.t0_ms + reach_ms;
        rc = look(s, from, a, scratch, err);
        if (rc || s->is_found || reach_ms == length_ms)
            return rc;
        reach_ms = reach_ms == 0 ? MS_PER_MIN : 2 * reach_ms;
        if (reach_ms > length_ms)
            reach_ms = length_ms;
    }
}

enum rc input_span(const struct gather_source *from, struct arena *a, struct arena *scratch,
                   struct time_span *out, struct err *err)
{
    const struct shelf_query q = {
        .below_seq = from->below_seq, .row_kinds = GATHER_INPUT, .visible = from->visible};
    struct time_span all = {1, 0};
    struct seeking begin, end;
    enum rc rc = from->shelf->extent(from->shelf->context, &q, &all, err);

    if (rc || all.t0_ms > all.t1_ms)
        return rc;
    begin = (struct seeking){.all = all, .is_end = false};
    end = (struct seeking){.all = all, .is_end = true};
    rc = seek(&begin, from, a, scratch, err);
    if (rc == RC_OK)
        rc = seek(&end, from, a, scratch, err);
    if (rc == RC_OK && begin.is_found && end.is_found)
        *out = (struct time_span){begin.found_ms, end.found_ms};
    return rc;
}
