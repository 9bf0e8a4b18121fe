import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The real server, published as it is for users, on a data folder of its own. */
export async function startServer(root) {
  const folder = mkdtempSync(join(tmpdir(), 'queue-pages-'))
  const published = join(folder, 'app')
  const publish = spawnSync(
    'dotnet',
    ['publish', join(root, 'src/Queue.Server'), '-c', 'Release', '-o', published, '-v', 'quiet', '--nologo'],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  )
  if (publish.status !== 0) throw new Error('The server could not be published.')
  const settings = ['--urls', 'http://127.0.0.1:0', '--Queue:DataDirectory', join(folder, 'data')]
  const server = spawn('dotnet', [
    join(published, 'Queue.Server.dll'),
    ...settings,
    '--Queue:Limits:Enabled',
    'false',
    '--Queue:Limits:MaxGuestsPerQueue',
    '1000',
  ])
  const address = await new Promise((resolve, reject) => {
    let output = ''
    server.stdout.on('data', (text) => {
      output += text
      const found = /Now listening on: (\S+)/.exec(output)
      if (found) resolve(found[1])
    })
    server.on('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)))
  })
  return {
    address,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The pages of a queue with so many parties; the first two are called. The ticket is that of the last. */
export async function openQueue(address, parties) {
  const post = async (path, body, host) => {
    const headers = host ? { 'x-host-auth': host } : {}
    const answer = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const queue = await post('/api/queue/create', {
    eventName: 'Osteria Aurora',
    maxGuests: 1000,
    preset: 'restaurant',
  })
  let last
  for (let i = 1; i <= parties; i++) {
    last = await post(`/api/queue/${queue.code}/join`, { name: `Guest ${i}`, size: 1 + (i % 4) })
    if (i <= 2) await post(`/api/queue/${queue.code}/call`, { partyId: last.partyId }, queue.hostAuthToken)
  }
  return {
    join: { url: `${address}/q/${queue.code}` },
    ticket: { url: `${address}/q/${queue.code}`, cookie: `queue_party=${last.partyId}` },
    link: { url: `${address}/q/${queue.code}#t=${last.partyId}.${last.sessionId}` },
    host: { url: `${address}/host/${queue.code}#${queue.hostAuthToken}` },
    display: { url: `${address}/display/${queue.code}`, desktop: true },
  }
}
