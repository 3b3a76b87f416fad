/** Version of the model: raise it with every change of features, priors or weights. */
export const MODEL = { name: "logistic-pfa", version: "1" } as const;

/** Fitted by `npm run evaluate:mastery -- builder_train.csv --fit`, in the order of FEATURES. */
export const WEIGHTS: readonly number[] = [
  0.0351, 0.8195, 0.1726, 1.0624, 0.8864, -0.2073, -1.1436, 0.2611, 0.7623, -0.4402, 0.4998, 0.3327,
];
