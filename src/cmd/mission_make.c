/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/mission_make.h"

#include "base/num.h"
#include "cmd/mission_files.h"
#include "cmd/mission_rosters.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAKING          ".making"
#define ARENA_BYTES_MAX ((size_t)1 << 30)
#define ENTRIES_MAX     (SETUP_PACTS_MAX + 8)

/* A mission on its way. */
struct making {
    const struct mission_plan *plan;
    struct arena arena;
    struct disk_path folder; /* FOLDER.making */
    int lock;                /* a descriptor of it */
    struct setup setup;
    struct span pacts[SETUP_PACTS_MAX];
};

/* ---- names ---- */

static struct span stem_of(const char *path)
{
    struct span base = mission_file_name(path);
    size_t n = base.n;

    while (n > 0 && base.p[n - 1] != '.')
        n--;
    return n > 1 ? span_sub(base, 0, n - 1) : base;
}

static enum rc plan_origin(struct making *k, struct err *err)
{
    k->setup.origin = k->plan->origin.n > 0 ? k->plan->origin : mission_file_name(k->plan->folder);
    if (setup_check_origin(k->setup.origin, err) == RC_OK)
        return RC_OK;
    return err_prefix(err, RC_INPUT, "%s: ", k->plan->origin.n > 0 ? "--name" : "give --name");
}

/* ---- the folder ---- */

static enum rc open_folder(struct making *k, struct err *err)
{
    k->lock = open(k->folder.text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (k->lock < 0)
        return err_set(err, RC_IO, "%s: cannot be opened: %s", k->folder.text, strerror(errno));
    if (flock(k->lock, LOCK_EX | LOCK_NB) != 0)
        return err_set(err, RC_CONFLICT, "%s: another aasc init is making it now", k->plan->folder);
    return RC_OK;
}

/* What an init that was cut short has left is taken away: it was never a mission. */
static enum rc clear_rest(struct making *k, struct err *err)
{
    enum rc rc;

    if (!disk_is_there(k->folder.text))
        return RC_OK;
    rc = open_folder(k, err);
    if (!rc)
        rc = disk_remove_tree(k->folder.text, err);
    if (k->lock >= 0)
        (void)close(k->lock);
    k->lock = -1;
    if (!rc && !k->plan->is_quiet)
        command_say("%s: left by an init that was cut short; taken away", k->folder.text);
    return rc;
}

static enum rc make_folders(struct making *k, struct err *err)
{
    static const char *const open_ones[] = {MISSION_PACTS, MISSION_HEAD, MISSION_BLOBS};
    struct disk_path path;
    enum rc rc = disk_make_folder(k->folder.text, DISK_OPEN, err);

    if (!rc)
        rc = open_folder(k, err);
    for (size_t i = 0; i < sizeof(open_ones) / sizeof(open_ones[0]) && !rc; i++) {
        rc = disk_join(k->folder.text, open_ones[i], &path, err);
        if (!rc)
            rc = disk_make_folder(path.text, DISK_OPEN, err);
    }
    return rc;
}

/* ---- copies ---- */

static enum rc copy_table(struct making *k, const char *from, const char *name, struct span *out,
                          struct err *err)
{
    enum rc rc;

    if (from == NULL)
        return RC_OK;
    rc = mission_copy_in(k->folder.text, from, name, &k->arena, err);
    *out = span_of(name);
    return rc;
}

static enum rc copy_pact(struct making *k, const char *path, struct err *err)
{
    struct pact_files *files = arena_alloc(&k->arena, sizeof(*files), err);
    struct span base = mission_file_name(path), stem = stem_of(path), folder, name;
    enum rc rc = files == NULL ? RC_LIMIT : mission_check_name(base, err);

