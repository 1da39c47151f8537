/* SPDX-License-Identifier: Apache-2.0 */
#include "store/persons.h"

#include "base/base64.h"
#include "record/ed25519.h"
#include "store/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BYTES  45 /* 44 letters of base64 and a newline */
#define OTHERS_BITS 077U

static enum rc folder_of(const char *keys, struct disk_path *out, struct err *err)
{
    return disk_join(keys, PERSONS_FOLDER, out, err);
}

static enum rc file_of(const char *keys, const struct sha256_digest *person, struct disk_path *out,
                       struct err *err)
{
    struct disk_path folder;
    struct buf name;
    enum rc rc = folder_of(keys, &folder, err);

    buf_init(&name, 128);
    sha256_put_hex(&name, person);
    if (!rc)
        rc = disk_join(folder.text, name.p, out, err);
    buf_release(&name);
    return rc;
}

static enum rc write_key(const char *path, struct err *err)
{
    struct sealed_key key;
    struct buf text;
    enum rc rc;

    keys_random(key.b, sizeof(key.b));
    buf_init(&text, 2 * FILE_BYTES);
    base64_put(&text, (struct span){.p = (const char *)key.b, .n = sizeof(key.b)});
    buf_putc(&text, '\n');
    rc = disk_create(path, buf_span(&text), DISK_SECRET, err);
    ed25519_wipe(&key, sizeof(key));
    ed25519_wipe(text.p, text.n);
    buf_release(&text);
    return rc;
}

enum rc persons_add(const char *keys, struct span person, struct err *err)
{
    struct sha256_digest hash;
    struct disk_path folder, path;
    enum rc rc = sealed_check_person(person, err);

    if (!rc)
        rc = folder_of(keys, &folder, err);
    if (!rc && !disk_is_there(folder.text))
        rc = disk_make_folder(folder.text, DISK_SECRET, err);
    if (rc)
        return rc;
    hash = sealed_person_hash(person);
    rc = file_of(keys, &hash, &path, err);
    if (!rc)
        rc = write_key(path.text, err);
    return rc == RC_CONFLICT
               ? err_set(err, rc, "\"%.*s\" has a key on this node already", SPAN_ARG(person))
               : rc;
}

bool persons_has(const char *keys, const struct sha256_digest *person)
{
    struct disk_path path;

    return file_of(keys, person, &path, NULL) == RC_OK && disk_is_there(path.text);
}

/* Whoever else can read it can open the boxes, now and after the person was erased here. */
static enum rc check_file(int f, const char *path, struct err *err)
{
    struct stat st;

    if (fstat(f, &st) != 0)
        return err_set(err, RC_IO, "%s: %s", path, strerror(errno));
    if (!S_ISREG(st.st_mode))
        return err_set(err, RC_CONFLICT, "%s: is no regular file", path);
    if ((st.st_mode & OTHERS_BITS) != 0)
        return err_set(err, RC_CONFLICT,
                       "%s: others may read or write it (mode %03o): chmod 600 %s, if nobody did",
                       path, (unsigned)(st.st_mode & 0777U), path);
    return RC_OK;
}

static enum rc read_key(int f, const char *path, struct sealed_key *out, struct err *err)
{
    char text[FILE_BYTES + 1];
    ssize_t n = read(f, text, sizeof(text));
    enum rc rc = RC_OK;

    if (n < 0)
        rc = err_set(err, RC_IO, "%s: %s", path, strerror(errno));
    else if (n != FILE_BYTES || text[FILE_BYTES - 1] != '\n' ||
             base64_read_exact((struct span){text, FILE_BYTES - 1}, out->b, sizeof(out->b), NULL))
        rc = err_set(err, RC_INPUT, "%s: does not hold a key of 32 bytes in base64", path);
    ed25519_wipe(text, sizeof(text));
    return rc;
}

enum rc persons_key(const char *keys, struct span person, struct sealed_key *out, struct err *err)
{
    struct sealed_key key = {{0}};
    struct sha256_digest hash;
    struct disk_path path;
    int f;
    enum rc rc = sealed_check_person(person, err);

    if (rc)
        return rc;
    hash = sealed_person_hash(person);
    rc = file_of(keys, &hash, &path, err);
    if (rc)
        return rc;
    f = open(path.text, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (f < 0 && errno == ENOENT)
        return err_set(err, RC_ABSENT, "there is no key of \"%.*s\" on this node",
                       SPAN_ARG(person));
    if (f < 0)
        return err_set(err, RC_IO, "%s: %s", path.text, strerror(errno));
    rc = check_file(f, path.text, err);
    if (!rc)
        rc = read_key(f, path.text, &key, err);
    if (!rc)
        *out = key;
    ed25519_wipe(&key, sizeof(key));
    (void)close(f);
    return rc;
}

/* In place, so that the blocks that held the key are those that are written. */
static enum rc overwrite(const char *path, struct err *err)
{
    static const char zeros[FILE_BYTES] = {0};
    int f = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    enum rc rc = RC_OK;

    if (f < 0)
        return err_set(err, errno == ENOENT ? RC_ABSENT : RC_IO, "%s: %s", path, strerror(errno));
    if (write(f, zeros, sizeof(zeros)) != (ssize_t)sizeof(zeros) || fsync(f) != 0)
        rc = err_set(err, RC_IO, "%s: cannot be overwritten: %s", path, strerror(errno));
    (void)close(f);
    return rc;
}

enum rc persons_drop(const char *keys, const struct sha256_digest *person, struct err *err)
{
    struct disk_path folder, path;
    enum rc rc = file_of(keys, person, &path, err);

    if (rc || !disk_is_there(path.text))
        return rc;
    rc = overwrite(path.text, err);
    if (!rc && unlink(path.text) != 0)
        rc = err_set(err, RC_IO, "%s: cannot be removed: %s", path.text, strerror(errno));
    if (!rc)
        rc = folder_of(keys, &folder, err);
    return rc ? rc : disk_sync_folder(folder.text, err);
}
