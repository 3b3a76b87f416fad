import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { RequestContext } from "../../../../graphql/context.js";
import type { JudgeStateService } from "./judge-state.service.js";
import { queuePlace } from "../submission.loaders.js";
import { JudgementType } from "./judgement.type.js";

@Resolver(() => JudgementType)
export class JudgementResolver {
  constructor(private readonly state: JudgeStateService) {}

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "Place in the queue, 1 for the next; null when it is not QUEUED. Each account has one place in each round of the queue, so others' many submissions do not delay yours.",
  })
  async queuePosition(@Ctx() context: RequestContext, @Root() judgement: JudgementType): Promise<number | null> {
    return (await placeOf(context, judgement))?.position ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "Estimated time until a worker takes it, in milliseconds, from its place, what judgings have lately taken, and the workers alive; null when it is not QUEUED or there is nothing to estimate from.",
  })
  async estimatedWaitMs(@Ctx() context: RequestContext, @Root() judgement: JudgementType): Promise<number | null> {
    const place = await placeOf(context, judgement);
    if (!place || place.typicalMs === null) return null;
    const slots = await this.state.slots();
    return slots === 0 ? null : Math.ceil((place.position * place.typicalMs) / slots);
  }
}

function placeOf(context: RequestContext, { id, status }: JudgementType) {
  return status === "QUEUED" ? context.loader(queuePlace).load(id) : null;
}
