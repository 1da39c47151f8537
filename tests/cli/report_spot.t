One incident on one page, and what an earlier report got wrong.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc import k "$K/night.ndjson" >/dev/null
  $ ID=$(aasc verdict list k --term art.1 | sed -n '/2026-10-14T13:10:30Z/s/.* //p')
  $ aasc report spot k $ID --out spot
  aasc: SR-kalmius-2026-*, draft: spot (* verdicts, as of checkpoint *) (glob)
  $ (cd spot && sha256sum --quiet -c SHA256SUMS)
  $ grep -o 'the mission heard 3[^"<]*' spot/report.html
  the mission heard 3–5 explosions. The engine assessed this as a violation of Article 1; no officer has confirmed it yet.
  $ grep -c 'north\|south' spot/report.json
  0
  [1]
An audience's edition is of its own incidents; their ids stand in its daily report. The mission's are not there.

  $ aasc report spot k $ID --for PUBLIC
  aasc: *: this audience has no such incident: aasc incident list --as prints its own (glob)
  [3]
  $ aasc report daily k --period 2026-10-14 --for PUBLIC --out public 2>/dev/null
  $ OWN=$(grep -o '{"id":"[^}]*"start":"2026-10-14T13:10:30Z"' public/report.json | cut -d'"' -f4)
  $ aasc report spot k $OWN --for PUBLIC --out spot2 2>/dev/null
  $ grep -o 'the mission heard 3[^"<]*' spot2/report.html
  the mission heard 3–5 explosions. The engine assessed this as a violation of Article 1; no officer has confirmed it yet.
  $ grep -o '42T WS [0-9 ]*' spot/report.json spot2/report.json | sort -u
  spot/report.json:42T WS 690 160
  spot2/report.json:42T WS 69 16
  $ aasc report spot k $ID --drafter A --approver A
  aasc: "A" cannot both draft and approve a report; two people must
  See: aasc report spot --help
  [2]
  $ aasc report spot k $ID --drafter A --approver B --out spot3
  aasc: SR-kalmius-2026-*, published: spot3 * (glob)
  $ aasc report daily k --period 2026-10-14T12:00/2026-10-15T12:00 --for mission --out day 2>/dev/null
  $ cut -d, -f1,4- day/table4.csv
  term,state
  spot report of the incident of 2026-10-14 18:00 to 21:40:05,late
  spot report of the incident of 2026-10-14 18:10:30 to 18:13:05,"met, late"
  spot report of the incident of 2026-10-14 20:10 to 20:55:12,late
  spot report of the incident of 2026-10-14 22:30 to 2026-10-15 02:14:19,late
  $ aasc report spot k $ID --drafter A --approver B --out spot4
  aasc: SR-kalmius-2026-* is published for mission already and is never changed; * (glob)
  [5]
  $ aasc report spot k 00000000-0000-8000-8000-000000000000
  aasc: 00000000-0000-8000-8000-000000000000: there is no such incident
  [3]
  $ aasc report spot k nonsense 2>/dev/null
  [2]

A correction stands in the next report of its audience, once; the report that was wrong stays as it was.

  $ aasc report daily k --period 2026-10-14 --for PUBLIC --drafter A --approver B --out first 2>/dev/null
  $ aasc report correct k DR-kalmius-2026-287 --for PUBLIC --was "5 explosions" --is "7 explosions" --cause "a late camera"
  aasc: DR-kalmius-2026-287: a correction is on the record; it stands in the next report
  $ aasc report daily k --period 2026-10-15 --for PUBLIC --drafter A --approver B --out next 2>/dev/null
  $ grep -o 'DR-kalmius-2026-287: instead of [^.]*' next/report.json
  DR-kalmius-2026-287: instead of “5 explosions” read “7 explosions”
  $ aasc report daily k --period 2026-10-16 --for PUBLIC --out third 2>/dev/null
  $ grep -o 'Nothing in earlier reports has been corrected[^.]*' third/report.json
  Nothing in earlier reports has been corrected since the last one
  $ aasc report daily k --again DR-kalmius-2026-287 --for PUBLIC --out again 2>/dev/null
  $ diff -r first again
  $ aasc report correct k DR-kalmius-2026-001 --for PUBLIC --was a --is b --cause c
  aasc: there is no published report "DR-kalmius-2026-001" for PUBLIC
  [3]
  $ aasc report correct k DR-kalmius-2026-287 --for PUBLIC --was a --is b
  aasc: --cause is missing
  See: aasc report correct --help
  [2]
