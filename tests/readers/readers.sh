#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# readers.sh PROGRAM SHIM: missions that differ only in what a reader may not see answer that reader
# with the same bytes.
#
# One mission is made without any hidden entry, others with 1, 7 and 1000 of them, before, between
# and behind the visible ones. Clock and random source are pinned from outside (pin_shim.c), each
# step of a mission having its own: visible entries so have the same ids, and nothing is renamed
# before the comparison (a renaming by order could hide an order that tells something). Every command that takes a reader (--as, --for: asked of the program
# itself) then answers, and every byte of output, status and files is compared.
#
# The one exception is the log's own surface, by name, in `blank` below.
set -u
export LC_ALL=C.UTF-8 TZ=UTC TERM=dumb NO_COLOR=1
program=$(realpath -e "$1") && shim=$(realpath -e "$2") || exit 2
here=$(cd "$(dirname "$0")" && pwd)
K=$(cd "$here/../../examples/kalmius" && pwd)
work=${READERS_KEEP:-$(mktemp -d)}
[ -n "${READERS_KEEP-}" ] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work/in"
cd "$work" || exit 1
failed=0

fail() {
    echo "FAILED: $*"
    failed=$((failed + 1))
}

# ---- what differs ----

hidden_labels=('SECRET//REL est,lva,ltu' 'PUBLIC//C intel//REL est,lva,ltu' 'PUBLIC//REL est'
    'PUBLIC//REL est//ORCON//BY est' 'SECRET//C intel//REL est')

# LABELLED: every row of standard input gets the next hidden label.
labelled() {
    awk -v list="$(printf '%s\t' "${hidden_labels[@]}")" '
        BEGIN { n = split(list, label, "\t") - 1 }
        { sub(/}$/, ", \"label\": \"" label[NR % n + 1] "\"}"); print }'
}

