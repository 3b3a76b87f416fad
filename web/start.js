// Runs in the browser, after GraphiQL: connects it to the endpoint beside this page.
const endpoint = new URL("graphql", location.href);
const sockets = new Map();

const DEFAULT_QUERY = `# Ctrl-Enter runs the operation at the cursor.
#
# To act as an account, run SignIn and put the
# access token into the tab "Headers" below:
#   { "Authorization": "Bearer <access token>" }

query Problems {
  problems(first: 5, orderBy: DIFFICULTY) {
    edges {
      node {
        id
        slug
        title
        difficulty
      }
    }
  }
}

mutation SignIn {
  login(
    input: {
      email: "learner@codequest.example"
      password: "CodeQuest1!"
    }
  ) {
    accessToken
  }
}

subscription MyVerdicts {
  mySubmissionUpdates {
    status
    verdict
    testsFinished
    testsTotal
  }
}
`;

function authorizationIn(headers = {}) {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization")?.[1];
}

/** One socket for each access token. */
function socketOf(authorization) {
  if (!sockets.has(authorization)) {
    const url = endpoint.href.replace(/^http/, "ws");
    sockets.set(authorization, graphqlWs.createClient({ url, connectionParams: authorization ? { authorization } : {} }));
  }
  return sockets.get(authorization);
}

function isSubscription({ operationName }, document) {
  const operations = (document?.definitions ?? []).filter(({ kind }) => kind === "OperationDefinition");
  const chosen = operationName ? operations.find(({ name }) => name?.value === operationName) : operations[0];
  return chosen?.operation === "subscription";
}

async function post(operation, headers) {
  const response = await fetch(endpoint, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json", "x-csrf-protection": "1", ...headers },
    body: JSON.stringify(operation),
  });
  return response.json();
}

function fetcher(operation, { headers = {}, documentAST } = {}) {
  if (isSubscription(operation, documentAST)) {
    const socket = socketOf(authorizationIn(headers));
    return { subscribe: (sink) => ({ unsubscribe: socket.subscribe(operation, sink) }) };
  }
  // A token that has expired since the last visit must not hide the schema.
  return post(operation, operation.operationName === "IntrospectionQuery" ? {} : headers);
}

YogaGraphiQL.renderYogaGraphiQL(document.querySelector("#root"), {
  fetcher,
  title: "CodeQuest API",
  logo: "",
  defaultQuery: DEFAULT_QUERY,
  shouldPersistHeaders: true,
});
