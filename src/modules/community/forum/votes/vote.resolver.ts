import { Arg, Ctx, Field, InputType, Int, Mutation, ObjectType, registerEnumType, Resolver } from "type-graphql";
import { Allow } from "../../../../graphql/access.js";
import type { RequestContext } from "../../../../graphql/context.js";
import { enumOf } from "../../../../graphql/enum-of.js";
import { idOf } from "../../../../graphql/global-ids.js";
import { threadById } from "../threads/thread.loaders.js";
import type { ThreadRow } from "../threads/thread.rows.js";
import { ForumThreadType } from "../threads/thread.type.js";
import { replyById } from "../replies/reply.loaders.js";
import type { ReplyRow } from "../replies/reply.rows.js";
import { ForumReplyType } from "../replies/reply.type.js";
import type { VotesService, VoteValue } from "./votes.service.js";

const VALUES = { UP: 1, DOWN: -1, NONE: 0 } as const satisfies Record<string, VoteValue>;
type Vote = keyof typeof VALUES;
const ForumVoteEnum = enumOf(Object.keys(VALUES) as Vote[]);
registerEnumType(ForumVoteEnum, {
  name: "ForumVote",
  description: "A vote on a thread or a reply.",
  valuesConfig: {
    UP: { description: "For it." },
    DOWN: { description: "Against it." },
    NONE: { description: "No vote: takes an earlier one back." },
  },
});

@InputType({ description: "A vote." })
export class VoteOnForumPostInput {
  @Field(() => idOf("Node"), { description: "ID of a thread, for its opening post, or of a reply." })
  id!: string;

  @Field(() => ForumVoteEnum, { description: "Your vote from now on." })
  vote!: Vote;
}

@ObjectType({ description: "Result of voteOnForumPost." })
export class VoteOnForumPostPayload {
  @Field(() => ForumThreadType, { nullable: true, description: "The thread after the vote; null if it was on a reply." })
  thread!: ThreadRow | null;

  @Field(() => ForumReplyType, { nullable: true, description: "The reply after the vote; null if it was on a thread." })
  reply!: ReplyRow | null;

  @Field(() => Int, { description: "Your vote: 1, -1 or 0." })
  value!: number;
}

@Resolver()
export class ForumVoteResolver {
  constructor(private readonly votes: VotesService) {}

  @Allow("forum:write")
  @Mutation(() => VoteOnForumPostPayload, {
    description:
      "Sets your vote on a thread or a reply. Repeating the call changes nothing. Errors: BAD_USER_INPUT, NOT_FOUND, FORBIDDEN for your own, CONFLICT for one that is not visible, RATE_LIMITED after 200 votes an hour.",
  })
  async voteOnForumPost(
    @Ctx() context: RequestContext,
    @Arg("input", () => VoteOnForumPostInput, { description: "The vote." }) { id, vote }: VoteOnForumPostInput,
  ): Promise<VoteOnForumPostPayload> {
    await this.votes.vote(context.signedIn, id, VALUES[vote]);
    // Data loaded before the vote are outdated.
    context.renew();
    const [thread, reply] = await Promise.all([context.loader(threadById).load(id), context.loader(replyById).load(id)]);
    return { thread, reply, value: VALUES[vote] };
  }
}
