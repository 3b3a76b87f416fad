import { IsOptional, Max, Min } from "class-validator";
import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, Float, Int, ObjectType } from "type-graphql";
import { Derived } from "../../../../graphql/derived.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { connectionOf, PageArgs } from "../../../../graphql/pagination.js";
import { LanguageType } from "../../../practice/languages/language.type.js";
import { languageOf } from "../../../practice/languages/languages.js";
import type { Region } from "../code/compare.js";
import { STORED_SCORE_MIN } from "../similarity-limits.js";
import type { CodeRow, PairRow } from "./similar-pairs.js";

@ObjectType("ComparedCode", { simpleResolvers: true, description: "One side of a similar pair. For those who may compare it." })
export class ComparedCodeType {
  @Derived(({ id }: CodeRow) => id)
  @Field(() => idOf("Submission"), { description: "ID of the submission." })
  submissionId?: string;

  @Derived(languageOf)
  @Field(() => LanguageType, { description: "Language of the code." })
  language!: string;

  @Field(() => GraphQLDateTime, { description: "When it was sent: who came first may be the author, or may not." })
  createdAt!: Date;
}

@ObjectType("MatchingRegion", {
  simpleResolvers: true,
  description:
    "Lines of the two programs of a pair that agree, apart from names, comments and layout. Lines count from 1; both ends belong to it.",
})
export class MatchingRegionType implements Region {
  @Field(() => Int, { description: "First line in the first program." })
  lineFrom!: number;

  @Field(() => Int, { description: "Last line in the first program." })
  lineTo!: number;

  @Field(() => Int, { description: "First line in the second program." })
  otherLineFrom!: number;

  @Field(() => Int, { description: "Last line in the second program." })
  otherLineTo!: number;

  @Field(() => Int, { description: "Number of equal tokens, such as names, operators and values." })
  tokens!: number;
}

@ObjectType("SimilarPair", {
  simpleResolvers: true,
  description:
    "Two submissions of different accounts to the same problem that resemble each other. A similarity is evidence for a person who reads both programs, never a verdict: short programs for the same problem are alike by themselves. What a score means, with the rates of error: docs/similarity.md.",
})
export class SimilarPairType implements Partial<PairRow> {
  @Field(() => Float, { description: "Mean of the two measures, from 0 to 1. 1: equal apart from names, comments and layout." })
  score!: number;

  @Derived(({ fingerprints }: PairRow) => fingerprints)
  @Field(() => Float, {
    description: "Share of the fingerprints of the smaller program that the other one has, from 0 to 1. Finds code that was moved around.",
  })
  fingerprintScore?: number;

  @Derived(({ tiling }: PairRow) => tiling)
  @Field(() => Float, {
    description: "Share of the smaller program in runs that are the same in the other one, from 0 to 1. Finds long passages.",
  })
  tilingScore?: number;
}

export const SimilarPairConnection = connectionOf("SimilarPair", () => SimilarPairType);

const MINIMUM = { nullable: true, description: `Lowest score to return, from 0 to 1. Default ${STORED_SCORE_MIN}.` };

@ArgsType()
export class SimilarPairsArgs extends PageArgs {
  @Field(() => idOf("Problem"), {
    nullable: true,
    description: "Pairs of submissions to this problem. Without `assignmentId`: of all accounts, for those who may edit the problem.",
  })
  problemId?: string | null;

  @Field(() => idOf("ClassAssignment"), {
    nullable: true,
    description: "Pairs of learners of its class, of what they sent since it opened. For staff of the class.",
  })
  assignmentId?: string | null;

  @Field(() => Float, MINIMUM)
  @IsOptional()
  @Min(0)
  @Max(1)
  minimumScore?: number | null;
}

@ArgsType()
export class SimilarSubmissionsArgs extends PageArgs {
  @Field(() => idOf("Submission"), { description: "The submission." })
  submissionId!: string;

  @Field(() => idOf("ClassAssignment"), {
    nullable: true,
    description:
      "Compares with the work of learners of its class only. For staff of the class. Default: with all accounts, for those who may edit the problem.",
  })
  assignmentId?: string | null;

  @Field(() => Float, MINIMUM)
  @IsOptional()
  @Min(0)
  @Max(1)
  minimumScore?: number | null;
}
