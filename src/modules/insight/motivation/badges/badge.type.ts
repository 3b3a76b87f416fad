import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import type { BadgeRule } from "./badge-rule.js";

export interface BadgeRow extends Pick<BadgeRule, "name" | "title" | "description" | "icon" | "goal"> {
  progress: number | null;
  awardedAt: Date | null;
}

@ObjectType("Badge", {
  simpleResolvers: true,
  description: "A badge, how to get it, and how far an account is. An account gets a badge once and keeps it.",
})
export class BadgeType implements BadgeRow {
  @Field(() => String, { description: "Permanent name, such as `first-solve`." })
  name!: string;

  @Field(() => String, { description: "Title, in English." })
  title!: string;

  @Field(() => String, { description: "What to do to get it, in English." })
  description!: string;

  @Field(() => String, { description: "Icon name in the Lucide set." })
  icon!: string;

  @Field(() => Int, { description: "Progress with which the badge is awarded." })
  goal!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Your progress, from 0 to `goal`. In `badges` only, and null if you are not signed in or use an API token.",
  })
  progress!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the account got the badge; null if it has not." })
  awardedAt!: Date | null;
}
