/** The web application of web/ in a real Chromium, on a desktop and on a phone, as a newcomer uses it. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { hash } from "bcryptjs";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { publish, setTests } from "../support/authoring.js";
import { startBrowser } from "../support/browser.js";
import { createModule, createTrack, publishTrack, createLesson } from "../support/content.js";
import {
  CreateOrganizationDocument,
  CreateDiscountCodeDocument,
  CreateProblemDocument,
  InviteToOrganizationDocument,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { waitForMails } from "../support/mail.js";
import { startOpenIdProvider, type OpenIdProvider } from "../support/openid-provider.js";
import { productOnSale } from "../support/orders.js";
import { heading, inspect, openPage, write, type Opened } from "../support/pages.js";
import { PASSWORD, registered, someone } from "../support/people.js";
import { startProxy, type Proxy } from "../support/proxy.js";
import { bank, publishedQuiz, question, single, truth } from "../support/quizzes.js";
import { createInstructor, createLearner, eventually, SLOW_ACCEPTED } from "../support/scenario.js";

const DEMO = JSON.parse(readFileSync("scripts/demo-accounts.json", "utf8")) as {
  password: string;
  firstProblem: string;
  accounts: { email: string; role: string }[];
};
const MOST_BYTES = 300 * 1024;
const TESTS = 12;
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, colorScheme: "dark" };

let installation: Installation;
let api: Api;
let browser: Browser;
let front: Proxy;
let origin: string;
let provider: OpenIdProvider;
let problemId: string;

beforeAll(async () => {
  provider = await startOpenIdProvider();
  // Mails and the payment page lead to an address that must be known before the API has a port.
  front = await startProxy("http://127.0.0.1:9");
  origin = `http://127.0.0.1:${front.port}`;
  const { issuer, clientId, clientSecret } = provider;
  installation = await createInstallation({
    WEB_URL: origin,
    PUBLIC_URL: origin,
    DEMO_ACCOUNTS: "true",
    OIDC_PROVIDERS: JSON.stringify([{ id: "acme", name: "Acme", issuer, clientId, clientSecret, trustEmail: true }]),
  });
  [api, browser] = await Promise.all([installation.startApi(), startBrowser()]);
  front.toward(api.url);
  await Promise.all([installation.startWorker(), content()]);
});

afterAll(async () => {
  await browser?.close();
  await installation?.stop();
  await Promise.all([front?.close(), provider?.close()]);
});

async function content(): Promise<void> {
  const author = await createInstructor(installation, api);
  const admin = await createInstructor(installation, api, "ADMIN");
  // The demo password is too common for an account that registers.
  const demo = await registered(api, { email: DEMO.accounts[0]!.email, username: "learner" });
  await installation.sql("update users set password_hash = $2, email_verified_at = now() where id = $1", [
    demo.id,
    await hash(DEMO.password, 4),
  ]);
  const input = {
    title: "Two Purses",
    slug: DEMO.firstProblem,
    statement: "Two purses hold $a$ and $b$ coins.\n\n$$s = a + b$$\n\n| purse | coins |\n| --- | --- |\n| first | $a$ |\n",
    hints: ["Read **both** numbers."],
    includedFiles: [{ language: "python", files: [{ name: "purse.py", content: "COINS = 100\n" }] }],
    difficulty: "EASY" as never,
  };
  const { problem } = (await author.request(CreateProblemDocument, { input })).createProblem;
  problemId = problem.id;
  const numbers = Array.from({ length: TESTS }, (_, at) => at + 1);
  const tests = numbers.map((n) => ({ name: `test-${n}`, input: `${n} ${n}\n`, output: `${2 * n}\n`, sample: n === 1 }));
  await setTests(author, problem.id, tests);
  await publish(author, problem.id);

  const banked = (await bank(author)).id;
  const items = [await question(author, banked, single("Which *one*?")), await question(author, banked, truth())];
  const quiz = await publishedQuiz(
    author,
    items.map(({ id }) => ({ questionId: id, points: 1 })),
    { title: "First quiz" },
  );
  const track = await createTrack(author, { title: "First track", slug: "first-track", summary: "A short one." });
  const module = await createModule(author, track.id, "Beginnings");
  await createLesson(author, module.id, { title: "Hello", blocks: [{ markdown: "# Hi\n\n`print()`" }, { quiz: { quizId: quiz.id } }] });
  await publishTrack(author, track.id);
  await productOnSale(admin, { title: "Premium" });
  await admin.request(CreateDiscountCodeDocument, { input: { code: "QUARTER", percentBp: 2500 } });
}

const open = (path: string, options: BrowserContextOptions = {}): Promise<Opened> => openPage(browser, origin + path, options);

async function signedIn(path: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const opened = await open(`/sign-in?to=${encodeURIComponent(path)}`, options);
  await opened.page.click("text=Sign in as learner");
  await opened.page.waitForURL(origin + path);
  return opened;
}

describe("the document", () => {
  /** Texts and places of what the header shows. */
  const FRAME = `[...document.querySelectorAll("header.bar, header.bar a, header.bar select, main")].map((one) => {
    const { x, y, width } = one.getBoundingClientRect();
    return [one.localName, one.localName === "main" ? "" : one.textContent.replace(/\\s+/g, ""), Math.round(x), Math.round(y), Math.round(width)];
  })`;

  it.each([
    ["a desktop", {}],
    ["a phone", PHONE],
  ])("shows the frame of the page before a script has run, and the script keeps it, on %s", async (_on, options) => {
    const still = await open("/", { ...options, javaScriptEnabled: false });
    const painted = (await still.page.evaluate(FRAME)) as [string, string][];
    expect(painted.map(([, text]) => text)).toEqual(expect.arrayContaining(["CodeQuest", "Tracks", "Signin"]));
    const { page, context, complaints } = await open("/", options);
    await page.waitForSelector(".problem-row");
    expect(await page.evaluate(FRAME)).toEqual(painted);
    expect([...still.complaints, ...complaints]).toEqual([]);
    await Promise.all([still.context.close(), context.close()]);
  });
});

