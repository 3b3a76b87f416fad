import { IsInt, IsOptional, Length, Max, MaxLength, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../graphql/enum-of.js";
import { idOf } from "../../../graphql/global-ids.js";
import { Node } from "../../../graphql/node.js";
import { OneLine } from "../../../graphql/one-line.js";
import { connectionOf } from "../../../graphql/pagination.js";
import { Trimmed } from "../../../graphql/trimmed.js";
import { ENTITLEMENT_SOURCES, KEY_MAX, QUANTITY_MAX, type EntitlementSource } from "./entitlement.entity.js";
import type { EntitlementRow } from "./entitlement.rows.js";

const EntitlementSourceEnum = enumOf(ENTITLEMENT_SOURCES);
registerEnumType(EntitlementSourceEnum, {
  name: "EntitlementSource",
  description: "Where an entitlement comes from.",
  valuesConfig: {
    PLAN: { description: "A plan that the account ordered." },
    PURCHASE: { description: "Another product that the account ordered." },
    ORGANIZATION: { description: "An organization of which the account is a member." },
    GRANT: { description: "An admin granted it." },
  },
});

@ObjectType("EntitlementKind", { simpleResolvers: true, description: "Something that plans, purchases or admins can give." })
export class EntitlementKindType {
  @Field(() => String, { description: "Key, as in `Entitlement.key` and in `extensions.entitlement` of ENTITLEMENT_REQUIRED." })
  key!: string;

  @Field(() => String, { description: "What it gives: one English sentence." })
  description!: string;

  @Field(() => Boolean, {
    description: "Whether quantities of several grants add up, such as seats. Otherwise having one is all that counts.",
  })
  counted!: boolean;
}

@ObjectType("Entitlement", {
  implements: Node,
  simpleResolvers: true,
  description:
    "One grant of an entitlement to an account or an organization. Grants of the same key may overlap. Visible to its holder, to members of the organization that holds it, and to admins.",
})
export class EntitlementType implements Omit<EntitlementRow, "userId" | "subjectId"> {
  @Field(() => ID, { description: "Global ID." })
  id!: string;

  @Field(() => String, { description: "What it gives: a key of `entitlementKinds`." })
  key!: string;

  @Field(() => idOf("Organization"), { nullable: true, description: "ID of the organization that holds it; null if an account does." })
  organizationId!: string | null;

  @Field(() => EntitlementSourceEnum, { description: "Where it comes from." })
  source!: EntitlementSource;

  @Field(() => Int, { description: "Quantity, for counted kinds such as seats; otherwise 1." })
  quantity!: number;

  @Field(() => GraphQLDateTime, { description: "It has an effect from this time on." })
  validFrom!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "It has no effect from this time on. Null: it does not expire." })
  expiresAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was revoked; null if it was not." })
  revokedAt!: Date | null;

  @Field(() => Boolean, { description: "Whether it has an effect now: it has started, and has neither expired nor been revoked." })
  active!: boolean;

  @Field(() => GraphQLDateTime, { description: "When it was granted." })
  createdAt!: Date;
}

export const EntitlementConnection = connectionOf("Entitlement", () => EntitlementType);

@InputType({ description: "An entitlement for an account or an organization: exactly one of `userId` and `organizationId`." })
export class GrantEntitlementInput {
  @Field(() => idOf("User"), { nullable: true, description: "The account." })
  @IsOptional()
  userId?: string | null;

  @Field(() => idOf("Organization"), { nullable: true, description: "The organization, which can have `seats` and `private-content`." })
  @IsOptional()
  organizationId?: string | null;

  @Field(() => String, { description: "A key of `entitlementKinds`." })
  @MaxLength(KEY_MAX)
  key!: string;

  @Field(() => Int, { nullable: true, description: `Quantity for counted kinds, 1 to ${QUANTITY_MAX}. Default 1.` })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(QUANTITY_MAX)
  quantity?: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it expires, in the future; null: never." })
  @IsOptional()
  expiresAt?: Date | null;
}

export const REASON_MAX = 500;

@InputType({ description: "The entitlement to revoke." })
export class RevokeEntitlementInput {
  @Field(() => idOf("Entitlement"), { description: "The entitlement." })
  id!: string;

  @Field(() => String, { description: `Why, for the audit log: one line, 1 to ${REASON_MAX} characters.` })
  @Length(1, REASON_MAX)
  @Trimmed()
  @OneLine()
  reason!: string;
}

@ObjectType({ description: "Result of grantEntitlement." })
export class GrantEntitlementPayload {
  @Field(() => EntitlementType, { description: "The new entitlement." })
  entitlement!: EntitlementRow;
}

@ObjectType({ description: "Result of revokeEntitlement." })
export class RevokeEntitlementPayload {
  @Field(() => EntitlementType, { description: "The entitlement, which no longer has an effect." })
  entitlement!: EntitlementRow;
}
