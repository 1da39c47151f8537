#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""arrivals.py SEED <ROWS >MORE: rows, and by chance others that contradict, correct or repeat them.

Rows of all kinds get rivals of the same source and id: with another count, time, place or party,
recorded earlier, later, at the same time or nobody says when; some say that they correct their own
id, some that of another row of their kind and source, and some of the rivals have rivals in turn.
All of it by SEED, in an order by SEED.
"""
import json
import random
import re
import sys

TIMES = ["time", "for", "at", "received_at", "valid_from"]


def shift(text, minutes):
    """Every clock time of a text, moved within its day."""

    def move(found):
        at = (int(found[1]) * 60 + int(found[2]) + minutes) % 1440
        return f"T{at // 60:02d}:{at % 60:02d}"

    return re.sub(r"T(\d\d):(\d\d)", move, text)


def otherwise(chance, row):
    """The row, saying something else; the first that it can say otherwise."""
    out = dict(row)
    for what in chance.sample(["count", "time", "place", "party", "fraction"], 5):
        if what == "count" and row.get("kind", "observation") == "observation":
            out["count"] = chance.randint(1, 40)
        elif what == "time" and any(name in row for name in TIMES):
            # both ends of an interval alike: none of the rows' intervals spans midnight twice
            name = next(name for name in TIMES if name in row)
            out[name] = shift(row[name], chance.choice([-7, 3, 40])) if "/" not in row[name] else row[name]
            if out[name] == row[name]:
                continue
        elif what == "place" and "lat" in row.get("place", {}):
            out["place"] = {**row["place"], "lat": round(row["place"]["lat"] + chance.choice([-0.2, -0.001, 0.15]), 5)}
        elif what == "party" and "party" in row:
            out["party"] = "north" if row["party"] == "south" else "south"
        elif what == "fraction" and "fraction" in row:
            out["fraction"] = round(chance.random(), 2)
        else:
            continue
        return out
    out["reliability" if "reliability" in row else "label"] = chance.choice("ABCDE") if "reliability" in row else "PUBLIC"
    return out


def rival(chance, row, others):
    out = otherwise(chance, row)
    when = chance.choice(["2026-10-01T00:00Z", "2026-10-14T12:00Z", "2026-10-16T00:00Z", "2026-10-17T00:00Z", None])
    if when:
        out["recorded_at"] = when
    says = chance.random()
    if says < 0.2:
        out["supersedes"] = row["id"]
    elif says < 0.4 and others:
        out["supersedes"] = chance.choice(others)["id"]
        if chance.random() < 0.5:
            out["id"] = chance.choice([row["id"], row["id"] + "-more"])
    return out


def main():
    chance = random.Random(int(sys.argv[1]))
    rows = [json.loads(line) for line in sys.stdin]
    made = list(rows)
    named = [row for row in rows if "id" in row]
    for _ in range(70):
        row = chance.choice(named)
        others = [r for r in named if r.get("kind") == row.get("kind") and r.get("source") == row.get("source")]
        new = rival(chance, row, others)
        made.append(new)
        named.append(new)
    made += chance.sample(made, 15)
    chance.shuffle(made)
    for row in made:
        print(json.dumps(row))


main()
