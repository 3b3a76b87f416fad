/** JavaScript and TypeScript share their driver, which is written with the types of the second. */
import type { TypedSignature } from "../signature.js";
import { isScalar, type ValueType } from "../value-type.js";
import { type DriverLanguage, usedNodes } from "./driver.js";
import { DRIVER } from "./node-library.js";

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
  list: (t: string) =>
    `// class ListNode${t && "<T>"} { value${t}; next${t && ": ListNode<T> | null"}; constructor(value${t && ": T"}, next = null) }\n`,
  tree: (t: string) =>
    `// class TreeNode${t && "<T>"} { value${t}; left${t && ": TreeNode<T> | null"}; right${t && ": TreeNode<T> | null"}; constructor(value${t && ": T"}, left = null, right = null) }\n`,
};

function nodesOf(signature: TypedSignature, types: string): string {
  const text = usedNodes(signature, { list: NODES.list(types), tree: NODES.tree(types) });
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
