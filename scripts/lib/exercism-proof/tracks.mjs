// What each track's reference solutions look like, and adapters that give them the name and the types of a function problem.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const plain = (name) => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();

/** Those whose names fit best come first. */
function ranked(candidates, property) {
  const wanted = plain(property);
  const rank = ({ name }) => {
    const own = plain(name.split(".").at(-1));
    return own === wanted ? 0 : own.includes(wanted) || wanted.includes(own) ? 1 : 2;
  };
  return candidates.map((one, at) => ({ ...one, rank: rank(one), at })).sort((a, b) => a.rank - b.rank || a.at - b.at);
}

const snake = (name) => name.replaceAll(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);
const countOf = (parameters) => (parameters.trim() === "" ? 0 : parameters.split(/,(?![^<([]*[>)\]])/).length);

const PYTHON_PLAIN = `
import json
def plain(value):
    if isinstance(value, dict):
        return sorted(f"{name}={json.dumps(inner, sort_keys=True, separators=(',', ':'), ensure_ascii=False)}" for name, inner in value.items())
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if hasattr(value, "__iter__"):
        return [json.dumps(one, sort_keys=True, separators=(',', ':'), ensure_ascii=False) if isinstance(one, dict) else plain(one) for one in value]
    return value
`;

const python = {
  languages: ["python"],
  sourceOf: (folder) => join(folder, ".meta", "example.py"),
  candidates(source, { signature, names }) {
    const n = names.length;
    const found = [];
    for (const [, name] of source.matchAll(/^(?:def|(?=[a-z_]+ = lambda))\s*([A-Za-z]\w*)/gm))
      found.push({ name, call: `example.${name}(*args)` });
    const classes = [...source.matchAll(/^class (\w+)[^]*?(?=^class |^def |(?![^]))/gm)];
    for (const [body, type] of classes) {
      const taken = countOf(/def __init__\(self,?([^)]*)\)/.exec(body)?.[1] ?? "");
      for (const [, name] of body.matchAll(/^ {4}def ([a-z]\w*)\(/gm)) {
        found.push({
          name: `${type}.${name}`,
          call: `example.${type}(*args[:${Math.min(taken, n)}]).${name}(*args[${Math.min(taken, n)}:])`,
        });
      }
    }
    const file = snake(signature.name);
    return found.map(({ name, call }) => ({
      name,
      source: `import example\n${PYTHON_PLAIN}\ndef ${file}(*args):\n    return plain(${call})\n`,
      files: [{ path: "example.py", content: source }],
    }));
  },
};

const JAVASCRIPT_PLAIN = `
const sortedText = (value) =>
  Array.isArray(value) ? "[" + value.map(sortedText).join(",") + "]"
  : typeof value === "object" && value !== null ? "{" + Object.keys(value).sort().map((name) => JSON.stringify(name) + ":" + sortedText(value[name])).join(",") + "}"
  : JSON.stringify(value);
const plain = (value) => {
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (value === null || typeof value !== "object") return typeof value === "bigint" ? Number(value) : value;
  if (typeof value[Symbol.iterator] === "function") return Array.from(value, (one) => (one && typeof one === "object" && !one[Symbol.iterator] ? sortedText(one) : plain(one)));
  return Object.keys(value).sort().map((name) => name + "=" + sortedText(value[name]));
};
const own = (value) => (typeof value === "bigint" ? Number(value) : Array.isArray(value) ? value.map(own) : value);
`;

const javascript = {
  languages: ["javascript"],
  sourceOf: (folder) => join(folder, ".meta", "proof.ci.js"),
  candidates(source, { signature, names }) {
    const n = names.length;
    const found = [];
    const exported = new Set(
      [...source.matchAll(/export (?:default )?(?:const|let|function\*?|class|async function) (\w+)/g)].map(([, name]) => name),
    );
    for (const [, list] of source.matchAll(/export \{([^}]*)\}/g))
      for (const name of list.split(",")) if (name.trim()) exported.add(name.trim().split(" as ").at(-1));
    for (const name of exported) {
      const body = new RegExp(`class ${name}\\b[^]*?\\n}`).exec(source)?.[0];
      if (!body) found.push({ name, call: `example.${name}(...args)` });
      else {
        const taken = Math.min(countOf(/constructor\(([^)]*)\)/.exec(body)?.[1] ?? ""), n);
        for (const [, isStatic, kind, method] of body.matchAll(/^ {2}(static )?(get )?\*?([a-z]\w*)(?=\([^)]*\) \{)/gm)) {
          if (method === "constructor") continue;
          const call = kind ? "" : `(...args.slice(${isStatic ? 0 : taken}))`;
          found.push({
            name: `${name}.${method}`,
            call: `${isStatic ? `example.${name}` : `new example.${name}(...args.slice(0, ${taken}))`}.${method}${call}`,
          });
        }
      }
    }
    return found.map(({ name, call }) => ({
      name,
      source: `import * as example from "./example.js";\n${JAVASCRIPT_PLAIN}\nexport function ${signature.name}(...given) {\n  const args = given.map(own);\n  return plain(${call});\n}\n`,
      files: [{ path: "example.js", content: source }],
    }));
  },
};

