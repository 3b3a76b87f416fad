/** `npm run evaluate:mastery`: measures the mastery model on a file of answers. Needs no database and no configuration. */
import { parseArgs } from "node:util";
import { AnswersFileError, DEFAULT_COLUMNS } from "../../modules/learning/mastery/model/answers-file.js";
import { evaluateFile, type Evaluation } from "../../modules/learning/mastery/model/evaluate.js";
import { FEATURES } from "../../modules/learning/mastery/model/features.js";
import { MODEL } from "../../modules/learning/mastery/model/weights.js";

const USAGE = `Usage: npm run evaluate:mastery -- FILE.csv [--learner COLUMN] [--skill COLUMN] [--correct COLUMN] [--json] [--fit]
The file has one answer a line, in order, under a header. Default columns: learner,skill,correct, or user_id,skill_name,correct.`;

type Print = (line: string) => void;

/** Returns the exit code: 0, or 1 for wrong arguments or a file that can't be read. */
export async function evaluateMastery(args: string[], print: Print, printError: Print): Promise<number> {
  try {
    const text = { type: "string" } as const;
    const flag = { type: "boolean" } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { learner: text, skill: text, correct: text, json: flag, fit: flag, help: flag },
    });
    const [file, ...others] = positionals;
    if (values.help) {
      print(USAGE);
      return 0;
    }
    if (file === undefined || others.length > 0) {
      printError(USAGE);
      return 1;
    }
    const named = (name: string | undefined, usual: readonly string[]) => (name === undefined ? usual : [name]);
    const columns = {
      learner: named(values.learner, DEFAULT_COLUMNS.learner),
      topic: named(values.skill, DEFAULT_COLUMNS.topic),
      correct: named(values.correct, DEFAULT_COLUMNS.correct),
    };
    const evaluation = await evaluateFile(file, { columns, fit: values.fit ?? false });
    if (values.json) print(JSON.stringify({ model: MODEL, ...evaluation }, null, 2));
    else report(evaluation, print);
    return 0;
  } catch (error) {
    const isForReading = error instanceof AnswersFileError || (error instanceof Error && "code" in error);
    printError(isForReading ? error.message : String(error));
    return 1;
  }
}

function report({ figures, learners, topics, badRows, reasons, weights }: Evaluation, print: Print): void {
  const number = (value: number | null) => (value === null ? "-" : value.toFixed(4));
  print(`model                       ${MODEL.name} ${MODEL.version}`);
  print(`answers                     ${figures.answers} of ${learners} learners to ${topics} skills`);
  print(`bad rows                    ${badRows}`);
  for (const reason of reasons) print(`  ${reason}`);
  print(`AUC                         ${number(figures.auc)}`);
  print(`log loss                    ${number(figures.logLoss)}`);
  print(`expected calibration error  ${number(figures.expectedCalibrationError)}`);
  print(`maximum calibration gap     ${number(figures.maximumGap)}`);
  print("\npredicted   answers  mean predicted  observed     gap");
  for (const { from, to, answers, predicted, observed } of figures.bins) {
    const gap = predicted === null || observed === null ? null : observed - predicted;
    print(
      `${from.toFixed(1)}-${to.toFixed(1)} ${String(answers).padStart(11)} ${number(predicted).padStart(15)} ${number(observed).padStart(9)} ${number(gap).padStart(7)}`,
    );
  }
  if (weights)
    print(
      `\nweights, in the order ${FEATURES.map(({ name }) => name).join(", ")}:\n${JSON.stringify(weights.map((weight) => Number(weight.toFixed(4))))}`,
    );
}
