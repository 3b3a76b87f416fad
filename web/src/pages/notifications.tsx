import { MarkReadDocument, NotificationsDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { useList } from "../api/use-list.js";
import { Title } from "../parts/basics.js";
import { Cards } from "../parts/cards.js";
import { Notice } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

export function Notifications() {
  const viewer = useViewer();
  const list = useList(NotificationsDocument, viewer ? {} : null, (data) => data.notifications ?? null);
  const markAll = useAction(async () => {
    await run(MarkReadDocument, { input: { all: true } });
    list.reload();
  });
  return (
    <>
      <Title>{words.notifications.title}</Title>
      {viewer ? (
        <p>
          <Link href="/invitations">{words.organizations.title}</Link>
        </p>
      ) : (
        <SignInFirst to={words.notifications.toSee} />
      )}
      {markAll.failure ? <Notice failure={markAll.failure} /> : null}
      {list.nodes?.some(({ readAt }) => !readAt) ? (
        <button type="button" class="plain" disabled={markAll.busy} onClick={() => void markAll.act(undefined)}>
          {words.notifications.markAll}
        </button>
      ) : null}
      {viewer ? (
        <Cards
          list={list}
          empty={words.notifications.empty}
          card={({ id, title, body, createdAt, readAt }) => (
            <article class="problem-row">
              <h2>
                <Link href={`/notifications/${id}`}>{title}</Link>
              </h2>
              {body ? <p>{body}</p> : null}
              <p class="facts">
                {readAt ? null : <strong>{words.notifications.unread}</strong>}
                <time class="quiet" dateTime={createdAt}>
                  {words.when(createdAt)}
                </time>
              </p>
            </article>
          )}
        />
      ) : null}
    </>
  );
}
