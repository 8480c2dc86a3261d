import type { IssueStatement } from '../../../lib/contract/statements.ts'

const EFFECTS: Record<Exclude<IssueStatement['effect'], 'noted'>, string> = {
  dismisses: 'The issue is dismissed by it.',
  excuses: 'It would dismiss the issue; what a person decided stays.',
  overruled: 'A person opened the issue again, and that stays.',
  partial: 'It does not cover every version in which the issue is seen, so the issue stays open.',
  agrees: 'No scan sees the issue there.',
  contradicted: 'A scan still sees the issue there: the two disagree.',
  elsewhere: 'The issue is not seen there.',
  outdated: 'A newer statement speaks in its place.',
  revoked: 'It is not in force.',
  superseded: 'A later statement took its place, or it was withdrawn.',
}

/** What a statement comes to for the issue. */
export function effectWords({ effect, status }: Pick<IssueStatement, 'effect' | 'status'>): string {
  if (effect !== 'noted') return EFFECTS[effect]
  return status === 'affected' ? 'It agrees that the issue is one.' : 'Its author does not know yet.'
}

/** What a statement is about: `log4j-core 2.17.1 in registry.example/shop/pay`. */
export function productWords({ image, repository, purl, version }: IssueStatement['product']): string {
  const whole = image
    ? `${image.repository}${image.tag ? `:${image.tag}` : ''}${image.digest ? `@${shortDigest(image.digest)}` : ''}`
    : repository
  const inside = purl === '' ? null : `${purl}${version === '' ? ' in every version' : `@${version}`}`
  return [inside, whole].filter((part) => part !== null).join(', in ')
}

function shortDigest(digest: string): string {
  return digest.replace(/^(\w+:.{12}).+$/, '$1…')
}
