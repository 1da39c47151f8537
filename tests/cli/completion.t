Each shell's script is made from the command table, and bash takes its own.

  $ aasc completion bash >script
  $ bash -n script
  $ complete() { :; }
  $ . ./script
  $ ask() { COMP_WORDS=(aasc "$@"); COMP_CWORD=$#; COMPREPLY=(); _aasc; echo "${COMPREPLY[@]}"; }
  $ ask ju
  judge
  $ ask pact ch
  check
  $ ask judge --f
  --format
  $ ask judge x.pact --tr
  --trust-reported
  $ ask judge --format u
  ucdp
  $ touch night.ndjson; mkdir nest
  $ ask judge --map n | tr ' ' '\n' | sort
  nest
  night.ndjson
  $ ask judge --out n
  nest
  $ ask judge --only x
  
  $ ask judge ni
  night.ndjson

zsh and fish get every command and every option:

  $ for shell in zsh fish
  > do
  >   for word in judge trust-reported gazetteer pact explain
  >   do
  >     aasc completion $shell | grep -q -- "$word" || echo "$shell lacks $word"
  >   done
  > done
  $ aasc completion zsh | head -n 1
  #compdef aasc

A shell that is none:

  $ aasc completion ksh
  aasc: ksh: no such shell; it is one of bash, zsh, fish
  See: aasc completion --help
  [2]
