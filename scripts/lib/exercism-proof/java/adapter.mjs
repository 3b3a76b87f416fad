/** The class that a solution's adapter extends: it converts results, and writes what was thrown to the standard error stream. */
export const ADAPTER = `
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.file.*;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.stream.*;

class Adapter {
    static final class Unfit extends Error { Unfit(Object value, Class<?> type) { super("adapter: " + json(value) + " is no " + type.getSimpleName()); } }

    static Object run(Callable<Object> call, Class<?> type) throws Exception {
        Object value;
        try {
            value = call.call();
        } catch (Exception error) {
            List<Object> names = new ArrayList<>();
            for (Class<?> one = error.getClass(); one != null; one = one.getSuperclass()) names.add(one.getSimpleName());
            System.err.println("RAISED " + json(List.of(names, String.valueOf(error.getMessage()))));
            throw error;
        }
        return to(value, type);
    }

    static Object to(Object from, Class<?> type) {
        if (from instanceof Number number && (type == int.class || type == long.class)) {
            double value = number.doubleValue();
            if (number instanceof BigInteger big) return type == int.class ? (Object) big.intValueExact() : (Object) big.longValueExact();
            if (value == Math.rint(value)) return type == int.class ? (Object) Math.toIntExact(number.longValue()) : (Object) number.longValue();
        }
        if (from instanceof Number number && type == double.class) return number.doubleValue();
        if (from instanceof Boolean && type == boolean.class) return from;
        if (type == String.class) {
            if (from instanceof String) return from;
            if (from instanceof Character || from instanceof LocalDate) return from.toString();
            if (from instanceof LocalDateTime moment) return moment.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
            if (from instanceof Enum<?> constant) return constant.name().toLowerCase().replace('_', ' ');
            if (from instanceof Map) return json(from);
        }
        if (type == String[].class && from instanceof Map<?, ?> map) return fields(map);
        if (type.isArray() && (from instanceof Iterable || from != null && from.getClass().isArray())) {
            List<Object> list = elements(from);
            Object made = Array.newInstance(type.getComponentType(), list.size());
            for (int i = 0; i < list.size(); i++) Array.set(made, i, to(list.get(i), type.getComponentType()));
            return made;
        }
        throw new Unfit(from, type);
    }

    static List<Object> elements(Object from) {
        List<Object> list = new ArrayList<>();
        if (from instanceof Iterable<?> all) all.forEach(list::add);
        else for (int i = 0; i < Array.getLength(from); i++) list.add(Array.get(from, i));
        return list;
    }

    static List<Integer> list(int[] values) { return IntStream.of(values).boxed().collect(Collectors.toCollection(ArrayList::new)); }
    static List<Double> doubles(int[] values) { return IntStream.of(values).asDoubleStream().boxed().collect(Collectors.toCollection(ArrayList::new)); }
    static List<Long> longs(int[] values) { return IntStream.of(values).asLongStream().boxed().collect(Collectors.toCollection(ArrayList::new)); }
    static List<Long> list(long[] values) { return LongStream.of(values).boxed().collect(Collectors.toCollection(ArrayList::new)); }
    static List<String> list(String[] values) { return new ArrayList<>(Arrays.asList(values)); }
    static <T> List<List<T>> lists(T[][] values) { return Stream.of(values).map(Arrays::asList).collect(Collectors.toCollection(ArrayList::new)); }
    static List<List<Integer>> lists(int[][] values) { return Stream.of(values).map(Adapter::list).collect(Collectors.toCollection(ArrayList::new)); }
    static List<Character> chars(String[] values) { return Stream.of(values).map(one -> one.charAt(0)).toList(); }
    static BigInteger big(long value) { return BigInteger.valueOf(value); }
    static <T extends Enum<T>> T constant(Class<T> type, String name) { return Enum.valueOf(type, name.toUpperCase().replace(' ', '_')); }
    static String[] lines(String text) { return text.isEmpty() ? new String[0] : text.replaceAll("\\n+$", "").split("\\n", -1); }
    static String lower(Object constant) { return (String) to(constant, String.class); }

    /** What a class of the solution keeps to itself. */
    static Object field(Object of, String name) throws ReflectiveOperationException {
        var found = of.getClass().getDeclaredField(name);
        found.setAccessible(true);
        return found.get(of);
    }

    static Map<String, Object> record(Object... pairs) {
        Map<String, Object> made = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) made.put((String) pairs[i], pairs[i + 1]);
        return made;
    }

    static String[] fields(Object... pairs) { return fields(record(pairs)); }

    static String[] fields(Map<?, ?> map) {
        return sorted(map).entrySet().stream().map(one -> one.getKey() + "=" + json(one.getValue())).toArray(String[]::new);
    }

    static SortedMap<String, Object> sorted(Map<?, ?> map) {
        SortedMap<String, Object> made = new TreeMap<>();
        map.forEach((name, value) -> made.put(name.toString(), value));
        return made;
    }

    static String json(Object value) {
        if (value instanceof Map<?, ?> map) return sorted(map).entrySet().stream().map(one -> json(one.getKey()) + ":" + json(one.getValue())).collect(Collectors.joining(",", "{", "}"));
        if (value instanceof Iterable || value != null && value.getClass().isArray()) return elements(value).stream().map(Adapter::json).collect(Collectors.joining(",", "[", "]"));
        if (value instanceof Double number && number == Math.rint(number)) return String.valueOf(number.longValue());
        if (value instanceof Number || value instanceof Boolean || value == null) return String.valueOf(value);
        return '"' + value.toString().replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\"").replace("\\n", "\\\\n").replace("\\t", "\\\\t") + '"';
    }
}
`;
