import { MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { ProblemType } from "../problem.type.js";

@InputType({ description: "Never in the schema itself." })
abstract class ProblemAndPerson {
  @Field(() => idOf("Problem"), { description: "The problem." })
  problemId!: string;

  @Field(() => String, { description: "Username of the account." })
  @MaxLength(30)
  username!: string;
}

@InputType({ description: "The account that becomes a co-author." })
export class AddProblemCoAuthorInput extends ProblemAndPerson {}

@InputType({ description: "Who is no longer to edit a problem." })
export class RemoveProblemCoAuthorInput extends ProblemAndPerson {}

@InputType({ description: "Who is to answer for a problem from now on." })
export class TransferProblemInput extends ProblemAndPerson {}

@ObjectType({ description: "What addProblemCoAuthor answers." })
export class AddProblemCoAuthorPayload {
  @Field(() => ProblemType, { description: "The problem with its `coAuthors`." })
  problem!: ProblemType;
}

@ObjectType({ description: "What removeProblemCoAuthor answers." })
export class RemoveProblemCoAuthorPayload {
  @Field(() => ProblemType, {
    nullable: true,
    description: "The problem with its `coAuthors`; null when you left a draft that you may not see any more.",
  })
  problem!: ProblemType | null;
}

@ObjectType({ description: "What transferProblem answers." })
export class TransferProblemPayload {
  @Field(() => ProblemType, { description: "The problem with its new `author`." })
  problem!: ProblemType;
}
