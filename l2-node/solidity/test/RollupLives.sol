// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRollup} from "l2-node/IRollup.sol";
import {Rollup} from "l2-node/Rollup.sol";
import {Deployed} from "./Deployed.sol";

/// @notice What four posters, honest or not, two provers and everybody else may do to the rollup, in any order. The chunks
///         hold no step that can be read: an honest root is the one before.
contract RollupLives is Deployed {
    uint256 private constant POSTERS = 4;
    bytes32 private constant SALT = keccak256("salt");

    /// @notice How often something happened: so that one sees that the lives are lives.
    uint256 public posted;
    uint256 public proved;
    uint256 public asserted;
    uint256 public left;
    /// @notice The first thing that must never happen and did.
    string public broken;
    /// @notice Root of a height once it was seen final.
    mapping(uint64 height => bytes32) public finalRoots;
    /// @notice The last height that was seen final.
    uint64 public seenFinal;
    bytes32 private _exit;
    /// @dev The half of the state that a height's roots were last asserted with.
    mapping(uint64 height => bytes32) private _halves;

    receive() external payable {}

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < POSTERS; i++) {
            vm.deal(vm.addr(_key(i)), 10 * BOND);
        }
        _submit(0, keccak256("first"));
    }

    function _key(uint256 number) private pure returns (uint256) {
        return number % POSTERS == 0 ? SEQUENCER_KEY : 0x1000 + number % POSTERS;
    }

    function rollupItself() external view returns (Rollup) {
        return rollup;
    }

    function provers() public pure returns (address[2] memory) {
        return [address(0xb0b1), address(0xb0b2)];
    }

    /// @notice Who may be bonded.
    function posters() public pure returns (address[4] memory) {
        return [vm.addr(_key(0)), vm.addr(_key(1)), vm.addr(_key(2)), vm.addr(_key(3))];
    }

    // ---- what may be done ----

    function bond(uint256 who) external {
        vm.prank(vm.addr(_key(who)));
        try rollup.putBond{value: BOND}() {} catch {}
        _see();
    }

    function depart(uint256 who) external {
        address poster = vm.addr(_key(who));
        uint32 number = rollup.posterOf(poster);
        vm.prank(poster);
        try rollup.takeBond() {
            left++;
            for (uint64 height = rollup.finalHeight() + 1; height <= rollup.rootsHeight(); height++) {
                if (rollup.batchAt(height).poster == number) _break("somebody left whose roots are open");
            }
        } catch {}
        _see();
    }

    function wait(uint32 time) external {
        vm.warp(block.timestamp + time % 4 days);
        vm.roll(block.number + 1);
        _see();
    }

    function send() external {
        vault.deposit{value: 1}(ETH, 1, client);
        _see();
    }

    /// @notice Posts a batch; one in three lies.
    function post(uint256 who, uint8 mood) external {
        bytes32 half = _halfBefore(rollup.height() + 1);
        _submit(who, mood % 3 == 0 ? keccak256(abi.encode("lie", mood)) : half);
        _see();
    }

    function _submit(uint256 who, bytes32 half) private {
        IRollup.BatchHeader memory header = _nextHeader();
        // Nobody can consume anything with a chunk without steps: honest posters leave messages out as long as they may.
        header.endInboxCount = rollup.batchAt(rollup.height()).inboxCount;
        if (inbox.length() > header.endInboxCount) {
            uint64 time = inbox.timeOf(header.endInboxCount);
            if (time < header.endTime) header.endTime = time;
        }
        IRollup.Assertion memory assertion = _made(who, header.endInboxCount, half);
        assertion.signature = _batchSignatureOf(_key(who), header, keccak256(hex"01"), assertion.roots[0]);
        try rollup.submitBatch(header, hex"000101", assertion) {
            posted++;
            _halves[header.height] = half;
        } catch {}
    }

    function _halfBefore(uint64 height) private view returns (bytes32) {
        return _halves[height - 1];
    }

    function _made(uint256 who, uint32 inboxCount, bytes32 half) private view returns (IRollup.Assertion memory made) {
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(inboxCount, half);
        made = _assertion(roots, inboxCount, half, "");
        made.poster = vm.addr(_key(who));
    }

    /// @notice Asserts missing roots; one in three lies.
    function assertAgain(uint256 who, uint8 mood) external {
        uint64 next = rollup.rootsHeight() + 1;
        if (next > rollup.height()) return;
        bytes32 half = mood % 3 == 0 ? keccak256(abi.encode("lie again", mood)) : _halfBefore(next);
        IRollup.Batch memory batch = rollup.batchAt(next);
        IRollup.Assertion memory assertion = _made(who, batch.endInboxCount, half);
        assertion.signature = _signature(_key(who), _rootsDigest(next, batch.dataHash, assertion.roots[0]));
        try rollup.assertRoots(assertion) {
            asserted++;
            _halves[next] = half;
        } catch {}
        _see();
    }

    /// @notice Tries to prove any height wrong.
    function prove(uint256 who, uint64 height) external {
        uint64 roots = rollup.rootsHeight();
        if (roots == 0) return;
        height = 1 + height % roots;
        address prover = provers()[who % 2];
        bytes32 rootsHash = rollup.batchAt(height).rootsHash;
        vm.prank(prover);
        try rollup.commitFraud(keccak256(abi.encode(prover, height, uint16(0), rootsHash, SALT))) {} catch {}
        vm.roll(block.number + 1);
        IRollup.FraudProof memory proof;
        proof.height = height;
        proof.chunkBytes = hex"01";
        proof.previousRoot = rollup.batchAt(height - 1).lastRoot;
        proof.assertedRoot = rollup.batchAt(height).lastRoot;
        proof.witness = new bytes(11);
        bool wrong = proof.previousRoot != proof.assertedRoot;
        bool open = !rollup.isFinal(height);
        vm.prank(prover);
        try rollup.proveFraud(proof, SALT) {
            proved++;
            if (!wrong) _break("an honest root was proved wrong");
            if (!open) _break("a final root was proved wrong");
        } catch {
            if (wrong && open) _break("a wrong root could not be proved wrong");
        }
        _see();
    }

    function collect(uint256 who) external {
        vm.prank(provers()[who % 2]);
        try rollup.collect() {} catch {}
        _see();
    }

    function freeze() external {
        try rollup.freeze() {} catch {}
        try rollup.fixExit() {
            _exit = rollup.exitRoot();
        } catch {}
        _see();
    }

    function _break(string memory how) private {
        if (bytes(broken).length == 0) broken = how;
    }

    /// @dev A root that was final stays so.
    function _see() private {
        uint64 last = rollup.finalHeight();
        if (last < seenFinal) _break("a final batch is not final any more");
        for (uint64 i = seenFinal + 1; i <= last; i++) {
            finalRoots[i] = rollup.finalRoot(i);
        }
        seenFinal = last;
        for (uint64 i = last > 4 ? last - 4 : 1; i <= last; i++) {
            if (rollup.finalRoot(i) != finalRoots[i]) _break("a final root has changed");
        }
        if (_exit != 0 && rollup.exitRoot() != _exit) _break("the exit root has changed");
    }
}
