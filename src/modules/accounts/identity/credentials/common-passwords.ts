/**
 * Base words of the most common leaked passwords, after normalization: lower case, look-alike digits and signs read as
 * letters, surrounding digits and signs removed.
 */
const COMMON = new Set(
  `password passwort passwd pass contrasena motdepasse senha parola wachtwoord salasana haslo heslo lozinka
  qwerty qwertz azerty qwertyuiop asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc wsx edc qweasd qweasdzxc asd zxc qwe
  abc abcd abcde abcdef abcdefg abcdefgh abcdefghi aa aaa aaaa aaaaaa aaaaaaaa xxx xxxx xxxxxx
  welcome welcom letmein login admin administrator root toor guest user test tester testing testtest demo temp temporary default
  changeme change changeit secret topsecret private access master super superuser superman batman spiderman ironman
  iloveyou loveyou love lovely mylove loveme babygirl baby angel princess prince queen king sunshine sunny flower butterfly
  monkey dragon tiger lion eagle falcon phoenix shadow hunter ranger killer ninja samurai warrior legend pokemon pikachu
  football soccer baseball basketball hockey liverpool arsenal chelsea barcelona realmadrid juventus manchester yankees
  michael jordan michelle jennifer jessica ashley daniel andrew thomas robert charlie george maggie ginger pepper buster
  hello helloworld hallo bonjour hola ciao whatever nothing trustno trustnoone starwars matrix computer internet samsung
  google facebook linkedin youtube twitter apple microsoft windows android codequest code coder coding developer student
  school teacher learn learner instructor summer winter spring autumn january february march april june july august
  september october november december monday tuesday wednesday thursday friday saturday sunday freedom liberty america
  england london paris berlin germany france brazil canada australia india china money dollar bitcoin company office
  mustang ferrari porsche mercedes corvette harley cookie chocolate cheese banana orange pepsi coffee computer1 security
  fuckyou fuckoff asshole bitch sexy pussy naughty lovers friends family mother father brother sister mommy daddy jesus
  christ church blessed heaven amazing awesome fantastic perfect forever diamond silver golden purple yellow rainbow`
    .split(/\s+/)
    .filter(Boolean),
);

const LOOK_ALIKES: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s", "!": "i" };

const trimmed = (text: string) => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
const lettered = (text: string) => text.replace(/[013457@$!]/g, (character) => LOOK_ALIKES[character]!);

/** True if the password is a disguised common word: `P@ssw0rd!`, `Welcome2024`, `Qwerty123`, `LetMeIn-1`. */
export function isCommon(password: string): boolean {
  const lower = password.toLowerCase();
  const forms = [trimmed(lower), trimmed(lettered(trimmed(lower))), trimmed(lettered(lower))];
  return forms.some((form) => {
    const word = form.replace(/[^\p{L}]/gu, "");
    return (
      COMMON.has(word) || (COMMON.has(word.slice(0, word.length / 2)) && word.slice(0, word.length / 2) === word.slice(word.length / 2))
    );
  });
}
