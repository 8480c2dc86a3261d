import { secretEffort } from './effort.ts'
import { type FixText, MAX_STEPS, oneLine } from './text.ts'
import type { FixSubject } from './words.ts'

export interface SecretFixFacts {
  /** What it is: the title of the rule that found it. */
  title: string
  places: readonly { subject: { type: FixSubject; id: number; name: string }; path: string }[]
}

export function secretFix({ title, places }: SecretFixFacts): FixText {
  const paths = places.slice(0, MAX_STEPS - 1)
  return {
    title: `Rotate and remove: ${oneLine(title)}`,
    steps: [
      {
        where: 'First, where it was issued',
        language: 'text',
        text: 'Issue a new secret, bring it to what uses it, then revoke the old one.',
        subject: null,
      },
      ...paths.map(({ subject, path }) => ({
        where: subject.name,
        language: 'text' as const,
        text: `Remove it from ${path === '' ? 'where it was found' : oneLine(path)}`,
        subject: { type: subject.type, id: subject.id },
      })),
    ],
    notes: [
      'Whoever read it has it: removing it without revoking it helps nobody.',
      'It stays in the history of the repository and in the layers of older images.',
    ],
    unknown: ['Whether the secret still works is not known.'],
    effort: secretEffort(new Set(places.map(({ subject, path }) => `${subject.type} ${subject.id} ${path}`)).size),
  }
}
