import { Field, Int, ObjectType } from "type-graphql";

@ObjectType("Site", { description: "Configuration of this installation that a frontend needs before sign-in." })
export class SiteType {
  @Field(() => Boolean, { description: "Whether new accounts can be created; otherwise `register` returns REGISTRATION_CLOSED." })
  registrationOpen!: boolean;

  @Field(() => Boolean, {
    description:
      "Whether `register` hides that an address or a username is taken. It then does not sign in, and the e-mail contains the next step.",
  })
  registrationStrict!: boolean;

  @Field(() => Boolean, { description: "Whether an account must confirm its e-mail address before it may submit code." })
  emailVerificationRequired!: boolean;

  @Field(() => Boolean, { description: "Whether `submitCode` and `runCode` currently accept code." })
  submissionsAccepted!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Message from the admins during maintenance or an incident, plain text; null if there is none.",
  })
  maintenanceMessage!: string | null;

  @Field(() => Int, { description: "Maximum number of submissions per account and minute." })
  submissionsPerMinute!: number;

  @Field(() => Int, { description: "Maximum size of a submission's source code, in bytes of UTF-8." })
  sourceLimitBytes!: number;

  @Field(() => Int, {
    description: "Days between `requestAccountDeletion` and the deletion of the account, during which it can be cancelled.",
  })
  accountDeletionGraceDays!: number;
}
