/** The outcome of one test. Input, expected and actual output exist for samples only: hidden data never gets this far. */
export interface TestResult {
  /** From 0, in judging order. */
  index: number;
  verdict: string;
  detail: string | null;
  cpuMs: number;
  wallMs: number;
  memoryKb: number;
  sample: { name: string; input: string; expected: string; actual: string; stderr: string } | null;
}
