package org.horkos.node.sequencing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Effects as JSON: a record becomes an object with its {@code type} and its components in order, an
 * amount a decimal string, an address or hash its {@code 0x} text, an absent component is left out,
 * an absent value in a map or list is null.
 */
public final class EffectJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EffectJson() {}

  /** The JSON text of a record. */
  static String of(Record effect) {
    return object(effect).toString();
  }

  /** The JSON object of a record. */
  public static ObjectNode object(Record effect) {
    ObjectNode object = JSON.objectNode();
    object.put("type", effect.getClass().getSimpleName());
    for (RecordComponent component : effect.getClass().getRecordComponents()) {
      Object value = component(effect, component);
      if (!(value instanceof Optional<?> optional) || optional.isPresent()) {
        object.set(component.getName(), node(value));
      }
    }
    return object;
  }

  private static Object component(Record effect, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(effect);
    } catch (IllegalAccessException | InvocationTargetException impossible) {
      throw new IllegalStateException(
          effect.getClass().getSimpleName() + "." + component.getName() + " cannot be read",
          impossible);
    }
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case Optional<?> optional when optional.isEmpty() -> JSON.nullNode();
      case Optional<?> optional -> node(optional.orElseThrow());
      case Record effect -> object(effect);
      case Boolean truth -> JSON.booleanNode(truth);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case BigInteger amount -> JSON.textNode(amount.toString());
      case Enum<?> constant -> JSON.textNode(constant.name());
      case Map<?, ?> map -> {
        ObjectNode object = JSON.objectNode();
        map.forEach((key, entry) -> object.set(key.toString(), node(entry)));
        yield object;
      }
      case Collection<?> collection -> {
        ArrayNode array = JSON.arrayNode();
        collection.forEach(entry -> array.add(node(entry)));
        yield array;
      }
      default -> JSON.textNode(value.toString());
    };
  }
}
