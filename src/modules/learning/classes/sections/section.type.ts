import { Length } from "class-validator";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { OneLine } from "../../../../graphql/one-line.js";
import { Trimmed } from "../../../../graphql/trimmed.js";
import { SECTION_NAME_MAX } from "../class-limits.js";
import type { SectionRow } from "./sections.service.js";

@ObjectType("ClassSection", {
  implements: Node,
  simpleResolvers: true,
  description: "A part of a class, such as an exercise group. As visible as its class.",
})
export class ClassSectionType implements Omit<SectionRow, "classId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Name, unique in the class." })
  name!: string;
}

@InputType({ description: "A new section." })
export class CreateClassSectionInput {
  @Field(() => idOf("Class"), { description: "The class." })
  classId!: string;

  @Field(() => String, { description: `Name, one line of 1 to ${SECTION_NAME_MAX} characters, unique in the class.` })
  @Length(1, SECTION_NAME_MAX)
  @Trimmed()
  @OneLine()
  name!: string;
}

@InputType({ description: "A section and its new name." })
export class RenameClassSectionInput {
  @Field(() => idOf("ClassSection"), { description: "The section." })
  id!: string;

  @Field(() => String, { description: `Name, one line of 1 to ${SECTION_NAME_MAX} characters, unique in the class.` })
  @Length(1, SECTION_NAME_MAX)
  @Trimmed()
  @OneLine()
  name!: string;
}

@InputType({ description: "The section to delete." })
export class DeleteClassSectionInput {
  @Field(() => idOf("ClassSection"), { description: "The section." })
  id!: string;
}

@ObjectType({ description: "Result of createClassSection." })
export class CreateClassSectionPayload {
  @Field(() => ClassSectionType, { description: "The new section." })
  section!: SectionRow;
}

@ObjectType({ description: "Result of renameClassSection." })
export class RenameClassSectionPayload {
  @Field(() => ClassSectionType, { description: "The section after the change." })
  section!: SectionRow;
}

@ObjectType({ description: "Result of deleteClassSection." })
export class DeleteClassSectionPayload {
  @Field(() => idOf("ClassSection"), { description: "ID of the deleted section." })
  deletedId!: string;
}