# Rows that would change what others see, each in a way of its own.
special_rows() {
    cat <<'ROWS'
{"id": "p1-09x", "source": "patrol-1", "supersedes": "p1-09", "time": "2026-10-14T22:30", "place": {"lat": 46.4, "lon": 69.978, "sigma_m": 20}, "sense": "saw", "phenomenon": "troop_sighting", "party": "south", "count": 1}
{"id": "ac-01-h", "source": "aaa-1", "time": "2026-10-14T20:12:41.3", "place": {"lat": 46.17959, "lon": 70.12, "sigma_m": 300}, "sense": "recorded", "phenomenon": "explosion", "detail": "impact", "count": 9}
{"kind": "line_version", "id": "lv-1", "source": "joint-desk", "line": "river", "valid_from": "2026-09-02T00:00", "geometry": {"type": "LineString", "coordinates": [[69.0, 46.6], [71.2, 46.6]]}}
{"kind": "derogation", "id": "derog-h", "source": "joint-desk", "term": "art.1", "agreed_by": ["north", "south"], "for": "2026-10-10T00:00/2026-10-20T00:00", "exempt": true}
{"kind": "sensor", "id": "acoustic-1", "supersedes": "acoustic-1", "type": "acoustic", "place": {"lat": 46.5, "lon": 70.9, "sigma_m": 5000}, "clock_sigma_s": 600, "reliability": "E"}
{"id": "p2-09", "source": "patrol-2", "supersedes": "p2-09", "time": "2026-10-15T06:05", "place": {"lat": 46.5, "lon": 69.75, "sigma_m": 50}, "sense": "saw", "phenomenon": "troop_sighting", "party": "north", "count": 50}
{"kind": "permit", "id": "permit-h", "source": "joint-desk", "holder": "north", "scope": "art.3", "area": "bridge", "for": "2026-10-14T18:00/2026-10-15T08:00"}
{"kind": "coverage", "source": "acoustic-1", "area": "valley", "time": "2026-10-14T18:00/2026-10-15T08:00", "fraction": 1}
{"kind": "notification", "id": "note-h", "source": "joint-desk", "by": "south", "about": "exercise", "received_at": "2026-09-20T11:30", "for": "2026-10-14T20:00/2026-10-15T06:00", "command": "2nd-corps", "personnel": 1200, "complete": true}
{"kind": "complaint", "id": "cmp-h", "source": "joint-desk", "by": "north", "about": "p1-09", "claim": "we were ordered to", "received_at": "2026-10-15T06:40"}
{"kind": "reply", "id": "rep-h", "source": "joint-desk", "by": "south", "about": "cmp-02", "claim": "it could", "received_at": "2026-10-15T07:40"}
{"kind": "impediment", "id": "imp-h", "source": "patrol-1", "time": "2026-10-14T18:50", "until": "2026-10-14T23:02", "place": {"lat": 46.21809, "lon": 69.85, "sigma_m": 20}, "party": "north", "impediment": "denial", "means": "patrol", "reason": "hidden", "resolved": false}
{"kind": "site", "id": "depot-hidden", "source": "joint-desk", "party": "north", "type": "storage", "place": {"lat": 46.51, "lon": 70.1, "sigma_m": 20}}
{"kind": "visit", "id": "visit-h", "source": "patrol-1", "site": "depot-ardun", "by": "kmm", "time": "2026-10-15T07:55/2026-10-15T07:59", "access": "full", "seen": [{"model": "2A65", "serial": "N-104"}], "unreadable": 0}
{"kind": "inventory", "id": "inv-h", "source": "joint-desk", "site": "depot-ardun", "by": "north", "at": "2026-10-02T12:00", "items": [{"model": "2A65", "serial": "N-999"}]}
{"kind": "activity", "id": "ex-h", "source": "sat-7", "activity": "exercise", "by": "south", "time": "2026-10-14T20:00/2026-10-15T06:00", "place": {"lat": 45.8327, "lon": 69.9, "sigma_m": 500}, "command": {"id": "2nd-corps", "p": 1.0}, "personnel": 9000}
{"id": "weapon-h", "source": "zzz-9", "time": "2026-10-14T19:30", "place": {"lat": 45.95043, "lon": 70.05, "sigma_m": 50}, "sense": "saw", "phenomenon": "weapon_sighting", "party": "south", "items": [{"model": "T-72", "n": 30}]}
{"kind": "transfer", "id": "tr-h", "source": "joint-desk", "time": "2026-10-14T21:00", "place": {"lat": 46.5028, "lon": 70.1}, "from": "depot-ardun", "to": "depot-hidden", "items": [{"model": "2A65", "serial": "N-105"}]}
{"kind": "baseline", "id": "base-h", "source": "sat-7", "area": "air-zone", "at": "2026-09-01T00:00", "features": []}
{"id": "p1-08", "source": "patrol-1", "time": "2026-10-14T21:10", "place": {"lat": 46.1752, "lon": 69.978, "sigma_m": 20}, "sense": "saw", "phenomenon": "troop_sighting", "party": "north", "count": 60}
{"id": "p2-06", "source": "patrol-2", "time": "2026-10-14T18:05", "place": {"lat": 45.99659, "lon": 69.55, "sigma_m": 50}, "sense": "saw", "phenomenon": "weapon_sighting", "party": "south", "items": [{"model": "T-72", "n": 4, "state": "stationary"}]}
ROWS
}

# Copies of what is seen, at the same time and place, of other sources and other ids, which sort
# before and behind.
copied_rows() { # HOW_MANY
    local round=0 have=0 from
    while [ $have -lt "$1" ]; do
        for from in aaa zzz; do
            sed "s/\"id\": \"/&$from$round-/; s/\"source\": \"/&$from$((round % 4))-/
                s/\"fraction\": 0\.[0-9]*/\"fraction\": 0.5$round/" "$K/night.ndjson"
            have=$((have + $(wc -l <"$K/night.ndjson")))
        done
        round=$((round + 1))
    done | head -n "$1"
}

hidden_rows() { # HOW_MANY FIRST
    { special_rows; copied_rows "$1"; } | tail -n "+$2" | head -n "$1" | labelled
}

# ---- missions ----

at_step() { # NUMBER: pins clock and random source
    export PIN_AT_MS=$((1792200000000 + $1 * 600000)) PIN_SEED=$1
}

run() {
    LD_PRELOAD=$shim "$program" "$@"
}

# A step of all missions.
visible() { # NUMBER MISSION COMMAND…
    at_step "$1"
    local mission=$2 status
    shift 2
    run "$@" >>"$mission.log" 2>&1
    status=$?
    [ $status -le 1 ] || fail "$mission: $* exits with $status: $(tail -n 2 "$mission.log")"
}

