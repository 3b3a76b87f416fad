/**
 * Refuses a test that has a parameter and gets no value for it: Jest would hand over a callback and wait for its call. For handlers of
 * Jest's events.
 */
export function refuseTestWithoutValue(event, state) {
  if (event.name !== "add_test" || event.fn.length === 0) return;
  state.currentDescribeBlock.children.at(-1).fn = () => {
    throw new Error("The test has a parameter without a value; give it a default.");
  };
}
