/* SPDX-License-Identifier: Apache-2.0 */
/* The words of a policy and their numbers. */
#include "record/label.h"

#include <string.h>

/* What the text form means by itself, so that no word can be taken for a part of it. */
static const char *const reserved[] = {"C", "REL", "ORCON", "BY", "ALL", NULL};

struct word_list {
    const struct label_word *words;
    size_t n, max;
    const char *name;
};

static struct word_list list_of(const struct label_policy *p, enum label_list list)
{
    switch (list) {
    case LABEL_LEVEL:
        return (struct word_list){p->levels, p->n_levels, LABEL_LEVELS_MAX, "level"};
    case LABEL_COMPARTMENT:
        return (struct word_list){p->compartments, p->n_compartments, LABEL_COMPARTMENTS_MAX,
                                  "compartment"};
    case LABEL_MEMBER:
        break;
    }
    return (struct word_list){p->members, p->n_members, LABEL_MEMBERS_MAX, "member"};
}

static bool is_word_char(char c, bool is_first)
{
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';

    return is_letter || (!is_first && ((c >= '0' && c <= '9') || c == '.' || c == '-'));
}

static enum rc check_word(struct span word, const char *what, struct err *err)
{
    if (word.n == 0 || word.n > LABEL_WORD_MAX)
        return err_set(err, RC_INPUT, "the name of a %s has 1 to %d letters, not %zu: \"%.*s\"",
                       what, LABEL_WORD_MAX, word.n, SPAN_ARG(word));
    for (size_t i = 0; i < word.n; i++)
        if (!is_word_char(word.p[i], i == 0))
            return err_set(err, RC_INPUT,
                           "\"%.*s\" is no name of a %s: it needs letters, digits, '_', '.' and "
                           "'-', a letter first",
                           SPAN_ARG(word), what);
    for (size_t i = 0; reserved[i] != NULL; i++)
        if (span_eq_nocase(word, span_of(reserved[i])))
            return err_set(err, RC_INPUT, "\"%s\" means something in labels: name the %s otherwise",
                           reserved[i], what);
    return RC_OK;
}

static struct label_word as_word(struct span s)
{
    struct label_word w = {{0}};

    memcpy(w.text, s.p, s.n);
    return w;
}

enum rc label_policy_init(struct label_policy *out, uint16_t number, struct span id,
                          struct err *err)
{
    enum rc rc = check_word(id, "policy", err);

    if (rc)
        return rc;
    if (number == 0)
        return err_set(err, RC_INPUT, "the number of a policy is at least 1: 0 means none");
    *out = (struct label_policy){.number = number, .id = as_word(id)};
    return RC_OK;
}

static bool find(struct word_list l, struct span word, unsigned *out)
{
    for (unsigned i = 0; i < l.n; i++)
        if (span_eq_nocase(word, span_of(l.words[i].text))) {
            *out = i;
            return true;
        }
    return false;
}

enum rc label_policy_add(struct label_policy *p, enum label_list list, struct span word,
                         struct err *err)
{
    struct word_list l = list_of(p, list);
    unsigned there;
    enum rc rc = check_word(word, l.name, err);

    if (rc)
        return rc;
    if (find(l, word, &there))
        return err_set(err, RC_CONFLICT, "the %s %s is declared twice", l.name,
                       l.words[there].text);
    if (l.n == l.max)
        return err_set(err, RC_LIMIT, "a policy has at most %zu %ss", l.max, l.name);
    if (list == LABEL_LEVEL)
        p->levels[p->n_levels++] = as_word(word);
    else if (list == LABEL_COMPARTMENT)
        p->compartments[p->n_compartments++] = as_word(word);
    else
        p->members[p->n_members++] = as_word(word);
    return RC_OK;
}

enum rc label_policy_add_usual_levels(struct label_policy *p, struct err *err)
{
    static const char *const usual[] = {"PUBLIC", "RESTRICTED", "CONFIDENTIAL", "SECRET"};
    enum rc rc = RC_OK;

    for (size_t i = 0; !rc && i < sizeof(usual) / sizeof(usual[0]); i++)
        rc = label_policy_add(p, LABEL_LEVEL, span_of(usual[i]), err);
    return rc;
}

enum rc label_policy_add_everybody(struct label_policy *p, const struct member_set *all,
                                   struct err *err)
{
    if (member_set_is_empty(all))
        return err_set(err, RC_INPUT, "version %u of the charter has no member",
                       p->n_everybody + 1U);
    for (unsigned i = p->n_members; i < LABEL_MEMBERS_MAX; i++)
        if (member_set_has(all, i))
            return err_set(err, RC_INPUT, "member number %u of ALL@%u has no name", i,
                           p->n_everybody + 1U);
    if (p->n_everybody == LABEL_EVERYBODY_MAX)
        return err_set(err, RC_LIMIT, "a policy knows at most %d versions of its charter",
                       LABEL_EVERYBODY_MAX);
    p->everybody[p->n_everybody++] = *all;
    return RC_OK;
}

/* ": the nearest is x", or all words where there are few: levels in their order. */
static void put_choices(struct buf *b, struct word_list l, struct span word)
{
    const char *words[LABEL_MEMBERS_MAX + 1];
    const char *nearest;

    for (size_t i = 0; i < l.n; i++)
        words[i] = l.words[i].text;
    words[l.n] = NULL;
    nearest = span_nearest(word, words);
    if (nearest != NULL) {
        buf_printf(b, "; the nearest is %s", nearest);
    } else if (l.n > 0 && l.n <= LABEL_LEVELS_MAX) {
        for (size_t i = 0; i < l.n; i++)
            buf_printf(b, "%s%s", i == 0 ? "; known are " : ", ", words[i]);
    } else if (l.n == 0) {
        buf_printf(b, "; it has no %s at all", l.name);
    }
}

enum rc label_policy_find(const struct label_policy *p, enum label_list list, struct span word,
                          unsigned *out, struct err *err)
{
    struct word_list l = list_of(p, list);
    struct buf choices;

    if (find(l, word, out))
        return RC_OK;
    buf_init(&choices, ERR_NOTE_MAX);
    put_choices(&choices, l, word);
    (void)err_set(err, RC_UNKNOWN, "\"%.*s\" is no %s of %s%.*s", SPAN_ARG(word), l.name,
                  p->id.text, SPAN_ARG(buf_span(&choices)));
    buf_release(&choices);
    return RC_UNKNOWN;
}

const char *label_policy_word(const struct label_policy *p, enum label_list list, unsigned i)
{
    struct word_list l = list_of(p, list);

    return i < l.n ? l.words[i].text : "?";
}
