import { useEffect, useRef, useState } from "preact/hooks";
import { RunCodeDocument, SubmitCodeDocument, type RunCodeMutation } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import type { ProblemShown } from "../pages/problem.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";
import { Icon } from "./basics.js";
import { CodeEditor } from "./code-editor.js";
import { draftOf, keepDraft, keepLanguage, lastLanguage } from "./drafts.js";
import { Select } from "./field.js";
import { IncludedFiles } from "./included-files.js";
import { JudgementView } from "./judgement-view.js";
import { useLiveJudgement } from "./live-judgement.js";
import { Notice, useWait } from "./notice.js";
import { RunResults } from "./run-results.js";
import { SignInFirst } from "./sign-in-first.js";

interface Sent {
  language: string;
  source: string;
  /** A retry after a lost answer makes no second submission. */
  key: string;
}

/** Editor, runs on the samples, and the live verdict of a submission. */
export function Workbench({ problem, onSolved }: { problem: ProblemShown; onSolved: () => void }) {
  const viewer = useViewer();
  const starters = problem.starterCodes ?? [];
  const remembered = starters.find(({ language }) => language.slug === lastLanguage());
  const [language, setLanguage] = useState((remembered ?? starters[0])?.language.slug ?? "");
  const starterOf = (slug: string) => starters.find((starter) => starter.language.slug === slug)?.source ?? "";
  const [code, setCode] = useState(draftOf(problem.id, language) ?? starterOf(language));
  const [runResult, setRunResult] = useState<NonNullable<RunCodeMutation["runCode"]> | null>(null);
  const [submissionId, setSubmissionId] = useState<string | null>(null);
  const [stdin, setStdin] = useState("");
  const [usesStdin, setUsesStdin] = useState(false);
  const lastSent = useRef<Sent | null>(null);

  const change = (text: string) => {
    setCode(text);
    keepDraft(problem.id, language, text === starterOf(language) ? null : text);
  };
  const choose = (slug: string) => {
    setLanguage(slug);
    keepLanguage(slug);
    setCode(draftOf(problem.id, slug) ?? starterOf(slug));
  };

  const runCode = useAction(async () => {
    const input = { problemId: problem.id, language, source: code, ...(usesStdin ? { stdin } : {}) };
    const { runCode: result } = await run(RunCodeDocument, { input });
    setSubmissionId(null);
    setRunResult(result ?? null);
  });
  const submit = useAction(async () => {
    const again = lastSent.current;
    const key = again?.language === language && again.source === code ? again.key : crypto.randomUUID();
    lastSent.current = { language, source: code, key };
    const { submitCode } = await run(SubmitCodeDocument, { input: { problemId: problem.id, language, source: code, idempotencyKey: key } });
    // It arrived: the next press is a new submission.
    lastSent.current = null;
    setRunResult(null);
    setSubmissionId(submitCode?.submission.id ?? null);
  });
  const live = useLiveJudgement(submissionId);
  const { judgement } = live;
  const solved = judgement?.verdict === "ACCEPTED";
  if (solved) queueMicrotask(onSolved);
  const results = useRef<HTMLElement>(null);
  // On a phone they are below the screen.
  useEffect(() => {
    if (submissionId !== null || runResult) results.current?.scrollIntoView({ block: "nearest" });
  }, [submissionId, runResult, judgement?.status]);

  const busy = runCode.busy || submit.busy || (submissionId !== null && judgement?.status !== "FINISHED" && !live.failure);
  const failure = submit.failure ?? runCode.failure ?? live.failure;
  const waits = useWait(failure) > 0;
  const start = (action: typeof runCode) => {
    runCode.clear();
    submit.clear();
    void action.act(undefined);
  };

  return (
    <section class="workbench" aria-label={words.problem.code}>
      <div class="row spread">
        <Select
          label={words.problem.language}
          value={language}
          onChange={choose}
          choices={starters.map((starter) => ({ value: starter.language.slug, label: starter.language.name }))}
        />
        {code === starterOf(language) ? null : (
          <button type="button" class="plain" onClick={() => change(starterOf(language))}>
            {words.problem.restore}
          </button>
        )}
      </div>
      <CodeEditor
        text={code}
        language={language}
        label={words.problem.code}
        onChange={change}
        onRun={() => viewer && !busy && start(runCode)}
      />
      <IncludedFiles all={problem.includedFiles ?? []} language={language} />
      {viewer ? (
        <>
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
            <button type="button" disabled={busy || waits} onClick={() => start(runCode)}>
              <Icon name="play" /> {runCode.busy ? words.problem.running : usesStdin ? words.problem.ownInput : words.problem.run}
            </button>
            <button type="button" class="primary" disabled={busy || waits} onClick={() => start(submit)}>
              {submit.busy ? words.problem.submitting : words.problem.submit}
            </button>
          </div>
        </>
      ) : (
        <SignInFirst to={words.problem.toSubmit} />
      )}
      <section ref={results} class="results" aria-labelledby="results">
        <h2 id="results">{words.problem.results}</h2>
        {failure ? <Notice failure={failure} /> : null}
        {runResult ? <RunResults result={runResult} /> : null}
        {judgement ? <JudgementView judgement={judgement} /> : null}
        {submissionId && judgement?.status === "FINISHED" ? (
          <Link href={`/submissions/${submissionId}`}>{words.problem.details}</Link>
        ) : null}
        {runResult || submissionId || failure ? null : <p class="quiet">{words.problem.nothingYet}</p>}
      </section>
    </section>
  );
}
