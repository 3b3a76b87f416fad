import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import type { AvailabilityRow } from "./availability.rows.js";
import type { AvailabilityService } from "./availability.service.js";
import {
  DeleteInterviewAvailabilityInput,
  DeleteInterviewAvailabilityPayload,
  InterviewAvailabilityType,
  SaveInterviewAvailabilityInput,
  SaveInterviewAvailabilityPayload,
} from "./availability.type.js";

@Resolver(() => InterviewAvailabilityType)
export class InterviewAvailabilityResolver {
  constructor(private readonly availability: AvailabilityService) {}

  @Allow("interview:read-own")
  @Query(() => [InterviewAvailabilityType], { description: "Your windows of time, oldest first; at most 20." })
  myInterviewAvailability(@Ctx() { em, signedIn }: RequestContext): Promise<AvailabilityRow[]> {
    return this.availability.list(em, signedIn);
  }

  @Allow("interview:take-part")
  @Mutation(() => SaveInterviewAvailabilityPayload, {
    description:
      "Adds or replaces a window of time. Interviews that are booked stay. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT with 20 windows.",
  })
  async saveInterviewAvailability(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SaveInterviewAvailabilityInput, { description: "The window." }) input: SaveInterviewAvailabilityInput,
  ): Promise<SaveInterviewAvailabilityPayload> {
    return { availability: await this.availability.save(signedIn, input) };
  }

  @Allow("interview:take-part")
  @Mutation(() => DeleteInterviewAvailabilityPayload, {
    description: "Deletes a window of time. Interviews that are booked stay. Repeating the call changes nothing. Errors: BAD_USER_INPUT.",
  })
  async deleteInterviewAvailability(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => DeleteInterviewAvailabilityInput, { description: "The window." }) { id }: DeleteInterviewAvailabilityInput,
  ): Promise<DeleteInterviewAvailabilityPayload> {
    return { deletedId: (await this.availability.remove(signedIn, id)) ? id : null };
  }
}
