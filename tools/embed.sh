#!/bin/sh
# embed.sh - text files as C: embed.sh lib/schema_base.sql ... >schema.c
#
# lib/schema_base.sql becomes "const char schema_base[]", NUL terminated.
# Character by character, because ISO C promises no string over 4095 bytes.
set -eu

echo '/* Made by tools/embed.sh; edit the sources instead. */'
for file; do
	test -s "$file" || {
		echo "embed.sh: $file: empty or missing" >&2
		exit 1
	}
	name=$(basename "$file")
	name=${name%.*}
	printf '\nextern const char %s[];\nconst char %s[] = {\n' "$name" "$name"
	od -An -v -to1 "$file" | sed "s/ *\([0-7][0-7]*\)/'\\\\\1',/g"
	echo '0 };'
done
