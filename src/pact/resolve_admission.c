/* SPDX-License-Identifier: Apache-2.0 */
/* resolve_admission.c: whom a community may admit and what must come first; what its force is there
 * for and by whose consent. */
#include "pact/resolve.h"

#define DAYS_OF_MONTH 30

/* A length of time that is one of several values of a statement: `name` with its unit's ending. */
struct length_of_time {
    int64_t days; /* -1: elapsed */
    int64_t ms;
};

static struct length_of_time time_of(struct resolver *r, const struct node *n, const char *name)
{
    static const struct {
        const char *ending;
        int64_t days;
    } units[] = {{"_d", 1}, {"_months", DAYS_OF_MONTH}, {"_ms", 0}};
    struct length_of_time out = {.days = -1, .ms = 0};

    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        struct span full = arena_printf(r->arena, r->diags->err, "%s%s", name, units[i].ending);
        const struct json *v;

        if (full.p == NULL) {
            r->diags->trouble = RC_LIMIT;
            return out;
        }
        v = json_get(&n->value, full.p);
        if (v != NULL && units[i].days > 0)
            out = (struct length_of_time){.days = v->u.i * units[i].days,
                                          .ms = v->u.i * units[i].days * MS_PER_DAY};
        else if (v != NULL)
            out.ms = v->u.i;
    }
    return out;
}

static uint32_t rule_of(const struct charter *c, const struct capture *k)
{
    return k == NULL ? CHARTER_NONE : charter_rule_find(c, k->value.u.text);
}

/* --- candidates ------------------------------------------------------------------------------ */

const struct charter_consultation *resolve_consultations(struct resolver *r,
                                                         const struct charter *c,
                                                         const struct node_block *b, size_t *n_out)
{
    const struct node *n = NULL;
    struct charter_consultation *out =
        resolve_array(r, resolve_count(b, "consultations"), sizeof(*out));

    *n_out = 0;
    while (out != NULL && (n = node_next(b, "consultations", n)) != NULL) {
        struct length_of_time time = time_of(r, n, "for");

        out[(*n_out)++] = (struct charter_consultation){
            .whom = charter_class_find(c, node_capture(n, "class")->value.u.text),
            .days = time.days,
            .time_ms = time.ms,
            .is_at_adoption = span_is(node_capture(n, "before")->value.u.text, "adoption"),
        };
    }
    return out;
}

static void add_eligible(struct resolver *r, const struct charter *c, const struct node_block *b,
                         struct charter_candidate *out)
{
    const struct node *n = NULL;
    struct charter_finding *all = resolve_array(r, resolve_count(b, "eligible"), sizeof(*all));

    while (all != NULL && (n = node_next(b, "eligible", n)) != NULL)
        all[out->n_eligible++] = (struct charter_finding){
            .finding = node_capture(n, "finding")->value.u.text,
            .standard = charter_standard_find(c, node_capture(n, "standard")->value.u.text),
            .adopted_by = rule_of(c, node_capture(n, "adopted_by")),
        };
    out->eligible = all;
}

/* One indicator of a consideration. */
static struct charter_consideration indicator_of(struct resolver *r, struct span id,
                                                 const struct node *n)
{
    const struct capture *instrument = node_capture(n, "instrument");
    const struct capture *registry = node_capture(n, "registry"), *party = node_capture(n, "party");
    struct charter_consideration out = {.id = id, .party = CHARTER_NONE, .line = CHARTER_NONE};

    if (instrument != NULL) {
        out.indicator = CHARTER_INSTRUMENT;
        out.text = instrument->value.u.text;
    } else if (registry != NULL) {
        out.indicator = CHARTER_REGISTRY;
        out.text = registry->value.u.text;
        if (party != NULL)
            out.party = resolve_party(r, party->value.u.text);
    } else {
        out.indicator = CHARTER_FORCES_WITHIN;
        (void)json_number(json_get(&n->value, "within_m"), &out.within_m);
        out.line = pact_line_find(r->g, node_capture(n, "line")->value.u.text);
        out.trend_ms = time_of(r, n, "trend").ms;
    }
    return out;
}

static void add_considerations(struct resolver *r, const struct node_block *b,
                               struct charter_candidate *out)
{
    const struct node *n = NULL;
    struct charter_consideration *all;
    size_t count = 0;

