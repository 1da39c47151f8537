Help and versions go to standard output, with exit 0.

  $ aasc --help
  Usage: aasc COMMAND …
  
  Watches an agreement that keeps a peace.
  
  Commands
      judge               judge files of observations against an agreement
      init                make a mission: its directory, record and keys
      import              append files of observations to a mission's record
      observe             put one observation on a mission's record
      verdict list        print the verdicts of a mission
      verdict confirm     confirm a machine's verdict as an officer
      verdict contest     note that a party contests a verdict
      verdict withdraw    take a verdict back
      entry list          print what stands on a mission's record
      entry show          print one entry of a mission's record
      entry correct       put a corrected row in the place of one
      entry withdraw      take an entry back
      entry erase         drop the bytes and the salt of a row
      incident list       print the incidents of a mission
      incident open       put violations together as one incident
      incident show       print where an incident stands on the ladders
      incident grade      say what an incident is held to be
      incident act        record what was done about an incident
      incident alert      record that members were alerted, or acknowledged it
      incident respond    declare a State's own response
      measure propose     propose a measure that answers an incident
      measure begin       say that a measure has begun
      measure task        give a task of a measure
      measure evidence    record evidence of a measure's execution
      measure review      open the review of a measure
      measure continue    close the review of a measure: it goes on
      measure stand-down  stand a measure down
      measure end         say that a measure has ended
      inquiry open        open an inquiry: what it asks, who asks, until when
      inquiry exhibit     lay an exhibit before an inquiry, or say what is looked
                          for
      inquiry assess      say what exhibits are worth, before seeing what others
                          say
      inquiry reply       record what a party was asked and what it answered
      inquiry find        put a panel's finding on the record
      inquiry show        show an inquiry: exhibits, the weighing of each link,
                          findings
      inquiry list        list the inquiries that were opened
      inquiry origin      say from where something was fired, and in whose ground
                          that lies
      inquiry report      make the report of an inquiry
      member list         print who may read a mission, and what they may do
      member adopt        take a new version of the roster, signed by two people
      key new             make a key for somebody who writes into a mission
      key make            make a key of one's own, outside of any mission
      key sign            sign a roster, a declaration of a State, or a release
      person add          make the key of a witness or victim, under a pseudonym
      person seal         put what a person is or said on the record, encrypted
      person show         print what was sealed for a person
      person erase        forget a person: drop the key and what is wholly theirs
      release draft       draft a copy of an entry for others to read
      release publish     put a signed release and its copy on the record
      release list        print what was released to whom
      release end         hide a released copy from now on
      report daily        make the report of a day for an audience
      report spot         make the report of one incident
      report correct      put a correction of a published report on the record
      council propose     open a vote
      council key         make a delegate's key on the delegate's own machine
      council vote        sign a ballot on the delegate's own machine
      council take        put a ballot on the record, against a receipt
      council close       count a vote that is over
      council show        print the votes of a mission, or how one stands
      council hear        put what a State declares on the record
      council consult     open a consultation of a class of members
      council mandate     print the mandate in force, or judge a task by it
      council candidate   print how candidates for admission stand
      council members     print who belongs to the community
      council missions    print the other missions that members elected
      council register    enter an instrument or a dispute, or its end
      council tally       count a vote again from its file
      council waive       sign a waiver on the delegate's own machine
      council power       print how much each member can decide
      pact check          check an agreement or charter
      pact fmt            print a pact in its normal layout
      pact json           print a pact's canonical JSON
      pact from-json      print the text of a pact's JSON
      pact explain        say in words how a term is judged
      pact adopt          take a new version of an agreement into a mission
      log show            show the head of a mission's log and its newest entries
      log verify          verify a record, an exported log or an evidence file
      log prove           write evidence of one entry, for holders of the key
      log export          write the log as a directory that others verify
      log keys            print the public keys of a mission's log and authors
      log cosign          keep another party's signature on a head of the log
      log reconcile       sign on from a restored record that is behind
      fsck                name every changed file and entry of a mission
      backup              copy a mission while others work on it
      rebuild             judge a record again and compare, byte for byte
      replay              print a record in the order in which it came
      completion          print the completion script of a shell
  
      aasc COMMAND --help explains one; aasc --version prints the formats.
  $ aasc help | diff - <(aasc --help)
  $ aasc -h | diff - <(aasc --help)
  $ aasc --version
  aasc [0-9.]+ (re)
  formats: pact 1, observation 1, verdict 1, equipment 1, gazetteer 1, mapping 1
  time zones: tzdata * (glob)
  $ aasc -V | diff - <(aasc --version)
  $ TZDIR=/nowhere aasc --version | tail -n 1
  time zones: tzdata unknown
  $ aasc judge --help | head -n 8
  Usage: aasc judge PACT FILE… [OPTIONS]
  
  Judges files of observations against an agreement: no server, no set-up. Every
  verdict names its paragraph, its numbers and how sure it is. What the
  observations do not decide is indeterminate: shown, never counted.
  
  FILE may be - for standard input. The order of files and rows never matters, and
  a file given twice changes nothing. A row that cannot be read is refused with
  $ aasc help judge | diff - <(aasc judge --help)
  $ aasc judge nowhere.pact --jason --help | diff - <(aasc judge --help)

Every option that is read stands in the help:

  $ for option in format map zone gazetteer equipment as-of only party trust-reported strict json csv geojson all events out list quiet help
  > do
  >   aasc judge --help | grep -q -- "^    --$option " || echo "--$option is missing"
  > done

No line of any help is wider than 80 columns:

  $ { aasc --help; aasc judge --help; aasc pact check --help; } | awk 'length($0) > 80 && !/^    aasc /'

The words of observations:

  $ aasc judge --list | grep -A 1 '^sense\|^format'
  sense
      saw heard recorded told found_traces
  --
  format
      ndjson ucdp firms geojson csv
  $ aasc judge --list | grep -c illumination_flare
  1
