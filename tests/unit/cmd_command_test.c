/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <string.h>

#include "cmd/command.h"
#include "cmd/grid.h"
#include "cmd/help.h"

#define ARGS(...)  ((const char *const[]){__VA_ARGS__})
#define COUNT(...) ((int)(sizeof(ARGS(__VA_ARGS__)) / sizeof(char *)))

enum { OPT_FLAG, OPT_TEXT, OPT_WORD };
static const char *const words[] = {"red", "green", NULL};
static const struct option_row options[] = {
    [OPT_FLAG] = {"verbose", OPTION_FLAG, NULL, NULL, "say more"},
    [OPT_TEXT] = {"name", OPTION_TEXT, "NAME", NULL, "what to call it"},
    [OPT_WORD] = {"colour", OPTION_WORD, "COLOUR", words, "how to paint it"},
};
static const struct command sample = {
    .noun = "paint",
    .operands = "FILE",
    .min_operands = 1,
    .max_operands = 2,
    .summary = "paint a file",
    .description = "Paints.",
    .options = options,
    .n_options = 3,
};

static struct command_line line;
static const char *store[16];
static bool wants_help;
static struct err err;

static enum rc read_line(int argc, const char *const *argv)
{
    err = (struct err){0};
    return command_read(&sample, argc, argv, store, &line, &wants_help, &err);
}
#define READ(...) read_line(COUNT(__VA_ARGS__), ARGS(__VA_ARGS__))

static void options_and_operands_may_stand_anywhere(void **state)
{
    (void)state;
    assert_ok(READ("a", "--name", "x", "b", "--verbose"));
    assert_int_equal(line.n_operands, 2);
    assert_string_equal(line.operands[0], "a");
    assert_string_equal(line.operands[1], "b");
    assert_span(command_value(&line, OPT_TEXT), "x");
    assert_true(command_has(&line, OPT_FLAG));
    assert_false(command_has(&line, OPT_WORD));
    assert_ok(READ("--name=x=y", "a"));
    assert_span(command_value(&line, OPT_TEXT), "x=y");
    assert_ok(READ("--name", "--verbose", "a")); /* the next word, whatever it is */
    assert_span(command_value(&line, OPT_TEXT), "--verbose");
    assert_ok(READ("--", "--name", "-"));
    assert_string_equal(line.operands[0], "--name");
    assert_ok(READ("-"));
    assert_string_equal(line.operands[0], "-");
    assert_ok(READ("a", "--quiet"));
    assert_true(line.terminal.is_quiet);
    assert_ok(READ("-q", "a"));
    assert_true(line.terminal.is_quiet);
}

static void help_is_found_before_anything_is_refused(void **state)
{
    (void)state;
    assert_ok(READ("--nonsense", "--help"));
    assert_true(wants_help);
    assert_ok(READ("-h"));
    assert_true(wants_help);
    assert_ok(READ("--", "--help"));
    assert_false(wants_help);
}

static void faults_say_what_would_be_right(void **state)
{
    (void)state;
    assert_int_equal(READ("a", "--nam", "x"), RC_UNKNOWN);
    assert_note("did you mean --name?");
    assert_int_equal(READ("a", "--xyzzy"), RC_UNKNOWN);
    assert_note("there is no option --xyzzy");
    assert_int_equal(READ("a", "--name"), RC_INPUT);
    assert_note("--name needs a value: --name NAME");
    assert_int_equal(READ("a", "--name="), RC_INPUT);
    assert_note("not empty");
    assert_int_equal(READ("a", "--verbose=1"), RC_INPUT);
    assert_note("takes no value");
    assert_int_equal(READ("a", "--name", "x", "--name", "y"), RC_INPUT);
    assert_note("given twice");
    assert_int_equal(READ("a", "--colour", "gren"), RC_UNKNOWN);
    assert_note("did you mean green?");
    assert_int_equal(READ("a", "--colour", "mauve"), RC_UNKNOWN);
    assert_note("it is one of red, green");
    assert_int_equal(READ("--verbose"), RC_INPUT);
    assert_note("aasc paint FILE");
    assert_int_equal(READ("a", "b", "c"), RC_INPUT);
    assert_note("too many words");
    assert_int_equal(READ("a", "-v"), RC_UNKNOWN);
    assert_note("-v");
}

/* ---- help ---- */

static void every_command_has_what_help_and_manual_print(void **state)
{
    const struct command *const *table = command_table();

    (void)state;
    for (size_t i = 0; table[i] != NULL; i++) {
        const struct command *c = table[i];
        int n_words;
        const char *argv[2] = {c->noun, c->verb};

        assert_non_null(c->noun);
        assert_non_null(c->operands);
        assert_non_null(c->summary);
        assert_non_null(c->description);
        assert_non_null(c->run);
        assert_true(c->n_options <= COMMAND_OPTIONS_MAX);
        assert_ptr_equal(command_find(c->verb == NULL ? 1 : 2, argv, &n_words), c);
        for (size_t k = 0; k < c->n_options; k++) {
            assert_non_null(c->options[k].name);
            assert_non_null(c->options[k].help);
            assert_true((c->options[k].type == OPTION_FLAG) == (c->options[k].value == NULL));
            assert_true((c->options[k].type == OPTION_WORD) == (c->options[k].words != NULL));
        }
    }
}

