import type { ComponentObservation, ImageLayer, ImageSubject } from '../../../domain/observation.ts'
import { database } from '../../../store/database.ts'
import { lockEngine } from '../../../store/engine/assets.ts'
import { openScopes } from '../open-scopes.ts'
import { nothingTouched, settle } from '../settle.ts'
import { ComponentWriter } from '../write-components.ts'
import { hoursAgo } from './clock.ts'
import { digestOf, REPOSITORY } from './scan-reports.ts'

export function image(version: string, more: Partial<ImageSubject> = {}): ImageSubject {
  const subject = { type: 'image' as const, repository: REPOSITORY, tags: [version], digest: digestOf(version) }
  return { ...subject, imageId: null, platform: null, layers: [], labels: {}, ...more }
}

/** Layers of these names, lowest first. */
export function layers(...names: readonly string[]): ImageLayer[] {
  return names.map((name) => ({ digest: null, diffId: digestOf(name), createdBy: null }))
}

/** `openssl 3.0.1` as a Debian package. */
export function component(text: string, more: Partial<ComponentObservation> = {}): ComponentObservation {
  const [packageName = '', version = ''] = text.split(' ')
  const named = { purl: `pkg:deb/debian/${packageName}`, packageName, packageType: 'deb', version }
  return { type: 'component', scope: 0, ...named, path: '', layerDiffId: null, ...more }
}

/** Takes in a list of the packages of an image, without a report around it. */
export async function listPackages(
  subject: ImageSubject,
  atHoursAgo: number,
  components: readonly ComponentObservation[],
  complete = true,
): Promise<void> {
  const at = hoursAgo(atHoursAgo)
  const report = { id: null, source: 'syft', options: {} }
  await database().transaction(async (tx) => {
    await lockEngine(tx)
    const touched = nothingTouched()
    const observed = [{ type: 'scope' as const, scope: 0, subject, scan: 'inventory' as const, complete }]
    const { scopes } = await openScopes(tx, observed, report, at, touched)
    const writer = new ComponentWriter(tx, scopes)
    writer.take(components, [])
    await writer.end()
    if (subject.type === 'image') touched.images.add(scopes[0]?.subjectIds.imageId ?? 0)
    await settle(tx, touched, at)
  })
}