# The k-th third of the hidden rows, at a time of its own; what would be in the way of a visible
# row, were it there before it, waits for the end.
hidden() { # NUMBER MISSION THIRD
    [ -s "$2.$3.ndjson" ] || return 0
    at_step "$1"
    run import "$2" "$2.$3.ndjson" >>"$2.log" 2>&1 || fail "$2: hidden rows: $(tail -n 2 "$2.log")"
}

split_hidden() { # MISSION HOW_MANY FIRST
    hidden_rows "$2" "$3" >"$1.hidden.ndjson"
    awk -v m="$1" '
        /"supersedes"|"id": "(p1-08|p2-06)"/ { print >(m ".3.ndjson"); next }
        { print >(m "." (NR % 3 + 1) ".ndjson") }' "$1.hidden.ndjson"
    touch "$1".{1,2,3}.ndjson
}

# The file of the visible rows in two halves; some of them only for lva and est.
head -n 45 "$K/night.ndjson" >in/first.ndjson
tail -n +46 "$K/night.ndjson" |
    sed '3~7s/}$/, "label": "CONFIDENTIAL\/\/REL est,lva"}/' >in/second.ndjson
echo '{"id": "p1-10b", "source": "patrol-1", "supersedes": "p1-10", "time": "2026-10-14T22:50", "place": {"lat": 46.37634, "lon": 70.1, "sigma_m": 50}, "sense": "saw", "phenomenon": "weapon_sighting", "party": "north", "items": [{"model": "T-80", "n": 7}]}' >in/third.ndjson

# Everything but the mission's name.
setup=(--pact "$K/kalmius.pact" in/charter.pact --label 'PUBLIC//REL ALL' --name example.org/k --roster)

echo '{"type":"FeatureCollection","features":[{"type":"Feature","id":"l","properties":{},"geometry":{"type":"LineString","coordinates":[[69,46.2],[71,46.2]]}}]}' >in/charter.geojson
cat >in/charter.pact <<'END'
pact 1
charter quiet {
  title "Standards of proof alone"
  timezone "UTC"
  obligation collective_defence none
  member est, lva, ltu
  host lva
  mandate m { mode host_consent; tasks patrol; consent lva revocable notice 90 d }
  active mandate m
  line l { geometry "charter.geojson#l"; left lva; right sth; accuracy 2 km }
  rule plain { majority simple }
  candidate sth { admit by plain; consider posture { indicator forces_within 5000 km of line l trend 12 months }; consider disputes { indicator registry disputes party sth } }
  standard reasonable_suspicion rank 1 score >= 0.40
  standard reasonable_grounds rank 3 score >= 0.70
}
END

public_key() { # NAME STEP: of a key of their own, made here
    at_step "$2"
    run key make "in/$1.key" "$1" | sed 's/public key //'
}

# The roster with people: who drafts and approves, and who opens inquiries: the node's desk, whose key
# is the same wherever the random source is.
with_officer() {
    local key
    at_step 1
    run init scratch "${setup[@]}" "$here/roster.json" >scratch.log 2>&1 || fail "init: $(cat scratch.log)"
    key=$(run log keys scratch --role desk | sed 's/^[^+]*+[^+]*+//' | base64 -d | tail -c 32 | base64 -w 0)
    jq --arg key "$key" '{member: "est", level: "SECRET", compartments: ["intel"]} as $est | .people =
        [$est + {id: "desk", rights: ["see", "mark", "confirm", "roster", "log"], keys: [$key]}] +
        [("duty-officer", "chief-of-mission") | $est + {id: ., rights: ["see", "mark", "draft", "approve"]}] +
        [["Carr", $carr], ["Dahl", $dahl] | $est + {id: .[0], rights: ["see", "mark", "draft", "approve", "release"], keys: [.[1]]}]
        ' --arg carr "$(public_key carr 41)" --arg dahl "$(public_key dahl 42)" "$here/roster.json" >in/roster.json
}

make_mission() { # NAME HOW_MANY FIRST
    split_hidden "$1" "$2" "$3"
    visible 1 "$1" init "$1" "${setup[@]}" in/roster.json
    hidden 2 "$1" 1
    visible 3 "$1" import "$1" in/first.ndjson
    hidden 4 "$1" 2
    visible 5 "$1" import "$1" in/second.ndjson
    acts "$1"
    visible 19 "$1" import "$1" in/third.ndjson
    hidden 20 "$1" 3
    hidden_acts "$1"
    inquiries "$1"
    hidden_inquiries "$1"
}

