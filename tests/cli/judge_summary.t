What a watch officer reads: what was found, what is undecided beside it, what could be seen.

  $ cd "$ROOT/tests/cli/data"
  $ aasc judge small.pact night.ndjson
  Small agreement
  2020-07-10 23:05:10 to 2020-07-11 12:00, Europe/Kyiv (12 h 55 min)
  6 rows read, 0 refused · 1 event · pact ???????????? · aasc * (glob)
  
  3 violations, 1 indeterminate
  
  By term and party                  violations  counting  indeterminate
  1  ceasefire, Article 1
    undetermined                              1       3–5              –
  2  withdrawal, Article 2
    north                                     1         1              1
  3  freedom of movement, Article 3
    south                                     1         1              –
  
  The gravest
    4 serious   07-10 23:05  3–5 explosion  1  undetermined  42TXS1506
    3 moderate  07-11 00:30  2S1            2  north         42TXS0800
    3 moderate  07-11 11:00  denial         3  south         42TXR2484
  
  By day        violations  fire  indeterminate
    2020-07-10           1   3–5              –  ███████
    2020-07-11           2     –              1  ██████████████
  
  Counted, least–most
    explosion 3–5; all sensors added up, as recorded: 5
  
  Read, and in no count
    weapon sighting 2
  
  Impediments
    denial 1
  
  What could be seen, as declared
    valley 50 %, 2020-07-10 21:00 to 2020-07-11 13:00
  
  Machine verdicts are not findings. aasc pact explain shows how a term is judged.
  [1]

Nothing that was observed breaks the terms: said so, with what could be seen, and exit 0.

  $ grep '"id":"d"\|coverage' night.ndjson | aasc judge small.pact -
  Small agreement
  2020-07-11 09:00, Europe/Kyiv
  2 rows read, 0 refused · 0 events · pact ???????????? · aasc * (glob)
  
  no violation in what was observed, 1 indeterminate
  
  By term and party         violations  counting  indeterminate
  2  withdrawal, Article 2
    north                            –         –              1
  
  By day        violations  fire  indeterminate
    2020-07-11           –     –              1
  
  Read, and in no count
    weapon sighting 1
  
  What could be seen, as declared
    valley 50 %, 2020-07-10 21:00 to 2020-07-11 13:00
  
  Machine verdicts are not findings. aasc pact explain shows how a term is judged.

One term, one party, all with --quiet (which leaves results as they are):

  $ aasc judge small.pact night.ndjson --only 3 --quiet | sed -n 4,8p
  
  1 violation, 0 indeterminate
  
  By term and party                  violations  counting  indeterminate
  3  freedom of movement, Article 3
  $ aasc judge small.pact night.ndjson --party south | sed -n 5,9p
  2 violations, 0 indeterminate
  
  By term and party                  violations  counting  indeterminate
  1  ceasefire, Article 1
    undetermined                              1       3–5              –
  $ aasc judge small.pact night.ndjson --party undetermined | grep '^[0-9]* violation'
  1 violation, 0 indeterminate

As known at a time: c was recorded at 21:30 UTC, which is 00:30 of the next local day.

  $ aasc judge small.pact night.ndjson --as-of 2020-07-10T21:29:59Z | sed -n 3,6p
  6 rows read, 0 refused · 1 event · pact ???????????? · aasc * (glob)
  As known at 2020-07-10T21:29:59Z; 4 rows came later.
  
  1 violation, 0 indeterminate
  $ aasc judge small.pact night.ndjson --as-of 2020-07-10 | grep violation
  1 violation, 0 indeterminate
  By term and party        violations  counting  indeterminate
  By day        violations  fire  indeterminate
  $ aasc judge small.pact night.ndjson --as-of 2020-07-11T00:30 | grep '^[0-9]* violation'
  2 violations, 0 indeterminate

Local times are those of the agreement's zone, unless --zone says otherwise:

  $ wall_clock() { sed -n 's/T20:05:10Z/T23:05:10/p' night.ndjson; }
  $ wall_clock | aasc judge small.pact - --json | grep -o '"time":"[^"]*"'
  "time":"2020-07-10T20:05:10Z"
  $ wall_clock | aasc judge small.pact - --zone UTC --json | grep -o '"time":"[^"]*"'
  "time":"2020-07-10T23:05:10Z"

