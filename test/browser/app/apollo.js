// apollo.js: Apollo Client 4 with all of that.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { API, authorizedFetch } from "./session.js";
import { socket } from "./socket.js";

export const client = new ApolloClient({
  // There is one of each, without an id.
  cache: new InMemoryCache({ typePolicies: { Judge: { keyFields: [] }, Site: { keyFields: [] } } }),
  link: ApolloLink.split(
    ({ operationType }) => operationType === "subscription",
    new GraphQLWsLink(socket),
    new HttpLink({ uri: API.href, fetch: authorizedFetch }),
  ),
});
