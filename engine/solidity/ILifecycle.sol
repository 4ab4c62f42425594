// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CourtTerms} from "escrow/Terms.sol";
import {Act, Agreement, Deliverable, Neighbour, Result} from "./Agreement.sol";

/// @notice All that an act on one deliverable looks at.
/// @param part the deliverable's part of the terms, packed
/// @param deliverables how many the agreement has
/// @param openFor one per party: for how many seconds after the start its seat is open; 0 for a named party
/// @param attestors of the agreement, in order
/// @param court the one of the part, as the terms pin it
/// @param deliverable before the act; no facts at all mean that none is known
/// @param neighbours while it waits, those that it waits for or counts from: the part's `afterDeliverable` and those
///        that its `due` and `missed` name; for END that which MAY_END counts from; otherwise none are looked at
/// @param time the current Unix second, never before that of the step before
struct LifecycleInput {
    bytes part;
    uint8 deliverables;
    uint64[] openFor;
    address[] attestors;
    CourtTerms court;
    Agreement agreement;
    Deliverable deliverable;
    Neighbour[] neighbours;
    Act act;
    uint64 time;
}

/// @notice The life of an agreement as pure functions: the twin of org.horkos.engine.lifecycle.Lifecycle
///         (docs/protocol/lifecycle.md). States are those that it has made itself: of other ones nothing is promised.
interface ILifecycle {
    /// @notice It waits, and what it waits for or counts from was not given.
    error NeighbourMissing(uint8 deliverable);

    /// @notice There is no act of this kind.
    error NoSuchAct(uint8 kind);

    /// @notice Applies the time that has passed to a deliverable, then an act.
    /// @dev Reverts with NeighbourMissing or NoSuchAct. That the deliverable exists is for the caller to see.
    function act(LifecycleInput calldata input) external view returns (Result memory);

    /// @notice Somebody has joined in an open seat.
    /// @param openFor, attestors as in LifecycleInput
    /// @return refusal 0, or why not; then the agreement is as it was
    function join(
        Agreement memory agreement,
        uint64[] memory openFor,
        address[] memory attestors,
        uint8 party,
        address account,
        uint64 time
    ) external view returns (uint16 refusal, Agreement memory);

    /// @notice All parties have settled on L1.
    /// @return refusal 0, or why not; then the agreement is as it was
    function settle(Agreement memory agreement, uint64 time) external view returns (uint16 refusal, Agreement memory);

    /// @notice The hash of the facts as they stand asserted, which an acceptance names.
    /// @param part the deliverable's part of the terms, packed
    function assertedHash(bytes memory part, Deliverable memory deliverable) external view returns (bytes32);
}
