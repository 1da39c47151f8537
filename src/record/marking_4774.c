/* SPDX-License-Identifier: Apache-2.0 */
/* STANAG 4774 (ADatP-4774 edition A): confidentiality labels as XML.
 *
 * The words of the elements become the text of a label, which label_parse then judges: one place
 * knows what a word means. Whatever is not expected refuses the whole. */
#include "record/marking.h"

#include <string.h>

#include "base/time.h"

#define NAMESPACE "urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"
#define ROOT      "originatorConfidentialityLabel"

/* Each category is one part of a label. */
static const struct category {
    const char *tag, *type, *part;
} categories[] = {
    {"Compartment", "RESTRICTIVE", "C"},
    {"Releasable To", "PERMISSIVE", "REL"},
    {"Handling", "RESTRICTIVE", "ORCON"}, /* its one value is ORCON */
    {"Originator", "INFORMATIVE", "BY"},
};

#define N_CATEGORIES (sizeof(categories) / sizeof(categories[0]))

struct xml {
    struct span all, rest;
    struct span prefix; /* of the namespace, with its colon; empty: it is the default one */
    struct span policy, level;
    struct buf parts; /* of the label: "//REL est,lva" */
    size_t n_values;  /* of the category that is being read */
    bool has_audience;
    struct err *err;
};

struct tag {
    struct span name; /* without the prefix */
    struct span attributes;
    bool is_end;
};

static enum rc refuse(const struct xml *x, enum rc rc, const char *what, struct span found)
{
    (void)err_set(x->err, rc, "STANAG 4774, byte %zu: %s: \"%.*s\"", x->all.n - x->rest.n, what,
                  SPAN_ARG(found));
    return rc;
}

/* Past `text`, or to the end. */
static struct span behind(struct span s, const char *text)
{
    size_t n = strlen(text);

    for (size_t i = 0; i + n <= s.n; i++)
        if (memcmp(s.p + i, text, n) == 0)
            return span_from(s, i + n);
    return span_from(s, s.n);
}

/* Past blanks and comments. */
static void skip_blanks(struct xml *x)
{
    for (;;) {
        while (x->rest.n > 0 && strchr(" \t\r\n", x->rest.p[0]) != NULL && x->rest.p[0] != '\0')
            x->rest = span_from(x->rest, 1);
        if (!span_starts(x->rest, SPAN("<!--")))
            return;
        x->rest = behind(span_from(x->rest, 4), "-->");
    }
}

/* The next thing must be a tag; elements without content have no meaning here. */
static enum rc next_tag(struct xml *x, struct tag *out)
{
    struct tag t = {.is_end = false};
    struct span inside;
    size_t end, n = 0;

    skip_blanks(x);
    t.is_end = span_starts(x->rest, SPAN("</"));
    end = span_find(x->rest, '>');
    inside = span_sub(x->rest, t.is_end ? 2 : 1, end - (t.is_end ? 2 : 1));
    if (x->rest.n == 0 || x->rest.p[0] != '<' || end == x->rest.n || inside.n == 0 || end <= 1 ||
        strchr("!?/", inside.p[0]) != NULL || inside.p[inside.n - 1] == '/')
        return refuse(x, RC_INPUT, "an element with content is wanted", span_sub(x->rest, 0, 40));
    while (n < inside.n && strchr(" \t\r\n", inside.p[n]) == NULL)
        n++;
    if (!span_starts(inside, x->prefix) || n <= x->prefix.n)
        return refuse(x, RC_UNSUPPORTED, "an element of another namespace", inside);
    t.name = span_sub(inside, x->prefix.n, n - x->prefix.n);
    t.attributes = span_trim(span_from(inside, n));
    x->rest = span_from(x->rest, end + 1);
    *out = t;
    return RC_OK;
}

/* Attributes one by one; RC_END behind the last. */
static enum rc next_attribute(const struct xml *x, struct span *rest, struct span *name,
                              struct span *value)
{
    size_t equals = span_find(*rest, '='), end;
    struct span quoted = span_trim(span_from(*rest, equals + 1));