    if (!rc)
        rc = mission_pact_files(path, k->plan->equipment, k->plan->is_quiet, &k->arena, files, err);
    if (rc)
        return rc;
    folder = arena_printf(&k->arena, err, "%s/%.*s", MISSION_PACTS, (int)stem.n, stem.p);
    name = arena_printf(&k->arena, err, "%s/%.*s/%.*s", MISSION_PACTS, (int)stem.n, stem.p,
                        (int)base.n, base.p);
    if (folder.p == NULL || name.p == NULL)
        return RC_LIMIT;
    for (size_t i = 0; i < k->setup.n_pacts; i++)
        if (span_eq(k->pacts[i], name))
            return err_set(err, RC_CONFLICT, "%s: two pacts of this file name; rename one", path);
    k->pacts[k->setup.n_pacts++] = name;
    return mission_copy_pact(k->folder.text, path, folder, files, &k->arena, err);
}

/* Signed or not: who makes a mission holds its keys, and could sign for anybody whom its first
 * roster names. But where people have signed, they must be two of it, and have meant this one. */
static enum rc check_roster(struct making *k, struct span text, struct err *err)
{
    struct roster *sole = arena_alloc(&k->arena, sizeof(*sole), err);
    struct roster *first = arena_alloc(&k->arena, sizeof(*first), err);
    struct signers signers = {0};
    struct statement s = {0};
    enum rc rc = sole == NULL || first == NULL ? RC_LIMIT : roster_sole(sole, err);

    if (!rc)
        rc = statement_read(text, &k->arena, &s, err);
    if (!rc)
        rc = mission_check_statement(&s, k->setup.origin, err);
    if (!rc)
        rc = roster_read(s.body, &k->arena, first, err);
    if (!rc)
        rc = statement_signers(&s, first, &k->arena, &signers, err);
    if (!rc)
        rc = roster_change_check(sole, first, &signers, mission_now_ms(), err);
    return rc ? err_prefix(err, rc, "%s: ", k->plan->roster) : RC_OK;
}

static enum rc copy_roster(struct making *k, struct err *err)
{
    const char *from = k->plan->roster;
    struct span text = {0};
    enum rc rc;

    if (from == NULL)
        return RC_OK;
    rc = source_read(from, NOTE_BYTES_MAX, &k->arena, &text, err);
    if (!rc && mission_is_signed(text)) {
        rc = check_roster(k, text, err);
        return rc ? rc : copy_table(k, from, MISSION_PACTS "/roster.signed", &k->setup.roster, err);
    }
    return rc ? rc : copy_table(k, from, MISSION_PACTS "/roster.json", &k->setup.roster, err);
}

static enum rc copy_all(struct making *k, struct err *err)
{
    const struct mission_plan *p = k->plan;
    enum rc rc = copy_pact(k, p->first_pact, err);

    for (size_t i = 0; i < p->n_pacts && !rc; i++)
        rc = copy_pact(k, p->pacts[i], err);
    if (!rc)
        rc = copy_table(k, p->gazetteer, MISSION_PACTS "/gazetteer.csv", &k->setup.gazetteer, err);
    if (!rc)
        rc = copy_table(k, p->equipment, MISSION_PACTS "/equipment.tsv", &k->setup.equipment, err);
    if (!rc)
        rc = copy_roster(k, err);
    return rc;
}

/* ---- mission.pact ---- */

static enum rc plan_map(struct making *k, struct err *err)
{
    struct span rest = k->plan->map, lat, lon;
    enum rc rc;

    if (rest.n == 0)
        return RC_OK;
    lat = span_trim(span_cut(&rest, ','));
    lon = span_trim(rest);
    rc = num_parse_f64(lat, &k->setup.map_at.lat_deg, NULL);
    if (!rc)
        rc = num_parse_f64(lon, &k->setup.map_at.lon_deg, NULL);
    if (rc)
        return err_set(err, rc, "--map %.*s: write latitude and longitude, as in 48.5,37.9",
                       SPAN_ARG(k->plan->map));
    k->setup.has_map = true;
    rc = geo_pos_check(k->setup.map_at, err);
    return rc ? err_prefix(err, rc, "--map: ") : RC_OK;
}

static enum rc write_setup(struct making *k, struct err *err)
{
    struct disk_path path;
    struct buf b;
    enum rc rc = disk_join(k->folder.text, MISSION_SETUP, &path, err);

