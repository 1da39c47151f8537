/* SPDX-License-Identifier: Apache-2.0 */
#include "pact/schema.h"

#define KEYWORDS_MAX 64 /* of one scope */

static const struct schema_row *const parts[] = {
    schema_frame, schema_terms, schema_kinds, schema_duties, schema_charter, schema_setup,
};
#define N_PARTS (sizeof(parts) / sizeof(parts[0]))

static const char *const scope_names[SCOPE_ALL] = {
    [SCOPE_FILE] = "a pact file",
    [SCOPE_AGREEMENT] = "an agreement",
    [SCOPE_CHARTER] = "a charter",
    [SCOPE_PARTY] = "a party",
    [SCOPE_LINE] = "a line",
    [SCOPE_AREA] = "an area",
    [SCOPE_CATEGORY] = "a category",
    [SCOPE_CLASS] = "a class of members",
    [SCOPE_RULE] = "a rule",
    [SCOPE_CANDIDATE] = "a candidate",
    [SCOPE_CONSIDER] = "a consideration",
    [SCOPE_MANDATE] = "a mandate",
    [SCOPE_FORCE] = "the force",
    [SCOPE_MISSION] = "a mission",
    [SCOPE_LADDER] = "a ladder",
    [SCOPE_STEP] = "a step",
    [SCOPE_QUIET] = "a condition of quiet",
    [SCOPE_KIND + PACT_CEASEFIRE] = "a ceasefire term",
    [SCOPE_KIND + PACT_WITHDRAWAL] = "a withdrawal term",
    [SCOPE_KIND + PACT_EXCLUSION_ZONE] = "an exclusion_zone term",
    [SCOPE_KIND + PACT_CEILING] = "a ceiling term",
    [SCOPE_KIND + PACT_RATIO] = "a ratio term",
    [SCOPE_KIND + PACT_RATE_LIMIT] = "a rate_limit term",
    [SCOPE_KIND + PACT_REPLACEMENT] = "a replacement term",
    [SCOPE_KIND + PACT_EMBARGO] = "an embargo term",
    [SCOPE_KIND + PACT_NO_FLY] = "a no_fly term",
    [SCOPE_KIND + PACT_LINE_CROSSING] = "a line_crossing term",
    [SCOPE_KIND + PACT_STATUS_QUO] = "a status_quo term",
    [SCOPE_KIND + PACT_ACTIVITY_BAN] = "an activity_ban term",
    [SCOPE_KIND + PACT_RETURN_FIRE] = "a return_fire term",
    [SCOPE_KIND + PACT_STORAGE] = "a storage term",
    [SCOPE_KIND + PACT_CANTONMENT] = "a cantonment term",
    [SCOPE_KIND + PACT_MILESTONE] = "a milestone term",
    [SCOPE_KIND + PACT_DEMOBILISATION] = "a demobilisation term",
    [SCOPE_KIND + PACT_EXCHANGE] = "an exchange term",
    [SCOPE_KIND + PACT_FOREIGN_FORCES] = "a foreign_forces term",
    [SCOPE_KIND + PACT_NOTIFICATION] = "a notification term",
    [SCOPE_KIND + PACT_DECLARATION] = "a declaration term",
    [SCOPE_KIND + PACT_INSPECTION] = "an inspection term",
    [SCOPE_KIND + PACT_FREEDOM_OF_MOVEMENT] = "a freedom_of_movement term",
    [SCOPE_KIND + PACT_PROTECTION] = "a protection term",
    [SCOPE_KIND + PACT_PERIODIC_DUTY] = "a periodic_duty term",
    [SCOPE_KIND + PACT_ON_REQUEST_DUTY] = "an on_request_duty term",
    [SCOPE_KIND + PACT_COMPOSITION] = "a composition term",
    [SCOPE_KIND + PACT_CONSENT_MANDATE] = "a consent_mandate term",
    [SCOPE_KIND + PACT_DISPERSION] = "a dispersion term",
    [SCOPE_KIND + PACT_REACH] = "a reach term",
    [SCOPE_KIND + PACT_TRIPWIRE] = "a tripwire term",
    [SCOPE_SETUP] = "mission.pact",
};

struct schema_walk schema_rows(enum schema_scope scope)
{
    return (struct schema_walk){.scopes = SCOPE_BIT(scope), .next = parts[0]};
}

