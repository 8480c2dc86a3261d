/** Why a running service seldom needs what is in a category. */
export const TOOL_CATEGORIES = {
  'package-manager': 'It installs more software into a running container.',
  shell: 'Whoever gets into the process can give commands.',
  download: 'It fetches what an attacker wants to run.',
  network: 'It carries data out, and commands in.',
  compiler: 'It builds what an attacker brings as source.',
  debugger: 'It reads the memory of other processes.',
} as const
export type ToolCategory = keyof typeof TOOL_CATEGORIES

/** Packages of distributions by the tool that they bring; a name that ends in `*` stands for its versions (`gcc-12`). */
const TOOLS: readonly { tool: string; category: ToolCategory; packages: readonly string[] }[] = [
  { tool: 'apt', category: 'package-manager', packages: ['apt', 'aptitude'] },
  { tool: 'apk', category: 'package-manager', packages: ['apk-tools'] },
  { tool: 'dnf', category: 'package-manager', packages: ['dnf', 'dnf5', 'microdnf', 'yum', 'zypper'] },
  { tool: 'pip', category: 'package-manager', packages: ['python3-pip', 'py3-pip', 'python-pip'] },
  { tool: 'npm', category: 'package-manager', packages: ['npm', 'yarn', 'yarnpkg'] },
  { tool: 'bash', category: 'shell', packages: ['bash'] },
  { tool: 'sh', category: 'shell', packages: ['dash', 'busybox', 'busybox-binsh', 'mksh', 'ksh'] },
  { tool: 'zsh', category: 'shell', packages: ['zsh', 'fish'] },
  { tool: 'curl', category: 'download', packages: ['curl', 'curl-minimal'] },
  { tool: 'wget', category: 'download', packages: ['wget', 'wget2'] },
  { tool: 'git', category: 'download', packages: ['git', 'git-core', 'git-man'] },
  {
    ...{ tool: 'netcat', category: 'network' },
    packages: ['netcat', 'netcat-openbsd', 'netcat-traditional', 'nmap-ncat', 'ncat'],
  },
  { tool: 'socat', category: 'network', packages: ['socat'] },
  { tool: 'nmap', category: 'network', packages: ['nmap'] },
  { tool: 'telnet', category: 'network', packages: ['telnet', 'inetutils-telnet', 'busybox-extras'] },
  { tool: 'tcpdump', category: 'network', packages: ['tcpdump'] },
  {
    ...{ tool: 'ssh', category: 'network' },
    packages: ['openssh-client', 'openssh-server', 'openssh', 'openssh-clients', 'dropbear'],
  },
  {
    tool: 'gcc',
    category: 'compiler',
    packages: ['gcc', 'gcc-*', 'g++', 'g++-*', 'gcc-c++', 'build-essential', 'build-base'],
  },
  { tool: 'clang', category: 'compiler', packages: ['clang', 'clang-*'] },
  { tool: 'make', category: 'compiler', packages: ['make', 'cmake'] },
  { tool: 'go', category: 'compiler', packages: ['golang', 'golang-go', 'go'] },
  { tool: 'gdb', category: 'debugger', packages: ['gdb', 'lldb'] },
  { tool: 'strace', category: 'debugger', packages: ['strace', 'ltrace'] },
]

/** Kinds of packages of a distribution, as package URLs name them. */
const SYSTEM_TYPES = new Set(['deb', 'apk', 'rpm', 'alpm'])
/** Parts of a compiler that every program needs at run time. */
const RUN_TIME = /-(?:base|libs?|common|doc)$/
const MANAGERS = new Set(['apt-get', 'apt', 'aptitude', 'apk', 'yum', 'dnf', 'microdnf', 'tdnf', 'zypper'])
const INSTALLS = new Set(['install', 'add', 'in'])

export interface ToolPackage {
  name: string
  /** Type of the package URL: `deb`. */
  type: string
  /** Position of the layer that brought it, null when that is not known. */
  layer: number | null
}

export interface UnneededTool {
  tool: string
  category: ToolCategory
  /** The package, or the instruction of the Dockerfile, by which it was found. */
  evidence: { type: 'package' | 'instruction'; text: string }
  layer: number | null
}

/**
 * The tools of an image that its service seldom needs, each once, in the order of the table. A list of all packages says what is
 * there (`listed`); without one the instructions that made the layers tell too, of which a later one may have removed what an
 * earlier one installed.
 */
export function unneededTooling(
  packages: readonly ToolPackage[],
  layers: readonly { position: number; createdBy: string | null }[],
  listed: boolean,
): UnneededTool[] {
  const system = packages.filter(({ type }) => SYSTEM_TYPES.has(type))
  const found = [...system.map(fromPackage), ...(listed ? [] : layers.flatMap(fromInstruction))]
  return TOOLS.flatMap(({ tool, category, packages: names }) => {
    const first = found.find(({ name }) => names.some((one) => matches(one, name)))
    return first ? [{ tool, category, evidence: first.evidence, layer: first.layer }] : []
  })
}

/** The tool that a package of a distribution brings, null when it brings none of them. */
export function toolOf({
  name,
  type,
}: Pick<ToolPackage, 'name' | 'type'>): Pick<UnneededTool, 'tool' | 'category'> | null {
  if (!SYSTEM_TYPES.has(type)) return null
  const found = TOOLS.find(({ packages }) => packages.some((one) => matches(one, name)))
  return found ? { tool: found.tool, category: found.category } : null
}

interface Found extends Pick<UnneededTool, 'evidence' | 'layer'> {
  name: string
}

function fromPackage({ name, layer }: ToolPackage): Found {
  return { name, layer, evidence: { type: 'package', text: name } }
}

function fromInstruction({ position, createdBy }: { position: number; createdBy: string | null }): Found[] {
  const text = createdBy ?? ''
  return text
    .split(/[&|;]+/)
    .flatMap(installed)
    .map((name) => ({ name, layer: position, evidence: { type: 'instruction', text } }))
}

/** The packages that one command installs, without their versions. */
function installed(command: string): string[] {
  const words = command.split(/[\s\\]+/)
  const manager = words.findIndex((word) => MANAGERS.has(word))
  const verb = words.findIndex((word, at) => at > manager && INSTALLS.has(word))
  if (manager === -1 || verb === -1) return []
  return words.slice(verb + 1).flatMap((word) => (word.startsWith('-') ? [] : (word.split(/[=~<>]/, 1) as [string])))
}

function matches(pattern: string, name: string): boolean {
  if (!pattern.endsWith('*')) return pattern === name
  return name.startsWith(pattern.slice(0, -1)) && !RUN_TIME.test(name)
}