    k->setup.pacts = k->pacts;
    k->setup.label = k->plan->label;
    k->setup.trusts_reported = k->plan->trusts_reported;
    k->setup.incident_gap_ms = SETUP_INCIDENT_GAP_MS;
    k->setup.incident_reach_m = SETUP_INCIDENT_REACH_M;
    buf_init(&b, SETUP_BYTES_MAX);
    buf_puts(
        &b,
        "# What this mission is (docs/formats/mission.md). The record pins what stands here.\n");
    setup_put(&b, &k->setup);
    if (!rc)
        rc = buf_check(&b, err);
    if (!rc)
        rc = disk_create(path.text, buf_span(&b), DISK_OPEN, err);
    buf_release(&b);
    return rc;
}

static enum rc make_record(struct making *k, struct err *err)
{
    struct disk_path folder, record;
    struct keys keys;
    enum rc rc = disk_join(k->folder.text, MISSION_KEYS, &folder, err);

    if (!rc)
        rc = disk_join(k->folder.text, MISSION_RECORD, &record, err);
    if (!rc)
        rc = keys_make(folder.text, k->setup.origin, err);
    if (!rc)
        rc = keys_open(folder.text, k->setup.origin, &k->arena, &keys, err);
    if (rc)
        return rc;
    rc = store_create(record.text, &keys.secret, err);
    keys_wipe(&keys);
    return rc;
}

/* ---- the first entries ---- */

static enum rc add(struct desk_batch *b, const struct mission *m, enum entry_kind kind,
                   struct span body, int64_t now_ms, struct err *err)
{
    const struct entry e = {
        .kind = kind, .when = {now_ms, now_ms}, .label = m->label, .body = body};

    return desk_batch_add(b, &e, NULL, now_ms, NULL, err);
}

static enum rc add_keys(struct desk_batch *b, struct mission *m, int64_t now_ms, struct err *err)
{
    const struct keys *keys = desk_keys(m->desk);
    const struct {
        const struct signer_key *key;
        const char *role;
    } rows[] = {{&keys->node, "log"}, {&keys->engine, "engine"}, {&keys->desk, "desk"}};
    struct span body;
    enum rc rc = RC_OK;

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]) && !rc; i++) {
        rc = mission_key_body(rows[i].key, rows[i].role, &b->arena, &body, err);
        if (!rc)
            rc = add(b, m, ENTRY_KEY, body, now_ms, err);
    }
    return rc;
}

static enum rc add_roster(struct desk_batch *b, struct mission *m, int64_t now_ms, struct err *err)
{
    struct span body;
    struct buf text;
    enum rc rc;

    if (m->setup.roster.n == 0)
        return RC_OK;
    buf_init(&text, ROSTER_BYTES_MAX);
    rc = roster_put(&text, &m->labels->roster, &b->arena, err);
    body = arena_copy(&b->arena, buf_span(&text), err);
    buf_release(&text);
    if (!rc && body.p == NULL)
        rc = RC_LIMIT;
    return rc ? rc : add(b, m, ENTRY_ROSTER, body, now_ms, err);
}

static enum rc add_first(struct desk_batch *b, struct mission *m, int64_t now_ms, struct err *err)
{
    struct span body;
    enum rc rc = mission_body(m, &b->arena, &body, err);

    if (!rc)
        rc = add(b, m, ENTRY_MISSION, body, now_ms, err);
    if (!rc)
        rc = add_keys(b, m, now_ms, err);
    if (!rc)
        rc = add_roster(b, m, now_ms, err);
    for (size_t i = 0; i < m->setup.n_pacts && !rc; i++) {
        rc = mission_pact_body(m, m->setup.pacts[i], &b->arena, &body, err);
        if (!rc)
            rc = add(b, m, ENTRY_PACT, body, now_ms, err);
    }
    return rc;
}