    if (rest->n == 0)
        return RC_END;
    if (quoted.n < 2 || (quoted.p[0] != '"' && quoted.p[0] != '\''))
        return refuse(x, RC_INPUT, "attributes are written name=\"value\"", *rest);
    end = span_find(span_from(quoted, 1), quoted.p[0]);
    if (end + 2 > quoted.n)
        return refuse(x, RC_INPUT, "an attribute's value does not end", *rest);
    *name = span_trim(span_sub(*rest, 0, equals));
    *value = span_sub(quoted, 1, end);
    *rest = span_trim(span_from(quoted, end + 2));
    return RC_OK;
}

/* One word of labels: a separator of their text would be read as more than a word. */
static enum rc check_word(const struct xml *x, struct span word)
{
    bool is_word = word.n > 0 && !span_eq_nocase(word, SPAN("ALL"));

    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];

        is_word = is_word && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-');
    }
    return is_word ? RC_OK : refuse(x, RC_UNKNOWN, "no word of labels here", word);
}

static enum rc take_once(const struct xml *x, struct span *out, struct span word)
{
    if (out->p != NULL)
        return refuse(x, RC_INPUT, "stated twice", word);
    *out = word;
    return RC_OK;
}

/* One value of a category. */
static enum rc take_value(struct xml *x, const struct category *c, struct span word)
{
    if (strcmp(c->part, "ORCON") != 0) {
        if (x->n_values == 0)
            buf_printf(&x->parts, "//%s ", c->part);
        else
            buf_putc(&x->parts, ',');
        buf_put(&x->parts, word);
    } else if (!span_eq_nocase(word, SPAN("ORCON")) || x->n_values > 0) {
        return refuse(x, RC_UNSUPPORTED, "a handling without counterpart", word);
    } else {
        buf_puts(&x->parts, "//ORCON");
    }
    x->n_values++;
    x->has_audience = x->has_audience || strcmp(c->part, "REL") == 0;
    return RC_OK;
}

/* The text up to the element's end. */
static enum rc read_text(struct xml *x, struct span name, struct span *out)
{
    size_t n = span_find(x->rest, '<');
    struct tag end = {.is_end = false};
    enum rc rc;

    *out = span_trim(span_sub(x->rest, 0, n));
    x->rest = span_from(x->rest, n);
    rc = next_tag(x, &end);
    if (!rc && (!end.is_end || !span_eq(end.name, name)))
        rc = refuse(x, RC_INPUT, "an element does not end in its order", end.name);
    return rc;
}

/* The row of a category's Type and TagName; of other elements nothing but URI is passed over. */
static enum rc read_attributes(const struct xml *x, const struct tag *t,
                               const struct category **out)
{
    struct span rest = t->attributes, name = span_none(), value = span_none();
    struct span tag = span_none(), type = span_none();
    bool is_category = span_is(t->name, "Category");
    enum rc rc;

    while ((rc = next_attribute(x, &rest, &name, &value)) == RC_OK) {
        if (is_category && span_is(name, "TagName") && tag.p == NULL)
            tag = value;
        else if (is_category && span_is(name, "Type") && type.p == NULL)
            type = value;
        else if (!span_is(name, "URI") && !span_is(name, "IDType"))
            return refuse(x, RC_UNSUPPORTED, "an attribute without counterpart", name);
    }
    if (rc != RC_END || !is_category)
        return rc == RC_END ? RC_OK : rc;
    for (size_t i = 0; i < N_CATEGORIES; i++)
        if (span_eq_nocase(tag, span_of(categories[i].tag)) && span_is(type, categories[i].type)) {
            *out = &categories[i];
            return RC_OK;
        }
    return refuse(x, RC_UNSUPPORTED, "a category without counterpart in labels", t->attributes);
}

