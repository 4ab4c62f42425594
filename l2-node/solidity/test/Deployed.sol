// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Panel} from "arbitration/Panel.sol";
import {ILifecycle} from "engine/ILifecycle.sol";
import {IOutcome} from "engine/IOutcome.sol";
import {IRuleVm} from "engine/IRuleVm.sol";
import {Lifecycle} from "engine/Lifecycle.sol";
import {LifecycleDissent} from "engine/LifecycleDissent.sol";
import {Outcome} from "engine/Outcome.sol";
import {RuleVm} from "engine/RuleVm.sol";
import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {EscrowFactory} from "escrow/EscrowFactory.sol";
import {TermsLimits} from "escrow/TermsLimits.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {IEscrowFactory} from "escrow/IEscrowFactory.sol";
import {IExits} from "escrow/IExits.sol";
import {StateProof} from "escrow/StateProof.sol";
import {CourtTerms, Head, PartyMoney, Seat, Terms, TokenCap} from "escrow/Terms.sol";
import {Vault} from "escrow/Vault.sol";
import {DemoToken} from "escrow/demo/DemoToken.sol";
import {PartBytes} from "escrow/test/PartBytes.sol";
import {Cheats} from "escrow/test/Vm.sol";
import {Exits} from "l2-node/Exits.sol";
import {IExecution} from "l2-node/IExecution.sol";
import {IRollup} from "l2-node/IRollup.sol";
import {Inbox} from "l2-node/Inbox.sol";
import {Rollup} from "l2-node/Rollup.sol";
import {AgreementSteps} from "l2-node/execution/AgreementSteps.sol";
import {CourtSteps} from "l2-node/execution/CourtSteps.sol";
import {Execution} from "l2-node/execution/Execution.sol";
import {InboxSteps} from "l2-node/execution/InboxSteps.sol";
import {PanelSteps} from "l2-node/execution/PanelSteps.sol";

