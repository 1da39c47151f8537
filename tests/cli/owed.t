What is owed over time, by the observer as by a party. The rows of examples/undof-1974/duties.ndjson are made up.

  $ cd "$ROOT/examples/undof-1974"
  $ told() { aasc judge "$1" "$2" --only "$3" --all --csv | awk -F, 'NR > 1 { print $5, $7, $9, $23 }'; }

Inspections at most 15 days apart, each reported to both; and within 48 h of a request:

  $ told undof.pact duties.ndjson P.inspect
  compliant undof 1974-07-16T14:30:00Z 
  compliant undof 1974-07-22T05:00:00Z 
  compliant undof 1974-08-02T08:00:00Z 
  pending undof 1974-08-17T20:59:59.999Z due
  violation undof 1974-08-02T08:00:00Z not_reported
  $ told undof.pact duties.ndjson P.request
  compliant undof 1974-07-22T05:00:00Z 
  violation undof 1974-08-12T06:00:00.001Z overdue

As of a later instant nothing was done since:

  $ aasc judge undof.pact duties.ndjson --only P.inspect --as-of 1974-08-17T21:00:00Z --csv | awk -F, 'NR > 1 { print $5, $9, $23 }'
  violation 1974-08-17T21:00:00Z overdue
  violation 1974-08-02T08:00:00Z not_reported

A record says the same:

  $ command -v jq >/dev/null || { echo "jq is not installed"; exit 80; }
  $ U="$ROOT/examples/undof-1974"
  $ cd "$OLDPWD"
  $ aasc init u --pact "$U/undof.pact" --label PUBLIC
  $ aasc import u "$U/duties.ndjson" --quiet >output
  $ lines() { jq -cS 'select(.kind == "verdict") | del(.receipt)' | sort; }
  $ aasc judge "$U/undof.pact" "$U/duties.ndjson" --json --quiet --all | lines | cmp - <(aasc verdict list u --json --all | lines)

The community by its own charter; the rows of examples/aasc/force.ndjson are made up, too:

  $ A="$ROOT/examples/aasc"
  $ told "$A/aasc.pact" "$A/force.ndjson" c.size
  compliant aasc 2027-06-01T00:00:00Z 
  compliant aasc 2027-06-08T00:00:00Z 

Demobilisation and inspections of the model peace:

  $ told "$A/aasc.pact" "$A/peace.ndjson" 6
  compliant ukr 2027-08-24T21:00:00Z met
  pending ukr 2027-09-29T20:59:59.999Z on_track
  pending ukr 2027-10-29T20:59:59.999Z on_track
  indeterminate rus 2027-08-30T21:00:00Z late
  pending rus 2027-09-29T20:59:59.999Z not_due
  pending rus 2027-10-29T20:59:59.999Z not_due
  $ told "$A/aasc.pact" "$A/peace.ndjson" 9
  compliant ukr 2027-07-02T06:00:00Z 
  compliant undetermined 2027-07-02T06:00:00Z 
  violation rus 2027-07-03T08:00:00Z denied
  compliant rus 2027-07-11T21:00:00Z 
  violation undetermined 2027-07-11T20:00:00.001Z late

How fast help would be there, where routes say so:

  $ told "$A/aasc.pact" "$A/force.ndjson" c.rrf
  compliant aasc 2027-06-01T00:00:00Z 
  compliant aasc 2027-06-01T00:00:00Z 
  compliant aasc 2027-06-01T00:00:00Z 
  compliant aasc 2027-06-01T00:00:00Z 
  indeterminate aasc 2027-06-01T00:00:00Z too_far
  indeterminate aasc 2027-06-01T00:00:00Z too_far
  indeterminate aasc 2027-06-01T00:00:00Z too_far
  compliant aasc 2027-06-01T00:00:00Z 

