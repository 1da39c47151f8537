/* SPDX-License-Identifier: Apache-2.0 */
#include "geo_check.h"

#include <unistd.h>

#include "geo/grid.h"
#include "geo/mgrs.h"

/* The centres that GeoConvert -g -p 9 gives (GeographicLib 2.1.2). */
static void references_are_the_centres_of_their_cells(void **state)
{
    static const struct {
        const char *text;
        double lat_deg, lon_deg, cell_m;
    } rows[] = {
        {"37UDQ123456", 49.15740809454338, 37.79784924268918, 100},
        {"37u dq 12345 67890", 49.35742122568181, 37.79291901912649, 1},
        {"37U DQ", 49.20075620628002, 38.31363799408127, 100000},
        {" 31V  CG 12 34 ", 59.80567754193063, -0.34291725672052, 1000},
        {"32VLN12", 60.61801813608903, 5.61900475737746, 10000},
        {"33XVG7459976490", 78.16021611105278, 13.89096107621654, 1},
        {"ZAH1234567890", 89.37848289005701, 169.69370533000134, 1},
        {"AKL12", -80.12455454702643, -99.16234704572170, 10000},
        {"BFF", -83.35775375121088, 151.69924423399362, 100000},
        {"y xl 5555", 86.11520664170095, -145.48121814413093, 1000},
        {"1NAA00", 0.04514930422941, 179.45251765966159, 10000},
        {"60CWT9999999999", -78.33904131357133, -178.56400682257589, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geo_pos p = {0, 0};
        double cell_m = 0;
        struct err err = {0};

        assert_ok(mgrs_parse(span_of(rows[i].text), &p, &cell_m, &err));
        assert_near(p.lat_deg, rows[i].lat_deg, 1e-11);
        assert_near(p.lon_deg, rows[i].lon_deg, 1e-10);
        assert_near(cell_m, rows[i].cell_m, 0);
    }
}

static void what_is_no_reference_is_refused(void **state)
{
    static const struct {
        const char *text;
        enum rc rc;
        const char *words;
    } rows[] = {
        {"", RC_INPUT, "\"\" is no MGRS reference; one looks like 37U DQ 123 456"},
        {"37", RC_INPUT, "no MGRS"},
        {"37U", RC_INPUT, "no MGRS"},
        {"37UD", RC_INPUT, "no MGRS"},
        {"U DQ 12", RC_INPUT, "no MGRS"},
        {"0U DQ 12", RC_INPUT, "no MGRS"},
        {"61U DQ 12", RC_INPUT, "no MGRS"},
        {"137U DQ 12", RC_INPUT, "no MGRS"},
        {"37I DQ 12", RC_INPUT, "no MGRS"},
        {"37A DQ 12", RC_INPUT, "no MGRS"},
        {"37U IQ 12", RC_INPUT, "no MGRS"},
        {"37U DO 12", RC_INPUT, "no MGRS"},
        {"37U DQ 123", RC_INPUT, "an even number of digits up to 10"},
        {"37U DQ 123456 123456", RC_INPUT, "an even number"},
        {"37U DQ 12 3A", RC_INPUT, "no MGRS"},
        {"37U DQ -1 23", RC_INPUT, "no MGRS"},
        {"37U DQ 1.2 3", RC_INPUT, "no MGRS"},
        {"37\xC3\x9C DQ 12", RC_INPUT, "no MGRS"},
        {"37U JQ 12", RC_RANGE, "there is no square JQ in zone 37, band U"},
        {"37U DE 12", RC_RANGE, "there is no square DE in zone 37, band U"},
        {"38U DQ 12", RC_RANGE, "there is no square DQ in zone 38, band U"},
        {"37U DW 12", RC_RANGE, "there is no square DW"},
        {"Z JZ", RC_RANGE, "there is no square JZ in the polar zone Z"},
        {"A AA", RC_RANGE, "there is no square AA in the polar zone A"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct geo_pos p = {1, 2};
        double cell_m = 3;
        struct err err = {0};

        if (mgrs_parse(span_of(rows[i].text), &p, &cell_m, &err) != rows[i].rc)
            fail_msg("row %zu: %s", i, err.note);
        assert_note(rows[i].words);
        assert_true(p.lat_deg == 1 && p.lon_deg == 2 && cell_m == 3);
    }
}

static void embedded_nul_and_endless_text_are_refused(void **state)
{
    static char text[100000];
    struct geo_pos p;
    double cell_m;
    struct err err = {0};

    (void)state;
    assert_int_equal(mgrs_parse((struct span){"37UDQ\0"
                                              "12",
                                              8},
                                &p, &cell_m, &err),
                     RC_INPUT);
    memset(text, '1', sizeof(text));
    assert_int_equal(mgrs_parse((struct span){text, sizeof(text)}, &p, &cell_m, &err), RC_INPUT);
    memset(text, ' ', sizeof(text));
    memcpy(text + sizeof(text) - 5, "37UDQ", 5);
    assert_ok(mgrs_parse((struct span){text, sizeof(text)}, &p, &cell_m, &err));
}

static void put_is(struct geo_pos p, int digits, const char *text)
{
    struct buf b;

    buf_init(&b, 100);
    mgrs_put(&b, p, digits);
    assert_span(buf_span(&b), text);
    buf_release(&b);
}

/* As GeoConvert -m writes them, with blanks put between the parts. */
static void positions_are_written_truncated(void **state)
{
    (void)state;
    put_is((struct geo_pos){48.5, 35.99}, 5, "36U YU 20864 76193");
    put_is((struct geo_pos){48.5, 36.01}, 5, "37U BP 79135 76193");
    put_is((struct geo_pos){60.4, 5.3}, 5, "32V KN 96191 01684");
    put_is((struct geo_pos){60.4, 2.9}, 5, "31V DG 94489 95963");
    put_is((struct geo_pos){78.2, 15.6}, 5, "33X WG 13696 80760");
    put_is((struct geo_pos){78.2, 8.9}, 5, "31X FG 34470 87473");
    put_is((struct geo_pos){78.2, 9.0}, 5, "33X UG 63257 87705");
    put_is((struct geo_pos){0, 0}, 5, "31N AA 66021 00000");
    put_is((struct geo_pos){-0.000000001, 0}, 5, "31M AV 66021 99999");
    put_is((struct geo_pos){84, 0}, 5, "Z AA 00000 33272");
    put_is((struct geo_pos){83.9999999, 0}, 5, "31X DP 65005 29005");
    put_is((struct geo_pos){-80, -180}, 5, "1C DM 41867 16915");
    put_is((struct geo_pos){-80.0000001, -180}, 5, "B AA 00000 87048");
    put_is((struct geo_pos){90, 0}, 5, "Z AH 00000 00000");
    put_is((struct geo_pos){-90, 0}, 5, "B AN 00000 00000");
    put_is((struct geo_pos){-33.9, 180}, 5, "1H BC 22584 44878");
    put_is((struct geo_pos){NAN, 0}, 5, "");
    put_is((struct geo_pos){91, 0}, 5, "");
}

static void fewer_digits_are_cut_off_not_rounded(void **state)
{
    static const char *const texts[] = {"37U DQ 9 9", "37U DQ 99 99", "37U DQ 999 999",
                                        "37U DQ 9999 9999", "37U DQ 99999 99999"};
    struct geo_pos p = grid_utm_back((struct grid_pos){499999.9, 5499999.9}, 37, true);

    (void)state;
    for (int digits = 1; digits <= 5; digits++)
        put_is(p, digits, texts[digits - 1]);
    put_is(p, 0, texts[0]);
    put_is(p, 9, texts[4]);
}

static void centres_are_written_as_the_reference_they_came_from(void **state)
{
    uint64_t seed = 9;
    struct buf b;

    (void)state;
    buf_init(&b, 100);
    for (int i = 0; i < 20000; i++) {
        struct geo_pos p = {180 * uniform(&seed) - 90, 360 * uniform(&seed) - 180}, centre;
        int digits = 1 + i % 5;
        double cell_m;
        struct err err = {0};
        char text[32];

        buf_clear(&b);
        mgrs_put(&b, p, digits);
        assert_true(b.n < sizeof(text));
        memcpy(text, b.p, b.n + 1);
        assert_ok(mgrs_parse(buf_span(&b), &centre, &cell_m, &err));
        assert_true(geo_distance_m(p, centre) < 0.71 * 1.02 * cell_m);
        /* a cell that the edge of a zone or band cuts may have its centre beyond */
        buf_clear(&b);
        mgrs_put(&b, centre, digits);
        if (digits >= 4 && strncmp(text, b.p, 6) == 0)
            assert_span(buf_span(&b), text);
    }
    buf_release(&b);
}

static void projections_come_back_to_the_micrometre(void **state)
{
    uint64_t seed = 6;

    (void)state;
    for (int i = 0; i < 5000; i++) {
        int zone = 1 + i % 60;
        struct geo_pos p = {168 * uniform(&seed) - 84, 6.0 * zone - 183 + 12 * uniform(&seed) - 6};
        struct geo_pos polar = {60 + 30 * uniform(&seed), 360 * uniform(&seed) - 180};
        bool is_north = p.lat_deg >= 0;

        p.lon_deg -= 360 * round(p.lon_deg / 360);
        assert_true(geo_distance_m(p, grid_utm_back(grid_utm(p, zone, is_north), zone, is_north)) <
                    1e-6);
        if (!is_north)
            polar.lat_deg = -polar.lat_deg;
        assert_true(geo_distance_m(polar, grid_ups_back(grid_ups(polar, is_north), is_north)) <
                    1e-6);
    }
}

/* ---- against GeoConvert, where it is installed ---- */

/* Run GeoConvert over `input`; the caller reads its lines. */
static FILE *geoconvert(const char *options, const struct buf *input, char *path)
{
    char command[200];
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, input->p, input->n), input->n);
    close(fd);
    snprintf(command, sizeof(command), "GeoConvert %s --input-file %s", options, path);
    return popen(command, "r");
}

