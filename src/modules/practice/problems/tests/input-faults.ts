import type { ProblemProgram } from "../../../../judge/problem-programs/problem-program.js";
import type { ProgramRunner } from "../../../../judge/problem-programs/program-runner.js";
import { validate, type Inputs } from "../../../../judge/problem-programs/validate.js";
import { fault, LISTED, type TestFault } from "./test-faults.js";

export interface NamedInputs extends Inputs {
  names: readonly string[];
}

/** Runs all validators over all inputs, one after the other, as each holds a container. */
export async function faultsOfInputs(
  runner: ProgramRunner,
  validators: readonly ProblemProgram[],
  inputs: NamedInputs,
  onTest: () => Promise<void>,
): Promise<TestFault[]> {
  const found: TestFault[] = [];
  for (const validator of validators) {
    const { faults } = await validate(runner, validator, inputs, { mostFaults: LISTED - found.length, onTest });
    found.push(...faults.map(({ index, message }) => fault("INPUT_INVALID", inputs.names[index]!, message)));
    if (found.length >= LISTED) break;
  }
  return found;
}
