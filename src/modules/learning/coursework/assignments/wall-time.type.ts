import { IsOptional, Length } from "class-validator";
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { enumOf } from "../../../../graphql/enum-of.js";
import { DISAMBIGUATIONS, occurrenceOf, type Disambiguation, type Occurrence, type WallTime } from "../../../../kernel/wall-time.js";
import { Derived } from "../../../../graphql/derived.js";
import type { EnteredTime } from "./dates.js";

const DisambiguationEnum = enumOf(DISAMBIGUATIONS);
registerEnumType(DisambiguationEnum, {
  name: "ClockChangeChoice",
  description: "Which instant a wall clock time means when the clock skips it or shows it twice. Makes no difference at other times.",
  valuesConfig: {
    COMPATIBLE: { description: "A skipped time is moved on by the length of the gap; of a repeated time the first is meant." },
    EARLIER: { description: "A skipped time is moved back by the length of the gap; of a repeated time the first is meant." },
    LATER: { description: "A skipped time is moved on by the length of the gap; of a repeated time the second is meant." },
  },
});

const OCCURRENCES = ["ONCE", "SKIPPED", "REPEATED"] as const;
const OccurrenceEnum = enumOf(OCCURRENCES);
registerEnumType(OccurrenceEnum, {
  name: "WallTimeOccurrence",
  description: "How often a clock shows a time.",
  valuesConfig: {
    ONCE: { description: "Once: an ordinary time." },
    SKIPPED: { description: "Never: the clock is set forward over it." },
    REPEATED: { description: "Twice: the clock is set back over it." },
  },
});

@ObjectType({ simpleResolvers: true, description: "A date and time as it was entered: what a wall clock shows in a time zone." })
export class EnteredDateTime implements WallTime {
  @Field(() => String, { description: "Date and time without a zone, such as `2027-03-28T23:59`; with seconds if they are not 0." })
  local!: string;

  @Field(() => String, { description: "IANA time zone, such as `Europe/Berlin`." })
  zone!: string;

  @Field(() => DisambiguationEnum, { description: "Choice for clock changes." })
  disambiguation!: Disambiguation;

  @Derived((wall: WallTime): Occurrence => occurrenceOf(wall))
  @Field(() => OccurrenceEnum, { description: "Whether the clock shows this time once, never or twice." })
  occurrence?: Occurrence;
}

@InputType({ description: "A date and time of a wall clock in the time zone of the class." })
export class EnteredDateTimeInput implements EnteredTime {
  @Field(() => String, {
    description: "Date and time without a zone, such as `2027-03-28T23:59`. Entering the present one again never moves it.",
  })
  @Length(1, 30)
  local!: string;

  @Field(() => DisambiguationEnum, { nullable: true, description: "Choice for clock changes. Default COMPATIBLE." })
  @IsOptional()
  disambiguation?: Disambiguation | null;
}
