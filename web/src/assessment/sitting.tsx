import { useEffect, useRef, useState } from "preact/hooks";
import { asFailure, type Failure } from "../api/failure.js";
import {
  CandidateTaskDocument,
  FinishAssessmentDocument,
  StartBreakDocument,
  type CandidateStateFragment,
  type CandidateTaskQuery,
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

export type Task = NonNullable<NonNullable<CandidateTaskQuery["candidateAssessment"]>["task"]>;
type Progress = NonNullable<CandidateStateFragment["tasks"]>[number];

interface Properties {
  session: CandidateSession;
  state: CandidateStateFragment;
  onState: (state: CandidateStateFragment) => void;
}

/** The open sitting: the clock, the list of tasks, and the task that is open. Tasks that were opened stay, so nothing typed is lost. */
export function Sitting({ session, state, onState }: Properties) {
  const [open, setOpen] = useState(1);
  const [opened, setOpened] = useState<readonly number[]>([1]);
  const saves = useRef<Saves>(new Set());
  const panel = useRef<HTMLDivElement>(null);
  const { signals, onPaste } = useSignals(session, open);
  const tasks = state.tasks ?? [];
  const choose = (position: number) => {
    setOpen(position);
    setOpened((before) => (before.includes(position) ? before : [...before, position]));
    panel.current?.focus();
  };
  const settle = () => Promise.all([...[...saves.current].map((save) => save.flush()), signals.flush()]);
  return (
    <div onPaste={onPaste}>
      <div class="sitting-bar">
        <TimeLeft ms={state.remainingMs ?? 0} />
        <Steps session={session} state={state} onState={onState} settle={settle} />
      </div>
      <TaskList tasks={tasks} open={open} onOpen={choose} />
      <div ref={panel} tabIndex={-1} class="task-panel">
        {tasks
          .filter(({ position }) => opened.includes(position))
          .map((progress) => (
            <div key={progress.position} hidden={progress.position !== open}>
              <OpenedTask session={session} progress={progress} saves={saves.current} onState={onState} />
            </div>
          ))}
      </div>
    </div>
  );
}

interface TaskProperties {
  session: CandidateSession;
  progress: Progress;
  saves: Saves;
  onState: (state: CandidateStateFragment) => void;
}

/** Reads its task when it is opened first. */
function OpenedTask({ session, progress, saves, onState }: TaskProperties) {
  const { position, title } = progress;
  const [task, setTask] = useState<Task | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const reread = async () => (await session.run(CandidateTaskDocument, { position })).candidateAssessment?.task ?? null;
  const load = () => {
    setFailure(null);
    reread().then(setTask, (error: unknown) => setFailure(asFailure(error)));
  };
  useEffect(load, []);
  if (failure) return <Notice failure={failure} onRetry={load} />;
  if (!task) return <Loading />;
  const shared = { session, task, saves, reread };
  return task.problem ? <ProblemTask {...shared} progress={progress} onState={onState} /> : <QuizTask {...shared} title={title} />;
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
