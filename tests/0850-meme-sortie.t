#!/bin/sh
# The same input gives the same bytes: twice, under any TZ, LC_ALL and umask,
# on a terminal or not.
. tests/lib.sh

E=examples/ecole

# suite DIR: a beginning of the year; all that is said of it, in DIR.
suite() {
	mkdir -p "$1" && cd "$1" || return
	e=$OLDPWD/$E
	c=$OLDPWD/tests/corpus
	B=ecole.db
	{
		sconet-init 0990001N 2019 $B
		nomen-profile -b $B -p "$e/profil.yaml" \
		    <"$e/Nomenclature.xml" >nomenclature.xml
		sts-import -b $B -r structures.cr <"$e/sts_emp_0990001N_2019.xml"
		bee-import -b $B -n <"$e/ElevesAvecAdresses.xml" >eleves.tsv
		bee-import -b $B <"$e/ElevesAvecAdresses.xml" >eleves.cr
		bee-import -b $B -v <"$e/ResponsablesAvecAdresses.xml" \
		    >responsables.cr
		bee-import -b $B -j --rejets rejets.xml --force \
		    <"$c/eleves/rejets-enfants.xml" >rejets.cr
		bee-import -b $B -j <"$c/porte/doctype.xml" >refus.cr
		repartition -b $B <"$e/divisions.tsv" >repartition.cr
		effectifs-export -b $B -o effectifs.xml
		effectifs-export -b $B >encore.xml
		effectifs-export -b $B --utf8 --date 2019-10-01 >octobre.xml
		mkdir gep && gep-export -b $B --dossier gep >tables
		gep-export -b $B -n -j >essai.json
		nomen-profile -b $B -l >liste
		echanges -b $B >liste.tsv
		echanges -b $B -j >liste.json
		echanges -b $B 6 >un
		sconet-bases . >bases
		tableau -b $B >bord
		tableau -b . --html >bord.html
		tableau -b . -j --delai 0 >bord.json
		identifie <"$e/ElevesAvecAdresses.xml" >quoi
		bee-import -h >aide
	} 2>dit
	cp ecole.d/* gep/* .
	rm -rf ecole.* gep
	cd "$OLDPWD" || return
}
suite "$T/a"
is "$(find "$T/a" -type f | wc -l) $(wc -l <"$T/a/dit")" \
    "$(find "$T/a" -type f -size +0 | wc -l) $(wc -l <"$T/a/dit")" \
    'all of it says something'
same_send 'exporting twice gives the same bytes, but for the number' \
    "$T/a/effectifs.xml" "$T/a/encore.xml"

# encore NAME: once more, and compared.
encore() {
	suite "$T/b"
	diff -r "$T/a" "$T/b" >"$T/diff" 2>&1
	ok $? "$1" || diag <"$T/diff"
	rm -rf "$T/b"
}
encore 'the same again'
(
	LC_ALL=C LANG=xx_XX LANGUAGE=de TZ=Pacific/Noumea
	export LC_ALL LANG LANGUAGE TZ
	umask 000
	suite "$T/b"
)
diff -r "$T/a" "$T/b" >"$T/diff" 2>&1
ok $? 'in another language, time zone and umask' || diag <"$T/diff"
rm -rf "$T/b"
(
	unset LC_ALL LANG TZ HOME USER LOGNAME
	TERM=xterm COLUMNS=20 POSIXLY_CORRECT=1
	export TERM COLUMNS POSIXLY_CORRECT
	suite "$T/b" </dev/null
)
diff -r "$T/a" "$T/b" >"$T/diff" 2>&1
ok $? 'with no language, time zone, home and user' || diag <"$T/diff"

# On a terminal: the same but for what the manual says, values under -v.
if command -v script >/dev/null; then
	sconet-init -q 0990001N 2019 "$T/x.db"
	for c in 'echanges' 'nomen-profile -l' 'identifie' \
	    'bee-import -n' 'bee-import -h' 'bee-import -V' \
	    'effectifs-export'; do
		[ "$c" = identifie ] || c="$c -b $T/x.db"
		f=$E/sts_emp_0990001N_2019.xml
		sh -c "$c" <$f >"$T/tuyau" 2>&1
		script -qec "$c <$f" "$T/typescript" </dev/null >"$T/ecran"
		tr -d '\r' <"$T/ecran" >"$T/ecran.lf"
		same "$c: on a terminal too" "$T/tuyau" "$T/ecran.lf"
	done
else
	skip 'on a terminal too' 'no script'
fi
done_testing
