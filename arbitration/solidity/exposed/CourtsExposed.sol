// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Arbitrator, Arbitrators} from "../Arbitrators.sol";
import {Court, CourtInput, CourtResult, Courts} from "../Courts.sol";
import {Place, SumTree} from "../SumTree.sol";

/// @title The libraries of courts and their sum tree as a contract, so that they can be asked from outside
/// @notice The protocol deploys none.
contract CourtsExposed {
    /// @notice The sum of all stakes before a place, if it is one of the tree.
    function check(bytes memory shown, uint256 index, bytes32 root, uint256 total) external pure returns (uint256) {
        return SumTree.check(SumTree.read(shown, index), root, total);
    }

    /// @notice Root and total with the arbitrator in the place.
    function put(bytes memory shown, uint256 index, Arbitrator memory arbitrator)
        external
        pure
        returns (bytes32 root, uint256 total)
    {
        Place memory place = SumTree.read(shown, index);
        place.present = true;
        place.arbitrator = arbitrator;
        return SumTree.root(place);
    }

    /// @notice The arbitrator of a leaf, and his leaf again.
    function leaf(bytes memory encoded) external pure returns (Arbitrator memory arbitrator, bytes memory again) {
        arbitrator = Arbitrators.decode(encoded, 0);
        again = Arbitrators.encode(arbitrator);
    }

    /// @notice A court that nobody has joined.
    function created(address owner, address stakeToken, address feeToken, uint128 minimumStake)
        external
        pure
        returns (Court memory)
    {
        return Courts.created(owner, stakeToken, feeToken, minimumStake);
    }

    /// @notice What becomes of an input, guards and all.
    function apply_(Court memory court, CourtInput memory input, Arbitrator memory before, uint64 time)
        external
        pure
        returns (CourtResult memory result)
    {
        result.refusal = Courts.look(court, input);
        if (result.refusal == 0) result = Courts.applied(court, input, before, time);
    }

    /// @notice A seat locks stake.
    function seated(Arbitrator memory arbitrator, uint128 locked) external pure returns (Arbitrator memory) {
        Courts.seated(arbitrator, locked);
        return arbitrator;
    }

    /// @notice A seat was settled.
    function settled(
        Court memory court,
        Arbitrator memory arbitrator,
        uint128 released,
        uint128 feeEarned,
        uint128 stakeGained,
        uint128 stakeLost
    ) external pure returns (Arbitrator memory) {
        Courts.settled(court, arbitrator, released, feeEarned, stakeGained, stakeLost);
        return arbitrator;
    }

    /// @notice The treasuries gain.
    function gained(Court memory court, uint128 fee, uint128 stake) external pure returns (Court memory) {
        Courts.gained(court, fee, stake);
        return court;
    }
}
