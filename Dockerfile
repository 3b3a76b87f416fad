# Two images from one build: `api`, which runs as an ordinary user, and `worker`, which adds compilers and the sandbox.
#   docker build --target api -t codequest-api .
#   docker build --target worker -t codequest-worker .

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund

FROM packages AS build
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY web ./web
COPY src ./src
RUN node scripts/build.mjs

# What runs in production, without the Node that comes as a package: the image has its own.
FROM node:24-bookworm-slim AS production
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-* node_modules/.bin/node && npm cache clean --force \
 # Of the grammars only their WebAssembly is used.
 && rm -rf node_modules/tree-sitter-*/prebuilds node_modules/tree-sitter-*/*/src node_modules/tree-sitter-*/src node_modules/tree-sitter-c node_modules/tree-sitter-typescript/node_modules

FROM node:24-bookworm-slim AS api
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=production /app/node_modules ./node_modules
COPY package.json ./
COPY schema ./schema
COPY migrations ./migrations
COPY seed ./seed
COPY --from=build /app/dist ./dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "-e", "require('node:http').get({ port: process.env.PORT, path: '/ready' }, (r) => process.exit(r.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
# Half of the container's memory for the heap; buffers and threads lie outside of it.
CMD ["node", "--max-old-space-size-percentage=50", "--max-semi-space-size=16", "dist/bundle/api.js"]

# Compilers and sandbox tools, shared by the stage that prepares the judge's parts and the one that runs it.
FROM node:24-bookworm-slim AS toolchains
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends bubblewrap gcc g++ libc6-dev openjdk-17-jdk-headless golang-go python3 python3-numpy python3-sortedcontainers \
 && rm -rf /var/lib/apt/lists/*

# The launcher, the runner and prepared toolchains. Needs the development packages for the TypeScript that learners use.
FROM toolchains AS judge
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json package-lock.json ./
COPY scripts ./scripts
COPY src/judge/sandbox/native ./src/judge/sandbox/native
RUN node scripts/judge-setup.mjs --home /var/lib/codequest/judge --node /usr/local/bin/node

FROM toolchains AS worker
ENV NODE_ENV=production JUDGE_HOME=/var/lib/codequest/judge JUDGE_LAUNCHER_SOCKET=/run/codequest/launcher.sock JUDGE_CACHE_DIR=/var/cache/codequest
WORKDIR /app
RUN install -d -o node -g node /var/cache/codequest
COPY --from=judge /var/lib/codequest/judge /var/lib/codequest/judge
COPY --from=production /app/node_modules ./node_modules
COPY package.json ./
COPY --from=build /app/dist ./dist
COPY scripts/worker-entrypoint.sh ./scripts/
# Root starts the launcher and nothing else: the script runs the worker as the user node, without any capability.
ENTRYPOINT ["/app/scripts/worker-entrypoint.sh"]
# The judge needs the rest.
CMD ["node", "--max-old-space-size-percentage=25", "--max-semi-space-size=16", "dist/bundle/worker.js"]
