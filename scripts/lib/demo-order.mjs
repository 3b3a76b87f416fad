// The order of `npm run demo`: a learner buys a plan and pays on the page of the development provider; an admin gives the money back, so that
// the demo can be repeated. Each status arrives live.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { inRoot } from "./paths.mjs";
import { decideOnPage } from "./payment-page.mjs";

const PRODUCT = `{ product(slug: "pro") { id title prices { interval total { currency formatted(locale: "en") } } } }`;
const LOGIN = "mutation ($input: LoginInput!) { login(input: $input) { accessToken } }";
const PLACE = "mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }";
const CANCEL = "mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { order { id } } }";
const REFUND = "mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { order { id } } }";
const WATCH = `subscription ($id: ID!) {
  orderStatus(orderId: $id) { status payment { provider redirectUrl } history { detail } }
}`;

/** Returns false if the order ended otherwise than expected. An installation without demo accounts or payments shows none. */
export async function showOrder({ endpoint, request, tell }) {
  const { password, accounts } = JSON.parse(readFileSync(inRoot("scripts", "demo-accounts.json"), "utf8"));
  const signIn = async (role) => {
    const { email } = accounts.find((account) => account.role === role);
    return (await request(LOGIN, { input: { email, password } })).login.accessToken;
  };
  let learner, admin;
  try {
    [learner, admin] = [await signIn("LEARNER"), await signIn("ADMIN")];
  } catch {
    tell("No order: this installation has no demo accounts.");
    return true;
  }
  const { product } = await request(PRODUCT, {}, learner);
  const price = product?.prices.find(({ interval, total }) => interval === null && total.currency === "EUR");
  if (!price) {
    tell("No order: the plan Pro has no price in euros.");
    return true;
  }
  tell(`An order: the plan ${product.title} for ${price.total.formatted}, paid on the page of the payment provider.`);
  const input = { idempotencyKey: randomUUID(), currency: "EUR", items: [{ productId: product.id }] };
  let id;
  try {
    ({ id } = (await request(PLACE, { input }, learner)).placeOrder.order);
  } catch (error) {
    if (error.code !== "SERVICE_UNAVAILABLE") throw error;
    tell("  This installation takes no payments.");
    return true;
  }
  const sockets = createClient({
    url: endpoint.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${learner}` },
  });
  const started = performance.now();
  let told = 0;
  let decided = false;
  let last;
  const show = ({ status, history }) => {
    for (const { detail } of history.slice(told)) tell(`  ${String(Math.round(performance.now() - started)).padStart(6)} ms  ${detail}`);
    [told, last] = [history.length, status];
  };
  const watch = async () => {
    for await (const { data, errors } of sockets.iterate({ query: WATCH, variables: { id } })) {
      if (errors) throw new Error(errors[0].message);
      const { status, payment } = data.orderStatus;
      show(data.orderStatus);
      if (status !== "AWAITING_PAYMENT" || decided || !payment?.redirectUrl) continue;
      decided = true;
      if (payment.provider === "development") await decideOnPage(new URL(new URL(payment.redirectUrl).pathname, endpoint), "pay");
      else await request(CANCEL, { input: { id } }, learner);
    }
  };
  try {
    await watch();
    if (last !== "COMPLETED") return last === "CANCELLED";
    await request(REFUND, { input: { id, reason: "The demo is over." } }, admin);
    await watch();
    return last === "REFUNDED";
  } finally {
    await sockets.dispose();
  }
}
