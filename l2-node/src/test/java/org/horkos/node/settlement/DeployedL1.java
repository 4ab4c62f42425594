package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.SigningDigest;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.deployment.Opening;
import org.horkos.escrow.deployment.Signatures;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.Chunk;
import org.horkos.node.contract.Rollup;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.LeafCodec;
import org.horkos.node.state.StateTree;

/** All contracts on an anvil of its own, agreements to open there, and batches made by hand. */
public final class DeployedL1 implements AutoCloseable {
  public static final int DEPLOYER = 0;
  public static final int SEQUENCER = 1;
  public static final int CLIENT = 2;
  public static final int STUDIO = 3;
  public static final int LAB = 4;
  public static final int STRANGER = 5;
  static final long WINDOW = 3600;
  static final BigInteger PRICE = BigInteger.valueOf(5_000_000_000L);
  static final BigInteger BOND = BigInteger.valueOf(1_000_000_000L);
  static final BigInteger COURT = BigInteger.valueOf(54_000_000L);
  static final BigInteger BURN = BigInteger.valueOf(18_000_000L);
  static final BigInteger ETHER = BigInteger.TEN.pow(18);

  public final Anvil anvil = Anvil.start();
  public final L1Connection l1 = L1Connection.open(anvil.url());
  public final DevelopmentL1 time = new DevelopmentL1(l1);
  final Hash genesis;
  public final Contracts contracts;
  public final Address token;
  private Hash lastDataHash;
  private Hash lastRoot;
  private long height;

  /** With a genesis root that is no state's. */
  public DeployedL1() {
    this(Keccak.hash(new byte[] {1}));
  }

  /** With this genesis root. */
  public DeployedL1(Hash genesis) {
    this.genesis = genesis;
    this.lastDataHash = genesis;
    this.lastRoot = genesis;
    RoughL1 mining = new RoughL1(l1);
    mining.blocksAtOnce();
    contracts =
        new Deployment(address(SEQUENCER), genesis, WINDOW, 1).deploy(l1, account(DEPLOYER));
    new Bond(l1, contracts, account(SEQUENCER)).put();
    token =
        Deployment.deployToken(
            account(DEPLOYER),
            "Demo Dollar",
            "USDC",
            6,
            List.of(address(CLIENT), address(STUDIO), address(STRANGER)),
            PRICE.multiply(BigInteger.TEN));
    mining.blocksEvery(1);
  }

  public L1Account account(int key) {
    return l1.account(DevelopmentKeys.key(key));
  }

  public Address address(int key) {
    return account(key).address();
  }

  public L1Sender sender(int key) {
    return Deployment.sender(l1, account(key));
  }

  /**
   * A client who pays 5,000 tokens, a studio with bonds of 1,000 tokens and one ETH, a laboratory,
   * and four parts, so that the tree of terms has an empty subtree.
   *
   * @param studio zero for an open seat
   */
  public Terms terms(int salt, Address studio) {
    byte[] saltBytes = new byte[32];
    saltBytes[31] = (byte) salt;
    TermsHead head =
        new TermsHead(
            "WebsiteBuild",
            1,
            Keccak.hash(new byte[] {2}),
            Hash.of(saltBytes),
            address(CLIENT),
            l1.head().time() + 7_200,
            TermsHead.Custody.L1,
            1_800,
            List.of(token, Address.ZERO),
            List.of(
                new TermsHead.Seat(address(CLIENT), 0),
                new TermsHead.Seat(studio, studio.isZero() ? 900 : 0)),
            List.of(address(LAB)),
            List.of(
                new TermsHead.PartyMoney(0, 0, PRICE, PRICE),
                new TermsHead.PartyMoney(1, 0, BOND, PRICE.add(BOND)),
                new TermsHead.PartyMoney(1, 1, ETHER, ETHER)),
            List.of(
                new TermsHead.TokenCap(COURT, BURN),
                new TermsHead.TokenCap(BigInteger.ZERO, BigInteger.ZERO)),
            List.of(
                new TermsHead.CourtTerms(
                    0, 3, 3, 2, 1, 2, 2, 0, 6_000, 3_000, 1_000, BigInteger.TEN)),
            4);
    return new Terms(
        head,
        List.of(
            part(PRICE.subtract(BigInteger.valueOf(3)), BOND.subtract(BigInteger.TWO), 0),
            part(BigInteger.ONE, ETHER, 1),
            part(BigInteger.ONE, BigInteger.ONE, 0),
            part(BigInteger.ONE, BigInteger.ONE, 0)));
  }

