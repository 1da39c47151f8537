#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""flip.py MISSION FILE COUNT: change one byte of FILE at COUNT places, one at a time; each must be
reported by aasc fsck, naming FILE.

A byte of record.db may be one that SQLite keeps no content in (the rest of a page behind its rows, the
counters of the file's header): then nothing may be different in any row of any table."""
import os, shutil, sqlite3, subprocess, sys, tempfile


def rows_of(path):
    """Every row of every table and index, and how they are declared."""
    try:
        db = sqlite3.connect("file:%s?immutable=1" % path, uri=True)
        db.text_factory = bytes
        names = db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
        rows = [repr(names), repr(db.execute("PRAGMA user_version").fetchall()),
                repr(db.execute("PRAGMA application_id").fetchall())]
        for kind, name, _ in names:
            if kind == b"table":
                rows.append(repr(db.execute('SELECT * FROM "%s"' % name.decode()).fetchall()))
        return "\n".join(rows)
    except sqlite3.Error as e:
        return "unreadable: %s" % e


def fsck(mission):
    return subprocess.run(["aasc", "fsck", mission], capture_output=True, text=True)


def main(mission, name, count):
    path = os.path.join(mission, name)
    whole = open(path, "rb").read()
    is_record = name == "record.db"
    before = rows_of(path) if is_record else None
    n = min(int(count), len(whole))
    reported = idle = 0
    for i in range(n):
        at = i * (len(whole) - 1) // max(n - 1, 1)
        changed = bytearray(whole)
        changed[at] ^= 1 << (i % 8)
        with open(path, "r+b") as f:
            f.seek(at)
            f.write(changed[at:at + 1])
        for rest in ("-wal", "-shm"):
            if is_record and os.path.exists(path + rest):
                os.unlink(path + rest)
        got = fsck(mission)
        if got.returncode in (1, 2) and name in got.stdout + got.stderr:
            reported += 1
        elif got.returncode == 0 and is_record and rows_of(path) == before:
            idle += 1
        else:
            print("%s: byte %d: exit %d: %s%s" % (name, at, got.returncode, got.stdout, got.stderr))
        with open(path, "r+b") as f:
            f.seek(at)
            f.write(whole[at:at + 1])
    print("%s: every change was reported" % name if reported + idle == n and reported > 0
          else "%s: %d of %d reported, %d without effect" % (name, reported, n, idle))


main(*sys.argv[1:])
