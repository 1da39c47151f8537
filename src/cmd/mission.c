/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/mission.h"

#include "base/num.h"
#include "cmd/mission_pins.h"
#include "cmd/mission_rosters.h"
#include "cmd/mission_versions.h"

#include <string.h>
#include <time.h>

#define ARENA_BYTES_MAX ((size_t)4 << 30)
#define TABLE_BYTES_MAX ((size_t)512 << 20)
#define DIAGS_BYTES_MAX ((size_t)1 << 20)
#define FOLD_BYTES_MAX  ((size_t)384 << 20) /* of one step */

int64_t mission_now_ms(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_REALTIME, &t) != 0)
        return 0;
    return (int64_t)t.tv_sec * MS_PER_S + (int64_t)t.tv_nsec / 1000000;
}

int mission_fail(enum rc rc, const struct err *err)
{
    return err->note[0] == '\0' ? STATUS_USAGE : command_fail(rc, err);
}

enum rc mission_path(const struct mission *m, const char *name, struct disk_path *out,
                     struct err *err)
{
    return disk_join(m->folder, name, out, err);
}

static enum rc path_of(const struct mission *m, struct span name, struct disk_path *out,
                       struct err *err)
{
    char text[SOURCE_PATH_MAX];

    if (name.n >= sizeof(text) || memchr(name.p, '\0', name.n) != NULL)
        return err_set(err, RC_LIMIT, "a file name of %zu bytes", name.n);
    memcpy(text, name.p, name.n);
    text[name.n] = '\0';
    return mission_path(m, text, out, err);
}

/* ---- mission.pact ---- */

static void print_diags(const char *path, const struct loaded *l, bool is_quiet, bool failed)
{
    struct buf messages;

    buf_init(&messages, DIAGS_BYTES_MAX);
    load_put_diags(&messages, path, l);
    if (messages.n > 0 && (failed || !is_quiet))
        (void)fputs(messages.p, stderr);
    buf_release(&messages);
}

static enum rc load_setup(struct mission *m, struct err *err)
{
    struct disk_path path;
    struct loaded l = {0};
    enum rc rc = mission_path(m, MISSION_SETUP, &path, err);

    if (rc)
        return rc;
    rc = disk_read(path.text, SETUP_BYTES_MAX, &m->arena, &l.text, err);
    if (rc == RC_ABSENT)
        return err_set(err, rc, "%s: is no mission: there is no %s in it; make one: aasc init %s",
                       m->folder, MISSION_SETUP, m->folder);
    if (rc)
        return rc;
    rc = setup_read(l.text, &m->arena, &m->setup, &l.diags, err);
    if (rc == RC_INPUT && l.diags.n > 0) {
        print_diags(path.text, &l, false, true);
        err->note[0] = '\0';
    }
    m->setup_text = l.text;
    return rc;
}

/* ---- what it names ---- */

static enum rc load_tables(struct mission *m, struct err *err)
{
    struct disk_path path;
    struct span text;
    enum rc rc;

    if (m->setup.gazetteer.n == 0)
        return RC_OK;
    rc = path_of(m, m->setup.gazetteer, &path, err);
    if (!rc)
        rc = disk_read(path.text, TABLE_BYTES_MAX, &m->arena, &text, err);
    if (rc)
        return rc;
    rc = gazetteer_read(text, &m->arena, &m->gazetteer, err);
    return rc ? err_prefix(err, rc, "%s: ", path.text) : RC_OK;
}

static enum rc load_labels(struct mission *m, struct err *err)
{
    struct disk_path path;
    struct span text = {0};
    enum rc rc = RC_OK;

    m->labels = arena_alloc(&m->arena, sizeof(*m->labels), err);
    if (m->labels == NULL)
        return RC_LIMIT;
    if (m->setup.roster.n > 0) {
        rc = path_of(m, m->setup.roster, &path, err);
        if (!rc)
            rc = disk_read(path.text, ROSTER_BYTES_MAX, &m->arena, &text, err);
    }
    if (!rc && mission_is_signed(text)) { /* init has looked at the signatures */
        struct statement s;

        rc = statement_read(text, &m->arena, &s, err);
        text = s.body;
    }
    if (rc)
        return rc;
    rc = labels_open(m->labels, text, &m->arena, err);
    if (rc)
        return err_prefix(err, rc, "%.*s: ", SPAN_ARG(m->setup.roster));
    rc = labels_canonical(m->labels, m->setup.label, &m->arena, &m->label, err);
    return rc ? err_prefix(err, rc, "%s/%s: label \"%.*s\": ", m->folder, MISSION_SETUP,
                           SPAN_ARG(m->setup.label))
              : RC_OK;
}

