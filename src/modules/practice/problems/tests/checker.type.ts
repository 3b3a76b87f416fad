import { IsOptional } from "class-validator";
import { Field, Float, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { Node } from "../../../../graphql/node.js";
import type { Checker } from "../../../../judge/checkers/checker.js";
import {
  type CheckerParameters,
  PARAMETER_TYPES,
  PARAMETERS,
  type ParameterName,
  type ParameterType,
} from "../../../../judge/checkers/parameters.js";

const ParameterTypeEnum = enumOf(PARAMETER_TYPES);
registerEnumType(ParameterTypeEnum, {
  name: "CheckerParameterType",
  description: "Type of a checker's parameter.",
  valuesConfig: { BOOLEAN: { description: "`true` or `false`." }, NUMBER: { description: "A number, from `minimum` to `maximum`." } },
});

@ObjectType("CheckerParameter", { simpleResolvers: true, description: "A parameter that a checker takes, described for a form." })
export class CheckerParameterType {
  @Field(() => String, { description: "Name of the field in `CheckerParametersInput`." })
  name!: ParameterName;

  @Field(() => String, { description: "One-sentence explanation for problem authors." })
  description!: string;

  @Field(() => ParameterTypeEnum, { description: "Type of the value." })
  type!: ParameterType;

  @Field(() => String, { nullable: true, description: "Value if the parameter is not set, as JSON. Null if it then has no effect." })
  default!: string | null;

  @Field(() => Float, { nullable: true, description: "Smallest value of a NUMBER." })
  minimum!: number | null;

  @Field(() => Float, { nullable: true, description: "Largest value of a NUMBER." })
  maximum!: number | null;
}

@ObjectType("Checker", { implements: Node, simpleResolvers: true, description: "A method of checking whether an output is correct." })
export class CheckerType implements Pick<Checker, "id" | "name" | "description"> {
  /** Local id; the global id is derived from it. */
  id!: string;

  @Field(() => String, { description: "Short name, as returned by `Problem.checker` and accepted by `createProblem` as `checker`." })
  slug!: string;

  @Field(() => String, { description: "Display name." })
  name!: string;

  @Field(() => String, { description: "One-sentence explanation for problem authors." })
  description!: string;

  @Field(() => [CheckerParameterType], { description: "Parameters that it takes. Problems set them as `checkerParameters`." })
  parameters!: CheckerParameterType[];
}

@ObjectType("CheckerParameters", {
  simpleResolvers: true,
  description:
    "Parameters in effect for a problem's checker. Null for those that the checker does not take, and for tolerances that are not set.",
})
export class CheckerParametersType implements Record<ParameterName, boolean | number | null> {
  @Field(() => Boolean, { nullable: true, description: PARAMETERS.caseSensitive.description })
  caseSensitive!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: PARAMETERS.whitespaceSensitive.description })
  whitespaceSensitive!: boolean | null;

  @Field(() => Float, { nullable: true, description: PARAMETERS.absoluteTolerance.description })
  absoluteTolerance!: number | null;

  @Field(() => Float, { nullable: true, description: PARAMETERS.relativeTolerance.description })
  relativeTolerance!: number | null;

  @Field(() => Float, { nullable: true, description: PARAMETERS.unorderedLevels.description })
  unorderedLevels!: number | null;
}

const withDefault = (name: ParameterName) => {
  const { description, default: value, minimum, maximum } = PARAMETERS[name];
  return `${description} ${value === null ? `From ${minimum} to ${maximum}. Not set by default.` : `Default ${value}.`}`;
};

@InputType({
  description:
    "Parameters of a checker. `checkers { parameters { … } }` lists those that each checker takes; any other is BAD_USER_INPUT with the code UNKNOWN_FIELD. null means the default.",
})
export class CheckerParametersInput implements Partial<Record<ParameterName, boolean | number | null>> {
  @Field(() => Boolean, { nullable: true, description: withDefault("caseSensitive") })
  @IsOptional()
  caseSensitive?: CheckerParameters["caseSensitive"] | null;

  @Field(() => Boolean, { nullable: true, description: withDefault("whitespaceSensitive") })
  @IsOptional()
  whitespaceSensitive?: CheckerParameters["whitespaceSensitive"] | null;

  @Field(() => Float, { nullable: true, description: withDefault("absoluteTolerance") })
  @IsOptional()
  absoluteTolerance?: CheckerParameters["absoluteTolerance"] | null;

  @Field(() => Float, { nullable: true, description: withDefault("relativeTolerance") })
  @IsOptional()
  relativeTolerance?: CheckerParameters["relativeTolerance"] | null;

  @Field(() => Float, { nullable: true, description: withDefault("unorderedLevels") })
  @IsOptional()
  unorderedLevels?: CheckerParameters["unorderedLevels"] | null;
}
