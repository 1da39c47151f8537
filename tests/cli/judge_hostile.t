Files that nobody would wish for: a message each, no hang, no crash; the good file beside them is judged.

  $ D="$ROOT/tests/cli/data"; P="$D/small.pact"; N="$D/night.ndjson"
  $ judge() { timeout 60 aasc judge "$P" "$@" --json 2>&1 | grep -v '"kind":"verdict"' | sed 's/.*\("read":[0-9]*,"rejected":[0-9]*\).*/\1/'; }
  $ ln -s "$N" good.ndjson

A folder, nothing, a device, a file that nobody may read (root may):

  $ mkdir folder.ndjson; judge folder.ndjson good.ndjson
  aasc: folder.ndjson: is a folder; name the file in it
  "read":6,"rejected":1
  $ : >empty.ndjson; judge empty.ndjson good.ndjson
  "read":6,"rejected":0
  $ judge /dev/zero good.ndjson
  aasc: /dev/zero: is a device; give a file, or - for standard input
  "read":6,"rejected":1
  $ cp "$N" locked.ndjson; chmod 0 locked.ndjson
  $ if [ "$(id -u)" -eq 0 ]; then echo 'aasc: locked.ndjson: cannot be read: Permission denied'; else judge locked.ndjson | head -n 1; fi
  aasc: locked.ndjson: cannot be read: Permission denied
  $ ln -s loop.ndjson loop.ndjson; judge loop.ndjson
  aasc: loop.ndjson: cannot be read: Too many levels of symbolic links
  aasc: nothing could be read: no row of the input was taken
  "read":0,"rejected":1

Pipes: one that somebody writes to is read, one that nobody writes to is refused after a while:

  $ judge <(cat "$N")
  "read":6,"rejected":0
  $ cat "$N" | judge -
  "read":6,"rejected":0
  $ mkfifo pipe.ndjson; judge pipe.ndjson
  aasc: pipe.ndjson: is a pipe to which nobody has written for 5 s
  aasc: nothing could be read: no row of the input was taken
  "read":0,"rejected":1

Cut short, at every kind of place:

  $ for n in 1 20 60 200 300
  > do
  >   head -c $n "$N" >cut.ndjson; judge cut.ndjson | tail -n 1
  > done
  "read":0,"rejected":1
  "read":0,"rejected":1
  "read":0,"rejected":1
  "read":1,"rejected":1
  "read":1,"rejected":1

Bytes that are no text, other encodings, a byte order mark:

  $ head -c 100000 "$(command -v aasc)" >binary; judge binary
  aasc: binary: neither the name's ending nor the first bytes tell the format; state it: ndjson, ucdp, firms, geojson or csv
  aasc: nothing could be read: no row of the input was taken
  "read":0,"rejected":1
  $ judge binary --format ndjson | tail -n 1 | sed 's/[0-9][0-9]*$/many/'
  "read":0,"rejected":many
  $ printf '\377\376{\000"\000' >utf16.ndjson; judge utf16.ndjson
  aasc: utf16.ndjson: the file is UTF-16; save it as UTF-8
  aasc: nothing could be read: no row of the input was taken
  "read":0,"rejected":1
  $ printf '\357\273\277' | cat - "$N" >mark.ndjson; judge mark.ndjson
  "read":6,"rejected":0
  $ printf '{"id":"\351t\351","time":"2020-07-10T20:05:10Z","place":{"lat":46.1,"lon":70.5},"sense":"saw","phenomenon":"shot"}\n' | cat - "$N" >latin1.ndjson; judge latin1.ndjson
  aasc: latin1.ndjson:1: byte 7 (line 1, column 8): these bytes are not UTF-8
  "read":6,"rejected":1
  $ printf '{"id":"\\ud800","time":"2020-07-10T20:05:10Z","place":{"lat":46.1,"lon":70.5},"sense":"saw","phenomenon":"shot"}\n' >half.ndjson; judge half.ndjson
  aasc: half.ndjson:1: byte 7 (line 1, column 8): a high surrogate needs \uDC00..\uDFFF behind it
  aasc: nothing could be read: no row of the input was taken
  "read":0,"rejected":1

A million columns, a million brackets, a row of many megabytes:

  $ awk 'BEGIN { printf "latitude,longitude"; for (i = 0; i < 1000000; i++) printf ",c%d", i; print ""; print "1,2" }' >wide.csv
  $ judge wide.csv good.ndjson | cut -c 1-60
  aasc: wide.csv: the header is not that of UCDP GED or FIRMS:
  "read":6,"rejected":1
  $ head -c 1000000 /dev/zero | tr '\0' '[' >deep.ndjson; echo >>deep.ndjson; judge deep.ndjson good.ndjson | tail -n 1
  "read":6,"rejected":1
  $ { printf '{"id":"'; head -c 30000000 /dev/zero | tr '\0' a; printf '"}\n'; } >long.ndjson; judge long.ndjson good.ndjson | tail -n 1
  "read":6,"rejected":1

Values that cannot be: coordinates out of range or not a number, dates that do not exist, counts that are negative:

  $ row() { printf '{"time":"%s","place":{"lat":%s,"lon":%s},"sense":"saw","phenomenon":"shot","count":%s}\n' "$@"; }
  $ { row 2020-07-10T20:00:00Z 91 70 1; row 2020-07-10T20:00:00Z NaN 70 1; row 2020-02-30T20:00:00Z 46 70 1
  >   row 2020-07-10T20:00:00Z 46 181 1; row 2020-07-10T20:00:00Z 46.1 70.5 -1; row 2020-07-10T20:00:00Z 46.1 70.5 1; } >odd.ndjson
  $ aasc judge "$P" odd.ndjson | sed -n '/refused$/,$p' | grep -o '^  odd.ndjson:[0-9]*'
    odd.ndjson:1
    odd.ndjson:2
    odd.ndjson:3
    odd.ndjson:4
    odd.ndjson:5
  $ judge odd.ndjson | tail -n 1
  "read":1,"rejected":5

A party that is misspelt would be judged by no term:

  $ for p in nroth North north rebels; do printf '{"time":"2020-07-10T20:00:00Z","place":{"lat":46.1,"lon":70.5},"phenomenon":"shot","party":"%s"}\n' $p; done >slip.ndjson
  $ aasc judge "$P" slip.ndjson --json 2>&1 >/dev/null
  aasc: party "nroth" is in no agreement, so no term binds it; did you mean "north"?
  aasc: party "North" is in no agreement, so no term binds it; did you mean "north"?
  [1]

Names of files that would steer a terminal or break a line:

  $ cp "$N" "$(printf 'a\033[31mb')"; aasc judge "$P" "$(printf 'a\033[31mb')" --format ndjson --out out >/dev/null; grep -c "$(printf '\033')" out/index.html
  0
  [1]
  $ aasc judge "$P" "$(printf 'no\033such')" 2>&1 | grep -c "$(printf '\033')"
  0
  [1]
