import { Field, Int, ObjectType } from "type-graphql";

@ObjectType("Site", { description: "What a frontend has to know of this installation before anybody signs in." })
export class SiteType {
  @Field(() => Boolean, { description: "Whether new accounts are made; otherwise `register` answers REGISTRATION_CLOSED." })
  registrationOpen!: boolean;

  @Field(() => Boolean, {
    description: "Whether `register` hides that an address or a username is taken, and signs nobody in: the mail leads on.",
  })
  registrationStrict!: boolean;

  @Field(() => Boolean, { description: "Whether an account must confirm its e-mail address before it may submit code." })
  emailVerificationRequired!: boolean;

  @Field(() => Boolean, { description: "Whether `submitCode` and `runCode` take code at present." })
  submissionsAccepted!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "A message of the admins during maintenance or trouble, plain text; null when there is none.",
  })
  maintenanceMessage!: string | null;

  @Field(() => Int, { description: "Submissions that one account may send a minute." })
  submissionsPerMinute!: number;

  @Field(() => Int, { description: "Largest source code of a submission, in bytes of UTF-8." })
  sourceLimitBytes!: number;

  @Field(() => Int, { description: "Days from `requestAccountDeletion` until the account is deleted, in which it can be called off." })
  accountDeletionGraceDays!: number;
}
