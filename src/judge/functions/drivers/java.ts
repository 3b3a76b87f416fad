import type { TypedSignature } from "../signature.js";
import { isScalar, textOf, typesWithin, type ValueType } from "../value-type.js";
import { type DriverLanguage, usesNodes } from "./driver.js";

const SCALAR = { int: "int", long: "long", double: "double", bool: "boolean", string: "String" };
const BOXED = { int: "Integer", long: "Long", double: "Double", bool: "Boolean", string: "String" };

function typeName(type: ValueType): string {
  if (isScalar(type)) return SCALAR[type.kind];
  if (type.kind === "linked_list") return `ListNode<${BOXED[type.of.kind]}>`;
  if (type.kind === "tree") return `TreeNode<${BOXED[type.of.kind]}>`;
  if (type.kind === "matrix") return `${typeName(type.of)}[][]`;
  return `${typeName(type.of)}[]`;
}

const LIST_NODE = `class ListNode<T> {
    T value;
    ListNode<T> next;
    ListNode() {}
    ListNode(T value) { this.value = value; }
    ListNode(T value, ListNode<T> next) { this.value = value; this.next = next; }
}
`;
const TREE_NODE = `class TreeNode<T> {
    T value;
    TreeNode<T> left, right;
    TreeNode() {}
    TreeNode(T value) { this.value = value; }
    TreeNode(T value, TreeNode<T> left, TreeNode<T> right) { this.value = value; this.left = left; this.right = right; }
}
`;

/** Without lambdas and string concatenation by invokedynamic, whose start takes tens of milliseconds. */
const LIBRARY = `
    private static byte[] data;
    private static int at;

    private static void skipComma() {
        if (data[at] == ',') at++;
    }

    private static boolean ends() {
        if (data[at] != ']') return false;
        at++;
        return true;
    }

    private static long readInteger() {
        boolean negative = data[at] == '-';
        if (negative) at++;
        long value = 0;
        while (at < data.length && data[at] >= '0' && data[at] <= '9') value = value * 10 + (data[at++] - '0');
        return negative ? -value : value;
    }

    private static int readInt() { return (int) readInteger(); }
    private static long readLong() { return readInteger(); }

    private static double readDouble() {
        int start = at;
        if (data[at] == '"') {
            at++;
            while (data[at++] != '"') {}
            return Double.parseDouble(new String(data, start + 1, at - start - 2, StandardCharsets.UTF_8));
        }
        while (at < data.length && (data[at] >= '0' && data[at] <= '9' || data[at] == '-' || data[at] == '+' || data[at] == '.' || data[at] == 'e' || data[at] == 'E')) at++;
        return Double.parseDouble(new String(data, start, at - start, StandardCharsets.UTF_8));
    }

    private static boolean readBool() {
        boolean value = data[at] == 't';
        at += value ? 4 : 5;
        return value;
    }

    private static String readString() {
        int start = ++at;
        boolean escaped = false;
        while (data[at] != '"') {
            if (data[at] == '\\\\') { escaped = true; at++; }
            at++;
        }
        String raw = new String(data, start, at++ - start, StandardCharsets.UTF_8);
        if (!escaped) return raw;
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\\\') { text.append(c); continue; }
            c = raw.charAt(++i);
            if (c == 'u') { text.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16)); i += 4; }
            else text.append(c == 'n' ? '\\n' : c == 't' ? '\\t' : c == 'r' ? '\\r' : c == 'b' ? '\\b' : c == 'f' ? '\\f' : c);
        }
        return text.toString();
    }

    private static void write(StringBuilder out, int value) { out.append(value); }
    private static void write(StringBuilder out, long value) { out.append(value); }
    private static void write(StringBuilder out, boolean value) { out.append(value); }

    private static void write(StringBuilder out, double value) {
        if (value != value || value == Double.POSITIVE_INFINITY || value == Double.NEGATIVE_INFINITY) out.append('"').append(value).append('"');
        else out.append(value);
    }

    private static void write(StringBuilder out, String text) {
        if (text == null) throw new Mismatch("string was expected, but the function returned null.");
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\\\') out.append('\\\\').append(c);
            else if (c < 32 || c >= 0xd800 && c < 0xe000) {
                String code = Integer.toHexString(c);
                out.append("\\\\u");
                for (int k = code.length(); k < 4; k++) out.append('0');
                out.append(code);
            } else out.append(c);
        }
        out.append('"');
    }

    private static final class Mismatch extends RuntimeException {
        Mismatch(String message) { super(message, null, false, false); }
    }

    private static void finish(PrintStream own, FileOutputStream channel, String token, char mark, String payload) throws IOException {
        System.out.flush();
        own.flush();
        System.err.flush();
        channel.write(new StringBuilder(token).append(mark).append(payload).append('\\n').toString().getBytes(StandardCharsets.UTF_8));
        Runtime.getRuntime().halt(0);
    }
`;

const NAMES = { int: "Int", long: "Long", double: "Double", bool: "Bool", string: "String" };

