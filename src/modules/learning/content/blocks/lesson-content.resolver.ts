import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { mayReadProblem } from "../../../../access/policy.js";
import type { Viewer } from "../../../../access/viewer.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { mayReadQuiz, quizById, type QuizRow } from "../../quizzes/authoring/quiz.rows.js";
import { QuizType } from "../../quizzes/authoring/quiz.type.js";
import { fileOfTrack, type TrackFileRow } from "../files/track-file.loaders.js";
import { TrackFileType } from "../files/track-file.type.js";
import type { Block } from "./block.js";
import {
  FileBlockType,
  ImageBlockType,
  LessonBlockType,
  LessonContentType,
  ProblemBlockType,
  QuizBlockType,
} from "./lesson-content.type.js";

/** A lesson in one language, with its blocks as stored. */
export interface ShownContent {
  locale: string;
  title: string;
  summary: string;
  revisionNumber: number;
  stored: Block[];
  /** In a preview, what learners do not see is left out for editors too. */
  asLearner: boolean;
}

@Resolver(() => LessonContentType)
export class LessonContentResolver {
  @FieldResolver(() => [LessonBlockType], {
    description: "Blocks, in order. A problem or quiz that you may not read is left out.",
  })
  async blocks(@Ctx() context: RequestContext, @Root() { stored, asLearner }: ShownContent): Promise<ShownBlock[]> {
    if (!stored.some(({ kind }) => kind === "PROBLEM" || kind === "QUIZ")) return stored;
    const viewer: Viewer = asLearner ? null : context.viewer;
    const found = async (block: Block): Promise<ShownBlock | null> => {
      if (block.kind === "PROBLEM") return withProblem(context, viewer, block);
      return block.kind === "QUIZ" ? withQuiz(context, viewer, block) : block;
    };
    return (await Promise.all(stored.map(found))).filter((block) => block !== null);
  }
}

/** With the row that decided whether it is shown. */
type ProblemShown = Extract<Block, { kind: "PROBLEM" }> & { problem?: ProblemRow };
type QuizShown = Extract<Block, { kind: "QUIZ" }> & { quiz?: QuizRow };
type ShownBlock = Exclude<Block, { kind: "PROBLEM" | "QUIZ" }> | ProblemShown | QuizShown;

async function withProblem(context: RequestContext, viewer: Viewer, block: ProblemShown): Promise<ProblemShown | null> {
  const problem = await context.loader(problemById).load(block.problemId);
  return problem && mayReadProblem(viewer, problem) ? { ...block, problem } : null;
}

async function withQuiz(context: RequestContext, viewer: Viewer, block: QuizShown): Promise<QuizShown | null> {
  const quiz = await context.loader(quizById).load(block.quizId);
  return quiz && mayReadQuiz(viewer, quiz) ? { ...block, quiz } : null;
}

@Resolver(() => ProblemBlockType)
export class ProblemBlockResolver {
  @FieldResolver(() => ProblemType, { nullable: true, description: "The problem. Null if you may not read it." })
  problem(@Ctx() context: RequestContext, @Root() block: ProblemShown): ProblemRow | null | Promise<ProblemRow | null> {
    return block.problem ?? withProblem(context, context.viewer, block).then((shown) => shown?.problem ?? null);
  }
}

@Resolver(() => QuizBlockType)
export class QuizBlockResolver {
  @FieldResolver(() => QuizType, { nullable: true, description: "The quiz. Null if you may not read it." })
  quiz(@Ctx() context: RequestContext, @Root() block: QuizShown): QuizRow | null | Promise<QuizRow | null> {
    return block.quiz ?? withQuiz(context, context.viewer, block).then((shown) => shown?.quiz ?? null);
  }
}

@Resolver(() => ImageBlockType)
export class ImageBlockResolver {
  @FieldResolver(() => TrackFileType, { nullable: true, description: "The picture. Null if it no longer exists." })
  file(@Ctx() context: RequestContext, @Root() { fileId }: { fileId: string }): Promise<TrackFileRow | null> {
    return context.loader(fileOfTrack).load(fileId);
  }
}

@Resolver(() => FileBlockType)
export class FileBlockResolver {
  @FieldResolver(() => TrackFileType, { nullable: true, description: "The file. Null if it no longer exists." })
  file(@Ctx() context: RequestContext, @Root() { fileId }: { fileId: string }): Promise<TrackFileRow | null> {
    return context.loader(fileOfTrack).load(fileId);
  }
}
