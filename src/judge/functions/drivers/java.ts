import type { TypedSignature } from "../signature.js";
import { isScalar, textOf, typesWithin, type ValueType } from "../value-type.js";
import { commented, type DriverLanguage, usedNodes } from "./driver.js";
import { LIBRARY, LIST_NODE, TREE_NODE } from "./java-library.js";

const SCALAR = { int: "int", long: "long", double: "double", bool: "boolean", string: "String" };
const BOXED = { int: "Integer", long: "Long", double: "Double", bool: "Boolean", string: "String" };

function typeName(type: ValueType): string {
  if (isScalar(type)) return SCALAR[type.kind];
  if (type.kind === "linked_list") return `ListNode<${BOXED[type.of.kind]}>`;
  if (type.kind === "tree") return `TreeNode<${BOXED[type.of.kind]}>`;
  if (type.kind === "matrix") return `${typeName(type.of)}[][]`;
  return `${typeName(type.of)}[]`;
}

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
  const reads = parameters.map(({ type }, index) => `        ${typeName(type)} argument${index} = read${nameOf(type)}();\n        at++;`);
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

export const javaDriver: DriverLanguage = {
  entry: "Driver.java",
  functionName: (name) => name,
  typeName,
  driver,
  starter(signature) {
    const { name, parameters, result } = signature;
    const nodes = usedNodes(signature, { list: commented(LIST_NODE), tree: commented(TREE_NODE) });
    const list = parameters.map((one) => `${typeName(one.type)} ${one.name}`).join(", ");
    return `import java.util.*;\n\n${nodes}class Solution {\n    public ${typeName(result)} ${name}(${list}) {\n        throw new UnsupportedOperationException();\n    }\n}\n`;
  },
};
