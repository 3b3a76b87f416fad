/** JavaScript and TypeScript share their driver, which is written with the types of the second. */
import type { TypedSignature } from "../signature.js";
import { isScalar, type ValueType } from "../value-type.js";
import { type DriverLanguage, usesNodes } from "./driver.js";

const SCALAR = { int: "number", long: "bigint", double: "number", bool: "boolean", string: "string" };

function typeName(type: ValueType): string {
  if (isScalar(type)) return SCALAR[type.kind];
  if (type.kind === "linked_list") return `ListNode<${typeName(type.of)}> | null`;
  if (type.kind === "tree") return `TreeNode<${typeName(type.of)}> | null`;
  if (type.kind === "matrix") return `${typeName(type.of)}[][]`;
  const inner = typeName(type.of);
  return inner.includes("|") ? `(${inner})[]` : `${inner}[]`;
}

function shapeOf(type: ValueType): string {
  if (isScalar(type)) return `["${type.kind}"]`;
  if (type.kind === "matrix") return `["list", ["list", ${shapeOf(type.of)}]]`;
  return `["${type.kind}", ${shapeOf(type.of)}]`;
}

/** Values of these are what JSON.parse returns. */
const isPlain = (type: ValueType): boolean =>
  isScalar(type) ? type.kind !== "long" : (type.kind === "list" || type.kind === "matrix") && isPlain(type.of);

const DRIVER = `
const { readFileSync, writeSync } = require("node:fs");
const leave = (process as any).reallyExit.bind(process);
const parse = JSON.parse;
const quote = JSON.stringify;

class ListNode {
  value: any; next: any;
  constructor(value: any = 0, next: any = null) { this.value = value; this.next = next; }
}
class TreeNode {
  value: any; left: any; right: any;
  constructor(value: any = 0, left: any = null, right: any = null) { this.value = value; this.left = left; this.right = right; }
}
Object.assign(globalThis, { ListNode, TreeNode });

class Mismatch extends Error {}

const [token, ...lines]: any = readFileSync(0, "utf8").split("\\n");

const exactly = (_: any, value: any, context: any) => (typeof value === "number" ? BigInt(context.source) : value);

function build(shape: any, value: any): any {
  const [kind, inner] = shape;
  if (kind === "list") return value.map((one: any) => build(inner, one));
  if (kind === "linked_list") {
    let head = null;
    for (let at = value.length - 1; at >= 0; at--) head = new ListNode(value[at], head);
    return head;
  }
  if (kind !== "tree") return value;
  if (value.length === 0) return null;
  const root = new TreeNode(value[0]);
  const waiting: any = [root];
  for (let at = 1, parent = 0; at < value.length; parent++) {
    for (const side of ["left", "right"]) {
      if (at < value.length && value[at] !== null) waiting.push((waiting[parent][side] = new TreeNode(value[at])));
      at++;
    }
  }
  return root;
}

function wrong(expected: any, value: any, place: any): never {
  const found = value === null ? "null" : Array.isArray(value) ? "an array" : "a value of the type " + typeof value;
  throw new Mismatch((place === "" ? "" : "At " + place + ": ") + expected + " was expected, but the function returned " + found + ".");
}

function text(shape: any, value: any, place: any): string {
  const [kind, inner] = shape;
  if (kind === "int" || kind === "long") {
    if (typeof value === "bigint" || Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
    wrong(kind, value, place);
  }
  if (kind === "double") {
    if (typeof value !== "number") wrong(kind, value, place);
    if (!Number.isFinite(value)) return quote(String(value));
    const written = Object.is(value, -0) ? "-0" : String(value);
    return Number.isInteger(value) && !written.includes("e") ? written + ".0" : written;
  }
  if (kind === "bool") return typeof value === "boolean" ? String(value) : wrong(kind, value, place);
  if (kind === "string") return typeof value === "string" ? quote(value) : wrong(kind, value, place);
  if (kind === "list") {
    if (!Array.isArray(value) && !ArrayBuffer.isView(value)) wrong(kind, value, place);
    return "[" + Array.from(value as any, (one: any, index: any) => text(inner, one, place + "[" + index + "]")).join() + "]";
  }
  const parts: string[] = [];
  const seen = new Set();
  if (kind === "linked_list") {
    for (let one = value; one !== null && one !== undefined; one = one.next) {
      if (typeof one !== "object" || !("value" in one)) wrong("ListNode", one, place + "[" + parts.length + "]");
      if (seen.has(one)) throw new Mismatch("The linked list has a cycle.");
      seen.add(one);
      parts.push(text(inner, one.value, place + "[" + parts.length + "]"));
    }
  } else {
    const waiting = [value];
    for (const one of waiting) {
      if (one === null || one === undefined) {
        parts.push("null");
        continue;
      }
      if (typeof one !== "object" || !("value" in one)) wrong("TreeNode", one, place + "[" + parts.length + "]");
      if (seen.has(one)) throw new Mismatch("A node of the tree is there twice.");
      seen.add(one);
      parts.push(text(inner, one.value, place + "[" + parts.length + "]"));
      waiting.push(one.left, one.right);
    }
    while (parts.at(-1) === "null") parts.pop();
  }
  return "[" + parts.join() + "]";
}

function end(mark: any, payload: any): void {
  const data = Buffer.from(token + mark + payload + "\\n");
  for (let at = 0; at < data.length; ) at += writeSync(1, data, at);
  leave(0);
}

function finish(result: any): void {
  let payload: any;
  try {
    payload = text(RESULT, result, "");
  } catch (error: any) {
    if (!(error instanceof Mismatch)) throw error;
    end("?", error.message);
  }
  end("=", payload);
}

function fail(error: any): never {
  if (!MAY_FAIL || error instanceof RangeError && /call stack/.test(error.message)) throw error;
  console.error(error);
  end("=", '{"error":true}');
  throw error;
}

const values: any = PARAMETERS.map(([plain, hasLong, shape]: any, index: any) => {
  const value = hasLong ? parse(lines[index], exactly) : parse(lines[index]);
  return plain ? value : build(shape, value);
});

function call(solution: any): void {
  if (typeof solution !== "function") throw new Error(MISSING);
  let result: any;
  try {
    result = solution(...values);
  } catch (error: any) {
    fail(error);
  }
  if (result instanceof Promise) result.then(finish, fail);
  else finish(result);
}
`;

