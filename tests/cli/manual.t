The sources of the manual pages are made from the command table; docs/man is current. To renew it:
for page in $(aasc manual); do aasc manual $page >docs/man/$page.1.scd; done

  $ for page in $(aasc manual)
  > do
  >   aasc manual $page | diff "$ROOT/docs/man/$page.1.scd" - || echo "$page is out of date"
  > done
  $ ls "$ROOT/docs/man" | sed 's/\.1\.scd$//' | sort | diff - <(aasc manual | sort)

They are what scdoc takes, where it is there:

  $ for page in $(aasc manual)
  > do
  >   command -v scdoc >/dev/null || continue
  >   aasc manual $page | scdoc | grep -q '^\.SH DESCRIPTION\|^\.SH COMMANDS' || echo "$page: no page"
  > done

A page that is none:

  $ aasc manual aasc-jugde
  aasc: there is no page aasc-jugde; aasc manual lists them
  [3]
