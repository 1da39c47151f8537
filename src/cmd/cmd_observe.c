/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_observe.c: `aasc observe`: one observation, or another row of the contract, from the command
 * line. */
#include "cmd/act.h"

#include "base/num.h"

#include <string.h>

#define ROW_BYTES_MAX OBSERVE_ROW_BYTES_MAX

enum option {
    OBSERVE_JSON,
    OBSERVE_TIME,
    OBSERVE_LAT,
    OBSERVE_LON,
    OBSERVE_SIGMA,
    OBSERVE_MGRS,
    OBSERVE_PHENOMENON,
    OBSERVE_DETAIL,
    OBSERVE_SENSE,
    OBSERVE_COUNT,
    OBSERVE_PARTY,
    OBSERVE_MODEL,
    OBSERVE_SOURCE,
    OBSERVE_ID,
    OBSERVE_NARRATIVE,
    OBSERVE_LABEL,
    OBSERVE_SUPERSEDES,
    OBSERVE_BY,
    OBSERVE_OPTION_COUNT
};

static const struct option_row options[OBSERVE_OPTION_COUNT] = {
    [OBSERVE_JSON] = {"json", OPTION_TEXT, "TEXT", NULL,
                      "the whole row as JSON, of any kind; instead of the options below"},
    [OBSERVE_TIME] = {"time", OPTION_TEXT, "TIME", NULL, "when it was; left out: now"},
    [OBSERVE_LAT] = {"lat", OPTION_TEXT, "DEGREES", NULL, "where: latitude"},
    [OBSERVE_LON] = {"lon", OPTION_TEXT, "DEGREES", NULL, "where: longitude"},
    [OBSERVE_SIGMA] = {"sigma", OPTION_TEXT, "METRES", NULL, "one standard deviation of the place"},
    [OBSERVE_MGRS] = {"mgrs", OPTION_TEXT, "GRID", NULL, "where, as a grid reference"},
    [OBSERVE_PHENOMENON] = {"phenomenon", OPTION_TEXT, "WORD", NULL,
                            "what it was: explosion, shot, weapon_sighting, …"},
    [OBSERVE_DETAIL] = {"detail", OPTION_TEXT, "WORD", NULL, "outgoing, impact, airburst"},
    [OBSERVE_SENSE] = {"sense", OPTION_TEXT, "WORD", NULL,
                       "saw, heard, recorded, told, found_traces"},
    [OBSERVE_COUNT] = {"count", OPTION_TEXT, "N", NULL, "how many: 4, or 4-6"},
    [OBSERVE_PARTY] = {"party", OPTION_TEXT, "PARTY", NULL, "whose"},
    [OBSERVE_MODEL] = {"model", OPTION_TEXT, "MODEL", NULL, "the model of what was seen"},
    [OBSERVE_SOURCE] = {"source", OPTION_TEXT, "NAME", NULL, "the patrol, camera or sensor"},
    [OBSERVE_ID] = {"id", OPTION_TEXT, "ID", NULL, "the report's number within its source"},
    [OBSERVE_NARRATIVE] = {"narrative", OPTION_TEXT, "TEXT", NULL, "in words"},
    [OBSERVE_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL,
                       "who may read it; left out: the mission's default"},
    [OBSERVE_SUPERSEDES] = {"supersedes", OPTION_TEXT, "ID", NULL,
                            "the report of the same source that this one corrects"},
    [OBSERVE_BY] = ACT_BY_ROW,
};

/* Options that are members of the row under the same name. */
static const struct {
    enum option option;
    const char *member;
} texts[] = {
    {OBSERVE_PHENOMENON, "phenomenon"}, {OBSERVE_DETAIL, "detail"},
    {OBSERVE_SENSE, "sense"},           {OBSERVE_PARTY, "party"},
    {OBSERVE_SOURCE, "source"},         {OBSERVE_ID, "id"},
    {OBSERVE_NARRATIVE, "narrative"},   {OBSERVE_LABEL, "label"},
    {OBSERVE_SUPERSEDES, "supersedes"},
};

static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged, and no violation came of it"},
    {STATUS_FOUND, "it is on the record, and a violation came of it"},
    {STATUS_USAGE, "usage, or a row that is refused: of several, any"},
    {STATUS_ABSENT, "no such mission"},
    {STATUS_CONFLICT, "it contradicts a row on the record; another program writes"},
};

static const struct example_row examples[] = {
    {"aasc observe kalmius --phenomenon explosion --sense heard --count 2 --lat 46.2 --lon 70.1 "
     "--sigma 500 --source patrol-1",
     "Two explosions, just now."},
    {"aasc observe kalmius - <rows.ndjson", "Rows of any kind from standard input, one a line."},
};

