// Runs once, after all suites.
export default async function tearDown(): Promise<void> {
  const { testServices } = globalThis as { testServices?: { stop(): Promise<void> } };
  await testServices?.stop();
}
