/** Products, prices and payments for tests of orders. */
import { randomUUID } from "node:crypto";
import type { Client } from "./client.js";
import { ActivateProductDocument, CreateProductDocument, SetProductPriceDocument, type CreateProductInput } from "./generated.js";
import type { Api } from "./installation.js";

/** A product on sale for 10.00 EUR with 19% tax in it. */
export async function productOnSale(admin: Client, change: Partial<CreateProductInput> = {}, amountMinor = 1000): Promise<string> {
  const input = { slug: `p-${randomUUID()}`, kind: "PLAN" as never, title: "Product", ...change };
  const { id } = (await admin.request(CreateProductDocument, { input })).createProduct.product;
  const price = { productId: id, currency: "EUR", amountMinor, taxMode: "INCLUSIVE" as never, taxRateBp: 1900 };
  await admin.request(SetProductPriceDocument, { input: price });
  await admin.request(ActivateProductDocument, { input: { id } });
  return id;
}

/** What a customer does on the page of the development provider. Returns the page after it. */
export async function decide(api: Api, redirectUrl: string, outcome: "pay" | "decline"): Promise<{ status: number; page: string }> {
  const address = new URL(new URL(redirectUrl).pathname, api.url);
  const form = await (await fetch(address)).text();
  const token = /name="token" value="([^"]*)"/.exec(form)?.[1] ?? "";
  const response = await fetch(address, { method: "POST", body: new URLSearchParams({ token, outcome }) });
  return { status: response.status, page: await response.text() };
}
