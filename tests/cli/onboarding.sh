#!/bin/sh
# Onboarding as a company scripts it: plain POSIX sh, no terminal, every decision by exit code.
#
#   onboarding.sh onboard FOLDER         take over the files of the HR system in FOLDER
#   onboarding.sh gate PERSON [OPTION...]  say whether a person may touch customer data; options as 'trainer check' has
#
# Which records are meant is said by TRAINER_DB or TRAINER_SOCKET, as for every other command.
set -eu

onboard() {
    trainer people import "$1/staff.csv"
    trainer people import - <"$1/joiners.csv"
    trainer assign tiny --team Sales --due 2099-12-31
    trainer assign tiny --person 1003 --person 1005 --due 2020-01-31
    trainer people import-history "$1/history.csv"
    trainer exempt 1005 tiny --until 2099-12-31 --reason 'on parental leave'
    trainer people leave 1006 --on 2026-01-31
}

gate() {
    code=0
    answer=$(trainer check "$@" 2>/dev/null) || code=$?
    case $code in
    0) verdict='granted' ;;
    2) verdict='the question was wrong, mend this script' ;;
    3) verdict='granted until it is due' ;;
    4) verdict='refused, never trained' ;;
    5) verdict='refused, the training ran out' ;;
    6) verdict='refused, something new is to be attested' ;;
    7) verdict='nothing is required' ;;
    8) verdict='nobody of that name' ;;
    9) verdict='not ours to ask' ;;
    10) verdict='no answer from the records, try again later' ;;
    *)
        echo "$1: exit code $code means nothing to this script" >&2
        exit 70
        ;;
    esac
    # Only an answer has a line of its own; whatever went wrong was said on stderr.
    printf '%s|%s|%s\n' "$1" "$verdict" "$answer"
}

"$@"
