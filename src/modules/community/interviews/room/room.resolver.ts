import { Arg, Args, Ctx, FieldResolver, Int, Mutation, Resolver, Root, Subscription } from "type-graphql";
import type { SignedIn } from "../../../../access/viewer.js";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { PageArgs, type Connection } from "../../../../graphql/pagination.js";
import { fedByStream, StreamOf } from "../../../../graphql/streams.js";
import { badInput } from "../../../../kernel/errors.js";
import type { InterviewRow } from "../bookings/interview.rows.js";
import { InterviewType } from "../bookings/interview.type.js";
import {
  JoinInterviewInput,
  JoinInterviewPayload,
  MoveInterviewCursorInput,
  MoveInterviewCursorPayload,
  RunInterviewCodeInput,
  RunInterviewCodePayload,
  SendInterviewMessageInput,
  SendInterviewMessagePayload,
  SendInterviewUpdateInput,
  SendInterviewUpdatePayload,
} from "./room.input.js";
import type { RoomService } from "./room.service.js";
import type { RoomDelivery } from "./room.stream.js";
import { InterviewRoomEventConnection, InterviewRoomEventType, type RoomEventRow } from "./room.type.js";
import { conversationOfInterview, roomEventRow, timelineOfInterview } from "./timeline.js";

type Watch = (viewer: SignedIn, interviewId: string, after: number | null) => Promise<AsyncIterableIterator<RoomDelivery>>;
const ROOM =
  "Errors: BAD_USER_INPUT, NOT_FOUND for everyone but the two participants, CONFLICT when the room is not open, full, or not entered.";

@Resolver(() => InterviewType)
export class InterviewRoomResolver {
  constructor(
    private readonly room: RoomService,
    private readonly watch: Watch,
  ) {}

  @Allow("interview:take-part")
  @Mutation(() => JoinInterviewPayload, {
    description:
      "Enters the room of a confirmed interview, from `opensAt` to `closesAt`. The clock starts once both have, at `startsAt` at the earliest. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT when the room is not open.",
  })
  async joinInterview(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => JoinInterviewInput, { description: "The room." }) { interviewId }: JoinInterviewInput,
  ): Promise<JoinInterviewPayload> {
    return { interview: await this.room.join(signedIn, interviewId) };
  }

  @Allow("interview:take-part")
  @Mutation(() => SendInterviewUpdatePayload, { description: `Changes the shared code. It is kept, and sent to both. ${ROOM}` })
  async sendInterviewUpdate(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SendInterviewUpdateInput, { description: "The change." }) { interviewId, update }: SendInterviewUpdateInput,
  ): Promise<SendInterviewUpdatePayload> {
    return this.room.update(signedIn, interviewId, update);
  }

  @Allow("interview:take-part")
  @Mutation(() => SendInterviewMessagePayload, { description: `Sends a message. It is kept, and sent to both. ${ROOM}` })
  async sendInterviewMessage(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => SendInterviewMessageInput, { description: "The message." }) { interviewId, text }: SendInterviewMessageInput,
  ): Promise<SendInterviewMessagePayload> {
    return this.room.say(signedIn, interviewId, text);
  }

  @Allow("interview:take-part")
  @Mutation(() => MoveInterviewCursorPayload, { description: `Tells the other participant where your cursor is. Not kept. ${ROOM}` })
  async moveInterviewCursor(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => MoveInterviewCursorInput, { description: "The cursor." }) { interviewId, cursor }: MoveInterviewCursorInput,
  ): Promise<MoveInterviewCursorPayload> {
    await this.room.point(signedIn, interviewId, cursor);
    return { sent: true };
  }

  @Allow("interview:take-part")
  @Mutation(() => RunInterviewCodePayload, {
    description:
      "Runs the shared code of the present round, as the server has it, on the samples of its question or on your input. Counts towards the limits of `runCode`. Both get the result as an event. Errors: BAD_USER_INPUT, NOT_FOUND, CONFLICT before the start, without code or question, and as for `sendInterviewUpdate`, ENTITLEMENT_REQUIRED, PAYLOAD_TOO_LARGE, RATE_LIMITED, QUEUE_FULL, SERVICE_UNAVAILABLE, JUDGE_UNAVAILABLE.",
  })
  async runInterviewCode(
    @Ctx() { signedIn }: RequestContext,
    @Arg("input", () => RunInterviewCodeInput, { description: "What to run." }) { interviewId, language, stdin }: RunInterviewCodeInput,
  ): Promise<RunInterviewCodePayload> {
    const { sequence, result } = await this.room.run(signedIn, interviewId, { language, stdin: stdin ?? null });
    return { sequence, run: result };
  }

  @Allow("interview:take-part")
  @Subscription(() => InterviewRoomEventType, {
    ...fedByStream,
    description:
      "What happens in the room of your interview. Begins with the shared code (DOCUMENT); after a disconnect give `after`, and everything since then follows without a gap. While it is open you are shown as present. Completes after CLOSED. Errors: BAD_USER_INPUT, NOT_FOUND for everyone but the two participants.",
  })
  interviewRoom(
    @Root() event: RoomEventRow,
    @Arg("interviewId", () => idOf("Interview"), { description: "The interview." }) _interviewId: string,
    @Arg("after", () => Int, { nullable: true, description: "`sequence` of the last event that you have, from 0." }) _after?: number | null,
  ): InterviewRoomEventType {
    return event as InterviewRoomEventType;
  }

  @StreamOf("interviewRoom")
  async stream(
    { interviewId, after }: { interviewId: string; after?: number | null },
    { signedIn }: RequestContext,
  ): Promise<AsyncIterableIterator<unknown>> {
    if (after != null && after < 0) throw badInput("after", "Numbers of events begin at 1.", "OUT_OF_RANGE", { minimum: 0 });
    const deliveries = await this.watch(signedIn, interviewId, after ?? null);
    const rows: AsyncIterableIterator<RoomEventRow> = {
      async next() {
        const next = await deliveries.next();
        return next.done ? { value: undefined, done: true } : { value: roomEventRow(next.value), done: false };
      },
      async return() {
        await deliveries.return!();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]: () => rows,
    };
    return rows;
  }

  @FieldResolver(() => InterviewRoomEventConnection, {
    description:
      "What happened in the room, in order: a replay. Kept as long as the operator keeps it, by default a year. Errors: BAD_USER_INPUT.",
  })
  timeline(
    @Ctx() context: RequestContext,
    @Root() { id: parentId }: InterviewRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<RoomEventRow>> {
    return context.loader(timelineOfInterview).load({ parentId, page });
  }

  @FieldResolver(() => InterviewRoomEventConnection, {
    description:
      "Messages and runs of the room, in order: what a client that enters later shows beside the shared code. Kept as long as `timeline`. Errors: BAD_USER_INPUT.",
  })
  conversation(
    @Ctx() context: RequestContext,
    @Root() { id: parentId }: InterviewRow,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<RoomEventRow>> {
    return context.loader(conversationOfInterview).load({ parentId, page });
  }
}
