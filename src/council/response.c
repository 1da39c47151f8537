/* SPDX-License-Identifier: Apache-2.0 */
#include "council/response.h"

#include <string.h>

static const char *const does_names[DOES_COUNT] = {
    [DOES_SELF_DEFENCE] = "self_defence",      [DOES_EVACUATION] = "evacuation",
    [DOES_RAPID_REACTION] = "rapid_reaction",  [DOES_SESSION] = "session",
    [DOES_WITHDRAWAL] = "withdrawal_verified",
};

const char *response_does_name(enum response_does d)
{
    return does_names[d];
}

enum rc response_does_find(struct span word, enum response_does *out, struct err *err)
{
    for (int i = 0; i < DOES_COUNT; i++)
        if (span_is(word, does_names[i])) {
            *out = (enum response_does)i;
            return RC_OK;
        }
    return err_set(err, RC_UNKNOWN,
                   "%.*s: known are self_defence, evacuation, rapid_reaction, session, "
                   "withdrawal_verified",
                   SPAN_ARG(word));
}

void response_init(struct response *r, struct span incident, struct arena *a)
{
    *r = (struct response){.arena = a, .incident = incident};
}

/* --- values ---------------------------------------------------------------------------------- */

/* A list of words as one text, as people read it: "pol, usa". */
static struct span joined(const struct json *list, struct arena *a, struct err *err)
{
    struct span out = span_none();
    struct buf b;

    buf_init(&b, ENTRY_BYTES_MAX);
    for (size_t i = 0; list != NULL && list->type == JSON_ARRAY && i < list->u.array.n; i++)
        if (list->u.array.items[i].type == JSON_STRING) {
            buf_puts(&b, b.n > 0 ? ", " : "");
            buf_put(&b, list->u.array.items[i].u.text);
        }
    if (b.n > 0)
        out = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return out;
}

static enum rc instant_of(const struct json *body, const char *name, int64_t otherwise_ms,
                          int64_t *out, struct err *err)
{
    struct span text = json_get_text(body, name);
    enum rc rc;

    *out = otherwise_ms;
    if (text.n == 0)
        return RC_OK;
    rc = time_parse_instant(text, out, err);
    return rc ? err_prefix(err, rc, "member \"%s\": ", name) : RC_OK;
}

/* --- what is declared ------------------------------------------------------------------------ */

static enum rc take_grade(struct response *r, const struct json *body, int64_t at_ms,
                          struct err *err)
{
    const struct json *classes = json_get(body, "classes"), *severity = json_get(body, "severity");
    size_t n = classes != NULL && classes->type == JSON_ARRAY ? classes->u.array.n : 0;
    struct response_grade *all =
        arena_grow(r->arena, r->grades, r->n_grades, &r->cap_grades, sizeof(*all), err);
    struct span *words = arena_array(r->arena, n + 1, sizeof(*words), err);
    struct response_grade g = {.by = json_get_text(body, "by"),
                               .note = json_get_text(body, "note")};

    if (all == NULL || words == NULL)
        return RC_LIMIT;
    g.says = (struct ladder_grade){.from_ms = at_ms,
                                   .type = json_get_text(body, "type"),
                                   .against = json_get_text(body, "against"),
                                   .classes = words};
    if (severity != NULL && severity->type == JSON_INT && severity->u.i >= 1 && severity->u.i <= 5)
        g.says.severity = (int)severity->u.i;
    for (size_t i = 0; i < n; i++)
        if (classes->u.array.items[i].type == JSON_STRING)
            words[g.says.n_classes++] = classes->u.array.items[i].u.text;
    r->grades = all;
    all[r->n_grades++] = g;
    return RC_OK;
}

static enum rc take_act(struct response *r, const struct json *body, int64_t at_ms, struct err *err)
{
    struct response_act *all =
        arena_grow(r->arena, r->acts, r->n_acts, &r->cap_acts, sizeof(*all), err);
    struct response_act act = {.by = json_get_text(body, "by"),
                               .note = json_get_text(body, "note")};
    enum rc rc = all == NULL ? RC_LIMIT : RC_OK;

