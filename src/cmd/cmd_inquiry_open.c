/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inquiry_open.c: `aasc inquiry open`, `exhibit` and `reply`: what an inquiry asks, what lies
 * before it, what the parties answered. */
#include <string.h>

#include "cmd/inquiry_job.h"
#include "store/blobs.h"

/* ---- open ---- */

enum open_option { OPEN_INCIDENT, OPEN_LABEL, OPEN_BY, OPEN_OPTION_COUNT };

static const struct option_row open_options[OPEN_OPTION_COUNT] = {
    [OPEN_INCIDENT] = {"incident", OPTION_TEXT, "ID", NULL,
                       "the incident or verdict that it is about"},
    [OPEN_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL,
                    "who may read it; left out: that of the incident, or the mission's"},
    [OPEN_BY] = ACT_BY_ROW,
};

static const struct exit_row exits[] = {
    {STATUS_OK, "it is on the record, acknowledged"},
    {STATUS_USAGE, "usage, or a file that is not as docs/formats/inquiry.md has it"},
    {STATUS_ABSENT, "no such mission, inquiry, entry or file"},
    {STATUS_CONFLICT, "the panel is not valid, a label is too open, the roster does not let the "
                      "author, the parties may still reply"},
};

static enum rc about_incident(struct act *a, const struct command_line *line, struct json *body,
                              struct span *about, struct uuid *id, struct err *err)
{
    struct store_entry e;
    enum rc rc = act_find(a, line->values[OPEN_INCIDENT], &e, err);

    if (!rc && e.kind != ENTRY_INCIDENT && e.kind != ENTRY_VERDICT)
        rc = err_set(err, RC_INPUT, "this entry is neither incident nor verdict: its kind is %s",
                     entry_kind_name(e.kind));
    if (rc)
        return err_prefix(err, rc, "--incident: ");
    *about = e.label;
    *id = e.id;
    return json_set(body, "incident", json_text(command_value(line, OPEN_INCIDENT)), &a->arena,
                    err);
}

static enum rc open_inquiry(struct act *a, const struct command_line *line, struct err *err)
{
    struct span label = span_none(), about = a->m.label;
    struct json body;
    struct dossier d = {0};
    struct uuid id, incident;
    struct act_entry what = {.kind = ENTRY_INQUIRY, .body = &body};
    enum rc rc = act_check_right(a, RIGHT_CONFIRM, "open inquiries", err);

    if (!rc)
        rc = inquiry_file(line->operands[1], &a->arena, &body, err);
    if (!rc && json_get(&body, "inquiry") != NULL)
        rc = err_set(err, RC_INPUT, "%.200s: \"inquiry\" names another: an opening has none",
                     line->operands[1]);
    if (!rc && json_get(&body, "incident") != NULL) /* unchecked, and it gives the label */
        rc = err_set(err, RC_INPUT, "%.200s: \"incident\" is named by --incident",
                     line->operands[1]);
    if (!rc && command_has(line, OPEN_INCIDENT)) {
        rc = about_incident(a, line, &body, &about, &incident, err);
        what.inputs = &incident;
        what.n_inputs = 1;
    }
    if (!rc)
        rc = inquiry_label(a, command_value(line, OPEN_LABEL), about, &label, err);
    if (!rc)
        rc = json_set(&body, "says", json_str("opened"), &a->arena, err);
    if (!rc)
        rc = json_set(&body, "by", json_text(a->author->name), &a->arena, err);
    if (!rc) {
        rc = dossier_open(&d, &body, &a->arena, err);
        if (rc)
            return err_prefix(err, rc, "%.200s: ", line->operands[1]);
    }
    what.label = label;
    if (!rc)
        rc = act_put(a, &what, &id, err);
    if (!rc)
        inquiry_print("inquiry", &id);
    return rc;
}

static int run_open(const struct command_line *line)
{
    return act_run(line, "inquiry open", OPEN_BY, open_inquiry);
}

/* ---- exhibit ---- */

enum exhibit_option {
    X_FILE,
    X_TITLE,
    X_SOURCE,
    X_LINEAGE,
    X_GRADE,
    X_METHOD,
    X_RESULT,
    X_CUSTODY,
    X_LABEL,
    X_BY,
    X_OPTION_COUNT
};

