/* SPDX-License-Identifier: Apache-2.0 */
#include "record/release_text.h"

#include "record/fields.h"
#include "record/statement.h"

/* What the engine derives each reader has anew; keys, rosters, agreements and ballots are what the
 * record itself runs by. */
bool release_kind_is_open(enum entry_kind kind)
{
    switch (kind) {
    case ENTRY_OBSERVATION:
    case ENTRY_INCIDENT:
    case ENTRY_REPORT:
    case ENTRY_CONTEST:
    case ENTRY_CORRECTION:
    case ENTRY_EXHIBIT:
    case ENTRY_FINDING:
    case ENTRY_MEASURE:
    case ENTRY_DECLARATION:
    case ENTRY_DEPLOYMENT:
    case ENTRY_INQUIRY:
        return true;
    case ENTRY_EVENT:
    case ENTRY_VERDICT:
    case ENTRY_DUTY:
    case ENTRY_MISSION:
    case ENTRY_PACT:
    case ENTRY_KEY:
    case ENTRY_ROSTER:
    case ENTRY_IMPORT:
    case ENTRY_CONFIRMATION:
    case ENTRY_WITHDRAWAL:
    case ENTRY_RELEASE:
    case ENTRY_ERASURE:
    case ENTRY_PROPOSAL:
    case ENTRY_BALLOT:
    case ENTRY_DECISION:
    case ENTRY_KIND_COUNT:
        break;
    }
    return false;
}

/* A line that may be left out. */
static enum rc read_line(const struct fields *f, const struct json *o, const char *name,
                         struct span *out)
{
    return json_get(o, name) == NULL ? RC_OK : fields_line(f, o, name, out);
}

static enum rc read_source(const struct fields *f, const struct json *o, struct release_text *t)
{
    struct span text = {0};
    enum rc rc = fields_line(f, o, "source", &text);

    if (!rc)
        rc = uuid_read(text, &t->source, f->err);
    if (!rc)
        rc = fields_line(f, o, "kind", &text);
    if (!rc)
        rc = entry_kind_find(text, &t->kind, f->err);
    if (!rc && !release_kind_is_open(t->kind))
        rc = err_set(f->err, RC_INPUT,
                     "an entry of kind %s is not released: it is derived anew for each reader, or "
                     "the record runs by it",
                     entry_kind_name(t->kind));
    return rc;
}

static enum rc read_content(const struct fields *f, const struct json *o, struct release_text *t)
{
    const struct json *body = NULL;
    enum rc rc = read_line(f, o, "time", &t->time);

    if (!rc)
        rc = read_line(f, o, "zone", &t->zone);
    if (!rc)
        rc = fields_line(f, o, "label", &t->label);
    if (!rc)
        rc = fields_required(f, o, "body", &body);
    if (!rc && body->type != JSON_OBJECT)
        rc = err_set(f->err, RC_INPUT, "body: an object is wanted, not %s",
                     json_type_name(body->type));
    if (rc)
        return rc;
    t->body = *body;
    rc = fields_text(f, o, "reason", &t->reason);
    if (!rc && (t->reason.n == 0 || t->reason.n > RELEASE_REASON_MAX))
        rc = err_set(f->err, RC_RANGE, "reason: 1 to %d bytes are wanted", RELEASE_REASON_MAX);
    return rc;
}

static enum rc read_people(const struct fields *f, const struct json *o, struct release_text *t)
{
    bool is_emergency = json_get(o, "releaser") != NULL || json_get(o, "until") != NULL;
    enum rc rc = RC_OK;

    if (!is_emergency) {
        rc = fields_line(f, o, "drafter", &t->drafter);
        return rc ? rc : fields_line(f, o, "approver", &t->approver);
    }
    if (json_get(o, "drafter") != NULL || json_get(o, "approver") != NULL)
        return err_set(f->err, RC_INPUT,
                       "a release is by \"drafter\" and \"approver\", or in an emergency by "
                       "\"releaser\" up to \"until\": not both");
    rc = fields_line(f, o, "releaser", &t->releaser);
    if (!rc && json_get(o, "until") == NULL)
        rc = err_set(f->err, RC_INPUT, "an emergency release ends: \"until\" is missing");
    return rc ? rc : fields_instant(f, o, "until", &t->until_ms);
}

enum rc release_text_read(struct span text, struct arena *a, struct release_text *out,
                          struct err *err)
{
    static const char *const members[] = {"schema", "source",   "kind",   "time",    "zone",
                                          "label",  "body",     "reason", "drafter", "approver",
                                          "until",  "releaser", NULL};
    const struct fields f = {.text = text, .what = "release", .err = err};
    struct release_text t = {.kind = ENTRY_OBSERVATION, .until_ms = TIME_NEVER};
    struct span schema = {0};
    struct json o;
    enum rc rc = json_parse(text, a, &o, err);

    if (!rc)
        rc = fields_known(&f, &o, "release", members);
    if (!rc)
        rc = fields_text(&f, &o, "schema", &schema);
    if (!rc && !span_is(schema, STATEMENT_RELEASE_SCHEMA))
        rc = err_set(err, RC_UNKNOWN, "schema: %.*s is not " STATEMENT_RELEASE_SCHEMA,
                     SPAN_ARG(schema));
    if (!rc)
        rc = read_source(&f, &o, &t);
    if (!rc)
        rc = read_content(&f, &o, &t);
    if (!rc)
        rc = read_people(&f, &o, &t);
    if (!rc)
        *out = t;
    return rc;
}

enum rc release_copy_body(const struct release_text *t, struct arena *a, struct json *out,
                          struct err *err)
{
    struct json body = json_object();
    enum rc rc = json_set(&body, "says", json_str("copy"), a, err);

    if (!rc)
        rc = json_set(&body, "of", json_str(entry_kind_name(t->kind)), a, err);
    if (!rc)
        rc = json_set(&body, "body", t->body, a, err);
    if (!rc && t->time.n > 0)
        rc = json_set(&body, "time", json_text(t->time), a, err);
    if (!rc && t->zone.n > 0)
        rc = json_set(&body, "zone", json_text(t->zone), a, err);
    if (!rc)
        *out = body;
    return rc;
}
