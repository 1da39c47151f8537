/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inquiry_find.c: `aasc inquiry find`: a panel's finding on the record, for the mission and, at
 * what it is worth on the exhibits that they may read, for other audiences. */
#include <stdlib.h>

#include "cmd/inquiry_job.h"

#define AUDIENCES_MAX 16

enum option { FIND_URGENCY, FIND_BY, FIND_OPTION_COUNT };

static const struct option_row options[FIND_OPTION_COUNT] = {
    [FIND_URGENCY] = {"urgency", OPTION_TEXT, "ID", NULL,
                      "the decision that waived the rest of the time to reply"},
    [FIND_BY] = ACT_BY_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_FOUND, "it may not be declared: each condition that fails is printed"},
    {STATUS_USAGE, "usage, or a file that is not as docs/formats/inquiry.md has it"},
    {STATUS_ABSENT, "no such mission, inquiry, entry or file; no charter with standards"},
    {STATUS_CONFLICT, "the roster does not let the author; a label is too open"},
};

/* A label at which an edition of the finding is to stand, with reasons of its own. */
struct audience_ask {
    struct span label;
    struct label read;
    struct span reasons;
    struct ledger_weight weight; /* on what it may read */
};

/* One finding on its way. */
struct job {
    struct act *act;
    struct dossier d;
    struct json file;
    struct finding_ask ask;
    struct ledger_weight weight; /* on all exhibits */
    size_t index;                /* of the hypothesis */
    struct audience_ask audiences[AUDIENCES_MAX];
    size_t n_audiences;
    bool is_refused;
};

/* ---- the file ---- */

/* A member that may be left out: what is of another type would be lost without a word. */
static enum rc part_of(const struct job *j, const char *name, enum json_type type,
                       const struct json **out, struct err *err)
{
    const struct json *found = json_get(&j->file, name);

    *out = found;
    return found == NULL || found->type == type
               ? RC_OK
               : err_set(err, RC_INPUT, "%s: must be %s, not %s", name, json_type_name(type),
                         json_type_name(found->type));
}

static enum rc read_votes(struct job *j, struct err *err)
{
    static const char *const words[] = {"for", "against", "abstained"};
    bool has[FINDING_MEMBERS_MAX] = {false};
    const struct json *votes;
    enum rc rc = part_of(j, "votes", JSON_ARRAY, &votes, err);

    if (rc)
        return rc;
    for (size_t i = 0; votes != NULL && i < votes->u.array.n; i++) {
        const struct json *v = &votes->u.array.items[i];
        struct span vote = json_get_text(v, "vote"), name = json_get_text(v, "name");
        size_t at = dossier_member(&j->d, name);
        size_t k = 0;

        if (at == j->d.n_panel)
            return err_set(err, RC_UNKNOWN, "votes: \"%.*s\" is not on the panel", SPAN_ARG(name));
        if (has[at])
            return err_set(err, RC_CONFLICT, "votes: \"%.*s\" votes twice", SPAN_ARG(name));
        has[at] = true;
        while (k < 3 && !span_is(vote, words[k]))
            k++;
        if (k == 3)
            return err_set(err, RC_UNKNOWN, "votes: a vote is for, against or abstained");
        j->d.panel[at].vote = (enum finding_vote)k;
        j->d.panel[at].dissent = json_get_text(v, "dissent");
    }
    return RC_OK;
}

static enum rc read_alternatives(struct job *j, struct err *err)
{
    const struct json *given;
    struct finding_alternative *all;
    enum rc rc = part_of(j, "alternatives", JSON_OBJECT, &given, err);

    if (rc || given == NULL)
        return rc;
    all = arena_array(&j->act->arena, given->u.object.n + 1, sizeof(*all), err);
    if (all == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < given->u.object.n; i++) {
        const struct json_member *m = &given->u.object.members[i];

        if (m->value.type != JSON_STRING)
            return err_set(err, RC_INPUT, "alternatives: %.*s must be a text", SPAN_ARG(m->name));
        all[i] = (struct finding_alternative){.hypothesis = m->name, .answer = m->value.u.text};
    }
    j->ask.alternatives = all;
    j->ask.n_alternatives = given->u.object.n;
    return RC_OK;
}

static enum rc read_audiences(struct job *j, struct err *err)
{
    const struct json *given;
    enum rc rc = part_of(j, "audiences", JSON_ARRAY, &given, err);

