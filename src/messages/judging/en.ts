export const verdict = {
  body: "Your submission has been judged.",
  ACCEPTED: "accepted",
  REJECTED: "not accepted",
  WRONG_ANSWER: "wrong answer",
  TIME_LIMIT_EXCEEDED: "time limit exceeded",
  MEMORY_LIMIT_EXCEEDED: "memory limit exceeded",
  OUTPUT_LIMIT_EXCEEDED: "output limit exceeded",
  RUNTIME_ERROR: "runtime error",
  COMPILATION_ERROR: "compilation error",
  SYSTEM_ERROR: "could not be judged",
};
