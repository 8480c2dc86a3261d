import * as z from 'zod'
import { MAX_OWNER_FILE, OWNER_FILE_FORMATS } from '../domain/imported-owners.ts'
import { operation } from './operation.ts'
import { filterText, Timestamp } from './page.ts'

const Problem = z.object({ line: z.int(), message: z.string() })

export const OwnerFile = z
  .object({
    id: z.int(),
    repository: z.string(),
    format: z.enum(OWNER_FILE_FORMATS),
    path: z.string(),
    rules: z.int().meta({ description: 'How many lines or entities name an owner' }),
    problems: z.array(Problem),
    importedAt: Timestamp,
    importedBy: z.string().nullable(),
  })
  .meta({ id: 'OwnerFile' })
export type OwnerFile = z.infer<typeof OwnerFile>

export const OwnerEntry = z
  .object({
    line: z.int(),
    what: z.string().meta({ description: 'The pattern, or the entity with what it claims' }),
    owners: z.array(
      z.object({
        name: z.string(),
        team: z.string().nullable().meta({ description: 'Slug of the team that it means; null is none' }),
      }),
    ),
  })
  .meta({ id: 'OwnerEntry' })
export type OwnerEntry = z.infer<typeof OwnerEntry>

const Upload = z.object({
  repository: filterText(300)
    .transform((name) => name.trim())
    .pipe(z.string().min(1))
    .meta({ description: 'As reports name it: shop/pay-api' }),
  path: filterText(300)
    .transform((name) => name.trim())
    .pipe(z.string().min(1))
    .meta({ description: 'Where the file stands: .github/CODEOWNERS' }),
  format: z.enum(OWNER_FILE_FORMATS),
  content: filterText(MAX_OWNER_FILE),
})
export type OwnerFileUpload = z.output<typeof Upload>

export const OwnerFilePreview = z
  .object({
    dialect: z.enum(['github', 'gitlab']).nullable().meta({ description: 'Whose rules a CODEOWNERS file follows' }),
    rules: z.int(),
    problems: z.array(Problem),
    added: z.array(OwnerEntry),
    removed: z.array(OwnerEntry).meta({ description: 'What the file said when it was imported last and says no more' }),
    unchanged: z.int(),
    strangers: z
      .array(z.object({ name: z.string(), rules: z.int(), suggestion: z.string().nullable() }))
      .meta({ description: 'Owners that mean no team, with the slug of a team that is called alike' }),
    bounded: z.boolean().meta({ description: 'Added and removed show the first 200 each' }),
  })
  .meta({ id: 'OwnerFilePreview' })
export type OwnerFilePreview = z.infer<typeof OwnerFilePreview>

const example: OwnerFile = {
  id: 1,
  repository: 'shop/pay-api',
  format: 'codeowners',
  path: '.github/CODEOWNERS',
  rules: 2,
  problems: [],
  importedAt: '2026-11-20T09:12:00.000Z',
  importedBy: 'Ada Osei',
}
const upload = {
  ...{ repository: 'shop/pay-api', path: '.github/CODEOWNERS', format: 'codeowners' as const },
  content: '* @shop/payments\n/k8s/ @shop/platform\n',
}
const Params = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) })

export const listOwnerFiles = operation({
  id: 'listOwnerFiles',
  method: 'GET',
  path: '/api/v1/ownership/files',
  summary: 'Imported files that say who owns what, by repository',
  tag: 'Ownership',
  auth: 'user',
  out: z.object({ rows: z.array(OwnerFile) }),
  status: 200,
  errors: [],
  example: { out: { rows: [example] } },
})

export const getOwnerFile = operation({
  id: 'getOwnerFile',
  method: 'GET',
  path: '/api/v1/ownership/files/{id}',
  summary: 'What an imported file says, line by line',
  tag: 'Ownership',
  auth: 'user',
  params: Params,
  out: OwnerFile.extend({ entries: z.array(OwnerEntry), bounded: z.boolean() }),
  status: 200,
  errors: ['not-found'],
  example: { params: { id: 1 }, out: { ...example, entries: [], bounded: false } },
})

export const previewOwnerFile = operation({
  id: 'previewOwnerFile',
  method: 'POST',
  path: '/api/v1/ownership/files/preview',
  summary: 'What an import would add and remove, and what in it was not understood',
  tag: 'Ownership',
  auth: 'user',
  body: Upload,
  out: OwnerFilePreview,
  status: 200,
  errors: ['invalid'],
  example: {
    body: upload,
    out: {
      dialect: 'github',
      rules: 2,
      problems: [],
      added: [],
      removed: [],
      unchanged: 2,
      strangers: [],
      bounded: false,
    },
  },
})

export const putOwnerFile = operation({
  id: 'putOwnerFile',
  method: 'PUT',
  path: '/api/v1/ownership/files',
  summary: 'Import a CODEOWNERS file or a Backstage catalogue of a repository, in the place of the one before',
  tag: 'Ownership',
  auth: 'user',
  body: Upload,
  out: z.object({ file: OwnerFile, jobId: z.int() }),
  status: 200,
  errors: ['invalid'],
  example: { body: upload, out: { file: example, jobId: 7 } },
})

export const deleteOwnerFile = operation({
  id: 'deleteOwnerFile',
  method: 'DELETE',
  path: '/api/v1/ownership/files/{id}',
  summary: 'Forget an imported file; a job then finds every owner anew',
  tag: 'Ownership',
  auth: 'user',
  params: Params,
  out: z.object({ jobId: z.int() }),
  status: 200,
  errors: ['not-found'],
  example: { params: { id: 1 }, out: { jobId: 7 } },
})

export const ownerFileOperations = [listOwnerFiles, getOwnerFile, previewOwnerFile, putOwnerFile, deleteOwnerFile]
