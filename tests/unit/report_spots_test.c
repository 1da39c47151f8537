/* SPDX-License-Identifier: Apache-2.0 */
#include "report_sample.h"

#include "report/spots.h"

static struct spots open_spots(struct geo_box box, struct arena *a)
{
    struct spots s;
    struct err err = {0};

    arena_init(a, 64 * MIB);
    assert_ok(spots_open(&s, box, a, &err));
    return s;
}

static struct verdict verdict_at(double lat_deg, double lon_deg)
{
    struct verdict v = sample_verdict(0, 0);

    v.has_place = true;
    v.place = (struct geo_pos){lat_deg, lon_deg};
    return v;
}

static const struct geo_box box = {46, 70, 47, 71};

static void verdicts_of_one_place_party_and_word_become_one_symbol(void **state)
{
    struct arena a;
    struct spots s = open_spots(box, &a);
    struct verdict v = verdict_at(46.5, 70.5);

    (void)state;
    v.place_text = SPAN("the bridge");
    v.sigma_m = 50;
    spots_add(&s, 1, &v);
    v.sigma_m = 300;
    v.severity = 5;
    v.place.lat_deg = 46.5001;
    spots_add(&s, 1, &v);
    assert_int_equal(s.n, 1);
    assert_int_equal(s.items[0].n, 2);
    assert_int_equal(s.items[0].severity, 5);
    assert_true(s.items[0].sigma_m == 300);
    assert_string_equal(s.items[0].label, "the bridge");
    assert_true(fabs(spot_at(&s.items[0]).lat_deg - 46.50005) < 1e-9);
    spots_add(&s, 2, &v); /* another party */
    v.word = VERDICT_INDETERMINATE;
    spots_add(&s, 1, &v); /* another word */
    v = verdict_at(46.5, 70.51);
    spots_add(&s, 1, &v); /* another place */
    assert_int_equal(s.n, 4);
    arena_release(&a);
}

/* A ceasefire verdict carries no sigma of its own: the error is that of the row's place. */
static void the_error_of_a_symbol_is_that_of_its_row(void **state)
{
    struct observation o = {.place = {.form = PLACE_POINT, .sigma_m = 800}};
    struct verdict v = verdict_at(46.5, 70.5);
    struct arena a;
    struct spots s = open_spots(box, &a);

    (void)state;
    v.of_observation = &o;
    spots_add(&s, 1, &v);
    assert_true(s.items[0].sigma_m == 800);
    assert_null(s.items[0].sector);
    arena_release(&a);
}

static void a_sector_is_kept_while_all_share_it(void **state)
{
    static const struct place_sector sector = {.half_width_deg = 10, .range_max_m = 4000};
    struct observation o = {.place = {.form = PLACE_SECTOR, .sigma_m = 900, .u.sector = &sector}};
    struct verdict v = verdict_at(46.5, 70.5);
    struct arena a;
    struct spots s = open_spots(box, &a);

    (void)state;
    v.of_observation = &o;
    spots_add(&s, 1, &v);
    spots_add(&s, 1, &v); /* another term about the same row */
    assert_ptr_equal(s.items[0].sector, &sector);
    assert_true(s.items[0].sigma_m == 0);
    v.of_observation = NULL;
    spots_add(&s, 1, &v);
    assert_int_equal(s.items[0].n, 3);
    assert_null(s.items[0].sector);
    arena_release(&a);
}

static void what_has_no_place_is_counted_apart(void **state)
{
    struct observation in_area = {.place = {.form = PLACE_ZONE}};
    struct arena a;
    struct spots s = open_spots(box, &a);
    struct verdict v = sample_verdict(0, 0);

    (void)state;
    spots_add(&s, 0, &v);
    v = verdict_at(46.5, 70.5);
    v.of_observation = &in_area; /* the middle of an area is no place */
    spots_add(&s, 0, &v);
    v.word = VERDICT_COMPLIANT;
    spots_add(&s, 0, &v);
    assert_int_equal(s.n, 0);
    assert_int_equal(s.n_nowhere, 2);
    arena_release(&a);
}

