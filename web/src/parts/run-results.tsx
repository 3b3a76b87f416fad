import type { RunCodeMutation } from "../api/generated.js";
import { words } from "../words.js";
import { Text } from "./basics.js";
import { VerdictBadge } from "./verdict.js";

type Run = Omit<NonNullable<RunCodeMutation["runCode"]>, "diagnostics">;

/** What the program did on the samples, or on the visitor's own input. */
export function RunResults({ result }: { result: Run }) {
  const { compiled, compilerOutput, cases } = result;
  return (
    <div class="runs">
      {compilerOutput ? (
        <section>
          <h3>{words.problem.compiler}</h3>
          {compiled ? null : <VerdictBadge verdict="COMPILATION_ERROR" status="FINISHED" />}
          <Text label={words.problem.compiler}>{compilerOutput}</Text>
        </section>
      ) : null}
      {cases.map((each, at) => {
        const name = each.expected === null ? words.problem.ownInput : words.problem.sample(at + 1);
        return (
          <section key={each.name}>
            <h3 class="row">
              {name} {each.verdict ? <VerdictBadge verdict={each.verdict} status="FINISHED" /> : null}
              <span class="quiet small">
                {words.problem.slowest(each.cpuMs)} · {words.problem.memory(each.peakMemoryKb)}
              </span>
            </h3>
            <div class="columns">
              <Output label={words.problem.yourOutput} of={name} text={each.stdout} />
              {each.expected === null || each.expected === undefined || each.verdict === "ACCEPTED" ? null : (
                <Output label={words.problem.expected} of={name} text={each.expected} />
              )}
              {each.stderr ? <Output label={words.problem.errorOutput} of={name} text={each.stderr} /> : null}
            </div>
            {each.detail && each.verdict !== "ACCEPTED" ? <p class="quiet">{each.detail}</p> : null}
          </section>
        );
      })}
    </div>
  );
}

function Output({ label, of, text }: { label: string; of: string; text: string }) {
  return (
    <div>
      <p class="caption">{label}</p>
      <Text label={`${label}, ${of}`}>{text}</Text>
    </div>
  );
}
