import type { Check } from '../check.ts'
import type { IssueKind } from '../observation.ts'
import { manifestPatch, type PatchedWorkload } from './manifest-patch.ts'
import { smallestUpgrade } from './smallest-version.ts'
import type { FixStep } from './text.ts'
import { upgradeInFile } from './upgrade-command.ts'
import { isDistribution } from './version-jump.ts'

/** What closes one issue by itself, where no fix holds it. */
export interface IssueChange {
  known: boolean
  title: string
  change: Pick<FixStep, 'language' | 'text'> | null
  /** What would make it more exact. */
  unknown: string[]
}

export interface IssueChangeFacts {
  kind: IssueKind
  remediation: string
  /** The canonical check that claims its rule. */
  check: Check | null
  /** `type` as package URLs name it: `deb`. */
  package: { name: string; type: string } | null
  installed: readonly string[]
  /** As each source writes it. */
  fixed: readonly string[]
  /** The file that declares the package, or that holds the secret; '' when not known. */
  place: string
  workload: PatchedWorkload | null
}

/** What to change, to copy where that is known, and what is not known about it. */
export function issueChange(facts: IssueChangeFacts): IssueChange {
  if (facts.kind === 'vulnerability' && facts.package) return upgrade(facts, facts.package)
  if (facts.kind === 'secret') {
    const where = facts.place ? ` from ${facts.place}` : ''
    const title = `Revoke the secret where it was issued, then remove it${where}`
    return { known: true, title, change: null, unknown: ['Whether the secret still works is not known.'] }
  }
  if (facts.kind === 'threat') {
    const title = facts.remediation || 'Find out who did this and how they got in, then handle it'
    return { known: false, title, change: null, unknown: ['What let it happen is not known.'] }
  }
  const { check, remediation, workload } = facts
  if (check) {
    const { language, text } = check.patch
    const patch = language === 'yaml' && workload ? manifestPatch(text, workload) : text.trimEnd()
    return {
      known: true,
      title: check.remediation,
      change: patch === null ? null : { language, text: patch },
      unknown: [],
    }
  }
  const unknown = ['No change to copy is known for this rule.']
  if (remediation) return { known: true, title: remediation, change: null, unknown }
  return { known: false, title: 'No source says how to fix it', change: null, unknown }
}

function upgrade(
  { installed, fixed, place }: IssueChangeFacts,
  { name, type }: { name: string; type: string },
): IssueChange {
  const found = smallestUpgrade(type, [{ fixed, installed }])
  if (found === null) {
    return {
      known: false,
      title: `No fixed version of ${name} is known`,
      change: null,
      unknown: ['Whether a fix is planned.'],
    }
  }
  const unknown: string[] = []
  if (isDistribution(type)) unknown.push('Which base image or layer brings the package in is not known.')
  else if (!place) unknown.push('Which file declares the package is not known.')
  return {
    known: true,
    title: `Upgrade ${name} to ${found.version}`,
    change: upgradeInFile(type, name, found.version, isDistribution(type) ? '' : place),
    unknown,
  }
}
