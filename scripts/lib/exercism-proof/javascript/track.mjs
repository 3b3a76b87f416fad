// Reference solutions in JavaScript.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { argumentsOf, entryOf, nameThatFits } from "../names.mjs";
import { ADAPTER } from "./adapter.mjs";
import { CALLS } from "./calls.mjs";

/** The exported function of the property's name, or the only one. */
function generalCall(source, { property, signature }) {
  const functions = [...source.matchAll(/^export (?:const (\w+) = (?:async )?\(([^)]*)\) =>|(?:async )?function (\w+)\(([^)]*)\))/gm)].map(
    ([, constant, list, name, others]) => ({ name: constant ?? name, list: list ?? others }),
  );
  const found = nameThatFits(functions, property);
  if (!found) return null;
  const parameters = found.list.split(",").map((one) => one.replace(/=.*/s, "").trim());
  return `m.${found.name}(${argumentsOf(
    parameters.filter(Boolean),
    signature.parameters.map(({ name }) => name),
  )})`;
}

export const javascript = {
  name: "javascript",
  language: "javascript",
  read: (folder) => {
    const path = join(folder, ".meta", "proof.ci.js");
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  },
  adapterOf(source, problem, { given }) {
    const call = entryOf(CALLS, problem) ?? generalCall(source, problem);
    if (!call) return null;
    const { name, parameters, result } = problem.signature;
    const names = parameters.map((one) => one.name).join(", ");
    const lines = call.split("\n");
    const body = [...lines.slice(0, -1), `return ${lines.at(-1)}`].map((line) => `    ${line};`).join("\n");
    return {
      call,
      source: `import { fields, own, run, text, valueOrFailure } from "./adapter.js";\nimport * as m from "./example.js";\n\nexport function ${name}(...given) {\n  const [${names}] = given.map(own);\n  return run(() => {\n${body}\n  }, "${result}");\n}\n`,
      files: [{ path: "example.js", content: source }, { path: "adapter.js", content: ADAPTER }, ...given],
    };
  },
};
