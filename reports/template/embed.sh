#!/bin/sh
# embed: the report's template files as C arrays, one a file, named by their endings.
set -eu
echo '/* template: the files of reports/template/, embedded. Made by embed.sh. */'
echo '#include "reports/template/template.h"'
for file in "$@"; do
    name=template_${file##*.}
    echo "const unsigned char ${name}[] = {"
    od -An -v -tu1 "$file" | sed 's/[0-9][0-9]*/&,/g'
    echo '0};'
    echo "const size_t ${name}_len = sizeof(${name}) - 1;"
done
