import type { FastifyInstance, FastifyReply } from "fastify";
import { formatMoney } from "../../graphql/money.js";
import { isId } from "../../kernel/ids.js";
import type { DevelopmentPage, DevelopmentPayments } from "../../modules/commerce/payments/development/development-provider.js";
import { markup, type Html } from "../../modules/messaging/notifications/mail/markup.js";
import { answerDevelopmentPage } from "./development-page.js";

const BODY_LIMIT_BYTES = 4096;

/** What each state says to the developer. */
const STATES: Readonly<Record<DevelopmentPage["state"], string>> = {
  PENDING: "No money is taken. Choose what the payment provider answers.",
  SUCCEEDED: "Paid.",
  FAILED: "Declined.",
  CANCELLED: "The order was cancelled or has expired. It cannot be paid any more.",
  REFUNDED: "Refunded.",
};

/**
 * GET and POST /dev-pay/<id>: the page of the development provider, a plain form without scripts. Not added where another provider, or
 * none, is configured. The form's token is derived from the id, so another site cannot send it.
 */
export async function addDevelopmentPaymentRoute(http: FastifyInstance, payments: DevelopmentPayments | null): Promise<void> {
  if (!payments) return;
  await http.register(async (route) => {
    route.removeAllContentTypeParsers();
    route.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));

    route.get<{ Params: { id: string } }>("/dev-pay/:id", async ({ params: { id } }, reply) =>
      answer(reply, isId(id) ? await payments.page(id) : null),
    );

    route.post<{ Params: { id: string } }>("/dev-pay/:id", { bodyLimit: BODY_LIMIT_BYTES }, async ({ params: { id }, body }, reply) => {
      const form = new URLSearchParams(typeof body === "string" ? body : "");
      const outcome = form.get("outcome");
      if (!isId(id) || (outcome !== "pay" && outcome !== "decline")) return answer(reply, null);
      return answer(reply, await payments.decide(id, form.get("token") ?? "", outcome === "pay"));
    });
  });
}

function answer(reply: FastifyReply, page: DevelopmentPage | null): FastifyReply {
  const body = page ? contentOf(page) : [markup`<p>There is no such payment, or the form is not from this page.</p>`];
  return answerDevelopmentPage(reply, page ? 200 : 404, "Development payment", body);
}

function contentOf({ state, description, returnUrl, formToken, ...money }: DevelopmentPage): Html[] {
  const form = markup`<form method="post"><input type="hidden" name="token" value="${formToken}">
<button name="outcome" value="pay">Pay</button> <button name="outcome" value="decline">Decline</button></form>`;
  return [
    markup`<p>${description}: <strong>${formatMoney(money, "en")}</strong></p>`,
    markup`<p>${STATES[state]}</p>`,
    state === "PENDING" ? form : markup`<p><a href="${returnUrl}">Back to the order</a></p>`,
  ];
}
