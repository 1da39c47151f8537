/* SPDX-License-Identifier: Apache-2.0 */
/* from_json(json(x)) must be fmt --canonical(x), and lay-out must not change what is said: over the
 * shipped examples, and over pacts that are made up from the table of the language. */
#include "pact_sources.h"

#include "pact/pact_json.h"
#include "pact/text_check.h"

#define TEXT_MAX (4 * MIB)
#define ROUNDS   400

/* --- a pact made up from the table ----------------------------------------------------------- */

struct maker {
    struct buf *b;
    uint64_t state;
    unsigned depth;
};

static uint32_t pick(struct maker *m, uint32_t n)
{
    m->state = m->state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (uint32_t)(m->state >> 33) % n;
}

static const char *any_of(struct maker *m, const char *const *words)
{
    uint32_t n = 0;

    while (words[n] != NULL)
        n++;
    return words[pick(m, n)];
}

/* A text for a value of each type; names need not name anything: that is not asked here. */
static void make_value(struct maker *m, struct span type)
{
    static const struct {
        const char *type;
        const char *values[8];
    } rows[] = {
        {"word", {"alpha", "b.2", "_c-d:e", "x2", NULL}},
        {"party", {"ua", "orlo", "smm", NULL}},
        {"line", {"actual", "B", NULL}},
        {"term", {"pom.1", "7", "2.west", NULL}},
        {"area", {"belt", "\"geo/a.geojson#x\"", "\"geo/b c.geojson\"", NULL}},
        {"areas", {"\"geo/a.geojson\"", NULL}},
        {"axes", {"\"geo/axes.geojson\"", NULL}},
        {"file", {"\"geo/a.geojson#x\"", "\"geo/Лінія.geojson#1\"", NULL}},
        {"sha256", {"\"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\"", NULL}},
        {"string",
         {"\"\"", "\"a \\\"quoted\\\" word\"", "\"\"\"two\nlines\"\"\"", "\"tab\\tback\\\\slash\"",
          "\"Угода\"", "\"# { } ; , is no syntax here\"", NULL}},
        {"zone", {"\"UTC\"", "\"Europe/Kyiv\"", NULL}},
        {"yes", {"yes", "no", NULL}},
        {"state", {"ukr", "usa", "pol", "xyz", NULL}},
        {"side", {"both-sides", "left-side", "ua-side", NULL}},
        {"equipment_class", {"artillery", "mlrs", NULL}},
        {"model", {"\"BM-21\"", "\"9K57 Uragan\"", "2S1", "T-72", NULL}},
        {"selector", {"tank", "personnel", "\"9K57 Uragan\"", "fire", NULL}},
        {"one", {"1", NULL}},
        {"count", {"0", "7", "62500", "1000000", NULL}},
        {"number", {"1.645", "0", "2.5", "100", NULL}},
        {"share", {"0.5", "2/3", "4/6", "1.0", "0", "0.05", "1/3", NULL}},
        {"length", {"15 km", "0.5 km", "250 m", "0 km", "1.5 mm", "123.456 m", NULL}},
        {"altitude", {"-30 m", "0 m", "3 km", NULL}},
        {"calibre", {"100 mm", "0.1 m", "76.2 mm", "122.4 mm", NULL}},
        {"speed", {"14 m/s", "13.9 m/s", NULL}},
        {"elapsed", {"48 h", "15 min", "0.5 h", "90 min", "0.1 min", NULL}},
        {"duration", {"15 d", "42 calendar_days", "3 years", "6 months", "36 h", "0 d", NULL}},
        {"day",
         {"D", "D+14d", "W-2d", "2015-10-03+15d", "2015-02-15T00:00", "2020-07-27T00:01:30.5",
          "2020-07-27T00:01+03:00+48h", NULL}},
        {"op", {">=", "<=", ">", "<", "=", "!=", NULL}},
        {"at_most", {"<=", "<", NULL}},
        {"at_least", {">=", ">", NULL}},
        {"severity", {"grave", "1", "serious", "3", NULL}},
        {"ratio", {"5:2:2", "2:1", NULL}},
        {"majority", {"simple", "2/3", "consensus", "consensus_minus_1", NULL}},
        {"rule", {"important", NULL}},
        {"standard", {"reasonable_grounds", NULL}},
        {"class", {"nato", NULL}},
        {"mandate", {"unga", NULL}},
        {"step", {"combat", NULL}},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (span_is(type, rows[i].type)) {
            buf_puts(m->b, any_of(m, rows[i].values));
            return;
        }
    fail_msg("no value is made of type %.*s", SPAN_ARG(type));
}

static void make_scalar(struct maker *m, struct span type)
{
    struct span rest = type, word, chosen = {0};
    uint32_t n = 0;

    if (span_is(type, "id")) { /* never the same name twice */
        buf_printf(m->b, "n%u", (unsigned)m->b->n);
    } else if (span_is(type, "state")) {
        buf_printf(m->b, "%c%c%c", 'a' + (int)(m->b->n / 676 % 26), 'a' + (int)(m->b->n / 26 % 26),
                   'a' + (int)(m->b->n % 26));
    } else if (span_is(type, "kind")) {
        buf_puts(m->b, pact_kind_name((enum pact_kind)pick(m, PACT_KIND_COUNT)));
    } else if (type.p[0] == '{') {
        while (type_set_next(&rest, &word))
            if (pick(m, ++n) == 0)
                chosen = word;
        buf_put(m->b, chosen);
    } else {
        make_value(m, type);
    }
}

static const char *make_elements(struct maker *m, const char *p);

static const char *list_word(char list)
{
    return list == ',' ? "," : list == '&' ? " and" : " or";
}

/* One element; returns where the pattern goes on. */
static const char *make_element(struct maker *m, const struct pattern_element *e, const char *p)
{
    uint32_t n = e->list == '\0' ? 1 : 1 + pick(m, 3);
    const char *end = p;

    switch (e->form) {
    case PATTERN_WORD:
    case PATTERN_FLAG:
        buf_putc(m->b, ' ');
        buf_put(m->b, e->word);
        return p;
    case PATTERN_OPEN:
        return pick(m, 2) == 0 ? pattern_skip(p) : make_elements(m, p);
    case PATTERN_VALUE:
    case PATTERN_GROUP:
        for (uint32_t i = 0; i < n; i++) {
            if (i > 0)
                buf_puts(m->b, list_word(e->list));
            if (e->form == PATTERN_GROUP) {
                end = make_elements(m, p);
            } else {
                buf_putc(m->b, ' ');
                make_scalar(m, e->word);
            }
        }
        return end;
    case PATTERN_GROUP_END:
    case PATTERN_CLOSE:
    case PATTERN_END:
        break;
    }
    return p;
}

static const char *make_elements(struct maker *m, const char *p)
{
    for (;;) {
        struct pattern_element e = pattern_next(&p);

        if (e.form == PATTERN_END || e.form == PATTERN_CLOSE || e.form == PATTERN_GROUP_END)
            return p;
        p = make_element(m, &e, p);
    }
}

static void make_block(struct maker *m, enum schema_scope scope);

static enum schema_scope scope_of_kind(const struct maker *m)
{
    struct span text = buf_span(m->b);
    size_t n = text.n;

    while (n > 0 && text.p[n - 1] != ' ')
        n--;
    for (int k = 0; k < PACT_KIND_COUNT; k++)
        if (span_is(span_from(text, n), pact_kind_name((enum pact_kind)k)))
            return (enum schema_scope)(SCOPE_KIND + k);
    fail_msg("no kind");
    return SCOPE_NONE;
}

static void make_statement(struct maker *m, const struct schema_row *row)
{
    enum schema_scope child = row->child;

    buf_puts(m->b, (row->flags & ROW_BARE) != 0 ? "" : row->keyword);
    (void)make_elements(m, row->pattern);
    if (child == SCOPE_BY_KIND)
        child = scope_of_kind(m);
    if (child != SCOPE_NONE && ((row->flags & ROW_MAY_BLOCK) == 0 || pick(m, 2) == 0)) {
        buf_puts(m->b, " {\n");
        make_block(m, child);
        buf_putc(m->b, '}');
    }
    buf_puts(m->b, pick(m, 4) == 0 ? "  # said by nobody\n" : pick(m, 4) == 0 ? " ;\n" : "\n");
}

static bool was_made(const struct schema_row *const *made, size_t n, const struct schema_row *row)
{
    for (size_t i = 0; i < n; i++)
        if (span_is(span_of(made[i]->member), row->member))
            return true;
    return false;
}

static void make_block(struct maker *m, enum schema_scope scope)
{
    const struct schema_row *made[128], *row;
    struct schema_walk w = schema_rows(scope);
    size_t n = 0;

    while ((row = schema_next(&w)) != NULL) {
        bool may_repeat = (row->flags & (ROW_MANY | ROW_JOIN)) != 0;
        uint32_t times = may_repeat ? pick(m, 3) : pick(m, 2);

        if ((row->flags & ROW_NO_JSON) != 0 || (!may_repeat && was_made(made, n, row)))
            continue;
        if (((row->flags & ROW_REQUIRED) != 0 && !was_made(made, n, row)) || scope == SCOPE_FILE)
            times = 1;
        for (; times > 0; times--) {
            assert_true(n < 128);
            made[n++] = row;
            make_statement(m, row);
            if (!may_repeat)
                break;
        }
    }
}

/* --- text to JSON without geometry ----------------------------------------------------------- */

static void text_to_json(struct span text, struct arena *a, struct buf *out)
{
    struct err err = {0};
    struct diag_list d;
    struct node_maker m = {.types = {.arena = a, .is_full = &m.is_full}, .diags = &d};
    const struct tree_block *tree;
    struct node_block *file;
    struct json json;

    diag_init(&d, a, &err);
    assert_true(text_check(text, &d));
    tree = tree_parse(text, a, &d);
    file = node_make(tree, &m);
    assert_non_null(file);
    node_check(file, &m);
    for (size_t i = 0; i < d.n && i < 3; i++)
        print_message("%u:%u: %.*s\n", d.items[i].line, d.items[i].column, (int)d.items[i].text.n,
                      d.items[i].text.p);
    if (d.n_errors > 0)
        fail_msg("made text is not valid:\n%.*s", (int)text.n, text.p);
    assert_ok(pact_json_block(file, a, &json, &err));
    json_write(out, &json);
}

static void assert_same(const char *what, const struct buf *a, const struct buf *b)
{
    if (!span_eq(buf_span(a), buf_span(b)))
        fail_msg("%s differ:\n%.*s\n---\n%.*s", what, (int)a->n, a->p, (int)b->n, b->p);
}

/* Every property that one text has to keep. */
static void check_text(struct span text, struct arena *a)
{
    struct buf json, canonical, again, laid_out, twice;
    struct pact_diags diags;
    struct err err = {0};

    buf_init(&json, TEXT_MAX);
    buf_init(&canonical, TEXT_MAX);
    buf_init(&again, TEXT_MAX);
    buf_init(&laid_out, TEXT_MAX);
    buf_init(&twice, TEXT_MAX);
    text_to_json(text, a, &json);
    assert_ok(pact_from_json(buf_span(&json), a, &canonical, &err));
    text_to_json(buf_span(&canonical), a, &again);
    assert_same("the JSON and that of its text", &json, &again);
    buf_clear(&again);
    assert_ok(pact_from_json(buf_span(&json), a, &again, &err));
    assert_same("two texts of one JSON", &canonical, &again);

    assert_ok(pact_format(text, a, &laid_out, &diags, &err));
    assert_ok(pact_format(buf_span(&laid_out), a, &twice, &diags, &err));
    assert_same("a layout and the layout of it", &laid_out, &twice);
    buf_clear(&again);
    text_to_json(buf_span(&laid_out), a, &again);
    assert_same("the JSON before and after layout", &json, &again);
    buf_clear(&twice);
    assert_ok(pact_format(buf_span(&canonical), a, &twice, &diags, &err));
    buf_release(&json);
    buf_release(&canonical);
    buf_release(&again);
    buf_release(&laid_out);
    buf_release(&twice);
}

static void made_up_pacts_come_back_from_their_json(void **state)
{
    struct arena a;
    struct buf text;

    (void)state;
    arena_init(&a, 512 * MIB);
    buf_init(&text, TEXT_MAX);
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        struct maker m = {.b = &text, .state = round * 0x9E3779B97F4A7C15ULL};

        make_block(&m, SCOPE_FILE);
        check_text(buf_span(&text), &a);
        buf_clear(&text);
        arena_reset(&a);
    }
    buf_release(&text);
    arena_release(&a);
}

