/**
 * Credentials that providers and standards print in their documentation: AWS's example pair, Stripe's documentation
 * keys, the token of jwt.io, the keys of the Azure storage and Cosmos emulators, reCAPTCHA's and Turnstile's test keys,
 * the examples of RFC 2617, 5849, 6238, 6749, 6750, 7515 and 7617, of the OAuth 1.0 core, Twitter, Discord and Telegram
 * documentation, the digests of the empty string, and the client secrets of gcloud and of its application default
 * credentials, which Google ships to everybody in its SDK (googlecloudsdk/core/config.py calls the first `NOTSOSECRET`).
 *
 * Only the first 64 bits of their SHA-256 are kept, so that no scanner (this one included) stumbles over this file.
 */
import { createHash } from 'node:crypto';

/** Lengths of the known examples: most values are told apart without hashing. */
const LENGTHS: ReadonlySet<number> = new Set([
  10, 11, 14, 15, 16, 19, 20, 22, 23, 24, 28, 32, 35, 36, 38, 39, 40, 41, 42, 43, 44, 50, 59, 64, 88, 133, 149, 155, 172, 179,
]);

const DIGESTS: ReadonlySet<string> = new Set([
  '1a5d44a2dca19669', '78314b11be2e5815', 'e8a0614b6747a06f', 'c6ea27c534f993d3', 'e21b597ba6b9cafa',
  'cb20d34a7adda2f5', '2cafc0970149a84f', 'f2d6ca16515033e5', '7e8de44ea9ecf6d5', 'b1471f544ceeea31',
  '5895b89c8fb33402', '7f75367e78812551', 'da816f9f2c16e6c5', 'c794fa6d20c64efb', '6261f4e7d0a33195',
  '8d4ef6536dc8895f', 'f7d838701b86c5df', 'dfd7dc439654f313', '5eef83fe7cb71e2d', '465d9ad5d5528ebe',
  '0011cc25eb432071', 'aa6547439583c3a2', '86007eb367696d32', 'bc3ae723f57c6b9e', '7e498f91828a193c',
  '02f7ce3c263f85c0', '731fa294d036e54f', '0b5dd075ccdd03c4', 'f5e95c9954635b65', '03b970ed8171d73b',
  'fb8f35129df87662', '1e3e58656012d861', '0fff9ee671b05ea2', '00b3dc640c9c99fc', '5aac38e542b76b97',
  '8e0628300c16fe38', '0e04efa6bc7d2d51', 'ce9dcd929b61415a', 'e8e1d00740c38ce6', 'b8e148545b13c78b',
  '6c96130f130ab0d6', '2b95aa56280bb2c0', '53f5da0aaa93d64c', 'a35b81a7d7927b70', 'ca7459e2b26776de',
  'cf4d418ed3de92d7', '73f71af093fdf154', '41ef4bb0b23661e6', '5ff0e82e56c3cf64', '687da00b09c83361',
  '19f0704d4a78f5ea', '3a966e850a235bff', '8be5d113c0871ce1', '549c9390539efcfa', '6ed645ef0e1abea1',
  'ac9265e56c79b234', '20214cadd35c42a9', '293257ab6495ebb1', 'cb87c87e4a138d9a', 'bb9b1163338b2a51',
  '649e1f5c769e718b', '4c20e6f5cc11b937', '6aa14267d94944e6', '12b9377cbe7e5c94', 'f215faf9d88b7f0a',
  '07e23ede2756aa3f', 'cd372fb85148700f', 'f0386f9be1fe905f', '456a51b1f1b3cf3e',
]);

/** True when the value (binary text) is a published example, alone or as the value of a URL-encoded or quoted field. */
export function isKnownExample(value: string): boolean {
  if (!LENGTHS.has(value.length)) return false;
  return DIGESTS.has(createHash('sha256').update(value, 'latin1').digest('hex').slice(0, 16));
}
