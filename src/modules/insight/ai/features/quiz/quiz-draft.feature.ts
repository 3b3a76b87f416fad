import { questionContent, type QuestionContent } from "../../../../learning/quizzes/questions/question.js";
import { partOf } from "../../prompt/prompt.js";
import { answerSchema, object, string, type Answer, type Feature } from "../feature.js";
import { lessonParts } from "../summary/summary.feature.js";

interface DraftedQuestion {
  prompt: string;
  explanation: string;
  choices: { text: string; correct: boolean; feedback: string }[];
}

export interface QuizAnswer extends Answer {
  questions: DraftedQuestion[];
}

/** In the form of `createQuestion`. */
export interface QuizDraft extends Answer {
  questions: Extract<QuestionContent, { kind: "SINGLE_CHOICE" | "MULTIPLE_CHOICE" }>[];
}

export const DRAFT_QUESTIONS_MAX = 20;

export interface QuizDraftInput {
  lessonId: string;
  count: number;
}

export const quizDraftFeature: Feature<QuizAnswer, QuizDraftInput> = {
  kind: "QUIZ_DRAFT",
  version: 1,
  task: [
    "Draft questions for a quiz on the lesson, for an instructor who edits them before any learner sees them. Ask for understanding, not for words of the text.",
    "Each has 2 to 6 choices, at least one of them correct, feedback on each choice and an explanation. `text` tells the instructor in two sentences what the questions cover.",
  ].join("\n"),
  answer: answerSchema("quiz_draft", {
    questions: {
      type: "array",
      maxItems: DRAFT_QUESTIONS_MAX,
      items: object({
        prompt: string,
        explanation: string,
        choices: {
          type: "array",
          minItems: 2,
          maxItems: 6,
          items: object({ text: string, correct: { type: "boolean" }, feedback: string }),
        },
      }),
    },
  }),
  streams: true,

  async prepare(context, { lessonId, count }) {
    return { ...(await lessonParts(context, lessonId)), addition: `Number of questions: ${count}.` };
  },

  rules(prompt) {
    const count = Number(/Number of questions: (\d+)/.exec(prompt.task)?.[1] ?? 3);
    const title = partOf(prompt, "title");
    const sentences = partOf(prompt, "text")
      .replace(/```[\s\S]*?```/g, "")
      .split(/(?<=[.!?])\s+|\n{2,}/)
      .map((sentence) =>
        sentence
          .replace(/^[#>*\s-]+/, "")
          .replace(/\s+/g, " ")
          .trim(),
      )
      .filter((sentence) => sentence.length > 30 && sentence.length < 400);
    const questions = sentences.slice(0, count).map((sentence) => ({
      prompt: `Does the lesson say the following?\n\n> ${sentence}`,
      explanation: `It is a sentence of the lesson: ${sentence}`,
      choices: [
        { text: "Yes", correct: true, feedback: "It does." },
        { text: "No", correct: false, feedback: "Read the lesson again." },
      ],
    }));
    return { text: `A draft of ${questions.length} questions on "${title}", made by rules. Edit each of them.`, questions };
  },

  async check({ text, questions }): Promise<QuizDraft> {
    return { text, questions: questions.flatMap(contentOf) };
  },
};

/** Nothing if it is no question: without a correct choice, for example. */
function contentOf({ prompt, explanation, choices }: DraftedQuestion): QuizDraft["questions"] {
  const correct = choices.filter((choice) => choice.correct).length;
  if (correct === 0) return [];
  const { data } = questionContent.safeParse({
    ...{ kind: correct === 1 ? "SINGLE_CHOICE" : "MULTIPLE_CHOICE", prompt, explanation },
    choices: choices.map(({ text, correct: isCorrect, feedback }, index) => ({
      ...{ id: `choice-${index + 1}`, text, feedback },
      weight: isCorrect ? 1 : correct === 1 ? 0 : -1,
    })),
  });
  return data?.kind === "SINGLE_CHOICE" || data?.kind === "MULTIPLE_CHOICE" ? [data] : [];
}
