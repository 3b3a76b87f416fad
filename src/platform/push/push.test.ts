import { createServer, type AddressInfo, type Server } from "node:net";
import { createBrowser } from "../../../test/support/push-service.js";
import { createPushSender, isPushKey, publicKeyOf, PushError } from "./push.js";

const PRIVATE_KEY = Buffer.from("codequest-development-only-vapid").toString("base64url");
const MESSAGE = { payload: "{}", ttlSeconds: 60, urgency: "normal", about: "this" } as const;

const sender = (change: object = {}) =>
  createPushSender({ privateKey: PRIVATE_KEY, subject: "mailto:ops@codequest.example", anyEndpoint: false, ...change });
const failure = (target: Promise<unknown>) =>
  target.then(
    () => Promise.reject(new Error("was sent")),
    (error: unknown) => error as PushError,
  );

describe("a push sender", () => {
  it("has the public half of its key", () => {
    expect(isPushKey(sender().publicKey)).toBe(true);
    for (const wrong of ["", "x", "A".repeat(43), "_".repeat(43), `${PRIVATE_KEY}=`]) expect(() => publicKeyOf(wrong)).toThrow();
  });

  it("is never sent to a private address", async () => {
    const { p256dh, auth } = createBrowser("").subscription;
    const error = await failure(sender().send({ endpoint: "https://127.0.0.1:1/x", p256dh, auth }, MESSAGE));
    expect(error).toMatchObject({ code: "EENDPOINT", permanent: true });
  });

  it("objects to names of the house and to what is not https", () => {
    const objects = (endpoint: string) => sender().objection(endpoint) !== null;
    expect(
      ["https://localhost/x", "https://db/x", "https://a.internal/x", "http://push.example.org/x", "x"].filter((one) => !objects(one)),
    ).toEqual([]);
    expect(objects("https://updates.push.services.mozilla.com/wpush/v2/x")).toBe(false);
  });

  it("gives up in time on a service that never answers, and names nobody", async () => {
    const silent: Server = createServer((socket) => socket.on("error", () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const target = createBrowser(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`).subscription;
    const patient = sender({ anyEndpoint: true, timeoutMs: 300 });
    const error = await failure(patient.send(target, MESSAGE));
    expect(error).toBeInstanceOf(PushError);
    expect(error).toMatchObject({ code: "ETIMEDOUT", permanent: false, message: "push not sent: ETIMEDOUT" });
    patient.close();
    silent.close();
  });
});