static const struct option_row exhibit_options[X_OPTION_COUNT] = {
    [X_FILE] = {"file", OPTION_FILE, "FILE", NULL,
                "its bytes, kept under their SHA-256; left out: it is not held, but looked for"},
    [X_TITLE] = {"title", OPTION_TEXT, "TEXT", NULL, "what it is"},
    [X_SOURCE] = {"source", OPTION_TEXT, "TEXT", NULL, "whom or what it came from"},
    [X_LINEAGE] = {"lineage", OPTION_TEXT, "NAME", NULL,
                   "what it goes back to: exhibits of one lineage count once"},
    [X_GRADE] = {"grade", OPTION_TEXT, "B2", NULL,
                 "reliability of the source A to F, credibility of what it says 1 to 6"},
    [X_METHOD] = {"method", OPTION_TEXT, "TEXT", NULL, "of a technical analysis: how it was made"},
    [X_RESULT] = {"result", OPTION_TEXT, "TEXT", NULL,
                  "of a technical analysis: its result with its error"},
    [X_CUSTODY] = {"custody", OPTION_FILE, "FILE", NULL,
                   "JSON: {\"custody\":[{\"from\",\"to\",\"when\",\"seal\"}]}, hand to hand"},
    [X_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL,
                 "who may read it; left out: who may read the inquiry"},
    [X_BY] = ACT_BY_ROW,
};

static enum rc set_text(struct act *a, const struct command_line *line, unsigned option,
                        const char *name, struct json *body, struct err *err)
{
    return command_has(line, option)
               ? json_set(body, name, json_text(command_value(line, option)), &a->arena, err)
               : RC_OK;
}

static enum rc set_grade(struct act *a, struct span grade, struct json *body, struct err *err)
{
    enum rc rc;

    if (grade.n != 2)
        return err_set(err, RC_INPUT, "--grade is missing or not two characters, such as B2");
    rc = json_set(body, "reliability", json_text(span_sub(grade, 0, 1)), &a->arena, err);
    return rc ? rc
              : json_set(body, "credibility", json_text(span_sub(grade, 1, 1)), &a->arena, err);
}

static struct span file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return span_of(slash != NULL ? slash + 1 : path);
}

/* Its bytes into blobs/, before the entry that names them. */
static enum rc keep_file(struct act *a, const char *path, struct json *body, struct err *err)
{
    struct source_map map = {.mapped = NULL};
    struct sha256_digest hash = {{0}};
    struct disk_path folder;
    struct span hex = {0};
    struct buf b;
    enum rc rc = source_map(path, &map, err);

    if (rc)
        return rc;
    rc = mission_path(&a->m, MISSION_BLOBS, &folder, err);
    if (!rc)
        rc = blobs_put(folder.text, map.bytes, &hash, err);
    buf_init(&b, 128);
    sha256_put_hex(&b, &hash);
    hex = arena_copy(&a->arena, buf_span(&b), err);
    buf_release(&b);
    if (!rc && hex.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        rc = json_set(body, "sha256", json_text(hex), &a->arena, err);
    if (!rc)
        rc = json_set(body, "file", json_text(file_name(path)), &a->arena, err);
    if (!rc)
        rc = json_set(body, "bytes", json_int((int64_t)map.bytes.n), &a->arena, err);
    source_unmap(&map);
    return rc;
}

/* What is stated, and the hand in which it lies now. */
static enum rc set_custody(struct act *a, const struct command_line *line, struct json *body,
                           struct err *err)
{
    struct json file = json_object(), list = json_array(), now = json_object();
    const struct json *given;
    struct span from = command_value(line, X_SOURCE), when;
    struct buf b;
    enum rc rc = RC_OK;