# What people do: to entries whose ids are the same in all missions.
acts() { # MISSION
    local for at=10
    mkdir -p "$1.published"
    for for in lva PUBLIC; do
        visible $((at++)) "$1" report daily "$1" --period 2026-10-14 --for $for --drafter duty-officer --approver chief-of-mission --out "$1.published/$for"
        visible $((at++)) "$1" report correct "$1" DR-kalmius-2026-287 --for $for --was five --is seven --cause "read late"
    done
}

cat >in/inquiry.json <<'END'
{"title":"Shelling of the crossing","terms":"Where the rounds came from.","concerned":["north","south"],
 "panel":[{"name":"ann","nationality":"fin"},{"name":"bo","nationality":"ind"}],
 "reply_until":"2026-10-20T00:00:00Z","due":"2026-11-01T00:00:00Z",
 "links":{"origin":[
  {"id":"north","statement":"from ground that north held","prior":0.4,"reason":"guns in range"},
  {"id":"south","statement":"from ground that south held","prior":0.4,"reason":"guns in range"},
  {"id":"staged","role":"false_flag","statement":"staged","prior":0.05,"reason":"seldom"},
  {"id":"other","role":"other_unknown","statement":"from elsewhere","prior":0.15,"reason":"unknown"}]}}
END

# The id of what was made last.
made() { # MISSION
    sed -nE 's/^(inquiry|exhibit) ([0-9a-f-]{36})$/\2/p' "$1.log" | tail -n 1
}

# An exhibit that two of the panel have weighed.
exhibit() { # STEP MISSION INQUIRY LINEAGE LABEL
    local at=$1 who id
    echo "$4" >"in/$4.txt"
    visible $((at)) "$2" inquiry exhibit "$2" "$3" --file "in/$4.txt" --title "of $4" --source "$4" --lineage "$4" --grade B2 --label "$5"
    id=$(made "$2")
    echo "{\"link\":\"origin\",\"exhibits\":{\"$id\":{\"chances\":{\"north\":0.9,\"south\":0.1,\"staged\":0.5,\"other\":0.2}}}}" >"$2.weighed.json"
    for who in ann bo; do
        visible $((++at)) "$2" inquiry assess "$2" "$3" "$2.weighed.json" --by $who
    done
    for who in ann bo; do
        visible $((++at)) "$2" inquiry assess "$2" "$3" "$2.weighed.json" --by $who --show
    done
}

inquiries() { # MISSION
    visible 24 "$1" key new "$1" ann
    visible 25 "$1" key new "$1" bo
    visible 26 "$1" inquiry open "$1" in/inquiry.json --label 'PUBLIC//REL ALL'
    inquiry_id=$(made "$1")
    exhibit 27 "$1" "$inquiry_id" craters 'PUBLIC//REL ALL'
}

# Another exhibit of the same inquiry, and an inquiry, that the others do not see.
hidden_inquiries() { # MISSION
    [ -s "$1.hidden.ndjson" ] || return 0
    exhibit 33 "$1" "$inquiry_id" sound 'PUBLIC//REL est'
    visible 38 "$1" inquiry open "$1" in/inquiry.json --label 'SECRET//REL est'
    hidden_inquiry_id=$(made "$1")
}

# A copy that the others may not read either.
hidden_release() { # MISSION
    local id
    id=$(run entry list "$1" --kind observation --json | grep -m 1 '//BY est"' |
        sed 's/.*"id":"\([0-9a-f]\{8\}-[0-9a-f-]\{27\}\)","kind":"observation","label".*/\1/')
    [ -n "$id" ] || return 0
    at_step 23
    export PIN_SEED=39 # ids of its own: the step is shared
    { run release draft "$1" "$id" --label 'PUBLIC//REL est' --drafter Carr --approver Dahl --reason "asked for" >"$1.draft" &&
        run key sign "$1.draft" --origin example.org/k --key in/carr.key >"$1.signed-1" &&
        run key sign "$1.signed-1" --key in/dahl.key >"$1.signed" &&
        run release publish "$1" "$1.signed" >>"$1.log" 2>&1; } || fail "$1: hidden release: $(tail -n 2 "$1.log")"
    n_releases=$((n_releases + 1))
}
n_releases=0

