// The page of the development provider (/dev-pay/<id>), used as a customer does in a browser.
import { ask } from "./ask.mjs";

/** Token of the form; undefined if it is decided already. */
export async function formTokenOf(page, options = {}) {
  const { status, text } = await ask(page, options);
  if (status !== 200) throw new Error(`The payment page answered with ${status}.`);
  return /name="token" value="([^"]*)"/.exec(text)?.[1];
}

/** `outcome` is "pay" or "decline". Rejects unless the page shows the decision. */
export async function sendDecision(page, token, outcome, options = {}) {
  const body = new URLSearchParams({ token, outcome }).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const { status } = await ask(page, { ...options, method: "POST", headers, body });
  if (status !== 200) throw new Error(`The payment page answered with ${status}.`);
}

/** Both. Deciding again changes nothing. */
export async function decideOnPage(page, outcome, options = {}) {
  const token = await formTokenOf(page, options);
  if (token !== undefined) await sendDecision(page, token, outcome, options);
}