    if (command_has(line, X_CUSTODY))
        rc = inquiry_file(line->values[X_CUSTODY], &a->arena, &file, err);
    given = json_get(&file, "custody");
    for (size_t i = 0; !rc && given != NULL && given->type == JSON_ARRAY && i < given->u.array.n;
         i++) {
        struct span to = json_get_text(&given->u.array.items[i], "to");

        from = to.n > 0 ? to : from;
        rc = json_push(&list, given->u.array.items[i], &a->arena, err);
    }
    if (!rc && command_has(line, X_CUSTODY) && list.u.array.n == 0)
        rc = err_set(err, RC_INPUT, "--custody: no array \"custody\" in it");
    buf_init(&b, 64);
    time_put_instant(&b, mission_now_ms());
    when = arena_copy(&a->arena, buf_span(&b), err);
    buf_release(&b);
    if (!rc && when.p == NULL)
        rc = RC_LIMIT;
    if (!rc)
        rc = json_set(&now, "from", json_text(from), &a->arena, err);
    if (!rc)
        rc = json_set(&now, "to", json_text(a->author->name), &a->arena, err);
    if (!rc)
        rc = json_set(&now, "when", json_text(when), &a->arena, err);
    if (!rc)
        rc = json_push(&list, now, &a->arena, err);
    return rc ? rc : json_set(body, "custody", list, &a->arena, err);
}

static enum rc exhibit_body(struct act *a, const struct command_line *line, struct json *body,
                            struct err *err)
{
    static const struct {
        unsigned option;
        const char *name;
    } texts[] = {{X_TITLE, "title"},
                 {X_SOURCE, "source"},
                 {X_LINEAGE, "lineage"},
                 {X_METHOD, "method"},
                 {X_RESULT, "result"}};
    enum rc rc = set_grade(a, command_value(line, X_GRADE), body, err);

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && !rc; i++)
        rc = set_text(a, line, texts[i].option, texts[i].name, body, err);
    if (rc || !command_has(line, X_FILE))
        return rc ? rc : json_set(body, "missing", json_bool(true), &a->arena, err);
    return set_custody(a, line, body, err);
}

static enum rc add_exhibit(struct act *a, const struct command_line *line, struct err *err)
{
    const struct inquiry_view view = inquiry_view_of(a);
    struct json body = json_object(), trial;
    struct dossier_exhibit checked;
    struct span label = span_none();
    struct dossier d = {0};
    struct uuid id;
    enum rc rc = act_check_right(a, RIGHT_MARK, "lay exhibits before inquiries", err);

    if (!rc)
        rc = inquiry_load(&view, line->operands[1], &a->arena, &d, err);
    if (!rc)
        rc = inquiry_label(a, command_value(line, X_LABEL), d.label, &label, err);
    if (!rc)
        rc = exhibit_body(a, line, &body, err);
    if (!rc)
        rc = inquiry_sign(a, &d, NULL, &body, err);
    if (!rc && command_has(line, X_FILE)) {
        /* all but the file is checked before its bytes are kept */
        trial = body;
        rc = json_set(&trial, "missing", json_bool(true), &a->arena, err);
        if (!rc)
            rc = dossier_read_exhibit(&trial, &a->arena, &checked, err);
        if (!rc)
            rc = keep_file(a, line->values[X_FILE], &body, err);
    }
    if (!rc)
        rc = dossier_read_exhibit(&body, &a->arena, &checked, err);
    if (!rc)
        rc = act_put(a, &(struct act_entry){.kind = ENTRY_EXHIBIT, .body = &body, .label = label},
                     &id, err);
    if (!rc)
        inquiry_print("exhibit", &id);
    return rc;
}

static int run_exhibit(const struct command_line *line)
{
    return act_run(line, "inquiry exhibit", X_BY, add_exhibit);
}

/* ---- reply ---- */

enum reply_option { R_PARTY, R_QUESTION, R_ANSWER, R_SILENT, R_LABEL, R_BY, R_OPTION_COUNT };

static const struct option_row reply_options[R_OPTION_COUNT] = {
    [R_PARTY] = {"party", OPTION_TEXT, "PARTY", NULL, "who was asked"},
    [R_QUESTION] = {"question", OPTION_TEXT, "TEXT", NULL, "what was asked"},
    [R_ANSWER] = {"answer", OPTION_TEXT, "TEXT", NULL, "what it answered"},
    [R_SILENT] = {"silent", OPTION_FLAG, NULL, NULL,
                  "it did not answer in its time: this is told, and is no evidence"},
    [R_LABEL] = {"label", OPTION_TEXT, "LABEL", NULL,
                 "who may read it; left out: who may read the inquiry"},
    [R_BY] = ACT_BY_ROW,
};

