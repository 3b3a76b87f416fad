/**
 * Lessons as Markdown for archives: a head of YAML between lines of three dashes, then blocks. A block begins with a comment,
 * `<!-- block: {kind: CODE, key: …} -->`; text before the first one is a block of Markdown. The format is in docs/learning.md.
 */
import * as z from "zod";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { parseYaml, valuesOf } from "../../../../judge/packages/yaml.js";
import { KIB } from "../../../../kernel/units.js";
import { id } from "../../../../kernel/schemas.js";
import { BLOCK_KINDS, type BlockKind } from "../blocks/block.js";

/** The YAML library needs a time that grows with the square of some texts. */
const HEAD_MAX_BYTES = 16 * KIB;
const MARKER = /^<!-- block: (\{.{0,4000}\}) -->$/;
const LIKE_MARKER = /^(\\*)<!-- block:/;
const FENCE = /^(`{3,}|~{3,})\s*([^\s`~]*)\s*$/;

/** A block that refers to files, problems and quizzes by their names. */
export interface ArchivedBlock {
  kind: BlockKind;
  /** Null for a block that gets one. */
  key: string | null;
  text?: string;
  syntax?: string;
  source?: string;
  runnable?: boolean;
  /** Name below files/. */
  file?: string;
  alt?: string;
  caption?: string;
  title?: string;
  url?: string;
  /** Slug. */
  problem?: string;
  /** Slug. */
  quiz?: string;
}

const MARKER_FIELDS = {
  kind: z.enum(BLOCK_KINDS),
  key: id,
  runnable: z.boolean(),
  file: z.string(),
  alt: z.string(),
  caption: z.string(),
  title: z.string(),
  url: z.string(),
  problem: z.string(),
  quiz: z.string(),
};

/** Head and body of a file. Null, with a fault, if there is no head. */
export function splitHead(text: string, path: string, findings: Findings): { head: Record<string, unknown>; body: string } | null {
  const found = /^---\n([\s\S]*?)\n?^---[ \t]*$\n?/m.exec(text);
  if (!found || found.index !== 0) {
    findings.fault("SYNTAX_INVALID", path, "It must start with a head: a line of three dashes, YAML, and another line of three dashes.");
    return null;
  }
  if (Buffer.byteLength(found[1]!) > HEAD_MAX_BYTES) {
    findings.fault("FILE_TOO_LARGE", path, "The head has at most 16 KiB.");
    return null;
  }
  const head = parseYaml(found[1]!, path, findings);
  return head && { head, body: text.slice(found[0].length) };
}

/** All blocks of a body. Records what is wrong with them. */
export function readBlocks(body: string, path: string, findings: Findings): ArchivedBlock[] {
  const blocks: ArchivedBlock[] = [];
  let marker: string | null = null;
  let lines: string[] = [];
  const end = () => {
    const content = lines.map((line) => line.replace(LIKE_MARKER, (all, slashes: string) => (slashes ? all.slice(1) : all))).join("\n");
    const block = blockOf(marker, content, path, findings);
    if (block) blocks.push(block);
    lines = [];
  };
  for (const line of body.split("\n")) {
    if (!line.startsWith("<!-- block:")) {
      lines.push(line);
      continue;
    }
    end();
    marker = MARKER.exec(line.trimEnd())?.[1] ?? "";
    if (marker === "") findings.fault("SYNTAX_INVALID", path, "A line that begins a block has the form `<!-- block: {kind: CODE} -->`.");
  }
  end();
  return blocks;
}

/** Null for empty text without a marker, and for a block that is wrong. */
function blockOf(marker: string | null, content: string, path: string, findings: Findings): ArchivedBlock | null {
  const text = content.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  if (marker === null) return text === "" ? null : { kind: "MARKDOWN", key: null, text };
  const given = marker === "" ? null : (asWritten(marker) ?? parseYaml(marker, path, findings));
  if (!given) return null;
  const { kind = "MARKDOWN", key = null, ...fields } = valuesOf(MARKER_FIELDS, given, path, findings);
  if (kind === "MARKDOWN") return { kind, key, text };
  if (kind === "CODE") return codeOf(key, fields.runnable ?? false, text, path, findings);
  if (text !== "") findings.fault("SYNTAX_INVALID", path, `A block of the kind ${kind} has no text. Begin a block of Markdown after it.`);
  return { kind, key, ...fields };
}

/** A marker as exports write it: JSON, which is read in a fraction of the time of YAML. Null for any other, also for one with a key twice. */
function asWritten(marker: string): Record<string, unknown> | null {
  try {
    const given = JSON.parse(marker) as Record<string, unknown>;
    return writeMarker(given) === marker ? given : null;
  } catch {
    return null;
  }
}

/** JSON is YAML. An escaped > can't end the comment. */
const writeMarker = (given: object): string => JSON.stringify(given).replaceAll(">", "\\u003e");

function codeOf(key: string | null, runnable: boolean, text: string, path: string, findings: Findings): ArchivedBlock | null {
  const lines = text.split("\n");
  const [, fence = "", syntax = ""] = FENCE.exec(lines[0]!) ?? [];
  if (fence === "" || lines.length < 2 || lines.at(-1) !== fence || lines.slice(1, -1).includes(fence)) {
    findings.fault("SYNTAX_INVALID", path, "A block of the kind CODE has one fenced code block, and nothing else.");
    return null;
  }
  return { kind: "CODE", key, syntax, source: lines.slice(1, -1).join("\n"), runnable };
}

/** The opposite of readBlocks. Blank lines around texts are not kept. */
export function writeBlocks(blocks: readonly ArchivedBlock[]): string {
  return blocks.map(writeBlock).join("\n");
}

function writeBlock({ kind, key, text, syntax, source, ...others }: ArchivedBlock): string {
  // The database does not keep the order of keys.
  const marker = { kind, key, ...others };
  const line = `<!-- block: ${writeMarker(marker)} -->\n`;
  if (marker.kind === "MARKDOWN") return `${line}\n${escaped(text ?? "")}\n`;
  if (marker.kind !== "CODE") return line;
  const longest = Math.max(2, ...[...(source ?? "").matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${line}\n${fence}${syntax ?? ""}\n${escaped(source ?? "")}\n${fence}\n`;
}

const escaped = (text: string) =>
  text
    .split("\n")
    .map((line) => (LIKE_MARKER.test(line) ? `\\${line}` : line))
    .join("\n");
