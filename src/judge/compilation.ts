import { KIB, MIB } from "../kernel/units.js";
import { abnormalEnd } from "./abnormal-end.js";
import type { Artifact, ArtifactCache } from "./artifact-cache.js";
import type { CompileStep, Language } from "./languages/language.js";
import { type BoxFile, CollectionTooLarge, type Container, type ExecOutcome } from "./sandbox/sandbox.js";
import { excerpt } from "./text.js";

const OUTPUT_KEPT_BYTES = 16 * KIB;
const PROGRAM_LIMITS = { maxBytes: 64 * MIB, maxFiles: 2000 };

export type Compilation = { ok: false; output: string } | Compiled;

/** A container in which only our compiler has run, with `files` at /box. */
export interface Compiled {
  ok: true;
  output: string;
  container: Container;
  files: readonly BoxFile[];
}

/** Starts in place of the source, which lies next to it. */
export interface EntryFile extends BoxFile {
  /** The compiler's output as the sender of the source shall read it. */
  tidy(output: string): string;
}

export interface CompileRequest {
  language: Language;
  source: string;
  /** Next to the source when it is compiled, and when it is run from its source. */
  files?: readonly BoxFile[];
  entry?: EntryFile;
  open(): Promise<Container>;
  /** Cache of compiled programs; without it, each is compiled again. */
  artifacts?: ArtifactCache;
}

/** Gets the program from the cache or compiles it, and returns a container ready to run it. */
export async function compile(request: CompileRequest): Promise<Compilation> {
  const { ok, output, files, container: kept } = await build(request);
  if (!ok) return { ok, output };
  const container = kept ?? (await request.open());
  if (!kept) await container.put(files);
  return { ok, output, container, files };
}

export interface Built {
  ok: boolean;
  output: string;
  /** For /box. */
  files: readonly BoxFile[];
  /** Set if only a syntax check ran: it has the files. */
  container?: Container;
}

/** Gets the files of the program from the cache or compiles them. */
export async function build(request: CompileRequest): Promise<Built> {
  const { language, open, artifacts, files: others = [], entry } = request;
  const source = { path: language.fileName, content: Buffer.from(withoutByteOrderMark(request.source)) };
  const sources = [source, ...others, ...(entry ? [{ path: entry.path, content: entry.content }] : [])];
  // If only syntax is checked, then that of the source.
  const argv = entry && language.compile.artifacts ? argvOf(language, entry, [source, ...others]) : argvOf(language, source, others);
  const key = (await artifacts?.keyOf(makingOf(language, argv, sources))) ?? null;
  const kept = key === null ? null : await artifacts!.get(key);
  const made: Made = kept ?? (await compileNow(language, argv, sources, open));
  if (key !== null && !kept && made.lasting) artifacts!.put(key, made);

  const output = entry ? entry.tidy(made.output) : made.output;
  if (!made.ok) return { ok: false, output, files: [] };
  const files = [...(language.compile.artifacts ? made.files : sources), ...(language.supportFiles ?? [])];
  return { ok: true, output, files, ...(made.container && { container: made.container }) };
}

/** Files of a program that has more than its source. */
export function filesOf({ files }: { files: readonly { name: string; content: string }[] }): BoxFile[] {
  return files.map(({ name, content }) => ({ path: name, content: Buffer.from(content) }));
}

/** Windows editors write a byte order mark, and not every compiler accepts it. */
function withoutByteOrderMark(source: string): string {
  return source.startsWith("\uFEFF") ? source.slice(1) : source;
}

function argvOf({ compile: step }: Language, source: BoxFile, others: readonly BoxFile[]): readonly string[] {
  const compiled = step.otherSources?.(source, others) ?? [];
  return step.argv(
    source.path,
    compiled.map(({ path }) => path),
  );
}

/** All inputs of the compilation except the toolchains. */
function makingOf(
  { id, compile: { env, limits, artifacts }, supportFiles = [] }: Language,
  argv: readonly string[],
  sources: readonly BoxFile[],
): unknown[] {
  const files = [...sources, ...supportFiles].map(({ path, content, executable = false }) => [
    path,
    executable,
    content.toString("base64"),
  ]);
  return [id, argv, Object.entries(env), Object.entries(limits), artifacts, PROGRAM_LIMITS, files];
}

interface Made extends Artifact {
  /** Compiling again would give the same result. */
  lasting?: boolean;
  /** Set if only a syntax check ran: it has the files for the run at /box. */
  container?: Container;
}

/**
 * Compiles in a separate container and closes it: the program runs in another one. For a language whose syntax is only checked, the
 * container is kept. At most one is open at a time, as two could deadlock if slots are few.
 */
async function compileNow(
  language: Language,
  argv: readonly string[],
  sources: readonly BoxFile[],
  open: () => Promise<Container>,
): Promise<Made> {
  const step = language.compile;
  const container = await open();
  await container.put(step.artifacts ? sources : [...sources, ...(language.supportFiles ?? [])]);
  const outcome = await container.exec({ argv, env: step.env, stdin: Buffer.alloc(0), limits: step.limits });
  const output = compilerOutput(outcome, step);
  const failure = failureOf(outcome, step);
  if (failure === null && !step.artifacts) return { ok: true, output, files: [], lasting: true, container };
  const files = failure === null ? await collectProgram(container) : [];
  await container.close();
  if (failure !== null) return { ok: false, output: joinText(output, failure), files: [], lasting: failure === "" };
  if (files === null) return { ok: false, output: joinText(output, TOO_LARGE), files: [] };
  return { ok: true, output, files, lasting: true };
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

/** Why the compilation failed, in addition to the compiler's output ("" if that says it all), or null if it succeeded. */
function failureOf(outcome: ExecOutcome, { limits }: CompileStep): string | null {
  return abnormalEnd(outcome, limits, "The compiler") ?? (outcome.exitCode === 0 ? null : "");
}

/** Compilers differ in the stream that they use for errors. Paths of the sandbox mean nothing to a learner. */
function compilerOutput({ stdout, stderr }: ExecOutcome, { tidy }: CompileStep): string {
  const output = excerpt(Buffer.concat([stderr, stdout]), OUTPUT_KEPT_BYTES).replaceAll(/(?:file:\/\/|\.\.)?\/(?:box|out)\//g, "");
  return (tidy?.(output) ?? output).trim();
}

function joinText(...parts: string[]): string {
  return parts.filter(Boolean).join("\n");
}
