The same pact and the same rows give the same bytes, in whatever order they come.

  $ D="$ROOT/tests/cli/data"; P="$D/small.pact"; cp "$D/night.ndjson" night.ndjson
  $ judge() { aasc judge "$P" "$@" --json --all --events; }
  $ judge night.ndjson >one
  [1]
  $ judge night.ndjson | cmp - one
  $ TZ=Asia/Tokyo LC_ALL=C LANG=ru_RU.UTF-8 judge night.ndjson | cmp - one
  $ tac night.ndjson >backwards.ndjson; judge backwards.ndjson | cmp - one
  $ for seed in 1 2 3 4 5
  > do
  >   shuf --random-source=<(yes $seed) night.ndjson >shuffled.ndjson; judge shuffled.ndjson | cmp - one
  > done

Blanks and the order of members in a line do not matter either; neither does how the rows are spread over files:

  $ sed 's/,"/ , "/g' night.ndjson >spaced.ndjson; judge spaced.ndjson | cmp - one
  $ head -n 2 night.ndjson >a.ndjson; tail -n +3 night.ndjson >b.ndjson
  $ judge a.ndjson b.ndjson | cmp - one; judge b.ndjson a.ndjson | cmp - one

A file that is given twice changes nothing, and says so:

  $ judge night.ndjson night.ndjson | cmp - one
  aasc: night.ndjson: the same as a file before it; taken once
  $ cp night.ndjson copy.ndjson; judge night.ndjson copy.ndjson --quiet | cmp - one

The folder of --out too, its page and its pictures:

  $ aasc judge "$P" night.ndjson --out first >/dev/null; aasc judge "$P" night.ndjson --out second >/dev/null
  [1]
  $ diff -r first second
  $ mkdir deeper; cd deeper; cp ../backwards.ndjson night.ndjson; aasc judge "$P" night.ndjson --out ../third >/dev/null; cd ..
  $ diff -r first third
