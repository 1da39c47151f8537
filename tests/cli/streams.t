Where output cannot go, somebody hears of it; where nobody wants it any more, nobody does.

  $ D="$ROOT/tests/cli/data"; judge() { aasc judge "$D/small.pact" "$D/night.ndjson" "$@"; }
  $ judge >/dev/full
  aasc: standard output: cannot be written: No space left on device
  [4]
  $ judge --json >/dev/full
  aasc: standard output: cannot be written: No space left on device
  [4]
  $ aasc --help >/dev/full
  aasc: standard output: cannot be written: No space left on device
  [4]
  $ judge >&-
  aasc: standard output: cannot be written: Bad file descriptor
  [4]
  $ judge --json --out out >&-
  aasc: standard output: cannot be written: Bad file descriptor
  [4]

With --out the folder is complete before anything is printed:

  $ ls out | wc -l
  11
  $ judge 2>&- >/dev/null; echo $?
  1
  $ judge - <&- 2>&1 | grep 'standard input'
  aasc: standard input: cannot be read: Bad file descriptor
    standard input: cannot be read: Bad file descriptor

A reader that goes away ends the program by the signal, as every other program, without a word:

  $ yes "$(head -n 1 "$D/night.ndjson" | sed 's/"id":"a",//')" | head -n 20000 | awk '{ sub(/46.1,/, sprintf("46.%06d,", NR)); print }' >many.ndjson
  $ aasc judge "$D/small.pact" many.ndjson --json | head -n 1 | cut -c 1-20; echo "${PIPESTATUS[0]}"
  {"agreement":"small"
  141
  $ aasc judge --help | true; echo "${PIPESTATUS[0]}" | grep -c '^0$\|^141$'
  1

No colour and no progress where nobody sees them:

  $ TERM=xterm-256color NO_COLOR= judge | grep -c "$(printf '\033')"
  0
  [1]
  $ TERM=xterm-256color NO_COLOR= judge 2>&1 >/dev/null | wc -c
  0

On a terminal there is colour, unless NO_COLOR is set; columns follow its width:

  $ tty() { script -qec "$1" /dev/null </dev/null | tr -d '\r'; }
  $ if ! script -qec true /dev/null </dev/null >/dev/null 2>&1; then echo "SKIPPED: colour and width on a terminal: no pseudo-terminal, or no script(1), here"; exit 80; fi
  $ export D TERM=xterm-256color; unset NO_COLOR
  $ tty "aasc judge $D/small.pact $D/night.ndjson" | grep -c "$(printf '\033\\[1;31m3 violations')"
  1
  $ NO_COLOR=1 tty "aasc judge $D/small.pact $D/night.ndjson" | grep -c "$(printf '\033')"
  0
  [1]
  $ COLUMNS=60 NO_COLOR=1 tty "aasc judge $D/small.pact $D/night.ndjson" | awk '{ gsub(/[^ -~]/, "") } length($0) > 60' | wc -l
  0
