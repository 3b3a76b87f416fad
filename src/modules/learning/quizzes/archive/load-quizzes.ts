/** Quizzes as an archive has them. */
import { mayEditQuiz, mayReadQuestionBank } from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { IS_CANDIDATE } from "../authoring/quiz-items.js";
import { ITEM_COLUMNS, QUIZ_COLUMNS, type ItemRow, type QuizRow } from "../authoring/quiz.rows.js";
import { BANK_COLUMNS, type BankRow } from "../questions/question.rows.js";
import type { QuestionContent } from "../questions/question.js";
import { ARCHIVE_LIMITS, type ArchivedBank, type ArchivedQuiz, type QuizArchive } from "./quiz-format.js";

interface Candidate {
  id: string;
  bankId: string;
  quizId: string;
  characters: number;
}

/**
 * Of these quizzes, those that the viewer may edit, with the banks of all their questions, if the viewer may read these and they are not
 * too large. Archived questions are left out. Eight statements.
 */
export async function loadQuizzes(em: EntityManager, viewer: SignedIn, quizIds: readonly string[]): Promise<QuizArchive> {
  const quizzes = (await rows<QuizRow>(em, `select ${QUIZ_COLUMNS} from quizzes z where z.id = any(?::uuid[])`, [list(quizIds)])).filter(
    (quiz) => mayEditQuiz(viewer, quiz),
  );
  const candidates = await rows<Candidate>(
    em,
    `select distinct q.id, q.bank_id as "bankId", i.quiz_id as "quizId", length(v.content::text) as characters
     from quiz_items i join questions q on ${IS_CANDIDATE} join question_versions v on v.question_id = q.id and v.number = q.version
     where i.quiz_id = any(?::uuid[]) order by q.id`,
    [list(quizzes.map(({ id }) => id))],
  );
  const items = await rows<ItemRow>(em, `select ${ITEM_COLUMNS} from quiz_items i where i.quiz_id = any(?::uuid[]) order by i.position`, [
    list(quizzes.map(({ id }) => id)),
  ]);
  const bankIds = [...candidates.map(({ bankId }) => bankId), ...items.flatMap(({ bankId }) => bankId ?? [])];
  const banks = await rows<BankRow & { key: string }>(
    em,
    `select ${BANK_COLUMNS}, b.key from question_banks b where b.id = any(?::uuid[]) order by b.id`,
    [list([...new Set(bankIds)])],
  );
  const readable = new Set(banks.filter((bank) => mayReadQuestionBank(viewer, bank)).map(({ id }) => id));
  const taken = fitting(quizzes, { candidates, items, readable });
  const wanted = new Map(candidates.filter(({ quizId }) => taken.has(quizId)).map(({ id, bankId }) => [id, bankId]));
  const questions = await contentsOf(em, [...wanted.keys()]);
  return assembled({ quizzes: quizzes.filter(({ id }) => taken.has(id)), items, banks, questions, wanted });
}

const list = (ids: readonly string[]) => `{${ids.join(",")}}`;

interface Parts {
  candidates: readonly Candidate[];
  items: readonly ItemRow[];
  readable: ReadonlySet<string>;
}

/** In their order, as long as an import would take all of them. */
function fitting(quizzes: readonly QuizRow[], { candidates, items, readable }: Parts): Set<string> {
  const byQuiz = Map.groupBy(candidates, ({ quizId }) => quizId);
  const [taken, questions, banks] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let characters = 0;
  for (const { id } of quizzes.slice(0, ARCHIVE_LIMITS.quizzes)) {
    const own = byQuiz.get(id) ?? [];
    const drawn = items.filter((item) => item.quizId === id).flatMap(({ bankId }) => bankId ?? []);
    const ownBanks = new Set([...own.map(({ bankId }) => bankId), ...drawn]);
    const more = own.filter((one) => !questions.has(one.id));
    const size = more.reduce((sum, one) => sum + one.characters, 0);
    const fits =
      questions.size + more.length <= ARCHIVE_LIMITS.questions &&
      characters + size <= ARCHIVE_LIMITS.characters &&
      new Set([...banks, ...ownBanks]).size <= ARCHIVE_LIMITS.banks;
    if (!fits || [...ownBanks].some((bankId) => !readable.has(bankId))) continue;
    taken.add(id);
    characters += size;
    for (const one of more) questions.add(one.id);
    for (const bankId of ownBanks) banks.add(bankId);
  }
  return taken;
}

