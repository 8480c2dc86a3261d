export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128

/** What is wrong with a new password, as a sentence, or null. Length matters most; no rule asks for special characters (NIST SP 800-63B §5.1.1). */
export function passwordProblem(password: string, person: { name: string; email: string }): string | null {
  if (password.length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters; a few words in a row do well.`
  if (password.length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`
  const folded = password.toLowerCase()
  if (new Set(folded).size < 6) return 'Use more different characters.'
  const words = [
    person.email.toLowerCase(),
    ...person.email.toLowerCase().split(/[@.+_-]/),
    ...person.name.toLowerCase().split(/\s+/),
  ]
  const own = words.filter((word) => word.length >= 4)
  let rest = folded
  for (const word of own) rest = rest.replaceAll(word, '')
  if (rest.length < 8) return 'Do not build it from your name or e-mail address.'
  if (isRun(folded) || COMMON.some((word) => folded.replaceAll(word, '').length < 5)) {
    return 'This is among the first that somebody would try.'
  }
  return null
}

const COMMON = [
  'password',
  'passwort',
  'qwertyuiop',
  'qwerty',
  'letmein',
  'welcome',
  'iloveyou',
  'admin',
  'plimsoll',
  'kubernetes',
]

/** True for neighbours in a row: abcdefgh…, 12345678…, and backwards. */
function isRun(text: string): boolean {
  let steps = 0
  for (let at = 1; at < text.length; at++) {
    if (Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) <= 1) steps++
  }
  return steps >= text.length - 3
}
