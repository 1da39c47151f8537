/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_council_power.c: `aasc council power`: how much each member of a charter can decide. */
#include "base/json.h"
#include "cmd/grid.h"
#include "cmd/pact_desk.h"
#include "council/electorate.h"
#include "council/power.h"

#include <inttypes.h>

enum { POWER_RULE, POWER_AT, POWER_JSON };

struct power_job {
    struct pact_desk *d;
    const struct command_line *line;
    const struct pact_agreement *g;
};

/* All members where no instant is given: a charter says mostly who they are, and not since when. */
static enum rc seats_of(const struct power_job *j, uint32_t rule, struct council_vote *out)
{
    const struct charter *c = j->g->charter;
    struct charter all = *c;
    struct council_call call = {.rule = rule, .opens_ms = 0, .closes_ms = 0};
    enum rc rc;

    if (command_has(j->line, POWER_AT))
        rc = time_parse_instant(command_value(j->line, POWER_AT), &call.opens_ms, &j->d->err);
    else
        rc = council_timeless(c, &j->d->arena, &all, &j->d->err);
    if (rc)
        return rc;
    call.closes_ms = call.opens_ms + c->rules[rule].silence_ms + 1;
    return council_vote_open(&all, &call, &j->d->arena, out, &j->d->err);
}

/* --- a table --------------------------------------------------------------------------------- */

static void put_rule(struct buf *b, const struct power_job *j, uint32_t rule,
                     const struct council_vote *v)
{
    const struct charter_rule *r = &j->g->charter->rules[rule];

    buf_printf(b, "charter %.*s, rule %.*s: ", SPAN_ARG(j->g->id), SPAN_ARG(r->id));
    if (r->fallback != CHARTER_NONE)
        buf_printf(b, "one objection breaks the silence; then %.*s: ",
                   SPAN_ARG(j->g->charter->rules[r->fallback].id));
    buf_puts(b, "majority ");
    council_majority_put(b, &v->rule);
    if (v->rule.floor.num > 0) {
        buf_puts(b, ", floor ");
        rational_put(b, v->rule.floor);
    }
    for (size_t i = 0; i < v->n_joint; i++)
        buf_printf(b, "; and %.*s", SPAN_ARG(v->joint[i].rule.id));
    buf_puts(b, "; all vote yes or no\n");
}

static const char *remark(const struct council_influence *s)
{
    return s->is_idle ? "no influence" : s->is_blocking ? "can block" : "";
}

static enum rc put_table(const struct power_job *j, const struct council_vote *v,
                         const struct council_power *p)
{
    static const struct grid_column columns[] = {
        {GRID_LEFT, false},  {GRID_RIGHT, false}, {GRID_RIGHT, false}, {GRID_RIGHT, false},
        {GRID_RIGHT, false}, {GRID_RIGHT, false}, {GRID_LEFT, true}};
    static const char *const heads[] = {"member", "votes",   "swings", "Banzhaf",
                                        "exact",  "Shapley", "exact"};
    struct grid g = {.arena = &j->d->arena, .columns = columns, .n_columns = 7};
    struct buf b;

    buf_init(&b, 400);
    for (size_t i = 0; i <= p->n; i++) {
        struct grid_cell *cells = grid_row(&g);
        const struct council_influence *s = &p->seats[i == 0 ? 0 : i - 1];
        const struct council_seat *seat = &v->seats[i == 0 ? 0 : i - 1];

        if (cells == NULL)
            return RC_LIMIT;
        for (size_t k = 0; i == 0 && k < 7; k++)
            grid_set(&g, &cells[k], STYLE_PLAIN, "%s", heads[k]);
        if (i == 0)
            continue;
        grid_set(&g, &cells[0], STYLE_PLAIN, "%.*s", SPAN_ARG(seat->member));
        grid_set(&g, &cells[1], STYLE_PLAIN, "%" PRId64, seat->votes);
        grid_set(&g, &cells[2], STYLE_PLAIN, "%" PRId64, s->swings);
        grid_set(&g, &cells[3], STYLE_PLAIN, "%.5f", council_fraction_f64(s->banzhaf));
        council_fraction_put(&b, s->banzhaf);
        grid_take(&g, &cells[4], STYLE_PLAIN, &b);
        grid_set(&g, &cells[5], STYLE_PLAIN, "%.5f", council_fraction_f64(s->shapley));
        council_fraction_put(&b, s->shapley);
        buf_printf(&b, "%s%s", remark(s)[0] != '\0' ? "  " : "", remark(s));
        grid_take(&g, &cells[6], STYLE_PLAIN, &b);
    }
    buf_release(&b);
    grid_put_list(&g, &j->line->terminal, 0, &j->d->out);
    return RC_OK;
}

/* --- JSON ------------------------------------------------------------------------------------ */

static enum rc set_fraction(struct json *o, const char *name, struct council_fraction f,
                            struct pact_desk *d)
{
    struct span text;
    struct buf b;

    buf_init(&b, 200);
    council_fraction_put(&b, f);
    text = arena_copy(&d->arena, buf_span(&b), &d->err);
    buf_release(&b);
    return text.p == NULL ? RC_LIMIT : json_set(o, name, json_text(text), &d->arena, &d->err);
}

