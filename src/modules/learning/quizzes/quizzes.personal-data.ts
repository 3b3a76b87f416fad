import {
  countOf,
  listOfRows,
  pagesOf,
  removal,
  type ExportReader,
  type ObjectsPart,
  type PersonalData,
} from "../../contracts/personal-data.js";
import { shownQuestion, type StoredQuestion } from "./attempts/shown-question.js";

const FROM_ATTEMPTS = "from quiz_attempts a join quizzes z on z.id = a.quiz_id where a.user_id = ?";
const USED = { kept: "Others use it." };

interface ExportedAttempt {
  id: string;
  questions: StoredQuestion[];
}

/** With answers as the attempt showed them, and without solutions: an archive must not tell more than the API. */
const attempts: ObjectsPart = {
  name: "quiz-attempts",
  description: "Your attempts at quizzes with your answers.",
  count: (reader) => countOf(reader, FROM_ATTEMPTS),
  async *objects(reader: ExportReader) {
    const select = `a.id, z.slug as quiz, a.number, a.preview, a.status, a.started_at as "startedAt", a.ended_at as "endedAt",
      case when a.status = 'GRADED' then a.score end as score, a.max_score as "maxScore",
      (select jsonb_agg(jsonb_build_object('position', aq.position, 'section', aq.section, 'points', aq.points, 'shown', aq.shown,
         'answer', aq.answer, 'answerVersion', aq.answer_version, 'answeredAt', aq.answered_at, 'outcome', null, 'content', v.content)
         order by aq.position)
       from quiz_attempt_questions aq join question_versions v on v.id = aq.version_id where aq.attempt_id = a.id) as questions`;
    for await (const { orderedBy: _, questions, ...attempt } of pagesOf<ExportedAttempt>(reader, {
      select,
      from: FROM_ATTEMPTS,
      key: "a.id",
      page: 20,
    })) {
      const shown = (questions as StoredQuestion[] | null)?.map((question) => shownQuestion(question, false)) ?? [];
      yield {
        ...attempt,
        questions: shown.map(({ position, prompt, options, lefts, answer, answeredAt }) => ({
          position,
          prompt,
          options,
          lefts,
          answer,
          answeredAt,
        })),
      };
    }
  },
};

export const quizzesPersonalData: PersonalData = {
  columns: {
    "question_banks.owner_id": { export: "question-banks", deletion: USED },
    "question_bank_co_authors.user_id": { export: { not: "It is a permission." }, deletion: "removed" },
    "question_versions.author_id": { export: "questions", deletion: { kept: "It is the history of a question that others use." } },
    "quizzes.owner_id": { export: "quizzes", deletion: USED },
    "quiz_co_authors.user_id": { export: { not: "It is a permission." }, deletion: "removed" },
    "quiz_attempts.user_id": { export: "quiz-attempts", deletion: "removed" },
  },
  exports: [
    attempts,
    listOfRows({
      name: "question-banks",
      description: "Question banks that you own.",
      select: `b.id, b.title, b.description, b.visibility, b.created_at as "createdAt"`,
      from: "from question_banks b where b.owner_id = ?",
      key: "b.id",
    }),
    listOfRows({
      name: "questions",
      description: "Versions of questions that you wrote.",
      select: `v.id, v.question_id as "questionId", v.number, v.content, v.created_at as "createdAt"`,
      from: "from question_versions v where v.author_id = ?",
      key: "v.id",
      page: 20,
    }),
    listOfRows({
      name: "quizzes",
      description: "Quizzes that you own.",
      select: `z.id, z.slug, z.title, z.description, z.status, z.time_limit_ms as "timeLimitMs", z.created_at as "createdAt"`,
      from: "from quizzes z where z.owner_id = ?",
      key: "z.id",
    }),
  ],
  erasures: [removal("quiz_attempts"), removal("quiz_co_authors"), removal("question_bank_co_authors")],
};