# The same, to what the others do not see, by whoever does.
hidden_acts() { # MISSION
    [ -s "$1.hidden.ndjson" ] || return 0
    at_step 23
    # a row that all see, corrected by one that they do not
    run entry correct "$1" "$(row_id p1-06)" --json '{"count":50,"label":"PUBLIC//REL est"}' >"$1.corrected" 2>&1
    [ $? -le 1 ] || fail "$1: entry correct: $(cat "$1.corrected")"
    hidden_release "$1"
    at_step 21
    # refused where a hidden row is ORCON: then there is no such edition
    run report daily "$1" --period 2026-10-13T00:00/2026-10-16T00:00 --for est --drafter Carr --approver Dahl --out "$1.published/est" >"$1.est" 2>&1
    at_step 22
    run report correct "$1" "$(sed -n 's/^aasc: \(DR-[^,]*\), published.*/\1/p' "$1.est")" --for est --was six --is eight --cause hidden >>"$1.est" 2>&1
}

# ---- answers ----

# Everything that is said and written, and the status, into a folder of the mission. The mission is
# always called `m`: its own name is no difference.
ask() { # MISSION NAME COMMAND…
    local to=answers/$1/$2
    rm -rf "$to"
    mkdir -p "$to"
    ln -sfn "$1" m
    ln -sfn "answers/$1" a
    at_step 40
    shift 2
    run "$@" >"$to/out" 2>"$to/err"
    echo $? >"$to/status"
}

# The log's own surface, and nothing else:
#   - size and root of the checkpoint that a report stands on, wherever it states them, and what is
#     hashed over them: SHA256SUMS of the three files that do, and the hash of SHA256SUMS;
#   - when that checkpoint was signed, as which time a report is known and a draft issued.
blank() { # FILE
    case $1 in
    *.pdf) # words with their places; of the checkpoint's lines and where they wrap, words without them
        pdftotext -bbox "$1" - | awk '
            function y_of(line) { sub(/.* yMin="/, "", line); return line + 0 }
            /<page/ { n = n_cut = 0 }
            /<word/ { line[++n] = $0; at[n] = y_of($0); word = $0; gsub(/<[^>]*>| /, "", word)
                      if (tolower(word) ~ /^checkpoint,?$/ || (last == "Issued" && word == "at") ||
                          (last == "As" && word == "known")) cut[++n_cut] = at[n]
                      last = word; next }
            /CreationDate|ModDate/ { next }
            /<\/page/ { for (i = 1; i <= n; i++) {
                            is_cut = 0
                            for (k = 1; k <= n_cut; k++) is_cut += at[i] - cut[k] < 9 && cut[k] - at[i] < 2
                            word = line[i]; gsub(/<[^>]*>| /, "", word)
                            if (is_cut && ((length(word) == 64 && word ~ /^[0-9a-f]+$/) || (word ~ /^[0-9,:-]+$/ && last !~ /^(page|of)$/)))
                                line[i] = "…"
                            else if (is_cut) line[i] = word
                            last = word
                            print line[i] } }
            { print }'
        ;;
    */SHA256SUMS) sed -E 's/^[0-9a-f]{64}(  report\.(html|json|pdf))$/…\1/' "$1" ;;
    *) sed -E \
        -e 's/"checkpoint_size":[0-9]+/"checkpoint_size":…/; s/"checkpoint_root":"[0-9a-f]{64}"/"checkpoint_root":"…"/' \
        -e 's/"checkpoint":\{"root":"[0-9a-f]{64}","size":[0-9]+\}/"checkpoint":{…}/; s/"sums":"[0-9a-f]{64}"/"sums":"…"/' \
        -e 's/checkpoint ([0-9]|,|\\00002c)+ [0-9a-f]{64} /checkpoint … /g; s/as of checkpoint [0-9]+\)/as of checkpoint …)/' \
        -e 's/(<dt>Checkpoint, (size|root)<\/dt><dd>)[0-9a-f,]+/\1…/' \
        -e 's/"(issued_at|as_known_at)":"[^"]*"/"\1":"…"/g; s/(<dt>(Issued at|As known at)<\/dt><dd>)[^<]*/\1…/' \
        "$1" ;;
    esac
}

