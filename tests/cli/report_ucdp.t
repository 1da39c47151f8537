A real day: public event data against the Minsk agreements, from init to the report. Nobody of a mission saw any of it:
nothing is stated as seen, everything as told.

  $ U="$ROOT/../shared/data/events/ucdp_ged_ukraine_2014_2021_clean.csv"
  $ [ -f "$U" ] || { echo "there is no ../shared/data/events"; exit 80; }
  $ M="$ROOT/examples/minsk"
  $ aasc init m --pact "$M/minsk.pact" --gazetteer "$M/gazetteer.csv" --label PUBLIC --name example.org/minsk
  $ aasc import m "$U" >/dev/null
  $ aasc report daily m --period 2015-02-15 --for PUBLIC --out day
  aasc: DR-minsk-2015-046, draft: day (* verdicts, as of checkpoint *) (glob)
  $ grep -o '"hours":[0-9]*' day/report.json
  "hours":24
  $ grep -o '"noticed":{"min":[^}]*}' day/report.json | sort -u
  "noticed":{"min":0,"max":0}

Days on which clocks change in Kyiv:

  $ for day in 2015-03-29 2015-10-25
  > do
  >   aasc report daily m --period $day --for PUBLIC --out $day 2>/dev/null
  >   grep -o '"hours":[0-9]*' $day/report.json
  > done
  "hours":23
  "hours":25
