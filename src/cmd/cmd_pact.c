/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_pact.c: `aasc pact check | json | from-json | explain`: agreements checked, turned into JSON
 * and back, explained. Layout: cmd_pact_fmt.c. */
#include "base/json.h"
#include "cmd/influence.h"
#include "cmd/pact_desk.h"
#include "pact/reference.h"

#define JSON_BYTES_MAX ((size_t)16 << 20)

/* --- check ----------------------------------------------------------------------------------- */

enum { CHECK_JSON, CHECK_EQUIPMENT };

static enum rc diag_json(const char *path, const struct pact_diag *diag, struct pact_desk *d)
{
    struct json o = json_object();
    const struct {
        const char *name;
        struct json value;
    } members[] = {
        {"kind", json_str("message")},
        {"file", json_str(path)},
        {"line", json_int(diag->line)},
        {"column", json_int(diag->column)},
        {"width", json_int(diag->width)},
        {"severity", json_str(diag->severity == PACT_ERROR ? "error" : "warning")},
        {"text", json_text(diag->text)},
    };
    enum rc rc = RC_OK;

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]) && !rc; i++)
        rc = json_set(&o, members[i].name, members[i].value, &d->arena, &d->err);
    json_write(&d->out, &o);
    buf_putc(&d->out, '\n');
    return rc;
}

static void put_hash(struct buf *b, const struct loaded *l)
{
    buf_puts(b, "sha256:");
    sha256_put_hex(b, &pact_model(l->pact)->hash);
}

static void put_valid_json(struct pact_desk *d, const char *path, const struct loaded *l)
{
    size_t n = l->diags.n - l->diags.n_errors;

    buf_puts(&d->out, "{\"errors\":");
    buf_printf(&d->out, "%zu,\"file\":", l->diags.n_errors);
    json_write_string(&d->out, span_of(path));
    buf_puts(&d->out, ",\"kind\":\"summary\"");
    if (l->pact != NULL) {
        buf_puts(&d->out, ",\"pact\":\"");
        put_hash(&d->out, l);
        buf_putc(&d->out, '"');
    }
    buf_printf(&d->out, ",\"warnings\":%zu}\n", n);
}

static void put_valid(struct pact_desk *d, const char *path, const struct loaded *l)
{
    const struct pact_model *m = pact_model(l->pact);

    for (size_t i = 0; i < m->n_agreements; i++) {
        const struct pact_agreement *g = &m->agreements[i];

        buf_printf(&d->out, "%s: valid: %s %.*s, %zu %s, %zu term%s, ", path,
                   g->is_charter ? "charter" : "agreement", SPAN_ARG(g->id),
                   g->n_parties - g->is_charter, /* the community itself is one of its parties */
                   g->is_charter ? "members and candidates" : "parties and observers", g->n_terms,
                   g->n_terms == 1 ? "" : "s");
        put_hash(&d->out, l);
        buf_putc(&d->out, '\n');
    }
}

static int check_one(struct pact_desk *d, const struct command_line *line, const char *path)
{
    struct loaded l = {0};
    enum rc rc = load_pact(path, line->values[CHECK_EQUIPMENT], &d->arena, &l, &d->err);
    bool is_bad = rc == RC_INPUT && l.diags.n_errors > 0;

    if (rc == RC_OK)
        rc = influence_warn(&l, &d->arena, &d->err);

    if (rc && !is_bad)
        return command_fail(rc, &d->err);
    if (command_has(line, CHECK_JSON)) {
        for (size_t i = 0; i < l.diags.n; i++)
            if (diag_json(path, &l.diags.items[i], d))
                return command_fail(RC_LIMIT, &d->err);
        put_valid_json(d, path, &l);
    } else {
        pact_desk_print_diags(path, &l);
        if (!is_bad && !line->terminal.is_quiet)
            put_valid(d, path, &l);
    }
    return is_bad ? STATUS_USAGE : STATUS_OK;
}

static int run_check(const struct command_line *line)
{
    return pact_desk_for_each(line, check_one);
}

static const struct option_row check_options[] = {
    [CHECK_JSON] = {"json", OPTION_FLAG, NULL, NULL, "print the messages as JSON, one a line"},
    [CHECK_EQUIPMENT] = {"equipment", OPTION_FILE, "FILE", NULL,
                         "a table of equipment beside the one that is built in"},
};
static const struct exit_row check_exits[] = {
    {STATUS_OK, "every file is a valid pact"},
    {STATUS_USAGE, "a file is not valid, or the command line is wrong"},
    {STATUS_ABSENT, "there is no such file"},
};
static const struct example_row check_examples[] = {
    {"aasc pact check examples/minsk/minsk.pact", "check an agreement and its geometry"},
};

const struct command command_pact_check = {
    .noun = "pact",
    .verb = "check",
    .operands = "FILE…",
    .min_operands = 1,
    .max_operands = 10000,
    .summary = "check an agreement or charter",
    .description =
        "Reads a pact with its geometry and says what is wrong: FILE:LINE:COLUMN: what is wrong; "
        "what would be right, up to 50 faults at once.",
    .options = check_options,
    .n_options = sizeof(check_options) / sizeof(check_options[0]),
    .exits = check_exits,
    .n_exits = sizeof(check_exits) / sizeof(check_exits[0]),
    .examples = check_examples,
    .n_examples = sizeof(check_examples) / sizeof(check_examples[0]),
    .run = run_check,
};