/* What an element holds: which stands in which, and what becomes of its text. */
static enum rc read_children(struct xml *x, const char *parent, const struct category *c)
{
    static const struct {
        const char *parent, *name;
        enum { GROUP, PASSED_OVER, POLICY, LEVEL, VALUE } kind;
    } rows[] = {
        {ROOT, "ConfidentialityInformation", GROUP},
        {ROOT, "OriginatorID", PASSED_OVER},
        {ROOT, "CreationDateTime", PASSED_OVER},
        {"ConfidentialityInformation", "Category", GROUP},
        {"ConfidentialityInformation", "PolicyIdentifier", POLICY},
        {"ConfidentialityInformation", "Classification", LEVEL},
        {"Category", "GenericValue", VALUE},
    };

    for (;;) {
        struct tag t = {.is_end = false};
        struct span word = span_none();
        size_t i = 0, n = sizeof(rows) / sizeof(rows[0]);
        const struct category *inner = NULL;
        enum rc rc = next_tag(x, &t);

        if (rc || (t.is_end && span_eq_nocase(t.name, span_of(parent))))
            return rc;
        while (i < n && (strcmp(rows[i].parent, parent) != 0 || !span_is(t.name, rows[i].name)))
            i++;
        if (t.is_end || i == n)
            return refuse(x, RC_UNSUPPORTED, "an element without counterpart in labels", t.name);
        rc = read_attributes(x, &t, &inner);
        if (!rc && rows[i].kind != GROUP)
            rc = read_text(x, t.name, &word);
        if (!rc && rows[i].kind >= POLICY)
            rc = check_word(x, word);
        if (!rc && rows[i].kind == GROUP) {
            x->n_values = 0;
            rc = read_children(x, rows[i].name, inner);
            if (!rc && inner != NULL && x->n_values == 0)
                rc = refuse(x, RC_INPUT, "a category without a value", t.attributes);
        } else if (!rc && rows[i].kind == VALUE && c != NULL) {
            rc = take_value(x, c, word);
        } else if (!rc && rows[i].kind >= POLICY) {
            rc = take_once(x, rows[i].kind == POLICY ? &x->policy : &x->level, word);
        }
        if (rc)
            return rc;
    }
}

/* The root, whose prefix must stand for the namespace, and all in it. */
static enum rc read_document(struct xml *x)
{
    struct tag t = {.is_end = false};
    struct span rest, ours, name = span_none(), value = span_none();
    bool is_bound = false;
    size_t colon;
    enum rc rc;

    if (span_starts(x->rest, SPAN("<?xml ")))
        x->rest = behind(x->rest, "?>");
    rc = next_tag(x, &t);
    if (rc)
        return rc;
    colon = span_find(t.name, ':');
    ours = colon < t.name.n ? span_sub(t.name, 0, colon) : span_none();
    x->prefix = colon < t.name.n ? span_sub(t.name, 0, colon + 1) : SPAN("");
    if (t.is_end || !span_eq_nocase(span_from(t.name, x->prefix.n), SPAN(ROOT)))
        return refuse(x, RC_INPUT, "an " ROOT " is wanted", t.name);
    rest = t.attributes;
    while ((rc = next_attribute(x, &rest, &name, &value)) == RC_OK) {
        if (ours.n == 0 ? span_is(name, "xmlns")
                        : span_starts(name, SPAN("xmlns:")) && span_eq(span_from(name, 6), ours))
            is_bound = span_is(value, NAMESPACE);
        else if (!span_starts(name, SPAN("xmlns")) && !span_is(name, "ReviewDateTime"))
            return refuse(x, RC_UNSUPPORTED, "an attribute without counterpart", name);
    }
    if (rc == RC_END && !is_bound)
        return refuse(x, RC_INPUT, "the element is not of the namespace " NAMESPACE, t.name);
    rc = rc == RC_END ? read_children(x, ROOT, NULL) : rc;
    skip_blanks(x);
    if (!rc && x->rest.n > 0)
        rc = refuse(x, RC_INPUT, "text behind the label", span_sub(x->rest, 0, 40));
    return rc;
}