A charter before the agreement does not change that:

  $ printf '{"time":"2027-07-10T23:05:10","place":{"lat":49.0,"lon":37.0,"sigma_m":10},"sense":"saw","phenomenon":"explosion"}\n' | aasc judge "$ROOT/examples/aasc/aasc.pact" - --only 1 --json | grep -o '"time":"[^"]*"'
  "time":"2027-07-10T20:05:10Z"

Rows of public event files were seen by nobody of the mission: at most indeterminate, unless trusted.

  $ reported() { grep '"sense"' night.ndjson | sed 's/^{/{"reported":true,/'; }
  $ reported | aasc judge small.pact - | sed -n 5,6p
  no violation in what was observed, 3 indeterminate
  3 indeterminate rest on reported rows only
  $ reported | aasc judge small.pact - --trust-reported | sed -n 4,6p
  Reported rows are judged like observations (--trust-reported).
  
  2 violations, 1 indeterminate

Names of places come from a gazetteer; columns stay aligned in any alphabet:

  $ cd "$OLDPWD"
  $ printf 'name,lat,lon\nАвдіївка,46.1,70.5\nVeslyn,46.0,70.5\n' >places.csv
  $ for place in Авдіївка Veslyn
  > do
  >   printf '{"time":"2020-07-10T20:05:10Z","place":{"near":"%s"},"sense":"saw","phenomenon":"shot"}\n' $place
  > done >near.ndjson
  $ aasc judge "$ROOT/tests/cli/data/small.pact" near.ndjson --gazetteer places.csv | grep -A 3 '^The gravest'
  The gravest
    2 minor  07-10 23:05  shot  1  undetermined  Авдіївка
    2 minor  07-10 23:05  shot  1  undetermined  Veslyn
  
  $ aasc judge "$ROOT/tests/cli/data/small.pact" near.ndjson | tail -n 6
  aasc: nothing could be read: no row of the input was taken
    near.ndjson:1: place: near: "Авдіївка": no table of places was given to look
    it up in
    near.ndjson:2: place: near: "Veslyn": no table of places was given to look it
    up in
  
  Machine verdicts are not findings. aasc pact explain shows how a term is judged.

Text from outside cannot steer the terminal:

  $ printf '{"id":"x","time":"2020-07-10T20:05:10Z","place":{"lat":46.1,"lon":70.5},"sense":"saw","phenomenon":"burst","colour\\u001b[2J":1}\n' >steer.ndjson
  $ aasc judge "$ROOT/tests/cli/data/small.pact" steer.ndjson | grep -A 1 refused$ | cat -v
  aasc: nothing could be read: no row of the input was taken
  1 row refused
    steer.ndjson:1: colourM-oM-?M-=[2J: observation has no member "colourM-oM-?M-=[2J"; what is to

A table of the user's own beside the built-in one:

  $ printf '%s\n' '{"time":"2020-07-10T21:30:00Z","place":{"lat":46.05,"lon":70.4,"sigma_m":50},"sense":"saw","phenomenon":"weapon_sighting","party":"north","items":[{"model":"Thunder-9"}]}' >thunder.ndjson
  $ aasc judge "$ROOT/tests/cli/data/small.pact" thunder.ndjson | grep indeterminate$
  no violation in what was observed, 1 indeterminate
  By term and party         violations  counting  indeterminate
  By day        violations  fire  indeterminate
  $ grep '^model	' "$ROOT/data/equipment.tsv" >own.tsv
  $ printf 'Thunder-9\tartillery\t122\t\t15200\ttracked\tThunder-9\t\t\n' >>own.tsv
  $ aasc judge "$ROOT/tests/cli/data/small.pact" thunder.ndjson --equipment own.tsv | grep indeterminate$
  1 violation, 0 indeterminate
  By term and party         violations  counting  indeterminate
  By day        violations  fire  indeterminate
