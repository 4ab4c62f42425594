// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {Head} from "escrow/Terms.sol";
import {Settlements} from "./Settlements.sol";
import {Receiver} from "./Hostile.sol";

/// @notice What anybody may do to one escrow, in any order, under a rollup that proves whatever it likes. The studio is a
///         wallet whose mood changes. Writes down beside the contract what it sees moving.
contract EscrowLives is Settlements {
    BondedEscrow public escrow;
    Receiver public wallet;
    bytes[] private _leaves;
    uint64[] private _heights;

    /// @notice Deposited so far, as the payers' balances tell.
    mapping(address token => uint256) public deposited;
    /// @notice Gone so far, as the escrow's balance tells.
    mapping(address token => uint256) public left;
    /// @notice Gained by claims so far, what is owed included.
    mapping(address account => mapping(address token => uint256)) public gained;
    /// @notice How often a message was claimed.
    mapping(bytes32 leafHash => uint256) public claimed;
    /// @notice How often money moved: so that one sees that the lives are lives.
    uint256 public claims;
    uint256 public settlements;
    uint256 public releases;
    uint256 public refunds;
    /// @notice The first thing that must never happen and did.
    string public broken;

    function setUp() public override {
        super.setUp();
        wallet = new Receiver();
        studio = address(wallet);
        token.transfer(studio, 1_000e6);
        vm.deal(studio, 10 ether);
        Head memory head = _head();
        bytes memory encoded = abi.encode(head);
        bytes[] memory signatures = _signatures(factory.digest(encoded, _parts()));
        signatures[STUDIO] = "yes";
        vm.prank(client);
        token.approve(address(factory), 7e6);
        vm.prank(client);
        escrow = BondedEscrow(factory.open(encoded, _parts(), signatures, 7e6));
    }

    function accounts() public view returns (address[6] memory) {
        return [client, studio, helper, address(vault), BURN, lab];
    }

    function tokens() public view returns (address[2] memory) {
        return [address(token), ETH];
    }

    function balance(address money, address account) public view returns (uint256) {
        return money == ETH ? account.balance : token.balanceOf(account);
    }

    /// @notice Everything that an account has or is owed.
    function wealth(address account, address money) public view returns (uint256) {
        return balance(money, account) + escrow.owed(money, account);
    }

    // ---- what may be done ----

    function fund(uint8 party) external {
        party %= 4;
        address payer = party == CLIENT ? client : studio;
        (uint256 before, uint256 ethers) = (balance(address(token), payer), payer.balance);
        uint256 value = party == STUDIO ? 2 ether : 0;
        if (payer == client) {
            vm.prank(client);
            token.approve(address(escrow), 5_000e6);
            vm.prank(client);
            try escrow.fund{value: value}(party) {} catch {}
        } else {
            wallet.execute(address(token), 0, abi.encodeCall(token.approve, (address(escrow), 800e6)));
            try wallet.execute(address(escrow), value, abi.encodeCall(escrow.fund, (party))) {} catch {}
        }
        deposited[address(token)] += before - balance(address(token), payer);
        deposited[ETH] += ethers - payer.balance;
    }

    function join(uint8 who) external {
        address joiner = accounts()[who % 3 == 0 ? 2 : who % 6];
        if (joiner == studio) return;
        uint256 before = token.balanceOf(joiner);
        vm.prank(joiner);
        token.approve(address(escrow), 100e6);
        vm.prank(joiner);
        try escrow.join(HELPER) {
            deposited[address(token)] += before - token.balanceOf(joiner);
            if (joiner != helper) broken = "somebody with a role, or without money, has joined";
        } catch {}
    }

    function wait(uint32 time) external {
        vm.warp(block.timestamp + time % 4 days);
    }

    function changeMood(uint8 mood) external {
        wallet.become(Receiver.Mood(mood % 4), "");
    }

    /// @notice The rollup proves a payout of up to three payments to anybody.
    function prove(uint256 chance, uint64 amount) external {
        bytes memory entries;
        for (uint256 i = 0; i <= chance % 3; i++) {
            chance = uint256(keccak256(abi.encode(chance)));
            address money = tokens()[chance % 2];
            uint128 part = money == ETH ? amount % 1 ether : amount % (6_000e6 / (1 + uint64(chance >> 8) % 50));
            entries = bytes.concat(entries, _entry(money, accounts()[(chance >> 16) % 6], part));
        }
        _prove(_leaf(1, address(escrow), uint32(_leaves.length), entries));
    }

    /// @notice The rollup proves that everything has ended, with a number that fits or not.
    function close(uint8 off) external {
        _prove(_leaf(3, address(escrow), escrow.claims() + off % 2, ""));
    }

    function _prove(bytes memory leaf) private {
        _heights.push(_postWith(leaf, uint32(_leaves.length)));
        _leaves.push(leaf);
    }

    /// @notice Claims anything that was proved, again and again.
    function claim(uint256 which, bool patient) external {
        if (_leaves.length == 0) return;
        which %= _leaves.length;
        if (patient) vm.warp(block.timestamp + WINDOW);
        bytes memory leaf = _leaves[which];
        uint256[12] memory before = _wealths();
        bool settled = escrow.status() == IBondedEscrow.Status.Settled;
        if (uint8(leaf[0]) == 3) {
            try escrow.release(leaf, _heights[which], uint32(which), _siblings(_heights[which])) {
                _used(leaf);
                releases++;
                if (!settled) broken = "released without a settlement";
            } catch {}
            _see();
            return;
        }
        try escrow.claim(leaf, _heights[which], uint32(which), _siblings(_heights[which])) {
            _used(leaf);
            claims++;
        } catch {}
        uint256[12] memory afterwards = _wealths();
        for (uint256 i = 0; i < 12; i++) {
            uint256 gain = afterwards[i] - before[i];
            gained[accounts()[i / 2]][tokens()[i % 2]] += gain;
            if (settled && gain != 0 && i < 6) broken = "a party was paid by a claim after the settlement";
        }
        _see();
    }

    function _used(bytes memory leaf) private {
        if (++claimed[keccak256(leaf)] > 1) broken = "a message was used twice";
    }

    function settle(uint64 toClient, uint64 toStudio) external {
        if (settlements != 0 || toClient % 4 != 0) return;
        IBondedEscrow.Payment[] memory payments = new IBondedEscrow.Payment[](2);
        // around the very limit half of the time
        uint256 here = escrow.held(address(token));
        uint256 amount = toClient % 8 == 0 && here > 150e6 ? here - toClient % 150e6 : toClient % 2_000e6;
        payments[0] = IBondedEscrow.Payment(address(token), client, uint128(amount));
        payments[1] = IBondedEscrow.Payment(ETH, studio, toStudio % 2 ether);
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, payments);
        bytes32 digest = escrow.settlementDigest(settlement);
        bool joined = escrow.partyAt(HELPER) != address(0);
        bytes[] memory signatures = new bytes[](joined ? 3 : 2);
        signatures[0] = _signature(CLIENT_KEY, digest);
        signatures[1] = "yes";
        if (joined) signatures[2] = _signature(HELPER_KEY, digest);
        try escrow.settle(settlement, signatures) {
            settlements++;
        } catch {}
        _see();
    }

    function refund(uint8 party) external {
        try escrow.refund(party % 4) {
            refunds++;
        } catch {}
        try escrow.refundFeePot() {} catch {}
        _see();
    }

    function fetch(uint8 who, bool eth) external {
        try escrow.fetch(eth ? ETH : address(token), accounts()[who % 6], accounts()[who % 6]) {} catch {}
        _see();
    }

    function _wealths() private view returns (uint256[12] memory all) {
        for (uint256 i = 0; i < 12; i++) {
            all[i] = wealth(accounts()[i / 2], tokens()[i % 2]);
        }
    }

    /// @dev What the escrow does not have any more of what was deposited has left it.
    function _see() private {
        for (uint256 i = 0; i < 2; i++) {
            address money = tokens()[i];
            uint256 here = balance(money, address(escrow));
            if (money == address(token)) here -= escrow.feePot();
            left[money] = deposited[money] - here;
        }
    }

    // ---- the end ----

    /// @notice Does what is left to be done until all money has gone where it belongs: refunds before the start; after it a
    ///         settlement of all that is not kept back, and its release; then whoever is owed something fetches it.
    function resolve() external {
        wallet.become(Receiver.Mood.Grateful, "");
        if (escrow.status() == IBondedEscrow.Status.Funding) vm.warp(escrow.fundingDeadline());
        if (escrow.status() == IBondedEscrow.Status.Cancelled) {
            for (uint8 party = 0; party < 3; party++) {
                try escrow.refund(party) {} catch {}
            }
            try escrow.refundFeePot() {} catch {}
        }
        if (escrow.status() == IBondedEscrow.Status.Active) _settleAll();
        if (escrow.status() == IBondedEscrow.Status.Settled) {
            bytes memory leaf = _leaf(3, address(escrow), escrow.claims(), "");
            uint64 height = _postWith(leaf, 1_000);
            vm.warp(block.timestamp + WINDOW);
            escrow.release(leaf, height, 1_000, _siblings(height));
        }
        for (uint256 i = 0; i < 12; i++) {
            address account = accounts()[i / 2];
            address money = tokens()[i % 2];
            if (escrow.owed(money, account) != 0) escrow.fetch(money, account, account);
        }
    }

    function _settleAll() private {
        uint256 kept = 72e6 - escrow.received(address(vault), address(token)) - escrow.received(BURN, address(token));
        uint256 here = escrow.held(address(token));
        IBondedEscrow.Payment[] memory payments = new IBondedEscrow.Payment[](here > kept ? 2 : 1);
        payments[0] = IBondedEscrow.Payment(ETH, studio, uint128(escrow.held(ETH)));
        if (here > kept) payments[1] = IBondedEscrow.Payment(address(token), client, uint128(here - kept));
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, payments);
        bytes32 digest = escrow.settlementDigest(settlement);
        bool joined = escrow.partyAt(HELPER) != address(0);
        bytes[] memory signatures = new bytes[](joined ? 3 : 2);
        signatures[0] = _signature(CLIENT_KEY, digest);
        signatures[1] = "yes";
        if (joined) signatures[2] = _signature(HELPER_KEY, digest);
        escrow.settle(settlement, signatures);
    }
}
