import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { FailedMailRow } from "./failed-mails.service.js";

@ObjectType("FailedMail", {
  implements: Node,
  description: "An e-mail that has no attempts left, or that the mail server rejected permanently. For admins.",
})
export class FailedMailType implements Omit<FailedMailRow, "userId"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Its Message-ID without the domain, which also appears in the log." })
  mailId!: string;

  @Field(() => String, {
    description:
      "Kind of e-mail: `welcome`, `link` (one that was requested), `notification`, `digest`, `suspension` or `registration-repeated`. More may be added.",
  })
  kind!: string;

  @Field(() => Int, { description: "Number of attempts." })
  attempts!: number;

  @Field(() => String, { description: "The last failure, as codes." })
  error!: string;

  @Field(() => GraphQLDateTime, { description: "When the last attempt failed." })
  failedAt!: Date;
}

export const FailedMailConnection = connectionOf("FailedMail", () => FailedMailType);

@InputType({ description: "Conditions that failed e-mails must match." })
export class FailedMailFilter {
  @Field(() => String, { nullable: true, description: "Only e-mails of this kind: see `FailedMail.kind`." })
  @IsOptional()
  @MaxLength(60)
  kind?: string | null;
}

@InputType({ description: "Failed e-mails to retry: give either `ids` or `all: true`." })
export class RetryFailedMailsInput {
  @Field(() => [idOf("FailedMail")], { nullable: true, description: "Ids of the e-mails, 1 to 100." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: all failed e-mails." })
  @IsOptional()
  all?: boolean | null;
}

@ObjectType({ description: "Result of retryFailedMails." })
export class RetryFailedMailsPayload {
  @Field(() => Int, { description: "Number of e-mails that are being retried. Those that fail again return to the list." })
  retriedCount!: number;
}
