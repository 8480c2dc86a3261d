import * as z from 'zod'
import { Refused, readAs } from './ticket-flow.ts'

const Category = z.object({ key: z.string() })
const Field = z.object({
  required: z.boolean(),
  hasDefaultValue: z.boolean().optional(),
  allowedValues: z.array(z.object({ name: z.string().optional() })).optional(),
})
export const Status = z.object({ name: z.string(), statusCategory: Category })
const Transitions = z.object({
  transitions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      to: Status,
      isAvailable: z.boolean().optional(),
      fields: z.record(z.string(), Field).optional(),
    }),
  ),
})
type Transition = z.infer<typeof Transitions>['transitions'][number]

/** The category of statuses that are an end, in every workflow. */
export const isDone = (status: z.infer<typeof Status>): boolean => status.statusCategory.key === 'done'

/**
 * The request that leads to a closed status, or away from one: the status that was asked for by name, else the first of
 * that category whose screen asks for nothing but a resolution. Throws `Refused` where the workflow has no such step.
 */
export function transitionTo(open: boolean, wanted: string, said: unknown): object {
  const { transitions } = readAs('Jira', Transitions, said)
  const fitting = transitions.filter((one) => one.isAvailable !== false && isDone(one.to) !== open && passable(one))
  const named = fitting.find((one) => one.to.name.toLowerCase() === wanted.toLowerCase())
  const chosen = named ?? (wanted === '' || open ? fitting[0] : undefined)
  if (!chosen) throw new Refused({ ok: false, retryable: false, detail: noWay(open, wanted, transitions) })
  return { transition: { id: chosen.id }, ...resolutionOf(chosen) }
}

/** Fields of the step's screen that somebody must fill in. */
function demands({ fields = {} }: Transition): string[] {
  return Object.entries(fields)
    .filter(([, field]) => field.required && !field.hasDefaultValue)
    .map(([name]) => name)
}

function passable(transition: Transition): boolean {
  return demands(transition).every((name) => name === 'resolution' && resolutionName(transition) !== undefined)
}

function resolutionName({ fields }: Transition): string | undefined {
  const names = (fields?.resolution?.allowedValues ?? []).map(({ name }) => name).filter((name) => name !== undefined)
  return names.find((name) => /^(done|fixed|resolved)$/i.test(name)) ?? names[0]
}

function resolutionOf(transition: Transition): object {
  const name = resolutionName(transition)
  return demands(transition).includes('resolution') && name !== undefined ? { fields: { resolution: { name } } } : {}
}

function noWay(open: boolean, wanted: string, transitions: Transition[]): string {
  const ways = transitions.map(({ name, to }) => `${name} → ${to.name}`).join(', ') || 'none'
  const goal = open ? 'an open status' : wanted ? `"${wanted}"` : 'a closed status'
  return `Jira: no step leads to ${goal} from where the ticket is now; its steps are: ${ways}. Add one to the workflow that asks for no more than a resolution, or name another status in the settings.`
}
