/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <string.h>

#include "watch/stock.h"

static const struct equipment_type gvozdika = {.model = {"2S1 Gvozdika", 12},
                                               .class_name = {"artillery", 9},
                                               .calibre_mm = 122,
                                               .mobility = {"tracked", 7}};
static const struct equipment_type akatsiya = {.model = {"2S3 Akatsiya", 12},
                                               .class_name = {"artillery", 9},
                                               .calibre_mm = 152,
                                               .mobility = {"tracked", 7}};
static const struct item_guess guess_g[] = {
    {.thing = {.type = &gvozdika, .calibre_mm = NAN, .range_m = NAN}, .p = 1}};
static const struct item_guess guess_a[] = {
    {.thing = {.type = &akatsiya, .calibre_mm = NAN, .range_m = NAN}, .p = 1}};
static const struct item_guess guess_either[] = {
    {.thing = {.type = &gvozdika, .calibre_mm = NAN, .range_m = NAN}, .p = 0.5},
    {.thing = {.type = &akatsiya, .calibre_mm = NAN, .range_m = NAN}, .p = 0.5}};
static const struct item_guess guess_arty[] = {
    {.thing = {.class_name = {"artillery", 9}, .calibre_mm = NAN, .range_m = NAN}, .p = 1}};

/* A list in a few letters: "G:s1 A*3 E" is a Gvozdika s1, three Akatsiyas and one of either; R is
 * some piece of artillery; "G*2-4" two to four. */
static uint32_t read_list(const char *text, struct item *out)
{
    uint32_t n = 0;

    for (const char *p = text; *p != '\0';) {
        struct item item = {.n = {1, 1, 1}};

        item.guesses = *p == 'G'   ? guess_g
                       : *p == 'A' ? guess_a
                       : *p == 'E' ? guess_either
                                   : guess_arty;
        item.n_guesses = *p == 'E' ? 2 : 1;
        p++;
        if (*p == ':') {
            item.serial.p = ++p;
            while (*p != '\0' && *p != ' ')
                p++;
            item.serial.n = (size_t)(p - item.serial.p);
        } else if (*p == '*') {
            item.n.min = item.n.max = (uint32_t)(p[1] - '0');
            p += 2;
            if (*p == '-') {
                item.n.max = (uint32_t)(p[1] - '0');
                p += 2;
            }
        }
        while (*p == ' ')
            p++;
        out[n++] = item;
    }
    return n;
}

static void what_is_missing_lies_between_certain_and_possible(void **state)
{
    static const struct {
        const char *declared, *seen, *removed;
        bool by_serial;
        uint64_t missing_min, missing_min_read, missing_max, present, notified;
        size_t n_gaps;
    } rows[] = {
        {"G:1 G:2 G:3", "G:1 G:2 G:3", "", true, 0, 0, 0, 3, 0, 0},
        {"G:1 G:2 G:3", "G:1", "", true, 2, 2, 2, 1, 0, 2},
        {"G:1 G:2 G:3", "G:1", "G:2", true, 1, 1, 1, 1, 1, 1},
        {"G:1 G:2 G:3", "G:1 G:2", "G:2", true, 1, 1, 1, 2, 0, 1},
        {"G:1 G:2 G:3", "G:1 G", "", true, 1, 2, 2, 1, 0, 2}, /* unread: never auto-linked */
        {"G:1 G:2 G:3", "G:1 A", "", true, 2, 2, 2, 1, 0, 2}, /* unread, but another type */
        {"G:1 G:2 G:3", "G:1 E", "", true, 1, 2, 2, 1, 0, 2},
        {"G:1 G:2 G:3", "G:1", "G", true, 1, 1, 1, 1, 1, 2}, /* which one is not known */
        {"G:1 G:2 G:3", "G:1", "E", true, 1, 1, 2, 1, 0, 2},
        {"G:1 G:1 G:2", "G:1", "", true, 1, 1, 1, 1, 0, 1}, /* one serial is one thing */
        {"G:1", "G:9", "", true, 1, 1, 1, 0, 0, 1},
        {"G:1 G*2", "G:1 G:9 G", "", true, 0, 0, 0, 3, 0, 0}, /* 9 is one of the nameless */
        {"G:1 G*2", "G:1 G:9", "", true, 1, 1, 1, 2, 0, 1},
        {"G*3", "G*2", "", false, 1, 1, 1, 2, 0, 1},
        {"G*3", "G*2-4", "", false, 0, 0, 1, 2, 0, 1},
        {"G*2-3", "G", "", false, 1, 1, 2, 1, 0, 1},
        {"G*3", "A*3", "", false, 3, 3, 3, 0, 0, 1},
        {"G*3", "E*2", "", false, 1, 1, 3, 0, 0, 1},
        {"R*3", "G A", "", false, 1, 1, 1, 2, 0, 1},         /* declared by class */
        {"G*3", "R*2", "", false, 1, 1, 3, 0, 0, 1},         /* seen by class */
        {"R*2 G*2", "G*2 A*2", "", false, 0, 0, 0, 4, 0, 0}, /* types before classes */
        {"G:1 G:2", "G*2", "", false, 0, 0, 0, 2, 0, 0},     /* by type a serial says nothing */
        {"G*3", "G", "G", false, 1, 1, 1, 1, 1, 1},
        {"", "G*3", "", false, 0, 0, 0, 0, 0, 0},
        {"G*2 A*2", "E*3", "", false, 1, 1, 4, 0, 0, 2},
    };
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, MIB);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct item declared[8], seen[8], removed[8];
        struct stock_account out;

        assert_ok(
            stock_compare((struct stock_list){declared, read_list(rows[i].declared, declared)},
                          (struct stock_list){seen, read_list(rows[i].seen, seen)},
                          (struct stock_list){removed, read_list(rows[i].removed, removed)},
                          rows[i].by_serial, &a, &out, &err));
        if (out.missing_min != rows[i].missing_min || out.missing_max != rows[i].missing_max ||
            out.missing_min_read != rows[i].missing_min_read)
            fail_msg("%s / %s / %s: %d (%d) to %d", rows[i].declared, rows[i].seen, rows[i].removed,
                     (int)out.missing_min, (int)out.missing_min_read, (int)out.missing_max);
        if (out.present != rows[i].present || out.notified != rows[i].notified ||
            out.n_gaps != rows[i].n_gaps)
            fail_msg("%s / %s / %s: %d there, %d notified, %d gaps", rows[i].declared, rows[i].seen,
                     rows[i].removed, (int)out.present, (int)out.notified, (int)out.n_gaps);
        arena_reset(&a);
    }
    arena_release(&a);
}

static void large_stores_are_compared_in_one_go(void **state)
{
    enum { N = 3000 };
    static char names[N][8];
    static struct item items[N];
    struct stock_account out;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, 16 * MIB);
    for (int i = 0; i < N; i++) {
        int n = snprintf(names[i], sizeof(names[i]), "%d", i);

        items[i] = (struct item){
            .guesses = guess_g, .n_guesses = 1, .n = {1, 1, 1}, .serial = {names[i], (size_t)n}};
    }
    assert_ok(stock_compare((struct stock_list){items, N}, (struct stock_list){items + 1, N - 1},
                            (struct stock_list){0}, true, &a, &out, &err));
    assert_int_equal(out.missing_min, 1);
    assert_int_equal(out.missing_max, 1);
    assert_span(out.gaps[0].item->serial, "0");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_lies_between_certain_and_possible),
        cmocka_unit_test(large_stores_are_compared_in_one_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