/** Methods that read and write one type, apart from scalars. */
function methodsOf(type: ValueType, nameOf: (type: ValueType) => string): string {
  if (isScalar(type)) return "";
  const name = nameOf(type);
  const java = typeName(type);
  if (type.kind === "list" || type.kind === "matrix") {
    const inner: ValueType = type.kind === "list" ? type.of : { kind: "list", of: type.of };
    const element = typeName(inner);
    // A generic array can't be made, and `new int[][n]` is `new int[n][]`.
    const bare = element.replace(/<\w+>/g, "");
    const brackets = /(?:\[\])*$/.exec(bare)![0];
    const made = `new ${bare.slice(0, bare.length - brackets.length)}[8]${brackets}`;
    const read = `read${nameOf(inner)}()`;
    const nullCheck = `if (list == null) throw new Mismatch("${textOf(type)} was expected, but the function returned null.");`;
    return `
    @SuppressWarnings("unchecked")
    private static ${java} read${name}() {
        ${java} list = ${bare === element ? made : `(${java}) ${made}`};
        int count = 0;
        at++;
        while (!ends()) {
            if (count == list.length) list = Arrays.copyOf(list, 2 * count);
            list[count++] = ${read};
            skipComma();
        }
        return Arrays.copyOf(list, count);
    }

    private static void write${name}(StringBuilder out, ${java} list) {
        ${nullCheck}
        out.append('[');
        for (int i = 0; i < list.length; i++) {
            if (i > 0) out.append(',');
            ${writeOf(inner, "list[i]", nameOf)}
        }
        out.append(']');
    }
`;
  }
  const read = `read${nameOf(type.of)}()`;
  const write = writeOf(type.of, "node.value", nameOf);
  if (type.kind === "linked_list") {
    return `
    private static ${java} read${name}() {
        ${java} head = null, last = null;
        at++;
        while (!ends()) {
            ${java} node = new ${java}(${read});
            if (last == null) head = node;
            else last.next = node;
            last = node;
            skipComma();
        }
        return head;
    }

    private static void write${name}(StringBuilder out, ${java} node) {
        IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
        out.append('[');
        for (boolean first = true; node != null; node = node.next, first = false) {
            if (seen.put(node, node) != null) throw new Mismatch("The linked list has a cycle.");
            if (!first) out.append(',');
            ${write}
        }
        out.append(']');
    }
`;
  }
  return `
    private static ${java} read${name}() {
        ArrayList<${java}> nodes = new ArrayList<>();
        int count = 0;
        at++;
        while (!ends()) {
            ${java} node = null;
            if (data[at] == 'n') at += 4;
            else node = new ${java}(${read});
            if (count > 0) {
                ${java} parent = nodes.get((count - 1) / 2);
                if (count % 2 == 1) parent.left = node;
                else parent.right = node;
            }
            count++;
            if (node != null) nodes.add(node);
            skipComma();
        }
        return nodes.isEmpty() ? null : nodes.get(0);
    }

    private static void write${name}(StringBuilder out, ${java} root) {
        IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
        ArrayList<${java}> nodes = new ArrayList<>();
        nodes.add(root);
        out.append('[');
        int written = out.length();
        for (int i = 0; i < nodes.size(); i++) {
            if (i > 0) out.append(',');
            ${java} node = nodes.get(i);
            if (node == null) { out.append("null"); continue; }
            if (seen.put(node, node) != null) throw new Mismatch("A node of the tree is there twice.");
            ${write}
            written = out.length();
            nodes.add(node.left);
            nodes.add(node.right);
        }
        out.setLength(written);
        out.append(']');
    }
`;
}

const writeOf = (type: ValueType, value: string, nameOf: (type: ValueType) => string): string =>
  isScalar(type) ? `write(out, ${value});` : `write${nameOf(type)}(out, ${value});`;

function driver({ name, parameters, result, mayFail }: TypedSignature): string {
  const types = typesWithin([...parameters.map(({ type }) => type), result]);
  const places = new Map(types.map((type, index) => [textOf(type), index]));
  const nameOf = (type: ValueType): string => (isScalar(type) ? NAMES[type.kind] : `Type${places.get(textOf(type))!}`);
  const reads = parameters.map(
    ({ type }, index) => `        ${typeName(type)} argument${index} = read${nameOf(type)}();\n        at++;`,
  );
  const call = `result = new Solution().${name}(${parameters.map((_, index) => `argument${index}`).join(", ")});`;
  const failing = `        try {
            ${call}
        } catch (Exception error) {
            error.printStackTrace();
            finish(own, channel, token, '=', "{\\"error\\":true}");
            return;
        }`;
  return `import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;

public final class Driver {
${LIBRARY}${types.map((type) => methodsOf(type, nameOf)).join("")}
    public static void main(String[] none) throws Exception {
        PrintStream own = System.out;
        FileOutputStream channel = new FileOutputStream(FileDescriptor.out);
        data = new FileInputStream(FileDescriptor.in).readAllBytes();
        while (data[at] != '\\n') at++;
        String token = new String(data, 0, at++, StandardCharsets.UTF_8);
${reads.join("\n")}
        data = null;
        ${typeName(result)} result;
${mayFail ? failing : `        ${call}`}
        StringBuilder out = new StringBuilder();
        try {
            ${writeOf(result, "result", nameOf)}
        } catch (Mismatch error) {
            finish(own, channel, token, '?', error.getMessage());
        }
        finish(own, channel, token, '=', out.toString());
    }
}

${LIST_NODE}
${TREE_NODE}`;
}

const commented = (text: string): string => text.replace(/^(?=.)/gm, "// ");

export const javaDriver: DriverLanguage = {
  entry: "Driver.java",
  functionName: (name) => name,
  typeName,
  driver,
  starter(signature) {
    const { name, parameters, result } = signature;
    const uses = usesNodes(signature);
    const nodes = `${uses.list ? `${commented(LIST_NODE)}\n` : ""}${uses.tree ? `${commented(TREE_NODE)}\n` : ""}`;
    const list = parameters.map((one) => `${typeName(one.type)} ${one.name}`).join(", ");
    return `import java.util.*;\n\n${nodes}class Solution {\n    public ${typeName(result)} ${name}(${list}) {\n        throw new UnsupportedOperationException();\n    }\n}\n`;
  },
};