same() { # MISSION_WITHOUT MISSION_WITH
    local name
    diff <(cd "answers/$1" && find . -type f | sort) <(cd "answers/$2" && find . -type f | sort) ||
        fail "$2: other files than without hidden entries"
    (cd "answers/$1" && find . -type f) | while read -r name; do
        cmp -s "answers/$1/$name" "answers/$2/$name" && continue
        cmp -s <(blank "answers/$1/$name") <(blank "answers/$2/$name") && continue
        echo "$name"
    done >"differ.$2"
    while read -r name; do
        fail "$2: $name:"
        diff <(blank "answers/$1/$name") <(blank "answers/$2/$name") | cut -c1-300 | head -n 6
    done <"differ.$2"
}

# ---- every command that takes a reader ----

readers=(lva lva:PUBLIC ltu)
covered=()

verdict_list() { # MISSION READER
    local to=$1 as=$2
    ask "$to" "verdict-list.$as" verdict list m --as "$as"
    ask "$to" "verdict-list-json.$as" verdict list m --as "$as" --json
    ask "$to" "verdict-list-all.$as" verdict list m --as "$as" --json --all
    ask "$to" "verdict-list-entries.$as" verdict list m --as "$as" --entries
    ask "$to" "verdict-list-superseded.$as" verdict list m --as "$as" --superseded
    ask "$to" "verdict-list-span.$as" verdict list m --as "$as" --json --from 2026-10-14T20:00 --to 2026-10-14T21:00
    ask "$to" "verdict-list-box.$as" verdict list m --as "$as" --json --box 46.1,69.9,46.3,70.3
    ask "$to" "verdict-list-term.$as" verdict list m --as "$as" --all --term art.4.n
    # in the middle of the record, and by numbers of entries: these are the log's
    ask "$to" "verdict-list-then.$as" verdict list m --as "$as" --json --as-of "$then"
    ask "$to" "verdict-list-first.$as" verdict list m --as "$as" --json --as-of 90
    ask "$to" "verdict-list-none.$as" verdict list m --as "$as" --json --as-of 5000
}
covered+=("verdict list")

report_daily() { # MISSION READER
    ask "$1" "report-daily.$2" report daily m --period 2026-10-14 --for "$2" --out "a/report-daily.$2/files"
    [ "$2" != lva ] || ask "$1" "report-days.$2" report daily m --period 2026-10-14T20:00/2026-10-15T08:00 --for "$2" --out "a/report-days.$2/files"
    ask "$1" "report-again.$2" report daily m --again DR-kalmius-2026-287 --for "$2" --out "a/report-again.$2/files"
}
covered+=("report daily")

# Of the reader's own incidents, each; the mission's have labels and ids that hang on what they rest
# on: to an audience they are not there.
report_spot() { # MISSION READER
    local id
    for id in $(run incident list none --as "$2" --json | sed -n 's/.*"id":"\([0-9a-f-]*\)".*/\1/p' | head -n 3); do
        ask "$1" "spot-own.$2.$id" report spot m "$id" --for "$2" --out "a/spot-own.$2.$id/files"
        [ "$(cat "answers/$1/spot-own.$2.$id/status")" = 0 ] || fail "$1: report spot of $2's own incident $id: $(cat "answers/$1/spot-own.$2.$id/err")"
    done
    ask "$1" "spot-none.$2" report spot m "$no_id" --for "$2" --out "a/spot-none.$2/files"
    ask "$1" "spot-hidden.$2" report spot m "$hidden_id" --for "$2" --out "a/spot-hidden.$2/files"
}
covered+=("report spot")

# It writes: asked for what is not there alone.
report_correct() { # MISSION READER
    ask "$1" "correct.$2" report correct m DR-kalmius-2026-288 --for "$2" --was 1 --is 2 --cause none
}
covered+=("report correct")

no_id=01900000-0000-8000-8000-000000000000 hidden_id=$no_id hidden_inquiry_id=$no_id

