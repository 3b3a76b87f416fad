import { Ctx, Field, FieldResolver, Float, ObjectType, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../../../graphql/context.js";
import { Derived } from "../../../../graphql/derived.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { effectiveParameters, type CheckerParameters } from "../../../../judge/checkers/parameters.js";
import { findChecker } from "../../../../judge/checkers/index.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import { problemById } from "../../../practice/problems/problem.loaders.js";
import type { ProblemRow } from "../../../practice/problems/problem.rows.js";
import { ProblemType } from "../../../practice/problems/problem.type.js";
import { CheckerParametersType } from "../../../practice/problems/tests/checker.type.js";
import { QuestionKindEnum } from "./question-kind.type.js";
import type { QuestionKind } from "./question.js";

/** A nullable field of Markdown. */
const prose = (name: string) => (source: Record<string, unknown>) => (source[name] ? markdown(source[name] as string) : null);
const WEIGHT = "Share of the points, -1 to 1.";
const KEY = "Unique within the question.";

@ObjectType("QuestionChoice", { simpleResolvers: true, description: "A choice of a question, for authors." })
export class QuestionChoiceType {
  @Field(() => String, { description: KEY })
  key!: string;

  @Derived(prose("text"))
  @Field(() => MarkdownType, { description: "The choice." })
  text!: MarkdownType;

  @Field(() => Float, { description: WEIGHT })
  weight!: number;

  @Derived(prose("feedback"))
  @Field(() => MarkdownType, { nullable: true, description: "For learners who selected it." })
  feedback!: MarkdownType | null;
}

@ObjectType("AcceptedAnswer", { simpleResolvers: true, description: "An accepted answer of a question, for authors." })
export class AcceptedAnswerType {
  @Field(() => String, { nullable: true, description: "Accepted text." })
  text!: string | null;

  @Field(() => String, { nullable: true, description: "Regular expression for whole answers." })
  pattern!: string | null;

  @Field(() => Float, { nullable: true, description: "Start of the interval, inclusive." })
  minimum!: number | null;

  @Field(() => Float, { nullable: true, description: "End of the interval, inclusive." })
  maximum!: number | null;

  @Field(() => Float, { nullable: true, description: "Expected number." })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: "Largest accepted difference from `value`." })
  tolerance!: number | null;

  @Field(() => Float, { description: WEIGHT })
  weight!: number;

  @Derived(prose("feedback"))
  @Field(() => MarkdownType, { nullable: true, description: "For learners who gave this answer." })
  feedback!: MarkdownType | null;
}

@ObjectType("QuestionItem", { simpleResolvers: true, description: "An item of an ORDERING question, for authors." })
export class QuestionItemType {
  @Field(() => String, { description: KEY })
  key!: string;

  @Derived(prose("text"))
  @Field(() => MarkdownType, { description: "The item." })
  text!: MarkdownType;
}

@ObjectType("QuestionPair", { simpleResolvers: true, description: "A pair of a MATCHING question, for authors." })
export class QuestionPairType {
  @Field(() => String, { description: KEY })
  key!: string;

  @Derived(prose("left"))
  @Field(() => MarkdownType, { description: "Left side." })
  left!: MarkdownType;

  @Derived(prose("right"))
  @Field(() => MarkdownType, { description: "Right side." })
  right!: MarkdownType;
}

@ObjectType("TranslatedPart", { simpleResolvers: true, description: "A part of a question in another language, for authors." })
export class TranslatedPartType {
  @Field(() => String, { description: "Key of the choice, the item or the pair." })
  key!: string;

  @Field(() => String, { description: "Its text, or that of the left side, as Markdown." })
  text!: string;
}

@ObjectType("TranslatedRight", { simpleResolvers: true, description: "A right side of a question in another language, for authors." })
export class TranslatedRightType {
  @Field(() => String, { description: "The right side in the question's own language." })
  right!: string;

  @Field(() => String, { description: "Its text, as Markdown." })
  text!: string;
}

@ObjectType("QuestionTranslation", {
  simpleResolvers: true,
  description: "What learners read of a question in another language, for authors.",
})
export class QuestionTranslationType {
  @Field(() => String, { description: "Language, as a BCP 47 tag." })
  locale!: string;

  @Derived(prose("prompt"))
  @Field(() => MarkdownType, { description: "The question." })
  prompt!: MarkdownType;

  @Derived(prose("explanation"))
  @Field(() => MarkdownType, { nullable: true, description: "Explanation, shown with the solution." })
  explanation!: MarkdownType | null;

  @Field(() => [TranslatedPartType], { description: "Choices, items and left sides." })
  texts!: TranslatedPartType[];

