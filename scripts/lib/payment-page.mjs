// The page of the development provider (/dev-pay/<id>), used as a customer does in a browser.
import { ask } from "./ask.mjs";

/** `outcome` is "pay" or "decline". Rejects unless the page shows the decision. Deciding again changes nothing. */
export async function decideOnPage(page, outcome, options = {}) {
  const form = await ask(page, options);
  const token = /name="token" value="([^"]*)"/.exec(form.text)?.[1];
  // Without a form it is decided already.
  if (form.status === 200 && token === undefined) return;
  const body = new URLSearchParams({ token: token ?? "", outcome }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { status } = await ask(page, { ...options, method: "POST", headers, body });
  if (status !== 200) throw new Error(`The payment page answered with ${status}.`);
}