# What has to be there, and is not: a command that this file does not know.
check_covered() {
    local name
    run --help | sed -n 's/^    \([a-z-]*\( [a-z-]*\)\{0,1\}\)   *[a-z].*/\1/p' >commands
    [ -s commands ] || fail "the list of commands could not be read"
    while read -r name; do
        # shellcheck disable=SC2086
        run $name --help | grep -Eq '^ +--(as|for)( |$)' || continue
        echo "$name" >>with_readers
        printf '%s\n' "${covered[@]}" | grep -qxF "$name" ||
            fail "aasc $name answers readers, and this test does not cover it"
    done <commands
    [ "$(wc -l <with_readers)" -ge ${#covered[@]} ] || fail "commands that answer readers: $(paste -sd, with_readers)"
}

answer_all() { # MISSION
    local reader command
    for reader in "${readers[@]}"; do
        for command in "${covered[@]}"; do
            "${command// /_}" "$1" "$reader"
        done
    done
    report_daily "$1" PUBLIC
}

# Ids of what all see: rows that hidden ones correct, and others.
entry_list() { # MISSION READER
    ask "$1" "entry-list.$2" entry list m --as "$2"
    ask "$1" "entry-list-json.$2" entry list m --as "$2" --json
    ask "$1" "entry-list-import.$2" entry list m --as "$2" --json --kind import
    ask "$1" "entry-list-verdict.$2" entry list m --as "$2" --json --kind verdict
    ask "$1" "entry-list-then.$2" entry list m --as "$2" --json --as-of "$then"
}
covered+=("entry list")

row_id() { # ROW: its entry, the same in all missions
    run entry list "${2-none}" --json --kind observation | grep "\"id\":\"$1\"" | head -n 1 |
        sed 's/.*"id":"\([0-9a-f]\{8\}-[0-9a-f-]\{27\}\)","kind":"observation","label".*/\1/'
}

entry_show() { # MISSION READER
    local id
    for id in "${row_ids[@]}" "$no_id" "$hidden_id"; do
        ask "$1" "entry-show.$2.$id" entry show m "$id" --as "$2"
    done
}
covered+=("entry show")

release_list() { # MISSION READER
    ask "$1" "release-list.$2" release list m --as "$2"
    ask "$1" "release-list-json.$2" release list m --as "$2" --json
}
covered+=("release list")

incident_list() { # MISSION READER
    ask "$1" "incident-list.$2" incident list m --as "$2"
    ask "$1" "incident-list-json.$2" incident list m --as "$2" --json
}
covered+=("incident list")

incident_show() { # MISSION READER
    local id
    ask "$1" "incident-show-none.$2" incident show m "$no_id" --as "$2"
    for id in $(run incident list none --as "$2" --json | sed -n 's/.*"id":"\([0-9a-f-]*\)".*/\1/p' | head -n 2); do
        ask "$1" "incident-show.$2.$id" incident show m "$id" --as "$2"
        ask "$1" "incident-show-json.$2.$id" incident show m "$id" --as "$2" --json
        [ "$(cat "answers/$1/incident-show.$2.$id/status")" = 0 ] || fail "$1: incident show of $2's own $id: $(cat "answers/$1/incident-show.$2.$id/err")"
    done
}
covered+=("incident show")

inquiry_list() { # MISSION READER
    ask "$1" "inquiry-list.$2" inquiry list m --as "$2"
    ask "$1" "inquiry-list-json.$2" inquiry list m --as "$2" --json
}
covered+=("inquiry list")

inquiry_show() { # MISSION READER
    ask "$1" "inquiry-show.$2" inquiry show m "$inquiry_id" --as "$2"
    ask "$1" "inquiry-show-json.$2" inquiry show m "$inquiry_id" --as "$2" --json
    ask "$1" "inquiry-none.$2" inquiry show m "$no_id" --as "$2"
    ask "$1" "inquiry-hidden.$2" inquiry show m "$hidden_inquiry_id" --as "$2" --json
}
covered+=("inquiry show")

inquiry_report() { # MISSION READER
    ask "$1" "inquiry-report.$2" inquiry report m "$inquiry_id" --as "$2" --out "a/inquiry-report.$2/files"
    ask "$1" "inquiry-report-hidden.$2" inquiry report m "$hidden_inquiry_id" --as "$2" --out "a/inquiry-report-hidden.$2/files"
}
covered+=("inquiry report")

# By the line as it stood: a hidden row moves it.
echo '{"at":"2026-10-14T18:00:00Z","impact":{"lat":46.16,"lon":70.11},"line":"river","pieces":[
 {"kind":"crater","lat":46.16,"lon":70.11,"bearing":20,"unit":"deg","north":"true","sense":"to_gun","quality":"good"},
 {"kind":"weapon","model":"2S1"}]}' >in/pieces.json
inquiry_origin() { # MISSION READER
    ask "$1" "inquiry-origin.$2" inquiry origin m in/pieces.json --as "$2" --map "a/inquiry-origin.$2/map.svg"
}
covered+=("inquiry origin")

