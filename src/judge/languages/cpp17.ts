import { BASE_ENV, compileLimits, type Language, stderrSays, TOOLCHAINS } from "./language.js";

const SIGABRT = 6;

export const cpp17: Language = {
  id: "cpp17",
  name: "C++17",
  fileName: "main.cpp",
  versionKey: "gcc",
  compile: {
    // -std, -O2 and -pipe are those of the precompiled bits/stdc++.h, or gcc would not use it: 0.25 s instead of 1.2.
    argv: (fileName) => [
      "/usr/bin/g++",
      ...["-std=gnu++17", "-O2", "-pipe", `-I${TOOLCHAINS}/cpp`],
      ...["-DONLINE_JUDGE", "-fmax-errors=20", "-fdiagnostics-color=never"],
      ...["-o", "/out/main", `/box/${fileName}`],
    ],
    env: BASE_ENV,
    limits: compileLimits(),
    artifacts: true,
  },
  run: ({ memoryLimitBytes }) => ({ argv: ["/box/main"], env: BASE_ENV, processes: 16, memoryBytes: memoryLimitBytes }),
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
