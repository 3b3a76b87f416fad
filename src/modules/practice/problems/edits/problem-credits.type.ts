import { ArrayMaxSize, IsOptional, Length, Matches, MaxLength, ValidateNested } from "class-validator";
import { Field, InputType, ObjectType } from "type-graphql";
import { OneLine } from "../../../../graphql/one-line.js";
import {
  AUTHOR_MAX,
  AUTHORS_MAX,
  LICENSE_MAX,
  SOURCE_MAX,
  SOURCE_URL,
  SOURCE_URL_MAX,
  SOURCES_MAX,
  type ProblemCredits,
} from "./problem-credits.js";

@ObjectType("ProblemSource", { simpleResolvers: true, description: "Where a problem was used first, such as a contest." })
export class ProblemSourceType {
  @Field(() => String, { description: "Name." })
  name!: string;

  @Field(() => String, { nullable: true, description: "Address with `http` or `https`. Null if there is none." })
  url!: string | null;
}

@ObjectType("ProblemCredits", {
  simpleResolvers: true,
  description: "Who made a problem, where it comes from and under which licence. Texts written by its editors, or taken from its package.",
})
export class ProblemCreditsType implements ProblemCredits {
  @Field(() => [String], { description: "Names of the people who made it, which need not have accounts." })
  authors!: string[];

  @Field(() => [ProblemSourceType], { description: "Where it comes from." })
  sources!: ProblemSourceType[];

  @Field(() => String, { nullable: true, description: "Licence, such as `cc by-sa`. Null if it is not known." })
  license!: string | null;

  @Field(() => String, { nullable: true, description: "Owner of the rights. Null if it is not known." })
  rightsOwner!: string | null;
}

@InputType({ description: "Where a problem comes from." })
export class ProblemSourceInput {
  @Field(() => String, { description: "Name, at most 300 characters." })
  @Length(1, SOURCE_MAX)
  @OneLine()
  name!: string;

  @Field(() => String, { nullable: true, description: "Address with `http` or `https`." })
  @IsOptional()
  @MaxLength(SOURCE_URL_MAX)
  @Matches(SOURCE_URL, { message: "must be an address with http or https" })
  url?: string | null;
}

@InputType({ description: "Who made a problem, where it comes from and under which licence." })
export class ProblemCreditsInput {
  @Field(() => [String], { nullable: true, description: "Names, at most 50." })
  @IsOptional()
  @ArrayMaxSize(AUTHORS_MAX)
  @Length(1, AUTHOR_MAX, { each: true })
  authors?: string[] | null;

  @Field(() => [ProblemSourceInput], { nullable: true, description: "At most 20." })
  @IsOptional()
  @ArrayMaxSize(SOURCES_MAX)
  @ValidateNested({ each: true })
  sources?: ProblemSourceInput[] | null;

  @Field(() => String, { nullable: true, description: "Licence, such as `cc by-sa`, at most 200 characters." })
  @IsOptional()
  @Length(1, LICENSE_MAX)
  @OneLine()
  license?: string | null;

  @Field(() => String, { nullable: true, description: "Owner of the rights, at most 200 characters." })
  @IsOptional()
  @Length(1, LICENSE_MAX)
  @OneLine()
  rightsOwner?: string | null;
}