    if (!rc)
        rc = response_does_find(json_get_text(body, "does"), &act.does, err);
    if (!rc)
        rc = instant_of(body, "at", at_ms, &act.at_ms, err);
    if (rc)
        return rc;
    r->acts = all;
    all[r->n_acts++] = act;
    return RC_OK;
}

static enum rc take_told(struct response *r, const struct json *body, int64_t at_ms,
                         struct err *err)
{
    struct response_told *all =
        arena_grow(r->arena, r->told, r->n_told, &r->cap_told, sizeof(*all), err);
    bool is_answer = span_is(json_get_text(body, "declares"), DECLARES_ACKNOWLEDGED);
    struct response_told t = {.member = json_get_text(body, "member"),
                              .is_acknowledgement = is_answer};
    enum rc rc = all == NULL ? RC_LIMIT : instant_of(body, "at", at_ms, &t.at_ms, err);

    if (rc)
        return rc;
    r->told = all;
    all[r->n_told++] = t;
    return RC_OK;
}

static enum rc take_said(struct response *r, const struct json *body, int64_t at_ms,
                         struct err *err)
{
    struct response_said *all =
        arena_grow(r->arena, r->said, r->n_said, &r->cap_said, sizeof(*all), err);

    if (all == NULL)
        return RC_LIMIT;
    r->said = all;
    all[r->n_said++] = (struct response_said){.member = json_get_text(body, "member"),
                                              .words = json_get_text(body, "response"),
                                              .at_ms = at_ms};
    return RC_OK;
}

static enum rc take_waiver(struct response *r, const struct json *body, int64_t at_ms,
                           struct err *err)
{
    struct response_waiver *all =
        arena_grow(r->arena, r->waivers, r->n_waivers, &r->cap_waivers, sizeof(*all), err);
    struct response_waiver w = {.member = json_get_text(body, "member"),
                                .inquiry = json_get_text(body, "inquiry"),
                                .hypothesis = json_get_text(body, "hypothesis"),
                                .at_ms = at_ms};
    enum rc rc = all == NULL ? RC_LIMIT : link_find(json_get_text(body, "link"), &w.link, err);

    if (rc)
        return rc;
    r->waivers = all;
    all[r->n_waivers++] = w;
    return RC_OK;
}

static enum rc take_declaration(struct response *r, const struct json *body, int64_t at_ms,
                                struct err *err)
{
    static const struct {
        const char *declares;
        enum rc (*take)(struct response *r, const struct json *body, int64_t at_ms,
                        struct err *err);
    } rows[] = {
        {DECLARES_GRADE, take_grade},   {DECLARES_ACT, take_act},
        {DECLARES_ALERT, take_told},    {DECLARES_ACKNOWLEDGED, take_told},
        {DECLARES_RESPONSE, take_said},
    };
    struct span word = json_get_text(body, "declares");

    if (span_is(word, DECLARES_WAIVER)) /* of an inquiry, whichever incident it is about */
        return take_waiver(r, body, at_ms, err);
    if (!span_eq(json_get_text(body, "incident"), r->incident))
        return RC_OK;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (span_is(word, rows[i].declares))
            return (*rows[i].take)(r, body, at_ms, err);
    return RC_OK;
}

/* --- measures -------------------------------------------------------------------------------- */

