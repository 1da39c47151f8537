The runner itself: what it runs, what it compares.

Output and exit status:

  $ echo one; echo two >&2; false
  one
  two
  [1]

Continued lines, and one shell for the whole file:

  $ name=value
  $ for i in 1 2
  > do
  >   echo $i $name
  > done
  1 value
  2 value

An end without a line end, and empty lines:

  $ printf 'no end'
  no end
  $ printf '\n\nx\n'
  
  
  x

Patterns:

  $ date +%Y
  20?? (glob)
  $ echo 'a+b 17'
  a\+b [0-9]+ (re)

Nothing on standard input, a scratch folder, a program:

  $ cat
  $ ls
  $ aasc --version | head -n 1
  aasc * (glob)

A file that does not agree is told:

  $ printf '  $ echo x\n  y\n' >bad.t
  $ "$ROOT/tests/cli/run.sh" bad.t "$(command -v aasc)"
  bad.t:1: echo x
      1c1
      < y
      ---
      > x
  [1]

It is brought up to date where that is asked for:

  $ "$ROOT/tests/cli/run.sh" --update bad.t "$(command -v aasc)"
  bad.t:1: echo x
      1c1
      < y
      ---
      > x
  bad.t: 1 commands updated
  $ cat bad.t
    $ echo x
    x

Skipping is said aloud:

  $ printf '  $ echo no data here; exit 80\n' >skip.t
  $ "$ROOT/tests/cli/run.sh" skip.t "$(command -v aasc)" || echo "status $?"
  SKIPPED: skip.t: no data here
  status 80
