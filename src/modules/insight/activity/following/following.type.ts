import { Field, InputType, ObjectType } from "type-graphql";
import { idOf } from "../../../../graphql/global-ids.js";
import { UserType } from "../../../base/users/user.type.js";

const USER = { description: "ID of the account." };

@InputType({ description: "The account to follow." })
export class FollowUserInput {
  @Field(() => idOf("User"), USER)
  userId!: string;
}

@InputType({ description: "The account to unfollow." })
export class UnfollowUserInput {
  @Field(() => idOf("User"), USER)
  userId!: string;
}

@InputType({ description: "The follower to remove." })
export class RemoveFollowerInput {
  @Field(() => idOf("User"), USER)
  userId!: string;
}

@InputType({ description: "The account to block." })
export class BlockUserInput {
  @Field(() => idOf("User"), USER)
  userId!: string;
}

@InputType({ description: "The account to unblock." })
export class UnblockUserInput {
  @Field(() => idOf("User"), USER)
  userId!: string;
}

@ObjectType({ description: "Result of followUser." })
export class FollowUserPayload {
  @Field(() => UserType, { description: "The account, with `viewerFollows` true." })
  user!: UserType;
}

@ObjectType({ description: "Result of unfollowUser." })
export class UnfollowUserPayload {
  @Field(() => UserType, { nullable: true, description: "The account, with `viewerFollows` false. Null if it does not exist." })
  user!: UserType | null;
}

@ObjectType({ description: "Result of removeFollower." })
export class RemoveFollowerPayload {
  @Field(() => UserType, { nullable: true, description: "The account that no longer follows you. Null if it does not exist." })
  user!: UserType | null;
}

@ObjectType({ description: "Result of blockUser." })
export class BlockUserPayload {
  @Field(() => UserType, { description: "The account, with `viewerBlocks` true." })
  user!: UserType;
}

@ObjectType({ description: "Result of unblockUser." })
export class UnblockUserPayload {
  @Field(() => UserType, { nullable: true, description: "The account, with `viewerBlocks` false. Null if it does not exist." })
  user!: UserType | null;
}
