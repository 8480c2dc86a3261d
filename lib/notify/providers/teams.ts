import * as z from 'zod'
import { teamsMessage } from '../message/teams-card.ts'
import { type Provider, secret } from '../provider.ts'
import { callJson } from './json-call.ts'
import { refusal } from './refusal.ts'
import { address } from './setting-fields.ts'

const Settings = z.object({
  webhookUrl: secret(
    address().meta({
      title: 'Workflow address',
      description:
        'In Teams: the channel → … → Workflows → "Send webhook alerts to a channel" → copy the address that it shows at the end. Its signature is part of it, so treat it as a password.',
    }),
  ),
})
type Settings = z.infer<typeof Settings>

/** What the Workflows service says in `error.code`. */
const ADVICE: Record<string, string> = {
  WorkflowNotFound: 'The workflow was deleted: make a new one.',
  WorkflowTriggerIsNotEnabled: 'The workflow is switched off: switch it on in Teams.',
  DirectApiAuthorizationRequired:
    'The address is not complete, or the workflow takes calls of its own organisation only: set it to take them from anyone and copy the address again.',
  AuthorizationFailed: 'The signature in the address is not valid any more: copy the address again.',
  TriggerInputSchemaMismatch: 'The workflow expects another message: use the template for webhook alerts.',
}
const Problem = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) })

/** @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook */
export const teams: Provider<Settings> = {
  name: 'teams',
  label: 'Microsoft Teams',
  manner: 'message',
  settings: Settings,
  endpoint: (settings) => new URL(settings.webhookUrl).origin,
  render: (_settings, notice) => ({ contentType: 'application/json', body: JSON.stringify(teamsMessage(notice)) }),
  async send(settings, notice, outbound) {
    const { response, ok, json } = await callJson(outbound, {
      method: 'POST',
      url: settings.webhookUrl,
      json: teamsMessage(notice),
    })
    if (ok) return { ok: true }
    const problem = Problem.safeParse(json).data?.error
    return refusal('Microsoft Teams', response, {
      ...(problem && { said: `${problem.code} ${problem.message ?? ''}` }),
      advice: problem && ADVICE[problem.code],
    })
  },
}
