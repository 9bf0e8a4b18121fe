// Decrypts web push bodies (RFC 8291) with Node's own cryptography, which shares no code with the library under test.
// One JSON object a line in: { privateKey, publicKey, auth, body }, all base64url. One JSON string a line out: the payload in
// base64url, or "error: ...".
import crypto from 'node:crypto';
import readline from 'node:readline';

const bytes = (text) => Buffer.from(text, 'base64url');
const label = (text) => Buffer.concat([Buffer.from(text), Buffer.from([0])]);
const hkdf = (secret, salt, info, length) => Buffer.from(crypto.hkdfSync('sha256', secret, salt, info, length));

function decrypt({ privateKey, publicKey, auth, body }) {
  const message = bytes(body);
  const salt = message.subarray(0, 16);
  const recordSize = message.readUInt32BE(16);
  const keyIdLength = message[20];
  const sender = message.subarray(21, 21 + keyIdLength);
  const record = message.subarray(21 + keyIdLength);
  if (keyIdLength !== 65) throw new Error(`key id of ${keyIdLength} bytes`);
  if (record.length >= recordSize) throw new Error('more than one record');

  const receiver = crypto.createECDH('prime256v1');
  receiver.setPrivateKey(bytes(privateKey));
  if (!receiver.getPublicKey().equals(bytes(publicKey))) throw new Error('the keys do not belong together');
  const shared = receiver.computeSecret(sender);
  if (shared.length !== 32) throw new Error(`shared secret of ${shared.length} bytes`);

  const input = hkdf(shared, bytes(auth), Buffer.concat([label('WebPush: info'), receiver.getPublicKey(), sender]), 32);
  const key = hkdf(input, salt, label('Content-Encoding: aes128gcm'), 16);
  const nonce = hkdf(input, salt, label('Content-Encoding: nonce'), 12);
  const cipher = crypto.createDecipheriv('aes-128-gcm', key, nonce);
  cipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== 2) throw new Error('no delimiter of a last record');
  return padded.subarray(0, end).toString('base64url');
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = decrypt(JSON.parse(line));
  } catch (error) {
    answer = `error: ${error.message}`;
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
