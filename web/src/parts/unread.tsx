import { useEffect, useState } from "preact/hooks";
import { WatchNotificationsDocument } from "../api/generated.js";
import { watch } from "../api/live.js";
import { Link } from "../routing.js";
import { words } from "../words.js";
import { Icon } from "./basics.js";

/** The way to the notifications, with the number of unread ones, live. */
export function Unread({ viewerId }: { viewerId: string }) {
  const [count, setCount] = useState(0);
  useEffect(
    () =>
      watch(
        WatchNotificationsDocument,
        {},
        {
          next: ({ notificationReceived }) => notificationReceived && setCount(notificationReceived.unreadCount),
          // The list itself says what is wrong.
          failed: () => undefined,
        },
      ),
    [viewerId],
  );
  return (
    <Link href="/notifications" class="bell" count={count > 99 ? "99+" : String(count || "")}>
      <Icon name="bell" />
      <span class="hidden">{words.notifications.count(count)}</span>
    </Link>
  );
}
