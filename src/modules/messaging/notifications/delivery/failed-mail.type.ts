import { ArrayMaxSize, ArrayMinSize, IsOptional, MaxLength } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Node } from "../../../../graphql/node.js";
import { connectionOf } from "../../../../graphql/pagination.js";
import { idOf } from "../../../../graphql/global-ids.js";
import type { FailedMailRow } from "./failed-mails.service.js";

@ObjectType("FailedMail", {
  implements: Node,
  description: "A mail whose attempts are used up, or that its server refused permanently. For admins.",
})
export class FailedMailType implements Omit<FailedMailRow, "userId"> {
  @Field(() => ID, { description: "Global id." })
  id!: string;

  @Field(() => String, { description: "Its Message-ID without the domain; the log has it too." })
  mailId!: string;

  @Field(() => String, {
    description:
      "What mail it is: `welcome`, `link` (one that was asked for), `notification`, `digest`, `suspension` or `registration-repeated`. More will come.",
  })
  kind!: string;

  @Field(() => Int, { description: "How often it was tried." })
  attempts!: number;

  @Field(() => String, { description: "The last failure, in codes." })
  error!: string;

  @Field(() => GraphQLDateTime, { description: "When it was given up." })
  failedAt!: Date;
}

export const FailedMailConnection = connectionOf("FailedMail", () => FailedMailType);

@InputType({ description: "Which failed mails to list." })
export class FailedMailFilter {
  @Field(() => String, { nullable: true, description: "Only those of this kind: see `FailedMail.kind`." })
  @IsOptional()
  @MaxLength(60)
  kind?: string | null;
}

@InputType({ description: "Which failed mails to try again: give either `ids` or `all: true`." })
export class RetryFailedMailsInput {
  @Field(() => [idOf("FailedMail")], { nullable: true, description: "These, 1 to 100." })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  ids?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: every one." })
  @IsOptional()
  all?: boolean | null;
}

@ObjectType({ description: "What retryFailedMails answers." })
export class RetryFailedMailsPayload {
  @Field(() => Int, { description: "How many are tried again now. Those that fail again come back to the list." })
  retriedCount!: number;
}