static void the_symbol_tells_what_was_seen(void **state)
{
    const struct event fire = {.phenomenon = PHEN_BURST};
    struct arena a;
    struct spots s = open_spots(box, &a);
    struct verdict v = verdict_at(46.1, 70.1);

    (void)state;
    v.term = &sample_terms[1];
    spots_add(&s, 0, &v);
    v.of_event = &fire;
    spots_add(&s, 0, &v);
    v.of_event = NULL;
    v.term = &sample_terms[2];
    spots_add(&s, 0, &v);
    assert_int_equal(s.items[0].symbol, SPOT_WEAPON);
    assert_int_equal(s.items[1].symbol, SPOT_FIRE);
    assert_int_equal(s.items[2].symbol, SPOT_IMPEDIMENT);
    arena_release(&a);
}

static void means_hold_across_the_antimeridian(void **state)
{
    struct arena a;
    struct spots s = open_spots((struct geo_box){-10, 178.99, 10, 181}, &a);
    struct verdict v = verdict_at(0, 179.999);

    (void)state;
    spots_add(&s, 0, &v);
    v = verdict_at(0, -179.999);
    spots_add(&s, 0, &v);
    assert_int_equal(s.n, 1);
    assert_true(fabs(spot_at(&s.items[0]).lon_deg - 180) < 1e-9);
    arena_release(&a);
}

static void the_number_of_symbols_is_bounded_and_nothing_is_lost(void **state)
{
    struct arena a;
    struct spots s = open_spots(box, &a);
    uint64_t n = 0;
    double lat_sum = 0;

    (void)state;
    for (int y = 0; y < 100; y++) {
        for (int x = 0; x < 100; x++) {
            struct verdict v = verdict_at(46.001 + y * 0.0098, 70.001 + x * 0.0098);

            spots_add(&s, 0, &v);
            assert_true(s.n <= SPOTS_MAX);
        }
    }
    spots_close(&s);
    assert_true(s.n <= SPOTS_DRAWN && s.n > SPOTS_DRAWN / 5);
    for (size_t i = 0; i < s.n; i++) {
        n += s.items[i].n;
        lat_sum += s.items[i].lat_sum;
        assert_true(spot_at(&s.items[i]).lat_deg > 46 && spot_at(&s.items[i]).lat_deg < 47);
    }
    assert_int_equal(n, 10000);
    assert_true(fabs(lat_sum / 10000 - 46.4861) < 1e-6);
    arena_release(&a);
}

static void labels_are_cut_between_letters(void **state)
{
    struct arena a;
    struct spots s = open_spots(box, &a);
    struct verdict v = verdict_at(46.5, 70.5);
    char text[2 * SPOT_LABEL_MAX];
    size_t bad;

    (void)state;
    for (size_t i = 0; i < sizeof(text); i += 2)
        memcpy(text + i, "\xD0\x96", 2);
    v.place_text = (struct span){text, sizeof(text)};
    spots_add(&s, 0, &v);
    assert_true(span_is_utf8(span_of(s.items[0].label), &bad));
    assert_int_equal(strlen(s.items[0].label), SPOT_LABEL_MAX - 2);
    arena_release(&a);
}

static void the_grave_are_drawn_last(void **state)
{
    struct arena a;
    struct spots s = open_spots(box, &a);

    (void)state;
    for (int i = 0; i < 6; i++) {
        struct verdict v = verdict_at(46.1 + i * 0.1, 70.5);

        v.word = i % 2 == 0 ? VERDICT_VIOLATION : VERDICT_INDETERMINATE;
        v.severity = 1 + (i * 2) % 5;
        spots_add(&s, 0, &v);
    }
    spots_close(&s);
    for (size_t i = 1; i < s.n; i++) {
        assert_true(s.items[i].is_violation >= s.items[i - 1].is_violation);
        if (s.items[i].is_violation == s.items[i - 1].is_violation)
            assert_true(s.items[i].severity >= s.items[i - 1].severity);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_of_one_place_party_and_word_become_one_symbol),
        cmocka_unit_test(the_error_of_a_symbol_is_that_of_its_row),
        cmocka_unit_test(a_sector_is_kept_while_all_share_it),
        cmocka_unit_test(what_has_no_place_is_counted_apart),
        cmocka_unit_test(the_symbol_tells_what_was_seen),
        cmocka_unit_test(means_hold_across_the_antimeridian),
        cmocka_unit_test(the_number_of_symbols_is_bounded_and_nothing_is_lost),
        cmocka_unit_test(labels_are_cut_between_letters),
        cmocka_unit_test(the_grave_are_drawn_last),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
