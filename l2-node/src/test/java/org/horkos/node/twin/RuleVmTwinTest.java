package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.program.Assembler;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.RandomAgreements;
import org.horkos.engine.verdict.Verdict;
import org.horkos.engine.vm.RequireCheck;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.Seeded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * DESIGN invariant 6 on L1: the RuleVm gives the verdict, the broken requires and the receivers
 * that Java gives, on compiled and on any other bytes. {@code -Dhorkos.cases} says how many.
 */
class RuleVmTwinTest {
  private static final long SEED = Seeded.seed(20_261_121L);
  private static final int CASES = Integer.getInteger("horkos.cases", 3_000);
  private static final FactSheet NINE_SECONDS = new FactSheet(List.of(), 9);
  private static final BigInteger TWO = BigInteger.TWO;

  private static final List<FactTerms> RANGES =
      List.of(
          RandomPrograms.fact(Kind.NUMBER, BigInteger.valueOf(-5), BigInteger.TEN),
          RandomPrograms.fact(Kind.NUMBER, BigInteger.ZERO, BigInteger.ONE),
          RandomPrograms.fact(Kind.NUMBER, BigInteger.valueOf(-3), BigInteger.valueOf(-2)),
          RandomPrograms.fact(Kind.NUMBER, TWO, TWO),
          RandomPrograms.fact(Kind.NUMBER, BigInteger.valueOf(3), TWO.pow(128)),
          RandomPrograms.fact(Kind.NUMBER, BigInteger.ONE.negate(), TWO.pow(127)),
          RandomPrograms.fact(Kind.NUMBER, TWO.pow(255).negate(), BigInteger.ZERO),
          RandomPrograms.fact(Kind.NUMBER, TWO.pow(254), TWO.pow(255).subtract(BigInteger.ONE)));

  private static TwinEvm evm;
  private static TwinContract vm;

