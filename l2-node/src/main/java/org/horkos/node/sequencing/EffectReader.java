package org.horkos.node.sequencing;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.execution.StepEffect;

/** Effects out of the JSON that {@link EffectJson} made of them. */
public final class EffectReader {
  private EffectReader() {}

  /**
   * The effect of a timeline's event.
   *
   * @throws IllegalStateException if it is not what was written
   */
  public static StepEffect read(JsonNode json) {
    return (StepEffect) value(json, StepEffect.class);
  }

  private static Object value(JsonNode json, Type type) {
    return switch (type) {
      case ParameterizedType generic -> generic(json, generic);
      case Class<?> plain -> plain(json, plain);
      default -> throw new IllegalStateException("effects hold no " + type);
    };
  }

  private static Object generic(JsonNode json, ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return json.isMissingNode() || json.isNull()
          ? Optional.empty()
          : Optional.of(value(json, of[0]));
    }
    if (type.getRawType() == List.class) {
      List<Object> list = new ArrayList<>();
      json.forEach(entry -> list.add(value(entry, of[0])));
      return list;
    }
    TreeMap<Integer, Object> map = new TreeMap<>(); // by fact
    json.fieldNames()
        .forEachRemaining(key -> map.put(Integer.valueOf(key), value(json.path(key), of[1])));
    return map;
  }

  private static Object plain(JsonNode json, Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return json.intValue();
    }
    if (type == long.class || type == Long.class) {
      return json.longValue();
    }
    if (type == boolean.class) {
      return json.booleanValue();
    }
    String text = json.asText();
    if (type == BigInteger.class) {
      return new BigInteger(text);
    }
    if (type == Address.class) {
      return Address.parse(text);
    }
    if (type == Hash.class) {
      return Hash.parse(text);
    }
    if (type == String.class) {
      return text;
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> ((Enum<?>) constant).name().equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("there is no " + type + " " + text));
    }
    return record(json, type.isRecord() ? type : named(type, json.path("type").asText()));
  }

  /** The record of this name, which the sealed interface or one under it permits. */
  private static Class<?> named(Class<?> sealed, String name) {
    return permitted(sealed).stream()
        .filter(each -> each.getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is no effect " + name));
  }

  private static List<Class<?>> permitted(Class<?> sealed) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> each : sealed.getPermittedSubclasses()) {
      if (each.isRecord()) {
        found.add(each);
      } else {
        found.addAll(permitted(each));
      }
    }
    return found;
  }

  private static Object record(JsonNode json, Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(json.path(components[i].getName()), components[i].getGenericType());
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException wrong) {
      throw new IllegalStateException("this is no " + type.getSimpleName() + ": " + json, wrong);
    }
  }
}
