/* SPDX-License-Identifier: Apache-2.0 */
/* dossier_read.c: bodies of an inquiry's entries, member by member. What is refused here never
 * comes on the record; what is on the record is read by the same lines. */
#include <math.h>

#include "inquiry/dossier.h"

#define TEXT_BYTES_MAX 16384

/* A text that must be there. */
static enum rc need_text(const struct json *v, const char *name, struct span *out, struct err *err)
{
    *out = json_get_text(v, name);
    if (out->n == 0)
        return err_set(err, RC_INPUT, "member \"%s\" is missing or no text", name);
    if (out->n > TEXT_BYTES_MAX)
        return err_set(err, RC_LIMIT, "member \"%s\" is longer than %d bytes", name,
                       TEXT_BYTES_MAX);
    return RC_OK;
}

static enum rc need_time(const struct json *v, const char *name, int64_t *out, struct err *err)
{
    struct span text;
    enum rc rc = need_text(v, name, &text, err);

    if (!rc)
        rc = time_parse_instant(text, out, err);
    return rc ? err_prefix(err, rc, "%s: ", name) : RC_OK;
}

/* An array of objects or texts; absent is empty. */
static enum rc list_of(const struct json *v, const char *name, size_t max,
                       const struct json **items, size_t *n, struct err *err)
{
    const struct json *list = json_get(v, name);

    *items = NULL;
    *n = 0;
    if (list == NULL)
        return RC_OK;
    if (list->type != JSON_ARRAY)
        return err_set(err, RC_INPUT, "member \"%s\" must be an array", name);
    if (list->u.array.n > max)
        return err_set(err, RC_LIMIT, "member \"%s\" has %zu items; at most %zu", name,
                       list->u.array.n, max);
    *items = list->u.array.items;
    *n = list->u.array.n;
    return RC_OK;
}

/* ---- opened ---- */

static enum rc read_concerned(struct dossier *d, const struct json *body, struct err *err)
{
    const struct json *items;
    enum rc rc = list_of(body, "concerned", DOSSIER_CONCERNED_MAX, &items, &d->n_concerned, err);

    for (size_t i = 0; i < d->n_concerned && !rc; i++) {
        if (items[i].type != JSON_STRING || items[i].u.text.n == 0)
            rc = err_set(err, RC_INPUT, "concerned: must be names of parties");
        else
            d->concerned[i] = items[i].u.text;
    }
    if (!rc && d->n_concerned == 0)
        rc = err_set(err, RC_INPUT, "concerned: name the parties to the incident");
    return rc;
}

static enum rc read_panel(struct dossier *d, const struct json *body, struct err *err)
{
    struct span fault = SPAN("");
    const struct json *items;
    enum rc rc = list_of(body, "panel", FINDING_MEMBERS_MAX, &items, &d->n_panel, err);

    for (size_t i = 0; i < d->n_panel && !rc; i++) {
        d->panel[i] = (struct finding_member){.vote = FINDING_ABSTAINED};
        rc = need_text(&items[i], "name", &d->panel[i].name, err);
        if (!rc)
            rc = need_text(&items[i], "nationality", &d->panel[i].nationality, err);
        if (rc)
            return err_prefix(err, rc, "panel: ");
    }
    if (!rc)
        rc = finding_check_panel(d->panel, d->n_panel, d->concerned, d->n_concerned, d->arena,
                                 &fault, err);
    if (!rc && fault.n > 0)
        rc = err_set(err, RC_CONFLICT, "the panel is not valid: %.*s", SPAN_ARG(fault));
    return rc;
}

static enum rc read_hypothesis(enum link l, const struct json *v, struct hypothesis *out,
                               struct err *err)
{
    struct span role = json_get_text(v, "role"), mode = json_get_text(v, "mode");
    enum rc rc = need_text(v, "id", &out->id, err);

    out->role = HYPOTHESIS_PLAIN;
    out->mode = MODE_NONE;
    out->party = json_get_text(v, "party");
    if (!rc)
        rc = need_text(v, "statement", &out->statement, err);
    if (!rc)
        rc = need_text(v, "reason", &out->reason, err);
    if (!rc && !json_number(json_get(v, "prior"), &out->prior))
        rc = err_set(err, RC_INPUT, "member \"prior\" is missing or no number");
    if (!rc && role.n > 0)
        rc = hypothesis_role_find(role, &out->role, err);
    if (!rc && mode.n > 0)
        rc = mode_find(mode, &out->mode, err);
    if (!rc && mode.n > 0 && l != LINK_RESPONSIBILITY)
        rc = err_set(err, RC_INPUT, "a mode belongs to the link responsibility alone");
    if (!rc && l == LINK_RESPONSIBILITY && out->role == HYPOTHESIS_PLAIN &&
        (mode.n == 0 || out->party.n == 0))
        rc = err_set(err, RC_INPUT, "at this link a hypothesis names a party and a mode");
    return rc ? err_prefix(err, rc, "%.*s: ", SPAN_ARG(out->id)) : RC_OK;
}

