package org.horkos.app.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * A bindings file, read against its agreement.
 *
 * @param bindings the bindings; absent if {@code problems} is not empty
 * @param network the deployment, if the file names one
 * @param problems what is wrong with it, a sentence each
 */
public record BindingsFile(
    Optional<Bindings> bindings, Optional<Network> network, List<String> problems) {
  /** The most bytes that a bindings file may have. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the JSON text; every problem is collected, nothing is thrown. */
  public static BindingsFile read(String json, Agreement agreement) {
    if (json.length() > MAX_BYTES) {
      return failed("the bindings are longer than " + MAX_BYTES + " bytes");
    }
    try {
      JsonNode root = JSON.readTree(json);
      if (root == null || !root.isObject()) {
        return failed("the bindings are not a JSON object");
      }
      return new Reading(root, agreement).read();
    } catch (JsonProcessingException malformed) {
      return failed("the bindings are not JSON: " + MalformedJson.where(malformed));
    }
  }

  /** A file for people to fill in: every name of the agreement with an empty value. */
  public static String template(Agreement agreement) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode parameters = root.putObject("parameters");
    for (Agreement.Parameter parameter : agreement.parameters()) {
      parameters.put(
          parameter.name(),
          parameter
              .token()
              .map(
                  token ->
                      Money.show(parameter.least(), agreement.tokens().get(token))
                          .replace(',', '_'))
              .orElse(parameter.least().toString()));
    }
    ObjectNode tokens = root.putObject("tokens");
    agreement.tokens().forEach(token -> tokens.put(token.symbol(), ""));
    ObjectNode parties = root.putObject("parties");
    agreement.parties().stream()
        .filter(party -> party.openForSeconds().isEmpty())
        .forEach(party -> parties.put(party.name(), ""));
    ObjectNode attestors = root.putObject("attestors");
    agreement.attestors().forEach(attestor -> attestors.put(attestor.name(), ""));
    ObjectNode courts = root.putObject("courts");
    for (Agreement.Court court : agreement.courts()) {
      courts.putObject(court.name()).put("id", 0).put("seatFee", "");
    }
    root.put("proposer", "").put("openBy", "2027-01-01T00:00:00Z").put("salt", "");
    root.putObject("network")
        .put("chainId", 1)
        .put("rollup", "")
        .put("factory", "")
        .put("implementation", "");
    return root.toPrettyString() + "\n";
  }

  /** The file of these bindings, without a network: what {@link #read} makes of it is the same. */
  public static String write(Agreement agreement, Bindings bindings) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode parameters = root.putObject("parameters");
    for (int i = 0; i < agreement.parameters().size(); i++) {
      Agreement.Parameter parameter = agreement.parameters().get(i);
      int decimals =
          parameter.token().map(token -> agreement.tokens().get(token).decimals()).orElse(0);
      parameters.put(parameter.name(), plain(bindings.parameters().get(i), decimals));
    }
    ObjectNode tokens = root.putObject("tokens");
    ObjectNode parties = root.putObject("parties");
    ObjectNode attestors = root.putObject("attestors");
    ObjectNode courts = root.putObject("courts");
    for (int i = 0; i < agreement.tokens().size(); i++) {
      tokens.put(agreement.tokens().get(i).symbol(), bindings.tokens().get(i).toString());
    }
    for (int i = 0; i < agreement.parties().size(); i++) {
      String name = agreement.parties().get(i).name();
      bindings.parties().get(i).ifPresent(account -> parties.put(name, account.toString()));
    }
    for (int i = 0; i < agreement.attestors().size(); i++) {
      attestors.put(agreement.attestors().get(i).name(), bindings.attestors().get(i).toString());
    }
    for (int i = 0; i < agreement.courts().size(); i++) {
      courts
          .putObject(agreement.courts().get(i).name())
          .put("id", bindings.courts().get(i).id())
          .put(
              "seatFee",
              plain(bindings.courts().get(i).seatFee(), payToken(agreement, i).decimals()));
    }
    root.put("proposer", bindings.proposer().toString())
        .put("openBy", bindings.openBy())
        .put("salt", bindings.salt().toString());
    return root.toString();
  }

  private static String plain(BigInteger baseUnits, int decimals) {
    return new java.math.BigDecimal(baseUnits, decimals).toPlainString();
  }

  /** The token in which the deliverables that this court judges are paid. */
  private static Agreement.Token payToken(Agreement agreement, int court) {
    return agreement.deliverables().stream()
        .filter(deliverable -> deliverable.court() == court && !deliverable.pays().isEmpty())
        .findFirst()
        .map(deliverable -> agreement.tokens().get(deliverable.pays().getFirst().token()))
        .orElse(agreement.tokens().getFirst());
  }

  private static BindingsFile failed(String problem) {
    return new BindingsFile(Optional.empty(), Optional.empty(), List.of(problem));
  }

  /** One reading, which collects what is wrong. */
  private static final class Reading {
    private final JsonNode root;
    private final Agreement agreement;
    private final List<String> problems = new ArrayList<>();

    Reading(JsonNode root, Agreement agreement) {
      this.root = root;
      this.agreement = agreement;
    }

    BindingsFile read() {
      onlyKnown(
          root,
          "",
          Set.of(
              "parameters",
              "tokens",
              "parties",
              "attestors",
              "courts",
              "proposer",
              "openBy",
              "salt",
              "network"));
      List<BigInteger> parameters =
          each("parameters", agreement.parameters(), Agreement.Parameter::name, this::parameter);
      List<Address> tokens =
          each(
              "tokens",
              agreement.tokens(),
              Agreement.Token::symbol,
              (token, value) ->
                  value.asText().equals("ETH") ? Address.ZERO : Address.parse(value.asText()));
      List<Agreement.Party> named =
          agreement.parties().stream().filter(p -> p.openForSeconds().isEmpty()).toList();
      List<Address> filled =
          each("parties", named, Agreement.Party::name, (party, value) -> person(value));
      List<Address> attestors =
          each(
              "attestors",
              agreement.attestors(),
              Agreement.Attestor::name,
              (attestor, value) -> person(value));
      List<Bindings.CourtBinding> courts =
          each("courts", agreement.courts(), Agreement.Court::name, this::court);
      Optional<Address> proposer = one("proposer", Reading::person);
      Optional<Long> openBy = one("openBy", Reading::instant);
      Optional<Hash> salt = one("salt", value -> Hash.parse(value.asText()));
      Optional<Network> network = network();
      if (!problems.isEmpty()) {
        return new BindingsFile(Optional.empty(), Optional.empty(), List.copyOf(problems));
      }
      List<Optional<Address>> parties = new ArrayList<>();
      int next = 0;
      for (Agreement.Party party : agreement.parties()) {
        parties.add(
            party.openForSeconds().isEmpty() ? Optional.of(filled.get(next++)) : Optional.empty());
      }
      return new BindingsFile(
          Optional.of(
              new Bindings(
                  parameters,
                  tokens,
                  parties,
                  attestors,
                  courts,
                  proposer.orElseThrow(),
                  openBy.orElseThrow(),
                  salt.orElseThrow())),
          network,
          List.of());
    }

    private static Address person(JsonNode value) {
      Address address = Address.parse(value.asText());
      if (address.isZero()) {
        throw new IllegalArgumentException("the zero address is nobody's; write a real one");
      }
      return address;
    }

    private BigInteger parameter(Agreement.Parameter parameter, JsonNode value) {
      BigInteger bound =
          parameter
              .token()
              .map(token -> Money.parse(value.asText(), agreement.tokens().get(token)))
              .orElseGet(() -> Money.parseCount(value.asText()));
      if (bound.compareTo(parameter.least()) < 0 || bound.compareTo(parameter.most()) > 0) {
        throw new IllegalArgumentException(
            "'" + value.asText() + "' is outside the parameter's range in the text");
      }
      return bound;
    }

    private Bindings.CourtBinding court(Agreement.Court court, JsonNode value) {
      onlyKnown(value, "courts." + court.name() + ".", Set.of("id", "seatFee"));
      JsonNode id = value.path("id");
      if (!id.isIntegralNumber() || id.asLong() < 0 || id.asLong() >= 1L << 28) {
        throw new IllegalArgumentException("its id is a number from 0 to 268,435,455");
      }
      return new Bindings.CourtBinding(
          id.asLong(),
          Money.parse(
              value.path("seatFee").asText(),
              payToken(agreement, agreement.courts().indexOf(court))));
    }

    private static Long instant(JsonNode value) {
      if (value.isIntegralNumber()) {
        return value.asLong();
      }
      try {
        return Instant.parse(value.asText()).getEpochSecond();
      } catch (DateTimeParseException malformed) {
        throw new IllegalArgumentException(
            "'" + value.asText() + "' is no instant: write 2027-01-01T00:00:00Z or Unix seconds",
            malformed);
      }
    }

    /** Each field names itself when it is wrong. */
    private Optional<Network> network() {
      JsonNode value = root.path("network");
      if (value.isMissingNode() || value.isNull()) {
        return Optional.empty();
      }
      if (!value.isObject()) {
        problems.add("'network' is an object: chainId, rollup, factory, implementation");
        return Optional.empty();
      }
      onlyKnown(value, "network.", Set.of("chainId", "rollup", "factory", "implementation"));
      Optional<Long> chain = field(value, "network.", "chainId", Reading::chain);
      Optional<Address> rollup = field(value, "network.", "rollup", Reading::person);
      Optional<Address> factory = field(value, "network.", "factory", Reading::person);
      Optional<Address> implementation =
          field(value, "network.", "implementation", Reading::person);
      return chain.isPresent()
              && rollup.isPresent()
              && factory.isPresent()
              && implementation.isPresent()
          ? Optional.of(new Network(chain.get(), rollup.get(), factory.get(), implementation.get()))
          : Optional.empty();
    }

    private static Long chain(JsonNode value) {
      if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1) {
        throw new IllegalArgumentException("write the chain's id, a whole number such as 1");
      }
      return value.asLong();
    }

    private <T> Optional<T> one(String name, Function<JsonNode, T> read) {
      return field(root, "", name, read);
    }

    private <T> Optional<T> field(
        JsonNode of, String prefix, String name, Function<JsonNode, T> read) {
      JsonNode value = of.path(name);
      if (value.isMissingNode() || value.isNull() || isBlank(value)) {
        problems.add("'" + prefix + name + "' is " + (value.isTextual() ? "empty" : "missing"));
        return Optional.empty();
      }
      try {
        return Optional.of(read.apply(value));
      } catch (IllegalArgumentException wrong) {
        problems.add("'" + prefix + name + "': " + wrong.getMessage());
        return Optional.empty();
      }
    }

    private <D, T> List<T> each(
        String section,
        List<D> declared,
        Function<D, String> nameOf,
        BiFunction<D, JsonNode, T> read) {
      JsonNode values = root.path(section);
      Set<String> known = new HashSet<>();
      List<T> bound = new ArrayList<>();
      for (D declaration : declared) {
        String name = nameOf.apply(declaration);
        known.add(name);
        JsonNode value = values.path(name);
        if (value.isMissingNode() || value.isNull() || isBlank(value)) {
          problems.add(
              "'" + section + "." + name + "' is " + (value.isTextual() ? "empty" : "missing"));
          continue;
        }
        try {
          bound.add(read.apply(declaration, value));
        } catch (IllegalArgumentException wrong) {
          problems.add("'" + section + "." + name + "': " + wrong.getMessage());
        }
      }
      onlyKnown(values, section + ".", known);
      return bound;
    }

    /** As in the file to fill in. An object's text is empty too, but it is no blank. */
    private static boolean isBlank(JsonNode value) {
      return value.isTextual() && value.textValue().isBlank();
    }

    private void onlyKnown(JsonNode object, String prefix, Set<String> known) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!known.contains(name)) {
                  problems.add(
                      "'" + prefix + name + "' is not a name of the agreement or the file");
                }
              });
    }
  }
}
