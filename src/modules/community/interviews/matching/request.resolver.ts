import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { interviewById } from "../bookings/interview.loaders.js";
import type { InterviewRow } from "../bookings/interview.rows.js";
import { InterviewType } from "../bookings/interview.type.js";
import {
  CancelInterviewRequestInput,
  CancelInterviewRequestPayload,
  InterviewRequestType,
  RequestInterviewInput,
  RequestInterviewPayload,
} from "./request.type.js";
import type { RequestRow, RequestsService } from "./requests.service.js";

@Resolver(() => InterviewRequestType)
export class InterviewRequestResolver {
  constructor(private readonly requests: RequestsService) {}

  @Allow("interview:read-own")
  @Query(() => InterviewRequestType, { nullable: true, description: "Your newest request for a peer; null if there was none." })
  myInterviewRequest(@Ctx() { em, signedIn }: RequestContext): Promise<RequestRow | null> {
    return this.requests.latest(em, signedIn);
  }

  @Allow("interview:take-part")
  @Mutation(() => RequestInterviewPayload, {
    description:
      "Looks for a peer to interview each other. The interview that is found has to be confirmed by both. Errors: BAD_USER_INPUT, NOT_FOUND for a topic, CONFLICT with an open request or without a window of time.",
  })
  async requestInterview(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RequestInterviewInput, { description: "Whom you look for." })
    { level, languages, topicIds, minutes }: RequestInterviewInput,
  ): Promise<RequestInterviewPayload> {
    return { request: await this.requests.open(signedIn, { level, languages, topicIds: topicIds ?? [], minutes: minutes ?? 60 }) };
  }

  @Allow("interview:take-part")
  @Mutation(() => CancelInterviewRequestPayload, {
    description:
      "Ends your open request. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT if it is matched.",
  })
  async cancelInterviewRequest(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => CancelInterviewRequestInput, { description: "The request." }) { id }: CancelInterviewRequestInput,
  ): Promise<CancelInterviewRequestPayload> {
    return { request: await this.requests.cancel(signedIn, id) };
  }

  @FieldResolver(() => InterviewType, { nullable: true, description: "The interview that was found; null before." })
  async interview(@Ctx() context: RequestContext, @Root() { interviewId }: RequestRow): Promise<InterviewRow | null> {
    return interviewId === null ? null : context.loader(interviewById).load(interviewId);
  }
}
