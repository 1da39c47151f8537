/* SPDX-License-Identifier: Apache-2.0 */
/* ladder_words.c: an incident and its ladders, for people and as JSON (docs/formats/ladder.md). */
#include "cmd/ladder_job.h"

/* ---- for people ---- */

static void put_grade(struct buf *b, const struct ladder_job *j)
{
    const struct ladder_grade *g = j->c.n_grades == 0 ? NULL : &j->c.grades[j->c.n_grades - 1];

    if (g == NULL) {
        buf_puts(b, "not graded\n");
        return;
    }
    text_put_clean(b, g->type.n > 0 ? g->type : SPAN("of no type yet"));
    if (g->severity > 0)
        buf_printf(b, ", severity %d (%s)", g->severity, ladder_severity_word(g->severity));
    if (g->against.n > 0) {
        buf_puts(b, ", against ");
        text_put_clean(b, g->against);
    }
    for (size_t i = 0; i < g->n_classes; i++) {
        buf_puts(b, i > 0 ? ", " : ": ");
        text_put_clean(b, g->classes[i]);
    }
    buf_puts(b, "; so since ");
    time_put_instant(b, g->from_ms);
    buf_putc(b, '\n');
}

static void put_head(struct buf *b, const struct ladder_job *j)
{
    const struct ladder_incident *i = &j->incident;

    buf_puts(b, "incident ");
    buf_put(b, i->id);
    if (i->title.n > 0) {
        buf_puts(b, "  ");
        text_put_clean(b, i->title);
    }
    buf_putc(b, '\n');
    put_grade(b, j);
    if (i->is_taken_back)
        buf_puts(b, "taken back: none of its violations stands any more\n");
    for (size_t k = 0; k < j->n_tensions; k++) {
        buf_puts(b, "tension of ");
        text_put_clean(b, j->tensions[k].area.n > 0 ? j->tensions[k].area : SPAN("everywhere"));
        buf_printf(b, " in 7 days: %lld; ", (long long)j->tensions[k].index);
        if (j->tensions[k].seen > 0)
            buf_printf(b, "%.0f %% of it was seen", 100 * j->tensions[k].seen);
        else
            buf_puts(b, "no coverage was declared for these days, so that 0 is no calm");
        buf_puts(b, "; it triggers nothing\n");
    }
}

static void put_item(struct buf *b, const struct ladder_item *i)
{
    buf_puts(b, i->is_bar ? "      needs  " : "      next   ");
    if (i->who.n > 0) {
        text_put_clean(b, i->who);
        buf_puts(b, ", ");
    }
    if (i->by_ms != TIME_NEVER) {
        buf_puts(b, "by ");
        time_put_instant(b, i->by_ms);
        buf_puts(b, i->is_overdue ? " (OVERDUE)" : "");
        buf_puts(b, ", ");
    }
    text_put_clean(b, i->what);
    buf_putc(b, '\n');
}

static void put_step(struct buf *b, const struct ladder_step_view *s)
{
    buf_printf(b, "  %lld %.*s: %s", (long long)s->step->number, SPAN_ARG(s->step->id),
               ladder_state_name(s->state));
    if (s->since_ms != TIME_NEVER) {
        buf_puts(b, " since ");
        time_put_instant(b, s->since_ms);
    }
    buf_putc(b, '\n');
    for (size_t i = 0; i < s->n_items; i++)
        put_item(b, &s->items[i]);
}

static void put_ladder(struct buf *b, const struct ladder_view *v)
{
    bool is_told = v->is_open;

    for (size_t i = 0; i < v->ladder->n_steps; i++)
        is_told = is_told || v->steps[i].state != STEP_CLOSED;
    buf_printf(b, "ladder %.*s (", SPAN_ARG(v->ladder->id));
    text_put_clean(b, v->ladder->ref);
    buf_printf(b, "): %s", v->is_open ? "open since " : "closed");
    if (v->is_open)
        time_put_instant(b, v->clock_ms);
    buf_puts(b,
             v->is_open && v->was_regraded ? ", graded anew: every clock was restarted\n" : "\n");
    for (size_t i = 0; i < v->ladder->n_steps && is_told; i++)
        put_step(b, &v->steps[i]);
}

