#!/usr/bin/env python3
"""Writes disassembly.txt: instructions out of the decoder's tables as GNU objdump disassembles them.

usage: disassembly.py > disassembly.txt        (needs arm-none-eabi-as and arm-none-eabi-objdump)

A line is STATE ADDRESS WORD TEXT; the state is A or T, a 32-bit Thumb instruction has its first half on top. What objdump
calls undefined or unpredictable is left out, and its text is brought to the one form that the disassembler uses: see text().
"""
import os
import random
import re
import subprocess
import sys
import tempfile

EACH = 5
TRIES = 240
START = 0x8000
HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = os.path.join(HERE, *[".."] * 6, "main/java/org/zerobench/cpu/jit")
HEADER = ".syntax unified\n.arch armv7-a\n.arch_extension idiv\n.arch_extension mp\n.fpu neon-vfpv4\n"
# What is not an instruction of this CPU or for privileged code, and what the disassembler cannot know: odd rotations.
REFUSED = re.compile(r"UNDEF|UNPREDICTABLE|#\d+, \d+(\s|$)|csdb|esb|ssbb|sevl|SPSR|CPSR_(\w*[xc]|,)|, #-0]"
                     r"|^[a-z]{3}s([a-z]{2})?(\.w)?\s+pc,|^v(mov|dup).*\bpc\b|^v(ld|st)m.*pc!|^(pldw|ldrs[bh]t).*\[pc")
CONDITION = "(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?"
BRANCH = r"(b|bl|blx|cbn?z)" + CONDITION
AS_IT_STANDS = BRANCH + r"(\.[nw])?\t[0-9a-fr]|ldr\t\w+, \[pc"
REGISTERS = ["r%d" % i for i in range(10)] + ["sl", "fp", "ip", "sp", "lr", "pc"]
UNALLOCATED_HINTS = ("A5.7.1", "A6.3.7", "A6.3.8")
# Operations that objdump writes as others.
ALIASES = {"MOV": "mov|lsl|lsr|asr|ror|rrx|nop", "LDM": "ldm|pop", "STM": "stm|push", "LDR": "ldr|pop",
           "STR": "str|push", "RSB": "rsb|neg", "BX": "bx", "BLXR": "blx", "NOP": "(?!msr)", "ADR": "add|sub",
           "SWPB": "swpb", "VORR": "vorr|vmov", "VSHLL": "vshll|vmovl", "SMLALH": "smlal", "READ_TPIDRURO": "mrc",
           "READ_TPIDRURW": "mrc", "WRITE_TPIDRURW": "mcr", "VLDM": "vldm|vpop|fldm", "VSTM": "vstm|vpush|fstm"}


def lines(table):
    """Patterns and operations of a table's class."""
    with open(os.path.join(TABLES, table + "Table.java")) as source:
        for line in source:
            words = line.split()
            if len(words) < 4 or not re.fullmatch(r"[01a-zA-Z_-]{16,}", words[0]) or words[1] in UNALLOCATED_HINTS:
                continue
            if words[2] != "UDF" or words[1] == "A8.8.247":
                yield words[0].replace("_", ""), words[2]


def fits(op, shown):
    """Whether objdump sees the same instruction as the table does, and one with as many registers as it may have."""
    plain = op.split("_")[0].lower()
    doubles = re.match(r"f\w+\s.*\{d(\d+)-d(\d+)\}", shown)
    if doubles and int(doubles.group(2)) - int(doubles.group(1)) >= 16:
        return False
    return re.match(ALIASES.get(op, r"[suqh]*" + plain), shown) is not None


