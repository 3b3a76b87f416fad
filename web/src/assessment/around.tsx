/** What is shown before, between and after the tasks. */
import { CandidateDocument, EndBreakDocument, StartAssessmentDocument, type CandidateStateFragment } from "../api/generated.js";
import { useAction } from "../api/use-query.js";
import { Notice } from "../parts/notice.js";
import { Prose } from "../parts/prose.js";
import { words } from "../words.js";
import type { CandidateSession } from "./session.js";
import { TimeLeft } from "./time-left.js";

interface Properties {
  session: CandidateSession;
  state: CandidateStateFragment;
  onState: (state: CandidateStateFragment) => void;
}

const texts = words.assessment;

/** Time, rules and what is recorded, before the time starts. */
export function Before({ session, state, onState }: Properties) {
  const start = useAction(async () => {
    const { startAssessment } = await session.run(StartAssessmentDocument, {});
    if (startAssessment) onState(startAssessment.assessment);
  });
  const facts = [
    [texts.time, texts.minutes(state.timeLimitMs)],
    [texts.opens, state.opensAt ? words.when(state.opensAt) : null],
    [texts.closes, state.closesAt ? words.when(state.closesAt) : null],
    [texts.breaks, state.breakLeftMs > 0 ? texts.minutes(state.breakLeftMs) : null],
  ] as const;
  return (
    <>
      <dl class="figures">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {state.instructions.html ? <Prose html={state.instructions.html} /> : null}
      <h2>{texts.rules}</h2>
      <ul>
        {[...texts.ruleList, state.feedback === "VERDICTS" ? texts.verdicts : texts.noVerdicts].map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      <h2>{texts.recorded}</h2>
      <ul>
        {texts.recordedList.map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
      {start.failure ? <Notice failure={start.failure} /> : null}
      <button type="button" class="primary" disabled={start.busy} onClick={() => void start.act(undefined)}>
        {texts.start}
      </button>
    </>
  );
}

/** The time stands still. When the break is used up, the server has ended it: the state is read again. */
export function Break({ session, state, onState }: Properties) {
  const end = useAction(async () => {
    const { endAssessmentBreak } = await session.run(EndBreakDocument, {});
    if (endAssessmentBreak) onState(endAssessmentBreak.assessment);
  });
  const reread = useAction(async () => {
    const { candidateAssessment } = await session.run(CandidateDocument, {});
    if (candidateAssessment) onState(candidateAssessment);
  });
  const failure = end.failure ?? reread.failure;
  return (
    <>
      <p>{texts.onBreak}</p>
      <p>
        <TimeLeft ms={state.breakLeftMs} text={texts.breakLeft} onEnd={() => void reread.act(undefined)} />
      </p>
      {failure ? <Notice failure={failure} onRetry={() => void reread.act(undefined)} /> : null}
      <button type="button" class="primary" disabled={end.busy} onClick={() => void end.act(undefined)}>
        {texts.endBreak}
      </button>
    </>
  );
}

/** It is over: what ended it, and the result once it is released. */
export function After({ state }: { state: CandidateStateFragment }) {
  const { endedBy, released, score, maxScore, status, tasks, lines } = state;
  return (
    <>
      <p role="status">{endedBy ? texts.ends[endedBy] : null}</p>
      {released && score !== null && maxScore !== null ? (
        <section>
          <h2>{texts.results}</h2>
          <p class="outcome">{texts.score(score, maxScore)}</p>
          <ul class="lessons">
            {tasks?.map(({ position, title, points, earned }) => (
              <li key={position} class="row spread">
                <span>{texts.task(position, title)}</span>
                <span>{texts.earned(earned ?? 0, points)}</span>
              </li>
            ))}
          </ul>
          <details>
            <summary>{texts.explanation}</summary>
            <ul class="explanation">
              {lines?.map(({ depth, text, counts }, at) => (
                <li key={at} style={{ marginInlineStart: `${depth}rem` }}>
                  {counts ? text : `${text} (${texts.notCounted})`}
                </li>
              ))}
            </ul>
          </details>
        </section>
      ) : (
        <p>{status === "GRADED" ? texts.notReleased : `${texts.grading} ${texts.notReleased}`}</p>
      )}
    </>
  );
}
