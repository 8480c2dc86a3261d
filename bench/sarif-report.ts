import { seeded } from './trivy-report.ts'

const RULES = 300
const LEVELS = ['note', 'warning', 'warning', 'error']

/** Writes the SARIF of one scan of a repository with as many results as asked for, piece by piece (about 1 KB a result). */
export function* sarifReport(results: number): Generator<string> {
  const random = seeded(results)
  const rules = Array.from({ length: RULES }, (_, index) => rule(index))
  const tool = { driver: { name: 'Example Scan', semanticVersion: '3.2.1', rules } }
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":${JSON.stringify(tool)},"results":[`
  for (let index = 0; index < results; index++) {
    yield (index === 0 ? '' : ',') + JSON.stringify(result(index, random))
  }
  yield '],"columnKind":"utf16CodeUnits"}]}'
}

function rule(index: number) {
  return {
    id: `example/unsafe-call-${index}`,
    name: `UnsafeCall${index}`,
    shortDescription: { text: `Call ${index} can be reached with text from outside` },
    fullDescription: {
      text: 'Text from outside reaches a call that runs it. Check it against a list of what is allowed.',
    },
    helpUri: `https://rules.example/unsafe-call-${index}`,
    defaultConfiguration: { level: LEVELS[index % LEVELS.length] },
    properties: { tags: ['security', `external/cwe/cwe-${70 + (index % 30)}`], 'security-severity': '7.5' },
  }
}

function result(index: number, random: () => number) {
  const ruleIndex = Math.floor(random() * RULES)
  const uri = `services/part-${index % 97}/src/main/java/com/example/shop/module${index % 1009}/Handler${index % 4999}.java`
  const startLine = 1 + (index % 900)
  return {
    ruleId: `example/unsafe-call-${ruleIndex}`,
    ruleIndex,
    ...(index % 3 === 0 ? { level: LEVELS[index % LEVELS.length] } : {}),
    message: {
      text: `This call gets [text from outside](1), which was not checked on its way through ${index % 40} steps.`,
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: '%SRCROOT%', index: index % 4999 },
          region: { startLine, startColumn: 9, endLine: startLine + 2, endColumn: 48 },
          contextRegion: {
            startLine: startLine - 1,
            endLine: startLine + 4,
            snippet: { text: `    String name = request.getParameter("name");\n    run(name, ${index});\n` },
          },
        },
      },
    ],
    relatedLocations: [
      {
        id: 1,
        message: { text: 'text from outside' },
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: '%SRCROOT%', index: index % 4999 },
          region: { startLine: startLine + 1, startColumn: 22, endColumn: 40 },
        },
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${index.toString(16).padStart(16, '0')}:1`,
      primaryLocationStartColumnFingerprint: '4',
    },
  }
}
