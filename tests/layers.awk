# layers: holds every #include "..." against tests/layers.txt (read first).
# A file belongs to the longest folder named there; it may include that folder
# and those listed after the colon.

FNR == NR {
    if ($0 ~ /^#/ || $0 == "")
        next
    split($0, side, ":")
    n = split(side[2], may, " ")
    floors[side[1]] = 1
    allowed[side[1], side[1]] = 1
    for (i = 1; i <= n; i++)
        allowed[side[1], may[i]] = 1
    next
}

function floor_of(path) {
    while (sub(/\/[^\/]*$/, "", path))
        if (path in floors)
            return path
    return ""
}

/^#include "/ {
    split($0, part, "\"")
    from = floor_of(FILENAME)
    to = floor_of(part[2])
    n_includes++
    if (from == "" || to == "" || !((from, to) in allowed)) {
        printf "%s:%d: %s may not include %s\n", FILENAME, FNR, from, part[2]
        bad++
    }
}

END {
    printf "layers: %d includes, %d against the floors\n", n_includes, bad
    exit bad > 0
}
