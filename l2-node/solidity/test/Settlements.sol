// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {Deployed} from "./Deployed.sol";

/// @notice Settlements of client and studio, for tests.
abstract contract Settlements is Deployed {
    function _payments(uint128 toClient) internal view returns (IBondedEscrow.Payment[] memory payments) {
        payments = new IBondedEscrow.Payment[](1);
        payments[0] = IBondedEscrow.Payment(address(token), client, toClient);
    }

    function _settle(BondedEscrow escrow, uint128 toClient) internal {
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(toClient));
        escrow.settle(settlement, _signatures(escrow.settlementDigest(settlement)));
    }

    /// @dev Of now, for a day; the studio gets the rest.
    function _settlement(BondedEscrow escrow, IBondedEscrow.Payment[] memory payments)
        internal
        view
        returns (IBondedEscrow.Settlement memory)
    {
        return IBondedEscrow.Settlement(payments, studio, uint64(block.timestamp + 1 days), escrow.claims());
    }
}
