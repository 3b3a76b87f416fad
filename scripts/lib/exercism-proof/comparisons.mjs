// Where the tests of a track do not compare exactly. Anything else is compared as a function problem compares by itself.
import { entryOf } from "./names.mjs";

const inAnyOrder = (why) => ({ parameters: { unorderedLevels: 1 }, why });

/** By track and function. */
const COMPARISONS = {
  python: {
    "allergies/list": inAnyOrder("assertCountEqual"),
    "anagram/findAnagrams": inAnyOrder("assertCountEqual"),
    "custom-set/add": inAnyOrder("equality of sets"),
    "custom-set/intersection": inAnyOrder("equality of sets"),
    "custom-set/difference": inAnyOrder("equality of sets"),
    "custom-set/union": inAnyOrder("equality of sets"),
    "pythagorean-triplet/tripletsWithSum": inAnyOrder("assertCountEqual"),
    "saddle-points/saddlePoints": inAnyOrder("the tests sort the points"),
  },
  javascript: {
    "saddle-points/saddlePoints": inAnyOrder("the tests have another order than the canonical data"),
    "anagram/findAnagrams": inAnyOrder("equality of sets"),
    "custom-set/add": inAnyOrder("equality of sets"),
    "custom-set/intersection": inAnyOrder("equality of sets"),
    "custom-set/difference": inAnyOrder("equality of sets"),
    "custom-set/union": inAnyOrder("equality of sets"),
  },
  go: {
    "baffling-birthdays/estimatedProbabilityOfSharedBirthday": { parameters: { absoluteTolerance: 2 }, why: "a difference of 2" },
    "saddle-points/saddlePoints": inAnyOrder("the tests look each point up"),
    "space-age/age": { parameters: { absoluteTolerance: 0.01 }, why: "a precision of 0.01" },
    "custom-set/add": inAnyOrder("equality of sets"),
    "custom-set/intersection": inAnyOrder("equality of sets"),
    "custom-set/difference": inAnyOrder("equality of sets"),
    "custom-set/union": inAnyOrder("equality of sets"),
  },
  java: {
    "anagram/findAnagrams": inAnyOrder("containsExactlyInAnyOrder"),
    "baffling-birthdays/estimatedProbabilityOfSharedBirthday": { parameters: { absoluteTolerance: 1 }, why: "an offset of 1" },
    "custom-set/add": inAnyOrder("equality of sets"),
    "custom-set/intersection": inAnyOrder("equality of sets"),
    "custom-set/difference": inAnyOrder("equality of sets"),
    "custom-set/union": inAnyOrder("equality of sets"),
    "saddle-points/saddlePoints": inAnyOrder("equality of sets"),
    "space-age/age": { parameters: { absoluteTolerance: 0.01 }, why: "an offset of 0.01" },
  },
};

export const comparisonOf = (track, problem) => entryOf(COMPARISONS[track.name], problem);
