import type { VexStatus } from './observation.ts'

/** The justifications of OpenVEX and CSAF, and those of CycloneDX, in words. */
const JUSTIFICATIONS: ReadonlyMap<string, string> = new Map([
  ['component_not_present', 'The component is not in the product'],
  ['vulnerable_code_not_present', 'The vulnerable code is not in the product'],
  ['vulnerable_code_not_in_execute_path', 'The vulnerable code is never run'],
  ['vulnerable_code_cannot_be_controlled_by_adversary', 'An attacker cannot control the vulnerable code'],
  ['inline_mitigations_already_exist', 'The product has protections of its own against it'],
  ['code_not_present', 'The vulnerable code is not in the product'],
  ['code_not_reachable', 'The vulnerable code is never run'],
  ['requires_configuration', 'It takes a configuration that is not used'],
  ['requires_dependency', 'It takes a dependency that is not there'],
  ['requires_environment', 'It takes an environment that is not there'],
  ['protected_by_compiler', 'The compiler protects against it'],
  ['protected_at_runtime', 'It is prevented at runtime'],
  ['protected_at_perimeter', 'Attacks are blocked before they reach it'],
  ['protected_by_mitigating_control', 'A control of another kind prevents it'],
])

/** '' for none; one that no standard has stands as it was written. */
export function justificationWords(label: string): string {
  return JUSTIFICATIONS.get(label) ?? label
}

const STATUS_WORDS: Record<VexStatus, string> = {
  not_affected: 'not affected',
  affected: 'affected',
  fixed: 'fixed',
  under_investigation: 'under investigation',
}

export function statusWords(status: VexStatus): string {
  return STATUS_WORDS[status]
}

interface Spoken {
  author: string
  document: string
  status: VexStatus
  justification: string
  statement: string
}

/** Who speaks; a statement without an author is its document's. */
export function speakerOf({ author, document }: Pick<Spoken, 'author' | 'document'>): string {
  return author || document || 'somebody unnamed'
}

const MAX_WORDS = 300

/** Why an issue is dismissed by a statement, in a sentence or two: `The vulnerable code is never run (OpenVEX …)`. */
export function excuseWords({ document, justification, statement }: Spoken): string {
  const words = [justificationWords(justification), statement].filter((one) => one !== '').join(': ')
  const short = words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS).toWellFormed()}…` : words
  return [short || 'Not affected', document && `(${document})`].filter(Boolean).join(' ')
}