static enum rc write_first(struct mission *m, struct err *err)
{
    struct desk_result result = {0};
    int64_t now_ms = mission_now_ms();
    struct desk_batch b;
    enum rc rc;

    desk_batch_init(&b);
    rc = desk_batch_author(&b, &desk_keys(m->desk)->desk, err);
    if (!rc)
        rc = add_first(&b, m, now_ms, err);
    if (!rc)
        rc = desk_append(m->desk, &b, now_ms, NULL, &result, err);
    if (!rc)
        rc = desk_seal(m->desk, now_ms, err);
    desk_batch_release(&b);
    return rc;
}

static enum rc begin_record(struct making *k, struct err *err)
{
    static struct mission m; /* large; there is one per process */
    enum rc rc = mission_open(&m, k->folder.text, MISSION_WRITE, "init", true, err);

    if (!rc)
        rc = write_first(&m, err);
    mission_close(&m);
    return rc;
}

/* ---- the whole ---- */

static enum rc settle(struct making *k, struct err *err)
{
    struct span parent = span_sub(span_of(k->folder.text), 0,
                                  strlen(k->folder.text) - mission_file_name(k->folder.text).n);
    struct span path = arena_printf(&k->arena, err, "%.*s.", (int)parent.n, parent.p);
    enum rc rc = path.p == NULL ? RC_LIMIT : disk_sync_folder(k->folder.text, err);

    if (rc)
        return rc;
    if (rename(k->folder.text, k->plan->folder) != 0)
        return err_set(err, errno == EEXIST || errno == ENOTEMPTY ? RC_CONFLICT : RC_IO,
                       "%s: cannot be made: %s", k->plan->folder, strerror(errno));
    return disk_sync_folder(path.p, err);
}

static enum rc make_all(struct making *k, struct err *err)
{
    enum rc rc = clear_rest(k, err);

    if (!rc)
        rc = make_folders(k, err);
    if (!rc)
        rc = copy_all(k, err);
    if (!rc)
        rc = write_setup(k, err);
    if (!rc)
        rc = make_record(k, err);
    if (!rc)
        rc = begin_record(k, err);
    return rc ? rc : settle(k, err);
}

static enum rc name_folder(struct making *k, struct err *err)
{
    struct span path = span_of(k->plan->folder);
    int n;

    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    n = snprintf(k->folder.text, sizeof(k->folder.text), "%.*s%s", (int)path.n, path.p, MAKING);
    if (n < 0 || (size_t)n >= sizeof(k->folder.text))
        return err_set(err, RC_LIMIT, "a path of more than %d bytes", DISK_PATH_MAX - 1);
    if (disk_is_there(k->plan->folder))
        return err_set(err, RC_CONFLICT,
                       "%s: is there already; a mission is made in a directory of its own",
                       k->plan->folder);
    return RC_OK;
}

enum rc mission_make(const struct mission_plan *plan, struct err *err)
{
    struct making k = {.plan = plan, .lock = -1};
    enum rc rc;

    arena_init(&k.arena, ARENA_BYTES_MAX);
    rc = name_folder(&k, err);
    if (!rc)
        rc = plan_origin(&k, err);
    if (!rc)
        rc = mission_check_name(plan->label, err);
    if (!rc)
        rc = plan_map(&k, err);
    if (!rc) {
        struct err ignored = {0};

        rc = make_all(&k, err);
        if (rc && k.lock >= 0 && disk_remove_tree(k.folder.text, &ignored) != RC_OK)
            command_say("%s", ignored.note);
    }
    if (k.lock >= 0)
        (void)close(k.lock);
    arena_release(&k.arena);
    return rc;
}
