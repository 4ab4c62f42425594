package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code <module>/solidity/snapshots}: what others see of each deployed contract, and where its
 * storage lies. {@code -Dgolden.write=true} writes them anew: a change must be acknowledged.
 */
class SnapshotsTest {
  private static final Map<String, List<String>> DEPLOYED =
      Map.of(
          "escrow", List.of("BondedEscrow", "EscrowFactory", "TermsLimits", "Vault"),
          "arbitration", List.of("Panel"),
          "engine", List.of("Lifecycle", "LifecycleDissent", "Outcome", "RuleVm"),
          "l2-node",
              List.of(
                  "AgreementSteps",
                  "CourtSteps",
                  "Execution",
                  "Exits",
                  "Inbox",
                  "InboxSteps",
                  "PanelSteps",
                  "Rollup"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Contract(String module, String name) {
    Path snapshot() {
      return ProjectRoot.find().resolve(module).resolve("solidity/snapshots/" + name + ".txt");
    }

    JsonNode compiled() throws IOException {
      Path file = ProjectRoot.find().resolve(module).resolve("target/contracts/" + name + ".json");
      return JSON.readTree(Files.readAllBytes(file));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Contract> contracts() {
    return DEPLOYED.entrySet().stream()
        .flatMap(
            module -> module.getValue().stream().map(name -> new Contract(module.getKey(), name)))
        .sorted((one, other) -> one.name.compareTo(other.name));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void aContractIsAsItsSnapshotSays(Contract contract) throws IOException {
    String now = text(contract.compiled());
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(contract.snapshot().getParent());
      Files.writeString(contract.snapshot(), now);
    }
    assertThat(Files.readString(contract.snapshot()))
        .as("%s has changed: run this with -Dgolden.write=true, look, and commit", contract)
        .isEqualTo(now);
  }

  @Test
  void everyContractThatIsDeployedHasASnapshot() {
    List<String> all = DEPLOYED.values().stream().flatMap(List::stream).toList();
    for (ExecutionCode code : ExecutionCode.values()) {
      assertThat(all).contains(code.contract());
    }
  }

  private static String text(JsonNode compiled) {
    StringBuilder text = new StringBuilder();
    section(text, "functions", entries(compiled.get("abi"), "function"));
    section(text, "events", entries(compiled.get("abi"), "event"));
    section(text, "errors", entries(compiled.get("abi"), "error"));
    section(text, "storage", layout(compiled.get("storageLayout")));
    section(text, "transient storage", layout(compiled.get("transientStorageLayout")));
    return text.toString();
  }

  private static void section(StringBuilder text, String title, Iterable<String> lines) {
    text.append(title).append('\n');
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
  }

  // ---- interface ----

  private static SortedSet<String> entries(JsonNode abi, String kind) {
    SortedSet<String> lines = new TreeSet<>();
    for (JsonNode entry : abi) {
      if (!entry.get("type").asText().equals(kind)) {
        continue;
      }
      String signature = entry.get("name").asText() + types(entry.get("inputs"), false);
      Hash hash = Keccak.hash(signature.getBytes(StandardCharsets.UTF_8));
      String line =
          entry.get("name").asText()
              + types(entry.get("inputs"), true)
              + " "
              + selected(kind, hash);
      if (kind.equals("function")) {
        line += " " + entry.get("stateMutability").asText();
        line += " returns " + types(entry.get("outputs"), false);
      }
      lines.add(line);
    }
    return lines;
  }

  private static String selected(String kind, Hash hash) {
    return kind.equals("event") ? hash.toString() : hash.toString().substring(0, 10);
  }

  private static String types(JsonNode parameters, boolean named) {
    List<String> types = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      String type = parameter.get("type").asText();
      if (type.startsWith("tuple")) {
        type = types(parameter.get("components"), false) + type.substring("tuple".length());
      }
      boolean indexed = parameter.path("indexed").asBoolean();
      types.add(named && indexed ? type + " indexed" : type);
    }
    return "(" + String.join(",", types) + ")";
  }

  // ---- storage ----

  private static List<String> layout(JsonNode layout) {
    List<String> lines = new ArrayList<>();
    variables(lines, layout.get("storage"), layout.get("types"), "");
    return lines;
  }

  private static void variables(
      List<String> lines, JsonNode variables, JsonNode types, String indent) {
    for (JsonNode variable : variables) {
      JsonNode type = types.get(variable.get("type").asText());
      lines.add(
          "%sslot %s, byte %d: %s %s (%s bytes)"
              .formatted(
                  indent,
                  variable.get("slot").asText(),
                  variable.get("offset").asInt(),
                  type.get("label").asText(),
                  variable.get("label").asText(),
                  type.get("numberOfBytes").asText()));
      members(lines, type, types, indent + "  ");
    }
  }

  /** Those of a struct, and of the structs in arrays and mappings. */
  private static void members(List<String> lines, JsonNode type, JsonNode types, String indent) {
    if (type.has("members")) {
      variables(lines, type.get("members"), types, indent);
    } else if (type.has("value") || type.has("base")) {
      members(
          lines, types.get(type.path("value").asText(type.path("base").asText())), types, indent);
    }
  }
}
