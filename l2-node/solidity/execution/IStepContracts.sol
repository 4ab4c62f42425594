// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Referent} from "./Digests.sol";
import {Step} from "./Step.sol";

/// @notice Steps on agreements and panels. Execution delegates to it: it works on Execution's transient state.
/// @dev A code is that of a refusal, see NodeCodes and the codes of the rooms; 0: it was done.
interface IAgreementSteps {
    /// @notice What a step on a deliverable or a seat points to.
    /// @param signed whether a digest will be made of it
    function point(Step calldata step, bool signed) external returns (uint16 code, Referent memory pos);

    /// @notice Takes a fee from the fee pot of the agreement that a step names, if the pot may pay it.
    /// @param owner of the account that signed
    /// @param token that the fee is earned in
    /// @return paid false, with nothing changed, if not
    function payFromPot(Step calldata step, address owner, address token) external returns (bool paid);

    /// @notice Does a step on a deliverable or a seat that is there.
    /// @param signer of a transaction; nobody for system steps
    function act(Step calldata step, address signer) external returns (uint16 code);

    /// @notice Somebody joined on L1.
    function join(uint32 agreement, uint8 party, address account) external returns (uint16 code);

    /// @notice All settled on L1.
    function settle(uint32 agreement) external returns (uint16 code);
}

/// @notice Transactions in courts. Execution delegates to it.
interface ICourtSteps {
    /// @notice Makes a court, stakes in one, or takes out of one.
    /// @param owner of the account that signed
    /// @param token of that account
    function act(Step calldata step, address owner, address token) external returns (uint16 code);
}

/// @notice Messages from L1 but the forced ones. Execution delegates to it.
interface IInboxSteps {
    /// @notice Takes in a message that is being consumed.
    /// @return code why it changed nothing, or 0
    function take(uint32 index) external returns (uint16 code);
}
