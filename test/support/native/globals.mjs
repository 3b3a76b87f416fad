// In place of "@jest/globals", which Jest offers only to suites in a context of its own.
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globalThis;
