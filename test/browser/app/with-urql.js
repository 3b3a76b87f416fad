import { client } from "./urql.js";

export async function run(query, variables) {
  const operation = query.trimStart().startsWith("mutation")
    ? client.mutation(query, variables)
    : client.query(query, variables, { requestPolicy: "network-only" });
  const { data, error } = await operation.toPromise();
  if (error) throw Object.assign(error, error.graphQLErrors[0]?.extensions);
  return data;
}

export function watch(query, variables, onData, onError) {
  client.subscription(query, variables).subscribe(({ data, error }) => (error ? onError(error) : onData(data)));
}
