// Reference solutions in Java. The adapter converts by reflection, so that collections, enums and records fit too.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TYPES = { int: "int", long: "long", double: "double", bool: "boolean", string: "String" };
const typeName = (type) => (type.startsWith("list<") ? `${typeName(type.slice(5, -1))}[]` : TYPES[type]);

const ADAPTER = `
import java.lang.reflect.*;
import java.math.BigInteger;
import java.util.*;
import java.util.stream.*;

final class Adapter {
    static final class Unfit extends Error { Unfit(Object from, Type to) { super("adapter: " + (from == null ? null : from.getClass()) + " to " + to); } }

    /** The arguments in each order, or the elements of the only one, until they fit. */
    static Object call(String type, String name, Object... given) throws Exception {
        List<Object[]> orders = new ArrayList<>();
        orders.add(given);
        if (given.length == 1 && given[0].getClass().isArray()) orders.add(IntStream.range(0, Array.getLength(given[0])).mapToObj(i -> Array.get(given[0], i)).toArray());
        for (int i = 1; i < given.length; i++) {
            List<Object> turned = new ArrayList<>(Arrays.asList(given));
            Collections.rotate(turned, i);
            orders.add(turned.toArray());
        }
        if (given.length == 3) for (int[] order : new int[][] {{1, 0, 2}, {0, 2, 1}, {2, 1, 0}}) orders.add(Arrays.stream(order).mapToObj(i -> given[i]).toArray());
        Unfit unfit = null;
        for (Object[] order : orders) {
            try {
                return inOrder(type, name, order);
            } catch (Unfit other) {
                unfit = unfit == null ? other : unfit;
            }
        }
        throw unfit;
    }

    static Object inOrder(String type, String name, Object[] given) throws Exception {
        Class<?> owner = Class.forName(type);
        Unfit unfit = new Unfit(given.length + " arguments", owner);
        for (Method method : owner.getDeclaredMethods()) {
            if (!method.getName().equals(name) || method.isSynthetic()) continue;
            method.setAccessible(true);
            try {
                if (Modifier.isStatic(method.getModifiers())) {
                    if (method.getParameterCount() == given.length) return run(() -> method.invoke(null, args(method, given)));
                    continue;
                }
                for (Constructor<?> made : owner.getDeclaredConstructors()) {
                    int n = made.getParameterCount();
                    if (n + method.getParameterCount() != given.length) continue;
                    made.setAccessible(true);
                    Object[] first = args(made, Arrays.copyOf(given, n));
                    Object[] rest = args(method, Arrays.copyOfRange(given, n, given.length));
                    return run(() -> method.invoke(made.newInstance(first), rest));
                }
            } catch (Unfit other) {
                unfit = other;
            }
        }
        throw unfit;
    }

    interface Work { Object run() throws Exception; }
    static Object run(Work work) throws Exception {
        try {
            return work.run();
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception cause) throw cause;
            throw thrown;
        }
    }

    static Object[] args(Executable called, Object[] given) {
        Object[] made = new Object[given.length];
        for (int i = 0; i < made.length; i++) made[i] = to(given[i], called.getGenericParameterTypes()[i]);
        return made;
    }

    static String plain(Object name) { return name.toString().replaceAll("[^A-Za-z0-9]", "").toLowerCase(); }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Object to(Object from, Type to) {
        if (from instanceof Optional<?> optional) return to(optional.orElseThrow(), to);
        if (from instanceof OptionalInt optional) return to(optional.orElseThrow(), to);
        if (from instanceof BaseStream<?, ?> stream) { List<Object> list = new ArrayList<>(); stream.iterator().forEachRemaining(list::add); return to(list, to); }
        Class<?> type = (Class<?>) (to instanceof ParameterizedType generic ? generic.getRawType() : to instanceof Class ? to : Object.class);
        Type inner = to instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
        if (from instanceof Number number) {
            if (type == int.class || type == Integer.class) return number.intValue();
            if (type == long.class || type == Long.class) return number.longValue();
            if (type == double.class || type == Double.class) return number.doubleValue();
            if (type == short.class) return number.shortValue();
            if (type == byte.class) return number.byteValue();
            if (type == BigInteger.class) return BigInteger.valueOf(number.longValue());
        }
        if (from instanceof Boolean && type == boolean.class) return from;
        if (from instanceof String text) {
            if (type == char.class || type == Character.class) return text.charAt(0);
            if (type == String[].class) return text.isEmpty() ? new String[0] : text.split("\\n");
            if (type.isEnum()) for (Object one : type.getEnumConstants()) if (plain(one).equals(plain(text))) return one;
        }
        if (type == String.class && from instanceof Character) return from.toString();
        if (type == String.class && from instanceof Enum<?> constant) return constant.name().toLowerCase().replace('_', ' ');
        if (type == String[].class && (from instanceof Map || from instanceof Record)) return lines(from, "", "=");
        if (type == String.class && from instanceof Record) return "{" + String.join(",", lines(from, "\\"", "\\":")) + "}";
        if (from != null && from.getClass().isArray() && !type.isInstance(from) || from instanceof Iterable && !type.isInstance(from)) {
            List<Object> list = new ArrayList<>();
            if (from instanceof Iterable<?> all) all.forEach(list::add);
            else for (int i = 0; i < Array.getLength(from); i++) list.add(Array.get(from, i));
            if (type == String.class) return list.stream().map(String::valueOf).collect(Collectors.joining("\\n"));
            if (type.isArray()) {
                Object made = Array.newInstance(type.getComponentType(), list.size());
                for (int i = 0; i < list.size(); i++) Array.set(made, i, to(list.get(i), type.getComponentType()));
                return made;
            }
            List<Object> made = new ArrayList<>();
            for (Object one : list) made.add(to(one, inner));
            if (type.isInstance(made)) return made;
            if (type.isAssignableFrom(LinkedHashSet.class)) return new LinkedHashSet<>(made);
            if (type == Iterator.class) return made.iterator();
        }
        if (type.isInstance(from)) return from;
        if (type == String.class && from != null && from.getClass().getPackageName().isEmpty()) return fields(from);
        throw new Unfit(from, to);
    }

    /** An object that is no record. */
    static String fields(Object from) {
        Map<String, Object> values = new TreeMap<>();
        try {
            for (Field one : from.getClass().getDeclaredFields()) { one.setAccessible(true); values.put(one.getName(), one.get(from)); }
        } catch (ReflectiveOperationException error) {
            throw new Unfit(from, String.class);
        }
        return values.entrySet().stream().map(one -> json(one.getKey()) + ":" + json(one.getValue())).collect(Collectors.joining(",", "{", "}"));
    }

    static String[] lines(Object from, String before, String after) {
        Map<String, Object> fields = new TreeMap<>();
        try {
            if (from instanceof Map<?, ?> map) map.forEach((name, value) -> fields.put(name.toString(), value));
            else for (RecordComponent one : from.getClass().getRecordComponents()) { one.getAccessor().setAccessible(true); fields.put(one.getName(), one.getAccessor().invoke(from)); }
        } catch (ReflectiveOperationException error) {
            throw new Unfit(from, String[].class);
        }
        return fields.entrySet().stream().map(one -> before + one.getKey() + after + json(one.getValue())).toArray(String[]::new);
    }

    static String json(Object value) {
        if (value instanceof Collection<?> list) return list.stream().map(Adapter::json).collect(Collectors.joining(",", "[", "]"));
        return value instanceof Number || value instanceof Boolean || value == null ? String.valueOf(value) : '"' + value.toString() + '"';
    }
}
`;

