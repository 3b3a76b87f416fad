import { useRef, useState } from "preact/hooks";
import {
  RunAssessmentCodeDocument,
  SaveAssessmentCodeDocument,
  SubmitAssessmentCodeDocument,
  type CandidateStateFragment,
  type RunAssessmentCodeMutation,
} from "../api/generated.js";
import { useAction } from "../api/use-query.js";
import { Icon } from "../parts/basics.js";
import { CodeEditor } from "../parts/code-editor.js";
import { Select } from "../parts/field.js";
import { IncludedFiles } from "../parts/included-files.js";
import { Notice, useWait } from "../parts/notice.js";
import { ProblemText } from "../parts/problem-text.js";
import { RunResults } from "../parts/run-results.js";
import { VerdictBadge } from "../parts/verdict.js";
import { words } from "../words.js";
import { SaveNote } from "./save-note.js";
import type { CandidateSession } from "./session.js";
import type { Task } from "./sitting.js";
import { useAutosave, type Saves } from "./use-autosave.js";

type Progress = NonNullable<CandidateStateFragment["tasks"]>[number];

interface Properties {
  session: CandidateSession;
  task: Task;
  progress: Progress;
  saves: Saves;
  onState: (state: CandidateStateFragment) => void;
  /** Reads the task as it is saved. */
  reread: () => Promise<Task | null>;
}

/** A problem of the assessment: the code is saved while it is typed, runs on the samples, and is submitted. */
export function ProblemTask({ session, task, progress, saves, onState, reread }: Properties) {
  const { position } = task;
  const problem = task.problem!;
  const starterOf = (slug: string) => problem.starterCodes.find(({ language }) => language.slug === slug)?.source ?? "";
  const [language, setLanguage] = useState(task.savedCode?.language?.slug ?? problem.starterCodes[0]?.language.slug ?? "");
  const [code, setCode] = useState(task.savedCode?.source || starterOf(language));
  const version = useRef(task.savedCode?.version ?? 0);
  /** Code of languages that are not chosen at the moment. */
  const others = useRef(new Map<string, string>());
  const current = useRef({ language, source: code });
  const [outdated, setOutdated] = useState(false);
  const [stdin, setStdin] = useState("");
  const [usesStdin, setUsesStdin] = useState(false);
  const [result, setResult] = useState<NonNullable<RunAssessmentCodeMutation["runAssessmentCode"]> | null>(null);
  const lastSent = useRef<{ language: string; source: string; key: string } | null>(null);

  const show = (slug: string, source: string) => {
    setLanguage(slug);
    setCode(source);
    current.current = { language: slug, source };
  };
  const saving = useAutosave(saves, async () => {
    const input = { position, ...current.current, expectedVersion: version.current };
    const { saveAssessmentCode: saved } = await session.run(SaveAssessmentCodeDocument, { input });
    version.current = saved?.assessment.tasks?.find((each) => each.position === position)?.savedCode?.version ?? version.current;
    setOutdated(saved?.outdated ?? false);
    if (!saved?.outdated) return;
    const stored = (await reread())?.savedCode;
    if (!stored) return;
    version.current = stored.version;
    show(stored.language?.slug ?? language, stored.source);
  });
  const change = (slug: string, source: string) => {
    if (slug === current.current.language && source === current.current.source) return;
    show(slug, source);
    saving.autosave.touch();
  };
  const choose = (slug: string) => {
    others.current.set(current.current.language, current.current.source);
    change(slug, others.current.get(slug) ?? starterOf(slug));
  };

  const runCode = useAction(async () => {
    const input = { position, ...current.current, ...(usesStdin ? { stdin } : {}) };
    setResult((await session.run(RunAssessmentCodeDocument, { input })).runAssessmentCode ?? null);
  });
  const submit = useAction(async () => {
    await saving.autosave.flush();
    const sent = current.current;
    const again = lastSent.current;
    const key = again?.language === sent.language && again.source === sent.source ? again.key : crypto.randomUUID();
    lastSent.current = { ...sent, key };
    const input = { position, ...sent, idempotencyKey: key };
    const { submitAssessmentCode } = await session.run(SubmitAssessmentCodeDocument, { input });
    // It arrived: the next press is a new submission.
    lastSent.current = null;
    if (submitAssessmentCode) onState(submitAssessmentCode.assessment);
  });
  const failure = submit.failure ?? runCode.failure;
  const busy = runCode.busy || submit.busy || useWait(failure) > 0;
  const start = (action: typeof runCode) => {
    runCode.clear();
    submit.clear();
    void action.act(undefined);
  };

  return (
    <div class="solve">
      <article class="statement">
        <h2 class="task-title">{words.assessment.task(position, problem.title)}</h2>
        <p class="quiet small">{words.assessment.limits(problem.timeLimitMs, problem.memoryLimitKb)}</p>
        <ProblemText statement={problem.statement} constraints={problem.constraints} samples={problem.samples} />
      </article>
      <section class="workbench" aria-label={words.problem.code}>
        <Select
          label={words.problem.language}
          value={language}
          onChange={choose}
          choices={problem.starterCodes.map((starter) => ({ value: starter.language.slug, label: starter.language.name }))}
        />
        <CodeEditor
          text={code}
          language={language}
          label={words.problem.code}
          onChange={(source) => change(current.current.language, source)}
          onRun={() => !busy && start(runCode)}
        />
        <IncludedFiles all={problem.includedFiles} language={language} />
        <SaveNote saving={saving} outdated={outdated} />
        <details open={usesStdin} onToggle={(event) => setUsesStdin(event.currentTarget.open)}>
          <summary>{words.problem.ownInput}</summary>
          <textarea
            class="stdin"
            aria-label={words.problem.input}
            rows={4}
            value={stdin}
            onInput={(event) => setStdin(event.currentTarget.value)}
          />
        </details>
        <div class="row">
          <button type="button" disabled={busy} onClick={() => start(runCode)}>
            <Icon name="play" /> {runCode.busy ? words.problem.running : usesStdin ? words.problem.ownInput : words.problem.run}
          </button>
          <button type="button" class="primary" disabled={busy} onClick={() => start(submit)}>
            {submit.busy ? words.problem.submitting : words.problem.submit}
          </button>
        </div>
        {failure ? <Notice failure={failure} /> : null}
        {result ? <RunResults result={result} /> : null}
        <Submissions of={progress} />
      </section>
    </div>
  );
}

function Submissions({ of }: { of: Progress }) {
  if (of.submissions.length === 0) return null;
  return (
    <section>
      <h3>{words.assessment.submissions}</h3>
      <ol class="lessons" aria-live="polite">
        {of.submissions.toReversed().map(({ number, status, verdict, language, submittedAt }) => (
          <li key={number} class="row spread">
            <span>{words.assessment.number(number)}</span>
            <span class="quiet small">{language.name}</span>
            <time class="quiet small" dateTime={submittedAt}>
              {words.when(submittedAt)}
            </time>
            {status === "FINISHED" && !verdict ? (
              <span class="verdict none">
                <Icon name="check" /> {words.assessment.received}
              </span>
            ) : (
              <VerdictBadge verdict={verdict} status={status} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