describe("a newcomer", () => {
  it("gets from the first page to a live verdict, its place among others and a review, within 300 KB", async () => {
    // Sizes of what a service worker answers are those before compression.
    const { page, context, complaints } = await open("/", { serviceWorkers: "block" });
    await heading(page, "Problems");
    await page.waitForSelector(".problem-row");
    await inspect(page, "catalog");

    await page.click("text=Sign in as learner");
    await heading(page, "Two Purses");
    await page.waitForSelector(".cm-content");
    expect(await page.evaluate("getComputedStyle(document.querySelector('.statement .katex')).fontFamily")).toContain("KaTeX_Main");
    // How many lights are on, each time that one is added.
    await page.evaluate(`
      globalThis.seen = new Set();
      new MutationObserver(() => seen.add(document.querySelectorAll(".lights .lit").length)).observe(document.body, { childList: true, subtree: true });
    `);
    await write(page, "print(1)");
    await page.keyboard.press("Control+Enter");
    await page.waitForSelector(".runs .verdict:has-text('Wrong answer')");
    await write(page, SLOW_ACCEPTED.source);
    await page.click("text=Run samples");
    await page.waitForSelector(".runs .verdict:has-text('Accepted')");
    await inspect(page, "samples");
    await page.click("button:has-text('Submit')");
    await page.waitForSelector(".lights .lit");
    await inspect(page, "live");
    await page.waitForSelector(".outcome:has-text('Accepted')");
    expect(await page.locator(".lights .lit.good").count()).toBe(TESTS);
    const steps = (await page.evaluate("[...seen]")) as number[];
    expect(steps.filter((lit) => lit > 0 && lit < TESTS).length).toBeGreaterThan(2);
    await page.waitForSelector(".statement .verdict:has-text('Solved')");

    await solvedByOthers();
    await page.click("text=Open this submission");
    await page.waitForSelector("text=Where you stand");
    expect(await page.locator(".histogram").count()).toBe(2);
    await page.click("text=Allow and review my code");
    await page.waitForSelector("[aria-label$='of 5 stars']");
    await page.waitForSelector("text=Answered by built-in rules");
    await inspect(page, "submission");
    await page.click("nav >> text=Submissions");
    await page.waitForSelector(".problem-row:has-text('Two Purses'):has-text('Accepted')");
    await inspect(page, "submissions");

    expect(complaints.filter((text) => !text.includes("blocked by Playwright"))).toEqual([]);
    const sizes = (await page.evaluate(
      "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/')).map((it) => [it.name, it.encodedBodySize])",
    )) as [string, number][];
    expect(new Map(sizes).size).toBeGreaterThan(4);
    expect([...new Map(sizes).values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
    await context.close();
  });

  it("has all scripts and styles, with every language of the editor, within 300 KB", () => {
    const files = readdirSync("dist/web/assets").filter((name) => /\.(js|css)\.br$/.test(name));
    expect(files.length).toBeGreaterThan(8);
    expect(files.reduce((sum, name) => sum + statSync(`dist/web/assets/${name}`).size, 0)).toBeLessThan(MOST_BYTES);
  });

  it("registers, confirms the address by mail, and joins an organization", async () => {
    const { email, username, password } = someone();
    const { page, context, complaints } = await open("/register");
    await page.fill("input[name=username]", "x");
    await page.fill("input[name=email]", email);
    await page.fill("input[name=password]", password);
    await page.click("main button[type=submit]");
    await page.waitForSelector(".fault");
    await inspect(page, "register");
    await page.fill("input[name=username]", username);
    await page.click("main button[type=submit]");
    await page.waitForSelector(`.name:has-text("${username}")`);
    await page.waitForSelector("text=not confirmed yet");

    await page.goto(await linkIn(email, 1, "/verify-email"));
    await inspect(page, "verify-email");
    await page.click("main button");
    await page.waitForSelector("text=Your e-mail address is confirmed");

    const owner = await createInstructor(installation, api, "ADMIN");
    const { organization } = (await owner.request(CreateOrganizationDocument, { input: { name: "Acme", slug: "acme" } }))
      .createOrganization;
    await owner.request(InviteToOrganizationDocument, { input: { organizationId: organization.id, email, role: "LEARNER" as never } });
    await page.goto(await linkIn(email, 2, "/invitations"));
    await page.waitForSelector("text=Join Acme");
    await inspect(page, "invitations");
    await page.click("text=Join Acme");
    await page.waitForSelector("h2:has-text('Your organizations')");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("signs in through a provider, and comes back to where it was", async () => {
    provider.person = { sub: randomUUID(), email: someone().email, email_verified: true, preferred_username: "ada" };
    const { page, context, complaints } = await open("/sign-in?to=/tracks");
    await page.click("text=Sign in with Acme");
    await heading(page, "Tracks");
    await page.waitForSelector(".name");
    await page.goto(`${origin}/sign-in/acme?code=x&state=y`);
    await page.waitForSelector("text=Start again");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("sets a new password by mail", async () => {
    const person = await registered(api);
    await waitForMails(person.email, 1);
    const { page, context } = await open("/sign-in");
    await page.fill("input[name=email]", person.email);
    await page.fill("input[name=password]", "not-the-password");
    await page.click("main button[type=submit]");
    await page.waitForSelector("text=is wrong");
    await page.click("text=Forgot your password?");
    await page.click("text=Send a link");
    await page.waitForSelector("text=is on its way");
    await page.goto(await linkIn(person.email, 2, "/reset-password"));
    await page.fill("input[name=password]", `${PASSWORD}-new`);
    await page.click("main button[type=submit]");
    await page.waitForSelector("text=Your password is changed");
    await inspect(page, "reset-password");

    // The change is a notification, which a mail may lead to.
    const { client } = person;
    await client.close();
    await page.click("main >> text=Sign in");
    await page.fill("input[name=email]", person.email);
    await page.fill("input[name=password]", `${PASSWORD}-new`);
    await page.click("main button[type=submit]");
    await page.waitForSelector(".bell");
    await page.click(".bell");
    await heading(page, "Notifications");
    await page.click(".problem-row a");
    await page.waitForURL(/\/notifications\/./);
    await page.waitForSelector("h1");
    await inspect(page, "notification");
    await context.close();
  });
});

describe("a learner", () => {
  it("takes a track with a quiz", async () => {
    const { page, context, complaints } = await signedIn("/tracks");
    await page.click("text=First track");
    await page.click("text=Start this track");
    await page.click("text=Continue: Hello");
    await heading(page, "Hello");
    await inspect(page, "lesson");
    await page.click("text=Take this quiz");
    await page.click("button:has-text('Start')");
    await page.click("label.choice:has-text('correct')");
    await page.click("label.choice:has-text('True')");
    await inspect(page, "quiz");
    await page.click("text=Hand in");
    await page.waitForSelector("text=2 of 2 points");
    await inspect(page, "quiz-result");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("places an order, pays, and watches it complete", async () => {
    const { page, context, complaints } = await signedIn("/shop");
    await inspect(page, "shop");
    await page.click("text=I have a discount code");
    await page.fill("label:has-text('Discount code') + input", "no-such-code");
    await page.click("button:has-text('Apply')");
    await page.waitForSelector(".fault:has-text('This code is unknown')");
    await page.fill("label:has-text('Discount code') + input", "quarter");
    await page.click("button:has-text('Apply')");
    await page.waitForSelector("text=€2.50 off. You pay €7.50.");
    await inspect(page, "discount");
    await page.click("text=Buy Premium for €7.50");
    await heading(page, "Order");
    await page.waitForSelector("text=€2.50 off with the code QUARTER");
    await page.click("text=Go to payment");
    await page.click("button[value=pay]");
    await page.click("text=Back to the order");
    await page.waitForSelector(".outcome:has-text('Complete')");
    await inspect(page, "order");
    await page.click("nav >> text=Shop");
    await page.click("text=Your orders");
    await page.waitForSelector(".problem-row:has-text('Premium'):has-text('Complete')");
    await page.goto(`${origin}/billing`);
    await heading(page, "Plans and invoices");
    await inspect(page, "billing");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("sees without a network what it saw with one, and goes on afterwards", async () => {
    const { page, context } = await signedIn("/problems");
    await page.click("text=Two Purses");
    await page.waitForSelector(".cm-content");
    await page.waitForFunction("navigator.serviceWorker.controller !== null");
    // What was loaded before the service worker was there is kept soon after.
    await eventually("the editor is kept", async () =>
      Boolean(
        await page.evaluate(`(async () => {
          const files = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/assets/"));
          return (await Promise.all(files.map((name) => caches.match(name)))).every(Boolean);
        })()`),
      ),
    );
    front.cut();
    try {
      await page.reload();
      await page.waitForSelector(".statement .katex");
      await page.waitForSelector(".cm-content");
      await page.waitForSelector("text=cannot be reached");
      await inspect(page, "offline");
      await write(page, "# written offline");
      await page.click("nav >> text=Problems");
      await page.waitForSelector(".problem-row:has-text('Two Purses')");
      await page.click("nav >> text=Shop");
      await page.waitForSelector("text=No connection");
    } finally {
      front.pass();
    }
    await page.waitForSelector("text=Premium");
    await page.click("nav >> text=Problems");
    await page.click("text=Two Purses");
    await page.waitForSelector(".cm-content:has-text('written offline')");
    await context.close();
  });

  it("reaches everything by keyboard", async () => {
    const { page, context } = await signedIn(`/problems/${DEMO.firstProblem}`);
    await page.waitForSelector(".cm-content");
    await page.reload();
    await page.waitForSelector(".cm-content");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("content");
    const focused = "document.activeElement.className.includes('cm-content')";
    for (let presses = 0; presses < 30 && !(await page.evaluate(focused)); presses++) await page.keyboard.press("Tab");
    expect(await page.evaluate(focused)).toBe(true);
    // Tab indents in the editor; Escape lets it leave.
    await page.keyboard.press("Tab");
    expect(await page.evaluate(focused)).toBe(true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(focused)).toBe(false);
    await context.close();
  });
});

describe("on a phone, in the dark", () => {
  it("fits, and solves a problem", async () => {
    const { page, context, complaints } = await open("/", PHONE);
    await page.waitForSelector(".problem-row");
    await inspect(page, "phone-catalog");
    await page.tap("text=Sign in as learner");
    await page.waitForSelector(".cm-content");
    await page.tap("summary:has-text('purse.py')");
    await page.waitForSelector("pre:has-text('COINS = 100')");
    await inspect(page, "phone-problem");
    await page.tap(".cm-content");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(SLOW_ACCEPTED.source);
    await page.tap("button:has-text('Submit')");
    await page.waitForSelector(".outcome:has-text('Accepted')");
    await inspect(page, "phone-verdict");
    for (const path of [
      "/tracks/first-track",
      "/submissions",
      "/shop",
      "/notifications",
      "/invitations",
      "/billing",
      "/developers",
      "/nothing",
    ]) {
      const response = await page.goto(origin + path);
      if (path === "/nothing") {
        expect(response!.status()).toBe(404);
        continue;
      }
      await page.waitForSelector("h1");
      await inspect(page, `phone${path.replaceAll("/", "-")}`);
    }
    expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
    await context.close();
  });
});

it("is absent where it is switched off", async () => {
  const without = await installation.startApi({ WEB_PAGE: "false" });
  expect((await fetch(new URL("/problems", without.url))).status).toBe(404);
  expect(await (await fetch(new URL("/", without.url))).text()).toContain("<h1>CodeQuest API</h1>");
  await without.stop();
});

/** The first link of the mail that leads to this path of the page. */
async function linkIn(email: string, count: number, path: string): Promise<string> {
  const mails = await waitForMails(email, count);
  const found = mails
    .flatMap(({ text }) => [...(text ?? "").matchAll(/http:\/\/\S+/g)].map(([url]) => url))
    .filter((url) => new URL(url).pathname === path);
  if (!found[0]) throw new Error(`No mail to ${email} leads to ${path}.`);
  return found.at(-1)!;
}

/** Nine other accounts, with figures of their own. */
async function solvedByOthers(): Promise<void> {
  const others = await Promise.all(Array.from({ length: 9 }, () => createLearner(api)));
  const key = keyOf(problemId);
  await eventually("the solution is counted", async () => {
    const [row] = await installation.sql<{ count: number }>("select count(*)::int as count from best_solutions where problem_id = $1", [
      key,
    ]);
    return row!.count === 1;
  });
  const ids = others.map(({ userId }) => keyOf(userId));
  await installation.sql(
    `insert into best_solutions (user_id, problem_id, language, toolchain, submission_id, cpu_ms, peak_memory_kb)
     select each.id, problem_id, language, toolchain, submission_id, 5 * each.at, 7000 + 300 * each.at
     from best_solutions, unnest($2::uuid[]) with ordinality as each (id, at) where problem_id = $1`,
    [key, ids],
  );
}
