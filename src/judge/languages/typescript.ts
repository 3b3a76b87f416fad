import { diagnosticsBy } from "./diagnostics.js";
import { BASE_ENV, compileLimits, type Language, TOOLCHAINS } from "./language.js";
import { NODE_SUPPORT_FILES, nodeRanOutOfMemory, runNode } from "./node-runtime.js";

/** Features beyond the target that the installed Node.js has: no Temporal, no Map.getOrInsert, no Uint8Array.fromBase64. */
const LIBRARY = ["es2025", "esnext.array", "esnext.disposable", "esnext.error", "esnext.sharedmemory"];

const OPTIONS = [
  "--ignoreConfig",
  "--strict",
  "--noEmitOnError",
  // Without the DOM, whose globals `name` and `event` cause surprises; Node.js's own globals come from its types.
  ...["--target", "es2025", "--lib", LIBRARY.join(), "--types", "node", "--typeRoots", `${TOOLCHAINS}/types/node_modules/@types`],
  // Every file is a module, so top-level await is allowed and `const crypto = …` does not collide. import and require() are emitted as
  // written, and Node.js runs both.
  ...["--module", "preserve", "--moduleDetection", "force"],
  "--skipLibCheck",
  ...["--pretty", "false"],
  ...["--outDir", "/out"],
  // Traces then name lines of main.ts.
  ...["--inlineSourceMap", "--inlineSources"],
];

/** Type-checks: a type error is a compilation error. */
export const typescript: Language = {
  id: "typescript",
  aliases: ["ts"],
  name: "TypeScript (Node.js)",
  fileName: "main.ts",
  versionKey: "typescript",
  shown: { compile: "tsc --strict --target es2025 main.ts", run: "node main.js" },
  supportFiles: NODE_SUPPORT_FILES,
  compile: {
    argv: (fileName) => [`${TOOLCHAINS}/tsc/tsc`, ...OPTIONS, `/box/${fileName}`],
    // The compiler is a Go program that runs for 80 ms: garbage collection does not pay off below a gigabyte.
    env: { ...BASE_ENV, GOGC: "off", GOMEMLIMIT: "768MiB" },
    limits: compileLimits(),
    artifacts: true,
  },
  diagnose: diagnosticsBy(/^main\.ts\((?<line>\d+),(?<column>\d+)\): (?<severity>error|warning) (?<message>.*)/gm),
  run: (request) => runNode(request, "--enable-source-maps"),
  timeFactor: 1,
  timeExtraMs: 0,
  ranOutOfMemory: nodeRanOutOfMemory,
  hello: `const greeting: string = "Hello, world!";\nconsole.log(greeting);\n`,
  starter: `import { readFileSync } from "node:fs";

const numbers: number[] = readFileSync(0, "utf8").split(/\\s+/).filter(Boolean).map(Number);
console.log(numbers.reduce((sum, number) => sum + number, 0));
`,
};
