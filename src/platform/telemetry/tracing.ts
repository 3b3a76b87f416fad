import {
  type Attributes,
  context,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
  TraceFlags,
} from "@opentelemetry/api";
import type { Logger } from "./logger.js";

/** Distributed tracing: propagates the `traceparent` of W3C Trace Context between processes. */
export interface Tracing {
  /** Starts a span below the parent of `traceparent`. A malformed one is ignored. */
  start(name: string, options?: SpanOptions): Span;
  /** Flushes pending spans. */
  close(): Promise<void>;
}

export interface SpanOptions {
  kind?: "server" | "producer" | "consumer" | "internal";
  parent?: string | undefined;
  attributes?: Attributes;
  /** Start time in Unix milliseconds; now if absent. */
  startedAt?: number;
}

export interface Span {
  /** To propagate; undefined while tracing is off. */
  readonly traceparent: string | undefined;
  /** Call once; `error` marks the span as failed, by its name only. */
  end(attributes?: Attributes, error?: unknown): void;
}

const NO_SPAN: Span = { traceparent: undefined, end: () => undefined };
const NO_TRACING: Tracing = { start: () => NO_SPAN, close: () => Promise.resolve() };

const KINDS = { server: SpanKind.SERVER, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER, internal: SpanKind.INTERNAL };

/** Off without an endpoint; then the packages are not even loaded. `endpoint` accepts OTLP over HTTP. */
export async function createTracing({ endpoint, role, log }: { endpoint: string; role: string; log: Logger }): Promise<Tracing> {
  if (!endpoint) return NO_TRACING;
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const exporter = new OTLPTraceExporter({ url: new URL("v1/traces", endpoint.replace(/\/?$/, "/")).href });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": `codequest-${role}` }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer: Tracer = provider.getTracer("codequest");
  return {
    start: (name, options = {}) => startSpan(tracer, name, options),
    close: () => provider.shutdown().catch((error: unknown) => log.warn({ err: error }, "spans not sent")),
  };
}

function startSpan(tracer: Tracer, name: string, { kind = "internal", parent, attributes = {}, startedAt }: SpanOptions): Span {
  const above = parse(parent);
  const span = tracer.startSpan(
    name,
    { kind: KINDS[kind], attributes, ...(startedAt !== undefined && { startTime: startedAt }) },
    above ? trace.setSpanContext(context.active(), above) : context.active(),
  );
  return {
    traceparent: format(span),
    end(more = {}, error) {
      span.setAttributes(more);
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "error" });
      span.end();
    },
  };
}

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;

function parse(traceparent: string | undefined) {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
}

function format(span: OtelSpan): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}
