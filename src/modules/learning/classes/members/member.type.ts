import { IsOptional, Length } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { NeverNull } from "../../../../graphql/kept.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import type { ClassRow } from "../class.rows.js";
import { ClassRoleEnum, ClassType } from "../class.type.js";
import { JOIN_WAYS, type ClassRole, type JoinWay } from "./class-member.entity.js";
import type { JoinPreview, MemberRow } from "./members.service.js";

const JoinWayEnum = enumOf(JOIN_WAYS);
registerEnumType(JoinWayEnum, {
  name: "ClassJoinWay",
  description: "How somebody became a member of a class.",
  valuesConfig: {
    CREATED: { description: "Created the class." },
    CODE: { description: "Joined with the join code." },
    ADDED: { description: "Was added by an instructor, alone or with a roster." },
    INVITATION: { description: "Was in a roster by e-mail address, and confirmed that address later." },
    PURCHASE: { description: "Bought a place in an order." },
  },
});

@ObjectType("ClassMember", {
  implements: Node,
  simpleResolvers: true,
  description: "A member of a class. Learners see instructors, assistants and themselves; the others see everyone.",
})
export class ClassMemberType implements Pick<MemberRow, "id" | "role" | "joinedBy" | "createdAt"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => ClassRoleEnum, { description: "Role in the class." })
  role!: ClassRole;

  @Field(() => JoinWayEnum, { description: "How they became a member." })
  joinedBy!: JoinWay;

  @Field(() => GraphQLDateTime, { description: "When they became a member." })
  createdAt!: Date;
}

export const ClassMemberConnection = connectionOf("ClassMember", () => ClassMemberType);

@ObjectType({ simpleResolvers: true, description: "What a join code tells before you join." })
export class ClassJoinPreview implements JoinPreview {
  @Field(() => String, { description: "Title of the class." })
  title!: string;

  @Field(() => String, { description: "Its term; may be empty." })
  term!: string;

  @Field(() => Int, { description: "Free seats." })
  seatsLeft!: number;

  @Field(() => [String], { description: "Display names of its instructors, at most 10." })
  instructors!: string[];
}

const CODE_FIELD = { description: "The join code. Case, spaces and hyphens do not matter." };

@InputType({ description: "The class to join." })
export class JoinClassInput {
  @Field(() => String, CODE_FIELD)
  @Length(1, 40)
  code!: string;
}

@InputType({ description: "The class to leave." })
export class LeaveClassInput {
  @Field(() => idOf("Class"), { description: "The class." })
  id!: string;
}

@InputType({ description: "A new member." })
export class AddClassMemberInput {
  @Field(() => idOf("Class"), { description: "The class." })
  classId!: string;

  @Field(() => String, { description: "Username of the account, not case-sensitive." })
  @Length(1, 30)
  username!: string;

  @Field(() => ClassRoleEnum, { description: "Role in the class." })
  role!: ClassRole;

  @Field(() => idOf("ClassSection"), { nullable: true, description: "Section of the class; null or absent: none." })
  @IsOptional()
  sectionId?: string | null;
}

@InputType({ description: "Changes to a member. Omitted fields stay unchanged; null clears `sectionId`." })
@NeverNull<UpdateClassMemberInput>("role")
export class UpdateClassMemberInput {
  @Field(() => idOf("ClassMember"), { description: "The member." })
  id!: string;

  @Field(() => ClassRoleEnum, { nullable: true, description: "Role in the class." })
  @IsOptional()
  role?: ClassRole | null;

  @Field(() => idOf("ClassSection"), { nullable: true, description: "Section of the class; null: none." })
  @IsOptional()
  sectionId?: string | null;
}

@InputType({ description: "The member to remove." })
export class RemoveClassMemberInput {
  @Field(() => idOf("ClassMember"), { description: "The member." })
  id!: string;
}

@ObjectType({ description: "Result of joinClass." })
export class JoinClassPayload {
  @Field(() => ClassType, { description: "The class, with your role." })
  class!: ClassRow;
}

@ObjectType({ description: "Result of leaveClass." })
export class LeaveClassPayload {
  @Field(() => idOf("Class"), { description: "ID of the class, which you can no longer see. It still exists for the others." })
  deletedId!: string;
}

@ObjectType({ description: "Result of addClassMember." })
export class AddClassMemberPayload {
  @Field(() => ClassMemberType, { description: "The new member." })
  member!: MemberRow;
}

@ObjectType({ description: "Result of updateClassMember." })
export class UpdateClassMemberPayload {
  @Field(() => ClassMemberType, { description: "The member after the change." })
  member!: MemberRow;
}

@ObjectType({ description: "Result of removeClassMember." })
export class RemoveClassMemberPayload {
  @Field(() => idOf("ClassMember"), { description: "ID of the removed member." })
  deletedId!: string;
}