enum rc mission_load_pact(struct mission *m, struct span name, bool is_quiet,
                          const struct pact_model **out, struct err *err)
{
    struct disk_path path, equipment = {{0}};
    struct loaded *l = arena_alloc(&m->arena, sizeof(*l), err);
    enum rc rc = l == NULL ? RC_LIMIT : path_of(m, name, &path, err);

    if (!rc && m->setup.equipment.n > 0)
        rc = path_of(m, m->setup.equipment, &equipment, err);
    if (rc)
        return rc;
    rc = load_pact(path.text, equipment.text[0] == '\0' ? NULL : equipment.text, &m->arena, l, err);
    print_diags(path.text, l, is_quiet, rc != RC_OK);
    if (rc && l->diags.n > 0)
        err->note[0] = '\0';
    if (rc)
        return rc;
    m->equipment = l->equipment;
    *out = pact_model(l->pact);
    return RC_OK;
}

static enum rc know_versions(struct mission *m, struct err *err)
{
    enum rc rc = mission_versions_at(m, UINT64_MAX, &m->in_force, err);

    if (!rc)
        m->model = m->in_force.known;
    return rc;
}

static enum rc load_pacts(struct mission *m, bool is_quiet, struct err *err)
{
    size_t n = m->setup.n_pacts;

    if (n > SETUP_PACTS_MAX)
        return err_set(err, RC_LIMIT, "%s/%s: more than %d pacts", m->folder, MISSION_SETUP,
                       SETUP_PACTS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct version *v = &m->first[i];
        enum rc rc;

        *v = (struct version){.file = (uint32_t)i, .from_ms = TIME_ALWAYS};
        rc = mission_load_pact(m, m->setup.pacts[i], is_quiet, &v->model, err);
        if (rc)
            return rc;
        m->pact_hashes[i] = v->model->hash;
    }
    m->versions = (struct version_list){m->first, n};
    return know_versions(m, err);
}

enum rc mission_zone(void *context, struct span name, const struct zone **out, struct err *err)
{
    struct mission_zones *z = context;
    enum rc rc;

    for (size_t i = 0; i < z->n; i++)
        if (span_eq(zone_name(z->items[i]), name)) {
            *out = z->items[i];
            return RC_OK;
        }
    if (z->n == sizeof(z->items) / sizeof(z->items[0]))
        return err_set(err, RC_LIMIT, "more than %zu time zones", z->n);
    rc = load_zone(name, z->arena, &z->items[z->n], err);
    if (!rc)
        *out = z->items[z->n++];
    return rc;
}

enum rc mission_load_settings(struct mission *m, const char *folder, struct err *err)
{
    enum rc rc;

    *m = (struct mission){.folder = folder};
    arena_init(&m->arena, ARENA_BYTES_MAX);
    m->zones.arena = &m->arena;
    if (!disk_is_folder(folder))
        return err_set(err, RC_ABSENT, "%s: there is no such directory; make a mission: aasc init",
                       folder);
    rc = load_setup(m, err);
    return rc ? rc : load_labels(m, err);
}

enum rc mission_load(struct mission *m, const char *folder, bool is_quiet, struct err *err)
{
    enum rc rc = mission_load_settings(m, folder, err);

    if (!rc)
        rc = load_tables(m, err);
    return rc ? rc : load_pacts(m, is_quiet, err);
}

/* ---- the record ---- */

struct observe_world mission_world(const struct mission *m)
{
    return (struct observe_world){.zone = pact_home_zone(&m->model),
                                  .equipment = m->equipment,
                                  .gazetteer = m->gazetteer,
                                  .model = &m->model};
}

/* What the record brings: rosters, and versions of the agreements. */
static enum rc find_versions(void *context, struct store *s, struct version_list *out,
                             struct err *err)
{
    enum rc rc = mission_find_rosters(context, s, err);

