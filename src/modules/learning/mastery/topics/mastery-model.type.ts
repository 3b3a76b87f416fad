import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Bin, Figures } from "../model/calibration.js";
import { LEAST_OF_BIN } from "../model/calibration.js";
import type { Factor } from "../model/features.js";
import { FactorEnum } from "./topic-mastery.type.js";

@ObjectType("MasteryWeight", { simpleResolvers: true, description: "One feature of the mastery model with its weight." })
export class MasteryWeightType {
  @Field(() => String, { description: "Name of the feature." })
  name!: string;

  @Field(() => FactorEnum, { description: "The factor that it belongs to." })
  factor!: Factor;

  @Field(() => String, { description: "How the feature is computed." })
  description!: string;

  @Field(() => Float, { description: "The weight: the log odds are the sum of feature × weight." })
  weight!: number;
}

@ObjectType("ReliabilityBin", { simpleResolvers: true, description: "Predictions of one range, and what happened." })
export class ReliabilityBinType implements Bin {
  @Field(() => Float, { description: "Lower bound of the predictions, inclusive." })
  from!: number;

  @Field(() => Float, { description: "Upper bound of the predictions, exclusive except for 1." })
  to!: number;

  @Field(() => Int, { description: "Number of answers." })
  answers!: number;

  @Field(() => Float, { nullable: true, description: "Mean prediction; null without answers." })
  predicted!: number | null;

  @Field(() => Float, { nullable: true, description: "Share of correct answers; null without answers." })
  observed!: number | null;
}

@ObjectType("ModelFigures", {
  simpleResolvers: true,
  description: "How well predictions of the mastery model, each made before its answer was known, match the answers.",
})
export class ModelFiguresType implements Figures {
  @Field(() => Int, { description: "Number of answers." })
  answers!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      "Probability that a correct answer was predicted higher than a wrong one; 0.5 is chance. Null without answers of both kinds.",
  })
  auc!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Mean of −ln(predicted probability of what happened); lower is better. Null without answers.",
  })
  logLoss!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Mean gap between predicted and observed share over the bins, weighted by their answers. Null without answers.",
  })
  expectedCalibrationError!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: `Largest gap of a bin with at least ${LEAST_OF_BIN} answers. Null without such a bin.`,
  })
  maximumGap!: number | null;

  @Field(() => [ReliabilityBinType], { description: "Ten bins of equal width, in order." })
  bins!: Bin[];
}

export interface PublishedFigures {
  dataset: string;
  answers: number;
  auc: number;
  logLoss: number;
  expectedCalibrationError: number;
  maximumGap: number;
}

@ObjectType("PublishedModelFigures", { simpleResolvers: true, description: "Figures of the mastery model on a public data set." })
export class PublishedModelFiguresType implements PublishedFigures {
  @Field(() => String, { description: "The data set." })
  dataset!: string;

  @Field(() => Int, { description: "Number of answers." })
  answers!: number;

  @Field(() => Float, { description: "As in ModelFigures." })
  auc!: number;

  @Field(() => Float, { description: "As in ModelFigures." })
  logLoss!: number;

  @Field(() => Float, { description: "As in ModelFigures." })
  expectedCalibrationError!: number;

  @Field(() => Float, { description: "As in ModelFigures." })
  maximumGap!: number;
}

@ObjectType("MasteryModel", { simpleResolvers: true, description: "The model that estimates mastery." })
export class MasteryModelType {
  @Field(() => String, { description: "Name of the model." })
  name!: string;

  @Field(() => String, { description: "Version; changes with every change of features or weights." })
  version!: string;

  @Field(() => String, { description: "The publication that it follows." })
  reference!: string;

  @Field(() => [MasteryWeightType], { description: "Its features and weights." })
  weights!: MasteryWeightType[];

  @Field(() => [PublishedModelFiguresType], { description: "Figures on public data. The weights were fitted to the first data set only." })
  published!: PublishedFigures[];
}