static enum rc read_set(struct dossier *d, enum link l, const struct json *links, struct err *err)
{
    struct dossier_set *set = &d->sets[l];
    const struct json *items;
    enum rc rc = list_of(links, link_name(l), HYPOTHESES_MAX, &items, &set->n, err);

    if (rc || items == NULL)
        return rc;
    set->items = arena_array(d->arena, set->n + 1, sizeof(*set->items), err);
    if (set->items == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < set->n && !rc; i++)
        rc = read_hypothesis(l, &items[i], &set->items[i], err);
    return rc ? err_prefix(err, rc, "%s: ", link_name(l))
              : hypothesis_check_set(l, set->items, set->n, err);
}

static enum rc read_sets(struct dossier *d, const struct json *body, struct err *err)
{
    const struct json *links = json_get(body, "links");
    size_t n = 0;
    enum rc rc = RC_OK;

    if (links == NULL || links->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "member \"links\" is missing or no object");
    for (size_t i = 0; i < links->u.object.n && !rc; i++) {
        enum link l;

        rc = link_find(links->u.object.members[i].name, &l, err);
    }
    for (int l = 0; l < LINK_COUNT && !rc; l++) {
        rc = read_set(d, (enum link)l, links, err);
        n += d->sets[l].n > 0;
    }
    if (!rc && n == 0)
        rc = err_set(err, RC_INPUT, "links: at least one link must have its hypotheses");
    return rc ? err_prefix(err, rc, "links: ") : RC_OK;
}

enum rc dossier_open(struct dossier *d, const struct json *body, struct arena *a, struct err *err)
{
    enum rc rc;

    *d = (struct dossier){.arena = a};
    d->by = json_get_text(body, "by");
    d->incident = json_get_text(body, "incident");
    rc = need_text(body, "title", &d->title, err);
    if (!rc)
        rc = need_text(body, "terms", &d->terms, err);
    if (!rc)
        rc = need_time(body, "reply_until", &d->reply_until_ms, err);
    if (!rc)
        rc = need_time(body, "due", &d->due_ms, err);
    if (!rc && d->due_ms < d->reply_until_ms)
        rc = err_set(err, RC_INPUT, "due: before the parties' time to reply is over");
    if (!rc)
        rc = read_concerned(d, body, err);
    if (!rc)
        rc = read_panel(d, body, err);
    return rc ? rc : read_sets(d, body, err);
}

/* ---- exhibits ---- */

static enum rc read_grade(const struct json *body, struct dossier_exhibit *out, struct err *err)
{
    struct span letter = json_get_text(body, "reliability");
    struct span figure = json_get_text(body, "credibility");

    if (letter.n != 1 || letter.p[0] < 'A' || letter.p[0] > 'F')
        return err_set(err, RC_INPUT,
                       "reliability: a letter from A to F; F is not known, not the worst");
    if (figure.n != 1 || figure.p[0] < '1' || figure.p[0] > '6')
        return err_set(err, RC_INPUT,
                       "credibility: a figure from 1 to 6; 6 is not known, not the worst");
    out->reliability = letter.p[0];
    out->credibility = figure.p[0];
    return RC_OK;
}

static bool is_sha256(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
            return false;
    return s.n == 64;
}

static enum rc read_custody(const struct json *body, struct arena *a, struct dossier_exhibit *out,
                            struct err *err)
{
    const struct json *items;
    struct dossier_custody *all;
    enum rc rc = list_of(body, "custody", DOSSIER_CUSTODY_MAX, &items, &out->n_custody, err);

    if (rc)
        return rc;
    all = arena_array(a, out->n_custody + 1, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    out->custody = all;
    for (size_t i = 0; i < out->n_custody && !rc; i++) {
        int64_t when_ms;

        rc = need_text(&items[i], "from", &all[i].from, err);
        if (!rc)
            rc = need_text(&items[i], "to", &all[i].to, err);
        if (!rc)
            rc = need_time(&items[i], "when", &when_ms, err);
        all[i].when = json_get_text(&items[i], "when");
        all[i].seal = json_get_text(&items[i], "seal");
    }
    return rc ? err_prefix(err, rc, "custody: ") : RC_OK;
}

enum rc dossier_read_exhibit(const struct json *body, struct arena *a, struct dossier_exhibit *out,
                             struct err *err)
{
    const struct json *missing = json_get(body, "missing"), *bytes = json_get(body, "bytes");
    struct dossier_exhibit made = {.file = json_get_text(body, "file"),
                                   .sha256 = json_get_text(body, "sha256"),
                                   .method = json_get_text(body, "method"),
                                   .result = json_get_text(body, "result"),
                                   .is_missing = missing != NULL && missing->type == JSON_TRUE};
    enum rc rc = need_text(body, "title", &made.title, err);

