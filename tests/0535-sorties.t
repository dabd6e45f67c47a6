#!/bin/sh
# What no output takes the place of: a base, whatever base; what SQLite keeps
# beside it; the archive of any.  All programs, all options that name a file.
. tests/lib.sh

E=examples/ecole
mkdir "$T/autre"
B=$T/ecole.db
O=$T/autre/bea.db
N=$T/autre/sans-suffixe
sconet-init -q 0990001N 2019 "$B"
nomen-profile -q -b "$B" -p $E/profil.yaml <$E/Nomenclature.xml >"$T/out"
sts-import -q -b "$B" <$E/sts_emp_0990001N_2019.xml >"$T/out"
sconet-init -q --role bea 099 2019 "$O"
nomen-profile -q -b "$O" --recevoir <$E/Nomenclature.xml >"$T/out"
sconet-init -q 0990001N 2019 "$N"
nomen-profile -q -b "$N" --recevoir <$E/Nomenclature.xml >"$T/out"
SCONET_BASE=$B
export SCONET_BASE
archive() {
	for _f in "$1"/*; do
		echo "$_f"
		break
	done
}
sienne=$(archive "$T/ecole.d")
voisine=$(archive "$T/autre/bea.d")
tierce=$(archive "$N.d")
: >"$O-wal"
mkdir "$T/autre/bea.d/sous"
ln -s "$O" "$T/lien"
ln -s "$T/autre/bea.d" "$T/lien.d"

# arguments PROGRAM: those that it must have.
arguments() {
	case $1 in
	affect-send | ban-send | dossier-send | ine-send | ministere-ar)
		echo 0990001N ;;
	bee-export) echo eleves ;;
	echanges) echo --paquet 3 ;;
	rejouer) echo 3 ;;
	tableau) echo --html ;;
	sconet-bascule) echo "$B" "$T/suite.db" ;;
	constat) echo --declarer --motif essai ;;
	eva-export) echo --campagne examples/academie/eva.yaml ;;
	esac
}
sums() {
	find "$T" -type f ! -name out ! -name err ! -name avant ! -name apres \
	    ! -name '*-shm' -exec cksum {} + | sort
}
sums >"$T/avant"

tout=0
for p in "$BUILD"/bin/*; do
	p=${p##*/}
	for o in $("$p" -h | sed -n 's/^ *\(-[or]\),.*/\1/p
	    s/^ *\(--rejets\|--dossier\) .*/\1/p'); do
		tout=$((tout + 1))
		laisse=
		for f in "$B" "$O" "$N" "$O-wal" "$sienne" "$voisine" "$tierce" \
		    "$T/autre/bea.d/neuf.xml" "$T/autre/bea.d/sous/neuf.xml" \
		    "$T/lien" "$T/lien.d/neuf.xml" "$T/autre/bea.d/../bea.db"; do
			case $o$f in
			--dossier*.d/neuf.xml | --dossier*.d/sous/neuf.xml)
				f=${f%/*} ;;
			esac
			# shellcheck disable=SC2046 # words
			"$p" "$o" "$f" $(arguments "$p") </dev/null >"$T/out" \
			    2>"$T/err"
			[ $? -eq 64 ] && grep -Fq "sortie-prise" "$T/err" ||
			    laisse="$laisse ${f#"$T"/}"
		done
		is "$laisse" '' "$p $o"
	done
done
[ $tout -ge 60 ]
ok $? "$tout options were tried"
sums >"$T/apres"
same 'nothing has changed' "$T/avant" "$T/apres"

# Refused before anything is done.
n=$(sqlite3 "$B" 'SELECT max(numero) FROM echange')
fails 64 'a whole import' "dans l'archive d'une base" bee-import \
    -r "$T/autre/bea.d/cr.xml" <$E/ElevesAvecAdresses.xml >"$T/out"
is "$(sqlite3 "$B" 'SELECT max(numero) FROM echange')" "$n" 'has no line'
fails 64 'a packet over its base' ': une base' echanges --paquet 3 -o "$B"

# What is no archive of a base is a directory like any other.
mkdir "$T/libre.d"
runs 'a directory that only has such a name' \
    echanges --paquet 3 -o "$T/libre.d/p.zip"
runs 'a name beside the base' echanges --paquet 3 -o "$T/autre/p.zip"
: >"$T/libre.db"
runs 'nor is a file that is no base' echanges --paquet 3 -o "$T/libre.d/q.zip"
done_testing
