Whose word a verdict is: the report states as the mission's what an officer confirmed, and counts the rest apart.

  $ K="$ROOT/examples/kalmius"
  $ aasc verdict confirm --help >/dev/null 2>&1 || { echo "there is no aasc verdict confirm yet"; exit 80; }
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius
  $ aasc import k "$K/night.ndjson" >/dev/null
  $ SIZE=$(sed -n 2p k/head/checkpoint)
  $ id() { aasc verdict list k --term $1 | sed -n "/violation/s/.* //p" | head -n 1; }
  $ aasc verdict confirm k $(id art.1) >/dev/null
  $ aasc verdict confirm k $(id art.4.s) >/dev/null
  $ aasc verdict contest k $(id art.9) --party south --note "it was not so" >/dev/null
  $ aasc verdict withdraw k $(id art.7) --note "counted wrongly" >/dev/null
  $ NIGHT=2026-10-14T12:00/2026-10-15T12:00
  $ aasc report daily k --period $NIGHT --for PUBLIC --out d 2>/dev/null
  $ grep -o 'Violations confirmed by the mission: [^"]*not counted: 1' d/report.json
  Violations confirmed by the mission: 2. Assessed by the engine alone and not stated as the mission’s: 20; contested by a party: 1; withdrawn and not counted: 1
  $ grep -o 'The mission assessed this as a violation of [^.]*' d/report.json
  The mission assessed this as a violation of Article 1
  The mission assessed this as a violation of Article 4
  $ cut -d, -f17 d/table1.csv | sort | uniq -c | sed 's/^ *//'
  1 confirmed
  8 machine
  1 status

Before anybody said so, it was the machine's, and still is as of then.

  $ aasc report daily k --period $NIGHT --for PUBLIC --as-of $SIZE --out then 2>/dev/null
  $ grep -o 'Violations confirmed by the mission: [0-9]*' then/report.json
  Violations confirmed by the mission: 0
