# Makefile - builds, tests and installs sconet.  Needs GNU make and pkg-config.
#
# A packager may set, on the command line or in the environment, CC CFLAGS
# CPPFLAGS LDFLAGS PREFIX DESTDIR BUILD and the directories below; what the
# sources cannot do without stands in STD and is always added.  There is no
# .POSIX: line, because GNU make then presets CFLAGS to -O1.

CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config
INSTALL ?= install
PROVE ?= prove
PROVEFLAGS ?= -j2
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
XSDDIR ?= $(PREFIX)/share/sconet/xsd
DOCDIR ?= $(PREFIX)/share/doc/sconet
BUILD ?= build

# One program a line: bin/NAME.c.
PROGRAMS = \
	sconet-init \
	sconet-bases \
	sconet-bascule \
	identifie \
	nomen-profile \
	sts-import \
	bee-import \
	repartition \
	saisie \
	fiche \
	effectifs-export \
	bee-export \
	gep-export \
	ar-import \
	sts-recv \
	sts-structures \
	sts-export \
	ban-send \
	voeux-import \
	voeux-export \
	voeux-recv \
	affect-send \
	affect-import \
	dossier-send \
	dossier-import \
	eva-export \
	constat \
	ministere-ar \
	bea-send \
	bea-recv \
	ine-send \
	litiges \
	ine-import \
	echanges \
	tableau \
	rejouer \
	sconet-check

# One module a line: lib/NAME.c.
MODULES = \
	fault \
	codes \
	texte \
	charset \
	translit \
	format \
	formes \
	format_versions \
	format_bee \
	format_sts \
	formats \
	format_house \
	format_gep \
	format_voeux \
	format_eva \
	format_constat \
	format_bea \
	chemins \
	balise \
	reader \
	lines \
	filtre \
	descripteur \
	sink \
	fichier \
	zip \
	writer \
	dbf \
	depot \
	archive \
	sys \
	tour \
	store \
	roles \
	base \
	lecture \
	lot \
	sorties \
	dico \
	stage \
	rangs \
	judge \
	rejets \
	diff \
	trace \
	garde \
	apport \
	reprise \
	reunion \
	niveaux \
	montre \
	rules \
	rules_communes \
	rules_nomenclatures \
	rules_structures \
	rules_eleves \
	rules_places \
	rules_responsables \
	rules_repartition \
	rules_saisie \
	rules_communs \
	rules_bascule \
	rules_dossiers \
	rules_liens \
	rules_accuses \
	rules_sts \
	rules_gep \
	rules_voeux \
	rules_eva \
	rules_constat \
	rules_bea \
	rules_ine \
	door \
	doublons \
	exchange \
	exchange_deja \
	exchange_reponse \
	imports \
	remplace \
	imports_bascule \
	imports_dossiers \
	imports_prive \
	imports_voeux \
	imports_eva \
	eva \
	constat \
	bord \
	bord_dit \
	bord_parties \
	bord_retards \
	bord_texte \
	bord_json \
	bord_html \
	bord_svg \
	ministere \
	imports_bea \
	imports_ine \
	campagne \
	affectations \
	bea \
	ine \
	saisie \
	saisie_chemins \
	saisie_rangs \
	arbre \
	export \
	exports \
	liste \
	gep \
	creation \
	tableau \
	envoi \
	bascule \
	bascule_fichier \
	bascule_reprise \
	complement \
	rentree \
	dossiers \
	choix \
	historique \
	erreurs \
	histoire \
	coupe \
	rejeu \
	paquet \
	paquet_ouvre \
	pseudo \
	masque \
	masque_valeur \
	masque_tableau \
	relance \
	relecture \
	ecarts \
	ecran \
	fiche \
	fiche_contenu \
	fiche_histoire \
	fonctions \
	ressemblance \
	purge \
	controle \
	controle_archive \
	controle_dit \
	controle_donnees \
	controle_imports \
	controle_questions \
	copie \
	identifie \
	yaml \
	structures \
	modele \
	profile \
	journal \
	menage \
	traces \
	contenu \
	report \
	discret \
	compte_rendu \
	accuse \
	options \
	relues \
	programme

