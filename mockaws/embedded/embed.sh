#!/bin/sh
# embed: files as C arrays, each named by its own name: page.html is embedded_page_html.
# usage: embed.sh FILE...
set -eu

echo '/* embedded: the files that mockaws carries. Made by embed.sh. */'
echo '#include "mockaws/embedded/embedded.h"'
echo '#include <string.h>'
for file in "$@"; do
    name=$(basename "$file" | tr -c 'A-Za-z0-9\n' '_')
    echo "static const unsigned char data_${name}[] = {"
    od -An -v -tu1 < "$file" | sed 's/[0-9][0-9]*/&,/g'
    echo '0};'
done
echo 'const struct embedded embedded_files[] = {'
for file in "$@"; do
    name=$(basename "$file" | tr -c 'A-Za-z0-9\n' '_')
    echo "{ \"$(basename "$file")\", data_$name, sizeof(data_$name) - 1 },"
done
echo '{ NULL, NULL, 0 } };'
