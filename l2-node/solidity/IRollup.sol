// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInbox} from "escrow/IInbox.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {IExecution} from "./IExecution.sol";

/// @title The rollup on L1: what was posted, what is asserted about it, what is final
/// @notice The data of a batch is final once posted. Its roots are an assertion about the data, with a time of their own:
///         they are final when they have stood for the challenge window, and all before them have. Until then anybody can
///         prove one of them wrong; that deletes it and all later roots, never data, and costs the poster his bond. Bytes
///         and hashes: docs/protocol/batches.md and docs/protocol/fraud.md.
interface IRollup is IOutbox {
    /// @notice What a batch says of itself.
    /// @param height its number, from 1
    /// @param endTime L2 time never passes it within the batch, Unix seconds
    /// @param endInboxCount messages consumed after it
    struct BatchHeader {
        uint64 height;
        uint64 endTime;
        uint32 endInboxCount;
    }

    /// @notice What L1 keeps of a batch.
    /// @param dataHash H(abi.encode(height, endTime, endInboxCount, chunks, dataRoot, previous dataHash)); never
    ///        changes
    /// @param rootsHash root over the state roots after each chunk, as asserted; of no meaning above `rootsHeight`
    /// @param lastRoot the state root after the last chunk, as asserted
    /// @param rootsAt when these roots were asserted, Unix seconds
    /// @param endTime of the header
    /// @param time the state's own, Unix seconds, as the asserted last root says
    /// @param endInboxCount of the header
    /// @param inboxCount messages consumed, as the asserted last root says
    /// @param chunks how many
    /// @param poster number of who asserted the roots
    struct Batch {
        bytes32 dataHash;
        bytes32 rootsHash;
        bytes32 lastRoot;
        uint40 rootsAt;
        uint40 endTime;
        uint40 time;
        uint32 endInboxCount;
        uint32 inboxCount;
        uint16 chunks;
        uint32 poster;
    }

    /// @notice Roots, who answers for them, what the last of them says of the inbox, and on which L1 they rest.
    /// @param roots the state root after each chunk
    /// @param globals bytes of the globals' leaf in the state of the last root
    /// @param siblings of that leaf, from the leaf up, 19
    /// @param l1Block number of an earlier block of L1, up to which the poster has read it
    /// @param l1Hash that block's hash
    /// @param poster answers with his bond
    /// @param signature of the poster
    struct Assertion {
        bytes32[] roots;
        bytes globals;
        bytes32[] siblings;
        uint64 l1Block;
        bytes32 l1Hash;
        address poster;
        bytes signature;
    }

    /// @notice A chunk whose asserted root is wrong, with all that L1 needs to execute it again.
    /// @param height of its batch
    /// @param chunk its place in the batch, from 0
    /// @param chunkBytes its bytes
    /// @param chunkSiblings of H(chunk) under the batch's data root, from the leaf up
    /// @param previousRoot the state root before the chunk, as asserted
    /// @param previousSiblings of it under the batch's roots; none if the chunk is the first
    /// @param assertedRoot the state root after the chunk, as asserted
    /// @param assertedSiblings of it under the batch's roots
    /// @param witness docs/protocol/fraud.md
    /// @param firstMessage number of the first inbox message that the witness shows
    /// @param messages how many it shows
    struct FraudProof {
        uint64 height;
        uint16 chunk;
        bytes chunkBytes;
        bytes32[] chunkSiblings;
        bytes32 previousRoot;
        bytes32[] previousSiblings;
        bytes32 assertedRoot;
        bytes32[] assertedSiblings;
        bytes witness;
        uint32 firstMessage;
        uint16 messages;
    }

