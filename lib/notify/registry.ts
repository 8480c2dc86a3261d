import type { Provider } from './provider.ts'
import { email } from './providers/email.ts'
import { github } from './providers/github.ts'
import { gitlab } from './providers/gitlab.ts'
import { jira } from './providers/jira.ts'
import { opsgenie } from './providers/opsgenie.ts'
import { pagerduty } from './providers/pagerduty.ts'
import { slack } from './providers/slack.ts'
import { syslog } from './providers/syslog.ts'
import { teams } from './providers/teams.ts'
import { webhook } from './providers/webhook.ts'

/** Every kind of channel, in the order in which the editor offers them. */
export const PROVIDERS: readonly Provider[] = [
  slack,
  teams,
  email,
  jira,
  github,
  gitlab,
  pagerduty,
  opsgenie,
  webhook,
  syslog,
]

export function providerNamed(name: string): Provider | null {
  return PROVIDERS.find((provider) => provider.name === name) ?? null
}
