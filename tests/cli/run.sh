#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [--update] FILE.t PROGRAM: run the commands of a .t file, compare what they print.
#
# A .t file is text for people with commands in it, each indented by two blanks:
#
#     $ command              run in one shell, in a scratch folder, `aasc` being the program and
#                            `aasc-verify` the one beside it, `resum` what resum.c says;
#     > continued            standard error goes with standard output
#     expected line
#     a line with * (glob)   a shell pattern
#     a line (re)            an extended regular expression
#     [2]                    the exit status, where it is not 0
#
# A command that exits with 80 skips the rest of the file; the line it printed last says why.
# $ROOT is the project's folder; $PIN a library to preload that lets a test say what time it is
# (tests/readers/pin_shim.c), or nothing where there is none. --update writes what was printed into the file.
set -u
export LC_ALL=C.UTF-8
update=no
if [ "${1-}" = --update ]; then
    update=yes
    shift
fi
if [ $# -ne 2 ]; then
    echo "usage: run.sh [--update] FILE.t PROGRAM" >&2
    exit 2
fi
file=$(realpath "$1") program=$(realpath "$2")
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/scratch"
ln -s "$program" "$work/bin/aasc"
ln -s "$(dirname "$program")/aasc-verify" "$work/bin/aasc-verify"
ln -s "$(dirname "$program")/tests/resum" "$work/bin/resum"
mark="@@${RANDOM}${RANDOM}@@"

# One shell script of all commands; behind each, its number and exit status on a line of their own.
awk -v mark="$mark" '
function settle() { if (open) { printf "printf \"\\n%%s %%d\\n\" \"%s\" $?\n", mark; open = 0 } }
/^  \$ / { settle(); print substr($0, 5); open = 1; next }
/^  > / && open { print substr($0, 5); next }
{ settle() }
END { settle() }
' "$file" >"$work/script"
(
    cd "$work/scratch" || exit 1
    unset COLUMNS CDPATH TZDIR GREP_OPTIONS
    PIN=$(dirname "$program")/tests/pin_shim.so
    [ -e "$PIN" ] || PIN=
    export PATH="$work/bin:$PATH" ROOT PIN TZ=UTC TERM=dumb NO_COLOR=1
    exec bash "$work/script"
) >"$work/output" 2>&1 </dev/null
shell_status=$? # of a command that ended the shell, and so left no marker

mapfile -t lines <"$file"
mapfile -t output <"$work/output"
at=0 # in output

# The lines that the next command printed, and its status.
take_output() {
    actual=() status=$shell_status
    while [ $at -lt ${#output[@]} ]; do
        local line=${output[$at]}
        at=$((at + 1))
        if [[ $line == "$mark "* ]]; then
            status=${line#"$mark "}
            # the marker brought a line end of its own
            [ ${#actual[@]} -gt 0 ] && [ -z "${actual[-1]}" ] && unset 'actual[-1]'
            return
        fi
        actual+=("$line")
    done
}

matches() { # EXPECTED ACTUAL
    case $1 in
    *" (glob)") [[ $2 == ${1% (glob)} ]] ;;
    *" (re)") [[ $2 =~ ^${1% (re)}$ ]] ;;
    *) [ "$1" = "$2" ] ;;
    esac
}

failed=0
: >"$work/new"

# Compare the block of expected lines with what came; print both where they differ.
settle_block() {
    [ -n "$command" ] || return 0
    take_output
    if [ "$status" -eq 80 ]; then
        echo "SKIPPED: $(basename "$file"): ${actual[-1]-}"
        exit 80
    fi
    [ "$status" -ne 0 ] && actual+=("[$status]")
    local same=yes i
    [ ${#expected[@]} -eq ${#actual[@]} ] || same=no
    for ((i = 0; i < ${#expected[@]} && i < ${#actual[@]}; i++)); do
        matches "${expected[$i]}" "${actual[$i]}" || same=no
    done
    if [ $same = yes ]; then
        for ((i = 0; i < ${#expected[@]}; i++)); do printf '  %s\n' "${expected[$i]}"; done >>"$work/new"
    else
        failed=$((failed + 1))
        echo "$(basename "$file"):$number: $command"
        diff <(printf '%s\n' "${expected[@]}") <(printf '%s\n' "${actual[@]}") | sed 's/^/    /'
        for ((i = 0; i < ${#actual[@]}; i++)); do printf '  %s\n' "${actual[$i]}"; done >>"$work/new"
    fi
    command=
    expected=()
}

command='' number=0 expected=()
for ((n = 0; n < ${#lines[@]}; n++)); do
    line=${lines[$n]}
    case $line in
    "  $ "*)
        settle_block
        command=${line#"  $ "} number=$((n + 1)) expected=()
        printf '%s\n' "$line" >>"$work/new"
        ;;
    "  > "*)
        printf '%s\n' "$line" >>"$work/new"
        ;;
    "  "*)
        if [ -n "$command" ]; then expected+=("${line#"  "}"); else printf '%s\n' "$line" >>"$work/new"; fi
        ;;
    *)
        settle_block
        printf '%s\n' "$line" >>"$work/new"
        ;;
    esac
done
settle_block
if [ $update = yes ]; then
    cp "$work/new" "$file"
    echo "$(basename "$file"): $failed commands updated"
    exit 0
fi
[ $failed -eq 0 ]
