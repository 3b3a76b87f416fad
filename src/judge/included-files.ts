/** Files that a problem puts beside every submission in a language: headers and modules that belong to its interface. */
import { KIB, MIB } from "../kernel/units.js";

export interface IncludedFile {
  name: string;
  content: string;
}

/** By language id. Without languages that have none. */
export type IncludedFiles = Record<string, IncludedFile[]>;

/** Of one language. */
export const INCLUDED_FILES_MAX = 20;
export const INCLUDED_BYTES_MAX = 128 * KIB;
/** Of a submission and the files that are included with it. */
export const COMPILED_BYTES_MAX = MIB;

export function bytesOfIncluded(included: readonly IncludedFile[]): number {
  return included.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
}

/** The included file that a file of this name would replace: of the same name, or one is a folder of the other. */
export function includedAt(name: string, included: readonly IncludedFile[]): IncludedFile | undefined {
  return included.find((one) => one.name === name || one.name.startsWith(`${name}/`) || name.startsWith(`${one.name}/`));
}

/** All files beside a source. An included file takes the place of one of the program, as the package formats have it. */
export function withIncluded(files: readonly IncludedFile[], included: readonly IncludedFile[]): IncludedFile[] {
  return [...files.filter(({ name }) => !includedAt(name, included)), ...included];
}
