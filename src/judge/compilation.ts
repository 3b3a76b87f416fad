import { KIB, MIB, SECOND_MS } from "../kernel/units.js";
import type { CompileStep, Language } from "./languages/language.js";
import { type BoxFile, CollectionTooLarge, type Container, type ExecOutcome, SandboxError } from "./sandbox/sandbox.js";
import { excerpt } from "./text.js";
import { signalName } from "./verdict.js";

const OUTPUT_KEPT_BYTES = 16 * KIB;
const PROGRAM_LIMITS = { maxBytes: 64 * MIB, maxFiles: 2000 };

export type Compilation =
  | { ok: false; output: string }
  /** A container in which nothing but our compiler ran, with `files` at /box. */
  | { ok: true; output: string; container: Container; files: readonly BoxFile[] };

/**
 * Compiles in a container of its own and puts the result into a second one; a language that is only checked for its
 * syntax keeps the first. At most one is open at a time: two would block each other where slots are few.
 */
export async function compile(language: Language, source: string, open: () => Promise<Container>): Promise<Compilation> {
  const step = language.compile;
  const fileName = language.sourceFileName?.(source) ?? language.fileName;
  const support = language.supportFiles ?? [];
  const sourceFiles = [{ path: fileName, content: Buffer.from(source) }];

  const container = await open();
  const files = step.artifacts ? sourceFiles : [...sourceFiles, ...support];
  await container.put(files);
  const outcome = await container.exec({
    argv: step.argv(fileName),
    env: step.env,
    stdin: Buffer.alloc(0),
    limits: step.limits,
  });
  const output = compilerOutput(outcome, step);
  const failure = failureOf(outcome, step);
  if (failure !== null) {
    await container.close();
    return { ok: false, output: joinText(output, failure) };
  }
  if (!step.artifacts) return { ok: true, output, container, files };

  const built = await collectProgram(container);
  await container.close();
  if (built === null) return { ok: false, output: joinText(output, TOO_LARGE) };
  const problem = step.problem?.(built) ?? null;
  if (problem !== null) return { ok: false, output: joinText(output, problem) };
  const runContainer = await open();
  const programFiles = [...built, ...support];
  await runContainer.put(programFiles);
  return { ok: true, output, container: runContainer, files: programFiles };
}

const TOO_LARGE = `The compiled program has more than ${PROGRAM_LIMITS.maxFiles} files or ${PROGRAM_LIMITS.maxBytes / MIB} MB.`;

async function collectProgram(container: Container): Promise<BoxFile[] | null> {
  try {
    return await container.collect(PROGRAM_LIMITS);
  } catch (error) {
    if (error instanceof CollectionTooLarge) return null;
    throw error;
  }
}

/** Why the compilation failed beyond what the compiler said itself ("" when that is all), or null when it did not. */
function failureOf({ exitCode, signal, stopped, oomKilled }: ExecOutcome, { limits }: CompileStep): string | null {
  if (oomKilled) return `The compiler needed more than ${limits.memoryBytes / MIB} MB of memory.`;
  if (stopped === "cpu" || stopped === "wall") {
    return `The compiler took longer than ${(stopped === "cpu" ? limits.cpuMs : limits.wallMs) / SECOND_MS} s.`;
  }
  if (stopped === "output") return "The compiler wrote too much.";
  if (signal !== null) return `The compiler was ended by ${signalName(signal)}.`;
  if (exitCode === null) throw new SandboxError("the compiler has no exit status");
  return exitCode === 0 ? null : "";
}

/** Compilers differ in which stream they complain on. The sandbox's folders mean nothing to a learner. */
function compilerOutput({ stdout, stderr }: ExecOutcome, { tidy }: CompileStep): string {
  const output = excerpt(Buffer.concat([stderr, stdout]), OUTPUT_KEPT_BYTES).replaceAll(/(?:\.\.)?\/(?:box|out)\//g, "");
  return (tidy?.(output) ?? output).trim();
}

function joinText(...parts: string[]): string {
  return parts.filter(Boolean).join("\n");
}
