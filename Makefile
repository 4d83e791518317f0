# Makefile: builds, tests and looks after acm-analyzer. `make help` says how.

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

PACKAGES   := simdjson jansson libarchive libidn2 libpsl libcrypto
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv

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

# The floors, ground first. main.c is the program's, all else is its library's.
LIB_SRC := $(sort $(wildcard base/*.c base/*/*.c reports/*.c reports/*/*.c \
             analyzer/*/*.c analyzer/*/*/*.c analyzer/*/*.cc) \
             $(filter-out analyzer/main.c,$(wildcard analyzer/*.c)))
LIB_OBJ := $(addprefix $(OBJ)/,$(addsuffix .o,$(basename $(LIB_SRC)))) $(OBJ)/gen/template.o
MAIN_OBJ := $(OBJ)/analyzer/main.o
LIB     := $(OBJ)/libacm.a

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
             fixes.sh pasted.sh story.sh)

SOURCES := $(shell find base reports analyzer tests -name node_modules -prune -o \( -name '*.[ch]' -o -name '*.cc' \) -print)
# The scripts are joined in this order.
TEMPLATES := $(addprefix reports/template/,report.html report.css island.js search.js card.js \
             causes.js page.js)
MANUALS := analyzer/acm-analyzer.1 analyzer/acm-evidence.5

all: $(BIN)/acm-analyzer

help:
	@echo 'make               build $(BIN)/acm-analyzer'
	@echo 'make demo          build, analyse the bundled estate, say where the report is'
	@echo 'make check         every test: unit, corpus, whole program'
	@echo 'make layers        hold every include against the floors of tests/layers.txt'
	@echo 'make lint          clang-format, clang-tidy, cppcheck, shellcheck, manuals'
	@echo 'make fuzz          fuzz the readers (FUZZ_SECONDS=60; needs clang)'
	@echo 'make bench         the benchmarks (needs node and jq; see tests/bench/run.sh)'
	@echo 'make cov           a coverage report of make check'
	@echo 'make install       into $$(DESTDIR)$$(PREFIX)'
	@echo 'make dist          a source archive of HEAD'
	@echo 'make clean'
	@echo 'Variables: CC CXX CFLAGS PREFIX DESTDIR BUILD SAN=address,undefined DEV=1 V=1'

$(BIN)/acm-analyzer: $(MAIN_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(LIB): $(LIB_OBJ)
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

$(OBJ)/gen/template.o: $(OBJ)/gen/template.c
	$(if $(V),,@echo '  CC    $@')
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(OBJ)/unit/%: $(OBJ)/tests/unit/%.o $(SUPPORT_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lcmocka

$(OBJ)/fuzz/%: $(OBJ)/tests/fuzz/%.o $(LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(PKG_LIBS)

$(OBJ)/bench/%: $(OBJ)/tests/bench/%.o $(SAMPLE_OBJ) $(LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(OBJ)/tools/%: $(OBJ)/tests/tools/%.o $(LIB)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  LD    $@')
	$(Q)$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

unit: $(UNIT_BIN)

# What a fresh clone runs: unit tests, then the program as its users run it.
check: all unit layers $(TOOL_BIN)
	@ACM_ANALYZER=$(BIN)/acm-analyzer ZONE_LINES=$(OBJ)/tools/zone_lines \
	    PRINT_FIXES=$(OBJ)/tools/print_fixes tests/check.sh $(UNIT_BIN) $(SCRIPTS)

demo: all
	@ACM_ANALYZER=$(BIN)/acm-analyzer tests/demo.sh

layers:
	@awk -f tests/layers.awk tests/layers.txt \
	    $(sort $(filter base/% reports/% analyzer/%,$(SOURCES)))

lint-quick: layers
	clang-format --dry-run -Werror $(SOURCES)
	cppcheck -q -j2 --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --error-exitcode=1 -I. --suppress=missingIncludeSystem base reports analyzer
	shellcheck bootstrap .ci/run $(shell find tests reports -name '*.sh' -not -path '*/node_modules/*')
	mandoc -T lint -W warning $(MANUALS)

# One clang-tidy run a file: several at once gave false reports in version 14.
lint: lint-quick
	@printf '%s\n' $(filter %.c,$(LIB_SRC) analyzer/main.c) | xargs -P2 -I{} sh -c \
	    'clang-tidy --quiet {} -- -std=c11 $(DEFS) $(PKG_CFLAGS) 2>/dev/null || exit 255'

FUZZ_SECONDS ?= 60
fuzz:
	$(MAKE) CC=clang CXX=clang++ BUILD=$(BUILD)/fuzz SAN=address,undefined \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link' fuzz-programs
	BUILD=$(BUILD)/fuzz tests/fuzz/run.sh $(FUZZ_SECONDS)

fuzz-programs: $(FUZZ_BIN)

bench: all $(BENCH_BIN)
	BUILD=$(BUILD) tests/bench/run.sh

cov:
	$(MAKE) BUILD=$(BUILD)/cov CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage check
	cd $(BUILD)/cov/plain && gcov -r -s ../../.. $$(find . -name '*.gcda' -not -path './tests/*') \
	    > gcov.txt 2>/dev/null; tail -n 1 gcov.txt

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $(BIN)/acm-analyzer $(DESTDIR)$(PREFIX)/bin/
	install -m 644 analyzer/acm-analyzer.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 analyzer/acm-evidence.5 $(DESTDIR)$(PREFIX)/share/man/man5/

dist:
	@mkdir -p $(BUILD)
	git archive --format=tar.gz --prefix=acm-analyzer-0.1.0/ \
	    -o $(BUILD)/acm-analyzer-0.1.0.tar.gz HEAD

clean:
	rm -rf $(BUILD)

.PHONY: all help unit check demo layers lint lint-quick fuzz fuzz-programs bench cov install dist clean
.SECONDARY:
-include $(LIB_OBJ:.o=.d) $(MAIN_OBJ:.o=.d) $(SUPPORT_OBJ:.o=.d) \
    $(patsubst tests/%.c,$(OBJ)/tests/%.d,$(UNIT_SRC) $(FUZZ_SRC) \
        $(wildcard tests/tools/*.c tests/bench/*.c))
