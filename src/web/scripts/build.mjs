// Builds the browser app into dist/ and compresses it. Two builds at once wait for each other; one that finds its sources
// built already does nothing. Called by the build of the server and by `npm run build`.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const lock = join(root, 'node_modules.lock')
const dist = join(root, 'dist')
const stamp = join(dist, 'sources.sha256')
const installed = join(root, 'node_modules', '.sources.sha256')
const sources = [
  'src',
  'public',
  'scripts',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'svelte.config.js',
  'tsconfig.json',
]

function files(path) {
  return !existsSync(path)
    ? []
    : statSync(path).isDirectory()
      ? readdirSync(path)
          .sort()
          .flatMap((name) => files(join(path, name)))
      : [path]
}

function hash(paths) {
  const sum = createHash('sha256')
  for (const path of paths)
    sum.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  return sum.digest('hex')
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function run(command, args, env = {}) {
  execFileSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
}

// A folder can be made only once: that is the lock. One whose maker died is taken over.
async function locked(action) {
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (isAbandoned()) rmSync(lock, { recursive: true, force: true })
      await new Promise((done) => setTimeout(done, 200))
    }
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid))
    action()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function isAbandoned() {
  const pid = Number(read(join(lock, 'pid')))
  const madeAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  if (pid === 0) return Date.now() - madeAt > 60_000
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function install() {
  const wanted = hash([join(root, 'package-lock.json')])
  if (read(installed) === wanted) return
  console.log('Installing the packages of the browser app')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(installed, wanted)
}

function compress(folder) {
  for (const path of files(folder).filter((path) => /\.(js|css|svg|json|webmanifest)$/.test(path))) {
    const bytes = readFileSync(path)
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    )
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

function build() {
  const wanted = hash(sources.flatMap((name) => files(join(root, name))))
  if (read(stamp) === wanted) {
    utimesSync(stamp, new Date(), new Date())
    return
  }
  install()
  // Built aside and moved, so that nobody sees half of it.
  const next = join(root, 'node_modules', '.dist')
  run(
    process.execPath,
    [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    { QUEUE_WEB_OUT: next },
  )
  compress(next)
  writeFileSync(join(next, 'sources.sha256'), wanted)
  rmSync(dist, { recursive: true, force: true })
  renameSync(next, dist)
}

try {
  await locked(build)
} catch (error) {
  console.error(`The browser app could not be built: ${error.message}`)
  console.error('To build the server without it: -p:BuildWeb=false')
  process.exit(1)
}
