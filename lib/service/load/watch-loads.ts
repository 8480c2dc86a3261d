import { loadOfWeight } from '../../domain/load.ts'
import { LOAD_KINDS, type LoadKind, type LoadLine, lineOf, loadState } from '../../domain/load-line.ts'
import { database, type Tx } from '../../store/database.ts'
import { currentLines } from '../../store/load/lines.ts'
import { addOver, namesOfSubjects, type OverSubject, overNow, removeOver } from '../../store/load/over.ts'
import { type SubjectLoad, subjectsAbove } from '../../store/load/subjects.ts'
import { type EventAbout, insertEventsAbout } from '../../store/state-log/insert-about.ts'

/**
 * Notices what crossed its load line, up or down, by its load or because the line moved, and writes it into the log once a
 * crossing. What is gone or has no line any more is under.
 */
export function watchLoads(now = new Date()): Promise<void> {
  return database().transaction(async (tx) => {
    const [lines, known] = [await currentLines(tx), await overNow(tx)]
    if (lines.length === 0 && known.length === 0) return
    const over = new Map<string, Crossed>()
    for (const kind of LOAD_KINDS) {
      for (const crossed of await overOfKind(tx, kind, lines)) over.set(keyOf(crossed.subject), crossed)
    }
    const knownKeys = new Set(known.map(keyOf))
    const risen = [...over.values()].filter(({ subject }) => !knownKeys.has(keyOf(subject)))
    const sunken = known.filter((subject) => !over.has(keyOf(subject)))
    await addOver(
      tx,
      risen.map(({ subject }) => subject),
      now,
    )
    await removeOver(tx, sunken)
    const named = sunken.length === 0 ? [] : await namesOfSubjects(tx, sunken)
    await insertEventsAbout(tx, [...risen.map(overEvent), ...named.map(underEvent)], now)
  })
}

interface Crossed {
  subject: SubjectLoad
  line: LoadLine
}

async function overOfKind(tx: Tx, kind: LoadKind, lines: readonly LoadLine[]): Promise<Crossed[]> {
  const weights = lines.filter((line) => line.kind === kind).map(({ weight }) => weight)
  if (weights.length === 0) return []
  const subjects = await subjectsAbove(tx, kind, Math.min(...weights))
  return subjects.flatMap((subject) => {
    const line = lineOf(subject, lines)
    return line && loadState(subject.weight, line.weight) === 'over' ? [{ subject, line }] : []
  })
}

function keyOf({ kind, subjectId, namespace }: OverSubject): string {
  return `${kind}:${subjectId}${namespace === '' ? '' : `/${namespace}`}`
}

function overEvent({ subject, line }: Crossed): EventAbout {
  const { name, weight } = subject
  const [load, limit] = [loadOfWeight(weight), loadOfWeight(line.weight)]
  return eventAbout(subject, 'load-over', {
    title: `${name} is over its load line`,
    text: `Its load is ${load.toFixed(1)}, its line ${limit.toFixed(1)}.`,
    ...{ load, line: limit, lineId: line.id },
  })
}

function underEvent(subject: Awaited<ReturnType<typeof namesOfSubjects>>[number]): EventAbout {
  return eventAbout(subject, 'load-under', {
    title: `${subject.name} is no longer over its load line`,
    text: 'Its load fell, its line was moved, or it is gone.',
  })
}

type Named = OverSubject & {
  name: string
  where: string
  clusterId: number | null
  environment: string | null
  teamId: number | null
}

function eventAbout(
  { kind, subjectId, namespace, name, where, clusterId, environment, teamId }: Named,
  event: string,
  data: { title: string } & Record<string, unknown>,
): EventAbout {
  return {
    ...{ event, teamId, environment },
    clusterIds: clusterId === null ? [] : [clusterId],
    data: {
      ...{ thing: `load:${keyOf({ kind, subjectId, namespace })}`, path: pageOf(kind, subjectId) },
      ...{ kind, subjectId, name, where, environment, ...(namespace !== '' && { namespace }) },
      ...data,
    },
  }
}

function pageOf(kind: LoadKind, subjectId: number): string {
  if (kind === 'workload') return `/workloads/${subjectId}`
  if (kind === 'image') return `/images/${subjectId}`
  return kind === 'team' ? '/settings/teams' : '/settings/clusters'
}