  @Field(() => [TranslatedRightType], { description: "Right sides of MATCHING." })
  rights!: TranslatedRightType[];
}

const OF_ITS_KIND = "Null for other kinds.";

@ObjectType("QuestionContent", {
  simpleResolvers: true,
  description: "Content of a question with its solution, for those who may read its bank. Fields of other kinds are null.",
})
export class QuestionContentType {
  @Field(() => QuestionKindEnum, { description: "Kind of the question." })
  kind!: QuestionKind;

  @Field(() => String, { nullable: true, description: "Title for authors." })
  title!: string | null;

  @Derived(prose("prompt"))
  @Field(() => MarkdownType, { description: "The question." })
  prompt!: MarkdownType;

  @Derived(prose("explanation"))
  @Field(() => MarkdownType, { nullable: true, description: "Explanation, shown with the solution." })
  explanation!: MarkdownType | null;

  @Field(() => [String], { description: "Tags. Learners never see them." })
  tags!: string[];

  @Field(() => Float, { description: "Points, unless the quiz sets others." })
  defaultPoints!: number;

  @Derived(({ translations }: { translations?: object[] }) => translations ?? [])
  @Field(() => [QuestionTranslationType], { description: "Translations of what learners read." })
  translations!: QuestionTranslationType[];

  @Field(() => [QuestionChoiceType], { nullable: true, description: `Choices in the author's order. ${OF_ITS_KIND}` })
  choices!: QuestionChoiceType[] | null;

  @Field(() => Boolean, { nullable: true, description: `Correct answer of a TRUE_FALSE question. ${OF_ITS_KIND}` })
  answer!: boolean | null;

  @Derived(prose("trueFeedback"))
  @Field(() => MarkdownType, { nullable: true, description: "For learners who answered true." })
  trueFeedback!: MarkdownType | null;

  @Derived(prose("falseFeedback"))
  @Field(() => MarkdownType, { nullable: true, description: "For learners who answered false." })
  falseFeedback!: MarkdownType | null;

  @Field(() => [AcceptedAnswerType], { nullable: true, description: `Accepted answers; the first that matches decides. ${OF_ITS_KIND}` })
  answers!: AcceptedAnswerType[] | null;

  @Field(() => Boolean, { nullable: true, description: `Whether case matters. ${OF_ITS_KIND}` })
  caseSensitive!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: `Whether runs of white space count as one space. ${OF_ITS_KIND}` })
  normalizeWhitespace!: boolean | null;

  @Field(() => [QuestionItemType], { nullable: true, description: `Items in the correct order. ${OF_ITS_KIND}` })
  items!: QuestionItemType[] | null;

  @Field(() => [QuestionPairType], { nullable: true, description: `Pairs. ${OF_ITS_KIND}` })
  pairs!: QuestionPairType[] | null;

  @Field(() => [String], { nullable: true, description: `Right sides that match nothing, in Markdown. ${OF_ITS_KIND}` })
  extraRights!: string[] | null;

  @Derived((content: { language?: string }) => (content.language ? languageOf({ language: content.language }) : null))
  @Field(() => LanguageType, { nullable: true, description: `Language of \`source\`. ${OF_ITS_KIND}` })
  language!: LanguageType | null;

  @Field(() => String, { nullable: true, description: `Program whose output is asked for. ${OF_ITS_KIND}` })
  source!: string | null;

  @Field(() => String, { nullable: true, description: "Input of the program." })
  stdin!: string | null;

  @Field(() => String, { nullable: true, description: `What the program prints. ${OF_ITS_KIND}` })
  output!: string | null;

  @Field(() => String, { nullable: true, description: `Slug of the checker that compares outputs. ${OF_ITS_KIND}` })
  checker!: string | null;

  @Derived((content: { checker?: string; checkerParameters?: CheckerParameters }) =>
    content.checker ? effectiveParameters(findChecker(content.checker), content.checkerParameters ?? {}) : null,
  )
  @Field(() => CheckerParametersType, { nullable: true, description: `Parameters of the checker. ${OF_ITS_KIND}` })
  checkerParameters!: CheckerParametersType | null;

  @Derived(prose("graderNotes"))
  @Field(() => MarkdownType, { nullable: true, description: "For graders of an ESSAY." })
  graderNotes!: MarkdownType | null;
}

@Resolver(() => QuestionContentType)
export class QuestionContentResolver {
  @FieldResolver(() => ProblemType, { nullable: true, description: `Problem of a CODE question. ${OF_ITS_KIND}` })
  problem(@Ctx() context: RequestContext, @Root() { problemId }: { problemId?: string }): Promise<ProblemRow | null> | null {
    return problemId ? context.loader(problemById).load(problemId) : null;
  }
}
