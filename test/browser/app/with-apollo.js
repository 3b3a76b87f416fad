import { gql } from "@apollo/client";
import { client } from "./apollo.js";

export async function run(query, variables) {
  const document = gql(query);
  const isMutation = document.definitions[0].operation === "mutation";
  const sent = isMutation
    ? client.mutate({ mutation: document, variables })
    : client.query({ query: document, variables, fetchPolicy: "network-only" });
  const { data } = await sent.catch((error) => {
    throw Object.assign(error, error.errors?.[0]?.extensions);
  });
  return data;
}

export function watch(query, variables, onData, onError) {
  const take = ({ data, error }) => (error ? onError(error) : onData(data));
  client.subscribe({ query: gql(query), variables }).subscribe({ next: take, error: onError });
}
