import * as z from 'zod'
import { TOOL_CATEGORIES, type ToolCategory } from '../domain/unneeded-tooling.ts'
import { CarriedLoad } from './carried-load.ts'
import { ImageRow, imageExample, listImages, SeverityCounts } from './images.ts'
import { operation } from './operation.ts'
import { filterText, PageQuery, pageOf, Timestamp } from './page.ts'
import { TeamRef } from './teams.ts'

const Version = z.object({
  id: z.int(),
  digest: z.string(),
  platform: z.string().nullable(),
  tags: z.array(z.string()).meta({ description: 'Tags that point to it now' }),
  firstSeenAt: Timestamp,
  retiredAt: Timestamp.nullable(),
  workloads: z.int(),
  scans: z.array(
    z.object({
      source: z.string(),
      scan: z.string(),
      completeAt: Timestamp.nullable().meta({ description: 'Null: no scan of this kind came to its end' }),
    }),
  ),
})

const Layer = z.object({
  position: z.int().meta({ description: '0 is the lowest' }),
  digest: z.string().nullable(),
  createdBy: z.string().nullable().meta({ description: 'The instruction that made it' }),
  owner: z.enum(['base', 'app']).nullable().meta({ description: 'Null: the base image is not known' }),
  team: TeamRef.nullable().meta({ description: 'Whose what sits in it is; null is nobody’s' }),
  isMine: z.boolean().meta({ description: 'Whether that is a team of yours' }),
  openIssues: SeverityCounts,
})

const Attestation = z.object({
  id: z.int(),
  verified: z.boolean().meta({ description: 'Whether the tool that reported it had checked the signature' }),
  predicateType: z.string(),
  signer: z.string(),
  issuer: z.string(),
  builder: z.string(),
  sourceRepository: z.string(),
  commit: z.string(),
  buildUrl: z.string(),
  builtAt: Timestamp.nullable(),
  receivedAt: Timestamp,
})

export const ImageDetail = ImageRow.extend({
  search: z.string().meta({ description: 'Search text of its open issues' }),
  versionList: z.array(Version).meta({ description: 'At most 100, the newest first, and the chosen one' }),
  tagMoves: z
    .array(
      z.object({
        tag: z.string(),
        at: Timestamp,
        digest: z.string(),
        fromDigest: z.string().nullable().meta({ description: 'Where the tag pointed before; null where it was new' }),
      }),
    )
    .meta({ description: 'At most 100, the newest first' }),
  runs: z
    .array(
      z.object({
        workload: z.object({ id: z.int(), namespace: z.string(), kind: z.string(), name: z.string() }),
        cluster: z.string(),
        digest: z.string().nullable().meta({ description: 'Null: which version its reference means is not known' }),
        imageRef: z.string(),
        startedAt: Timestamp.nullable(),
        carries: CarriedLoad.nullable().meta({ description: 'Null: not yours to see' }),
      }),
    )
    .meta({ description: 'Workloads that the reader may see, at most 200' }),
  version: Version.extend({
    openIssues: SeverityCounts.meta({ description: 'Seen in this version now' }),
    layers: z.array(Layer).meta({ description: 'Lowest first; empty: no report told them' }),
    withoutLayer: SeverityCounts.meta({ description: 'Open issues of which no source says the layer' }),
    base: z
      .object({
        reference: z.string(),
        digest: z.string().nullable(),
        foundBy: z.enum(['stated', 'label', 'layers']),
        layers: z.int().nullable(),
        image: z.object({ id: z.int(), versionId: z.int().nullable() }).nullable(),
      })
      .nullable(),
    tooling: z
      .object({
        found: z.array(
          z.object({
            tool: z.string(),
            category: z.enum(Object.keys(TOOL_CATEGORIES) as [ToolCategory, ...ToolCategory[]]),
            evidence: z.object({ type: z.enum(['package', 'instruction']), text: z.string() }),
            layer: z.int().nullable(),
          }),
        ),
        listed: z.boolean().meta({ description: 'Whether all packages are known; else there may be more' }),
      })
      .nullable()
      .meta({ description: 'What a running service seldom needs; null: neither packages nor instructions are known' }),
    attestations: z.array(Attestation),
  }).nullable(),
}).meta({ id: 'ImageDetail' })
export type ImageDetail = z.infer<typeof ImageDetail>
export type ImageVersionDetail = NonNullable<ImageDetail['version']>

const ImageId = z.object({ id: z.coerce.number().int().min(1) })
const VersionChoice = z.object({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Id of a version; without it the newest that runs, else the newest' }),
})

export const getImage = operation({
  id: 'getImage',
  method: 'GET',
  path: '/api/v1/images/{id}',
  summary: 'One image: a version with its layers, base and provenance, all versions, and where it runs',
  tag: 'Images',
  auth: 'user',
  params: ImageId,
  query: VersionChoice,
  out: ImageDetail,
  status: 200,
  errors: ['invalid', 'not-found'],
  example: {
    params: { id: imageExample.id },
    out: {
      ...imageExample,
      search: 'is:open image:registry.example.com/shop/pay-api',
      versionList: [],
      tagMoves: [],
      runs: [],
      version: null,
    },
  },
})

export const PackageRow = z
  .object({
    id: z.int(),
    purl: z.string(),
    name: z.string(),
    type: z.string(),
    version: z.string(),
    layer: z.int().nullable().meta({ description: 'Position of the lowest layer that has it; null is not known' }),
    paths: z.array(z.string()),
    sources: z.array(z.string()),
    openIssues: z.int().meta({ description: 'Open issues of the package in this version' }),
  })
  .meta({ id: 'PackageRow' })
export type PackageRow = z.infer<typeof PackageRow>

export const PackageListQuery = PageQuery.extend({
  version: z.coerce.number().int().min(1),
  q: filterText(200).default('').meta({ description: 'A part of the name' }),
  layer: z.coerce
    .number()
    .int()
    .min(0)
    .max(1000)
    .optional()
    .meta({ description: 'Position of the layer that brought it' }),
})
export type PackageListQuery = z.output<typeof PackageListQuery>

export const PackagePage = pageOf(PackageRow)
export type PackagePage = z.infer<typeof PackagePage>

export const listImagePackages = operation({
  id: 'listImagePackages',
  method: 'GET',
  path: '/api/v1/images/{id}/packages',
  summary: 'What is installed in a version of an image, by name',
  tag: 'Images',
  auth: 'user',
  params: ImageId,
  query: PackageListQuery,
  out: PackagePage,
  status: 200,
  errors: ['invalid', 'not-found'],
  example: {
    params: { id: imageExample.id },
    query: { version: 40, q: 'log4j' },
    out: {
      rows: [
        {
          id: 5,
          purl: 'pkg:maven/org.apache.logging.log4j/log4j-core',
          name: 'log4j-core',
          type: 'maven',
          version: '2.14.1',
          layer: 3,
          paths: ['app/lib/log4j-core-2.14.1.jar'],
          sources: ['trivy'],
          openIssues: 4,
        },
      ],
      nextCursor: null,
    },
  },
})

export const imageOperations = [listImages, getImage, listImagePackages]
