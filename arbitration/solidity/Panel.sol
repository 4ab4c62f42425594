// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Arbitrator, Arbitrators} from "./Arbitrators.sol";
import {Ballots} from "./Ballots.sol";
import {IPanel, Draw, Drawn} from "./IPanel.sol";
import {PanelCodes} from "./PanelCodes.sol";
import {PanelCase, PanelResult, PanelSeat, PanelState, Panels} from "./PanelState.sol";
import {Settlement} from "./Settlement.sol";
import {Tally} from "./Tally.sol";

/// @title The panel's state machine: see IPanel
contract Panel is IPanel {
    using Arbitrators for Arbitrator;
    using Settlement for PanelCase;

    uint8 private constant SEATED = 1;
    uint8 private constant SETTLED = 2;

    /// @inheritdoc IPanel
    function advance(PanelCase memory sitting) external pure returns (PanelResult memory result) {
        _passTime(sitting, result);
    }

    /// @inheritdoc IPanel
    function ticket(PanelCase memory sitting, Draw memory input)
        external
        pure
        returns (uint16 refusal, uint128 number)
    {
        PanelResult memory result;
        _passTime(sitting, result);
        refusal = _drawRefusal(sitting, input);
        if (refusal == 0) number = _ticket(sitting, input.beaconSeed);
    }

    /// @inheritdoc IPanel
    function draw(PanelCase memory sitting, Draw memory input, Drawn memory drawn)
        external
        pure
        returns (PanelResult memory result)
    {
        _passTime(sitting, result);
        result.refusal = _drawRefusal(sitting, input);
        if (result.refusal != 0) return result;
        PanelState memory panel = sitting.panel;
        uint256 number = _ticket(sitting, input.beaconSeed);
        // INVARIANT: whoever is drawn holds the ticket.
        if (number < drawn.before || number - drawn.before >= drawn.frozen.stake) revert NotTheTicket(number);
        // After this point the input must succeed.
        panel.seeded = true;
        panel.seed = input.beaconSeed;
        if (_canSit(sitting, input.concerned, drawn, number - drawn.before)) {
            PanelSeat memory seat;
            seat.arbitrator = drawn.arbitrator;
            seat.voter = drawn.frozen.account;
            _addSeat(sitting, result, seat);
            result.onCourt = SEATED;
            result.arbitrator = drawn.arbitrator;
            result.locked = sitting.terms.minimumStake;
        } else if (panel.tries + 1 < Panels.MAX_TRIES) {
            panel.tries++;
        } else {
            PanelSeat memory empty;
            empty.arbitrator = Panels.NOBODY;
            empty.isSettled = true;
            _addSeat(sitting, result, empty);
        }
        if (panel.seats == sitting.terms.draws) _drawn(sitting, result, sitting.time);
    }

    /// @inheritdoc IPanel
    function commit(PanelCase memory sitting, address voter, uint8 s, bytes32 commitment)
        external
        pure
        returns (PanelResult memory result)
    {
        _passTime(sitting, result);
        result.refusal = _commitRefusal(sitting, voter, s, commitment);
        if (result.refusal != 0) return result;
        // After this point the input must succeed.
        PanelSeat memory seat = sitting.seats[s];
        seat.committed = true;
        seat.commitment = commitment;
        _changed(sitting, result, s);
        for (uint256 i = 0; i < sitting.seats.length; i++) {
            if (_sits(sitting.seats[i]) && !sitting.seats[i].committed) return result;
        }
        _committed(sitting, result, sitting.time);
    }

    /// @inheritdoc IPanel
    function reveal(PanelCase memory sitting, address voter, uint8 s, bytes32 salt, bytes memory ballot)
        external
        pure
        returns (PanelResult memory result)
    {
        _passTime(sitting, result);
        result.refusal = _revealRefusal(sitting, voter, s);
        if (result.refusal == 0) result.refusal = _ballotRefusal(sitting, s, salt, ballot);
        if (result.refusal != 0) return result;
        // After this point the input must succeed.
        PanelSeat memory seat = sitting.seats[s];
        seat.revealed = true;
        seat.ballot = ballot;
        _changed(sitting, result, s);
        for (uint256 i = 0; i < sitting.seats.length; i++) {
            if (sitting.seats[i].committed && !sitting.seats[i].revealed) return result;
        }
        _tally(sitting, result, sitting.time);
    }

    /// @inheritdoc IPanel
    function dissolve(PanelCase memory sitting) external pure returns (PanelResult memory result) {
        _passTime(sitting, result);
        PanelState memory panel = sitting.panel;
        if (panel.phase == Panels.SETTLING || panel.phase == Panels.DONE) {
            result.refusal = PanelCodes.OVER;
            return result;
        }
        // After this point the input must succeed.
        panel.silent = 0;
        panel.coherent = 0;
        for (uint256 s = 0; s < sitting.seats.length; s++) {
            if (_sits(sitting.seats[s])) panel.coherent |= uint32(1 << s);
        }
        _settling(sitting, result);
    }

    /// @inheritdoc IPanel
    function pay(PanelCase memory sitting, uint128 courtPart) external pure returns (PanelResult memory result) {
        _passTime(sitting, result);
        if (sitting.panel.phase != Panels.RULED) {
            result.refusal = PanelCodes.NOT_RULED;
            return result;
        }
        // After this point the input must succeed.
        sitting.panel.courtPart = courtPart;
        result.treasuryFee = sitting.oddFee();
        _settling(sitting, result);
    }

    /// @inheritdoc IPanel
    function settleSeat(PanelCase memory sitting, uint8 s) external pure returns (PanelResult memory result) {
        _passTime(sitting, result);
        PanelState memory panel = sitting.panel;
        if (panel.phase != Panels.SETTLING) {
            result.refusal = PanelCodes.NOT_SETTLING;
        } else if (s >= sitting.seats.length) {
            result.refusal = PanelCodes.NO_SUCH_SEAT;
        } else if (sitting.nextToSettle() != s) {
            result.refusal = PanelCodes.NOT_ITS_TURN;
        }
        if (result.refusal != 0) return result;
        // After this point the input must succeed.
        result.onCourt = SETTLED;
        result.arbitrator = sitting.seats[s].arbitrator;
        result.released = sitting.terms.minimumStake;
        (result.feeEarned, result.stakeGained, result.stakeLost) = sitting.seatGets(s);
        sitting.seats[s].isSettled = true;
        _changed(sitting, result, s);
        panel.pool = panel.pool + result.stakeLost - result.stakeGained;
        if (sitting.nextToSettle() == Settlement.NONE) _over(sitting, result);
    }

    // ---- guards ----

    function _drawRefusal(PanelCase memory sitting, Draw memory input) private pure returns (uint16) {
        PanelState memory panel = sitting.panel;
        if (panel.phase == Panels.RULED && panel.frozenTotal == 0) return PanelCodes.NOBODY_STAKED;
        if (panel.phase != Panels.DRAWING) return PanelCodes.NOT_DRAWING;
        if (sitting.time < panel.evidenceUntil) return PanelCodes.EVIDENCE_PERIOD_RUNS;
        if (sitting.terms.facts.length == 0) return PanelCodes.NOTHING_TO_FIND;
        if (input.beaconTime < panel.evidenceUntil) return PanelCodes.BEACON_TOO_EARLY;
        if (input.hasPrevious && input.previousTime >= panel.evidenceUntil) return PanelCodes.NOT_THE_FIRST_BEACON;
        if (panel.seeded && panel.seed != input.beaconSeed) return PanelCodes.ANOTHER_BEACON;
        return 0;
    }

    function _commitRefusal(PanelCase memory sitting, address voter, uint8 s, bytes32 commitment)
        private
        pure
        returns (uint16)
    {
        if (sitting.panel.phase != Panels.COMMIT) return PanelCodes.NOT_COMMITTING;
        uint16 notHis = _notHis(sitting, voter, s);
        if (notHis != 0) return notHis;
        if (commitment == 0) return PanelCodes.EMPTY_COMMITMENT;
        return sitting.seats[s].committed ? PanelCodes.ALREADY_COMMITTED : 0;
    }

    function _revealRefusal(PanelCase memory sitting, address voter, uint8 s) private pure returns (uint16) {
        if (sitting.panel.phase != Panels.REVEAL) return PanelCodes.NOT_REVEALING;
        uint16 notHis = _notHis(sitting, voter, s);
        if (notHis != 0) return notHis;
        if (!sitting.seats[s].committed) return PanelCodes.NOT_COMMITTED;
        return sitting.seats[s].revealed ? PanelCodes.ALREADY_REVEALED : 0;
    }

    /// @dev Whether the ballot is one, and the one that the seat's voter committed to.
    function _ballotRefusal(PanelCase memory sitting, uint8 s, bytes32 salt, bytes memory ballot)
        private
        pure
        returns (uint16)
    {
        uint256 count = sitting.terms.facts.length;
        if (Ballots.count(ballot) != count) return PanelCodes.BALLOT_INCOMPLETE;
        bytes memory packed = new bytes(33 * count);
        bool beyond = false;
        uint256 pos = 1;
        for (uint256 i = 0; i < count; i++) {
            uint256 fact;
            int256 word;
            (fact, word, pos) = Ballots.stated(ballot, pos);
            if (fact != sitting.terms.facts[i].fact) return PanelCodes.BALLOT_INCOMPLETE;
            beyond = beyond || word < sitting.terms.facts[i].least || word > sitting.terms.facts[i].most;
            assembly ("memory-safe") {
                let at := add(add(packed, 32), mul(33, i))
                mstore8(at, fact)
                mstore(add(at, 1), word)
            }
        }
        if (beyond) return PanelCodes.BALLOT_OUT_OF_RANGE;
        bytes32 commitment = _commitment(sitting, s, keccak256(packed), salt);
        return commitment == sitting.seats[s].commitment ? 0 : PanelCodes.COMMITMENT_DIFFERS;
    }

    /// @dev It names the voter, so a copied commitment cannot be revealed by another.
    function _commitment(PanelCase memory sitting, uint8 s, bytes32 ballotHash, bytes32 salt)
        private
        pure
        returns (bytes32)
    {
        return keccak256(
            abi.encodePacked(
                sitting.seats[s].voter,
                sitting.terms.termsHash,
                sitting.terms.deliverable,
                sitting.terms.round,
                s,
                ballotHash,
                salt
            )
        );
    }

    function _notHis(PanelCase memory sitting, address voter, uint8 s) private pure returns (uint16) {
        if (s >= sitting.seats.length) return PanelCodes.NO_SUCH_SEAT;
        return !_sits(sitting.seats[s]) || sitting.seats[s].voter != voter ? PanelCodes.NOT_YOUR_SEAT : 0;
    }

    // ---- drawing ----

    function _ticket(PanelCase memory sitting, bytes32 seed) private pure returns (uint128) {
        bytes32 hash = keccak256(
            abi.encodePacked(
                seed, sitting.terms.dispute, sitting.terms.round, uint8(sitting.seats.length), sitting.panel.tries
            )
        );
        return uint128(uint256(hash) % sitting.panel.frozenTotal);
    }

    /// @dev INVARIANT: nobody concerned sits, nobody sits twice, whoever sits can lose what a seat locks, and nobody is drawn
    ///      by stake that he has collected since the dispute opened.
    /// @param depth where in his interval the ticket lies
    function _canSit(PanelCase memory sitting, address[] memory concerned, Drawn memory drawn, uint256 depth)
        private
        pure
        returns (bool)
    {
        address who = drawn.frozen.account;
        for (uint256 i = 0; i < concerned.length; i++) {
            if (concerned[i] == who) return false;
        }
        for (uint256 s = 0; s < sitting.seats.length; s++) {
            if (_sits(sitting.seats[s]) && sitting.seats[s].voter == who) return false;
        }
        return drawn.current.account == who && depth < drawn.current.backing()
            && drawn.current.free() >= sitting.terms.minimumStake;
    }

    // ---- phases ----

    function _passTime(PanelCase memory sitting, PanelResult memory result) private pure {
        result.panel = sitting.panel;
        while (true) {
            uint64 deadline = Panels.nextDeadline(sitting.panel);
            if (deadline > sitting.time || sitting.panel.phase >= Panels.RULED) return;
            if (sitting.panel.phase == Panels.DRAWING) _drawn(sitting, result, deadline);
            else if (sitting.panel.phase == Panels.COMMIT) _committed(sitting, result, deadline);
            else _tally(sitting, result, deadline);
        }
    }

    /// @dev Drawing has ended: those who sit vote; if nobody sits, nothing is found.
    function _drawn(PanelCase memory sitting, PanelResult memory result, uint64 when) private pure {
        for (uint256 s = 0; s < sitting.seats.length; s++) {
            if (_sits(sitting.seats[s])) {
                sitting.panel.commitUntil = when + sitting.terms.commit;
                sitting.panel.revealUntil = 0;
                sitting.panel.phase = Panels.COMMIT;
                return;
            }
        }
        _tally(sitting, result, when);
    }

    /// @dev Committing has ended.
    function _committed(PanelCase memory sitting, PanelResult memory result, uint64 when) private pure {
        for (uint256 s = 0; s < sitting.seats.length; s++) {
            if (sitting.seats[s].committed) {
                sitting.panel.revealUntil = when + sitting.terms.reveal;
                sitting.panel.phase = Panels.REVEAL;
                return;
            }
        }
        _tally(sitting, result, when);
    }

    function _tally(PanelCase memory sitting, PanelResult memory result, uint64 when) private pure {
        PanelState memory panel = sitting.panel;
        (result.ruling, panel.coherent, panel.silent) = Tally.find(sitting.terms.facts, sitting.seats);
        panel.phase = Panels.RULED;
        result.hasRuled = true;
        result.ruledAt = when;
    }

    function _settling(PanelCase memory sitting, PanelResult memory result) private pure {
        sitting.panel.phase = Panels.SETTLING;
        if (sitting.nextToSettle() == Settlement.NONE) _over(sitting, result);
    }

    function _over(PanelCase memory sitting, PanelResult memory result) private pure {
        result.treasuryStake = sitting.panel.pool;
        sitting.panel.pool = 0;
        sitting.panel.phase = Panels.DONE;
    }

    // ---- seats ----

    function _sits(PanelSeat memory seat) private pure returns (bool) {
        return seat.arbitrator != Panels.NOBODY;
    }

    function _addSeat(PanelCase memory sitting, PanelResult memory result, PanelSeat memory seat) private pure {
        uint256 count = sitting.seats.length;
        PanelSeat[] memory more = new PanelSeat[](count + 1);
        for (uint256 s = 0; s < count; s++) {
            more[s] = sitting.seats[s];
        }
        more[count] = seat;
        sitting.seats = more;
        sitting.panel.seats = uint8(count + 1);
        sitting.panel.tries = 0;
        _changed(sitting, result, uint8(count));
    }

    function _changed(PanelCase memory sitting, PanelResult memory result, uint8 s) private pure {
        result.seatChanged = true;
        result.seat = s;
        result.changed = sitting.seats[s];
    }
}
