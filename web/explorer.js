// Runs in the browser, before GraphiQL: where its editor finds its workers.
{
  const { json, graphql, editor } = document.currentScript.dataset;
  self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => ({ json, graphql })[label] ?? editor };
}
