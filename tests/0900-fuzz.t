#!/bin/sh
# The fuzz harnesses, built as plain programs, given the files from which
# "make fuzz" starts and what it found: a short form that needs no fuzzer.
. tests/lib.sh

# replay HARNESS FILES...: one process for all.
replay() {
	h=$1
	shift
	"$BUILD/fuzz/$h" "$@" >"$T/out" 2>"$T/err"
	ok $? "$h: $# files" || {
		tail -n 1 "$T/out"
		tail -n 40 "$T/err"
	} | diag
}

C=tests/corpus
S=tests/fuzz/seeds
replay reader $S/reader/* $C/porte/*.xml $C/eleves/*.xml $C/structures/*.xml \
    $C/groupes/*.xml $C/prive/*.xml $C/responsables/*.xml $C/edt/*.xml
replay charset $S/charset/* $S/lines/* $C/porte/*.xml $C/profils/*.yaml
replay lines $S/lines/* $C/repartition/*.tsv $C/porte/*.xml
replay profile $S/profile/* $C/profils/*.yaml $S/lines/*
case $BUILD in
*-asan) replay etat $S/etat/* $C/porte/e*.xml $C/porte/*.tsv ;;
*) replay etat $S/etat/* $C/porte/*.[xt]* $C/eleves/[a-c]*.xml ;;
esac
done_testing
