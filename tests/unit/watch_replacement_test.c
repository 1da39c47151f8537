/* SPDX-License-Identifier: Apache-2.0 */
/* Piece for piece: what comes in has a counterpart that went out, a port and a notice. The matching
 * itself against trying every assignment. */
#include "check.h"

#include "random.h"
#include "watch_owed.h"

#include "watch/swap.h"

#define MOVED(id, from, to, at, items, more)                                                       \
    "{'kind':'transfer','id':'" id "','from':'" from "','to':'" to "','time':'" at                 \
    "','items':[" items "]" more "}\n"
#define TANKS(n)       "{'class':'main_battle_tank','n':" n "}"
#define OUT(id, at, n) MOVED(id, "a", "x", at, TANKS(n), "")
#define IN(id, at, n)  MOVED(id, "x", "a", at, TANKS(n), "")
#define PIECES         "binds a; category tank; basis piece_for_piece"
#define DAY1           "2026-07-01T00:00:00Z"
#define DAY2           "2026-07-02T00:00:00Z"
#define NOTICE(at, more)                                                                           \
    "{'kind':'notification','id':'n','by':'a','about':'replacement','received_at':'" at "'" more   \
    "}\n"

static const struct owed_case cases[] = {
    {"as many as went", PIECES, OUT("o", DAY1, "3") IN("i", DAY2, "3"), "compliant - a " DAY2},
    {"one more", PIECES, OUT("o", DAY1, "3") IN("i", DAY2, "4"), "violation unmatched a " DAY2},
    {"at the same instant", PIECES, OUT("o", DAY1, "3") IN("i", DAY1, "3"), "compliant - a " DAY1},
    {"it came before it went", PIECES, IN("i", DAY1, "3") OUT("o", DAY2, "3"),
     "violation unmatched a " DAY1},
    {"what went counts once", PIECES,
     OUT("o", DAY1, "3") IN("i", DAY2, "2") IN("k", "2026-07-03T00:00:00Z", "2"),
     "compliant - a " DAY2 "; violation unmatched a 2026-07-03T00:00:00Z"},
    {"another's losses do not count", PIECES,
     MOVED("o", "b", "x", DAY1, TANKS("3"), "") IN("i", DAY2, "3"), "violation unmatched a " DAY2},
    {"when it went is not known well", PIECES,
     OUT("o", "2026-07-01T00:00:00Z/2026-07-03T00:00:00Z", "3") IN("i", DAY2, "3"),
     "indeterminate unmatched a " DAY2},
    {"how many went is not known well", PIECES,
     OUT("o", DAY1, "{'min':2,'max':3}") IN("i", DAY2, "3"), "indeterminate unmatched a " DAY2},
    {"whose loss it was is not stated", PIECES,
     "{'kind':'transfer','id':'o','to':'x','time':'" DAY1
     "','items':[" TANKS("3") "]}\n" IN("i", DAY2, "3"),
     "indeterminate unmatched a " DAY2},
    {"of another class", "binds a; category artillery, mortar",
     MOVED("o", "a", "x", DAY1, "{'class':'mortar','n':3}", "")
         MOVED("i", "x", "a", DAY2, "{'class':'artillery','n':3}", ""),
     "violation unmatched a " DAY2},
    {"of another calibre", "binds a; category artillery; same type, calibre",
     MOVED("o", "a", "x", DAY1, "{'class':'artillery','calibre_mm':122,'n':3}", "")
         MOVED("i", "x", "a", DAY2, "{'class':'artillery','calibre_mm':152,'n':3}", ""),
     "violation unmatched a " DAY2},
    {"of a calibre that is not known", "binds a; category artillery; same type, calibre",
     MOVED("o", "a", "x", DAY1, "{'class':'artillery','n':3}", "")
         MOVED("i", "x", "a", DAY2, "{'class':'artillery','calibre_mm':152,'n':3}", ""),
     "indeterminate unmatched a " DAY2},
    {"of the same model, so as effective", "binds a; category tank; same type, effectiveness",
     MOVED("o", "a", "x", DAY1, "{'model':'T-72','n':3}", "")
         MOVED("i", "x", "a", DAY2, "{'model':'T-72','n':3}", ""),
     "compliant - a " DAY2},
    {"whether another is as effective people say",
     "binds a; category tank; same type, effectiveness",
     MOVED("o", "a", "x", DAY1, "{'model':'T-72','n':3}", "")
         MOVED("i", "x", "a", DAY2, "{'model':'T-64','n':3}", ""),
     "needs_assessment - a " DAY2},
    {"through a port of the term's", PIECES "; ports \"Inchon\", \"Pusan\"",
     OUT("o", DAY1, "3") MOVED("i", "x", "a", DAY2, TANKS("3"), ",'port':'Pusan'"),
     "compliant - a " DAY2 "; compliant - a " DAY2},
    {"through another", PIECES "; ports \"Inchon\", \"Pusan\"",
     OUT("o", DAY1, "3") MOVED("i", "x", "a", DAY2, TANKS("3"), ",'port':'Masan'"),
     "compliant - a " DAY2 "; violation wrong_port a " DAY2},
    {"through which is not stated", PIECES "; ports \"Inchon\"",
     OUT("o", DAY1, "3") IN("i", DAY2, "3"), "compliant - a " DAY2 "; indeterminate - a " DAY2},
    {"notified on the day that is asked for", PIECES "; notice 5 d",
     NOTICE("2026-06-26T22:00:00Z", "") OUT("o", DAY1, "3") IN("i", DAY2, "3"),
     "compliant - a " DAY2 "; compliant - a " DAY2},
    {"a date too late", PIECES "; notice 5 d",
     NOTICE("2026-06-27T21:00:00Z", "") OUT("o", DAY1, "3") IN("i", DAY2, "3"),
     "compliant - a " DAY2 "; violation late_notice a " DAY2},
    {"incomplete", PIECES "; notice 5 d",
     NOTICE("2026-06-01T21:00:00Z", ",'complete':false") OUT("o", DAY1, "3") IN("i", DAY2, "3"),
     "compliant - a " DAY2 "; violation late_notice a " DAY2},
    {"of another time", PIECES "; notice 48 h",
     NOTICE("2026-06-01T21:00:00Z", ",'for':'2026-06-05/2026-06-06'") OUT("o", DAY1, "3")
         IN("i", DAY2, "3"),
     "compliant - a " DAY2 "; violation not_notified a " DAY2},
    {"48 hours before", PIECES "; notice 48 h",
     NOTICE("2026-06-30T00:00:00Z", "") OUT("o", DAY1, "3") IN("i", DAY2, "3"),
     "compliant - a " DAY2 "; compliant - a " DAY2},
};

