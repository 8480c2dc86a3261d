import { getOpenApi, openApiDocument } from '../../../../lib/contract/openapi.ts'
import { operations } from '../../../../lib/contract/operations.ts'
import { ok } from '../../../../lib/domain/result.ts'
import { route } from '../../../../lib/http/route.ts'

export const GET = route(getOpenApi, async () => ok(openApiDocument(operations)))
