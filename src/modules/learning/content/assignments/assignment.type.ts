import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { markdown, MarkdownType } from "../../../../graphql/markdown.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { DESCRIPTION_MAX, MINUTES, PROBLEMS_MAX, TITLE_MAX } from "../limits.js";
import { LOCALE_MAX } from "../../../../kernel/locales.js";
import { EXPECTED_VERSION, LOCALE_OF_TEXTS, REMOVED_TRANSLATION } from "../tracks/track.input.js";
import { ASSIGNMENT_KINDS, type AssignmentKind, type AssignmentText } from "./assignment.entity.js";
import type { AssignmentRow } from "./assignment.loaders.js";

const AssignmentKindEnum = enumOf(ASSIGNMENT_KINDS);
registerEnumType(AssignmentKindEnum, {
  name: "AssignmentKind",
  description: "Kind of an assignment.",
  valuesConfig: {
    PROBLEMS: { description: "Problems to solve. Done when each of them is solved." },
    TASK: { description: "A task that the instructions describe. Learners decide when it is done." },
  },
});

@ObjectType("AssignmentText", { simpleResolvers: true, description: "Texts of an assignment in one language." })
export class AssignmentTextType implements Omit<AssignmentText, "instructions"> {
  @Field(() => String, { description: "Language that is served, as a BCP 47 tag. May differ from the requested one." })
  locale!: string;

  @Field(() => String, { description: "Display title." })
  title!: string;

  @Derived(({ instructions }: AssignmentText) => markdown(instructions))
  @Field(() => MarkdownType, { description: "What to do. May be empty for PROBLEMS." })
  instructions?: MarkdownType;
}

@ObjectType("Assignment", {
  implements: Node,
  simpleResolvers: true,
  description: "Self-paced work in a module. Visible to everyone who can see the track.",
})
export class AssignmentType implements Pick<
  AssignmentRow,
  "id" | "kind" | "title" | "estimatedMinutes" | "version" | "createdAt" | "updatedAt"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => AssignmentKindEnum, { description: "Kind." })
  kind!: AssignmentKind;

  @Field(() => String, { description: "Title in the track's own language. See `text` for other languages." })
  title!: string;

  @Field(() => Int, { description: "Time for it, in minutes, as its author estimates it." })
  estimatedMinutes!: number;

  @Field(() => Int, { description: "Version, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed or moved." })
  updatedAt!: Date;
}

/** Common fields of createAssignment and updateAssignment. */
@InputType({ description: "Internal base type; not part of the schema." })
abstract class AssignmentFields {
  @Field(() => String, { nullable: true, description: "What to do, in Markdown. At most 20,000 characters. Required for a TASK." })
  @IsOptional()
  @MaxLength(DESCRIPTION_MAX)
  instructions?: string | null;

  @Field(() => [idOf("Problem")], {
    nullable: true,
    description: `Problems to solve that you may read, in order, at most ${PROBLEMS_MAX}. Required for PROBLEMS, and only allowed there. Replaces all present ones. Learners see those that are published.`,
  })
  @IsOptional()
  @ArrayMaxSize(PROBLEMS_MAX)
  problemIds?: string[] | null;

  @Field(() => Int, { nullable: true, description: `Time for it, ${MINUTES.min} to ${MINUTES.max} minutes. Default 30.` })
  @IsOptional()
  @IsInt()
  @Min(MINUTES.min)
  @Max(MINUTES.max)
  estimatedMinutes?: number | null;
}

@InputType({ description: "A new assignment at the end of a module's list." })
export class CreateAssignmentInput extends AssignmentFields {
  @Field(() => idOf("TrackModule"), { description: "ID of the module." })
  moduleId!: string;

  @Field(() => AssignmentKindEnum, { description: "Kind. Cannot be changed later." })
  kind!: AssignmentKind;

  @Field(() => String, { description: "Title in the track's own language, 1 to 120 characters." })
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title!: string;
}

@InputType({
  description:
    "Changes to an assignment. Omitted fields stay unchanged. null clears `instructions`, and counts as omitted in `locale` and `removeTranslation`; null in any other field is BAD_USER_INPUT with the code REQUIRED.",
})
@NeverNull<UpdateAssignmentInput>("title", "problemIds", "estimatedMinutes")
export class UpdateAssignmentInput extends AssignmentFields {
  @Field(() => idOf("Assignment"), { description: "ID of the assignment." })
  id!: string;

  @Field(() => Int, { description: EXPECTED_VERSION })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: LOCALE_OF_TEXTS })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  locale?: string | null;

  @Field(() => String, { nullable: true, description: "As in createAssignment. Required for a new translation." })
  @IsOptional()
  @Length(1, TITLE_MAX)
  @Matches(/\S/, { message: "must have a visible character" })
  @OneLine()
  title?: string | null;

  @Field(() => String, { nullable: true, description: REMOVED_TRANSLATION })
  @IsOptional()
  @MaxLength(LOCALE_MAX)
  removeTranslation?: string | null;
}

@InputType({ description: "An assignment and its new place." })
export class MoveAssignmentInput {
  @Field(() => idOf("Assignment"), { description: "ID of the assignment." })
  id!: string;

  @Field(() => idOf("Assignment"), {
    nullable: true,
    description: "The assignment of the same module that it follows. null or omitted: it becomes the first.",
  })
  @IsOptional()
  afterId?: string | null;
}

@InputType({ description: "The assignment to delete." })
export class DeleteAssignmentInput {
  @Field(() => idOf("Assignment"), { description: "ID of the assignment." })
  id!: string;
}

@ObjectType({ description: "Result of createAssignment." })
export class CreateAssignmentPayload {
  @Field(() => AssignmentType, { description: "The new assignment." })
  assignment!: AssignmentRow;
}

@ObjectType({ description: "Result of updateAssignment." })
export class UpdateAssignmentPayload {
  @Field(() => AssignmentType, { description: "The updated assignment." })
  assignment!: AssignmentRow;
}

@ObjectType({ description: "Result of moveAssignment." })
export class MoveAssignmentPayload {
  @Field(() => AssignmentType, { description: "The moved assignment." })
  assignment!: AssignmentRow;
}

@ObjectType({ description: "Result of deleteAssignment." })
export class DeleteAssignmentPayload {
  @Field(() => idOf("Assignment"), { description: "ID of the deleted assignment." })
  deletedId!: string;
}