    for (size_t i = 0; !rc && given != NULL && i < given->u.array.n; i++) {
        const struct json *v = &given->u.array.items[i];
        struct audience_ask *to = &j->audiences[j->n_audiences];

        if (j->n_audiences == AUDIENCES_MAX)
            return err_set(err, RC_LIMIT, "audiences: at most %d", AUDIENCES_MAX);
        rc = inquiry_label(j->act, json_get_text(v, "label"), j->d.label, &to->label, err);
        if (!rc)
            rc = label_parse(&j->act->m.labels->roster.policy, to->label, &to->read, err);
        to->reasons = json_get_text(v, "reasons");
        if (!rc && to->reasons.n == 0)
            rc = err_set(err, RC_INPUT, "each needs reasons of its own, for those who read them");
        j->n_audiences++;
        if (rc)
            return err_prefix(err, rc, "audiences: ");
    }
    return rc;
}

static enum rc check_urgency(struct job *j, const struct command_line *line, struct err *err)
{
    struct store_entry e;
    enum rc rc;

    if (!command_has(line, FIND_URGENCY))
        return RC_OK;
    rc = act_find(j->act, line->values[FIND_URGENCY], &e, err);
    if (!rc && e.kind != ENTRY_DECISION)
        rc = err_set(err, RC_INPUT, "this entry is no decision: its kind is %s",
                     entry_kind_name(e.kind));
    j->ask.is_urgent = rc == RC_OK;
    return rc ? err_prefix(err, rc, "--urgency: ") : RC_OK;
}

static enum rc read_file(struct job *j, struct err *err)
{
    enum rc rc = link_find(json_get_text(&j->file, "link"), &j->ask.link, err);

    if (!rc && j->d.sets[j->ask.link].n == 0)
        rc = err_set(err, RC_ABSENT, "this inquiry does not ask the link %s",
                     link_name(j->ask.link));
    if (rc)
        return rc;
    j->ask.set = j->d.sets[j->ask.link].items;
    j->ask.n_set = j->d.sets[j->ask.link].n;
    j->ask.hypothesis = json_get_text(&j->file, "hypothesis");
    j->ask.standard = json_get_text(&j->file, "standard");
    j->ask.reasons = json_get_text(&j->file, "reasons");
    rc = read_votes(j, err);
    if (!rc)
        rc = read_alternatives(j, err);
    return rc ? rc : read_audiences(j, err);
}

/* ---- what it is worth ---- */

struct filter_context {
    const struct label_policy *policy;
    const struct label *to;
};

static bool may_read(void *context, struct span label)
{
    const struct filter_context *f = context;
    struct label l;

    return label_parse(f->policy, label, &l, NULL) == RC_OK && label_le(&l, f->to);
}

static enum rc weigh_for(const struct job *j, const struct label *to, struct ledger_weight *out,
                         struct err *err)
{
    struct filter_context context = {.policy = &j->act->m.labels->roster.policy, .to = to};
    const struct dossier_filter filter = {.context = &context, .may = may_read};
    struct ledger l;
    enum rc rc =
        dossier_ledger(&j->d, j->ask.link, to != NULL ? &filter : NULL, &j->act->arena, &l, err);

    return rc ? rc : ledger_weigh(&l, &j->act->arena, out, err);
}

/* The declared standard, or what the exhibits of an audience allow; NULL: none. */
static const struct finding_standard *standard_for(const struct job *j,
                                                   const struct ledger_weight *w)
{
    size_t cap = finding_cap(w, j->index, j->ask.standards, j->ask.n_standards, NULL);
    size_t declared = 0;

    while (declared < j->ask.n_standards &&
           !span_eq(j->ask.standards[declared].name, j->ask.standard))
        declared++;
    if (cap == FINDING_NONE || declared == j->ask.n_standards)
        return NULL;
    return j->ask.standards[cap].rank < j->ask.standards[declared].rank
               ? &j->ask.standards[cap]
               : &j->ask.standards[declared];
}

static enum rc set_sentences(const struct job *j, const struct ledger_weight *w,
                             const struct finding_standard *s, struct json *body, struct err *err)
{
    struct arena *a = &j->act->arena;
    struct span likelihood, confidence;
    struct buf b;
    enum rc rc;

    buf_init(&b, 1 << 16);
    finding_put_likelihood(&b, w, &j->ask.set[j->index], j->index, s);
    likelihood = arena_copy(a, buf_span(&b), err);
    buf_clear(&b);
    finding_put_confidence(&b, w, j->index, s);
    confidence = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    if (likelihood.p == NULL || confidence.p == NULL)
        return RC_LIMIT;
    rc = json_set(body, "likelihood", json_text(likelihood), a, err);
    if (!rc)
        rc = json_set(body, "confidence", json_text(confidence), a, err);
    if (!rc)
        rc = json_set(body, "score", json_real(w->posterior[j->index]), a, err);
    if (!rc)
        rc = json_set(body, "low", json_real(w->low[j->index]), a, err);
    return rc ? rc : json_set(body, "high", json_real(w->high[j->index]), a, err);
}

/* ---- its entries ---- */

