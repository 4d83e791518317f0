# Makefile: builds, tests and looks after the three programs. `make help` says how.

PREFIX   ?= /usr/local
CC       ?= cc
CXX      ?= c++
BUILD    ?= build
CFLAGS   ?= -O2 -g
CXXFLAGS ?= $(CFLAGS)
# SAN=address,undefined builds a sanitized variant; DEV=1 makes warnings errors.
SAN      ?=
DEV      ?=
# V=1 shows the commands.
V        ?=
Q        := $(if $(V),,@)

comma   := ,
VARIANT := $(if $(SAN),san-$(subst $(comma),-,$(SAN)),plain)
OBJ     := $(BUILD)/$(VARIANT)
BIN     := $(if $(SAN),$(OBJ)/bin,$(BUILD)/bin)

# What each program links; design: the analyzer links nothing that reaches a network.
ANALYZER_PACKAGES  := simdjson jansson libarchive libidn2 libpsl libcrypto
COLLECT_PACKAGES   := libcurl jansson libxml-2.0 libidn2 libpsl libcrypto
MOCKAWS_PACKAGES   := libmicrohttpd jansson libxml-2.0 libidn2 libpsl libcrypto
PKG_CFLAGS    := $(shell pkg-config --cflags $(ANALYZER_PACKAGES) $(COLLECT_PACKAGES) \
                   $(MOCKAWS_PACKAGES) 2>/dev/null)
ANALYZER_LIBS := $(shell pkg-config --libs $(ANALYZER_PACKAGES) 2>/dev/null) -lcsv
COLLECT_LIBS  := $(shell pkg-config --libs $(COLLECT_PACKAGES) 2>/dev/null) -lm
MOCKAWS_LIBS  := $(shell pkg-config --libs $(MOCKAWS_PACKAGES) 2>/dev/null) -lm

WARN   := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wformat=2 -Wundef -Wpointer-arith \
          -Wcast-qual -Wwrite-strings -Wconversion -Wimplicit-fallthrough
WARN_C := $(WARN) -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wswitch-enum
DEFS   := -D_GNU_SOURCE -I. -pthread
HARDEN := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
          $(if $(DEV),-Werror)

ALL_CFLAGS   = -std=c11 $(DEFS) $(WARN_C) $(HARDEN) $(PKG_CFLAGS) $(CFLAGS) -MMD -MP
ALL_CXXFLAGS = -std=c++17 -fno-exceptions -fno-rtti $(DEFS) $(WARN) $(HARDEN) $(PKG_CFLAGS) \
               $(CXXFLAGS) -MMD -MP
ALL_LDFLAGS  = $(HARDEN) -pthread $(LDFLAGS)

