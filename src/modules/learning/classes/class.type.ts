import { GraphQLDate, GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import { Derived } from "../../../graphql/derived.js";
import { enumOf } from "../../../graphql/enum-of.js";
import { markdown, MarkdownType } from "../../../graphql/markdown.js";
import { Node } from "../../../graphql/node.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { NOTICE_DAYS } from "./class-limits.js";
import { mayRunClass, type ClassRow } from "./class.rows.js";
import { CLASS_ROLES, type ClassRole } from "./members/class-member.entity.js";

export const ClassRoleEnum = enumOf(CLASS_ROLES);
registerEnumType(ClassRoleEnum, {
  name: "ClassRole",
  description: "What a member does in a class. Independent of the account's role on the platform.",
  valuesConfig: {
    INSTRUCTOR: { description: "Runs the class: members, assignments, policies, grades." },
    ASSISTANT: {
      description: "Sees everyone's work, grades it and grants extensions; cannot change or delete members, assignments or policies.",
    },
    LEARNER: { description: "Takes part: hands in work and sees their own grades once they are released." },
  },
});

@ObjectType("Class", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A cohort that is taught together for a term. Visible to its members and to admins; NOT_FOUND for everyone else. One that belongs to an organization is run by the organization's owners and managers too, and its members see it only while they are members of the organization.",
})
export class ClassType implements Pick<
  ClassRow,
  | "id"
  | "title"
  | "term"
  | "timeZone"
  | "capacity"
  | "learnerCount"
  | "showsStatistics"
  | "termEndsOn"
  | "archivesAt"
  | "archivedAt"
  | "version"
  | "createdAt"
  | "updatedAt"
  | "viewerRole"
> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "Display title." })
  title!: string;

  @Derived(({ description }: ClassRow) => markdown(description))
  @Field(() => MarkdownType, { description: "Description; may be empty." })
  description?: MarkdownType;

  @Field(() => String, { description: "Term, such as `Spring 2027`; may be empty." })
  term!: string;

  @Field(() => String, { description: "IANA time zone. Dates of assignments are entered as wall clock times of it." })
  timeZone!: string;

  @Field(() => Int, { description: "Seats of learners. Instructors and assistants need none." })
  capacity!: number;

  @Field(() => Int, { description: "Taken seats." })
  learnerCount!: number;

  @Field(() => Boolean, { description: "Whether learners see figures of the whole class, without names: `ClassAssignment.statistics`." })
  showsStatistics!: boolean;

  @Field(() => GraphQLDate, {
    nullable: true,
    description: "Last day of the term, in its time zone, as YYYY-MM-DD; null if it is archived by hand only.",
  })
  termEndsOn!: string | null;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: `When it is archived by itself: at the end of \`termEndsOn\`. Its instructors are told ${NOTICE_DAYS} days before. Null without an end.`,
  })
  archivesAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was archived, which makes it read-only; null while it is active." })
  archivedAt!: Date | null;

  @Field(() => ClassRoleEnum, { nullable: true, description: "Your role in it; null for those who run it without being a member." })
  viewerRole!: ClassRole | null;

  @Derived((row: ClassRow) => (mayRunClass(row) ? row.joinCode : null))
  @Field(() => String, {
    nullable: true,
    description:
      "Code to join as a learner, for a link of your web application: pass it to `joinClass`; `joinUrl` is such a link. Null if there is none, and for everyone but instructors and admins.",
  })
  joinCode?: string | null;

  @Derived((row: ClassRow) => (mayRunClass(row) ? row.joinCodeExpiresAt : null))
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: "When the join code stops working; null if it does not expire, and for everyone but instructors and admins.",
  })
  joinCodeExpiresAt?: Date | null;

  @Field(() => Int, { description: "Version, for `expectedVersion`." })
  version!: number;

  @Field(() => GraphQLDateTime, { description: "When it was created." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was last changed." })
  updatedAt!: Date;
}

export const ClassConnection = connectionOf("Class", () => ClassType);
