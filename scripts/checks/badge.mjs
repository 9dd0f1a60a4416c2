// Verifies badges as a stranger would: node badge.mjs FILE-OR-ADDRESS…, each an SVG, a PNG or a JWS; gone:FILE where its
// holder left the site, which then no longer publishes the credential. It takes the
// credential out of the picture, asks the issuer's site for all that the credential names, and says what it found, a
// line of JSON each: {"id", "subject", "achievement", "revoked"}, or {"error"} where anything is not as Open Badges
// 3.0, VC-JWT and Bitstring Status List say; then it ends with 1. It shares nothing with the program: signatures are
// checked by jose, lists by Digital Bazaar's library.
import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, jwtVerify } from "jose";

const contexts = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"];

async function ask(address, type) {
  const answer = await fetch(address, { redirect: "error" });
  assert.equal(answer.status, 200, `${address} answers ${answer.status}`);
  const got = answer.headers.get("content-type").split(";")[0];
  if (type) assert.equal(got, type, `${address} is ${got}`);
  return Buffer.from(await answer.arrayBuffer());
}

const askJSON = async (address) => JSON.parse(await ask(address, "application/json"));

function fromSVG(text) {
  assert.equal(text.split("<openbadges:credential").length, 2, "the SVG holds one credential");
  const found = /<svg\s[^>]*xmlns:openbadges="https:\/\/purl\.imsglobal\.org\/ob\/v3p0"[^>]*><openbadges:credential verify="([^"]+)">/.exec(text);
  assert.ok(found, "the credential stands right after <svg>, in its namespace");
  return found[1];
}

// crc32 is here because node:zlib has it from Node 20.15 on only.
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function fromPNG(data) {
  const found = [];
  for (let at = 8; at < data.length; ) {
    const size = data.readUInt32BE(at);
    const whole = data.subarray(at + 4, at + 8 + size);
    assert.equal(data.readUInt32BE(at + 8 + size), crc32(whole), "the checksums of the PNG are right");
    const [type, content] = [whole.subarray(0, 4).toString("latin1"), whole.subarray(4)];
    const keyword = "openbadgecredential\0";
    if (type === "iTXt" && content.subarray(0, keyword.length).toString("latin1") === keyword) {
      const rest = content.subarray(keyword.length);
      assert.deepEqual([...rest.subarray(0, 4)], [0, 0, 0, 0], "the credential is not compressed");
      found.push(rest.subarray(4).toString("utf8"));
    }
    at += 12 + size;
    if (type === "IEND") assert.equal(at, data.length, "nothing follows the end of the PNG");
  }
  assert.equal(found.length, 1, "the PNG holds one credential");
  return found[0];
}

function unbake(data) {
  if (data.subarray(1, 4).toString("latin1") === "PNG") return fromPNG(data);
  const text = data.toString("utf8");
  return text.includes("<svg") ? fromSVG(text) : text;
}

// verify gives the payload of a JWS whose key and claims are right.
async function verify(token) {
  const header = decodeProtectedHeader(token);
  assert.deepEqual(Object.keys(header).sort(), ["alg", "jwk", "kid", "typ"], "the header holds what is allowed");
  const jwk = await askJSON(header.kid);
  assert.deepEqual(header.jwk, jwk, "the key in the header is the published one");
  assert.ok(!("d" in jwk), "the key is public");
  assert.ok(header.kid.endsWith("/" + (await calculateJwkThumbprint(jwk))), "the key goes by its thumbprint");
  const { payload } = await jwtVerify(token, await importJWK(jwk, "RS256"), {
    algorithms: ["RS256"], typ: "JWT", requiredClaims: ["iss", "jti", "sub", "nbf"],
  });
  const issuer = payload.issuer.id ?? payload.issuer;
  assert.deepEqual([payload.iss, payload.jti, payload.sub, payload.nbf * 1000],
    [issuer, payload.id, payload.credentialSubject.id, Date.parse(payload.validFrom)], "the claims say what the credential says");
  assert.equal(payload["@context"][0], contexts[0]);
  assert.ok(payload.type.includes("VerifiableCredential"));
  assert.ok(!("vc" in payload), "the credential is not wrapped");
  const { keys } = await askJSON(new URL("/ob/keys", header.kid));
  assert.ok(keys.some((key) => key.kid === header.kid), "the key is in the set of keys");
  return payload;
}

async function look(from) {
  const gone = from.startsWith("gone:");
  const token = unbake(/^https?:/.test(from) ? await ask(from) : await readFile(gone ? from.slice(5) : from));
  const credential = await verify(token);
  assert.deepEqual(credential["@context"], contexts);
  assert.ok(credential.type.includes("OpenBadgeCredential"));
  assert.match(credential.credentialSubject.id, /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.ok(!("identifier" in credential.credentialSubject), "nobody's address is in it");
  if (gone) assert.equal((await fetch(credential.id)).status, 404, "the credential is no longer published");
  else assert.equal((await ask(credential.id, "text/plain")).toString(), token, "the credential is published as it was signed");

  const issuer = await askJSON(credential.issuer.id);
  assert.deepEqual([issuer.id, issuer.name, issuer.type], [credential.issuer.id, credential.issuer.name, ["Profile"]]);

  const achievement = credential.credentialSubject.achievement;
  const published = await askJSON(achievement.id);
  for (const key of ["id", "name", "description", "criteria", "inLanguage"]) {
    assert.ok(achievement[key], `the achievement has a ${key}`);
    assert.deepEqual(published[key], achievement[key], `the achievement is published with the same ${key}`);
  }
  assert.ok(achievement.criteria.narrative);
  await ask(achievement.image.id);

  const documentLoader = async (address) => ({ documentUrl: address, document: await verify((await ask(address, "text/plain")).toString()) });
  // Its own check of signatures knows embedded ones alone; the loader has verified the JWS.
  const status = await checkStatus({ credential, documentLoader, verifyBitstringStatusListCredential: false, verifyMatchingIssuers: true });
  assert.ok(status.verified, status.error);
  assert.equal(status.results.length, 1);
  return { id: credential.id, subject: credential.credentialSubject.id, achievement: achievement.name, revoked: status.results[0].status };
}

for (const from of process.argv.slice(2)) {
  try {
    console.log(JSON.stringify(await look(from)));
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }));
    process.exitCode = 1;
  }
}
