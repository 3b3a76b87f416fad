import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { userById } from "../../../base/users/user.loaders.js";
import { UserType } from "../../../base/users/user.type.js";
import {
  InterviewHostConnection,
  InterviewHostType,
  InterviewSlotType,
  SetInterviewHostingInput,
  SetInterviewHostingPayload,
} from "./host.type.js";
import type { HostRow, HostsService, SlotRow } from "./hosts.service.js";

@Resolver(() => InterviewHostType)
export class InterviewHostResolver {
  constructor(private readonly hosts: HostsService) {}

  @Allow("interview:read-own")
  @Query(() => InterviewHostConnection, {
    description: "Instructors who take bookings, newest account first. Errors: BAD_USER_INPUT.",
  })
  interviewHosts(@Ctx() { em }: RequestContext, @Args(() => PageArgs) page: PageArgs): Promise<Connection<HostRow>> {
    return this.hosts.list(em, page);
  }

  @Allow("interview:read-own")
  @Query(() => [InterviewSlotType], {
    description:
      "Starts that can be booked with a host, earliest first, at most 500: within the host's availability, without what is booked, after the host's notice and at most 31 days ahead. Errors: BAD_USER_INPUT, NOT_FOUND for a host who takes no bookings.",
  })
  interviewSlots(
    @Ctx() { em, signedIn }: RequestContext,
    @Arg("hostId", () => idOf("InterviewHost"), { description: "The host." }) hostId: string,
    @Arg("from", () => GraphQLDateTime, { nullable: true, description: "Earliest start. Default: now." }) from?: Date | null,
    @Arg("days", () => Int, { nullable: true, description: "Days from then on, 1 to 31. Default 7." }) days?: number | null,
  ): Promise<SlotRow[]> {
    return this.hosts.slots(em, signedIn, hostId, from ?? null, days ?? 7);
  }

  @Allow("interview:host")
  @Mutation(() => SetInterviewHostingPayload, {
    description: "Sets whether and how you take bookings. For instructors. Errors: BAD_USER_INPUT.",
  })
  async setInterviewHosting(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SetInterviewHostingInput, { description: "How you take bookings." })
    { isOpen, minutes, noticeHours, headline }: SetInterviewHostingInput,
  ): Promise<SetInterviewHostingPayload> {
    return { host: await this.hosts.set(signedIn, { isOpen, minutes, noticeHours: noticeHours ?? 24, headline: headline ?? "" }) };
  }

  @FieldResolver(() => UserType, { nullable: true, description: "The account of the host; null if it is deleted." })
  user(@Ctx() context: RequestContext, @Root() { id }: HostRow): Promise<UserType | null> {
    return context.loader(userById).load(id);
  }
}