# Text that is built in, one file a line: NAME.sql becomes "const char NAME[]".
SCHEMAS = \
	lib/schema_base.sql \
	lib/schema_communs.sql \
	lib/schema_nomenclatures.sql \
	lib/schema_structures.sql \
	lib/schema_eleves.sql \
	lib/schema_bascule.sql \
	lib/schema_passage.sql \
	lib/schema_dossiers.sql \
	lib/schema_suivi.sql \
	lib/schema_sts.sql \
	lib/schema_voeux.sql \
	lib/schema_voeux_bea.sql \
	lib/schema_eva.sql \
	lib/schema_eva_bea.sql \
	lib/schema_constat.sql \
	lib/schema_constat_bea.sql \
	lib/schema_transferts.sql \
	lib/schema_envoi_bea.sql \
	lib/schema_bea.sql \
	lib/schema_ine.sql \
	lib/vues_base.sql \
	lib/vues_sts.sql \
	lib/vues_structures.sql \
	lib/vues_effectifs.sql \
	lib/vues_nomenclatures.sql \
	lib/vues_bascule.sql \
	lib/vues_dossiers.sql \
	lib/vues_exports.sql \
	lib/vues_gep.sql \
	lib/vues_voeux.sql \
	lib/vues_eva.sql \
	lib/vues_constat.sql \
	lib/vues_voeux_bea.sql \
	lib/vues_transferts.sql \
	lib/vues_envoi_bea.sql \
	lib/vues_ine.sql \
	lib/bord_tous.sql \
	lib/bord_etab.sql \
	lib/bord_sts.sql \
	lib/bord_bea.sql \
	lib/bord_page.css \
	lib/migre_etab_2.sql

DISTFILES = Makefile README.md LICENSE NEWS.md VERSION TESTING.md \
	.clang-format .clang-tidy .ci bin lib man tests tools examples

DEPS = libxml-2.0 sqlite3 yaml-0.1 libzstd libcrypto libarchive
DEPS_CFLAGS = `$(PKG_CONFIG) --cflags $(DEPS) | \
	sed 's/^-I/-isystem /; s/ -I/ -isystem /g'`
LIBS = `$(PKG_CONFIG) --libs $(DEPS)` -lpthread
STD = -std=c11 -D_POSIX_C_SOURCE=200809L -pthread -Ilib
WARN = -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wpointer-arith -Wformat=2 -Wundef -Wvla -Wwrite-strings \
	-Wnull-dereference -Wimplicit-fallthrough
# tests/run sets it to -Werror; a release never does.
WERROR =

HARD_CFLAGS = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection \
	-ftrivial-auto-var-init=zero -fPIE
HARD_LDFLAGS = -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
SAN = -fsanitize=address,undefined -fno-sanitize-recover=all

COMPILE = $(CC) $(STD) $(DEPS_CFLAGS) $(WARN) $(WERROR) $(CPPFLAGS) $(CFLAGS)

OBJ = $(BUILD)/obj
LIB = $(BUILD)/lib/libsconet.a
LIBOBJS = $(MODULES:%=$(OBJ)/lib/%.o) $(OBJ)/gen/schema.o
BINS = $(PROGRAMS:%=$(BUILD)/bin/%)
DESCRIBE = $(BUILD)/tools/describe
DESCRIBEOBJS = $(OBJ)/tools/describe.o $(OBJ)/tools/describe_facts.o \
	$(OBJ)/tools/describe_man.o $(OBJ)/tools/describe_xsd.o
