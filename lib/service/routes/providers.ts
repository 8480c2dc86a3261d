import * as z from 'zod'
import type { RouteProvider, SettingField } from '../../contract/routes.ts'
import type { Actor } from '../../domain/actor.ts'
import { refusal } from '../../domain/permission.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Provider } from '../../notify/provider.ts'
import { PROVIDERS } from '../../notify/registry.ts'

/** What JSON Schema says of a field, as far as a form asks. */
const FieldSchema = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  default: z.json().optional(),
  secret: z.boolean().optional(),
})

export async function listRouteProviders(actor: Actor): Promise<Result<{ rows: RouteProvider[] }>> {
  const refused = refusal(actor, 'route.read')
  if (refused) return refused
  return ok({ rows: PROVIDERS.map(providerRow) })
}

function providerRow(provider: Provider): RouteProvider {
  const schema = z.toJSONSchema(provider.settings, { io: 'input', unrepresentable: 'any' })
  const required = schema.required ?? []
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) =>
    fieldOf(name, FieldSchema.parse(field), required.includes(name)),
  )
  return { name: provider.name, label: provider.label, manner: provider.manner, fields }
}

function fieldOf(name: string, field: z.infer<typeof FieldSchema>, required: boolean): SettingField {
  return {
    name,
    title: field.title ?? name,
    description: field.description ?? '',
    type: typeOf(field),
    choices: field.enum ?? [],
    secret: field.secret ?? false,
    required,
    default: defaultOf(field.default),
  }
}

function typeOf(field: z.infer<typeof FieldSchema>): SettingField['type'] {
  if (field.enum) return 'choice'
  const types = { integer: 'number', number: 'number', boolean: 'switch', array: 'list' } as const
  return types[field.type as keyof typeof types] ?? 'text'
}

function defaultOf(value: unknown): SettingField['default'] {
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
