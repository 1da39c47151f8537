/* SPDX-License-Identifier: Apache-2.0 */
#include "council/word.h"

#include "record/fields.h"

/* What each may say beside who says it: a member that it has no use for would be lost unseen. */
enum { HAS_SCOPE = 1, HAS_CONSULTATION = 2, HAS_TIME = 4 };
static const struct {
    const char *name;
    unsigned has;
} rows[WORD_SAYS_COUNT] = {
    [WORD_CONSENTS] = {"consents", HAS_SCOPE},    [WORD_WITHDRAWS] = {"withdraws", HAS_SCOPE},
    [WORD_SPEAKS] = {"speaks", HAS_CONSULTATION}, [WORD_APPLIES] = {"applies", 0},
    [WORD_LEAVES] = {"leaves", HAS_TIME},
};

const char *word_says_name(enum word_says says)
{
    return rows[says].name;
}

static enum rc read_says(const struct fields *f, const struct json *o, enum word_says *out)
{
    struct span text = {0};
    enum rc rc = fields_line(f, o, "says", &text);

    for (int i = 0; i < WORD_SAYS_COUNT && !rc; i++)
        if (span_is(text, rows[i].name)) {
            *out = (enum word_says)i;
            return RC_OK;
        }
    return rc ? rc
              : err_set(f->err, RC_UNKNOWN,
                        "says: \"%.*s\"; a State consents, withdraws, speaks, applies or leaves",
                        SPAN_ARG(text));
}

/* A line that may be left out. */
static enum rc read_line(const struct fields *f, const struct json *o, const char *name,
                         struct span *out)
{
    return json_get(o, name) == NULL ? RC_OK : fields_line(f, o, name, out);
}

static enum rc check_members(const struct fields *f, const struct json *o, const struct word *w)
{
    const char *says = rows[w->says].name;
    unsigned has = rows[w->says].has;
    bool has_scope = w->mandate.n > 0 || w->proposal.n > 0;

    if ((has & HAS_SCOPE) != 0 && (w->mandate.n > 0) == (w->proposal.n > 0))
        return err_set(f->err, RC_INPUT,
                       "who %s says to what: \"mandate\" or \"proposal\", one of the two", says);
    if ((has & HAS_SCOPE) == 0 && has_scope)
        return err_set(f->err, RC_INPUT, "who %s names no mandate and no proposal", says);
    if (((has & HAS_CONSULTATION) != 0) != (w->consultation.n > 0))
        return err_set(f->err, RC_INPUT,
                       "\"consultation\" names the one that a State speaks in, and stands nowhere "
                       "else");
    if ((has & HAS_CONSULTATION) != 0 && w->text.n == 0)
        return err_set(f->err, RC_INPUT, "who speaks says something: \"text\" is missing");
    if ((has & HAS_TIME) == 0 && json_get(o, "at") != NULL)
        return err_set(f->err, RC_INPUT, "\"at\" is when a State leaves, and stands nowhere else");
    return RC_OK;
}

static enum rc read_members(const struct fields *f, const struct json *o, struct word *w)
{
    static const int64_t bounds[2] = {1, WORD_SEQUENCE_MAX};
    const struct json *unused;
    enum rc rc = fields_line(f, o, "state", &w->state);

    if (!rc)
        rc = fields_required(f, o, "sequence", &unused);
    if (!rc)
        rc = fields_integer(f, o, "sequence", bounds, &w->sequence);
    if (!rc)
        rc = read_says(f, o, &w->says);
    if (!rc)
        rc = read_line(f, o, "mandate", &w->mandate);
    if (!rc)
        rc = read_line(f, o, "proposal", &w->proposal);
    if (!rc)
        rc = read_line(f, o, "consultation", &w->consultation);
    if (!rc && json_get(o, "text") != NULL)
        rc = fields_text(f, o, "text", &w->text);
    if (!rc && w->text.n > WORD_TEXT_MAX)
        rc = err_set(f->err, RC_LIMIT, "text: more than %d bytes", WORD_TEXT_MAX);
    return rc ? rc : fields_instant(f, o, "at", &w->leaves_ms);
}

enum rc word_read(struct span text, struct arena *a, struct word *out, struct err *err)
{
    static const char *const members[] = {"schema",   "state",        "sequence", "says", "mandate",
                                          "proposal", "consultation", "text",     "at",   NULL};
    const struct fields f = {.text = text, .what = "declaration", .err = err};
    struct word w = {.says = WORD_CONSENTS, .leaves_ms = TIME_ALWAYS};
    struct span schema = {0};
    struct json o;
    enum rc rc = json_parse(text, a, &o, err);

    if (!rc)
        rc = fields_known(&f, &o, "declaration", members);
    if (!rc)
        rc = fields_text(&f, &o, "schema", &schema);
    if (!rc && !span_is(schema, STATEMENT_DECLARATION_SCHEMA))
        rc = err_set(err, RC_UNKNOWN, "schema: %.*s is not " STATEMENT_DECLARATION_SCHEMA,
                     SPAN_ARG(schema));
    if (!rc)
        rc = read_members(&f, &o, &w);
    if (!rc)
        rc = check_members(&f, &o, &w);
    if (!rc)
        *out = w;
    return rc;
}
