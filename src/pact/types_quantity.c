/* SPDX-License-Identifier: Apache-2.0 */
/* types_quantity.c: the types of numbers, fractions, quantities with units, days, comparisons. */
#include "base/rational.h"
#include "pact/day.h"
#include "pact/decimal.h"
#include "pact/types_part.h"

#define TEXT_MAX       200
#define COUNT_MAX      INT64_C(1000000000)
#define CALIBRE_MAX_MM 5000 /* the widest guns have 1 m, the widest missiles 3 m */

/* What a unit measures. Calendar days and months are no fixed length of time. */
enum dimension { LENGTH, ELAPSED, DAYS, MONTHS, SPEED, ANGLE, N_DIMENSIONS };

static const char *const dimension_names[N_DIMENSIONS] = {
    "a length", "a time", "a number of calendar days", "a number of months", "a speed", "an angle",
};

/* Factor to the unit of JSON: metres, milliseconds, days, months, metres a second, degrees. */
static const struct unit {
    const char *word;
    enum dimension dimension;
    int64_t factor, divisor;
} units[] = {
    {"m", LENGTH, 1, 1},           {"km", LENGTH, 1000, 1},
    {"mm", LENGTH, 1, 1000},       {"min", ELAPSED, MS_PER_MIN, 1},
    {"h", ELAPSED, MS_PER_H, 1},   {"d", DAYS, 1, 1},
    {"calendar_days", DAYS, 1, 1}, {"months", MONTHS, 1, 1},
    {"years", MONTHS, 12, 1},      {"m/s", SPEED, 1, 1},
    {"deg", ANGLE, 1, 1},
};
#define N_UNITS (sizeof(units) / sizeof(units[0]))

static const char *const endings[] = {"_ms", "_d", "_months", NULL};

const char *const *type_endings(void)
{
    return endings;
}

static const struct unit *unit_find(const struct token *t)
{
    for (size_t i = 0; t != NULL && t->kind == TOK_WORD && i < N_UNITS; i++)
        if (span_is(t->text, units[i].word))
            return &units[i];
    return NULL;
}

/* Number and unit at the cursor, which moves behind them; NULL where something else stands. */
static const struct unit *read_quantity(struct cursor *c, const char *wanted,
                                        struct decimal *number, struct err *why)
{
    const struct unit *unit;
    const struct token *t = cursor_token(c);
    struct err err = {0};

    if (t != NULL && t->kind == TOK_NAME) {
        (void)err_set(why, RC_INPUT, "%.*s is no quantity; write %s, with a blank before the unit",
                      SPAN_ARG(t->raw), wanted);
        return NULL;
    }
    if (t == NULL || t->kind != TOK_NUMBER) {
        (void)type_refuse(c, wanted, why);
        return NULL;
    }
    if (decimal_parse(t->text, number, &err)) {
        (void)err_set(why, RC_RANGE, "%.*s: %s", SPAN_ARG(t->text), err.note);
        return NULL;
    }
    c->at++;
    unit = unit_find(cursor_token(c));
    if (unit != NULL) {
        c->at++;
        return unit;
    }
    if (cursor_token(c) == NULL)
        (void)err_set(why, RC_INPUT, "%.*s lacks its unit; %s belongs here", SPAN_ARG(t->raw),
                      wanted);
    else
        (void)err_set(why, RC_INPUT,
                      "%.*s is no unit (m, km, mm, min, h, d, months, years, m/s); %s belongs here",
                      SPAN_ARG(cursor_token(c)->raw), wanted);
    return NULL;
}

static bool wrong_dimension(struct cursor *c, const struct unit *unit, const char *wanted,
                            struct err *why)
{
    c->at -= 2;
    (void)err_set(why, RC_INPUT, "%.*s %s is %s, but %s belongs here",
                  SPAN_ARG(c->args[c->at].token.raw), unit->word, dimension_names[unit->dimension],
                  wanted);
    return false;
}

static bool give(struct cursor *c, enum rc rc, struct decimal d, struct type_value *out,
                 const struct err *err, struct err *why)
{
    if (rc) {
        c->at -= 2;
        (void)err_set(why, rc, "%s", err->note);
        return false;
    }
    *out = (struct type_value){.json = decimal_json(d), .ending = ""};
    return true;
}

