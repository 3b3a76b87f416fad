import { useEffect, useState } from "preact/hooks";
import { AttemptPageDocument, AttemptsDocument, QuizPageDocument, StartAttemptDocument, type AttemptFragment } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction, useQuery } from "../api/use-query.js";
import { Loading, Title } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { Prose } from "../parts/prose.js";
import { QuizAttempt } from "../parts/quiz-attempt.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

/** A quiz: its open attempt, or the way to a new one, and earlier results. */
export function Quiz({ slug }: { slug: string }) {
  const viewer = useViewer();
  const { data, failure, reload } = useQuery(QuizPageDocument, { slug });
  const quiz = data?.quiz;
  const attempts = useQuery(AttemptsDocument, viewer && quiz ? { quizId: quiz.id } : null);
  const [attempt, setAttempt] = useState<AttemptFragment | null>(null);
  const open = useAction(async (id: string) => setAttempt((await run(AttemptPageDocument, { id })).quizAttempt ?? null));
  const start = useAction(async (quizId: string) => {
    const { startQuizAttempt } = await run(StartAttemptDocument, { input: { quizId } });
    setAttempt(startQuizAttempt?.attempt ?? null);
  });
  // The list shows a new attempt, and the score once it is known.
  useEffect(() => {
    if (attempt && attempt.status !== "OPEN") attempts.reload();
  }, [attempt?.status]);

  if (failure && !quiz) return <Notice failure={failure} onRetry={reload} />;
  if (!quiz) return <Loading />;
  const earlier = attempts.data?.myQuizAttempts?.nodes ?? [];
  const unfinished = earlier.find(({ status }) => status === "OPEN");
  const problem = start.failure ?? open.failure ?? attempts.failure;
  return (
    <div class="quiz">
      <Title lead={words.quiz.questions(quiz.questionCount) + (quiz.timeLimitMs ? ` · ${words.quiz.minutes(quiz.timeLimitMs)}` : "")}>
        {quiz.title}
      </Title>
      {problem ? <Notice failure={problem} /> : null}
      {attempt ? (
        <QuizAttempt key={attempt.id} attempt={attempt} onChange={setAttempt} onReopen={() => void open.act(attempt.id)} />
      ) : (
        <Prose html={quiz.description.html} />
      )}
      {!viewer ? (
        <SignInFirst to={words.quiz.toTake} />
      ) : attempt?.status === "OPEN" ? null : (
        <button
          type="button"
          class={attempt ? "" : "primary"}
          disabled={start.busy || open.busy || (attempts.loading && !attempts.data)}
          onClick={() => void (unfinished ? open.act(unfinished.id) : start.act(quiz.id))}
        >
          {unfinished ? words.quiz.goOn : attempt ? words.quiz.again : words.quiz.start}
        </button>
      )}
      {earlier.length > 0 && attempt?.status !== "OPEN" ? (
        <section>
          <h2>{words.quiz.attempts}</h2>
          <ul class="lessons">
            {earlier.map(({ id, number, status, score, maxScore, startedAt }) => (
              <li key={id} class="row spread">
                <button type="button" class="plain" onClick={() => void open.act(id)}>
                  {words.quiz.attempt(number)}
                </button>
                <span class="quiet">{words.when(startedAt)}</span>
                <span>
                  {status === "OPEN"
                    ? words.quiz.open
                    : score === null || score === undefined
                      ? words.quiz.waiting
                      : words.quiz.result(score, maxScore)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
