/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/intake.h"

#include <string.h>

#define SCRATCH_BYTES_MAX ((size_t)256 << 20)
#define LABELS_BYTES_MAX  ((size_t)4 << 20)

static struct time_span at_instant(int64_t at_ms)
{
    return (struct time_span){at_ms, at_ms};
}

struct time_span intake_time(const struct row *row)
{
    static const struct time_span always = {TIME_ALWAYS, TIME_NEVER};

    switch (row->kind) {
    case ROW_OBSERVATION:
        return row->u.observation.when;
    case ROW_COVERAGE:
        return row->u.coverage.when;
    case ROW_IMPEDIMENT:
        return row->u.impediment.when;
    case ROW_NOTIFICATION:
        return (struct time_span){row->u.notification.received_at_ms,
                                  row->u.notification.received_at_ms};
    case ROW_ACTIVITY:
        return row->u.activity.when;
    case ROW_DEROGATION:
        return row->u.derogation.span;
    case ROW_PERMIT:
        return row->u.permit.span;
    case ROW_BASELINE:
        return (struct time_span){row->u.baseline.at_ms, row->u.baseline.at_ms};
    case ROW_TRANSFER:
        return row->u.transfer.when;
    case ROW_INVENTORY:
        return (struct time_span){row->u.inventory.at_ms, row->u.inventory.at_ms};
    case ROW_VISIT:
        return row->u.visit.when;
    case ROW_LINE_VERSION:
        return (struct time_span){row->u.line_version.valid_from_ms, TIME_NEVER};
    case ROW_COMPLAINT:
    case ROW_REPLY:
        return (struct time_span){row->u.claim.received_at_ms, row->u.claim.received_at_ms};
    case ROW_DUTY_DONE:
        return row->u.duty_done.when;
    case ROW_REQUEST:
        return row->u.request.received;
    case ROW_DEPLOYMENT:
        return (struct time_span){row->u.deployment.from_ms, row->u.deployment.until_ms};
    case ROW_MANDATE:
        return (struct time_span){row->u.mandate.from_ms, row->u.mandate.until_ms};
    case ROW_CONSENT:
        return (struct time_span){row->u.consent.given_at_ms, TIME_NEVER};
    case ROW_DECLARATION:
    case ROW_VERIFICATION:
        return at_instant(row->u.declaration.received_at_ms);
    case ROW_INSPECTION:
        return at_instant(row->u.inspection.requested_at_ms);
    case ROW_ROUTE:
        return (struct time_span){row->u.route.from_ms, row->u.route.until_ms};
    case ROW_CHANNEL:
        return at_instant(row->u.channel.at_ms);
    case ROW_COURSE:
        return (struct time_span){row->u.course.from_ms, row->u.course.until_ms};
    case ROW_DEMOB:
        return at_instant(row->u.demob.at_ms);
    case ROW_PATROL:
        return at_instant(row->u.patrol.at_ms);
    case ROW_PROGRESS:
        return at_instant(row->u.progress.at_ms);
    case ROW_FINDING:
        return row->u.finding.span;
    case ROW_SENSOR:
    case ROW_SITE:
    case ROW_KIND_COUNT:
        break;
    }
    return always;
}

/* ---- counting ---- */

static void take_derived(void *context, const struct derived *d)
{
    struct intake *in = context;

    if (in->derived != NULL)
        in->derived(in->context, d);
    if (!d->is_current)
        return;
    if (d->term.n > 0 && d->word < VERDICT_WORD_COUNT)
        in->count.n_verdicts[d->word]++;
    else if (d->entry.kind == ENTRY_EVENT)
        in->count.n_events++;
    else if (d->entry.kind == ENTRY_INCIDENT)
        in->count.n_incidents++;
    else if (d->entry.kind == ENTRY_DUTY)
        in->count.n_duties++;
}

static void put_number(struct buf *b, uint64_t n, const char *one, const char *many)
{
    if (n > 0)
        buf_printf(b, "%s%llu %s", b->n > 0 ? ", " : "", (unsigned long long)n,
                   n == 1 ? one : many);
}

void intake_put_count(struct buf *b, const struct intake_count *c)
{
    put_number(b, c->n_verdicts[VERDICT_VIOLATION], "violation", "violations");
    for (int w = VERDICT_INDETERMINATE; w < VERDICT_WORD_COUNT; w++)
        put_number(b, c->n_verdicts[w], verdict_name((enum verdict_word)w),
                   verdict_name((enum verdict_word)w));
    put_number(b, c->n_events, "event of several reports", "events of several reports");
    put_number(b, c->n_incidents, "incident", "incidents");
    put_number(b, c->n_duties, "duty", "duties");
}

/* ---- a batch on its way ---- */