/* A quantity of one dimension, in JSON times `shown` of its unit; not below zero unless signed. */
static bool read_plain(struct cursor *c, enum dimension dimension, const char *wanted,
                       int64_t shown, struct type_value *out, struct err *why)
{
    struct decimal d = {0};
    const struct unit *unit = read_quantity(c, wanted, &d, why);
    struct err err = {0};
    enum rc rc;

    if (unit == NULL)
        return false;
    if (unit->dimension != dimension)
        return wrong_dimension(c, unit, wanted, why);
    rc = decimal_scale(d, unit->factor * shown, &d, &err);
    if (!rc)
        rc = decimal_divide(d, unit->divisor, &d, &err);
    return give(c, rc, d, out, &err, why);
}

static bool not_below_zero(struct cursor *c, struct type_value *v, const char *wanted,
                           struct err *why)
{
    double n = 0;

    if (json_number(&v->json, &n) && n >= 0)
        return true;
    c->at -= 2;
    (void)err_set(why, RC_RANGE, "%s cannot be below zero", wanted);
    return false;
}

#define READ_PLAIN(function, dimension, wanted, shown)                                             \
    static bool function(struct cursor *c, const struct type_context *x, struct type_value *out,   \
                         struct err *why)                                                          \
    {                                                                                              \
        (void)x;                                                                                   \
        return read_plain(c, dimension, wanted, shown, out, why) &&                                \
               not_below_zero(c, out, wanted, why);                                                \
    }

READ_PLAIN(read_length, LENGTH, "a length such as 15 km", 1)
READ_PLAIN(read_speed, SPEED, "a speed such as 14 m/s", 1)

static bool read_calibre(struct cursor *c, const struct type_context *x, struct type_value *out,
                         struct err *why)
{
    const char *wanted = "a calibre such as 100 mm";
    double mm = 0;

    (void)x;
    if (!read_plain(c, LENGTH, wanted, 1000, out, why) || !not_below_zero(c, out, wanted, why))
        return false;
    if (json_number(&out->json, &mm) && mm <= CALIBRE_MAX_MM)
        return true;
    c->at -= 2;
    (void)err_set(why, RC_RANGE, "no weapon is wider than %d mm; write %s", CALIBRE_MAX_MM, wanted);
    return false;
}

static bool read_altitude(struct cursor *c, const struct type_context *x, struct type_value *out,
                          struct err *why)
{
    (void)x;
    return read_plain(c, LENGTH, "an altitude such as 300 m", 1, out, why);
}

/* Whole days and months; elapsed time in milliseconds. */
static bool read_time(struct cursor *c, bool is_elapsed, const char *wanted, struct type_value *out,
                      struct err *why)
{
    struct decimal d = {0};
    const struct unit *unit = read_quantity(c, wanted, &d, why);
    struct err err = {0};
    enum rc rc;

    if (unit == NULL)
        return false;
    if (unit->dimension != ELAPSED && unit->dimension != DAYS && unit->dimension != MONTHS)
        return wrong_dimension(c, unit, wanted, why);
    if (is_elapsed && unit->dimension == DAYS) {
        c->at -= 2;
        (void)err_set(why, RC_INPUT,
                      "%.*s %s are calendar days, which are not all of one length; here elapsed "
                      "time is counted: write 24 h for each",
                      SPAN_ARG(c->args[c->at].token.raw), unit->word);
        return false;
    }
    if (is_elapsed && unit->dimension != ELAPSED)
        return wrong_dimension(c, unit, wanted, why);
    rc = decimal_scale(d, unit->factor, &d, &err);
    if (!rc && d.exponent < 0)
        rc = err_set(&err, RC_RANGE, "parts of %s are not counted; write a whole number",
                     unit->dimension == ELAPSED ? "a millisecond"
                     : unit->dimension == DAYS  ? "a day"
                                                : "a month");
    if (!give(c, rc, d, out, &err, why) || !not_below_zero(c, out, wanted, why))
        return false;
    out->ending = unit->dimension == ELAPSED ? "_ms" : unit->dimension == DAYS ? "_d" : "_months";
    return true;
}

static bool read_elapsed(struct cursor *c, const struct type_context *x, struct type_value *out,
                         struct err *why)
{
    (void)x;
    return read_time(c, true, "elapsed time such as 48 h", out, why);
}

