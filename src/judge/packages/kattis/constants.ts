import { isUtf8 } from "node:buffer";
import { KIB } from "../../../kernel/units.js";
import { PackageFiles, type PackageFile } from "../package-files.js";
import { withConstants } from "./metadata.js";

/** Where the format 2025-09 replaces constants, besides statements. */
const REPLACED = /^(input_validators|output_validator|include|submissions)\/|(^|\/)test_group\.yaml$/;
const SOURCE_MAX_BYTES = 512 * KIB;

/** The same files, with `{{name}}` replaced in sources and groups of tests. */
export function filesWithConstants(files: PackageFiles, constants: ReadonlyMap<string, string>): PackageFiles {
  if (constants.size === 0) return files;
  return new PackageFiles(files.all.map((file) => (isReplaced(file) ? { ...file, read: () => replaced(file, constants) } : file)));
}

const isReplaced = ({ path, sizeBytes }: PackageFile) => REPLACED.test(path) && sizeBytes <= SOURCE_MAX_BYTES;

async function* replaced(file: PackageFile, constants: ReadonlyMap<string, string>): AsyncIterable<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.read()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  yield isUtf8(bytes) ? Buffer.from(withConstants(bytes.toString(), constants)) : bytes;
}