interface StoredQuestion {
  id: string;
  key: string;
  content: QuestionContent;
  topics: string[];
  problem: string | null;
}

function contentsOf(em: EntityManager, ids: readonly string[]): Promise<StoredQuestion[]> {
  return rows(
    em,
    `select q.id, q.key, v.content, array(select t.slug from question_topics qt join topics t on t.id = qt.topic_id
         where qt.question_id = q.id order by t.slug) as topics,
       (select p.slug from problems p where q.kind = 'CODE' and p.id = (v.content->>'problemId')::uuid) as problem
     from questions q join question_versions v on v.question_id = q.id and v.number = q.version where q.id = any(?::uuid[]) order by q.id`,
    [list(ids)],
  );
}

interface Found {
  quizzes: readonly QuizRow[];
  items: readonly ItemRow[];
  banks: readonly (BankRow & { key: string })[];
  questions: readonly StoredQuestion[];
  /** Ids of questions with those of their banks. */
  wanted: ReadonlyMap<string, string>;
}

function assembled({ quizzes, items, banks, questions, wanted }: Found): QuizArchive {
  const own = items.filter(({ quizId }) => quizzes.some(({ id }) => id === quizId));
  const used = new Set([...wanted.values(), ...own.flatMap(({ bankId }) => bankId ?? [])]);
  const names = new Map<string, string>();
  const archived = namedBanks(banks.filter(({ id }) => used.has(id))).map(([name, { id, key, title, description, visibility }]) => {
    names.set(id, name);
    // A CODE question whose problem is gone can't be imported.
    const inBank = questions.filter((question) => wanted.get(question.id) === id && (question.content.kind !== "CODE" || question.problem));
    const listed = inBank.map(({ id: questionId, ...question }, at) => {
      names.set(questionId, `${name}/question-${at + 1}`);
      return { name: `question-${at + 1}`, ...question };
    });
    return { path: "", name, key, title, description, visibility, questions: listed } satisfies ArchivedBank;
  });
  const itemsOf = (id: string) =>
    own
      .filter(({ quizId }) => quizId === id)
      .flatMap(({ section, questionId, bankId, tags, count, points }) => {
        const [question, bank] = [questionId && names.get(questionId), bankId && names.get(bankId)];
        return question || bank ? [{ section, question: question ?? null, bank: bank ?? null, tags, count, points }] : [];
      });
  return {
    banks: archived,
    quizzes: quizzes.map((quiz): ArchivedQuiz => {
      const { id, slug, title, description, shuffleQuestions, shuffleChoices, timeLimitMs, maxAttempts } = quiz;
      const { cooldownMs, locale, translations, opensAt, dueAt, penalty, reveal } = quiz;
      return {
        ...{ path: "", slug, title, description, locale, translations, shuffleQuestions, shuffleChoices, timeLimitMs, maxAttempts },
        ...{ cooldownMs, opensAt, dueAt, penalty, reveal, items: itemsOf(id) },
      };
    }),
  };
}

/** With names for their files, from their titles. */
function namedBanks<T extends { title: string }>(banks: readonly T[]): [string, T][] {
  const taken = new Set<string>();
  return banks.map((bank) => {
    const plain = bank.title
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/\p{M}/gu, "")
      .replaceAll(/[^a-z0-9]+/g, "-");
    const stem = plain.slice(0, 60).replaceAll(/^-|-$/g, "") || "bank";
    let name = stem;
    for (let n = 2; taken.has(name); n++) name = `${stem}-${n}`;
    taken.add(name);
    return [name, bank];
  });
}
