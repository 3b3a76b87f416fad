/** Between blocks as stored, with ids, and blocks as archived, with names. */
import { isDeepStrictEqual } from "node:util";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { newId } from "../../../../kernel/ids.js";
import { blockProblems, type Block } from "../blocks/block.js";
import { pageOf, videoOf } from "../blocks/video.js";
import type { ArchivedBlock } from "./lesson-markdown.js";

/** Ids by name: files below files/, problems and quizzes by slug. */
export interface Names {
  files: ReadonlyMap<string, { id: string; picture: boolean }>;
  problems: ReadonlyMap<string, string>;
  quizzes: ReadonlyMap<string, string>;
}

/**
 * Blocks to store. One without a key gets that of a block with the same content among `present`; in a translation, that of the block at
 * the same place in `own`, if both have as many; else a new one.
 */
export function storedBlocks(
  archived: readonly ArchivedBlock[],
  {
    names,
    present,
    own,
    path,
    findings,
  }: { names: Names; present: readonly Block[]; own?: readonly Block[]; path: string; findings: Findings },
): Block[] {
  const faultsBefore = findings.faultCount;
  const taken = new Set(archived.flatMap(({ key }) => key ?? []));
  const blocks = archived.map((one, at): unknown => {
    const block = storedBlock(one, names, path, findings);
    const translates = own?.length === archived.length ? own[at]!.key : undefined;
    const same = present.find((other) => !taken.has(other.key) && isDeepStrictEqual({ ...other, key: null }, { ...block, key: null }));
    const key = one.key?.toLowerCase() ?? translates ?? same?.key ?? newId();
    taken.add(key);
    return { ...block, key };
  });
  // A block without its file, problem or quiz would have a second fault.
  if (findings.faultCount === faultsBefore)
    for (const { field, message } of blockProblems(blocks, "block")) findings.fault("VALUE_INVALID", path, `\`${field}\`: ${message}`);
  return blocks as Block[];
}

function storedBlock(one: ArchivedBlock, { files, problems, quizzes }: Names, path: string, findings: Findings): object {
  const { kind } = one;
  const missing = (message: string) => findings.fault("VALUE_INVALID", path, message);
  if (kind === "MARKDOWN") return { kind, text: one.text ?? "" };
  if (kind === "CODE") {
    const syntax = findLanguage(one.syntax ?? "")?.id ?? (one.syntax || "text").toLowerCase();
    return { kind, syntax, source: one.source ?? "", runnable: one.runnable ?? false };
  }
  if (kind === "PROBLEM") {
    const problemId = problems.get(one.problem ?? "");
    if (problemId === undefined) missing(`There is no problem \`${one.problem ?? ""}\` that you may read.`);
    return { kind, problemId };
  }
  if (kind === "QUIZ") {
    const quizId = quizzes.get(one.quiz ?? "");
    if (quizId === undefined) missing(`There is no quiz \`${one.quiz ?? ""}\` that you may read.`);
    return { kind, quizId };
  }
  if (kind === "VIDEO") {
    const video = videoOf(one.url ?? "");
    if (!video) missing("`url` must be the https address of a video on YouTube or Vimeo.");
    return { kind, ...video, title: one.title ?? "" };
  }
  const file = files.get(one.file ?? "");
  if (!file) missing(`There is no file \`files/${one.file ?? ""}\`.`);
  if (file && kind === "IMAGE" && !file.picture) missing(`\`files/${one.file!}\` is not a picture.`);
  if (kind === "FILE") return { kind, fileId: file?.id, title: one.title ?? "" };
  return { kind, fileId: file?.id, alt: one.alt ?? "", caption: one.caption ?? "" };
}

/** Blocks to write. Those whose file, problem or quiz no longer exists are left out. */
export function archivedBlocks(
  blocks: readonly Block[],
  names: Readonly<Record<"files" | "problems" | "quizzes", ReadonlyMap<string, string>>>,
): ArchivedBlock[] {
  return blocks.flatMap((block): ArchivedBlock[] => {
    if (block.kind === "VIDEO") return [{ kind: block.kind, key: block.key, url: pageOf(block), title: block.title }];
    if (block.kind === "PROBLEM") {
      const problem = names.problems.get(block.problemId);
      return problem === undefined ? [] : [{ kind: block.kind, key: block.key, problem }];
    }
    if (block.kind === "QUIZ") {
      const quiz = names.quizzes.get(block.quizId);
      return quiz === undefined ? [] : [{ kind: block.kind, key: block.key, quiz }];
    }
    if (block.kind !== "IMAGE" && block.kind !== "FILE") return [block];
    const { fileId, ...others } = block;
    const file = names.files.get(fileId);
    return file === undefined ? [] : [{ ...others, file }];
  });
}