    if (!rc)
        rc = need_text(body, "source", &made.source, err);
    if (!rc)
        rc = need_text(body, "lineage", &made.lineage, err);
    if (!rc)
        rc = read_grade(body, &made, err);
    if (!rc && !made.is_missing && !is_sha256(made.sha256))
        rc = err_set(err, RC_INPUT, "sha256: 64 lower-case hexadecimal digits of the file");
    if (!rc && made.is_missing && made.sha256.n > 0)
        rc = err_set(err, RC_INPUT, "what is not held has no file");
    if (!rc)
        rc = read_custody(body, a, &made, err);
    if (rc)
        return rc;
    made.bytes = bytes != NULL && bytes->type == JSON_INT ? bytes->u.i : 0;
    *out = made;
    return RC_OK;
}

/* ---- assessments ---- */

static enum rc read_values(const struct dossier_set *set, const struct json *values, double *out,
                           struct err *err)
{
    if (values->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "must be an object of hypotheses and numbers");
    for (size_t i = 0; i < values->u.object.n; i++) {
        struct span id = values->u.object.members[i].name;

        if (hypothesis_find(set->items, set->n, id) == set->n)
            return err_set(err, RC_UNKNOWN, "there is no hypothesis \"%.*s\" at this link",
                           SPAN_ARG(id));
    }
    for (size_t k = 0; k < set->n; k++) {
        const struct json *value = NULL;

        for (size_t i = 0; i < values->u.object.n; i++)
            if (span_eq(values->u.object.members[i].name, set->items[k].id))
                value = &values->u.object.members[i].value;
        if (value == NULL || !json_number(value, &out[k]))
            return err_set(err, RC_INPUT, "hypothesis %.*s has no number",
                           SPAN_ARG(set->items[k].id));
    }
    return RC_OK;
}

/* The ledger's own checks of the figures, on this entry alone. */
static enum rc check_figures(const struct dossier *d, const struct dossier_assessment *s,
                             struct err *err)
{
    const struct dossier_set *set = &d->sets[s->link];
    struct ledger_exhibit x = {
        .id = s->exhibit, .lineage = s->exhibit, .reliability = 'F', .is_missing = false};
    struct ledger_entry e = {.exhibit = s->exhibit,
                             .analyst = SPAN("the assessment"),
                             .form = s->form,
                             .values = s->values,
                             .anyway = s->anyway};
    struct ledger l = {set->items, set->n, &x, 1, &e, 1};
    struct ledger_weight w;

    return ledger_weigh(&l, d->arena, &w, err);
}

enum rc dossier_read_assessment(const struct dossier *d, const struct json *body,
                                struct dossier_assessment *out, struct err *err)
{
    const struct json *chances = json_get(body, "chances"), *ratios = json_get(body, "ratios");
    const struct json *anyway = json_get(body, "anyway");
    struct dossier_assessment s = {.anyway = NAN, .method = json_get_text(body, "method")};
    struct span link;
    double *values;
    enum rc rc = need_text(body, "link", &link, err);

    if (!rc)
        rc = link_find(link, &s.link, err);
    if (!rc)
        rc = need_text(body, "exhibit", &s.exhibit, err);
    if (!rc && d->sets[s.link].n == 0)
        rc = err_set(err, RC_ABSENT, "this inquiry does not ask the link %s", link_name(s.link));
    if (!rc && (chances == NULL) == (ratios == NULL))
        rc = err_set(err, RC_INPUT, "state either \"chances\" or \"ratios\"");
    if (!rc && anyway != NULL && (ratios != NULL || !json_number(anyway, &s.anyway)))
        rc = err_set(err, RC_INPUT, "anyway: a number, beside \"chances\"");
    if (rc)
        return rc;
    values = arena_array(d->arena, d->sets[s.link].n, sizeof(double), err);
    if (values == NULL)
        return RC_LIMIT;
    s.form = chances != NULL ? LEDGER_CHANCES : LEDGER_RATIOS;
    s.values = values;
    rc = read_values(&d->sets[s.link], chances != NULL ? chances : ratios, values, err);
    if (rc)
        return err_prefix(err, rc, "%s: ", chances != NULL ? "chances" : "ratios");
    rc = check_figures(d, &s, err);
    if (!rc)
        *out = s;
    return rc;
}
