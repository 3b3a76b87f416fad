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
  description: "Why an address gets no mail.",
  valuesConfig: {
    BOUNCE: { description: "Its server refused a mail for good, for example because there is no such mailbox." },
    COMPLAINT: { description: "Its reader reported a mail as spam." },
  },
});

@ObjectType("MailSuppression", {
  implements: Node,
  simpleResolvers: true,
  description: "An e-mail address that gets no mail, whatever the account that has it. For admins.",
})
export class MailSuppressionType implements MailSuppressionRow {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "The address, in lower case." })
  email!: string;

  @Field(() => SuppressionReasonEnum, { description: "Why." })
  reason!: SuppressionReason;

  @Field(() => String, { description: "What the mail provider said about it; may be empty." })
  detail!: string;

  @Field(() => GraphQLDateTime, { description: "Since when." })
  createdAt!: Date;
}

export const MailSuppressionConnection = connectionOf("MailSuppression", () => MailSuppressionType);

@InputType({ description: "Which addresses to list." })
export class MailSuppressionFilter {
  @Field(() => String, { nullable: true, description: "Only this address." })
  @IsOptional()
  @MaxLength(254)
  email?: string | null;
}

@InputType({ description: "The address that is to get mail again." })
export class RemoveMailSuppressionInput {
  @Field(() => idOf("MailSuppression"), { description: "Its entry." })
  id!: string;
}

@ObjectType({ description: "What removeMailSuppression answers." })
export class RemoveMailSuppressionPayload {
  @Field(() => idOf("MailSuppression"), { description: "The entry that is gone." })
  deletedId!: string;
}
