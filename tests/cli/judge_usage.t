What is wrong with the words of the command line, and what would be right: always exit 2.

  $ D="$ROOT/tests/cli/data"; P="$D/small.pact"; N="$D/night.ndjson"
  $ aasc judge
  aasc: the agreement is missing: aasc judge PACT FILE…
  See: aasc judge --help
  [2]
  $ aasc judge "$P"
  aasc: a file of observations is missing: aasc judge PACT FILE…
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --jason
  aasc: there is no option --jason; did you mean --json?
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" -j
  aasc: there is no option -j; options are written --like-this
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --json --csv
  aasc: --json, --csv and --geojson: one of them at a time
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --json --json
  aasc: --json is given twice
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --json=yes
  aasc: --json takes no value
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --out
  aasc: --out needs a value: --out DIR
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --out=
  aasc: --out needs a value that is not empty: --out DIR
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --events
  aasc: --events goes with --json; --out writes events anyway
  See: aasc judge --help
  [2]
  $ aasc judge "$P" - -
  aasc: standard input (-) can be read once only
  See: aasc judge --help
  [2]
  $ aasc judge - "$N" </dev/null
  aasc: the agreement must be a file: its geometry stands beside it
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --format cvs
  aasc: --format cvs: no such FORMAT; did you mean csv?
  See: aasc judge --help
  [2]
  $ aasc judge "$P" "$N" --format acled
  aasc: format "acled" comes later; until then: csv with a mapping file
  [2]
  $ aasc judge "$P" "$N" --only 4
  aasc: there is no term "4"; the nearest is "1"
  [2]
  $ aasc judge "$P" "$N" --party nort
  aasc: --party nort: no such party; did you mean north?
  [2]
  $ aasc judge "$P" "$N" --party 'a party of which nobody heard'
  aasc: --party a party of which nobody heard: the agreement has no such party
  [2]
  $ aasc judge "$P" "$N" --zone Europe/Kviv
  aasc: there is no time zone "Europe/Kviv" in /usr/share/zoneinfo; write it as in "Europe/Kyiv" (Debian: the package tzdata)
  [2]
  $ aasc judge "$P" "$N" --zone ../../etc/passwd
  aasc: "../../etc/passwd" is no name of a time zone; write it as in "Europe/Kyiv"
  [2]
  $ aasc judge "$P" "$N" --as-of yesterday
  aasc: --as-of: "yesterday" is not a time; write 2020-07-10, 2020-07-10T20:05[:10[.123]] or either time with Z or +02:00 behind it
  [2]
  $ aasc judge "$P" "$N" --map nowhere.map
  aasc: nowhere.map: cannot be read: No such file or directory
  [2]
  $ aasc judge "$P" "$N" --gazetteer nowhere.csv
  aasc: nowhere.csv: cannot be read: No such file or directory
  [2]
  $ aasc judge "$P" "$N" --equipment nowhere.tsv
  aasc: nowhere.tsv: cannot be read: No such file or directory
  [2]

An option's value may stand behind "=" or as the next word; behind "--" everything is a file:

  $ aasc judge "$P" "$N" --only=3 --quiet | grep '^[0-9]* violation'
  1 violation, 0 indeterminate
  $ cp "$N" ./--json
  $ aasc judge "$P" -- --json | sed -n 3p
  6 rows read, 0 refused · 1 event · pact ???????????? · aasc * (glob)

A bad pact is exit 2 as well, with file, line, column and a caret:

  $ aasc judge nowhere.pact "$N"
  aasc: nowhere.pact: cannot be read: No such file or directory
  [2]
  $ (cd "$D" && aasc judge . night.ndjson)
  aasc: .: is a folder; name the file in it
  [2]
  $ sed 's/prohibits fire/prohibit fire/' "$P" >bad.pact; cp "$D/line.geojson" .
  $ aasc judge bad.pact "$N"
  bad.pact:12:78: prohibit is no statement of a ceasefire term; did you mean prohibits
        term 1 ceasefire { ref "Article 1"; binds north, south; where area valley; prohibit fire any }
                                                                                   ^~~~~~~~
  [2]
  $ sed 's/line.geojson#valley/..\/line.geojson#valley/' "$P" >up.pact
  $ aasc judge up.pact "$N"
  up.pact:10:26: "../line.geojson#valley" is not a file in the pact's folder; write a path relative to it, without ..
        area valley { geometry "../line.geojson#valley" }
                               ^~~~~~~~~~~~~~~~~~~~~~~~
  [2]
  $ sed 's/line.geojson#valley/https:\/\/example.org\/a.geojson#valley/' "$P" >net.pact
  $ aasc judge net.pact "$N"
  net.pact:10:26: "https://example.org/a.geojson#valley" is not a file in the pact's folder; write a path relative to it, without ..
        area valley { geometry "https://example.org/a.geojson#valley" }
                               ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  [2]

Exit status: 0 no violation, 1 violations, 3 nothing could be read. A refused row changes nothing, except with --strict.

  $ status() { aasc judge "$@" >output 2>&1; echo $?; }
  $ grep '"id":"d"' "$N" >none.ndjson; echo nonsense >bad.ndjson
  $ status "$P" none.ndjson
  0
  $ status "$P" "$N"
  1
  $ status "$P" bad.ndjson
  3
  $ status "$P" none.ndjson bad.ndjson
  0
  $ status "$P" "$N" bad.ndjson
  1
  $ status "$P" none.ndjson bad.ndjson --strict
  2
  $ status "$P" "$N" bad.ndjson --strict
  2
  $ status "$P" bad.ndjson --strict
  2
  $ status "$P" "$N" --strict
  1
  $ status "$P" "$N" nowhere.ndjson
  1
  $ status "$P" "$N" nowhere.ndjson --strict
  2
  $ status "$P" nowhere.ndjson
  3

Other commands:

  $ aasc
  aasc: say what to do: aasc --help lists the commands
  [2]
  $ aasc jugde
  aasc: aasc jugde: no such command; did you mean aasc judge?
  [2]
  $ aasc nonsense
  aasc: aasc nonsense: no such command; aasc --help lists them
  [2]
  $ aasc pact
  aasc: aasc pact needs one of check, fmt, json, from-json, explain, adopt behind it
  [2]
  $ aasc pact chek
  aasc: aasc pact chek: no such command; did you mean aasc pact check?
  [2]
  $ aasc help jugde
  aasc: aasc jugde: no such command; did you mean aasc judge?
  [2]
