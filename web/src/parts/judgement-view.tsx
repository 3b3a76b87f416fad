import type { LiveJudgementFragment } from "../api/generated.js";
import { words } from "../words.js";
import { Text } from "./basics.js";
import { TestLights } from "./test-lights.js";
import { VerdictBadge } from "./verdict.js";

/** A judgement while it runs and afterwards. Verdict and counts are announced; single tests are not, as they come in bursts. */
export function JudgementView({ judgement }: { judgement: LiveJudgementFragment }) {
  const {
    status,
    verdict,
    testsTotal,
    testsFinished,
    testsPassed,
    tests,
    skippedTests,
    compilerOutput,
    cpuMs,
    peakMemoryKb,
    score,
    maxScore,
  } = judgement;
  const isFinished = status === "FINISHED";
  return (
    <div class="judgement">
      <p class="outcome" role="status" aria-live="polite">
        <VerdictBadge verdict={verdict} status={status} /> {isFinished ? words.problem.passed(testsPassed, testsTotal) : null}
      </p>
      {isFinished ? null : (
        <progress max={Math.max(1, testsTotal)} value={testsFinished} aria-label={words.problem.finished(testsFinished, testsTotal)} />
      )}
      <TestLights total={testsTotal} tests={tests} skipped={skippedTests} />
      {isFinished ? (
        <dl class="figures">
          {cpuMs === null || cpuMs === undefined ? null : (
            <div>
              <dt>{words.problem.time}</dt>
              <dd>{words.problem.slowest(cpuMs)}</dd>
            </div>
          )}
          {peakMemoryKb === null || peakMemoryKb === undefined ? null : (
            <div>
              <dt>{words.problem.memoryLabel}</dt>
              <dd>{words.problem.memory(peakMemoryKb)}</dd>
            </div>
          )}
          {score === null || score === undefined || !maxScore ? null : (
            <div>
              <dt>{words.problem.result}</dt>
              <dd>{words.problem.score(score, maxScore)}</dd>
            </div>
          )}
        </dl>
      ) : null}
      {compilerOutput ? <Text label={words.problem.compiler}>{compilerOutput}</Text> : null}
    </div>
  );
}
