/** Scripts that make programs of testlib an output validator of the format, which allows `build` and `run` beside its sources. */
import { filesOf } from "../../compilation.js";
import { findLanguage } from "../../languages/index.js";
import type { CheckerProgram } from "../../checker-programs/checker-program.js";

export interface PlacedProgram {
  program: Pick<CheckerProgram, "language" | "source" | "files">;
  /** Below the folder of the validator: its main file. */
  main: string;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);
const binaryOf = ({ main }: PlacedProgram) => `${folderOf(main)}program`;
const isCompiled = ({ main }: PlacedProgram) => main.endsWith(".cpp");

/** Null if nothing has to be compiled. */
export function buildScript(programs: readonly PlacedProgram[]): string | null {
  const commands = programs.filter(isCompiled).map((placed) => {
    const { language: id, source, files } = placed.program;
    const language = findLanguage(id)!;
    const main = { path: language.fileName, content: Buffer.from(source) };
    const others = language.compile.otherSources?.(main, filesOf({ files })) ?? [];
    const sources = [placed.main, ...others.map(({ path }) => folderOf(placed.main) + path)];
    return `c++ -std=gnu++${id.replace("cpp", "")} -O2 -o ${binaryOf(placed)} ${sources.join(" ")}`;
  });
  return commands.length === 0 ? null : `#!/bin/sh\nset -e\n${commands.join("\n")}\n`;
}

const commandOf = (placed: PlacedProgram) => (isCompiled(placed) ? `"$here/${binaryOf(placed)}"` : `python3 "$here/${placed.main}"`);

const ANSWER = `case $status in
  0 | 7) exit 42 ;;
  1 | 2 | 4 | 8) exit 43 ;;
  *) exit 1 ;;
esac
`;

/** The input is standard input for both. */
export function validatorScript(validator: PlacedProgram): string {
  return `#!/bin/sh
# Runs a testlib validator and translates its exit code.
here=$(dirname "$0")
${commandOf(validator)}
case $? in
  0) exit 42 ;;
  1 | 2 | 3) exit 43 ;;
  *) exit 1 ;;
esac
`;
}

/** The output is standard input here, and a file for testlib. */
export function checkerScript(checker: PlacedProgram): string {
  return `#!/bin/sh
# Arguments: input, answer, feedback folder. Runs a testlib checker and translates its exit code.
here=$(dirname "$0")
output=$(mktemp)
trap 'rm -f "$output"' EXIT
cat > "$output"
${commandOf(checker)} "$1" "$output" "$2" 2> "$3/judgemessage.txt"
status=$?
${ANSWER}`;
}

/** `checker` decides about what the interactor wrote. */
export function interactorScript(interactor: PlacedProgram, checker: PlacedProgram | null): string {
  const decides =
    checker && `if [ $status -eq 0 ]; then\n  ${commandOf(checker)} "$1" "$3/tout" "$2" 2>> "$3/judgemessage.txt"\n  status=$?\nfi\n`;
  return `#!/bin/sh
# Arguments: input, answer, feedback folder. Runs a testlib interactor and translates its exit code.
here=$(dirname "$0")
touch "$3/tout"
${commandOf(interactor)} "$1" "$3/tout" "$2" 2> "$3/judgemessage.txt"
status=$?
${decides ?? ""}${ANSWER}`;
}
