import { GraphQLDateTime } from "graphql-scalars";
import { IsOptional, MaxLength } from "class-validator";
import { Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { SUPPRESSION_REASONS, type SuppressionReason } from "./mail-suppression.entity.js";
import type { MailSuppressionRow } from "./mail-suppressions.service.js";

const SuppressionReasonEnum = enumOf(SUPPRESSION_REASONS);
registerEnumType(SuppressionReasonEnum, {
  name: "MailSuppressionReason",
  description: "Why an address receives no e-mail.",
  valuesConfig: {
    BOUNCE: { description: "The mail server rejected an e-mail permanently, for example because the mailbox does not exist." },
    COMPLAINT: { description: "The recipient reported an e-mail as spam." },
  },
});

@ObjectType("MailSuppression", {
  implements: Node,
  simpleResolvers: true,
  description: "An e-mail address that receives no e-mail, regardless of which account has it. For admins.",
})
export class MailSuppressionType implements MailSuppressionRow {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "The address, in lower case." })
  email!: string;

  @Field(() => SuppressionReasonEnum, { description: "Reason for the suppression." })
  reason!: SuppressionReason;

  @Field(() => String, { description: "Details from the mail provider; may be empty." })
  detail!: string;

  @Field(() => GraphQLDateTime, { description: "When the suppression started." })
  createdAt!: Date;
}

export const MailSuppressionConnection = connectionOf("MailSuppression", () => MailSuppressionType);

@InputType({ description: "Conditions that addresses must match." })
export class MailSuppressionFilter {
  @Field(() => String, { nullable: true, description: "Only this address." })
  @IsOptional()
  @MaxLength(254)
  email?: string | null;
}

@InputType({ description: "The address that may receive e-mail again." })
export class RemoveMailSuppressionInput {
  @Field(() => idOf("MailSuppression"), { description: "Id of the suppression." })
  id!: string;
}

@ObjectType({ description: "Result of removeMailSuppression." })
export class RemoveMailSuppressionPayload {
  @Field(() => idOf("MailSuppression"), { description: "Id of the removed suppression." })
  deletedId!: string;
}