const struct schema_row *schema_next(struct schema_walk *w)
{
    while (w->part < N_PARTS) {
        const struct schema_row *row = w->next;

        if (row->pattern == NULL) {
            w->part++;
            w->next = w->part < N_PARTS ? parts[w->part] : NULL;
            continue;
        }
        w->next++;
        if ((row->scopes & w->scopes) != 0)
            return row;
    }
    return NULL;
}

bool schema_has_keyword(enum schema_scope scope, struct span keyword)
{
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;

    while ((row = schema_next(&w)) != NULL)
        if (span_is(keyword, row->keyword))
            return true;
    return false;
}

enum schema_scope schema_elsewhere(struct span keyword)
{
    for (int scope = 0; scope < SCOPE_COUNT; scope++)
        if (schema_has_keyword((enum schema_scope)scope, keyword))
            return (enum schema_scope)scope;
    return SCOPE_NONE;
}

const char *schema_nearest(enum schema_scope scope, struct span keyword)
{
    const char *words[KEYWORDS_MAX + 1] = {NULL};
    struct schema_walk w = schema_rows(scope);
    const struct schema_row *row;
    size_t n = 0;

    while ((row = schema_next(&w)) != NULL && n < KEYWORDS_MAX)
        words[n++] = row->keyword;
    return span_nearest(keyword, words);
}

const char *schema_scope_name(enum schema_scope scope)
{
    return scope_names[scope];
}

bool schema_scope_is_kind(enum schema_scope scope)
{
    return scope >= SCOPE_KIND && scope < SCOPE_COUNT;
}

/* The next word of a pattern; a set of words in braces is part of its word. */
static struct span cut_word(const char **p)
{
    const char *start;

    while (**p == ' ')
        (*p)++;
    start = *p;
    while (**p != '\0' && **p != ' ')
        (*p)++;
    return (struct span){.p = start, .n = (size_t)(*p - start)};
}

static char list_mark(struct span *word)
{
    char last = word->n > 1 ? word->p[word->n - 1] : '\0';

    if (last != ',' && last != '&' && last != '|')
        return '\0';
    word->n--;
    return last;
}

struct pattern_element pattern_next(const char **p)
{
    struct span word = cut_word(p);
    struct pattern_element e = {.form = PATTERN_WORD, .word = word};
    size_t colon = span_find(word, ':'), equals = span_find(word, '=');

    if (word.n == 0) {
        e.form = PATTERN_END;
    } else if (span_is(word, "[")) {
        e.form = PATTERN_OPEN;
    } else if (span_is(word, "]")) {
        e.form = PATTERN_CLOSE;
    } else if (word.p[0] == ')') {
        e.form = PATTERN_GROUP_END;
        e.list = list_mark(&e.word);
    } else if (colon < word.n) {
        e.form = word.p[word.n - 1] == '(' ? PATTERN_GROUP : PATTERN_VALUE;
        e.name = span_sub(word, 0, colon);
        e.word = span_from(word, colon + 1);
        e.list = e.form == PATTERN_VALUE ? list_mark(&e.word) : pattern_group_list(*p);
    } else if (equals > 0 && equals < word.n - 1) {
        e.form = PATTERN_FLAG;
        e.name = span_sub(word, 0, equals);
        e.word = span_from(word, equals + 1);
    }
    return e;
}

/* Groups hold no groups, and what may be left out does not hold its like: one level is enough. */
const char *pattern_skip(const char *p)
{
    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_CLOSE || e.form == PATTERN_GROUP_END || e.form == PATTERN_END)
            return p;
        if (e.form == PATTERN_OPEN)
            p = pattern_skip(p);
    }
}

char pattern_group_list(const char *p)
{
    for (;;) {
        struct span word = cut_word(&p);

        if (word.n == 0)
            return '\0';
        if (word.p[0] == ')')
            return list_mark(&word);
    }
}

bool pattern_has_values(const char *p)
{
    struct pattern_element e;

    do {
        e = pattern_next(&p);
    } while (e.form == PATTERN_WORD);
    return e.form != PATTERN_END;
}

bool pattern_is_single(const char *p)
{
    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END)
            return false;
        if ((e.form == PATTERN_VALUE || e.form == PATTERN_GROUP) && e.name.n == 0)
            return true;
    }
}
