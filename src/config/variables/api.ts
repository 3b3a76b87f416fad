import { boolean, integer, list, oneOf, orEmpty, share, text, url } from "../schemas.js";
import { variable } from "../variable.js";

export const API_VARIABLES = {
  NODE_ENV: variable({
    schema: oneOf("development", "test", "production"),
    default: "development",
    meaning: "production refuses default secrets and weak password hashing.",
  }),
  HOST: variable({ schema: text, default: "127.0.0.1", meaning: "Address on which the API listens; 0.0.0.0 for all." }),
  PORT: variable({ schema: integer(0, 65535), default: "4000", meaning: "Port for HTTP and WebSocket; 0 uses a free one." }),
  TRUST_PROXY: variable({
    schema: list,
    default: "",
    meaning: "Comma-separated addresses or networks of proxies whose X-Forwarded-For is trusted; empty trusts none.",
  }),
  CORS_ORIGINS: variable({
    schema: list,
    default: "*",
    meaning:
      "Comma-separated origins of web applications, or * for any, but then without the refresh cookie. Also used in the bucket's CORS rule, for uploads. Outside production, pages on localhost (any port) are always allowed.",
  }),
  GRAPHQL_INTROSPECTION: variable({
    schema: oneOf("auto", "true", "false"),
    default: "auto",
    meaning: "Whether introspection, /graphiql and suggestions of names in errors are enabled; auto: except in production.",
  }),
  WEB_PAGE: variable({
    schema: oneOf("auto", "true", "false"),
    default: "auto",
    meaning: "Whether the API serves the web application of `web/` at /; auto: except in production.",
  }),
  DEMO_ACCOUNTS: variable({
    schema: boolean,
    default: "false",
    meaning:
      "Whether the web application offers to sign in to the demo accounts, with their public password; ignored in production. `npm start` sets it for embedded data.",
  }),
  PERSISTED_QUERIES_FILE: variable({
    schema: text,
    default: "",
    meaning: "Persisted query manifest: JSON with operations, each with its body and its SHA-256 as id. Clients may send only the id.",
  }),
  PERSISTED_QUERIES_ONLY: variable({
    schema: boolean,
    default: "false",
    meaning: "Executes only the operations of PERSISTED_QUERIES_FILE.",
  }),
  QUERY_COST_PER_MINUTE: variable({
    schema: integer(0, 1_000_000_000),
    default: "1000000",
    meaning: "Query cost budget per minute, for each account and each unauthenticated address; 0 means unlimited.",
  }),
  HTTP_BODY_LIMIT_BYTES: variable({
    schema: integer(1024, 16_777_216),
    default: "4194304",
    meaning:
      "Maximum size of a request body and of a WebSocket message; at most 16 MiB, because parsing blocks other requests. Upload larger data.",
  }),
  HTTP_HEADERS_TIMEOUT_MS: variable({
    schema: integer(100, 600_000),
    default: "20000",
    meaning: "Timeout for receiving the headers of a request, from the start of the connection or from the first byte of a later request.",
  }),
  HTTP_REQUEST_TIMEOUT_MS: variable({
    schema: integer(100, 3_600_000),
    default: "120000",
    meaning: "Timeout for receiving a complete request, headers and body.",
  }),
  HTTP_IDLE_TIMEOUT_MS: variable({
    schema: integer(100, 3_600_000),
    default: "75000",
    meaning: "Idle timeout of a connection, between two requests or while a client does not read the response.",
  }),
  CONNECTIONS_PER_ADDRESS: variable({
    schema: integer(1, 1_000_000),
    default: "1000",
    meaning:
      "Maximum number of open HTTP connections per address or IPv6 /64 network, in each API process. Does not apply to addresses of TRUST_PROXY; WebSockets have their own limit.",
  }),
  SOCKETS_PER_ADDRESS: variable({
    schema: integer(1, 1_000_000),
    default: "1000",
    meaning: "Maximum number of open WebSockets per address or IPv6 /64 network, in each API process.",
  }),
  SOCKETS_PER_ACCOUNT: variable({
    schema: integer(1, 1_000_000),
    default: "50",
    meaning: "Maximum number of open WebSockets per account, in each API process.",
  }),
  WEBSOCKET_KEEP_ALIVE_MS: variable({
    schema: integer(100, 600_000),
    default: "15000",
    meaning: "Ping interval of WebSockets. A WebSocket that has not answered by the next ping is closed.",
  }),
  SOURCE_LIMIT_BYTES: variable({ schema: integer(1, 1_048_576), default: "65536", meaning: "Maximum size of a submission's source code." }),
  SUBMISSIONS_PER_MINUTE: variable({
    schema: integer(1, 100_000),
    default: "10",
    meaning: "Default limit of submissions per account and minute; admins can change it at run time.",
  }),
  RUNS_PER_MINUTE: variable({
    schema: integer(1, 100_000),
    default: "60",
    meaning: "Default limit of code runs per account and minute; admins can change it at run time.",
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
    meaning: "Share of requests that are logged, from 0 (none) to 1 (all). Failed requests are always logged, unless it is 0.",
  }),
  LOG_LEVEL: variable({
    schema: oneOf("fatal", "error", "warn", "info", "debug", "silent"),
    default: "info",
    meaning: "Minimum level of log lines.",
  }),
  METRICS_TOKEN: variable({
    schema: text,
    default: "",
    meaning: "Bearer token required by GET /metrics. Without one it is public, and not served in production.",
    secret: true,
  }),
  WORKER_PORT: variable({
    schema: integer(0, 65535),
    default: "0",
    meaning: "Port on which a worker serves /health, /ready and /metrics; 0 disables it.",
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable({
    schema: orEmpty(url("http:", "https:")),
    default: "",
    meaning:
      "OpenTelemetry collector (OTLP over HTTP) for traces from a mutation through the queue to the verdict; empty disables tracing.",
  }),
  SHUTDOWN_TIMEOUT_MS: variable({
    schema: integer(100, 600_000),
    default: "10000",
    meaning: "How long a stopping process waits for running work.",
  }),
};