# One library a top folder; main.c is the program's, all else its library's.
objects = $(addprefix $(OBJ)/,$(addsuffix .o,$(basename $(1))))
sources = $(sort $(foreach d,$(1),$(wildcard $(d)/*.c $(d)/*/*.c $(d)/*/*/*.c $(d)/*/*.cc)))

BASE_SRC     := $(call sources,base)
ANALYZER_SRC := $(filter-out analyzer/main.c,$(call sources,reports analyzer))
COLLECT_SRC  := $(filter-out collector/main.c,$(call sources,collector))
MOCKAWS_SRC  := $(filter-out mockaws/main.c,$(call sources,mockaws))
LIB_SRC      := $(BASE_SRC) $(ANALYZER_SRC) $(COLLECT_SRC) $(MOCKAWS_SRC)

BASE_LIB     := $(OBJ)/libbase.a
ANALYZER_LIB := $(OBJ)/libacm.a
COLLECT_LIB  := $(OBJ)/libcollect.a
MOCKAWS_LIB  := $(OBJ)/libmockaws.a

SUPPORT_OBJ := $(patsubst %.c,$(OBJ)/%.o,$(wildcard tests/support/*.c))
SAMPLE_OBJ := $(filter %/report_sample.o %/sample_parts.o,$(SUPPORT_OBJ))
UNIT_SRC := $(sort $(wildcard tests/unit/*.c tests/unit/*/*.c tests/unit/*/*/*.c))
UNIT_BIN := $(patsubst tests/unit/%.c,$(OBJ)/unit/%,$(UNIT_SRC))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/*.c))
FUZZ_BIN := $(patsubst tests/fuzz/%.c,$(OBJ)/fuzz/%,$(FUZZ_SRC))
BENCH_BIN := $(patsubst tests/bench/%,$(OBJ)/bench/%,$(basename $(wildcard tests/bench/*.c \
             tests/bench/*.cc)))
TOOL_BIN := $(patsubst tests/%.c,$(OBJ)/%,$(wildcard tests/tools/*.c))
SCRIPTS  := $(addprefix tests/,corpus.sh cases.sh bad-input.sh determinism.sh gate.sh schema.sh \
             cli.sh masterfile.sh commands.sh \
             fixes.sh pasted.sh story.sh collect.sh scenarios.sh \
             scenario-check.sh estates.sh redact.sh \
             determinism-mockaws.sh reproduce.sh run.sh)

FOLDERS := base reports analyzer collector mockaws
SOURCES := $(shell find $(FOLDERS) tests -name node_modules -prune -o \( -name '*.[ch]' -o -name '*.cc' \) -print)
# The scripts are joined in this order.
TEMPLATES := $(addprefix reports/template/,report.html report.css island.js search.js card.js \
             causes.js page.js)
MOCKAWS_EMBEDDED := $(wildcard mockaws/admin/page.html mockaws/x509/keys/*.pem)
MANUALS := $(wildcard analyzer/*.[1-8] collector/*.[1-8] mockaws/*.[1-8])
MAINS   := $(wildcard analyzer/main.c collector/main.c mockaws/main.c)

PROGRAMS := $(patsubst analyzer/main.c,$(BIN)/acm-analyzer,$(patsubst \
    collector/main.c,$(BIN)/acm-collect,$(patsubst mockaws/main.c,$(BIN)/mockaws,$(MAINS))))

all: $(PROGRAMS)

help:
	@echo 'make               build acm-analyzer, acm-collect and mockaws into $(BIN)'
	@echo 'make demo          build, analyse the bundled estate, say where the report is'
	@echo 'make check         every test: unit, corpus, whole program'
	@echo 'make e2e           scenarios, their fixes and real clients against mockaws'
	@echo 'make layers        hold every include against the floors of tests/layers.txt'
	@echo 'make lint          clang-format, clang-tidy, cppcheck, shellcheck, manuals'
	@echo 'make fuzz          fuzz the readers (FUZZ_SECONDS=60; needs clang)'
	@echo 'make bench         the benchmarks (needs node and jq; see tests/bench/run.sh)'
	@echo 'make bench-mockaws mockaws and acm-collect measured (needs wrk, valgrind, curl)'
	@echo 'make cov           a coverage report of make check'
	@echo 'make install       into $$(DESTDIR)$$(PREFIX)'
	@echo 'make dist          a source archive of HEAD'
	@echo 'make clean'
	@echo 'Variables: CC CXX CFLAGS PREFIX DESTDIR BUILD SAN=address,undefined DEV=1 V=1'

$(BIN)/acm-analyzer: $(OBJ)/analyzer/main.o $(ANALYZER_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(ANALYZER_LIBS)

$(BIN)/acm-collect: $(OBJ)/collector/main.o $(COLLECT_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(COLLECT_LIBS)

$(BIN)/mockaws: $(OBJ)/mockaws/main.o $(MOCKAWS_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MOCKAWS_LIBS)

$(BASE_LIB): $(call objects,$(BASE_SRC))
$(ANALYZER_LIB): $(call objects,$(ANALYZER_SRC)) $(OBJ)/gen/template.o
$(COLLECT_LIB): $(call objects,$(COLLECT_SRC))
$(MOCKAWS_LIB): $(call objects,$(MOCKAWS_SRC)) $(OBJ)/gen/embedded.o

$(OBJ)/lib%.a:
	@rm -f $@
	$(if $(V),,@echo '  AR    $@')
	$(Q)$(AR) rcs $@ $^

$(OBJ)/%.o: %.c
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CC    $@')
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(OBJ)/%.o: %.cc
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CXX   $@')
	$(Q)$(CXX) $(ALL_CXXFLAGS) -c -o $@ $<

$(OBJ)/gen/template.c: $(TEMPLATES) reports/template/embed.sh
	@mkdir -p $(@D)
	$(if $(V),,@echo '  EMBED $@')
	$(Q)sh reports/template/embed.sh $(TEMPLATES) > $@.tmp && mv $@.tmp $@

$(OBJ)/gen/embedded.c: $(MOCKAWS_EMBEDDED) mockaws/embedded/embed.sh
	@mkdir -p $(@D)
	$(if $(V),,@echo '  EMBED $@')
	$(Q)sh mockaws/embedded/embed.sh $(MOCKAWS_EMBEDDED) > $@.tmp && mv $@.tmp $@

$(OBJ)/gen/%.o: $(OBJ)/gen/%.c
	$(if $(V),,@echo '  CC    $@')
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(OBJ)/unit/mockaws/%: $(OBJ)/tests/unit/mockaws/%.o $(MOCKAWS_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MOCKAWS_LIBS) -lcmocka

$(OBJ)/unit/collector/%: $(OBJ)/tests/unit/collector/%.o $(COLLECT_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(COLLECT_LIBS) -lcmocka

$(OBJ)/unit/%: $(OBJ)/tests/unit/%.o $(SUPPORT_OBJ) $(ANALYZER_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(ANALYZER_LIBS) -lcmocka

$(OBJ)/fuzz/mockaws_%: $(OBJ)/tests/fuzz/mockaws_%.o $(MOCKAWS_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(MOCKAWS_LIBS)

$(OBJ)/fuzz/%: $(OBJ)/tests/fuzz/%.o $(ANALYZER_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(ANALYZER_LIBS)

$(OBJ)/bench/http_floor: $(OBJ)/tests/bench/http_floor.o
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(MOCKAWS_LIBS)

$(OBJ)/bench/%: $(OBJ)/tests/bench/%.o $(SAMPLE_OBJ) $(ANALYZER_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(ANALYZER_LIBS)

$(OBJ)/tools/%: $(OBJ)/tests/tools/%.o $(ANALYZER_LIB) $(BASE_LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(ANALYZER_LIBS)

unit: $(UNIT_BIN)

# What a fresh clone runs: unit tests, then the program as its users run it.
check: all unit layers $(TOOL_BIN)
	@ACM_ANALYZER=$(BIN)/acm-analyzer ACM_COLLECT=$(BIN)/acm-collect MOCKAWS=$(BIN)/mockaws \
	    ZONE_LINES=$(OBJ)/tools/zone_lines \
	    PRINT_FIXES=$(OBJ)/tools/print_fixes tests/check.sh $(UNIT_BIN) $(SCRIPTS)

# Every DNS and CAA scenario mended by the commands that were printed, and real clients.
e2e: all
	@MOCKAWS=$(BIN)/mockaws tests/check.sh tests/scenarios.sh $(wildcard tests/clients/*.sh)

# The same without the scenarios, which make check has run.
e2e-clients: all
	@MOCKAWS=$(BIN)/mockaws tests/check.sh $(wildcard tests/clients/*.sh)

demo: all
	@ACM_ANALYZER=$(BIN)/acm-analyzer tests/demo.sh

layers:
	@awk -f tests/layers.awk tests/layers.txt \
	    $(sort $(filter $(addsuffix /%,$(FOLDERS)),$(SOURCES)))

lint-quick: layers
	clang-format --dry-run -Werror $(SOURCES)
	cppcheck -q -j2 --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --error-exitcode=1 -I. --library=tests/cppcheck.cfg --suppress=missingIncludeSystem $(FOLDERS)
	shellcheck -x bootstrap .ci/run $(shell find tests reports mockaws -name '*.sh' -not -path '*/node_modules/*')
	mandoc -T lint -W warning $(MANUALS)

# One clang-tidy run a file: several at once gave false reports in version 14.
lint: lint-quick
	@printf '%s\n' $(filter %.c,$(LIB_SRC) $(MAINS)) | xargs -P2 -I{} sh -c \
	    'clang-tidy --quiet {} -- -std=c11 $(DEFS) $(PKG_CFLAGS) 2>/dev/null || exit 255'

FUZZ_SECONDS ?= 60
fuzz:
	$(MAKE) CC=clang CXX=clang++ BUILD=$(BUILD)/fuzz SAN=address,undefined \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link' fuzz-programs
	BUILD=$(BUILD)/fuzz tests/fuzz/run.sh $(FUZZ_SECONDS)

fuzz-programs: $(FUZZ_BIN)

bench: all $(BENCH_BIN)
	BUILD=$(BUILD) tests/bench/run.sh

bench-mockaws: all $(OBJ)/bench/http_floor
	BUILD=$(BUILD) tests/bench/mockaws.sh

cov:
	$(MAKE) BUILD=$(BUILD)/cov CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage check
	cd $(BUILD)/cov/plain && gcov -r -s ../../.. $$(find . -name '*.gcda' -not -path './tests/*') \
	    > gcov.txt 2>/dev/null; tail -n 1 gcov.txt

install: all
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin/
	for page in $(MANUALS); do \
	    dir=$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}; \
	    install -d $$dir && install -m 644 $$page $$dir/ || exit 1; \
	done

dist:
	@mkdir -p $(BUILD)
	git archive --format=tar.gz --prefix=acm-analyzer-0.1.0/ \
	    -o $(BUILD)/acm-analyzer-0.1.0.tar.gz HEAD

clean:
	rm -rf $(BUILD)

.PHONY: all help unit check e2e e2e-clients demo layers lint lint-quick fuzz fuzz-programs bench bench-mockaws cov install dist clean
.SECONDARY:
-include $(patsubst %.o,%.d,$(call objects,$(LIB_SRC) $(MAINS))) $(SUPPORT_OBJ:.o=.d) \
    $(patsubst tests/%.c,$(OBJ)/tests/%.d,$(UNIT_SRC) $(FUZZ_SRC) \
        $(wildcard tests/tools/*.c tests/bench/*.c))