static enum rc add_measure(struct response *r, const struct json *body,
                           const struct response_entry *e, struct err *err)
{
    struct response_measure *all =
        arena_grow(r->arena, r->measures, r->n_measures, &r->cap_measures, sizeof(*all), err);
    struct response_measure m = {.ladder = json_get_text(body, "ladder"),
                                 .step = json_get_text(body, "step"),
                                 .by = json_get_text(body, "by"),
                                 .proposal = json_get_text(body, "proposal"),
                                 .area = json_get_text(body, "area"),
                                 .terms = json_get_text(body, "terms"),
                                 .at_ms = e->recorded_at_ms};
    enum rc rc =
        all == NULL ? RC_LIMIT : charter_measure_find(json_get_text(body, "kind"), &m.kind, err);
    struct buf id;

    if (rc)
        return rc;
    buf_init(&id, 64);
    uuid_put(&id, &e->entry->id);
    m.id = arena_copy(r->arena, buf_span(&id), err);
    buf_release(&id);
    m.responsible = joined(json_get(body, "responsible"), r->arena, err);
    if (m.id.p == NULL)
        return RC_LIMIT;
    r->measures = all;
    all[r->n_measures++] = m;
    return RC_OK;
}

static enum rc read_news(const struct json *body, enum measure_event event, int64_t at_ms,
                         struct response_news *out, struct err *err)
{
    const struct json *task = json_get(body, "task");
    struct response_news n = {.by = json_get_text(body, "by"),
                              .decision = json_get_text(body, "decision")};
    enum rc rc;

    n.says = (struct measure_news){.event = event,
                                   .at_ms = at_ms,
                                   .what = json_get_text(body, "what"),
                                   .who = json_get_text(body, "who"),
                                   .is_voted = n.decision.n > 0};
    if (task != NULL && task->type == JSON_INT)
        n.says.task = task->u.i;
    rc = instant_of(body, "due", TIME_NEVER, &n.says.due_ms, err);
    if (!rc)
        *out = n;
    return rc;
}