static const char description[] =
    "Puts one observation on the record: signed alone, judged, and acknowledged when the new head "
    "is signed and on the disk. Prints the id of its entry and every verdict that came of it or "
    "was changed by it.\n"
    "\n"
    "Behind DIR, - reads rows of JSON from standard input, one a line, until it ends: each is "
    "signed "
    "alone and acknowledged before the next is read, as a sensor wants it. One that is refused is "
    "named, and costs no other one. Many rows that wait already are for aasc import.";

/* ---- options to a row ---- */

static enum rc set_number(struct json *to, const char *name, struct span text, struct arena *a,
                          struct err *err)
{
    double v;
    enum rc rc = num_parse_f64(text, &v, err);

    if (rc)
        return err_prefix(err, rc, "--%s: ", name);
    return json_set(to, name, json_real(v), a, err);
}

static enum rc set_place(struct json *row, const struct command_line *line, struct arena *a,
                         struct err *err)
{
    struct json place = json_object();
    bool has_point = command_has(line, OBSERVE_LAT) || command_has(line, OBSERVE_LON);
    bool has_grid = command_has(line, OBSERVE_MGRS);
    enum rc rc = RC_OK;

    if (!has_point && !has_grid)
        return command_has(line, OBSERVE_SIGMA)
                   ? err_set(err, RC_INPUT, "--sigma needs a place: --lat and --lon")
                   : RC_OK;
    if (has_point && has_grid)
        return err_set(err, RC_INPUT, "--mgrs, or --lat and --lon: one of them");
    if (has_point && !(command_has(line, OBSERVE_LAT) && command_has(line, OBSERVE_LON)))
        return err_set(err, RC_INPUT, "--lat and --lon go together");
    if (has_grid)
        rc = json_set(&place, "mgrs", json_text(command_value(line, OBSERVE_MGRS)), a, err);
    if (has_point)
        rc = set_number(&place, "lat", command_value(line, OBSERVE_LAT), a, err);
    if (has_point && !rc)
        rc = set_number(&place, "lon", command_value(line, OBSERVE_LON), a, err);
    if (!rc && command_has(line, OBSERVE_SIGMA)) {
        rc = set_number(&place, "sigma_m", command_value(line, OBSERVE_SIGMA), a, err);
        if (rc)
            return rc;
    }
    return rc ? rc : json_set(row, "place", place, a, err);
}

static enum rc set_count(struct json *row, struct span text, struct arena *a, struct err *err)
{
    struct json range = json_object();
    struct span rest = text, first = span_cut(&rest, '-');
    int64_t min, max;

    if (text.n == 0)
        return RC_OK;
    if (num_parse_i64(first, &min, NULL) != RC_OK ||
        (rest.n > 0 && num_parse_i64(rest, &max, NULL) != RC_OK))
        return err_set(err, RC_INPUT, "--count %.*s: write 4, or 4-6", SPAN_ARG(text));
    if (rest.n == 0)
        return json_set(row, "count", json_int(min), a, err);
    if (json_set(&range, "min", json_int(min), a, err) ||
        json_set(&range, "max", json_int(max), a, err))
        return RC_LIMIT;
    return json_set(row, "count", range, a, err);
}

static enum rc set_items(struct json *row, struct span model, struct arena *a, struct err *err)
{
    struct json item = json_object(), list = json_array();

    if (model.n == 0)
        return RC_OK;
    if (json_set(&item, "model", json_text(model), a, err) || json_push(&list, item, a, err))
        return RC_LIMIT;
    return json_set(row, "items", list, a, err);
}

static enum rc set_time(struct json *row, struct span text, struct arena *a, struct err *err)
{
    struct span now;
    struct buf b;

    if (text.n > 0)
        return json_set(row, "time", json_text(text), a, err);
    buf_init(&b, 64);
    time_put_instant(&b, mission_now_ms());
    now = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    return now.p == NULL ? RC_LIMIT : json_set(row, "time", json_text(now), a, err);
}

static enum rc row_of_options(const struct command_line *line, struct arena *a, struct span *out,
                              struct err *err)
{
    struct json row = json_object();
    struct buf text;
    enum rc rc = set_time(&row, command_value(line, OBSERVE_TIME), a, err);

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && !rc; i++)
        if (command_has(line, texts[i].option))
            rc = json_set(&row, texts[i].member, json_text(command_value(line, texts[i].option)), a,
                          err);
    if (!rc)
        rc = set_place(&row, line, a, err);
    if (!rc)
        rc = set_count(&row, command_value(line, OBSERVE_COUNT), a, err);
    if (!rc)
        rc = set_items(&row, command_value(line, OBSERVE_MODEL), a, err);
    if (rc)
        return rc;
    buf_init(&text, ROW_BYTES_MAX);
    json_write(&text, &row);
    *out = arena_copy(a, buf_span(&text), err);
    buf_release(&text);
    return out->p == NULL ? RC_LIMIT : RC_OK;
}

/* ---- how it is given ---- */

static bool has_row_option(const struct command_line *line)
{
    for (unsigned o = OBSERVE_TIME; o < OBSERVE_BY; o++)
        if (command_has(line, o))
            return true;
    return false;
}

