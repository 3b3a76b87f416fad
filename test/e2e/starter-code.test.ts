import { LANGUAGES } from "../../src/judge/languages/index.js";
import { published, update } from "../support/authoring.js";
import { clientOf, type Client } from "../support/client.js";
import { ProblemStarterDocument } from "../support/generated.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor } from "../support/scenario.js";

describe("starter code", () => {
  let installation: Installation;
  let api: Api;
  let author: Client;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    author = await createInstructor(installation, api);
  });

  afterAll(() => installation?.stop());

  it("is the problem's own where it has some, and the language's elsewhere", async () => {
    const source = "def solve():\n    pass\n";
    const { id, starterCodes } = await published(author, { starterCode: [{ language: "python", source }] });
    expect(starterCodes!.map(({ language }) => language.slug)).toEqual(LANGUAGES.map(({ id }) => id));
    expect(starterCodes!.filter(({ own }) => own)).toEqual([{ language: { slug: "python" }, source, own: true }]);
    const anonymous = clientOf(api);
    const starter = async (language: string) => (await anonymous.request(ProblemStarterDocument, { id, language })).problem!.starterCode;
    expect(await starter("python")).toBe(source);
    expect(await starter("go")).toContain("package main");
    expect((await anonymous.errorOf(ProblemStarterDocument, { id, language: "cobol" })).code).toBe("BAD_USER_INPUT");
    await update(author, { id, expectedRevision: 1, starterCode: [] });
    expect(await starter("python")).not.toBe(source);
  });
});