static bool has_geoconvert(void)
{
    if (system("GeoConvert --version >/dev/null 2>&1") == 0)
        return true;
    print_message("SKIPPED: GeoConvert (geographiclib-tools) is not installed\n");
    return false;
}

static void writing_agrees_with_geoconvert(void **state)
{
    char path[] = "/tmp/aasc_mgrs_XXXXXX", line[200];
    struct geo_pos at[6000];
    uint64_t seed = 33;
    struct buf in, b;
    FILE *out;

    (void)state;
    if (!has_geoconvert())
        skip();
    buf_init(&in, MIB);
    buf_init(&b, 100);
    for (int i = 0; i < 6000; i++) {
        double span = i % 3 == 0 ? 180 : 36; /* a third of them around Norway and Svalbard */

        at[i] =
            (struct geo_pos){i % 3 == 0 ? span * uniform(&seed) - 90 : 54 + span * uniform(&seed),
                             i % 3 == 0 ? 360 * uniform(&seed) - 180 : 50 * uniform(&seed) - 6};
        buf_printf(&in, "%.15g %.15g\n", at[i].lat_deg, at[i].lon_deg);
    }
    out = geoconvert("-m -p 0", &in, path);
    assert_non_null(out);
    for (int i = 0; i < 6000; i++) {
        char mine[40];
        size_t n = 0;

        assert_non_null(fgets(line, sizeof(line), out));
        line[strcspn(line, "\n")] = '\0';
        buf_clear(&b);
        mgrs_put(&b, at[i], 5);
        for (size_t k = 0; k < b.n; k++)
            if (b.p[k] != ' ')
                mine[n++] = b.p[k];
        mine[n] = '\0';
        assert_string_equal(mine, line[0] == '0' ? line + 1 : line);
    }
    pclose(out);
    unlink(path);
    buf_release(&in);
    buf_release(&b);
}

