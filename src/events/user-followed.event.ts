import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account follows another one. Again after unfollowing it. */
export const userFollowed = contract("user.followed", z.object({ followerId: id, followedId: id }));

export type UserFollowed = PayloadOf<typeof userFollowed>;
