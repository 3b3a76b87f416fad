import { useState } from "preact/hooks";
import { OwnedDocument, ShopDocument } from "../api/generated.js";
import { useQuery } from "../api/use-query.js";
import { Empty, Icon, Loading, Title } from "../parts/basics.js";
import { Select } from "../parts/field.js";
import { Notice } from "../parts/notice.js";
import { Prose } from "../parts/prose.js";
import { Purchase } from "../parts/purchase.js";
import { SignInFirst } from "../parts/sign-in-first.js";
import { Link } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

export function Shop() {
  const viewer = useViewer();
  const { data, failure, reload } = useQuery(ShopDocument, {});
  const owned = useQuery(OwnedDocument, viewer ? {} : null);
  const [currency, setCurrency] = useState("EUR");
  const products = data?.products?.nodes;
  const currencies = [...new Set(products?.flatMap(({ prices }) => prices.map(({ total }) => total.currency)) ?? [])];
  return (
    <>
      <Title lead={words.shop.lead}>{words.shop.title}</Title>
      {viewer ? (
        <p class="row">
          <Link href="/orders">{words.shop.orders}</Link>
          <Link href="/billing">{words.billing.title}</Link>
        </p>
      ) : (
        <SignInFirst to={words.shop.toBuy} />
      )}
      {failure ? <Notice failure={failure} onRetry={reload} /> : null}
      {!products && !failure ? <Loading /> : null}
      {products?.length === 0 ? <Empty>{words.shop.empty}</Empty> : null}
      {currencies.length > 1 ? (
        <div class="filters">
          <Select
            label={words.shop.currency}
            value={currency}
            onChange={setCurrency}
            choices={currencies.map((value) => ({ value, label: value }))}
          />
        </div>
      ) : null}
      <ul class="cards wide">
        {products?.map((product) => {
          const price = product.prices.find(({ total }) => total.currency === currency);
          return (
            <li key={product.id}>
              <article class="card">
                <h2>{product.title}</h2>
                <p class="price">
                  {price ? (price.total.amountMinor === 0 ? words.shop.free : price.total.formatted) : words.shop.soldOut}{" "}
                  {product.durationDays ? <span class="quiet small">{words.shop.days(product.durationDays)}</span> : null}
                </p>
                <Prose html={product.description.html} />
                {viewer && price && price.total.amountMinor > 0 ? (
                  <Purchase key={price.total.currency} product={product} price={price.total} />
                ) : null}
              </article>
            </li>
          );
        })}
      </ul>
      {owned.data?.myEntitlements && owned.data.myEntitlements.nodes.length > 0 ? (
        <section>
          <h2>{words.shop.owned}</h2>
          <ul class="lessons">
            {owned.data.myEntitlements.nodes.map(({ id, key, expiresAt }) => (
              <li key={id} class="row">
                <Icon name="check" /> {key} {expiresAt ? <span class="quiet">{words.shop.until(words.day(expiresAt))}</span> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
