import type { FastifyInstance } from "fastify";
import { formatMoney } from "../../graphql/money.js";
import type {
  BillingPage,
  BillingPages,
  CheckoutPage,
  InvoiceView,
  PortalPage,
} from "../../modules/commerce/payments/development/billing/billing-pages.js";
import { markup, type Html } from "../../modules/messaging/notifications/mail/markup.js";
import { answerDevelopmentPage } from "./development-page.js";

const BODY_LIMIT_BYTES = 4096;
const ID = /^[a-z]{2,3}_[0-9a-f]{32}$/;
const NOT_FOUND = markup`<p>There is no such page, it is too old, or the form is not from it.</p>`;

/**
 * GET and POST /dev-billing/<id>: checkout, customer portal and invoices of the built-in provider of subscriptions, plain forms without
 * scripts. Not added where Stripe, or none, is configured.
 */
export async function addDevelopmentBillingRoute(http: FastifyInstance, pages: BillingPages | null): Promise<void> {
  if (!pages) return;
  await http.register(async (route) => {
    route.removeAllContentTypeParsers();
    route.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));

    route.get<{ Params: { id: string } }>("/dev-billing/:id", async ({ params: { id } }, reply) => {
      const page = ID.test(id) ? await pages.page(id) : null;
      return answerDevelopmentPage(reply, page ? 200 : 404, "Development billing", page ? contentOf(page) : NOT_FOUND);
    });

    route.post<{ Params: { id: string } }>("/dev-billing/:id", { bodyLimit: BODY_LIMIT_BYTES }, async ({ params: { id }, body }, reply) => {
      const form = new URLSearchParams(typeof body === "string" ? body : "");
      const page = ID.test(id) ? await pages.submit(id, form) : null;
      return answerDevelopmentPage(reply, page ? 200 : 404, "Development billing", page ? contentOf(page) : NOT_FOUND);
    });
  });
}

function contentOf(page: BillingPage): Html {
  switch (page.kind) {
    case "checkout":
      return checkout(page, page.formToken);
    case "portal":
      return portal(page, page.formToken);
    case "invoice":
      return invoice(page.invoice);
  }
}

const formOf = (token: string, content: Html) =>
  markup`<form method="post"><input type="hidden" name="token" value="${token}">
${content}
</form>`;

function checkout({ status, lines, discount, dueNow, note, completedUrl, cancelledUrl }: CheckoutPage, token: string): Html {
  const sums = [...linesOf(lines), ...(discount.amountMinor > 0 ? [markup`<li>Discount: −${formatMoney(discount, "en")}</li>`] : [])];
  const said = note === null ? [] : [markup`<p><strong>${note}</strong></p>`];
  const choice = {
    open: formOf(
      token,
      markup`<p><label>Promotion code <input name="code" maxlength="100" placeholder="DEV25"></label> <button name="outcome" value="apply">Apply</button></p>
<p><button name="outcome" value="pay">Subscribe</button> <button name="outcome" value="decline">Decline the card</button> <a href="${cancelledUrl}">Back</a></p>`,
    ),
    complete: markup`<p>Subscribed. <a href="${completedUrl}">Back to the application</a></p>`,
    expired: markup`<p>This checkout has ended. <a href="${cancelledUrl}">Back to the application</a></p>`,
  }[status];
  return markup`<p>No money is taken. Choose what the payment provider answers.</p>
<ul>${sums}</ul>
<p>Due now: <strong>${formatMoney(dueNow, "en")}</strong></p>
${said}
${choice}`;
}

function portal({ declines, subscriptions, invoices, returnUrl }: PortalPage, token: string): Html {
  const card = declines
    ? markup`<p>The card is declined. <button name="card" value="works">Use a card that works</button></p>`
    : markup`<p>The card works. <button name="card" value="declines">Use a card that is declined</button></p>`;
  const subscribed = subscriptions.map(
    ({ id, title, quantity, status, periodEnd, cancels }) =>
      markup`<li>${quantity} × ${title}: ${status}${cancels ? ", cancelled" : ""}, until ${periodEnd.toISOString().slice(0, 10)}
${status === "canceled" ? [] : markup`<button name="next" value="${id}">End the period now</button>`}</li>`,
  );
  const billed = invoices.map(
    ({ id, number, status, total }) =>
      markup`<li><a href="/dev-billing/${id}">${number}</a>: ${formatMoney(total, "en")}, ${status}
${status === "open" ? markup`<button name="pay" value="${id}">Pay</button>` : []}</li>`,
  );
  return markup`<p>What the customer portal of a real payment provider has. <a href="${returnUrl}">Back to the application</a></p>
${formOf(
  token,
  markup`<h2>Card</h2>
${card}
<h2>Subscriptions</h2>
<ul>${subscribed}</ul>
<h2>Invoices</h2>
<ul>${billed}</ul>`,
)}`;
}

function invoice({ number, status, lines, discount, tax, total }: InvoiceView): Html {
  return markup`<p>Invoice ${number}, ${status}</p>
<ul>${linesOf(lines)}</ul>
<p>Discount ${formatMoney(discount, "en")}, tax ${formatMoney(tax, "en")}, total <strong>${formatMoney(total, "en")}</strong></p>`;
}

const linesOf = (lines: InvoiceView["lines"]): Html[] =>
  lines.map(({ description, amount }) => markup`<li>${description}: ${formatMoney(amount, "en")}</li>`);