def random_word(pattern):
    """A random word of a pattern; bits that do not matter are all 0, or all 1, or both by the group of four."""
    number = 0
    for bit in pattern:
        number = number << 1 | (random.getrandbits(1) if bit.isalpha() else int(bit == "1"))
    dashes = [i for i, bit in enumerate(reversed(pattern)) if bit == "-"]
    mode = random.randrange(3)
    ones = {group: mode == 1 or mode == 2 and random.random() < 0.5 for group in range(8)}
    for i in dashes:
        number |= ones[i // 4] << i
    return number


def assemble(state, source, target):
    """Numbers of the lines that are refused, the first one is 1."""
    with open(target + ".s", "w") as out:
        out.write(HEADER + (".thumb\n" if state == "T" else ".arm\n") + "\n".join(source) + "\n")
    done = subprocess.run(["arm-none-eabi-as", "-mno-warn-deprecated", "-o", target, target + ".s"], text=True,
                          capture_output=True)
    return {int(line) - HEADER.count("\n") - 1 for line in re.findall(r":(\d+): (?:Error|Warning)", done.stderr)}


def objdump(state, numbers):
    """Addresses and texts of words."""
    with tempfile.TemporaryDirectory() as folder:
        target = folder + "/a.o"
        assert not assemble(state, [".inst%s 0x%x" % ("" if state == "A" else ".n" if narrow else ".w", number)
                                    for number, narrow in numbers], target)
        dump = subprocess.run(["arm-none-eabi-objdump", "-d", "-z", "--adjust-vma=%d" % START, target], check=True, text=True,
                              capture_output=True).stdout
    found = re.findall(r"(?m)^ *([0-9a-f]+):\t([0-9a-f ]+)\t(.*)", dump)
    assert len(found) == len(numbers), (len(found), len(numbers))
    return [(int(address, 16), int(word.replace(" ", ""), 16), shown.strip()) for address, word, shown in found]


def source(shown):
    """objdump's text as the assembler reads it."""
    code, _, comment = shown.partition("@")
    code = re.sub(r" 15, (\d), (\w+), cr(\d+), cr(\d+), \{(\d)\}", r" p15, \1, \2, c\3, c\4, \5", code.replace("\t", " "))
    value = re.search(r"0x[0-9a-f]+ +(-?[0-9.]+)", comment)
    return re.sub(r"#-?\d+", "#" + str(float(value.group(1))), code) if code.startswith("vmov") and value else code


def valid(state, numbers):
    """Those of the words that the assembler makes of objdump's text again, branches and literals aside; with that text."""
    shown = [(number, text) for number, (_, _, text) in zip(numbers, objdump(state, numbers))
             if not REFUSED.search(text)]
    near = [(number, text) for number, text in shown if re.match(AS_IT_STANDS, text)]
    others = [(number, text) for number, text in shown if not re.match(AS_IT_STANDS, text)]
    with tempfile.TemporaryDirectory() as folder:
        target = folder + "/a.o"
        refused = assemble(state, [source(text) for _, text in others], target)
        others = [line for i, line in enumerate(others, 1) if i not in refused]
        assert not assemble(state, [source(text) for _, text in others], target)
        dump = subprocess.run(["arm-none-eabi-objdump", "-d", "-z", target], check=True, text=True, capture_output=True).stdout
    again = [int(word.replace(" ", ""), 16) for word in re.findall(r"(?m)^ *[0-9a-f]+:\t([0-9a-f ]+)\t", dump)]
    assert len(again) == len(others), (len(again), len(others))
    return dict(near + [line for line, word in zip(others, again) if line[0][0] == word])


def number(match):
    value = int(match.group(1), 0)
    return "#%d" % value if -4096 < value < 4096 else "#0x%x" % (value & 0xFFFFFFFF)


TWO = re.compile(r"((?:add|sub|and|eor|orr|bic|adc|sbc|lsl|lsr|asr|ror|mul)s?" + CONDITION + r") (\w+), ([^,]+)")


def text(state, narrow, address, shown):
    """objdump's text in the disassembler's form: no widths, no left-out operands, addresses instead of comments."""
    shown = re.sub(r"\s+", " ", source(shown)).strip().replace("ROR", "ror").replace(",#", ", #")
    shown = re.sub(r" <.*>$", "", shown)
    shown = re.sub(r"\br1([0-2])\b", lambda match: REGISTERS[10 + int(match.group(1))], shown)
    mnemonic, _, operands = shown.partition(" ")
    mnemonic = re.sub(r"\.[nw]$", "", mnemonic)
    operands = re.sub(r"#(-?(?:0x[0-9a-f]{1,8}|\d+))(?![.\w])", number, operands)
    if re.match(r"vmov.*\.f32$", mnemonic):
        operands = re.sub(r"#(.*)", lambda match: "#" + str(float(match.group(1))), operands)
    operands = operands.replace(", #0]", "]")
    if re.match(BRANCH + "$", mnemonic) and not re.search(r"\b(r\d+|sl|fp|ip|sp|lr|pc)$", operands):
        operands = re.sub(r"([0-9a-f]+)$", r"0x\1", operands)
    if re.match(r"(svc|bkpt)", mnemonic):
        operands = "#%d" % int(operands, 0) if int(operands, 0) < 4096 else "#0x%x" % int(operands, 0)
    operands = re.sub(r"^un", "nsh", operands)
    mnemonic = re.sub(r"^(ldm|stm)ia", r"\1", mnemonic)
    shown = (mnemonic + " " + operands).strip()
    shown = re.sub(r"^(ldmfd|ldm)((?!ib|da|db)..)? sp!, \{", r"pop\2 {", shown)
    shown = re.sub(r"^(stmfd|stmdb)(..)? sp!, \{", r"push\2 {", shown)
    shown = re.sub(r"^ldr(..)? (\w+), \[sp\], #4$", r"pop\1 {\2}", shown)
    shown = re.sub(r"^str(..)? (\w+), \[sp, #-4\]!$", r"push\1 {\2}", shown)
    shown = re.sub(r"^mov(s?)(..)? (\w+), (\w+), (lsl|lsr|asr|ror) (.*)$", r"\5\1\2 \3, \4, \6", shown)
    shown = re.sub(r"^mov(s?)(..)? (\w+), (\w+), rrx$", r"rrx\1\2 \3, \4", shown)
    shown = re.sub(r"^neg(s?)(..)? (\w+), (\w+)$", r"rsb\1\2 \3, \4, #0", shown)
    shown = re.sub(r"^(vshl(?:..)?)\.s(.*#)", r"\1.i\2", shown)
    two = TWO.fullmatch(shown)
    if two and narrow:
        one, first, last = two.group(1, 3, 4)
        shown = "%s %s, %s, %s" % ((one, first, last, first) if one.startswith("mul") else (one, first, first, last))
    if state == "A":
        pair = re.match(r"(?:ldr|str)(?:ex)?d.* (\w+), \[", shown)
        if pair:
            shown = shown.replace(", [", ", %s, [" % REGISTERS[REGISTERS.index(pair.group(1)) + 1], 1)
    shown = re.sub(r"^nop(..)? \{(\d+)\}$", r"hint\1 #\2", shown).replace("hint #0", "nop")
    bias = 8 if state == "A" else 4
    adr = re.match(r"(add|sub)w?(..)? (\w+), pc, #(\w+)$", shown)
    base = address + bias & ~3
    if adr:
        offset = int(adr.group(4), 0)
        shown = "adr%s %s, 0x%x" % (adr.group(2) or "", adr.group(3),
                                    base + (offset if adr.group(1) == "add" else -offset) & 0xFFFFFFFF)
    literal = re.search(r"\[pc(?:, #(-?\d+))?\]$", shown)
    if literal:
        shown += " @ 0x%x" % (base + int(literal.group(1) or 0))
    return shown


def candidates(state, tables):
    """(pattern, operation, word, narrow) in abundance."""
    for table in tables:
        for pattern, op in lines(table):
            for _ in range(TRIES):
                word = random_word(pattern)
                narrow = len(pattern) == 16
                if len(pattern) == 32 and pattern[:4].islower() and state == "A":
                    if word >> 28 == 15:
                        continue
                    if random.random() < 0.6:
                        word = word & 0x0FFFFFFF | 0xE0000000
                if state == "T" and table in ("Vfp", "Neon"):
                    word = in_thumb(word)
                if op != "IT":  # it comes with its block
                    yield table + pattern, op, word, narrow


def in_thumb(word):
    """The Thumb encoding of a VFP or NEON instruction (ARM ARM A6.3.18)."""
    if word >> 24 in (0xF2, 0xF3):
        return word & 0x00FFFFFF | 0xEF000000 | word << 4 & 0x10000000
    if word >> 24 == 0xF4:
        return word & 0x00FFFFFF | 0xF9000000
    return word & 0x0FFFFFFF | 0xE0000000


def choose(state, tables):
    tried = list(candidates(state, tables))
    good = valid(state, [t[2:] for t in tried])
    count = {}
    for pattern, op, *number in tried:
        number = tuple(number)
        if number in good and count.get(pattern, 0) < EACH and fits(op, good[number]):
            count[pattern] = count.get(pattern, 0) + 1
            yield number
    for line in sorted({"%s %s" % t[:2] for t in tried if t[0] not in count}):
        print("nothing of", line, file=sys.stderr)


def blocks(chosen):
    """IT blocks around instructions that may stand in one."""
    quiet = [t for t in chosen if not (t[1] and (t[0] >> 12 in (0b1011, 0b1101, 0b1110) or t[0] >> 10 == 0b010001))
             and not (not t[1] and (t[0] >> 27 == 0b11110 and t[0] >> 15 & 1 or t[0] >> 25 == 0b1110100))]
    for condition in range(14):
        for mask in range(1, 16):
            yield 0xBF00 | condition << 4 | mask, True
            for _ in range(4 - (mask & -mask).bit_length() + 1):
                yield random.choice(quiet)


def main():
    random.seed(20261123)
    for state, tables in (("A", ["A32", "Vfp", "Neon"]), ("T", ["T16", "T32", "Vfp", "Neon"])):
        chosen = list(choose(state, tables))
        if state == "T":
            chosen += blocks(chosen)
        for (_, narrow), (address, word, shown) in zip(chosen, objdump(state, chosen)):
            if REFUSED.search(shown):
                shown = "-"
            print("%s %x %0*x %s" % (state, address, 4 if narrow else 8, word, shown if shown == "-" else
                                     text(state, narrow, address, shown)))


main()
