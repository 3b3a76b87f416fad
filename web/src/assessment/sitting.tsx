import { useEffect, useRef, useState } from "preact/hooks";
import { asFailure, type Failure } from "../api/failure.js";
import {
  CandidateTasksDocument,
  FinishAssessmentDocument,
  StartBreakDocument,
  type CandidateStateFragment,
  type CandidateTasksQuery,
} from "../api/generated.js";
import { useAction } from "../api/use-query.js";
import { Loading } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { words } from "../words.js";
import { ProblemTask } from "./problem-task.js";
import { QuizTask } from "./quiz-task.js";
import type { CandidateSession } from "./session.js";
import { useSignals } from "./signals.js";
import { TaskList } from "./task-list.js";
import { TimeLeft } from "./time-left.js";
import type { Saves } from "./use-autosave.js";

export type Task = NonNullable<NonNullable<CandidateTasksQuery["candidateAssessment"]>["tasks"]>[number];

interface Properties {
  session: CandidateSession;
  state: CandidateStateFragment;
  onState: (state: CandidateStateFragment) => void;
}

/** The open sitting: the clock, the list of tasks, and the task that is open. Tasks that were opened stay, so nothing typed is lost. */
export function Sitting({ session, state, onState }: Properties) {
  const [tasks, setTasks] = useState<readonly Task[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [open, setOpen] = useState(1);
  const [opened, setOpened] = useState<readonly number[]>([1]);
  const saves = useRef<Saves>(new Set());
  const heading = useRef<HTMLDivElement>(null);
  const { signals, onPaste } = useSignals(session, open);

  const read = async () => (await session.run(CandidateTasksDocument, {})).candidateAssessment?.tasks ?? null;
  const load = () => {
    setFailure(null);
    read().then(setTasks, (error: unknown) => setFailure(asFailure(error)));
  };
  useEffect(load, []);
  const reread = async (position: number) => (await read())?.find((task) => task.position === position);
  const choose = (position: number) => {
    setOpen(position);
    setOpened((before) => (before.includes(position) ? before : [...before, position]));
    heading.current?.focus();
  };
  const settle = () => Promise.all([...[...saves.current].map((save) => save.flush()), signals.flush()]);

  if (failure) return <Notice failure={failure} onRetry={load} />;
  if (!tasks) return <Loading />;
  return (
    <div onPaste={onPaste}>
      <div class="sitting-bar">
        <TimeLeft ms={state.remainingMs ?? 0} />
        <Steps session={session} state={state} onState={onState} settle={settle} />
      </div>
      <TaskList tasks={state.tasks ?? []} open={open} onOpen={choose} />
      <div ref={heading} tabIndex={-1} class="task-panel">
        {tasks
          .filter(({ position }) => opened.includes(position))
          .map((task) => (
            <div key={task.position} hidden={task.position !== open}>
              {task.problem ? (
                <ProblemTask
                  session={session}
                  task={task}
                  progress={state.tasks?.find(({ position }) => position === task.position)}
                  saves={saves.current}
                  onState={onState}
                  reread={reread}
                />
              ) : (
                <QuizTask
                  session={session}
                  task={task}
                  title={state.tasks?.find(({ position }) => position === task.position)?.title ?? ""}
                  saves={saves.current}
                  reread={reread}
                />
              )}
            </div>
          ))}
      </div>
    </div>
  );
}

/** A break, and the end, which is asked for twice. */
function Steps({ session, state, onState, settle }: Properties & { settle: () => Promise<unknown> }) {
  const [asks, setAsks] = useState(false);
  const pause = useAction(async () => {
    await settle();
    const { startAssessmentBreak } = await session.run(StartBreakDocument, {});
    if (startAssessmentBreak) onState(startAssessmentBreak.assessment);
  });
  const finish = useAction(async () => {
    await settle();
    const { finishAssessment } = await session.run(FinishAssessmentDocument, {});
    if (finishAssessment) onState(finishAssessment.assessment);
  });
  const failure = finish.failure ?? pause.failure;
  return (
    <>
      {asks ? (
        <div class="row" role="group" aria-label={words.assessment.finish}>
          <span>{words.assessment.finishNote}</span>
          <button type="button" class="primary" disabled={finish.busy} onClick={() => void finish.act(undefined)}>
            {words.assessment.finishNow}
          </button>
          <button type="button" onClick={() => setAsks(false)}>
            {words.assessment.goOn}
          </button>
        </div>
      ) : (
        <div class="row">
          {state.breakLeftMs > 0 ? (
            <button type="button" disabled={pause.busy} onClick={() => void pause.act(undefined)}>
              {words.assessment.startBreak}
            </button>
          ) : null}
          <button type="button" onClick={() => setAsks(true)}>
            {words.assessment.finish}
          </button>
        </div>
      )}
      {failure ? <Notice failure={failure} /> : null}
    </>
  );
}