static enum rc take_measure(struct response *r, const struct json *body,
                            const struct response_entry *e, struct err *err)
{
    struct response_measure *m = NULL;
    struct response_news *all, news;
    enum measure_event event;
    enum rc rc = measure_event_find(json_get_text(body, "says"), &event, err);

    if (rc)
        return rc;
    if (event == EVENT_PROPOSED)
        return span_eq(json_get_text(body, "incident"), r->incident) ? add_measure(r, body, e, err)
                                                                     : RC_OK;
    for (size_t i = 0; i < r->n_measures; i++)
        if (span_eq(r->measures[i].id, json_get_text(body, "measure")))
            m = &r->measures[i];
    if (m == NULL)
        return RC_OK;
    rc = read_news(body, event, e->recorded_at_ms, &news, err);
    if (rc)
        return rc;
    all = arena_grow(r->arena, m->news, m->n_news, &m->cap_news, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    m->news = all;
    all[m->n_news++] = news;
    return RC_OK;
}

enum rc response_take(struct response *r, const struct response_entry *e, struct err *err)
{
    struct json body;
    enum rc rc;

    if (e->entry->kind != ENTRY_DECLARATION && e->entry->kind != ENTRY_MEASURE)
        return RC_OK;
    rc = json_parse(e->entry->body, r->arena, &body, err);
    if (rc)
        return rc;
    return e->entry->kind == ENTRY_MEASURE ? take_measure(r, &body, e, err)
                                           : take_declaration(r, &body, e->recorded_at_ms, err);
}

/* --- what follows ---------------------------------------------------------------------------- */

/* What is stated stands over what was said before, field by field. */
static struct ladder_grade over(struct ladder_grade g, const struct ladder_grade *said,
                                int64_t at_ms)
{
    g.type = said->type.n > 0 ? said->type : g.type;
    g.against = said->against.n > 0 ? said->against : g.against;
    g.severity = said->severity > 0 ? said->severity : g.severity;
    if (said->n_classes > 0) {
        g.classes = said->classes;
        g.n_classes = said->n_classes;
    }
    g.from_ms = at_ms;
    return g;
}

enum rc response_grades(const struct response *r, const struct ladder_grade *engine,
                        size_t n_engine, struct arena *a, const struct ladder_grade **out,
                        size_t *n, struct err *err)
{
    struct ladder_grade *all = arena_array(a, n_engine + r->n_grades + 1, sizeof(*all), err);
    struct ladder_grade now = {.severity = 0}, said = {.severity = 0};
    size_t i = 0, k = 0, count = 0;

    if (all == NULL)
        return RC_LIMIT;
    while (i < n_engine || k < r->n_grades) {
        bool is_engine =
            i < n_engine && (k == r->n_grades || engine[i].from_ms <= r->grades[k].says.from_ms);
        int64_t at_ms;

        if (is_engine)
            now = engine[i++];
        else
            said = over(said, &r->grades[k].says, r->grades[k].says.from_ms);
        k += !is_engine;
        at_ms = is_engine ? now.from_ms : said.from_ms;
        all[count++] = over(now, &said, at_ms);
    }
    *out = all;
    *n = count;
    return RC_OK;
}

enum rc response_life(const struct response_measure *m, const struct ladder_step *step,
                      enum ladder_ballot outcome, struct arena *a, struct measure *out,
                      struct err *err)
{
    struct measure life = {.kind = m->kind, .life = LIFE_NONE};
    struct measure_news first = {.event = EVENT_PROPOSED, .at_ms = m->at_ms};
    enum rc rc;

    if (step != NULL)
        life.review = step->review;
    rc = measure_take(&life, &first, a, err);
    first.event = outcome == BALLOT_ADOPTED ? EVENT_ADOPTED : EVENT_REJECTED;
    if (!rc && (outcome == BALLOT_ADOPTED || outcome == BALLOT_REJECTED))
        rc = measure_take(&life, &first, a, err);
    for (size_t i = 0; i < m->n_news && !rc; i++) {
        rc = measure_take(&life, &m->news[i].says, a, err);
        if (rc && rc != RC_LIMIT)
            rc = RC_OK;
    }
    if (rc)
        return rc;
    life.needs_vote = step != NULL && step->decider == DECIDER_VOTE;
    life.needs_vote_to_end = life.needs_vote || (step != NULL && step->quiet != NULL);
    *out = life;
    return RC_OK;
}

/* --- waivers --------------------------------------------------------------------------------- */

#define WAIVER_HEAD "aasc/waiver/1\n"
#define WAIVER_TAIL                                                                                \
    "decides on this finding without seeing the exhibits that are not releasable to it\n"

void waiver_put_text(struct buf *b, const struct response_waiver *w)
{
    buf_puts(b, WAIVER_HEAD "inquiry ");
    buf_put(b, w->inquiry);
    buf_printf(b, "\nfinding %s ", link_name(w->link));
    buf_put(b, w->hypothesis);
    buf_puts(b, "\nmember ");
    buf_put(b, w->member);
    buf_puts(b, "\n" WAIVER_TAIL);
}

/* "WORD value": the value; empty where the line is another. */
static struct span line_of(struct span *rest, const char *word)
{
    struct span line = span_cut(rest, '\n'), key = span_cut(&line, ' ');

    return span_is(key, word) ? line : span_none();
}

enum rc waiver_read_text(struct span text, struct response_waiver *out, struct err *err)
{
    struct response_waiver w = {.at_ms = 0};
    struct span rest = text, finding, link;
    struct buf again;
    bool is_same;

    (void)span_cut(&rest, '\n');
    w.inquiry = line_of(&rest, "inquiry");
    finding = line_of(&rest, "finding");
    w.member = line_of(&rest, "member");
    link = span_cut(&finding, ' ');
    w.hypothesis = finding;
    if (w.hypothesis.n == 0 || w.member.n == 0 || link_find(link, &w.link, NULL) != RC_OK)
        return err_set(err, RC_INPUT, "is no waiver of a finding");
    buf_init(&again, WAIVER_BYTES_MAX);
    waiver_put_text(&again, &w);
    is_same = span_eq(buf_span(&again), text);
    buf_release(&again);
    if (!is_same)
        return err_set(err, RC_INPUT, "is no waiver: its text is another");
    *out = w;
    return RC_OK;
}
