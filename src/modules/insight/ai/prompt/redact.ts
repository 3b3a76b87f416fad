/** Takes out of texts what a provider must never see. The prompts contain no such data on purpose: this is for what people type. */

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** Formats of secrets that are known by their prefix: keys of Stripe, OpenAI, AWS, GitHub, Google, Slack, Resend; webhook secrets; JWTs. */
const SECRETS =
  /\b(?:(?:sk|rk|pk)_(?:live|test)_\w{8,}|sk-[\w-]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|AIza[\w-]{35}|xox[abprs]-[\w-]{10,}|re_\w{16,}|whsec_[\w+/=-]{16,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,})/g;

const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;

/** `password = "…"` and the like: the value only. */
const ASSIGNED =
  /(\b(?:password|passwd|api[_-]?key|secret[_-]?key|access[_-]?token)\b["']?\s{0,10}[:=]\s{0,10}["'])([^"'\n]{4,200})(["'])/gi;

export function redact(text: string): string {
  return text
    .replace(PRIVATE_KEY, "[private key]")
    .replace(SECRETS, "[secret]")
    .replace(ASSIGNED, "$1[secret]$3")
    .replace(EMAIL, "[e-mail address]");
}
