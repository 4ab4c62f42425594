// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Payment} from "escrow/Payment.sol";
import {IRollup} from "./IRollup.sol";

/// @title The bonds of those who post, and what becomes of them when a root is proved wrong
/// @notice One bond a poster, in ETH. Nothing is paid by a root that can still be proved wrong, so nobody has been robbed
///         when a bond is slashed: the prover gets his costs and a tenth, the rest is burned.
abstract contract Bonds is IRollup {
    /// @dev Of a bond, what costs may take at most.
    uint256 private constant COSTS_SHARE = 4;
    /// @dev Of a bond, what the prover gets besides his costs.
    uint256 private constant REWARD_SHARE = 10;
    /// @dev Gas of a proof outside of what is measured: its calldata, and the slashing itself.
    uint256 private constant PROOF_OVERHEAD = 100_000;
    /// @dev What a byte of calldata costs at most, by EIP-7623.
    uint256 private constant CALLDATA_GAS = 40;

    /// @inheritdoc IRollup
    uint256 public immutable bond;
    /// @inheritdoc IRollup
    mapping(address poster => uint32) public posterOf;
    /// @inheritdoc IRollup
    mapping(address prover => uint256) public owed;
    /// @notice All posters that ever were; number 0 is nobody.
    address[] public posters;
    /// @dev When a poster asserted roots for the last time, Unix seconds.
    mapping(uint32 poster => uint64) private _assertedAt;

    /// @param bond_ wei
    constructor(uint256 bond_) {
        bond = bond_;
        posters.push(address(0));
    }

    /// @inheritdoc IRollup
    function putBond() external payable {
        if (msg.value != bond || posterOf[msg.sender] != 0) revert WrongBond(bond, msg.value);
        uint32 number = uint32(posters.length);
        posters.push(msg.sender);
        posterOf[msg.sender] = number;
        emit Bonded(msg.sender, number);
    }

    /// @inheritdoc IRollup
    function takeBond() external {
        uint32 number = posterOf[msg.sender];
        if (number == 0) revert NoBond(msg.sender);
        // INVARIANT: whoever asserted roots can lose his bond as long as they can be proved wrong.
        uint64 until = _assertedAt[number] + window();
        if (block.timestamp < until) revert BondLocked(until);
        posterOf[msg.sender] = 0;
        emit Unbonded(msg.sender);
        Address.sendValue(payable(msg.sender), bond);
    }

    /// @inheritdoc IRollup
    function collect() external {
        uint256 amount = owed[msg.sender];
        if (amount == 0) revert NothingOwed();
        owed[msg.sender] = 0;
        Address.sendValue(payable(msg.sender), amount);
    }

    /// @dev The number under which somebody posts. Reverts with NoBond.
    function _numberOf(address poster) internal view returns (uint32 number) {
        number = posterOf[poster];
        if (number == 0) revert NoBond(poster);
    }

    /// @dev When a poster asserted roots for the last time, Unix seconds; 0 if never.
    function _lastAssertion(uint32 number) internal view returns (uint64) {
        return _assertedAt[number];
    }

    function _hasAsserted(uint32 number) internal {
        _assertedAt[number] = uint64(block.timestamp);
    }

    /// @dev Takes a poster's bond, and splits it. What is already gone is not taken twice.
    /// @param gasBefore what was left when the proof began
    function _slash(uint32 number, address prover, uint256 gasBefore) internal returns (uint256 lost, uint256 reward) {
        address poster = posters[number];
        if (posterOf[poster] != number) return (0, 0);
        posterOf[poster] = 0;
        lost = bond;
        // Nobody gains by bidding up gas against his own bond: beyond twice the base fee nothing is repaid.
        uint256 price = tx.gasprice < 2 * block.basefee ? tx.gasprice : 2 * block.basefee;
        uint256 costs = (gasBefore - gasleft() + PROOF_OVERHEAD + msg.data.length * CALLDATA_GAS) * price;
        if (costs > lost / COSTS_SHARE) costs = lost / COSTS_SHARE;
        reward = lost / REWARD_SHARE + costs;
        owed[prover] += reward;
        Address.sendValue(payable(Payment.BURN), lost - reward);
    }

    /// @inheritdoc IRollup
    function window() public view virtual returns (uint64);
}
