#!/bin/sh
# embed: the report's template files as C arrays, named by their endings; scripts as one.
# usage: embed.sh report.html report.css SCRIPT.js...
set -eu

# as_array NAME: standard input as bytes.
as_array() {
    echo "const unsigned char template_$1[] = {"
    od -An -v -tu1 | sed 's/[0-9][0-9]*/&,/g'
    echo '0};'
    echo "const size_t template_$1_len = sizeof(template_$1) - 1;"
}

echo '/* template: the files of reports/template/, embedded. Made by embed.sh. */'
echo '#include "reports/template/template.h"'
as_array html < "$1"
as_array css < "$2"
shift 2
# One scope for all of them, none of it visible to the page.
{
    echo '"use strict";'
    echo '(() => {'
    cat "$@"
    echo '})();'
} | as_array js
