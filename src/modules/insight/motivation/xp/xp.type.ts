import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { ENTRY_MOST } from "./xp-entry.entity.js";

export interface XpEntryRow {
  id: string;
  causeKind: string;
  subjectId: string;
  points: number;
  earnedAt: Date;
  createdAt: Date;
}

@ObjectType("XpEntry", {
  implements: Node,
  simpleResolvers: true,
  description:
    "A line of your ledger of XP. Lines never change. If a rejudge or regrade takes away what was earned, a second line has the negative points. Visible to you only.",
})
export class XpEntryType implements Omit<XpEntryRow, "causeKind" | "subjectId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => Int, { description: `XP, from ${-ENTRY_MOST} to ${ENTRY_MOST}, not 0.` })
  points!: number;

  @Field(() => GraphQLDateTime, {
    description: "When it was earned. A line that takes points away has the time of the line with these points.",
  })
  earnedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When the line was added." })
  createdAt!: Date;
}

export const XpEntryConnection = connectionOf("XpEntry", () => XpEntryType);

@ObjectType("XpCause", { simpleResolvers: true, description: "A reason to earn XP." })
export class XpCauseType {
  @Field(() => String, { description: "Permanent name, such as `problem-solved`." })
  name!: string;

  @Field(() => String, { description: "What earns how many XP, in English." })
  description!: string;
}