    /// @notice A batch was posted, with all that a node needs to follow. The data is in the log too, so that it is found
    ///         whoever made the call.
    event BatchSubmitted(
        uint64 indexed height,
        uint64 endTime,
        uint32 endInboxCount,
        bytes32 dataHash,
        bytes32 rootsHash,
        bytes data,
        bytes32[] roots,
        address poster
    );
    /// @notice Roots were asserted anew for a batch whose roots had been deleted.
    event RootsAsserted(uint64 indexed height, bytes32 rootsHash, bytes32[] roots, address poster);
    /// @notice A root was proved wrong: the roots of this height and all above it are deleted.
    /// @param bond what the poster lost
    /// @param reward what the prover may collect of it; the rest is burned
    event FraudProved(
        uint64 indexed height, uint16 chunk, address indexed poster, address indexed prover, uint256 bond, uint256 reward
    );
    /// @notice Somebody will show a fraud proof.
    event FraudCommitted(bytes32 indexed commitment, address indexed prover);
    /// @notice Somebody may post from now on, as far as it is his turn.
    event Bonded(address indexed poster, uint32 number);
    /// @notice A poster took his bond out.
    event Unbonded(address indexed poster);
    /// @notice Nobody can post any more.
    event Frozen(uint64 height);
    /// @notice People leave by proof from this root.
    event ExitFixed(uint64 height, bytes32 root);

    /// @notice Batches come in order.
    error WrongHeight(uint64 expected, uint64 given);
    /// @notice L2 time stays behind L1 time by the lag at least.
    error EndsTooLate(uint64 endTime, uint64 latest);
    /// @notice L2 time does not go back behind that of the last asserted state.
    error EndsBeforeLast(uint64 endTime, uint64 last);
    /// @notice The asserted state is in the future.
    error AheadOfL1(uint64 time);
    /// @notice Messages are consumed in order, and none that does not exist.
    error WrongInboxCount(uint32 given, uint256 least, uint256 most);
    /// @notice The batch leaves out a message that is older than its end.
    error LeavesOlderMessage(uint256 index, uint64 time);
    /// @notice The batch leaves out a message that waits for more than a day, and has room for it.
    error LeavesOverdueMessage(uint256 index, uint64 time);
    /// @notice A batch has 1 to 1,024 chunks.
    error WrongNumberOfChunks(uint256 count);
    /// @notice A chunk has 1 to 32,768 bytes.
    error ChunkSizeOutOfBounds(uint256 chunk, uint256 length);
    /// @notice The data ends within a chunk or its length.
    error DataCutOff(uint256 chunk);
    /// @notice There is one root per chunk.
    error WrongNumberOfRoots(uint256 chunks, uint256 roots);
    /// @notice The signature is not the poster's.
    error WrongPosterSignature();
    /// @notice L1 has no such block among its last 8,191: the roots rest on blocks that a reorganisation took away.
    error OtherL1(uint64 l1Block, bytes32 l1Hash);
    /// @notice There is no such batch.
    error NoSuchBatch(uint64 height);
    /// @notice The globals are not in the state of the last root.
    error WrongGlobals();
    /// @notice The asserted state has not consumed what the header says.
    error ConsumesOtherCount(uint32 header, uint32 state);
    /// @notice Roots were deleted: assert those of this height first.
    error RootsMissing(uint64 height);
    /// @notice All batches have roots.
    error NoRootsMissing();
    /// @notice It is the sequencer's turn until this time, unless a message becomes overdue before.
    error NotYourTurn(address poster, uint64 until);
    /// @notice Nobody posts without a bond.
    error NoBond(address poster);
    /// @notice A bond is exactly this, and put down once.
    error WrongBond(uint256 expected, uint256 given);
    /// @notice Until this time roots of his may still be proved wrong.
    error BondLocked(uint64 until);
    /// @notice The roots are final, or deleted already: there is nothing to prove.
    error NothingToProve(uint64 height);
    /// @notice The proof was not committed to in an earlier block.
    error NotCommitted(bytes32 commitment);
    /// @notice It was committed to already.
    error AlreadyCommitted(bytes32 commitment);
    /// @notice What is shown is not what was posted or asserted.
    error NotAsPosted(string what);
    /// @notice Execution comes to the very root that was asserted.
    error NoFraud(bytes32 root);
    /// @notice Nothing has waited long enough for a freeze.
    error NotOverdue();
    /// @notice The rollup is not frozen.
    error NotFrozen();
    /// @notice Posted batches may still become final, or be asserted anew.
    error ExitNotYet();
    /// @notice There is nothing to collect.
    error NothingOwed();
    /// @notice The execution, or the exits, were made for another rollup.
    error WiredElsewhere(address made);