/// @notice All contracts as they are deployed, an agreement of a client, a studio and an open seat, and batches whose state
///         roots are made by hand.
abstract contract Deployed is Cheats {
    uint256 internal constant SEQUENCER_KEY = 0x5e9;
    uint256 internal constant CLIENT_KEY = 0xc11;
    uint256 internal constant STUDIO_KEY = 0x57d;
    uint256 internal constant HELPER_KEY = 0x4e1;
    address internal constant BURN = 0x000000000000000000000000000000000000dEaD;
    address internal constant ETH = address(0);
    uint64 internal constant WINDOW = 7 days;
    uint64 internal constant LAG = 60;
    uint64 internal constant FREEZE_AFTER = 10 days;
    uint256 internal constant BOND = 20 ether;
    uint64 internal constant DAY_ZERO = 1_800_000_000;
    bytes32 internal constant GENESIS = keccak256("genesis");

    uint8 internal constant CLIENT = 0;
    uint8 internal constant STUDIO = 1;
    uint8 internal constant HELPER = 2;

    IRuleVm internal rules;
    IOutcome internal outcome;
    Inbox internal inbox;
    Rollup internal rollup;
    Vault internal vault;
    EscrowFactory internal factory;
    TermsLimits internal limits;
    DemoToken internal token;
    address internal client = vm.addr(CLIENT_KEY);
    address internal studio = vm.addr(STUDIO_KEY);
    address internal helper = vm.addr(HELPER_KEY);
    address internal lab = address(0x1ab);
    /// @dev The last batch posted, and what each has consumed: known without a call, which an expected revert would meet.
    uint64 private _height;
    mapping(uint64 height => uint32) private _consumed;

    function setUp() public virtual {
        vm.warp(DAY_ZERO);
        vm.roll(1_000);
        rules = new RuleVm();
        outcome = new Outcome();
        ILifecycle lifecycle =
            ILifecycle(address(new Lifecycle(rules, outcome, address(new LifecycleDissent(rules, outcome)))));
        address panelSteps = address(new PanelSteps(new Panel()));
        limits = new TermsLimits();
        uint256 nonce = vm.getNonce(address(this));
        address rollupAddress = vm.computeCreateAddress(address(this), nonce + 6);
        address vaultAddress = vm.computeCreateAddress(address(this), nonce + 7);
        address agreementSteps = address(new AgreementSteps(vaultAddress, lifecycle, panelSteps));
        address courtSteps = address(new CourtSteps());
        address inboxSteps = address(new InboxSteps(agreementSteps));
        IExecution execution = new Execution(rollupAddress, vaultAddress, agreementSteps, courtSteps, inboxSteps);
        IExits exits = new Exits(rollupAddress, rules, outcome);
        inbox = new Inbox(vaultAddress, IEscrowFactory(vm.computeCreateAddress(address(this), nonce + 8)));
        rollup = new Rollup(
            Rollup.Settings(inbox, execution, exits, vm.addr(SEQUENCER_KEY), GENESIS, WINDOW, LAG, BOND, FREEZE_AFTER)
        );
        vault = new Vault(rollup, inbox);
        factory = new EscrowFactory(rollup, inbox, address(vault), limits);
        address[] memory holders = new address[](4);
        holders[0] = client;
        holders[1] = studio;
        holders[2] = helper;
        holders[3] = address(this);
        token = new DemoToken("Demo Dollar", "USDC", 6, holders, 1e15);
        for (uint256 i = 0; i < 4; i++) {
            vm.deal(holders[i], 1_000 ether);
        }
        _bond(vm.addr(SEQUENCER_KEY));
    }

    /// @dev An execution and exits for another rollup.
    function _executionFor(address rollup_) internal returns (IExecution) {
        return new Execution(rollup_, address(vault), address(0), address(0), address(0));
    }

    function _strangeExits() internal returns (IExits) {
        return new Exits(address(1), rules, outcome);
    }

    function _bond(address poster) internal {
        vm.deal(poster, BOND);
        vm.prank(poster);
        rollup.putBond{value: BOND}();
    }

    // ---- an agreement ----

    /// @dev The client pays 5,000 and the studio 800 tokens and 2 ETH; a helper may join with 100 tokens.
    function _head() internal view returns (Head memory head) {
        head.name = "WebsiteBuild";
        head.version = 1;
        head.textHash = keccak256("text");
        head.proposer = client;
        head.openBy = DAY_ZERO + 1 days;
        head.fundWithin = 7 days;
        head.tokens = new address[](2);
        head.tokens[0] = address(token);
        head.parties = new Seat[](3);
        head.parties[CLIENT] = Seat(client, 0);
        head.parties[STUDIO] = Seat(studio, 0);
        head.parties[HELPER] = Seat(address(0), 30 days);
        head.attestors = new address[](1);
        head.attestors[0] = lab;
        head.money = new PartyMoney[](4);
        head.money[0] = PartyMoney(CLIENT, 0, 5_000e6, 5_500e6);
        head.money[1] = PartyMoney(STUDIO, 0, 800e6, 5_800e6);
        head.money[2] = PartyMoney(STUDIO, 1, 2 ether, 2 ether);
        head.money[3] = PartyMoney(HELPER, 0, 100e6, 400e6);
        head.caps = new TokenCap[](2);
        head.caps[0] = TokenCap(54e6, 18e6);
        head.courts = new CourtTerms[](1);
        head.courts[0] = CourtTerms(0, 3, 3 days, 2 days, 1 days, 0, 0, 0, 10_000, 0, 0, 0);
        head.deliverables = 2;
    }

    function _parts() internal pure returns (bytes[] memory parts) {
        parts = new bytes[](2);
        parts[0] = PartBytes.part(
            STUDIO,
            abi.encodePacked(uint8(1), PartBytes.pot(CLIENT, 0, 5_000e6)),
            abi.encodePacked(uint8(2), PartBytes.pot(STUDIO, 0, 800e6), PartBytes.pot(HELPER, 0, 100e6))
        );
        parts[1] = PartBytes.part(STUDIO, hex"00", abi.encodePacked(uint8(1), PartBytes.pot(STUDIO, 1, 2 ether)));
    }

    function _signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _signatures(bytes32 digest) internal pure returns (bytes[] memory signatures) {
        signatures = new bytes[](2);
        signatures[0] = _signature(CLIENT_KEY, digest);
        signatures[1] = _signature(STUDIO_KEY, digest);
    }

    function _open(Head memory head, uint128 feePot) internal returns (BondedEscrow) {
        return _open(head, _parts(), feePot);
    }

    function _open(Head memory head, bytes[] memory parts, uint128 feePot) internal returns (BondedEscrow) {
        bytes memory encoded = abi.encode(head);
        bytes[] memory signatures = _signatures(factory.digest(encoded, parts));
        if (feePot != 0) {
            vm.prank(client);
            token.approve(address(factory), feePot);
        }
        vm.prank(client);
        return BondedEscrow(factory.open(encoded, parts, signatures, feePot));
    }

    function _fund(BondedEscrow escrow, uint8 party) internal {
        address payer = party == CLIENT ? client : studio;
        vm.prank(payer);
        token.approve(address(escrow), party == CLIENT ? 5_000e6 : 800e6);
        vm.prank(payer);
        escrow.fund{value: party == CLIENT ? 0 : 2 ether}(party);
    }

    function _join(BondedEscrow escrow) internal {
        vm.prank(helper);
        token.approve(address(escrow), 100e6);
        vm.prank(helper);
        escrow.join(HELPER);
    }

    function _started() internal returns (BondedEscrow escrow) {
        escrow = _open(_head(), 0);
        _fund(escrow, CLIENT);
        _fund(escrow, STUDIO);
    }

    // ---- messages and their proofs ----

    function _entry(address paid, address to, uint128 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(paid, to, amount);
    }

    /// @param entries packed payments, of 56 bytes each
    function _leaf(uint8 kind, address target, uint32 sequence, bytes memory entries)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(kind, target, sequence, uint8(entries.length / 56), entries);
    }

    /// @dev The branch of a message in the state of the last batch posted; what else is in it makes no difference.
    function _siblings() internal view returns (bytes32[] memory) {
        return _siblings(_height);
    }

    /// @dev The branch of a message in the state of a batch: the last sibling is the half of the tree with the globals.
    function _siblings(uint64 height) internal view returns (bytes32[] memory siblings) {
        siblings = new bytes32[](35);
        for (uint256 i = 0; i < 34; i++) {
            siblings[i] = keccak256(abi.encode("sibling", i));
        }
        siblings[34] = _globalsHalf(_consumed[height]);
    }

    /// @dev Posts a batch whose state has the message at this place.
    function _postWith(bytes memory leaf, uint32 index) internal returns (uint64) {
        bytes32 half = keccak256(leaf);
        uint256 path = StateProof.OUTBOX << StateProof.OUTBOX_DEPTH | index;
        for (uint256 i = 0; i < 34; i++) {
            bytes32 sibling = keccak256(abi.encode("sibling", i));
            half = keccak256(path >> i & 1 == 0 ? abi.encode(half, sibling) : abi.encode(sibling, half));
        }
        return _post(hex"0003010203", half);
    }

    /// @dev The same, and lets the window pass.
    function _finalWith(bytes memory leaf, uint32 index) internal returns (uint64 height) {
        height = _postWith(leaf, index);
        vm.warp(block.timestamp + WINDOW);
    }

    // ---- batches ----

    function _nextHeader() internal view returns (IRollup.BatchHeader memory) {
        return IRollup.BatchHeader(rollup.height() + 1, uint64(block.timestamp) - LAG, uint32(inbox.length()));
    }

    /// @dev Bytes of the globals' leaf of a state that has consumed so many messages.
    function _globals(uint32 inboxCount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(1), uint64(0), inboxCount, new bytes(36));
    }

    /// @dev The half of the state tree with the globals, which are all that is in it.
    function _globalsHalf(uint32 inboxCount) internal pure returns (bytes32 node) {
        node = keccak256(_globals(inboxCount));
        bytes32 empty = 0;
        for (uint256 i = 0; i < 18; i++) {
            node = keccak256(abi.encode(node, empty));
            empty = keccak256(abi.encode(empty, empty));
        }
    }

    /// @dev The root of a state: its half with the globals, and the other one.
    function _rootWith(uint32 inboxCount, bytes32 otherHalf) internal pure returns (bytes32) {
        return keccak256(abi.encode(_globalsHalf(inboxCount), otherHalf));
    }

    /// @dev The roots, the globals of the last of them, and the sequencer's signature.
    function _assertion(bytes32[] memory roots, uint32 inboxCount, bytes32 otherHalf, bytes memory signature)
        internal
        view
        returns (IRollup.Assertion memory assertion)
    {
        assertion.roots = roots;
        assertion.l1Block = uint64(block.number - 1);
        assertion.l1Hash = blockhash(block.number - 1);
        assertion.globals = _globals(inboxCount);
        assertion.siblings = new bytes32[](19);
        bytes32 empty = 0;
        for (uint256 i = 0; i < 18; i++) {
            assertion.siblings[i] = empty;
            empty = keccak256(abi.encode(empty, empty));
        }
        assertion.siblings[18] = otherHalf;
        assertion.poster = vm.addr(SEQUENCER_KEY);
        assertion.signature = signature;
    }

    /// @dev Posts a batch of one chunk.
    /// @param otherHalf of the state tree: the half without the globals
    function _post(bytes memory data, bytes32 otherHalf) internal returns (uint64) {
        IRollup.BatchHeader memory header = _nextHeader();
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(header.endInboxCount, otherHalf);
        bytes memory chunk = new bytes(data.length - 2);
        for (uint256 i = 0; i < chunk.length; i++) {
            chunk[i] = data[i + 2];
        }
        bytes memory signature = _batchSignature(header, keccak256(chunk), roots[0]);
        rollup.submitBatch(header, data, _assertion(roots, header.endInboxCount, otherHalf, signature));
        _height = header.height;
        _consumed[header.height] = header.endInboxCount;
        return header.height;
    }

    /// @dev Of a batch of one chunk.
    function _batchSignature(IRollup.BatchHeader memory header, bytes32 dataRoot, bytes32 rootsHash)
        internal
        view
        returns (bytes memory)
    {
        return _batchSignature(header, 1, dataRoot, rootsHash);
    }

    function _batchSignature(IRollup.BatchHeader memory header, uint256 chunks, bytes32 dataRoot, bytes32 rootsHash)
        internal
        view
        returns (bytes memory)
    {
        return _signature(SEQUENCER_KEY, _batchDigest(header, chunks, dataRoot, rootsHash));
    }

    /// @dev Of a batch of one chunk, by another poster.
    function _batchSignatureOf(uint256 key, IRollup.BatchHeader memory header, bytes32 dataRoot, bytes32 rootsHash)
        internal
        view
        returns (bytes memory)
    {
        return _signature(key, _batchDigest(header, 1, dataRoot, rootsHash));
    }

    function _batchDigest(IRollup.BatchHeader memory header, uint256 chunks, bytes32 dataRoot, bytes32 rootsHash)
        private
        view
        returns (bytes32)
    {
        bytes32 dataHash = keccak256(
            abi.encode(
                header.height,
                header.endTime,
                header.endInboxCount,
                chunks,
                dataRoot,
                rollup.batchAt(rollup.height()).dataHash
            )
        );
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "Batch(uint64 epoch,uint64 height,uint64 endTime,uint32 endInboxCount,bytes32 dataHash,bytes32 previousRoot,bytes32 rootsHash,uint64 l1Block,bytes32 l1Hash)"
                ),
                uint64(0),
                header.height,
                header.endTime,
                header.endInboxCount,
                dataHash,
                rollup.batchAt(rollup.height()).lastRoot,
                rootsHash,
                uint64(block.number - 1),
                blockhash(block.number - 1)
            )
        );
        return MessageHashUtils.toTypedDataHash(Terms.domain(address(rollup)), structHash);
    }

    /// @dev What the poster of missing roots signs.
    function _rootsDigest(uint64 height, bytes32 dataHash, bytes32 rootsHash) internal view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Roots(uint64 epoch,uint64 height,bytes32 dataHash,bytes32 previousRoot,bytes32 rootsHash,uint64 l1Block,bytes32 l1Hash)"
        );
        bytes32 previousRoot = rollup.batchAt(height - 1).lastRoot;
        uint256 l1Block = block.number - 1;
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash, uint64(0), height, dataHash, previousRoot, rootsHash, uint64(l1Block), blockhash(l1Block)
            )
        );
        return MessageHashUtils.toTypedDataHash(Terms.domain(address(rollup)), structHash);
    }
}
