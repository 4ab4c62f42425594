package org.horkos.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Eip712.Field;
import org.junit.jupiter.api.Test;

/** The example of EIP-712 itself ("Mail", https://eips.ethereum.org/EIPS/eip-712, Example.js). */
class Eip712Test {
  private static final Eip712.Type PERSON = Eip712.Type.of("Person(string name,address wallet)");
  private static final Eip712.Type MAIL =
      Eip712.Type.of(
          "Mail(Person from,Person to,string contents)Person(string name,address wallet)");

  @Test
  void theExampleOfTheStandardHasItsPublishedHashes() {
    Eip712.Domain domain =
        new Eip712.Domain(
            "Ether Mail", "1", 1, Address.parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"));
    Hash mail =
        MAIL.hash(
            List.of(
                person("Cow", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"),
                person("Bob", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"),
                new Field.Text("Hello, Bob!")));
    assertThat(MAIL.hash())
        .hasToString("0xa0cedeb2dc280ba39b857546d74f5549c3a1d7bdc2dd96bf881f76108e23dac2");
    assertThat(mail)
        .hasToString("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e");
    assertThat(domain.separator())
        .hasToString("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f");
    assertThat(Eip712.digest(domain.separator(), mail))
        .hasToString("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2");
  }

  @Test
  void numbersAreWordsInTwosComplement() {
    Eip712.Type type = Eip712.Type.of("N(int256 value)");
    BigInteger minusOne = BigInteger.ONE.negate();
    BigInteger allOnes = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    assertThat(type.hash(List.of(new Field.Number(minusOne))))
        .isEqualTo(type.hash(List.of(new Field.Number(allOnes))));
    assertThatThrownBy(() -> new Field.Number(BigInteger.ONE.shiftLeft(256)))
        .hasMessageContaining("256 bits");
  }

  @Test
  void aStructWithAnotherNumberOfFieldsIsRefused() {
    assertThatThrownBy(() -> PERSON.hash(List.of(new Field.Text("Cow"))))
        .hasMessageContaining("has 2 fields, not 1");
  }

  private static Field person(String name, String wallet) {
    return new Field.Word(
        PERSON.hash(List.of(new Field.Text(name), new Field.Account(Address.parse(wallet)))));
  }
}
