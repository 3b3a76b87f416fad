import { gql } from "@apollo/client";
import { client } from "./apollo.js";

export async function run(query, variables) {
  const document = gql(query);
  const isMutation = document.definitions[0].operation === "mutation";
  const { data } = isMutation
    ? await client.mutate({ mutation: document, variables })
    : await client.query({ query: document, variables, fetchPolicy: "network-only" });
  return data;
}

export function watch(query, variables, onData, onError) {
  const take = ({ data, error }) => (error ? onError(error) : onData(data));
  client.subscribe({ query: gql(query), variables }).subscribe({ next: take, error: onError });
}
