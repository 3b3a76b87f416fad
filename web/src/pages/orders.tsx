import { OrdersDocument } from "../api/generated.js";
import { useList } from "../api/use-list.js";
import { Empty, Loading, More, Title } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

export function Orders() {
  const viewer = useViewer();
  const list = useList(OrdersDocument, viewer ? {} : null, (data) => data.myOrders ?? null);
  return (
    <>
      <Title>{words.shop.orders}</Title>
      {viewer ? null : <SignInFirst to={words.shop.toBuy} />}
      {list.failure ? <Notice failure={list.failure} onRetry={list.reload} /> : null}
      {viewer && list.nodes === null && !list.failure ? <Loading /> : null}
      {list.nodes?.length === 0 ? (
        <Empty>
          <p>{words.shop.noOrders}</p>
          <Link class="button" href="/shop">
            {words.shop.title}
          </Link>
        </Empty>
      ) : null}
      {list.nodes && list.nodes.length > 0 ? (
        <ul class="cards">
          {list.nodes.map((order) => (
            <li key={order.id}>
              <article class="problem-row">
                <h2>
                  <Link href={`/orders/${order.id}`}>{order.lines.map(({ title }) => title).join(", ")}</Link>
                </h2>
                <p class="facts">
                  <span>{order.total.formatted}</span>
                  <span>{words.orderStatuses[order.status]}</span>
                  <time class="quiet" dateTime={order.createdAt}>
                    {words.when(order.createdAt)}
                  </time>
                </p>
              </article>
            </li>
          ))}
        </ul>
      ) : null}
      <More shown={list.hasMore} busy={list.loading} onMore={list.more} />
    </>
  );
}
