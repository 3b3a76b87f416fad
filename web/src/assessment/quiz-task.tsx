import { useRef, useState } from "preact/hooks";
import { SaveAssessmentAnswersDocument, type QuizAnswerInput } from "../api/generated.js";
import { Prompt } from "../parts/quiz-attempt.js";
import { QuizInput, type Answer } from "../parts/quiz-input.js";
import { words } from "../words.js";
import { SaveNote } from "./save-note.js";
import type { CandidateSession } from "./session.js";
import type { Task } from "./sitting.js";
import { useAutosave, type Saves } from "./use-autosave.js";

interface Properties {
  session: CandidateSession;
  task: Task;
  title: string;
  saves: Saves;
  reread: () => Promise<Task | null>;
}

type Questions = Task["questions"];
const versionsOf = (questions: Questions) => new Map(questions.map(({ position, answerVersion }) => [position, answerVersion]));

/** A quiz of the assessment. Answers are saved while the candidate goes on. */
export function QuizTask({ session, task, title, saves, reread }: Properties) {
  const { position: quiz } = task;
  const [questions, setQuestions] = useState(task.questions);
  const [answers, setAnswers] = useState<ReadonlyMap<number, Answer>>(new Map());
  const [outdated, setOutdated] = useState(false);
  const versions = useRef(versionsOf(questions));
  const unsaved = useRef(new Map<number, Answer>());

  const saving = useAutosave(saves, async () => {
    const sent = [...unsaved.current];
    const input = sent.map(([position, answer]): QuizAnswerInput => ({
      ...answer,
      position,
      expectedVersion: versions.current.get(position) ?? 0,
    }));
    if (input.length === 0) return;
    const variables = { input: { position: quiz, answers: input } };
    const { saveAssessmentAnswers: saved } = await session.run(SaveAssessmentAnswersDocument, variables);
    // What was changed meanwhile stays.
    for (const [position, answer] of sent) if (unsaved.current.get(position) === answer) unsaved.current.delete(position);
    for (const { position, answerVersion } of saved?.assessment.tasks?.find((each) => each.position === quiz)?.questions ?? [])
      versions.current.set(position, answerVersion);
    setOutdated(Boolean(saved && saved.outdated.length > 0));
    if (!saved || saved.outdated.length === 0) return;
    const stored = (await reread())?.questions;
    if (!stored) return;
    versions.current = versionsOf(stored);
    setQuestions(stored);
    setAnswers((before) => new Map([...before].filter(([position]) => !saved.outdated.includes(position))));
  });
  const change = (position: number, answer: Answer) => {
    unsaved.current.set(position, answer);
    setAnswers((before) => new Map(before).set(position, answer));
    saving.autosave.touch();
  };

  return (
    // A form of its own: radio buttons of two quizzes have the same names.
    <form class="quiz" onSubmit={(event) => event.preventDefault()}>
      <h2 class="task-title">{words.assessment.task(quiz, title)}</h2>
      {questions.map((question) => (
        <section key={question.position} class="question" aria-label={words.quiz.question(question.position, question.points)}>
          <h3>{words.quiz.question(question.position, question.points)}</h3>
          <Prompt question={question} />
          <QuizInput
            question={question}
            answer={answers.get(question.position) ?? question.answer ?? {}}
            disabled={false}
            onChange={(answer) => change(question.position, answer)}
          />
        </section>
      ))}
      <SaveNote saving={saving} outdated={outdated} />
    </form>
  );
}