    /// @notice Posts a batch. Anybody may bring it; the poster has signed it.
    /// @dev Reverts with the errors above.
    /// @param header what it says of itself
    /// @param data (length u16 || chunk bytes)*
    /// @param assertion signature over Batch(uint64 epoch,uint64 height,uint64 endTime,uint32 endInboxCount,bytes32
    ///        dataHash,bytes32 previousRoot,bytes32 rootsHash,uint64 l1Block,bytes32 l1Hash), where `previousRoot` is
    ///        the last root of the batch before
    function submitBatch(BatchHeader calldata header, bytes calldata data, Assertion calldata assertion) external;

    /// @notice Asserts roots anew for the lowest batch whose roots were deleted.
    /// @dev Reverts with RollupFrozen (once the exit is fixed), NoRootsMissing, the poster's and the roots' errors.
    /// @param assertion signature over Roots(uint64 epoch,uint64 height,bytes32 dataHash,bytes32 previousRoot,bytes32
    ///        rootsHash,uint64 l1Block,bytes32 l1Hash)
    function assertRoots(Assertion calldata assertion) external;

    /// @notice Binds the sender to a fraud proof that he will show, so that nobody can copy it first.
    /// @param commitment H(abi.encode(prover, height, chunk, rootsHash, salt))
    function commitFraud(bytes32 commitment) external;

    /// @notice Proves a root wrong: deletes it and all later roots and slashes its poster.
    /// @dev Reverts with NothingToProve, NotCommitted, NotAsPosted, NoFraud, or what the re-execution reverts with.
    /// @param proof the chunk and its witness
    /// @param salt of the commitment
    function proveFraud(FraudProof calldata proof, bytes32 salt) external;

    /// @notice Puts down the bond that posting takes, by value.
    function putBond() external payable;

    /// @notice Takes the sender's bond out, once a window has passed since he asserted roots for the last time.
    /// @dev Reverts with NoBond, BondLocked.
    function takeBond() external;

    /// @notice Pays the sender what fraud proofs have earned him.
    function collect() external;

    /// @notice Freezes the rollup for good, if a message has waited for `freezeAfter`, whatever else was posted meanwhile;
    ///         or if roots are missing and nothing has happened for as long.
    function freeze() external;

    /// @notice Fixes the root from which people leave, once the rollup is frozen and nothing posted can become final any
    ///         more.
    function fixExit() external;

    /// @notice Number of the last batch posted; 0 is the genesis.
    function height() external view returns (uint64);

    /// @notice Number of the last batch that has roots.
    function rootsHeight() external view returns (uint64);

    /// @notice What is kept of a batch; of height 0 it is the genesis.
    /// @dev Reverts with NoSuchBatch.
    function batchAt(uint64 height) external view returns (Batch memory);

    /// @notice Number of the last batch whose roots are final; 0 is the genesis.
    function finalHeight() external view returns (uint64);

    /// @notice Whose turn it is to post while he is bonded and posts every day. The epoch of signatures is 0.
    function sequencer() external view returns (address);

    /// @notice The inbox whose messages are consumed.
    function inbox() external view returns (IInbox);

    /// @notice Executes chunks again.
    function execution() external view returns (IExecution);

    /// @notice Seconds for which roots must stand.
    function window() external view returns (uint64);

    /// @notice Seconds by which L2 time stays behind L1 time at least.
    function lag() external view returns (uint64);

    /// @notice When it was deployed, Unix seconds: nothing of it is in an earlier block.
    function deployedAt() external view returns (uint64);

    /// @notice Wei that posting takes as a bond.
    function bond() external view returns (uint256);

    /// @notice Seconds that a message or missing roots may wait before anybody can freeze the rollup.
    function freezeAfter() external view returns (uint64);

    /// @notice The number of a poster, 0 if he has no bond.
    function posterOf(address poster) external view returns (uint32);

    /// @notice Wei that fraud proofs have earned somebody.
    function owed(address prover) external view returns (uint256);
}