static enum rc put_line(const struct power_job *j, uint32_t rule, const struct council_seat *seat,
                        const struct council_influence *s)
{
    struct pact_desk *d = j->d;
    struct json o = json_object();
    const struct {
        const char *name;
        struct json value;
    } members[] = {
        {"kind", json_str("power")},
        {"charter", json_text(j->g->id)},
        {"rule", json_text(j->g->charter->rules[rule].id)},
        {"member", json_text(seat->member)},
        {"votes", json_int(seat->votes)},
        {"veto", json_bool(seat->has_veto)},
        {"swings", json_int(s->swings)},
        {"influence", json_bool(!s->is_idle)},
        {"blocking", json_bool(s->is_blocking)},
    };
    enum rc rc = set_fraction(&o, "banzhaf", s->banzhaf, d);

    if (!rc)
        rc = set_fraction(&o, "shapley", s->shapley, d);
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]) && !rc; i++)
        rc = json_set(&o, members[i].name, members[i].value, &d->arena, &d->err);
    json_write(&d->out, &o);
    buf_putc(&d->out, '\n');
    return rc;
}

/* --- the command ----------------------------------------------------------------------------- */

static enum rc put_power(const struct power_job *j, uint32_t rule)
{
    struct council_vote v;
    struct council_power p;
    enum rc rc = seats_of(j, rule, &v);

    if (!rc)
        rc = council_power_of(&v, &j->d->arena, &p, &j->d->err);
    if (rc)
        return err_prefix(&j->d->err, rc, "rule %.*s: ", SPAN_ARG(j->g->charter->rules[rule].id));
    for (size_t i = 0; command_has(j->line, POWER_JSON) && i < p.n && !rc; i++)
        rc = put_line(j, rule, &v.seats[i], &p.seats[i]);
    if (command_has(j->line, POWER_JSON))
        return rc;
    put_rule(&j->d->out, j, rule, &v);
    rc = put_table(j, &v, &p);
    if (!p.can_adopt)
        buf_puts(&j->d->out, "nothing is ever adopted, even if everybody says yes\n");
    return rc;
}

static enum rc put_charter(const struct power_job *j, bool *is_found)
{
    const struct charter *c = j->g->charter;
    enum rc rc = RC_OK;

    for (uint32_t i = 0; i < c->n_rules && !rc; i++) {
        if (command_has(j->line, POWER_RULE) &&
            !span_eq(command_value(j->line, POWER_RULE), c->rules[i].id))
            continue;
        if (*is_found && !command_has(j->line, POWER_JSON))
            buf_putc(&j->d->out, '\n');
        *is_found = true;
        rc = put_power(j, i);
    }
    return rc;
}

static enum rc put_all(struct pact_desk *d, const struct command_line *line,
                       const struct pact_model *m)
{
    bool has_charter = false, is_found = false;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < m->n_agreements && !rc; i++) {
        struct power_job j = {.d = d, .line = line, .g = &m->agreements[i]};

        has_charter = has_charter || j.g->is_charter;
        if (j.g->is_charter)
            rc = put_charter(&j, &is_found);
    }
    if (!rc && !has_charter)
        return err_set(&d->err, RC_ABSENT, "%s holds no charter", line->operands[0]);
    if (!rc && !is_found && command_has(line, POWER_RULE))
        return err_set(&d->err, RC_ABSENT, "no charter of %s has a rule %s", line->operands[0],
                       line->values[POWER_RULE]);
    if (!rc && !is_found)
        return err_set(&d->err, RC_ABSENT, "the charter of %s states no rule", line->operands[0]);
    return rc;
}

static int run(const struct command_line *line)
{
    struct loaded l = {0};
    struct pact_desk d;
    int status;

    pact_desk_open(&d);
    status = pact_desk_load(&d, line->operands[0], NULL, &l);
    if (status == STATUS_OK) {
        enum rc rc = put_all(&d, line, pact_model(l.pact));

        status = rc ? command_fail(rc, &d.err) : pact_desk_print(&d);
    }
    pact_desk_close(&d);
    return status;
}

static const struct option_row options[] = {
    [POWER_RULE] = {"rule", OPTION_TEXT, "RULE", NULL, "only this rule"},
    [POWER_AT] =
        {"at", OPTION_TEXT, "INSTANT", NULL,
         "who is a member then, as 2027-01-01T00:00:00Z; all who are named where not given"},
    [POWER_JSON] = {"json", OPTION_FLAG, NULL, NULL, "a JSON object a line"},
};
static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "the file is not valid, or the command line is wrong"},
    {STATUS_ABSENT, "there is no such file, charter or rule"},
};
static const struct example_row examples[] = {
    {"aasc council power examples/aasc/aasc.pact --rule important",
     "how much each member decides by that rule"},
};

const struct command command_council_power = {
    .noun = "council",
    .verb = "power",
    .operands = "FILE",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print how much each member can decide",
    .description =
        "Prints, for each rule of a charter, the swings of every member (coalitions that win with "
        "it and lose without it), its Banzhaf index (its part of all swings) and its index of "
        "Shapley and Shubik, each as an exact fraction too. All are taken to say yes or no, so "
        "that the quorum is met.\n\nUp to 60 members with 20000 votes; larger ones are refused.",
    .options = options,
    .n_options = sizeof(options) / sizeof(options[0]),
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
