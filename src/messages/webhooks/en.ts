export const webhookStopped = {
  title: (organization: string) => `A webhook of ${organization} was stopped`,
  body: {
    FAILING: "Nothing could be delivered to it for three days. Repair it, enable it again, and replay what has failed.",
    GONE: "It answered that it is gone (410). Enable it again if that was a mistake, or delete it.",
  },
};