MANS = $(wildcard man/*.[1-8])
# One harness a line: tests/fuzz/NAME.c.
FUZZ = \
	reader \
	charset \
	lines \
	profile \
	etat
FUZZERS = $(FUZZ:%=$(BUILD)/fuzz/%)
# What brings main: a replay of files, or clang's -fsanitize=fuzzer.
FUZZMAIN = $(OBJ)/tests/fuzz/rejoue.o
UNITS = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
TESTS = $(wildcard tests/*.t)

.PHONY: all units fuzzers check check-unit check-foule check-discretion \
	check-memoire check-huge check-attaques check-coupe check-asan \
	check-clang check-kill check-io check-oom fuzz cover lint hard \
	install dist distcheck bench likeness clean FORCE
.DELETE_ON_ERROR:

all: $(LIB) $(BINS) $(BUILD)/docs

# Changes only when the flags do, and then everything is made again.
$(BUILD)/flags: export FLAGS = $(COMPILE) $(LDFLAGS)
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' "$$FLAGS" | cmp -s - $@ || printf '%s\n' "$$FLAGS" >$@

$(OBJ)/%.o: %.c lib/sconet.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) $(EXTRA) -c -o $@ $<

# The only object that knows the version.
$(OBJ)/lib/options.o: EXTRA = -DSCONET_VERSION='"'`cat VERSION`'"'
$(OBJ)/lib/options.o: VERSION

$(OBJ)/tests/unit/%.o: EXTRA = `$(PKG_CONFIG) --cflags check`

$(BUILD)/gen/schema.c: tools/embed.sh $(SCHEMAS)
	@mkdir -p $(@D)
	sh tools/embed.sh $(SCHEMAS) >$@

$(OBJ)/gen/schema.o: $(BUILD)/gen/schema.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(COMPILE) -c -o $@ $<

$(LIB): $(LIBOBJS)
	@mkdir -p $(@D)
	rm -f $@
	$(AR) rcs $@ $(LIBOBJS)

$(BINS): $(BUILD)/%: $(OBJ)/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) -pthread $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

$(DESCRIBE): $(DESCRIBEOBJS) $(LIB)
	@mkdir -p $(@D)
	$(CC) -pthread $(CFLAGS) $(LDFLAGS) -o $@ $(DESCRIBEOBJS) $(LIB) $(LIBS)

$(UNITS): $(BUILD)/unit/%: $(OBJ)/tests/unit/%.o $(LIB)
	@mkdir -p $(@D)
	$(CC) -pthread $(CFLAGS) $(LDFLAGS) -o $@ $< $(LIB) \
	    `$(PKG_CONFIG) --libs check` $(LIBS)

# Manuals and schemas: those written by hand, then those of the tables.
$(BUILD)/docs: $(DESCRIBE) $(MANS)
	rm -rf $(BUILD)/man $(BUILD)/xsd
	mkdir -p $(BUILD)/man $(BUILD)/xsd
	for f in $(MANS); do cp "$$f" $(BUILD)/man || exit 1; done
	$(DESCRIBE) regles >$(BUILD)/man/sconet-regles.7
	$(DESCRIBE) formats >$@.new
	while read -r nom notre; do \
	    $(DESCRIBE) man "$$nom" >"$(BUILD)/man/sconet-$$nom.5" || exit 1; \
	    test "$$notre" != notre || \
	        $(DESCRIBE) xsd "$$nom" >"$(BUILD)/xsd/$$nom.xsd" || exit 1; \
	done <$@.new
	mv $@.new $@

$(FUZZERS): $(BUILD)/fuzz/%: $(OBJ)/tests/fuzz/%.o $(filter %.o,$(FUZZMAIN)) \
	    $(LIB)
	@mkdir -p $(@D)
	$(CC) -pthread $(CFLAGS) $(LDFLAGS) -o $@ $< $(FUZZMAIN) $(LIB) $(LIBS)

units: $(UNITS) $(BUILD)/likeness/paires

fuzzers: $(FUZZERS)

check: all units fuzzers
	BUILD=$(BUILD) $(PROVE) $(PROVEFLAGS) $(UNITS) $(TESTS)

check-unit: units
	BUILD=$(BUILD) $(PROVE) $(PROVEFLAGS) $(UNITS)

# What "make check" tries with a few programs, with the promised numbers.
check-foule: all
	FOULE=1 BUILD=$(BUILD) $(PROVE) -v tests/0840-foule.t

check-discretion: all
	DISCRETION=1 BUILD=$(BUILD) $(PROVE) -v tests/0860-discretion.t \
	    tests/0865-egares.t

# Memory does not grow with the input: ten times the pupils; ten gigabytes.
check-memoire: all $(BUILD)/bench/genere
	BUILD=$(BUILD) sh tests/bench/memoire

check-huge: all $(BUILD)/bench/genere
	BUILD=$(BUILD) sh tests/bench/memoire 10000

# 99 is no exit status of ours, so no test can take a report for a refusal.
check-asan:
	ASAN_OPTIONS=exitcode=99:detect_stack_use_after_return=1 \
	UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 \
	$(MAKE) BUILD=$(BUILD)-asan CC=gcc WARN= \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer $(SAN)' LDFLAGS='$(SAN)' check

# The full sizes, and what each took; all the places where a file may end.
check-attaques: all
	BUILD=$(BUILD) ATTAQUES=entier $(PROVE) -v tests/0910-attaques.t

check-coupe: all
	BUILD=$(BUILD) COUPE=entier $(PROVE) -v tests/0920-coupe.t

# Faults at every place; "make check" tries some of them.
check-kill: PANNES = tests/0650-kill.t
check-io: PANNES = tests/0660-io.t
check-oom: PANNES = tests/0670-oom.t
check-kill check-io check-oom: all
	ENTIER=1 BUILD=$(BUILD) $(PROVE) -v $(PANNES)

check-clang:
	$(MAKE) BUILD=$(BUILD)-clang CC=clang WERROR=-Werror all check-unit

# FUZZ="reader charset" RUNS=N MAX_TOTAL_TIME=SECONDS say what and how much;
# what is found stays in $(BUILD)-fuzz/found.
fuzz:
	$(MAKE) BUILD=$(BUILD)-fuzz CC=clang WARN= FUZZMAIN=-fsanitize=fuzzer \
	    CFLAGS='-O2 -g -fno-omit-frame-pointer $(SAN) \
	    -fsanitize=fuzzer-no-link' LDFLAGS='$(SAN)' fuzzers
	BUILD=$(BUILD)-fuzz sh tests/fuzz/run $(FUZZ)

# Lines of the readers that the kept files of the fuzz harnesses reach.
cover:
	$(MAKE) BUILD=$(BUILD)-cover CC=gcc WARN= CFLAGS='-O0 -g --coverage' \
	    LDFLAGS=--coverage fuzzers
	find $(BUILD)-cover -name '*.gcda' -exec rm {} +
	BUILD=$(BUILD)-cover $(PROVE) tests/0900-fuzz.t
	cd $(BUILD)-cover && for f in reader chemins balise charset lines profile filtre; do \
	    gcov -n obj/lib/$$f.gcda | sed -n '/^File.*lib/{N;s/\n/ /;p;}' \
	        || exit 1; \
	done

lint: all
	BUILD='$(BUILD)' STD='$(STD)' WARN='$(WARN)' DEPS='$(DEPS)' sh tools/lint

hard:
	$(MAKE) BUILD=$(BUILD)-hard CFLAGS='$(CFLAGS) $(HARD_CFLAGS)' \
	    LDFLAGS='$(LDFLAGS) $(HARD_LDFLAGS)' all

install: all
	$(INSTALL) -d "$(DESTDIR)$(BINDIR)" "$(DESTDIR)$(XSDDIR)" \
	    "$(DESTDIR)$(DOCDIR)"
	$(INSTALL) -m 755 $(BINS) "$(DESTDIR)$(BINDIR)"
	for s in 1 5 7; do \
	    $(INSTALL) -d "$(DESTDIR)$(MANDIR)/man$$s" && \
	    $(INSTALL) -m 644 $(BUILD)/man/*.$$s \
	        "$(DESTDIR)$(MANDIR)/man$$s" || exit 1; \
	done
	$(INSTALL) -m 644 $(BUILD)/xsd/*.xsd "$(DESTDIR)$(XSDDIR)"
	$(INSTALL) -m 644 README.md NEWS.md LICENSE "$(DESTDIR)$(DOCDIR)"

dist:
	@test "# `cat VERSION`" = "`sed -n '/^# /{p;q;}' NEWS.md`" || { \
	    echo "dist: VERSION is not the top entry of NEWS.md" >&2; exit 1; }
	d=sconet-`cat VERSION` && rm -rf $(BUILD)/dist && \
	mkdir -p $(BUILD)/dist/$$d && \
	cp -R $(DISTFILES) $(BUILD)/dist/$$d && cd $(BUILD)/dist && \
	tar -cf $$d.tar $$d && gzip -9n $$d.tar && rm -r $$d

# From the tarball alone: build, test, install.
distcheck: dist
	d=sconet-`cat VERSION` && cd $(BUILD)/dist && \
	gzip -dc $$d.tar.gz | tar -xf - && cd $$d && \
	$(MAKE) BUILD=build check && \
	$(MAKE) BUILD=build DESTDIR="$$PWD/dest" PREFIX=/usr install && \
	for p in $(PROGRAMS); do \
	    dest/usr/bin/$$p -V && test -s dest/usr/share/man/man1/$$p.1 || \
	        exit 1; \
	done && cd .. && rm -r $$d && echo "distcheck: $$d.tar.gz is ready"

bench: all $(BUILD)/bench/genere $(BUILD)/bench/brut $(BUILD)/bench/academie
	BUILD=$(BUILD) sh tests/bench/run

# How well those who are alike are told, on invented pairs.
likeness: $(BUILD)/likeness/paires
	$(BUILD)/likeness/paires

$(BUILD)/likeness/%: tests/likeness/%.c $(LIB) lib/sconet.h
	@mkdir -p $(@D)
	$(COMPILE) -Ilib $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

$(BUILD)/bench/%: tests/bench/%.c $(LIB) lib/sconet.h
	@mkdir -p $(@D)
	$(COMPILE) -Ilib $(LDFLAGS) -o $@ $< $(LIB) $(LIBS)

clean:
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-clang $(BUILD)-hard \
	    $(BUILD)-fuzz $(BUILD)-cover
