#!/bin/sh
# Removes from the root file system $1 what left-out.txt beside this script names.
set -euf

root=${1%/}
out=
in=
while read -r sign pattern; do
  case $sign in
    -) out="$out -o -path $root$pattern" ;;
    +) in="$in -o -path $root$pattern" ;;
  esac
done <"$(dirname "$0")/left-out.txt"

# shellcheck disable=SC2086 # lists of words
trim() { find "$root/" -xdev \( -false $out \) ! \( -false $in \) "$@" -delete; }

trim ! -type d
trim -type d -empty
