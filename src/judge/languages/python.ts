import { diagnosticsBy } from "./diagnostics.js";
import { BASE_ENV, compileLimits, type Language, PROGRAM_THREADS, stderrSays, TOOLCHAINS } from "./language.js";

const PYTHON = "/usr/bin/python3";

/** Not -P, which Python 3.10 rejects. Threads of numpy's linear algebra would only share one core. */
const LIBRARIES = { PYTHONPATH: `${TOOLCHAINS}/python`, PYTHONSAFEPATH: "1", OPENBLAS_NUM_THREADS: "1" };

/** Lets a program of several files import the modules next to its source. */
export const MODULES_BESIDE = { PYTHONSAFEPATH: "" };

/** Prints the error as the interpreter would, with its column, without our traceback, and writes no bytecode. */
const CHECK_SYNTAX = `
import sys
try:
    compile(open(sys.argv[1], "rb").read(), "main.py", "exec", dont_inherit=True)
except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
    import traceback
    line, column = getattr(error, "lineno", None), getattr(error, "offset", None)
    text = "".join(traceback.format_exception_only(error))
    sys.exit(text.replace(f"line {line}\\n", f"line {line}, column {column}\\n", 1) if line and column else text)
`;

export const python: Language = {
  id: "python",
  aliases: ["python3", "python3.10"],
  name: "Python 3",
  fileName: "main.py",
  versionKey: "python",
  shown: { compile: null, run: "python3 main.py" },
  compile: {
    argv: (fileName) => [PYTHON, "-ISB", "-W", "ignore", "-c", CHECK_SYNTAX, `/box/${fileName}`],
    env: BASE_ENV,
    limits: compileLimits(),
    artifacts: false,
  },
  diagnose: diagnosticsBy(/^ *File "main\.py", line (?<line>\d+)(?:, column (?<column>\d+))?\n(?: {4}.*\n){0,2}(?<message>\S.*)/gm),
  run: ({ memoryLimitBytes, hasFiles = false, entry = "main.py" }) => ({
    // Without -S, which would save 3 of 11 ms: exit() and quit() come from the site module, and learners use them. Integers of any
    // length can be converted to text, as in 3.10: large results are common here.
    argv: [PYTHON, "-sB", "-X", "int_max_str_digits=0", `/box/${entry}`],
    // Fixes the order of sets of strings, so that rejudging gives the same verdict.
    env: { ...BASE_ENV, ...LIBRARIES, ...(hasFiles && MODULES_BESIDE), PYTHONHASHSEED: "0" },
    processes: PROGRAM_THREADS + 1,
    memoryBytes: memoryLimitBytes,
  }),
  timeFactor: 1,
  timeExtraMs: 0,
  // A single huge allocation fails at once instead of the program being killed.
  ranOutOfMemory: (outcome) => outcome.exitCode === 1 && stderrSays(outcome, "\nMemoryError"),
  hello: `print("Hello, world!")\n`,
  starter: `import sys


def main():
    numbers = [int(word) for word in sys.stdin.read().split()]
    print(sum(numbers))


main()
`,
};
