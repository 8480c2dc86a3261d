import type { Subject } from './observation.ts'

/** What was scanned, as a person calls it: `registry.example/shop/pay:1.4.2`, `shop/Deployment/pay`, `shop-web`. */
export function subjectTitle(subject: Subject): string {
  switch (subject.type) {
    case 'image': {
      const [tag] = subject.tags
      if (tag !== undefined) return `${subject.repository}:${tag}`
      return subject.digest === null ? subject.repository : `${subject.repository}@${subject.digest.slice(0, 19)}`
    }
    case 'workload':
      return `${subject.namespace}/${subject.kind}/${subject.name}`
    case 'cluster':
      return `${subject.name} (${subject.role})`
    case 'repository':
      return subject.name
  }
}

/** What a report is about: its first subject, and how many others. */
export function subjectsTitle(subjects: readonly Subject[]): string {
  const titles = [...new Set(subjects.map(subjectTitle))]
  const [first = ''] = titles
  return titles.length > 1 ? `${first} and ${titles.length - 1} more` : first
}