static void put_measures(struct buf *b, const struct ladder_job *j)
{
    for (size_t i = 0; i < j->c.n_measures; i++) {
        const struct ladder_measure *m = &j->c.measures[i];
        const struct ladder_view *l = ladder_job_view(j, &j->said.measures[i]);

        buf_puts(b, "measure ");
        buf_put(b, m->id);
        buf_printf(b, "  %s: %s\n", charter_measure_name(m->life.kind),
                   measure_life_name(l == NULL
                                         ? m->life.life
                                         : ladder_measure_look(&j->c, l, m, j->ask.at_ms).life));
    }
}

static void put_acts(struct buf *b, const struct ladder_job *j)
{
    for (size_t i = 0; i < j->said.n_acts; i++) {
        const struct response_act *act = &j->said.acts[i];

        time_put_instant(b, act->at_ms);
        buf_printf(b, "  %s", response_does_name(act->does));
        buf_puts(b, act->note.n > 0 ? ": " : "");
        text_put_clean(b, act->note);
        buf_putc(b, '\n');
    }
    for (size_t i = 0; i < j->said.n_said; i++) {
        time_put_instant(b, j->said.said[i].at_ms);
        buf_puts(b, "  ");
        text_put_clean(b, j->said.said[i].member);
        buf_puts(b, " declares: ");
        text_put_clean(b, j->said.said[i].words);
        buf_putc(b, '\n');
    }
}

void ladder_put(struct buf *b, const struct ladder_job *j)
{
    put_head(b, j);
    if (j->g == NULL)
        buf_puts(b, "the mission has no charter, so that no ladder tells what follows\n");
    for (size_t i = 0; j->g != NULL && i < j->g->charter->n_ladders; i++)
        put_ladder(b, &j->views[i]);
    put_measures(b, j);
    put_acts(b, j);
}

/* ---- JSON ---- */

/* An object that is filled; after the first fault nothing more happens. */
struct filling {
    struct json to;
    struct arena *a;
    struct err *err;
    enum rc rc;
};

static void set(struct filling *f, const char *name, struct json v)
{
    if (!f->rc)
        f->rc = json_set(&f->to, name, v, f->a, f->err);
}

static void set_text(struct filling *f, const char *name, struct span text)
{
    if (text.n > 0)
        set(f, name, json_text(text));
}

static void set_instant(struct filling *f, const char *name, int64_t at_ms)
{
    struct span text;
    struct buf b;

    if (at_ms == TIME_NEVER)
        return;
    buf_init(&b, 64);
    time_put_instant(&b, at_ms);
    text = arena_copy(f->a, buf_span(&b), f->err);
    buf_release(&b);
    set(f, name, json_text(text));
}

static struct filling begin(const struct filling *of)
{
    return (struct filling){.to = json_object(), .a = of->a, .err = of->err, .rc = of->rc};
}

static void push(struct filling *to, struct json *list, const struct filling *item)
{
    if (!to->rc)
        to->rc = item->rc;
    if (!to->rc)
        to->rc = json_push(list, item->to, to->a, to->err);
}

static void set_items(struct filling *f, const struct ladder_step_view *s)
{
    struct json list = json_array();

    for (size_t i = 0; i < s->n_items; i++) {
        struct filling one = begin(f);

        set_text(&one, "what", s->items[i].what);
        set_text(&one, "who", s->items[i].who);
        set_instant(&one, "by", s->items[i].by_ms);
        set(&one, "needed", json_bool(s->items[i].is_bar));
        if (s->items[i].is_overdue)
            set(&one, "overdue", json_bool(true));
        push(f, &list, &one);
    }
    set(f, "items", list);
}

static void set_ladders(struct filling *f, const struct ladder_job *j)
{
    struct json ladders = json_array();

    for (size_t i = 0; j->g != NULL && i < j->g->charter->n_ladders; i++) {
        const struct ladder_view *v = &j->views[i];
        struct filling one = begin(f);
        struct json steps = json_array();

        set_text(&one, "id", v->ladder->id);
        set(&one, "open", json_bool(v->is_open));
        if (v->is_open)
            set_instant(&one, "since", v->clock_ms);
        set(&one, "regraded", json_bool(v->was_regraded));
        for (size_t k = 0; k < v->ladder->n_steps; k++) {
            struct filling step = begin(f);

            set_text(&step, "id", v->steps[k].step->id);
            set(&step, "number", json_int(v->steps[k].step->number));
            set(&step, "state", json_str(ladder_state_name(v->steps[k].state)));
            set_instant(&step, "since", v->steps[k].since_ms);
            set_instant(&step, "due", v->steps[k].due_ms);
            set_items(&step, &v->steps[k]);
            push(&one, &steps, &step);
        }
        set(&one, "steps", steps);
        push(f, &ladders, &one);
    }
    set(f, "ladders", ladders);
}

