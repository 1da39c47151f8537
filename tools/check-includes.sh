#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check-includes.sh: no #include climbs the folder table of docs/ARCHITECTURE.md.
set -eu
cd "$(dirname "$0")/.."

# folder: what it may include besides itself, from the ground up
declare -A may=(
    [base]=""
    [geo]="base"
    [pact]="base geo"
    [record]="base"
    [watch]="base geo pact record"
    [inquiry]="base geo pact record watch"
    [council]="base geo pact record watch inquiry"
    [mission]="base geo pact record watch"
    [store]="base geo pact record watch mission"
    [feed]="base geo pact record watch mission"
    [report]="base geo pact record watch inquiry council mission"
    [cmd]="base geo pact record watch inquiry council mission store feed report"
    [verify]="base record council"
)
bad=0
# one process for all files: their includes as FILE:LINE:#include "WHAT"
while IFS=: read -r file line include; do
    folder=${file#src/}
    folder=${folder%%/*}
    if [ -z "${may[$folder]+known}" ]; then
        echo "$file: the folder src/$folder is not in the include table of $0"
        bad=1
        continue
    fi
    include=${include#*\"}
    include=${include%%\"*}
    target=${include%%/*}
    case " $folder ${may[$folder]} " in
    *" $target "*) ;;
    *)
        echo "$file:$line: src/$folder must not include \"$include\"; it may use: $folder ${may[$folder]}"
        bad=1
        ;;
    esac
done < <(git ls-files -z 'src/*.c' 'src/*.h' | xargs -0 grep -Hn '^#include "')
exit $bad
