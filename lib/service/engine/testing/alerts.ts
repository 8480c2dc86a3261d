import { hoursAgo } from './clock.ts'
import { REPOSITORY } from './scan-reports.ts'

export interface AlertSettings {
  rule?: string
  priority?: string
  process?: string
  pod?: string
  output?: string
}

/** A pod of the Deployment `pay`, named as its ReplicaSet names it. */
export const POD = 'pay-6f7d9c8b5d-x2v7q'

/** What Falco sends of a shell in a pod of namespace `shop`. */
export function falcoAlert(atHoursAgo: number, settings: AlertSettings = {}): Record<string, unknown> {
  const { rule = 'Terminal shell in container', priority = 'Notice', process = 'sh', pod = POD } = settings
  return {
    rule,
    priority,
    time: hoursAgo(atHoursAgo).toISOString(),
    output: settings.output ?? `A shell was spawned (command=${process})`,
    hostname: 'node-1',
    output_fields: {
      'k8s.ns.name': 'shop',
      'k8s.pod.name': pod,
      'container.image.repository': REPOSITORY,
      'proc.name': process,
      'proc.cmdline': `${process} -i`,
      'user.name': 'root',
    },
  }
}