static void text_is_wrapped_by_columns(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 4096);
    help_put_wrapped(&b, SPAN("one two three four"), 2, 12);
    assert_span(buf_span(&b), "one two\n  three four\n");
    buf_clear(&b);
    help_put_wrapped(&b, SPAN("\xD0\x96\xD0\x96\xD0\x96 \xD0\x96\xD0\x96\xD0\x96 \xD0\x96"), 0, 7);
    assert_span(buf_span(&b), "\xD0\x96\xD0\x96\xD0\x96 \xD0\x96\xD0\x96\xD0\x96\n\xD0\x96\n");
    buf_clear(&b);
    help_put_wrapped(&b, SPAN("averyverylongword x"), 0, 5);
    assert_span(buf_span(&b), "averyverylongword\nx\n");
    buf_release(&b);
}

/* ---- widths ---- */

static void columns_are_those_of_a_terminal(void **state)
{
    static const struct {
        const char *text;
        size_t columns;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"\xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2", 4}, /* Cyrillic */
        {"\xD0\xB8\xCC\x86", 1},                 /* a combining breve */
        {"\xE6\x97\xA5\xE6\x9C\xAC", 4},         /* wide */
        {"\xE2\x80\x8B", 0},                     /* zero-width space */
        {"a\xFF"
         "b",
         3},                 /* no UTF-8: one column a byte */
        {"\xE2\x80\x93", 1}, /* en dash */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(text_columns(span_of(rows[i].text)), rows[i].columns);
    assert_int_equal(text_fit(SPAN("\xD0\x9A\xD0\xB8\xD1\x97"), 2), 4);
    assert_int_equal(text_fit(SPAN("\xE6\x97\xA5\xE6\x9C\xAC"), 3), 3);
    assert_int_equal(text_fit(SPAN("abc"), 9), 3);
}

static void text_from_outside_cannot_steer(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 256);
    text_put_clean(&b, SPAN("a\x1b[2J\rb\tc\n\xE2\x80\xAE\xC2\x9B"));
    assert_span(buf_span(&b), "a\xEF\xBF\xBD[2J\xEF\xBF\xBD"
                              "b\tc\n\xEF\xBF\xBD\xEF\xBF\xBD");
    buf_release(&b);
}

/* ---- grids ---- */

static const struct grid_column grid_columns[] = {{GRID_LEFT, true}, {GRID_RIGHT, false}};

static void put_grid(struct buf *b, int columns, const char *const (*rows)[2], size_t n)
{
    const struct terminal t = {.columns = columns};
    struct arena a;
    struct grid g = {.arena = &a, .columns = grid_columns, .n_columns = 2};

    arena_init(&a, MIB);
    for (size_t i = 0; i < n; i++) {
        struct grid_cell *row = grid_row(&g);

        grid_set(&g, &row[0], STYLE_PLAIN, "%s", rows[i][0]);
        grid_set(&g, &row[1], STYLE_ALARM, "%s", rows[i][1]);
    }
    grid_put(&g, &t, 1, b);
    arena_release(&a);
}

static void a_list_gives_way_to_a_terminal_alone(void **state)
{
    struct terminal t = {.columns = 15, .is_terminal = true};
    struct buf seen, piped;
    struct arena a;
    struct grid g = {.arena = &a, .columns = grid_columns, .n_columns = 2};
    struct grid_cell *row;

    (void)state;
    arena_init(&a, MIB);
    buf_init(&seen, 4096);
    buf_init(&piped, 4096);
    row = grid_row(&g);
    grid_set(&g, &row[0], STYLE_PLAIN, "an id that is long");
    grid_set(&g, &row[1], STYLE_PLAIN, "5");
    grid_put_list(&g, &t, 0, &seen);
    t.is_terminal = false;
    grid_put_list(&g, &t, 0, &piped);
    assert_span(buf_span(&seen), "an id that \xE2\x80\xA6  5\n");
    assert_span(buf_span(&piped), "an id that is long  5\n");
    buf_release(&seen);
    buf_release(&piped);
    arena_release(&a);
}

static void columns_are_aligned_and_give_way(void **state)
{
    static const char *const rows[][2] = {
        {"\xD0\x90\xD0\xB2\xD0\xB4\xD1\x96\xD1\x97\xD0\xB2\xD0\xBA\xD0\xB0 the long one", "5"},
        {"b", "12"},
        {"", ""},
    };
    struct buf b;

    (void)state;
    buf_init(&b, 4096);
    put_grid(&b, 80, rows, 3);
    assert_span(buf_span(&b),
                " \xD0\x90\xD0\xB2\xD0\xB4\xD1\x96\xD1\x97\xD0\xB2\xD0\xBA\xD0\xB0 the long one"
                "   5\n b                      12\n\n");
    buf_clear(&b);
    put_grid(&b, 15, rows, 2);
    assert_span(buf_span(&b),
                " \xD0\x90\xD0\xB2\xD0\xB4\xD1\x96\xD1\x97\xD0\xB2\xD0\xBA\xD0\xB0 \xE2\x80\xA6"
                "   5\n b           12\n");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_and_operands_may_stand_anywhere),
        cmocka_unit_test(help_is_found_before_anything_is_refused),
        cmocka_unit_test(faults_say_what_would_be_right),
        cmocka_unit_test(every_command_has_what_help_and_manual_print),
        cmocka_unit_test(text_is_wrapped_by_columns),
        cmocka_unit_test(columns_are_those_of_a_terminal),
        cmocka_unit_test(text_from_outside_cannot_steer),
        cmocka_unit_test(columns_are_aligned_and_give_way),
        cmocka_unit_test(a_list_gives_way_to_a_terminal_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
