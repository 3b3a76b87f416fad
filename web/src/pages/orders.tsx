import { OrdersDocument } from "../api/generated.js";
import { useList } from "../api/use-list.js";
import { Title } from "../parts/basics.js";
import { Cards } from "../parts/cards.js";
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
      {viewer ? (
        <Cards
          list={list}
          empty={
            <>
              <p>{words.shop.noOrders}</p>
              <Link class="button" href="/shop">
                {words.shop.title}
              </Link>
            </>
          }
          card={(order) => (
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
          )}
        />
      ) : (
        <SignInFirst to={words.shop.toBuy} />
      )}
    </>
  );
}
