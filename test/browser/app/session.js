// session.js: the access token lives in memory, the refresh token in a cookie that no script can read.
// With a proxy of the development server: "/graphql".
export const API = new URL("http://localhost:4000/graphql", location.href);

let accessToken = null;
let refreshing = null;

export const currentToken = () => accessToken;

async function post(query, variables) {
  const response = await fetch(API, {
    method: "POST",
    credentials: "include",
    headers: { "content-type": "application/json", "x-csrf-protection": "1" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
  return data;
}

export async function register(input) {
  const query = "mutation ($input: RegisterInput!) { register(input: $input) { accessToken } }";
  accessToken = (await post(query, { input: { ...input, refreshTokenIn: "COOKIE" } })).register.accessToken;
}

export async function signIn(email, password) {
  const query = "mutation ($input: LoginInput!) { login(input: $input) { accessToken twoFactor { challenge } } }";
  const { login } = await post(query, { input: { email, password, refreshTokenIn: "COOKIE" } });
  accessToken = login.accessToken;
  return login.twoFactor; // null, or ask for a code and go on with completeLogin
}

export async function signOut() {
  await post("mutation { logout(input: {}) { loggedOut } }");
  accessToken = null;
}

/** Null when nobody is signed in. Call it when the page loads. However many ask, one request is sent. */
export function refresh() {
  refreshing ??= post("mutation { refreshSession(input: {}) { accessToken } }")
    .then(({ refreshSession }) => (accessToken = refreshSession.accessToken))
    .catch((error) => {
      if (error.code !== "UNAUTHENTICATED") throw error; // the network or the server: still signed in, try again later
      return (accessToken = null);
    })
    .finally(() => (refreshing = null));
  return refreshing;
}

/** A fetch for Apollo Client, urql and others: sends the token, and refreshes it when the server says that it has expired. */
export async function authorizedFetch(url, options = {}) {
  const send = () => {
    const headers = new Headers(options.headers);
    if (accessToken) headers.set("authorization", `Bearer ${accessToken}`);
    return fetch(url, { ...options, headers });
  };
  const response = await send();
  if (response.status !== 401) return response;
  const { errors } = await response.clone().json();
  const { reason } = errors[0].extensions;
  if (reason !== "EXPIRED" || !(await refresh())) return response;
  return send();
}
