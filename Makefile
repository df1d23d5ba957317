# certpol - everything is built out of tree, in build/.
#
#   make              the program, build/certpol
#   make demo         evaluate the thousand example holders
#   make test         all tests
#   make fuzz         FUZZ_SECONDS=10: the fuzz targets, each for so long
#   make faults       every call that may fail, failing; `make test` tries some
#   make hostile      the largest and longest inputs, too
#   make coverage     the lines that the tests run, per file
#   make analyse      gcc -fanalyzer, clang-tidy, cppcheck
#   make reproducible two builds in different folders, the same bytes
#   make memcheck     the unit tests under valgrind
#   make bench        how fast it is, RECORDS=100000 ROUNDS=7
#   make soak         SECONDS=60 SEED=1: generated policies and records, product against oracle
#   make deps         install the Debian packages that are missing
#   make install      PREFIX=/usr/local DESTDIR=
#   make SANITIZE=1 … the same under AddressSanitizer and UBSan, in build/sanitize

VERSION := 0.1.0
PREFIX  ?= /usr/local
BUILD   := build$(if $(SANITIZE),/sanitize)
PROGRAM := $(BUILD)/certpol

CC       ?= cc
OPTIMISE ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
            -Wwrite-strings -Wvla -Werror
SANITIZERS := $(if $(SANITIZE),-fsanitize=address -fsanitize=undefined -fno-sanitize-recover=all)
# Counts are kept in a file that is open from the start, and so survive any end of the process.
COUNTED  := $(if $(COVERAGE),-fprofile-instr-generate=$(CURDIR)/$(BUILD)/counts/%c%m.profraw -fcoverage-mapping \
            -mllvm -runtime-counter-relocation -Wno-unused-command-line-argument)
