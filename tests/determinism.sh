#!/bin/sh
# determinism: the same evidence gives the same bytes, whatever the order, threads, locale.
set -u

here=$PWD
top=$(cd "$(dirname "$0")/.." && pwd) || exit 1
program=${ACM_ANALYZER:-$top/build/bin/acm-analyzer}
case $program in
/*) ;;
*) program=$here/$program ;;
esac
passed=0
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
estate=$top/corpus/estates/demo/evidence
outputs='report.html findings.csv certificates.csv findings.json all.ndjson text'

# analyse OUT ARGUMENTS...: all outputs into the folder OUT.
analyse() {
    out=$work/$1
    shift
    mkdir -p "$out"
    "$program" analyze -q --fail-on none --include-pass --color never -o "$out" \
        --ndjson "$out/all.ndjson" --text "$out/text" "$@" > /dev/null 2> "$out/errors"
    case $? in
    0 | 3) ;;
    *)
        echo "FAILED: the program failed on $*"
        cat "$out/errors"
        ;;
    esac
}

# same NAME A B: every output of the two runs is there and alike.
same() {
    for file in $outputs; do
        if [ -s "$work/$2/$file" ] && cmp -s "$work/$2/$file" "$work/$3/$file"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "FAILED: $1: $file differs, or is empty"
        fi
    done
}

analyse first "$estate"
sleep 1
analyse again "$estate"
same two_runs first again

for n in 1 2 4 7; do
    analyse "threads$n" --threads "$n" "$estate"
    same "threads_$n" first "threads$n"
done

# Another copy: other inode order, other times of the files.
mkdir "$work/copy"
cp -R "$estate" "$work/copy/"
find "$work/copy" -exec touch -d 2020-02-02 {} +
analyse copy "$work/copy/evidence"
same another_copy first copy

# Several arguments, in three orders. A copy of one part under its own name is read once.
set --
for part in "$estate"/*; do
    set -- "$@" "$part"
done
analyse parts "$@"
(
    cd "$estate" || exit 1
    set --
    for part in *; do
        set -- "$part" "$@"
    done
    analyse reversed "$@"
)
same reversed_arguments parts reversed
last=
for part in "$@"; do
    last=$part
done
analyse twice "$last" "$@" "$last"
same a_path_named_twice parts twice

# A comma for the decimal point, a dotless i: where the system can make such locales.
LOCPATH=$work/locales
mkdir "$LOCPATH"
for locale in C C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8; do
    case $locale in
    C*) made= ;;
    *)
        if ! localedef -i "${locale%.*}" -f UTF-8 "$LOCPATH/$locale" > /dev/null 2>&1; then
            echo "skipped: the locale $locale cannot be made here"
            continue
        fi
        made=$LOCPATH
        ;;
    esac
    (
        LC_ALL=$locale
        export LC_ALL
        if [ -n "$made" ]; then
            export LOCPATH
        fi
        analyse "locale-$locale" "$estate"
    )
    same "locale_$locale" first "locale-$locale"
done

for zone in UTC America/New_York Pacific/Kiritimati XYZ-5:45; do
    (
        TZ=$zone
        export TZ
        analyse "zone-${zone##*/}" "$estate"
    )
    same "zone_$zone" first "zone-${zone##*/}"
done

# Colour or none, the terminal's width: a file is a file.
(
    COLUMNS=40
    TERM=xterm
    export COLUMNS TERM
    analyse columns "$estate"
)
same columns_of_the_terminal first columns

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
