/** Prose of every kind as HTML, rendered by the API in its thread and kept. */
import { published, update } from "../support/authoring.js";
import {
  CreateAnnouncementDocument,
  ProseDocument,
  ProseOfAnnouncementsDocument,
  ProseOfManyDocument,
  TopicsDocument,
  UpdateProfileDocument,
} from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { clientOn, createInstructor } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Awaited<ReturnType<typeof createInstructor>>;

const UNRENDERED = '<pre class="markdown-source">';
const refusals = (api: Api) => api.logs().split("a text is shown unrendered").length - 1;

describe("Markdown", () => {
  let installation: Installation;
  let api: Api;
  let author: Person;

  beforeAll(async () => {
    installation = await createInstallation({ LOG_LEVEL: "debug" });
    api = await installation.startApi();
    author = await createInstructor(installation, api, "ADMIN");
  });
  afterAll(() => installation?.stop());

  const proseOf = async (slug: string, at = api) => (await clientOn(at, author).request(ProseDocument, { slug })).problem!;

  it("is HTML in every field of prose", async () => {
    const { slug } = await published(author, {
      statement: "Add $a$ and *b*.\n\n```cpp\nint a; // c\n```\n",
      constraints: "$1 \\le a$",
      hints: ["**First**", "~~Second~~"],
      explanation: "| a |\n|---|\n| b |\n",
    });
    await author.request(UpdateProfileDocument, { input: { bio: "[me](https://me.example) <script>alert(1)</script>" } });
    const prose = await proseOf(slug);
    expect(prose.statementMarkdown!.source).toContain("Add $a$ and *b*.");
    for (const part of ["<em>b</em>", 'class="katex"', '<span class="hl-keyword">int</span>', '<span class="hl-comment">'])
      expect(prose.statementMarkdown!.html).toContain(part);
    expect(prose.constraintsMarkdown!.html).toContain("<math ");
    expect(prose.hintsMarkdown!.map(({ html }) => html)).toEqual(["<p><strong>First</strong></p>", "<p><del>Second</del></p>"]);
    expect(prose.explanationMarkdown!.html).toContain("<td>b</td>");
    expect(prose.samples!.map(({ explanationMarkdown: { html } }) => html)).toEqual(["<p>1 + 2 = 3</p>"]);
    expect(prose.revision!.content.statementMarkdown.html).toBe(prose.statementMarkdown!.html);
    expect(prose.revision!.content.hintsMarkdown).toHaveLength(2);
    expect(prose.author!.bioMarkdown.html).toBe('<p><a href="https://me.example" rel="nofollow ugc noopener noreferrer">me</a> </p>');

    await author.request(CreateAnnouncementDocument, { input: { title: "News", body: "*Soon*" } });
    await author.request(CreateAnnouncementDocument, { input: { title: "No text" } });
    const { announcements } = await author.request(ProseOfAnnouncementsDocument);
    expect(announcements.map(({ bodyMarkdown: { html } }) => html).sort()).toEqual(["", "<p><em>Soon</em></p>"]);
  });

  it("changes with its source, and is hidden with it", async () => {
    const problem = await published(author, { statement: "*old*", explanation: "*why*" });
    expect((await proseOf(problem.slug)).statementMarkdown!.html).toBe("<p><em>old</em></p>");
    await update(author, { id: problem.id, expectedRevision: 1, statement: "*new*" });
    expect((await proseOf(problem.slug)).statementMarkdown!.html).toBe("<p><em>new</em></p>");
    const { problem: seen } = await clientOn(api, null).request(ProseDocument, { slug: problem.slug });
    expect(seen!.explanationMarkdown).toBeNull();
    expect(seen!.statementMarkdown!.html).toBe("<p><em>new</em></p>");
  });

  it("of many problems takes no more statements than of one", async () => {
    await published(author, { statement: "one" });
    const ask = () => clientOn(api, author).request(ProseOfManyDocument);
    const few = await statementsOf(api, ask);
    for (let i = 0; i < 3; i++) await published(author, { statement: `*many* ${i}` });
    expect(await statementsOf(api, ask)).toBe(few);
  });

  it("that was made to take long is shown as its source, once, and holds up nobody", async () => {
    const half = 49_000;
    const statement = `${"[".repeat(half)}${"]".repeat(half)}`;
    const { slug } = await published(author, { statement });
    const done: string[] = [];
    const hostile = proseOf(slug).then((prose) => (done.push("hostile"), prose));
    await clientOn(api, null).request(TopicsDocument);
    done.push("other");
    expect((await hostile).statementMarkdown!.html).toBe(`${UNRENDERED}${statement}</pre>`);
    expect(done).toEqual(["other", "hostile"]);
    expect(refusals(api)).toBe(1);

    // What it holds up goes on in another thread; the other API finds the result in Redis.
    const { slug: next } = await published(author, { statement: "*after*" });
    expect((await proseOf(next)).statementMarkdown!.html).toBe("<p><em>after</em></p>");
    const another = await installation.startApi();
    expect((await proseOf(slug, another)).statementMarkdown!.html).toContain(UNRENDERED);
    expect([refusals(api), refusals(another)]).toEqual([1, 0]);
    await another.stop();
  });

  it.each([
    ["nests too deeply", "<div>".repeat(19_000)],
    ["grows too large", `[a]: https://a.example/${"x".repeat(20_000)}\n\n${"[a] ".repeat(1000)}`],
  ])("that %s is shown as its source", async (_what, statement) => {
    const { slug } = await published(author, { statement });
    expect((await proseOf(slug)).statementMarkdown!.html.startsWith(UNRENDERED)).toBe(true);
  });

  it("gives ids of its own to each text", async () => {
    const footnote = (text: string) => `${text}[^1]\n\n[^1]: b\n`;
    const { slug } = await published(author, { statement: footnote("a"), explanation: footnote("c") });
    const { statementMarkdown, explanationMarkdown } = await proseOf(slug);
    const idsOf = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    const ids = [...idsOf(statementMarkdown!.html), ...idsOf(explanationMarkdown!.html)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id.startsWith("md-"))).toBe(true);
  });
});
