// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IExits} from "escrow/IExits.sol";
import {IInbox} from "escrow/IInbox.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {MerkleTree} from "escrow/MerkleTree.sol";
import {Bonds} from "./Bonds.sol";
import {Finality} from "./Finality.sol";
import {Chunks} from "./Chunks.sol";
import {IExecution} from "./IExecution.sol";
import {IRollup} from "./IRollup.sol";

/// @title Rollup
/// @dev See IRollup.
contract Rollup is Finality, EIP712 {
    /// @notice How long a message may wait until no batch may leave it out any more, Unix seconds.
    uint64 public constant OVERDUE = 1 days;
    /// @notice How long the sequencer may be silent until anybody with a bond may post, seconds.
    uint64 public constant TURN = 1 days;
    /// @notice A batch of more chunks is full, and may leave overdue messages for the next. Blocks have at most as many, so
    ///         a batch that another block did not fit into is always full.
    uint256 public constant FULL_CHUNKS = 512;
    /// @notice So is one of more bytes of data and roots.
    uint256 public constant FULL_BYTES = 60_000;

    bytes32 private constant BATCH = keccak256(
        "Batch(uint64 epoch,uint64 height,uint64 endTime,uint32 endInboxCount,bytes32 dataHash,bytes32 previousRoot,bytes32 rootsHash,uint64 l1Block,bytes32 l1Hash)"
    );
    bytes32 private constant ROOTS = keccak256(
        "Roots(uint64 epoch,uint64 height,bytes32 dataHash,bytes32 previousRoot,bytes32 rootsHash,uint64 l1Block,bytes32 l1Hash)"
    );
    uint64 private constant EPOCH = 0;

    /// @inheritdoc IRollup
    IExecution public immutable execution;
    /// @inheritdoc IOutbox
    IExits public immutable exits;
    /// @inheritdoc IRollup
    address public immutable sequencer;
    /// @inheritdoc IRollup
    uint64 public immutable lag;
    /// @inheritdoc IRollup
    uint64 public immutable deployedAt;

    mapping(bytes32 commitment => uint256) private _committedIn;

    /// @notice What a rollup is made with.
    /// @param inbox whose messages are consumed
    /// @param execution executes chunks again; made for this rollup's address
    /// @param exits made for this rollup's address
    /// @param sequencer whose turn it is
    /// @param genesisRoot the state root before the first step
    /// @param window seconds for which roots must stand
    /// @param lag seconds by which L2 time stays behind L1 time at least
    /// @param bond wei that posting takes
    /// @param freezeAfter seconds that a message may wait; more than the day after which it is overdue
    struct Settings {
        IInbox inbox;
        IExecution execution;
        IExits exits;
        address sequencer;
        bytes32 genesisRoot;
        uint64 window;
        uint64 lag;
        uint256 bond;
        uint64 freezeAfter;
    }

    constructor(Settings memory settings)
        Finality(settings.inbox, settings.window, settings.freezeAfter, settings.genesisRoot)
        Bonds(settings.bond)
        EIP712("Horkos", "1")
    {
        if (settings.execution.rollup() != address(this)) revert WiredElsewhere(address(settings.execution));
        if (settings.exits.rollup() != address(this)) revert WiredElsewhere(address(settings.exits));
        execution = settings.execution;
        exits = settings.exits;
        sequencer = settings.sequencer;
        lag = settings.lag;
        deployedAt = uint64(block.timestamp);
    }

    // ---- posting ----

    /// @inheritdoc IRollup
    function submitBatch(BatchHeader calldata header, bytes calldata data, Assertion calldata assertion) external {
        if (frozen) revert RollupFrozen();
        if (rootsHeight != height) revert RootsMissing(rootsHeight + 1);
        Batch storage last = _batches[height];
        _checkHeader(header, last);
        bytes32[] memory chunks = Chunks.hashes(data);
        if (chunks.length <= FULL_CHUNKS && data.length + 32 * chunks.length <= FULL_BYTES) {
            _refuseOverdue(header.endInboxCount);
        }

        Batch memory batch;
        batch.chunks = uint16(chunks.length);
        // INVARIANT: the data root is of what was posted, whatever anybody says it was.
        batch.dataHash = Chunks.dataHash(
            header.height, header.endTime, header.endInboxCount, chunks.length, MerkleTree.root(chunks), last.dataHash
        );
        batch.endTime = uint40(header.endTime);
        batch.endInboxCount = header.endInboxCount;
        _assert(batch, assertion);
        // INVARIANT: what the header says is consumed, the asserted state has consumed: no message is passed over.
        if (batch.inboxCount != header.endInboxCount) {
            revert ConsumesOtherCount(header.endInboxCount, batch.inboxCount);
        }
        batch.poster = _checkPoster(
            assertion,
            keccak256(
                abi.encode(
                    BATCH,
                    EPOCH,
                    header.height,
                    header.endTime,
                    header.endInboxCount,
                    batch.dataHash,
                    last.lastRoot,
                    batch.rootsHash,
                    assertion.l1Block,
                    assertion.l1Hash
                )
            )
        );

        // After this point the batch stands.
        height = header.height;
        _keep(header.height, batch);
        emit BatchSubmitted(
            header.height,
            header.endTime,
            header.endInboxCount,
            batch.dataHash,
            batch.rootsHash,
            data,
            assertion.roots,
            assertion.poster
        );
    }

    /// @inheritdoc IRollup
    function assertRoots(Assertion calldata assertion) external {
        if (_exitFixed) revert RollupFrozen();
        uint64 next = rootsHeight + 1;
        if (next > height) revert NoRootsMissing();
        Batch memory batch = _batches[next];
        _assert(batch, assertion);
        bytes32 previousRoot = _batches[next - 1].lastRoot;
        batch.poster = _checkPoster(
            assertion,
            keccak256(
                abi.encode(
                    ROOTS,
                    EPOCH,
                    next,
                    batch.dataHash,
                    previousRoot,
                    batch.rootsHash,
                    assertion.l1Block,
                    assertion.l1Hash
                )
            )
        );

        // After this point the roots stand.
        _keep(next, batch);
        emit RootsAsserted(next, batch.rootsHash, assertion.roots, assertion.poster);
    }

    function _keep(uint64 height_, Batch memory batch) private {
        rootsHeight = height_;
        lastProgress = uint64(block.timestamp);
        _batches[height_] = batch;
        _hasAsserted(batch.poster);
    }

    function _checkHeader(BatchHeader calldata header, Batch storage last) private view {
        if (header.height != height + 1) revert WrongHeight(height + 1, header.height);
        uint64 latest = uint64(block.timestamp) - lag;
        // INVARIANT: nothing becomes late on L2 before it is late on L1.
        if (header.endTime > latest) revert EndsTooLate(header.endTime, latest);
        // It is compared with the state, not with the last header: that may have lied, and would then keep out for good
        // whatever consumes the messages from before its end.
        if (header.endTime < last.time) revert EndsBeforeLast(header.endTime, last.time);
        uint256 length = inbox.length();
        if (header.endInboxCount < last.inboxCount || header.endInboxCount > length) {
            revert WrongInboxCount(header.endInboxCount, last.inboxCount, length);
        }
        if (header.endInboxCount == length) return;
        uint64 time = inbox.timeOf(header.endInboxCount);
        // INVARIANT: L2 time never passes a message that is not yet consumed.
        if (time < header.endTime) revert LeavesOlderMessage(header.endInboxCount, time);
    }

    /// @dev INVARIANT: nobody is kept out for longer than a day, and the full batches that stand before him.
    function _refuseOverdue(uint32 consumed) private view {
        (bool overdue, uint64 time) = _isOlder(consumed, OVERDUE);
        if (overdue) revert LeavesOverdueMessage(consumed, time);
    }

    /// @dev Takes roots in. What the last one says of the inbox is proved against it.
    function _assert(Batch memory batch, Assertion calldata assertion) private view {
        uint256 count = assertion.roots.length;
        // INVARIANT: every chunk has a root that can be proved wrong.
        if (batch.chunks != count) revert WrongNumberOfRoots(batch.chunks, count);
        batch.lastRoot = assertion.roots[count - 1];
        batch.rootsHash = MerkleTree.root(assertion.roots);
        batch.rootsAt = uint40(block.timestamp);
        uint64 time;
        (time, batch.inboxCount) = Chunks.progress(batch.lastRoot, assertion.globals, assertion.siblings);
        // INVARIANT: no honest state is ahead of L1: its time is that of a message, or the end of a batch.
        if (time > block.timestamp) revert AheadOfL1(time);
        batch.time = uint40(time);
    }

    /// @dev Whoever brings it, a bonded poster whose turn it is answers for the roots. He has signed the root before them
    ///      too: they cannot be put on top of one that was asserted after he signed. And he has signed on which L1 they
    ///      rest: a reorganisation that changes the messages he has executed makes them worthless, not wrong.
    /// @return number of the poster
    function _checkPoster(Assertion calldata assertion, bytes32 structHash) private view returns (uint32 number) {
        // INVARIANT: nobody is slashed for roots that were right on the L1 that he knew.
        bytes32 known = Blockhash.blockHash(assertion.l1Block);
        if (known == 0 || known != assertion.l1Hash) revert OtherL1(assertion.l1Block, assertion.l1Hash);
        // INVARIANT: nobody asserts roots without a bond to lose.
        number = _numberOf(assertion.poster);
        if (assertion.poster != sequencer) _refuseOthers(assertion.poster);
        bytes32 digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNowCalldata(assertion.poster, digest, assertion.signature)) {
            revert WrongPosterSignature();
        }
    }

    /// @dev The sequencer alone posts, as long as he does so every day and keeps nobody waiting.
    function _refuseOthers(address poster) private view {
        uint32 number = posterOf[sequencer];
        if (number == 0) return;
        uint64 since = _lastAssertion(number);
        uint64 until = (since > deployedAt ? since : deployedAt) + TURN;
        if (block.timestamp > until) return;
        // INVARIANT: whose message is overdue can have it consumed by others than the sequencer.
        (bool overdue,) = _isOlder(_batches[rootsHeight].inboxCount, OVERDUE);
        if (!overdue) revert NotYourTurn(poster, until);
    }

    // ---- fraud ----

    /// @inheritdoc IRollup
    function commitFraud(bytes32 commitment) external {
        if (_committedIn[commitment] != 0) revert AlreadyCommitted(commitment);
        _committedIn[commitment] = block.number;
        emit FraudCommitted(commitment, msg.sender);
    }

    /// @inheritdoc IRollup
    function proveFraud(FraudProof calldata proof, bytes32 salt) external {
        uint256 gasBefore = gasleft();
        if (!_isOpen(proof.height)) revert NothingToProve(proof.height);
        Batch storage batch = _batches[proof.height];
        bytes32 commitment = keccak256(abi.encode(msg.sender, proof.height, proof.chunk, batch.rootsHash, salt));
        uint256 since = _committedIn[commitment];
        // INVARIANT: nobody who copies a proof out of the queue of transactions is paid for it.
        if (since == 0 || since >= block.number) revert NotCommitted(commitment);
        _checkShown(proof, batch);
        bytes32 root = _execute(proof, batch);
        // INVARIANT: no honest root can be proved wrong.
        if (root == proof.assertedRoot) revert NoFraud(root);

        // After this point the roots are gone. Data stays.
        uint32 poster = batch.poster;
        rootsHeight = proof.height - 1;
        lastProgress = uint64(block.timestamp);
        (uint256 lost, uint256 reward) = _slash(poster, msg.sender, gasBefore);
        emit FraudProved(proof.height, proof.chunk, posters[poster], msg.sender, lost, reward);
    }

    function _execute(FraudProof calldata proof, Batch storage batch) private returns (bytes32 root) {
        IExecution.BatchContext memory context = IExecution.BatchContext(batch.endTime, batch.endInboxCount);
        bytes32[] memory messages = _messageHashes(proof.firstMessage, proof.messages);
        (root,) = execution.execute(
            context, proof.previousRoot, proof.chunkBytes, proof.witness, proof.firstMessage, messages
        );
    }

    /// @dev Chunk, root before and root after are those that were posted and asserted.
    function _checkShown(FraudProof calldata proof, Batch storage batch) private view {
        uint64 before = proof.height - 1;
        bytes32 dataRoot = Chunks.rootOf(batch.chunks, proof.chunk, keccak256(proof.chunkBytes), proof.chunkSiblings);
        bytes32 dataHash = Chunks.dataHash(
            proof.height, batch.endTime, batch.endInboxCount, batch.chunks, dataRoot, _batches[before].dataHash
        );
        if (dataHash != batch.dataHash) revert NotAsPosted("chunk");
        bytes32 rootsHash = Chunks.rootOf(batch.chunks, proof.chunk, proof.assertedRoot, proof.assertedSiblings);
        if (rootsHash != batch.rootsHash) revert NotAsPosted("asserted root");
        if (proof.chunk == 0) {
            if (proof.previousRoot != _batches[before].lastRoot) revert NotAsPosted("previous root");
        } else if (
            Chunks.rootOf(batch.chunks, proof.chunk - 1, proof.previousRoot, proof.previousSiblings) != batch.rootsHash
        ) {
            revert NotAsPosted("previous root");
        }
    }

    function _messageHashes(uint32 first, uint16 count) private view returns (bytes32[] memory hashes) {
        hashes = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            hashes[i] = inbox.hashOf(first + i);
        }
    }

    function _isOpen(uint64 height_) private view returns (bool) {
        return height_ != 0 && height_ <= rootsHeight && !isFinal(height_);
    }
}
