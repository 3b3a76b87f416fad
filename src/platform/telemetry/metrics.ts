import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/**
 * Prometheus metrics of the process. Labels come from small closed sets: values chosen by clients, such as operation names, could fill
 * the server's memory.
 */
export interface Metrics {
  /** `field` is the first root field of the operation; `outcome` is ok or an error code. */
  operation(field: string, outcome: string, seconds: number): void;
  fieldError(code: string): void;
  /** `waitedSeconds` is null for work of low priority, which may wait long. */
  judged(language: string, verdict: string, seconds: number, waitedSeconds: number | null): void;
  /** Read on each scrape; values that can't be read are left out. */
  gauge(name: string, help: string, labelNames: readonly string[], read: () => Promise<Reading[]> | Reading[]): void;
  /** In Prometheus's text format. */
  render(): Promise<{ contentType: string; body: string }>;
}

export interface Reading {
  labels?: Record<string, string>;
  value: number;
}

const PREFIX = "codequest_";
const REQUEST_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JUDGE_SECONDS = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 60];

export function createMetrics({ role }: { role: string }): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ role });
  collectDefaultMetrics({ register: registry, prefix: PREFIX });
  const registers = [registry];
  const operations = new Histogram({
    name: `${PREFIX}operation_seconds`,
    help: "GraphQL operations by first root field and outcome (ok or an error code).",
    labelNames: ["field", "outcome"],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const errors = new Counter({ name: `${PREFIX}errors_total`, help: "GraphQL errors by code.", labelNames: ["code"], registers });
  const judgeSeconds = new Histogram({
    name: `${PREFIX}judgement_seconds`,
    help: "From the worker's claim to the written verdict.",
    labelNames: ["language", "verdict"],
    buckets: JUDGE_SECONDS,
    registers,
  });
  const waitSeconds = new Histogram({
    name: `${PREFIX}judgement_wait_seconds`,
    help: "From the submission to the worker's claim.",
    buckets: JUDGE_SECONDS,
    registers,
  });

  return {
    operation: (field, outcome, seconds) => operations.observe({ field, outcome }, seconds),
    fieldError: (code) => errors.inc({ code }),
    judged(language, verdict, seconds, waitedSeconds) {
      judgeSeconds.observe({ language, verdict }, seconds);
      if (waitedSeconds !== null) waitSeconds.observe(waitedSeconds);
    },
    gauge(name, help, labelNames, read) {
      const gauge: Gauge = new Gauge({
        name: `${PREFIX}${name}`,
        help,
        labelNames: [...labelNames],
        registers,
        async collect() {
          gauge.reset();
          const readings = await Promise.resolve()
            .then(read)
            .catch((): Reading[] => []);
          for (const { labels = {}, value } of readings) gauge.set(labels, value);
        },
      });
    },
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
