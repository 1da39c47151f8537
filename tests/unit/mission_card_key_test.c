/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "mission/card.h"

#include <stdlib.h>
#include <string.h>

#define GROUPS 4 /* bytes in front that neighbours share */
#define MANY   20000

static struct card_key key(const char *source, const char *id)
{
    return card_key_of(ROW_OBSERVATION, span_of(source), span_of(id));
}

static int key_cmp(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct card_key));
}

static void the_same_row_has_the_same_key(void **state)
{
    struct card_key a = key("post-1", "2015-000123"), b = key("post-1", "2015-000123");

    (void)state;
    assert_int_equal(key_cmp(&a, &b), 0);
}

/* Whatever stands in front of a key, it is its whole content that tells rows apart. */
static void kind_source_and_id_are_told_apart(void **state)
{
    static const char *const rows[][2] = {
        {"post-1", "12345"}, {"post-2", "12345"},
        {"post-1", "12346"}, {"post-11", "2345"},
        {"", "12345"},       {"post-1", ""},
        {"post-1", "1"},     {"post-1", "123456"},
        {"post-112345", ""}, {"", ""},
        {"12345", "post-1"}, {"post-1", "12 345"},
    };
    const size_t n = sizeof(rows) / sizeof(rows[0]);

    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            struct card_key a = key(rows[i][0], rows[i][1]), b = key(rows[k][0], rows[k][1]);

            assert_int_not_equal(key_cmp(&a, &b), 0);
        }
    for (int kind = 0; kind < ROW_KIND_COUNT; kind++) {
        struct card_key a = key("s", "1234"),
                        b = card_key_of((enum row_kind)kind, SPAN("s"), SPAN("1234"));

        assert_true((key_cmp(&a, &b) == 0) == (kind == ROW_OBSERVATION));
    }
}

/* Batches of an ordered stream touch few pages: a thousand numbers share what is in front. */
static void ids_that_follow_one_another_lie_together(void **state)
{
    static struct card_key keys[MANY];
    size_t n_groups = 1, n_alike = 0;

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        char id[32];

        (void)snprintf(id, sizeof(id), "%zu", 1000000 + i);
        keys[i] = key("post-7", id);
    }
    qsort(keys, MANY, sizeof(*keys), key_cmp);
    for (size_t i = 1; i < MANY; i++) {
        n_groups += memcmp(keys[i - 1].b, keys[i].b, GROUPS) != 0;
        n_alike += key_cmp(&keys[i - 1], &keys[i]) == 0;
    }
    assert_int_equal(n_groups, MANY / 1000);
    assert_int_equal(n_alike, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_row_has_the_same_key),
        cmocka_unit_test(kind_source_and_id_are_told_apart),
        cmocka_unit_test(ids_that_follow_one_another_lie_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
