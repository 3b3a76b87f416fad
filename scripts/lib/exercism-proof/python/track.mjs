// Reference solutions in Python.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ADAPTER } from "./adapter.mjs";
import { CALLS } from "./calls.mjs";
import { argumentsOf, entryOf, nameThatFits } from "../names.mjs";

const snake = (name) => name.replaceAll(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);

/** The function of the property's name, or the only one. */
function generalCall(source, { property, signature }) {
  const functions = [...source.matchAll(/^def ([A-Za-z]\w*)\(([^]*?)\)(?: ->[^:]*)?:/gm)].map(([, name, list]) => ({ name, list }));
  const found = nameThatFits(functions, property);
  if (!found) return null;
  const parameters = found.list.split(",").map((one) => one.replace(/[:=].*/s, "").trim());
  const given = signature.parameters.map(({ name }) => snake(name));
  return `m.${found.name}(${argumentsOf(parameters.filter(Boolean), given)})`;
}

export const python = {
  name: "python",
  language: "python",
  read: (folder) => {
    const path = join(folder, ".meta", "example.py");
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  },
  adapterOf(source, problem, { texts }) {
    const call = entryOf(CALLS, problem) ?? generalCall(source, problem);
    if (!call) return null;
    const { name, parameters, result } = problem.signature;
    const lines = call.split("\n");
    const body = [...lines.slice(0, -1), `return ${lines.at(-1)}`].map((line) => `        ${line}`).join("\n");
    return {
      call,
      source: `from adapter import *\nimport example as m\n\ndef ${snake(name)}(${parameters.map((one) => snake(one.name)).join(", ")}):\n    def call():\n${body}\n    return run(call, "${result}")\n`,
      files: [
        { path: "example.py", content: source },
        { path: "adapter.py", content: `${ADAPTER}\nTEXT_FILES = ${JSON.stringify(texts)}\n` },
      ],
    };
  },
};
