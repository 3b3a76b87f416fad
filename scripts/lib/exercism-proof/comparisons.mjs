// Where the tests of a track do not compare exactly. Anything else is compared as a function problem compares by itself.

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
    "custom-set/add": inAnyOrder("equality of sets"),
    "custom-set/intersection": inAnyOrder("equality of sets"),
    "custom-set/difference": inAnyOrder("equality of sets"),
    "custom-set/union": inAnyOrder("equality of sets"),
  },
};

export const comparisonOf = (track, { slug, property }) => COMPARISONS[track.name]?.[`${slug}/${property}`] ?? null;