Proportions, rates and replacements (the rows of examples/limits/year.ndjson are made up), and a record of them:

  $ L="$ROOT/examples/limits"
  $ told "$L/limits.pact" "$L/year.ndjson" 2
  pending east 2027-01-10T00:00:00Z above_part
  compliant north 2027-01-10T00:00:00Z 
  compliant south 2027-01-10T00:00:00Z 
  violation east 2027-07-10T00:00:00Z above_part
  compliant north 2027-07-10T00:00:00Z 
  compliant south 2027-07-10T00:00:00Z 
  pending east 2027-01-10T00:00:00Z above_part
  compliant north 2027-01-10T00:00:00Z 
  compliant south 2027-01-10T00:00:00Z 
  compliant east 2027-07-10T00:00:00Z 
  compliant north 2027-07-10T00:00:00Z 
  compliant south 2027-07-10T00:00:00Z 
  $ told "$L/limits.pact" "$L/year.ndjson" 3
  compliant east 2027-03-03T06:00:00Z 
  compliant east 2027-03-30T21:59:59Z 
  violation east 2027-03-31T21:59:59Z over_limit
  compliant east 2027-03-31T22:00:00Z 
  $ told "$L/limits.pact" "$L/year.ndjson" 5 | grep -v compliant
  needs_assessment south 2027-06-06T10:00:00Z 
  violation south 2027-08-06T10:00:00Z unmatched
  violation south 2027-08-06T10:00:00Z wrong_port
  violation south 2027-08-06T10:00:00Z not_notified
  $ told "$L/limits.pact" "$L/year.ndjson" 6
  violation north 2027-10-01T10:00:00Z 
  exempt east 2027-10-01T10:30:00Z 
  violation east 2027-10-01T12:00:00Z 
  $ aasc init l --pact "$L/limits.pact" --label PUBLIC
  $ aasc import l "$L/year.ndjson" --quiet >output
  $ aasc judge "$L/limits.pact" "$L/year.ndjson" --json --quiet --all | lines | cmp - <(aasc verdict list l --json --all | lines)

What a panel finds weeks later excuses fire that was a violation until then:

  $ aasc init f --pact "$L/limits.pact" --label PUBLIC
  $ grep -v '"kind":"finding"' "$L/year.ndjson" >before.ndjson
  $ grep '"kind":"finding"' "$L/year.ndjson" >found.ndjson
  $ fire() { aasc verdict list f --term 6 --json --all "$@" | jq -r 'select(.kind == "verdict") | [.verdict, .party, .inputs[]] | join(" ")' | sort; }
  $ aasc import f before.ndjson --quiet >output
  $ fire
  violation east a2
  violation east a3
  violation north a1
  $ aasc import f found.ndjson --quiet >output
  $ fire
  exempt east a2 f1 f2 f3 m2
  violation east a3
  violation north a1
  $ aasc verdict list f --term 6 | grep -c violation
  2

In the daily report fire that is permitted is in no column of violations, and is said to be none: 13 were noticed, 9 are violations.

  $ aasc init permitted --pact "$L/limits.pact" --label PUBLIC && aasc import permitted "$L/year.ndjson" --quiet >output
  $ aasc report daily permitted --period 2027-10-01 --for mission --out first >output 2>&1; grep -o 'Fire noticed that is no violation[^<]*' first/report.html
  Fire noticed that is no violation, because the agreement, its parties or the body in charge permit it: 4.
  $ cut -d , -f 3,7 first/ceasefire_by_region.csv
  noticed,machine
  13,2 (9)
  $ aasc report daily permitted --period 2027-10-02 --for mission --out second >output 2>&1; grep -c 'Fire noticed' second/report.html
  0
  [1]

An event that two terms let pass is told of once; one that is a violation of another term is not told of here:

  $ more() { sed '$d' "$L/limits.pact"; printf '  term 8 ceasefire { ref "Art 8"; binds east, north, south; from D; prohibits fire any }\n'; [ $1 = 8 ] || printf '  term 9 return_fire { ref "Art 9"; binds east, north, south; from D; under 8; notify mission\n    permits fire when offensive and order_issued and coordination_failed }\n'; echo "}"; }
  $ for n in 8 9; do more $n >with-$n.pact; aasc init two-$n --pact with-$n.pact --label PUBLIC && aasc import two-$n "$L/year.ndjson" --quiet >output; aasc report daily two-$n --period 2027-10-01 --for mission --out out-$n >output 2>&1; grep -o 'Fire noticed[^<]*' out-$n/report.html || echo nothing; done
  nothing
  Fire noticed that is no violation, because the agreement, its parties or the body in charge permit it: 4.
