// Reference solutions in JavaScript. The adapter finds the order of the arguments, and what the constructor of a class takes of them.
import { join } from "node:path";

const ADAPTER = `
import * as example from "./example.js";
const sortedText = (value) =>
  Array.isArray(value) ? "[" + value.map(sortedText).join(",") + "]"
  : typeof value === "object" && value !== null ? "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + sortedText(value[name])).join(",") + "}"
  : JSON.stringify(value);
function plain(value, result) {
  if (value instanceof Map) return plain(Object.fromEntries(value), result);
  if (typeof value === "string" && result === "list<string>") return value.split("\\n");
  if (value === null || typeof value !== "object") return typeof value === "bigint" ? Number(value) : value;
  if (typeof value[Symbol.iterator] === "function") {
    if (result === "string") return Array.from(value).join("\\n");
    return Array.from(value, (one) => (one && typeof one === "object" && !one[Symbol.iterator] ? sortedText(one) : plain(one, "")));
  }
  if (result === "string") return String(value);
  if (result !== "list<string>") return Object.values(value);
  return Object.keys(value).sort().map((name) => name + "=" + sortedText(value[name]));
}
const own = (value) => (typeof value === "bigint" ? Number(value) : Array.isArray(value) ? value.map(own) : value);
function* orders(args) {
  yield args;
  if (args.length === 1 && Array.isArray(args[0])) yield args[0];
  for (let at = 1; at < args.length; at++) yield [...args.slice(at), ...args.slice(0, at)];
  if (args.length === 3) yield* [[1, 0, 2], [0, 2, 1], [2, 1, 0]].map((order) => order.map((at) => args[at]));
}
function* attempts(type, name, args) {
  const member = (held, rest) => {
    if (!(name in held)) throw new TypeError("no such member");
    return typeof held[name] === "function" ? held[name](...rest) : held[name];
  };
  for (const order of orders(args)) {
    if (type === null) { yield () => example[name](...order); continue; }
    const owner = example[type];
    if (Object.hasOwn(owner, name)) { yield () => owner[name](...order); continue; }
    const objects = (list) => list.map((one) => (Array.isArray(one) && one.length === owner.length ? new owner(...one) : one));
    if (Array.isArray(order[0]) && owner.length > 1 && order[0].length === owner.length) yield () => member(new owner(...order[0]), objects(order.slice(1)));
    for (let count = order.length; count >= 0; count--) {
      if (count < Math.min(owner.length, order.length)) continue;
      yield () => {
        const held = new owner(...order.slice(0, count));
        if (typeof held[name] === "function" && held[name].length > order.length - count) throw new TypeError("no such arguments");
        return member(held, order.slice(count));
      };
    }
  }
}
function isOf(value, type) {
  if (type.startsWith("list<")) return Array.isArray(value) && value.every((one) => isOf(one, type.slice(5, -1)));
  return typeof value === ({ bool: "boolean", string: "string" }[type] ?? "number");
}
function call(type, name, args, result, mayFail) {
  let unfit;
  for (const attempt of attempts(type, name, args)) {
    try {
      const value = plain(attempt(), result);
      if (isOf(value, result)) return result === "long" ? BigInt(value) : value;
      unfit ??= new TypeError("another type");
    } catch (error) {
      if (mayFail && !(error instanceof TypeError)) throw error;
      unfit ??= error;
    }
  }
  console.error("adapter: " + unfit?.message);
  process.exit(1);
}
`;

export const javascript = {
  languages: ["javascript"],
  sourceOf: (folder) => join(folder, ".meta", "proof.ci.js"),
  candidates(source, { signature, property }) {
    const found = [];
    const exported = new Set(
      [...source.matchAll(/export (?:default )?(?:const|let|function\*?|class|async function) (\w+)/g)].map(([, name]) => name),
    );
    for (const [, list] of source.matchAll(/export \{([^}]*)\}/g))
      for (const name of list.split(",")) if (name.trim()) exported.add(name.trim().split(" as ").at(-1));
    for (const name of exported) {
      const body = new RegExp(`class ${name}\\b[^]*?\\n}`).exec(source)?.[0];
      if (!body) found.push({ name, type: null, member: name });
      else {
        const methods = [...body.matchAll(/^ {2}(?:static )?(?:get )?\*?([a-z]\w*)(?=\([^)]*\) \{)/gm)].map(([, method]) => method);
        const others = property === "create" ? ["toString"] : [];
        for (const member of new Set([...methods, property, ...others]))
          if (member !== "constructor") found.push({ name: `${name}.${member === "toString" ? property : member}`, type: name, member });
      }
    }
    return found.map(({ name, type, member }) => ({
      name,
      source: `${ADAPTER}\nexport function ${signature.name}(...given) {\n  return call(${JSON.stringify(type)}, ${JSON.stringify(member)}, given.map(own), "${signature.result}", ${signature.mayFail});\n}\n`,
      files: [{ path: "example.js", content: source }],
    }));
  },
};
