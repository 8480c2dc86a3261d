import * as z from 'zod'
import { type HttpStub, isJson, startHttpStub } from './http-stub.ts'

/** @see https://adaptivecards.io/explorer for fields and types; of Teams the 28 KB and the envelope of its workflows */
const openUrl = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  title: z.string().optional(),
  url: z.url({ protocol: /^https?$/ }),
})
const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
  selectAction: openUrl.optional(),
})
const block = z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(textRun).min(1) })
const Message = z.strictObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null(),
        content: z.strictObject({
          $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
          type: z.literal('AdaptiveCard'),
          version: z.enum(['1.2', '1.3', '1.4', '1.5']),
          fallbackText: z.string().optional(),
          msteams: z.strictObject({ width: z.literal('Full') }).optional(),
          body: z.array(block).min(1),
          actions: z.array(openUrl).max(6),
        }),
      }),
    )
    .length(1),
})
const MESSAGE_BYTES = 28 * 1024

export const TEAMS_PATH = '/workflows/a1b2c3/triggers/manual/paths/invoke'
const SIGNATURE = 'sig=bMo1Qm0-xgEXkfT6'
export const TEAMS_QUERY = `?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&${SIGNATURE}`

export function startTeamsStub(): Promise<HttpStub> {
  const problem = (status: number, code: string, message: string) => ({ status, json: { error: { code, message } } })
  return startHttpStub(
    (request) => {
      if (request.path !== TEAMS_PATH) return problem(404, 'WorkflowNotFound', 'The workflow could not be found.')
      if (!`?${request.query}`.includes(SIGNATURE)) {
        return problem(401, 'DirectApiAuthorizationRequired', 'The request must be authenticated.')
      }
      if (Buffer.byteLength(request.text) > MESSAGE_BYTES) return { status: 413, text: 'Message size too large' }
      const fits = isJson(request) && Message.safeParse(request.json).success
      if (!fits) return problem(400, 'TriggerInputSchemaMismatch', 'The input body does not match its schema.')
      return { status: 202, text: '' }
    },
    () => ({
      ...problem(429, 'WorkflowRunActionRateLimited', 'Rate limit is exceeded.'),
      headers: { 'retry-after': '17' },
    }),
  )
}
