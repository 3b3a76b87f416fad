import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import {
  ApolloServerPluginLandingPageLocalDefault,
  ApolloServerPluginLandingPageProductionDefault,
} from "@apollo/server/plugin/landingPage/default";
import fastifyApollo, { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import proxyAddr from "@fastify/proxy-addr";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { specifiedRules } from "graphql";
import { schemaIsOpen } from "../../config/env.js";
import { RequestContext } from "../../graphql/context.js";
import { documentRules } from "../../graphql/document-rules.js";
import { maskedError, toGraphQLError } from "../../graphql/errors.js";
import { MAX_DOCUMENT_TOKENS } from "../../graphql/limits.js";
import { createPreparedDocuments } from "../../graphql/prepared-documents.js";
import type { AppError } from "../../kernel/errors.js";
import { newId } from "../../kernel/ids.js";
import { openBucketTo } from "./bucket-origins.js";
import type { Application } from "../compose.js";
import { addCertificateRoute } from "./certificate-route.js";
import { answerBadRequest, clientErrors } from "./client-errors.js";
import { addDevelopmentBillingRoute } from "./development-billing-route.js";
import { addDevelopmentPaymentRoute } from "./development-payment-route.js";
import { addEventStreams } from "./event-streams.js";
import { startEverywhere } from "../everywhere.js";
import { limitBodies } from "./body-budget.js";
import { limitConnections } from "./connections.js";
import { executorFor } from "../graphql/apollo-executor.js";
import { documentsPlugin } from "../graphql/documents-plugin.js";
import { addHttpHeaders } from "./http-headers.js";
import { accessLogPlugin } from "./access-log.js";
import { observePlugin } from "./operation-metrics.js";
import { recordActing } from "../../modules/accounts/identity/sessions/impersonation.service.js";
import { createOrigins } from "./origins.js";
import { createPersistedQueries, type PersistedQueries } from "../graphql/persisted-queries.js";
import { budgetPlugin, createQueryBudget } from "../graphql/query-budget.js";
import { addKeyRoute } from "./key-route.js";
import { addProbeRoutes } from "./health.js";
import { createLiveOperations } from "../graphql/live-operations.js";
import type { Platform } from "../../platform/platform.js";
import { refreshCookieOf } from "./refresh-cookie.js";
import { addInterviewFeedRoute } from "./interview-feed-route.js";
import { addJsonBodies } from "./request-body.js";
import { addPictureRoute } from "./picture-route.js";
import { addResendRoute } from "./resend-route.js";
import { addStripeRoute } from "./stripe-route.js";
import { buildSchema } from "../graphql/schema.js";
import { tokenPlugin } from "./token-plugin.js";
import { createConnectionShares } from "../websocket/socket-counts.js";
import { watchCredentials } from "../websocket/socket-credentials.js";
import { addUnsubscribeRoute } from "./unsubscribe-route.js";
import { addWebApplication } from "./web-application.js";
import { addWebPages } from "./web-pages.js";
import { serveSubscriptions, type ContextFor } from "../websocket/subscriptions-server.js";

const CHECK_CONNECTIONS_EVERY_MS = 5000;

/** Serves HTTP and WebSocket on one port and path. Resolves with the port once it listens. */
export async function startApi(platform: Platform, application: Application): Promise<{ port: number }> {
  const { env, log, metrics, shutdown } = platform;
  await startEverywhere(platform, application);
  const schema = buildSchema(application.resolvers, (viewer, mutation, address) => recordActing(platform.db, viewer, mutation, address));
  const trust = proxyAddr.compile([...env.TRUST_PROXY]);
  const http: FastifyInstance = Fastify({
    bodyLimit: env.HTTP_BODY_LIMIT_BYTES,
    trustProxy: trust,
    genReqId: () => newId(),
    forceCloseConnections: "idle",
    requestTimeout: env.HTTP_REQUEST_TIMEOUT_MS,
    keepAliveTimeout: env.HTTP_IDLE_TIMEOUT_MS,
    connectionTimeout: env.HTTP_IDLE_TIMEOUT_MS,
    http: {
      headersTimeout: Math.min(env.HTTP_HEADERS_TIMEOUT_MS, env.HTTP_REQUEST_TIMEOUT_MS),
      connectionsCheckingInterval: Math.min(CHECK_CONNECTIONS_EVERY_MS, env.HTTP_HEADERS_TIMEOUT_MS),
    },
  });
  limitConnections(http.server, { most: env.CONNECTIONS_PER_ADDRESS, isTrusted: (address) => trust(address, 0) });

  http.setErrorHandler(answerBadRequest(platform));
  addJsonBodies(http);
  const origins = createOrigins(env);
  await addHttpHeaders(http, env, origins);
  limitBodies(http, env.HTTP_BODY_LIMIT_BYTES);

  const sources = { db: platform.db, cache: platform.readCache, markdown: platform.markdown, nodes: application.nodes };
  const contextFor: ContextFor = async (authorization, requestId, client) => {
    // Errors here, such as PostgreSQL being unreachable, occur before GraphQL and would be sent unmasked.
    const found = await application.services.authenticator.authenticate(authorization).catch((error: unknown) => {
      log.error({ requestId, err: error }, "request failed");
      const masked = maskedError(error, requestId);
      throw toGraphQLError(masked, masked.code === "SERVICE_UNAVAILABLE" ? 503 : 500);
    });
    const [authenticated, tokenFault] = typeof found === "string" ? [null, found] : [found, null];
    return {
      context: new RequestContext(sources, authenticated?.viewer ?? null, requestId, client, tokenFault),
      credential: authenticated?.credential ?? null,
    };
  };

  const introspection = schemaIsOpen(env);
  const rules = documentRules({ introspection });
  const prepare = createPreparedDocuments(schema, rules, { hideSuggestions: !introspection });
  const persisted = await createPersistedQueries({ env, redis: platform.redis, limiter: platform.limiter });
  const budget = createQueryBudget({ limiter: platform.limiter, perMinute: env.QUERY_COST_PER_MINUTE });
  const apollo = new ApolloServer<RequestContext>({
    gateway: executorFor(schema),
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    parseOptions: { maxTokens: MAX_DOCUMENT_TOKENS },
    // Apollo Server adds the specification's rules itself.
    validationRules: rules.filter((rule) => !specifiedRules.includes(rule)),
    documentStore: null,
    persistedQueries: { cache: persisted.cache, ttl: null },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message: string) => log.warn(message),
      error: (message: string) => log.error(message),
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      env.NODE_ENV === "production" ? ApolloServerPluginLandingPageProductionDefault() : ApolloServerPluginLandingPageLocalDefault(),
      fastifyApolloDrainPlugin(http),
      tokenPlugin(),
      documentsPlugin(prepare),
      persisted.plugin,
      budgetPlugin(budget),
      clientErrors(platform),
      // Last, so that it sees the errors as the client does.
      observePlugin(platform),
      accessLogPlugin({ log, sample: env.ACCESS_LOG_SAMPLE }),
    ],
  });
  await apollo.start();

  await http.register(fastifyApollo(apollo), {
    path: "/graphql",
    context: async (request, reply) => {
      refuseUnknown(persisted, request);
      const refreshCookie = refreshCookieOf(request, reply, origins);
      const client = { address: request.ip, userAgent: request.headers["user-agent"] ?? "", refreshCookie };
      return (await contextFor(request.headers.authorization, request.id, client)).context;
    },
  });
  addProbeRoutes(http, platform);
  addKeyRoute(http, platform);
  addWebPages(http, env);
  addWebApplication(http, env);
  await addUnsubscribeRoute(http, application.services.unsubscriber);
  await addDevelopmentPaymentRoute(http, application.services.developmentPayments);
  await addDevelopmentBillingRoute(http, application.services.developmentBilling);
  await addStripeRoute(http, platform.stripe && application.services.stripeEvents);
  addCertificateRoute(http, application.services.certificateChecks);
  addInterviewFeedRoute(http, application.services.interviewFeed);
  addPictureRoute(http, application.services.questionPictures);
  await addResendRoute(http, env, application.services.mailProviderEvents);
  const credentials = watchCredentials({ ...platform, authenticator: application.services.authenticator });
  const live = {
    env,
    log,
    contextFor,
    credentials,
    operations: createLiveOperations({ schema, log, prepare, persisted, budget }),
    shares: createConnectionShares(env),
  };
  const sockets = serveSubscriptions({ ...live, server: http.server, addressOf: (request) => proxyAddr(request, trust) });

  const streams = addEventStreams(http, live);

  metrics.gauge("sockets", "WebSockets that are open.", [], () => [{ value: sockets.count() }]);
  metrics.gauge("event_streams", "Event streams (SSE) that are open.", [], () => [{ value: streams.count() }]);

  openBucketTo(origins, platform);
  await http.listen({ host: env.HOST, port: env.PORT });
  shutdown.add("http", () => apollo.stop());
  shutdown.add("sockets", () => sockets.close());
  shutdown.add("event streams", () => streams.close());
  shutdown.add("credentials", () => credentials.close());
  const { port } = http.server.address() as { port: number };
  return { port };
}

/** Checked before the document is parsed, so that no error reveals the schema. */
function refuseUnknown(persisted: PersistedQueries, { body, query }: FastifyRequest): void {
  try {
    persisted.check((body ?? query ?? {}) as object);
  } catch (error) {
    throw toGraphQLError(error as AppError, 400);
  }
}
