import { useEffect } from "preact/hooks";
import { CancelOrderDocument, OrderPageDocument, WatchOrderDocument, type OrderStatus } from "../api/generated.js";
import { watch } from "../api/live.js";
import { run } from "../api/run.js";
import { useAction, useQuery } from "../api/use-query.js";
import { Icon, Loading, Title, type IconName } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

const LOOKS: Partial<Record<OrderStatus, { tone: string; icon: IconName }>> = {
  COMPLETED: { tone: "good", icon: "check" },
  DECLINED: { tone: "bad", icon: "cross" },
  CANCELLED: { tone: "none", icon: "dash" },
  EXPIRED: { tone: "none", icon: "dash" },
  REFUNDED: { tone: "none", icon: "dash" },
};
const UNDER_WAY = { tone: "late", icon: "clock" } as const;

/** An order, followed live from the reservation over the payment page to its end. */
export function Order({ id }: { id: string }) {
  const viewer = useViewer();
  const { data, failure, reload, setData } = useQuery(OrderPageDocument, viewer ? { id } : null);
  const order = data?.order;
  const cancel = useAction(async () => {
    await run(CancelOrderDocument, { input: { id } });
  });
  useEffect(() => {
    if (!viewer || !order) return;
    return watch(
      WatchOrderDocument,
      { id },
      {
        next: ({ orderStatus }) => {
          if (!orderStatus) return;
          // Events may arrive after a newer answer.
          setData((before) => (before.order && before.order.revision > orderStatus.revision ? before : { ...before, order: orderStatus }));
        },
        failed: () => reload(),
      },
    );
  }, [id, Boolean(order), viewer?.id]);

  if (!viewer) return <SignInFirst to={words.shop.toBuy} />;
  if (failure && !order) return <Notice failure={failure} onRetry={reload} />;
  if (!order) return <Loading />;
  const { tone, icon } = LOOKS[order.status] ?? UNDER_WAY;
  const canPay = order.status === "AWAITING_PAYMENT" && order.payment?.redirectUrl;
  return (
    <>
      <Title lead={words.when(order.createdAt)}>{words.shop.order}</Title>
      <p class="outcome" role="status" aria-live="polite">
        <span class={`verdict ${tone}`}>
          <Icon name={icon} /> {words.orderStatuses[order.status]}
        </span>
      </p>
      {order.reason ? <p>{`${words.shop.reason}: ${order.reason}`}</p> : null}
      <ul class="lessons">
        {order.lines.map((line) => (
          <li key={line.title} class="row spread">
            <span>{`${line.quantity} × ${line.title}`}</span>
            <span>{line.total.formatted}</span>
          </li>
        ))}
        <li class="row spread">
          <strong>{words.shop.total}</strong>
          <strong>{order.total.formatted}</strong>
        </li>
      </ul>
      {order.discountCode ? <p class="quiet">{words.shop.discount(order.discountCode, order.discount.formatted)}</p> : null}
      <p class="quiet">{words.shop.tax(order.tax.formatted)}</p>
      {cancel.failure ? <Notice failure={cancel.failure} /> : null}
      <p class="row">
        {canPay ? (
          <a class="button primary" href={order.payment!.redirectUrl!}>
            {words.shop.pay}
          </a>
        ) : null}
        {order.cancellable ? (
          <button type="button" disabled={cancel.busy} onClick={() => void cancel.act(undefined)}>
            {words.shop.cancel}
          </button>
        ) : null}
      </p>
      <section>
        <h2>{words.shop.steps}</h2>
        <ol class="lessons">
          {order.history.map(({ status, at }) => (
            <li key={`${status}${at}`} class="row spread">
              <span>{words.orderStatuses[status]}</span>
              <time class="quiet" dateTime={at}>
                {words.when(at)}
              </time>
            </li>
          ))}
        </ol>
      </section>
      <Link href="/shop">{words.shop.back}</Link>
    </>
  );
}
