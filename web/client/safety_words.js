const consonants = "bdfghjklmnprstvz";
const vowels = "aiou";
const word_count = 6;
const syllables_per_word = 2;
const bits_per_syllable = 6;
const iterations = 200_000;

/**
 * The certificate's fingerprint of one side, out of its session description.
 *
 * @param {string} sdp
 */
export function fingerprintOf(sdp) {
  const found = /^a=fingerprint:(\S+ \S+)\s*$/m.exec(sdp);
  return found?.[1]?.toLowerCase();
}

/**
 * A few words that two people compare by voice. They follow from the certificates with which both
 * browsers encrypt, so if they agree, nobody sits between, not even the server.
 *
 * Each word is two syllables that are said alike in most languages, twelve bits. Whoever sits between
 * needs two certificates that give both sides the same words: with 72 bits that is some 2^36 tries,
 * and each is as slow as the key derivation makes it, while the call waits to begin.
 *
 * @param {string} one a fingerprint
 * @param {string} other
 * @returns {Promise<string[]>} the same for both, whichever is named first
 */
export async function safetyWords(one, other) {
  const bits = await derive([one, other].sort().join("\n"));
  return Array.from({ length: word_count }, (_, word) =>
    Array.from({ length: syllables_per_word }, (_, part) =>
      syllable(bits, (word * syllables_per_word + part) * bits_per_syllable),
    ).join(""),
  );
}

/** @param {string} secret */
async function derive(secret) {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", text.encode(secret), "PBKDF2", false, [
    "deriveBits",
  ]);
  const salt = text.encode("switchboard safety words");
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 128));
}

/** @param {Uint8Array} bits @param {number} from */
function syllable(bits, from) {
  let value = 0;
  for (let at = from; at < from + bits_per_syllable; ++at)
    value = value * 2 + (((bits[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
  return `${consonants[value >> 2]}${vowels[value & 3]}`;
}
