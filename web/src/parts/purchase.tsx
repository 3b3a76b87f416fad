import { useState } from "preact/hooks";
import { OrderPreviewDocument, PlaceOrderDocument, type OrderPreviewQuery, type ShopQuery } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { navigate } from "../routing.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { Notice } from "./notice.js";

type Product = NonNullable<ShopQuery["products"]>["nodes"][number];
type Preview = NonNullable<OrderPreviewQuery["orderPreview"]>;

/** Buys one piece of a product; a discount code changes the price before that. */
export function Purchase({ product, price }: { product: Product; price: Product["prices"][number]["total"] }) {
  const { currency } = price;
  const items = [{ productId: product.id, quantity: 1 }];
  const [code, setCode] = useState("");
  const [applied, setApplied] = useState<{ code: string; preview: Preview } | null>(null);
  // A second press of the button after a lost answer places no second order.
  const [attempts] = useState(new Map<string, string>());

  const apply = useAction(async (wanted: string) => {
    setApplied(null);
    const { orderPreview } = await run(OrderPreviewDocument, { input: { currency, items, discountCode: wanted } });
    if (orderPreview) setApplied({ code: wanted, preview: orderPreview });
  });
  const buy = useAction(async () => {
    const discountCode = applied?.code ?? null;
    const content = `${currency} ${discountCode ?? ""}`;
    const key = attempts.get(content) ?? crypto.randomUUID();
    attempts.set(content, key);
    const { placeOrder } = await run(PlaceOrderDocument, { input: { currency, idempotencyKey: key, items, discountCode } });
    attempts.delete(content);
    if (placeOrder) navigate(`/orders/${placeOrder.order.id}`);
  });

  if (!product.available) return <p class="quiet">{words.shop.soldOut}</p>;
  const fault = apply.failure?.fields["discountCode"];
  return (
    <>
      <details>
        <summary>{words.shop.haveCode}</summary>
        <form
          class="filters"
          onSubmit={(event) => {
            event.preventDefault();
            if (code.trim()) void apply.act(code.trim());
          }}
        >
          <Field
            label={words.shop.code}
            name="discountCode"
            autoComplete="off"
            maxLength={50}
            value={code}
            onInput={({ currentTarget }) => setCode(currentTarget.value)}
            fault={fault}
          />
          <button type="submit" disabled={apply.busy || !code.trim()}>
            {words.shop.applyCode}
          </button>
        </form>
      </details>
      {apply.failure && !fault ? <Notice failure={apply.failure} /> : null}
      {applied ? <p role="status">{words.shop.discounted(applied.preview.discount.formatted, applied.preview.total.formatted)}</p> : null}
      {buy.failure ? <Notice failure={buy.failure} /> : null}
      <button type="button" class="primary" disabled={buy.busy} onClick={() => void buy.act(undefined)}>
        {words.shop.buy(product.title, applied?.preview.total.formatted ?? price.formatted)}
      </button>
    </>
  );
}
