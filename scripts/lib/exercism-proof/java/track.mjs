// Reference solutions in Java.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { entryOf, nameThatFits } from "../names.mjs";
import { ADAPTER } from "./adapter.mjs";
import { CALLS } from "./calls.mjs";

const TYPES = { int: "int", long: "long", double: "double", bool: "boolean", string: "String" };
const BOXED = { int: "Integer", long: "Long", double: "Double", boolean: "Boolean" };
const typeName = (type) => (type.startsWith("list<") ? `${typeName(type.slice(5, -1))}[]` : TYPES[type]);
const IMPORTS = ["java.math.*", "java.nio.file.*", "java.time.*", "java.util.*", "java.util.stream.*"]
  .map((path) => `import ${path};\n`)
  .join("");

const METHOD =
  /^ {4}((?:public |protected |static |final )*)(?!return|new|else|throw|private)([\w<][\w<>[\], ]*?) (\w+)\s*\(([^)]*)\)\s*(?:throws [\w, .]+)?\s*\{/gm;
const parametersIn = (list) =>
  list.trim() === ""
    ? []
    : list.split(/,(?![^<]*>)/).map((one) =>
        one
          .trim()
          .replace(/^final /, "")
          .replace(/\s+\w+$/, ""),
      );

/** The method of the property's name, or the only one, after a constructor that takes the first arguments. */
function generalCall(files, { property, signature }) {
  const methods = files.flatMap(({ path, content }) => {
    const type = path.slice(0, -5);
    if (/\b(?:enum|interface|record) \w/.test(content) || /extends \w*Exception/.test(content)) return [];
    const made = new RegExp(`^ {4}(?:public )?${type}\\s*\\(([^)]*)\\)`, "m").exec(content)?.[1] ?? "";
    return [...content.matchAll(METHOD)]
      .filter(([, , returned, name]) => returned !== "void" && !["toString", "equals", "hashCode", "main"].includes(name))
      .map(([, modifiers, , name, list]) => ({
        type,
        name,
        isStatic: modifiers.includes("static"),
        made: parametersIn(made),
        list: parametersIn(list),
      }));
  });
  const found = nameThatFits(methods, property);
  if (!found) return null;
  const { type, name, isStatic, made, list } = found;
  const types = isStatic ? list : [...made, ...list];
  if (types.length !== signature.parameters.length) return null;
  const args = signature.parameters.map((one, at) => (/^(?:List|Collection|Iterable)</.test(types[at]) ? `list(${one.name})` : one.name));
  if (isStatic) return `${type}.${name}(${args.join(", ")})`;
  return `new ${type}(${args.slice(0, made.length).join(", ")}).${name}(${args.slice(made.length).join(", ")})`;
}

function sourceOf(call, { name, parameters, result }) {
  const own = typeName(result);
  const list = parameters.map((one) => `${typeName(one.type)} ${one.name}`).join(", ");
  const lines = call.split("\n");
  const statements = lines.slice(0, -1).map((line) => (/[{};]$/.test(line) ? line : `${line};`));
  const body = [...statements, `return ${lines.at(-1)};`].map((line) => `      ${line}\n`).join("");
  return `${IMPORTS}\nclass Solution extends Adapter {\n  ${own} ${name}(${list}) throws Exception {\n    return (${BOXED[own] ?? own}) run(() -> {\n${body}    }, ${own}.class);\n  }\n}\n`;
}

export const java = {
  name: "java",
  language: "java17",
  read(folder) {
    const place = join(folder, ".meta", "src", "reference", "java");
    if (!existsSync(place)) return null;
    const names = readdirSync(place).filter((name) => name.endsWith(".java"));
    return names.map((name) => ({ path: name, content: readFileSync(join(place, name), "utf8") }));
  },
  adapterOf(files, problem, { given, texts }) {
    const call = entryOf(CALLS, problem) ?? generalCall(files, problem);
    if (!call) return null;
    const written = texts
      .map(({ path, content }) => `Files.writeString(Path.of(${JSON.stringify(path)}), ${JSON.stringify(content)})\n`)
      .join("");
    return {
      call,
      source: sourceOf(written + call, problem.signature),
      files: [...files, ...given.filter((one) => files.every(({ path }) => path !== one.path)), { path: "Adapter.java", content: ADAPTER }],
    };
  },
};
