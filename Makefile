# surety: make            builds build/release/surety
#         make demo       installs what is missing, builds, runs on sample articles, shows the table
#         make test       installs what is missing, builds, runs all tests
#         make test-readers  the tables through R, pandas, Miller and sqlite3, the package through a validator (installs them)
#         make test-browser  the page of `surety report` in Chromium without a window (installs it); SHOT=pipeline/report/report.png
#         make test-cluster   runs eval/cluster/ on a Slurm of two nodes on this host (installs slurm-wlm, munge, parallel)
#         make test-faults    runs the slow tests of faults and hostile input (about half an hour)
#         make test-arch      tables and training by gcc and clang, on x86-64 and arm64 (installs clang, a cross compiler, qemu)
#         make fuzz       runs the fuzz targets, each FUZZ_TIME seconds (installs clang)
#         make analyze, coverage, valgrind   other ways to look for faults (each installs what it needs)
#         make models     trains the shipped model anew (byte for byte)
#         make eval       measures accuracy, writes eval/REPORT.md (GOLD= POLNEAR= RULES= SCORERS= for data of your own)
#         make review     measures what reviewed rows are worth, writes eval/REVIEW.md
#         make bench      measures speed and memory, beside ICU, wc, libsvm, NLTK, scikit-learn
#         make man        man pages, from what --help says
#         make deb        a package for Debian; make test-deb installs it on a clean one
#         make install    into $(DESTDIR)$(PREFIX)
# BUILD=release|debug|asan|tsan chooses the build, CC=clang the compiler.
BUILD  ?= release
PREFIX ?= /usr/local
CC     ?= cc
O      := build/$(BUILD)
# After a clock was set back, what lies here would look newer than a source that is edited now: it is made again.
_      := $(shell [ ! -d $(O) ] || find $(O) -type f -newermt now -delete)
XML    := /usr/include/libxml2

WARN   := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wvla -Werror
CFLAGS.release := -O2 -g
CFLAGS.debug   := -O0 -g
CFLAGS.asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS.tsan    := -O1 -g -fsanitize=thread -DSURETY_PROCESSORS=8
CFLAGS.cover   := -O0 -g --coverage -fprofile-update=atomic
CFLAGS.fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS ?= $(CFLAGS.$(BUILD))
# No path of the folder stands in what is built: the same sources, compiler and libraries give the same bytes anywhere.
# Nor does a processor's fused multiply-add, which would round otherwise than one without it.
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -ffp-contract=off -ffile-prefix-map='$(CURDIR)'=. -Ipipeline -Ipipeline/library -fPIC -fvisibility=hidden -isystem $(XML) $(WARN) $(CFLAGS) -MMD -MP -pthread
LIBS   := -lpcre2-8 -lutf8proc -lsvm -ljansson -lnettle -lz -lzstd -lsqlite3 -lm -ldl -pthread

