import { IsOptional, Length, Matches, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { fieldErrors } from "../../../../kernel/errors.js";
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { ID, newId } from "../../../../kernel/ids.js";
import { BLOCK_TEXT_MAX, CAPTION_MAX, TITLE_MAX } from "../limits.js";
import { blockProblems, SYNTAX_MAX, type Block } from "./block.js";
import { videoOf } from "./video.js";

@InputType({ description: "Code to show in a lesson." })
export class CodeBlockInput {
  @Field(() => String, {
    description: `Slug of one of \`languages\`, or another name for highlighting, such as \`html\`. At most ${SYNTAX_MAX} characters.`,
  })
  @MaxLength(SYNTAX_MAX)
  @OneLine()
  syntax!: string;

  @Field(() => String, { description: "The code, at most 20,000 characters." })
  @Length(1, BLOCK_TEXT_MAX)
  source!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether learners may run it with `runCode`. Default false. Only for a language of the judge.",
  })
  @IsOptional()
  runnable?: boolean | null;
}

@InputType({ description: "A picture to show in a lesson." })
export class ImageBlockInput {
  @Field(() => idOf("TrackFile"), { description: "A picture of the track: see addTrackFile." })
  fileId!: string;

  @Field(() => String, { description: "What the picture shows, for readers who cannot see it. At most 300 characters." })
  @MaxLength(CAPTION_MAX)
  @OneLine()
  alt!: string;

  @Field(() => String, { nullable: true, description: "Text below the picture, at most 300 characters." })
  @IsOptional()
  @MaxLength(CAPTION_MAX)
  @OneLine()
  caption?: string | null;
}

@InputType({ description: "A file to download from a lesson." })
export class FileBlockInput {
  @Field(() => idOf("TrackFile"), { description: "A file of the track: see addTrackFile." })
  fileId!: string;

  @Field(() => String, { nullable: true, description: "Text of the link, at most 120 characters. Default: the name of the file." })
  @IsOptional()
  @MaxLength(TITLE_MAX)
  @OneLine()
  title?: string | null;
}

@InputType({ description: "A video to show in a lesson." })
export class VideoBlockInput {
  @Field(() => String, { description: "https address of a video on YouTube or Vimeo." })
  @MaxLength(300)
  url!: string;

  @Field(() => String, { nullable: true, description: "What the video is about, at most 120 characters." })
  @IsOptional()
  @MaxLength(TITLE_MAX)
  @OneLine()
  title?: string | null;
}

@InputType({ description: "A problem to solve within a lesson." })
export class ProblemBlockInput {
  @Field(() => idOf("Problem"), { description: "A problem that you may read. Learners see the block only while the problem is published." })
  problemId!: string;
}

@InputType({ description: "A quiz to take within a lesson." })
export class QuizBlockInput {
  @Field(() => idOf("Quiz"), { description: "A quiz that you may read. Learners see the block only while the quiz is published." })
  quizId!: string;
}

@InputType({ description: "A block of a lesson: give exactly one of `markdown`, `code`, `image`, `file`, `video`, `problem` and `quiz`." })
export class LessonBlockInput {
  @Field(() => String, {
    nullable: true,
    description:
      "`LessonBlock.key` of the block that this one replaces or translates, so that learners keep their progress. Omit it for a new block.",
  })
  @IsOptional()
  @MaxLength(36)
  @Matches(ID, { message: "must be the key of a block" })
  key?: string | null;

  @Field(() => String, { nullable: true, description: "Text in Markdown, at most 20,000 characters." })
  @IsOptional()
  @MaxLength(BLOCK_TEXT_MAX)
  markdown?: string | null;

  @Field(() => CodeBlockInput, { nullable: true, description: "Code." })
  @IsOptional()
  @ValidateNested()
  code?: CodeBlockInput | null;

  @Field(() => ImageBlockInput, { nullable: true, description: "A picture." })
  @IsOptional()
  @ValidateNested()
  image?: ImageBlockInput | null;

  @Field(() => FileBlockInput, { nullable: true, description: "A file." })
  @IsOptional()
  @ValidateNested()
  file?: FileBlockInput | null;

  @Field(() => VideoBlockInput, { nullable: true, description: "A video." })
  @IsOptional()
  @ValidateNested()
  video?: VideoBlockInput | null;

  @Field(() => ProblemBlockInput, { nullable: true, description: "A problem." })
  @IsOptional()
  @ValidateNested()
  problem?: ProblemBlockInput | null;

  @Field(() => QuizBlockInput, { nullable: true, description: "A quiz." })
  @IsOptional()
  @ValidateNested()
  quiz?: QuizBlockInput | null;
}

/** The blocks, new ones with a key. BAD_USER_INPUT with all that is wrong with them; `field` is the path of the list. */
export function blocksOf(inputs: readonly LessonBlockInput[], field: string): Block[] {
  const problems: FieldProblem[] = [];
  const blocks = inputs.map((input, index) => blockOf(input, `${field}.${index}`, problems));
  if (problems.length === 0) problems.push(...blockProblems(blocks, field));
  if (problems.length > 0) throw fieldErrors(problems);
  return blocks as Block[];
}

function blockOf(input: LessonBlockInput, field: string, problems: FieldProblem[]): Block | null {
  const { markdown, code, image, file, video, problem, quiz } = input;
  const key = input.key?.toLowerCase() ?? newId();
  if ([markdown, code, image, file, video, problem, quiz].filter((part) => part != null).length !== 1) {
    problems.push({ field, code: "INVALID_VALUE", message: "Give exactly one of markdown, code, image, file, video, problem and quiz." });
    return null;
  }
  if (code) {
    const syntax = findLanguage(code.syntax)?.id ?? code.syntax.toLowerCase();
    return { kind: "CODE", key, syntax, source: code.source, runnable: code.runnable ?? false };
  }
  if (image) return { kind: "IMAGE", key, fileId: image.fileId, alt: image.alt, caption: image.caption ?? "" };
  if (file) return { kind: "FILE", key, fileId: file.fileId, title: file.title ?? "" };
  if (problem) return { kind: "PROBLEM", key, problemId: problem.problemId };
  if (quiz) return { kind: "QUIZ", key, quizId: quiz.quizId };
  if (!video) return { kind: "MARKDOWN", key, text: markdown! };
  const found = videoOf(video.url);
  if (found) return { kind: "VIDEO", key, ...found, title: video.title ?? "" };
  problems.push({ field: `${field}.video.url`, code: "INVALID_VALUE", message: "Use the https address of a video on YouTube or Vimeo." });
  return null;
}