static bool read_duration(struct cursor *c, const struct type_context *x, struct type_value *out,
                          struct err *why)
{
    (void)x;
    return read_time(c, false, "a length of time such as 15 d or 48 h", out, why);
}

static bool read_number(struct cursor *c, const struct type_context *x, struct type_value *out,
                        struct err *why)
{
    const struct token *t = cursor_token(c);
    struct decimal d;

    (void)x;
    if (t == NULL || t->kind != TOK_NUMBER)
        return type_refuse(c, "a number such as 1.645", why);
    if (decimal_parse(t->text, &d, why))
        return false;
    if (d.digits < 0) {
        (void)err_set(why, RC_RANGE, "a number such as 1.645 cannot be below zero");
        return false;
    }
    c->at++;
    *out = (struct type_value){.json = decimal_json(d), .ending = ""};
    return true;
}

static bool read_count(struct cursor *c, const struct type_context *x, struct type_value *out,
                       struct err *why)
{
    const struct token *t = cursor_token(c);
    struct decimal d = {0};

    (void)x;
    if (t == NULL || t->kind != TOK_NUMBER)
        return type_refuse(c, "a whole number", why);
    if (decimal_parse(t->text, &d, why))
        return false;
    if (d.exponent < 0 || d.digits < 0 || decimal_json(d).u.i > COUNT_MAX) {
        (void)err_set(why, RC_RANGE, "%.*s is no count; write a whole number from 0 to %lld",
                      SPAN_ARG(t->raw), (long long)COUNT_MAX);
        return false;
    }
    c->at++;
    *out = (struct type_value){.json = decimal_json(d), .ending = ""};
    return true;
}

static bool read_one(struct cursor *c, const struct type_context *x, struct type_value *out,
                     struct err *why)
{
    const struct token *t = cursor_token(c);

    (void)x;
    if (t == NULL || !span_is(t->raw, "1"))
        return type_refuse(c, "1, the version of the language that this program reads,", why);
    c->at++;
    *out = (struct type_value){.json = json_int(1), .ending = ""};
    return true;
}

static bool give_text(struct cursor *c, const struct type_context *x, const struct buf *b,
                      struct type_value *out, struct err *why)
{
    struct span text = arena_copy(x->arena, buf_span(b), why);

    if (text.p == NULL) {
        *x->is_full = true;
        return false;
    }
    c->at++;
    *out = (struct type_value){.json = json_text(text), .ending = ""};
    return true;
}

/* Kept exact: 0.05 is 1/20. */
static bool read_share(struct cursor *c, const struct type_context *x, struct type_value *out,
                       struct err *why)
{
    const struct token *t = cursor_token(c);
    const char *wanted = "a share from 0 to 1 such as 0.95 or 2/3";
    struct rational r = {0};
    struct buf b;
    bool ok;

    if (t == NULL || (t->kind != TOK_NUMBER && t->kind != TOK_FRACTION))
        return type_refuse(c, wanted, why);
    if (rational_parse(t->text, &r, why) || r.num < 0 || r.num > r.den) {
        (void)err_set(why, RC_RANGE, "%.*s is not %s", SPAN_ARG(t->raw), wanted);
        return false;
    }
    buf_init(&b, TEXT_MAX);
    rational_put(&b, r);
    ok = give_text(c, x, &b, out, why);
    buf_release(&b);
    return ok;
}

static bool read_day(struct cursor *c, const struct type_context *x, struct type_value *out,
                     struct err *why)
{
    const struct token *t = cursor_token(c);
    struct day d;
    struct buf b;
    bool ok;

    if (t == NULL || (t->kind != TOK_WORD && t->kind != TOK_DAY && t->kind != TOK_DATE))
        return type_refuse(c, "a day such as D+14d, 2015-02-15 or 2015-02-15T00:00", why);
    if (day_parse(t->text, &d, why))
        return false;
    buf_init(&b, TEXT_MAX);
    day_put(&b, &d);
    ok = give_text(c, x, &b, out, why);
    buf_release(&b);
    return ok;
}

static bool read_op(struct cursor *c, const char *known, const char *wanted, struct type_value *out,
                    struct err *why)
{
    const struct token *t = cursor_token(c);
    struct span rest = span_of(known);

