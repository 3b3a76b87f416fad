import { useEffect, useRef, useState } from "preact/hooks";
import {
  SaveAnswersDocument,
  SubmitAttemptDocument,
  WatchAttemptDocument,
  type AttemptFragment,
  type QuizAnswerInput,
} from "../api/generated.js";
import { watch } from "../api/live.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { words } from "../words.js";
import { Text } from "./basics.js";
import { Notice } from "./notice.js";
import { Prose } from "./prose.js";
import { QuizInput, type Answer } from "./quiz-input.js";
import { QuizSolution } from "./quiz-solution.js";

type Question = AttemptFragment["questions"][number];

/** After the last change. */
const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = 5000;

interface Properties {
  attempt: AttemptFragment;
  onChange: (attempt: AttemptFragment) => void;
  /** Reads the attempt again, after another tab has changed it. */
  onReopen: () => void;
}

/** The questions of an attempt. Answers are saved while the learner goes on; graded ones show their solution. */
export function QuizAttempt({ attempt, onChange, onReopen }: Properties) {
  const { id, status, questions, score, maxScore } = attempt;
  const [answers, setAnswers] = useState<ReadonlyMap<number, Answer>>(new Map());
  const versions = useRef(new Map(questions.map(({ position, answerVersion }) => [position, answerVersion])));
  const unsaved = useRef(new Map<number, Answer>());
  const isOpen = status === "OPEN";

  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const pending = (): QuizAnswerInput[] =>
    [...unsaved.current].map(([position, answer]) => ({ ...answer, position, expectedVersion: versions.current.get(position) ?? 0 }));
  const save = useAction(async () => {
    const sent = new Map(unsaved.current);
    if (sent.size === 0) return;
    const { saveQuizAnswers } = await run(SaveAnswersDocument, { input: { attemptId: id, answers: pending() } });
    // What changed meanwhile stays unsaved.
    for (const [position, answer] of sent) if (unsaved.current.get(position) === answer) unsaved.current.delete(position);
    for (const { position, answerVersion } of saveQuizAnswers?.attempt.questions ?? []) versions.current.set(position, answerVersion);
    if (saveQuizAnswers && saveQuizAnswers.outdated.length > 0) onReopen();
  });
  const submit = useAction(async () => {
    // It changes the versions.
    await saving.current;
    const { submitQuizAttempt } = await run(SubmitAttemptDocument, { input: { attemptId: id, answers: pending() } });
    if (submitQuizAttempt) onChange(submitQuizAttempt.attempt);
  });

  // Code questions are graded by the judge: the result arrives later.
  useEffect(() => {
    if (status !== "SUBMITTED") return;
    return watch(
      WatchAttemptDocument,
      { id },
      { next: ({ quizAttemptChanged }) => quizAttemptChanged && onChange(quizAttemptChanged), failed: () => undefined },
    );
  }, [id, status]);
  useEffect(() => {
    if (!isOpen || save.busy || unsaved.current.size === 0) return;
    const waiting = setTimeout(
      () => {
        saving.current = save.act(undefined);
      },
      save.failure ? RETRY_AFTER_MS : SAVE_AFTER_MS,
    );
    return () => clearTimeout(waiting);
  }, [answers, save.busy]);

  const change = (position: number, answer: Answer) => {
    unsaved.current.set(position, answer);
    setAnswers((before) => new Map(before).set(position, answer));
  };
  const failure = submit.failure ?? save.failure;

  return (
    <form
      class="attempt"
      onSubmit={(event) => {
        event.preventDefault();
        void submit.act(undefined);
      }}
    >
      {isOpen ? <TimeLeft ms={attempt.remainingMs ?? null} /> : null}
      {isOpen ? null : (
        <p class="outcome" role="status">
          {score === null || score === undefined ? words.quiz.waiting : words.quiz.result(score, maxScore)}
        </p>
      )}
      {questions.map((question) => (
        <section key={question.position} class="question" aria-label={words.quiz.question(question.position, question.points)}>
          <h2>{words.quiz.question(question.position, question.points)}</h2>
          <Prompt question={question} />
          <QuizInput
            question={question}
            answer={answers.get(question.position) ?? question.answer ?? {}}
            disabled={!isOpen || submit.busy}
            onChange={(answer) => change(question.position, answer)}
          />
          {question.solution ? <QuizSolution question={question} /> : null}
        </section>
      ))}
      {failure ? <Notice failure={failure} /> : null}
      {isOpen ? (
        <p class="row">
          <button type="submit" class="primary" disabled={submit.busy}>
            {words.quiz.submit}
          </button>
          <span class="quiet">{words.quiz.saved}</span>
        </p>
      ) : null}
    </form>
  );
}

/** What a question asks. */
export function Prompt({ question: { prompt, source, stdin } }: { question: Pick<Question, "prompt" | "source" | "stdin"> }) {
  return (
    <>
      <Prose html={prompt.html} />
      {source ? <Text label={words.quiz.program}>{source}</Text> : null}
      {stdin ? <Text label={words.problem.input}>{stdin}</Text> : null}
    </>
  );
}

function TimeLeft({ ms }: { ms: number | null }) {
  const [end] = useState(ms === null ? null : Date.now() + ms);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (end === null) return;
    const ticking = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, [end]);
  if (end === null) return null;
  const seconds = Math.max(0, Math.floor((end - now) / 1000));
  return (
    <p class="quiet" role="timer">
      {words.quiz.timeLeft(Math.floor(seconds / 60), seconds % 60)}
    </p>
  );
}