export const java = {
  languages: ["java17"],
  sourceOf: (folder) => join(folder, ".meta", "src", "reference", "java"),
  read(path) {
    return readdirSync(path)
      .filter((name) => name.endsWith(".java"))
      .map((name) => ({ path: name, content: readFileSync(join(path, name), "utf8") }));
  },
  candidates(files, { signature }, given) {
    const method =
      /^\s+((?:public |protected |static |final )*)(?!return|new|else|throw)([\w<>[\], ]+?) (\w+)\([^)]*\)\s*(?:throws [\w, .]+)?\s*\{/gm;
    const own = typeName(signature.result);
    const boxed = own.replace(
      /^(?:int|long|double|boolean)$/,
      (name) => ({ int: "Integer", boolean: "Boolean" })[name] ?? name[0].toUpperCase() + name.slice(1),
    );
    const list = signature.parameters.map((one, index) => `${typeName(one.type)} a${index}`).join(", ");
    const args = signature.parameters.map((_, index) => `, (Object) a${index}`).join("");
    return files.flatMap(({ path, content }) => {
      const type = path.slice(0, -5);
      const names = new Set(
        [...content.matchAll(method)]
          .filter(([, , returned, name]) => name !== type && !/^(?:void$|private )/.test(returned))
          .map(([, , , name]) => name),
      );
      return [...names].map((name) => ({
        name: `${type}.${name}`,
        source: `class Solution {\n  ${own} ${signature.name}(${list}) throws Exception {\n    return (${boxed}) Adapter.to(Adapter.call("${type}", "${name}"${args}), ${own}.class);\n  }\n}\n`,
        files: [
          ...files,
          ...given.filter((one) => files.every(({ path: other }) => other !== one.path)),
          { path: "Adapter.java", content: ADAPTER },
        ],
      }));
    });
  },
};
