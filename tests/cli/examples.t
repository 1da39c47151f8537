The shipped example, as README.md and ./start run it:

  $ cd "$ROOT"
  $ K=examples/kalmius
  $ aasc judge $K/kalmius.pact $K/night.ndjson $K/camera.csv --map $K/camera.map >"$OLDPWD/summary"
  [1]
  $ sed -n '1,3p;5p' "$OLDPWD/summary"
  Agreement on the Kalmius Valley
  2026-10-14 18:00 to 2026-10-15 08:00, Asia/Qyzylorda (14 h)
  91 rows read, 1 refused · [0-9]+ events · pact [0-9a-f]{12} · aasc [0-9.]+ (re)
  [0-9]+ violations, [0-9]+ indeterminate (re)

Every example is a valid pact:

  $ for pact in examples/*/*.pact
  > do
  >   aasc pact check $pact >/dev/null || echo "$pact is not valid"
  > done

The commands of README.md and of the manual do what they say (1 is "violations"):

  $ grep -h '^    build/release/aasc judge examples\|^aasc judge examples' README.md docs/man/*.scd | sed 's/^ *//; s/build.release.aasc/aasc/; s/ *#.*//; s/--out out/--out "$OLDPWD\/out"/' | sort -u >"$OLDPWD/commands"
  $ while read -r line; do eval "$line" >/dev/null 2>&1; echo "$? $line" | sed 's/"$OLDPWD.out"/OUT/'; done <"$OLDPWD/commands"
  1 aasc judge examples/kalmius/kalmius.pact examples/kalmius/night.ndjson
  1 aasc judge examples/kalmius/kalmius.pact examples/kalmius/night.ndjson --only art.1 --json
  1 aasc judge examples/kalmius/kalmius.pact examples/kalmius/night.ndjson --out OUT
