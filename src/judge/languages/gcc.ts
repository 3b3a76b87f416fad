import { diagnosticsBy } from "./diagnostics.js";
import { BASE_ENV, compileLimits, type Language, PROGRAM_THREADS, stderrSays, TOOLCHAINS } from "./language.js";

const SIGABRT = 6;

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
      argv: (fileName) => [
        `${TOOLCHAINS}/cpp/g++`,
        ...[...flags, `-I${TOOLCHAINS}/cpp/${standard}`],
        // A tab counts as one column, as in editors.
        ...["-fmax-errors=20", "-fdiagnostics-color=never", "-ftabstop=1"],
        ...["-o", "/out/main", `/box/${fileName}`],
      ],
      env: BASE_ENV,
      limits: compileLimits(),
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