enum rc marking_read_4774(const struct label_policy *p, struct span xml, struct label *out,
                          struct err *err)
{
    struct xml x = {.all = xml, .rest = xml, .prefix = SPAN(""), .err = err};
    struct buf text;
    enum rc rc;

    if (xml.n > MARKING_BYTES_MAX || !span_is_utf8(xml, NULL))
        return err_set(err, RC_INPUT, "STANAG 4774: not UTF-8, or more than %zu bytes",
                       MARKING_BYTES_MAX);
    buf_init(&x.parts, MARKING_BYTES_MAX);
    buf_init(&text, MARKING_BYTES_MAX);
    rc = read_document(&x);
    if (!rc && (x.policy.p == NULL || x.level.p == NULL || !x.has_audience))
        rc = err_set(err, RC_INPUT,
                     "STANAG 4774: PolicyIdentifier, Classification or the category Releasable To "
                     "is missing");
    if (!rc) {
        buf_put(&text, x.policy);
        buf_putc(&text, ':');
        buf_put(&text, x.level);
        buf_put(&text, buf_span(&x.parts));
        rc = buf_check(&x.parts, err);
        rc = rc ? rc : buf_check(&text, err);
        rc = rc ? rc : label_parse(p, buf_span(&text), out, err);
        if (rc)
            (void)err_prefix(err, rc, "STANAG 4774: ");
    }
    buf_release(&text);
    buf_release(&x.parts);
    return rc;
}

/* ---- out ---- */

static void put_category(struct buf *b, const struct category *c, struct span words)
{
    buf_printf(b, "<slab:Category Type=\"%s\" TagName=\"%s\">", c->type, c->tag);
    while (words.p != NULL) {
        struct span word = span_cut(&words, ',');

        buf_puts(b, "<slab:GenericValue>");
        buf_put(b, word);
        buf_puts(b, "</slab:GenericValue>");
    }
    buf_puts(b, "</slab:Category>");
}

/* The words of one category of a label, with commas; empty: none. */
static void put_words(struct buf *words, const struct label_policy *p, const struct label *l,
                      const char *part)
{
    if (strcmp(part, "REL") == 0) {
        label_put_members(words, p, &l->releasable); /* never ALL: others do not know it */
    } else if (strcmp(part, "BY") == 0) {
        label_put_members(words, p, &l->originators);
    } else if (strcmp(part, "ORCON") == 0) {
        buf_puts(words, l->is_orcon ? "ORCON" : "");
    } else {
        for (unsigned i = 0; i < p->n_compartments; i++)
            if ((l->compartments >> i & 1) != 0)
                buf_printf(words, "%s%s", words->n > 0 ? "," : "", p->compartments[i].text);
    }
}

enum rc marking_put_4774(struct buf *b, const struct label_policy *p, const struct label *l,
                         int64_t at_ms, struct err *err)
{
    struct buf words;

    buf_init(&words, LABEL_TEXT_MAX);
    buf_printf(b,
               "<slab:originatorConfidentialityLabel xmlns:slab=\"" NAMESPACE "\">"
               "<slab:ConfidentialityInformation><slab:PolicyIdentifier>%s</slab:PolicyIdentifier>"
               "<slab:Classification>%s</slab:Classification>",
               p->id.text, label_policy_word(p, LABEL_LEVEL, l->level));
    for (size_t i = 0; i < N_CATEGORIES; i++) {
        buf_clear(&words);
        put_words(&words, p, l, categories[i].part);
        if (words.n > 0)
            put_category(b, &categories[i], buf_span(&words));
    }
    buf_puts(b, "</slab:ConfidentialityInformation><slab:CreationDateTime>");
    time_put_instant(b, at_ms);
    buf_puts(b, "</slab:CreationDateTime></slab:originatorConfidentialityLabel>");
    buf_release(&words);
    return buf_check(b, err);
}
