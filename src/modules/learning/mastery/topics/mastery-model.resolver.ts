import * as z from "zod";
import { Ctx, FieldResolver, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { contract } from "../../../../kernel/contract.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { figuresOf, type Figures, type Group } from "../model/calibration.js";
import { FEATURES } from "../model/features.js";
import { MODEL, PUBLISHED_FIGURES, REFERENCE, WEIGHTS } from "../model/weights.js";
import { MasteryModelType, ModelFiguresType } from "./mastery-model.type.js";

/** The newest answers that `measured` counts: it reads them all. */
const MOST_MEASURED = 100_000;
/** Predictions are counted in this many steps, so that the database returns few rows. */
const STEPS = 1000;

const groups = z.array(z.object({ predicted: z.number(), answers: z.int(), correct: z.int() }));
const MEASURED = { name: "mastery-figures", longestMs: 10 * MINUTE_MS, content: contract("mastery figures", groups) };

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

function readGroups(em: EntityManager): Promise<Group[]> {
  return rows(
    em,
    `select avg(prediction) as predicted, count(*)::int as answers, count(*) filter (where correct)::int as correct
     from (select prediction, correct from mastery_evidence order by at desc limit ${MOST_MEASURED}) newest
     group by width_bucket(prediction, 0, 1, ${STEPS})`,
  );
}
