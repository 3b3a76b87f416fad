import { Ctx, FieldResolver, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { figuresOf, type Figures } from "../model/calibration.js";
import { FEATURES } from "../model/features.js";
import { MODEL, PUBLISHED_FIGURES, REFERENCE, WEIGHTS } from "../model/weights.js";
import { MEASURED, MOST_MEASURED, readGroups } from "./measured-figures.js";
import { MasteryModelType, ModelFiguresType } from "./mastery-model.type.js";

@Resolver(() => MasteryModelType)
export class MasteryModelResolver {
  @Allow("public")
  @Query(() => MasteryModelType, { description: "The model that estimates what learners know, with its figures." })
  masteryModel(): MasteryModelType {
    return {
      ...MODEL,
      reference: REFERENCE,
      weights: FEATURES.map((feature, index) => ({ ...feature, weight: WEIGHTS[index]! })),
      published: [...PUBLISHED_FIGURES],
    };
  }

  @FieldResolver(() => ModelFiguresType, {
    description: `Figures on this installation: the newest ${MOST_MEASURED} answers of all learners. At most ten minutes old.`,
  })
  async measured(@Ctx() { cache, em }: RequestContext): Promise<Figures> {
    return figuresOf(await cache.read(MEASURED, "all", () => readGroups(em)));
  }
}
