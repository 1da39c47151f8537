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

The mission holds what aasc judge says of the same file, word for word:

  $ said() { sed -n '/"kind":"verdict"/s/"receipt":{[^}]*},//p' | grep -E '"verdict":"(violation|indeterminate)"' | sort; }
  $ aasc verdict list m --json | said >kept
  $ aasc judge "$M/minsk.pact" "$U" --gazetteer "$M/gazetteer.csv" --json | said >judged
  $ wc -l <kept
  1866
  $ cmp kept judged && echo the same
  the same

The report is published, made again from its checkpoint, and the log that it stands on verified by somebody who has only
the key:

  $ aasc report daily m --period 2015-02-15 --for PUBLIC --drafter duty-officer --approver chief-of-mission --out published 2>/dev/null
  $ aasc report daily m --again DR-minsk-2015-046 --for PUBLIC --out again 2>/dev/null
  $ diff -r published again && echo byte for byte
  byte for byte
  $ (cd published && sha256sum --quiet -c SHA256SUMS) && echo whole
  whole
  $ aasc log keys m --role log >log.vkey
  $ aasc log export m public >/dev/null
  $ aasc-verify log.vkey public >said && echo verified
  verified
  $ command -v pdftotext >/dev/null || { echo "there is no pdftotext (poppler-utils)"; exit 80; }
  $ pdftotext -layout published/report.pdf - | grep -E '^(Drafted|Approved) by' | sed 's/  */ /g'
  Drafted by duty-officer
  Approved by chief-of-mission
