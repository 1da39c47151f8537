#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# roster.sh KEYS: the tutorial's roster, of three members with a person each, whose public keys stand in what
# `aasc council key` printed.
set -eu
rights='"see","mark","log","draft","approve","confirm","roster","vote"'
everybody='"est","lva","ukr"'
key() { # PERSON
    grep -A1 '^public' "$keys" | grep -B1 "verifier key $1+" | sed -n 's/^public key //p'
}
keys=$1
printf '{"schema":"aasc/roster/1","version":1,"policy":{"id":"community","members":[%s],"everybody":[[%s]],"audience":[%s]},"clearances":[' \
    "$everybody" "$everybody" "$everybody"
between=
for member in est lva ukr; do
    printf '%s{"member":"%s","level":"SECRET","rights":[%s]}' "$between" $member "$rights"
    between=,
done
printf '],"people":['
between=
for person in e.est l.lva k.ukr; do
    printf '%s{"id":"%s","member":"%s","level":"SECRET","rights":[%s],"keys":["%s"]}' "$between" $person "${person#*.}" "$rights" "$(key $person)"
    between=,
done
printf ']}\n'
