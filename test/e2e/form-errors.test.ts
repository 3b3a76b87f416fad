/** What a form needs to show what is wrong: every fault of an input, with a code, over HTTP and WebSocket alike. */
import { randomUUID } from "node:crypto";
import { FIELD_CODES } from "../../src/kernel/field-codes.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { openSocket, type Answer, type Socket } from "../support/socket.js";

const REGISTER = "mutation ($given: RegisterInput!) { register(input: $given) { accessToken } }";

describe("errors for forms", () => {
  let installation: Installation;
  let api: Api;
  let socket: Socket;

  beforeAll(async () => {
    installation = await createInstallation();
    api = await installation.startApi();
    socket = await openSocket(api);
    await socket.acknowledged();
  });

  afterAll(async () => {
    socket?.close();
    await installation?.stop();
  });

  const overHttp = async (query: string, variables: object): Promise<Answer> => {
    const headers = { "content-type": "application/json" };
    return (await fetch(api.url, { method: "POST", headers, body: JSON.stringify({ query, variables }) })).json() as Promise<Answer>;
  };
  const overSocket = (query: string, variables: object) => socket.ask(query, { variables });
  const both = [
    ["HTTP", overHttp],
    ["WebSocket", overSocket],
  ] as const;

  it.each(both)("names every fault of a registration over %s", async (_transport, ask) => {
    const { errors } = await ask(REGISTER, { given: { email: "ada", username: "a!", password: "abc", displayName: "\n" } });
    expect(errors).toHaveLength(1);
    expect(errors![0]!.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: expect.arrayContaining([
        expect.objectContaining({ field: "input.email", code: "INVALID_FORMAT" }),
        expect.objectContaining({ field: "input.username", code: "TOO_SHORT", minimum: 3, actual: 2 }),
        expect.objectContaining({ field: "input.username", code: "INVALID_FORMAT" }),
        expect.objectContaining({ field: "input.password", code: "TOO_SHORT", minimum: 8, actual: 3 }),
        expect.objectContaining({ field: "input.password", code: "TOO_WEAK", missing: ["UPPER_CASE", "DIGIT"] }),
        expect.objectContaining({ field: "input.displayName" }),
      ]) as unknown,
    });
    for (const { message } of errors![0]!.extensions.fields as { message: string }[]) expect(message).not.toContain("input.");
  });

  it.each(both)("answers variables of a wrong type as BAD_USER_INPUT over %s", async (_transport, ask) => {
    const { errors } = await ask(REGISTER, { given: { email: 5, username: "ada", requestedRole: "KING" } });
    expect(errors).toHaveLength(1);
    expect(errors![0]!.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      fields: [
        { field: "input.email", code: "INVALID_TYPE" },
        { field: "input.password", code: "REQUIRED" },
        { field: "input.requestedRole", code: "UNKNOWN_VALUE" },
      ],
    });
  });

  it("names both the address and the username when both are taken", async () => {
    const username = `u-${randomUUID().slice(0, 12)}`;
    const given = { email: `${username}@codequest.example`, username, password: "Sesame-Open-1" };
    expect((await overHttp(REGISTER, { given })).errors).toBeUndefined();
    const { errors } = await overHttp(REGISTER, { given });
    expect(errors![0]!.extensions).toMatchObject({
      code: "CONFLICT",
      fields: [
        { field: "input.email", code: "TAKEN" },
        { field: "input.username", code: "TAKEN" },
      ],
    });
  });

  it("lists the codes in the schema", async () => {
    expect((await overHttp("{ fieldErrorCodes }", {})).data).toEqual({ fieldErrorCodes: Object.keys(FIELD_CODES) });
  });
});
