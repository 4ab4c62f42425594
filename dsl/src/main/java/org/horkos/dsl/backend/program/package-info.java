/**
 * The rule program: a typed deliverable's rules as straight-line bytecode of signed 256-bit words,
 * which a contract on L1 can run again. Compiling ({@link
 * org.horkos.dsl.backend.program.FromAgreement}), reading strangers' bytes ({@link
 * org.horkos.dsl.backend.program.ProgramCode}), proving that none overflows ({@link
 * org.horkos.dsl.backend.program.ProgramVerifier}) and printing for people ({@link
 * org.horkos.dsl.backend.program.Disassembly}): {@code docs/protocol/rule-program.md}.
 */
@NullMarked
package org.horkos.dsl.backend.program;

import org.jspecify.annotations.NullMarked;
