/** A short text that distinguishes two plans. Not cryptographically secure. Pure. */

/** 16 hex digits: two 32-bit FNV-1a hashes with different offsets (Fowler, Noll, Vo). */
export function fingerprint(text: string): string {
  return half(text, 0x811c9dc5) + half(text, 0x050c5d1f);
}

function half(text: string, offset: number): string {
  let hash = offset;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
