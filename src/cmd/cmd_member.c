/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_member.c: `aasc member list`: who may read a mission, and what they may do. */
#include "cmd/reading.h"

#include "cmd/grid.h"
#include "report/writer.h"

#define LINE_BYTES_MAX ((size_t)1 << 20)

static const struct exit_row exits[] = {
    {STATUS_OK, "printed"},
    {STATUS_USAGE, "a bad mission or roster"},
    {STATUS_ABSENT, "no such mission"},
};

static const struct {
    enum right right;
    const char *word;
} rights[] = {
    {RIGHT_SEE, "see"},         {RIGHT_MARK, "mark"},           {RIGHT_LOG, "log"},
    {RIGHT_DRAFT, "draft"},     {RIGHT_APPROVE, "approve"},     {RIGHT_CONFIRM, "confirm"},
    {RIGHT_RELEASE, "release"}, {RIGHT_EMERGENCY, "emergency"}, {RIGHT_ROSTER, "roster"},
    {RIGHT_PERSON, "person"},   {RIGHT_VOTE, "vote"},
};

static void put_rights(struct buf *b, uint32_t held)
{
    for (size_t i = 0; i < sizeof(rights) / sizeof(rights[0]); i++)
        if ((held & rights[i].right) != 0)
            buf_printf(b, "%s%s", b->n > 0 ? " " : "", rights[i].word);
}

static void put_row(struct grid *g, const struct label_policy *p, const char *who,
                    const struct roster_grant *grant)
{
    struct grid_cell *cells = grid_row(g);
    struct buf text;

    if (cells == NULL)
        return;
    buf_init(&text, LINE_BYTES_MAX);
    grid_set(g, &cells[0], STYLE_PLAIN, "%s", who);
    grid_set(g, &cells[1], STYLE_PLAIN, "%s", label_policy_word(p, LABEL_LEVEL, grant->level));
    for (unsigned i = 0; i < p->n_compartments; i++)
        if ((grant->compartments >> i & 1) != 0)
            buf_printf(&text, "%s%s", text.n > 0 ? " " : "",
                       label_policy_word(p, LABEL_COMPARTMENT, i));
    grid_take(g, &cells[2], STYLE_PLAIN, &text);
    put_rights(&text, grant->rights);
    grid_take(g, &cells[3], STYLE_PLAIN, &text);
    buf_release(&text);
}

static enum rc print(struct mission *m, const struct command_line *line, struct err *err)
{
    static const struct grid_column columns[] = {
        {GRID_LEFT, false}, {GRID_LEFT, false}, {GRID_LEFT, false}, {GRID_LEFT, true}};
    const struct roster *r = &m->labels->roster;
    struct writer out = writer_over(stdout, "standard output");
    struct grid g = {
        .arena = &m->arena, .columns = columns, .n_columns = sizeof(columns) / sizeof(columns[0])};
    struct buf b;
    enum rc rc;

    for (unsigned i = 0; i < r->policy.n_members; i++)
        if (r->grants[i].rights != 0)
            put_row(&g, &r->policy, label_policy_word(&r->policy, LABEL_MEMBER, i), &r->grants[i]);
    for (size_t i = 0; i < r->n_people; i++) {
        struct span who =
            arena_printf(&m->arena, err, "  %.*s (%s)", SPAN_ARG(r->people[i].id),
                         label_policy_word(&r->policy, LABEL_MEMBER, r->people[i].member));

        if (who.p == NULL)
            return RC_LIMIT;
        put_row(&g, &r->policy, who.p, &r->people[i].grant);
    }
    buf_init(&b, LINE_BYTES_MAX);
    grid_put_list(&g, &line->terminal, 0, &b);
    rc = writer_put(&out, buf_span(&b), err);
    buf_release(&b);
    return rc;
}

static int run(const struct command_line *line)
{
    static struct mission m; /* large; there is one per process */
    struct err err = {0};
    int status = STATUS_OK;
    enum rc rc = mission_open(&m, line->operands[0], MISSION_READ, "member list", true, &err);

    if (!rc)
        rc = print(&m, line, &err);
    if (rc)
        status = mission_fail(rc, &err);
    mission_close(&m);
    return status;
}

const struct command command_member_list = {
    .noun = "member",
    .verb = "list",
    .operands = "DIR",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print who may read a mission, and what they may do",
    .description = "Prints the members and people of the mission's roster: the highest level, the "
                   "compartments and the rights of each. --as takes the names of members.",
    .options = NULL,
    .n_options = 0,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .run = run,
};