  private static DeliverableTerms part(BigInteger pay, BigInteger lot, int lotToken) {
    return new DeliverableTerms(
        1,
        DeliverableTerms.NONE,
        List.of(new Pot(0, 0, pay)),
        List.of(new Pot(1, lotToken, lot)),
        new Moment(Moment.Event.START, 0, 86_400),
        0,
        new Moment(Moment.Event.DUE, 0, 86_400),
        List.of(),
        List.of(),
        86_400,
        0,
        1,
        List.of(),
        Clauses.NONE,
        Program.of(new byte[] {1}));
  }

  public byte[] sign(int key, Terms terms) {
    return Signatures.signTerms(
        DevelopmentKeys.key(key).getEcKeyPair(), l1.chainId(), contracts.rollup(), terms);
  }

  public Opening open(Terms terms, BigInteger feePot, int... signers) throws Exception {
    return Opening.open(
        sender(CLIENT),
        contracts.factory(),
        terms,
        Arrays.stream(signers).mapToObj(key -> sign(key, terms)).toList(),
        feePot);
  }

  /** Posts a batch of two chunks without meaning, whose last root is that of a state with these. */
  List<Claim> post(OutboxMessage... messages) {
    StateTree tree = new StateTree();
    long consumed = Wrappers.ask(Wrappers.reading(l1, contracts).inbox().length()).longValueExact();
    long endTime = l1.head().time() - 1;
    byte[] globals =
        LeafCodec.encode(new Leaf.Globals(endTime, consumed, 0, 0, 0, 0, messages.length, 0, 0, 0));
    tree.put(Layout.Table.GLOBALS, 0, Keccak.hash(globals));
    for (int i = 0; i < messages.length; i++) {
      tree.put(Layout.Table.OUTBOX, i, messages[i].hash());
    }
    Batch batch =
        new Batch(
            ++height,
            endTime,
            consumed,
            List.of(
                new Chunk(new byte[] {1, 2, 3}, genesis), new Chunk(new byte[300], tree.root())),
            lastDataHash);
    submit(batch, globals, tree.proof(Layout.Table.GLOBALS, 0).siblings());
    lastDataHash = batch.dataHash();
    lastRoot = tree.root();
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < messages.length; i++) {
      claims.add(new Claim(messages[i], height, i, tree.proof(Layout.Table.OUTBOX, i).siblings()));
    }
    return claims;
  }

  private void submit(Batch batch, byte[] globals, List<Hash> siblings) {
    L1Point read = l1.head().point();
    Hash digest =
        batch.digest(SigningDigest.domain(l1.chainId(), contracts.rollup()), 0, lastRoot, read);
    Wrappers.ask(
        Wrappers.sending(l1, contracts, account(SEQUENCER), "submitBatch")
            .rollup()
            .submitBatch(
                new Rollup.BatchHeader(
                    BigInteger.valueOf(batch.height()),
                    BigInteger.valueOf(batch.endTime()),
                    BigInteger.valueOf(batch.endInboxCount())),
                batch.data(),
                new Rollup.Assertion(
                    batch.roots().stream().map(Hash::bytes).toList(),
                    globals,
                    siblings.stream().map(Hash::bytes).toList(),
                    BigInteger.valueOf(read.number()),
                    read.hash().bytes(),
                    address(SEQUENCER).toString(),
                    Signatures.sign(DevelopmentKeys.key(SEQUENCER).getEcKeyPair(), digest))));
  }

  void letWindowPass() {
    time.advance(WINDOW + 2, 1);
  }

  @Override
  public void close() {
    l1.close();
    anvil.close();
  }
}