MAIN   := pipeline/commands/main.c
SRC    := $(filter-out $(MAIN),$(sort $(wildcard pipeline/*/*.c)))
OBJ    := $(SRC:%.c=$(O)/%.o) $(O)/page.o
LIBOBJ := $(filter-out $(foreach f,commands measure report,$(O)/pipeline/$(f)/%) $(O)/page.o,$(OBJ))
UNIT   := $(patsubst tests/unit/%.c,$(O)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))

VERSION := $(shell sed -n 's/^\#define SURETY_VERSION "\(.*\)"/\1/p' pipeline/base/version.h)
SONAME  := libsurety.so.0
LIBDIR  ?= $(PREFIX)/lib

.PHONY: all clean install uninstall demo test test-readers test-browser test-deb test-cluster test-faults test-arch analyze coverage valgrind replay fuzz lib man deb unit models eval review bench packages
FUZZ_SHARED := tests/fuzz/fuzz.c tests/fuzz/replay.c
FUZZ   := $(patsubst tests/fuzz/%.c,$(O)/fuzz/%,$(filter-out $(FUZZ_SHARED),$(sort $(wildcard tests/fuzz/*.c))))
# With libFuzzer its own main, else one that runs the inputs it is given.
FUZZ_MAIN := $(if $(filter fuzz,$(BUILD)),tests/fuzz/fuzz.c -fsanitize=fuzzer,$(FUZZ_SHARED))

.SECONDARY:

all: $(O)/surety $(O)/surety.image lib
lib: $(O)/lib/$(SONAME) $(O)/lib/libsurety.a

$(O)/surety: $(MAIN:%.c=$(O)/%.o) $(O)/libsurety.a
	@echo "  LINK $@"
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@.part $^ $(LIBS) && mv $@.part $@

# The lexicons as they lie in memory, for a fast start; with faulty ones the program starts all the same and tells the fault.
$(O)/surety.image: $(O)/surety $(wildcard lexicons/*.tsv)
	@echo "  IMAGE $@"
	@$(O)/surety image --data . -o $@ || rm -f $@

$(O)/libsurety.a: $(OBJ)
	@rm -f $@.part && $(AR) rcsD $@.part $^ && mv $@.part $@

# What others link with: the functions of pipeline/library/surety.h and no other name.
$(O)/lib/$(SONAME): $(LIBOBJ)
	@mkdir -p $(@D)
	@echo "  LINK $@"
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -o $@.part $^ $(LIBS) && mv $@.part $@
	@ln -sf $(SONAME) $(@D)/libsurety.so

$(O)/lib/libsurety.a: $(LIBOBJ)
	@mkdir -p $(@D)
	@$(LD) -r $^ -o $(O)/lib/surety.o && objcopy --localize-hidden $(O)/lib/surety.o
	@rm -f $@.part && $(AR) rcsD $@.part $(O)/lib/surety.o && rm $(O)/lib/surety.o && mv $@.part $@

# Each file gets its name when it is whole: a make that is killed leaves nothing that the next one trips over.
$(O)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  CC   $<"
	@$(CC) $(ALL_CFLAGS) -MF $(@:.o=.d) -MT $@ -c -o $@.part $< && mv $@.part $@

# The page of `surety report`, as bytes.
$(O)/page.c: pipeline/report/page.html pipeline/report/page.css pipeline/report/page.js
	@mkdir -p $(@D)
	@{ echo '#include "report/page.h"'; for kind in html css js; do \
	  echo "const unsigned char PAGE_$$(echo $$kind | tr a-z A-Z)[] = {"; od -An -v -tu1 pipeline/report/page.$$kind | sed 's/[0-9]\{1,\}/&,/g'; echo "0};"; done; } >$@.part && mv $@.part $@

$(O)/page.o: $(O)/page.c Makefile
	@$(CC) $(ALL_CFLAGS) -MF $(@:.o=.d) -MT $@ -c -o $@.part $< && mv $@.part $@

$(O)/unit/%: tests/unit/%.c $(O)/libsurety.a
	@mkdir -p $(@D)
	@echo "  TEST $<"
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MF $@.d -MT $@ -o $@.part $< $(O)/libsurety.a -lcmocka $(LIBS) && mv $@.part $@

$(O)/fuzz/%: tests/fuzz/%.c $(FUZZ_SHARED) tests/fuzz/fuzz.h $(O)/libsurety.a
	@mkdir -p $(@D)
	@echo "  FUZZ $<"
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MF $@.d -MT $@ -o $@.part $< $(FUZZ_MAIN) $(O)/libsurety.a $(LIBS) && mv $@.part $@

unit: $(UNIT)

# The fuzz targets as programs that run the inputs they are given.
replay: $(FUZZ)

# Faults on order (tests/faults/); a sanitizer does not stand a library before it.
$(O)/shim.so: tests/faults/shim.c
	@mkdir -p $(@D)
	@$(CC) -std=c11 -O1 -g $(WARN) -shared -fPIC -o $@.part $< -ldl && mv $@.part $@
$(if $(filter asan tsan fuzz,$(BUILD)),,replay: $(O)/shim.so)

# What is missing on a fresh Debian is installed, with a word on what and why.
packages:
	@tests/packages.sh

demo: packages
	@$(MAKE) --no-print-directory all
	@tests/demo.sh $(O)/surety

test: packages
	@$(MAKE) --no-print-directory all unit replay $(O)/baseline
	@tests/run.sh $(O)

# The system's Python and R, since their packages are Debian's.
test-readers:
	@tests/packages.sh readers
	@$(MAKE) --no-print-directory all
	@NODE_PATH=$(CURDIR)/build/npm/node_modules /usr/bin/python3 tests/readers.py $(O)/surety --all

SHOT ?= build/report.png
test-browser:
	@tests/packages.sh browser
	@$(MAKE) --no-print-directory all
	@NODE_PATH=$(CURDIR)/build/npm/node_modules node tests/browser.js $(O)/surety $(SHOT)

test-cluster: packages
	@tests/packages.sh slurm-wlm munge parallel
	@$(MAKE) --no-print-directory all
	@tests/cluster.sh $(O)/surety

# The slow ones of tests/faults/: every allocation, kills, flipped bits, a million documents, a build that is interrupted.
test-faults: packages
	@$(MAKE) --no-print-directory all replay
	@tests/faults/slow.sh $(O)

# The same bytes from other compilers and processors.
test-arch: packages
	@tests/packages.sh clang mmdebstrap qemu-user-static gcc-aarch64-linux-gnu g++-aarch64-linux-gnu
	@$(MAKE) --no-print-directory all
	@tests/arch.sh $(O)

# What compilers and checkers see without running: nothing beyond tests/analyze_known.txt.
analyze: packages
	@tests/packages.sh clang clang-tidy cppcheck
	@tests/analyze.sh

# Lines of pipeline/ that no test runs, by name, in build/cover/coverage.txt.
coverage: packages
	@tests/packages.sh gcovr
	@$(MAKE) --no-print-directory BUILD=cover all unit replay build/cover/baseline
	@find build/cover -name '*.gcda' -delete
	@tests/run.sh build/cover
	@gcovr -r . --object-directory build/cover -f pipeline/ --exclude-unreachable-branches -s --fail-under-line 90 -o build/cover/coverage.txt
	@grep -v ' 100% *$$' build/cover/coverage.txt

# Unit tests, command line and fuzz inputs of the program as released, under memcheck.
valgrind: packages
	@tests/packages.sh valgrind
	@$(MAKE) --no-print-directory all unit replay
	@tests/valgrind.sh $(O)

# Seconds for each target, and which (FUZZ_TARGETS="tokens model"); what is found lies in build/fuzz/found.
FUZZ_TIME ?= 60
FUZZ_TARGETS ?= $(notdir $(FUZZ))
fuzz: packages
	@tests/packages.sh clang
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory BUILD=fuzz CC=clang replay
	@tests/fuzz/run.sh $(O)/surety build/fuzz $(FUZZ_TIME) $(FUZZ_TARGETS)

models: all
	$(O)/surety train corpus -o models/ukraine

# Counts for lexicons/frames.tsv: see lexicons/README.md.
$(O)/frame_candidates: eval/frame_candidates.c $(O)/libsurety.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# The plain baseline that the report sets beside the model.
$(O)/baseline: eval/baseline.c $(O)/libsurety.a
	@echo "  CC   $<"
	@$(CC) $(ALL_CFLAGS) $(LDFLAGS) -MF $@.d -MT $@ -o $@.part $< $(O)/libsurety.a $(LIBS) && mv $@.part $@

eval: all $(O)/baseline
	python3 eval/report.py $(O)/surety corpus models/ukraine eval

# What reviewed rows are worth, by simulation (minutes).
review: all
	SURETY_DATA=$(CURDIR) python3 eval/review.py $(O)/surety corpus eval $(SEEDS) $(ROUNDS)
SEEDS  ?= 6
ROUNDS ?= 4

# Megabytes: of text for tokens, of text for the whole run, of the stream, of the one large document. SVM_SHARE of the corpus
# trains libsvm (minutes with all of it). libicu-dev, python3-nltk and python3-sklearn are for their rows alone.
MB ?= 100
RUN_MB ?= 10
ROUNDS_OF ?= 7
STREAM_MB ?= 1000
ONE_MB ?= 100
STORED ?= 100000
SVM_SHARE ?= 1
bench: all
	@mkdir -p $(O)/bench
	@$(CC) $(ALL_CFLAGS) -o $(O)/bench/run eval/bench_run.c
	@$(CC) $(ALL_CFLAGS) -o $(O)/bench/svm eval/bench_svm.c $(O)/libsurety.a $(LIBS)
	@rm -f $(O)/bench/icu
	@if echo '#include <unicode/ubrk.h>' | $(CC) -E -x c - >$(O)/bench/none 2>&1; then \
	  $(CC) $(ALL_CFLAGS) -o $(O)/bench/icu eval/bench_icu.c $(O)/libsurety.a $(LIBS) -licuuc -licudata && \
	  for f in corpus/articles/*.txt; do cat $$f; printf "\n\n\n"; done >$(O)/bench/text.txt && \
	  $(O)/bench/icu lexicons $(O)/bench/text.txt $(MB); \
	else echo "skipped: tokens and sentences beside ICU; apt-get install libicu-dev"; fi
	@python3 eval/bench.py $(O)/surety $(O)/bench --mb $(RUN_MB) --rounds $(ROUNDS_OF) --stream $(STREAM_MB) --one $(ONE_MB) --stored $(STORED) --share $(SVM_SHARE)

man: all
	@pipeline/share/make_man.sh $(O)/surety $(O)/man

install: all man
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/surety $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(LIBDIR)/pkgconfig
	install -m 755 $(O)/surety $(DESTDIR)$(PREFIX)/bin/surety
	cp -r lexicons models $(DESTDIR)$(PREFIX)/share/surety/
	install -m 644 $(O)/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 pipeline/share/surety.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/surety
	install -m 644 pipeline/library/surety.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 $(O)/lib/$(SONAME) $(DESTDIR)$(LIBDIR)/libsurety.so.$(VERSION)
	ln -sf libsurety.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libsurety.so
	install -m 644 $(O)/lib/libsurety.a $(DESTDIR)$(LIBDIR)/
	sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBS)|' pipeline/share/surety.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/surety.pc
	install -m 644 $(O)/surety.image $(DESTDIR)$(PREFIX)/share/surety/

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/surety $(DESTDIR)$(PREFIX)/share/surety $(DESTDIR)$(PREFIX)/include/surety.h
	rm -f $(DESTDIR)$(PREFIX)/share/man/man1/surety*.1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions/surety
	rm -f $(DESTDIR)$(LIBDIR)/libsurety.* $(DESTDIR)$(LIBDIR)/pkgconfig/surety.pc

# A package for Debian.
deb:
	@tests/packages.sh deb
	@$(MAKE) --no-print-directory all
	@pipeline/share/make_deb.sh $(O) $(VERSION)

# The package on a clean system: a fresh Debian in a folder (needs root and the network).
test-deb: deb
	@tests/deb.sh build/surety_$(VERSION)_*.deb

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(MAIN:%.c=$(O)/%.d) $(UNIT:=.d)
