A charter that stands first, in UTC, does not set the hour that a watch officer reads.

  $ cat > rows.ndjson <<'END'
  > {"time":"2027-06-10T01:30","place":{"lat":50.3,"lon":36.5,"sigma_m":50},"sense":"saw","phenomenon":"explosion"}
  > END
  $ aasc judge "$ROOT/examples/aasc/aasc.pact" rows.ndjson --only 1 | sed -n 3p
  2027-06-10 01:30, Europe/Kyiv
