/** Stands in every hidden test that the tests make. It must never be seen in a response, an event, a log or an error. */
export const CANARY = "canary7f3hidden91";

export function assertNoCanary(where: string, text: string): void {
  if (text.includes(CANARY))
    throw new Error(
      `Hidden test data was seen in ${where}: …${text.slice(Math.max(0, text.indexOf(CANARY) - 200), text.indexOf(CANARY) + 60)}…`,
    );
}
