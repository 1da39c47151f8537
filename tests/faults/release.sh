#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# release.sh AASC SHIM [STRIDE]: as faults.sh, of a release, which puts two entries on the record: the process is killed at
# each of its calls that change the disk, and each write fails. A copy is shown if and only if the release stands behind it.
stride=997
# shellcheck source=tests/faults/calls.sh
. "$(dirname "$0")/calls.sh"

public_key() { # NAME
    "$aasc" key make "$work/$1.key" "$1" | sed 's/^public key //'
}
cat >"$work/roster.json" <<END
{"schema":"aasc/roster/1","version":1,"policy":{"id":"aasc","members":["est","lva"],"everybody":[["est","lva"]],"audience":["est","lva"]},
 "clearances":[{"member":"est","level":"SECRET","rights":["see","mark","draft","approve","release","roster"]},{"member":"lva","level":"PUBLIC","rights":["see"]}],
 "people":[{"id":"d","member":"est","level":"SECRET","rights":["see","mark","draft","release","roster"],"keys":["$(public_key d)"]},
           {"id":"a","member":"est","level":"SECRET","rights":["see","approve","roster"],"keys":["$(public_key a)"]}]}
END
"$aasc" init "$work/before" --pact examples/kalmius/kalmius.pact --label PUBLIC --roster "$work/roster.json" --name example.org/r >"$work/out" 2>&1 ||
    fail "$(cat "$work/out")"
source=$("$aasc" observe "$work/before" --json '{"id":"s1","source":"post","time":"2026-10-14T20:01:00Z","phenomenon":"shot","place":{"lat":46.18,"lon":70.11,"sigma_m":20},"label":"SECRET//REL est//BY est"}' | sed -n 's/^entry //p')
"$aasc" release draft "$work/before" "$source" --label 'PUBLIC//REL est,lva' --drafter d --approver a --reason asked >"$work/draft" &&
    "$aasc" key sign "$work/draft" --origin example.org/r --key "$work/d.key" >"$work/one" &&
    "$aasc" key sign "$work/one" --key "$work/a.key" >"$work/signed" || fail "it cannot be signed"

open_ones() {
    "$aasc" release list "$work/mission" --json | grep -c '"state":"open"'
}
shown() { # copies that lva has
    "$aasc" entry list "$work/mission" --kind release --as lva --json | wc -l
}

one() { # CLASS N
    local was again
    fail_at "$@" "${publish[@]}"
    was=$(open_ones)
    [ "$was" -eq "$(shown)" ] || fail "$was releases are open and $(shown) copies are shown"
    [ "$status" -ne 0 ] || [ "$was" -eq 1 ] || fail "it was acknowledged and is not there"
    "$aasc" "${publish[@]}" >"$work/again" 2>&1
    again=$?
    if [ "$was" -eq 1 ]; then
        [ $again -eq 5 ] && grep -q 'was published already' "$work/again" || fail "published again: $again, $(cat "$work/again")"
    else
        [ $again -eq 0 ] || fail "it cannot be published again: $(cat "$work/again")"
    fi
    [ "$(open_ones)" -eq 1 ] && [ "$(shown)" -eq 1 ] || fail "$(open_ones) releases are open and $(shown) copies are shown"
    n_alone=$((n_alone + ($("$aasc" entry list "$work/mission" --kind release --json | grep -c '"says":"copy"') == 2)))
    "$aasc" fsck "$work/mission" >"$work/fsck" 2>&1 || fail "fsck: $(cat "$work/fsck")"
    "$aasc" rebuild "$work/mission" >"$work/fsck" 2>&1 || fail "rebuild: $(cat "$work/fsck")"
}
n_alone=0
publish=(release publish "$work/mission" "$work/signed")
count_calls "${publish[@]}"
grep -E '^(write|kill) ' "$work/counts" >"$work/some" && mv "$work/some" "$work/counts"
at_each_call one
[ $n_alone -gt 0 ] || fail "no run was stopped between the copy and its release"
echo "$n_runs runs, $n_failed of them failed and said so, $n_alone between copy and release; a copy is shown where a release stands behind it"
