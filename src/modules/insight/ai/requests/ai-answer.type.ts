/** What answers have besides their text. */
import { Field, Float, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { QuestionKindEnum } from "../../../learning/quizzes/questions/question-kind.type.js";
import type { QuestionKind } from "../../../learning/quizzes/questions/question.js";
import { mermaidOf, type MindMap } from "../features/summary/mind-map.js";

@ObjectType("AiHint", { simpleResolvers: true, description: "A hint. Its text is in `AiRequest.text`." })
export class AiHintType {
  @Field(() => String, { description: "A question that leads on, as plain text." })
  question!: string;

  @Derived(({ withheld }: { withheld?: boolean }) => withheld === true)
  @Field(() => Boolean, { description: "Whether the model gave too much away, so that this hint was made by rules instead." })
  withheld?: boolean;
}

@ObjectType("AiExplanation", { simpleResolvers: true, description: "An explained error. Its text is in `AiRequest.text`." })
export class AiExplanationType {
  @Field(() => String, { description: "The cause in one sentence, as plain text." })
  cause!: string;

  @Derived(({ line }: { line: number }) => (line > 0 ? line : null))
  @Field(() => Int, { nullable: true, description: "Line of the source that it comes from, from 1; null if none is named." })
  line?: number | null;
}

@ObjectType("MindMapNode", { simpleResolvers: true, description: "A node of a mind map." })
export class MindMapNodeType {
  @Derived(({ id }: { id: string }) => id)
  @Field(() => String, { description: "Name within the map, for edges." })
  key?: string;

  @Field(() => String, { description: "Label, at most 120 characters on one line." })
  label!: string;
}

@ObjectType("MindMapEdge", { simpleResolvers: true, description: "An edge of a mind map." })
export class MindMapEdgeType {
  @Field(() => String, { description: "`MindMapNode.key` of its start." })
  from!: string;

  @Field(() => String, { description: "`MindMapNode.key` of its end." })
  to!: string;

  @Field(() => String, { description: "Label; may be empty." })
  label!: string;
}

@ObjectType("AiSummary", { simpleResolvers: true, description: "A summary with a mind map. Its text is in `AiRequest.text`." })
export class AiSummaryType {
  @Field(() => [String], { description: "Key points as plain text, at most 20." })
  points!: string[];

  @Field(() => [MindMapNodeType], { description: "Nodes of the mind map, the topic first; at most 40." })
  nodes!: MindMapNodeType[];

  @Field(() => [MindMapEdgeType], { description: "Its edges, from the general to the special." })
  edges!: MindMapEdgeType[];

  @Derived((summary: MindMap) => mermaidOf(summary))
  @Field(() => String, { description: "The mind map as a Mermaid flowchart. Its labels are escaped." })
  mermaid?: string;
}

@ObjectType("AiDraftChoice", { simpleResolvers: true, description: "A choice of a drafted question, in the form of `createQuestion`." })
export class AiDraftChoiceType {
  @Derived(({ id }: { id: string }) => id)
  @Field(() => String, { description: "Key within the question." })
  key?: string;

  @Derived(({ text }: { text: string }) => markdown(text))
  @Field(() => MarkdownType, { description: "The choice." })
  text?: MarkdownType;

  @Field(() => Float, { description: "Share of the points: 1 for a correct choice." })
  weight!: number;

  @Derived(({ feedback }: { feedback?: string }) => markdown(feedback ?? ""))
  @Field(() => MarkdownType, { description: "Feedback on this choice; may be empty." })
  feedback?: MarkdownType;
}

@ObjectType("AiDraftQuestion", { simpleResolvers: true, description: "A drafted question, in the form of `createQuestion`." })
export class AiDraftQuestionType {
  @Field(() => QuestionKindEnum, { description: "SINGLE_CHOICE or MULTIPLE_CHOICE." })
  kind!: QuestionKind;

  @Derived(({ prompt }: { prompt: string }) => markdown(prompt))
  @Field(() => MarkdownType, { description: "The question." })
  prompt?: MarkdownType;

  @Derived(({ explanation }: { explanation?: string }) => markdown(explanation ?? ""))
  @Field(() => MarkdownType, { description: "Explanation, shown with the solution." })
  explanation?: MarkdownType;

  @Field(() => [AiDraftChoiceType], { description: "2 to 6 choices." })
  choices!: AiDraftChoiceType[];
}

@ObjectType("AiQuizDraft", {
  simpleResolvers: true,
  description: "Drafted questions. Nothing is stored: edit them, then send each to `createQuestion`.",
})
export class AiQuizDraftType {
  @Field(() => [AiDraftQuestionType], { description: "The questions, at most 20." })
  questions!: AiDraftQuestionType[];
}

@ObjectType("AiPathAdvice", { simpleResolvers: true, description: "Advice on one step of a learning path." })
export class AiPathAdviceType {
  @Field(() => Int, { description: "Number of the step in `learningPath` at the time of the request, from 1." })
  step!: number;

  @Field(() => String, { description: "The advice as plain text." })
  advice!: string;
}

@ObjectType("AiIssue", { simpleResolvers: true, description: "A fault in a problem's text." })
export class AiIssueType {
  @Field(() => String, { description: "The words, exactly as they are in the text." })
  quote!: string;

  @Field(() => String, { description: "What is wrong, as plain text." })
  message!: string;

  @Field(() => String, { description: "A better wording; may be empty." })
  suggestion!: string;
}