/* --- json, from-json ------------------------------------------------------------------------- */

static int json_one(struct pact_desk *d, const struct command_line *line, const char *path)
{
    struct loaded l = {0};
    int status = pact_desk_load(d, path, NULL, &l);
    enum rc rc;

    (void)line;
    if (status != STATUS_OK)
        return status;
    rc = pact_put_json(l.pact, &d->out, &d->err);
    return rc ? command_fail(rc, &d->err) : STATUS_OK;
}

static int run_json(const struct command_line *line)
{
    return pact_desk_for_each(line, json_one);
}

static const struct exit_row json_exits[] = {
    {STATUS_OK, "done"},
    {STATUS_USAGE, "the file is not valid, or the command line is wrong"},
};

const struct command command_pact_json = {
    .noun = "pact",
    .verb = "json",
    .operands = "FILE",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print a pact's canonical JSON",
    .description = "Prints the canonical JSON (RFC 8785): what is hashed and signed. Its schema is "
                   "docs/formats/pact.schema.json.",
    .exits = json_exits,
    .n_exits = sizeof(json_exits) / sizeof(json_exits[0]),
    .run = run_json,
};

static int run_from_json(const struct command_line *line)
{
    struct source_map file;
    struct pact_desk d;
    enum rc rc = RC_OK;
    int status;

    pact_desk_open(&d);
    rc = source_map(line->operands[0], &file, &d.err);
    if (rc) {
        status = command_fail(rc, &d.err);
    } else {
        if (file.bytes.n > JSON_BYTES_MAX)
            rc = err_set(&d.err, RC_LIMIT, "more JSON than any pact has (%zu bytes)",
                         JSON_BYTES_MAX);
        if (!rc)
            rc = pact_from_json(span_trim(file.bytes), &d.arena, &d.out, &d.err);
        if (rc)
            (void)err_prefix(&d.err, rc, "%s: ", line->operands[0]);
        status = rc ? command_fail(rc, &d.err) : pact_desk_print(&d);
        source_unmap(&file);
    }
    pact_desk_close(&d);
    return status;
}

const struct command command_pact_from_json = {
    .noun = "pact",
    .verb = "from-json",
    .operands = "FILE",
    .min_operands = 1,
    .max_operands = 1,
    .summary = "print the text of a pact's JSON",
    .description =
        "Prints the text that canonical JSON stands for: the same bytes as aasc pact fmt "
        "--canonical. FILE may be - for standard input.",
    .exits = json_exits,
    .n_exits = sizeof(json_exits) / sizeof(json_exits[0]),
    .run = run_from_json,
};

/* --- explain --------------------------------------------------------------------------------- */

static int run_explain(const struct command_line *line)
{
    struct loaded l = {0};
    struct pact_desk d;
    int status;

    pact_desk_open(&d);
    status = pact_desk_load(&d, line->operands[0], NULL, &l);
    for (size_t i = 1; i < line->n_operands && status == STATUS_OK; i++) {
        enum rc rc = pact_explain(l.pact, span_of(line->operands[i]), &d.out, &d.err);

        if (rc)
            status = command_fail(rc, &d.err);
    }
    if (status == STATUS_OK)
        status = pact_desk_print(&d);
    pact_desk_close(&d);
    return status;
}

static const struct exit_row explain_exits[] = {
    {STATUS_OK, "done"},
    {STATUS_USAGE, "the file is not valid, or the command line is wrong"},
    {STATUS_ABSENT, "there is no such term"},
};
static const struct example_row explain_examples[] = {
    {"aasc pact explain examples/minsk/minsk.pact pom.2.ua", "how a withdrawal is judged"},
};

const struct command command_pact_explain = {
    .noun = "pact",
    .verb = "explain",
    .operands = "FILE TERM…",
    .min_operands = 2,
    .max_operands = 1000,
    .summary = "say in words how a term is judged",
    .description =
        "Prints how a term is judged: thresholds, dates in UTC and local time, lines with "
        "their accuracy, which types of equipment belong to its categories, exemptions, "
        "and what is marked as an assumption.",
    .exits = explain_exits,
    .n_exits = sizeof(explain_exits) / sizeof(explain_exits[0]),
    .examples = explain_examples,
    .n_examples = sizeof(explain_examples) / sizeof(explain_examples[0]),
    .run = run_explain,
};

/* --- schema (hidden) ------------------------------------------------------------------------- */

enum { SCHEMA_REFERENCE };

static int run_schema(const struct command_line *line)
{
    struct pact_desk d;
    enum rc rc = RC_OK;
    int status;

    pact_desk_open(&d);
    if (command_has(line, SCHEMA_REFERENCE))
        reference_put(&d.out);
    else
        rc = reference_put_schema(&d.out, &d.err);
    status = rc ? command_fail(rc, &d.err) : pact_desk_print(&d);
    pact_desk_close(&d);
    return status;
}

static const struct option_row schema_options[] = {
    [SCHEMA_REFERENCE] = {"reference", OPTION_FLAG, NULL, NULL,
                          "the tables of docs/formats/pact.md in place of the schema"},
};

const struct command command_pact_schema = {
    .noun = "pact",
    .verb = "schema",
    .operands = "",
    .summary = "print the JSON schema of pacts",
    .description = "Prints docs/formats/pact.schema.json, made from the table of the language.",
    .options = schema_options,
    .n_options = sizeof(schema_options) / sizeof(schema_options[0]),
    .is_hidden = true,
    .run = run_schema,
};