# Guards that cost nothing and make an end of what would be a way in.  The strong protector is for all but what every
# record passes through, where it would take 3 %: there arrays are guarded, single variables are not.
PROTECTOR := -fstack-protector-strong
HARDEN    := -fstack-clash-protection -fPIE $(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
HARDEN    += $(if $(SANITIZE)$(filter -O0,$(OPTIMISE)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
# The same sources make the same bytes, wherever they lie.
SAME     := -ffile-prefix-map=$(CURDIR)=.
CPPFLAGS += -I. -I$(BUILD) -D_GNU_SOURCE -DCERTPOL_VERSION='"$(VERSION)"' $(if $(SANITIZE),-DCERTPOL_UNHELD)
CFLAGS   += -std=c17 $(OPTIMISE) $(WARNINGS) $(SANITIZERS) $(COUNTED) $(HARDEN) $(PROTECTOR) $(SAME) -pthread
LDFLAGS  += -pie -Wl,-z,relro,-z,now,-z,noexecstack
LDLIBS   += -lutf8proc -lm -ldl -pthread
BISON    := bison -Wall -Wcounterexamples -Wdangling-alias -Werror

SOURCES   := $(wildcard grammar/*.c interp/*.c interp/*/*.c interp/*/*/*.c)
LIBRARY   := $(filter-out interp/tool/% interp/lsp/%,$(SOURCES))
GENERATED := $(BUILD)/grammar/parser.c $(BUILD)/grammar/scanner.c
objects    = $(patsubst %.c,$(BUILD)/%.o,$(1))
LIBRARY_OBJECTS := $(call objects,$(LIBRARY)) $(GENERATED:.c=.o)
TOOL_OBJECTS    := $(call objects,$(filter interp/tool/% interp/lsp/%,$(SOURCES)))
UNIT_TESTS      := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

all: $(PROGRAM)

# JSON-RPC is read by jansson, which only the language server needs: as a part of the program, so that no other
# verb waits for the loader to find it.
$(PROGRAM): $(TOOL_OBJECTS) $(BUILD)/libcertpol.a
	@echo "  LINK $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -l:libjansson.a $(LDLIBS)

$(BUILD)/libcertpol.a: $(LIBRARY_OBJECTS)
	@rm -f $@ && $(AR) rcsD $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(call objects,$(wildcard interp/data/*.c interp/eval/*.c interp/report/*.c interp/stream/*.c)): \
    PROTECTOR := -fstack-protector

# The machine goes from one instruction to the next by calls in tail position, where they are sure to be jumps, which
# tests/threaded.sh looks after.
THREADED := $(if $(SANITIZE)$(COVERAGE)$(filter-out -O2 -O3,$(filter -O%,$(OPTIMISE))),,$(BUILD)/interp/eval/run.o)
$(THREADED): CPPFLAGS += -DCERTPOL_THREADED
$(THREADED): OPTIMISE += -foptimize-sibling-calls

# Generated code is not ours to mend.
$(GENERATED:.c=.o): $(BUILD)/%.o: $(BUILD)/%.c
	@echo "  CC $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -Wno-conversion -Wno-sign-conversion -Wno-missing-prototypes \
	      -Wno-unused-function -Wno-unused-but-set-variable -MMD -MP -c -o $@ $<

$(BUILD)/grammar/parser.c $(BUILD)/grammar/parser.h &: grammar/parser.y
	@mkdir -p $(@D)
	@$(BISON) --header=$(BUILD)/grammar/parser.h -o $(BUILD)/grammar/parser.c $<

$(BUILD)/grammar/scanner.c: grammar/scanner.l $(BUILD)/grammar/parser.h
	@flex -CFe -o $@ $<

$(call objects,$(SOURCES)) $(GENERATED:.c=.o): | $(BUILD)/grammar/parser.h

# The command line without its main, for its unit tests.
$(BUILD)/tool.a: $(filter-out %/main.o,$(TOOL_OBJECTS))
	@rm -f $@ && $(AR) rcsD $@ $^

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/tool.a $(BUILD)/libcertpol.a
	@mkdir -p $(@D)
	@echo "  LINK $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/tool.a \
	      $(BUILD)/libcertpol.a $(LDLIBS) \
	      -lcmocka -ljansson

# What has to be installed.  A package that is there costs nothing to ask for.
BUILD_PACKAGES := flex bison libutf8proc-dev libicu-dev tzdata libjansson-dev
TEST_PACKAGES  := libcmocka-dev libjansson-dev binutils neovim python3
FUZZ_PACKAGES  := clang libclang-rt-dev
CI_PACKAGES    := valgrind zsh fish $(FUZZ_PACKAGES)
COVERAGE_PACKAGES := clang libclang-rt-dev llvm
ANALYSE_PACKAGES := gcc clang-tidy cppcheck python3
BENCH_PACKAGES := libsimdjson-dev g++ valgrind nodejs python3
install_packages = sh tests/install-packages.sh

deps:
	@$(install_packages) $(BUILD_PACKAGES) $(TEST_PACKAGES) $(CI_PACKAGES)

build-deps:
	@$(install_packages) $(BUILD_PACKAGES)

test-deps:
	@$(install_packages) $(BUILD_PACKAGES) $(TEST_PACKAGES)

# The packages come before the program that is built with them, also under -j.
demo: build-deps
	@$(MAKE) --no-print-directory all
	@sh examples/demo.sh $(PROGRAM)

test: test-deps
	@$(MAKE) --no-print-directory all unit $(GENERATOR) $(SOAK) $(SOUND) $(REPLAYS) $(SHIM)
	@FORTIFIED=$(if $(SANITIZE)$(filter -O0,$(OPTIMISE)),no,yes) CERTPOL=$(PROGRAM) GENERATE=$(GENERATOR) SOAK=$(SOAK) SOUND=$(SOUND) UNIT_TESTS="$(UNIT_TESTS)" REPLAYS="$(REPLAYS)" SHIM=$(SHIM) THREADED=$(THREADED) \
	 sh tests/run.sh

unit: $(UNIT_TESTS)

# What the fuzz targets keep, by any compiler.
REPLAYS := $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/tests/replay_%,$(wildcard tests/fuzz/fuzz_*.c))

$(BUILD)/tests/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(BUILD)/tool.a $(BUILD)/libcertpol.a
	@mkdir -p $(@D)
	@echo "  LINK $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(LDLIBS) -ljansson

# Calls that fail; a sanitizer wants to be asked for memory itself.
SHIM := $(if $(SANITIZE)$(COVERAGE),,$(BUILD)/tests/shim.so)

$(BUILD)/tests/shim.so: tests/faults/shim.c
	@mkdir -p $(@D)
	@echo "  LINK $@"
	@$(CC) $(CPPFLAGS) -std=c17 -O1 $(WARNINGS) -Wno-pedantic -fPIC -shared -o $@ $< -ldl

faults: $(PROGRAM) $(SHIM)
	@python3 tests/faults/faults.py $(PROGRAM) $(SHIM)

# Inputs of gigabytes, millions of everything.
hostile: $(PROGRAM)
	@python3 tests/hostile.py $(PROGRAM) --big --times

# Policies and records by chance: the product against the oracle.
SOAK    := $(BUILD)/tests/soak
SECONDS ?= 60
SEED    ?= 1

$(SOAK): $(call objects,$(wildcard tests/oracle/*.c)) $(BUILD)/libcertpol.a
	@echo "  LINK $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

# The same policies and records: no warning says what is not so.
SOUND := $(BUILD)/tests/sound

$(SOUND): $(call objects,tests/lints/sound.c $(filter-out %/soak.c,$(wildcard tests/oracle/*.c))) \
          $(BUILD)/libcertpol.a
	@echo "  LINK $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

soak: $(PROGRAM) $(SOAK)
	@$(SOAK) --seconds $(SECONDS) --seed $(SEED) --program $(PROGRAM)

memcheck: unit
	@UNIT_TESTS="$(UNIT_TESTS)" CERTPOL=$(PROGRAM) sh tests/memcheck.sh

# Any bytes: the targets of tests/fuzz, under libFuzzer and the sanitizers.
FUZZ_SECONDS ?= 10
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz_build    = $(MAKE) --no-print-directory BUILD=build/fuzz CC=clang SANITIZE=1 OPTIMISE="-O1 -g" \
                SANITIZERS="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all"

$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(BUILD)/tool.a $(BUILD)/libcertpol.a
	@echo "  LINK $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -fsanitize=fuzzer $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(LDLIBS) -ljansson

fuzz: test-deps
	@$(install_packages) $(FUZZ_PACKAGES)
	@$(fuzz_build) fuzz-run

fuzz-run: $(FUZZ_TARGETS)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/run.sh $(FUZZ_TARGETS)

# Which lines of grammar/ and interp/ the tests run.
coverage: test-deps
	@$(install_packages) $(COVERAGE_PACKAGES)
	@rm -rf build/coverage/counts
	@$(MAKE) --no-print-directory BUILD=build/coverage CC=clang OPTIMISE="-O1 -g" COVERAGE=1 test
	@python3 tests/coverage.py build/coverage

# Three readers of the source that do not run it.
analyse: build-deps
	@$(install_packages) $(ANALYSE_PACKAGES)
	@$(MAKE) --no-print-directory $(GENERATED)
	@python3 tests/analyse/run.py

reproducible: build-deps
	@sh tests/reproducible.sh

# The benchmark: its generator of records and its yardstick, then what tests/bench/bench.py measures.
RECORDS   := 100000
ROUNDS    := 7
BENCH     := $(BUILD)/bench
GENERATOR := $(BENCH)/generate

$(GENERATOR): tests/bench/generate.c $(BUILD)/libcertpol.a
	@mkdir -p $(@D)
	@echo "  LINK $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(BUILD)/libcertpol.a $(LDLIBS)

$(BENCH)/yardstick: tests/bench/yardstick.cpp
	@mkdir -p $(@D)
	@echo "  LINK $@"
	@g++ -O3 -march=native -o $@ $< -lsimdjson

bench-deps: build-deps
	@$(install_packages) $(BENCH_PACKAGES)

bench: bench-deps
	@$(MAKE) --no-print-directory all $(GENERATOR) $(BENCH)/yardstick
	@python3 -B tests/bench/bench.py $(PROGRAM) $(BENCH) --records $(RECORDS) --rounds $(ROUNDS)

install: all
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/certpol
	install -D -m 644 $(BUILD)/libcertpol.a $(DESTDIR)$(PREFIX)/lib/libcertpol.a
	install -D -m 644 interp/certpol.h $(DESTDIR)$(PREFIX)/include/certpol.h
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 644 interp/tool/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 interp/tool/man/*.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -D -m 644 interp/tool/completion/certpol.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/certpol
	install -D -m 644 interp/tool/completion/_certpol $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_certpol
	install -D -m 644 interp/tool/completion/certpol.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/certpol.fish

clean:
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

.DELETE_ON_ERROR:
.PHONY: all analyse coverage fuzz fuzz-run faults hostile reproducible demo test unit soak memcheck deps build-deps test-deps install clean