static enum rc check_reply(const struct dossier *d, const struct command_line *line,
                           struct err *err)
{
    struct span party = command_value(line, R_PARTY);
    bool is_concerned = false;

    for (size_t i = 0; i < d->n_concerned; i++)
        is_concerned |= span_eq(d->concerned[i], party);
    if (!is_concerned)
        return err_set(err, RC_INPUT, "--party: no party concerned by this inquiry");
    if (command_value(line, R_QUESTION).n == 0)
        return err_set(err, RC_INPUT, "--question is missing: what it was asked");
    if ((command_value(line, R_ANSWER).n > 0) == command_has(line, R_SILENT))
        return err_set(err, RC_INPUT, "state either --answer TEXT or --silent");
    if (command_has(line, R_SILENT) && mission_now_ms() < d->reply_until_ms)
        return err_set(err, RC_CONFLICT, "the parties may still reply: it is too early to say so");
    return RC_OK;
}

static enum rc add_reply(struct act *a, const struct command_line *line, struct err *err)
{
    const struct inquiry_view view = inquiry_view_of(a);
    struct json body = json_object();
    struct span label = span_none();
    struct dossier d = {0};
    struct uuid id;
    enum rc rc = act_check_right(a, RIGHT_MARK, "record replies", err);

    if (!rc)
        rc = inquiry_load(&view, line->operands[1], &a->arena, &d, err);
    if (!rc)
        rc = check_reply(&d, line, err);
    if (!rc)
        rc = inquiry_label(a, command_value(line, R_LABEL), d.label, &label, err);
    if (!rc)
        rc = inquiry_sign(a, &d, "reply", &body, err);
    if (!rc)
        rc = set_text(a, line, R_PARTY, "party", &body, err);
    if (!rc)
        rc = set_text(a, line, R_QUESTION, "question", &body, err);
    if (!rc)
        rc = set_text(a, line, R_ANSWER, "answer", &body, err);
    if (!rc)
        rc = act_put(a, &(struct act_entry){.kind = ENTRY_INQUIRY, .body = &body, .label = label},
                     &id, err);
    if (!rc)
        inquiry_print("reply", &id);
    return rc;
}

static int run_reply(const struct command_line *line)
{
    return act_run(line, "inquiry reply", R_BY, add_reply);
}

/* ---- the commands ---- */

#define EXITS .exits = exits, .n_exits = sizeof(exits) / sizeof(exits[0])

const struct command command_inquiry_open = {
    .noun = "inquiry",
    .verb = "open",
    .operands = "DIR FILE",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "open an inquiry: what it asks, who asks, until when",
    .description =
        "FILE is JSON (docs/formats/inquiry.md): title, terms of reference, the parties concerned, "
        "the panel with nationalities, until when the parties may reply, when it is due, and for "
        "each link of the attribution an exhaustive set of hypotheses with their priors. A panel "
        "with a national of a party concerned, and a set without other_unknown or false_flag, are "
        "refused. Where the mission has a roster, the author needs the right confirm.",
    .options = open_options,
    .n_options = OPEN_OPTION_COUNT,
    EXITS,
    .run = run_open,
};

const struct command command_inquiry_exhibit = {
    .noun = "inquiry",
    .verb = "exhibit",
    .operands = "DIR INQUIRY",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "lay an exhibit before an inquiry, or say what is looked for",
    .description =
        "Keeps the bytes of the file under their SHA-256 and puts on the record what it is, whom "
        "it "
        "came from and through whose hands, how reliable the source and how credible the content "
        "is, and its lineage: ten copies of one video are one lineage and count once. Without "
        "--file it is missing evidence, of which the inquiry says what finding it would tell.",
    .options = exhibit_options,
    .n_options = X_OPTION_COUNT,
    EXITS,
    .run = run_exhibit,
};

const struct command command_inquiry_reply = {
    .noun = "inquiry",
    .verb = "reply",
    .operands = "DIR INQUIRY",
    .min_operands = 2,
    .max_operands = 2,
    .summary = "record what a party was asked and what it answered",
    .description = "A party's silence can be recorded when its time to reply is over. It is told "
                   "in the report and moves no score: silence is no evidence.",
    .options = reply_options,
    .n_options = R_OPTION_COUNT,
    EXITS,
    .run = run_reply,
};
