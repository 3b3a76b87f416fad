import { diagnosticsBy } from "./diagnostics.js";
import { BASE_ENV, compileLimits, type Language, PROGRAM_THREADS, stderrSays, TOOLCHAINS } from "./language.js";

/** Measured: a hello-world program has 5. */
const RUNTIME_THREADS = 16;
/** Folder of the compiler and the linker. */
const TOOL = `${TOOLCHAINS}/go/tool`;

/**
 * `go build` needs a writable cache; its compile and link tools do not. One shell runs both, as /out is emptied between programs. Its
 * arguments are the sources.
 */
const BUILD = [
  `${TOOL}/compile -p main -complete -pack -importcfg ${TOOLCHAINS}/go/importcfg -o /out/main.a "$@"`,
  `${TOOL}/link -s -w -buildmode=exe -importcfg ${TOOLCHAINS}/go/importcfg -o /out/main /out/main.a`,
  "rm /out/main.a",
].join(" && ");

export const go: Language = {
  id: "go",
  aliases: ["golang"],
  name: "Go",
  fileName: "main.go",
  versionKey: "go",
  shown: { compile: "go build -o main main.go", run: "./main" },
  compile: {
    argv: (fileName, others = []) => ["/bin/sh", "-c", BUILD, "build", ...[fileName, ...others].map((path) => `/box/${path}`)],
    // Of one package: what lies in folders would be others.
    otherSources: (_, files) => files.filter(({ path }) => /^[^/]+(?<!_test)\.go$/.test(path)),
    env: { ...BASE_ENV, GOENV: "off", GOFLAGS: "", GOCACHE: "/tmp", GOGC: "off", GOMEMLIMIT: "768MiB" },
    limits: compileLimits(),
    artifacts: true,
  },
  diagnose: diagnosticsBy(/^main\.go:(?<line>\d+):(?:(?<column>\d+):)? (?<message>.*)/gm),
  run: ({ memoryLimitBytes }) => ({
    argv: ["/box/main"],
    // The garbage collector works harder near the limit, so the program is not killed for garbage.
    env: { ...BASE_ENV, GOMEMLIMIT: String(Math.floor(memoryLimitBytes * 0.9)) },
    processes: PROGRAM_THREADS + RUNTIME_THREADS,
    memoryBytes: memoryLimitBytes,
  }),
  timeFactor: 1,
  timeExtraMs: 0,
  ranOutOfMemory: (outcome) =>
    outcome.exitCode === 2 && stderrSays(outcome, "fatal error: runtime: out of memory", "fatal error: runtime: cannot allocate memory"),
  hello: `package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("Hello, world!")\n}\n`,
  starter: `package main

import (
\t"bufio"
\t"fmt"
\t"os"
)

func main() {
\treader := bufio.NewReader(os.Stdin)
\tvar sum, number int64
\tfor {
\t\tif _, err := fmt.Fscan(reader, &number); err != nil {
\t\t\tbreak
\t\t}
\t\tsum += number
\t}
\tfmt.Println(sum)
}
`,
};
