import { boolean, integer, list, oneOf, orEmpty, share, text, url } from "../schemas.js";
import { variable } from "../variable.js";

export const API_VARIABLES = {
  NODE_ENV: variable({
    schema: oneOf("development", "test", "production"),
    default: "development",
    meaning: "production refuses default secrets and weak password hashing.",
  }),
  HOST: variable({ schema: text, default: "127.0.0.1", meaning: "Address the API listens on; 0.0.0.0 for all." }),
  PORT: variable({ schema: integer(0, 65535), default: "4000", meaning: "Port of HTTP and WebSocket; 0 takes a free one." }),
  TRUST_PROXY: variable({
    schema: list,
    default: "",
    meaning: "Comma-separated addresses or networks of proxies whose X-Forwarded-For is believed; empty believes none.",
  }),
  CORS_ORIGINS: variable({
    schema: list,
    default: "*",
    meaning:
      "Comma-separated origins of web applications, or * for any, which then call without the refresh cookie. They are also the bucket's CORS rule, for uploads. Outside production the pages of this machine (localhost on any port) are always allowed.",
  }),
  GRAPHQL_INTROSPECTION: variable({
    schema: oneOf("auto", "true", "false"),
    default: "auto",
    meaning: "Whether the schema can be explored, also at /graphiql, and errors suggest names from it; auto: everywhere but in production.",
  }),
  PERSISTED_QUERIES_FILE: variable({
    schema: text,
    default: "",
    meaning: "A persisted query manifest (JSON with operations of id = SHA-256 and body): clients may send the id alone.",
  }),
  PERSISTED_QUERIES_ONLY: variable({
    schema: boolean,
    default: "false",
    meaning: "Executes nothing but the operations of PERSISTED_QUERIES_FILE.",
  }),
  QUERY_COST_PER_MINUTE: variable({
    schema: integer(0, 1_000_000_000),
    default: "1000000",
    meaning: "Budget of query cost a minute, for each account and for each address that is not signed in; 0 is without limit.",
  }),
  HTTP_BODY_LIMIT_BYTES: variable({
    schema: integer(1024, 16_777_216),
    default: "4194304",
    meaning:
      "Largest request body, and largest WebSocket message; at most 16 MiB, as other requests wait while one is parsed. Larger data is uploaded.",
  }),
  HTTP_HEADERS_TIMEOUT_MS: variable({
    schema: integer(100, 600_000),
    default: "20000",
    meaning:
      "Longest time from the opening of a connection, or from the first byte of a later request, to the end of the request's headers.",
  }),
  HTTP_REQUEST_TIMEOUT_MS: variable({
    schema: integer(100, 3_600_000),
    default: "120000",
    meaning: "Longest time in which a whole request, headers and body, must have come.",
  }),
  HTTP_IDLE_TIMEOUT_MS: variable({
    schema: integer(100, 3_600_000),
    default: "75000",
    meaning: "How long a connection may stand still, between two requests or in the middle of an answer that nobody reads.",
  }),
  CONNECTIONS_PER_ADDRESS: variable({
    schema: integer(1, 1_000_000),
    default: "1000",
    meaning:
      "HTTP connections that one address, or one IPv6 /64 network, may have open at each API process; those of TRUST_PROXY have no limit, and WebSockets have their own.",
  }),
  SOCKETS_PER_ADDRESS: variable({
    schema: integer(1, 1_000_000),
    default: "1000",
    meaning: "WebSockets that one address, or one IPv6 /64 network, may have open at each API process.",
  }),
  SOCKETS_PER_ACCOUNT: variable({
    schema: integer(1, 1_000_000),
    default: "50",
    meaning: "WebSockets that one account may have open at each API process.",
  }),
  WEBSOCKET_KEEP_ALIVE_MS: variable({
    schema: integer(100, 600_000),
    default: "15000",
    meaning: "How often a WebSocket is asked for a sign of life; one that gives none until the next time is closed.",
  }),
  SOURCE_LIMIT_BYTES: variable({ schema: integer(1, 1_048_576), default: "65536", meaning: "Largest source code of a submission." }),
  SUBMISSIONS_PER_MINUTE: variable({
    schema: integer(1, 100_000),
    default: "10",
    meaning: "Submissions one account may send a minute, until an admin sets it.",
  }),
  RUNS_PER_MINUTE: variable({
    schema: integer(1, 100_000),
    default: "60",
    meaning: "Code runs one account may start a minute, until an admin sets it.",
  }),
  SUBMISSIONS_QUEUE_LIMIT: variable({
    schema: integer(1, 1_000_000),
    default: "20000",
    meaning: "Submissions that may wait for the judge; `submitCode` answers QUEUE_FULL to more, until an admin sets it.",
  }),
  RUNS_QUEUE_LIMIT: variable({
    schema: integer(1, 100_000),
    default: "200",
    meaning: "Code runs that may wait for the judge; `runCode` answers QUEUE_FULL to more, until an admin sets it.",
  }),
  ACCESS_LOG_SAMPLE: variable({
    schema: share,
    default: "1",
    meaning:
      "Share of requests that are logged, from 0 (none) to 1 (all). Below 1, requests answered with an error are logged all the same.",
  }),
  LOG_LEVEL: variable({
    schema: oneOf("fatal", "error", "warn", "info", "debug", "silent"),
    default: "info",
    meaning: "Least severe log line that is written.",
  }),
  METRICS_TOKEN: variable({
    schema: text,
    default: "",
    meaning: "Bearer token that GET /metrics asks for. Without one it is open, and in production not served.",
    secret: true,
  }),
  WORKER_PORT: variable({
    schema: integer(0, 65535),
    default: "0",
    meaning: "Port where a worker serves /health, /ready and /metrics; 0 is none.",
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable({
    schema: orEmpty(url("http:", "https:")),
    default: "",
    meaning: "Collector of OpenTelemetry traces (OTLP over HTTP), from a mutation through the queue to the verdict; empty sends none.",
  }),
  SHUTDOWN_TIMEOUT_MS: variable({
    schema: integer(100, 600_000),
    default: "10000",
    meaning: "How long a stopping process waits for work in hand.",
  }),
};