const hasLong = (type: ValueType): boolean => (isScalar(type) ? type.kind === "long" : hasLong(type.of));

function constants({ name, parameters, result, mayFail }: TypedSignature, fileName: string): string {
  const list = parameters.map(({ type }) => `[${isPlain(type)}, ${hasLong(type)}, ${shapeOf(type)}]`).join(", ");
  return `const PARAMETERS: any = [${list}];
const RESULT: any = ${shapeOf(result)};
const MAY_FAIL: boolean = ${mayFail};
const MISSING: string = "${fileName} defines no function ${name}";
`;
}

const withoutTypes = (source: string): string =>
  source
    .replace(/ value: any; (?:next: any;|left: any; right: any;)\n/g, "\n")
    .replace(/: (?:any|void|never|string\[\]|string|boolean)(?=[ ,;)=]| \{)/g, "")
    .replaceAll(" as any", "");

const NODES = {
  list: (t: string) => `// class ListNode${t && "<T>"} { value${t}; next${t && ": ListNode<T> | null"}; constructor(value${t && ": T"}, next = null) }\n`,
  tree: (t: string) =>
    `// class TreeNode${t && "<T>"} { value${t}; left${t && ": TreeNode<T> | null"}; right${t && ": TreeNode<T> | null"}; constructor(value${t && ": T"}, left = null, right = null) }\n`,
};

function nodesOf(signature: TypedSignature, types: string): string {
  const uses = usesNodes(signature);
  const text = `${uses.list ? NODES.list(types) : ""}${uses.tree ? NODES.tree(types) : ""}`;
  return text && `${text}\n`;
}

/** A module exports it by a name of ours; other sources have their own way, or none. */
const ALIAS = "solutionOfThisProblem";

export const javascriptDriver: DriverLanguage = {
  entry: "driver.js",
  functionName: (name) => name,
  typeName,
  driver: (signature) => `"use strict";
${withoutTypes(constants(signature, "main.js") + DRIVER)}
function called(main) {
  call(main.${ALIAS} ?? main.${signature.name} ?? main.default?.${signature.name} ?? main.default ?? main);
}
let main;
try {
  main = require("./main.js");
} catch (error) {
  if (error?.code !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
}
if (main === undefined) import("./main.js").then(called);
else called(main);
`,
  tail({ name }, source) {
    if (/^[ \t]*(?:import|export)\b(?![ \t]*\()/m.test(source)) {
      const isDeclared = new RegExp(`\\b(?:function\\*?|const|let|var|class|import)\\b[^;]*?\\b${name}\\b`).test(source);
      return isDeclared ? `export { ${name} as ${ALIAS} };` : "";
    }
    return `;if (typeof module === "object" && typeof ${name} === "function") module.exports = { ${ALIAS}: ${name} };`;
  },
  starter(signature) {
    const { name, parameters, result } = signature;
    const lines = [...parameters.map((one) => ` * @param {${typeName(one.type)}} ${one.name}`), ` * @returns {${typeName(result)}}`];
    return `${nodesOf(signature, "")}/**\n${lines.join("\n")}\n */\nfunction ${name}(${parameters.map((one) => one.name).join(", ")}) {\n}\n`;
  },
};

export const typescriptDriver: DriverLanguage = {
  entry: "driver.ts",
  functionName: (name) => name,
  typeName,
  driver(signature) {
    const { parameters, result } = signature;
    const list = parameters.map((one) => `${one.name}: ${typeName(one.type)}`).join(", ");
    const own = typeName(result);
    return `declare global {
  class ListNode<T> { value: T; next: ListNode<T> | null; constructor(value: T, next?: ListNode<T> | null); }
  class TreeNode<T> { value: T; left: TreeNode<T> | null; right: TreeNode<T> | null; constructor(value: T, left?: TreeNode<T> | null, right?: TreeNode<T> | null); }
}
type Solution = (${list}) => ${own} | Promise<${own}>;
${constants(signature, "main.ts")}${DRIVER.replace(/class (ListNode|TreeNode) \{/g, "const $1 = class {")}
const main = await import("./main.js");
const solution: Solution = main.${ALIAS};
call(solution);
`;
  },
  tail: ({ name }) => `export { ${name} as ${ALIAS} };`,
  starter(signature) {
    const { name, parameters, result } = signature;
    const list = parameters.map((one) => `${one.name}: ${typeName(one.type)}`).join(", ");
    return `${nodesOf(signature, ": T")}function ${name}(${list}): ${typeName(result)} {\n    throw new Error("not implemented");\n}\n`;
  },
};