static enum rc common(const struct job *j, struct span reasons, const struct finding_standard *s,
                      struct json *body, struct err *err)
{
    struct arena *a = &j->act->arena;
    const struct hypothesis *h = &j->ask.set[j->index];
    enum rc rc = inquiry_sign(j->act, &j->d, NULL, body, err);

    if (!rc)
        rc = json_set(body, "link", json_str(link_name(j->ask.link)), a, err);
    if (!rc)
        rc = json_set(body, "hypothesis", json_text(h->id), a, err);
    if (!rc)
        rc = json_set(body, "statement", json_text(h->statement), a, err);
    if (!rc && h->party.n > 0)
        rc = json_set(body, "party", json_text(h->party), a, err);
    if (!rc && j->ask.link == LINK_RESPONSIBILITY)
        rc = json_set(body, "mode", json_str(mode_name(h->mode)), a, err);
    if (!rc)
        rc = json_set(body, "reasons", json_text(reasons), a, err);
    if (!rc)
        rc = json_set(body, "standard", json_text(s->name), a, err);
    return rc ? rc : json_set(body, "rank", json_int(s->rank), a, err);
}

static int id_order(const void *a, const void *b)
{
    return uuid_cmp(a, b);
}

/* The exhibits that count on a weighing: an entry's inputs, and their labels for the join. */
static enum rc counted(const struct job *j, const struct ledger_weight *w, struct act_entry *what,
                       struct span *labels, size_t *n_labels, struct err *err)
{
    struct uuid *ids = arena_array(&j->act->arena, w->n_lines + 1, sizeof(*ids), err);
    size_t n = 0;

    if (ids == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < w->n_lines; i++) {
        const struct dossier_exhibit *x = dossier_exhibit(&j->d, w->lines[i].exhibit->id);

        if (x == NULL || w->lines[i].n_analysts < LEDGER_ANALYSTS_MIN)
            continue;
        if (labels != NULL)
            labels[(*n_labels)++] = x->label;
        ids[n++] = x->id;
    }
    if (n > 1)
        qsort(ids, n, sizeof(*ids), id_order);
    what->inputs = ids;
    what->n_inputs = n;
    return RC_OK;
}

static enum rc put_edition(const struct job *j, const struct audience_ask *to, struct err *err)
{
    struct json body = json_object();
    struct act_entry what = {.kind = ENTRY_FINDING, .body = &body, .label = to->label};
    const struct ledger_weight *w = &to->weight;
    const struct finding_standard *s = standard_for(j, w);
    struct uuid id;
    enum rc rc;

    if (s == NULL) {
        command_say("nothing can be declared on what %.*s may read: no edition is made",
                    SPAN_ARG(to->label));
        return RC_OK;
    }
    rc = common(j, to->reasons, s, &body, err);
    if (!rc)
        rc = set_sentences(j, w, s, &body, err);
    if (!rc)
        rc = counted(j, w, &what, NULL, NULL, err);
    if (!rc)
        rc = act_put(j->act, &what, &id, err);
    if (!rc)
        inquiry_print("edition", &id);
    return rc;
}

/* "worth": what each audience's exhibits alone would allow; only in the entry of all of them. */
static enum rc set_worth(const struct job *j, struct json *body, struct err *err)
{
    struct arena *a = &j->act->arena;
    struct json list = json_array();
    enum rc rc = RC_OK;

    for (size_t i = 0; i < j->n_audiences && !rc; i++) {
        const struct ledger_weight *w = &j->audiences[i].weight;
        const struct finding_standard *s = standard_for(j, w);
        struct json one = json_object();

        rc = json_set(&one, "label", json_text(j->audiences[i].label), a, err);
        if (!rc)
            rc = json_set(&one, "score", json_real(w->posterior[j->index]), a, err);
        if (!rc && s != NULL)
            rc = json_set(&one, "standard", json_text(s->name), a, err);
        if (!rc)
            rc = json_push(&list, one, a, err);
    }
    return rc || j->n_audiences == 0 ? rc : json_set(body, "worth", list, a, err);
}

/* out  *what  on `body`, ready to be put */
static enum rc make_whole(const struct job *j, const struct command_line *line, struct json *body,
                          struct act_entry *what, struct err *err)
{
    struct arena *a = &j->act->arena;
    const struct json *alternatives = json_get(&j->file, "alternatives");
    const struct json *votes = json_get(&j->file, "votes");
    struct span *labels = arena_array(a, j->weight.n_lines + 1, sizeof(*labels), err);
    size_t n_labels = 0;
    enum rc rc = labels == NULL ? RC_LIMIT : RC_OK;

