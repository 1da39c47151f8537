A second language is a file: here one in which every letter of every phrase is an x. What else is printed is data.

  $ K="$ROOT/examples/kalmius"
  $ aasc init k --pact "$K/kalmius.pact" --label PUBLIC --name example.org/kalmius >/dev/null
  $ aasc import k "$K/night.ndjson" >/dev/null
  $ LC_ALL=C awk -F'\t' -v OFS='\t' '
  > /^#/ || NF < 2 { print; next }
  > { out = ""; depth = 0
  >   for (i = 1; i <= length($2); i++) { c = substr($2, i, 1); depth += (c == "{") - (c == "}")
  >     out = out (depth == 0 && c ~ /[A-Za-z]/ ? "x" : c) }
  >   print $1, out }' "$ROOT/data/phrases.en.tsv" >x.tsv
  $ aasc report daily k --period 2026-10-14T12:00/2026-10-15T12:00 --for mission --phrases x.tsv --out day 2>/dev/null
  $ head -n 2 day/report.html | grep -o 'lang="[a-z]*"'
  lang="xx"

Data are words of the agreement and of the rows as they name things, but for those of the vocabularies, which people read in their language.

  $ words() { grep -o '[A-Za-z]\{3,\}' "$@" | grep -v '^[xX]*$' | sort -u; }
  $ grep '^word\.' "$ROOT/data/phrases.en.tsv" | cut -f1 | cut -d. -f2 | grep -v _ | sort -u >vocabulary
  $ cat "$K/kalmius.pact" "$K/night.ndjson" "$K"/geo/*.geojson | words | sort -u - <(printf '%s\n' airzone aasc example org PUBLIC REL ALL sha) >data
  $ grep -o '"\(text\|place_text\|name\|reason\|given\|note\|remark\|by\|id\|quote\|site\|path\)" *: *"[^"]*"' "$K/night.ndjson" | words >named
  $ left() { words | grep -v '^[0-9a-f]*$' | comm -23 - <(comm -23 data vocabulary | sort -u - named); }
  $ sed 's/<style>/\n&/; s/<\/style>/&\n/' day/report.html | sed '/<style>/,/<\/style>/d; s/<[^>]*>/ /g; s/&[a-z]*;/ /g' | left
  $ grep -o '<title[^<]*</title>' day/report.html | sed 's/<[^>]*>//g' | left

The map and the timeline are outlines in the page; in the PDF they are letters.

  $ command -v pdftotext >/dev/null || exit 80
  $ pdftotext day/report.pdf - | left

What was published in a language is made again in it alone.

  $ aasc report daily k --period 2026-10-14 --for PUBLIC --phrases x.tsv --drafter A --approver B --out first 2>/dev/null
  $ aasc report daily k --again DR-kalmius-2026-287 --for PUBLIC --phrases x.tsv --out again 2>/dev/null
  $ diff -r first again
  $ aasc report daily k --again DR-kalmius-2026-287 --for PUBLIC
  aasc: the report was published with another catalogue: give the file with the SHA-256 * by --phrases (glob)
  [5]
  $ sed 's/^map.fire.*//' x.tsv >short.tsv; aasc report daily k --period 2026-10-14 --for PUBLIC --phrases short.tsv
  aasc: short.tsv: the phrase "map.fire" is missing
  [2]
  $ aasc report daily k --period 2026-10-14 --for PUBLIC --phrases none.tsv 2>/dev/null
  [3]
