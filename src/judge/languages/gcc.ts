import { MIB } from "../../kernel/units.js";
import type { BoxFile } from "../sandbox/sandbox.js";
import { diagnosticsBy } from "./diagnostics.js";
import { BASE_ENV, compileLimits, type Language, PROGRAM_THREADS, stderrSays, TOOLCHAINS } from "./language.js";

const SIGABRT = 6;
const LIMITS = compileLimits();
/** What gcc says when the assembler or linker reaches the limit of a file, and what it means. */
const TOO_LARGE =
  /^.*(?:File size limit exceeded signal terminated|terminated with signal \d+ \[File size limit exceeded\]).*(?:\nPlease submit .*|\nSee <.*|\ncompilation terminated\.)*/gm;
const TOO_LARGE_MESSAGE = `The program is larger than ${LIMITS.fileBytes / MIB} MB. Initialize large arrays when the program runs, or with zeros only.`;

const SOURCE = /\.(?:cc|cpp|cxx|c\+\+|C)$/;
const INCLUDE = /^[ \t]*#[ \t]*include[ \t]*"([^"\n]{1,200})"/gm;

/** All sources, but for those that another one includes, whose definitions would be there twice. */
function otherSources(source: BoxFile, files: readonly BoxFile[]): readonly BoxFile[] {
  const texts = [source, ...files].map(({ content }) => content.toString("latin1"));
  const included = new Set(texts.flatMap((text) => [...text.matchAll(INCLUDE)].map(([, path]) => path!.split("/").at(-1))));
  return files.filter(({ path }) => SOURCE.test(path) && !included.has(path.split("/").at(-1)));
}

/** Common to the C++ languages: the newest g++ of the machine, with GNU extensions. */
export function gccLanguage(standard: 17 | 20 | 23, aliases: readonly string[]): Language {
  const flags = [`-std=gnu++${standard}`, "-O2", "-pipe", "-DONLINE_JUDGE"];
  return {
    id: `cpp${standard}`,
    aliases,
    name: `C++${standard}`,
    fileName: "main.cpp",
    versionKey: `cpp${standard}`,
    shown: { compile: `g++ ${flags.join(" ")} -o main main.cpp`, run: "./main" },
    compile: {
      // gcc only uses the precompiled bits/stdc++.h if -std, -O2 and -pipe match: 0.25 s instead of 1.2 s.
      argv: (fileName, others = []) => [
        `${TOOLCHAINS}/cpp/g++`,
        ...[...flags, `-I${TOOLCHAINS}/cpp/${standard}`],
        // A tab counts as one column, as in editors.
        ...["-fmax-errors=20", "-fdiagnostics-color=never", "-ftabstop=1"],
        ...["-o", "/out/main", ...[fileName, ...others].map((path) => `/box/${path}`)],
      ],
      otherSources,
      env: BASE_ENV,
      limits: LIMITS,
      tidy: (output) => output.replace(TOO_LARGE, TOO_LARGE_MESSAGE),
      artifacts: true,
    },
    diagnose: diagnosticsBy(/^main\.cpp:(?<line>\d+):(?:(?<column>\d+):)? (?<severity>fatal error|error|warning|note): (?<message>.*)/gm),
    run: ({ memoryLimitBytes }) => ({ argv: ["/box/main"], env: BASE_ENV, processes: PROGRAM_THREADS + 1, memoryBytes: memoryLimitBytes }),
    timeFactor: 1,
    timeExtraMs: 0,
    ranOutOfMemory: (outcome) => outcome.signal === SIGABRT && stderrSays(outcome, "std::bad_alloc"),
    hello: `#include <iostream>\n\nint main() {\n    std::cout << "Hello, world!" << std::endl;\n}\n`,
    starter: `#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);

    long long sum = 0;
    for (long long number; cin >> number;) sum += number;
    cout << sum << '\\n';
}
`,
  };
}
