// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FactWord} from "engine/Agreement.sol";
import {Layout} from "./Layout.sol";
import {Step} from "./Step.sol";
import {StepKinds} from "./StepKinds.sol";

/// @title Packed bytes of steps: the twin of org.horkos.node.step.StepCodec
/// @dev Reading is defined for any bytes and never reverts.
library StepCodec {
    /// @dev Where reading is; `cut` once no step can be made of the bytes.
    struct Reader {
        bytes data;
        uint256 pos;
        uint256 end;
        bool cut;
        bool malformed;
    }

    /// @notice The step that begins at a position.
    /// @param data the bytes that hold it
    /// @param pos its position
    /// @param end no byte from here on counts, at most data.length
    /// @param signed whether a transaction carries its signature
    /// @return read false if this is no step: its kind is unknown, or the bytes end within it
    /// @return step what it is, malformed ones included
    /// @return next position of the byte after it
    function parse(bytes memory data, uint256 pos, uint256 end, bool signed)
        internal
        pure
        returns (bool read, Step memory step, uint256 next)
    {
        Reader memory r = Reader(data, pos, end, false, false);
        uint256 kind = _number(r, 1);
        if (r.cut || StepKinds.weight(kind) == 0) return (false, step, pos);
        step.kind = uint8(kind);
        if (kind < StepKinds.TRANSFER) {
            _system(r, step);
        } else {
            step.account = uint32(_number(r, 4));
            step.fee = _u64(r);
            _action(r, step);
            if (signed) {
                step.r = bytes32(_number(r, 32));
                step.vs = bytes32(_number(r, 32));
            }
        }
        step.malformed = r.malformed;
        return (!r.cut, step, r.pos);
    }

    function _system(Reader memory r, Step memory step) private pure {
        uint256 kind = step.kind;
        if (kind == StepKinds.CLOCK) {
            step.number = _u64(r);
            step.first = uint32(_number(r, 4));
        } else if (kind != StepKinds.INBOX) {
            step.first = uint32(_number(r, 4));
            if (kind == StepKinds.DRAW) step.second = uint32(_number(r, 4));
            else if (kind != StepKinds.COLLECTOR) step.second = uint32(_number(r, 1));
        }
    }

    function _action(Reader memory r, Step memory step) private pure {
        uint256 kind = step.kind;
        if (kind == StepKinds.CREATE_COURT) {
            step.stakeToken = address(uint160(_number(r, 20)));
            step.feeToken = address(uint160(_number(r, 20)));
            step.number = _number(r, 16);
            return;
        }
        if (kind == StepKinds.WITHDRAW) {
            step.number = _number(r, 16);
            return;
        }
        step.first = uint32(_number(r, 4));
        if (kind == StepKinds.TRANSFER) {
            step.number = _number(r, 16);
        } else if (kind == StepKinds.STAKE || kind == StepKinds.UNSTAKE || kind == StepKinds.COLLECT) {
            step.second = uint32(_number(r, 4));
            if (kind == StepKinds.COLLECT) step.third = uint32(_number(r, 4));
            else step.number = _number(r, 16);
        } else {
            step.second = uint32(_number(r, 1));
            _rest(r, step);
        }
    }

    /// @dev What follows the deliverable or the seat.
    function _rest(Reader memory r, Step memory step) private pure {
        uint256 kind = step.kind;
        if (kind == StepKinds.DELIVER || kind == StepKinds.CHALLENGE || kind == StepKinds.SETTLE_FACTS) {
            step.facts = _facts(r);
        } else if (kind == StepKinds.REVEAL) {
            step.salt = bytes32(_number(r, 32));
            step.facts = _facts(r);
        } else if (kind == StepKinds.EVIDENCE || kind == StepKinds.COMMIT) {
            step.number = _number(r, 32);
        } else if (kind == StepKinds.PAY) {
            step.number = _number(r, 16);
        } else if (kind != StepKinds.ACCEPT && kind != StepKinds.END) {
            step.third = uint32(_number(r, 1));
            if (kind == StepKinds.ANSWER) step.number = uint256(_word(r));
        }
    }

    /// @dev The number of so many bytes; 0, and the step cut, where they end before.
    function _number(Reader memory r, uint256 size) private pure returns (uint256 value) {
        if (r.cut || size > r.end - r.pos) {
            r.cut = true;
            return 0;
        }
        bytes memory data = r.data;
        uint256 pos = r.pos;
        r.pos = pos + size;
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), mload(add(add(data, 32), pos)))
        }
    }

    /// @dev A u64 may be too large without ending the chunk: its length is known.
    function _u64(Reader memory r) private pure returns (uint64 value) {
        value = uint64(_number(r, 8));
        if (value >> 63 != 0) r.malformed = true;
    }

    function _word(Reader memory r) private pure returns (int256 value) {
        uint256 size = _number(r, 1);
        if (size > 32) r.cut = true;
        if (size == 0 || r.cut) return 0;
        uint256 raw = _number(r, size);
        int256 shorter;
        assembly ("memory-safe") {
            value := signextend(sub(size, 1), raw)
            shorter := signextend(sub(size, 2), raw)
        }
        if (value == 0 || (size > 1 && shorter == value)) r.malformed = true;
    }

    function _facts(Reader memory r) private pure returns (FactWord[] memory facts) {
        uint256 count = _number(r, 1);
        if (count > Layout.MAX_FACTS) r.cut = true;
        if (r.cut) return facts;
        facts = new FactWord[](count);
        uint256 next = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 fact = _number(r, 1);
            facts[i] = FactWord(uint8(fact), _word(r));
            if (r.cut) return facts;
            if (fact < next || fact >= Layout.MAX_FACTS) r.malformed = true;
            next = fact + 1;
        }
    }
}
