import { TOOL_CATEGORIES, type ToolCategory } from '../unneeded-tooling.ts'
import { removalEffort } from './effort.ts'
import { type FixText, oneLine, word } from './text.ts'

export interface RemovalFixFacts {
  tool: string
  category: ToolCategory
  image: { id: number; name: string }
  packages: readonly { name: string; type: string }[]
  /** Instruction of the Dockerfile that installs it, where the image tells. */
  instruction: string | null
}

const PURGE: Readonly<Record<string, string>> = {
  deb: 'apt-get purge -y --auto-remove',
  apk: 'apk del',
  rpm: 'dnf remove -y',
}

export function removalFix({ tool, category, image, packages, instruction }: RemovalFixFacts): FixText {
  const names = [...new Set(packages.map(({ name }) => name))].sort()
  const subject = { type: 'image', id: image.id } as const
  const purge = PURGE[packages[0]?.type ?? ''] ?? 'apt-get purge -y --auto-remove'
  return {
    title: `Remove ${tool}`,
    steps: [
      ...(instruction === null
        ? []
        : [
            {
              where: `${image.name}: take ${names.join(', ')} out of this instruction`,
              language: 'dockerfile' as const,
              text: oneLine(instruction),
              subject,
            },
          ]),
      {
        where: `${image.name}: or, in the last stage`,
        language: 'dockerfile',
        text: `RUN ${purge} ${names.map(word).join(' ')}`,
        subject,
      },
    ],
    notes: [TOOL_CATEGORIES[category], 'A running service seldom needs it, and no upgrade closes all of its issues.'],
    unknown: ['Whether a start script calls it is not known: look for its name before removing it.'],
    effort: removalEffort(instruction !== null, names.length),
  }
}
