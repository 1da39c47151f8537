#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# vote.sh AASC SHIM [STRIDE]: as faults.sh, of a vote: of the taking of a ballot, and of its close. Whatever happened, no
# ballot that was acknowledged is lost, none counts twice, who hands one in again is told what it is, and the count is the
# one that there would have been.
stride=997
# shellcheck source=tests/faults/calls.sh
. "$(dirname "$0")/calls.sh"
members=(est lva pol)
origin=example.org/v

setup() {
    local m sep= people=
    mkdir -m 700 "$work/far"
    for m in "${members[@]}"; do
        "$aasc" council key "$work/far" "$m" >"$work/key" || fail "council key"
        people+="$sep{\"id\":\"$m\",\"member\":\"$m\",\"level\":\"SECRET\",\"rights\":[\"see\",\"draft\",\"approve\",\"roster\",\"vote\"],\"keys\":[\"$(sed -n 's/^public key //p' "$work/key")\"]}"
        sep=,
    done
    cat >"$work/c.pact" <<'END'
pact 1
charter c {
  timezone "UTC"
  obligation collective_defence none
  member est, lva, pol
  host lva
  standard grounds rank 1 score >= 0.70
  rule important { majority 2/3; quorum 1/2; floor 1/3; abstention ignored }
  mandate m { mode host_consent; tasks patrol; consent lva revocable notice 90 d }
  active mandate m
}
END
    { printf '{"schema":"aasc/roster/1","version":1,"policy":{"id":"community","members":["est","lva","pol"],"everybody":[["est","lva","pol"]],"audience":["est","lva","pol"]},"clearances":['
        sep=
        for m in "${members[@]}"; do
            printf '%s{"member":"%s","level":"SECRET","rights":["see","draft","approve","roster","vote"]}' "$sep" "$m"
            sep=,
        done
        printf '],"people":[%s]}' "$people"; } >"$work/roster.json"
    "$aasc" init "$work/before" --pact "$work/c.pact" --label PUBLIC --roster "$work/roster.json" --name $origin >"$work/out" 2>&1 ||
        fail "$(cat "$work/out")"
    cp -p "$work/far/by-est.key" "$work/before/keys/"
}

open_vote() { # SECONDS TITLE: sets $proposal; leaves its file in $work/p.json
    rm -f "$work/p.json"
    "$aasc" council propose "$work/before" --title "$2" --rule important --closes "$(date -u -d "+$1 seconds" +%Y-%m-%dT%H:%M:%SZ)" \
        --by est --out "$work/p.json" >"$work/said" 2>&1 || fail "$(cat "$work/said")"
    proposal=$(sed -n 's/^entry //p' "$work/said")
}

sign() { # MEMBER CHOICE
    rm -f "$work/$1.ballot"
    "$aasc" council vote "$work/p.json" --member "$1" --choice "$2" --keys "$work/far" --by "$1" --out "$work/$1.ballot" --quiet ||
        fail "$1 cannot sign"
}

cast() { # MEMBER CHOICE
    sign "$@"
    "$aasc" council take "$work/before" "$work/$1.ballot" >"$work/out" 2>&1 || fail "$(cat "$work/out")"
}

# What is known of the vote, without what differs from one run to the next.
known() {
    "$aasc" council show "$work/mission" "$proposal" 2>&1 | sed -E 's/[0-9a-f]{8}-[0-9a-f-]{27}/ID/g; s/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/TIME/g; s/checkpoint [0-9]+ [^ ]+/checkpoint/'
}

n_ballots() {
    "$aasc" entry list "$work/mission" --kind ballot --json | wc -l
}

is_sound() {
    "$aasc" fsck "$work/mission" >"$work/fsck" 2>&1 || fail "fsck: $(cat "$work/fsck")"
    known | cmp -s - "$work/known" || fail "something else is known of the vote: $(known | diff "$work/known" -)"
}

# ---- a ballot is taken ----

take_one() { # CLASS N
    rm -f "$work/receipt"
    fail_at "$@" "${take[@]}"
    was=$(n_ballots)
    if [ "$status" -eq 0 ]; then
        [ "$was" -eq 2 ] || fail "it was acknowledged and is not there"
        grep -q '^aasc/receipt/1$' "$work/receipt" || fail "it was acknowledged without a receipt"
    fi
    rm -f "$work/receipt"
    "$aasc" "${take[@]}" >"$work/again" 2>&1
    again=$?
    if [ "$was" -eq 2 ]; then
        [ $again -eq 5 ] && grep -q 'is there already' "$work/again" || fail "handed in again: $again, $(cat "$work/again")"
    else
        [ $again -eq 0 ] || fail "it cannot be handed in again: $(cat "$work/again")"
    fi
    [ "$(n_ballots)" -eq 2 ] || fail "$(n_ballots) ballots"
    is_sound
}

setup
open_vote 3600 "Long"
cast est yes
sign lva no
take=(council take "$work/mission" "$work/lva.ballot" --out "$work/receipt")
rm -f "$work/receipt"
count_calls "${take[@]}"
known >"$work/known"
at_each_call take_one

# ---- a vote is closed ----

close_one() { # CLASS N
    fail_at "$@" "${close[@]}"
    was=$("$aasc" entry list "$work/mission" --kind decision --json | wc -l)
    [ "$status" -ne 0 ] || [ "$was" -eq 1 ] || fail "it was closed and is not"
    "$aasc" "${close[@]}" >"$work/again" 2>&1
    again=$?
    [ $again -eq 0 ] && grep -q 'outcome: adopted' "$work/again" ||
        fail "closed again with $was decisions on the record: $again, $(cat "$work/again")"
    # closing again replaces a decision, and leaves one that stands
    "$aasc" entry list "$work/mission" --kind decision --json >"$work/decisions"
    [ $(($(wc -l <"$work/decisions") - $(grep -c '"supersedes"' "$work/decisions"))) -eq 1 ] || fail "it was decided twice"
    is_sound
}

open_vote 4 "Short"
cast est yes
cast lva no
cast pol yes
sleep 4.5
close=(council close "$work/mission" "$proposal" --by est)
count_calls "${close[@]}"
known >"$work/known"
grep -q adopted "$work/known" || fail "it was not adopted: $(cat "$work/known")"
at_each_call close_one
echo "$n_runs runs, $n_failed of them failed and said so; no ballot was lost, none counted twice"
