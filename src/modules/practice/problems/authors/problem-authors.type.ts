import { MaxLength } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { ProblemType } from "../problem.type.js";

@InputType({ description: "Internal base type; not part of the schema." })
abstract class ProblemAndPerson {
  @Field(() => idOf("Problem"), { description: "ID of the problem." })
  problemId!: string;

  @Field(() => String, { description: "Username of the account." })
  @MaxLength(30)
  username!: string;
}

@InputType({ description: "The co-author to add." })
export class AddProblemCoAuthorInput extends ProblemAndPerson {}

@InputType({ description: "The co-author to remove." })
export class RemoveProblemCoAuthorInput extends ProblemAndPerson {}

@InputType({ description: "The problem to transfer and its new author." })
export class TransferProblemInput extends ProblemAndPerson {}

@ObjectType({ description: "Result of addProblemCoAuthor." })
export class AddProblemCoAuthorPayload {
  @Field(() => ProblemType, { description: "The problem with its `coAuthors`." })
  problem!: ProblemType;
}

@ObjectType({ description: "Result of removeProblemCoAuthor." })
export class RemoveProblemCoAuthorPayload {
  @Field(() => ProblemType, {
    nullable: true,
    description: "The problem with its `coAuthors`. Null if you removed yourself from a draft that you may no longer see.",
  })
  problem!: ProblemType | null;
}

@ObjectType({ description: "Result of transferProblem." })
export class TransferProblemPayload {
  @Field(() => ProblemType, { description: "The problem with its new `author`." })
  problem!: ProblemType;
}