# No vote is on the record of these missions; what is seen of one is in tests/cli/council.t.
council_show() { # MISSION READER
    ask "$1" "council-show.$2" council show m --as "$2"
    ask "$1" "council-show-none.$2" council show m "$no_id" --as "$2"
    ask "$1" "council-show-hidden.$2" council show m "$hidden_id" --as "$2"
}
covered+=("council show")

council_mandate() { # MISSION READER
    ask "$1" "council-mandate.$2" council mandate m --as "$2"
    ask "$1" "council-mandate-json.$2" council mandate m patrol --as "$2" --json
}
covered+=("council mandate")

council_candidate() { # MISSION READER
    ask "$1" "council-candidate.$2" council candidate m --as "$2"
    ask "$1" "council-candidate-json.$2" council candidate m --as "$2" --json
}
council_members() { # MISSION READER
    ask "$1" "council-members.$2" council members m --as "$2"
}
council_missions() { # MISSION READER
    ask "$1" "council-missions.$2" council missions m --as "$2"
}
covered+=("council candidate" "council members" "council missions")

person_show() { # MISSION READER
    ask "$1" "person-show.$2" person show m "$no_id" --as "$2"
    ask "$1" "person-show-hidden.$2" person show m "$hidden_id" --as "$2"
}
covered+=("person show")

replay() { # MISSION READER
    ask "$1" "replay.$2" replay m --as "$2"
    ask "$1" "replay-json.$2" replay m --as "$2" --json
    ask "$1" "replay-first.$2" replay m --as "$2" --as-of 90
}
covered+=("replay")

# The log's own surface: none of it for who has no right to it.
log_denied() { # MISSION NAME COMMAND…
    ask "$@"
    [ "$(cat "answers/$1/$2/status")" = 5 ] && [ ! -s "answers/$1/$2/out" ] ||
        fail "$1: ${*:3}: answers a reader who has no right to the log"
}
log_show() { log_denied "$1" "log-show.$2" log show m --as "$2"; }
log_verify() { log_denied "$1" "log-verify.$2" log verify m --as "$2"; }
log_prove() { log_denied "$1" "log-prove.$2" log prove m "${row_ids[0]}" --as "$2"; }
log_export() { log_denied "$1" "log-export.$2" log export m "a/log-export.$2/files" --as "$2"; }
log_keys() { log_denied "$1" "log-keys.$2" log keys m --as "$2"; }
covered+=("log show" "log verify" "log prove" "log export" "log keys")

# What is hidden from all of them, by its id, is as absent as where it never was.
ask_hidden() { # MISSION
    local mission reader
    hidden_id=$(run verdict list "$1" --entries | grep -E '"label":"(SEALED|aasc:SECRET[^"]*)"' |
        sed -n 's/.*"id":"\([0-9a-f-]\{36\}\)","in.*/\1/p;q')
    hidden_id=${hidden_id:-$no_id}
    for mission in none "$1"; do
        for reader in "${readers[@]}"; do
            report_spot "$mission" "$reader"
            entry_show "$mission" "$reader"
            person_show "$mission" "$reader"
            inquiry_show "$mission" "$reader"
            inquiry_report "$mission" "$reader"
            council_show "$mission" "$reader"
            council_mandate "$mission" "$reader"
        done
    done
}

then=$(date -u -d @$((1792200000 + 600 * 4)) +%Y-%m-%dT%H:%M:%SZ)
check_covered
with_officer
make_mission none 0 1
row_ids=("$(row_id p1-09)" "$(row_id p2-09)" "$(row_id ac-01)" "$(row_id p1-06)")
answer_all none
grep -q violation answers/none/verdict-list-json.lva/out || fail "lva sees nothing at all"
ls -d answers/none/spot-own.lva.* >/dev/null || fail "lva has no incidents"
grep -q 'without craters: north 0.400' answers/none/inquiry-show.ltu/out || fail "ltu sees nothing of the inquiry"
for n in ${READERS_ALL+1:1 1:2 1:3 1:4 1:5 21:1} ${READERS_SET-1:6 7:1 1000:1}; do
    name=with-${n/:/-from-}
    make_mission "$name" "${n%:*}" "${n#*:}"
    answer_all "$name"
    ask_hidden "$name"
    same none "$name"
done
[ $n_releases -gt 0 ] || fail "no mission has a hidden release"
[ $failed -eq 0 ] || echo "$failed failures; READERS_KEEP=DIR keeps what was compared"
[ $failed -eq 0 ]