static void what_comes_in_replaces_what_went_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        owed_try("replacement", &cases[i]);
}

static void the_count_is_what_has_no_counterpart(void **state)
{
    struct owed o;

    (void)state;
    owed_open(&o, "replacement", PIECES);
    world_rows(&o.world, OUT("o", DAY1, "{'min':1,'max':2}") IN("i", DAY2, "5"));
    world_judge(&o.world);
    assert_true(world_only(&o.world)->has_count);
    assert_int_equal(world_only(&o.world)->count.min, 3);
    assert_int_equal(world_only(&o.world)->count.max, 4);
    assert_says(world_only(&o.world), "a took in 5 tank (row i). Some have no counterpart that had "
                                      "gone out before.");
    owed_close(&o);
}

/* ---- the matching against trying everything ---- */

#define SIDE_MAX 5

static struct item_guess guesses[3];
static struct item items[2 * SIDE_MAX];

/* The most of pieces 0..n that single pieces that went can serve; each is one piece. */
static int most(const struct swap_list *in, const struct swap_list *out, size_t n, unsigned used)
{
    int best = 0;

    if (n == 0)
        return 0;
    best = most(in, out, n - 1, used);
    for (size_t o = 0; o < out->n; o++) {
        int got;

        if ((used >> o & 1u) != 0 || out->items[o].when.t0_ms > in->items[n - 1].when.t0_ms ||
            swap_is_same(in->items[n - 1].item, out->items[o].item,
                         (struct swap_rule){.type = true}) == PACT_NO)
            continue;
        got = 1 + most(in, out, n - 1, used | 1u << o);
        best = got > best ? got : best;
    }
    return best;
}

static void the_matching_serves_as_many_as_can_be(void **state)
{
    static const char *const classes[] = {"artillery", "mortar", ""};
    uint64_t dice = 7;
    struct arena a;
    struct err err = {0};

    (void)state;
    arena_init(&a, 64 * MIB);
    for (int i = 0; i < 3; i++)
        guesses[i] = (struct item_guess){.thing = {.class_name = span_of(classes[i])}, .p = 1};
    for (int round = 0; round < 3000; round++) {
        struct swap_piece came[SIDE_MAX], went[SIDE_MAX];
        struct swap_list in = {came, 1 + random_below(&dice, SIDE_MAX)};
        struct swap_list out = {went, random_below(&dice, SIDE_MAX + 1)};
        int64_t left[SIDE_MAX];
        int served = 0;

        for (size_t i = 0; i < in.n + out.n; i++) {
            int64_t at = i < in.n ? (int64_t)(10 * i) : (int64_t)random_below(&dice, 50);
            struct swap_piece *p = i < in.n ? &came[i] : &went[i - in.n];

            items[i] = (struct item){.guesses = &guesses[random_below(&dice, 3)], .n_guesses = 1};
            *p = (struct swap_piece){.item = &items[i], .lo = 1, .hi = 1, .when = {at, at}};
        }
        assert_ok(
            swap_match(&in, &out, (struct swap_rule){.type = true}, SWAP_POSSIBLE, &a, left, &err));
        for (size_t i = 0; i < in.n; i++) {
            served += left[i] == 0;
            assert_int_equal(served, most(&in, &out, i + 1, 0));
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_in_replaces_what_went_out),
        cmocka_unit_test(the_count_is_what_has_no_counterpart),
        cmocka_unit_test(the_matching_serves_as_many_as_can_be),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