static void reading_agrees_with_geoconvert_on_every_square(void **state)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    char path[] = "/tmp/aasc_mgrs_XXXXXX", line[200];
    struct buf in;
    struct span rest;
    size_t n_there = 0;
    FILE *out;

    (void)state;
    if (!has_geoconvert())
        skip();
    buf_init(&in, 4 * MIB);
    for (const char *band = letters; *band != '\0'; band++)
        for (const char *column = letters; *column != '\0'; column++)
            for (const char *row = letters; *row != '\0'; row++)
                if (strchr("ABYZ", *band) != NULL)
                    buf_printf(&in, "%c%c%c\n", *band, *column, *row);
                else
                    buf_printf(&in, "37%c%c%c\n38%c%c%c\n", *band, *column, *row, *band, *column,
                               *row);
    out = geoconvert("-g -p 9", &in, path);
    assert_non_null(out);
    rest = buf_span(&in);
    while (rest.n > 0) {
        struct span text = span_cut(&rest, '\n');
        struct geo_pos p, theirs;
        double cell_m;
        bool is_there = mgrs_parse(text, &p, &cell_m, NULL) == RC_OK;
        char *end;

        assert_non_null(fgets(line, sizeof(line), out));
        if (is_there == (strncmp(line, "ERROR", 5) == 0))
            fail_msg("%.*s: %s", SPAN_ARG(text), line);
        n_there += is_there;
        if (!is_there)
            continue;
        theirs.lat_deg = strtod(line, &end);
        theirs.lon_deg = strtod(end, NULL);
        assert_true(geo_distance_m(p, theirs) < 1e-6);
    }
    assert_in_range(n_there, 2000, 5000);
    pclose(out);
    unlink(path);
    buf_release(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_the_centres_of_their_cells),
        cmocka_unit_test(what_is_no_reference_is_refused),
        cmocka_unit_test(embedded_nul_and_endless_text_are_refused),
        cmocka_unit_test(positions_are_written_truncated),
        cmocka_unit_test(fewer_digits_are_cut_off_not_rounded),
        cmocka_unit_test(centres_are_written_as_the_reference_they_came_from),
        cmocka_unit_test(projections_come_back_to_the_micrometre),
        cmocka_unit_test(writing_agrees_with_geoconvert),
        cmocka_unit_test(reading_agrees_with_geoconvert_on_every_square),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