static void set_grade(struct filling *f, const struct ladder_job *j)
{
    const struct ladder_grade *g = j->c.n_grades == 0 ? NULL : &j->c.grades[j->c.n_grades - 1];
    struct json classes = json_array();

    if (g == NULL)
        return;
    set_text(f, "type", g->type);
    set_text(f, "against", g->against);
    if (g->severity > 0)
        set(f, "severity", json_int(g->severity));
    for (size_t i = 0; i < g->n_classes && !f->rc; i++)
        f->rc = json_push(&classes, json_text(g->classes[i]), f->a, f->err);
    set(f, "classes", classes);
    set_instant(f, "graded", g->from_ms);
}

static void set_measures(struct filling *f, const struct ladder_job *j)
{
    struct json list = json_array();

    for (size_t i = 0; i < j->c.n_measures; i++) {
        const struct ladder_measure *m = &j->c.measures[i];
        const struct ladder_view *l = ladder_job_view(j, &j->said.measures[i]);
        struct filling one = begin(f);
        struct measure_view v = {.life = m->life.life, .review_due_ms = TIME_NEVER};

        if (l != NULL)
            v = ladder_measure_look(&j->c, l, m, j->ask.at_ms);
        set_text(&one, "id", m->id);
        set_text(&one, "ladder", m->ladder);
        set_text(&one, "step", m->step);
        set(&one, "kind", json_str(charter_measure_name(m->life.kind)));
        set(&one, "state", json_str(measure_life_name(v.life)));
        set_text(&one, "responsible", m->responsible);
        set_instant(&one, "review", v.review_due_ms);
        set(&one, "tasks_open", json_int((int64_t)v.n_tasks_open));
        push(f, &list, &one);
    }
    set(f, "measures", list);
}

static void set_tension(struct filling *f, const struct ladder_job *j)
{
    struct json list = json_array();

    for (size_t i = 0; i < j->n_tensions; i++) {
        struct filling one = begin(f);

        set_text(&one, "area", j->tensions[i].area);
        set(&one, "index", json_int(j->tensions[i].index));
        set(&one, "seen", json_real(j->tensions[i].seen));
        push(f, &list, &one);
    }
    set(f, "tension", list);
}

static void set_said(struct filling *f, const struct ladder_job *j)
{
    struct json acts = json_array(), responses = json_array();

    for (size_t i = 0; i < j->said.n_acts; i++) {
        struct filling one = begin(f);

        set(&one, "does", json_str(response_does_name(j->said.acts[i].does)));
        set_instant(&one, "at", j->said.acts[i].at_ms);
        set_text(&one, "note", j->said.acts[i].note);
        push(f, &acts, &one);
    }
    for (size_t i = 0; i < j->said.n_said; i++) {
        struct filling one = begin(f);

        set_text(&one, "member", j->said.said[i].member);
        set_text(&one, "response", j->said.said[i].words);
        set_instant(&one, "at", j->said.said[i].at_ms);
        push(f, &responses, &one);
    }
    set(f, "acts", acts);
    set(f, "responses", responses);
}

enum rc ladder_json(const struct ladder_job *j, struct json *out, struct err *err)
{
    struct filling f = {.to = json_object(), .a = j->a, .err = err, .rc = RC_OK};

    set(&f, "schema", json_str("aasc/incident/1"));
    set_text(&f, "incident", j->incident.id);
    set_text(&f, "title", j->incident.title);
    set_grade(&f, j);
    set_ladders(&f, j);
    set_measures(&f, j);
    set_said(&f, j);
    set_tension(&f, j);
    if (!f.rc)
        *out = f.to;
    return f.rc;
}
