import { userFollowed, type UserFollowed } from "../../../../events/user-followed.event.js";
import { messagesIn } from "../../../../messages/messages.js";
import { rows } from "../../../../platform/database/database.js";
import { notificationKind } from "../../../contracts/notification-kind.js";

interface Follower {
  /** Not the display name: a username has no room for a sentence. */
  username: string;
}

export const newFollowerNotification = notificationKind<UserFollowed, Follower>({
  name: "new-follower",
  title: "New followers",
  description: "Someone follows you.",
  channels: { IN_APP: "ON", EMAIL: "OFF", PUSH: "OFF" },
  subject: "User",
  event: userFollowed,
  async tell(em, { followerId, followedId }) {
    // Nothing if the follow has ended meanwhile, also by a block.
    const [follower] = await rows<Follower>(
      em,
      "select u.username from follows f join users u on u.id = f.follower_id where f.follower_id = ? and f.followed_id = ? and u.deleted_at is null",
      [followerId, followedId],
    );
    if (!follower) return null;
    // One unread notification per follower, however often they follow.
    return { to: [followedId], data: follower, subject: { type: "User", id: followerId }, thread: followerId };
  },
  text({ username }, language) {
    const { title, body } = messagesIn(language).newFollower;
    return { title: title(username), body };
  },
});
