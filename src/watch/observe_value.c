/* SPDX-License-Identifier: Apache-2.0 */
/* observe_value.c: the values of members that are no places and no items. */
#include "watch/reading.h"

#include <assert.h>

#define NAMES_MAX 1000

/* C0 controls but tab and line ends: nobody writes them, and they hide things in listings. */
static bool is_control(char c)
{
    return ((unsigned char)c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

enum rc reading_text(const struct json *v, struct span *out, struct err *err)
{
    if (v->type != JSON_STRING)
        return err_set(err, RC_INPUT, "must be text in quotes, not %s", json_type_name(v->type));
    for (size_t i = 0; i < v->u.text.n; i++)
        if (is_control(v->u.text.p[i]))
            return err_set(err, RC_INPUT, "holds the control character 0x%02x at byte %zu",
                           (unsigned)(unsigned char)v->u.text.p[i], i);
    *out = v->u.text;
    return RC_OK;
}

enum rc reading_number(const struct json *v, double min, double max, double *out, struct err *err)
{
    double x;

    if (!json_number(v, &x))
        return err_set(err, RC_INPUT, "must be a number, not %s", json_type_name(v->type));
    if (!(x >= min && x <= max))
        return err_set(err, RC_RANGE, "%.10g lies outside %.10g to %.10g", x, min, max);
    *out = x;
    return RC_OK;
}

enum rc reading_only(const struct json *v, const char *const *names, const char *what,
                     struct err *err)
{
    if (v->type != JSON_OBJECT)
        return err_set(err, RC_INPUT, "%s must be an object, not %s", what,
                       json_type_name(v->type));
    for (size_t i = 0; i < v->u.object.n; i++) {
        struct span name = v->u.object.members[i].name;
        const char *near;
        size_t k = 0;

        while (names[k] != NULL && !span_is(name, names[k]))
            k++;
        if (names[k] != NULL)
            continue;
        near = span_nearest(name, names);
        return err_set(err, RC_UNKNOWN, "%s has no member \"%.*s\"%s%s%s", what, SPAN_ARG(name),
                       near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
                       near == NULL ? "" : "\"?");
    }
    return RC_OK;
}

enum rc reading_time(const struct observe *o, const struct json *v, struct time_span *out,
                     bool *is_ambiguous, struct err *err)
{
    struct span text = {0};
    enum rc rc;

    if (v->type != JSON_STRING)
        return err_set(err, RC_INPUT,
                       "must be a time in quotes like \"2020-07-10T20:05:10Z\", not %s",
                       json_type_name(v->type));
    rc = reading_text(v, &text, err);
    if (rc)
        return rc;
    if (o->world.zone != NULL)
        return zone_read_span(o->world.zone, text, out, is_ambiguous, err);
    if (is_ambiguous != NULL)
        *is_ambiguous = false;
    rc = time_parse_instant(text, &out->t0_ms, err);
    out->t1_ms = out->t0_ms;
    return rc;
}

/* Each reader writes to `to`, and to `too` where the table gives one. */
#define READER(name_)                                                                              \
    static enum rc name_(struct observe *o, const struct member *m, const struct json *v,          \
                         void *to, void *too, struct err *err)
#define UNUSED(x) (void)(x)

READER(read_text)
{
    struct span text = {0};
    enum rc rc = reading_text(v, &text, err);

    UNUSED(m), UNUSED(too);
    return rc != RC_OK ? rc : reading_keep(o, text, to, err);
}

READER(read_name)
{
    struct span text = {0};
    enum rc rc = reading_text(v, &text, err);

    UNUSED(m), UNUSED(too);
    if (rc)
        return rc;
    if (text.n == 0)
        return err_set(err, RC_INPUT, "is empty; leave it out where it is not known");
    return reading_intern(o, text, to, err);
}

READER(read_word)
{
    struct span text = {0};
    int value = 0;
    enum rc rc = reading_text(v, &text, err);

    UNUSED(o), UNUSED(too);
    if (rc == RC_OK)
        rc = vocab_find((enum vocab_list)m->list, text, &value, err);
    if (rc == RC_OK)
        memcpy(to, &value, sizeof(value)); /* the enums of vocab.h are ints */
    return rc;
}

static bool holds(const struct span *words, size_t n, struct span word)
{
    for (size_t i = 0; i < n; i++)
        if (span_eq(words[i], word))
            return true;
    return false;
}

static bool uses_word(const struct pact_term *t, int list, struct span word)
{
    if (list == VOCAB_MEANS && t->kind == PACT_FREEDOM_OF_MOVEMENT)
        return holds(t->u.freedom.means, t->u.freedom.n_means, word);
    if ((list == VOCAB_ACTIVITY || list == VOCAB_NOTICE_ABOUT) && t->kind == PACT_NOTIFICATION)
        return span_eq(t->u.notification.activity, word);
    return false;
}

/* What an agreement itself calls an activity or a means is a word too. */
static bool agreement_uses(const struct observe *o, int list, struct span word)
{
    const struct pact_model *m = o->world.model;

    for (size_t g = 0; m != NULL && g < m->n_agreements; g++)
        for (size_t i = 0; i < m->agreements[g].n_terms; i++)
            if (uses_word(&m->agreements[g].terms[i], list, word))
                return true;
    return false;
}

READER(read_list_word)
{
    struct span text = {0};
    int value = 0;
    enum rc rc = reading_text(v, &text, err);

    UNUSED(too);
    if (rc)
        return rc;
    rc = vocab_find((enum vocab_list)m->list, text, &value, err);
    if (rc != RC_OK && agreement_uses(o, m->list, text))
        return reading_intern(o, text, to, err);
    if (rc == RC_OK)
        *(struct span *)to = span_of(vocab_word((enum vocab_list)m->list, value));
    return rc;
}

/* A digit may be written as a number. */
READER(read_letter)
{
    char c = 0;

    UNUSED(o), UNUSED(too);
    if (v->type == JSON_INT && v->u.i >= 0 && v->u.i <= 9)
        c = (char)('0' + v->u.i);
    else if (v->type == JSON_STRING && v->u.text.n == 1)
        c = v->u.text.p[0];
    if (c == 0 || strchr(m->letters, c) == NULL)
        return err_set(err, RC_INPUT, "must be %c to %c", m->letters[0],
                       m->letters[strlen(m->letters) - 1]);
    *(char *)to = c;
    return RC_OK;
}

READER(read_flag)
{
    UNUSED(o), UNUSED(m), UNUSED(too);
    if (v->type != JSON_TRUE && v->type != JSON_FALSE)
        return err_set(err, RC_INPUT, "must be true or false, not %s", json_type_name(v->type));
    *(bool *)to = v->type == JSON_TRUE;
    return RC_OK;
}

READER(read_real)
{
    UNUSED(o), UNUSED(too);
    return reading_number(v, m->min, m->max, to, err);
}

READER(read_float)
{
    double x = 0;
    enum rc rc = reading_number(v, m->min, m->max, &x, err);

    UNUSED(o), UNUSED(too);
    if (rc == RC_OK)
        *(float *)to = (float)x;
    return rc;
}

READER(read_interval)
{
    enum rc rc = reading_time(o, v, to, NULL, err);

    UNUSED(m);
    if (rc == RC_OK && too != NULL)
        *(bool *)too = true;
    return rc;
}

READER(read_when)
{
    UNUSED(m);
    return reading_time(o, v, to, too, err);
}

READER(read_instant)
{
    struct time_span when = {0};
    enum rc rc = reading_time(o, v, &when, NULL, err);

    UNUSED(too);
    if (rc == RC_OK)
        *(int64_t *)to = m->type == MEMBER_KNOWN ? when.t1_ms : when.t0_ms;
    return rc;
}

/* Only that it is there, and a time: `time` may stand behind it in the row, so that observe.c puts
 * the two together at the end. */
READER(read_until)
{
    struct time_span when = {0};
    enum rc rc = reading_time(o, v, &when, NULL, err);

    UNUSED(m), UNUSED(to);
    if (rc == RC_OK)
        *(bool *)too = true;
    return rc;
}

READER(read_place)
{
    UNUSED(m), UNUSED(too);
    return place_read(o, v, to, err);
}

READER(read_area)
{
    UNUSED(m), UNUSED(too);
    return place_read_area(o, v, to, err);
}

READER(read_count)
{
    enum rc rc = reading_count(v, to, err);

    UNUSED(o), UNUSED(m);
    if (rc == RC_OK && too != NULL)
        *(bool *)too = true;
    return rc;
}

READER(read_actor)
{
    struct actor *actor = to;
    struct span party = {0};
    enum rc rc = read_name(o, m, v, &party, NULL, err);

    UNUSED(too);
    if (rc)
        return rc;
    *actor = (struct actor){.form = ACTOR_PARTY, .party = party};
    if (span_is(party, "both"))
        *actor = (struct actor){.form = ACTOR_BOTH};
    else if (span_is(party, "undetermined"))
        *actor = (struct actor){.form = ACTOR_UNDETERMINED};
    return RC_OK;
}

READER(read_items)
{
    UNUSED(m);
    return items_read(o, v, to, too, err);
}

READER(read_json)
{
    enum rc rc;
    struct buf b;

    UNUSED(m), UNUSED(too);
    buf_init(&b, OBSERVE_ROW_BYTES_MAX);
    json_write(&b, v);
    rc = buf_check(&b, err);
    if (rc == RC_OK)
        rc = reading_keep(o, buf_span(&b), to, err);
    buf_release(&b);
    return rc;
}

READER(read_line)
{
    UNUSED(m), UNUSED(too);
    return place_read_line(o, v, to, err);
}

/* The nearest id that an agreement has, for a message; empty: none is near. */
static struct span nearest_id(const struct pact_model *m, struct span id,
                              struct span (*id_at)(const struct pact_agreement *, size_t))
{
    size_t least = id.n / 3 + 2;
    struct span best = {0}, other;

    for (size_t g = 0; g < m->n_agreements; g++)
        for (size_t i = 0; (other = id_at(&m->agreements[g], i)).n > 0; i++) {
            size_t d = span_edit_distance(id, other);

            if (d < least) {
                least = d;
                best = other;
            }
        }
    return best;
}

enum rc reading_known_id(const struct observe *o, struct span id, const char *what,
                         struct span (*id_at)(const struct pact_agreement *, size_t),
                         struct err *err)
{
    const struct pact_model *m = o->world.model;
    struct span other, near;

    if (m == NULL)
        return RC_OK;
    for (size_t g = 0; g < m->n_agreements; g++)
        for (size_t i = 0; (other = id_at(&m->agreements[g], i)).n > 0; i++)
            if (span_eq(id, other))
                return RC_OK;
    near = nearest_id(m, id, id_at);
    return err_set(err, RC_UNKNOWN, "the agreement has no %s \"%.*s\"%s%.*s%s", what, SPAN_ARG(id),
                   near.n == 0 ? "" : "; did you mean \"", SPAN_ARG(near),
                   near.n == 0 ? "" : "\"?");
}

static struct span line_id(const struct pact_agreement *g, size_t i)
{
    return i < g->n_lines ? g->lines[i].id : span_none();
}

static struct span term_id(const struct pact_agreement *g, size_t i)
{
    return i < g->n_terms ? g->terms[i].id : span_none();
}

READER(read_line_id)
{
    enum rc rc = read_name(o, m, v, to, NULL, err);

    UNUSED(too);
    return rc != RC_OK ? rc : reading_known_id(o, *(struct span *)to, "line", line_id, err);
}

READER(read_term_id)
{
    enum rc rc = read_name(o, m, v, to, NULL, err);

    UNUSED(too);
    return rc != RC_OK ? rc : reading_known_id(o, *(struct span *)to, "term", term_id, err);
}

READER(read_names)
{
    struct span *names;

    if (v->type != JSON_ARRAY)
        return err_set(err, RC_INPUT, "must be a list of names, not %s", json_type_name(v->type));
    if (v->u.array.n > NAMES_MAX)
        return err_set(err, RC_RANGE, "more than %d names", NAMES_MAX);
    names = arena_array(o->arena, v->u.array.n, sizeof(*names), err);
    if (names == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < v->u.array.n; i++) {
        enum rc rc = read_name(o, m, &v->u.array.items[i], &names[i], NULL, err);

        if (rc)
            return err_prefix(err, rc, "name %zu ", i + 1);
    }
    *(const struct span **)to = names;
    *(uint32_t *)too = (uint32_t)v->u.array.n;
    return RC_OK;
}

_Static_assert(offsetof(struct observation_more, movement_to) ==
                   offsetof(struct observation_more, movement_from) + sizeof(struct span),
               "read_movement writes the two behind one another");

READER(read_movement)
{
    static const char *const names[] = {"from", "to", NULL};
    struct span *ends = to;
    enum rc rc = reading_only(v, names, "a movement", err);

    UNUSED(too);
    for (size_t i = 0; i < 2 && rc == RC_OK; i++) {
        const struct json *end = reading_get(v, names[i]);

        if (end == NULL)
            continue;
        rc = read_name(o, m, end, &ends[i], NULL, err);
        if (rc)
            return err_prefix(err, rc, "%s: ", names[i]);
    }
    return rc;
}

/* "corps-1" or {"id": "corps-1", "p": 0.7}; p where the kind keeps one. */
READER(read_command)
{
    static const char *const names[] = {"id", "p", NULL};
    const struct json *id, *p;
    enum rc rc;

    if (v->type == JSON_STRING)
        return read_name(o, m, v, to, NULL, err);
    rc = reading_only(v, names, "a command", err);
    if (rc)
        return rc;
    id = reading_get(v, "id");
    p = reading_get(v, "p");
    if (id == NULL)
        return err_set(err, RC_INPUT, "id: missing");
    if (p != NULL && too == NULL)
        return err_set(err, RC_INPUT, "p: a party states its command, it does not guess it");
    rc = read_name(o, m, id, to, NULL, err);
    if (rc)
        return err_prefix(err, rc, "id: ");
    if (p != NULL)
        rc = reading_number(p, 0, 1, too, err);
    return rc != RC_OK ? err_prefix(err, rc, "p: ") : RC_OK;
}

/* 10, or {"category": "tank", "by": 10}; a limit may be lowered too. */
READER(read_limit_change)
{
    static const char *const names[] = {"category", "by", NULL};
    struct limit_change found = {0};
    const struct json *by = v, *category = NULL;
    enum rc rc = RC_OK;

    if (v->type == JSON_OBJECT) {
        rc = reading_only(v, names, "limit_change", err);
        by = reading_get(v, "by");
        category = reading_get(v, "category");
    }
    if (rc)
        return rc;
    if (by == NULL || by->type != JSON_INT || by->u.i > COUNT_STATED_MAX ||
        by->u.i < -COUNT_STATED_MAX)
        return err_set(err, RC_INPUT, "by: must be a whole number up to %lld", COUNT_STATED_MAX);
    found.by = by->u.i;
    if (category != NULL)
        rc = read_name(o, m, category, &found.category, NULL, err);
    if (rc)
        return err_prefix(err, rc, "category: ");
    *(struct limit_change *)to = found;
    *(bool *)too = true;
    return RC_OK;
}

enum rc member_read(struct observe *o, const struct member *m, const struct json *v, void *to,
                    void *too, struct err *err)
{
    static enum rc (*const readers[MEMBER_TYPE_COUNT])(struct observe *, const struct member *,
                                                       const struct json *, void *, void *,
                                                       struct err *) = {
        [MEMBER_TEXT] = read_text,         [MEMBER_NAME] = read_name,
        [MEMBER_WORD] = read_word,         [MEMBER_LIST_WORD] = read_list_word,
        [MEMBER_LETTER] = read_letter,     [MEMBER_FLAG] = read_flag,
        [MEMBER_REAL] = read_real,         [MEMBER_FLOAT] = read_float,
        [MEMBER_INTERVAL] = read_interval, [MEMBER_WHEN] = read_when,
        [MEMBER_INSTANT] = read_instant,   [MEMBER_KNOWN] = read_instant,
        [MEMBER_UNTIL] = read_until,       [MEMBER_PLACE] = read_place,
        [MEMBER_AREA] = read_area,         [MEMBER_COUNT] = read_count,
        [MEMBER_ACTOR] = read_actor,       [MEMBER_ITEMS] = read_items,
        [MEMBER_JSON] = read_json,         [MEMBER_LINE] = read_line,
        [MEMBER_LINE_ID] = read_line_id,   [MEMBER_TERM_ID] = read_term_id,
        [MEMBER_NAMES] = read_names,       [MEMBER_MOVEMENT] = read_movement,
        [MEMBER_COMMAND] = read_command,   [MEMBER_LIMIT_CHANGE] = read_limit_change,
    };

    assert(m->type < MEMBER_TYPE_COUNT);
    return readers[m->type](o, m, v, to, too, err);
}
