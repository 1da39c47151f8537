/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "store/relay.h"

#include <string.h>

#define ROUNDS 2000

/* Work that would show any piece that is lost, done twice or done at the same time. */
struct ledger {
    int given, done;
    int order[ROUNDS];
    bool is_inside, has_overlapped;
};

static void book(void *context)
{
    struct ledger *l = context;

    l->has_overlapped = l->has_overlapped || l->is_inside;
    l->is_inside = true;
    l->order[l->done++] = l->given;
    l->is_inside = false;
}

static void each_piece_is_done_once_and_in_order(void **state)
{
    static struct ledger l;
    struct relay r;

    (void)state;
    memset(&l, 0, sizeof(l));
    relay_init(&r, book, &l);
    for (int i = 0; i < ROUNDS; i++) {
        relay_wait(&r);
        assert_int_equal(l.done, i); /* what was given before is done, and nothing else */
        l.given = i;
        relay_give(&r);
    }
    relay_end(&r);
    assert_int_equal(l.done, ROUNDS);
    assert_false(l.has_overlapped);
    for (int i = 0; i < ROUNDS; i++)
        assert_int_equal(l.order[i], i);
}

static void an_end_waits_for_what_was_given(void **state)
{
    (void)state;
    for (int i = 0; i < 50; i++) {
        static struct ledger l;
        struct relay r;

        memset(&l, 0, sizeof(l));
        relay_init(&r, book, &l);
        relay_give(&r);
        relay_end(&r);
        assert_int_equal(l.done, 1);
    }
}

static void without_work_there_is_nothing_to_wait_for(void **state)
{
    struct ledger l = {0};
    struct relay r;

    (void)state;
    relay_init(&r, book, &l);
    relay_wait(&r);
    relay_end(&r);
    relay_end(&r); /* twice is as good as once */
    assert_int_equal(l.done, 0);
    assert_false(r.is_running);
}

static void after_an_end_work_begins_anew(void **state)
{
    static struct ledger l;
    struct relay r;

    (void)state;
    memset(&l, 0, sizeof(l));
    relay_init(&r, book, &l);
    relay_give(&r);
    relay_end(&r);
    relay_init(&r, book, &l);
    relay_give(&r);
    relay_wait(&r);
    assert_int_equal(l.done, 2);
    relay_end(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_piece_is_done_once_and_in_order),
        cmocka_unit_test(an_end_waits_for_what_was_given),
        cmocka_unit_test(without_work_there_is_nothing_to_wait_for),
        cmocka_unit_test(after_an_end_work_begins_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