const GO = { int: "int", long: "int64", double: "float64", bool: "bool", string: "string" };
const goType = (type) => (type.startsWith("list<") ? `[]${goType(type.slice(5, -1))}` : GO[type]);
const GO_NUMBER = /^(?:u?int(?:8|16|32|64)?|float(?:32|64)|byte|rune)$/;

/** An expression of the type `to` of one of the type `from`; null if there is none. */
function goCast(expression, from, to) {
  if (from === to) return expression;
  if (GO_NUMBER.test(from) && GO_NUMBER.test(to)) return `${to}(${expression})`;
  if (from === "rune" && to === "string") return `string(${expression})`;
  if (from === "string" && (to === "rune" || to === "byte")) return `${to}(${expression}[0])`;
  if (!from.startsWith("[]") || !to.startsWith("[]")) return null;
  const inner = goCast("one", from.slice(2), to.slice(2));
  return (
    inner &&
    `func(list ${from}) ${to} { made := ${to}{}; for _, one := range list { made = append(made, ${inner}) }; return made }(${expression})`
  );
}

const go = {
  languages: ["go"],
  sourceOf: (folder) => join(folder, ".meta", "example.go"),
  candidates(source, { signature }) {
    const aliases = new Map([...source.matchAll(/^type (\w+) (u?int\d*|string|float64|\[\]\w+)$/gm)].map(([, name, type]) => [name, type]));
    const named = (type) => aliases.get(type) ?? type;
    const renamed = source.replace(/^package \w+/m, "package main").replace(/\bfunc main\b/g, "func theirMain");
    return [...source.matchAll(/^func ([A-Z]\w*)\(([^)]*)\) ?(\([^)]*\)|[^{\n]*)\{/gm)].flatMap(([, name, parameters, returned]) => {
      const types = [];
      for (const part of parameters
        .split(",")
        .filter((one) => one.trim())
        .reverse()) {
        const words = part.trim().split(/\s+/);
        types.unshift(words.length > 1 ? words.slice(1).join(" ").replace("...", "[]") : types[0]);
      }
      if (types.length !== signature.parameters.length) return [];
      const isVariadic = parameters.includes("...");
      const args = signature.parameters.map((one, index) => {
        const cast = goCast(`a${index}`, goType(one.type), named(types[index]));
        if (cast === null) return null;
        const wrapped = aliases.has(types[index]) ? `${types[index]}(${cast})` : cast;
        return isVariadic && index === types.length - 1 ? `${wrapped}...` : wrapped;
      });
      const results = returned
        .trim()
        .replace(/^\(|\)$/g, "")
        .split(",")
        .map((one) => one.trim().split(/\s+/).at(-1))
        .filter(Boolean);
      const fails = results.length === 2 && (results[1] === "error" || results[1] === "bool");
      if (args.includes(null) || (results.length !== 1 && !fails) || (signature.mayFail && !fails)) return [];
      const own = goType(signature.result);
      const onlyError = results.length === 1 && results[0] === "error";
      const cast = onlyError ? null : goCast(aliases.has(results[0]) ? `${named(results[0])}(r)` : "r", named(results[0]), own);
      if (cast === null) return [];
      const list = signature.parameters.map((one, index) => `a${index} ${goType(one.type)}`).join(", ");
      const call = `${name}(${args.join(", ")})`;
      const ended = signature.mayFail ? `return ${cast}, nil` : `return ${cast}`;
      const failed = results[1] === "bool" ? "!e" : "e != nil";
      const failing = signature.mayFail ? `var none ${own}; return none, errors.New("failed")` : `panic("failed")`;
      const body = fails ? `r, e := ${call}; if ${failed} { ${failing} }; ${ended}` : `r := ${call}; ${ended}`;
      const imports = fails && signature.mayFail ? `import "errors"\n` : "";
      const head = `package main\n${imports}func ${signature.name}(${list}) ${signature.mayFail ? `(${own}, error)` : own} {\n`;
      return [{ name, source: `${head}${body}\n}\n`, files: [{ path: "example.go", content: renamed }] }];
    });
  },
};

const JAVA = { int: "int", long: "long", double: "double", bool: "boolean", string: "String" };
const javaType = (type) => (type.startsWith("list<") ? `${javaType(type.slice(5, -1))}[]` : JAVA[type]);
const BOXES = { Integer: "int", Long: "long", Double: "double", Boolean: "boolean" };
const JAVA_NUMBER = /^(?:int|long|double|short|byte)$/;

