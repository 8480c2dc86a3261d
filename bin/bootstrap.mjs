// Runs on whatever Node the machine has (≥ 20.19) with nothing installed: puts the packages in place and hands over to the
// pinned Node, which runs TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const STAMP = join(root, 'node_modules', '.plimsoll-installed')

/** Ends with one line that says what is wrong and what to do. */
export function fail(line) {
  process.stderr.write(`\n  ${line}\n\n`)
  process.exit(1)
}

function atLeast(version, major, minor) {
  const [haveMajor = 0, haveMinor = 0] = version.split('.').map(Number)
  return haveMajor > major || (haveMajor === major && haveMinor >= minor)
}

/** Installs from the lock file unless that has been done for this very lock file. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  try {
    accessSync(root, constants.W_OK)
  } catch {
    fail(`The folder ${root} cannot be written, so nothing can be installed in it. Clone into a folder of your own.`)
  }
  process.stdout.write('  Installing packages from the lock file\n')
  const npm = process.env.npm_execpath
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm']
  const { status, error } = spawnSync(
    command,
    [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: '' },
    },
  )
  if (error) fail('npm was not found. Install Node with npm and try again.')
  if (status !== 0) fail('npm ci failed (its message is above). Mend that and try again.')
  writeFileSync(STAMP, wanted)
}

/** The Node that package.json pins for this platform, or the host's where none is pinned and it is new enough. */
function pinnedNode() {
  const name = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const pinned = join(root, 'node_modules', `node-${name}-${process.arch}`, 'bin', file)
  if (existsSync(pinned)) return pinned
  if (atLeast(process.versions.node, 22, 18)) return process.execPath
  return fail(
    `No Node 24 is pinned for ${process.platform}-${process.arch}. Install Node 22.18 or newer and try again.`,
  )
}

/** Runs a TypeScript file of this folder under the pinned Node and ends as it ends. */
export function run(script, args) {
  if (!atLeast(process.versions.node, 20, 19)) fail(`Node 20.19 or newer is needed; this is ${process.versions.node}.`)
  install()
  const node = pinnedNode()
  const child = spawn(node, [join(root, 'bin', script), ...args], {
    cwd: root,
    // The channel tells the child when this process is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` },
  })
  // Ctrl-C reaches the child as well; it cleans up, and this process waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
  }
  // Whoever started this one over a channel is gone.
  process.on('disconnect', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
