import { IsOptional, Length, Matches, MaxLength } from "class-validator";
import { Field, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { AS_DRAFT, EXPECTED_REVISION, NOTE } from "../edits/edit-descriptions.js";
import { NOTE_MAX } from "../edits/problem-limits.js";
import { ProblemType } from "../problem.type.js";
import { FILE_NAME_MAX, PROBLEM_FILE_KINDS, type ProblemFileKind } from "./problem-file.entity.js";
import type { ProblemFileRow } from "./problem-file.rows.js";

const KindEnum = enumOf(PROBLEM_FILE_KINDS);
registerEnumType(KindEnum, {
  name: "ProblemFileKind",
  description: "What a file of a problem is for.",
  valuesConfig: {
    ATTACHMENT: { description: "To download: a library, a tool for testing, a larger example. PNG, JPEG, WebP, GIF, PDF, ZIP or text." },
    PICTURE: { description: "Shown where a text of the problem names it, as in `![A tree](tree.png)`. PNG, JPEG, WebP or GIF." },
  },
});

@ObjectType("ProblemFile", {
  simpleResolvers: true,
  description: "A file of a problem. It belongs to a revision like the statement, and is visible to those who may read it.",
})
export class ProblemFileType implements Pick<ProblemFileRow, "kind" | "name" | "contentType" | "sizeBytes"> {
  @Field(() => KindEnum, { description: "What it is for." })
  kind!: ProblemFileKind;

  @Field(() => String, {
    description: "Relative path with `/`, unique among the problem's files of this kind. Safe to display and to save as.",
  })
  name!: string;

  @Field(() => String, { description: "Media type, as detected." })
  contentType!: string;

  @Field(() => Int, { description: "Size in bytes." })
  sizeBytes!: number;
}

@InputType({ description: "A file to add to a problem." })
export class AddProblemFileInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => idOf("File"), {
    description: "A READY file of yours of purpose ATTACHMENT: see requestUpload. It is copied, so you may delete it afterwards.",
  })
  fileId!: string;

  @Field(() => KindEnum, { description: "What it is for." })
  kind!: ProblemFileKind;

  @Field(() => String, {
    nullable: true,
    description:
      "Relative path, such as `figures/tree.webp`. Default: the name of the upload. Uploaded pictures are WebP, so their names end with `.webp`, whatever is given. A file of the same kind and name is replaced.",
  })
  @IsOptional()
  @Length(1, FILE_NAME_MAX)
  @OneLine()
  @Matches(/^[^/\\]+(\/[^/\\]+)*$/, { message: "must be a relative path with `/`" })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: EXPECTED_REVISION })
  @IsOptional()
  expectedRevision?: number | null;

  @Field(() => Boolean, { nullable: true, description: AS_DRAFT })
  @IsOptional()
  draft?: boolean | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@InputType({ description: "A file to remove from a problem." })
export class RemoveProblemFileInput {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => KindEnum, { description: "Kind of the file." })
  kind!: ProblemFileKind;

  @Field(() => String, { description: "Name of the file." })
  @MaxLength(FILE_NAME_MAX)
  @OneLine()
  name!: string;

  @Field(() => Int, { nullable: true, description: EXPECTED_REVISION })
  @IsOptional()
  expectedRevision?: number | null;

  @Field(() => Boolean, { nullable: true, description: AS_DRAFT })
  @IsOptional()
  draft?: boolean | null;

  @Field(() => String, { nullable: true, description: NOTE })
  @IsOptional()
  @MaxLength(NOTE_MAX)
  note?: string | null;
}

@ObjectType({ description: "Result of addProblemFile." })
export class AddProblemFilePayload {
  @Field(() => ProblemType, { description: "The problem. Its file is in `latestRevision`." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of removeProblemFile." })
export class RemoveProblemFilePayload {
  @Field(() => ProblemType, { description: "The problem." })
  problem!: ProblemType;
}