function javaCast(expression, from, to) {
  if (from === to) return expression;
  if (BOXES[from] && !BOXES[to]) return javaCast(expression, BOXES[from], to);
  if (JAVA_NUMBER.test(from) && JAVA_NUMBER.test(to)) return `(${to}) (${expression})`;
  if (from === "String" && to === "char") return `${expression}.charAt(0)`;
  if ((from === "char" || from === "Character") && to === "String") return `String.valueOf(${expression})`;
  if (from === "BigInteger" && JAVA_NUMBER.test(to)) return `${expression}.${to}Value()`;
  if (JAVA_NUMBER.test(from) && to === "BigInteger") return `java.math.BigInteger.valueOf(${expression})`;
  const list = /^(?:List|Iterable|Collection|Set|ArrayList|Iterator)<(.+)>$/;
  if (from === "int[]" && /^List<Integer>$/.test(to))
    return `Arrays.stream(${expression}).boxed().collect(java.util.stream.Collectors.toList())`;
  if (from === "String[]" && /^(?:List|Collection|Iterable)<String>$/.test(to)) return `new ArrayList<>(Arrays.asList(${expression}))`;
  if (list.test(from) && to === "String[]") return `${expression}.toArray(new String[0])`;
  if (/^(?:List|Set|Collection)<Integer>$/.test(from) && to === "int[]")
    return `${expression}.stream().mapToInt(Integer::intValue).toArray()`;
  if (/^(?:List|Set|Collection)<Long>$/.test(from) && to === "int[]") return `${expression}.stream().mapToInt(Long::intValue).toArray()`;
  if (from === "List<List<Integer>>" && to === "int[][]")
    return `${expression}.stream().map(row -> row.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new)`;
  if (from === "String" && to === "String[]") return `(${expression}.isEmpty() ? new String[0] : ${expression}.split("\\n"))`;
  if (from === "IntStream" && to === "int[]") return `${expression}.toArray()`;
  return null;
}

const java = {
  languages: ["java17"],
  sourceOf: (folder) => join(folder, ".meta", "src", "reference", "java"),
  read(path) {
    return readdirSync(path)
      .filter((name) => name.endsWith(".java"))
      .map((name) => ({ path: name, content: readFileSync(join(path, name), "utf8") }));
  },
  candidates(files, { signature }) {
    const n = signature.parameters.length;
    return files.flatMap(({ path, content }) => {
      const type = path.slice(0, -5);
      const parse = (parameters) =>
        parameters
          .split(/,(?![^<]*>)/)
          .filter((one) => one.trim())
          .map((one) =>
            one
              .trim()
              .replace(/^final /, "")
              .replace(/\s+\w+$/, "")
              .replace("...", "[]"),
          );
      const constructor = new RegExp(`(?<![\\w.])(?:public |protected )?${type}\\(([^)]*)\\)[^;{]*\\{`).exec(content);
      const taken = parse(constructor?.[1] ?? "");
      const methods = [
        ...content.matchAll(
          /^\s+((?:public |protected |static |final )*)(?!return|new|else|throw)([\w<>[\], ]+?) (\w+)\(([^)]*)\)\s*(?:throws [\w, .]+)?\s*\{/gm,
        ),
      ];
      return methods.flatMap(([, modifiers, returned, name, parameters]) => {
        const isStatic = modifiers.includes("static");
        const types = isStatic ? parse(parameters) : [...taken, ...parse(parameters)];
        if (types.length !== n || name === type || returned === "void") return [];
        const args = signature.parameters.map((one, index) => javaCast(`a${index}`, javaType(one.type), types[index]));
        const cast = javaCast("r", returned.trim(), javaType(signature.result));
        if (args.includes(null) || cast === null) return [];
        const held = isStatic ? 0 : taken.length;
        const receiver = isStatic ? type : `new ${type}(${args.slice(0, held).join(", ")})`;
        const list = signature.parameters.map((one, index) => `${javaType(one.type)} a${index}`).join(", ");
        const source = `import java.util.*;\nclass Solution {\n  ${javaType(signature.result)} ${signature.name}(${list}) throws Exception {\n    var r = ${receiver}.${name}(${args.slice(held).join(", ")});\n    return ${cast};\n  }\n}\n`;
        return [{ name: `${type}.${name}`, source, files }];
      });
    });
  },
};

export const TRACKS = { python, javascript, go, java };

/** Ids of the cases that the track has tests for. */
export function includedCases(folder) {
  const file = join(folder, ".meta", "tests.toml");
  if (!existsSync(file)) return new Set();
  const parts = readFileSync(file, "utf8").split(/^\[/m).slice(1);
  return new Set(parts.filter((part) => !/^include = false/m.test(part)).map((part) => part.slice(0, part.indexOf("]"))));
}

/** Null if the track has no such exercise. */
export function referencesOf(track, folder, problem) {
  const path = track.sourceOf(folder);
  if (!existsSync(path)) return null;
  const source = track.read ? track.read(path) : readFileSync(path, "utf8");
  return ranked(track.candidates(source, problem), problem.property);
}
