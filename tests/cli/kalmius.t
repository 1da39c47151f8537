The night that examples/kalmius/README.md tells, verdict by verdict: term, verdict, party, count, rows.

  $ cd "$ROOT/examples/kalmius"
  $ aasc judge kalmius.pact night.ndjson camera.csv --map camera.map --csv 2>"$OLDPWD/refused" >"$OLDPWD/verdicts"; echo $?
  1
  $ cat "$OLDPWD/refused"
  aasc: camera.csv:9: time: "15.10.2026 25:10:00": there is no such time of day
  $ cd "$OLDPWD"
  $ told() { awk -F, -v term="$1" '$2 == term { print $5, $7 == "" ? "-" : $7, $11 "-" $12, $27 }' verdicts; }

  $ told art.1
  violation undetermined 3-5 p1-01 p2-01
  violation undetermined 24-36 p1-02
  violation undetermined 2-2 p2-02
  violation undetermined 12-15 ac-01 ac-02 ac-03 p2-03
  violation undetermined 2-2 cam-01
  violation undetermined 2-2 cam-02
  violation undetermined 1-1 ac-04
  violation south 1-1 u3-01
  violation south 3-3 cam-04
  indeterminate undetermined 6-6 p3-01
  indeterminate undetermined 0-4 media-01
  violation undetermined 1-2 cam-06 p2-11
  violation undetermined 4-4 cam-07
  violation undetermined 1-1 cam-09
  $ told art.2.guns
  violation south 1-1 u3-02
  violation south 1-1 p2-05
  indeterminate south 1-1 u3-03
  violation north 2-2 p1-05
  indeterminate north 1-1 u3-04
  violation undetermined 1-1 sat-01
  $ told art.2.rockets
  pending north 1-1 p1-06
  violation south 1-1 u3-06
  $ told art.3
  indeterminate north 4-4 p1-07
  exempt north 6-6 p1-08
  exempt north 6-6 cam-03
  violation north 6-6 p1-09
  violation south 1-1 cam-05
  violation south 2-2 cam-10
  exempt kmm 1-1 cam-11
  $ told art.4.n
  $ told art.4.s
  violation south 9-10 p2-06 u3-03 u3-07
  indeterminate south 4-7 p2-07 u3-06 u3-08
  $ told art.5
  exempt kmm 1-1 r1-03
  violation north 1-1 r1-01
  indeterminate south 1-1 r1-02
  indeterminate undetermined 1-1 p2-08
  $ told art.6
  violation south 1-1 u3-09
  indeterminate south 3-3 p1-11
  violation north 5-5 p2-09
  exempt north 4-4 p2-10
  $ told art.7
  violation north 1-2 inv-ardun note-11 visit-1
  indeterminate south 0-2 inv-dolm visit-2
  indeterminate south 0-3 inv-pereth visit-3
  $ told art.8
  violation south 1-1 ex-1 ex-2 note-12
  indeterminate north 1-1 ex-3
  $ told art.9
  violation both 1-1 imp-07
  violation south 1-1 imp-01
  violation south 1-1 imp-03
  violation undetermined 1-1 imp-05
  indeterminate north 1-1 imp-06
  violation south 1-1 imp-04
  $ told art.10
  needs_assessment - - 

On the thresholds: a tank on the very line, a gun that may be none, a launcher that came back:

  $ p_of() { awk -F, -v row="$1" '$27 == row { print $2, $6, $23 }' verdicts; }
  $ p_of u3-03
  art.2.guns 0.499997 in_violation_of_lines
  $ p_of u3-04
  art.2.guns 0.7 in_violation_of_lines
  $ p_of u3-06
  art.2.rockets 1 return

What complies is there too, when it is asked for: the wait of twelve minutes, the notice in time, eight tanks under a derogation:

  $ cd "$ROOT/examples/kalmius"
  $ aasc judge kalmius.pact night.ndjson --csv --all | awk -F, '$5 == "compliant" && ($2 == "art.8" || $2 == "art.9" || $2 == "art.4.n") { print $2, $7, $27 }'
  art.4.n north p1-04 p1-06
  art.4.n north derog-2 p1-10
  art.8 north ex-4 note-13
  art.9 north imp-02