/* --- the examples, with their geometry ------------------------------------------------------- */

static const char *const examples[] = {
    "examples/aasc/aasc.pact",
    "examples/kalmius/kalmius.pact",
    "examples/minsk/minsk.pact",
    "examples/undof-1974/undof.pact",
};

static void load_file(struct pact_bench *b, const char *path, struct span *text)
{
    char folder[600];
    struct span s = span_of(path);
    size_t slash = s.n;

    while (slash > 0 && s.p[slash - 1] != '/')
        slash--;
    (void)snprintf(folder, sizeof(folder), "%s/%.*s", AASC_ROOT, (int)slash, path);
    bench_init(b, folder);
    *text = bench_read(b, "", path);
    if (bench_load(b, *text) != RC_OK) {
        bench_print(b);
        fail_msg("%s: %s", path, b->err.note);
    }
}

static void examples_come_back_from_their_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
        struct pact_bench b;
        struct buf json, canonical, from_json, again;
        struct sha256_digest hash;
        struct err err = {0};
        struct span text;

        load_file(&b, examples[i], &text);
        buf_init(&json, TEXT_MAX);
        buf_init(&canonical, TEXT_MAX);
        buf_init(&from_json, TEXT_MAX);
        buf_init(&again, TEXT_MAX);
        hash = b.model->hash;
        assert_ok(pact_put_json(b.pact, &json, &err));
        assert_ok(pact_put_text(b.pact, true, &canonical, &err));
        assert_ok(pact_from_json(buf_span(&json), &b.arena, &from_json, &err));
        assert_same("fmt --canonical and from-json", &canonical, &from_json);
        /* the canonical text is a pact of its own, with the same hash */
        assert_int_equal(bench_load(&b, buf_span(&canonical)), RC_OK);
        assert_ok(pact_put_json(b.pact, &again, &err));
        assert_same("the JSON of a pact and of its canonical text", &json, &again);
        assert_memory_equal(&hash, &b.model->hash, sizeof(hash));
        check_text(text, &b.arena);
        buf_release(&json);
        buf_release(&canonical);
        buf_release(&from_json);
        buf_release(&again);
        arena_release(&b.arena);
    }
}

static void comments_and_layout_do_not_change_the_hash(void **state)
{
    struct pact_bench b;
    struct sha256_digest hash;
    struct pact_diags diags;
    struct buf laid_out;
    struct err err = {0};
    struct span text;

    (void)state;
    load_file(&b, examples[2], &text);
    hash = b.model->hash;
    buf_init(&laid_out, TEXT_MAX);
    assert_ok(pact_format(text, &b.arena, &laid_out, &diags, &err));
    assert_false(span_eq(text, buf_span(&laid_out)));
    assert_int_equal(bench_load(&b, buf_span(&laid_out)), RC_OK);
    assert_memory_equal(&hash, &b.model->hash, sizeof(hash));
    buf_release(&laid_out);
    arena_release(&b.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_up_pacts_come_back_from_their_json),
        cmocka_unit_test(examples_come_back_from_their_json),
        cmocka_unit_test(comments_and_layout_do_not_change_the_hash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
