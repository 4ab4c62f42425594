// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Arbitrator} from "./Arbitrators.sol";
import {PanelCase, PanelResult} from "./PanelState.sol";

/// @notice What a try to draw a seat looks at besides the panel.
/// @param concerned addresses of all parties and attestors of the agreement
/// @param beaconTime of the beacon that the step names, Unix seconds
/// @param beaconSeed its seed
/// @param hasPrevious whether the beacon before it is known
/// @param previousTime its time
struct Draw {
    address[] concerned;
    uint64 beaconTime;
    bytes32 beaconSeed;
    bool hasPrevious;
    uint64 previousTime;
}

/// @notice Whom a ticket fell on. The caller has verified both leaves: SumTree.check of the frozen tree gives `before`.
/// @param arbitrator his index in both trees
/// @param before the sum of all that stands before him in the frozen tree
/// @param frozen his leaf in the tree that the dispute froze
/// @param current his leaf in the court's tree now
struct Drawn {
    uint32 arbitrator;
    uint128 before;
    Arbitrator frozen;
    Arbitrator current;
}

/// @title The panel's state machine
/// @notice The twin of org.horkos.arbitration.panel.Panel: pure functions. Each first applies the time that has passed.
interface IPanel {
    /// @notice The leaf that is given as drawn does not hold the ticket.
    error NotTheTicket(uint256 ticket);
    /// @notice A revealed ballot does not say a word for each fact: no such seat can stand under a state root.
    error BallotDiffers(uint8 fact);

    /// @notice The time that has passed.
    function advance(PanelCase calldata sitting) external pure returns (PanelResult memory);

    /// @notice The guards of a draw, and the ticket. They look at no tree.
    /// @return refusal 0, or the code
    /// @return number H(seed || dispute u32 || round u8 || seat u8 || try u8) mod total; 0 if it is refused
    function ticket(PanelCase calldata sitting, Draw calldata input)
        external
        pure
        returns (uint16 refusal, uint128 number);

    /// @notice One try for the next seat.
    /// @dev Reverts with NotTheTicket. What `ticket` refuses is refused here too, whatever is given as drawn.
    function draw(PanelCase calldata sitting, Draw calldata input, Drawn calldata drawn)
        external
        pure
        returns (PanelResult memory);

    /// @notice Who sits binds his ballot.
    function commit(PanelCase calldata sitting, address voter, uint8 seat, bytes32 commitment)
        external
        pure
        returns (PanelResult memory);

    /// @notice Who sits shows the ballot that he bound.
    /// @param ballot strictly ascending by fact, packed: see Ballots
    function reveal(PanelCase calldata sitting, address voter, uint8 seat, bytes32 salt, bytes calldata ballot)
        external
        pure
        returns (PanelResult memory);

    /// @notice The dispute needs no panel any more. Seats are released and lose nothing.
    function dissolve(PanelCase calldata sitting) external pure returns (PanelResult memory);

    /// @notice The lifecycle has applied the ruling.
    /// @param courtPart the court's part of the forfeits, base units of the fee token
    function pay(PanelCase calldata sitting, uint128 courtPart) external pure returns (PanelResult memory);

    /// @notice Pays or slashes one seat.
    function settleSeat(PanelCase calldata sitting, uint8 seat) external pure returns (PanelResult memory);
}
