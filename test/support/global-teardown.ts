// Runs once, after all suites.
export default async function tearDown(): Promise<void> {
  interface Stoppable {
    stop(): Promise<void>;
  }
  const { testServices, testProgramHosts } = globalThis as { testServices?: Stoppable; testProgramHosts?: Stoppable };
  await testProgramHosts?.stop();
  await testServices?.stop();
}
