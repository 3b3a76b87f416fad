// Reference solutions in Go.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { entryOf, nameThatFits } from "../names.mjs";
import { ADAPTER } from "./adapter.mjs";
import { CALLS } from "./calls.mjs";

const TYPES = { int: "int", long: "int64", double: "float64", bool: "bool", string: "string" };
const typeName = (type) => (type.startsWith("list<") ? `[]${typeName(type.slice(5, -1))}` : TYPES[type]);
const PACKAGES = { big: "math/big", bytes: "bytes", math: "math", os: "os", sort: "sort", strings: "strings", time: "time", fmt: "fmt" };

/** The function of the property's name, or the only one, with the arguments as they are. */
function generalCall(source, { property, signature }) {
  const functions = [...source.matchAll(/^func ([A-Z]\w*)\(/gm)].map(([, name]) => ({ name }));
  const found = nameThatFits(functions, property);
  return found ? `fn(${[found.name, ...signature.parameters.map(({ name }) => name)].join(", ")})` : null;
}

function sourceOf(call, { name, parameters, result, mayFail }) {
  const list = parameters.map((one) => `${one.name} ${typeName(one.type)}`).join(", ");
  const own = typeName(result);
  const lines = call.split("\n");
  const body = [...lines.slice(0, -1), `return ${lines.at(-1)}`].map((line) => `\t\t${line}`).join("\n");
  const used = Object.entries(PACKAGES).filter(
    ([one]) => new RegExp(`(?<![.\\w])${one}\\.`).test(call) && !parameters.some((other) => other.name === one),
  );
  const imports = ["reflect", ...used.map(([, path]) => path)].map((path) => `import "${path}"\n`).join("");
  return `package main

${imports}
func ${name}(${list}) ${mayFail ? `(made ${own}, failure error)` : own} {
${mayFail ? "\tdefer adapterCaught(&failure)\n" : ""}	adapterMade := func() any {
${body}
	}()
	return adapterTo(reflect.ValueOf(adapterMade), reflect.TypeOf((*${own})(nil)).Elem()).Interface().(${own})${mayFail ? ", nil" : ""}
}
`;
}

export const go = {
  name: "go",
  language: "go",
  read: (folder) => {
    const path = join(folder, ".meta", "example.go");
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  },
  adapterOf(source, problem, { given, texts }) {
    const { signature } = problem;
    const taken = new RegExp(`(?<!\\.)\\b(?:${signature.name}|main)\\b(?=\\()`, "g");
    const inMain = (text) => text.replace(/^package \w+/m, "package main").replace(taken, (name) => `${name}OfTheirs`);
    const renamed = inMain(source);
    const call = entryOf(CALLS, problem) ?? generalCall(renamed, problem);
    if (!call) return null;
    const writes = texts
      .map(({ path, content }) => `os.WriteFile(${JSON.stringify(`/tmp/${path}`)}, []byte(${JSON.stringify(content)}), 0o600)\n`)
      .join("");
    return {
      call,
      source: sourceOf(writes + (writes ? 'os.Chdir("/tmp")\n' : "") + call, signature),
      files: [
        { path: "example.go", content: renamed },
        { path: "adapter.go", content: ADAPTER },
        ...given.filter(({ path }) => !path.endsWith("_test.go")).map(({ path, content }) => ({ path, content: inMain(content) })),
      ],
    };
  },
};
