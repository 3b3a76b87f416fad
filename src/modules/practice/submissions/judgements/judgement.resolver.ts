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
      "Position in the queue, starting at 1. Null if it is not QUEUED. The queue takes accounts in turn, so many submissions from others do not delay yours.",
  })
  async queuePosition(@Ctx() context: RequestContext, @Root() judgement: JudgementType): Promise<number | null> {
    return (await placeOf(context, judgement))?.position ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "Estimated time until a worker takes it, in milliseconds, based on its position, recent judging times and live workers. Null if it is not QUEUED or there is no data for an estimate.",
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