    return rc ? rc : mission_find_versions(context, s, out, err);
}

static enum store_mode mode_of(enum mission_want want)
{
    if (want == MISSION_READ)
        return STORE_READ;
    return want == MISSION_MEND ? STORE_MEND : STORE_WRITE;
}

static struct desk_options options_of(struct mission *m, enum mission_want want, const char *what)
{
    m->fold_pact =
        (struct fold_pact){.model = &m->model, .equipment = m->equipment, .from_ms = TIME_ALWAYS};
    return (struct desk_options){
        .folder = m->folder,
        .what = what,
        .mode = mode_of(want),
        .setup = &m->setup,
        .fold = {.pacts = &m->fold_pact,
                 .n_pacts = 1,
                 .gazetteer = m->gazetteer,
                 .engine = SPAN("aasc " AASC_VERSION),
                 .trusts_reported = m->setup.trusts_reported,
                 .incident_gap_ms = m->setup.incident_gap_ms,
                 .incident_reach_m = m->setup.incident_reach_m,
                 .memory_max = FOLD_BYTES_MAX,
                 .base_label = m->label,
                 .sealed_label = SPAN(MISSION_SEALED),
                 .join = label_join_texts,
                 .join_context = &m->labels->joiner,
                 .zone = mission_zone,
                 .zone_context = &m->zones},
        .world = mission_world(m),
        .find_versions = find_versions,
        .adapt = mission_adapt,
        .versions_context = m,
        .is_signing_off = want == MISSION_CARE,
    };
}

enum rc mission_attach(struct mission *m, enum mission_want want, const char *what, bool is_quiet,
                       struct err *err)
{
    const struct desk_options options = options_of(m, want, what);
    bool writes = want == MISSION_WRITE || want == MISSION_MEND;
    enum rc rc = desk_open(&options, mission_now_ms(), &m->desk, err);

    if (!rc && m->model.n_agreements > 0) /* mission_load_settings has loaded none */
        rc = know_versions(m, err);
    if (!rc && m->model.n_agreements > 0)
        rc = mission_check_pacts(m, err);
    if (!rc && writes)
        rc = mission_note_setup(m, err);
    for (size_t i = 0; i < m->setup.n_pacts && !rc && writes; i++)
        rc = mission_clear_version(m, (uint32_t)i, is_quiet, err);
    if (!rc && desk_recovered(m->desk).n > 0 && !is_quiet)
        command_say("%s: %.*s", m->folder, SPAN_ARG(desk_recovered(m->desk)));
    return rc;
}

enum rc mission_open(struct mission *m, const char *folder, enum mission_want want,
                     const char *what, bool is_quiet, struct err *err)
{
    enum rc rc = mission_load(m, folder, is_quiet, err);

    return rc ? rc : mission_attach(m, want, what, is_quiet, err);
}

void mission_close(struct mission *m)
{
    desk_close(m->desk);
    arena_release(&m->arena);
}

enum rc mission_as_of(const struct mission *m, struct span text, uint64_t *below_seq,
                      struct err *err)
{
    struct time_span when;
    int64_t size;
    enum rc rc;

    *below_seq = UINT64_MAX;
    if (text.n == 0)
        return RC_OK;
    if (num_parse_i64(text, &size, NULL) == RC_OK && size >= 0) {
        *below_seq = (uint64_t)size;
        return RC_OK;
    }
    rc = zone_read_span(pact_home_zone(&m->model), text, &when, NULL, err);
    if (rc)
        return err_prefix(err, rc, "--as-of: ");
    return store_size_at(desk_store(m->desk), when.t1_ms, below_seq, err);
}

enum rc mission_author(struct mission *m, struct span name, struct signer_key *own,
                       const struct signer_key **out, struct err *err)
{
    struct disk_path folder;
    enum rc rc;

    if (name.n == 0) {
        *out = &desk_keys(m->desk)->desk;
        return RC_OK;
    }
    rc = mission_path(m, MISSION_KEYS, &folder, err);
    if (!rc)
        rc = keys_open_author(folder.text, name, &m->arena, own, err);
    if (!rc)
        *out = own;
    return rc ? err_prefix(err, rc, "--by: ") : RC_OK;
}