    while ((n = node_next(b, "considerations", n)) != NULL)
        count += resolve_count(n->block, "indicators");
    all = resolve_array(r, count, sizeof(*all));
    while (all != NULL && (n = node_next(b, "considerations", n)) != NULL) {
        const struct node *each = NULL;

        while ((each = node_next(n->block, "indicators", each)) != NULL)
            all[out->n_considerations++] = indicator_of(r, node_id(n), each);
    }
    out->considerations = all;
}

void resolve_candidates(struct resolver *r, struct charter *c)
{
    const struct node *n = NULL;
    struct charter_candidate *out =
        resolve_array(r, resolve_count(r->top, "candidates"), sizeof(*out));

    if (out == NULL)
        return;
    c->candidates = out;
    while ((n = node_next(r->top, "candidates", n)) != NULL && r->diags->trouble == RC_OK) {
        struct charter_candidate *k = &out[c->n_candidates++];
        const struct node *admit = node_next(n->block, "admit_by", NULL);

        *k = (struct charter_candidate){.party = resolve_party(r, node_id(n)),
                                        .admit_by = CHARTER_NONE};
        if (admit != NULL)
            k->admit_by = charter_rule_find(c, admit->value.u.text);
        add_eligible(r, c, n->block, k);
        add_considerations(r, n->block, k);
        k->consultations = resolve_consultations(r, c, n->block, &k->n_consultations);
    }
}

/* --- mandates -------------------------------------------------------------------------------- */

static void add_consents(struct resolver *r, const struct node_block *b,
                         struct charter_mandate *out)
{
    const struct node *n = NULL;
    struct charter_consent *all = resolve_array(r, resolve_count(b, "consents"), sizeof(*all));

    while (all != NULL && (n = node_next(b, "consents", n)) != NULL)
        all[out->n_consents++] = (struct charter_consent){
            .party = resolve_party(r, node_capture(n, "member")->value.u.text),
            .is_revocable = json_get(&n->value, "revocable") != NULL,
            .notice = resolve_period_in(&n->value, "notice"),
        };
    out->consents = all;
}

static void check_mandate(struct resolver *r, const struct node *n, const struct charter_mandate *m)
{
    const struct node *host = node_next(r->top, "host", NULL);
    uint32_t party = host == NULL ? PACT_NONE : resolve_party(r, host->value.u.text);

    if (!m->is_by_consent)
        return;
    if (m->n_consents == 0)
        diag_warn(r->diags, node_id_at(n),
                  "%.*s rests on consent and names nobody's, so nobody can withdraw it; write: "
                  "consent STATE revocable notice 90 d",
                  SPAN_ARG(m->id));
    for (size_t i = 0; i < m->n_consents; i++)
        if (m->consents[i].party == party)
            return;
    if (m->n_consents > 0 && party != PACT_NONE)
        diag_warn(r->diags, node_id_at(n),
                  "%.*s rests on consent, but not on that of the host %.*s; write: consent %.*s",
                  SPAN_ARG(m->id), SPAN_ARG(host->value.u.text), SPAN_ARG(host->value.u.text));
}

void resolve_mandates(struct resolver *r, struct charter *c)
{
    const struct node *n = NULL;
    struct charter_mandate *out = resolve_array(r, resolve_count(r->top, "mandates"), sizeof(*out));

    if (out == NULL)
        return;
    c->mandates = out;
    while ((n = node_next(r->top, "mandates", n)) != NULL && r->diags->trouble == RC_OK) {
        struct charter_mandate *m = &out[c->n_mandates++];
        const struct node *from = node_next(n->block, "from", NULL);
        const struct json *mode = resolve_value(n->block, "mode");
        const struct json *authority = resolve_value(n->block, "authority");

        *m = (struct charter_mandate){.id = node_id(n), .from_ms = TIME_ALWAYS};
        m->is_by_consent = mode != NULL && span_is(mode->u.text, "host_consent");
        if (authority != NULL)
            m->authority = authority->u.text;
        if (from != NULL)
            (void)resolve_instant(r, &from->captures[0], &m->from_ms);
        m->term = resolve_period(n->block, "term");
        m->tasks = resolve_spans(r, n->block, "tasks", &m->n_tasks);
        add_consents(r, n->block, m);
        check_mandate(r, n, m);
    }
}
