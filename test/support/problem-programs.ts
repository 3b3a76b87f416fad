/** Programs of authors, and verifications as their editors see them. */
import type { Client } from "./client.js";
import {
  GenerateProblemTestsDocument,
  SaveProblemProgramDocument,
  VerificationProgressDocument,
  VerifyProblemDocument,
  type BuildFragment,
  type GenerateProblemTestsInput,
  type SaveProblemProgramInput,
  type VerificationPartsFragment,
} from "./generated.js";
import { ended } from "./test-uploads.js";

type Program = Omit<SaveProblemProgramInput, "problemId">;

/** The first number is from 1 to 100; says which one is not. */
export const SMALL: Program = {
  purpose: "VALIDATOR",
  name: "small",
  kind: "TESTLIB",
  language: "python",
  source: `import sys
number = int(sys.stdin.read().split()[0])
if not 1 <= number <= 100:
    sys.stderr.write(f"{number} is not in [1, 100]")
    sys.exit(3)
`,
};

/** Exactly two numbers. */
export const PAIR: Program = {
  purpose: "VALIDATOR",
  name: "pair",
  kind: "KATTIS",
  language: "cpp",
  source: `#include <iostream>
int main(int argc, char **argv) {
    long long a, b, c;
    if (!(std::cin >> a >> b) || std::cin >> c) { std::cerr << "not two numbers, " << argv[1]; return 43; }
    return 42;
}
`,
  arguments: ["please"],
};

/** Arguments: greatest number, seed. */
export const RANDOM: Program = {
  purpose: "GENERATOR",
  name: "random",
  language: "python",
  source: `import random, sys
random.seed(sys.argv[2])
print(random.randint(1, int(sys.argv[1])), random.randint(1, 9))
`,
};

/** Not the same twice: it draws from the kernel. */
export const UNSTABLE: Program = {
  purpose: "GENERATOR",
  name: "unstable",
  language: "python",
  source: "import os\nprint(1 + os.urandom(1)[0] % 99, int.from_bytes(os.urandom(4), 'big'))\n",
};

const solution = (name: string, source: string, expectedVerdicts: Program["expectedVerdicts"]): Program => ({
  ...{ purpose: "SOLUTION", name, language: "python", source, expectedVerdicts },
});

export const RIGHT = solution("accepted/sum", "a, b = map(int, input().split())\nprint(a + b)\n", ["ACCEPTED"]);
export const WRONG = solution("wrong_answer/product", "a, b = map(int, input().split())\nprint(a * b + 1000)\n", ["WRONG_ANSWER"]);
export const ENDLESS = solution("time_limit_exceeded/endless", "while True: pass\n", ["TIME_LIMIT_EXCEEDED"]);
export const CRASHING = solution("run_time_error/crash", "raise SystemExit(5)\n", ["RUNTIME_ERROR", "WRONG_ANSWER"]);

export const save = async (author: Client, problemId: string, program: Program) =>
  (await author.request(SaveProblemProgramDocument, { input: { problemId, ...program } })).saveProblemProgram;

export async function generate(author: Client, input: GenerateProblemTestsInput): Promise<BuildFragment> {
  const { generateProblemTests } = await author.request(GenerateProblemTestsDocument, { input });
  return ended(author, generateProblemTests.build.id);
}

export const verify = async (author: Client, problemId: string) =>
  (await author.request(VerifyProblemDocument, { input: { problemId } })).verifyProblem.verification;

/** Every state that a watcher is told, until the server ends. */
export async function watchVerification(author: Client, id: string): Promise<VerificationPartsFragment[]> {
  const seen: VerificationPartsFragment[] = [];
  for await (const { verificationProgress } of author.subscribe(VerificationProgressDocument, { id })) seen.push(verificationProgress);
  return seen;
}

export const verified = async (author: Client, problemId: string) =>
  (await watchVerification(author, (await verify(author, problemId)).id)).at(-1)!;