static enum rc check_usage(const struct command_line *line, struct err *err)
{
    bool has_stdin = line->n_operands == 2;
    int n = command_has(line, OBSERVE_JSON) + has_stdin + has_row_option(line);

    if (has_stdin && strcmp(line->operands[1], "-") != 0)
        return err_set(err, RC_INPUT,
                       "%.60s: one row is given by options, --json or -; files are "
                       "for aasc import",
                       line->operands[1]);
    if (n == 0)
        return err_set(err, RC_INPUT, "what was observed is missing: --phenomenon …, --json or -");
    if (n > 1)
        return err_set(err, RC_INPUT, "a row is given by options, by --json, or by -: one of them");
    return RC_OK;
}

/* ---- one row ---- */

/* Prints what became of a row. in: text  lives until then */
static enum rc observe(struct act *a, struct span text, struct err *err)
{
    struct uuid id = {{0}};
    bool is_new = false;
    enum rc rc = text.n > ROW_BYTES_MAX
                     ? err_set(err, RC_LIMIT, "a row of more than %zu bytes", ROW_BYTES_MAX)
                     : act_row(a, text, &is_new, &id, err);

    if (rc)
        return rc;
    if (is_new)
        act_print(a, &id);
    else
        (void)printf("there already\n");
    return RC_OK;
}

/* ---- rows of standard input ---- */

/* Without its end; false: there is none any more. What is too long is read to its end and kept in
 * part: it is refused as too long. */
static bool read_line(struct buf *line)
{
    int c = getchar();

    buf_clear(line);
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n'; c = getchar())
        if (line->n <= ROW_BYTES_MAX)
            buf_putc(line, (char)c);
    return true;
}

/* What is one row's fault; anything else would meet the next one as well. */
static bool is_of_row(enum rc rc)
{
    return rc == RC_INPUT || rc == RC_RANGE || rc == RC_UNKNOWN || rc == RC_ABSENT ||
           rc == RC_CONFLICT || rc == RC_UNSUPPORTED || rc == RC_LIMIT;
}

/* Of one that is too long not even blanks are taken off: it would be one in part. */
static struct span row_in(const struct buf *line)
{
    struct span text = buf_span(line);

    return text.n > ROW_BYTES_MAX ? text : span_trim(text);
}

/* The status of the gravest row stands: refused, then violations. */
static enum rc observe_lines(struct act *a, int *status, struct err *err)
{
    unsigned long long n = 0;
    struct buf line;
    enum rc rc = RC_OK;

    buf_init(&line, ROW_BYTES_MAX + 1);
    while (!rc && read_line(&line)) {
        struct span text = row_in(&line);
        struct err why = {0};

        n++;
        if (text.n == 0)
            continue;
        rc = observe(a, text, &why);
        if (is_of_row(rc)) {
            int refused = mission_fail(err_prefix(&why, rc, "line %llu: ", n), &why);

            *status = *status > refused ? *status : refused;
            rc = RC_OK;
        } else if (rc) {
            *err = why;
        }
        if (!rc && fflush(stdout) != 0) /* whoever waits for the acknowledgement has it now */
            rc = err_set(err, RC_IO, "what was acknowledged cannot be printed");
        act_forget(a);
    }
    buf_release(&line);
    return rc;
}

/* ---- the command ---- */

static enum rc observe_one(struct act *a, const struct command_line *line, struct err *err)
{
    struct span text = command_value(line, OBSERVE_JSON);
    enum rc rc = RC_OK;

    if (!command_has(line, OBSERVE_JSON))
        rc = row_of_options(line, &a->arena, &text, err);
    return rc ? rc : observe(a, text, err);
}

static int run(const struct command_line *line)
{
    static struct act a; /* large; there is one per process */
    struct err err = {0};
    int status = STATUS_OK;
    enum rc rc = check_usage(line, &err);

    if (rc)
        return command_usage_fault(line->command, &err);
    rc = act_open(&a, line->operands[0], "observe", command_value(line, OBSERVE_BY),
                  line->terminal.is_quiet, &err);
    if (!rc && line->n_operands == 2)
        rc = observe_lines(&a, &status, &err);
    else if (!rc)
        rc = observe_one(&a, line, &err);
    if (rc)
        status = mission_fail(rc, &err);
    if (status == STATUS_OK && a.in.count.n_verdicts[VERDICT_VIOLATION] > 0)
        status = STATUS_FOUND;
    act_close(&a);
    return status;
}

const struct command command_observe = {
    .noun = "observe",
    .operands = "DIR [-]",
    .min_operands = 1,
    .max_operands = 2,
    .summary = "put one observation on a mission's record",
    .description = description,
    .options = options,
    .n_options = OBSERVE_OPTION_COUNT,
    .exits = exits,
    .n_exits = sizeof(exits) / sizeof(exits[0]),
    .examples = examples,
    .n_examples = sizeof(examples) / sizeof(examples[0]),
    .run = run,
};
