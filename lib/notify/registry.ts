import type { Provider } from './provider.ts'
import { opsgenie } from './providers/opsgenie.ts'
import { pagerduty } from './providers/pagerduty.ts'
import { slack } from './providers/slack.ts'
import { teams } from './providers/teams.ts'
import { webhook } from './providers/webhook.ts'

/** Every kind of channel, in the order in which the editor offers them. */
export const PROVIDERS: readonly Provider[] = [slack, teams, webhook, pagerduty, opsgenie]

export function providerNamed(name: string): Provider | null {
  return PROVIDERS.find((provider) => provider.name === name) ?? null
}