/* Kept in the batch's arena: it is the first thread's to say so. */
static void keep_note(struct intake_append *ap, const struct intake_note *note)
{
    struct intake_note *more = arena_grow(&ap->batch.arena, ap->notes, ap->n_notes, &ap->cap_notes,
                                          sizeof(*more), &ap->err);
    struct desk_item *kept = arena_alloc(&ap->batch.arena, sizeof(*kept), &ap->err);

    if (more == NULL || kept == NULL) {
        ap->rc = RC_LIMIT;
        return;
    }
    *kept = *note->item; /* items close their ranks later */
    ap->notes = more;
    ap->notes[ap->n_notes] = *note;
    ap->notes[ap->n_notes++].item = kept;
}

static void take_refused(void *context, const struct desk_item *item, const char *why)
{
    struct intake *in = context;
    struct intake_append *ap = &in->append;
    const struct intake_note note = {.item = item,
                                     .why = arena_copy(&ap->batch.arena, span_of(why), &ap->err)};

    if (note.why.p == NULL)
        ap->rc = RC_LIMIT;
    else
        keep_note(ap, &note);
}

static void take_outdone(void *context, const struct desk_item *item, const struct uuid *was)
{
    struct intake *in = context;

    keep_note(&in->append, &(struct intake_note){.item = item, .was = *was});
}

static void say_notes(struct intake *in)
{
    struct intake_append *ap = &in->append;

    for (size_t i = 0; i < ap->n_notes; i++) {
        const struct intake_note *n = &ap->notes[i];

        if (n->why.n > 0 && in->refused != NULL)
            in->refused(in->context, n->item, n->why);
        if (n->why.n == 0 && in->outdid != NULL)
            in->outdid(in->context, n->item, &n->was);
    }
    ap->notes = NULL;
    ap->n_notes = ap->cap_notes = 0;
}

static void append_batch(void *context)
{
    struct intake_append *ap = context;
    struct intake *in = ap->in;
    struct err err = {0};
    enum rc rc =
        desk_append(in->m->desk, &ap->batch, mission_now_ms(), &in->sink, &in->result, &err);

    if (rc) {
        ap->rc = rc;
        ap->err = err;
    }
}

/* What the second thread has done is this one's again: what it had to say is said. */
static enum rc await_append(struct intake *in, struct err *err)
{
    struct intake_append *ap = &in->append;
    enum rc rc;

    relay_wait(&in->relay);
    say_notes(in);
    desk_batch_clear(&ap->batch);
    rc = ap->rc;
    if (rc)
        *err = ap->err;
    ap->rc = RC_OK;
    return rc;
}

/* The filled batch is the next to be appended, and an empty one takes its place. */
static enum rc next_batch(struct intake *in, struct err *err)
{
    const struct observe_world world = in->observe->world;
    enum rc rc = await_append(in, err);

    if (rc)
        desk_batch_clear(&in->batch); /* nothing is appended behind what failed */
    desk_batch_swap(&in->batch, &in->append.batch);
    in->batch.has_blob = in->append.batch.has_blob;
    in->batch.blob = in->append.batch.blob;
    in->label_text = span_none();
    /* what rows share lies in the batch's arena, too */
    observe_release(in->observe);
    observe_init(in->observe, &world, &in->batch.arena, &in->scratch);
    return rc;
}

static enum rc hand_over(struct intake *in, struct err *err)
{
    enum rc rc = next_batch(in, err);

    if (!rc)
        relay_give(&in->relay);
    return rc;
}

/* ---- the way in ---- */

enum rc intake_open(struct intake *in, struct mission *m, const struct signer_key *author,
                    struct err *err)
{
    const struct observe_world world = mission_world(m);
    enum rc rc;

    *in = (struct intake){.m = m};
    in->append.in = in;
    desk_batch_init(&in->batch);
    desk_batch_init(&in->append.batch);
    relay_init(&in->relay, append_batch, &in->append);
    arena_init(&in->scratch, SCRATCH_BYTES_MAX);
    buf_init(&in->body, ENTRY_BYTES_MAX);
    arena_init(&in->labels_arena, LABELS_BYTES_MAX);
    in->sink = (struct desk_sink){
        .context = in, .refused = take_refused, .outdid = take_outdone, .derived = take_derived};
    in->home_zone = zone_name(world.zone);
    in->batch.model = in->append.batch.model = world.model;
    in->observe = arena_alloc(&m->arena, sizeof(*in->observe), err);
    if (in->observe == NULL)
        return RC_LIMIT;
    observe_init(in->observe, &world, &in->batch.arena, &in->scratch);
    rc = desk_batch_author(&in->batch, author, err);
    return rc ? rc : desk_batch_author(&in->append.batch, author, err);
}

