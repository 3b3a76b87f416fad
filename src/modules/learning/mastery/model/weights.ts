/** Version of the model: raise it with every change of features, priors or weights. */
export const MODEL = { name: "logistic-pfa", version: "1" } as const;

export const REFERENCE =
  "Performance factor analysis with decaying counts: Pavlik, Cen, Koedinger, AIED 2009; Galyardt, Goldin, JEDM 7(2), 2015.";

/**
 * In the order of FEATURES. Fitted by `npm run evaluate:mastery -- builder_train.csv --fit` to ASSISTments 2009-2010 skill builder
 * answers, as published in github.com/CAHLR/pyBKT-examples (commit fc59290): 407,967 answers of 3,361 learners to 123 skills.
 */
export const WEIGHTS: readonly number[] = [
  0.0351, 0.8195, 0.1726, 1.0624, 0.8864, -0.2073, -1.1436, 0.2611, 0.7623, -0.4402, 0.4998, 0.3327,
];

/** By the same command. `builder_test` has other learners, and took no part in fitting or tuning. */
export const PUBLISHED_FIGURES = [
  {
    dataset: "ASSISTments 2009-2010 skill builder, builder_train of CAHLR/pyBKT-examples",
    ...{ answers: 407_967, auc: 0.8197, logLoss: 0.4601, expectedCalibrationError: 0.0114, maximumGap: 0.0285 },
  },
  {
    dataset: "ASSISTments 2009-2010 skill builder, builder_test of CAHLR/pyBKT-examples",
    ...{ answers: 117_567, auc: 0.8394, logLoss: 0.4339, expectedCalibrationError: 0.0111, maximumGap: 0.0318 },
  },
] as const;