    if (t == NULL || t->kind != TOK_OP)
        return type_refuse(c, wanted, why);
    while (rest.p != NULL)
        if (span_eq(span_cut(&rest, ' '), t->raw)) {
            c->at++;
            *out = (struct type_value){.json = json_text(t->raw), .ending = ""};
            return true;
        }
    return type_refuse(c, wanted, why);
}

#define READ_OP(function, known, wanted)                                                           \
    static bool function(struct cursor *c, const struct type_context *x, struct type_value *out,   \
                         struct err *why)                                                          \
    {                                                                                              \
        (void)x;                                                                                   \
        return read_op(c, known, wanted, out, why);                                                \
    }

READ_OP(read_any_op, ">= <= > < = !=", "one of >= <= > < = !=")
READ_OP(read_at_most, "<= <", "<= or <")
READ_OP(read_at_least, ">= >", ">= or >")

static bool read_severity(struct cursor *c, const struct type_context *x, struct type_value *out,
                          struct err *why)
{
    static const char *const names[] = {"administrative", "minor", "moderate", "serious", "grave"};
    const struct token *t = cursor_token(c);

    (void)x;
    for (size_t i = 0; t != NULL && i < sizeof(names) / sizeof(names[0]); i++)
        if (span_is(t->raw, names[i]) || (t->raw.n == 1 && t->raw.p[0] == (char)('1' + (int)i))) {
            c->at++;
            *out = (struct type_value){.json = json_str(names[i]), .ending = ""};
            return true;
        }
    return type_refuse(c, "administrative, minor, moderate, serious or grave (or 1 to 5)", why);
}

static bool read_ratio(struct cursor *c, const struct type_context *x, struct type_value *out,
                       struct err *why)
{
    const struct token *t = cursor_token(c);
    struct span rest, part;
    size_t n = 0;
    bool ok = t != NULL && t->kind == TOK_NAME;

    (void)x;
    for (rest = ok ? t->raw : span_none(); ok && rest.p != NULL; n++) {
        part = span_cut(&rest, ':');
        ok = part.n > 0 && part.n < 10 && part.p[0] != '0';
        for (size_t i = 0; i < part.n; i++)
            ok = ok && part.p[i] >= '0' && part.p[i] <= '9';
    }
    if (!ok || n < 2)
        return type_refuse(c, "a proportion such as 5:2:2", why);
    c->at++;
    *out = (struct type_value){.json = json_text(t->raw), .ending = ""};
    return true;
}

/* simple, consensus, consensus_minus_1 … consensus_minus_9, or a fraction. */
static bool read_majority(struct cursor *c, const struct type_context *x, struct type_value *out,
                          struct err *why)
{
    static const char minus[] = "consensus_minus_";
    const struct token *t = cursor_token(c);

    if (t != NULL && t->kind == TOK_FRACTION)
        return read_share(c, x, out, why);
    if (t == NULL || !type_is_word(t) ||
        (!span_is(t->text, "simple") && !span_is(t->text, "consensus") &&
         !(span_starts(t->text, span_of(minus)) && t->text.n == sizeof(minus) &&
           t->text.p[sizeof(minus) - 1] >= '1' && t->text.p[sizeof(minus) - 1] <= '9')))
        return type_refuse(c, "simple, consensus, consensus_minus_1 or a fraction such as 2/3",
                           why);
    c->at++;
    *out = (struct type_value){.json = json_text(t->text), .ending = ""};
    return true;
}

static enum rc put_quantity(const struct json *v, const char *unit, struct buf *b, struct err *err)
{
    struct decimal d;
    enum rc rc = decimal_from_json(v, &d, err);

    if (rc)
        return rc;
    decimal_put(b, d);
    buf_puts(b, unit);
    return RC_OK;
}

#define PUT_QUANTITY(function, unit)                                                               \
    static enum rc function(const struct json *v, const char *ending, struct buf *b,               \
                            struct err *err)                                                       \
    {                                                                                              \
        (void)ending;                                                                              \
        return put_quantity(v, unit, b, err);                                                      \
    }

PUT_QUANTITY(put_number, "")
PUT_QUANTITY(put_length, " m")
PUT_QUANTITY(put_calibre, " mm")
PUT_QUANTITY(put_speed, " m/s")

/* Whole hours as h, everything else as min. */
static enum rc put_time(const struct json *v, const char *ending, struct buf *b, struct err *err)
{
    struct decimal d;
    enum rc rc = decimal_from_json(v, &d, err);
    bool is_hours = !rc && v->type == JSON_INT && v->u.i % MS_PER_H == 0;