    *body = json_object();
    *what = (struct act_entry){.kind = ENTRY_FINDING, .body = body};
    if (!rc) {
        labels[n_labels++] = j->d.label;
        rc = counted(j, &j->weight, what, labels, &n_labels, err);
    }
    if (!rc)
        rc = label_join_texts(&j->act->m.labels->joiner, labels, n_labels, a, &what->label, err);
    if (!rc)
        rc = common(j, j->ask.reasons, standard_for(j, &j->weight), body, err);
    if (!rc)
        rc = set_sentences(j, &j->weight, standard_for(j, &j->weight), body, err);
    if (!rc && alternatives != NULL)
        rc = json_set(body, "alternatives", *alternatives, a, err);
    if (!rc && votes != NULL)
        rc = json_set(body, "votes", *votes, a, err);
    if (!rc && j->ask.is_urgent)
        rc = json_set(body, "urgency", json_text(command_value(line, FIND_URGENCY)), a, err);
    if (!rc)
        rc = set_worth(j, body, err);
    return rc;
}

/* ---- the command ---- */

static enum rc check(struct job *j, struct err *err)
{
    struct finding_check c;
    struct buf b;
    enum rc rc = weigh_for(j, NULL, &j->weight, err);

    j->ask.weight = &j->weight;
    if (!rc)
        rc = finding_check(&j->ask, &j->act->arena, &c, err);
    if (rc)
        return rc;
    j->index = hypothesis_find(j->ask.set, j->ask.n_set, j->ask.hypothesis);
    buf_init(&b, 1 << 16);
    finding_put_bars(&b, &j->ask, &c);
    (void)fwrite(b.p, 1, b.n, stdout);
    j->is_refused = c.bars != 0;
    buf_release(&b);
    return RC_OK;
}

static enum rc find(struct job *j, const struct command_line *line, struct err *err)
{
    struct act *a = j->act;
    const struct inquiry_view view = inquiry_view_of(a);
    struct act_entry whole = {.kind = ENTRY_FINDING};
    struct json body = json_object();
    struct uuid id;
    enum rc rc = act_check_right(a, RIGHT_CONFIRM, "declare findings", err);

    if (!rc)
        rc = inquiry_load(&view, line->operands[1], &a->arena, &j->d, err);
    if (!rc)
        rc = inquiry_standards(&a->m, &a->arena, &j->ask.standards, &j->ask.n_standards, err);
    if (!rc)
        rc = inquiry_file(line->operands[2], &a->arena, &j->file, err);
    if (!rc) {
        rc = read_file(j, err);
        if (rc)
            return err_prefix(err, rc, "%.200s: ", line->operands[2]);
    }
    if (!rc)
        rc = check_urgency(j, line, err);
    j->ask.members = j->d.panel;
    j->ask.n_members = j->d.n_panel;
    j->ask.concerned = j->d.concerned;
    j->ask.n_concerned = j->d.n_concerned;
    j->ask.reply_until_ms = j->d.reply_until_ms;
    j->ask.at_ms = mission_now_ms();
    if (!rc)
        rc = check(j, err);
    if (rc || j->is_refused)
        return rc;
    for (size_t i = 0; i < j->n_audiences && !rc; i++)
        rc = weigh_for(j, &j->audiences[i].read, &j->audiences[i].weight, err);
    if (!rc) /* first: an edition on the record without it would stand for nothing */
        rc = make_whole(j, line, &body, &whole, err);
    for (size_t i = 0; i < j->n_audiences && !rc; i++)
        rc = put_edition(j, &j->audiences[i], err);
    if (!rc)
        rc = act_put(a, &whole, &id, err);
    if (!rc)
        inquiry_print("finding", &id);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    static struct job j;
    struct err err = {0};
    int status;
    enum rc rc = act_open(&a, line->operands[0], "inquiry find", command_value(line, FIND_BY),
                          line->terminal.is_quiet, &err);

    j = (struct job){.act = &a};
    if (!rc)
        rc = find(&j, line, &err);
    status = rc ? mission_fail(rc, &err) : j.is_refused ? STATUS_FOUND : STATUS_OK;
    act_close(&a);
    return status;
}

const struct command command_inquiry_find = {
    .noun = "inquiry",
    .verb = "find",
    .operands = "DIR INQUIRY FILE",
    .min_operands = 3,
    .max_operands = 3,
    .summary = "put a panel's finding on the record",
    .description =
        "FILE is JSON (docs/formats/inquiry.md): the link, the hypothesis, the standard of the "
        "charter to which it is declared, reasons, an answer to each alternative, how each of the "
        "panel voted, and dissents, which stay beside it. The evidence caps the standard; it "
        "declares nothing. For each of its audiences an edition of its own is made, at what is "
        "worth on the exhibits that this audience may read alone: it does not tell that there are "
        "others. A finding at one link makes none at the next.",
    .options = options,
    .n_options = FIND_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
