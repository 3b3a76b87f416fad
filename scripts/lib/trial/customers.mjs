// Customers during the accidents: each orders one of the last pieces until it is acknowledged, pays, declines or cancels, and watches until
// the order has ended. All money is that of the development provider.
import { randomUUID } from "node:crypto";
import { keyOf } from "../global-id.mjs";
import { decideOnPage } from "../payment-page.mjs";
import { sleep } from "../wait.mjs";
import { comeAgain, REQUEST_TIMEOUT_MS, request, watchUntilDone } from "./clients.mjs";
import { register } from "./stage.mjs";

const CUSTOMERS = 4;
/** Few enough to run out. Those of declined and cancelled orders come back. */
const STOCK = 60;
const FINAL = ["COMPLETED", "DECLINED", "CANCELLED", "EXPIRED", "REFUNDED"];
/** What a customer does with an order, and how it ends then. */
const PLANS = [
  { does: "pay", expected: "COMPLETED" },
  { does: "pay", expected: "COMPLETED" },
  { does: "decline", expected: "DECLINED" },
  { does: "cancel", expected: "CANCELLED" },
];
/** Pause of a customer who is refused: sold out, or too many orders. */
const REFUSED_MS = 1000;

const PLACE = "mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }";
const CANCEL = "mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { id } } }";
const ORDER = "query ($id: ID!) { order(id: $id) { status payment { redirectUrl } } }";
const WATCH = "subscription ($id: ID!) { orderStatus(orderId: $id) { status revision } }";
const SETTING = "mutation ($input: SetSystemSettingInput!) { setSystemSetting(input: $input) { systemSetting { name } } }";
const CREATE = "mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } } }";
const PRICE = "mutation ($input: SetProductPriceInput!) { setProductPrice(input: $input) { product { id } } }";
const ACTIVATE = "mutation ($input: ActivateProductInput!) { activateProduct(input: $input) { product { id } } }";

/** A product with few pieces, and accounts that order it. */
export async function openShop({ urls: [url], query }, { stock = STOCK, customers: count = CUSTOMERS } = {}) {
  const admin = await register(url, "shopkeeper");
  await query("update users set role = 'ADMIN', email_verified_at = now() where id = $1", [admin.userId]);
  const ask = (document, input) => request(url, admin.token, document, { input });
  for (const name of ["orders.perMinute", "orders.openLimit"]) await ask(SETTING, { name, value: 10_000, expectedRevision: 0 });
  const grants = [{ key: "premium-problems", quantity: 1, perPiece: false }];
  const { createProduct } = await ask(CREATE, { slug: "last-pieces", kind: "GRANT", title: "Last pieces", stock, grants });
  const productId = createProduct.product.id;
  await ask(PRICE, { productId, currency: "EUR", amountMinor: 999, taxMode: "INCLUSIVE", taxRateBp: 1900 });
  await ask(ACTIVATE, { id: productId });
  const customers = [];
  for (let n = 1; n <= count; n++) {
    const customer = await register(url, `customer-${n}`);
    await query("update users set email_verified_at = now() where id = $1", [customer.userId]);
    customers.push(customer);
  }
  return { productId, customers };
}

/** Repeats a call until it is answered. Resolves to null if the answer is a refusal with one of the codes. */
async function insist({ urls, random, faults }, what, call, refusals = []) {
  for (;;) {
    try {
      return await call(random.oneOf(urls));
    } catch (error) {
      if (refusals.includes(error.code)) return null;
      if (!comeAgain(error)) faults.push(`${what} was answered with ${error.code}: ${error.message}`);
      await sleep(200);
    }
  }
}

/** Orders and watches, one order at a time, as long as `goesOn` returns true. Each order goes to `placed`. */
export async function shop(context, productId, placed, goesOn) {
  const { token, random } = context;
  while (goesOn()) {
    const plan = random.oneOf(PLANS);
    // Repeated with the same key: it is one order.
    const input = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId, quantity: 1 }] };
    const order = (url) => request(url, token, PLACE, { input });
    const answer = await insist(context, "an order", order, ["OUT_OF_STOCK", "RATE_LIMITED"]);
    if (!answer) {
      await sleep(REFUSED_MS);
      continue;
    }
    const { id } = answer.placeOrder.order;
    const one = { id: keyOf(id), expected: plan.expected, told: undefined };
    placed.push(one);
    const [told] = await Promise.all([watchOrder(context, id), act(context, id, plan)]);
    one.told = told;
  }
}

/** Resolves to the final statuses of the subscription that completed. */
function watchOrder(context, id) {
  let events = 0;
  const read = ({ orderStatus: { status, revision } }) => ({
    // An order may be sent again without a new revision.
    place: revision * 2 ** 20 + events++,
    end: FINAL.includes(status) ? status : undefined,
  });
  return watchUntilDone(context, { query: WATCH, id, read });
}

async function act(context, id, { does }) {
  const { token } = context;
  if (does === "cancel") {
    await insist(context, "a cancellation", (url) => request(url, token, CANCEL, { input: { id } }));
    return;
  }
  await insist(context, "a payment", async (url) => {
    const { order } = await request(url, token, ORDER, { id });
    if (FINAL.includes(order.status)) return;
    const page = order.payment?.redirectUrl;
    if (!page) throw new Error("Its payment is not requested yet.");
    // The address is that of the program that made it, which may be down.
    await decideOnPage(new URL(new URL(page).pathname, url), does, { timeoutMs: REQUEST_TIMEOUT_MS });
  });
}