    if (rc)
        return rc;
    if (!span_is(span_of(ending), "_ms"))
        return put_quantity(v, span_is(span_of(ending), "_d") ? " d" : " months", b, err);
    rc = decimal_divide(d, is_hours ? MS_PER_H : MS_PER_MIN, &d, err);
    if (rc)
        return rc;
    decimal_put(b, d);
    buf_puts(b, is_hours ? " h" : " min");
    return RC_OK;
}

static enum rc put_text(const struct json *v, const char *ending, struct buf *b, struct err *err)
{
    (void)ending;
    if (v->type != JSON_STRING)
        return err_set(err, RC_INPUT, "%s stands where a string belongs", json_type_name(v->type));
    for (size_t i = 0; i < v->u.text.n; i++)
        if (!type_is_bare(span_sub(v->u.text, i, 1)) &&
            (v->u.text.p[i] == '\0' || strchr("-+.:/<>=!", v->u.text.p[i]) == NULL))
            return err_set(err, RC_INPUT, "\"%.*s\" cannot stand here", SPAN_ARG(v->u.text));
    buf_put(b, v->u.text);
    return RC_OK;
}

#define NUMBER   "{\"type\":\"number\",\"minimum\":0}"
#define WHOLE    "{\"type\":\"integer\",\"minimum\":0}"
#define FRACTION "{\"type\":\"string\",\"pattern\":\"^[0-9]+(/[0-9]+)?$\"}"
#define OP(list) "{\"enum\":[" list "]}"
#define AT_MOST  "\"<\",\"<=\""
#define AT_LEAST "\">\",\">=\""

const struct type_row type_quantities[] = {
    {"one", "1", "the version", REF_NONE, false, read_one, put_number, "{\"const\":1}"},
    {"count", "N", "a whole number", REF_NONE, false, read_count, put_number, WHOLE},
    {"number", "N", "a number", REF_NONE, false, read_number, put_number, NUMBER},
    {"share", "SHARE", "a share from 0 to 1, as a decimal or a fraction; kept exact", REF_NONE,
     false, read_share, put_text, FRACTION},
    {"length", "LENGTH", "a length in m, km or mm", REF_NONE, false, read_length, put_length,
     NUMBER},
    {"altitude", "LENGTH", "an altitude in m or km", REF_NONE, false, read_altitude, put_length,
     "{\"type\":\"number\"}"},
    {"calibre", "CALIBRE", "a length in mm", REF_NONE, false, read_calibre, put_calibre, NUMBER},
    {"speed", "SPEED", "a speed in m/s", REF_NONE, false, read_speed, put_speed, NUMBER},
    {"elapsed", "TIME", "elapsed time in h or min", REF_NONE, true, read_elapsed, put_time, WHOLE},
    {"duration", "TIME", "h or min for elapsed time, d for calendar days, months or years",
     REF_NONE, true, read_duration, put_time, WHOLE},
    {"day", "DAY",
     "a date, a local time, an instant with offset or a named day, with +14d behind "
     "it where needed",
     REF_NONE, false, read_day, put_text, "{\"type\":\"string\"}"},
    {"op", "OP", "a comparison: >= <= > < = !=", REF_NONE, false, read_any_op, put_text,
     OP(AT_MOST "," AT_LEAST ",\"=\",\"!=\"")},
    {"at_most", "<=", "<= or <", REF_NONE, false, read_at_most, put_text, OP(AT_MOST)},
    {"at_least", ">=", ">= or >", REF_NONE, false, read_at_least, put_text, OP(AT_LEAST)},
    {"severity", "SEVERITY", "administrative, minor, moderate, serious, grave, or 1 to 5", REF_NONE,
     false, read_severity, type_put_word,
     "{\"enum\":[\"administrative\",\"minor\",\"moderate\",\"serious\",\"grave\"]}"},
    {"ratio", "5:2:2", "a proportion", REF_NONE, false, read_ratio, put_text,
     "{\"type\":\"string\",\"pattern\":\"^[1-9][0-9]*(:[1-9][0-9]*)+$\"}"},
    {"majority", "MAJORITY", "simple, a fraction, consensus, consensus_minus_1", REF_NONE, false,
     read_majority, put_text, "{\"type\":\"string\"}"},
    {0},
};