  private final Seeded seeded = new Seeded(SEED);
  private final RandomPrograms programs = new RandomPrograms(seeded);
  private final List<byte[]> calls = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final List<String> what = new ArrayList<>();
  private int awarded;
  private int penalised;
  private int failed;
  private int broken;
  private int noted;
  private int valued;
  private int unasked;

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    vm = evm.deploy("RuleVm");
  }

  @AfterAll
  static void stop() {
    System.out.println("RuleVm: " + evm.callsPerSecond() + " calls a second");
    evm.close();
  }

  @Test
  void compiledProgramsGiveTheSame() {
    for (int run = 0; calls.size() < CASES; run++) {
      RandomAgreements generator = new RandomAgreements(SEED + run);
      Agreement agreement = generator.agreement();
      Optional<Terms> terms =
          switch (FromAgreement.compile(agreement, generator.bindings(), TermsHead.Custody.L1)) {
            case FromAgreement.Result.Compiled compiled -> Optional.of(compiled.terms());
            case FromAgreement.Result.Refused _ -> Optional.empty();
          };
      if (terms.isPresent()) {
        Deliverable deliverable = agreement.deliverables().getFirst();
        for (int i = 0; i < 10; i++) {
          compare(terms.get(), generator.sheet(deliverable));
        }
      }
    }
    flush();
    assertThat(awarded).isGreaterThan(CASES / 50);
    assertThat(penalised).isGreaterThan(CASES / 50);
    assertThat(failed).isGreaterThan(CASES / 50);
  }

  @Test
  void anyInstructionsGiveTheSame() {
    int wellFormed = 0;
    while (calls.size() < CASES) {
      byte[] code = seeded.oneIn(4) ? programs.noise() : programs.instructions();
      if (ProgramCode.read(code) instanceof ProgramCode.Read.WellFormed) {
        wellFormed++;
      }
      compare(RandomPrograms.terms(code), programs.sheet());
    }
    flush();
    assertThat(wellFormed).isGreaterThan(CASES / 10);
    assertThat(noted).isGreaterThan(CASES / 200);
    assertThat(valued).isGreaterThan(CASES / 200);
    assertThat(awarded).isGreaterThan(CASES / 200);
    assertThat(penalised).isGreaterThan(CASES / 200);
    assertThat(failed).isGreaterThan(CASES / 200);
  }

  @Test
  void requiresOfAnyExpressionAreBrokenInBoth() {
    while (calls.size() < CASES) {
      Assembler code = new Assembler();
      programs.expression(code, 4);
      code.op(Op.REQUIRE, seeded.below(256));
      programs.expression(code, 4);
      compare(RandomPrograms.terms(code.op(Op.ASK, 0).bytes()), programs.sheet());
    }
    flush();
    assertThat(broken).isGreaterThan(CASES / 50);
    assertThat(unasked).isGreaterThan(CASES / 50);
  }

  @Test
  void everyPairOfEdgesComesToTheSameInEveryInstruction() {
    List<Op> binary =
        List.of(Op.ADD, Op.MUL, Op.MIN, Op.MAX, Op.DIV, Op.EQ, Op.LT, Op.LE, Op.AND, Op.OR);
    for (Op op : binary) {
      for (BigInteger a : RandomPrograms.EDGES) {
        for (BigInteger b : RandomPrograms.EDGES) {
          // the result as a penalty of the award, so that it shows; the require for ranges
          Assembler code = new Assembler().push(1).push(TWO.pow(200)).op(Op.AWARD, 0);
          code.push(a).push(b).op(op).penalty(0, 0, 0).push(5).penalty(1, 1, 0);
          code.push(a).push(b).op(op).push(-1).op(Op.MUL).penalty(2, 2, 0);
          code.push(a).push(b).op(op).push(a).push(b).op(op);
          code.op(Op.EQ).op(Op.NOT).op(Op.REQUIRE, 2);
          code.push(a).push(b).op(op).op(Op.FACT, 0).op(Op.LE).op(Op.REQUIRE, 3);
          code.op(Op.FACT, 0).push(b).op(op).push(a).op(Op.EQ).op(Op.REQUIRE, 255);
          compare(RandomPrograms.terms(code.bytes()), new FactSheet(List.of(a, b), 1));
        }
      }
    }
    flush();
  }

  /** Both ends of each result, found by comparing it with what the ends of its operands give. */
  @Test
  void theEndsOfEveryRangeAreTheSame() {
    for (Op op : List.of(Op.ADD, Op.MUL, Op.MIN, Op.MAX, Op.DIV)) {
      for (FactTerms a : RANGES) {
        for (FactTerms b : RANGES) {
          TreeSet<BigInteger> ends = new TreeSet<>();
          for (BigInteger x : List.of(a.least(), a.most())) {
            for (BigInteger y : List.of(b.least(), b.most())) {
              ends.addAll(ends(op, x, y));
            }
          }
          for (BigInteger end : ends) {
            Assembler above = new Assembler().op(Op.FACT, 0).op(Op.FACT, 1).op(op);
            compareRanges(above.push(end).op(Op.LE).op(Op.REQUIRE, 0), a, b);
            Assembler below = new Assembler().push(end).op(Op.FACT, 0).op(Op.FACT, 1).op(op);
            compareRanges(below.op(Op.LE).op(Op.REQUIRE, 0), a, b);
          }
        }
      }
    }
    flush();
    assertThat(broken).isGreaterThan(calls.size() / 10);
  }

  /** What two ends give, and the numbers beside it, as far as they are words. */
  private static List<BigInteger> ends(Op op, BigInteger x, BigInteger y) {
    BigInteger end =
        switch (op) {
          case ADD -> x.add(y);
          case MUL -> x.multiply(y);
          case MIN -> x.min(y);
          case MAX -> x.max(y);
          default -> y.signum() == 0 ? x : x.divide(y);
        };
    return Stream.of(end.subtract(BigInteger.ONE), end, end.add(BigInteger.ONE))
        .filter(word -> word.bitLength() <= 255)
        .toList();
  }

  private void compareRanges(Assembler code, FactTerms a, FactTerms b) {
    DeliverableTerms part = RandomPrograms.part(code.bytes(), List.of(a, b));
    boolean breaks = RequireCheck.broken(part, new TreeMap<>()).isPresent();
    broken += breaks ? 1 : 0;
    expect(
        "breaksRequire",
        vm.call("breaksRequire", TermsCodec.encodePart(part), List.of()),
        List.of(breaks),
        part.program().hex() + " on " + a + " and " + b);
  }

  @Test
  void theLimitsOfAProgramAreTheSame() {
    for (Op op : List.of(Op.REQUIRE, Op.AWARD, Op.PENALTY)) {
      for (int count : new int[] {63, 64, 65}) {
        Assembler code = new Assembler();
        if (op != Op.REQUIRE) {
          code.push(0).op(Op.REQUIRE, 200);
        }
        for (int i = 0; i < count; i++) {
          code.push(i);
          switch (op) {
            case AWARD -> code.push(1000 + i).op(op, i);
            case PENALTY -> code.penalty(i, i % 4, i % 4);
            default -> code.op(op, i);
          }
        }
        compare(RandomPrograms.terms(code.bytes()), new FactSheet(List.of(), 0));
      }
    }
    for (int depth : new int[] {31, 32, 33}) {
      for (Op op : List.of(Op.PUSH, Op.FACT, Op.LATE, Op.PERIODS, Op.EARLY)) {
        Assembler code = new Assembler().push(0).op(Op.REQUIRE, 200);
        for (int i = 1; i < depth; i++) {
          code.push(i);
        }
        switch (op) {
          case PUSH -> code.push(1);
          case FACT -> code.op(op, 0);
          case PERIODS -> code.periods(0);
          default -> code.op(op);
        }
        compare(RandomPrograms.terms(code.bytes()), NINE_SECONDS);
      }
    }
    for (int n : new int[] {0, 1, 30, 31, 32, 255}) {
      for (int depth : new int[] {n, n + 1, 32}) {
        Assembler code = new Assembler().push(0).op(Op.REQUIRE, 200);
        for (int i = 0; i < Math.min(depth, 32); i++) {
          code.push(i % 7);
        }
        compare(RandomPrograms.terms(code.op(Op.MEDIAN, n).bytes()), NINE_SECONDS);
      }
    }
    for (int last : new int[] {1, 2, 3}) {
      Assembler code = new Assembler().push(0).op(Op.REQUIRE, 200);
      for (int n : new int[] {31, 31, last}) {
        for (int i = 0; i <= n; i++) {
          code.push(i % 5);
        }
        code.op(Op.MEDIAN, n).op(Op.REQUIRE, 201);
      }
      compare(RandomPrograms.terms(code.bytes()), NINE_SECONDS);
    }
    for (Op op : List.of(Op.VALUE, Op.ASK, Op.RECORD)) {
      for (int count : new int[] {op.most() - 1, op.most(), op.most() + 1}) {
        Assembler code = new Assembler().push(0).op(Op.REQUIRE, 200);
        for (int i = 0; i < count; i++) {
          code.push(i + 1);
          switch (op) {
            case VALUE -> code.op(op);
            case RECORD -> code.record(i, i % 4);
            default -> code.op(op, 255 - i);
          }
        }
        compare(RandomPrograms.terms(code.bytes()), NINE_SECONDS);
      }
    }
    for (int length : new int[] {0, 1, 2, 5, 39, 1535, 1536, 1537, 1900}) {
      byte[] code = RandomPrograms.ofLength(length);
      compare(RandomPrograms.terms(code), NINE_SECONDS);
      if (length > 0) {
        code[0] = 2;
        compare(RandomPrograms.terms(code), NINE_SECONDS);
      }
    }
    for (int count : new int[] {639, 640, 641}) {
      Assembler code = new Assembler().push(0).op(Op.REQUIRE, 9).op(Op.LATE);
      for (int i = 3; i < count; i++) {
        code.op(Op.NOT);
      }
      compare(RandomPrograms.terms(code.bytes()), NINE_SECONDS);
    }
    byte[] whole = new Assembler().push(1).push(7).op(Op.AWARD, 0).push(9).penalty(0, 1, 0).bytes();
    for (int length = 0; length <= whole.length; length++) {
      compare(RandomPrograms.terms(Arrays.copyOf(whole, length)), NINE_SECONDS);
    }
    for (int code = 0; code < 256; code++) {
      byte[] program = new Assembler().push(1).push(7).op(Op.AWARD, 0).push(9).push(9).bytes();
      int end = program.length;
      program = Arrays.copyOf(program, end + 1 + seeded.below(40));
      program[end] = (byte) code;
      compare(RandomPrograms.terms(program), NINE_SECONDS);
    }
    flush();
  }

  /** The most gas: the most instructions, of each kind as many as can be. */
  @Test
  void theDearestProgramIsBoundedInGas() {
    long dearest = 0;
    long dearestCheck = 0;
    for (Op op : Op.values()) {
      byte[] code = RandomPrograms.full(op);
      assertThat(ProgramCode.read(code)).isInstanceOf(ProgramCode.Read.WellFormed.class);
      byte[] part = TermsCodec.encodePart(RandomPrograms.part(code));
      List<BigInteger> words = List.of(BigInteger.ONE, BigInteger.ONE, BigInteger.ONE);
      long gas = evm.gas(vm, vm.call("evaluate", part, 3, words, 1L, 0L));
      long check = evm.gas(vm, vm.call("breaksRequire", part, List.of()));
      System.out.println(
          "RuleVm, 640 instructions, mostly %s: evaluate %d gas, breaksRequire %d gas"
              .formatted(op, gas, check));
      dearest = Math.max(dearest, gas);
      dearestCheck = Math.max(dearestCheck, check);
    }
    assertThat(dearest).isLessThan(280_000);
    assertThat(dearestCheck).isLessThan(470_000);
  }

  private void compare(Terms terms, FactSheet sheet) {
    DeliverableTerms part = terms.deliverables().getFirst();
    int parties = terms.head().parties().size();
    byte[] packed = TermsCodec.encodePart(part);
    String about = "%s: program %s on %s".formatted(seeded, part.program().hex(), sheet);

    List<BigInteger> words = sheet.words().stream().map(RuleVmTwinTest::signed).toList();
    Verdict verdict = new RuleMachine(terms).evaluate(0, sheet);
    awarded += verdict.award().signum();
    penalised += verdict.penalties().isEmpty() ? 0 : 1;
    failed += verdict.failedRequires().isEmpty() ? 0 : 1;
    expect(
        "evaluate",
        vm.call("evaluate", packed, parties, words, sheet.secondsLate(), sheet.secondsEarly()),
        List.of(tuple(verdict)),
        about);
    noted += verdict.asks().isEmpty() || verdict.records().isEmpty() ? 0 : 1;
    valued += verdict.value().signum();
    expect(
        "noted",
        vm.call("noted", packed, parties, words, sheet.secondsLate(), sheet.secondsEarly()),
        List.of(
            mask(verdict.asks()),
            verdict.records().stream()
                .map(record -> List.<Object>of(record.rule(), record.to(), record.points()))
                .toList()),
        about);

    TreeMap<Integer, BigInteger> own = new TreeMap<>();
    for (int fact = 0; fact < Math.min(words.size(), part.facts().size()); fact++) {
      if (seeded.oneIn(2)) {
        own.put(fact, words.get(fact));
      }
    }
    boolean breaks = RequireCheck.broken(part, own).isPresent();
    broken += breaks ? 1 : 0;
    expect(
        "breaksRequire",
        vm.call("breaksRequire", packed, tuples(own)),
        List.of(breaks),
        about + ", known " + own);
    BigInteger asks = RequireCheck.mayAsk(part, own);
    unasked += asks.testBit(0) || !asksFirst(part) ? 0 : 1;
    expect(
        "mayAsk", vm.call("mayAsk", packed, tuples(own)), List.of(asks), about + ", known " + own);

    expect(
        "receivers",
        vm.call("receivers", packed),
        List.of(RequireCheck.receivers(part.program()) & 0xffff),
        about);
  }

  private static boolean asksFirst(DeliverableTerms part) {
    return ProgramCode.read(part.program().code()) instanceof ProgramCode.Read.WellFormed program
        && program.instructions().stream()
            .anyMatch(each -> each.op() == Op.ASK && each.index() == 0);
  }

  private void expect(String function, byte[] call, List<?> values, String about) {
    calls.add(call);
    expected.add(HexFormat.of().formatHex(vm.returning(function, values.toArray())));
    what.add(function + " " + about);
  }

  private void flush() {
    List<TwinEvm.Answer> answers = evm.call(vm, calls);
    for (int i = 0; i < answers.size(); i++) {
      if (!answers.get(i).hex().equals(expected.get(i))) {
        assertThat(answers.get(i).hex()).as(what.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void theConstantsOfTheMachineAreThoseOfJava() throws IOException {
    Path solidity = Path.of(System.getProperty("horkos.root"), "engine", "solidity");
    String frame = Files.readString(solidity.resolve("ProgramFrame.sol"));
    for (Op op : Op.values()) {
      assertThat(frame).contains("constant OP_%s = 0x%02x;".formatted(op, op.code()));
    }
    assertThat(frame)
        .contains("constant VERSION = 0x%02x;".formatted(ProgramCode.VERSION))
        .contains("constant MAX_BYTES = 1_536;")
        .contains("constant MAX_INSTRUCTIONS = " + ProgramCode.MAX_INSTRUCTIONS + ";")
        .contains("constant STACK = 0x33c0;")
        .contains("constant MAX_NOTES = " + ProgramCode.MAX_NOTES + ";")
        .contains("constant MAX_MEDIAN = " + ProgramCode.MAX_MEDIAN + ";")
        .contains("constant MAX_SORTED = " + ProgramCode.MAX_SORTED + ";")
        .contains("constant MAX_RULES = " + ProgramCode.MAX_RULES + ";");
    assertThat(Files.readString(solidity.resolve("WordMachine.sol")))
        .contains("STACK_END = 0x%x;".formatted(0x33c0 + 32 * ProgramCode.MAX_STACK));
    assertThat(Files.readString(solidity.resolve("RangeMachine.sol")))
        .contains("STACK_END = 0x%x;".formatted(0x33c0 + 64 * ProgramCode.MAX_STACK));
    assertThat(ProgramCode.MAX_BYTES).isEqualTo(1_536);
    assertThat(Verdict.MOST_PENALTY).isEqualTo(TWO.pow(128).subtract(BigInteger.ONE));
    assertThat(Files.readString(solidity.resolve("RuleVm.sol")))
        .contains("MOST_PENALTY = type(uint128).max;")
        .contains("MOST_VALUE = type(uint128).max;")
        .contains("MOST_POINTS = 2 ** 31;");
    assertThat(Verdict.MOST_VALUE).isEqualTo(Verdict.MOST_PENALTY);
    assertThat(Verdict.MOST_POINTS).isEqualTo(TWO.pow(31));
  }

  private static List<Object> tuple(Verdict verdict) {
    List<List<Object>> penalties = new ArrayList<>();
    for (Verdict.Penalty penalty : verdict.penalties()) {
      penalties.add(List.of(penalty.rule(), penalty.to(), penalty.pot(), penalty.amount()));
    }
    return List.of(verdict.award(), penalties, mask(verdict.failedRequires()), verdict.value());
  }

  private static BigInteger mask(List<Integer> bits) {
    BigInteger mask = BigInteger.ZERO;
    for (int bit : bits) {
      mask = mask.setBit(bit);
    }
    return mask;
  }

  private static List<List<Object>> tuples(SortedMap<Integer, BigInteger> own) {
    List<List<Object>> tuples = new ArrayList<>();
    own.forEach((fact, word) -> tuples.add(List.of(fact, word)));
    return tuples;
  }

  /** A document's word is its hash as an unsigned number; as an int256 it is the same bits. */
  private static BigInteger signed(BigInteger word) {
    byte[] bytes = word.toByteArray();
    return bytes.length <= 32 ? word : new BigInteger(bytes, bytes.length - 32, 32);
  }
}
