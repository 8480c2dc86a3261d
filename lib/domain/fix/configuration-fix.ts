import type { Check } from '../check.ts'
import { configurationEffort } from './effort.ts'
import { manifestPatch, type PatchedWorkload } from './manifest-patch.ts'
import { counted, type FixStep, type FixText, MAX_STEPS, oneLine } from './text.ts'
import type { FixSubject } from './words.ts'

export interface ConfigurationPlace {
  subject: { type: FixSubject; id: number; name: string }
  /** The file and resource in an artefact; '' for a live object. */
  detail: string
  workload: PatchedWorkload | null
}

export interface ConfigurationFixFacts {
  rule: string
  title: string
  remediation: string
  /** The canonical check, where one claims the rule. */
  check: Check | null
  places: readonly ConfigurationPlace[]
}

/** Checks whose patch may keep a process from starting that ran before. */
const RISKY = new Set([
  'runs-as-root',
  'run-as-user-zero',
  'image-runs-as-root',
  'writable-root-filesystem',
  'capabilities-not-dropped',
  'privileged-container',
  'host-network',
  'no-default-deny-network-policy',
  'missing-network-policy',
])

export function configurationFix(facts: ConfigurationFixFacts): FixText {
  const { rule, title, remediation, check, places } = facts
  const noun = nounOf(places)
  const steps = check ? patchesOf(check, places) : []
  const what = check?.remediation ?? remediation
  return {
    title: `${imperative(what) || oneLine(title)} in ${counted(places.length, noun)}`,
    steps: steps.slice(0, MAX_STEPS),
    notes: [what, check?.description ?? ''].filter(Boolean),
    unknown: steps.length === 0 ? ['No change to copy is known for this rule.'] : unknownOf(rule),
    effort: configurationEffort(places.length, noun, steps.length > 0, RISKY.has(rule)),
  }
}

function nounOf(places: readonly ConfigurationPlace[]): string {
  if (places[0]?.subject.type === 'workload') return 'workload'
  if (places[0]?.subject.type === 'cluster') return 'cluster'
  return places[0]?.subject.type === 'image' ? 'place' : 'file'
}

function patchesOf({ patch }: Check, places: readonly ConfigurationPlace[]): FixStep[] {
  if (patch.language === 'dockerfile') {
    const byPlace = new Map(places.map((place) => [`${place.subject.name} ${place.detail}`, place]))
    return [...byPlace.values()].map(({ subject, detail }) => ({
      where: detail ? `${subject.name}: ${oneLine(detail)}` : subject.name,
      language: 'dockerfile',
      text: patch.text.trimEnd(),
      subject: { type: subject.type, id: subject.id },
    }))
  }
  return places.flatMap(({ subject, detail, workload }): FixStep[] => {
    const text = workload ? manifestPatch(patch.text, workload) : patch.text.trimEnd()
    if (text === null) return []
    const where = detail ? `${subject.name}: ${oneLine(detail)}` : subject.name
    return [{ where, language: 'yaml', text, subject: { type: subject.type, id: subject.id } }]
  })
}

/** The first clause of a remediation, short enough for a heading: `Set securityContext.privileged to false`. */
function imperative(remediation: string): string {
  const [clause = ''] = remediation.split(/[;.](?:\s|$)|, | and /, 1)
  return clause.length > 0 && clause.length <= 90 ? oneLine(clause) : ''
}

function unknownOf(rule: string): string[] {
  if (rule === 'privileged-container') return ['Which capabilities the process needs is not known.']
  if (rule === 'writable-root-filesystem') return ['Which paths the process writes to is not known.']
  return RISKY.has(rule) ? ['Whether the process starts under the changed rule is not known.'] : []
}
