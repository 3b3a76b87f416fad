import { diagnosticsBy } from "./diagnostics.js";
import { BASE_ENV, compileLimits, type Language } from "./language.js";
import { NODE, NODE_SUPPORT_FILES, nodeRanOutOfMemory, runNode } from "./node-runtime.js";

export const javascript: Language = {
  id: "javascript",
  aliases: ["js", "node"],
  name: "JavaScript (Node.js)",
  fileName: "main.js",
  versionKey: "node",
  shown: { compile: "node --check main.js", run: "node main.js" },
  supportFiles: NODE_SUPPORT_FILES,
  compile: {
    argv: (fileName) => [NODE, "--check", `/box/${fileName}`],
    env: BASE_ENV,
    limits: compileLimits(),
    artifacts: false,
    // Removes the stack trace of Node.js internals and the version at the end.
    tidy: (output) => output.replace(/\n\s+at [^]*$/, ""),
  },
  diagnose: diagnosticsBy(/^main\.js:(?<line>\d+)\n.*\n(?<caret>[ \t]*)\^.*\n\n(?<message>\w*Error: .*)/gm),
  run: runNode,
  timeFactor: 1,
  timeExtraMs: 0,
  ranOutOfMemory: nodeRanOutOfMemory,
  hello: `console.log("Hello, world!");\n`,
  starter: `const { readFileSync } = require("node:fs");

const numbers = readFileSync(0, "utf8").split(/\\s+/).filter(Boolean).map(Number);
console.log(numbers.reduce((sum, number) => sum + number, 0));
`,
};
