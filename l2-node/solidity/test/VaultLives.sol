// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vault} from "escrow/Vault.sol";
import {Deployed} from "./Deployed.sol";
import {Receiver} from "./Hostile.sol";

/// @notice What anybody may do to the vault, in any order, beside an honest rollup: it proves withdrawals of what it has
///         taken off somebody's balance. One of the owners is a wallet whose mood changes.
contract VaultLives is Deployed {
    struct Withdrawal {
        bytes leaf;
        uint64 height;
        address money;
        uint128 amount;
        bool made;
    }

    Receiver public wallet;
    Withdrawal[] private _withdrawals;

    /// @notice Balances on L2, by owner and token.
    mapping(address owner => mapping(address token => uint256)) public balances;
    /// @notice Withdrawals that are proved, or will be, and not made yet, by token.
    mapping(address token => uint256) public underWay;
    /// @notice How often something happened: so that one sees that the lives are lives.
    uint256 public deposits;
    uint256 public withdrawn;
    /// @notice The first thing that must never happen and did.
    string public broken;

    function setUp() public override {
        super.setUp();
        wallet = new Receiver();
        token.approve(address(vault), type(uint256).max);
    }

    receive() external payable {}

    function vaultItself() external view returns (Vault) {
        return vault;
    }

    function owners() public view returns (address[3] memory) {
        return [client, address(wallet), helper];
    }

    function tokens() public view returns (address[2] memory) {
        return [address(token), ETH];
    }

    function balance(address money) public view returns (uint256) {
        return money == ETH ? address(vault).balance : token.balanceOf(address(vault));
    }

    // ---- what may be done ----

    function deposit(uint256 who, uint64 amount) external {
        address owner = owners()[who % 3];
        address money = tokens()[who % 2];
        uint128 most = money == ETH ? amount % 1 ether : amount % 1_000e6;
        try vault.deposit{value: money == ETH ? most : 0}(money, most, owner) {
            deposits++;
            balances[owner][money] += most;
        } catch {
            if (most != 0) broken = "a deposit was refused";
        }
    }

    function changeMood(uint8 mood) external {
        wallet.become(Receiver.Mood(mood % 4), "");
    }

    /// @notice L2 takes it off the owner's balance, and the rollup posts the message.
    function prove(uint256 who, uint64 amount) external {
        address owner = owners()[who % 3];
        address money = tokens()[who % 2];
        uint256 has = balances[owner][money];
        if (has == 0) return;
        uint128 most = uint128(1 + amount % has);
        balances[owner][money] -= most;
        underWay[money] += most;
        uint32 index = uint32(_withdrawals.length);
        bytes memory leaf = _leaf(2, address(vault), 0, _entry(money, owner, most));
        _withdrawals.push(Withdrawal(leaf, _postWith(leaf, index), money, most, false));
    }

    /// @notice Makes anything that was proved, again and again.
    function withdraw(uint256 which, bool patient) external {
        if (_withdrawals.length == 0) return;
        which %= _withdrawals.length;
        if (patient) vm.warp(block.timestamp + WINDOW);
        _withdraw(which);
    }

    function _withdraw(uint256 which) private {
        Withdrawal storage one = _withdrawals[which];
        bool final_ = rollup.isFinal(one.height);
        try vault.withdraw(one.leaf, one.height, uint32(which), _siblings(one.height)) {
            if (one.made) broken = "a withdrawal was made twice";
            if (!final_) broken = "a withdrawal was made that may still be wrong";
            one.made = true;
            underWay[one.money] -= one.amount;
            withdrawn++;
        } catch {
            if (final_ && !one.made) broken = "a withdrawal was refused";
        }
    }

    function fetch(uint8 who) external {
        address owner = owners()[who % 3];
        try vault.fetch(tokens()[who % 2], owner, owner) {} catch {}
    }

    /// @notice All that is on L2 is withdrawn, and whoever is owed something fetches it.
    function resolve() external {
        wallet.become(Receiver.Mood.Grateful, "");
        for (uint256 i = 0; i < 6; i++) {
            address owner = owners()[i / 2];
            address money = tokens()[i % 2];
            uint128 rest = uint128(balances[owner][money]);
            if (rest == 0) continue;
            balances[owner][money] = 0;
            underWay[money] += rest;
            bytes memory leaf = _leaf(2, address(vault), 0, _entry(money, owner, rest));
            _withdrawals.push(Withdrawal(leaf, _postWith(leaf, uint32(_withdrawals.length)), money, rest, false));
        }
        vm.warp(block.timestamp + WINDOW);
        for (uint256 i = 0; i < _withdrawals.length; i++) {
            if (!_withdrawals[i].made) _withdraw(i);
        }
        for (uint256 i = 0; i < 6; i++) {
            address owner = owners()[i / 2];
            address money = tokens()[i % 2];
            if (vault.owed(money, owner) != 0) vault.fetch(money, owner, owner);
        }
    }
}