void intake_close(struct intake *in)
{
    relay_end(&in->relay);
    if (in->observe != NULL)
        observe_release(in->observe);
    arena_release(&in->scratch);
    buf_release(&in->body);
    arena_release(&in->labels_arena);
    desk_batch_release(&in->batch);
    desk_batch_release(&in->append.batch);
}

enum rc intake_flush(struct intake *in, struct err *err)
{
    enum rc rc = next_batch(in, err);

    if (!rc)
        append_batch(&in->append); /* nothing comes meanwhile */
    return rc ? rc : await_append(in, err);
}

/* Until the next row: the entry's bytes have it too, then. */
static enum rc body_of(struct intake *in, const struct json *value, struct span *out,
                       struct err *err)
{
    buf_clear(&in->body);
    json_write(&in->body, value);
    *out = buf_span(&in->body);
    return buf_check(&in->body, err);
}

static enum rc add_row(struct intake *in, const struct feed_taken *from, struct span label,
                       struct err *err)
{
    struct row *row = arena_alloc(&in->batch.arena, sizeof(*row), err);
    struct entry e = {.kind = ENTRY_OBSERVATION, .when = intake_time(from->row), .label = label};
    struct desk_item *item;
    enum rc rc;

    if (row == NULL)
        return RC_LIMIT;
    *row = *from->row;
    e.has_supersedes = in->supersedes != NULL;
    if (e.has_supersedes)
        e.supersedes = *in->supersedes;
    if (from->zone != NULL && !span_eq(zone_name(from->zone), in->home_zone))
        e.zone = zone_name(from->zone);
    rc = body_of(in, from->value, &e.body, err);
    if (!rc)
        rc = desk_batch_add(&in->batch, &e, row, mission_now_ms(), &item, err);
    if (rc)
        return rc;
    item->entry.body = span_none();
    item->file = from->file;
    item->number = from->number;
    item->raw = from->raw;
    return RC_OK;
}

static enum rc spell_label(struct intake *in, struct span text, struct span *out, struct err *err)
{
    enum rc rc = RC_OK;

    if (in->label_text.p == NULL || !span_eq(in->label_text, text))
        rc = labels_canonical(in->m->labels, text, &in->batch.arena, &in->label, err);
    in->label_text = rc ? span_none() : text; /* it lies in the batch's arena */
    if (!rc)
        *out = in->label;
    return rc;
}

static enum rc keep_label(struct intake *in, struct span label, struct err *err)
{
    struct span copy;

    if (in->n_labels > INTAKE_LABELS_MAX)
        return RC_OK;
    for (size_t i = in->n_labels; i > 0; i--) /* mostly that of the row before */
        if (span_eq(in->labels[i - 1], label))
            return RC_OK;
    if (in->n_labels++ == INTAKE_LABELS_MAX)
        return RC_OK;
    copy = arena_copy(&in->labels_arena, label, err);
    in->labels[in->n_labels - 1] = copy;
    return copy.p == NULL ? RC_LIMIT : RC_OK;
}

void intake_forget_labels(struct intake *in)
{
    arena_reset(&in->labels_arena);
    in->n_labels = 0;
}

enum rc intake_label(struct intake *in, struct span *out, struct err *err)
{
    enum rc rc;

    *out = in->m->label;
    if (in->n_labels == 0)
        return RC_OK;
    *out = SPAN(MISSION_SEALED);
    if (in->n_labels > INTAKE_LABELS_MAX)
        return RC_OK;
    rc = label_join_texts(&in->m->labels->joiner, in->labels, in->n_labels, &in->batch.arena, out,
                          err);
    if (rc == RC_CONFLICT) {
        err->note[0] = '\0';
        return RC_OK;
    }
    return rc;
}

enum rc intake_row(struct intake *in, const struct feed_taken *row, bool *is_refused,
                   struct err *err)
{
    struct span text = row->row->u.observation.head.label; /* every kind begins with its head */
    struct span label = in->m->label;
    enum rc rc = RC_OK;

    *is_refused = false;
    if (text.n > 0)
        rc = spell_label(in, text, &label, err);
    if (rc) {
        *is_refused = rc != RC_LIMIT;
        return rc;
    }
    rc = keep_label(in, label, err);
    if (!rc)
        rc = add_row(in, row, label, err);
    if (rc)
        return rc;
    in->n_taken++;
    return desk_batch_is_full(&in->batch) ? hand_over(in, err) : RC_OK;
}

enum rc intake_entry(struct intake *in, const struct entry *e, const struct uuid *about,
                     struct uuid *id, struct err *err)
{
    struct desk_item *item;
    enum rc rc = desk_batch_add(&in->batch, e, NULL, mission_now_ms(), &item, err);

    if (rc)
        return rc;
    item->about = about;
    if (id != NULL)
        *id = item->entry.id;
    return RC_OK;
}
